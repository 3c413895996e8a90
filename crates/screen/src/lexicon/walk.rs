//! Rows of costs on the way down a tree of letters, no wider than what can still be reached.

use super::trie::DOUBLED;
use crate::likeness::distance::within;
use crate::likeness::row::{Goal, LONGEST, Letter, M, N, NEVER, R, Row};
use crate::tables::TABLES;
use std::sync::LazyLock;

/// The word asked for, in the order of a tree.
pub(crate) struct Ahead {
    letters: [Letter; LONGEST],
    length: usize,
    /// How many of its letters must be done with at half the cost.
    first: usize,
    /// What a scanner reads for m, in order: rn, or nr from the back.
    pair: (u8, u8),
    /// How often it holds them, and how often m.
    pairs: usize,
    ms: usize,
    /// How many of its letters double the one before.
    doubled: usize,
    backward: bool,
}

impl Ahead {
    pub(crate) fn new(text: &[u8], backward: bool) -> Self {
        let mut letters = [Letter::default(); LONGEST];
        let marked = super::trie::marked(text, backward);
        let length = marked.len().min(LONGEST);
        let doubled = marked.iter().filter(|letter| **letter & DOUBLED != 0).count();
        for (into, letter) in letters.iter_mut().zip(marked) {
            *into = letter_of(letter);
        }
        let front = length / 2;
        let first = if backward { length - front } else { front };
        let pair = if backward { (N, R) } else { (R, N) };
        let pairs =
            letters.windows(2).filter(|two| matches!(two, [a, b] if (a.place, b.place) == pair)).count();
        let ms = letters.iter().take(length).filter(|letter| letter.place == M).count();
        Self { letters, length, first, pair, pairs, ms, doubled, backward }
    }

    /// The word as rows go through it.
    #[inline]
    fn goal(&self) -> Goal<'_> {
        let letters = self.letters.get(..self.length).unwrap_or_default();
        Goal { letters, pair: self.pair, first_counts: !self.backward }
    }
}

/// What words of a tree may cost on the way.
pub(crate) struct Limits {
    /// The most that may be spent by how many letters more of the words are done with than of the one asked for: for the whole, and in the
    /// half that comes first. Less than nothing where no word can be within reach.
    most: [i32; DIAGONALS],
    half: [i32; DIAGONALS],
    /// The shortest and the longest word within reach.
    pub(crate) lengths: (usize, usize),
}

const DIAGONALS: usize = 2 * LONGEST + 1;

impl Limits {
    /// Limits for words of some lengths, as close as a floor says, in which so many letters at most double the one before.
    pub(crate) fn new(ahead: &Ahead, floor: u8, lengths: (usize, usize), doubled: usize) -> Self {
        let edits = &TABLES.letters.edits;
        let each = edits.vowel_left_out.min(edits.h_left_out).min(edits.y_left_out);
        // One letter more is a double, or half of what is read for m, or left out at the price of the cheapest.
        let letters = |letters: usize, doubled: usize, scanned: usize| {
            let doubles = letters.min(doubled);
            let scans = (letters - doubles).min(scanned);
            let rest = letters - doubles - scans;
            let [doubles, scans, rest] =
                [doubles, scans, rest].map(|count| i32::try_from(count).unwrap_or(i32::MAX));
            i32::from(edits.doubled_letter) * (doubles + 2 * scans) + i32::from(each) * rest
        };
        // What is left to be done with must cost so much: by how many letters more are left of the word than of the one asked for.
        let must: [i32; 2 * DIAGONALS] = std::array::from_fn(|at| match at.checked_sub(DIAGONALS) {
            Some(more) => letters(more, doubled, ahead.ms),
            None => letters(DIAGONALS - at, ahead.doubled, ahead.pairs),
        });
        let within = |length: usize| i32::from(within(length.max(ahead.length), floor));
        let must = |length: usize, done: usize| {
            must.get(length + LONGEST + DIAGONALS - ahead.length - done).copied().unwrap_or(i32::MAX)
        };
        let front = within(ahead.length) / 2;
        let mut limits = Self { most: [-1; DIAGONALS], half: [-1; DIAGONALS], lengths: (usize::MAX, 0) };
        let within_reach = |length: &usize| must(*length, LONGEST) <= within(*length);
        for length in (lengths.0..=lengths.1.min(LONGEST)).filter(within_reach) {
            limits.lengths = (limits.lengths.0.min(length), limits.lengths.1.max(length));
            let whole = within(length);
            // The front half may cost so much, or the back half the rest.
            let half = if ahead.backward { whole - front } else { front };
            for (done, (most, at_half)) in limits.most.iter_mut().zip(&mut limits.half).enumerate() {
                // So many letters are left of the word, and so many of the one asked for where as many are done with of each.
                let left = whole - must(length, done);
                *most = (*most).max(left);
                *at_half = (*at_half).max(half.min(left));
            }
        }
        limits
    }

