//! The letters of the Arabic script.

use super::super::table::{TableError, embedded, rows};
use any_ascii::any_ascii_char;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "arabic-letters.tsv";
const TEXT: &str = include_str!("../../../data/arabic-letters.tsv");

static LETTERS: LazyLock<HashMap<char, Letter>> = LazyLock::new(|| embedded(read()));

/// What a letter is to a skeleton and to a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) class: Class,
    pub(super) latin: &'static str,
}

/// The part that a letter takes in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A consonant, with its class in a skeleton.
    Consonant(&'static str),
    /// `ayn` and `hamza`: silent in Latin, though a syllable begins with them.
    Silent,
    /// Always a vowel.
    Vowel,
    /// `waw` or `ya`: a consonant at the beginning of a word, mostly a vowel inside.
    Glide(char),
}

impl Letter {
    pub(super) fn of(letter: char) -> Option<Self> {
        LETTERS.get(&letter).copied()
    }
}

fn read() -> Result<HashMap<char, Letter>, TableError> {
    let mut letters = HashMap::new();
    for row in rows(FILE, TEXT, 3) {
        let row = row?;
        let class = match row.cell(1) {
            "v" => Class::Vowel,
            "." => Class::Silent,
            "w" => Class::Glide('w'),
            "y" => Class::Glide('y'),
            class => Class::Consonant(class),
        };
        let latin = if row.cell(2) == "-" { "" } else { row.cell(2) };
        letters.insert(row.character(0)?, Letter { class, latin });
    }
    Ok(letters)
}

/// Whether a character can stand in a word.
pub(super) fn is_letter(letter: char) -> bool {
    LETTERS.contains_key(&letter)
}

/// A text without vowel signs, the variants of a letter folded, the letters of other blocks replaced.
pub(super) fn normal(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ی' | 'ئ' => folded.push('ي'),
            'ؤ' => folded.push('و'),
            'ک' => folded.push('ك'),
            'ة' | 'ۃ' | 'ہ' | 'ۀ' | 'ە' => folded.push('ه'),
            // Vowel signs, the stretching line, and joiners inside a word.
            '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}' => {}
            '\u{200B}'..='\u{200F}' => {}
            'ﷲ' => folded.push_str("الله"),
            // Presentation forms: their place in the block follows the alphabet.
            '\u{FE80}'..='\u{FEFC}' => folded.push_str(presented(letter)),
            '٠'..='٩' | '۰'..='۹' => folded.push_str(any_ascii_char(letter)),
            other => folded.push(other),
        }
    }
    folded
}

/// The letter that a presentation form of block B shows (Unicode 16.0, U+FE80 to U+FEFC).
fn presented(form: char) -> &'static str {
    const FIRST: [(u32, &str); 36] = [
        (0xFE80, "ء"),
        (0xFE81, "ا"),
        (0xFE83, "ا"),
        (0xFE85, "و"),
        (0xFE87, "ا"),
        (0xFE89, "ي"),
        (0xFE8D, "ا"),
        (0xFE8F, "ب"),
        (0xFE93, "ه"),
        (0xFE95, "ت"),
        (0xFE99, "ث"),
        (0xFE9D, "ج"),
        (0xFEA1, "ح"),
        (0xFEA5, "خ"),
        (0xFEA9, "د"),
        (0xFEAB, "ذ"),
        (0xFEAD, "ر"),
        (0xFEAF, "ز"),
        (0xFEB1, "س"),
        (0xFEB5, "ش"),
        (0xFEB9, "ص"),
        (0xFEBD, "ض"),
        (0xFEC1, "ط"),
        (0xFEC5, "ظ"),
        (0xFEC9, "ع"),
        (0xFECD, "غ"),
        (0xFED1, "ف"),
        (0xFED5, "ق"),
        (0xFED9, "ك"),
        (0xFEDD, "ل"),
        (0xFEE1, "م"),
        (0xFEE5, "ن"),
        (0xFEE9, "ه"),
        (0xFEED, "و"),
        (0xFEEF, "ي"),
        (0xFEF5, "لا"),
    ];
    FIRST.iter().rev().find(|(first, _)| *first <= form as u32).map_or("", |(_, letter)| letter)
}

/// The beginning of a word in a skeleton: `a` for a vowel, `w` and `y`.
pub(super) fn push_initial(skeleton: &mut String, word: &str) {
    match word.chars().next().and_then(Letter::of).map(|letter| letter.class) {
        Some(Class::Vowel | Class::Silent) => skeleton.push('a'),
        Some(Class::Glide(glide)) => skeleton.push(glide),
        _ => {}
    }
}

/// The consonants of a word: no `w`, no `y`, no `h` at its end.
pub(super) fn push_inner(skeleton: &mut String, word: &str) {
    let word = word.strip_suffix(['ه', 'ح']).unwrap_or(word);
    for letter in word.chars() {
        match Letter::of(letter).map(|letter| letter.class) {
            Some(Class::Consonant(class)) => skeleton.push_str(class),
            Some(_) => {}
            None => skeleton.extend(Some(letter.to_ascii_lowercase()).filter(char::is_ascii_alphanumeric)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(read().unwrap().len() > 50);
    }

    #[test]
    fn variants_are_one_letter() {
        assert_eq!(normal("أَحْمَد"), normal("احمد"));
        assert_eq!(normal("علی"), normal("علي"));
        assert_eq!(normal("ﻣﺤﻤﺪ"), normal("محمد"));
        assert_eq!(normal("ﷲ"), "الله");
    }
}
