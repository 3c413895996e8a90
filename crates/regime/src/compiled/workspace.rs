//! Room that is used again from dealing to dealing, so that deciding one allocates nothing.

use std::cell::{Cell, RefCell};

use rust_decimal::Decimal;

use jiff::civil::Date;

use super::Compiled;
use super::index::Facing;
use super::readings::{Choice, Results};
use crate::evaluate::{Bounds, View};
use crate::law::Direction;
use crate::truth::Truth;

/// Room for deciding dealings one after another without allocating: one for each thread.
///
/// It grows with the first dealings and is kept from then on. It belongs to no edition: any [`Compiled`] can use it.
#[derive(Debug, Default)]
pub struct Workspace {
    pub(super) choices: Vec<Choice>,
    pub(super) met: Vec<Cell<bool>>,
    pub(super) memo: Memo,
    pub(super) places: Vec<u32>,
    pub(super) found: Vec<(u32, Bounds)>,
    pub(super) results: Results,
    pub(super) spoken: Vec<Choice>,
    pub(super) decided_by: Vec<u32>,
}

impl Workspace {
    /// Room that has not been used yet.
    pub fn new() -> Workspace {
        Workspace::default()
    }

    /// Readies it for a dealing under an edition.
    pub(super) fn ready(&mut self, compiled: &Compiled) {
        self.choices.clone_from(&compiled.fixed);
        self.met.resize(compiled.readings.len(), Cell::new(false));
        self.results.clear();
        self.spoken.clear();
        self.decided_by.clear();
        self.memo.sets.resize(compiled.sets.len(), Cell::default());
        self.memo.exemptions.resize(compiled.exemptions.len(), Cell::default());
        // Another edition may have written here under the same numbers.
        self.memo.next_line();
    }
}

/// What was worked out for the line at hand, or for the dealing under the assignment at hand.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Rises with every line: what bears another number is of an earlier one.
    line: u64,
    sets: Vec<Cell<(u64, Option<Truth>)>>,
    exemptions: Vec<Cell<(u64, Option<Bounds>)>>,
    pub(super) drawn: RefCell<Vec<Drawn>>,
}

/// What the lines of the dealing draw on a quota in a period, at least and at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    pub(super) quota: usize,
    pub(super) first: Date,
    pub(super) least: Decimal,
    pub(super) most: Option<Decimal>,
}

impl Memo {
    pub(super) fn next_line(&mut self) {
        self.line += 1;
    }
}

/// A line at hand, with what is worked out for it.
pub(super) struct At<'w> {
    pub(super) view: View<'w, 'w>,
    pub(super) compiled: &'w Compiled,
    pub(super) memo: &'w Memo,
    pub(super) facing: Cell<Facing>,
}

impl At<'_> {
    /// Whether the line's goods lie in a set.
    pub(super) fn goods(&self, set: u32) -> Truth {
        let hold = || self.compiled.sets.hold(set, &self.view);
        let slot = usize::try_from(set).ok().and_then(|set| self.memo.sets.get(set));
        slot.map_or_else(hold, |slot| self.once(slot, hold))
    }

    /// What an exemption makes of whatever it lifts on the line.
    pub(super) fn exemption(&self, number: usize) -> Bounds {
        let Some(exemption) = self.compiled.exemptions.get(number) else { return super::rule::NOT_LIFTED };
        let lift = || exemption.bounds(self);
        self.memo.exemptions.get(number).map_or_else(lift, |slot| self.once(slot, lift))
    }

    fn once<T: Copy>(&self, slot: &Cell<(u64, Option<T>)>, work_out: impl Fn() -> T) -> T {
        if let (line, Some(known)) = slot.get()
            && line == self.memo.line
        {
            return known;
        }
        let worked_out = work_out();
        slot.set((self.memo.line, Some(worked_out)));
        worked_out
    }

    pub(super) fn faces(&self, direction: Direction) -> Truth {
        let mut facing = self.facing.get();
        let truth = facing.truth(&self.view, direction);
        self.facing.set(facing);
        truth
    }

    /// The same line, supposing whatever is merely not shown.
    pub(super) fn supposing(&self) -> At<'_> {
        let view = View { suppose_shown: true, ..self.view };
        At { view, compiled: self.compiled, memo: self.memo, facing: Cell::new(self.facing.get()) }
    }
}
