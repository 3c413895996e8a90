//! The table of Latin spellings for the parts of a syllable.

use super::super::hangul::{ONSETS, Syllable, VOWELS};
use super::super::table::{Row, TableError, embedded, rows};
use super::set::{Letters, SyllableSet};
use foldhash::HashMap;
use std::sync::LazyLock;

const FILE: &str = "korean-latin.tsv";
const TEXT: &str = include_str!("../../../data/korean-latin.tsv");
const USAGE_FILE: &str = "hangul-usage.tsv";
const USAGE_TEXT: &str = include_str!("../../../data/hangul-usage.tsv");

/// The finals as they sound at rest, in the order of the bits of a coda.
const SOUNDED_CODAS: [char; 8] = [' ', 'ㄱ', 'ㄴ', 'ㄷ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅇ'];

static SPELLINGS: LazyLock<Spellings> = LazyLock::new(|| embedded(read()));

/// The spellings, by the part of the syllable that they stand for.
#[derive(Default)]
pub(super) struct Spellings {
    onsets: HashMap<u32, Letters>,
    vowels: HashMap<u32, Letters>,
    codas: HashMap<u32, Letters>,
    syllables: HashMap<u32, SyllableSet>,
    /// The letters that can stand behind each letter, as bits: inside a spelling, or where one ends and another begins.
    behind: [u32; 32],
    /// The vowels that are usual in names after each initial and before each final.
    familiar: [[u32; SOUNDED_CODAS.len()]; ONSETS.len()],
}

/// What stands before a token's first letter and behind its last.
const BOUNDARY: u8 = 0;

/// The letters that can stand behind each, as bits, from the spellings of each part.
fn behind(parts: &[(&str, &str)]) -> [u32; 32] {
    let mut behind = [0; 32];
    let mut allow = |before: u8, letter: u8| {
        if let Some(behind) = behind.get_mut(usize::from(before & 31)) {
            *behind |= 1 << (letter & 31);
        }
    };
    for (part, spelling) in parts {
        let letters = spelling.as_bytes();
        for pair in letters.windows(2) {
            if let [before, letter] = pair {
                allow(*before, *letter);
            }
        }
        let (Some(first), Some(last)) = (letters.first(), letters.last()) else { continue };
        if matches!(*part, "onset" | "vowel" | "syllable") {
            allow(BOUNDARY, *first);
        }
        if *part != "onset" {
            allow(*last, BOUNDARY);
        }
        for (next, spelling) in parts {
            let follows = match *part {
                "onset" => *next == "vowel",
                "vowel" => true,
                _ => *next != "coda",
            };
            if let (Some(letter), true) = (spelling.as_bytes().first(), follows) {
                allow(*last, *letter);
            }
        }
    }
    behind
}

/// A spelling of at most six letters as a number.
fn packed(spelling: &str) -> u32 {
    spelling.bytes().fold(0, |packed, letter| packed << 5 | u32::from(letter & 31))
}

pub(super) fn spellings() -> &'static Spellings {
    &SPELLINGS
}

impl Spellings {
    pub(super) fn onset(&self, spelling: &str) -> Option<Letters> {
        self.onsets.get(&packed(spelling)).copied()
    }

    pub(super) fn vowel(&self, spelling: &str) -> Option<Letters> {
        self.vowels.get(&packed(spelling)).copied()
    }

    pub(super) fn coda(&self, spelling: &str) -> Option<Letters> {
        self.codas.get(&packed(spelling)).copied()
    }

    pub(super) fn syllable(&self, spelling: &str) -> Option<SyllableSet> {
        self.syllables.get(&packed(spelling)).copied()
    }

    /// Whether every letter of a token can stand behind the one before it; most words of other languages fail.
    pub(super) fn may_read(&self, token: &str) -> bool {
        let letters = token.bytes().map(|letter| letter & 31).chain([BOUNDARY]);
        let before = [BOUNDARY].into_iter().chain(letters.clone());
        before.zip(letters).all(|(before, letter)| {
            self.behind.get(usize::from(before)).is_some_and(|behind| behind & 1 << letter != 0)
        })
    }

