//! The lists that are searched now.

use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::index::Index;

/// The index that is searched now. A new one takes its place at once, while searches go on: none waits, and whoever has begun ends with
/// the edition it began with.
///
/// ```
/// use interdict_screen::{CurrentIndex, Index, Kind, Party};
///
/// let current = CurrentIndex::new(Index::new(vec![Party::named("1", Kind::Person, "RI PYONG CHOL")]));
/// let begun = current.load();
/// current.replace(begun.changed(&["1"], vec![Party::named("2", Kind::Person, "KIM JONG SIK")]));
///
/// let customer = Party::named("", Kind::Person, "Lee Byung-chul");
/// assert_eq!(begun.search(&customer, 0.7).len(), 1);
/// assert_eq!(current.load().search(&customer, 0.7).len(), 0);
/// ```
#[derive(Debug)]
pub struct CurrentIndex(ArcSwap<Index>);

impl CurrentIndex {
    /// Begins with an index.
    pub fn new(index: impl Into<Arc<Index>>) -> Self {
        Self(ArcSwap::new(index.into()))
    }

    /// The index that is searched now: take it once for a search, or for a batch that must be of one edition.
    pub fn load(&self) -> Arc<Index> {
        self.0.load_full()
    }

    /// Puts a new index in its place, and hands back the old one.
    pub fn replace(&self, index: impl Into<Arc<Index>>) -> Arc<Index> {
        self.0.swap(index.into())
    }
}
