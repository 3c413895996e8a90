//! The evaluator: naive, and written straight from the semantics in `docs/semantics.md`.
//!
//! Every provision is tried on every line of every act. Nothing here is clever; the fast evaluator in `compiled` must agree
//! with it. The tests that rules are made of *find* something first, without a word, and word it afterwards: what is found
//! is shared by both.

/// Words for the reader: formatted, or left out where nobody will read them.
macro_rules! say {
    ($view:expr, $($words:tt)*) => {
        if $view.terse { String::new() } else { format!($($words)*) }
    };
}

mod bounds;
pub(crate) mod condition;
pub(crate) mod finding;
mod proof;
mod provision;
mod questions;
pub(crate) mod quota;
mod readings;
pub(crate) mod scope;
pub(crate) mod sign;
pub(crate) mod view;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::dealing::{Act, Answer, Dealing, FieldRef};
use crate::determination::Outcome;
use crate::regime::Regime;

pub(crate) use bounds::{Bounds, Severity};
pub(crate) use proof::Ask;
pub use proof::Proof;
pub(crate) use provision::{ExceptionResult, ExceptionStatus, ProvisionResult};
pub(crate) use questions::{Weight, candidates, class_of, decisive, is_pivot, next_pivot, rests_on};
pub(crate) use quota::{Period, factor_of, measured, occurrence};
pub(crate) use readings::{Assignment, Met, across_readings};
pub(crate) use view::{RECEIVERS, Readings, SENDERS, View};

/// The two clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The day that provisions test where the dealing gives no better one; `None` leaves it unknown.
    pub on: Option<Date>,
    /// Hides instruments adopted, and findings made, after this day.
    pub known: Date,
}

impl Clocks {
    /// The day of an act: its own, else the dealing's, else the clock's.
    pub fn day_of(&self, act: &Act, dealing: &Dealing) -> Option<Date> {
        act.date.or(dealing.date).or(self.on)
    }
}

/// What a house has settled for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Readings fixed: reading to option.
    pub readings: BTreeMap<String, String>,
}

/// The dealing under one assignment of readings.
#[derive(Clone, Debug)]
pub(crate) struct Evaluation<'r> {
    pub(crate) lines: Vec<LineResult<'r>>,
}

/// One line of one act.
#[derive(Clone, Debug)]
pub(crate) struct LineResult<'r> {
    pub(crate) act: usize,
    pub(crate) line: usize,
    /// Whether the dealing touches the target State.
    pub(crate) nexus: Proof,
    /// What was tried and not found to be plainly out of reach.
    pub(crate) provisions: Vec<ProvisionResult<'r>>,
}

impl LineResult<'_> {
    /// The best and the worst that missing facts allow.
    fn bounds(&self) -> Bounds {
        self.provisions.iter().map(|result| result.bounds).fold(Bounds::NOTHING, Bounds::worse)
    }

    /// Prohibitions accumulate: the worst provision counts.
    pub(crate) fn outcome(&self) -> Outcome {
        self.provisions
            .iter()
            .map(|result| Outcome::of(result.bounds))
            .max()
            .unwrap_or(Outcome::NoProhibitionFound)
    }
}

impl Evaluation<'_> {
    /// The best and the worst that missing facts allow.
    pub(crate) fn bounds(&self) -> Bounds {
        self.lines.iter().map(LineResult::bounds).fold(Bounds::NOTHING, Bounds::worse)
    }

    /// The worst line counts.
    pub(crate) fn outcome(&self) -> Outcome {
        self.lines.iter().map(LineResult::outcome).max().unwrap_or(Outcome::NoProhibitionFound)
    }
}

/// The law that a dealing is put to, and who looks through it. What a provision makes of a line is the same for all.
pub(crate) trait Evaluator {
    fn regime(&self) -> &Regime;
    fn clocks(&self) -> Clocks;
    fn profile(&self) -> &Profile;

    /// The provisions, by place and in order, that are worth trying on a line: at least all that say something of it.
    fn places(&self, view: &View<'_, '_>) -> Vec<usize>;

    /// What the undecided provisions make of a dealing, over all readings.
    fn weigh(&self, dealing: &Dealing, undecided: &Undecided) -> Weight;

    /// The answers to try on a field.
    fn candidates(&self, dealing: &Dealing, at: &FieldRef) -> Vec<Answer>;
}

/// The evaluator that looks at everything.
pub(crate) struct Naive<'r> {
    pub(crate) regime: &'r Regime,
    pub(crate) clocks: Clocks,
    pub(crate) profile: &'r Profile,
}

impl Evaluator for Naive<'_> {
    fn regime(&self) -> &Regime {
        self.regime
    }

    fn clocks(&self) -> Clocks {
        self.clocks
    }

    fn profile(&self) -> &Profile {
        self.profile
    }

    fn places(&self, _: &View<'_, '_>) -> Vec<usize> {
        (0..self.regime.provisions.len()).collect()
    }

    fn candidates(&self, dealing: &Dealing, at: &FieldRef) -> Vec<Answer> {
        candidates(self.regime, dealing, self.clocks.known, at)
    }

    fn weigh(&self, dealing: &Dealing, undecided: &Undecided) -> Weight {
        Weight::of(&across_readings(self, dealing, Some(undecided)))
    }
}

/// Evaluates every line of a dealing under one assignment of readings.
fn evaluate<'r>(
    evaluator: &'r dyn Evaluator,
    dealing: &Dealing,
    readings: &dyn Readings,
    only: Option<&Undecided>,
) -> Evaluation<'r> {
    let mut lines = Vec::new();
    for (act_index, act) in dealing.acts.iter().enumerate() {
        for line in 0..act.lines() {
            let view = View {
                regime: evaluator.regime(),
                dealing,
                act,
                act_index,
                line,
                clocks: evaluator.clocks(),
                readings,
                suppose_shown: false,
                terse: only.is_some(),
            };
            lines.push(evaluate_line(evaluator, &view, only));
        }
    }
    Evaluation { lines }
}

/// The provisions whose result on some line is not settled. A refinement moves no other: what is settled stays, so the search for
/// questions looks at these alone.
pub(crate) type Undecided = BTreeSet<(usize, usize, usize)>;

fn evaluate_line<'r>(
    evaluator: &dyn Evaluator,
    view: &View<'_, 'r>,
    only: Option<&Undecided>,
) -> LineResult<'r> {
    let nexus = scope::nexus(view);
    let provisions = if nexus.truth == crate::Truth::False {
        Vec::new()
    } else {
        let looked_at = evaluator.places(view).into_iter();
        let looked_at = looked_at
            .filter(|place| only.is_none_or(|only| only.contains(&(view.act_index, view.line, *place))));
        let loaded = looked_at.filter_map(|place| Some((place, view.regime.provisions.get(place)?)));
        loaded.filter_map(|(place, loaded)| provision::examine(view, place, loaded)).collect()
    };
    LineResult { act: view.act_index, line: view.line, nexus, provisions }
}
