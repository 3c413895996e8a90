//! Sounded syllables in Latin letters, by each standard.

use super::super::table::{TableError, embedded, rows};
use super::sound::{Coda, Dialect, Sounded, apart as sounded_apart, together};
use super::syllable::Syllable;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The rules of spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    /// Revised Romanization of Korean: Ministry of Culture and Tourism, notice 2000-8.
    Revised,
    /// McCune and Reischauer, Transactions of the Korea Branch of the Royal Asiatic Society 29 (1939),
    /// without breves and apostrophes.
    McCuneReischauer,
    /// The DPRK's rules, as given to the UN Conference on the Standardization of Geographical Names (1992).
    Dprk,
    /// Passport spellings of the Republic: the Revised ones, but for the syllables of a table.
    Usage,
}

const USAGE_FILE: &str = "hangul-usage.tsv";
const USAGE_TEXT: &str = include_str!("../../../data/hangul-usage.tsv");

static USAGE: LazyLock<HashMap<Syllable, &str>> = LazyLock::new(|| embedded(read_usage()));

fn read_usage() -> Result<HashMap<Syllable, &'static str>, TableError> {
    let mut usage = HashMap::new();
    for row in rows(USAGE_FILE, USAGE_TEXT, 2) {
        let row = row?;
        let syllable = Syllable::of(row.character(0)?);
        let syllable = syllable.ok_or_else(|| row.refused(format!("`{}` is no syllable", row.cell(0))))?;
        usage.insert(syllable, row.cell(1));
    }
    Ok(usage)
}

/// A given name syllable by syllable, a space between.
pub(super) fn apart(syllables: &[Syllable], standard: Standard) -> String {
    let mut text = String::new();
    let mut before = None;
    for (syllable, sounded) in syllables.iter().zip(sounded_apart(syllables)) {
        if before.is_some() {
            text.push(' ');
        }
        match USAGE.get(syllable) {
            Some(usual) if standard == Standard::Usage => text.push_str(usual),
            _ => push(&mut text, sounded, before, standard, Joint::Apart),
        }
        before = Some(sounded.coda);
    }
    text
}

/// A word with its sound changes.
pub(super) fn joined(syllables: &[Syllable], standard: Standard, dialect: Dialect) -> String {
    let mut text = String::new();
    let mut before = None;
    for sounded in together(syllables, dialect) {
        push(&mut text, sounded, before, standard, Joint::Together);
        before = Some(sounded.coda);
    }
    text
}

/// Whether a syllable is written in one word with the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Apart,
    Together,
}

fn push(text: &mut String, syllable: Sounded, before: Option<Coda>, standard: Standard, joint: Joint) {
    let doubled = joint == Joint::Together && syllable.onset == 'ㄹ' && before == Some(Coda::L);
    text.push_str(match standard {
        _ if doubled => "l",
        Standard::Revised | Standard::Usage => revised_onset(syllable.onset),
        Standard::McCuneReischauer => mccune_onset(syllable, before),
        Standard::Dprk => dprk_onset(syllable.onset, before),
    });
    text.push_str(match standard {
        Standard::Revised | Standard::Usage => revised_vowel(syllable.vowel),
        Standard::McCuneReischauer | Standard::Dprk => plain_vowel(syllable.vowel),
    });
    text.push_str(match syllable.coda {
        Coda::Open => "",
        Coda::K => "k",
        Coda::N => "n",
        Coda::T => "t",
        Coda::L => "l",
        Coda::M => "m",
        Coda::P => "p",
        Coda::Ng => "ng",
    });
}

/// Chapter 2, article 2.
fn revised_onset(onset: char) -> &'static str {
    match onset {
        'ㄱ' => "g",
        'ㄷ' => "d",
        'ㅂ' => "b",
        'ㅈ' => "j",
        'ㅋ' => "k",
        'ㅌ' => "t",
        'ㅍ' => "p",
        'ㅉ' => "jj",
        other => common_onset(other),
    }
}

/// The 1939 table: a plain stop is voiced between voiced sounds, but `ㄷ` and `ㅈ` are not after `ㄹ`.
fn mccune_onset(syllable: Sounded, before: Option<Coda>) -> &'static str {
    let voiced = matches!(before, Some(Coda::Open | Coda::N | Coda::M | Coda::Ng));
    let after_l = before == Some(Coda::L);
    match syllable.onset {
        'ㄱ' if voiced || after_l => "g",
        'ㄱ' | 'ㅋ' => "k",
        'ㄷ' if voiced => "d",
        'ㄷ' | 'ㅌ' => "t",
        'ㅂ' if voiced || after_l => "b",
        'ㅂ' | 'ㅍ' => "p",
        'ㅈ' if voiced => "j",
        'ㅈ' | 'ㅊ' => "ch",
        'ㅉ' => "tch",
        'ㅅ' if syllable.vowel == 'ㅟ' => "sh",
        // The table writes an initial l as n where it is spoken so; names of the North keep it.
        other => common_onset(other),
    }
}

