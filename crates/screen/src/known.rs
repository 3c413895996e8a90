//! What agrees with words asked for lately: customers share names.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use crate::lexicon::Neighbour;
use crate::likeness::Word;

/// Listed words that agree with a word, with how.
pub(crate) type Agreeing = Arc<[Neighbour]>;

/// How many neighbours are remembered in all, of eight bytes each.
const REMEMBERED: usize = 1 << 20;

/// Neighbours of words asked for lately; forgotten all at once when there are too many.
#[derive(Debug, Default)]
pub(crate) struct Known(RwLock<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    /// By the letters of the word asked for, behind whether they are consonants only and whether joined words are wanted too; with the
    /// likeness from which on all are there.
    words: HashMap<Box<[u8]>, (u8, Agreeing)>,
    neighbours: usize,
}

impl Known {
    /// What agrees with a word as well as a floor says: remembered, or found. It may hold what agrees less well.
    pub(crate) fn agreeing(
        &self,
        word: &Word<'_>,
        joined_too: bool,
        floor: u8,
        find: impl FnOnce() -> Vec<Neighbour>,
    ) -> Agreeing {
        let mut key = Vec::with_capacity(1 + word.text.len());
        key.push(u8::from(word.consonants_only) * 2 + u8::from(joined_too));
        key.extend_from_slice(word.text);
        let known = self.0.read().ok().and_then(|known| known.words.get(&*key).cloned());
        if let Some((_, agreeing)) = known.filter(|(known, _)| *known <= floor) {
            return agreeing;
        }
        let found: Agreeing = find().into();
        if let Ok(mut known) = self.0.write() {
            if known.neighbours > REMEMBERED {
                *known = Remembered::default();
            }
            // A word of which nothing agrees takes room as well.
            known.neighbours += found.len() + 16;
            known.words.insert(key.into(), (floor, Arc::clone(&found)));
        }
        found
    }
}
