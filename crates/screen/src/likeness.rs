//! How alike two words are: equal, one spelling family, the same sound, a slip or two apart.

use crate::tables::{TABLES, is_vowel, place};

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
/// What two words lose that read as Korean, each as another syllable.
const OTHER_SYLLABLE: u8 = 15;
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
    /// The syllables, where it reads as Korean, under one spelling for all systems.
    korean: Option<Box<[u8]>>,
    /// How many consonants of each class it has.
    classes: [u8; 8],
    /// How many vowels, neighbours as one.
    vowels: u8,
    /// Its spelling family; 0 is none.
    family: u16,
    digits: bool,
    spelt: Spelt,
    sounded: Spelt,
}

impl Shape {
    pub(crate) fn new(text: &str) -> Self {
        let bytes: Box<[u8]> = text.bytes().take(LONGEST).collect();
        let frame: Box<[u8]> = bytes.iter().copied().filter(|byte| !is_vowel(*byte)).collect();
        let classes = classes(&frame);
        let sound = sound(&bytes);
        Self {
            spelt: Spelt::new(&bytes),
            sounded: Spelt::new(&sound),
            sound,
            consonants: crate::script::consonant_skeleton(text)
                .bytes()
                .filter(|byte| *byte != b' ')
                .collect(),
            korean: crate::script::korean_key(text).map(|key| key.into_bytes().into()),
            family: TABLES.family(text),
            vowels: vowels(&bytes),
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

    /// What a glance shows of it.
    pub(crate) fn glance(&self) -> Glance {
        let length = |bytes: &[u8]| u8::try_from(bytes.len()).unwrap_or(u8::MAX);
        Glance {
            classes: self.classes,
            vowels: self.vowels,
            family: self.family,
            korean: self.korean.as_deref().map_or(0, digest),
            length: length(&self.text),
            digits: self.digits,
        }
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
        if self.korean.is_some() && self.korean == other.korean {
            return Some(Likeness { value: 90, way: Way::Family });
        }
        if self.family != other.family && self.family != 0 && other.family != 0 && shortest <= 4 {
            // Short spellings of different names lie close to each other: Kim and Rim.
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
        if !self.glance().may_agree(other.glance()) {
            return None;
        }
        let longest = self.text.len().max(other.text.len());
        let most = allowance(longest);
        let spelling = distance(&self.spelt, &other.spelt, most).map(|cost| closeness(cost, longest, 0));
        let sounds = self.sound.len().max(other.sound.len());
        let sounding = if self.sound == other.sound && sounds >= 3 {
            Some(90)
        } else if spelling.is_some_and(|value| value < 80) && sounds >= 4 {
            distance(&self.sounded, &other.sounded, allowance(sounds)).map(|cost| closeness(cost, sounds, 6))
        } else {
            None
        };
        let best = match (spelling, sounding) {
            (Some(a), Some(b)) if b > a => Likeness { value: b, way: Way::Sound },
            (Some(a), _) => Likeness { value: a, way: Way::Spelling },
            (None, Some(b)) => Likeness { value: b, way: Way::Sound },
            (None, None) => return None,
        };
        // A letter changed in a Korean syllable makes another one, and given names are made of a few dozen.
        let other_syllable = longest <= 4 && self.korean.is_some() && other.korean.is_some();
        let value = if other_syllable { best.value.saturating_sub(OTHER_SYLLABLE) } else { best.value };
        (value >= FLOOR).then_some(Likeness { value, ..best })
    }

    /// Whether one of the two is the other with some vowels left out.
    fn drops_vowels_of(&self, other: &Self) -> bool {
        let (short, long) = if self.text.len() < other.text.len() {
            (&self.text, &other.text)
        } else {
            (&other.text, &self.text)
        };
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

/// As much of a word as tells most pairs of words apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    classes: [u8; 8],
    vowels: u8,
    family: u16,
    /// A digest of its Korean syllables; 0 is none.
    korean: u32,
    length: u8,
    digits: bool,
}

impl Glance {
    /// Whether two words may agree; if not, they are different words.
    #[inline]
    pub(crate) fn may_agree(self, other: Self) -> bool {
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
        let edits = &TABLES.letters.edits;
        let vowels = u16::from(self.vowels.abs_diff(other.vowels));
        here.min(there) * EXCHANGED
            + here.abs_diff(there) * edits.letter_left_out
            + vowels * edits.vowel_left_out
            <= allowance(usize::from(self.length.max(other.length)))
    }
}

/// A digest that is never 0.
fn digest(bytes: &[u8]) -> u32 {
    bytes.iter().fold(17u32, |digest, byte| digest.wrapping_mul(31).wrapping_add(u32::from(*byte))) | 1
}

/// What an exchange of consonants of two classes counts at a glance: nearly a whole letter, though some such exchanges cost less. Two
/// of them in a short word make another word.
const EXCHANGED: u16 = 16;

/// The cost at which closeness reaches the floor.
fn allowance(longest: usize) -> u16 {
    scale(longest) * u16::from(100 - FLOOR) / 100
}

/// What counts as wholly different, in twentieths of a letter: longer words may differ more, though not in proportion.
fn scale(longest: usize) -> u16 {
    let longest = u16::try_from(longest).unwrap_or(u16::MAX).min(14);
    12 + 9 * longest
}

fn closeness(cost: u16, longest: usize, less: u8) -> u8 {
    let lost = u32::from(cost) * 100 / u32::from(scale(longest));
    // Never as good as equal.
    u8::try_from(100u32.saturating_sub(lost).min(97)).unwrap_or(0).saturating_sub(less)
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
fn classes(frame: &[u8]) -> [u8; 8] {
    let mut classes = [0u8; 8];
    let mut before = 0;
    for byte in frame {
        if *byte != before
            && let Some(count) = class(*byte).and_then(|class| classes.get_mut(class))
        {
            *count = count.saturating_add(1);
        }
        before = *byte;
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

/// A word's letters as the innermost loop wants them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Spelt {
    /// Each letter's place in the table of letters.
    places: Box<[u8]>,
    /// What leaving each letter out costs.
    left_out: Box<[u8]>,
}

impl Spelt {
    fn new(word: &[u8]) -> Self {
        let edits = TABLES.letters.edits;
        let mut before = 0;
        let left_out = word.iter().map(|letter| {
            let cost = match *letter {
                same if same == before => edits.doubled_letter,
                b'h' => edits.h_left_out,
                b'y' => edits.y_left_out,
                vowel if is_vowel(vowel) => edits.vowel_left_out,
                _ => edits.letter_left_out,
            };
            before = *letter;
            u8::try_from(cost).unwrap_or(u8::MAX)
        });
        let left_out = left_out.collect();
        let places = word.iter().map(|letter| u8::try_from(place(*letter)).unwrap_or(0)).collect();
        Self { places, left_out }
    }
}

/// The cost of turning one word into the other: letters exchanged, left out, doubled, or in each other's place. None
/// if it is more than `most`.
fn distance(a: &Spelt, b: &Spelt, most: u16) -> Option<u16> {
    const WIDTH: usize = LONGEST + 1;
    const M: u8 = b'm' - b'a';
    const N: u8 = b'n' - b'a';
    const R: u8 = b'r' - b'a';
    let (a, b) = if a.places.len() <= b.places.len() { (a, b) } else { (b, a) };
    let letters = &TABLES.letters;
    let edits = letters.edits;
    let scanned = edits.doubled_letter * 2;
    let (width, height) = (b.places.len(), a.places.len());
    let (mut older, mut before, mut now) = ([0u16; WIDTH], [0u16; WIDTH], [0u16; WIDTH]);
    let mut least_before = 0;
    #[expect(
        clippy::indexing_slicing,
        reason = "both words are at most LONGEST long, and rows have one cell more"
    )]
    {
        for j in 1..=width {
            before[j] = before[j - 1] + u16::from(b.left_out[j - 1]);
        }
        for i in 1..=height {
            let (x, out) = (a.places[i - 1], u16::from(a.left_out[i - 1]));
            let row = letters.row(x);
            now[0] = before[0] + out;
            let mut least = now[0];
            for j in 1..=width {
                let y = b.places[j - 1];
                let mut best = before[j - 1] + row[usize::from(y)];
                best = best.min(before[j] + out).min(now[j - 1] + u16::from(b.left_out[j - 1]));
                if i == 1 && j == 1 && x != y {
                    best = before[0] + row[usize::from(y)] + edits.first_letter;
                }
                if i > 1 && j > 1 && x == b.places[j - 2] && y == a.places[i - 2] && x != y {
                    best = best.min(older[j - 2] + edits.exchanged_neighbours);
                }
                // A scanner reads rn for m.
                if x == M && y == N && j > 1 && b.places[j - 2] == R {
                    best = best.min(before[j - 2] + scanned);
                }
                if y == M && x == N && i > 1 && a.places[i - 2] == R {
                    best = best.min(older[j - 1] + scanned);
                }
                now[j] = best;
                least = least.min(best);
            }
            // What is exchanged with its neighbour reaches back two rows.
            if least.min(least_before) > most {
                return None;
            }
            least_before = least;
            (older, before, now) = (before, now, older);
        }
        let cost = before[width];
        (cost <= most).then_some(cost)
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
            _ => (word.get(at..=at).unwrap_or_default(), 1),
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
        for (a, b) in [("kim", "pak"), ("rawi", "tikriti"), ("london", "asia"), ("7", "8"), ("bitar", "busr")]
        {
            assert_eq!(alike(a, b), None, "{a} {b}");
        }
    }
}
