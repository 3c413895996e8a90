//! How alike two words are: equal, one spelling family, the same sound, a slip or two apart.

use crate::tables::{TABLES, is_vowel};

/// In what way two words agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Letter for letter.
    Same,
    /// Spellings of one name.
    Family,
    /// The same but for vowels that one side leaves out.
    DroppedVowels,
    /// They sound alike.
    Sound,
    /// A slip or two apart.
    Spelling,
    /// The consonants that Arabic script writes are the same.
    Consonants,
    /// One is the first letter of the other.
    Initial,
    /// One is the beginning of the other, cut off.
    Beginning,
    /// One is the first letters of the other's words.
    Acronym,
}

/// How alike two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// In hundredths.
    pub(crate) value: u8,
    pub(crate) way: Way,
}

/// Words less alike than this are different words.
pub(crate) const FLOOR: u8 = 50;
/// Longest word compared letter by letter.
const LONGEST: usize = 32;

/// What is computed of a word once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    /// Lower-case ASCII letters and digits.
    pub(crate) text: Box<[u8]>,
    /// How it sounds, coarsely.
    pub(crate) sound: Box<[u8]>,
    /// Its letters without vowels.
    pub(crate) frame: Box<[u8]>,
    /// The consonants that Arabic script would write.
    pub(crate) consonants: Box<[u8]>,
    /// Which classes of consonants occur, one bit each.
    classes: u32,
    /// Its spelling family; 0 is none.
    family: u16,
    digits: bool,
}

impl Shape {
    pub(crate) fn new(text: &str) -> Self {
        let bytes: Box<[u8]> = text.bytes().take(LONGEST).collect();
        let frame: Box<[u8]> = bytes.iter().copied().filter(|byte| !is_vowel(*byte)).collect();
        let classes = frame.iter().fold(0, |classes, byte| classes | class(*byte));
        Self {
            sound: sound(&bytes),
            consonants: crate::script::consonant_skeleton(text).into_bytes().into(),
            family: TABLES.family(text),
            digits: bytes.iter().any(u8::is_ascii_digit),
            text: bytes,
            frame,
            classes,
        }
    }

    pub(crate) fn is_number(&self) -> bool {
        !self.text.is_empty() && self.text.iter().all(u8::is_ascii_digit)
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// How alike two words are; none if they are different words.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.text == other.text {
            return Some(Likeness { value: 100, way: Way::Same });
        }
        let shortest = self.text.len().min(other.text.len());
        if shortest < 2 || self.is_number() || other.is_number() {
            return None;
        }
        if self.family != 0 && self.family == other.family {
            return Some(Likeness { value: 95, way: Way::Family });
        }
        // Each class of consonants on one side only is a letter that must be changed or left out.
        let strange = (self.classes ^ other.classes).count_ones();
        if strange > 3 && !(self.digits || other.digits) {
            return None;
        }
        let dropped = self.frame == other.frame && self.frame.len() >= 2 && self.drops_vowels_of(other);
        if dropped {
            let value = match self.frame.len() {
                2 => 78,
                3 => 88,
                _ => 92,
            };
            return Some(Likeness { value, way: Way::DroppedVowels });
        }
        let longest = self.text.len().max(other.text.len());
        let most = allowance(longest);
        let spelling = distance(&self.text, &other.text, most).map(|cost| closeness(cost, longest, 0));
        let sounds = self.sound.len().max(other.sound.len());
        let sounding = if self.sound == other.sound && sounds >= 3 {
            Some(90)
        } else if spelling.is_none_or(|value| value < 80) && sounds >= 4 {
            distance(&self.sound, &other.sound, allowance(sounds)).map(|cost| closeness(cost, sounds, 6))
        } else {
            None
        };
        let best = match (spelling, sounding) {
            (Some(a), Some(b)) if b > a => Likeness { value: b, way: Way::Sound },
            (Some(a), _) => Likeness { value: a, way: Way::Spelling },
            (None, Some(b)) => Likeness { value: b, way: Way::Sound },
            (None, None) => return None,
        };
        (best.value >= FLOOR).then_some(best)
    }

    /// Whether one of the two is the other with some vowels left out.
    fn drops_vowels_of(&self, other: &Self) -> bool {
        let (short, long) =
            if self.text.len() < other.text.len() { (&self.text, &other.text) } else { (&other.text, &self.text) };
        if short.len() == long.len() {
            return false;
        }
        let mut rest = short.iter().peekable();
        for byte in long.iter() {
            if rest.peek() == Some(&byte) {
                rest.next();
            } else if !is_vowel(*byte) {
                return false;
            }
        }
        rest.next().is_none()
    }
}

