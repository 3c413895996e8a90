//! What words must have in common to agree, as an index.

use crate::likeness::gist::{digest, remainders};
use crate::likeness::{Word, is_weak};

/// Words under digests of what they must share with a word that agrees; who asks compares them.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// The first place of each drawer in `filed`, and the end.
    first: Box<[u32]>,
    /// Words, each behind as much of the digest as tells it from most others in its drawer.
    filed: Box<[u32]>,
    /// How many bits of a digest are not needed for choosing the drawer.
    shift: u32,
    /// A few bits for each key, of which a key's own is set: most keys asked for are none, and need no other look.
    set: Box<[u64]>,
}

/// How many bits there are for each drawer, as a power of two.
const BITS: u32 = 3;
/// As many keys as a word asked for seldom has more of.
const MANY: usize = 96;

// What a digest is of; 1 is what is left of a gist.
const FAMILY: u64 = 2;
const KOREAN: u64 = 3;
const FRAME: u64 = 4;
/// Strong consonants of a word that holds consonants only, and of any other.
const BARE: u64 = 5;
const STRONG: u64 = 6;

/// Says every key under which a listed word is filed, for words of whose gist at most so many letters may be missing.
fn filed(word: &Word<'_>, missing: usize, mut say: impl FnMut(u64)) {
    say(strong(if word.consonants_only { BARE } else { STRONG }, word));
    if !word.consonants_only {
        plain(word, missing, say);
    }
}

/// Says every key under which a word asked for may find others.
fn asked(word: &Word<'_>, missing: usize, mut say: impl FnMut(u64)) {
    say(strong(BARE, word));
    if word.consonants_only {
        say(strong(STRONG, word));
    } else {
        plain(word, missing, say);
    }
}

fn plain(word: &Word<'_>, missing: usize, mut say: impl FnMut(u64)) {
    if word.family != 0 {
        say(digest(FAMILY, &word.family.to_le_bytes()));
    }
    if !word.korean.is_empty() {
        say(digest(KOREAN, word.korean));
    }
    say(word.frame().fold(digest(FRAME, &[]), |known, letter| digest(known, &[letter])));
    remainders(word.gist, missing, say);
}

fn strong(sort: u64, word: &Word<'_>) -> u64 {
    let letters = word.consonants.iter().filter(|letter| !is_weak(**letter));
    letters.fold(digest(sort, &[]), |known, letter| digest(known, &[*letter]))
}

/// As many words there can be; what is left of a number marks the key.
const WORD: u32 = (1 << 24) - 1;

/// What marks a key in its drawer.
fn mark(key: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the low bits are wanted")]
    let low = key as u32;
    low & !WORD
}

impl Keys {
    /// Files words, each under its place, for words of whose gist at most so many letters may be missing.
    pub(crate) fn new<'a, I: Iterator<Item = (u32, Word<'a>)>>(
        words: impl Fn() -> I,
        missing: usize,
    ) -> Self {
        let each = |work: &mut dyn FnMut(u32, u64)| {
            for (at, word) in words() {
                filed(&word, missing, |key| work(at, key));
            }
        };
        let mut count = 0usize;
        each(&mut |_, _| count += 1);
        let bits = count.max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut first = vec![0u32; (1 << bits) + 1];
        let mut set = vec![0u64; (1usize << (bits + BITS)).div_ceil(64)];
        each(&mut |_, key| {
            let bit = key >> (shift - BITS);
            if let Some(bits) = set.get_mut((bit / 64) as usize) {
                *bits |= 1 << (bit % 64);
            }
            if let Some(count) = first.get_mut((key >> shift) as usize) {
                *count += 1;
            }
        });
        // The end of each drawer; filling it from behind leaves its beginning.
        let mut end = 0;
        for count in &mut first {
            end += *count;
            *count = end;
        }
        let mut filed = vec![0u32; count];
        each(&mut |at, key| {
            if let Some(end) = first.get_mut((key >> shift) as usize) {
                *end -= 1;
                if let Some(into) = filed.get_mut(*end as usize) {
                    *into = mark(key) | at & WORD;
                }
            }
        });
        Self { first: first.into(), filed: filed.into(), shift, set: set.into() }
    }

    /// Says every word that may agree with one asked for, of whose gist at most so many letters may be missing; some more than once, and
    /// some that do not.
    pub(crate) fn may_agree(&self, word: &Word<'_>, missing: usize, mut say: impl FnMut(u32)) {
        // Looking at all bits first lets the machine wait for them together.
        let mut keys = Vec::with_capacity(MANY);
        asked(word, missing, |key| {
            if self.is_set(key) {
                keys.push(key);
            }
        });
        for key in keys {
            let drawer = (key >> self.shift) as usize;
            if let (Some(from), Some(to)) = (self.first.get(drawer), self.first.get(drawer + 1)) {
                let filed = self.filed.get(*from as usize..*to as usize).into_iter().flatten();
                let under = filed.filter(|filed| **filed & !WORD == mark(key));
                under.for_each(|filed| say(*filed & WORD));
            }
        }
    }

    fn is_set(&self, key: u64) -> bool {
        let bit = key.checked_shr(self.shift - BITS).unwrap_or(0);
        self.set.get((bit / 64) as usize).is_some_and(|bits| bits >> (bit % 64) & 1 != 0)
    }
}
