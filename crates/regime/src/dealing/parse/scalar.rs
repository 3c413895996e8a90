use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::dealing::Said;
use crate::law::Measure;
use crate::quantity::{Money, Quantity, Unit, parse_amount};

/// `true`, `false` or `"unknown"`.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawSaid(pub(super) Said);

impl<'de> Deserialize<'de> for RawSaid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawSaid, D::Error> {
        struct SaidVisitor;
        impl Visitor<'_> for SaidVisitor {
            type Value = Said;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true, false or \"unknown\"")
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Said, E> {
                Ok(if yes { Said::Yes } else { Said::No })
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Said, E> {
                if word == "unknown" {
                    Ok(Said::Unknown)
                } else {
                    Err(E::invalid_value(de::Unexpected::Str(word), &self))
                }
            }
        }
        deserializer.deserialize_any(SaidVisitor).map(RawSaid)
    }
}

impl JsonSchema for RawSaid {
    fn schema_name() -> Cow<'static, str> {
        "Said".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": [true, false, "unknown"] })
    }
}

/// An amount with a word beside it: `"5000 t"`, or `{"amount": 5000, "unit": "t"}`.
#[derive(Clone, Copy, Debug)]
struct Measured<T>(T);

trait FromParts: Sized {
    const KEY: &'static str;
    fn from_parts(amount: Decimal, word: &str) -> Result<Self, String>;
    fn from_text(text: &str) -> Result<Self, String>;
}

impl FromParts for Quantity {
    const KEY: &'static str = "unit";

    fn from_parts(amount: Decimal, word: &str) -> Result<Quantity, String> {
        let unit: Unit = word.parse().map_err(|error| format!("{error}"))?;
        Quantity::new(amount, unit).map_err(|error| error.to_string())
    }

    fn from_text(text: &str) -> Result<Quantity, String> {
        text.parse().map_err(|error| format!("{error}"))
    }
}

impl FromParts for Money {
    const KEY: &'static str = "currency";

    fn from_parts(amount: Decimal, word: &str) -> Result<Money, String> {
        Money::new(amount, word).map_err(|error| error.to_string())
    }

    fn from_text(text: &str) -> Result<Money, String> {
        text.parse().map_err(|error| format!("{error}"))
    }
}

struct MeasuredVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: FromParts> Visitor<'de> for MeasuredVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text such as \"5000 t\", or {{\"amount\": 5000, \"{}\": \"…\"}}", T::KEY)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut amount: Option<RawAmount> = None;
        let mut word: Option<String> = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == "amount" {
                amount = Some(map.next_value()?);
            } else if key == T::KEY {
                word = Some(map.next_value()?);
            } else {
                return Err(de::Error::custom(format_args!(
                    "unknown field `{key}`, expected `amount` and `{}`",
                    T::KEY
                )));
            }
        }
        let amount = amount.ok_or_else(|| de::Error::missing_field("amount"))?;
        let word = word.ok_or_else(|| de::Error::missing_field(T::KEY))?;
        T::from_parts(amount.0, &word).map_err(de::Error::custom)
    }
}

impl<'de, T: FromParts> Deserialize<'de> for Measured<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Measured<T>, D::Error> {
        deserializer.deserialize_any(MeasuredVisitor(std::marker::PhantomData)).map(Measured)
    }
}

/// A number, or its decimal digits in a string.
struct RawAmount(Decimal);

impl<'de> Deserialize<'de> for RawAmount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawAmount, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let text = match &value {
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text.clone(),
            other => return Err(de::Error::custom(format_args!("`{other}` is not a number"))),
        };
        let amount = parse_amount(&text).or_else(|| Decimal::from_scientific(&text).ok());
        amount.map(RawAmount).ok_or_else(|| {
            let text: String = text.chars().take(40).collect();
            de::Error::custom(format_args!("`{text}` is not a decimal number that can be held exactly"))
        })
    }
}

/// A quantity.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawQuantity(pub(super) Quantity);

impl<'de> Deserialize<'de> for RawQuantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawQuantity, D::Error> {
        Measured::deserialize(deserializer).map(|measured| RawQuantity(measured.0))
    }
}

/// A sum of money.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawMoney(pub(super) Money);

impl<'de> Deserialize<'de> for RawMoney {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawMoney, D::Error> {
        Measured::deserialize(deserializer).map(|measured| RawMoney(measured.0))
    }
}

/// What was drawn on a quota: a quantity or a sum of money.
#[derive(Clone, Debug)]
pub(super) struct RawUsed(String);

impl<'de> Deserialize<'de> for RawUsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawUsed, D::Error> {
        String::deserialize(deserializer).map(RawUsed)
    }
}

impl RawUsed {
    /// The amount in the measure of a quota.
    pub(super) fn in_measure(&self, measure: Measure) -> Result<Decimal, String> {
        match measure.unit() {
            Some(unit) => {
                let quantity = Quantity::from_text(&self.0)?;
                quantity
                    .to_unit(unit)
                    .ok_or_else(|| format!("`{quantity}` cannot be counted in {}", measure.word()))
            }
            None => {
                let money = Money::from_text(&self.0)?;
                if money.currency() == measure.word() {
                    Ok(money.amount())
                } else {
                    Err(format!("`{money}` cannot be counted in {}", measure.word()))
                }
            }
        }
    }
}

fn amount_schema(key: &str, example: &str) -> Schema {
    json_schema!({
        "anyOf": [
            { "type": "string", "examples": [example] },
            {
                "type": "object",
                "properties": { "amount": { "type": ["number", "string"], "minimum": 0 }, key: { "type": "string" } },
                "required": ["amount", key],
                "additionalProperties": false
            }
        ]
    })
}

impl JsonSchema for RawQuantity {
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        amount_schema("unit", "5000 t")
    }
}

impl JsonSchema for RawMoney {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        amount_schema("currency", "22000 USD")
    }
}

impl JsonSchema for RawUsed {
    fn schema_name() -> Cow<'static, str> {
        "Used".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": ["120000 barrel", "1000000 USD"] })
    }
}