/// The cost at which closeness reaches the floor.
fn allowance(longest: usize) -> u16 {
    scale(longest) * u16::from(100 - FLOOR) / 100
}

/// What counts as wholly different, in twentieths of a letter: longer words may differ more, though not in proportion.
fn scale(longest: usize) -> u16 {
    let longest = u16::try_from(longest).unwrap_or(u16::MAX).min(14);
    16 + 9 * longest
}

fn closeness(cost: u16, longest: usize, less: u8) -> u8 {
    let lost = u32::from(cost) * 100 / u32::from(scale(longest));
    // Never as good as equal.
    u8::try_from(100u32.saturating_sub(lost).min(97)).unwrap_or(0).saturating_sub(less)
}

/// Consonants that are taken for each other share a bit.
fn class(byte: u8) -> u32 {
    1 << match byte {
        b'b' | b'p' | b'v' | b'f' | b'w' => 0,
        b'c' | b'k' | b'q' | b'g' | b'x' => 1,
        b'd' | b't' => 2,
        b's' | b'z' => 3,
        b'j' => 4,
        b'l' => 6,
        b'r' => 7,
        b'm' | b'n' => 8,
        b'h' | b'y' => return 0,
        _ => 9,
    }
}

/// The cost of turning one word into the other: letters exchanged, left out, doubled, or in each other's place. None
/// if it is more than `most`.
fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let gap = u16::try_from(b.len() - a.len()).unwrap_or(u16::MAX);
    let letters = &TABLES.letters;
    let edits = letters.edits;
    if gap.saturating_mul(edits.doubled_letter.min(edits.vowel_left_out)) > most {
        return None;
    }
    const WIDTH: usize = LONGEST + 1;
    let mut rows = [[u16::MAX / 2; WIDTH]; 3];
    #[expect(clippy::indexing_slicing, reason = "both words are at most LONGEST long, and rows have one cell more")]
    {
        for j in 1..=b.len() {
            rows[0][0] = 0;
            rows[0][j] = rows[0][j - 1] + left_out(b, j - 1, &edits);
        }
        rows[0][0] = 0;
        for i in 1..=a.len() {
            let (now, before, older) = (i % 3, (i + 2) % 3, (i + 1) % 3);
            rows[now][0] = rows[before][0] + left_out(a, i - 1, &edits);
            let mut least = rows[now][0];
            for j in 1..=b.len() {
                let (x, y) = (a[i - 1], b[j - 1]);
                let first = if i == 1 && j == 1 && x != y { edits.first_letter } else { 0 };
                let mut best = rows[before][j - 1] + letters.exchange(x, y) + first;
                best = best.min(rows[before][j] + left_out(a, i - 1, &edits));
                best = best.min(rows[now][j - 1] + left_out(b, j - 1, &edits));
                if i > 1 && j > 1 && x == b[j - 2] && y == a[i - 2] && x != y {
                    best = best.min(rows[older][j - 2] + edits.exchanged_neighbours);
                }
                // A scanner reads rn for m.
                if j > 1 && x == b'm' && y == b'n' && b[j - 2] == b'r' {
                    best = best.min(rows[before][j - 2] + edits.doubled_letter * 2);
                }
                if i > 1 && y == b'm' && x == b'n' && a[i - 2] == b'r' {
                    best = best.min(rows[older][j - 1] + edits.doubled_letter * 2);
                }
                rows[now][j] = best;
                least = least.min(best);
            }
            if least > most.saturating_add(edits.other) {
                return None;
            }
        }
        let cost = rows[a.len() % 3][b.len()];
        (cost <= most).then_some(cost)
    }
}

