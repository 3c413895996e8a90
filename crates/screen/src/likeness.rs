//! How alike two words are: equal, one spelling family, the same sound, a slip or two apart.

pub(crate) mod distance;
pub(crate) mod glance;
pub(crate) mod row;
mod shape;
mod sound;

use crate::tables::is_vowel;
use distance::{allowance, closeness, distance};
use glance::Glance;
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
}

impl Likeness {
    /// Whether two words are so alike, or agree otherwise than by their spelling.
    pub(crate) fn reaches(self, floor: u8) -> bool {
        self.value >= floor || !matches!(self.way, Way::Spelling | Way::Sound)
    }
}

/// Words less alike than this are different words.
pub(crate) const FLOOR: u8 = 50;
/// What two words lose that sound alike more than they are spelt alike.
pub(crate) const SOUND_LOSES: u8 = 6;
/// What two words lose that read as Korean, each as another syllable.
const OTHER_SYLLABLE: u8 = 15;

/// A word with what is computed of it, wherever it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Word<'a> {
    /// Lower-case ASCII letters and digits.
    pub(crate) text: &'a [u8],
    /// How it sounds, coarsely.
    pub(crate) sound: &'a [u8],
    /// The consonants that Arabic script would write.
    pub(crate) consonants: &'a [u8],
    /// The syllables, where it reads as Korean, under one spelling for all systems; else empty.
    pub(crate) korean: &'a [u8],
    pub(crate) glance: &'a Glance,
    /// Whether it holds consonants only, as Arabic writes them.
    pub(crate) consonants_only: bool,
}

impl<'a> Word<'a> {
    /// A word from its record.
    #[inline]
    pub(crate) fn of(record: &'a [u8], cuts: Cuts, glance: &'a Glance, consonants_only: bool) -> Self {
        let [text, sound, consonants] = cuts.map(usize::from);
        let part = |from: usize, to: usize| record.get(from..to).unwrap_or_default();
        Self {
            text: part(0, text),
            sound: part(text, sound),
            consonants: part(sound, consonants),
            korean: part(consonants, record.len()),
            glance,
            consonants_only,
        }
    }

    /// Its letters without vowels.
    pub(crate) fn frame(&self) -> impl Iterator<Item = u8> + 'a {
        self.text.iter().copied().filter(|byte| !is_vowel(*byte))
    }

    /// How alike it is to another; none if they are different words.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        match self.without_spelling(other) {
            Sight::Clear(likeness) => likeness,
            Sight::Open => {
                let most = allowance(self.text.len().max(other.text.len()));
                self.by_spelling(other, distance(self.text, other.text, most))
            }
        }
    }

    /// How alike they are, so far as that does not hang on the cost of turning one into the other.
    pub(crate) fn without_spelling(&self, other: &Self) -> Sight {
        if self.consonants_only || other.consonants_only {
            return Sight::Clear(alike_in_consonants(self.consonants, other.consonants));
        }
        let (mine, theirs) = (self.glance, other.glance);
        if !mine.may_agree(theirs) {
            return Sight::Clear(None);
        }
        let clear = |value: u8, way: Way| Sight::Clear(Some(Likeness { value, way }));
        if self.text == other.text {
            return clear(100, Way::Same);
        }
        let shortest = self.text.len().min(other.text.len());
        if shortest < 2 || is_number(self.text) || is_number(other.text) {
            return Sight::Clear(None);
        }
        if mine.family != 0 && mine.family == theirs.family {
            return clear(95, Way::Family);
        }
        if !self.korean.is_empty() && self.korean == other.korean {
            return clear(90, Way::Family);
        }
        if mine.family != theirs.family && mine.family != 0 && theirs.family != 0 && shortest <= 4 {
            // Short spellings of different names lie close to each other: Kim and Rim.
            return Sight::Clear(None);
        }
        let frame = self.frame().count();
        if mine.classes == theirs.classes
            && frame >= 2
            && self.frame().eq(other.frame())
            && self.drops_vowels_of(other)
        {
            let value = match frame {
                2 => 78,
                3 => 88,
                _ => 92,
            };
            return clear(value, Way::DroppedVowels);
        }
        Sight::Open
    }

    /// How alike they are, given the cost of turning one into the other, and nothing else having told.
    pub(crate) fn by_spelling(&self, other: &Self, cost: Option<u16>) -> Option<Likeness> {
        let longest = self.text.len().max(other.text.len());
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
            (Some(a), Some(b)) if b > a => Likeness { value: b, way: Way::Sound },
            (Some(a), _) => Likeness { value: a, way: Way::Spelling },
            (None, Some(b)) => Likeness { value: b, way: Way::Sound },
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

/// What is seen of two words before they are compared letter by letter.
pub(crate) enum Sight {
    /// How alike they are; none if they are different words.
    Clear(Option<Likeness>),
    /// Their spelling must tell.
    Open,
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
    Some(Likeness { value, way: Way::Consonants })
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
