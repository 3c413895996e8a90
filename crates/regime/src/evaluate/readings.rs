//! Readings: the same dealing under every assignment of the readings it meets.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::view::Readings;
use super::{Evaluation, Evaluator, Undecided, evaluate};
use crate::dealing::Dealing;
use crate::regime::Regime;

/// Which option is taken of each reading; the first where none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Assignment(pub(crate) BTreeMap<String, String>);

impl Assignment {
    /// The option taken of a reading.
    pub(crate) fn option<'a>(&'a self, regime: &'a Regime, reading: &str) -> Option<&'a str> {
        if let Some(option) = self.0.get(reading) {
            return Some(option);
        }
        let declared = regime.readings.iter().find(|declared| *declared.id == *reading)?;
        declared.options.first().map(|option| option.id.as_str())
    }
}

/// The readings taken under an assignment, which notes those that are met.
pub(crate) struct Met<'a> {
    regime: &'a Regime,
    assignment: &'a Assignment,
    consulted: RefCell<BTreeSet<String>>,
}

impl<'a> Met<'a> {
    pub(crate) fn under(regime: &'a Regime, assignment: &'a Assignment) -> Met<'a> {
        Met { regime, assignment, consulted: RefCell::default() }
    }
}

impl Readings for Met<'_> {
    fn takes(&self, name: &str) -> bool {
        let Some((reading, option)) = name.split_once('/') else { return false };
        self.consulted.borrow_mut().insert(reading.to_owned());
        self.assignment.option(self.regime, reading) == Some(option)
    }
}

/// The dealing under every assignment of the readings that it meets and the profile leaves open.
pub(crate) fn across_readings<'r>(
    evaluator: &'r dyn Evaluator,
    dealing: &Dealing,
    only: Option<&Undecided>,
) -> Vec<(Assignment, Evaluation<'r>)> {
    let regime = evaluator.regime();
    let mut results: BTreeMap<Assignment, Evaluation<'r>> = BTreeMap::new();
    let mut open = vec![Assignment(evaluator.profile().readings.clone())];
    while let Some(assignment) = open.pop() {
        if results.contains_key(&assignment) {
            continue;
        }
        let met = Met::under(regime, &assignment);
        let evaluation = evaluate(evaluator, dealing, &met, only);
        let consulted = met.consulted.into_inner();
        let unfixed = consulted.iter().find(|reading| !assignment.0.contains_key(reading.as_str()));
        match unfixed
            .and_then(|unfixed| regime.readings.iter().find(|declared| *declared.id == *unfixed.as_str()))
        {
            // A reading was met that nothing fixes: fix it each way and look again.
            Some(reading) => {
                for option in reading.options.iter().rev() {
                    let mut fixed = assignment.clone();
                    fixed.0.insert(reading.id.to_string(), option.id.to_string());
                    open.push(fixed);
                }
            }
            None => {
                results.insert(assignment, evaluation);
            }
        }
    }
    results.into_iter().collect()
}
