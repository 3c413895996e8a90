//! What it costs to turn one word into another: letters exchanged, left out, doubled, or in each other's place.

use super::FLOOR;
use super::row::{Goal, Letter, MOST, N, NEVER, R, Row};

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

/// The cost of turning one word into the other. None if it is more than `most`.
pub(crate) fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (mut letters, mut before) = ([Letter::default(); MOST], 0);
    for (into, letter) in letters.iter_mut().zip(long) {
        *into = Letter::after(before, *letter);
        before = *letter;
    }
    let letters = letters.get(..long.len()).unwrap_or(&letters);
    let goal = Goal { letters, pair: (R, N), first_counts: true };
    let admit = |_: usize, best: u16, stay: u16| if best.min(stay) <= most { best.min(stay) } else { NEVER };
    let [mut older, mut before, mut now] = [Row::NOTHING; 3];
    before.begin(&goal, most);
    let (mut last, mut written) = (Letter::default(), 0);
    for (at, letter) in short.iter().enumerate() {
        let this = Letter::after(written, *letter);
        now.step(&goal, (last, this), at == 0, (&older, &before), admit);
        // What is exchanged with its neighbour reaches back two rows.
        if now.is_empty() && before.is_empty() {
            return None;
        }
        (last, written) = (this, *letter);
        (older, before, now) = (before, now, older);
    }
    before.reaches(&goal).then(|| before.cost(letters.len()))
}
