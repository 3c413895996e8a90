//! Parties, persons and ships compared with the lists: who they may be, and what that states.

use interdict_regime::Said;
use interdict_screen::{Kind, Match, Party};
use jiff::civil::Date;
use serde::Serialize;

use crate::listing::{Listed, Listing};
use crate::review::{Decision, Review, Reviewable, Reviewed, reviewed};

/// Somebody of the dealing, compared with the designations.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Where the dealing names it: `acts[0].parties[1]`, `acts[0].ship`.
    pub at: String,
    /// What it does there: `consignee`, `ship`, `person`.
    pub role: String,
    /// Its name, or the number it was compared by.
    pub name: String,
    /// The day for which it was compared: that of the act, or the day known where there is none.
    pub day: String,
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
}

/// Somebody to be compared.
pub(crate) struct Subject<'d> {
    pub(crate) at: String,
    pub(crate) role: String,
    pub(crate) party: Party,
    pub(crate) born: Option<&'d str>,
    pub(crate) day: Date,
}

impl Subject<'_> {
    /// Whether there is anything to compare by.
    pub(crate) fn is_known(&self) -> bool {
        let named = self.party.names.iter().any(|name| name.text.chars().any(char::is_alphanumeric));
        named || !self.party.identifiers.is_empty() || !self.party.imo.is_empty()
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
        Reviewable { name: self.name(), born: self.born, identifiers: numbers.collect() }
    }

    /// Whether an entry of a kind is looked at: a ship is no party, and a party no ship.
    fn looks_at(&self, kind: Kind) -> bool {
        self.party.kind == Kind::Vessel || !matches!(kind, Kind::Vessel | Kind::Aircraft)
    }
}

/// Compares somebody with a list.
pub(crate) fn candidates(
    listing: &Listing,
    subject: &Subject<'_>,
    threshold: f64,
    reviews: &[Review],
    known: Date,
) -> Vec<Candidate> {
    let found = listing.index().search(&subject.party, threshold);
    let wanted = found.iter().filter(|found| subject.looks_at(found.party.kind));
    let found = wanted.filter_map(|found| Some((found, listing.entry(&found.party.id)?)));
    found.map(|(found, entry)| candidate(listing, entry, found, subject, reviews, known)).collect()
}

fn candidate(
    listing: &Listing,
    entry: &Listed,
    found: &Match<'_>,
    subject: &Subject<'_>,
    reviews: &[Review],
    known: Date,
) -> Candidate {
    let mut taken = if found.identified() { Taken::Same } else { Taken::Candidate };
    let mut notes = Vec::new();
    let reference = found.party.id.as_str();
    match reviewed(reviews, &subject.reviewable(), (listing.list(), reference, &entry.digest), known) {
        Reviewed::Not => {}
        Reviewed::Stale(review, why) => {
            notes.push(format!("{} decided on {}, and it is not applied: {why}", review.by, review.on));
        }
        Reviewed::Decided(review) => {
            let (decided, says) = match review.decision {
                Decision::Same => (Taken::Same, "that it is the listed party"),
                Decision::Different => (Taken::Different, "that it is somebody else"),
            };
            if taken == Taken::Same && decided == Taken::Different {
                notes.push("a number agrees all the same".to_owned());
            }
            taken = decided;
            let because = review.because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
            notes.push(format!("{} decided on {} {says}{because}", review.by, review.on));
        }
    }
    let in_force = entry.measures.iter().filter(|applied| applied.holds(subject.day));
    let measures: Vec<String> = in_force.map(|applied| applied.measure.clone()).collect();
    if measures.is_empty() {
        notes.extend(elsewhen(entry, subject.day));
    }
    Candidate {
        list: listing.list().to_owned(),
        reference: reference.to_owned(),
        name: entry.name.clone(),
        matched: found.listed_name.clone(),
        score: (found.score * 1000.0).round() / 1000.0,
        taken,
        because: found.pieces.iter().map(|piece| format!("{}: {}", piece.about, piece.says)).collect(),
        measures,
        notes,
        also: entry.also.clone(),
        entry: entry.digest.clone(),
    }
}

/// When a listing holds that does not hold on the day.
fn elsewhen(entry: &Listed, day: Date) -> Option<String> {
    let from = entry.measures.iter().filter_map(|applied| applied.from).min()?;
    let until = entry.measures.iter().filter_map(|applied| applied.until).max();
    Some(match until {
        Some(until) if until <= day => {
            format!("listed from {from}, taken off on {until}: not listed on {day}")
        }
        _ => format!("listed from {from}: not yet listed on {day}"),
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
