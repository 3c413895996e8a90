//! A party prepared to be asked for: its names read once, for every list and edition.

use crate::fold::{Spelt, words};
use crate::name::{Manner, readings_of};
use crate::party::Party;
use crate::side::{Asked, Shapes};

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
        let spelt: Vec<Vec<Spelt>> = party.names.iter().map(|name| words(&name.text)).collect();
        // Most words are the same in every manner and every reading.
        let mut shapes = Shapes::default();
        let mut read = |manner: Manner| {
            let mut named = Vec::new();
            for (name, (text, spelt)) in party.names.iter().zip(&spelt).enumerate() {
                for reading in readings_of(spelt, text.strength, manner) {
                    named.push(Named { name, asked: Asked::new(reading, manner, &mut shapes) });
                }
            }
            (manner, named)
        };
        let readings = Manner::of(party.kind).iter().map(|manner| read(*manner)).collect();
        Self { party, readings }
    }

    /// The readings under a manner; none where nothing is compared so.
    pub(crate) fn readings(&self, manner: Manner) -> &[Named] {
        self.readings.iter().find(|(known, _)| *known == manner).map_or(&[], |(_, named)| named)
    }

    pub(crate) fn manners(&self) -> impl Iterator<Item = Manner> {
        self.readings.iter().map(|(manner, _)| *manner)
    }
}
