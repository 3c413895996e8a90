//! Cutting Latin tokens into Korean syllables.

use super::super::latin;
use super::set::{LIQUID, Letters, PALATAL, SyllableSet};
use super::spelling::{Spellings, spellings};

/// A name has no more readings than this; the least likely are dropped.
pub const MOST_READINGS: usize = 4;

/// No token has more syllables: family names have up to two, given names up to three.
const MOST_SYLLABLES: usize = 4;
/// The search through one token ends after so many cuts.
const MOST_CUTS: usize = 32;
/// The longest spellings: `tch`, `yeo`, `hng`, and `leigh` for a whole syllable.
const LONGEST_PART: usize = 3;
const LONGEST_SYLLABLE: usize = 5;

/// The syllables of a token under its preferred reading; none unless it reads as Korean to the end.
///
/// ```
/// use interdict_screen::script::korean_syllables;
///
/// assert_eq!(korean_syllables("jongun").unwrap().len(), 2);
/// assert_eq!(korean_syllables("Jong-un").unwrap().len(), 2);
/// assert!(korean_syllables("vladimir").is_none());
/// ```
pub fn korean_syllables(token: &str) -> Option<Vec<SyllableSet>> {
    korean_readings(token).into_iter().next()
}

/// Every way to read a name as Korean syllables, the likeliest first, at most [`MOST_READINGS`].
///
/// Spaces and hyphens end a syllable; accents and apostrophes have no weight.
///
/// ```
/// use interdict_screen::script::korean::korean_readings;
///
/// assert_eq!(korean_readings("Kim Jongun").len(), 2); // jong un, and jon gun
/// assert!(korean_readings("Kim Smith").is_empty());
/// ```
pub fn korean_readings(name: &str) -> Vec<Vec<SyllableSet>> {
    let plain = latin::plain(name);
    // Beside each reading the places of its parts among the readings of their tokens, added up.
    let mut readings: Vec<(usize, Vec<SyllableSet>)> = vec![(0, Vec::new())];
    for token in plain.split(' ') {
        let cuts = token_readings(token);
        let joined = |(rank, before): &(usize, Vec<SyllableSet>)| {
            let rank = *rank;
            let join = |(place, cut): (usize, &Vec<SyllableSet>)| (rank + place, [&**before, cut].concat());
            cuts.iter().enumerate().map(join).collect::<Vec<_>>()
        };
        readings = readings.iter().flat_map(joined).collect();
        readings.sort_by_key(|(rank, _)| *rank);
        readings.truncate(MOST_READINGS);
    }
    readings.into_iter().map(|(_, reading)| reading).collect()
}

/// The readings of one token, the likeliest first.
fn token_readings(token: &str) -> Vec<Vec<SyllableSet>> {
    let foreign = |letter: u8| !letter.is_ascii_lowercase() || matches!(letter, b'f' | b'q' | b'v' | b'x');
    if token.is_empty() || token.len() > MOST_SYLLABLES * 6 || token.bytes().any(foreign) {
        return Vec::new();
    }
    let spellings = spellings();
    if !spellings.may_read(token) {
        return Vec::new();
    }
    let mut search = Search {
        spellings,
        path: Vec::new(),
        found: Vec::new(),
        fruitless: [usize::MAX; MOST_SYLLABLES * 6 + 1],
    };
    search.walk(token);
    let mut found = search.found;
    // Few syllables, of those usual in names, by the standards; the sort is stable, and the search tries
    // a final before an initial, so that `jongun` is first jong un.
    found.sort_by_key(|reading| {
        let unfamiliar = reading.iter().filter(|syllable| !search.spellings.is_familiar(**syllable)).count();
        let unstandard = reading.iter().filter(|syllable| !syllable.is_standard()).count();
        (reading.len(), unfamiliar, unstandard)
    });
    found.dedup();
    found.truncate(MOST_READINGS);
    found
}

struct Search {
    spellings: &'static Spellings,
    path: Vec<SyllableSet>,
    found: Vec<Vec<SyllableSet>>,
    /// By how much of the token is left: behind how many syllables, or more, there is no way to its end.
    fruitless: [usize; MOST_SYLLABLES * 6 + 1],
}

impl Search {
    fn walk(&mut self, rest: &str) {
        if rest.is_empty() {
            self.found.push(self.path.clone());
            return;
        }
        let behind = self.path.len();
        if behind == MOST_SYLLABLES || self.fruitless.get(rest.len()).is_some_and(|least| behind >= *least) {
            return;
        }
        let found = self.found.len();
        for (length, syllable) in self.syllables_at_start(rest) {
            if self.found.len() == MOST_CUTS {
                return;
            }
            let Some(after) = rest.get(length..) else { continue };
            self.path.push(syllable);
            self.walk(after);
            self.path.pop();
        }
        if self.found.len() == found
            && let Some(least) = self.fruitless.get_mut(rest.len())
        {
            *least = behind;
        }
    }

