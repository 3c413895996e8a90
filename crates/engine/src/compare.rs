//! Parties, persons and ships compared with the lists: who they may be, and what that states.

use interdict_regime::Said;
use interdict_screen::Party;
use jiff::civil::Date;
use serde::Serialize;

use crate::listing::{Listed, Listing};
use crate::review::{Decision, Review, Reviewable, Reviewed, reviewed};
use crate::sight::Sight;

/// Somebody of the dealing, compared with the designations.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Where the dealing names it: `acts[0].parties[1]`, `acts[0].ship`.
    pub at: String,
    /// What it does there: `consignee`, `ship`, `person`.
    pub role: String,
    /// Its name, or the number it was compared by.
    pub name: String,
    /// The days for which it was compared: that of the act, of dispatch, of import; the day known where none is given.
    pub days: Vec<String>,
    /// What came of it.
    pub found: Found,
    /// Who it may be, the likeliest first; those dismissed or listed on other days among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// What came of a comparison with the designations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// It is a designated party.
    Designated,
    /// It may be one: a question, where the answer would change the class of the outcome.
    Candidate,
    /// Nobody designated on the day scored as high as the threshold, or a reviewer dismissed them: presumed not designated.
    NotFound,
    /// The dealing itself says, and that was taken.
    Stated,
}

/// A listed party that somebody may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The list.
    pub list: String,
    /// Its reference there.
    pub reference: String,
    /// The name under which it is listed.
    pub name: String,
    /// Which of its names matched.
    pub matched: String,
    /// Between 0 and 1, to three places.
    pub score: f64,
    /// What the match is taken as.
    pub taken: Taken,
    /// What agreed and what differed.
    pub because: Vec<String>,
    /// The measures of the listing in force on the day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// What to know beside it: a listing on other days only, a decision, one that no longer holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// References that the list itself gives to other lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Tells one wording of the entry from another; a review names it.
    pub entry: String,
}

/// What a match is taken as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Taken {
    /// The listed party: a unique number agrees and nothing contradicts, or a reviewer decided so.
    Same,
    /// Perhaps the listed party.
    Candidate,
    /// Somebody else: a reviewer decided so.
    Different,
    /// Shown and not counted: a ship for a party, a body for a person, another ship's number.
    Beside,
}

impl Taken {
    /// Whether this, of two wordings of one entry, is what counts.
    pub(crate) fn speaks_before(self, other: Taken) -> bool {
        let rank = |taken| match taken {
            Taken::Same => 0,
            Taken::Candidate => 1,
            Taken::Different => 2,
            Taken::Beside => 3,
        };
        rank(self) < rank(other)
    }
}

/// Somebody to be compared.
pub(crate) struct Subject<'d> {
    pub(crate) at: String,
    pub(crate) role: String,
    pub(crate) party: Party,
    pub(crate) born: Option<&'d str>,
    pub(crate) days: Vec<Date>,
}

impl<'d> Subject<'d> {
    pub(crate) fn new(at: String, role: String, party: Party, born: Option<&'d str>, days: &[Date]) -> Self {
        Self { at, role, party, born, days: days.to_vec() }
    }

    /// Whether there is anything to compare by.
    pub(crate) fn is_known(&self) -> bool {
        !self.party.names.is_empty() || !self.party.identifiers.is_empty() || !self.party.imo.is_empty()
    }

    /// Its name, or the number it is known by.
    pub(crate) fn name(&self) -> &str {
        let name = self.party.names.first().map(|name| name.text.as_str());
        name.or(self.party.imo.first().map(String::as_str))
            .or(self.party.identifiers.first().map(String::as_str))
            .unwrap_or_default()
    }

    fn reviewable(&self) -> Reviewable<'_> {
        let numbers = self.party.identifiers.iter().chain(&self.party.imo).map(String::as_str);
        let countries = self.party.countries.iter().map(|country| country.as_str());
        Reviewable {
            name: self.name(),
            born: self.born,
            identifiers: numbers.collect(),
            countries: countries.collect(),
        }
    }
}

