//! Room in which a search marks the names that it comes by, used again from search to search.

use std::sync::Mutex;

/// What a search has come by of a name: words of the query, one bit each.
const TOUCHED: u32 = 1 << 31;
const BEGUN: u32 = 1 << 30;

/// Marks on names.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    marks: Vec<u32>,
    touched: Vec<u32>,
    pub(crate) sightings: Sightings,
}

/// Which units of the query agree with listed words: each pair is looked at once in a search.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    of_word: Vec<Sighting>,
    seen: Vec<u32>,
}

/// Units of the query, one bit each: those that were compared with a word, and those that agree with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sighting {
    pub(crate) compared: u32,
    pub(crate) agreed: u32,
}

impl Sightings {
    /// What was seen of a word so far.
    #[inline]
    pub(crate) fn of(&self, word: u32) -> Sighting {
        self.of_word.get(word as usize).copied().unwrap_or_default()
    }

    /// Keeps what is seen of a word now.
    pub(crate) fn keep(&mut self, word: u32, seen: Sighting) {
        let at = word as usize;
        if self.of_word.len() <= at {
            self.of_word.resize(at + 1, Sighting::default());
        }
        if let Some(kept) = self.of_word.get_mut(at) {
            if kept.compared == 0 {
                self.seen.push(word);
            }
            *kept = seen;
        }
    }

    /// Forgets everything.
    pub(crate) fn wipe(&mut self) {
        for word in self.seen.drain(..) {
            if let Some(kept) = self.of_word.get_mut(word as usize) {
                *kept = Sighting::default();
            }
        }
    }
}

/// What is known of a name that was come by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Touched {
    /// Words of the query with which one of the name's may agree.
    pub(crate) words: u32,
    /// Whether the query's last word is the beginning of one of the name's.
    pub(crate) begun: bool,
}

impl Scratch {
    /// Marks names as holding something that stands for these words; none where it is for an initial.
    #[inline]
    pub(crate) fn touch(&mut self, names: &[u32], words: u32) {
        for name in names {
            if let Some(mark) = self.marks.get_mut(*name as usize) {
                if *mark == 0 {
                    self.touched.push(*name);
                }
                *mark |= words | TOUCHED;
            }
        }
    }

    /// Marks names as holding a word of which the query's last is the beginning.
    pub(crate) fn begin(&mut self, names: &[u32]) {
        self.touch(names, BEGUN);
    }

    /// Looks at every name marked, and wipes the marks.
    pub(crate) fn each(&mut self, mut look: impl FnMut(u32, Touched)) {
        for name in self.touched.drain(..) {
            if let Some(mark) = self.marks.get_mut(name as usize) {
                let mark = std::mem::take(mark);
                look(name, Touched { words: mark & !(TOUCHED | BEGUN), begun: mark & BEGUN != 0 });
            }
        }
    }
}

/// Scratches not in use: as many as there were ever searches at once.
#[derive(Debug, Default)]
pub(crate) struct Room(Mutex<Vec<Scratch>>);

impl Room {
    /// A scratch for so many names.
    pub(crate) fn take(&self, names: usize) -> Scratch {
        let mut scratch = self.0.lock().ok().and_then(|mut free| free.pop()).unwrap_or_default();
        scratch.marks.resize(names, 0);
        scratch
    }

    pub(crate) fn give_back(&self, scratch: Scratch) {
        if let Ok(mut free) = self.0.lock() {
            free.push(scratch);
        }
    }
}
