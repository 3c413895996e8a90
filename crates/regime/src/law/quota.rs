use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FindingTest, Standing, Text};
use crate::dates::{day, optional_day};
use crate::quantity::Unit;
use crate::vocabulary::DateKind;

/// A cap over a period. Lines of one dealing that fall under it are summed before the test.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Quota {
    /// Its name, such as `2397/refined-petroleum`.
    pub id: Text,
    /// What is capped, in words.
    pub says: String,
    /// The set of goods that draws on it.
    pub goods: Text,
    /// What the cap counts.
    pub measure: Measure,
    /// The date that says which period counts.
    pub tests: DateKind,
    /// The periods, each with its cap.
    #[serde(rename = "period")]
    pub periods: Vec<QuotaPeriod>,
    /// How tonnes and barrels of particular products convert.
    #[serde(default, rename = "factor")]
    pub factors: Vec<Factor>,
    /// The finding that stops supplies for the rest of a period.
    #[serde(default)]
    pub stopped_by: Option<FindingTest>,
    /// The shares of the cap at which States are to be notified; they mark a gauge, and decide nothing.
    #[serde(default)]
    pub notices: Option<Notices>,
    /// Where the figures come from.
    pub sources: Vec<String>,
    /// How well they were checked.
    pub confidence: Standing,
}

/// What a cap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Measure {
    /// Barrels of 42 US gallons.
    #[serde(rename = "barrel")]
    Barrel,
    /// Tonnes.
    #[serde(rename = "t")]
    Tonne,
    /// US dollars.
    #[serde(rename = "USD")]
    UsDollar,
}

impl Measure {
    /// The unit of quantity counted, unless it counts money.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Measure::Barrel => Some(Unit::Barrel),
            Measure::Tonne => Some(Unit::Tonne),
            Measure::UsDollar => None,
        }
    }

    /// As answers print it.
    pub fn word(self) -> &'static str {
        match self {
            Measure::Barrel => "barrels",
            Measure::Tonne => "t",
            Measure::UsDollar => "USD",
        }
    }
}

/// A period with its cap.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct QuotaPeriod {
    /// First day.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day of a single period.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// How the period repeats, if it does.
    #[serde(default)]
    pub every: Option<Recurrence>,
    /// The cap, in the quota's measure.
    #[schemars(with = "String")]
    pub cap: Decimal,
    /// Counts only under this reading: `reading/option`.
    #[serde(default)]
    pub reading: Option<Text>,
}

/// How a period repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recurrence {
    /// Every twelve months from the first day.
    Year,
}

/// Tonnes in one barrel of a product.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Factor {
    /// HS codes of the product.
    pub hs: Vec<Text>,
    /// Tonnes in a barrel.
    #[schemars(with = "String")]
    pub tonnes_per_barrel: Decimal,
    /// Where the factor comes from.
    pub source: String,
    /// How well it was checked.
    pub confidence: Standing,
}

/// The shares of a cap at which States are to be notified.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Notices {
    /// In per cent of the cap, rising.
    pub percent: Vec<u8>,
    /// Where they come from.
    pub source: String,
    /// How well they were checked.
    pub confidence: Standing,
}
