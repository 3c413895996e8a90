//! Korean names and words in Hangul.
//!
//! A person's name is split into family and given name, because the standards treat them apart: given
//! names are spelled syllable by syllable under the Revised Romanization (2000, chapter 3, article 4) and
//! in the DPRK, and as one word with its sound changes under McCune–Reischauer (1939). Other text is
//! cut into known words and spelled with its sound changes.

mod name;
mod sound;
mod spell;
mod syllable;

pub use name::{KoreanName, split_name};
pub use syllable::Syllable;

pub(super) use name::is_family_spelling;
pub(super) use syllable::{ONSETS, VOWELS};

use super::form::{Forms, System};
use super::latin;
use super::words::{Piece, Words};
use sound::Dialect;
use spell::Standard;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::embedded("hangul-words.tsv", include_str!("../../data/hangul-words.tsv")));

static TITLES: LazyLock<Words> =
    LazyLock::new(|| Words::embedded("hangul-titles.tsv", include_str!("../../data/hangul-titles.tsv")));

/// The Latin forms of a stretch of Hangul.
pub(super) fn forms(stretch: &str) -> Forms {
    let text = syllable::composed(stretch);
    match split_name(&text).or_else(|| split_name(&untitled(&text))) {
        Some(name) if !WORDS.contains(text.trim()) => person(&name),
        _ => words(&text),
    }
}

/// The text without its titles, which stand as words of their own.
fn untitled(text: &str) -> String {
    text.split_whitespace().filter(|token| !TITLES.contains(token)).collect::<Vec<_>>().join(" ")
}

/// The forms of a person's name.
pub(super) fn person(name: &KoreanName) -> Forms {
    let mut forms = Forms::default();
    let family = name.family_spellings();
    let apart = |standard| spell::apart(name.given(), standard);
    let with = |family: &str, given: &str| format!("{family} {given}");
    let dprk = apart(Standard::Dprk);
    let usage = apart(Standard::Usage);
    let revised = apart(Standard::Revised).replace(' ', "");
    let mut usual = family.usual().map(|spelling| with(spelling, &usage));
    forms.push(with(family.dprk(), &dprk), System::Dprk, false);
    forms.push(usual.next().unwrap_or_default(), System::KoreanUsage, false);
    forms.push(with(family.revised(), &revised), System::Revised, false);
    let mccune = spell::joined(name.given(), Standard::McCuneReischauer, Dialect::South);
    forms.push(with(family.mccune(), &mccune), System::McCuneReischauer, false);
    let first = family.usual().next().unwrap_or_default();
    forms.push(with(first, &revised), System::KoreanUsage, false);
    forms.push(usual.next().unwrap_or_default(), System::KoreanUsage, false);
    forms.push(with(family.dprk(), &dprk.replace(' ', "")), System::Dprk, false);
    forms.push(usual.next().unwrap_or_default(), System::KoreanUsage, false);
    forms
}

/// A word with its sound changes, by the DPRK's rules.
pub(super) fn word(text: &str) -> String {
    spell_text(text, Standard::Dprk, Dialect::North)
}

/// The forms of a text that is no person's name.
fn words(text: &str) -> Forms {
    let pieces: Vec<Piece> = text.split_whitespace().flat_map(|token| WORDS.cut(token)).collect();
    let mut forms = Forms::default();
    let spelled = |standard, dialect| {
        let spell = |part: &str| spell_text(part, standard, dialect);
        joined(&pieces, |piece| WORDS.parts(piece.text).into_iter().map(spell).collect::<Vec<_>>().join(" "))
    };
    forms.push(spelled(Standard::Dprk, Dialect::North), System::Dprk, false);
    if pieces.iter().any(|piece| piece.gloss.is_some()) {
        let gloss = |piece: &Piece| match piece.gloss {
            Some(gloss) => gloss.to_owned(),
            None => spell_text(piece.text, Standard::Dprk, Dialect::North),
        };
        forms.push(joined(&pieces, gloss), System::Gloss, true);
    }
    forms.push(spelled(Standard::Revised, Dialect::South), System::Revised, false);
    forms.push(spelled(Standard::McCuneReischauer, Dialect::South), System::McCuneReischauer, false);
    forms
}

/// The pieces spelled one by one, a space between them.
fn joined(pieces: &[Piece], spell: impl Fn(&Piece) -> String) -> String {
    let mut text = String::new();
    for piece in pieces {
        text.push_str(&spell(piece));
        latin::gap(&mut text);
    }
    latin::trimmed(text)
}

/// A word with its sound changes; what is no Hangul syllable is spelled by the general table.
fn spell_text(word: &str, standard: Standard, dialect: Dialect) -> String {
    let mut text = String::new();
    let mut run: Vec<Syllable> = Vec::new();
    for letter in word.chars() {
        if let Some(syllable) = Syllable::of(letter) {
            run.push(syllable);
            continue;
        }
        text.push_str(&spell::joined(&run, standard, dialect));
        run.clear();
        latin::push_plain(&mut text, any_ascii::any_ascii_char(letter));
    }
    text.push_str(&spell::joined(&run, standard, dialect));
    latin::trimmed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(System, String)> {
        forms(text).finish().into_iter().map(|form| (form.system, form.text)).collect()
    }

    #[test]
    fn a_person_in_every_system() {
        let expected = [
            (System::Dprk, "kim jong un"),
            (System::KoreanUsage, "kim jung eun"),
            (System::Revised, "gim jeongeun"),
            (System::McCuneReischauer, "kim chongun"),
            (System::KoreanUsage, "kim jeongeun"),
            (System::KoreanUsage, "gim jung eun"),
            (System::Dprk, "kim jongun"),
            (System::KoreanUsage, "ghim jung eun"),
        ];
        assert_eq!(texts("김정은"), expected.map(|(system, text)| (system, text.to_owned())));
    }

    #[test]
    fn persons_named_in_public_in_the_dprk() {
        for (hangul, latin) in [
            ("최룡해", "choe ryong hae"),
            ("리병철", "ri pyong chol"),
            ("이병철", "ri pyong chol"),
            ("박봉주", "pak pong ju"),
            ("김덕훈", "kim tok hun"),
            ("장성택", "jang song thaek"),
            ("김여정", "kim yo jong"),
            ("최태복", "choe thae bok"),
            ("박재경", "pak jae gyong"),
            ("오극렬", "o kuk ryol"),
            ("주규창", "ju kyu chang"),
            ("김 계관", "kim kye gwan"),
            ("리 선 권", "ri son gwon"),
            ("김정은 국무위원장", "kim jong un"),
        ] {
            assert_eq!(texts(hangul).first(), Some(&(System::Dprk, latin.to_owned())), "{hangul}");
        }
    }

    #[test]
    fn organisations_are_words_and_have_a_gloss() {
        let forms = texts("조선무역은행");
        assert_eq!(forms[0], (System::Dprk, "joson muyok unhaeng".to_owned()));
        assert_eq!(forms[1], (System::Gloss, "korea trading bank".to_owned()));
        assert_eq!(forms[2], (System::Revised, "joseon muyeok eunhaeng".to_owned()));
        assert_eq!(forms[3], (System::McCuneReischauer, "choson muyok unhaeng".to_owned()));
        let forms = texts("조선광업개발무역회사");
        assert_eq!(forms[0].1, "joson kwangop kaebal muyok hoesa");
        assert_eq!(forms[1].1, "korea mining development trading corporation");
    }

    #[test]
    fn decomposed_letters_are_composed_first() {
        assert_eq!(texts("\u{1100}\u{1175}\u{11B7}정은"), texts("김정은"));
    }
}
