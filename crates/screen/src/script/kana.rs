//! Japanese kana in Hepburn, long vowels short, as in passports.

use super::latin;
use super::table::{TableError, embedded, rows};
use any_ascii::any_ascii_char;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "kana.tsv";
const TEXT: &str = include_str!("../../data/kana.tsv");

static KANA: LazyLock<HashMap<char, &str>> = LazyLock::new(|| embedded(read()));

fn read() -> Result<HashMap<char, &'static str>, TableError> {
    rows(FILE, TEXT, 2).map(|row| row.and_then(|row| Ok((row.character(0)?, row.cell(1))))).collect()
}

/// Kana in lower-case Latin letters.
// A long vowel and two vowels that merely meet (Inoue) are written alike; names have far more of the first.
pub(super) fn hepburn(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut doubled = false; // a small tsu came before
    for letter in text.chars() {
        let letter = hiragana(letter);
        match letter {
            'っ' => doubled = true,
            'ー' => {}
            'ゃ' | 'ゅ' | 'ょ' => glide(&mut latin, letter),
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' => vowel_instead(&mut latin, letter),
            'う' if latin.ends_with(['o', 'u']) => {}
            'お' if latin.ends_with('o') => {}
            _ => match KANA.get(&letter) {
                Some(spelling) => {
                    if std::mem::take(&mut doubled) {
                        double(&mut latin, spelling);
                    }
                    latin.push_str(spelling);
                }
                None => latin::push_plain(&mut latin, any_ascii_char(letter)),
            },
        }
    }
    latin::trimmed(latin)
}

/// Katakana as hiragana (the blocks run in parallel).
fn hiragana(letter: char) -> char {
    match letter {
        'ァ'..='ヴ' => char::from_u32(letter as u32 - 0x60).unwrap_or(letter),
        other => other,
    }
}

/// A small tsu: the next consonant twice, t before ch.
fn double(latin: &mut String, spelling: &str) {
    match spelling.chars().next() {
        Some('c') => latin.push('t'),
        Some(first) if !matches!(first, 'a' | 'i' | 'u' | 'e' | 'o') => latin.push(first),
        _ => {}
    }
}

/// A small ya, yu or yo takes the i before it: ki and ya to kya, shi and ya to sha.
fn glide(latin: &mut String, letter: char) {
    let spelling = KANA.get(&letter).copied().unwrap_or_default();
    if latin.ends_with('i') {
        latin.pop();
        let sibilant = latin.ends_with("sh") || latin.ends_with("ch") || latin.ends_with('j');
        latin.push_str(if sibilant { spelling.trim_start_matches('y') } else { spelling });
    } else {
        latin.push_str(spelling);
    }
}

/// A small vowel stands for the vowel before it: fu and small a to fa.
fn vowel_instead(latin: &mut String, letter: char) {
    if latin.ends_with(['u', 'e', 'i', 'o']) {
        latin.pop();
    }
    latin.push_str(KANA.get(&letter).copied().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_kana() {
        assert!(read().unwrap().len() > 75);
        for (kana, latin) in [
            ("やまだ たろう", "yamada taro"),
            ("サトウ", "sato"),
            ("きょうこ", "kyoko"),
            ("ほっかいどう", "hokkaido"),
            ("まっちゃ", "matcha"),
            ("シャープ", "shapu"),
            ("トヨタ", "toyota"),
            ("ファミリー", "famiri"),
            ("ｶﾅ", "kana"),
        ] {
            assert_eq!(hepburn(kana), latin);
        }
    }
}