/// What it costs to leave a letter out.
fn left_out(word: &[u8], at: usize, edits: &crate::tables::Edits) -> u16 {
    let letter = word.get(at).copied().unwrap_or(0);
    let neighbour = at.checked_sub(1).and_then(|before| word.get(before)).copied();
    if neighbour == Some(letter) {
        return edits.doubled_letter;
    }
    match letter {
        b'h' => edits.h_left_out,
        b'y' => edits.y_left_out,
        _ if is_vowel(letter) => edits.vowel_left_out,
        _ => edits.letter_left_out,
    }
}

/// A coarse sound: digraphs as one letter, letters that sound alike as one, two vowels, no doubles.
fn sound(word: &[u8]) -> Box<[u8]> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(letter) = word.get(at).copied() {
        let next = word.get(at + 1).copied();
        let after = word.get(at + 2).copied();
        let (sounds, taken): (&[u8], usize) = match (letter, next, after) {
            (b's', Some(b'c'), Some(b'h')) | (b't', Some(b'c'), Some(b'h')) => (b"x", 3),
            (b'd', Some(b'z'), Some(b'h')) => (b"j", 3),
            (b's' | b'c', Some(b'h'), _) => (b"x", 2),
            (b'p', Some(b'h'), _) => (b"f", 2),
            (b'c' | b'k' | b'q', Some(b'k' | b'h'), _) => (b"k", 2),
            (b'g', Some(b'h'), _) => (b"g", 2),
            (b'z' | b'd', Some(b'h'), _) => (b"z", 2),
            (b't', Some(b'h'), _) => (b"t", 2),
            (b'd', Some(b'j' | b'z'), _) => (b"j", 2),
            (b't', Some(b's' | b'z'), _) => (b"s", 2),
            (b'o', Some(b'u' | b'o'), _) => (b"u", 2),
            (b'e', Some(b'e'), _) => (b"i", 2),
            (b'a' | b'e' | b'i', Some(b'y' | b'i'), _) => (b"i", 2),
            (b'i', Some(b'e'), _) => (b"i", 2),
            (b'c', Some(b'e' | b'i' | b'y'), _) => (b"s", 1),
            (b'c' | b'q', ..) => (b"k", 1),
            (b'x', ..) => (b"ks", 1),
            (b'w', ..) => (b"v", 1),
            (b'y' | b'e', ..) => (b"i", 1),
            (b'o', ..) => (b"u", 1),
            (b'z', ..) => (b"z", 1),
            (b'h', ..) if next.is_none() => (b"", 1),
            _ => (std::slice::from_ref(&word[at]), 1),
        };
        for sound in sounds {
            if out.last() != Some(sound) {
                out.push(*sound);
            }
        }
        at += taken;
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> Option<Likeness> {
        let (one, other) = (Shape::new(a).likeness(&Shape::new(b)), Shape::new(b).likeness(&Shape::new(a)));
        assert_eq!(one, other, "{a} {b}");
        one
    }

    #[test]
    fn slips_spellings_and_sounds() {
        for (a, b, way, least) in [
            ("mansur", "mansur", Way::Same, 100),
            ("mohammed", "muhamad", Way::Family, 95),
            ("gnzlz", "gonzalez", Way::DroppedVowels, 90),
            ("bitar", "bitae", Way::Spelling, 60),
            ("ahmed", "ahrned", Way::Spelling, 90),
            ("asgari", "asgarl", Way::Spelling, 90),
            ("kalim", "kalmi", Way::Spelling, 75),
            ("scholz", "schulz", Way::Spelling, 75),
            ("putin", "pulin", Way::Spelling, 60),
            ("nooristani", "nuristani", Way::Sound, 85),
            ("korea", "corea", Way::Spelling, 80),
        ] {
            let found = alike(a, b).unwrap_or_else(|| panic!("{a} {b}"));
            assert!(found.value >= least && (found.way == way || found.value > least), "{a} {b} {found:?}");
        }
    }

    #[test]
    fn different_words_are_different() {
        for (a, b) in [("kim", "pak"), ("rawi", "tikriti"), ("london", "asia"), ("7", "8"), ("moussa", "mera"), ("bitar", "busr")] {
            assert_eq!(alike(a, b), None, "{a} {b}");
        }
    }
}
