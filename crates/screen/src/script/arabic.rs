//! Names in Arabic script: Arabic, Persian, Urdu, Pashto.
//!
//! The script leaves short vowels out, so there are two ways. [`forms`] gives the usual spellings of known
//! names from a table, and supplies vowels where a name is not known. [`script_skeleton`] gives the
//! consonants, comparable with those of any Latin spelling.

mod letters;
mod vowels;

use super::form::{Forms, System};
use super::latin;
use super::table::{TableError, embedded, rows};
use letters::{is_letter, normal};
use std::collections::HashMap;
use std::sync::LazyLock;

const FILE: &str = "arabic-names.tsv";
const TEXT: &str = include_str!("../../data/arabic-names.tsv");
/// No token is spelled in more ways.
const MOST_RANKS: usize = 4;

static NAMES: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| embedded(read()));

fn read() -> Result<HashMap<String, Vec<&'static str>>, TableError> {
    let mut names: HashMap<String, Vec<&'static str>> = HashMap::new();
    for row in rows(FILE, TEXT, 2) {
        let row = row?;
        let spellings = names.entry(normal(row.cell(0))).or_default();
        for spelling in row.list(1) {
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    }
    Ok(names)
}

/// The ways to spell one word.
struct Spelled {
    texts: Vec<String>,
    known: bool,
}

/// The Latin forms of a stretch of Arabic script, rank by rank.
pub(super) fn forms(stretch: &str) -> Forms {
    let words = words(stretch);
    let spelled: Vec<Spelled> = words.iter().map(spell).collect();
    let ranks = spelled.iter().map(|word| word.texts.len()).max().unwrap_or_default();
    let known = spelled.iter().all(|word| word.known);
    let system = if known { System::ArabicUsage } else { System::ArabicLetters };
    let mut forms = Forms::default();
    for rank in 0..ranks.min(MOST_RANKS) {
        let mut text = String::new();
        for word in &spelled {
            latin::gap(&mut text);
            text.push_str(word.texts.get(rank).or(word.texts.first()).map_or("", String::as_str));
        }
        forms.push(latin::trimmed(text), system, !known);
    }
    forms
}

/// The consonants of a name in Arabic script, word by word, comparable with
/// [`consonant_skeleton`](super::consonant_skeleton) of its Latin spellings.
///
/// ```
/// use interdict_screen::script::{consonant_skeleton, script_skeleton};
///
/// assert_eq!(script_skeleton("صدام حسين التكريتي"), consonant_skeleton("Saddam Hussein al-Tikriti"));
/// assert_eq!(script_skeleton("عبد الرحمن"), consonant_skeleton("Abdurrahman"));
/// ```
pub fn script_skeleton(text: &str) -> String {
    let mut skeleton = String::with_capacity(text.len());
    for word in words(text) {
        latin::gap(&mut skeleton);
        if word.servant {
            skeleton.push_str("abd");
        } else {
            letters::push_initial(&mut skeleton, &word.letters);
        }
        letters::push_inner(&mut skeleton, &word.letters);
    }
    latin::trimmed(skeleton)
}

/// A word of a name, its article set apart, and `abd` drawn to what follows it.
struct Word {
    /// Without diacritics, the variants of a letter folded.
    letters: String,
    article: bool,
    servant: bool,
}

fn words(text: &str) -> Vec<Word> {
    let text = normal(text);
    let mut tokens = text.split(|letter: char| !is_letter(letter) && !letter.is_ascii_alphanumeric());
    let mut words = Vec::new();
    while let Some(token) = tokens.next() {
        if token.is_empty() {
            continue;
        }
        if token == "عبد" {
            match tokens.by_ref().find(|next| !next.is_empty()) {
                Some(next) => words.push(word(next, true)),
                None => words.push(word(token, false)),
            }
        } else if let Some(god) = token.strip_prefix("عبد").filter(|rest| rest.starts_with("ال")) {
            words.push(word(god, true));
        } else if let Some((first, second)) = run_together(token) {
            words.push(word(first, false));
            words.push(word(second, false));
        } else {
            words.push(word(token, false));
        }
    }
    words
}

/// Two words written as one, as they often are: Nasrallah, Nureddin, Abu Bakr, Muhammad before a second name.
fn run_together(token: &str) -> Option<(&str, &str)> {
    let letters = |part: &str| part.chars().count();
    let after =
        |second| token.strip_suffix(second).filter(|first| letters(first) > 1).map(|first| (first, second));
    let before =
        |first| token.strip_prefix(first).filter(|second| letters(second) > 2).map(|second| (first, second));
    after("الله").or_else(|| after("الدين")).or_else(|| before("ابو")).or_else(|| before("محمد"))
}

fn word(token: &str, servant: bool) -> Word {
    // Two letters must be left: الي and the like are words of their own.
    match token.strip_prefix("ال").filter(|rest| rest.chars().count() > 1) {
        Some(rest) => Word { letters: rest.to_owned(), article: true, servant },
        None => Word { letters: token.to_owned(), article: false, servant },
    }
}

