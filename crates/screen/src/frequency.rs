//! What sharing a word tells: the rarer it is among people and bodies at large, the more.
//!
//! The table is learned once and shipped, and does not depend on the lists at hand: an entry more on a list changes no
//! other entry's score, so that an old answer can be given again.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;
use serde::Deserialize;

use crate::tables::is_vowel;

/// Information in quarters of a bit.
pub(crate) type Quarters = u8;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    person: BTreeMap<String, String>,
    organisation: BTreeMap<String, String>,
}

/// How often words occur in names of one sort.
pub(crate) struct Frequencies {
    words: HashMap<Box<[u8]>, Quarters>,
    /// Words that share their consonants, together.
    frames: HashMap<Box<[u8]>, Quarters>,
}

/// Among persons.
pub(crate) static PERSON: LazyLock<Frequencies> = LazyLock::new(|| Frequencies::new(&FILE.person));
/// Among companies and bodies.
pub(crate) static ORGANISATION: LazyLock<Frequencies> =
    LazyLock::new(|| Frequencies::new(&FILE.organisation));

static FILE: LazyLock<File> = LazyLock::new(|| {
    #[expect(clippy::panic, reason = "the file is compiled in, and every test reads it")]
    toml::from_str(include_str!("../data/frequencies.toml"))
        .unwrap_or_else(|error| panic!("frequencies.toml: {error}"))
});

/// The most that one word can tell.
pub(crate) const MOST: Quarters = 60;

impl Frequencies {
    fn new(table: &BTreeMap<String, String>) -> Self {
        let mut words = HashMap::default();
        let mut frames: HashMap<Box<[u8]>, f64> = HashMap::default();
        for (quarters, list) in table {
            let quarters: Quarters = quarters.parse().unwrap_or(MOST);
            for word in list.split_whitespace() {
                words.insert(word.as_bytes().into(), quarters);
                *frames.entry(frame(word.as_bytes())).or_default() += (-f64::from(quarters) / 4.0).exp2();
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of one, so 0 to 60"
        )]
        let frames = frames
            .into_iter()
            .map(|(frame, share)| (frame, (-share.log2() * 4.0).clamp(0.0, f64::from(MOST)) as Quarters))
            .collect();
        Self { words, frames }
    }

    /// Whether names of this sort were seen to hold a word.
    pub(crate) fn knows(&self, word: &[u8]) -> bool {
        self.words.contains_key(word)
    }

    /// What a word tells.
    pub(crate) fn of_word(&self, word: &[u8]) -> Quarters {
        self.words.get(word).copied().unwrap_or(match word.len() {
            0 | 1 => 16,
            2 => 34,
            3 => 42,
            4 => 50,
            _ => 56,
        })
    }

    /// What agreeing in the consonants alone tells.
    pub(crate) fn of_frame(&self, frame: &[u8]) -> Quarters {
        let by_length = match frame.len() {
            0 | 1 => 14,
            2 => 24,
            3 => 34,
            4 => 42,
            _ => 50,
        };
        self.frames.get(frame).copied().unwrap_or(by_length).min(by_length)
    }
}

fn frame(word: &[u8]) -> Box<[u8]> {
    word.iter().copied().filter(|byte| !is_vowel(*byte)).collect()
}
