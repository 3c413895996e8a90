//! A party prepared to be asked for: its names read once, for every list and edition.

use std::borrow::Cow;

use crate::compare::Comparer;
use crate::fold::{self, Spelt};
use crate::name::{Manner, readings_of};
use crate::party::Party;
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
    /// Most words are the same in every manner and every reading.
    words: Words,
    asks: Vec<Ask<'party>>,
}

/// A party asked for under some manners.
#[derive(Debug)]
pub(crate) struct Ask<'party> {
    pub(crate) party: Cow<'party, Party>,
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
        Self::of([(Cow::Borrowed(party), Manner::of(party.kind).to_vec())])
    }

    /// The same, and reads them as those of anything else, of which no more is known than the countries: to find as well who is listed
    /// as something else than what the party is said to be.
    pub fn of_any_kind(party: &'party Party) -> Self {
        let own = Manner::of(party.kind);
        let others = Manner::ALL.into_iter().filter(|manner| !own.contains(manner));
        let (names, countries) = (party.names.clone(), party.countries.clone());
        let other = Party { names, countries, ..Party::default() };
        Self::of([(Cow::Borrowed(party), own.to_vec()), (Cow::Owned(other), others.collect())])
    }

    /// Reads the names of parties that have the same names.
    fn of<const ASKS: usize>(asked: [(Cow<'party, Party>, Vec<Manner>); ASKS]) -> Self {
        let names = asked.iter().map(|(party, _)| &party.names).next();
        let spelt = names.map(|names| names.iter().map(|name| fold::words(&name.text)).collect());
        let spelt: Vec<Vec<Spelt>> = spelt.unwrap_or_default();
        let mut words = Words::default();
        let mut read = |party: &Party, manner: Manner| {
            let mut named = Vec::new();
            for (name, (text, spelt)) in party.names.iter().zip(&spelt).enumerate() {
                for reading in readings_of(spelt, text.strength, manner) {
                    named.push(Named { name, asked: Asked::new(reading, manner, &mut words) });
                }
            }
            (manner, named)
        };
        let asks = asked.map(|(party, manners)| {
            let readings = manners.into_iter().map(|manner| read(&party, manner)).collect();
            Ask { party, readings }
        });
        Self { words, asks: asks.into() }
    }

    /// The distinct words asked for.
    pub(crate) fn words(&self) -> &[AskedWord] {
        self.words.all()
    }

    /// The party, and what else it is asked for as.
    pub(crate) fn asks(&self) -> &[Ask<'party>] {
        &self.asks
    }

    pub(crate) fn manners(&self) -> impl Iterator<Item = Manner> {
        self.asks.iter().flat_map(|ask| ask.readings.iter().map(|(manner, _)| *manner))
    }
}

impl Ask<'_> {
    /// The readings under a manner; none where nothing is compared so.
    pub(crate) fn readings(&self, manner: Manner) -> &[Named] {
        self.readings.iter().find(|(known, _)| *known == manner).map_or(&[], |(_, named)| named)
    }

    /// Every reading, with its manner and its place under it, ready to be compared.
    pub(crate) fn comparers<'a>(
        &'a self,
        words: &'a [AskedWord],
    ) -> impl Iterator<Item = (Manner, usize, Comparer<'a>)> {
        self.readings.iter().flat_map(move |(manner, named)| {
            let ready = move |(at, named)| {
                let named: &Named = named;
                (*manner, at, Comparer::new(*manner, &named.asked, words))
            };
            named.iter().enumerate().map(ready)
        })
    }

    /// How many readings there are under each manner.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (Manner, usize)> {
        self.readings.iter().map(|(manner, named)| (*manner, named.len()))
    }
}
