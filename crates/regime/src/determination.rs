//! The answer: an outcome, the paragraphs that decide it, and everything the reader must know beside it.

mod assemble;
mod beside;
mod readings;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::dealing::Dealing;
use crate::evaluate::{Bounds, Clocks, Naive, Profile, Proof, Severity};
use crate::law::Confidence;
use crate::regime::Regime;

pub(crate) use assemble::assemble;

/// What a dealing comes out as, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing encoded forbids it; duties and reservations may still follow.
    NoProhibitionFound,
    /// A prohibition or cap reaches it, and an exception, or room under the cap, lifts it.
    Excepted,
    /// The answer hangs on unknowns.
    Undetermined,
    /// Forbidden until the listed steps are done.
    Conditional,
    /// A binding norm forbids it, and no exception is met on the facts and printed assumptions.
    Prohibited,
}

/// The three classes of outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nothing found stops it.
    Go,
    /// Not settled.
    Open,
    /// It may not go ahead, or not yet.
    NoGo,
}

impl Outcome {
    /// The class it falls in.
    pub fn class(self) -> Class {
        match self {
            Outcome::NoProhibitionFound | Outcome::Excepted => Class::Go,
            Outcome::Undetermined => Class::Open,
            Outcome::Conditional | Outcome::Prohibited => Class::NoGo,
        }
    }

    /// The word, as JSON and cases write it.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::NoProhibitionFound => "no-prohibition-found",
            Outcome::Excepted => "excepted",
            Outcome::Undetermined => "undetermined",
            Outcome::Conditional => "conditional",
            Outcome::Prohibited => "prohibited",
        }
    }

    /// The outcome of bounds: their worse end where both are of one class.
    pub(crate) fn of(bounds: Bounds) -> Outcome {
        match bounds.worst {
            _ if !bounds.settled() => Outcome::Undetermined,
            Severity::Nothing => Outcome::NoProhibitionFound,
            Severity::Excepted => Outcome::Excepted,
            Severity::Conditional => Outcome::Conditional,
            Severity::Prohibited => Outcome::Prohibited,
        }
    }

    pub(crate) fn exactly(severity: Severity) -> Outcome {
        Outcome::of(Bounds::exactly(severity))
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// The answer to what binds a dealing.
///
/// Its JSON is stable: keys are added, never renamed or given another meaning.
#[derive(Clone, Debug, Serialize)]
pub struct Determination {
    /// The user's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the dealing comes out as.
    pub outcome: Outcome,
    /// The outcome's class.
    pub class: Class,
    /// What the answer reaches.
    pub reach: String,
    /// Whether readings of the law lead to different outcomes.
    pub contested: bool,
    /// The best outcome that the unknowns allow.
    pub best_case: Outcome,
    /// The worst outcome that the unknowns allow.
    pub worst_case: Outcome,
    /// Whether the dealing touches the target State, and why.
    pub nexus: Vec<String>,
    /// Each line's own result.
    pub lines: Vec<LineOutcome>,
    /// The provisions that reach the dealing or may reach it, worst first.
    pub provisions: Vec<ProvisionApplied>,
    /// The exceptions tried, and how they fared.
    pub exceptions: Vec<ExceptionTried>,
    /// What must be done first.
    pub steps: Vec<StepDue>,
    /// What must, may or should be done besides.
    pub duties: Vec<DutyOwed>,
    /// Approvals that exist in law and whose gate is not shown.
    pub routes: Vec<RouteOpen>,
    /// What would settle it, most decisive first.
    pub questions: Vec<Question>,
    /// What was taken as so for want of a word.
    pub assumptions: Vec<Assumption>,
    /// What was not looked at, since it was not submitted.
    pub not_examined: Vec<NotExamined>,
    /// Open norms that may reach the dealing all the same.
    pub reservations: Vec<Reservation>,
    /// Readings of the law that were met, with what each would give.
    pub readings: Vec<ReadingTaken>,
    /// What was noticed in the facts, such as a country and a place that do not agree.
    pub notices: Vec<String>,
    /// The weakest confidence on the deciding path; `None` where no provision decides.
    pub confidence: Option<crate::law::Standing>,
    /// Proof of each provision, line by line.
    pub derivation: Vec<Derivation>,
    /// What the answer was made with.
    pub editions: Editions,
}

impl Determination {
    /// The paragraphs that decide it, worst line first, as `2371:8`; none where nothing reaches it.
    pub fn cites(&self) -> Vec<String> {
        let decides = |id: &str| self.lines.iter().any(|line| line.decided_by.iter().any(|by| by == id));
        let mut cites: Vec<String> = Vec::new();
        for provision in self.provisions.iter().filter(|provision| decides(&provision.id)) {
            if !cites.contains(&provision.cite) {
                cites.push(provision.cite.clone());
            }
        }
        cites
    }
}

/// One line's result.
#[derive(Clone, Debug, Serialize)]
pub struct LineOutcome {
    /// Where the line stands: `acts[0].goods[1]`.
    pub line: String,
    /// What it is, for the reader.
    pub says: String,
    /// Its outcome.
    pub outcome: Outcome,
    /// The ids of the provisions that decide it.
    pub decided_by: Vec<String>,
}

/// A provision that reaches the dealing, or may.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionApplied {
    /// Its stable id.
    pub id: String,
    /// Its paragraph: `2375:16`.
    pub cite: String,
    /// Its paragraph in full: `S/RES/2375 (2017), paragraph 16`.
    pub citation: String,
    /// What it makes of the dealing: `prohibits`, `conditional`, `lifted`, or `open`.
    pub effect: &'static str,
    /// What it says.
    pub summary: String,
    /// What is doubtful about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Confidence in its parts.
    pub confidence: Confidence,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Why it applies, or may.
    pub because: Vec<String>,
    /// The date it was tested on, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tested: Option<String>,
    /// The lines it reaches.
    pub lines: Vec<String>,
}