/// The spellings of a word, the most usual first.
fn spell(word: &Word) -> Spelled {
    if word.letters == "له" && word.article {
        return god(word.servant);
    }
    let known = known(&word.letters);
    let is_known = known.is_some();
    let own = known.unwrap_or_else(|| vec![vowels::supplied(&word.letters)]);
    let first = own.first().cloned().unwrap_or_default();
    let texts = match (word.servant, word.article) {
        (true, true) => vec![
            format!("abd al {first}"),
            format!("abdul {first}"),
            format!("abdel {}", own.get(1).unwrap_or(&first)),
            format!("abdul{first}"),
        ],
        (true, false) => own.iter().map(|text| format!("abd {text}")).collect(),
        (false, true) => own.iter().map(|text| format!("al {text}")).collect(),
        (false, false) => own,
    };
    Spelled { texts, known: is_known }
}

/// The spellings of a word from the table, or of one that is made from words of the table.
fn known(word: &str) -> Option<Vec<String>> {
    let spelled = |word: &str| NAMES.get(word);
    if let Some(spellings) = spelled(word) {
        return Some(spellings.iter().map(|spelling| (*spelling).to_owned()).collect());
    }
    // The ending of descent, the Persian one of families, and the feminine: Rahmani, Karimian, Jamila.
    for (ending, latin) in [("يان", "ian"), ("ي", "i"), ("ه", "a")] {
        if let Some(spellings) = word.strip_suffix(ending).and_then(spelled) {
            return Some(spellings.iter().map(|spelling| format!("{spelling}{latin}")).collect());
        }
    }
    // Two names written as one: Alireza, Mohammadhossein.
    let cuts = word.char_indices().skip(2).filter_map(|(at, _)| word.split_at_checked(at));
    cuts.filter(|(_, second)| second.chars().count() > 2).find_map(|(first, second)| {
        let (first, second) = (spelled(first)?, spelled(second)?);
        let ranks = first.len().max(second.len());
        let at = |spellings: &[&str], rank: usize| {
            spellings.get(rank).or(spellings.first()).copied().unwrap_or_default().to_owned()
        };
        Some((0..ranks).map(|rank| at(first, rank) + &at(second, rank)).collect())
    })
}

/// God's name, alone and after `abd`.
fn god(servant: bool) -> Spelled {
    let texts: &[&str] = if servant { &["abdullah", "abdallah", "abd allah"] } else { &["allah", "ullah"] };
    Spelled { texts: texts.iter().map(|text| (*text).to_owned()).collect(), known: true }
}

#[cfg(test)]
mod tests {
    use super::super::consonant_skeleton;
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        forms(text).finish().into_iter().map(|form| form.text).collect()
    }

    #[test]
    fn the_table_reads() {
        assert!(read().unwrap().len() > 300);
    }

    #[test]
    fn known_names_are_spelled_as_usual() {
        for (arabic, latin) in [
            ("محمد", "muhammad"),
            ("محمّد علي", "muhammad ali"),
            ("صدام حسين التكريتي", "saddam hussein al tikriti"),
            ("عبد الرحمن", "abd al rahman"),
            ("عبدالله", "abdullah"),
            ("عبد الله", "abdullah"),
            ("أسامة بن لادن", "usama bin ladin"),
            ("نور الدين", "nur al din"),
            ("حبيب‌الله", "habib allah"),
            ("رحمانی", "rahmani"),
            ("کریمیان", "karimian"),
            ("جميلة", "jamila"),
            ("علیرضا", "alirida"),
        ] {
            assert_eq!(texts(arabic).first().map(String::as_str), Some(latin));
        }
        assert!(texts("علیرضا").contains(&"alireza".to_owned()));
        assert!(texts("عبد الرحمن").contains(&"abdulrahman".to_owned()));
    }

    #[test]
    fn a_name_that_is_not_known_is_uncertain() {
        let forms = forms("كلهور").finish();
        assert!(forms.iter().all(|form| form.uncertain && form.system == System::ArabicLetters));
    }

    #[test]
    fn skeletons_agree_across_scripts() {
        for (arabic, latin) in [
            ("محمد", "Mohammed"),
            ("معمر القذافي", "Muammar Gaddafi"),
            ("حسين", "Hussein"),
            ("يوسف", "Youssef"),
            ("عبدالعزيز", "Abdelaziz"),
            ("عبد الله", "Abdallah"),
            ("نور الدين", "Noureddine"),
            ("صلاح الدين", "Salahuddin"),
            ("نصرالله", "Nasrallah"),
            ("رضا پهلوی", "Reza Pahlavi"),
            ("مسعود پزشکیان", "Masoud Pezeshkian"),
            ("أيمن الظواهري", "Ayman al-Zawahiri"),
            ("عثمان", "Othman"),
            ("فاطمة", "Fatimah"),
            ("وليد", "Walid"),
            ("الحسن", "Alhassan"),
        ] {
            assert_eq!(script_skeleton(arabic), consonant_skeleton(latin), "{latin}");
        }
    }
}
