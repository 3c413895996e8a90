//! What is seen of a word at a glance, which tells most pairs of words apart.

use super::distance::allowance;
use crate::tables::{TABLES, is_vowel};

/// How many classes of consonants there are.
const CLASSES: usize = 8;

/// As much of a word as tells most pairs of words apart.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Glance {
    /// How many consonants of each class it has.
    pub(crate) classes: [u8; CLASSES],
    /// A digest of its Korean syllables; 0 is none.
    pub(crate) korean: u32,
    /// Its spelling family; 0 is none.
    pub(crate) family: u16,
    /// How many vowels, neighbours as one.
    vowels: u8,
    pub(crate) length: u8,
    pub(crate) digits: bool,
}

impl Glance {
    pub(crate) fn new(text: &[u8], family: u16, korean: &[u8]) -> Self {
        Self {
            classes: classes(text),
            korean: if korean.is_empty() { 0 } else { digest(korean) },
            family,
            vowels: vowels(text),
            length: u8::try_from(text.len()).unwrap_or(u8::MAX),
            digits: text.iter().any(u8::is_ascii_digit),
        }
    }

    /// Whether two words may agree; if not, they are different words.
    #[inline]
    pub(crate) fn may_agree(&self, other: &Self) -> bool {
        if self.digits || other.digits || (self.family == other.family && self.family != 0) {
            return true;
        }
        if self.korean == other.korean && self.korean != 0 {
            return true;
        }
        // Vowels left out, and nothing else.
        if self.classes == other.classes {
            return true;
        }
        // A consonant of a class that the other side lacks has been exchanged or left out.
        let (mut here, mut there) = (0u16, 0u16);
        for (a, b) in self.classes.iter().zip(other.classes) {
            here += u16::from(a.saturating_sub(b));
            there += u16::from(b.saturating_sub(*a));
        }
        let vowels = u16::from(self.vowels.abs_diff(other.vowels));
        let edits = &TABLES.letters.edits;
        here.min(there) * EXCHANGED
            + here.abs_diff(there) * edits.letter_left_out
            + vowels * edits.vowel_left_out
            <= allowance(usize::from(self.length.max(other.length)))
    }
}

/// What an exchange of consonants of two classes counts at a glance: nearly a whole letter, though some such exchanges cost less. Two
/// of them in a short word make another word.
const EXCHANGED: u16 = 16;

/// A digest that is never 0.
fn digest(bytes: &[u8]) -> u32 {
    bytes.iter().fold(17u32, |digest, byte| digest.wrapping_mul(31).wrapping_add(u32::from(*byte))) | 1
}

/// The class of a consonant: those taken for each other share one. Vowels, h and y have none.
fn class(byte: u8) -> Option<usize> {
    Some(match byte {
        b'b' | b'p' | b'v' | b'f' | b'w' => 0,
        b'c' | b'k' | b'q' | b'g' | b'x' => 1,
        b'd' | b't' => 2,
        b's' | b'z' | b'j' => 3,
        b'l' => 4,
        b'r' => 5,
        b'm' | b'n' => 6,
        b'0'..=b'9' => 7,
        _ => return None,
    })
}

/// How many consonants of each class a word has, doubles as one.
fn classes(text: &[u8]) -> [u8; CLASSES] {
    let mut classes = [0u8; CLASSES];
    let mut before = 0;
    for byte in text.iter().copied().filter(|byte| !is_vowel(*byte)) {
        if byte != before
            && let Some(count) = class(byte).and_then(|class| classes.get_mut(class))
        {
            *count = count.saturating_add(1);
        }
        before = byte;
    }
    classes
}

/// How many vowels a word has, neighbouring ones as one, and y beside them as part of them.
fn vowels(word: &[u8]) -> u8 {
    let runs = word
        .split(|byte| !(is_vowel(*byte) || *byte == b'y'))
        .filter(|run| run.iter().any(|byte| is_vowel(*byte)));
    u8::try_from(runs.count()).unwrap_or(u8::MAX)
}
