//! Answers worth trying, kept where they hang on the law alone: finding them walks through all of it.

use std::sync::OnceLock;

use crate::dealing::{Answer, CountryFact, Dealing, Field, FieldRef, Takes};
use crate::vocabulary::DateKind;

/// What was found, by the kind of field.
#[derive(Debug, Default)]
pub(super) struct Turns {
    contract: OnceLock<Vec<Answer>>,
    day: OnceLock<Vec<Answer>>,
    quantity: OnceLock<Vec<Answer>>,
    value: OnceLock<Vec<Answer>>,
    country: OnceLock<Vec<Answer>>,
    code: OnceLock<Vec<Answer>>,
}

impl Turns {
    /// The answers to try on a field: kept, or else found.
    pub(super) fn of(
        &self,
        dealing: &Dealing,
        at: &FieldRef,
        find: impl FnOnce() -> Vec<Answer>,
    ) -> Vec<Answer> {
        let act = dealing.acts.get(at.act);
        let conflict = |fact: Option<&CountryFact>| matches!(fact, Some(CountryFact::Conflict { .. }));
        let contested = match &at.field {
            Field::From => conflict(act.map(|act| &act.from.country)),
            Field::To => conflict(act.map(|act| &act.to.country)),
            _ => false,
        };
        let kept = match at.field.takes() {
            Takes::Day(DateKind::Contract) => &self.contract,
            Takes::Day(_) => &self.day,
            Takes::Quantity => &self.quantity,
            Takes::Money => &self.value,
            // A conflict leaves its own countries open, and a code given its own subheadings.
            Takes::Country if contested => return find(),
            Takes::Country => &self.country,
            Takes::Hs
                if act
                    .zip(at.line)
                    .is_some_and(|(act, line)| act.goods(line).is_some_and(|line| line.hs.is_none())) =>
            {
                &self.code
            }
            _ => return find(),
        };
        kept.get_or_init(find).clone()
    }
}
