use std::fmt;

use interdict_regime::{Money, Quantity};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::Why;

/// A quantity, a sum of money, or both; as a limit, what is absent is not limited.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Amount {
    /// How much, in its unit.
    pub quantity: Option<Quantity>,
    /// What it is worth, in its currency.
    pub value: Option<Money>,
}

impl Amount {
    pub(super) const NOTHING: Amount = Amount { quantity: None, value: None };

    /// An amount in the measures of this limit; what is not limited is left out.
    pub(super) fn counted(&self, amount: Amount) -> Result<Amount, Why> {
        let mut counted = Amount::NOTHING;
        if let Some(limit) = self.quantity {
            let unit = limit.unit();
            let given = amount.quantity.ok_or(Why::NoQuantity { unit })?;
            let differ = Why::UnitsDiffer { given, unit };
            let converted = given.to_unit(unit).and_then(|given| Quantity::new(given, unit).ok());
            counted.quantity = Some(converted.ok_or(differ)?);
        }
        if let Some(limit) = self.value {
            let currency = || limit.currency().to_owned();
            let given = amount.value.ok_or_else(|| Why::NoValue { currency: currency() })?;
            if given.currency() != limit.currency() {
                return Err(Why::CurrenciesDiffer { given, currency: currency() });
            }
            counted.value = Some(given);
        }
        Ok(counted)
    }

    /// What this limit leaves after an amount in its measures: never less than nothing.
    pub(super) fn after(&self, before: Amount) -> Amount {
        let quantity = self.quantity.and_then(|limit| {
            Quantity::new(rest(limit.amount(), before.quantity.map(|q| q.amount())), limit.unit()).ok()
        });
        let value = self.value.and_then(|limit| {
            Money::new(rest(limit.amount(), before.value.map(|v| v.amount())), limit.currency()).ok()
        });
        Amount { quantity, value }
    }

    /// Takes an amount from what this limit leaves after another: what is taken, in the limit's measures, and what is then left.
    pub(super) fn take(&self, before: Amount, asked: Amount) -> Result<(Amount, Amount), Why> {
        let taken = self.counted(asked)?;
        let rest = self.after(before);
        if let (Some(needs), Some(left)) = (taken.quantity, rest.quantity)
            && needs.amount() > left.amount()
        {
            return Err(Why::TooMuch { needs: needs.to_string(), left: left.to_string() });
        }
        if let (Some(needs), Some(left)) = (taken.value, rest.value)
            && needs.amount() > left.amount()
        {
            return Err(Why::TooMuch { needs: needs.to_string(), left: left.to_string() });
        }
        Ok((taken, rest.after(taken)))
    }

    /// Whether an amount is no more than this one, in every measure that both state.
    pub(super) fn holds(&self, other: Amount) -> bool {
        let quantity = match (self.quantity, other.quantity) {
            (Some(own), Some(other)) => other.to_unit(own.unit()).is_some_and(|other| other <= own.amount()),
            _ => true,
        };
        let value = match (self.value, other.value) {
            (Some(own), Some(other)) => own.currency() == other.currency() && other.amount() <= own.amount(),
            _ => true,
        };
        quantity && value
    }

    /// Both together, in this one's measures; a sum that cannot be held is as large as can be.
    pub(super) fn plus(self, other: Amount) -> Amount {
        let quantity = match (self.quantity, other.quantity) {
            (Some(one), Some(two)) => {
                let two = two.to_unit(one.unit()).unwrap_or(Decimal::MAX);
                Quantity::new(one.amount().saturating_add(two), one.unit()).ok()
            }
            (one, two) => one.or(two),
        };
        let value = match (self.value, other.value) {
            (Some(one), Some(two)) if one.currency() == two.currency() => {
                Money::new(one.amount().saturating_add(two.amount()), one.currency()).ok()
            }
            (Some(one), Some(_)) => Money::new(Decimal::MAX, one.currency()).ok(),
            (one, two) => one.or(two),
        };
        Amount { quantity, value }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.quantity.is_none() && self.value.is_none()
    }
}

fn rest(limit: Decimal, before: Option<Decimal>) -> Decimal {
    limit.saturating_sub(before.unwrap_or_default()).max(Decimal::ZERO)
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.quantity, self.value) {
            (Some(quantity), Some(value)) => write!(f, "{quantity} and {value}"),
            (Some(quantity), None) => quantity.fmt(f),
            (None, Some(value)) => value.fmt(f),
            (None, None) => f.write_str("no limit"),
        }
    }
}

impl Serialize for Amount {
    /// As dealings write them: `{"quantity": "12 item", "value": "500 USD"}`, what is absent left out.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let quantity = self.quantity.map(|quantity| ("quantity", quantity.to_string()));
        let value = self.value.map(|value| ("value", value.to_string()));
        serializer.collect_map(quantity.into_iter().chain(value))
    }
}
