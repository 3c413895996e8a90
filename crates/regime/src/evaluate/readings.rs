//! Readings: the same dealing under every assignment of the readings it meets.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::{Clocks, Evaluation, Profile, Undecided, evaluate};
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

/// The dealing under every assignment of the readings that it meets and the profile leaves open.
pub(crate) fn across_readings<'r>(
    regime: &'r Regime,
    dealing: &Dealing,
    clocks: Clocks,
    profile: &Profile,
) -> Vec<(Assignment, Evaluation<'r>)> {
    across_readings_of(regime, dealing, clocks, profile, None)
}

/// The same, looking at some provisions alone.
pub(crate) fn across_readings_of<'r>(
    regime: &'r Regime,
    dealing: &Dealing,
    clocks: Clocks,
    profile: &Profile,
    only: Option<&Undecided>,
) -> Vec<(Assignment, Evaluation<'r>)> {
    let mut results: BTreeMap<Assignment, Evaluation<'r>> = BTreeMap::new();
    let mut open = vec![Assignment(profile.readings.clone())];
    while let Some(assignment) = open.pop() {
        if results.contains_key(&assignment) {
            continue;
        }
        let consulted = RefCell::new(BTreeSet::new());
        let evaluation = evaluate(regime, dealing, clocks, &assignment, &consulted, only);
        let unfixed: Vec<String> = consulted
            .into_inner()
            .into_iter()
            .filter(|reading| !assignment.0.contains_key(reading))
            .collect();
        match unfixed
            .first()
            .and_then(|first| regime.readings.iter().find(|declared| *declared.id == *first.as_str()))
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
