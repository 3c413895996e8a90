//! How alike two words are: equal, one spelling family, the same sound, a slip or two apart.

pub(crate) mod distance;
pub(crate) mod gist;
mod shape;
mod sound;

use crate::tables::is_vowel;
use distance::{allowance, closeness, distance};
pub(crate) use shape::{Cuts, Shape};

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

impl Way {
    /// The most alike that two words are in this way, in hundredths.
    pub(crate) fn most(self) -> u8 {
        match self {
            Self::Same => 100,
            Self::Spelling => 97,
            Self::Family => 95,
            Self::DroppedVowels => 92,
            Self::Sound | Self::Consonants => 90,
            Self::Initial | Self::Beginning | Self::Acronym => 80,
        }
    }
}

/// How alike two words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Likeness {
    /// In hundredths.
    pub(crate) value: u8,
    pub(crate) way: Way,
    /// Whether it is close enough where one of the two is several words run together.
    pub(crate) close: bool,
}

impl Likeness {
    pub(crate) fn new(value: u8, way: Way) -> Self {
        Self { value, way, close: true }
    }
}

/// Words less alike than this are different words.
const FLOOR: u8 = 50;
/// What two words lose that sound alike more than they are spelt alike.
const SOUND_LOSES: u8 = 6;
/// What two words lose that read as Korean, each as another syllable.
const OTHER_SYLLABLE: u8 = 15;

/// A word with what is computed of it, wherever it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Word<'a> {
    /// Lower-case ASCII letters and digits.
    pub(crate) text: &'a [u8],
    /// How it sounds, coarsely.
    pub(crate) sound: &'a [u8],
    /// Its letters, those written for each other as one.
    pub(crate) gist: &'a [u8],
    /// The consonants that Arabic script would write.
    pub(crate) consonants: &'a [u8],
    /// The syllables, where it reads as Korean, under one spelling for all systems; else empty.
    pub(crate) korean: &'a [u8],
    /// Its spelling family; 0 is none.
    pub(crate) family: u16,
    /// Whether it holds consonants only, as Arabic writes them.
    pub(crate) consonants_only: bool,
}

impl<'a> Word<'a> {
    /// A word from its record.
    #[inline]
    pub(crate) fn of(record: &'a [u8], cuts: Cuts, family: u16, consonants_only: bool) -> Self {
        let [text, sound, gist, consonants] = cuts.map(usize::from);
        let part = |from: usize, to: usize| record.get(from..to).unwrap_or_default();
        Self {
            text: part(0, text),
            sound: part(text, sound),
            gist: part(sound, gist),
            consonants: part(gist, consonants),
            korean: part(consonants, record.len()),
            family,
            consonants_only,
        }
    }

