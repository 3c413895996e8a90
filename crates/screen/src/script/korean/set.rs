//! The Hangul syllables that one spelling may stand for, and how near two spellings are.

/// How close two spellings of a Korean syllable are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Closeness {
    /// No syllable in common, none near.
    Apart,
    /// Neighbouring sounds: an aspirated for a plain stop, `e` for `ae`.
    Near,
    /// One syllable, if one of the two is spelled as people do and no standard does.
    Usage,
    /// One syllable under the standards, or one and the same spelling.
    Same,
}

impl Closeness {
    /// The closeness as a number from 0 to 1, for a scorer without measures of its own.
    pub fn score(self) -> f64 {
        match self {
            Self::Apart => 0.0,
            Self::Near => 0.6,
            Self::Usage => 0.9,
            Self::Same => 1.0,
        }
    }
}

/// The letters for one part of a syllable, one bit each: under the standards, and with usage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Letters {
    pub(super) standard: u32,
    /// Includes the standard ones.
    pub(super) usage: u32,
}

impl Letters {
    fn meet(self, other: Self) -> bool {
        self.usage & other.usage != 0
    }
}

/// The Hangul syllables that a spelling in Latin letters may stand for.
///
/// Any of the initials with any of the vowels and finals: spellings hardly ever tie one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SyllableSet {
    pub(super) onset: Letters,
    pub(super) vowel: Letters,
    pub(super) coda: Letters,
}

// Neighbours, by their place among the initials and vowels of Unicode.
const ONSET_NEIGHBOURS: [u32; 6] = [
    bits(&[0, 1, 15]),   // ㄱㄲㅋ
    bits(&[3, 4, 16]),   // ㄷㄸㅌ
    bits(&[7, 8, 17]),   // ㅂㅃㅍ
    bits(&[12, 13, 14]), // ㅈㅉㅊ
    bits(&[9, 10]),      // ㅅㅆ
    bits(&[2, 5]),       // ㄴㄹ
];
const VOWEL_NEIGHBOURS: [u32; 7] = [
    bits(&[4, 8]),       // ㅓㅗ
    bits(&[4, 13, 18]),  // ㅓㅜㅡ
    bits(&[1, 5]),       // ㅐㅔ
    bits(&[3, 7]),       // ㅒㅖ
    bits(&[6, 12, 17]),  // ㅕㅛㅠ
    bits(&[10, 11, 15]), // ㅙㅚㅞ
    bits(&[16, 19, 20]), // ㅟㅢㅣ
];

/// The vowels before which the South drops an initial `ㄹ` or `ㄴ`: ㅑㅒㅕㅖㅛㅠㅣ.
pub(super) const PALATAL: u32 = bits(&[2, 3, 6, 7, 12, 17, 20]);
/// ㄴ and ㄹ.
pub(super) const LIQUID: u32 = bits(&[2, 5]);

// Classes for the key, wider than the neighbours so that what is near shares a key.
const ONSET_CLASSES: [(u32, char); 9] = [
    (ONSET_NEIGHBOURS[0], 'k'),
    (ONSET_NEIGHBOURS[1], 't'),
    (ONSET_NEIGHBOURS[2], 'p'),
    (ONSET_NEIGHBOURS[3], 'c'),
    (ONSET_NEIGHBOURS[4], 's'),
    (ONSET_NEIGHBOURS[5], 'n'),
    (bits(&[6]), 'm'),
    (bits(&[11]), '-'),
    (bits(&[18]), 'h'),
];
const VOWEL_CLASSES: [(u32, char); 9] = [
    (bits(&[0]), 'a'),
    (bits(&[2]), 'j'),
    (bits(&[4, 8, 13, 18]), 'o'),
    (bits(&[6, 12, 17]), 'y'),
    (bits(&[1, 3, 5, 7]), 'e'),
    (bits(&[16, 19, 20]), 'i'),
    (bits(&[9]), 'w'),
    (bits(&[14]), 'v'),
    (bits(&[10, 11, 15]), 'q'),
];

/// Bits at the given places.
const fn bits(places: &[u32]) -> u32 {
    let mut set = 0;
    let mut rest = places;
    while let [first, more @ ..] = rest {
        set |= 1 << *first;
        rest = more;
    }
    set
}

impl SyllableSet {
    /// How close two spellings of a syllable are.
    pub fn closeness(self, other: Self) -> Closeness {
        let standard = |left: Letters, right: Letters| left.standard & right.standard != 0;
        if self == other
            || (standard(self.onset, other.onset)
                && standard(self.vowel, other.vowel)
                && standard(self.coda, other.coda))
        {
            return Closeness::Same;
        }
        if !self.coda.meet(other.coda) {
            return Closeness::Apart;
        }
        match (self.onset.meet(other.onset), self.vowel.meet(other.vowel)) {
            (true, true) => Closeness::Usage,
            (true, false) if neighbours(self.vowel, other.vowel, &VOWEL_NEIGHBOURS) => Closeness::Near,
            (false, true) if neighbours(self.onset, other.onset, &ONSET_NEIGHBOURS) => Closeness::Near,
            _ => Closeness::Apart,
        }
    }

    /// Whether a standard gives this spelling to some syllable.
    pub(super) fn is_standard(self) -> bool {
        self.onset.standard != 0 && self.vowel.standard != 0 && self.coda.standard != 0
    }

    /// Appends the letters of the key: the classes of initial and vowel, and the final.
    pub(super) fn push_key(self, key: &mut String) {
        let dropped = self.onset.usage & LIQUID != 0 && self.vowel.usage & PALATAL != 0;
        key.push(if dropped { '-' } else { class(self.onset, &ONSET_CLASSES) });
        key.push(class(self.vowel, &VOWEL_CLASSES));
        key.push_str(match self.coda.usage.trailing_zeros() {
            0 => "",
            1 => "K",
            2 => "N",
            3 => "T",
            4 => "L",
            5 => "M",
            6 => "P",
            _ => "G",
        });
    }
}

fn neighbours(left: Letters, right: Letters, groups: &[u32]) -> bool {
    groups.iter().any(|group| left.usage & group != 0 && right.usage & group != 0)
}

fn class(letters: Letters, classes: &[(u32, char)]) -> char {
    classes.iter().find(|(class, _)| letters.usage & class != 0).map_or('-', |(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::super::super::hangul::{ONSETS, VOWELS};
    use super::*;

    #[test]
    fn every_letter_has_one_class() {
        let classes = |at: usize, classes: &[(u32, char)]| {
            classes.iter().filter(|(class, _)| class & (1 << at) != 0).count()
        };
        assert!((0..ONSETS.len()).all(|at| classes(at, &ONSET_CLASSES) == 1));
        assert!((0..VOWELS.len()).all(|at| classes(at, &VOWEL_CLASSES) == 1));
    }

    #[test]
    fn closer_scores_higher() {
        let scores =
            [Closeness::Apart, Closeness::Near, Closeness::Usage, Closeness::Same].map(Closeness::score);
        assert!(scores.is_sorted() && scores[0] == 0.0 && scores[3] == 1.0);
    }
}
