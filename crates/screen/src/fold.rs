//! From a name as written to words in plain letters: Unicode forms, invisible characters, homoglyphs, punctuation.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizer;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

use crate::script::{Script as Family, detect, latin_forms, script_skeleton};
use crate::tables::TABLES;

/// A reading in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Lower-case ASCII; words separated by one space.
    pub(crate) text: String,
    /// Whether the script leaves the sound open.
    pub(crate) uncertain: bool,
    /// Whether it holds the consonants only.
    pub(crate) consonants_only: bool,
}

/// A word of a name, or neighbouring words of another script, with their readings in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelt {
    /// Readings, the likeliest first; one for a word in Latin letters.
    pub(crate) forms: Vec<Form>,
    /// Whether it stood in brackets.
    pub(crate) aside: bool,
}

/// Longest word that is kept whole, in bytes; hostile input is cut.
const LONGEST: usize = 64;
/// Most words of a name that are looked at.
const MOST_WORDS: usize = 24;

/// Takes a name apart. Nothing of the name is lost but punctuation, case and what cannot be seen.
pub(crate) fn words(name: &str) -> Vec<Spelt> {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut depth = 0usize;
    let mut word = String::new();
    let mut letters: Vec<char> = if name.is_ascii() {
        name.chars().collect()
    } else {
        let visible: String = name.chars().filter(|c| !invisible(*c)).collect();
        ComposingNormalizer::new_nfkc().normalize(&visible).chars().collect()
    };
    letters.push(' ');
    // Letters since the word began or since a full stop in it.
    let mut since_stop = 0;
    for (at, c) in letters.iter().copied().enumerate() {
        let part_at = |ahead: usize| letters.get(at + ahead).is_some_and(|c| is_part(*c));
        match c {
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' | '′' | '"' | '“' | '”' | '«' | '»'
            | '״' | '׳' => {}
            // Single letters with full stops between them are one word: S.A., J.P.
            '.' if since_stop == 1 && part_at(1) && !part_at(2) => since_stop = 0,
            _ if is_part(c) => {
                if word.len() < LONGEST {
                    word.push(c);
                }
                since_stop += 1;
            }
            _ => {
                if !word.is_empty() && words.len() < MOST_WORDS {
                    words.push((std::mem::take(&mut word), depth > 0));
                }
                word.clear();
                since_stop = 0;
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth = depth.saturating_sub(1),
                    '&' => words.push(("and".to_owned(), depth > 0)),
                    _ => {}
                }
            }
        }
    }
    // A name that is all brackets has no other name.
    if words.iter().all(|(_, aside)| *aside) {
        words.iter_mut().for_each(|(_, aside)| *aside = false);
    }
    // Words of another script are read together: family names, articles and syllables depend on what stands beside them.
    let words: Vec<(String, bool, bool)> = words
        .into_iter()
        .map(|(text, aside)| {
            let foreign = matches!(kind(&text), Letters::Other);
            (text, aside, foreign)
        })
        .collect();
    let runs = words.chunk_by(|(_, a, foreign), (_, b, other)| *foreign && *other && a == b);
    runs.filter_map(|run| {
        let (first, aside, foreign) = run.first()?;
        let forms = if *foreign {
            let texts: Vec<&str> = run.iter().map(|(text, ..)| text.as_str()).collect();
            foreign_forms(&texts.join(" "))
        } else {
            vec![plain_form(first)]
        };
        Some(Spelt { forms, aside: *aside })
    })
    .collect()
}

/// The readings of words in another script; of Arabic, last, its consonants alone.
fn foreign_forms(text: &str) -> Vec<Form> {
    let forms = latin_forms(text).into_iter().map(|form| Form {
        text: form.text,
        uncertain: form.uncertain,
        consonants_only: false,
    });
    let mut forms: Vec<Form> = forms.collect();
    if detect(text) == Family::Arabic {
        forms.push(Form { text: script_skeleton(text), uncertain: false, consonants_only: true });
    }
    forms.retain(|form| !form.text.is_empty());
    forms
}

fn invisible(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
        || CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::Format
}

fn is_part(c: char) -> bool {
    use GeneralCategoryGroup as G;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let parts = G::Letter.union(G::Mark).union(G::Number);
    parts.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// A word in Latin letters, or in letters that pass for them.
fn plain_form(word: &str) -> Form {
    if word.is_ascii() {
        return Form { text: latin(word), uncertain: false, consonants_only: false };
    }
    let folded = CaseMapper::new().fold_string(word).into_owned();
    let text = match kind(&folded) {
        Letters::Mixed => latin(&unmask(&folded)),
        _ => latin(&folded),
    };
    Form { text, uncertain: false, consonants_only: false }
}

enum Letters {
    Latin,
    Mixed,
    Other,
}

fn kind(word: &str) -> Letters {
    if word.is_ascii() {
        return Letters::Latin;
    }
    let scripts = CodePointMapData::<Script>::new();
    let (mut latin, mut other, mut like_latin) = (0, 0, 0);
    for c in word.chars() {
        match scripts.get(c) {
            Script::Latin => latin += 1,
            Script::Common | Script::Inherited => {}
            _ => {
                other += 1;
                like_latin += usize::from(TABLES.letters.homoglyph(c).is_some());
            }
        }
    }
    match (latin, other) {
        (_, 0) => Letters::Latin,
        (0, _) => Letters::Other,
        _ if like_latin == other => Letters::Mixed,
        _ => Letters::Other,
    }
}

/// Homoglyphs of other scripts as the Latin letters they pass for.
fn unmask(word: &str) -> String {
    word.chars().map(|c| TABLES.letters.homoglyph(c).unwrap_or(c)).collect()
}

/// A Latin word in plain letters.
fn latin(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(
                any_ascii::any_ascii_char(c)
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|c| c.to_ascii_lowercase()),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(name: &str) -> Vec<String> {
        words(name).iter().filter_map(|word| Some(word.forms.first()?.text.clone())).collect()
    }

    #[test]
    fn punctuation_marks_case_and_width_go() {
        for (name, want) in [
            ("AL-'ANZI, Sa’d", "al anzi sad"),
            ("Grupo Cinjab, S.A. de C.V.", "grupo cinjab sa de cv"),
            ("J.P. Morgan & Co.", "jp morgan and co"),
            ("M. NOORI", "m noori"),
            ("Erdoğan Strauß Łódź", "erdogan strauss lodz"),
            ("ＫＩＭ", "kim"),
            ("Te\u{301}st", "test"),
            ("CH'OE O'NEIL", "choe oneil"),
        ] {
            assert_eq!(plain(name).join(" "), want, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_seen_goes_and_what_passes_for_latin_is_latin() {
        assert_eq!(plain("Ma\u{2060}nsur\u{200b} K\u{ad}IM"), ["mansur", "kim"]);
        assert_eq!(plain("Mansur ASG\u{410}RI"), ["mansur", "asgari"]);
    }

    #[test]
    fn brackets_are_an_aside_unless_there_is_nothing_else() {
        let asides = |name| words(name).iter().map(|word| word.aside).collect::<Vec<_>>();
        assert_eq!(asides("UMMAH TAMEER (UTN)"), [false, false, true]);
        assert_eq!(asides("(UTN)"), [false]);
    }
}
