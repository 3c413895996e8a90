//! Cyrillic, in the languages written with it.
//!
//! [`forms`] spells a name by the systems in use; [`cyrillic_key`] folds the Latin spellings of such names
//! (`Yevgeny`, `Evgeniy`, `Jewgeni`) to one key.

use super::cyrillic_korean;
use super::fold::Folding;
use super::form::{Forms, System};
use super::latin;
use super::table::{Row, TableError, embedded, rows};
use any_ascii::any_ascii_char;
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "cyrillic.tsv";
const TEXT: &str = include_str!("../../data/cyrillic.tsv");
const LANGUAGES_FILE: &str = "cyrillic-languages.tsv";
const LANGUAGES_TEXT: &str = include_str!("../../data/cyrillic-languages.tsv");
const KEY_FILE: &str = "cyrillic-key.tsv";
const KEY_TEXT: &str = include_str!("../../data/cyrillic-key.tsv");

static LETTERS: LazyLock<HashMap<char, [Spelling; 6]>> = LazyLock::new(|| embedded(read_letters()));
static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| embedded(read_languages()));
static KEY: LazyLock<Folding> = LazyLock::new(|| embedded(Folding::read(KEY_FILE, KEY_TEXT)));

/// A letter's spelling after a consonant, after a vowel or sign, and at the beginning of a word.
#[derive(Clone, Copy)]
struct Spelling {
    inside: &'static str,
    open: &'static str,
    initial: &'static str,
}

impl Spelling {
    fn of(cell: &'static str) -> Self {
        let written = |spelling| if spelling == "-" { "" } else { spelling };
        let (rest, initial) = cell.split_once('^').unwrap_or((cell, ""));
        let (inside, open) = rest.split_once('|').unwrap_or((rest, rest));
        let initial = if initial.is_empty() { open } else { initial };
        Self { inside: written(inside), open: written(open), initial: written(initial) }
    }
}

/// A language known by its letters.
struct Language {
    name: &'static str,
    shown_by: Vec<&'static str>,
    spellings: HashMap<char, Spelling>,
}

/// The columns of the table of letters.
#[derive(Clone, Copy)]
enum Column {
    Usage,
    Bgn,
    Passport,
    Scholarly,
    German,
    French,
}

fn read_letters() -> Result<HashMap<char, [Spelling; 6]>, TableError> {
    let read = |row: Row<'static>| {
        Ok((row.character(0)?, [1, 2, 3, 4, 5, 6].map(|column| Spelling::of(row.cell(column)))))
    };
    rows(FILE, TEXT, 7).map(|row| row.and_then(read)).collect()
}

fn read_languages() -> Result<Vec<Language>, TableError> {
    let read = |row: Row<'static>| {
        let mut spellings = HashMap::new();
        let mut cells = row.cell(2).split_whitespace();
        while let (Some(letter), Some(spelling)) = (cells.next(), cells.next()) {
            let mut letters = letter.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else {
                return Err(row.refused(format!("`{letter}` is not one letter")));
            };
            spellings.insert(letter, Spelling::of(spelling));
        }
        Ok(Language { name: row.cell(0), shown_by: row.list(1).collect(), spellings })
    };
    rows(LANGUAGES_FILE, LANGUAGES_TEXT, 3).map(|row| row.and_then(read)).collect()
}

/// The Latin forms of a stretch of Cyrillic.
pub(super) fn forms(stretch: &str) -> Forms {
    let unmixed: Vec<_> = stretch.split_whitespace().map(latin::unmix).collect();
    let lower: String = unmixed.join(" ").chars().flat_map(char::to_lowercase).collect();
    let language = language(&lower);
    let national = language.map(|language| &language.spellings);
    let mut forms = Forms::default();
    for spelling in cyrillic_korean::spellings(&lower) {
        forms.push(spelling, System::Dprk, true);
    }
    if national.is_some() {
        forms.push(spelled(&lower, Column::Bgn, national), System::National, false);
        forms.push(shortened(&spelled(&lower, Column::Usage, national)), System::CyrillicUsage, false);
    }
    forms.push(shortened(&spelled(&lower, Column::Usage, None)), System::CyrillicUsage, false);
    for (column, system) in [
        (Column::Bgn, System::National),
        (Column::Passport, System::Passport),
        (Column::Scholarly, System::Scholarly),
        (Column::German, System::German),
        (Column::French, System::French),
    ] {
        forms.push(spelled(&lower, column, None), system, false);
    }
    // A Ukrainian name need not hold a letter that Russian lacks: Володимир.
    if let Some(ukrainian) = named("ukrainian").filter(|_| language.is_none()) {
        forms.push(spelled(&lower, Column::Bgn, Some(&ukrainian.spellings)), System::National, true);
    }
    forms
}

