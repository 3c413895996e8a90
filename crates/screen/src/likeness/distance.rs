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

/// More than any cost.
const NEVER: u16 = u16::MAX / 2;
/// Cells beside a row that are never reached, so that looking two back needs no question.
const BESIDE: usize = 2;

/// A row of costs: what it takes to have each beginning of a word, where it can be had at all.
#[derive(Clone, Copy)]
struct Row {
    cells: [u16; WIDTH + 2 * BESIDE],
    /// Where it can be had: from and to.
    from: usize,
    to: usize,
}

/// A word with which others are compared letter by letter.
pub(crate) struct Against {
    letters: [Letter; WIDTH],
    length: usize,
    /// What leaving out its first letters costs.
    begin: [u16; WIDTH],
    rows: [Row; 3],
}

/// No letter.
const NOWHERE: u8 = u8::MAX;
const M: u8 = b'm' - b'a';
const N: u8 = b'n' - b'a';
const R: u8 = b'r' - b'a';

#[expect(
    clippy::indexing_slicing,
    reason = "a word is cut at WIDTH - 1 letters, and rows are wider by BESIDE on either side"
)]
impl Against {
    pub(crate) fn new(word: &[u8]) -> Self {
        let (mut letters, mut begin) = ([Letter::default(); WIDTH], [0; WIDTH]);
        let length = word.len().min(WIDTH - 1);
        let mut before = 0;
        for (at, letter) in word.iter().take(length).enumerate() {
            letters[at] = Letter::after(before, *letter);
            begin[at + 1] = begin[at] + u16::from(letters[at].left_out);
            before = *letter;
        }
        let row = Row { cells: [NEVER; WIDTH + 2 * BESIDE], from: 0, to: 0 };
        Self { letters, length, begin, rows: [row; 3] }
    }

    /// The cost of turning the word into another. None if it is more than `most`.
    pub(crate) fn cost(&mut self, other: &[u8], most: u16) -> Option<u16> {
        let most = most.min(NEVER - 1);
        let [older, before, now] = &mut self.rows;
        let (mut older, mut before, mut now) = (older, before, now);
        // There is no row two letters ago yet.
        (older.from, older.to) = (WIDTH, 0);
        before.from = 0;
        before.to = self.begin[1..=self.length].iter().take_while(|cost| **cost <= most).count();
        before.cells[BESIDE..=before.to + BESIDE].copy_from_slice(&self.begin[..=before.to]);
        for cell in &mut before.cells[before.to + BESIDE + 1..][..BESIDE] {
            *cell = NEVER;
        }
        let (mut last, mut written) = (Letter::default(), 0);
        for (at, letter) in other.iter().enumerate() {
            let this = Letter::after(written, *letter);
            self::step(&self.letters, self.length, (last, this), at == 0, (older, before), now, most);
            // What is exchanged with its neighbour reaches back two rows.
            if now.from > now.to && before.from > before.to {
                return None;
            }
            (last, written) = (this, *letter);
            (older, before, now) = (before, now, older);
        }
        (before.to == self.length && before.from <= before.to).then(|| before.cells[self.length + BESIDE])
    }
}

/// The row after one letter more of the other word, from the rows one and two letters ago.
#[inline]
#[expect(clippy::indexing_slicing, reason = "as above")]
fn step(
    word: &[Letter; WIDTH],
    length: usize,
    (last, this): (Letter, Letter),
    first: bool,
    (older, before): (&Row, &Row),
    now: &mut Row,
    most: u16,
) {
    let letters = &TABLES.letters;
    let edits = &letters.edits;
    let scanned = edits.doubled_letter * 2;
    let (x, out) = (this.place, u16::from(this.left_out));
    let costs = letters.row(x);
    let from = before.from.min(older.from.saturating_add(1));
    let until = (before.to + 2).max(older.to + 2).min(length);
    let (mut lowest, mut highest) = (WIDTH, 0);
    let mut left = NEVER;
    let mut j = from;
    if from > until {
        (now.from, now.to) = (WIDTH, 0);
        return;
    }
    now.cells[from] = NEVER;
    now.cells[from + 1] = NEVER;
    // Neighbours exchanged, and what a scanner reads, are asked for where this letter can be one of them.
    let exchanged = if first || x == last.place { NOWHERE } else { x };
    let (reads_m, read_as_m) = (x == M, x == N && last.place == R && !first);
    while j <= length {
        let at = j + BESIDE;
        let mut best;
        if j == 0 {
            best = before.cells[at] + out;
        } else {
            let Letter { place: y, left_out } = word[j - 1];
            best = left + u16::from(left_out);
            if j <= until {
                let other = before.cells[at - 1] + costs[usize::from(y)];
                best = best.min(other).min(before.cells[at] + out);
                if j > 1 {
                    let z = word[j - 2].place;
                    if z == exchanged && y == last.place {
                        best = best.min(older.cells[at - 2] + edits.exchanged_neighbours);
                    }
                    if reads_m && y == N && z == R {
                        best = best.min(before.cells[at - 2] + scanned);
                    }
                } else if first && x != y {
                    best = other + edits.first_letter;
                }
                if read_as_m && y == M {
                    best = best.min(older.cells[at - 1] + scanned);
                }
            } else if left > most {
                break;
            }
        }
        if best <= most {
            lowest = lowest.min(j);
            highest = j;
        } else {
            best = NEVER;
        }
        now.cells[at] = best;
        left = best;
        j += 1;
    }
    // What the next rows look at beyond the last cell is never reached.
    now.cells[j + BESIDE] = NEVER;
    now.cells[j + BESIDE + 1] = NEVER;
    (now.from, now.to) = (lowest, highest);
}

/// The cost of turning one word into the other. None if it is more than `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    Against::new(long).cost(short, most)
}
