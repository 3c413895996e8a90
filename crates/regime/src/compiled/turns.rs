//! Answers worth trying, kept where they hang on the law alone: finding them walks through all of it.

use std::sync::OnceLock;

use crate::dealing::{Answer, CountryFact, Dealing, Field, FieldRef};
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
        let kept = match &at.field {
            Field::Date(DateKind::Contract) => &self.contract,
            Field::Date(_) => &self.day,
            Field::Quantity => &self.quantity,
            Field::Value => &self.value,
            // A conflict leaves its own countries open, and a code given its own subheadings.
            Field::From if conflict(act.map(|act| &act.from.country)) => return find(),
            Field::To if conflict(act.map(|act| &act.to.country)) => return find(),
            Field::From
            | Field::To
            | Field::Origin
            | Field::Flag
            | Field::Nationality
            | Field::PartyCountry(_)
            | Field::PartyNationality(_) => &self.country,
            Field::Hs
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
