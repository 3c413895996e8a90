//! The target State's own obligations: what a test or launch breached, and what the Council did next.

use jiff::civil::Date;
use serde::Serialize;

use crate::chronicle::Happening;
use crate::law::{Addressee, Event, EventKind, Instrument, Norm, Provision, Standing as Confidence};
use crate::regime::Regime;
use crate::survey::Standing;
use crate::treaty::{Bound, Treaty};

/// What is assessed: an event of the ledger, or conduct on a day.
#[derive(Clone, Copy, Debug)]
pub enum Conduct<'r> {
    /// An event of `events.toml`.
    Event(&'r Event),
    /// Conduct of a kind, on a day at the Council's seat.
    Kind(EventKind, Date),
}

/// What a test or launch breached, and what followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assessment {
    /// The event's id, where it is one of the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What it was.
    pub kind: EventKind,
    /// In a line.
    pub says: String,
    /// Its day at the Council's seat, by which obligations are tested.
    pub on: String,
    /// What was known.
    pub known: String,
    /// What is doubtful about the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How well the event itself was checked: the weakest of its day and content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Where the event comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Every obligation in force on that day that it breached, or breaches on a reading.
    pub breached: Vec<Breach>,
    /// Instruments adopted by then with no such obligation.
    pub without: Vec<Without>,
    /// Treaties that such conduct would breach, and whether they bound the target State.
    pub treaties: Vec<TreatyBreach>,
    /// What the Council did next.
    pub next: Vec<NextStep>,
    /// The regime's edition.
    pub edition: String,
}

/// An obligation breached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// The provision's id.
    pub id: String,
    /// Its citation, such as `1718:2`.
    pub cite: String,
    /// Its citation in full, such as `S/RES/1718 (2006), paragraph 2`.
    pub citation: String,
    /// What it demands.
    pub summary: String,
    /// Whether it binds; `false` for what the Council only urged.
    pub binding: bool,
    /// The reading on which it is breached, where only a reading reaches the conduct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_reading: Option<String>,
    /// What that reading holds, and who takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading_says: Option<String>,
    /// The earlier obligations that it repeats.
    pub restates: Vec<String>,
    /// The weakest confidence in it.
    pub confidence: Confidence,
}

/// An instrument that demands nothing of the kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Without {
    /// Its id.
    pub instrument: String,
    /// Its symbol.
    pub symbol: String,
    /// Why it is not among the breached, as far as it is encoded.
    pub because: String,
}

/// A treaty obligation that such conduct would breach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TreatyBreach {
    /// The obligation's id.
    pub id: String,
    /// The treaty.
    pub treaty: String,
    /// Its article.
    pub cite: String,
    /// What it obliges to.
    pub summary: String,
    /// Whether it bound the target State on that day.
    #[serde(flatten)]
    pub bound: Bound,
    /// How well the obligation was checked.
    pub confidence: Confidence,
}

/// Something the Council did after an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextStep {
    /// The instrument's or event's id.
    pub id: String,
    /// What it is.
    pub kind: EventKind,
    /// In a line.
    pub says: String,
    /// Its day.
    pub on: String,
    /// Days after the event.
    pub days: i32,
    /// How well it was checked that it answers the event; `None` where it is only the next in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Confidence>,
}

impl Regime {
    /// What conduct breached on its day, as known on a day, and what followed. `None` where the event was not known yet, or
    /// is no conduct that an obligation could name.
    pub fn assess(&self, conduct: Conduct<'_>, treaties: &[Treaty], known: Date) -> Option<Assessment> {
        let (kind, on) = match conduct {
            Conduct::Event(event) => (event.kind, self.council_day(event)),
            Conduct::Kind(kind, on) => (kind, on),
        };
        if on > known || !EventKind::CONDUCT.contains(&kind) {
            return None;
        }
        let event = match conduct {
            Conduct::Event(event) => Some(event),
            Conduct::Kind(..) => None,
        };
        let breached: Vec<Breach> = self
            .provisions()
            .filter(|(demand, _)| {
                demand.norm == Norm::Demand
                    && demand.addressee == Addressee::TargetState
                    && matches!(self.standing(demand, on, known), Standing::InForce { .. })
            })
            .filter_map(|(demand, instrument)| self.breach(demand, instrument, kind, known))
            .collect();
        let target = self.target;
        let treaties = treaties.iter().flat_map(|treaty| {
            treaty.breached_by(kind).map(move |obligation| TreatyBreach {
                id: obligation.id.to_string(),
                treaty: treaty.file().treaty.name.clone(),
                cite: obligation.cite.clone(),
                summary: obligation.summary.clone(),
                bound: treaty.binds(target, on, known),
                confidence: obligation.confidence,
            })
        });
        Some(Assessment {
            event: event.map(|event| event.id.to_string()),
            kind,
            says: event.map_or_else(|| self.says_of(kind), |event| event.says.clone()),
            on: on.to_string(),
            known: known.to_string(),
            note: event.and_then(|event| self.as_known(event.note.as_ref()?, known)),
            confidence: event.map(|event| event.confidence.date.max(event.confidence.content)),
            sources: event.map(|event| self.sources_as_known(&event.sources, known)).unwrap_or_default(),
            without: self.without(&breached, kind, on, known),
            breached,
            treaties: treaties.collect(),
            next: self.next(event, on, known),
            edition: self.edition.clone(),
        })
    }