    /// The syllables that a text may begin with and how much of it they take, the longest first.
    fn syllables_at_start(&self, text: &str) -> Vec<(usize, SyllableSet)> {
        let mut starts = Vec::new();
        for length in 1..=LONGEST_SYLLABLE {
            if let Some(whole) = text.get(..length).and_then(|whole| self.spellings.syllable(whole)) {
                starts.push((length, whole));
            }
        }
        let parts = |from: usize| {
            (0..=LONGEST_PART).filter_map(move |length| Some((length, text.get(from..from + length)?)))
        };
        for (onset_length, onset) in parts(0) {
            let Some(onset) = self.spellings.onset(onset) else { continue };
            for (vowel_length, vowel) in parts(onset_length) {
                let Some(vowel) = self.spellings.vowel(vowel) else { continue };
                let from = onset_length + vowel_length;
                for (coda_length, coda) in parts(from) {
                    let end = from + coda_length;
                    let closing = closes(coda, text.get(end..).unwrap_or_default());
                    if let Some(coda) = self.spellings.coda(coda).filter(|_| closing) {
                        starts.push((end, SyllableSet { onset: southern(onset, vowel), vowel, coda }));
                    }
                }
            }
        }
        starts.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
        starts
    }
}

/// Whether a final may stand before the rest of a token: an r only at its end (Hur), an h before a
/// consonant too (Ohri), but not before a vowel, where it begins the next syllable (Su Ho).
fn closes(coda: &str, rest: &str) -> bool {
    let vowel = rest.starts_with(['a', 'e', 'i', 'o', 'u', 'w', 'y']);
    match coda {
        "r" => rest.is_empty(),
        _ => !coda.starts_with('h') || !vowel,
    }
}

/// The initial with what the South may make of it at the beginning of a word: Ri and Yi, Ro and No.
fn southern(onset: Letters, vowel: Letters) -> Letters {
    const SILENT: u32 = 1 << 11;
    const N: u32 = 1 << 2;
    const L: u32 = 1 << 5;
    let usage = match (onset.usage & LIQUID != 0, vowel.usage & PALATAL != 0) {
        (true, true) => onset.usage | SILENT,
        (true, false) if onset.usage & L != 0 => onset.usage | N,
        _ => onset.usage,
    };
    Letters { usage, ..onset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(token: &str) -> usize {
        korean_syllables(token).map_or(0, |syllables| syllables.len())
    }

    #[test]
    fn tokens_are_cut_into_syllables() {
        for (token, syllables) in [
            ("un", 1),
            ("pyongchol", 2),
            ("byeongcheol", 2),
            ("ryonghae", 2),
            ("songthaek", 2),
            ("namgung", 2),
            ("yeonghui", 2),
            ("sunhwa", 2),
            ("kyonghui", 2),
            ("young", 1),
            ("choi", 1),
            ("hwang", 1),
            ("huh", 1),
            ("suho", 2),
        ] {
            assert_eq!(cuts(token), syllables, "{token}");
        }
    }

    #[test]
    fn other_tokens_are_not() {
        for token in ["", "smith", "ivan", "hassan12", "mohammed", "petrov", "james", "12", "company", "bank"]
        {
            assert_eq!(cuts(token), 0, "{token}");
        }
    }

    /// No token that reads as Korean is turned away by its letters.
    #[test]
    fn every_reading_may_be_read() {
        let letters = b"aeiouygnhkmlrptsjcdbw";
        let mut seed = 1718;
        let mut read = 0;
        for _ in 0..200_000 {
            let length = 1 + crate::chance::dice(&mut seed, 7);
            let token: String = (0..length)
                .map(|_| char::from(letters[crate::chance::dice(&mut seed, letters.len())]))
                .collect();
            let mut search = Search {
                spellings: spellings(),
                path: Vec::new(),
                found: Vec::new(),
                fruitless: [usize::MAX; MOST_SYLLABLES * 6 + 1],
            };
            search.walk(&token);
            read += usize::from(!search.found.is_empty());
            assert!(search.found.is_empty() || spellings().may_read(&token), "{token}");
        }
        assert!(read > 1000);
    }

    #[test]
    fn long_tokens_end() {
        assert_eq!(cuts(&"a".repeat(1000)), 0);
        assert_eq!(cuts("anananananananananananan"), 0);
    }
}