/// A provision cited beside the outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Appealed {
    /// Its stable id.
    pub id: String,
    /// Its paragraph: `2375:16`.
    pub cite: String,
    /// Its paragraph in full.
    pub citation: String,
}

/// An exception tried on a provision.
#[derive(Clone, Debug, Serialize)]
pub struct ExceptionTried {
    /// `provision#exception`.
    pub id: String,
    /// The provision it would lift.
    pub provision: String,
    /// Where it stands.
    pub at: Appealed,
    /// `met`, `steps-due`, `fails` or `open`.
    pub status: &'static str,
    /// What it says.
    pub summary: String,
    /// Why it fares so: the tests that decide, each with what was found.
    pub because: Vec<String>,
    /// The lines it was tried on.
    pub lines: Vec<String>,
}

/// A condition precedent that is due.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StepDue {
    /// What is to be done.
    pub says: String,
    /// Who makes the finding that records it.
    pub by: String,
    /// By when.
    pub when: String,
    /// What the dealing holds on it.
    pub found: String,
    /// The exception it belongs to, `provision#exception`.
    pub exception: String,
    /// Where that stands.
    pub at: Appealed,
}

/// Something that must, may or should be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyOwed {
    /// Who.
    pub who: String,
    /// What.
    pub act: String,
    /// By when, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// By which day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Whether it binds; otherwise the Council only called for it.
    pub binding: bool,
    /// Whether unknown facts leave open if it applies.
    pub possible: bool,
    /// Where it stands.
    pub at: Appealed,
}

/// An approval that the law provides for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteOpen {
    /// What it is.
    pub summary: String,
    /// What would have to be shown.
    pub shows: Vec<String>,
    /// What would then be due.
    pub steps: Vec<String>,
    /// Where it stands.
    pub at: Appealed,
}

/// A question whose answer can change something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Where the dealing's JSON has the field that answers it: `acts[0].dates.contract`, `acts[0].ship.flag`.
    pub field: String,
    /// The field's short name.
    pub word: String,
    /// The question.
    pub ask: String,
    /// The provisions that turn on it.
    pub provisions: Vec<String>,
    /// The field, to answer it with [`crate::Dealing::answered`].
    #[serde(skip)]
    pub at: crate::dealing::FieldRef,
    /// Answers at which the law turns, and one beyond each: what was tried to see that it decides.
    #[serde(skip)]
    pub turns: Vec<crate::dealing::Answer>,
}

