//! Room in which a search marks the names that it comes by, used again from search to search.

use std::ops::Range;
use std::sync::Mutex;

use crate::bits::Bits;
use crate::known::{Known, Shared};
use crate::likeness::Likeness;
use crate::names::Names;
use crate::side::AskedWord;

/// What a search writes down.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) marks: Marks,
    pub(crate) sightings: Sightings,
    pub(crate) known: Known,
    /// Where the listed words are known that agree with each word asked for.
    pub(crate) met: Vec<Range<u32>>,
}

/// Marks on names.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Words of the query on which a name can hang, one bit each; nothing where it was not come by.
    of_name: Vec<u32>,
    touched: Vec<u32>,
}

/// How the listed words that were looked at agree with the words asked for.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    /// Listed words that were looked at.
    looked: Bits,
    /// By listed word that was, the place of its row.
    row_of: Vec<u32>,
    rows: Vec<Row>,
    /// A cell for each word asked for, row after row.
    cells: Vec<Option<Likeness>>,
    asked: usize,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    listed: u32,
    agreeing: AskedBits,
}

/// Some of the words asked for, a bit for each; those behind the 63rd share one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AskedBits(u64);

impl AskedBits {
    /// How many bits there are.
    pub(crate) const COUNT: usize = u64::BITS as usize;

    /// The place of a word's bit.
    pub(crate) fn place(asked: usize) -> usize {
        asked.min(Self::COUNT - 1)
    }

    fn set(&mut self, asked: usize) {
        self.0 |= 1 << Self::place(asked);
    }

    /// The places of those that are set.
    #[inline]
    pub(crate) fn places(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = (left != 0).then(|| left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(place)
        })
    }
}

impl Sightings {
    /// Forgets everything; from now on there are so many listed words, and words asked for.
    pub(crate) fn begin(&mut self, listed: usize, asked: usize) {
        for row in self.rows.drain(..) {
            self.looked.clear(row.listed);
        }
        self.cells.clear();
        self.looked.resize(listed);
        self.row_of.resize(listed, 0);
        self.asked = asked;
    }

    #[inline]
    fn place(&self, listed: u32) -> Option<usize> {
        if !self.has(listed) {
            return None;
        }
        self.row_of.get(listed as usize).map(|place| *place as usize)
    }

    /// Whether a listed word was looked at.
    #[inline]
    pub(crate) fn has(&self, listed: u32) -> bool {
        self.looked.has(listed)
    }

    /// How a listed word agrees with each word asked for; empty where it was not looked at.
    #[inline]
    pub(crate) fn of(&self, listed: u32) -> &[Option<Likeness>] {
        let cells = self.place(listed).map(|place| place * self.asked);
        cells.and_then(|from| self.cells.get(from..from + self.asked)).unwrap_or_default()
    }

    /// Which words asked for agree with a listed one.
    #[inline]
    pub(crate) fn agreeing(&self, listed: u32) -> AskedBits {
        self.place(listed)
            .and_then(|place| self.rows.get(place))
            .map_or(AskedBits::default(), |row| row.agreeing)
    }

    /// Keeps that a listed word was looked at; says where its row is.
    pub(crate) fn look(&mut self, listed: u32) -> usize {
        if let Some(place) = self.place(listed) {
            return place;
        }
        let place = self.rows.len();
        if let Some(row_of) = self.row_of.get_mut(listed as usize) {
            *row_of = u32::try_from(place).unwrap_or(u32::MAX);
        }
        self.looked.set(listed);
        self.rows.push(Row { listed, agreeing: AskedBits::default() });
        self.cells.resize(self.cells.len() + self.asked, None);
        place
    }

    /// Keeps that a listed word agrees with one asked for.
    pub(crate) fn keep(&mut self, listed: u32, asked: usize, likeness: Likeness) {
        let place = self.look(listed);
        if let (Some(cell), Some(row)) =
            (self.cells.get_mut(place * self.asked + asked), self.rows.get_mut(place))
        {
            *cell = Some(likeness);
            row.agreeing.set(asked);
        }
    }
}

impl Marks {
    /// Marks names as hanging on words of the query, which are some.
    #[inline]
    pub(crate) fn touch(&mut self, names: &[u32], words: u32) {
        for name in names {
            if let Some(mark) = self.of_name.get_mut(*name as usize) {
                if *mark == 0 {
                    self.touched.push(*name);
                }
                *mark |= words;
            }
        }
    }

    /// The same for those names that are marked already.
    #[inline]
    pub(crate) fn touch_again(&mut self, names: &[u32], words: u32) {
        for name in names {
            if let Some(mark) = self.of_name.get_mut(*name as usize) {
                *mark |= if *mark == 0 { 0 } else { words };
            }
        }
    }

    /// How many names are marked.
    pub(crate) fn len(&self) -> usize {
        self.touched.len()
    }

    /// Looks at every name marked and at its mark, and wipes the marks.
    pub(crate) fn each(&mut self, mut look: impl FnMut(u32, u32)) {
        for name in self.touched.drain(..) {
            if let Some(mark) = self.of_name.get_mut(name as usize) {
                look(name, std::mem::take(mark));
            }
        }
    }
}

impl Scratch {
    /// Keeps which listed words agree with those asked for.
    pub(crate) fn meet(&mut self, names: &Names, asked: &[AskedWord], shared: &Shared) {
        for (at, word) in asked.iter().enumerate() {
            let place = self.known.place(names, word, shared);
            for met in self.known.at(&place) {
                self.sightings.keep(met.listed, at, met.likeness);
            }
            self.met.push(place);
        }
    }
}

/// Scratches not in use, as many as there were ever searches at once, and what they share.
#[derive(Debug, Default)]
pub(crate) struct Room {
    free: Mutex<Vec<Scratch>>,
    pub(crate) shared: Shared,
}

impl Room {
    /// A scratch for comparing so many words with names.
    pub(crate) fn take(&self, names: &Names, asked: usize) -> Scratch {
        let mut scratch = self.free.lock().ok().and_then(|mut free| free.pop()).unwrap_or_default();
        scratch.marks.of_name.resize(names.len(), 0);
        scratch.known.begin();
        scratch.met.clear();
        scratch.sightings.begin(names.lexicon.len(), asked);
        scratch
    }

    pub(crate) fn give_back(&self, scratch: Scratch) {
        if let Ok(mut free) = self.free.lock() {
            free.push(scratch);
        }
    }
}
