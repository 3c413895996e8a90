//! Greek by ELOT 743, as in Greek passports.

use super::latin;
use super::table::{TableError, embedded, rows};
use any_ascii::any_ascii_char;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "greek.tsv";
const TEXT: &str = include_str!("../../data/greek.tsv");

static SPELLINGS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| embedded(read()));

fn read() -> Result<HashMap<&'static str, &'static str>, TableError> {
    rows(FILE, TEXT, 2).map(|row| row.map(|row| (row.cell(0), row.cell(1)))).collect()
}

/// Greek in lower-case Latin letters.
pub(super) fn spelled(text: &str) -> String {
    let unmixed: Vec<_> = text.split_whitespace().map(latin::unmix).collect();
    let lower: String = unmixed.join(" ").chars().flat_map(char::to_lowercase).collect();
    let mut latin = String::with_capacity(lower.len());
    let mut rest = lower.as_str();
    while let Some(first) = rest.chars().next() {
        let pair = rest.char_indices().nth(1).map(|(at, second)| at + second.len_utf8());
        let known = pair.into_iter().chain(Some(first.len_utf8())).find_map(|length| {
            let start = rest.get(..length)?;
            Some((start, *SPELLINGS.get(start)?))
        });
        let length = match known {
            Some(("μπ", _)) if latin.is_empty() || latin.ends_with(' ') => {
                latin.push('b');
                "μπ".len()
            }
            // Before a voiceless consonant, or at the end, v is f.
            Some((start, spelling)) if spelling.ends_with('v') && start != "β" => {
                let after = rest.get(start.len()..).and_then(|after| after.chars().next());
                let voiceless = after.is_none_or(|after| "θκξπσςτφχψ ".contains(after));
                latin.push_str(spelling.trim_end_matches('v'));
                latin.push(if voiceless { 'f' } else { 'v' });
                start.len()
            }
            Some((start, spelling)) => {
                latin.push_str(spelling);
                start.len()
            }
            None => {
                latin::push_plain(&mut latin, any_ascii_char(first));
                first.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    latin::trimmed(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_in_passports() {
        assert!(read().is_ok());
        for (greek, latin) in [
            ("Γιώργος Παπανδρέου", "giorgos papandreou"),
            ("Νικόλαος", "nikolaos"),
            ("Αλέξανδρος", "alexandros"),
            ("Μπακογιάννη", "bakogianni"),
            ("Ευτύχιος", "eftychios"),
            ("Σταύρος", "stavros"),
            ("Άγγελος", "angelos"),
            ("Θεόφιλος", "theofilos"),
        ] {
            assert_eq!(spelled(greek), latin);
        }
    }
}
