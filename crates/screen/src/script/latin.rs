//! Text in Latin letters, and letters of other scripts that pass for them.

use super::detect::{Script, detect, of_letter};
use super::table::{TableError, embedded, rows};
use any_ascii::any_ascii_char;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "lookalikes.tsv";
const TEXT: &str = include_str!("../../data/lookalikes.tsv");

static LOOK_ALIKES: LazyLock<LookAlikes> = LazyLock::new(|| embedded(read()));

#[derive(Default)]
struct LookAlikes {
    to_latin: HashMap<char, char>,
    to_cyrillic: HashMap<char, char>,
}

fn read() -> Result<LookAlikes, TableError> {
    let mut table = LookAlikes::default();
    for row in rows(FILE, TEXT, 2) {
        let row = row?;
        let latin = row.character(0)?;
        for other in row.cell(1).chars() {
            table.to_latin.insert(other, latin);
            if of_letter(other) == Some(Script::Cyrillic) {
                table.to_cyrillic.entry(latin).or_insert(other);
            }
        }
    }
    Ok(table)
}

/// A token whose letters are of one script: look-alikes of another are replaced by what they look like.
///
/// Applies only to a token that mixes Latin with Cyrillic or Greek letters; the script of most letters
/// stays. A token of one script is returned as it is.
///
/// ```
/// use interdict_screen::script::unmix;
///
/// assert_eq!(unmix("ASGАRI"), "ASGARI"); // a Cyrillic А
/// assert_eq!(unmix("Пyтин"), "Путин"); // a Latin y
/// assert_eq!(unmix("Путин"), "Путин");
/// ```
pub fn unmix(token: &str) -> Cow<'_, str> {
    let mut latin = false;
    let mut other = false;
    for script in token.chars().filter_map(of_letter) {
        latin |= script == Script::Latin;
        other |= matches!(script, Script::Cyrillic | Script::Greek);
    }
    if !(latin && other) {
        return Cow::Borrowed(token);
    }
    let table = match detect(token) {
        Script::Latin | Script::Greek => &LOOK_ALIKES.to_latin,
        Script::Cyrillic => &LOOK_ALIKES.to_cyrillic,
        _ => return Cow::Borrowed(token),
    };
    Cow::Owned(token.chars().map(|letter| table.get(&letter).copied().unwrap_or(letter)).collect())
}

/// Lower-case ASCII letters and digits, everything else a space; apostrophes close up.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.is_ascii() {
        push_plain(&mut plain, text);
        return trimmed(plain);
    }
    for token in text.split_whitespace() {
        for letter in unmix(token).chars() {
            push_plain(&mut plain, any_ascii_char(letter));
        }
        gap(&mut plain);
    }
    trimmed(plain)
}

/// Appends the letters and digits of an ASCII text.
pub(super) fn push_plain(plain: &mut String, ascii: &str) {
    for letter in ascii.chars() {
        match letter {
            'a'..='z' | '0'..='9' => plain.push(letter),
            'A'..='Z' => plain.push(letter.to_ascii_lowercase()),
            '\'' | '`' => {}
            _ => gap(plain),
        }
    }
}

/// One space, unless there is one or nothing stands before it.
pub(super) fn gap(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with(' ') {
        plain.push(' ');
    }
}

/// Tokens parted by one space: a character without a spelling leaves none behind.
pub(super) fn tidy(text: String) -> String {
    if text.split(' ').any(str::is_empty) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text
    }
}

/// Without a space at its end.
pub(super) fn trimmed(mut plain: String) -> String {
    plain.truncate(plain.trim_end().len());
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        let table = read().unwrap();
        assert_eq!(table.to_latin.get(&'А'), Some(&'A'));
        assert_eq!(table.to_cyrillic.get(&'y'), Some(&'у'));
    }

    #[test]
    fn marks_fall_and_apostrophes_close_up() {
        assert_eq!(plain("Cho’e Ryŏng-hae"), "choe ryong hae");
        assert_eq!(plain("O'Neill & Söhne, GmbH"), "oneill sohne gmbh");
        assert_eq!(plain("n\u{303}andu\u{301}"), "nandu");
    }
}
