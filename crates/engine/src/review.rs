//! What reviewers decided about matches.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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
    for review in about {
        if !same_particulars(review, of) {
            stale = keep(stale, Reviewed::Stale(review, "other particulars were reviewed"));
        } else if review.entry.as_ref().is_some_and(|entry| entry != digest) {
            stale = keep(stale, Reviewed::Stale(review, "the entry has changed since"));
        } else {
            return Reviewed::Decided(review);
        }
    }
    stale
}

/// The first finding stays.
fn keep<'r>(first: Reviewed<'r>, next: Reviewed<'r>) -> Reviewed<'r> {
    if first == Reviewed::Not { next } else { first }
}

fn same_particulars(review: &Review, of: &Reviewable<'_>) -> bool {
    let sorted = |numbers: Vec<&str>| {
        let mut numbers: Vec<String> = numbers.into_iter().map(plain).collect();
        numbers.sort();
        numbers
    };
    let born = |born: Option<&str>| born.map(plain);
    born(review.born.as_deref()) == born(of.born)
        && sorted(review.identifiers.iter().map(String::as_str).collect()) == sorted(of.identifiers.clone())
}

/// Whether two names are written alike, but for case and spaces.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

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
        Reviewable { name, born: None, identifiers: Vec::new() }
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
