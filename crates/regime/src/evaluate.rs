//! The evaluator: naive, and written straight from the semantics in `docs/semantics.md`.
//!
//! Every provision is tried on every line of every act. Nothing here is clever; the fast evaluator must agree with it.

/// Words for the reader: formatted, or left out where nobody will read them.
macro_rules! say {
    ($view:expr, $($words:tt)*) => {
        if $view.terse { String::new() } else { format!($($words)*) }
    };
}

mod bounds;
mod condition;
mod proof;
mod provision;
mod questions;
mod quota;
mod readings;
mod scope;
mod view;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::dealing::Dealing;
use crate::determination::Outcome;
use crate::regime::Regime;

pub(crate) use bounds::{Bounds, Severity};
pub(crate) use proof::Ask;
pub use proof::Proof;
pub(crate) use provision::{ExceptionResult, ExceptionStatus, ProvisionResult};
pub(crate) use questions::{class_of, decisive, is_pivot, next_pivot};
pub(crate) use readings::{Assignment, across_readings, across_readings_of};
pub(crate) use view::View;

/// The two clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// The day that provisions test where the dealing gives no better one; `None` leaves it unknown.
    pub on: Option<Date>,
    /// Hides instruments adopted, and findings made, after this day.
    pub known: Date,
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

/// Evaluates every line of a dealing under one assignment of readings; `consulted` gathers the readings met.
pub(crate) fn evaluate<'r>(
    regime: &'r Regime,
    dealing: &Dealing,
    clocks: Clocks,
    assignment: &Assignment,
    consulted: &RefCell<BTreeSet<String>>,
    only: Option<&Undecided>,
) -> Evaluation<'r> {
    let mut lines = Vec::new();
    for (act_index, act) in dealing.acts.iter().enumerate() {
        for line in 0..act.lines() {
            let view = View {
                regime,
                dealing,
                act,
                act_index,
                line,
                clocks,
                assignment,
                consulted,
                suppose_shown: false,
                terse: only.is_some(),
            };
            lines.push(evaluate_line(&view, only));
        }
    }
    Evaluation { lines }
}

/// The provisions whose result on some line is not settled. A refinement moves no other: what is settled stays, so the search for
/// questions looks at these alone.
pub(crate) type Undecided = BTreeSet<(usize, usize, usize)>;

fn evaluate_line<'r>(view: &View<'_, 'r>, only: Option<&Undecided>) -> LineResult<'r> {
    let nexus = scope::nexus(view);
    let provisions = if nexus.truth == crate::Truth::False {
        Vec::new()
    } else {
        let looked_at = view.regime.provisions.iter().enumerate();
        let looked_at = looked_at
            .filter(|(place, _)| only.is_none_or(|only| only.contains(&(view.act_index, view.line, *place))));
        looked_at.filter_map(|(place, loaded)| provision::examine(view, place, loaded)).collect()
    };
    LineResult { act: view.act_index, line: view.line, nexus, provisions }
}
