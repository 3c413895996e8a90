//! Measures over time: for each subject, how strong the law was and by which provisions; beside it, what happened.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::law::{Condition, EventKind, Exception, Norm, Provision};
use crate::regime::Regime;
use crate::survey::Standing;

/// Measures and happenings between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The first day shown.
    pub from: String,
    /// The last day shown.
    pub to: String,
    /// What was known.
    pub known: String,
    /// One for each subject with law in that time, in the order of `subjects.toml`.
    pub lanes: Vec<Lane>,
    /// Adoptions, tests, launches and the rest, by day at the Council's seat.
    pub happened: Vec<Happened>,
    /// The regime's edition.
    pub edition: String,
}

/// A subject over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// The subject's id.
    pub subject: String,
    /// Its name.
    pub says: String,
    /// Stretches of time with the same provisions in force; none where there was no law.
    pub spans: Vec<Span>,
}

/// A stretch of time with the same provisions in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its first day.
    pub from: String,
    /// The first day after it; `None` where no end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The strongest provision in it.
    pub strength: Strength,
    /// The provisions in force, by id.
    pub provisions: Vec<String>,
    #[serde(skip)]
    days: (Date, Option<Date>),
}

impl Span {
    /// Its first day, and the first day after it.
    pub fn days(&self) -> (Date, Option<Date>) {
        self.days
    }
}

/// How strong a provision is, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Called for, without binding.
    CalledFor,
    /// Required, allowed or declared: anything that binds and forbids no dealing.
    Rule,
    /// Forbidden with an exception by approval, notice or cap, or on one reading only.
    Limited,
    /// Forbidden.
    Forbidden,
}

impl Strength {
    /// Every strength, weakest first.
    pub const ALL: [Strength; 4] =
        [Strength::CalledFor, Strength::Rule, Strength::Limited, Strength::Forbidden];
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Happened {
    /// The event's or instrument's id.
    pub id: String,
    /// What kind of thing it is.
    pub kind: EventKind,
    /// Its day at the Council's seat.
    pub on: String,
    /// What it is, in a line.
    pub says: String,
    #[serde(skip)]
    day: Option<Date>,
}

impl Happened {
    /// Its day at the Council's seat.
    pub fn day(&self) -> Option<Date> {
        self.day
    }
}

impl Regime {
    /// Measures and happenings from a day to a day, as known on a day; nothing known later shows.
    pub fn timeline(&self, from: Date, to: Date, known: Date) -> Timeline {
        let lanes = self.subjects.iter().filter_map(|subject| {
            let spans = self.spans(&subject.id, from, to, known);
            let lane = Lane { subject: subject.id.to_string(), says: subject.says.clone(), spans };
            (!lane.spans.is_empty()).then_some(lane)
        });
        let happened = self.chronicle(known).into_iter().filter(|(day, _)| (from..=to).contains(day));
        Timeline {
            from: from.to_string(),
            to: to.to_string(),
            known: known.to_string(),
            lanes: lanes.collect(),
            happened: happened
                .map(|(day, happening)| Happened {
                    id: happening.id().to_owned(),
                    kind: happening.kind(),
                    on: day.to_string(),
                    says: happening.says(),
                    day: Some(day),
                })
                .collect(),
            edition: self.edition.clone(),
        }
    }

    /// The strongest measure on a subject on a day, as known on a day; `None` where none is in force.
    pub fn strength(&self, subject: &str, on: Date, known: Date) -> Option<Strength> {
        let held = self.provisions().filter(|(provision, _)| {
            *provision.subject == *subject
                && measures(provision)
                && matches!(self.standing(provision, on, known), Standing::InForce { .. })
        });
        held.map(|(provision, _)| strength(provision)).max()
    }

    fn spans(&self, subject: &str, from: Date, to: Date, known: Date) -> Vec<Span> {
        let held: Vec<(&Provision, Date, Option<Date>)> = self
            .provisions()
            .filter(|(provision, instrument)| {
                *provision.subject == *subject && instrument.adopted <= known && measures(provision)
            })
            .map(|(provision, _)| (provision, provision.from, self.end(provision, known)))
            .filter(|(_, begins, ends)| *begins <= to && ends.is_none_or(|end| end > from && end > *begins))
            .collect();
        let turns: BTreeSet<Date> =
            held.iter().flat_map(|(_, begins, ends)| [Some(*begins), *ends]).flatten().collect();
        let turns: Vec<Date> = turns.into_iter().collect();
        let mut spans = Vec::new();
        for (place, begins) in turns.iter().enumerate() {
            let ends = turns.get(place + 1).copied();
            let inside: Vec<&Provision> = held
                .iter()
                .filter(|(_, first, end)| first <= begins && end.is_none_or(|end| end > *begins))
                .map(|(provision, ..)| *provision)
                .collect();
            let Some(strength) = inside.iter().map(|provision| strength(provision)).max() else { continue };
            if *begins > to || ends.is_some_and(|end| end <= from) {
                continue;
            }
            spans.push(Span {
                from: begins.to_string(),
                until: ends.map(|end| end.to_string()),
                strength,
                provisions: inside.iter().map(|provision| provision.id.to_string()).collect(),
                days: (*begins, ends),
            });
        }
        spans
    }
}

/// Whether a provision is a measure, and no mere statement about one.
fn measures(provision: &Provision) -> bool {
    !matches!(provision.norm, Norm::Declaration | Norm::Definition)
}

/// How strong a provision is by itself.
pub(crate) fn strength(provision: &Provision) -> Strength {
    let opened =
        |exception: &Exception| !exception.steps.is_empty() || exception.when.as_ref().is_some_and(caps);
    let contested = provision.when.as_ref().is_some_and(|when| when.reading.is_some());
    match (provision.binding, provision.norm) {
        (false, _) => Strength::CalledFor,
        (true, Norm::Prohibition) if provision.exceptions.iter().any(opened) || contested => {
            Strength::Limited
        }
        (true, Norm::Prohibition) => Strength::Forbidden,
        (true, _) => Strength::Rule,
    }
}

/// Whether a condition turns on room under a quota.
fn caps(condition: &Condition) -> bool {
    condition.room.is_some() || condition.all.iter().chain(&condition.any).flatten().any(caps)
}
