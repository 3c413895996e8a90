//! Chinese characters, read as Mandarin and as Korean.
//!
//! The script does not tell the language: 金正恩 is Jin Zheng'en in Chinese and Kim Jong Un in Korean. So
//! both readings are given, marked uncertain; and the Japanese one where a name is of common parts.

use super::chinese::{self, Family, wade_giles};
use super::detect::{Script, of_letter};
use super::form::{Forms, System};
use super::hangul::{self, Syllable, split_name};
use super::japanese;
use super::latin;
use super::table::{TableError, embedded, rows};
use super::words::{Piece, Words};
use any_ascii::any_ascii_char;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "han-korean.tsv";
const TEXT: &str = include_str!("../../data/han-korean.tsv");
const MANDARIN_FILE: &str = "han-mandarin.tsv";
const MANDARIN_TEXT: &str = include_str!("../../data/han-mandarin.tsv");

static KOREAN: LazyLock<HashMap<char, char>> = LazyLock::new(|| embedded(read()));
static MANDARIN: LazyLock<HashMap<char, &str>> = LazyLock::new(|| embedded(read_mandarin()));
static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::embedded("han-words.tsv", include_str!("../../data/han-words.tsv")));

/// The most characters of a person's name written without a space.
const LONGEST_NAME: usize = 4;

fn read() -> Result<HashMap<char, char>, TableError> {
    let mut korean = HashMap::new();
    for row in rows(FILE, TEXT, 2) {
        let row = row?;
        let reading = row.character(0)?;
        if Syllable::of(reading).is_none() {
            return Err(row.refused(format!("`{reading}` is no syllable")));
        }
        for character in row.cell(1).chars() {
            if korean.insert(character, reading).is_some() {
                return Err(row.refused(format!("`{character}` stands here twice")));
            }
        }
    }
    Ok(korean)
}

fn read_mandarin() -> Result<HashMap<char, &'static str>, TableError> {
    let mut mandarin = HashMap::new();
    for row in rows(MANDARIN_FILE, MANDARIN_TEXT, 2) {
        let row = row?;
        mandarin.extend(row.cell(1).chars().map(|character| (character, row.cell(0))));
    }
    Ok(mandarin)
}

/// The Latin forms of a stretch of Chinese characters.
pub(super) fn forms(stretch: &str) -> Forms {
    let mut forms = Forms::default();
    if let Some(japanese) = japanese::name(stretch) {
        forms.push(japanese, System::Hepburn, true);
    }
    forms.extend(match split(stretch) {
        Some((family, given)) if !WORDS.found_in(stretch) => person(stretch, family, &given),
        _ => words(stretch),
    });
    forms
}

/// Family name and given name, where the text can be a person's name.
fn split(stretch: &str) -> Option<(&'static Family, String)> {
    let foreign = |letter: char| !letter.is_whitespace() && of_letter(letter) != Some(Script::Han);
    if stretch.contains(foreign) {
        return None;
    }
    let mut tokens = stretch.split_whitespace();
    let first = tokens.next()?;
    let rest: String = tokens.collect();
    if !rest.is_empty() {
        return chinese::family(first)
            .filter(|_| rest.chars().count() < LONGEST_NAME)
            .map(|family| (family, rest));
    }
    let length = first.chars().count();
    let cut = |characters: usize| {
        let (at, _) = first.char_indices().nth(characters)?;
        let (family, given) = first.split_at_checked(at)?;
        Some((chinese::family(family)?, given.to_owned()))
    };
    match length {
        2 => cut(1),
        3 | LONGEST_NAME => cut(2).or_else(|| (length == 3).then(|| cut(1)).flatten()),
        _ => None,
    }
}

fn person(stretch: &str, family: &Family, given: &str) -> Forms {
    let syllables: Vec<String> = given.chars().map(mandarin).collect();
    let joined = syllables.concat();
    let wade = |syllable: &String| wade_giles(syllable);
    let given_wade = syllables.iter().map(wade).collect::<Vec<_>>().join(" ");
    let mut korean = korean_person(family, given).finish().into_iter();
    let mut forms = Forms::default();
    let mut push = |text: String, system| forms.push(text, system, true);
    push(format!("{} {joined}", family.pinyin), System::Pinyin);
    if let Some(form) = korean.next() {
        push(form.text, System::KoreanReading);
    }
    push(format!("{} {}", family.pinyin, syllables.join(" ")), System::Pinyin);
    push(format!("{} {given_wade}", wade_family(family)), System::WadeGiles);
    for spelling in family.spellings.iter().take(2) {
        push(format!("{spelling} {joined}"), System::ChineseUsage);
    }
    for form in korean.take(2) {
        push(form.text, System::KoreanReading);
    }
    if joined.is_empty() {
        return words(stretch);
    }
    forms
}

/// The family name in Wade–Giles: the pinyin, each syllable by the rules, where that is one syllable.
fn wade_family(family: &Family) -> String {
    let usual = family.spellings.first().copied().unwrap_or(family.pinyin);
    let spelled = wade_giles(family.pinyin);
    if family.pinyin.len() > 6 || family.spellings.contains(&spelled.as_str()) {
        usual.to_owned()
    } else {
        spelled
    }
}

