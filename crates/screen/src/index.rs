//! Listed parties ready to be searched.

use std::collections::HashSet;
use std::sync::Arc;

use crate::batch::on_all_cores;
use crate::found::Match;
use crate::party::Party;
use crate::query::Query;
use crate::segment::{Look, Segment};

/// Listed parties, prepared once and searched many times, by as many threads as there are.
///
/// A search gives exactly what comparing with every name would, and [`Index::scan`] does. A name is a match only if words agree that tell
/// half of what the name asked for tells, or if it is a body's and stands whole in the name asked for, and those words are looked up; of
/// the other names that it leaves out the score's own bound says that they cannot reach the cut-off.
#[derive(Debug)]
pub struct Index {
    base: Arc<Segment>,
    /// Which parties of the base are listed no longer, in order.
    gone: Vec<u32>,
    /// Parties that came since the base was prepared.
    recent: Segment,
}

/// The share of parties that may have come or gone before all are prepared anew: a search pays for each, and preparing costs seconds.
const CHANGED: usize = 8;

impl Index {
    /// Prepares parties.
    pub fn new(parties: Vec<Party>) -> Self {
        Self { base: Arc::new(Segment::new(parties)), gone: Vec::new(), recent: Segment::new(Vec::new()) }
    }

    /// The index with parties of some references taken off and others put on behind the rest; an amended party is taken off and put
    /// on. It finds what a new index of the same parties finds, and shares what has not changed with this one.
    pub fn changed(&self, off: &[&str], on: Vec<Party>) -> Self {
        let off: HashSet<&str> = off.iter().copied().collect();
        let stays = |party: &&Party| !off.contains(party.id.as_str());
        let base = (0u32..).zip(&self.base.parties);
        let left = base.filter(|(at, party)| self.is_gone(*at) || !stays(party));
        let gone: Vec<u32> = left.map(|(at, _)| at).collect();
        let mut recent: Vec<Party> = self.recent.parties.iter().filter(stays).cloned().collect();
        recent.extend(on);
        if (gone.len() + recent.len()) * CHANGED > self.base.parties.len() {
            let base = (0u32..).zip(&self.base.parties).filter(|(at, _)| gone.binary_search(at).is_err());
            return Self::new(base.map(|(_, party)| party.clone()).chain(recent).collect());
        }
        Self { base: Arc::clone(&self.base), gone, recent: Segment::new(recent) }
    }

    /// The parties, in the order in which they were given.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        let base = (0u32..).zip(&self.base.parties).filter(|(at, _)| !self.is_gone(*at));
        base.map(|(_, party)| party).chain(&self.recent.parties)
    }

    /// Every party whose score is at least `cutoff`, the best first.
    ///
    /// ```
    /// use interdict_screen::{Index, Kind, Party};
    ///
    /// let index = Index::new(vec![Party::named("KPi.076", Kind::Person, "RI PYONG CHOL")]);
    /// let customer = Party::named("", Kind::Person, "Lee Byung-chul");
    /// let found = index.search(&customer, 0.5);
    /// assert_eq!(found[0].party.id, "KPi.076");
    /// ```
    pub fn search(&self, query: &Party, cutoff: f64) -> Vec<Match<'_>> {
        self.search_prepared(&Query::new(query), cutoff)
    }

    /// The same for a query prepared before.
    pub fn search_prepared(&self, query: &Query<'_>, cutoff: f64) -> Vec<Match<'_>> {
        self.search_of_any_kind(query, cutoff).0
    }

    /// The same for a query of any kind ([`Query::of_any_kind`]): whom the party may be as what it is said to be, and whom as anything
    /// else.
    pub fn search_of_any_kind(&self, query: &Query<'_>, cutoff: f64) -> (Vec<Match<'_>>, Vec<Match<'_>>) {
        let mut found = self.look(query, cutoff, Look::Indexed).into_iter();
        (found.next().unwrap_or_default(), found.next().unwrap_or_default())
    }

    /// The same by comparing with every name, plainly: what a search must agree with.
    pub fn scan(&self, query: &Party, cutoff: f64) -> Vec<Match<'_>> {
        self.look(&Query::new(query), cutoff, Look::Everywhere).into_iter().next().unwrap_or_default()
    }

    /// Searches for many at once, on all cores; what is found stands in the order of those asked for.
    ///
    /// ```
    /// use interdict_screen::{Index, Kind, Party, THRESHOLD};
    ///
    /// let index = Index::new(vec![Party::named("KPi.076", Kind::Person, "RI PYONG CHOL")]);
    /// let customers = ["Lee Byung-chul", "Ada Lovelace"].map(|name| Party::named("", Kind::Person, name));
    /// let found = index.search_all(&customers, THRESHOLD);
    /// assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0]);
    /// ```
    pub fn search_all(&self, queries: &[Party], cutoff: f64) -> Vec<Vec<Match<'_>>> {
        on_all_cores(queries, |query| self.search(query, cutoff))
    }

    /// How many pairs of readings of names a scan compares for a query.
    pub fn compared_by_scan(&self, query: &Party) -> usize {
        let query = Query::new(query);
        self.base.pairs(&query) + self.recent.pairs(&query)
    }

    /// What is found for each that a query asks for.
    fn look(&self, query: &Query<'_>, cutoff: f64, look: Look) -> Vec<Vec<Match<'_>>> {
        let mut found = self.base.search(query, cutoff, look, |at| !self.is_gone(at));
        if !self.recent.parties.is_empty() {
            let behind = u32::try_from(self.base.parties.len()).unwrap_or(u32::MAX);
            let recent = self.recent.search(query, cutoff, look, |_| true);
            for (found, recent) in found.iter_mut().zip(recent) {
                found.extend(recent.into_iter().map(|(at, found)| (behind.saturating_add(at), found)));
            }
        }
        found.into_iter().map(|found| self.in_order(found)).collect()
    }

    /// The best first, of equals that which stands first; each with its place.
    fn in_order<'i>(&self, mut found: Vec<(u32, Match<'i>)>) -> Vec<Match<'i>> {
        found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        let place = |at: u32| at as usize - self.gone.partition_point(|gone| *gone < at);
        found.into_iter().map(|(at, found)| Match { place: place(at), ..found }).collect()
    }

    fn is_gone(&self, at: u32) -> bool {
        self.gone.binary_search(&at).is_ok()
    }
}