/// The candidates for somebody on a list, from whom they look like there, by reviewers' decisions and the days compared.
pub(crate) fn candidates(
    listing: &Listing,
    (subject, sights): (&Subject<'_>, &[Sight]),
    reviews: &[Review],
    known: Date,
) -> Vec<Candidate> {
    let at = Compared { listing, subject, reviews, known };
    let mut out: Vec<Candidate> = sights.iter().filter_map(|sight| at.seen(sight)).collect();
    at.decided(&mut out);
    out
}

/// One comparison under way.
struct Compared<'c> {
    listing: &'c Listing,
    subject: &'c Subject<'c>,
    reviews: &'c [Review],
    known: Date,
}

impl Compared<'_> {
    /// A sight as a candidate.
    fn seen(&self, sight: &Sight) -> Option<Candidate> {
        let mut candidate =
            self.candidate(&sight.reference, self.listing.entry(&sight.reference)?, sight.taken);
        candidate.matched.clone_from(&sight.matched);
        candidate.score = sight.score;
        candidate.because.clone_from(&sight.because);
        candidate.notes.extend(sight.says.map(str::to_owned));
        Some(candidate)
    }

    /// Adds whom a reviewer found to be the same, and no score found.
    fn decided(&self, out: &mut Vec<Candidate>) {
        let of_list = self.reviews.iter().filter(|review| review.list == self.listing.list());
        for review in of_list.filter(|review| review.decision == Decision::Same) {
            let Some(entry) = self.listing.entry(&review.reference) else { continue };
            if out.iter().any(|one| one.reference == review.reference) {
                continue;
            }
            let candidate = self.candidate(&review.reference, entry, Taken::Beside);
            if candidate.taken == Taken::Same {
                out.push(candidate);
            }
        }
    }

    /// An entry as a candidate, with what reviewing says of it and when it is listed.
    fn candidate(&self, reference: &str, entry: &Listed, taken: Taken) -> Candidate {
        let mut candidate = Candidate {
            list: self.listing.list().to_owned(),
            reference: reference.to_owned(),
            name: entry.name.clone(),
            matched: entry.name.clone(),
            score: 0.0,
            taken,
            because: Vec::new(),
            measures: entry.in_force(&self.subject.days),
            notes: Vec::new(),
            also: entry.also.clone(),
            entry: entry.digest.clone(),
        };
        let key = (self.listing.list(), reference, entry.digest.as_str());
        match reviewed(self.reviews, &self.subject.reviewable(), key, self.known) {
            Reviewed::Not => {}
            Reviewed::Stale(review, why) => candidate
                .notes
                .push(format!("{} decided on {}, and it is not applied: {why}", review.by, review.on)),
            Reviewed::Decided(review) => {
                let (decided, says) = match review.decision {
                    Decision::Same => (Taken::Same, "that it is the listed party"),
                    Decision::Different => (Taken::Different, "that it is somebody else"),
                };
                if taken == Taken::Same && decided == Taken::Different {
                    candidate.notes.push("a number agrees all the same".to_owned());
                }
                candidate.taken = decided;
                let because = review.because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
                candidate.notes.push(format!("{} decided on {} {says}{because}", review.by, review.on));
            }
        }
        candidate.notes.extend(elsewhen(entry, &self.subject.days));
        candidate
    }
}

/// When a listing holds that does not hold on every day compared.
fn elsewhen(entry: &Listed, days: &[Date]) -> Option<String> {
    let outside = days.iter().find(|day| !entry.measures.iter().any(|applied| applied.holds(**day)))?;
    let from = entry.measures.iter().filter_map(|applied| applied.from).min()?;
    let until = entry.measures.iter().filter_map(|applied| applied.until).max();
    Some(match until {
        Some(until) if until <= *outside => {
            format!("listed from {from}, taken off on {until}: not listed on {outside}")
        }
        _ => format!("listed from {from}: not yet listed on {outside}"),
    })
}

/// What candidates state of whoever was compared: listed for one of the measures, perhaps, or not.
pub(crate) fn states<'m>(candidates: &[Candidate], measures: impl Iterator<Item = &'m str> + Clone) -> Said {
    let carries =
        |one: &&Candidate| measures.clone().any(|measure| one.measures.iter().any(|held| held == measure));
    let taken = |taken| candidates.iter().filter(|one| one.taken == taken).any(|one| carries(&one));
    if taken(Taken::Same) {
        Said::Yes
    } else if taken(Taken::Candidate) {
        Said::Unknown
    } else {
        Said::No
    }
}
