//! What reviewers decided about matches.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::listing::Listing;

/// A reviewer's decision that somebody is, or is not, a listed party.
///
/// It holds for the very particulars that were reviewed. If the party's or the entry's have changed since, it is not applied
/// and the answer says so: somebody must look again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The name that was reviewed, as dealings give it.
    pub name: String,
    /// The birth date that was given with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<String>,
    /// The numbers that were given with it, an IMO number among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// The countries that were given with it, by their codes: nationality, seat or flag.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// The list.
    pub list: String,
    /// The entry's reference on it.
    pub reference: String,
    /// The entry's digest when it was reviewed, as answers print it; without one any wording of the entry counts as reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What was decided.
    pub decision: Decision,
    /// Who decided.
    pub by: String,
    /// On which day. A decision later than the day of knowledge is not seen.
    pub on: Date,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// What a reviewer decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It is the listed party.
    Same,
    /// It is somebody else.
    Different,
}

/// A reviewer's decision that has no effect, since whom it names is not on the lists compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleReview {
    /// Its place among the desk's reviews.
    pub at: usize,
    /// Why.
    pub why: Idle,
}

/// Why a reviewer's decision has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idle {
    /// No list compared has the name.
    List,
    /// Nobody on the list, in the edition compared, has the reference: it never was one, or is none any more. Beside it the list
    /// and reference that may be meant: on another list, or written otherwise.
    Reference(Option<(String, String)>),
}

/// The decisions known on a day that have no effect.
pub(crate) fn idle(reviews: &[Review], compared: &[&Listing], known: Date) -> Vec<IdleReview> {
    let seen = reviews.iter().enumerate().filter(|(_, review)| review.on <= known);
    let idle = seen.filter_map(|(at, review)| {
        let (own, others): (Vec<&Listing>, Vec<&Listing>) =
            compared.iter().partition(|listing| listing.list() == review.list);
        if own.is_empty() {
            return Some(IdleReview { at, why: Idle::List });
        }
        if own.iter().any(|listing| listing.entry(&review.reference).is_some()) {
            return None;
        }
        let near = |listing: &&Listing| {
            Some((listing.list().to_owned(), listing.written(&review.reference)?.to_owned()))
        };
        Some(IdleReview { at, why: Idle::Reference(own.iter().chain(&others).find_map(near)) })
    });
    idle.collect()
}

/// What reviewing says of a match.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reviewed<'r> {
    /// Nobody decided.
    Not,
    /// A decision that holds.
    Decided(&'r Review),
    /// A decision that no longer holds, and why.
    Stale(&'r Review, &'static str),
}

/// What identifies the party of a dealing for a review.
pub(crate) struct Reviewable<'d> {
    pub(crate) name: &'d str,
    pub(crate) born: Option<&'d str>,
    pub(crate) identifiers: Vec<&'d str>,
    pub(crate) countries: Vec<&'d str>,
}

/// The latest decision about somebody and an entry that was known on a day.
pub(crate) fn reviewed<'r>(
    reviews: &'r [Review],
    of: &Reviewable<'_>,
    (list, reference, digest): (&str, &str, &str),
    known: Date,
) -> Reviewed<'r> {
    let about = |review: &&Review| {
        review.list == list
            && review.reference == reference
            && review.on <= known
            && alike(&review.name, of.name)
    };
    let mut stale = Reviewed::Not;
    let mut about: Vec<&Review> = reviews.iter().filter(about).collect();
    // The latest first; of one day, the one written last.
    about.reverse();
    about.sort_by_key(|review| std::cmp::Reverse(review.on));
    for review in &about {
        let other_particulars = !same_particulars(review, of);
        if other_particulars && review.decision == Decision::Different {
            // It is about somebody else of the name.
            if stale == Reviewed::Not {
                stale = Reviewed::Stale(review, "other particulars were reviewed");
            }
            continue;
        }
        let changed = review.entry.as_ref().is_some_and(|entry| entry != digest);
        let contradicts = |other: &&&Review| {
            other.on == review.on && other.decision != review.decision && same_particulars(other, of)
        };
        return if other_particulars {
            Reviewed::Stale(review, "other particulars were reviewed, and found to be the listed party's")
        } else if changed {
            Reviewed::Stale(review, "the entry has changed since")
        } else if about.iter().any(|other| contradicts(&other)) {
            Reviewed::Stale(review, "another decision of the same day contradicts it")
        } else {
            Reviewed::Decided(review)
        };
    }
    stale
}

