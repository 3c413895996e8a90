//! Words of organisations, to cut names that are written without spaces.

use super::table::{TableError, embedded, rows};
use std::collections::HashMap;

/// The known words of one script, with their English.
pub(super) struct Words {
    glosses: HashMap<&'static str, &'static str>,
    longest: usize,
}

/// A piece of a name: a known word with its English, or what stands between known words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) gloss: Option<&'static str>,
}

impl Words {
    /// A table of words and glosses that is compiled into the crate.
    pub(super) fn embedded(file: &'static str, text: &'static str) -> Self {
        embedded(Self::read(file, text))
    }

    fn read(file: &'static str, text: &'static str) -> Result<Self, TableError> {
        let mut words = Self { glosses: HashMap::new(), longest: 0 };
        for row in rows(file, text, 2) {
            let row = row?;
            words.longest = words.longest.max(row.cell(0).chars().count());
            if words.glosses.insert(row.cell(0), row.cell(1)).is_some() {
                return Err(row.refused(format!("`{}` stands here twice", row.cell(0))));
            }
        }
        Ok(words)
    }

    /// Whether the text is a known word.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.glosses.contains_key(text)
    }

    /// Whether a text is known to be more than a name: a known word stands in it.
    pub(super) fn found_in(&self, token: &str) -> bool {
        self.cut(token).iter().any(|piece| piece.gloss.is_some())
    }

    /// Cuts a token, the longest known word first from left to right.
    pub(super) fn cut<'a>(&self, token: &'a str) -> Vec<Piece<'a>> {
        self.cut_below(token, self.longest + 1)
    }

    /// The parts of a word that is put together from known words, or the word itself.
    pub(super) fn parts<'a>(&self, word: &'a str) -> Vec<&'a str> {
        let pieces = self.cut_below(word, word.chars().count());
        if pieces.iter().all(|piece| piece.gloss.is_some()) {
            pieces.iter().flat_map(|piece| self.parts(piece.text)).collect()
        } else {
            vec![word]
        }
    }

    /// Cuts a token by the known words of fewer than so many characters.
    fn cut_below<'a>(&self, token: &'a str, length: usize) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut unknown = token; // what has not been cut off yet
        let mut at = 0; // of `unknown`, known to begin no word
        while let Some(rest) = unknown.get(at..).filter(|rest| !rest.is_empty()) {
            let Some((word, gloss)) = self.word_at_start(rest, length) else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            if let Some(before) = unknown.get(..at).filter(|before| !before.is_empty()) {
                pieces.push(Piece { text: before, gloss: None });
            }
            pieces.push(Piece { text: word, gloss: Some(gloss) });
            unknown = rest.get(word.len()..).unwrap_or_default();
            at = 0;
        }
        if !unknown.is_empty() {
            pieces.push(Piece { text: unknown, gloss: None });
        }
        pieces
    }

    fn word_at_start<'a>(&self, text: &'a str, length: usize) -> Option<(&'a str, &'static str)> {
        let ends: Vec<usize> = text
            .char_indices()
            .take(self.longest.min(length.saturating_sub(1)))
            .map(|(at, letter)| at + letter.len_utf8())
            .collect();
        ends.iter().rev().find_map(|end| {
            let word = text.get(..*end)?;
            Some((word, *self.glosses.get(word)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_first() {
        let words = Words::read("t", "ab\tone\nabc\ttwo\n").unwrap();
        let cut: Vec<_> = words.cut("xabcab한y").iter().map(|piece| (piece.text, piece.gloss)).collect();
        assert_eq!(cut, [("x", None), ("abc", Some("two")), ("ab", Some("one")), ("한y", None)]);
        assert!(words.found_in("xab") && !words.found_in("xa"));
    }

    #[test]
    fn a_word_made_of_words_comes_apart() {
        let words = Words::read("t", "ab\tone\nabcd\ttwo\ncd\tthree\nabx\tfour\n").unwrap();
        assert_eq!(words.parts("abcd"), ["ab", "cd"]);
        assert_eq!(words.parts("abx"), ["abx"]);
        assert_eq!(words.parts(""), [""; 0]);
    }

    #[test]
    fn the_tables_read() {
        let text = include_str!("../../data/hangul-words.tsv");
        assert!(Words::read("hangul-words.tsv", text).unwrap().contains("은행"));
    }
}
