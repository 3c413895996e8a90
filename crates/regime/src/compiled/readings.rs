//! Readings of the law by number, and the assignments of them that a dealing meets.

use std::cell::Cell;
use std::cmp::Ordering;

use crate::determination::Outcome;
use crate::evaluate::{Profile, Readings};
use crate::regime::Regime;

/// The readings of a regime, numbered in order of their ids: of several met at once the first is fixed first.
#[derive(Debug)]
pub(super) struct Declared(Vec<(Box<str>, Vec<Box<str>>)>);

/// The option taken of each reading, by number; `None` where nothing fixes it.
pub(super) type Choice = Option<usize>;

impl Declared {
    pub(super) fn of(regime: &Regime) -> Declared {
        let options = |reading: &crate::law::Reading| -> Vec<Box<str>> {
            reading.options.iter().map(|option| option.id.as_str().into()).collect()
        };
        let mut declared: Vec<(Box<str>, Vec<Box<str>>)> =
            regime.readings.iter().map(|reading| (reading.id.as_str().into(), options(reading))).collect();
        declared.sort();
        Declared(declared)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn options(&self, reading: usize) -> &[Box<str>] {
        self.0.get(reading).map_or(&[], |(_, options)| options)
    }

    /// What a profile fixes.
    pub(super) fn fixed(&self, profile: &Profile) -> Vec<Choice> {
        let fixed = self.0.iter().map(|(id, options)| {
            let option = profile.readings.get(&**id)?;
            options.iter().position(|known| **known == **option)
        });
        fixed.collect()
    }

    fn number(&self, id: &str) -> Option<usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(id)).ok()
    }

    /// The order of assignments: as of sorted lists of readings with their options.
    pub(super) fn order(&self, one: &[Choice], other: &[Choice]) -> Ordering {
        for (reading, (a, b)) in one.iter().zip(other).enumerate() {
            let options = self.options(reading);
            let rest = reading + 1..;
            let more = |choices: &[Choice]| {
                choices.get(rest.clone()).unwrap_or_default().iter().any(Option::is_some)
            };
            match (a, b) {
                (None, None) => {}
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) => return options.get(*a).cmp(&options.get(*b)),
                // The one names a reading before any that the other still names; a list that ends is the lesser.
                (Some(_), None) => return if more(other) { Ordering::Less } else { Ordering::Greater },
                (None, Some(_)) => return if more(one) { Ordering::Greater } else { Ordering::Less },
            }
        }
        Ordering::Equal
    }
}

/// The readings taken in one evaluation, and which of them are met.
pub(super) struct Taken<'w> {
    pub(super) declared: &'w Declared,
    pub(super) choices: &'w [Choice],
    pub(super) met: &'w [Cell<bool>],
}

impl Readings for Taken<'_> {
    fn takes(&self, name: &str) -> bool {
        let Some((reading, option)) = name.split_once('/') else { return false };
        let Some(number) = self.declared.number(reading) else { return false };
        if let Some(met) = self.met.get(number) {
            met.set(true);
        }
        let taken = self.choices.get(number).copied().flatten().unwrap_or_default();
        self.declared.options(number).get(taken).is_some_and(|taken| **taken == *option)
    }
}

/// What the dealing comes out as under each assignment met: the choices of all, one after another.
#[derive(Debug, Default)]
pub(super) struct Results {
    outcomes: Vec<Outcome>,
    choices: Vec<Choice>,
}

impl Results {
    pub(super) fn clear(&mut self) {
        self.outcomes.clear();
        self.choices.clear();
    }

    pub(super) fn push(&mut self, outcome: Outcome, choices: &[Choice]) {
        self.outcomes.push(outcome);
        self.choices.extend_from_slice(choices);
    }

    fn each(&self) -> impl Iterator<Item = (Outcome, &[Choice])> {
        let width = self.choices.len() / self.outcomes.len().max(1);
        self.outcomes.iter().copied().zip(self.choices.chunks(width.max(1)))
    }

    /// Whether some reading leads to different outcomes, all else as in the assignment that speaks. Fixing a reading otherwise
    /// may make others unmet or newly met: the nearest results agree on everything that both fix, and the worst of those counts.
    pub(super) fn contested(&self, declared: &Declared, spoken: &[Choice]) -> bool {
        if self.outcomes.len() < 2 {
            return false;
        }
        (0..declared.len()).any(|reading| {
            let met = self.each().any(|(_, choices)| choices.get(reading).is_some_and(Option::is_some));
            let of_option = |option: usize| {
                let agrees = |choices: &[Choice]| {
                    choices.iter().zip(spoken).enumerate().all(|(number, (taken, spoken))| match taken {
                        None => true,
                        Some(taken) if number == reading => *taken == option,
                        Some(taken) => spoken.is_none_or(|spoken| spoken == *taken),
                    })
                };
                self.each().filter(|(_, choices)| agrees(choices)).map(|(outcome, _)| outcome).max()
            };
            let mut outcomes = (0..declared.options(reading).len()).filter_map(of_option);
            met && outcomes.next().is_some_and(|first| outcomes.any(|outcome| outcome != first))
        })
    }
}
