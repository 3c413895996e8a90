use interdict_regime::{HsCode, Money, Quantity, Unit};
use jiff::civil::Date;
use serde::Serializer;

/// Why an item does not cover a line that it is, or may be, about.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// The line's code is shorter than the item's.
    #[error("HS {given} is too short to tell whether it is of the item")]
    TooShort {
        /// The line's code.
        given: HsCode,
    },
    /// The line has no code.
    #[error("the line has no HS code, and the item has one")]
    NoCode,
    /// The approval cannot be relied on.
    #[error("held back: {0}")]
    HeldBack(String),
    /// The act has no day.
    #[error("the day of the act is not given")]
    NoDay,
    /// The act, its dispatch or its import comes before the approval can be used.
    #[error("usable from {from}, and the act is of {day}")]
    TooEarly {
        /// The first day of use.
        from: Date,
        /// The act's.
        day: Date,
    },
    /// The act, its dispatch or its import comes after the approval can be used.
    #[error("usable until {until}, and the act is of {day}")]
    TooLate {
        /// The last day of use.
        until: Date,
        /// The act's.
        day: Date,
    },
    /// It is for another destination, or the act does not say which.
    #[error("it is for goods to {0}, and that is not shown of the act")]
    Elsewhere(String),
    /// It is for another sender, or the act does not say who.
    #[error("it is for an activity of {0}, who is not among the senders given")]
    NotTheHolder(String),
    /// It is for another receiver, or the act does not say who.
    #[error("it is for goods to {0}, who is not among the receivers given")]
    NotTheRecipient(String),
    /// The line has no quantity.
    #[error("the line's quantity is not given in a measure that can be held against {}", unit.symbol())]
    NoQuantity {
        /// The item's unit.
        unit: Unit,
    },
    /// The line has no value.
    #[error("the line's value is not given, and the item is limited in {currency}")]
    NoValue {
        /// The item's currency.
        currency: String,
    },
    /// The line's unit does not convert into the item's.
    #[error("{given} cannot be counted in {}", unit.symbol())]
    UnitsDiffer {
        /// The line's quantity.
        given: Quantity,
        /// The item's unit.
        unit: Unit,
    },
    /// The line's currency is another.
    #[error("{given} cannot be counted in {currency}")]
    CurrenciesDiffer {
        /// The line's value.
        given: Money,
        /// The item's currency.
        currency: String,
    },
    /// The line needs more than is left.
    #[error("it needs {needs}, and {left} is left")]
    TooMuch {
        /// What the line needs.
        needs: String,
        /// What is left.
        left: String,
    },
    /// An earlier line needed more than was left. Lines draw in order: that one may be meant, and not this.
    #[error("an earlier line ({line}) already needs more than is left, and lines draw in order")]
    AfterTooMuch {
        /// That line.
        line: String,
    },
}

pub(super) fn worded<S: Serializer>(why: &Why, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(why)
}
