//! A dealing under every assignment of the readings that it meets, line by line.

use std::cell::Cell;

use super::Compiled;
use super::index::{self, Facing};
use super::readings::{Choice, Taken};
use super::workspace::{At, Workspace};
use crate::dealing::Dealing;
use crate::evaluate::{Bounds, Undecided, View, sign};
use crate::truth::Truth;

/// Which rules are tried: those that the index gives for every line, or some alone.
#[derive(Clone, Copy)]
pub(super) enum Tried<'u> {
    Indexed,
    Undecided(&'u Undecided),
}

impl Compiled {
    /// Evaluates the dealing under every assignment of the readings that it meets and the profile leaves open.
    pub(super) fn explore(
        &self,
        dealing: &Dealing,
        tried: Tried<'_>,
        workspace: &mut Workspace,
        settle: &mut dyn FnMut(&mut Workspace),
    ) {
        self.evaluate(dealing, tried, workspace);
        let unfixed = |(met, choice): (&Cell<bool>, &Choice)| met.get() && choice.is_none();
        let Some(reading) = workspace.met.iter().zip(&workspace.choices).position(unfixed) else {
            return settle(workspace);
        };
        // A reading was met that nothing fixes: fix it each way and look again.
        for option in 0..self.readings.options(reading).len() {
            self.fix(workspace, reading, Some(option));
            self.explore(dealing, tried, workspace, settle);
        }
        self.fix(workspace, reading, None);
    }

    fn fix(&self, workspace: &mut Workspace, reading: usize, option: Choice) {
        if let Some(choice) = workspace.choices.get_mut(reading) {
            *choice = option;
        }
    }

    /// Tries the rules on every line under one assignment of readings; what weighs something is left in `found`.
    fn evaluate(&self, dealing: &Dealing, tried: Tried<'_>, workspace: &mut Workspace) {
        let Workspace { choices, met, memo, places, found, .. } = workspace;
        met.iter().for_each(|met| met.set(false));
        memo.drawn.get_mut().clear();
        found.clear();
        let taken = Taken { declared: &self.readings, choices, met };
        for (act_index, act) in dealing.acts.iter().enumerate() {
            for line in 0..act.lines() {
                let wanted = match tried {
                    Tried::Indexed => None,
                    Tried::Undecided(undecided) => {
                        Some(undecided.range((act_index, line, 0)..=(act_index, line, usize::MAX)))
                    }
                };
                let view = View {
                    regime: &self.regime,
                    dealing,
                    act,
                    act_index,
                    line,
                    clocks: self.clocks,
                    readings: &taken,
                    suppose_shown: false,
                    terse: true,
                };
                let untouched = index::any(&view, sign::of_nexus(&view)) == Truth::False;
                if untouched || wanted.as_ref().is_some_and(|wanted| wanted.clone().next().is_none()) {
                    continue;
                }
                let mut facing = Facing::default();
                match wanted {
                    None => self.index.gather(&self.sets, &view, &mut facing, places),
                    Some(wanted) => {
                        places.clear();
                        places.extend(wanted.filter_map(|(.., place)| u32::try_from(*place).ok()));
                    }
                }
                memo.next_line();
                let at = At { view, compiled: self, memo, facing: Cell::new(facing) };
                for place in places.iter() {
                    let rule = usize::try_from(*place).ok().and_then(|place| self.rules.get(place)?.as_ref());
                    let Some(rule) = rule.filter(|rule| !rule.silent) else { continue };
                    let bounds = rule.bounds(&at);
                    if bounds != Bounds::NOTHING {
                        found.push((*place, bounds));
                    }
                }
            }
        }
    }
}