    /// Its letters without vowels.
    pub(crate) fn frame(&self) -> impl Iterator<Item = u8> + 'a {
        self.text.iter().copied().filter(|byte| !is_vowel(*byte))
    }

    /// How alike it is to another; none if they are different words. They are unless they are one spelling family, the same Korean
    /// syllables, or near: of the same consonants, or of gists that are one but for few letters.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.consonants_only || other.consonants_only {
            return alike_in_consonants(self.consonants, other.consonants);
        }
        if self.text == other.text {
            return Some(Likeness::new(100, Way::Same));
        }
        let shortest = self.text.len().min(other.text.len());
        if shortest < 2 || is_number(self.text) || is_number(other.text) {
            return None;
        }
        if self.family != 0 && self.family == other.family {
            return Some(Likeness::new(95, Way::Family));
        }
        if !self.korean.is_empty() && self.korean == other.korean {
            return Some(Likeness::new(90, Way::Family));
        }
        if self.family != other.family && self.family != 0 && other.family != 0 && shortest <= 4 {
            // Short spellings of different names lie close to each other: Kim and Rim.
            return None;
        }
        let same_frame = self.frame().eq(other.frame());
        let frame = if same_frame { self.frame().count() } else { 0 };
        if frame >= 2 && self.drops_vowels_of(other) {
            let value = match frame {
                2 => 78,
                3 => 88,
                _ => 92,
            };
            return Some(Likeness::new(value, Way::DroppedVowels));
        }
        let close = match same_frame {
            true => true,
            false => gist::missing_of(self.gist, other.gist)? <= gist::CLOSE,
        };
        self.by_spelling(other).map(|likeness| Likeness { close, ..likeness })
    }

    /// How alike they are by their letters, or by their sounds.
    fn by_spelling(&self, other: &Self) -> Option<Likeness> {
        let longest = self.text.len().max(other.text.len());
        let cost = distance(self.text, other.text, allowance(longest));
        let spelling = cost.map(|cost| closeness(cost, longest, 0));
        let sounds = self.sound.len().max(other.sound.len());
        let sounding = if self.sound == other.sound && sounds >= 3 {
            Some(90)
        } else if spelling.is_some_and(|value| value < 80) && sounds >= 4 {
            distance(self.sound, other.sound, allowance(sounds))
                .map(|cost| closeness(cost, sounds, SOUND_LOSES))
        } else {
            None
        };
        let best = match (spelling, sounding) {
            (Some(a), Some(b)) if b > a => Likeness::new(b, Way::Sound),
            (Some(a), _) => Likeness::new(a, Way::Spelling),
            (None, Some(b)) => Likeness::new(b, Way::Sound),
            (None, None) => return None,
        };
        // A letter changed in a Korean syllable makes another one, and given names are made of a few dozen.
        let other_syllable = longest <= 4 && !self.korean.is_empty() && !other.korean.is_empty();
        let value = if other_syllable { best.value.saturating_sub(OTHER_SYLLABLE) } else { best.value };
        (value >= FLOOR).then_some(Likeness { value, ..best })
    }

    /// Whether one of the two is the other with some vowels left out.
    fn drops_vowels_of(&self, other: &Self) -> bool {
        let (short, long) = if self.text.len() < other.text.len() {
            (self.text, other.text)
        } else {
            (other.text, self.text)
        };
        if short.len() == long.len() {
            return false;
        }
        let mut rest = short.iter().peekable();
        for byte in long {
            if rest.peek() == Some(&byte) {
                rest.next();
            } else if !is_vowel(*byte) {
                return false;
            }
        }
        rest.next().is_none()
    }
}

/// Whether a word is a number.
pub(crate) fn is_number(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(u8::is_ascii_digit)
}

/// How alike two words are of which one holds consonants only.
fn alike_in_consonants(a: &[u8], b: &[u8]) -> Option<Likeness> {
    if a.len().min(b.len()) < 2 {
        return None;
    }
    let value = if a == b {
        if a.len() > 2 { 90 } else { 80 }
    } else {
        match weak_letters_apart(a, b)? {
            1 if a.len().max(b.len()) > 2 => 72,
            2 if a.len().max(b.len()) > 4 => 62,
            _ => return None,
        }
    };
    Some(Likeness::new(value, Way::Consonants))
}

/// Whether Arabic writes a letter for a vowel too.
pub(crate) fn is_weak(byte: u8) -> bool {
    matches!(byte, b'w' | b'y' | b'h' | b'a' | b'i' | b'u' | b'j' | b'v')
}

/// How many weak letters stand in one and not in the other, if nothing else differs.
fn weak_letters_apart(a: &[u8], b: &[u8]) -> Option<u8> {
    let (mut a, mut b, mut apart) = (a, b, 0u8);
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return Some(apart),
            (Some((x, rest_a)), Some((y, rest_b))) if x == y => (a, b) = (rest_a, rest_b),
            (Some((x, rest)), _)
                if is_weak(*x) && (b.first().is_none_or(|y| !is_weak(*y)) || rest.first() == b.first()) =>
            {
                a = rest;
                apart += 1;
            }
            (_, Some((y, rest))) if is_weak(*y) => {
                b = rest;
                apart += 1;
            }
            _ => return None,
        }
        if apart > 2 {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        Shape::new(text.as_bytes(), false)
    }

    fn alike(a: &str, b: &str) -> Option<Likeness> {
        let (one, other) =
            (shape(a).word().likeness(&shape(b).word()), shape(b).word().likeness(&shape(a).word()));
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
