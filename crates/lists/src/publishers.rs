//! Where publishers offer their lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::read::{Format, Role};

/// A list that a publisher offers at a known address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The list's name on the shelf.
    pub list: String,
    /// What it is.
    pub title: String,
    /// Its format at that address.
    pub format: Format,
    /// Its files by role; none where each user has an address of his own.
    pub files: BTreeMap<Role, String>,
}

impl Publisher {
    /// The publishers we know of.
    ///
    /// ```
    /// let un = interdict_lists::Publisher::all().into_iter().find(|one| one.list == "un").unwrap();
    /// assert_eq!(un.format, interdict_lists::Format::UnXml);
    /// ```
    pub fn all() -> Vec<Self> {
        #[derive(Deserialize)]
        struct Table {
            publisher: Vec<Publisher>,
        }
        #[expect(clippy::expect_used, reason = "the table is compiled in, and a test reads it")]
        let table: Table =
            toml::from_str(include_str!("../data/publishers.toml")).expect("the table is sound");
        table.publisher
    }

    /// The publisher of a list.
    pub fn of(list: &str) -> Option<Self> {
        Self::all().into_iter().find(|publisher| publisher.list == list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let all = Publisher::all();
        assert!(all.len() >= 6);
        assert!(all.iter().flat_map(|one| one.files.values()).all(|address| address.starts_with("https://")));
        assert!(Publisher::of("un").is_some() && Publisher::of("nowhere").is_none());
    }
}
