//! What it costs to turn one word into another: letters exchanged, left out, doubled, or in each other's place.

use super::FLOOR;
use crate::tables::{TABLES, place};

/// Longest word compared letter by letter.
pub(crate) const LONGEST: usize = 32;
/// A word may sound longer than it is written: x is two sounds.
const MOST: usize = 2 * LONGEST;
/// More than any cost.
const NEVER: u16 = u16::MAX / 2;

/// What counts as wholly different, in twentieths of a letter: longer words may differ more, though not in proportion.
fn scale(longest: usize) -> u16 {
    let longest = u16::try_from(longest).unwrap_or(u16::MAX).min(14);
    12 + 9 * longest
}

/// The cost at which closeness reaches the floor.
pub(crate) fn allowance(longest: usize) -> u16 {
    scale(longest) * u16::from(100 - FLOOR) / 100
}

pub(crate) fn closeness(cost: u16, longest: usize, less: u8) -> u8 {
    let lost = u32::from(cost) * 100 / u32::from(scale(longest));
    // Never as good as equal.
    u8::try_from(100u32.saturating_sub(lost).min(97)).unwrap_or(0).saturating_sub(less)
}

const M: u8 = b'm' - b'a';
/// What a scanner reads for m.
const RN: [u8; 2] = [b'r' - b'a', b'n' - b'a'];

/// The cost of turning one word into the other. None if it is more than `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    match a.len().max(b.len()) {
        0..=8 => distance_of::<8, 9>(a, b, most),
        9..=16 => distance_of::<16, 17>(a, b, most),
        _ => distance_of::<MOST, { MOST + 1 }>(a, b, most),
    }
}

/// The same for words of at most so many letters. A row says what each beginning of the longer word costs after some letters of the
/// shorter. Its cells are computed together, but for leaving out letters of the longer word, which goes from cell to cell.
#[expect(clippy::indexing_slicing, reason = "rows have a cell more than the longer word has letters")]
fn distance_of<const LETTERS: usize, const CELLS: usize>(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let letters = &TABLES.letters;
    let edits = &letters.edits;
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let length = long.len().min(LETTERS);
    let (mut goal, mut left_out) = ([0u8; LETTERS], [0u16; LETTERS]);
    let mut rows = [[NEVER; CELLS]; 3];
    let [older, before, now] = &mut rows;
    let (mut older, mut before, mut now) = (older, before, now);
    let mut last = 0;
    before[0] = 0;
    for (at, letter) in long.iter().take(length).enumerate() {
        (goal[at], left_out[at]) = (place_of(*letter), letters.left_out(last, *letter));
        before[at + 1] = before[at] + left_out[at];
        last = *letter;
    }
    let (mut last, mut reached) = (0, true);
    for (at, letter) in short.iter().enumerate() {
        let (this, out) = (place_of(*letter), letters.left_out(last, *letter));
        let costs = letters.row(this);
        now[0] = before[0] + out;
        for done in 0..LETTERS {
            let other = before[done] + costs[usize::from(goal[done])];
            now[done + 1] = other.min(before[done + 1] + out);
        }
        let two = [place_of(last), this];
        if at == 0 {
            if goal[0] != this {
                // Nothing but the one for the other, of first letters.
                now[1] = before[0] + costs[usize::from(goal[0])] + edits.first_letter;
            }
        } else {
            for (done, pair) in goal[..length].windows(2).enumerate() {
                // Neighbours exchanged.
                if pair[0] == two[1] && pair[1] == two[0] && two[0] != two[1] {
                    now[done + 2] = now[done + 2].min(older[done] + edits.exchanged_neighbours);
                }
            }
            // A scanner reads rn for m.
            if two == RN {
                for done in (0..length).filter(|done| goal[*done] == M) {
                    now[done + 1] = now[done + 1].min(older[done] + edits.doubled_letter * 2);
                }
            }
        }
        if this == M {
            for (done, _) in goal[..length].windows(2).enumerate().filter(|(_, pair)| *pair == RN) {
                now[done + 2] = now[done + 2].min(before[done] + edits.doubled_letter * 2);
            }
        }
        let mut least = now[0];
        for done in 0..length {
            if at > 0 || done > 0 || goal[0] == this {
                now[done + 1] = now[done + 1].min(now[done] + left_out[done]);
            }
            least = least.min(now[done + 1]);
        }
        // What is exchanged with its neighbour reaches back two rows.
        if least > most && !reached {
            return None;
        }
        (last, reached) = (*letter, least <= most);
        (older, before, now) = (before, now, older);
    }
    Some(before[length]).filter(|cost| *cost <= most)
}

fn place_of(letter: u8) -> u8 {
    u8::try_from(place(letter)).unwrap_or(0)
}
