//! Sound changes where syllables meet (Standard Pronunciation of 1988, articles 9 to 20).
//!
//! Tensing is left out: no romanisation writes it. A `ㅎ` after a stop stays a letter of its own, as the
//! Revised Romanization asks of nouns (Mukho) and the other two systems do everywhere.

use super::syllable::Syllable;

/// Whose pronunciation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `ㄹ` stays after `ㄱ`, `ㅂ`, `ㅁ` and `ㅇ`, as the DPRK speaks and spells it (Rakrang).
    North,
    /// `ㄹ` becomes `ㄴ` there and makes a stop before it nasal (Jongno, Baengnyeong).
    South,
}

/// A final consonant as it is heard: seven sounds or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coda {
    Open,
    K,
    N,
    T,
    L,
    M,
    P,
    Ng,
}

/// A syllable as it is heard beside its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sounded {
    pub(super) onset: char,
    pub(super) vowel: char,
    pub(super) coda: Coda,
}

/// The syllables of one word, as they sound together.
pub(super) fn together(syllables: &[Syllable], dialect: Dialect) -> Vec<Sounded> {
    let mut word: Vec<Sounded> = apart(syllables).collect();
    for (at, pair) in syllables.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let (coda, onset) = meet(left.coda, right.onset, right.vowel, dialect);
        if let Some(left) = word.get_mut(at) {
            left.coda = coda;
        }
        if let Some(right) = word.get_mut(at + 1) {
            right.onset = onset;
        }
    }
    word
}

/// The syllables each by itself.
pub(super) fn apart(syllables: &[Syllable]) -> impl Iterator<Item = Sounded> {
    syllables.iter().map(|syllable| Sounded {
        onset: syllable.onset,
        vowel: syllable.vowel,
        coda: at_rest(syllable.coda),
    })
}

/// A final consonant at the end of a word or before a consonant (articles 8 to 11).
fn at_rest(coda: char) -> Coda {
    match coda {
        'ㄱ' | 'ㄲ' | 'ㄳ' | 'ㄺ' | 'ㅋ' => Coda::K,
        'ㄴ' | 'ㄵ' | 'ㄶ' => Coda::N,
        'ㄷ' | 'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' | 'ㅎ' => Coda::T,
        'ㄹ' | 'ㄼ' | 'ㄽ' | 'ㄾ' | 'ㅀ' => Coda::L,
        'ㅁ' | 'ㄻ' => Coda::M,
        'ㅂ' | 'ㅄ' | 'ㅍ' | 'ㄿ' => Coda::P,
        'ㅇ' => Coda::Ng,
        _ => Coda::Open,
    }
}

/// What becomes of a final consonant and the initial after it.
fn meet(coda: char, onset: char, vowel: char, dialect: Dialect) -> (Coda, char) {
    if onset == 'ㅇ' {
        return carried_over(coda, vowel);
    }
    if let Some(aspirated) = aspirated(coda, onset) {
        return aspirated;
    }
    let rest = at_rest(coda);
    match (rest, onset) {
        (Coda::N | Coda::L, 'ㄹ') | (Coda::L, 'ㄴ') => (Coda::L, 'ㄹ'), // article 20
        (Coda::K | Coda::T | Coda::P, 'ㄴ' | 'ㅁ') => (nasal(rest), onset), // article 18
        (Coda::K | Coda::T | Coda::P | Coda::M | Coda::Ng, 'ㄹ') if dialect == Dialect::South => {
            (nasal(rest), 'ㄴ') // article 19
        }
        _ => (rest, onset),
    }
}

/// The nasal at the place of a stop.
fn nasal(stop: Coda) -> Coda {
    match stop {
        Coda::K => Coda::Ng,
        Coda::T => Coda::N,
        Coda::P => Coda::M,
        other => other,
    }
}

/// Liaison: before a vowel a final consonant begins the next syllable (articles 13, 14 and 17).
fn carried_over(coda: char, vowel: char) -> (Coda, char) {
    let palatal = vowel == 'ㅣ';
    match coda {
        'ㄷ' if palatal => (Coda::Open, 'ㅈ'),
        'ㅌ' if palatal => (Coda::Open, 'ㅊ'),
        'ㄾ' if palatal => (Coda::L, 'ㅊ'),
        'ㄳ' => (Coda::K, 'ㅅ'),
        'ㄵ' => (Coda::N, 'ㅈ'),
        'ㄶ' => (Coda::Open, 'ㄴ'),
        'ㄺ' => (Coda::L, 'ㄱ'),
        'ㄻ' => (Coda::L, 'ㅁ'),
        'ㄼ' => (Coda::L, 'ㅂ'),
        'ㄽ' => (Coda::L, 'ㅅ'),
        'ㄾ' => (Coda::L, 'ㅌ'),
        'ㄿ' => (Coda::L, 'ㅍ'),
        'ㅀ' => (Coda::Open, 'ㄹ'),
        'ㅄ' => (Coda::P, 'ㅅ'),
        'ㅇ' => (Coda::Ng, 'ㅇ'),
        'ㅎ' | ' ' => (Coda::Open, 'ㅇ'),
        single => (Coda::Open, single),
    }
}

/// A final `ㅎ` goes into the stop after it (article 12).
fn aspirated(coda: char, onset: char) -> Option<(Coda, char)> {
    let rest = match coda {
        'ㅎ' => Coda::Open,
        'ㄶ' => Coda::N,
        'ㅀ' => Coda::L,
        _ => return None,
    };
    let onset = match onset {
        'ㄱ' => 'ㅋ',
        'ㄷ' => 'ㅌ',
        'ㅈ' => 'ㅊ',
        'ㅅ' => 'ㅆ',
        _ => return None,
    };
    Some((rest, onset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(word: &str, dialect: Dialect) -> (Coda, char) {
        let syllables: Vec<_> = word.chars().filter_map(Syllable::of).collect();
        let word = together(&syllables, dialect);
        (word[0].coda, word[1].onset)
    }

    #[test]
    fn every_rule_has_a_word() {
        use Coda::{K, L, M, N, Ng, Open, P};
        for (word, expected) in [
            ("백마", (Ng, 'ㅁ')), // a stop before a nasal
            ("왕십", (Ng, 'ㅅ')),
            ("십리", (M, 'ㄴ')),    // a stop before l
            ("종로", (Ng, 'ㄴ')),   // a nasal before l
            ("신라", (L, 'ㄹ')),    // n before l
            ("별내", (L, 'ㄹ')),    // l before n
            ("석일", (Open, 'ㄱ')), // liaison
            ("같이", (Open, 'ㅊ')), // palatalisation
            ("정은", (Ng, 'ㅇ')),
            ("닭이", (L, 'ㄱ')),
            ("좋고", (Open, 'ㅋ')), // aspiration
            ("많다", (N, 'ㅌ')),
            ("묵호", (K, 'ㅎ')), // h after a stop stays
            ("집현", (P, 'ㅎ')),
            ("꽃말", (N, 'ㅁ')),
        ] {
            assert_eq!(pair(word, Dialect::South), expected, "{word}");
        }
    }

    #[test]
    fn the_north_keeps_its_l() {
        assert_eq!(pair("락랑", Dialect::North), (Coda::K, 'ㄹ'));
        assert_eq!(pair("강령", Dialect::North), (Coda::Ng, 'ㄹ'));
        assert_eq!(pair("천리", Dialect::North), (Coda::L, 'ㄹ')); // Chollima
    }
}
