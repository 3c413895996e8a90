//! One row of what it costs to turn one word into another: letters exchanged, left out, doubled, or in each other's place.

use crate::tables::{TABLES, is_vowel, place};

/// Longest word compared letter by letter.
pub(crate) const LONGEST: usize = 32;
/// More than any cost.
pub(crate) const NEVER: u16 = u16::MAX / 2;
/// Cells beside a row that are never reached, so that looking two back needs no question.
const BESIDE: usize = 2;
/// A word may sound longer than it is written: x is two sounds.
pub(crate) const MOST: usize = 2 * LONGEST;
const CELLS: usize = MOST + 1 + 2 * BESIDE;

/// No letter.
const NOWHERE: u8 = u8::MAX;
pub(crate) const M: u8 = b'm' - b'a';
pub(crate) const N: u8 = b'n' - b'a';
pub(crate) const R: u8 = b'r' - b'a';

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

/// A word that another is turned into, from the front or from the back.
#[derive(Clone, Copy)]
pub(crate) struct Goal<'a> {
    /// At most [`MOST`].
    pub(crate) letters: &'a [Letter],
    /// What a scanner reads for m, in order: rn, or nr from the back.
    pub(crate) pair: (u8, u8),
    /// Whether exchanging the first letters costs more: from the back they are the last, and nothing is known of them.
    pub(crate) first_counts: bool,
}

/// The costs of having each beginning of the goal after some letters of the other word, where it can be had at all.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    cells: [u16; CELLS],
    /// Where it can be had: from and to.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Row {
    /// Where nothing can be had.
    pub(crate) const NOTHING: Self = Self { cells: [NEVER; CELLS], from: MOST, to: 0 };

    /// The cost of having so many letters of the goal.
    #[inline]
    pub(crate) fn cost(&self, letters: usize) -> u16 {
        self.cells.get(letters + BESIDE).copied().unwrap_or(NEVER)
    }

    /// Whether nothing can be had.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.from > self.to
    }

    /// Whether the whole goal can be had.
    #[inline]
    pub(crate) fn reaches(&self, goal: &Goal<'_>) -> bool {
        self.to == goal.letters.len() && !self.is_empty()
    }

    /// Becomes the row before any letter of the other word; what costs more than `most` cannot be had.
    pub(crate) fn begin(&mut self, goal: &Goal<'_>, most: u16) {
        (self.from, self.to) = (0, 0);
        let mut cost = 0;
        let left_out = std::iter::once(0).chain(goal.letters.iter().map(|letter| u16::from(letter.left_out)));
        for (at, (cell, left_out)) in self.cells.iter_mut().skip(BESIDE).zip(left_out).enumerate() {
            cost += left_out;
            if cost > most {
                break;
            }
            (*cell, self.to) = (cost, at);
        }
        self.cells.iter_mut().skip(self.to + 1 + BESIDE).take(BESIDE).for_each(|cell| *cell = NEVER);
    }

    /// Becomes the row after one letter more of the other word, from the rows one and two letters ago. `first` is whether it is the
    /// word's first letter. `admit` says what a beginning of so many letters costs that may be had at the first cost, or at the second
    /// by leaving out this letter; [`NEVER`] if it costs too much.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "rows are two cells wider than the goal on either side")]
    pub(crate) fn step(
        &mut self,
        goal: &Goal<'_>,
        (last, this): (Letter, Letter),
        first: bool,
        (older, before): (&Self, &Self),
        admit: impl Fn(usize, u16, u16) -> u16,
    ) {
        let letters = &TABLES.letters;
        let edits = &letters.edits;
        let scanned = edits.doubled_letter * 2;
        let (x, out) = (this.place, u16::from(this.left_out));
        let costs = letters.row(x);
        let length = goal.letters.len();
        let from = before.from.min(older.from.saturating_add(1));
        let until = (before.to + 2).max(older.to + 2).min(length);
        if from > until {
            (self.from, self.to) = (MOST, 0);
            return;
        }
        self.cells[from] = NEVER;
        self.cells[from + 1] = NEVER;
        // Neighbours exchanged, and what a scanner reads, are asked for where this letter can be one of them.
        let exchanged = if first || x == last.place { NOWHERE } else { x };
        let (reads_m, read_as_m) = (x == M, !first && (last.place, x) == goal.pair);
        let (mut lowest, mut highest) = (MOST + 1, 0);
        let mut left = NEVER;
        let mut j = from;
        while j <= length {
            let at = j + BESIDE;
            let (mut best, mut stay) = (NEVER, NEVER);
            if j <= until {
                stay = before.cells[at] + out;
            } else if left >= NEVER {
                break;
            }
            if j > 0 {
                let Letter { place: y, left_out } = goal.letters[j - 1];
                best = left + u16::from(left_out);
                if j <= until {
                    let other = before.cells[at - 1] + costs[usize::from(y)];
                    best = best.min(other);
                    if j > 1 {
                        let z = goal.letters[j - 2].place;
                        if z == exchanged && y == last.place {
                            best = best.min(older.cells[at - 2] + edits.exchanged_neighbours);
                        }
                        // A scanner reads rn for m.
                        if reads_m && (z, y) == goal.pair {
                            best = best.min(before.cells[at - 2] + scanned);
                        }
                    } else if first && x != y && goal.first_counts {
                        (best, stay) = (other + edits.first_letter, NEVER);
                    }
                    if read_as_m && y == M {
                        best = best.min(older.cells[at - 1] + scanned);
                    }
                }
            }
            left = admit(j, best, stay);
            self.cells[at] = left;
            if left < NEVER {
                lowest = lowest.min(j);
                highest = j;
            }
            j += 1;
        }
        // What the next rows look at beyond the last cell is never reached.
        self.cells[j + BESIDE] = NEVER;
        self.cells[j + BESIDE + 1] = NEVER;
        (self.from, self.to) = if lowest > MOST { (MOST, 0) } else { (lowest, highest) };
    }
}
