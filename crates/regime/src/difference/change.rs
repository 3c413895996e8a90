use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Law;
use crate::law::{Exception, Instrument, Norm, Provision, Standing as Confidence, ThanBefore};
use crate::survey::Standing;

/// What became of a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What kind of change.
    pub kind: ChangeKind,
    /// The provision's id.
    pub id: String,
    /// Its paragraph, such as `2375:16`.
    pub cite: String,
    /// Its paragraph in full.
    pub citation: String,
    /// Its subject's id.
    pub subject: String,
    /// What it says.
    pub summary: String,
    /// Why it counts as such.
    pub because: String,
    /// Provisions that it replaces, or that replace it.
    pub others: Vec<String>,
    /// Whether it binds.
    pub binding: bool,
    /// Whether it is a binding prohibition that repeats and replaces none.
    pub broadens: bool,
    /// Whether it lets less through than before.
    pub tightens: bool,
    /// Whether it lets through what was stopped before.
    pub eases: bool,
    /// The weakest confidence in it.
    pub confidence: Confidence,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// New, and in the place of nothing.
    Added,
    /// Stricter than what it replaces, or an exception of it ended.
    Tightened,
    /// Less strict than what it replaces, or it lifts something.
    Relaxed,
    /// In the place of something that it neither only tightens nor only relaxes.
    Replaced,
    /// Ended: another stands in its place.
    Superseded,
    /// Ended by its own term.
    Expired,
    /// Put out of use by a draft laid over the law.
    Suspended,
    /// Adopted, and not begun on the later day.
    Pending,
    /// The same provision under another paragraph number.
    Renumbered,
    /// Written otherwise in the later edition.
    Corrected,
    /// Not in the later edition.
    Removed,
}

type Held<'r> = BTreeMap<&'r str, (&'r Provision, &'r Instrument)>;

impl<'r> Law<'r> {
    /// The provisions in force, by id.
    fn in_force(&self) -> Held<'r> {
        let standing = |held: &Provision| self.regime.standing(held, self.on, self.known);
        let held = self.regime.provisions();
        held.filter(|(provision, _)| matches!(standing(provision), Standing::InForce { .. }))
            .map(|(provision, instrument)| (provision.id.as_str(), (provision, instrument)))
            .collect()
    }

    /// The exceptions of a provision that can still be used, by name.
    fn exceptions<'p>(&self, provision: &'p Provision) -> BTreeSet<&'p str> {
        let usable = |exception: &&Exception| {
            let name = format!("{}#{}", provision.id, exception.id);
            let end = self.regime.end_of(&name, exception.until, self.known);
            end.is_none_or(|end| self.on < end)
        };
        provision.exceptions.iter().filter(usable).map(|exception| exception.id.as_str()).collect()
    }
}

/// Every change, in order of instruments and of their files.
pub(super) fn changes(before: Law<'_>, after: Law<'_>) -> Vec<Change> {
    let (was, is) = (before.in_force(), after.in_force());
    let mut changes = Vec::new();
    for (provision, instrument) in before.regime.provisions() {
        if was.contains_key(provision.id.as_str()) && !is.contains_key(provision.id.as_str()) {
            changes.push(ended(after, provision, instrument));
        }
    }
    let suspends = |provision: &Provision| crate::overlay::suspends(provision);
    for (provision, instrument) in after.regime.provisions().filter(|(held, _)| !suspends(held)) {
        match (was.get(provision.id.as_str()), is.contains_key(provision.id.as_str())) {
            (None, true) => changes.push(begun(&was, after, provision, instrument)),
            (Some((old, _)), true) => changes.extend(kept(before, after, old, provision, instrument)),
            (None, false) => changes.extend(pending(before, after, provision, instrument)),
            (Some(_), false) => {}
        }
    }
    changes
}

fn change(kind: ChangeKind, provision: &Provision, instrument: &Instrument, because: String) -> Change {
    Change {
        kind,
        id: provision.id.to_string(),
        cite: format!("{}:{}", instrument.id, provision.cite),
        citation: format!("{}, paragraph {}", instrument.symbol, provision.cite),
        subject: provision.subject.to_string(),
        summary: provision.summary.clone(),
        because,
        others: Vec::new(),
        binding: provision.binding,
        broadens: false,
        tightens: false,
        eases: false,
        confidence: provision.confidence.weakest(),
    }
}

