//! Korean names in Russian: `Ким Чен Ын`.
//!
//! Russian spells Korean by a system of its own; brought to Latin by the rules for Russian, such a name
//! (`kim chen yn`) is far from any spelling of the DPRK. Names that begin with a Korean family name and
//! are made of known syllables throughout are spelled by the DPRK's rules instead.

use super::latin;
use super::table::{Row, TableError, embedded, rows};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "korean-cyrillic.tsv";
const TEXT: &str = include_str!("../../data/korean-cyrillic.tsv");

/// A syllable's spellings, and whether it is a family name.
struct Syllable {
    spellings: Vec<&'static str>,
    family: bool,
}

static SYLLABLES: LazyLock<HashMap<&str, Syllable>> = LazyLock::new(|| embedded(read()));

fn read() -> Result<HashMap<&'static str, Syllable>, TableError> {
    let read = |row: Row<'static>| {
        let family = match row.cell(2) {
            "family" => true,
            "-" => false,
            other => return Err(row.refused(format!("`{other}` is neither `family` nor `-`"))),
        };
        Ok((row.cell(0), Syllable { spellings: row.list(1).collect(), family }))
    };
    rows(FILE, TEXT, 3).map(|row| row.and_then(read)).collect()
}

/// The DPRK's spellings of a name in lower-case Cyrillic, the usual one first; none where it is not Korean.
pub(super) fn spellings(lower: &str) -> Vec<String> {
    let mut tokens = lower.split([' ', '-']).filter(|token| !token.is_empty()).peekable();
    // The family name must be one, to keep Russian names out.
    if !tokens.peek().is_some_and(|first| SYLLABLES.get(first).is_some_and(|syllable| syllable.family)) {
        return Vec::new();
    }
    let syllables = tokens.map(syllables).collect::<Option<Vec<_>>>().map(|tokens| tokens.concat());
    match syllables {
        Some(syllables) if (2..=4).contains(&syllables.len()) => ranked(&syllables),
        _ => Vec::new(),
    }
}

/// The syllables of a token: one, or two run together.
fn syllables(token: &str) -> Option<Vec<&'static Syllable>> {
    if let Some(whole) = SYLLABLES.get(token) {
        return Some(vec![whole]);
    }
    let cuts = token.char_indices().skip(1).filter_map(|(at, _)| token.split_at_checked(at));
    cuts.filter_map(|(first, second)| Some(vec![SYLLABLES.get(first)?, SYLLABLES.get(second)?])).last()
}

/// The first spelling of every syllable, then each single change to a second.
fn ranked(syllables: &[&Syllable]) -> Vec<String> {
    let spelled = |changed: Option<usize>| {
        let mut text = String::new();
        for (at, syllable) in syllables.iter().enumerate() {
            latin::gap(&mut text);
            let other = syllable.spellings.get(1).filter(|_| changed == Some(at));
            text.push_str(other.or(syllable.spellings.first()).copied().unwrap_or_default());
        }
        text
    };
    let changes = syllables.iter().enumerate().filter(|(_, syllable)| syllable.spellings.len() > 1);
    std::iter::once(spelled(None)).chain(changes.map(|(at, _)| spelled(Some(at)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_koreans_in_russian() {
        assert!(read().unwrap().len() > 150);
        for (cyrillic, latin) in [
            ("ким чен ын", "kim jong un"),
            ("ким чен ир", "kim jong il"),
            ("ким ир сен", "kim il song"),
            ("пак пон чжу", "pak pong ju"),
            ("чхве рён хэ", "choe ryong hae"),
            ("ким ё чжон", "kim yo jong"),
            ("ли пён чхоль", "ri pyong chol"),
            ("чан сон тхэк", "jang song thaek"),
        ] {
            assert!(spellings(cyrillic).contains(&latin.to_owned()), "{cyrillic}: {:?}", spellings(cyrillic));
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for cyrillic in ["владимир путин", "ким", "анна ким", "ли иванов", ""]
        {
            assert!(spellings(cyrillic).is_empty(), "{cyrillic}");
        }
    }
}