    /// What may be spent where so many letters are done with of a word, and of the one asked for: in the half that comes first, and in all.
    #[inline]
    fn at(&self, theirs: usize, mine: usize) -> (i32, i32) {
        let at = theirs + LONGEST - mine;
        (self.half.get(at).copied().unwrap_or(-1), self.most.get(at).copied().unwrap_or(-1))
    }

    /// Whether words of these lengths may be within reach.
    #[inline]
    pub(crate) fn reach(&self, shortest: u8, longest: u8) -> bool {
        usize::from(longest) >= self.lengths.0 && usize::from(shortest) <= self.lengths.1
    }
}

/// A letter as marked.
#[inline]
fn letter_of(marked: u8) -> Letter {
    Letter::marked(marked & !DOUBLED, marked & DOUBLED != 0)
}

/// Letters that a letter may be exchanged for at a cost, one bit each.
static EXCHANGED: LazyLock<Vec<[u64; 64]>> = LazyLock::new(|| {
    let within = |place: u8, most: usize| {
        let costs = TABLES.letters.row(place).iter().enumerate();
        costs.filter(|(_, cost)| usize::from(**cost) <= most).fold(0u64, |mask, (at, _)| mask | 1 << at)
    };
    (0..36).map(|place| std::array::from_fn(|most| within(place, most))).collect()
});

/// Letters that may be left out at a cost.
static LEFT_OUT: LazyLock<[u64; 64]> = LazyLock::new(|| {
    let letters = || (b'a'..=b'z').chain(b'0'..=b'9').map(|letter| Letter::marked(letter, false));
    std::array::from_fn(|most| {
        let cheap = letters().filter(|letter| usize::from(letter.left_out) <= most);
        cheap.fold(0u64, |mask, letter| mask | 1 << letter.place)
    })
});

/// Room for walking, used again from tree to tree: a row for each depth, behind one for what was two letters ago when there was none.
pub(crate) struct Rows {
    rows: Box<[Row]>,
    /// Letters with which a row can go on, one bit each.
    onward: [u64; LONGEST + 2],
    letters: [Letter; LONGEST + 1],
}

impl Rows {
    pub(crate) fn new() -> Self {
        Self {
            rows: vec![Row::NOTHING; LONGEST + 2].into(),
            onward: [u64::MAX; LONGEST + 2],
            letters: [Letter::default(); LONGEST + 1],
        }
    }

    /// The row before any letter. It holds what costs too much as well; the next one does not.
    pub(crate) fn begin(&mut self, ahead: &Ahead) {
        if let [none, begin, ..] = &mut *self.rows {
            *none = Row::NOTHING;
            begin.begin(&ahead.goal(), NEVER);
        }
    }