/// The forms of the Korean reading; none where a character is not in the table.
fn korean_person(family: &Family, given: &str) -> Forms {
    let given: Option<String> = given.chars().map(korean_character).collect();
    match given.and_then(|given| split_name(&format!("{} {given}", family.korean))) {
        Some(name) => hangul::person(&name),
        None => Forms::default(),
    }
}

fn korean_character(character: char) -> Option<char> {
    KOREAN.get(&character).copied()
}

/// The forms of a text that is no person's name.
fn words(stretch: &str) -> Forms {
    let tokens =
        stretch.split(|letter: char| letter.is_whitespace() || matches!(letter, '·' | '・' | '‧' | '•'));
    let tokens: Vec<Vec<Piece>> =
        tokens.map(|token| WORDS.cut(token)).filter(|cut| !cut.is_empty()).collect();
    let pieces = || tokens.iter().flatten();
    let mut forms = Forms::default();
    let spelled = |gap: &str| {
        pieces()
            .map(|piece| latin::plain(&mandarin_syllables(piece.text).join(gap)))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let apart = latin::trimmed(spelled(" "));
    if pieces().any(|piece| piece.gloss.is_some()) {
        let gloss = |piece: &Piece| match piece.gloss {
            Some(gloss) => gloss.to_owned(),
            None => latin::plain(&mandarin_syllables(piece.text).join(" ")),
        };
        forms.push(pieces().map(gloss).collect::<Vec<_>>().join(" "), System::Gloss, true);
        forms.push(apart, System::Pinyin, true);
        forms.push(spelled(""), System::Pinyin, true);
    } else {
        // A foreign name by its sound (贝拉克·奥巴马), or a place: one word to a token.
        let joined: Vec<_> = tokens
            .iter()
            .map(|token| {
                token
                    .iter()
                    .map(|piece| latin::plain(&mandarin_syllables(piece.text).concat()))
                    .collect::<String>()
            })
            .collect();
        forms.push(latin::trimmed(joined.join(" ")), System::Pinyin, true);
        forms.push(apart, System::Pinyin, true);
    }
    if let Some(korean) = korean_words(pieces()) {
        forms.push(korean, System::KoreanReading, true);
    }
    forms
}

/// The Korean reading of every piece, by the DPRK's rules.
fn korean_words<'a>(pieces: impl Iterator<Item = &'a Piece<'a>>) -> Option<String> {
    let words: Option<Vec<String>> = pieces
        .map(|piece| {
            let hangul: Option<String> = piece.text.chars().map(korean_character).collect();
            Some(hangul::word(&hangul?))
        })
        .collect();
    Some(words?.join(" "))
}

fn mandarin_syllables(text: &str) -> Vec<String> {
    text.chars().map(mandarin).collect()
}

fn mandarin(character: char) -> String {
    let usual = MANDARIN.get(&character).copied();
    usual.map_or_else(|| any_ascii_char(character).to_ascii_lowercase(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        forms(text).finish().into_iter().map(|form| form.text).collect()
    }

    #[test]
    fn the_tables_read() {
        assert!(read().unwrap().len() > 1500);
        assert_eq!(read_mandarin().unwrap().get(&'長'), Some(&"chang"));
        assert!(WORDS.contains("有限公司"));
    }

    #[test]
    fn a_person_in_both_languages() {
        assert_eq!(texts("习近平")[0], "xi jinping");
        let kim = texts("金正恩");
        assert_eq!(kim[0], "jin zhengen");
        assert_eq!(kim[1], "kim jong un");
        assert!(texts("朴槿惠").contains(&"pak kun hye".to_owned()));
        assert!(texts("金铁三").contains(&"kim chol sam".to_owned()));
        assert!(texts("李 雪主").contains(&"ri sol ju".to_owned()));
    }

    #[test]
    fn family_names_have_readings_of_their_own() {
        for (han, latin) in [
            ("曾国藩", "zeng guofan"),
            ("單雄信", "shan xiongxin"),
            ("解缙", "xie jin"),
            ("崔永元", "cui yongyuan"),
        ] {
            assert_eq!(texts(han)[0], latin);
        }
    }

    #[test]
    fn organisations_have_a_gloss() {
        let forms = texts("長安海連技術有限公司");
        assert_eq!(forms[0], "chang an hai lian technology company limited");
        assert_eq!(forms[1], "chang an hai lian ji shu you xian gong si");
    }

    #[test]
    fn common_japanese_names_come_first() {
        assert_eq!(texts("山田太郎")[0], "yamada taro");
        assert_eq!(texts("田中 花子")[0], "tanaka hanako");
    }

    #[test]
    fn foreign_names_by_their_sound() {
        assert_eq!(texts("贝拉克·奥巴马")[0], "beilake aobama");
    }

    #[test]
    fn every_family_name_has_its_korean_reading() {
        for family in ["王", "李", "張", "金", "歐陽"] {
            let family = chinese::family(family).unwrap();
            assert!(family.korean.chars().all(|letter| Syllable::of(letter).is_some()));
        }
    }
}
