//! The whole answer: provisions looked up in the index, proven by the naive evaluator's own hand.

use std::cell::{Cell, RefCell};

use super::Compiled;
use super::explore::Tried;
use super::index::Facing;
use super::workspace::{At, Memo, Workspace};
use crate::dealing::{Answer, Dealing, FieldRef};
use crate::evaluate::{Clocks, Evaluator, Profile, Undecided, View, Weight, candidates};
use crate::regime::Regime;

/// The evaluator that looks provisions up in the index, for one dealing.
pub(super) struct Lookup<'c> {
    compiled: &'c Compiled,
    workspace: RefCell<Workspace>,
}

impl<'c> Lookup<'c> {
    pub(super) fn new(compiled: &'c Compiled) -> Lookup<'c> {
        Lookup { compiled, workspace: RefCell::default() }
    }
}

impl Evaluator for Lookup<'_> {
    fn regime(&self) -> &Regime {
        &self.compiled.regime
    }

    fn clocks(&self) -> Clocks {
        self.compiled.clocks
    }

    fn profile(&self) -> &Profile {
        &self.compiled.profile
    }

    fn places(&self, view: &View<'_, '_>) -> Vec<usize> {
        let compiled = self.compiled;
        let (mut places, mut facing) = (Vec::new(), Facing::default());
        compiled.index.gather(&compiled.sets, view, &mut facing, &mut places);
        // For one look, room to remember tests in costs more than making them again.
        let memo = Memo::default();
        let at = At { view: *view, compiled, memo: &memo, facing: Cell::new(facing) };
        let places = places.into_iter().filter_map(|place| usize::try_from(place).ok());
        let spoken = |place: &usize| {
            compiled.rules.get(*place).and_then(Option::as_ref).is_some_and(|rule| !rule.unspoken(&at))
        };
        places.filter(spoken).collect()
    }

    fn candidates(&self, dealing: &Dealing, at: &FieldRef) -> Vec<Answer> {
        let known = self.compiled.clocks.known;
        self.compiled.turns.of(dealing, at, || candidates(self.regime(), dealing, known, at))
    }

    fn weigh(&self, dealing: &Dealing, undecided: &Undecided) -> Weight {
        let mut workspace = self.workspace.borrow_mut();
        workspace.ready(self.compiled);
        let mut weight = Weight::NOTHING;
        self.compiled.explore(dealing, Tried::Undecided(undecided), &mut workspace, &mut |workspace| {
            let weights = workspace.found.iter().map(|(_, bounds)| Weight::of_bounds(*bounds));
            weight = weights.fold(weight, Weight::worse);
        });
        weight
    }
}
