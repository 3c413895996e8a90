//! Whom a party looks like on the lists, whatever the day and the reviews; remembered, for customers come again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use interdict_screen::{Kind, Match, Party, Query};

use crate::compare::Taken;
use crate::desk::Desk;
use crate::listing::Listing;

/// How many parties and sights of them are remembered together, of some five hundred bytes each; forgotten all at once when there are
/// more.
const REMEMBERED: usize = 1 << 15;

/// A listed party that somebody looks like.
#[derive(Debug)]
pub(crate) struct Sight {
    pub(crate) reference: String,
    /// Which of its names matched.
    pub(crate) matched: String,
    /// Between 0 and 1, to three places.
    pub(crate) score: f64,
    /// What the match is taken as, unless a reviewer decided otherwise.
    pub(crate) taken: Taken,
    /// What agreed and what differed.
    pub(crate) because: Vec<String>,
    /// What to know beside it.
    pub(crate) says: Option<&'static str>,
}

/// Whom a party looks like, by list.
#[derive(Debug)]
pub(crate) struct Sights {
    /// On each list that decides.
    pub(crate) deciding: Vec<Vec<Sight>>,
    /// On each that alerts.
    pub(crate) alerting: Vec<Vec<Sight>>,
}

/// Whom parties looked like that were compared lately.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    sights: HashMap<Party, Arc<Sights>>,
    /// How many parties and sights there are together.
    many: usize,
}

impl Remembered {
    /// Whom a party looks like: remembered, or found. The same party looks like the same whoever asks.
    pub(crate) fn sights(&self, party: &Party, desk: &Desk) -> Arc<Sights> {
        if let Some(sights) = self.0.lock().ok().and_then(|known| known.sights.get(party).cloned()) {
            return sights;
        }
        let (by_number, otherwise) = (by_number(party), otherwise(party));
        let asked = Asked {
            party,
            by_name: Query::new(party),
            by_number: by_number.as_ref().map(Query::new),
            otherwise: otherwise.as_ref().map(|(other, says)| {
                let query = match other.kind {
                    Kind::Unstated => Query::of_other_kinds(other, party.kind),
                    _ => Query::new(other),
                };
                (query, *says)
            }),
        };
        let on = |lists: &[Listing]| lists.iter().map(|list| asked.on(list, desk.threshold)).collect();
        let sights = Arc::new(Sights { deciding: on(&desk.deciding), alerting: on(&desk.alerting) });
        let many = 1 + sights.deciding.iter().chain(&sights.alerting).map(Vec::len).sum::<usize>();
        if let Ok(mut known) = self.0.lock() {
            if known.many + many > REMEMBERED {
                *known = Known::default();
            }
            if known.sights.insert(party.clone(), Arc::clone(&sights)).is_none() {
                known.many += many;
            }
        }
        sights
    }
}

/// A party as every list is asked for it, its names read once for all.
struct Asked<'p> {
    party: &'p Party,
    by_name: Query<'p>,
    by_number: Option<Query<'p>>,
    otherwise: Option<(Query<'p>, &'static str)>,
}

impl Asked<'_> {
    /// Whom it looks like on a list: by name from the threshold up, by number whatever the score.
    fn on(&self, listing: &Listing, threshold: f64) -> Vec<Sight> {
        let index = listing.index();
        let mut out: Vec<Sight> = Vec::new();
        let (looked_at, beside): (Vec<_>, Vec<_>) = index
            .search_prepared(&self.by_name, threshold)
            .into_iter()
            .partition(|found| self.looks_at(found.party.kind));
        for found in &looked_at {
            let taken = if found.identified() { Taken::Same } else { Taken::Candidate };
            push(&mut out, found, taken, None);
        }
        // A number speaks for itself, whatever the names, the kinds and the threshold.
        let numbered = self.by_number.as_ref().map(|query| index.search_prepared(query, BY_NUMBER));
        for found in numbered.into_iter().flatten() {
            let own = self.party.kind == Kind::Vessel || self.party.names.is_empty();
            let same = found.identified() && own && self.looks_at(found.party.kind);
            let says = (!same).then_some("a number agrees, and the rest does not");
            push(&mut out, &found, if same { Taken::Same } else { Taken::Candidate }, says);
        }
        for found in &beside {
            push(&mut out, found, Taken::Beside, Some("a listed ship has this name: give it as the ship"));
        }
        if let Some((query, says)) = &self.otherwise {
            for found in index.search_prepared(query, threshold) {
                push(&mut out, &found, Taken::Beside, Some(says));
            }
        }
        out
    }

    /// Whether an entry of a kind is looked at: a ship is no party, and a party no ship.
    fn looks_at(&self, kind: Kind) -> bool {
        self.party.kind == Kind::Vessel || !matches!(kind, Kind::Vessel | Kind::Aircraft)
    }
}

/// The score from which a number alone is looked at: above what anything but an equal number reaches.
const BY_NUMBER: f64 = 0.5;

/// Adds a match, unless its entry is there already.
fn push(out: &mut Vec<Sight>, found: &Match<'_>, taken: Taken, says: Option<&'static str>) {
    if out.iter().any(|one| one.reference == found.party.id) {
        return;
    }
    out.push(Sight {
        reference: found.party.id.clone(),
        matched: found.listed_name.clone(),
        score: (found.score * 1000.0).round() / 1000.0,
        taken,
        because: found.pieces.iter().map(|piece| format!("{}: {}", piece.about, piece.says)).collect(),
        says,
    });
}

/// A party with its numbers alone to be found by, if it has any.
fn by_number(party: &Party) -> Option<Party> {
    let numbered = !party.identifiers.is_empty() || !party.imo.is_empty();
    numbered.then(|| Party {
        kind: Kind::Unstated,
        births: party.births.clone(),
        identifiers: party.identifiers.clone(),
        imo: party.imo.clone(),
        ..Party::default()
    })
}

/// Another way in which a listed name could be meant, which is shown and not counted.
fn otherwise(party: &Party) -> Option<(Party, &'static str)> {
    let names = || party.names.clone();
    match party.kind {
        Kind::Vessel if !party.imo.is_empty() => {
            let ship = Party { kind: Kind::Vessel, names: names(), ..Party::default() };
            Some((ship, "a listed ship has this name and another IMO number"))
        }
        Kind::Person | Kind::Organisation => {
            let countries = party.countries.clone();
            Some((
                Party { names: names(), countries, ..Party::default() },
                "listed as something else than the dealing says",
            ))
        }
        _ => None,
    }
}
