//! Listed parties ready to be searched.

use crate::found::Match;
use crate::party::Party;
use crate::query::Query;
use crate::segment::{Look, Segment};

/// Listed parties, prepared once and searched many times, by as many threads as there are.
///
/// A search gives exactly what comparing with every name would, and [`Index::scan`] does: of the names that it leaves out
/// the score's own bound says that they cannot reach the cut-off. A name of which no word agrees is no match at any score.
#[derive(Debug)]
pub struct Index {
    base: Segment,
}

impl Index {
    /// The lowest cut-off for which names are left out unseen. Below it nearly every name with a word in common is an answer, and a search
    /// looks at all of them.
    pub const FLOOR: f64 = 0.30;

    /// Prepares parties.
    pub fn new(parties: Vec<Party>) -> Self {
        Self { base: Segment::new(parties) }
    }

    /// The parties, in the order in which they were given.
    pub fn parties(&self) -> impl ExactSizeIterator<Item = &Party> {
        self.base.parties.iter()
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
        self.look(query, cutoff, if cutoff >= Self::FLOOR { Look::Indexed } else { Look::Everywhere })
    }

    /// The same by comparing with every name, plainly: what a search must agree with.
    pub fn scan(&self, query: &Party, cutoff: f64) -> Vec<Match<'_>> {
        self.look(&Query::new(query), cutoff, Look::Everywhere)
    }

    fn look(&self, query: &Query<'_>, cutoff: f64, look: Look) -> Vec<Match<'_>> {
        let mut found = self.base.search(query, cutoff, look, |_| true);
        found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        found.into_iter().map(|(_, found)| found).collect()
    }
}
