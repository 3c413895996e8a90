//! A party prepared to be asked for: its names read once, for every list and edition.

use crate::compare::Comparer;
use crate::fold::{self, Spelt};
use crate::name::{Manner, readings_of};
use crate::party::{Kind, Party};
use crate::side::{Asked, AskedWord, Words};

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
    /// Most words are the same in every manner and every reading.
    words: Words,
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
        Self::under(party, Manner::of(party.kind).iter().copied())
    }

    /// Reads a party's names as those of anything but a kind: to find who is listed as something else.
    pub fn of_other_kinds(party: &'party Party, kind: Kind) -> Self {
        let others = Manner::ALL.into_iter().filter(|manner| !Manner::of(kind).contains(manner));
        Self::under(party, others)
    }

    fn under(party: &'party Party, manners: impl Iterator<Item = Manner>) -> Self {
        let spelt: Vec<Vec<Spelt>> = party.names.iter().map(|name| fold::words(&name.text)).collect();
        let mut words = Words::default();
        let mut read = |manner: Manner| {
            let mut named = Vec::new();
            for (name, (text, spelt)) in party.names.iter().zip(&spelt).enumerate() {
                for reading in readings_of(spelt, text.strength, manner) {
                    named.push(Named { name, asked: Asked::new(reading, manner, &mut words) });
                }
            }
            (manner, named)
        };
        let readings = manners.map(&mut read).collect();
        Self { party, words, readings }
    }

    /// The distinct words asked for.
    pub(crate) fn words(&self) -> &[AskedWord] {
        self.words.all()
    }

    /// The readings under a manner; none where nothing is compared so.
    pub(crate) fn readings(&self, manner: Manner) -> &[Named] {
        self.readings.iter().find(|(known, _)| *known == manner).map_or(&[], |(_, named)| named)
    }

    /// Every reading, with its manner and its place under it, ready to be compared.
    pub(crate) fn comparers(&self) -> impl Iterator<Item = (Manner, usize, Comparer<'_>)> {
        self.readings.iter().flat_map(|(manner, named)| {
            let ready = |(at, named)| {
                let named: &Named = named;
                (*manner, at, Comparer::new(*manner, &named.asked, self.words()))
            };
            named.iter().enumerate().map(ready)
        })
    }

    pub(crate) fn manners(&self) -> impl Iterator<Item = Manner> {
        self.readings.iter().map(|(manner, _)| *manner)
    }
}
