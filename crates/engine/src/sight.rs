//! Whom a party looks like on the lists, whatever the day and the reviews; remembered, for customers come again.

use std::sync::{Arc, LazyLock};

use interdict_screen::{Index, Kind, Match, Party, Query};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::compare::Taken;
use crate::desk::Desk;

/// How many parties and sights of them are remembered together, of some five hundred bytes each.
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

/// Every list of a desk, searched as one, and whom parties looked like that were compared lately.
pub(crate) struct Lookout {
    /// The parties of all lists, one list after another; prepared when somebody is first compared.
    index: LazyLock<Index, Box<dyn FnOnce() -> Index + Send + Sync>>,
    /// The place behind the last party of each list.
    ends: Vec<usize>,
    /// How many of the lists decide; they are the first.
    deciding: usize,
    threshold: f64,
    remembered: Cache<Party, Arc<Sights>, Together>,
}

/// Counts a party and its sights.
#[derive(Clone)]
struct Together;

impl Weighter<Party, Arc<Sights>> for Together {
    fn weight(&self, _: &Party, sights: &Arc<Sights>) -> u64 {
        1 + sights.deciding.iter().chain(&sights.alerting).map(Vec::len).sum::<usize>() as u64
    }
}

impl Lookout {
    /// Takes what is compared of the desk's lists.
    pub(crate) fn new(desk: &mut Desk) -> Lookout {
        let (mut parties, mut ends) = (Vec::new(), Vec::new());
        for listing in desk.deciding.iter_mut().chain(&mut desk.alerting) {
            parties.extend(listing.take_parties());
            ends.push(parties.len());
        }
        Lookout {
            index: LazyLock::new(Box::new(move || Index::new(parties))),
            ends,
            deciding: desk.deciding.len(),
            threshold: desk.threshold,
            remembered: Cache::with_weighter(REMEMBERED, REMEMBERED as u64, Together),
        }
    }

    /// Whom a party looks like: remembered, or found. The same party looks like the same whoever asks.
    pub(crate) fn sights(&self, party: &Party) -> Arc<Sights> {
        if let Some(sights) = self.remembered.get(party) {
            return sights;
        }
        let mut deciding = self.look(party);
        let alerting = deciding.split_off(self.deciding);
        let sights = Arc::new(Sights { deciding, alerting });
        self.remembered.insert(party.clone(), Arc::clone(&sights));
        sights
    }

    /// Whom a party looks like on each list: by name from the threshold up, by number whatever the score.
    fn look(&self, party: &Party) -> Vec<Vec<Sight>> {
        let mut out: Vec<Vec<Sight>> = self.ends.iter().map(|_| Vec::new()).collect();
        let mut push = |found: &Match<'_>, taken: Taken, says: Option<&'static str>| {
            let list = self.ends.partition_point(|end| *end <= found.place);
            if let Some(sights) = out.get_mut(list) {
                push(sights, found, taken, says);
            }
        };
        let query = if party.kind == Kind::Vessel { Query::new(party) } else { Query::of_any_kind(party) };
        let (named, otherwise) = self.index.search_of_any_kind(&query, self.threshold);
        let looked_at = |found: &Match<'_>| looks_at(party, found.party.kind);
        let (looked_at, beside): (Vec<_>, Vec<_>) = named.into_iter().partition(looked_at);
        for found in &looked_at {
            push(found, if found.identified() { Taken::Same } else { Taken::Candidate }, None);
        }
        // A number speaks for itself, whatever the names, the kinds and the threshold.
        if let Some(numbered) = by_number(party) {
            for found in self.index.search(&numbered, BY_NUMBER) {
                let own = party.kind == Kind::Vessel || party.names.is_empty();
                let same = found.identified() && own && looks_at(party, found.party.kind);
                let says = (!same).then_some("a number agrees, and the rest does not");
                push(&found, if same { Taken::Same } else { Taken::Candidate }, says);
            }
        }
        for found in &beside {
            push(found, Taken::Beside, Some("a listed ship has this name: give it as the ship"));
        }
        for found in &otherwise {
            push(found, Taken::Beside, Some("listed as something else than the dealing says"));
        }
        if party.kind == Kind::Vessel && !party.imo.is_empty() {
            let ship = Party { kind: Kind::Vessel, names: party.names.clone(), ..Party::default() };
            for found in self.index.search(&ship, self.threshold) {
                push(&found, Taken::Beside, Some("a listed ship has this name and another IMO number"));
            }
        }
        out
    }
}

/// Whether an entry of a kind is looked at for a party: a ship is no party, and a party no ship.
fn looks_at(party: &Party, kind: Kind) -> bool {
    party.kind == Kind::Vessel || !matches!(kind, Kind::Vessel | Kind::Aircraft)
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
