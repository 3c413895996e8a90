//! A party prepared to be asked for: its names read once, for every list and edition.

use crate::name::{Manner, readings};
use crate::party::Party;
use crate::side::Asked;

/// A party prepared to be asked for. Prepare it once where several lists are searched.
///
/// ```
/// use interdict_screen::{Index, Kind, Party, Query, THRESHOLD};
///
/// let lists = ["RI PYONG CHOL", "KIM JONG SIK"].map(|name| Index::new(vec![Party::named("1", Kind::Person, name)]));
/// let customer = Party::named("", Kind::Person, "Lee Byung-chul");
/// let query = Query::new(&customer);
/// let found = lists.each_ref().map(|list| list.search_prepared(&query, THRESHOLD).len());
/// assert_eq!(found, [1, 0]);
/// ```
#[derive(Debug)]
pub struct Query<'party> {
    pub(crate) party: &'party Party,
    readings: Vec<(Manner, Vec<Named>)>,
}

/// A reading of one of the query's names.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: usize,
    pub(crate) asked: Asked,
}

impl<'party> Query<'party> {
    /// Reads a party's names.
    pub fn new(party: &'party Party) -> Self {
        let read = |manner: &Manner| {
            let names = party.names.iter().enumerate();
            let named = names.flat_map(|(name, text)| {
                readings(text, *manner)
                    .into_iter()
                    .map(move |reading| Named { name, asked: Asked::new(reading, *manner) })
            });
            (*manner, named.collect())
        };
        Self { party, readings: Manner::of(party.kind).iter().map(read).collect() }
    }

    /// The readings under a manner; none where nothing is compared so.
    pub(crate) fn readings(&self, manner: Manner) -> &[Named] {
        self.readings.iter().find(|(known, _)| *known == manner).map_or(&[], |(_, named)| named)
    }

    pub(crate) fn manners(&self) -> impl Iterator<Item = Manner> {
        self.readings.iter().map(|(manner, _)| *manner)
    }
}