    /// Goes one letter down; whether anything can still be reached.
    #[inline]
    pub(crate) fn step(&mut self, ahead: &Ahead, depth: usize, marked: u8, limits: &Limits) -> bool {
        let this = letter_of(marked);
        let last = self.letters.get(depth - 1).copied().unwrap_or_default();
        let (above, here) = self.rows.split_at_mut(depth + 1);
        let (Some(now), [.., older, before], Some(letter), Some(next)) =
            (here.first_mut(), above, self.letters.get_mut(depth), self.onward.get_mut(depth + 1))
        else {
            return false;
        };
        *letter = this;
        now.step(&ahead.goal(), (last, this), depth == 1, (older, before), |done, best, stay| {
            let (half, most) = limits.at(depth, done);
            // Half the cost is enough to come to the middle; there, letters of the other word may be left out at any.
            let best = if done <= ahead.first && i32::from(best) > half { NEVER } else { best };
            let best = if done >= ahead.first || i32::from(stay) <= half { best.min(stay) } else { best };
            if i32::from(best) > most { NEVER } else { best }
        });
        let leaps = leaps(ahead, before, this.place);
        *next = if now.is_empty() { leaps } else { leaps | onward(ahead, now, limits, depth) };
        !now.is_empty() || leaps != 0
    }

    /// Whether a letter after so many may lead anywhere.
    #[inline]
    pub(crate) fn may_take(&self, depth: usize, marked: u8) -> bool {
        let place = crate::tables::place(marked & !DOUBLED);
        let next = if depth == 0 { u64::MAX } else { self.onward.get(depth + 1).copied().unwrap_or(0) };
        marked & DOUBLED != 0 || next & (1 << place) != 0
    }

    /// Whether the whole word can be had after so many letters.
    pub(crate) fn reached(&self, ahead: &Ahead, depth: usize) -> bool {
        self.rows.get(depth + 1).is_some_and(|row| row.reaches(&ahead.goal()))
    }
}

/// Letters that lead on by being left out or exchanged for one of the word asked for.
#[inline]
fn onward(ahead: &Ahead, row: &Row, limits: &Limits, depth: usize) -> u64 {
    let mut mask = if ahead.pairs > 0 { 1 << M } else { 0 };
    for at in row.from..=row.to {
        let cost = row.cost(at);
        // What is left to be spent on the next letter, if so many letters of the word asked for are done with behind it.
        let left = |done: usize, in_half: bool| {
            let (half, most) = limits.at(depth + 1, done);
            let left = if in_half { half.min(most) } else { most } - i32::from(cost);
            usize::try_from(left.min(63)).ok()
        };
        if cost >= NEVER {
            continue;
        }
        if let Some(left) = left(at, at < ahead.first) {
            mask |= LEFT_OUT.get(left).copied().unwrap_or(u64::MAX);
        }
        if let Some(letter) = ahead.letters.get(at).filter(|_| at < ahead.length) {
            if let Some(left) = left(at + 1, at < ahead.first) {
                let near = EXCHANGED.get(usize::from(letter.place)).and_then(|near| near.get(left));
                mask |= near.copied().unwrap_or(u64::MAX);
            }
            // The first of two neighbours exchanged, or of what is read for m.
            if let Some(next) = ahead.letters.get(at + 1).filter(|_| at + 1 < ahead.length) {
                mask |= 1 << next.place;
            }
            if letter.place == M {
                mask |= 1 << ahead.pair.0;
            }
        }
    }
    mask
}

/// Letters that lead on from the row before, together with this letter: exchanged neighbours, and what is read for m.
#[inline]
fn leaps(ahead: &Ahead, before: &Row, this: u8) -> u64 {
    let mut mask = 0;
    let place = |at: usize| ahead.letters.get(at).filter(|_| at < ahead.length).map(|letter| letter.place);
    for at in before.from..=before.to {
        if place(at + 1) == Some(this)
            && let Some(next) = place(at)
        {
            mask |= 1 << next;
        }
        if this == ahead.pair.0 && place(at) == Some(M) {
            mask |= 1 << ahead.pair.1;
        }
    }
    mask
}