fn same_particulars(review: &Review, of: &Reviewable<'_>) -> bool {
    let sorted = |words: Vec<&str>| {
        let mut words: Vec<String> = words.into_iter().map(number).collect();
        words.sort();
        words
    };
    let given = |words: &[String]| sorted(words.iter().map(String::as_str).collect());
    review.born.as_deref().map(plain) == of.born.map(plain)
        && given(&review.identifiers) == sorted(of.identifiers.clone())
        && given(&review.countries) == sorted(of.countries.clone())
}

/// Whether two names are written alike, but for case and spaces.
fn alike(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A number without what people put between its digits and before them.
pub(crate) fn number(text: &str) -> String {
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix("IMO").unwrap_or(&text);
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A name but for case and spaces.
pub(crate) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn review(decision: Decision, on: Date) -> Review {
        Review {
            name: "Kim Chol".to_owned(),
            born: None,
            identifiers: Vec::new(),
            countries: Vec::new(),
            list: "un-1718".to_owned(),
            reference: "KPi.001".to_owned(),
            entry: Some("abc".to_owned()),
            decision,
            by: "desk".to_owned(),
            on,
            because: None,
        }
    }

    fn of(name: &'static str) -> Reviewable<'static> {
        Reviewable { name, born: None, identifiers: Vec::new(), countries: Vec::new() }
    }

    const ENTRY: (&str, &str, &str) = ("un-1718", "KPi.001", "abc");

    #[test]
    fn the_latest_decision_known_holds() {
        let reviews = [
            review(Decision::Same, date(2026, 3, 1)),
            review(Decision::Different, date(2026, 2, 1)),
            review(Decision::Different, date(2026, 5, 1)),
        ];
        let on = |known| match reviewed(&reviews, &of("KIM  chol"), ENTRY, known) {
            Reviewed::Decided(review) => Some(review.decision),
            _ => None,
        };
        assert_eq!(on(date(2026, 1, 1)), None);
        assert_eq!(on(date(2026, 2, 1)), Some(Decision::Different));
        assert_eq!(on(date(2026, 3, 1)), Some(Decision::Same));
        assert_eq!(on(date(2026, 9, 1)), Some(Decision::Different));
    }

    #[test]
    fn an_older_different_does_not_stand_in_for_a_later_same() {
        let later = Review { entry: Some("old".to_owned()), ..review(Decision::Same, date(2026, 4, 1)) };
        let born = Review { born: Some("1962".to_owned()), ..review(Decision::Same, date(2026, 4, 1)) };
        let against = review(Decision::Same, date(2026, 3, 1));
        for newer in [later, born, against] {
            let reviews = [review(Decision::Different, date(2026, 3, 1)), newer];
            let found = reviewed(&reviews, &of("Kim Chol"), ENTRY, date(2026, 9, 1));
            assert!(matches!(found, Reviewed::Stale(..)), "{found:?}");
        }
    }

    #[test]
    fn what_has_changed_is_reviewed_anew() {
        let reviews = [review(Decision::Different, date(2026, 3, 1))];
        let known = date(2026, 9, 1);
        assert_eq!(reviewed(&reviews, &of("Kim Chul"), ENTRY, known), Reviewed::Not);
        let born = Reviewable { born: Some("1962"), ..of("Kim Chol") };
        assert!(matches!(reviewed(&reviews, &born, ENTRY, known), Reviewed::Stale(..)));
        let changed = ("un-1718", "KPi.001", "def");
        assert!(matches!(reviewed(&reviews, &of("Kim Chol"), changed, known), Reviewed::Stale(..)));
    }
}