fn ended(after: Law<'_>, provision: &Provision, instrument: &Instrument) -> Change {
    let Some((held, _)) = after.regime.provision(&provision.id) else {
        let because = "the later edition does not have it".to_owned();
        return Change {
            eases: provision.forbids(),
            ..change(ChangeKind::Removed, provision, instrument, because)
        };
    };
    match after.regime.standing(held, after.on, after.known) {
        Standing::Ended { since, by } if !by.is_empty() => {
            let because = format!("superseded from {since} by {}", by.join(", "));
            Change { others: by, ..change(ChangeKind::Superseded, provision, instrument, because) }
        }
        Standing::Suspended { by, until } => {
            let because = format!("suspended by {by} until {until}, hypothetically");
            let suspended = change(ChangeKind::Suspended, provision, instrument, because);
            Change { others: vec![by], eases: provision.forbids(), ..suspended }
        }
        Standing::Ended { since, .. } => {
            let because = format!("its own term ended: no longer in force from {since}");
            Change {
                eases: provision.forbids(),
                ..change(ChangeKind::Expired, provision, instrument, because)
            }
        }
        _ => change(ChangeKind::Removed, provision, instrument, "not in force on the later day".into()),
    }
}

fn begun(was: &Held<'_>, after: Law<'_>, provision: &Provision, instrument: &Instrument) -> Change {
    let restates: Vec<&str> = provision.restates.iter().map(|id| id.as_str()).collect();
    let repeats = restates.iter().any(|id| was.contains_key(id));
    if let Some(than_before) = provision.than_before.filter(|_| !provision.supersedes.is_empty()) {
        let ended: Vec<String> = provision.supersedes.iter().map(|name| name.to_string()).collect();
        let (kind, how) = match than_before {
            ThanBefore::Stricter => (ChangeKind::Tightened, "stricter"),
            ThanBefore::Laxer => (ChangeKind::Relaxed, "it lets more through"),
            ThanBefore::Mixed => (ChangeKind::Replaced, "stricter in one way, laxer in another"),
            ThanBefore::Same => (ChangeKind::Replaced, "it holds the same"),
        };
        let because = format!("in the place of {}: {how}", ended.join(", "));
        let mixed = than_before == ThanBefore::Mixed;
        return Change {
            others: ended,
            tightens: mixed || kind == ChangeKind::Tightened,
            eases: mixed || kind == ChangeKind::Relaxed,
            ..change(kind, provision, instrument, because)
        };
    }
    if provision.norm == Norm::Exemption && !repeats {
        let known = after.regime.provision_as_known(provision, after.known);
        let lifted: Vec<String> = known.lifts.iter().map(|id| id.to_string()).collect();
        let because = format!("lifts {}", lifted.join(", ").replace('*', "every measure"));
        return Change {
            others: lifted,
            eases: true,
            ..change(ChangeKind::Relaxed, provision, instrument, because)
        };
    }
    let because = if repeats { format!("repeats {}", restates.join(", ")) } else { "new".to_owned() };
    Change {
        others: restates.iter().map(|id| (*id).to_owned()).collect(),
        broadens: provision.forbids() && !repeats,
        ..change(ChangeKind::Added, provision, instrument, because)
    }
}

fn kept(
    before: Law<'_>,
    after: Law<'_>,
    old: &Provision,
    new: &Provision,
    instrument: &Instrument,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.cite != new.cite {
        let because = format!("was paragraph {}", old.cite);
        changes.push(change(ChangeKind::Renumbered, new, instrument, because));
    }
    let same_text = std::ptr::eq(before.regime, after.regime) || written(old) == written(new);
    if !same_text {
        changes.push(change(
            ChangeKind::Corrected,
            new,
            instrument,
            "written otherwise in the later edition".into(),
        ));
    }
    let (was, is) = (before.exceptions(old), after.exceptions(new));
    let gone: Vec<&str> = was.difference(&is).copied().collect();
    if !gone.is_empty() && same_text {
        let because = format!("its exceptions can no longer be used: {}", gone.join(", "));
        changes.push(Change { tightens: true, ..change(ChangeKind::Tightened, new, instrument, because) });
    }
    changes
}

/// A provision as its file writes it, but for its paragraph number.
fn written(provision: &Provision) -> String {
    let numberless = Provision { cite: String::new(), ..provision.clone() };
    serde_json::to_string(&numberless).unwrap_or_default()
}

fn pending(
    before: Law<'_>,
    after: Law<'_>,
    provision: &Provision,
    instrument: &Instrument,
) -> Option<Change> {
    let adopted_between = instrument.adopted > before.known && instrument.adopted <= after.known;
    let later = provision.from > after.on;
    (adopted_between && later).then(|| {
        let because = format!("adopted, and begins on {}", provision.from);
        change(ChangeKind::Pending, provision, instrument, because)
    })
}
