//! What it costs to turn one word into another: letters exchanged, left out, doubled, or in each other's place.

use super::FLOOR;
use crate::tables::{TABLES, is_vowel, place};

/// Longest word compared letter by letter.
pub(crate) const LONGEST: usize = 32;
/// A word may sound longer than it is written: x is two sounds.
const WIDTH: usize = 2 * LONGEST + 1;

/// What counts as wholly different, in twentieths of a letter: longer words may differ more, though not in proportion.
fn scale(longest: usize) -> u16 {
    let longest = u16::try_from(longest).unwrap_or(u16::MAX).min(14);
    12 + 9 * longest
}

/// The cost at which closeness reaches the floor.
pub(crate) fn allowance(longest: usize) -> u16 {
    scale(longest) * u16::from(100 - FLOOR) / 100
}

/// The most that words may cost which are at least so close.
pub(crate) fn within(longest: usize, floor: u8) -> u16 {
    // The least cost at which one hundredth more is lost, less one.
    let lost = u32::from(100 - floor.min(100)) + 1;
    let cost = (lost * u32::from(scale(longest))).div_ceil(100) - 1;
    u16::try_from(cost).unwrap_or(u16::MAX)
}

pub(crate) fn closeness(cost: u16, longest: usize, less: u8) -> u8 {
    let lost = u32::from(cost) * 100 / u32::from(scale(longest));
    // Never as good as equal.
    u8::try_from(100u32.saturating_sub(lost).min(97)).unwrap_or(0).saturating_sub(less)
}

/// A letter as the innermost loop wants it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Letter {
    /// Its place in the table of letters.
    pub(crate) place: u8,
    /// What leaving it out costs.
    pub(crate) left_out: u8,
}

impl Letter {
    /// A letter after another; 0 at the beginning of a word.
    #[inline]
    pub(crate) fn after(before: u8, letter: u8) -> Self {
        Self::marked(letter, letter == before)
    }

    /// A letter that doubles the one before it, or does not.
    #[inline]
    pub(crate) fn marked(letter: u8, doubles: bool) -> Self {
        let edits = &TABLES.letters.edits;
        let cost = match letter {
            _ if doubles => edits.doubled_letter,
            b'h' => edits.h_left_out,
            b'y' => edits.y_left_out,
            vowel if is_vowel(vowel) => edits.vowel_left_out,
            _ => edits.letter_left_out,
        };
        Self {
            place: u8::try_from(place(letter)).unwrap_or(0),
            left_out: u8::try_from(cost).unwrap_or(u8::MAX),
        }
    }
}

/// A row of costs: what it takes to have each beginning of a word.
pub(crate) type Row = [u16; WIDTH];

/// A word against which others are compared letter by letter.
pub(crate) struct Against {
    letters: [Letter; WIDTH],
    length: usize,
}

const M: u8 = b'm' - b'a';
const N: u8 = b'n' - b'a';
const R: u8 = b'r' - b'a';

#[expect(
    clippy::indexing_slicing,
    reason = "a word is cut at WIDTH - 1 letters, and rows have one cell more"
)]
impl Against {
    pub(crate) fn new(word: &[u8]) -> Self {
        let mut letters = [Letter::default(); WIDTH];
        let length = word.len().min(WIDTH - 1);
        let mut before = 0;
        for (into, letter) in letters.iter_mut().zip(word.iter().take(length)) {
            *into = Letter::after(before, *letter);
            before = *letter;
        }
        Self { letters, length }
    }

    /// The row before any letter of the other word.
    #[inline]
    pub(crate) fn begin(&self, row: &mut Row) {
        row[0] = 0;
        for j in 1..=self.length {
            row[j] = row[j - 1] + u16::from(self.letters[j - 1].left_out);
        }
    }

    /// The row after one letter more of the other word, from the rows one and two letters ago; its least cost. `first` is whether it is
    /// the other word's first letter.
    #[inline]
    pub(crate) fn step(
        &self,
        (last, this): (Letter, Letter),
        first: bool,
        (older, before): (&Row, &Row),
        now: &mut Row,
    ) -> u16 {
        let letters = &TABLES.letters;
        let edits = &letters.edits;
        let scanned = edits.doubled_letter * 2;
        let (x, out) = (this.place, u16::from(this.left_out));
        let row = letters.row(x);
        now[0] = before[0] + out;
        let mut least = now[0];
        for j in 1..=self.length {
            let Letter { place: y, left_out } = self.letters[j - 1];
            let mut best = before[j - 1] + row[usize::from(y)];
            best = best.min(before[j] + out).min(now[j - 1] + u16::from(left_out));
            if first && j == 1 && x != y {
                best = before[0] + row[usize::from(y)] + edits.first_letter;
            }
            if j > 1 {
                let z = self.letters[j - 2].place;
                if !first && x == z && y == last.place && x != y {
                    best = best.min(older[j - 2] + edits.exchanged_neighbours);
                }
                // A scanner reads rn for m.
                if x == M && y == N && z == R {
                    best = best.min(before[j - 2] + scanned);
                }
            }
            if y == M && x == N && !first && last.place == R {
                best = best.min(older[j - 1] + scanned);
            }
            now[j] = best;
            least = least.min(best);
        }
        least
    }

    /// The cost of the whole word in a row.
    #[inline]
    pub(crate) fn whole(&self, row: &Row) -> u16 {
        row[self.length]
    }
}

/// The cost of turning one word into the other. None if it is more than `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let against = Against::new(long);
    let (mut older, mut before, mut now) = ([0; WIDTH], [0; WIDTH], [0; WIDTH]);
    against.begin(&mut before);
    let (mut last, mut written, mut least_before) = (Letter::default(), 0, 0);
    for (at, letter) in short.iter().enumerate() {
        let this = Letter::after(written, *letter);
        let least = against.step((last, this), at == 0, (&older, &before), &mut now);
        // What is exchanged with its neighbour reaches back two rows.
        if least.min(least_before) > most {
            return None;
        }
        (last, written, least_before) = (this, *letter, least);
        (older, before, now) = (before, now, older);
    }
    let cost = against.whole(&before);
    (cost <= most).then_some(cost)
}