/// What was taken as so for want of a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Assumption {
    /// What was assumed.
    pub says: String,
    /// The provisions that turn on it.
    pub provisions: Vec<String>,
}

/// Something not looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NotExamined {
    /// What: `parties`, `ship`, `route`, `finance`.
    pub facet: &'static str,
    /// Why, and what that means.
    pub says: String,
}

/// An open norm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reservation {
    /// The line that reserves it.
    pub says: String,
    /// Where it stands.
    pub at: Appealed,
}

/// A reading of the law that was met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingTaken {
    /// Its name.
    pub id: String,
    /// The question it answers.
    pub question: String,
    /// Whether its options lead to different outcomes here.
    pub contested: bool,
    /// Whether the profile fixed it.
    pub fixed: bool,
    /// What each option would give, all else equal.
    pub options: Vec<ReadingOutcome>,
}

/// What one option of a reading gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadingOutcome {
    /// The option.
    pub id: String,
    /// What it holds.
    pub says: String,
    /// Who reads it so.
    pub sources: Vec<String>,
    /// The outcome under it.
    pub outcome: Outcome,
}

/// The proof of one provision on one line.
#[derive(Clone, Debug, Serialize)]
pub struct Derivation {
    /// The line.
    pub line: String,
    /// The provision.
    pub provision: String,
    /// Why it applies, or not, or may.
    pub scope: Proof,
    /// Its exceptions' gates, by `provision#exception`.
    pub exceptions: BTreeMap<String, Proof>,
}

/// What an answer was made with, for replay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Editions {
    /// The regime's id.
    pub regime: String,
    /// The content hash of its files, SHA-256.
    pub edition: String,
    /// The version of the engine.
    pub engine: String,
    /// The day asked about, where one was given beside the dealing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The day after which nothing is known.
    pub known: String,
}

/// A reading in the profile that the regime does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("`{given}` is no reading of this regime")]
#[diagnostic(help("{mend}"))]
pub struct UnknownReading {
    given: String,
    mend: String,
}

impl Regime {
    /// Determines what binds a dealing.
    ///
    /// `clocks.on` is the day that provisions test where the dealing gives no better one; `clocks.known` hides what
    /// the world published later. The outcome is the worst over the readings of the law that `profile` leaves open.
    ///
    /// # Errors
    /// A reading in the profile that the regime does not have.
    pub fn determine(
        &self,
        dealing: &Dealing,
        clocks: Clocks,
        profile: &Profile,
    ) -> Result<Determination, UnknownReading> {
        self.check_profile(profile)?;
        Ok(assemble(&Naive { regime: self, clocks, profile }, dealing))
    }

    /// Checks that every reading a profile fixes is one of the regime, and every option one of its own.
    ///
    /// # Errors
    /// A reading or option that the regime does not have.
    pub fn check_profile(&self, profile: &Profile) -> Result<(), UnknownReading> {
        for (id, option) in &profile.readings {
            let given = format!("{id}={option}");
            let Some(reading) = self.readings.iter().find(|reading| *reading.id == *id.as_str()) else {
                let known =
                    self.readings.iter().map(|reading| reading.id.to_string()).collect::<Vec<_>>().join(", ");
                return Err(UnknownReading { given, mend: format!("readings: {known}") });
            };
            if !reading.options.iter().any(|known| *known.id == *option.as_str()) {
                let known = reading
                    .options
                    .iter()
                    .map(|known| format!("{id}={}", known.id))
                    .collect::<Vec<_>>()
                    .join(" or ");
                return Err(UnknownReading { given, mend: format!("write {known}") });
            }
        }
        Ok(())
    }
}

/// A day as answers write it.
fn written(date: Date) -> String {
    date.to_string()
}