/// The language that shows. Bulgarian has no letter of its own, but writes `ъ` as a vowel.
fn language(lower: &str) -> Option<&'static Language> {
    let shows = |language: &&Language| language.shown_by.iter().any(|letters| lower.contains(letters));
    LANGUAGES.iter().find(shows).or_else(|| {
        let pairs = lower.chars().zip(lower.chars().skip(1));
        let vowel = pairs.filter(|(first, _)| *first == 'ъ').any(|(_, second)| is_consonant(second));
        named("bulgarian").filter(|_| vowel)
    })
}

fn named(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.name == name)
}

fn is_vowel(letter: char) -> bool {
    "аеёиоуыэюяіїєўәөұүӣӯѣӑӗӱӧӳ".contains(letter)
}

fn is_consonant(letter: char) -> bool {
    letter.is_alphabetic() && !is_vowel(letter) && !matches!(letter, 'ъ' | 'ь')
}

fn spelled(lower: &str, column: Column, national: Option<&HashMap<char, Spelling>>) -> String {
    let mut text = String::with_capacity(lower.len() * 2);
    let mut before = ' ';
    for letter in lower.chars() {
        let general = || LETTERS.get(&letter).and_then(|columns| columns.get(column as usize));
        match national.and_then(|national| national.get(&letter)).or_else(general) {
            Some(spelling) => {
                let open = is_vowel(before) || matches!(before, 'ъ' | 'ь' | 'й');
                text.push_str(match (before.is_alphabetic(), open) {
                    (false, _) => spelling.initial,
                    (true, true) => spelling.open,
                    (true, false) => spelling.inside,
                });
            }
            None => latin::push_plain(&mut text, any_ascii_char(letter)),
        }
        before = letter;
    }
    latin::trimmed(text)
}

/// The press writes the endings of Russian and Ukrainian names short: Dmitry, Zelensky.
fn shortened(text: &str) -> String {
    let short = |token: &str| {
        let endings = ["iyi", "yyi", "iy", "yy", "yi"];
        match endings.iter().find_map(|ending| token.strip_suffix(ending)) {
            Some(stem) if stem.len() > 2 => format!("{stem}y"),
            _ => token.to_owned(),
        }
    };
    text.split(' ').map(short).collect::<Vec<_>>().join(" ")
}

/// A key that the usual Latin spellings of one Cyrillic name share.
///
/// ```
/// use interdict_screen::script::cyrillic::cyrillic_key;
///
/// let key = cyrillic_key("Yevgeny Shcherbakov");
/// assert_eq!(cyrillic_key("Evgeniy Shcherbakov"), key);
/// assert_eq!(cyrillic_key("Jewgeni Schtscherbakow"), key);
/// assert_eq!(cyrillic_key("Evgueni"), "evgueni"); // the French gu is not folded
/// ```
pub fn cyrillic_key(latin: &str) -> String {
    KEY.folded(&latin::plain(latin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        forms(text).finish().into_iter().map(|form| form.text).collect()
    }

    #[test]
    fn the_tables_read() {
        assert!(read_letters().unwrap().len() > 60);
        assert_eq!(read_languages().unwrap().len(), 8);
        assert_eq!(Folding::read(KEY_FILE, KEY_TEXT).unwrap().folded("schtsch"), "c");
    }

    #[test]
    fn the_usual_form_comes_first() {
        for (cyrillic, latin) in [
            ("Владимир Путин", "vladimir putin"),
            ("Дмитрий Медведев", "dmitry medvedev"),
            ("Николай Щербаков", "nikolay shcherbakov"),
            ("Володимир Зеленський", "volodymyr zelenskyi"),
            ("Олексій", "oleksii"),
            ("Лукашэнка Ўладзімір", "lukashenka uladzimir"),
            ("Милошевић Ђорђе", "milosevic djordje"),
            ("Қасым-Жомарт Тоқаев", "qasym zhomart toqaev"),
            ("Търново", "tarnovo"),
            ("Ким Чен Ын", "kim jong un"),
        ] {
            assert_eq!(texts(cyrillic).first().map(String::as_str), Some(latin));
        }
    }

    #[test]
    fn other_systems_follow() {
        let forms = texts("Евгений Хрущёв");
        for form in
            ["yevgeniy khrushchev", "evgenii khrushchev", "jewgenii chruschtschjow", "evgenij hruscjov"]
        {
            assert!(forms.iter().any(|known| known == form), "{form}: {forms:?}");
        }
    }

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for group in [
            &["Sergey", "Sergei", "Sergej", "Sergeiy"][..],
            &["Yuri", "Iurii", "Juri", "Iouri", "Yuriy"],
            &["Dmitry", "Dmitriy", "Dmitrij", "Dmitri"],
            &["Shoigu", "Schoigu", "Shoygu", "Shojgu"],
            &["Mikhail", "Mihail", "Mikhayl"],
            &["Vladimir", "Wladimir"],
        ] {
            for name in group {
                assert_eq!(cyrillic_key(name), cyrillic_key(group[0]), "{name}");
            }
        }
        assert_ne!(cyrillic_key("Ivanov"), cyrillic_key("Petrov"));
    }
}
