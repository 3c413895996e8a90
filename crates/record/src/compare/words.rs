//! Which paragraph a summary's words stand in.
//!
//! Summaries are in our own words, so most of them stand nowhere: only the words that the text does use are weighed,
//! the rarer among its paragraphs the heavier.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::resolution::ResolutionText;

/// A text's words, weighed.
pub(super) struct Weights {
    /// The stems of each paragraph.
    paragraphs: BTreeMap<u16, BTreeSet<String>>,
    /// In how many paragraphs each stem stands.
    spread: BTreeMap<String, usize>,
}

/// Of the weight of a summary's words, the share that another paragraph must hold to be named.
const ENOUGH: f64 = 0.5;
/// And by how much it must be more than the cited paragraph's share.
const CLEARLY: f64 = 0.3;
/// Over how many paragraphs a word may be spread and still tell, as a share of them.
const TELLING: usize = 4;

impl Weights {
    pub(super) fn of(text: &ResolutionText) -> Weights {
        let paragraphs: BTreeMap<u16, BTreeSet<String>> = text
            .operative
            .iter()
            .map(|paragraph| (paragraph.number, stems(&paragraph.whole()).into_keys().collect()))
            .collect();
        let mut spread = BTreeMap::new();
        for stem in paragraphs.values().flatten() {
            *spread.entry(stem.clone()).or_default() += 1;
        }
        Weights { paragraphs, spread }
    }

    /// The paragraph, other than the one cited, in which a summary's words clearly stand, with the words that tell.
    pub(super) fn likely(&self, summary: &str, cited: Option<u16>) -> Option<(u16, Vec<String>)> {
        let words = stems(summary);
        let weight = |stem: &String| {
            self.spread.get(stem).map_or(0.0, |spread| (self.paragraphs.len() as f64 / *spread as f64).ln())
        };
        let total: f64 = words.keys().map(weight).sum();
        if total <= 0.0 {
            return None;
        }
        let share = |held: &BTreeSet<String>| {
            words.keys().filter(|stem| held.contains(*stem)).map(weight).sum::<f64>() / total
        };
        let mut shares: Vec<(u16, f64)> =
            self.paragraphs.iter().map(|(number, held)| (*number, share(held))).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let (best, most) = shares.first().copied()?;
        let second = shares.get(1).map_or(0.0, |(_, share)| *share);
        let own = cited.and_then(|cited| self.paragraphs.get(&cited));
        let ours = own.map_or(0.0, share);
        if Some(best) == cited || most < ENOUGH || most - ours < CLEARLY || most - second < CLEARLY / 3.0 {
            return None;
        }
        let held = self.paragraphs.get(&best)?;
        let rare = |stem: &String| {
            self.spread.get(stem).is_some_and(|spread| *spread <= (self.paragraphs.len() / TELLING).max(1))
        };
        let tells =
            |stem: &String| held.contains(stem) && !own.is_some_and(|own| own.contains(stem)) && rare(stem);
        let mut telling: Vec<(&String, &String)> = words.iter().filter(|(stem, _)| tells(stem)).collect();
        telling.sort_by(|a, b| weight(b.0).total_cmp(&weight(a.0)).then(a.1.cmp(b.1)));
        let telling: Vec<String> = telling.into_iter().map(|(_, word)| word.clone()).collect();
        (telling.len() >= 2).then(|| (best, telling.into_iter().take(6).collect()))
    }
}

/// The stems of a text's distinctive words, each with the word it came from.
fn stems(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for word in text.split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')) {
        let word = word.to_lowercase();
        let word = word.trim_end_matches("'s").trim_end_matches("’s").trim_matches(['\'', '’']);
        let stem = stem(word);
        if word.chars().count() >= 3 && !is_stop(word, &stem) {
            found.entry(stem).or_insert_with(|| word.to_owned());
        }
    }
    found
}

fn is_stop(word: &str, stem: &str) -> bool {
    STOP.contains(word) || STOP.contains(stem)
}

/// The stop words and their stems.
static STOP: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = STOP_WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    words.flat_map(|word| [word.to_owned(), stem(word)]).collect()
});

const STOP_WORDS: &str = include_str!("../../data/stop-words.txt");

/// A light stem: plural, then one of the commonest endings.
fn stem(word: &str) -> String {
    let strip = |word: &str, ending: &str, rest: usize| {
        word.strip_suffix(ending).filter(|stem| stem.chars().count() >= rest).map(str::to_owned)
    };
    let single = if let Some(base) = strip(word, "ies", 3) {
        format!("{base}y")
    } else if word.ends_with("ss") || word.ends_with("us") {
        word.to_owned()
    } else {
        strip(word, "s", 3).unwrap_or_else(|| word.to_owned())
    };
    let bare = ["ing", "ed", "ion", "ment", "ly"].iter().find_map(|ending| strip(&single, ending, 4));
    let mut bare = bare.unwrap_or(single);
    let mut last = bare.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && !"aeiouls".contains(a)
    {
        bare.pop();
    }
    strip(&bare, "e", 3).unwrap_or(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let same = [
            ["designated", "designation"],
            ["inspects", "inspection"],
            ["companies", "company"],
            ["shipped", "shipping"],
            ["licence", "licences"],
            ["freeze", "freezes"],
        ];
        for [one, other] in same {
            assert_eq!(stem(one), stem(other));
        }
        assert_ne!(stem("vessel"), stem("vest"));
        assert_eq!(stems("Decides that all Member States shall").len(), 0);
    }
}
