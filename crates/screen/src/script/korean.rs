//! Korean syllables in Latin letters, compared across spellings.
//!
//! `Jong`, `Jung`, `Jeong`, `Chong` and `Chung` can be one syllable. Each spelling stands for a set of
//! Hangul syllables; two spellings are as close as the best pair of their sets ([`Closeness`]).
//!
//! A scorer reads both names once with [`korean_readings`], whatever their spaces and hyphens, and
//! compares with [`readings_closeness`]. [`korean_keys`] are for an index: names that are close share a
//! key, unless they are only near by an unusual consonant.
//!
//! Names of other languages can read as Korean too (`Tom`, `Wang`, `Ho`): whether to use this comparison
//! is for the caller to decide, by what else is known of the names.

mod parse;
mod set;
mod spelling;

pub use parse::{MOST_READINGS, korean_readings, korean_syllables};
pub use set::{Closeness, SyllableSet};

use super::hangul::is_family_spelling;
use super::latin;

/// How close two sequences of syllables are: as their least close pair; apart where their number differs.
///
/// ```
/// use interdict_screen::script::korean::{Closeness, closeness, korean_syllables};
///
/// let read = |token| korean_syllables(token).unwrap();
/// assert_eq!(closeness(&read("jongun"), &read("chongun")), Closeness::Same);
/// assert_eq!(closeness(&read("jongun"), &read("jungeun")), Closeness::Usage);
/// assert_eq!(closeness(&read("jongun"), &read("jongil")), Closeness::Apart);
/// ```
pub fn closeness(left: &[SyllableSet], right: &[SyllableSet]) -> Closeness {
    if left.len() != right.len() || left.is_empty() {
        return Closeness::Apart;
    }
    left.iter().zip(right).map(|(left, right)| left.closeness(*right)).min().unwrap_or(Closeness::Apart)
}

/// The mean score of the pairs of syllables; 0 where their number differs.
///
/// ```
/// use interdict_screen::script::korean::{agreement, korean_syllables};
///
/// let read = |token| korean_syllables(token).unwrap();
/// assert_eq!(agreement(&read("jongun"), &read("jongun")), 1.0);
/// assert_eq!(agreement(&read("jongun"), &read("jongil")), 0.5);
/// ```
pub fn agreement(left: &[SyllableSet], right: &[SyllableSet]) -> f64 {
    if left.len() != right.len() || left.is_empty() {
        return 0.0;
    }
    let total: f64 = left.iter().zip(right).map(|(left, right)| left.closeness(*right).score()).sum();
    total / left.len() as f64
}

/// How close two names are under their best readings, the family name first or last on either side.
///
/// ```
/// use interdict_screen::script::korean::{Closeness, korean_readings, readings_closeness};
///
/// let read = |name| korean_readings(name);
/// assert_eq!(readings_closeness(&read("Ri Pyong-chol"), &read("Lee Byung Chul")), Closeness::Usage);
/// assert_eq!(readings_closeness(&read("Kim Jong Un"), &read("Jongun Kim")), Closeness::Same);
/// assert_eq!(readings_closeness(&read("Kim Jong Un"), &read("Smith")), Closeness::Apart);
/// ```
pub fn readings_closeness(left: &[Vec<SyllableSet>], right: &[Vec<SyllableSet>]) -> Closeness {
    let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
    pairs.map(|(left, right)| either_order(left, right)).max().unwrap_or(Closeness::Apart)
}

/// As given, or with the last syllable of the right name put first: `Jong Un Kim`.
fn either_order(left: &[SyllableSet], right: &[SyllableSet]) -> Closeness {
    let straight = closeness(left, right);
    if straight == Closeness::Same || left.len() != right.len() || right.len() < 2 {
        return straight;
    }
    let turned = |left: &[SyllableSet], right: &[SyllableSet]| {
        let family = right.last().into_iter();
        let pairs = left.iter().zip(family.chain(right));
        pairs.map(|(left, right)| left.closeness(*right)).min().unwrap_or(Closeness::Apart)
    };
    straight.max(turned(left, right)).max(turned(right, left))
}

