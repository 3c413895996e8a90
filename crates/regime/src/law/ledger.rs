use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Standing, Text};
use crate::dates::day;

/// What was drawn on a quota over a stretch of days, as somebody published it. It is never mended: a later figure of the same
/// stretch is an entry of its own, and takes the place of the earlier one from the day it was published.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LedgerEntry {
    /// The quota drawn on, of `quotas.toml`.
    pub quota: Text,
    /// First day of the stretch.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Last day of the stretch.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub to: Date,
    /// How much: `"1441985 t"`, `"126390037 USD"`; in another unit of the same kind, or in one that a factor of the quota
    /// converts, it needs `hs`.
    pub amount: Text,
    /// The product, where its factor converts the amount.
    #[serde(default)]
    pub hs: Option<Text>,
    /// The place that the figure was rounded to, `"1000 barrel"`; half of it may be missing.
    #[serde(default)]
    pub rounded_to: Option<Text>,
    /// The States whose reports it adds up, ISO 3166-1 alpha-2; all States where left out.
    #[serde(default)]
    pub states: Vec<Text>,
    /// Whether reports were missing when it was published.
    #[serde(default)]
    pub at_least: bool,
    /// The day from which the world knew it.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub published: Date,
    /// Whose figure it is: an authority of `regime.toml`.
    pub by: Text,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it was seen.
    pub source: String,
    /// What is doubtful.
    #[serde(default)]
    pub note: Option<String>,
}
