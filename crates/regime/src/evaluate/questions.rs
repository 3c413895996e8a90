//! Which unknowns are worth asking: only those of which some answer can change something.

mod candidates;
mod pivots;

use std::collections::BTreeMap;

use super::readings::Met;
use super::{Ask, Assignment, Bounds, Evaluation, Evaluator, Severity, Undecided, View};
use crate::dealing::{Answer, Dealing, FieldRef};
use crate::determination::{Class, Outcome};
use crate::truth::Truth;

pub(crate) use candidates::candidates;
pub(crate) use pivots::{class_of, is_pivot, next_pivot, rests_on};

/// How many ways of answering the other questions are tried before a question is held to decide nothing.
const JOINT_TRIALS: usize = 48;
/// How many answers to the question itself are compared in each of them.
const ANSWERS_COMPARED: usize = 6;
/// How many answers a question is ranked by.
const ANSWERS_RANKED: usize = 16;

/// A question that some answer makes worth asking.
#[derive(Clone, Debug)]
pub(crate) struct Decisive {
    pub(crate) ask: Ask,
    /// The provisions it is asked for.
    pub(crate) provisions: Vec<String>,
    /// Of the answers tried, the share that settles the class, in thousandths.
    pub(crate) settles: usize,
    /// The answers tried.
    pub(crate) turns: Vec<Answer>,
}