    /// Whether a syllable of the set is usual in names.
    pub(super) fn is_familiar(&self, set: SyllableSet) -> bool {
        self.familiar.iter().enumerate().any(|(onset, codas)| {
            set.onset.usage & (1 << onset) != 0
                && codas
                    .iter()
                    .enumerate()
                    .any(|(coda, vowels)| set.coda.usage & (1 << coda) != 0 && set.vowel.usage & vowels != 0)
        })
    }
}

fn read() -> Result<Spellings, TableError> {
    let mut spellings = Spellings::default();
    let mut parts = Vec::new();
    for row in rows(FILE, TEXT, 4) {
        let row: Row<'static> = row?;
        let spelling = if row.cell(1) == "-" { "" } else { row.cell(1) };
        let known = match row.cell(0) {
            "onset" => spellings.onsets.insert(packed(spelling), letters(&row, &ONSETS)?).is_some(),
            "vowel" => spellings.vowels.insert(packed(spelling), letters(&row, &VOWELS)?).is_some(),
            "coda" => spellings.codas.insert(packed(spelling), letters(&row, &SOUNDED_CODAS)?).is_some(),
            "syllable" => spellings.syllables.insert(packed(spelling), syllable(&row)?).is_some(),
            other => return Err(row.refused(format!("`{other}` is no part of a syllable"))),
        };
        if known {
            return Err(row.refused(format!("`{spelling}` stands here twice")));
        }
        parts.push((row.cell(0), spelling));
    }
    spellings.behind = behind(&parts);
    for row in rows(USAGE_FILE, USAGE_TEXT, 2) {
        let row = row?;
        let (onset, vowel, coda) = places(&row, row.character(0)?)?;
        if let Some(vowels) = spellings.familiar.get_mut(onset).and_then(|codas| codas.get_mut(coda)) {
            *vowels |= 1 << vowel;
        }
    }
    Ok(spellings)
}

/// The letters of a row's two cells as bits.
fn letters(row: &Row, known: &[char]) -> Result<Letters, TableError> {
    let bits = |cell: &str| {
        cell.chars().try_fold(0, |bits, letter| {
            let letter = if letter == '-' { ' ' } else { letter };
            let place = known.iter().position(|known| *known == letter);
            let place =
                place.ok_or_else(|| row.refused(format!("`{letter}` is not a letter of this part")))?;
            Ok(bits | 1 << place)
        })
    };
    let standard = bits(row.cell(2))?;
    Ok(Letters { standard, usage: standard | bits(row.cell(3))? })
}

/// A spelling of whole syllables.
fn syllable(row: &Row) -> Result<SyllableSet, TableError> {
    let empty = Letters::default();
    let mut set = SyllableSet { onset: empty, vowel: empty, coda: empty };
    for (cell, standard) in [(row.cell(2), true), (row.cell(3), false)] {
        for letter in cell.chars() {
            let (onset, vowel, coda) = places(row, letter)?;
            for (part, place) in [(&mut set.onset, onset), (&mut set.vowel, vowel), (&mut set.coda, coda)] {
                part.usage |= 1 << place;
                part.standard |= if standard { 1 << place } else { 0 };
            }
        }
    }
    Ok(set)
}

/// The places of a syllable's letters among initials, vowels and sounded finals.
fn places(row: &Row, letter: char) -> Result<(usize, usize, usize), TableError> {
    let found = Syllable::of(letter).and_then(|syllable| {
        let coda = syllable.coda().unwrap_or(' ');
        Some((
            ONSETS.iter().position(|known| *known == syllable.onset())?,
            VOWELS.iter().position(|known| *known == syllable.vowel())?,
            SOUNDED_CODAS.iter().position(|known| *known == coda)?,
        ))
    });
    found.ok_or_else(|| row.refused(format!("`{letter}` is no syllable with a simple final")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let spellings = read().unwrap();
        assert!(spellings.onsets.len() > 20 && spellings.vowels.len() > 30 && spellings.codas.len() > 10);
        assert!(spellings.syllable("park").is_some());
    }
}
