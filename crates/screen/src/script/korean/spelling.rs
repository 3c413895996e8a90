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
    /// The vowels that are usual in names after each initial and before each final.
    familiar: [[u32; SOUNDED_CODAS.len()]; ONSETS.len()],
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
    }
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
