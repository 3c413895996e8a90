//! Chinese names in Latin letters: family names of many spellings, and Mandarin by Pinyin and Wade–Giles.

use super::fold::Folding;
use super::latin;
use super::table::{Row, TableError, embedded, rows};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "chinese-families.tsv";
const TEXT: &str = include_str!("../../data/chinese-families.tsv");
const KEY_FILE: &str = "mandarin-key.tsv";
const KEY_TEXT: &str = include_str!("../../data/mandarin-key.tsv");

static FAMILIES: LazyLock<Families> = LazyLock::new(|| embedded(read()));
static KEY: LazyLock<Folding> = LazyLock::new(|| embedded(Folding::read(KEY_FILE, KEY_TEXT)));

/// A family name.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) pinyin: &'static str,
    pub(super) spellings: Vec<&'static str>,
    /// The Korean reading, in Hangul.
    pub(super) korean: &'static str,
}

#[derive(Default)]
struct Families {
    all: Vec<Family>,
    by_han: HashMap<&'static str, usize>,
    by_latin: HashMap<&'static str, Vec<usize>>,
}

fn read() -> Result<Families, TableError> {
    let mut families = Families::default();
    for row in rows(FILE, TEXT, 4) {
        let row: Row<'static> = row?;
        let index = families.all.len();
        for han in row.list(0) {
            if families.by_han.insert(han, index).is_some() {
                return Err(row.refused(format!("`{han}` stands here twice")));
            }
        }
        let spellings: Vec<_> = row.list(2).collect();
        for latin in spellings.iter().copied().chain(Some(row.cell(1))) {
            let known = families.by_latin.entry(latin).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        }
        families.all.push(Family { pinyin: row.cell(1), spellings, korean: row.cell(3) });
    }
    Ok(families)
}

/// The family name written with these characters.
pub(super) fn family(han: &str) -> Option<&'static Family> {
    FAMILIES.all.get(*FAMILIES.by_han.get(han)?)
}

/// Whether two Latin spellings can be one Chinese family name.
///
/// Beside Pinyin the table knows Wade–Giles and the habits of Hong Kong, Macao, Taiwan, Singapore and
/// Malaysia. Spellings are shared by several names: `Wong` is Wang and Huang, which stay apart.
///
/// ```
/// use interdict_screen::script::chinese::same_chinese_family;
///
/// assert!(same_chinese_family("Chan", "Chen"));
/// assert!(same_chinese_family("Wong", "Huang") && same_chinese_family("Wong", "Wang"));
/// assert!(!same_chinese_family("Wang", "Huang"));
/// assert!(!same_chinese_family("Smith", "Smith"));
/// ```
pub fn same_chinese_family(left: &str, right: &str) -> bool {
    let known = |latin: &str| FAMILIES.by_latin.get(latin::plain(latin).as_str());
    match (known(left), known(right)) {
        (Some(left), Some(right)) => left.iter().any(|family| right.contains(family)),
        _ => false,
    }
}

/// A key that Pinyin and Wade–Giles spellings of one Mandarin name share, spaces without weight.
///
/// Aspiration is folded away, since Wade–Giles mostly appears without its apostrophes, and `n` with `ng`.
///
/// ```
/// use interdict_screen::script::chinese::mandarin_key;
///
/// assert_eq!(mandarin_key("Jiang Jieshi"), mandarin_key("Chiang Chieh-shih"));
/// assert_eq!(mandarin_key("Mao Zedong"), mandarin_key("Mao Tse-tung"));
/// assert_ne!(mandarin_key("Wang"), mandarin_key("Wu"));
/// ```
pub fn mandarin_key(latin: &str) -> String {
    KEY.folded(&latin::plain(latin).replace(' ', ""))
}

/// A Pinyin syllable in Wade–Giles without apostrophes and umlauts, as on passports of Taiwan.
pub(super) fn wade_giles(pinyin: &str) -> String {
    let initials = ["zh", "ch", "sh"];
    let length =
        initials.iter().find(|initial| pinyin.starts_with(**initial)).map_or(1, |initial| initial.len());
    let (initial, rest) = pinyin.split_at_checked(length).unwrap_or((pinyin, ""));
    if initial.starts_with(['a', 'e', 'o', 'y', 'w']) {
        return match pinyin {
            "yi" => "i".to_owned(),
            "you" => "yu".to_owned(),
            "yong" => "yung".to_owned(),
            "yan" => "yen".to_owned(),
            "ye" => "yeh".to_owned(),
            "yue" => "yueh".to_owned(),
            "er" => "erh".to_owned(),
            other => other.to_owned(),
        };
    }
    let consonant = match initial {
        "b" => "p",
        "d" => "t",
        "g" => "k",
        "zh" | "j" | "q" => "ch",
        "x" => "hs",
        "r" => "j",
        "z" | "c" if rest == "i" => "tz",
        "s" if rest == "i" => "ss",
        "z" | "c" => "ts",
        other => other,
    };
    let vowel = match (initial, rest) {
        ("z" | "c" | "s", "i") => "u",
        ("zh" | "ch" | "sh" | "r", "i") => "ih",
        ("g" | "k", "ui") => "uei",
        ("g" | "k" | "h", "e") => "o",
        ("g" | "k" | "h" | "sh", "uo") => "uo",
        (_, "uo") => "o",
        (_, "ian") => "ien",
        (_, "ie") => "ieh",
        (_, "ue") => "ueh",
        (_, "ong") => "ung",
        (_, "iong") => "iung",
        (_, other) => other,
    };
    format!("{consonant}{vowel}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read() {
        assert!(read().unwrap().all.len() > 200);
        assert_eq!(family("曾").map(|family| family.pinyin), Some("zeng"));
        assert!(Folding::read(KEY_FILE, KEY_TEXT).is_ok());
    }

    #[test]
    fn syllables_in_wade_and_giles() {
        for (pinyin, wade) in [
            ("jiang", "chiang"),
            ("jie", "chieh"),
            ("shi", "shih"),
            ("mao", "mao"),
            ("ze", "tse"),
            ("dong", "tung"),
            ("xi", "hsi"),
            ("guo", "kuo"),
            ("luo", "lo"),
            ("zi", "tzu"),
            ("si", "ssu"),
            ("ren", "jen"),
            ("tian", "tien"),
            ("gui", "kuei"),
            ("he", "ho"),
            ("yi", "i"),
            ("xue", "hsueh"),
            ("", ""),
        ] {
            assert_eq!(wade_giles(pinyin), wade);
        }
    }

    #[test]
    fn pinyin_and_wade_giles_share_a_key() {
        for (pinyin, wade) in [
            ("Zhou Enlai", "Chou En-lai"),
            ("Deng Xiaoping", "Teng Hsiao-p'ing"),
            ("Jiang Jingguo", "Chiang Ching-kuo"),
            ("Cai Yingwen", "Tsai Ing-wen"),
        ] {
            assert_eq!(mandarin_key(pinyin), mandarin_key(wade), "{pinyin}");
        }
        assert_ne!(mandarin_key("Jiang Jieshi"), mandarin_key("Jiang Jingguo"));
    }
}
