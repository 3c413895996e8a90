//! Family and given name.

use super::super::table::{Row, TableError, embedded, rows};
use super::syllable::Syllable;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const FILE: &str = "hangul-families.tsv";
const TEXT: &str = include_str!("../../../data/hangul-families.tsv");

static FAMILIES: LazyLock<HashMap<&'static str, Family>> = LazyLock::new(|| embedded(read()));

static SPELLINGS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let spellings = |family: &'static Family| {
        [family.dprk, family.revised, family.mccune].into_iter().chain(family.usual())
    };
    FAMILIES.values().flat_map(spellings).collect()
});

/// Whether a lower-case Latin token spells one of the families.
pub(crate) fn is_family_spelling(token: &str) -> bool {
    SPELLINGS.contains(token)
}

/// How one family name is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Family {
    dprk: &'static str,
    revised: &'static str,
    mccune: &'static str,
    usual: Vec<&'static str>,
}

impl Family {
    /// In the DPRK.
    pub(crate) fn dprk(&self) -> &'static str {
        self.dprk
    }

    /// By the Revised Romanization.
    pub(crate) fn revised(&self) -> &'static str {
        self.revised
    }

    /// By McCune–Reischauer, marks left out.
    pub(crate) fn mccune(&self) -> &'static str {
        self.mccune
    }

    /// As its bearers write it, the most usual first.
    pub(crate) fn usual(&self) -> impl Iterator<Item = &'static str> {
        self.usual.iter().copied()
    }
}

fn read() -> Result<HashMap<&'static str, Family>, TableError> {
    let mut families = HashMap::new();
    for row in rows(FILE, TEXT, 5) {
        let row: Row<'static> = row?;
        let usual: Vec<_> = row.list(4).collect();
        if row.cell(0).chars().any(|letter| Syllable::of(letter).is_none()) || usual.is_empty() {
            return Err(row.refused(format!("`{}` is no family name with its spellings", row.cell(0))));
        }
        let family = Family { dprk: row.cell(1), revised: row.cell(2), mccune: row.cell(3), usual };
        if families.insert(row.cell(0), family).is_some() {
            return Err(row.refused(format!("`{}` stands here twice", row.cell(0))));
        }
    }
    Ok(families)
}

/// A Korean person's name, split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KoreanName {
    family: &'static str,
    spellings: &'static Family,
    given: Vec<Syllable>,
}

impl KoreanName {
    /// The family name in Hangul.
    pub fn family(&self) -> &'static str {
        self.family
    }

    /// The syllables of the given name.
    pub fn given(&self) -> &[Syllable] {
        &self.given
    }

    pub(crate) fn family_spellings(&self) -> &'static Family {
        self.spellings
    }
}

/// Splits a name in Hangul; none where it cannot be a person's name.
///
/// A name run together has two or three syllables (four with a family name of two); one with spaces
/// begins with the family name.
///
/// ```
/// use interdict_screen::script::hangul::split_name;
///
/// assert_eq!(split_name("리병철").unwrap().family(), "리");
/// assert_eq!(split_name("남궁옥분").unwrap().family(), "남궁");
/// assert_eq!(split_name("황 보").unwrap().family(), "황");
/// assert!(split_name("조선무역은행").is_none());
/// ```
pub fn split_name(text: &str) -> Option<KoreanName> {
    let mut tokens = text.split_whitespace();
    let first = tokens.next()?;
    let rest: Vec<Syllable> = tokens.flat_map(str::chars).map(Syllable::of).collect::<Option<Vec<_>>>()?;
    if !rest.is_empty() {
        return (rest.len() <= 3).then(|| with_family(first, rest)).flatten();
    }
    let length = first.chars().count();
    let cut = |syllables: usize| {
        let at = first.char_indices().nth(syllables).map(|(at, _)| at)?;
        let (family, given) = first.split_at_checked(at)?;
        with_family(family, given.chars().map(Syllable::of).collect::<Option<Vec<_>>>()?)
    };
    match length {
        3 | 4 => cut(2).or_else(|| (length == 3).then(|| cut(1)).flatten()),
        2 => cut(1),
        _ => None,
    }
}

fn with_family(family: &str, given: Vec<Syllable>) -> Option<KoreanName> {
    let (family, spellings) = FAMILIES.get_key_value(family)?;
    Some(KoreanName { family, spellings, given })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let families = read().unwrap();
        assert_eq!(families.get("이").map(Family::dprk), Some("ri"));
        assert!(families.len() > 100);
    }

    #[test]
    fn split() {
        let parts = |text: &str| split_name(text).map(|name| (name.family(), name.given().len()));
        assert_eq!(parts("김정은"), Some(("김", 2)));
        assert_eq!(parts("허담"), Some(("허", 1)));
        assert_eq!(parts("선우진"), Some(("선우", 1)));
        assert_eq!(parts("제갈공명"), Some(("제갈", 2)));
        assert_eq!(parts("김 정 은"), Some(("김", 2)));
        assert_eq!(parts("김정은동지"), None);
        assert_eq!(parts("김"), None);
        assert_eq!(parts("김 Kim"), None);
    }
}
