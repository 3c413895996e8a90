//! Quantities and money, exact.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A unit of quantity that caps and customs papers use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Unit {
    /// Metric tonne, 1,000 kg.
    #[serde(rename = "t")]
    Tonne,
    /// Kilogram.
    #[serde(rename = "kg")]
    Kilogram,
    /// Barrel of 42 US gallons.
    #[serde(rename = "barrel")]
    Barrel,
    /// Litre.
    #[serde(rename = "l")]
    Litre,
    /// Cubic metre, 1,000 litres.
    #[serde(rename = "m3")]
    CubicMetre,
    /// Number of pieces.
    #[serde(rename = "item")]
    Item,
}

/// Litres in a barrel of 42 US gallons of 231 cubic inches: exact by definition.
const LITRES_PER_BARREL: Decimal = Decimal::from_parts(73_504_976, 37, 0, false, 9);

impl Unit {
    /// The unit's symbol as dealings write it.
    pub fn symbol(self) -> &'static str {
        match self {
            Unit::Tonne => "t",
            Unit::Kilogram => "kg",
            Unit::Barrel => "barrel",
            Unit::Litre => "l",
            Unit::CubicMetre => "m3",
            Unit::Item => "item",
        }
    }

    /// The base unit of the same dimension, and how many of it one of this makes.
    fn base(self) -> (Unit, Decimal) {
        match self {
            Unit::Tonne => (Unit::Kilogram, Decimal::ONE_THOUSAND),
            Unit::Kilogram => (Unit::Kilogram, Decimal::ONE),
            Unit::Barrel => (Unit::Litre, LITRES_PER_BARREL),
            Unit::CubicMetre => (Unit::Litre, Decimal::ONE_THOUSAND),
            Unit::Litre => (Unit::Litre, Decimal::ONE),
            Unit::Item => (Unit::Item, Decimal::ONE),
        }
    }
}

impl FromStr for Unit {
    type Err = BadQuantity;

    fn from_str(text: &str) -> Result<Unit, BadQuantity> {
        match text.trim().to_ascii_lowercase().as_str() {
            "t" | "tonne" | "tonnes" | "mt" => Ok(Unit::Tonne),
            "kg" | "kilogram" | "kilograms" => Ok(Unit::Kilogram),
            "barrel" | "barrels" | "bbl" => Ok(Unit::Barrel),
            "l" | "litre" | "litres" | "liter" | "liters" => Ok(Unit::Litre),
            "m3" | "m³" | "cbm" => Ok(Unit::CubicMetre),
            "item" | "items" | "piece" | "pieces" | "pcs" | "unit" | "units" => Ok(Unit::Item),
            _ => Err(BadQuantity::Unit { text: clip(text) }),
        }
    }
}

/// An amount with its unit, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    amount: Decimal,
    unit: Unit,
}

impl Quantity {
    /// An amount in a unit.
    ///
    /// # Errors
    /// A negative amount.
    pub fn new(amount: Decimal, unit: Unit) -> Result<Quantity, BadQuantity> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(BadQuantity::Negative { text: amount.to_string() });
        }
        Ok(Quantity { amount, unit })
    }

    /// The amount, in [`Quantity::unit`].
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The unit as given.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The same quantity in another unit of the same dimension; `None` across dimensions (mass to
    /// volume needs a product's factor, which is law data).
    pub fn to_unit(&self, unit: Unit) -> Option<Decimal> {
        if self.unit == unit {
            return Some(self.amount);
        }
        let (base, factor) = self.unit.base();
        let (wanted, per) = unit.base();
        (base == wanted).then(|| self.amount.checked_mul(factor)?.checked_div(per)).flatten()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount.normalize(), self.unit.symbol())
    }
}

impl FromStr for Quantity {
    type Err = BadQuantity;

    /// Reads `5000 t` or `1,410.5 t`.
    fn from_str(text: &str) -> Result<Quantity, BadQuantity> {
        let (amount, unit) = split_amount(text)?;
        Quantity::new(amount, unit.parse()?)
    }
}

/// An amount of money with its ISO 4217 currency, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    amount: Decimal,
    currency: [u8; 3],
}

impl Money {
    /// An amount in a currency.
    ///
    /// # Errors
    /// A negative amount, or a currency that is not three letters.
    pub fn new(amount: Decimal, currency: &str) -> Result<Money, BadQuantity> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(BadQuantity::Negative { text: amount.to_string() });
        }
        let code: [u8; 3] = currency
            .to_ascii_uppercase()
            .as_bytes()
            .try_into()
            .ok()
            .filter(|code: &[u8; 3]| code.iter().all(u8::is_ascii_uppercase))
            .ok_or_else(|| BadQuantity::Currency { text: clip(currency) })?;
        Ok(Money { amount, currency: code })
    }

    /// The amount, in [`Money::currency`].
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency, ISO 4217.
    pub fn currency(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount.normalize(), self.currency())
    }
}

impl FromStr for Money {
    type Err = BadQuantity;

    /// Reads `1200000 USD`.
    fn from_str(text: &str) -> Result<Money, BadQuantity> {
        let (amount, currency) = split_amount(text)?;
        Money::new(amount, currency)
    }
}

/// Why a text is no quantity or no sum of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadQuantity {
    /// No amount with a unit.
    #[error("`{text}` is not an amount with a unit: write for example \"5000 t\" or \"1200000 USD\"")]
    Shape {
        /// The text refused.
        text: String,
    },
    /// Below zero.
    #[error("`{text}` is negative: quantities and values start at zero")]
    Negative {
        /// The text refused.
        text: String,
    },
    /// A unit that is not known.
    #[error("`{text}` is not a unit: use t, kg, barrel, l, m3 or item")]
    Unit {
        /// The text refused.
        text: String,
    },
    /// A currency that cannot be one.
    #[error("`{text}` is not an ISO 4217 currency code such as USD")]
    Currency {
        /// The text refused.
        text: String,
    },
}

fn split_amount(text: &str) -> Result<(Decimal, &str), BadQuantity> {
    let shape = || BadQuantity::Shape { text: clip(text) };
    let trimmed = text.trim();
    let end = trimmed
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '-' | '+')))
        .ok_or_else(shape)?;
    let (digits, unit) = trimmed.split_at_checked(end).ok_or_else(shape)?;
    let amount = parse_amount(digits).ok_or_else(shape)?;
    Ok((amount, unit.trim()))
}

/// Reads a decimal whose thousands may be set off by commas in groups of three; `1,5` is refused rather
/// than read as fifteen.
pub(crate) fn parse_amount(digits: &str) -> Option<Decimal> {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    if fraction.is_some_and(|f| f.contains(',')) {
        return None;
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next()?.trim_start_matches(['-', '+']);
        if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    digits.replace(',', "").parse().ok()
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_barrel_is_42_us_gallons() {
        let barrel: Quantity = "1 barrel".parse().unwrap();
        assert_eq!(barrel.to_unit(Unit::Litre).unwrap().to_string(), "158.987294928");
    }

    #[test]
    fn thousands_are_read_and_decimal_commas_refused() {
        assert_eq!("1,000,866 t".parse::<Quantity>().unwrap().amount(), Decimal::from(1_000_866));
        assert!("1,5 t".parse::<Quantity>().is_err());
        assert!("-3 t".parse::<Quantity>().is_err());
        assert!("3 furlongs".parse::<Quantity>().is_err());
        assert!("t".parse::<Quantity>().is_err());
    }

    #[test]
    fn mass_is_never_read_as_volume() {
        assert_eq!("1 t".parse::<Quantity>().unwrap().to_unit(Unit::Barrel), None);
    }
}