/// A plain stop is voiced after a voiced sound, inside a given name too: Pak Jae Gyong, Choe Thae Bok.
fn dprk_onset(onset: char, before: Option<Coda>) -> &'static str {
    let voiced = matches!(before, Some(Coda::Open | Coda::N | Coda::M | Coda::Ng | Coda::L));
    match onset {
        'ㄱ' if voiced => "g",
        'ㄱ' => "k",
        'ㄷ' if voiced => "d",
        'ㄷ' => "t",
        'ㅂ' if voiced => "b",
        'ㅂ' => "p",
        'ㅈ' => "j",
        'ㅋ' => "kh",
        'ㅌ' => "th",
        'ㅍ' => "ph",
        'ㅉ' => "jj",
        other => common_onset(other),
    }
}

/// The initials that every system writes alike.
fn common_onset(onset: char) -> &'static str {
    match onset {
        'ㄲ' => "kk",
        'ㄴ' => "n",
        'ㄸ' => "tt",
        'ㄹ' => "r",
        'ㅁ' => "m",
        'ㅃ' => "pp",
        'ㅅ' => "s",
        'ㅆ' => "ss",
        'ㅊ' => "ch",
        'ㅎ' => "h",
        _ => "",
    }
}

/// Chapter 2, article 1.
fn revised_vowel(vowel: char) -> &'static str {
    match vowel {
        'ㅓ' => "eo",
        'ㅕ' => "yeo",
        'ㅡ' => "eu",
        other => plain_vowel(other),
    }
}

/// The vowels without marks.
fn plain_vowel(vowel: char) -> &'static str {
    match vowel {
        'ㅏ' => "a",
        'ㅐ' => "ae",
        'ㅑ' => "ya",
        'ㅒ' => "yae",
        'ㅓ' | 'ㅗ' => "o",
        'ㅔ' => "e",
        'ㅕ' | 'ㅛ' => "yo",
        'ㅖ' => "ye",
        'ㅘ' => "wa",
        'ㅙ' => "wae",
        'ㅚ' => "oe",
        'ㅜ' | 'ㅡ' => "u",
        'ㅝ' => "wo",
        'ㅞ' => "we",
        'ㅟ' => "wi",
        'ㅠ' => "yu",
        'ㅢ' => "ui",
        _ => "i",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, standard: Standard, dialect: Dialect) -> String {
        joined(&text.chars().filter_map(Syllable::of).collect::<Vec<_>>(), standard, dialect)
    }

    #[test]
    fn the_examples_of_the_revised_romanization() {
        for (hangul, latin) in [
            ("구미", "gumi"),
            ("옥천", "okcheon"),
            ("설악", "seorak"),
            ("대관령", "daegwallyeong"),
            ("백마", "baengma"),
            ("종로", "jongno"),
            ("왕십리", "wangsimni"),
            ("별내", "byeollae"),
            ("신라", "silla"),
            ("묵호", "mukho"),
            ("집현전", "jiphyeonjeon"),
            ("광희문", "gwanghuimun"),
            ("팔당", "paldang"),
            ("독립문", "dongnimmun"),
        ] {
            assert_eq!(word(hangul, Standard::Revised, Dialect::South), latin);
        }
    }

    #[test]
    fn mccune_and_reischauer_voice_between_voiced_sounds() {
        for (hangul, latin) in [
            ("부산", "pusan"),
            ("대구", "taegu"),
            ("평양", "pyongyang"),
            ("갈등", "kaltung"),
            ("정은", "chongun"),
            ("순신", "sunsin"),
            ("전주", "chonju"),
            ("쉬", "shwi"),
        ] {
            assert_eq!(word(hangul, Standard::McCuneReischauer, Dialect::South), latin);
        }
    }

    #[test]
    fn place_names_as_the_dprk_spells_them() {
        for (hangul, latin) in [
            ("평양", "phyongyang"),
            ("개성", "kaesong"),
            ("강계", "kanggye"),
            ("로동", "rodong"),
            ("락랑", "rakrang"),
            ("천리마", "chollima"),
            ("삼지연", "samjiyon"),
            ("신의주", "sinuiju"),
            ("남천강", "namchongang"),
        ] {
            assert_eq!(word(hangul, Standard::Dprk, Dialect::North), latin);
        }
    }

    #[test]
    fn the_table_of_usage_reads() {
        assert!(read_usage().unwrap().len() > 50);
    }
}
