use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Standing, Text};
use crate::dates::optional_day;

/// A named set of goods, as provisions refer to it. Its id is also a fact that a goods line can state.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct GoodsSet {
    /// Its name in `goods = "…"`.
    pub id: Text,
    /// What the law calls these goods.
    pub says: String,
    /// What settles a heading that lies only partly inside, or a line without a code.
    pub question: String,
    /// The headings, in groups of one source each.
    pub codes: Vec<CodeGroup>,
}

/// Headings of one source and one manner.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CodeGroup {
    /// HS codes of 2, 4 or 6 digits.
    pub hs: Vec<Text>,
    /// Only a part of these headings lies inside: which.
    #[serde(default)]
    pub ex: Option<String>,
    /// Counts only under this reading: `reading/option`.
    #[serde(default)]
    pub reading: Option<Text>,
    /// First day of these codes; the set's provisions' own where left out.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// Last day of these codes, if they have one.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Where the codes come from.
    pub source: String,
    /// How well they were checked.
    pub confidence: Standing,
}

/// A fact that rules ask about, in the regime's own vocabulary.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FactDeclaration {
    /// Its name in dealings and conditions.
    pub id: Text,
    /// What it is stated of.
    pub of: FactOf,
    /// The question, answered by yes or no.
    pub question: String,
    /// What a dealing that does not say means.
    pub absent: WhenAbsent,
    /// Whether stating it connects a dealing with the target State by itself, whatever the countries given.
    #[serde(default)]
    pub touches: bool,
    /// The measure of a designation that makes it so: being listed for it states the fact.
    #[serde(default)]
    pub listed_for: Option<Text>,
    /// The share in per cent at which designated holders together make it so, directly or through a chain.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub held_by_designated: Option<Decimal>,
}

/// What a fact is stated of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FactOf {
    /// The act as a whole.
    Act,
    /// A line of goods.
    Goods,
    /// The thing dealt with, whatever its kind.
    Object,
    /// The ship that carries, or the ship or aircraft dealt with.
    Ship,
    /// A party.
    Party,
}

/// What the absence of a fact means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WhenAbsent {
    /// Unknown, and asked where the answer decides.
    Asked,
    /// Taken as not so, and printed as an assumption.
    NotShown,
}

/// A kind of finding: a recorded act of a State or the Committee. Absent means not made.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingDeclaration {
    /// Its name in dealings and conditions.
    pub id: Text,
    /// What it is, as a noun phrase.
    pub says: String,
}

/// A place that rules or common slips turn on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlaceDeclaration {
    /// Its id.
    pub id: Text,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: String,
    /// Names and spellings, compared without case, spaces and hyphens.
    pub names: Vec<String>,
    /// UN/LOCODE, where it has one.
    #[serde(default)]
    pub locode: Option<String>,
}

/// A point on which texts or sources allow two readings.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reading {
    /// Its name.
    pub id: Text,
    /// The question the readings answer.
    pub question: String,
    /// The readings, two or more.
    #[serde(rename = "option")]
    pub options: Vec<ReadingOption>,
}

/// One reading, with who takes it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReadingOption {
    /// Its name.
    pub id: Text,
    /// What it holds.
    pub says: String,
    /// Who reads it so.
    pub sources: Vec<String>,
}
