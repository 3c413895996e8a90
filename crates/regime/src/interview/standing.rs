//! How a dealing stands while it is being asked about.

use serde::Serialize;

use crate::dealing::Dealing;
use crate::determination::{Class, Outcome};
use crate::evaluate::{Evaluator, Severity, across_readings};
use crate::truth::Truth;

/// Where a dealing stands: decided or open, and on which paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandsNow {
    /// The outcome on what is known.
    pub outcome: Outcome,
    /// Its class.
    pub class: Class,
    /// The best outcome that the unknowns allow.
    pub best_case: Outcome,
    /// The worst outcome that the unknowns allow.
    pub worst_case: Outcome,
    /// The paragraphs that stop it on what is known, as `2371:8`.
    pub stopped_by: Vec<String>,
    /// The paragraphs that may still stop it, or be lifted.
    pub open: Vec<String>,
}

pub(super) fn stands_now(evaluator: &dyn Evaluator, dealing: &Dealing) -> StandsNow {
    let results = across_readings(evaluator, dealing, None);
    let worst =
        results.iter().reduce(|worst, next| if next.1.outcome() > worst.1.outcome() { next } else { worst });
    let mut stands = StandsNow {
        outcome: Outcome::NoProhibitionFound,
        class: Class::Go,
        best_case: Outcome::NoProhibitionFound,
        worst_case: Outcome::NoProhibitionFound,
        stopped_by: Vec::new(),
        open: Vec::new(),
    };
    let Some((_, evaluation)) = worst else { return stands };
    let bounds = evaluation.bounds();
    stands.outcome = evaluation.outcome();
    stands.class = stands.outcome.class();
    stands.best_case = Outcome::exactly(bounds.best);
    stands.worst_case = Outcome::exactly(bounds.worst);
    let reaching = evaluation
        .lines
        .iter()
        .flat_map(|line| &line.provisions)
        .filter(|result| result.provision.forbids() && result.scope.truth != Truth::False);
    for result in reaching {
        let cite = evaluator
            .regime()
            .instruments()
            .get(result.instrument)
            .map(|instrument| format!("{}:{}", instrument.id, result.provision.cite))
            .unwrap_or_default();
        let list = match (result.bounds.settled(), result.bounds.worst >= Severity::Conditional) {
            (false, _) => &mut stands.open,
            (true, true) => &mut stands.stopped_by,
            (true, false) => continue,
        };
        if !list.contains(&cite) {
            list.push(cite);
        }
    }
    stands
}
