//! The words that people use for what a dealing is about.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::regime::Regime;
use crate::vocabulary::{ObjectKind, Role, Verb};

/// The table as it stands in `words.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    object: Vec<ObjectWords>,
    verb: Vec<VerbWords>,
    pub(super) sentence: SentenceWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectWords {
    kind: ObjectKind,
    says: String,
    words: Vec<String>,
    #[serde(default)]
    party: Option<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbWords {
    verb: Verb,
    says: String,
    words: Vec<String>,
    #[serde(default)]
    object: Option<ObjectKind>,
}

/// Words that hold a sentence together.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SentenceWords {
    pub(super) from: Vec<String>,
    pub(super) to: Vec<String>,
    pub(super) via: Vec<String>,
    pub(super) contract: Vec<String>,
    pub(super) code: Vec<String>,
    pub(super) passed_over: Vec<String>,
}

/// The table, read once.
pub(super) fn words() -> &'static Words {
    #[expect(clippy::expect_used, reason = "the table is compiled in, and a test reads it")]
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("the table of words can be read"));
    &WORDS
}

impl Words {
    /// The kinds of object that the law knows, in the order offered, each in plain words.
    pub(super) fn objects<'a>(&'a self, regime: &'a Regime) -> impl Iterator<Item = (ObjectKind, &'a str)> {
        let known = |kind: ObjectKind| Verb::ALL.iter().any(|verb| regime.looks_at(*verb, kind));
        self.object
            .iter()
            .filter(move |object| known(object.kind))
            .map(|object| (object.kind, object.says.as_str()))
    }

    /// What the law knows to be done with a kind of object, in plain words.
    pub(super) fn verbs(&self, regime: &Regime, kind: ObjectKind) -> Vec<(Verb, String)> {
        let mut verbs: Vec<(Verb, String)> = Vec::new();
        for entry in self.verb.iter().filter(|entry| regime.looks_at(entry.verb, kind)) {
            let fits = entry.object.is_none_or(|object| object == kind);
            match verbs.iter_mut().find(|(verb, _)| *verb == entry.verb) {
                Some((_, says)) if fits => {
                    says.push_str(", ");
                    says.push_str(&entry.says);
                }
                Some(_) => {}
                None => verbs.push((entry.verb, entry.says.clone())),
            }
        }
        verbs
    }

    /// Who is asked about where nothing is said of parties.
    pub(super) fn party(&self, kind: ObjectKind) -> Option<Role> {
        self.object.iter().find(|object| object.kind == kind)?.party
    }

    /// The kind of object that a word means.
    pub(super) fn object(&self, word: &str) -> Option<ObjectKind> {
        let means = |object: &&ObjectWords| {
            object.kind.word() == word || object.words.iter().any(|known| known == word)
        };
        self.object.iter().find(means).map(|object| object.kind)
    }

    /// The verb that a word means, and the kind of object where it can mean no other.
    pub(super) fn verb(&self, word: &str) -> Option<(Verb, Option<ObjectKind>)> {
        let by_word = self.verb.iter().find(|entry| entry.words.iter().any(|known| known == word));
        by_word
            .map(|entry| (entry.verb, entry.object))
            .or_else(|| Verb::ALL.iter().find(|verb| verb.word() == word).map(|verb| (*verb, None)))
    }
}
