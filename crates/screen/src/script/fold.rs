//! Spellings folded to a key, the longest first.

use super::table::{TableError, rows};
use std::collections::HashMap;

/// A table of spellings and what they are folded to.
pub(super) struct Folding {
    folded: HashMap<&'static str, &'static str>,
    /// The length of the longest spelling that begins with a byte.
    longest: [usize; 256],
}

impl Folding {
    /// Reads a table of two columns.
    pub(super) fn read(file: &'static str, text: &'static str) -> Result<Self, TableError> {
        let mut folding = Self { folded: HashMap::new(), longest: [0; 256] };
        for row in rows(file, text, 2) {
            let row = row?;
            let spelling = row.cell(0);
            if let Some(longest) =
                spelling.bytes().next().and_then(|first| folding.longest.get_mut(usize::from(first)))
            {
                *longest = spelling.len().max(*longest);
            }
            if folding.folded.insert(row.cell(0), row.cell(1)).is_some() {
                return Err(row.refused(format!("`{}` stands here twice", row.cell(0))));
            }
        }
        Ok(folding)
    }

    /// The spelling that a text begins with: what it is folded to, and its length.
    pub(super) fn start(&self, text: &str) -> Option<(&'static str, usize)> {
        let longest = *self.longest.get(usize::from(text.bytes().next()?))?;
        (1..=longest.min(text.len())).rev().find_map(|length| {
            let start = text.get(..length)?;
            Some((*self.folded.get(start)?, length))
        })
    }

    /// The key of a text: each spelling folded, a letter repeated only once.
    pub(super) fn folded(&self, plain: &str) -> String {
        let mut key = String::with_capacity(plain.len());
        let mut rest = plain;
        while let Some(first) = rest.chars().next() {
            let mut buffer = [0; 4];
            let known = self.start(rest);
            let (folded, length) =
                known.unwrap_or_else(|| (&*first.encode_utf8(&mut buffer), first.len_utf8()));
            for letter in folded.chars() {
                if !key.ends_with(letter) {
                    key.push(letter);
                }
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_spelling_wins_and_repeats_fall() {
        let folding = Folding::read("t", "sh\tc\nsch\tc\ns\ts\n").unwrap();
        assert_eq!(folding.folded("schossha"), "cosca"); // the second s is a letter of its own
        assert!(Folding::read("t", "a\tb\na\tc\n").is_err());
    }
}
