//! Japanese names in Chinese characters, where both parts are common ones.
//!
//! The reading of such a name cannot be told from its characters; it needs a dictionary. This is a small
//! one, of the commonest names, and says nothing about any other name.

use super::table::{Row, TableError, embedded, rows};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "japanese-names.tsv";
const TEXT: &str = include_str!("../../data/japanese-names.tsv");

static NAMES: LazyLock<Names> = LazyLock::new(|| embedded(read()));

#[derive(Default)]
struct Names {
    families: HashMap<&'static str, &'static str>,
    given: HashMap<&'static str, &'static str>,
}

fn read() -> Result<Names, TableError> {
    let mut names = Names::default();
    for row in rows(FILE, TEXT, 3) {
        let row: Row<'static> = row?;
        let part = match row.cell(0) {
            "family" => &mut names.families,
            "given" => &mut names.given,
            other => return Err(row.refused(format!("`{other}` is no part of a name"))),
        };
        if part.insert(row.cell(1), row.cell(2)).is_some() {
            return Err(row.refused(format!("`{}` stands here twice", row.cell(1))));
        }
    }
    Ok(names)
}

/// A name of a common family and a common given name, in Hepburn; none for any other.
pub(super) fn name(text: &str) -> Option<String> {
    let read = |family: &str, given: &str| {
        Some(format!("{} {}", NAMES.families.get(family)?, NAMES.given.get(given)?))
    };
    if let Some((family, given)) = text.trim().split_once(char::is_whitespace) {
        return read(family, given.trim_start());
    }
    let cuts = text.char_indices().skip(1).filter_map(|(at, _)| text.split_at_checked(at));
    cuts.filter_map(|(family, given)| read(family, given)).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_parts_must_be_known() {
        assert!(read().unwrap().families.len() > 100);
        assert_eq!(name("山田太郎").as_deref(), Some("yamada taro"));
        assert_eq!(name("小泉 純一郎").as_deref(), Some("koizumi junichiro"));
        assert_eq!(name("山田"), None);
        assert_eq!(name("习近平"), None);
        assert_eq!(name("山田近平"), None);
    }
}
