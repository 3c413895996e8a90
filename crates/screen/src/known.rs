//! What agrees with words asked for lately: customers share names.

use std::ops::Range;

use foldhash::HashMap;

use crate::lexicon::Agreeing;
use crate::likeness::Word;
use crate::likeness::distance::LONGEST;

/// How many listed words are remembered, of eight bytes each.
const REMEMBERED: usize = 1 << 20;

/// Listed words by words asked for lately; forgotten all at once when there are too many.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// By the letters of the word asked for, behind whether they are consonants only and whether joined words are wanted too.
    places: HashMap<Box<[u8]>, Range<usize>>,
    agreeing: Vec<Agreeing>,
}

impl Known {
    /// Forgets everything if it is too much.
    pub(crate) fn begin(&mut self) {
        // A word with which nothing agrees takes room as well.
        if self.agreeing.len() + 16 * self.places.len() > REMEMBERED {
            *self = Self::default();
        }
    }

    /// Where the listed words stand that agree with one asked for: remembered, or found.
    pub(crate) fn place(
        &mut self,
        word: &Word<'_>,
        joined_too: bool,
        find: impl FnOnce() -> Vec<Agreeing>,
    ) -> Range<usize> {
        let mut key = [0u8; LONGEST + 1];
        let length = word.text.len().min(LONGEST);
        for (into, letter) in key.iter_mut().skip(1).zip(word.text) {
            *into = *letter;
        }
        if let Some(sort) = key.first_mut() {
            *sort = u8::from(word.consonants_only) * 2 + u8::from(joined_too);
        }
        let key = key.get(..=length).unwrap_or(&key);
        if let Some(place) = self.places.get(key) {
            return place.clone();
        }
        let from = self.agreeing.len();
        self.agreeing.extend(find());
        self.places.insert(key.into(), from..self.agreeing.len());
        from..self.agreeing.len()
    }

    /// The listed words of a place, with how they agree.
    #[inline]
    pub(crate) fn at(&self, place: &Range<usize>) -> &[Agreeing] {
        self.agreeing.get(place.clone()).unwrap_or_default()
    }
}