    fn says_of(&self, kind: EventKind) -> String {
        let what = match kind {
            EventKind::NuclearTest => "a nuclear test",
            EventKind::SpaceLaunch => "a launch of a satellite launcher",
            _ => "a launch of a ballistic missile",
        };
        format!("{what} by {}", self.about.target_name)
    }

    fn breach(
        &self,
        demand: &Provision,
        Instrument { id: instrument, symbol, .. }: &Instrument,
        kind: EventKind,
        known: Date,
    ) -> Option<Breach> {
        let on_reading = demand.breached_on_reading.get(&kind);
        if !demand.breached_by.contains(&kind) && on_reading.is_none() {
            return None;
        }
        Some(Breach {
            id: demand.id.to_string(),
            cite: format!("{instrument}:{}", demand.cite),
            citation: format!("{symbol}, paragraph {}", demand.cite),
            summary: demand.summary.clone(),
            binding: demand.binding,
            on_reading: on_reading.map(|name| name.to_string()),
            reading_says: on_reading.and_then(|name| self.reading_says(name, known)),
            restates: demand.restates.iter().map(|id| id.to_string()).collect(),
            confidence: demand.confidence.weakest(),
        })
    }

    fn reading_says(&self, name: &str, known: Date) -> Option<String> {
        let (reading, option) = name.split_once('/')?;
        let reading = self.readings.iter().find(|known| *known.id == *reading)?;
        let option = reading.options.iter().find(|known| *known.id == *option)?;
        let sources = self.sources_as_known(&option.sources, known);
        Some(match sources.as_slice() {
            [] => option.says.clone(),
            some => format!("{} ({})", option.says, some.join("; ")),
        })
    }

    fn without(&self, breached: &[Breach], kind: EventKind, on: Date, known: Date) -> Vec<Without> {
        let coverage = self.coverage(known);
        let adopted = self.instruments.iter().filter(|held| held.adopted <= on);
        let has = |id: &str| breached.iter().any(|b| b.cite.split_once(':').is_some_and(|(of, _)| of == id));
        adopted
            .filter(|held| !has(&held.id))
            .map(|held| {
                let demands = self.provisions().filter(|(p, of)| {
                    *of.id == *held.id && p.norm == Norm::Demand && p.addressee == Addressee::TargetState
                });
                let because = match demands.count() {
                    0 => "demands nothing of the target State",
                    _ if kind == EventKind::NuclearTest => "demands nothing about tests",
                    _ => "demands nothing about such launches",
                };
                let unseen = coverage.iter().find(|row| row.instrument == *held.id);
                let unseen = unseen.map_or(0, |row| row.count(crate::coverage::CoverageState::Unseen));
                let caveat =
                    if unseen == 0 { String::new() } else { ", as far as its text was seen".to_owned() };
                Without {
                    instrument: held.id.to_string(),
                    symbol: held.symbol.clone(),
                    because: format!("{because}{caveat}"),
                }
            })
            .collect()
    }

    /// What a source says answered the event, and the first resolution after it.
    fn next(&self, event: Option<&Event>, on: Date, known: Date) -> Vec<NextStep> {
        let answered = event.map(|event| event.answered_by.as_slice()).unwrap_or_default();
        let after = self.chronicle(known).into_iter().filter(|(day, _)| *day >= on);
        let mut next = Vec::new();
        let mut resolution_seen = false;
        for (day, happening) in after {
            let answers = answered.iter().any(|id| **id == *happening.id());
            let adoption = matches!(happening, Happening::Adoption(_));
            if answers || (adoption && !resolution_seen) {
                next.push(NextStep {
                    id: happening.id().to_owned(),
                    kind: happening.kind(),
                    says: happening.says(),
                    on: day.to_string(),
                    days: on.until(day).map_or(0, |span| span.get_days()),
                    answers: event.filter(|_| answers).map(|event| event.confidence.of_link()),
                });
            }
            resolution_seen |= adoption;
        }
        next
    }
}
