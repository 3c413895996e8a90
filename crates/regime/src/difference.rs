//! What changed between two states of the law: by provision, by subject, and for dealings.

mod change;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::determination::{Determination, Outcome};
use crate::regime::Regime;
use crate::timeline::Strength;

pub use change::{Change, ChangeKind};

/// A state of the law: a regime, on a day, as known on a day.
#[derive(Clone, Copy, Debug)]
pub struct Law<'r> {
    /// The regime, of whatever edition.
    pub regime: &'r Regime,
    /// The day.
    pub on: Date,
    /// The day after which nothing is known.
    pub known: Date,
}

/// What changed from one state of the law to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The state before.
    pub from: LawSaid,
    /// The state after.
    pub to: LawSaid,
    /// What changed, by provision, in order of instruments and paragraphs.
    pub changes: Vec<Change>,
    /// What changed, by subject, in the order of `subjects.toml`.
    pub subjects: Vec<SubjectChange>,
    /// How many pairs of HS heading and direction the law forbids, before and after.
    pub headings: HeadingsChange,
}

/// A state of the law, in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LawSaid {
    /// The day.
    pub on: String,
    /// The day after which nothing is known.
    pub known: String,
    /// The regime's edition.
    pub edition: String,
}

/// What changed on a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubjectChange {
    /// The subject's id.
    pub subject: String,
    /// Its name.
    pub says: String,
    /// The strongest measure before; `None` where there was none.
    pub before: Option<Strength>,
    /// The strongest measure after.
    pub after: Option<Strength>,
    /// Whether binding prohibitions reach what none reached before.
    pub broader: bool,
    /// Whether a measure became stricter.
    pub tougher: bool,
    /// Whether a measure became less strict, or ended without another in its place.
    pub eased: bool,
    /// The changes, by provision id.
    pub changes: Vec<String>,
}

/// HS headings that the law forbids, by heading and direction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HeadingsChange {
    /// How many before.
    pub before: usize,
    /// How many after.
    pub after: usize,
    /// Those forbidden now and not before, as `heading direction`.
    pub added: Vec<String>,
    /// Those forbidden before and not now.
    pub removed: Vec<String>,
}

/// A dealing before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The user's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its outcome before.
    pub before: Outcome,
    /// Its outcome after.
    pub after: Outcome,
    /// Whether its class changed.
    pub moved: bool,
    /// The paragraphs that decide it before, as `2371:8`.
    pub decided_before: Vec<String>,
    /// The paragraphs that decide it after.
    pub decided_after: Vec<String>,
}

impl Law<'_> {
    fn said(&self) -> LawSaid {
        LawSaid {
            on: self.on.to_string(),
            known: self.known.to_string(),
            edition: self.regime.edition().to_owned(),
        }
    }
}

impl Moved {
    /// What becomes of a dealing, from what it came out as before and comes out as after.
    pub fn between(before: &Determination, after: &Determination) -> Moved {
        Moved {
            id: after.id.clone(),
            before: before.outcome,
            after: after.outcome,
            moved: before.outcome.class() != after.outcome.class(),
            decided_before: before.cites(),
            decided_after: after.cites(),
        }
    }
}

/// What changed from one state of the law to another: between two days of one regime, or between two editions on one day.
pub fn difference(before: Law<'_>, after: Law<'_>) -> Difference {
    let changes = change::changes(before, after);
    let mut by_subject: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in &changes {
        by_subject.entry(&change.subject).or_default().push(change);
    }
    let subjects = after.regime.subjects().iter().filter_map(|subject| {
        let changes = by_subject.get(subject.id.as_str())?;
        let strength = |state: Law<'_>| state.regime.strength(&subject.id, state.on, state.known);
        let (was, is) = (strength(before), strength(after));
        Some(SubjectChange {
            subject: subject.id.to_string(),
            says: subject.says.clone(),
            before: was,
            after: is,
            broader: changes.iter().any(|change| change.broadens),
            tougher: is > was && was.is_some() || changes.iter().any(|change| change.tightens),
            eased: is < was || changes.iter().any(|change| change.eases),
            changes: changes.iter().map(|change| change.id.clone()).collect(),
        })
    });
    Difference {
        from: before.said(),
        to: after.said(),
        subjects: subjects.collect(),
        changes,
        headings: headings(before, after),
    }
}

fn headings(before: Law<'_>, after: Law<'_>) -> HeadingsChange {
    let forbidden = |state: Law<'_>| -> BTreeSet<String> {
        let table = state.regime.prohibited_headings(state.on, state.known);
        table.iter().map(|((hs, _), measure)| format!("{hs} {}", measure.way.word())).collect()
    };
    let (was, is) = (forbidden(before), forbidden(after));
    HeadingsChange {
        before: was.len(),
        after: is.len(),
        added: is.difference(&was).cloned().collect(),
        removed: was.difference(&is).cloned().collect(),
    }
}
