//! What agrees with words asked for lately: customers share names.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use foldhash::HashMap;

use crate::likeness::Likeness;
use crate::names::{Names, Stands};
use crate::side::AskedWord;

/// How many listed words are remembered, of eight bytes each.
const REMEMBERED: usize = 1 << 20;

/// A listed word that agrees with one asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    pub(crate) listed: u32,
    pub(crate) likeness: Likeness,
    pub(crate) stands: Stands,
}

/// What any thread found lately, for the others.
#[derive(Debug, Default)]
pub(crate) struct Shared(Mutex<Found>);

#[derive(Debug, Default)]
struct Found {
    met: HashMap<u128, Arc<[Met]>>,
    /// How many listed words there are together, and a few for each word asked for.
    many: usize,
}

impl Shared {
    fn get(&self, key: u128) -> Option<Arc<[Met]>> {
        self.0.lock().ok()?.met.get(&key).cloned()
    }

    /// Keeps what agrees with a word; forgets everything before if it is too much.
    fn keep(&self, key: u128, met: &[Met]) {
        let Ok(mut found) = self.0.lock() else { return };
        if found.many > REMEMBERED {
            *found = Found::default();
        }
        found.many += met.len() + 4;
        found.met.insert(key, met.into());
    }
}

/// Listed words by words asked for lately, of one thread; forgotten all at once when there are too many.
#[derive(Debug, Default)]
pub(crate) struct Known {
    places: HashMap<u128, Range<u32>>,
    met: Vec<Met>,
    /// Room for words that may agree.
    near: Vec<u32>,
}

/// A word asked for as a number: its letters, and whether they are consonants only. Long words have none, nor have those run together,
/// which are seldom asked for again.
fn key(word: &AskedWord) -> Option<u128> {
    let sort = 1 + u128::from(word.consonants_only);
    let key = || word.text.iter().fold(sort, |key, letter| key << 8 | u128::from(*letter));
    (word.single && word.text.len() < 16).then(key)
}

impl Known {
    /// Forgets everything if it is too much.
    pub(crate) fn begin(&mut self) {
        // A word with which nothing agrees takes room as well.
        if self.met.len() + 4 * self.places.len() > REMEMBERED {
            *self = Self::default();
        }
    }

    /// Where the listed words stand that agree with one asked for: remembered, or found; single ones alone, or joined ones too.
    pub(crate) fn place(&mut self, names: &Names, word: &AskedWord, shared: &Shared) -> Range<u32> {
        let key = key(word);
        if let Some(place) = key.and_then(|key| self.places.get(&key)) {
            return place.clone();
        }
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let from = number(self.met.len());
        let Self { met, near, .. } = self;
        if let Some(found) = key.and_then(|key| shared.get(key)) {
            met.extend_from_slice(&found);
        } else {
            let asked = word.word();
            let agreeing = names.lexicon.agreeing(&asked, word.single, near);
            let found = |(listed, likeness)| Met { listed, likeness, stands: names.stands(listed) };
            met.extend(agreeing.map(found));
            if let Some(key) = key {
                shared.keep(key, met.get(from as usize..).unwrap_or_default());
            }
        }
        let place = from..number(self.met.len());
        if let Some(key) = key {
            self.places.insert(key, place.clone());
        }
        place
    }

    /// The listed words of a place.
    #[inline]
    pub(crate) fn at(&self, place: &Range<u32>) -> &[Met] {
        self.met.get(place.start as usize..place.end as usize).unwrap_or_default()
    }
}