/// Whether a Latin token is a usual spelling of a Korean family name.
///
/// A scorer can ask this of the first and the last token of a name before it trusts a Korean reading.
///
/// ```
/// use interdict_screen::script::korean::is_korean_family;
///
/// assert!(is_korean_family("Ri") && is_korean_family("Rhee") && is_korean_family("PARK"));
/// assert!(!is_korean_family("Tom") && !is_korean_family("Smith"));
/// ```
pub fn is_korean_family(latin_token: &str) -> bool {
    is_family_spelling(&latin::plain(latin_token))
}

/// The key of a token under its preferred reading; none where it does not read as Korean.
///
/// ```
/// use interdict_screen::script::korean_key;
///
/// assert_eq!(korean_key("jung"), korean_key("cheong"));
/// assert_eq!(korean_key("Ri"), korean_key("Lee"));
/// assert_ne!(korean_key("jung"), korean_key("jang"));
/// assert_eq!(korean_key("Smith"), None);
/// ```
pub fn korean_key(latin_token: &str) -> Option<String> {
    Some(key(&korean_syllables(latin_token)?))
}

/// The keys of a name under each of its readings, spaces and hyphens without weight.
///
/// ```
/// use interdict_screen::script::korean::korean_keys;
///
/// let keys = korean_keys("Jongun"); // jong un, or jon gun
/// assert!(keys.contains(&korean_keys("Jeong-eun")[0]));
/// ```
pub fn korean_keys(name: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for reading in korean_readings(name) {
        let key = key(&reading);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// The key of a sequence of syllables.
pub fn key(syllables: &[SyllableSet]) -> String {
    let mut key = String::with_capacity(syllables.len() * 3);
    for syllable in syllables {
        syllable.push_key(&mut key);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(left: &str, right: &str) -> Closeness {
        readings_closeness(&korean_readings(left), &korean_readings(right))
    }

    #[test]
    fn the_spellings_of_one_family_name_are_close() {
        for group in [
            &["kim", "gim"][..],
            &["ri", "lee", "yi", "rhee", "i", "li"],
            &["pak", "park", "bak"],
            &["choe", "choi"],
            &["jong", "jung", "chung", "jeong", "chong"],
            &["no", "roh", "noh", "ro"],
            &["kang", "gang"],
            &["cho", "jo"],
            &["im", "lim", "rim"],
            &["ryu", "yoo", "yu", "you"],
            &["paek", "baek", "paik"],
            &["hyon", "hyun", "hyeon"],
            &["so", "seo", "suh"],
        ] {
            for left in group {
                for right in group {
                    assert!(between(left, right) >= Closeness::Usage, "{left} {right}");
                    let keys = korean_keys(right);
                    assert!(korean_keys(left).iter().any(|key| keys.contains(key)), "{left} {right}");
                }
            }
        }
    }

    #[test]
    fn different_names_are_apart() {
        for (left, right) in [
            ("Kim Jong Un", "Kim Jong Il"),
            ("Kim Jong Un", "Kang Jong Un"),
            ("Pak Pong Ju", "Pak Pyong Ju"),
            ("Ri Yong Ho", "Ri Yong Mu"),
            ("Kim Jong", "Kim Jong Un"),
        ] {
            assert!(between(left, right) <= Closeness::Near, "{left} {right}");
        }
    }

    #[test]
    fn known_persons_in_several_spellings() {
        for (left, right) in [
            ("Kim Jong-un", "Kim Chŏng-ŭn"),
            ("Kim Jong-un", "Gim Jeong-eun"),
            ("Choe Ryong-hae", "Choi Ryong Hae"),
            ("Ri Pyong Chol", "Lee Byong-chol"),
            ("Pak To Chun", "Pak Do-chun"),
            ("Jang Song Thaek", "Chang Song-taek"),
            ("YO'N CHO'NG NAM", "Yon Chong Nam"),
            ("Hyon Chol-hae", "Hyeon Cheolhae"),
            ("Syngman Rhee", "Syngman Rhee"),
        ] {
            let closeness = between(left, right);
            if left == "Syngman Rhee" {
                assert_eq!(closeness, Closeness::Apart); // his own spelling reads as no Korean syllable
            } else {
                assert!(closeness >= Closeness::Usage, "{left} {right}: {closeness:?}");
            }
        }
    }
}
