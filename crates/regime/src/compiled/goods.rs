//! Sets of goods by number.

use std::sync::Arc;

use crate::evaluate::View;
use crate::evaluate::scope::goods_found;
use crate::hs::HsCode;
use crate::regime::{Headings, Regime};
use crate::truth::Truth;

/// The sets of goods, numbered in order of their ids.
#[derive(Debug)]
pub(super) struct Sets(Vec<Set>);

#[derive(Debug)]
struct Set {
    id: Box<str>,
    headings: Arc<[Headings]>,
    meets_readings: bool,
}

impl Sets {
    pub(super) fn of(regime: &Regime) -> Sets {
        let sets = regime.goods.iter().map(|(id, (_, headings))| Set {
            id: id.as_str().into(),
            headings: Arc::clone(headings),
            meets_readings: headings.iter().any(|headings| headings.group.reading.is_some()),
        });
        Sets(sets.collect())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.0.binary_search_by(|set| (*set.id).cmp(id)).ok().and_then(|number| u32::try_from(number).ok())
    }

    fn set(&self, number: u32) -> Option<&Set> {
        self.0.get(usize::try_from(number).ok()?)
    }

    pub(super) fn codes(&self, number: u32) -> impl Iterator<Item = &HsCode> {
        self.set(number).into_iter().flat_map(|set| set.headings.iter()).flat_map(|headings| &headings.codes)
    }

    /// Whether holding goods against a set may meet a reading.
    pub(super) fn meets_readings(&self, number: u32) -> bool {
        self.set(number).is_some_and(|set| set.meets_readings)
    }

    /// Whether the line's goods lie in a set.
    pub(super) fn hold(&self, number: u32, view: &View<'_, '_>) -> Truth {
        let Some(set) = self.set(number) else { return Truth::False };
        goods_found(view, &set.id, view.goods(), &set.headings).truth()
    }
}
