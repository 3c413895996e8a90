//! What each measure is worth: learned once on the development halves, and shipped.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::measures::{MEASURES, Measures, NAMES};
use crate::name::Manner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    person: Section,
    organisation: Section,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    /// What a name is worth before anything agrees.
    start: f32,
    measures: BTreeMap<String, f32>,
}

/// The weights of one manner of comparing.
pub(crate) struct Weights {
    pub(crate) start: f32,
    pub(crate) each: Measures,
}

static PERSON: LazyLock<Weights> = LazyLock::new(|| Weights::new(&FILE.person));
static ORGANISATION: LazyLock<Weights> = LazyLock::new(|| Weights::new(&FILE.organisation));
static FILE: LazyLock<File> = LazyLock::new(|| {
    #[expect(clippy::panic, reason = "the file is compiled in, and every test reads it")]
    toml::from_str(include_str!("../data/weights.toml"))
        .unwrap_or_else(|error| panic!("weights.toml: {error}"))
});

impl Weights {
    /// The weights under which a manner compares.
    pub(crate) fn of(manner: Manner) -> &'static Self {
        match manner {
            Manner::Person => &PERSON,
            _ => &ORGANISATION,
        }
    }

    fn new(section: &Section) -> Self {
        let mut each = [0.0; MEASURES];
        for (weight, name) in each.iter_mut().zip(NAMES) {
            *weight = section.measures.get(name).copied().unwrap_or(0.0);
        }
        Self { start: section.start, each }
    }

    /// What the measures are worth together.
    pub(crate) fn points(&self, measures: &Measures) -> f32 {
        self.start + self.each.iter().zip(measures).map(|(weight, measure)| weight * measure).sum::<f32>()
    }
}
