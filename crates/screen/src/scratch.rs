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