/// The questions worth asking, most decisive first. An outcome that no answer can move asks nothing.
pub(crate) fn decisive(
    evaluator: &dyn Evaluator,
    dealing: &Dealing,
    results: &[(Assignment, Evaluation<'_>)],
) -> Vec<Decisive> {
    let mut asks: BTreeMap<FieldRef, (Ask, Vec<String>)> = BTreeMap::new();
    for (assignment, evaluation) in results {
        gather(evaluator, dealing, assignment, evaluation, &mut asks);
    }
    if asks.is_empty() {
        return Vec::new();
    }
    let undecided = undecided(results);
    let decided = results
        .iter()
        .map(|(_, evaluation)| decided(evaluation, &undecided))
        .fold(Weight::NOTHING, Weight::worse);
    let weigh = |dealing: &Dealing| evaluator.weigh(dealing, &undecided).worse(decided);
    let now = Weight::of(results);
    let answers: BTreeMap<&FieldRef, Vec<Answer>> =
        asks.keys().map(|field| (field, evaluator.candidates(dealing, field))).collect();
    let mut kept = Vec::new();
    for (field, (ask, provisions)) in &asks {
        let tried = answers.get(field).map_or(&[][..], Vec::as_slice);
        let mut weights = tried.iter().map(|answer| weigh(&dealing.answered(field, answer)));
        if weights.any(|weight| weight != now) || decides_jointly(dealing, field, &answers, &weigh) {
            let stride = (tried.len() / ANSWERS_RANKED).max(1);
            let ranked: Vec<Weight> =
                tried.iter().step_by(stride).map(|answer| weigh(&dealing.answered(field, answer))).collect();
            let settled = ranked.iter().filter(|weight| weight.settled()).count();
            let settles = settled * 1000 / ranked.len().max(1);
            kept.push(Decisive {
                ask: ask.clone(),
                provisions: provisions.clone(),
                settles,
                turns: tried.to_vec(),
            });
        }
    }
    // The trials are many, not all: where none of them came apart, an open outcome still owes its questions.
    if kept.is_empty() && now.outcome == Outcome::Undetermined {
        kept.extend(asks.iter().map(|(field, (ask, provisions))| Decisive {
            ask: ask.clone(),
            provisions: provisions.clone(),
            settles: 0,
            turns: answers.get(field).cloned().unwrap_or_default(),
        }));
    }
    kept.sort_by(|a, b| b.settles.cmp(&a.settles).then_with(|| a.ask.field.cmp(&b.ask.field)));
    kept
}

/// What a dealing weighs over all readings: enough to see whether an answer changed anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight {
    outcome: Outcome,
    best: Severity,
    worst: Severity,
}

impl Weight {
    pub(crate) const NOTHING: Weight =
        Weight { outcome: Outcome::NoProhibitionFound, best: Severity::Nothing, worst: Severity::Nothing };

    pub(crate) fn of(results: &[(Assignment, Evaluation<'_>)]) -> Weight {
        results
            .iter()
            .map(|(_, evaluation)| Weight::one(evaluation.outcome(), evaluation.bounds()))
            .fold(Weight::NOTHING, Weight::worse)
    }

    fn one(outcome: Outcome, bounds: Bounds) -> Weight {
        Weight { outcome, best: bounds.best, worst: bounds.worst }
    }

    /// What one provision weighs.
    pub(crate) fn of_bounds(bounds: Bounds) -> Weight {
        Weight::one(Outcome::of(bounds), bounds)
    }

    pub(crate) fn worse(self, other: Weight) -> Weight {
        Weight {
            outcome: self.outcome.max(other.outcome),
            best: self.best.max(other.best),
            worst: self.worst.max(other.worst),
        }
    }

    /// The class of its outcome.
    pub(crate) fn class(self) -> Class {
        self.outcome.class()
    }

    fn settled(&self) -> bool {
        self.outcome != Outcome::Undetermined
    }
}

/// The provisions that some reading leaves open on some line.
fn undecided(results: &[(Assignment, Evaluation<'_>)]) -> Undecided {
    let lines = results.iter().flat_map(|(_, evaluation)| &evaluation.lines);
    let open = lines.flat_map(|line| {
        let open = line.provisions.iter().filter(|result| result.bounds.best != result.bounds.worst);
        open.map(|result| (line.act, line.line, result.place))
    });
    open.collect()
}

/// What the settled provisions weigh, whatever is answered.
fn decided(evaluation: &Evaluation<'_>, undecided: &Undecided) -> Weight {
    let lines =
        evaluation.lines.iter().flat_map(|line| line.provisions.iter().map(move |result| (line, result)));
    let settled = lines.filter(|(line, result)| !undecided.contains(&(line.act, line.line, result.place)));
    settled.map(|(_, result)| Weight::of_bounds(result.bounds)).fold(Weight::NOTHING, Weight::worse)
}

/// Whether, under some answers to the other questions, two answers to this one come apart. The trials are drawn by a fixed
/// sequence, so that the same dealing always asks the same.
fn decides_jointly(
    dealing: &Dealing,
    field: &FieldRef,
    answers: &BTreeMap<&FieldRef, Vec<Answer>>,
    weigh: &impl Fn(&Dealing) -> Weight,
) -> bool {
    let others: Vec<(&FieldRef, &Vec<Answer>)> = answers
        .iter()
        .filter(|(other, tried)| **other != field && !tried.is_empty())
        .map(|(other, tried)| (*other, tried))
        .collect();
    let own = answers.get(field).map_or(&[][..], Vec::as_slice);
    if others.is_empty() {
        return false;
    }
    let mut draw: usize = 0x9E37;
    (0..JOINT_TRIALS).any(|_| {
        let mut completed = dealing.clone();
        for (other, tried) in &others {
            draw = draw.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 0x8000_0000;
            if let Some(answer) = tried.get((draw >> 8) % tried.len()) {
                completed = completed.answered(other, answer);
            }
        }
        let stride = (own.len() / ANSWERS_COMPARED).max(1);
        let compared = own.iter().skip((draw >> 4) % stride).step_by(stride);
        let mut weights = compared.map(|answer| weigh(&completed.answered(field, answer)));
        weights.next().is_some_and(|first| weights.any(|weight| weight != first))
    })
}

/// The questions of every provision that hangs on unknowns, and of its exceptions.
fn gather(
    evaluator: &dyn Evaluator,
    dealing: &Dealing,
    assignment: &Assignment,
    evaluation: &Evaluation<'_>,
    asks: &mut BTreeMap<FieldRef, (Ask, Vec<String>)>,
) {
    let met = Met::under(evaluator.regime(), assignment);
    for line in &evaluation.lines {
        let Some(act) = dealing.acts.get(line.act) else { continue };
        let view = View {
            regime: evaluator.regime(),
            dealing,
            act,
            act_index: line.act,
            line: line.line,
            clocks: evaluator.clocks(),
            readings: &met,
            suppose_shown: false,
            terse: false,
        };
        for result in line.provisions.iter().filter(|result| result.bounds.best != result.bounds.worst) {
            let mut found: Vec<Ask> = result.scope.open_asks().into_iter().cloned().collect();
            if result.scope.truth != Truth::False {
                for exception in &result.exceptions {
                    found.extend(exception.gate.open_asks().into_iter().cloned());
                    found.extend(exception.open_steps(&view));
                }
            }
            for ask in found {
                let (_, provisions) = asks.entry(ask.field.clone()).or_insert_with(|| (ask, Vec::new()));
                let id = result.provision.id.to_string();
                if !provisions.contains(&id) {
                    provisions.push(id);
                }
            }
        }
    }
}
