use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Standing, Text};
use crate::dates::day;

/// A resolution or treaty: the header of an instrument file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Instrument {
    /// How citations name it: the resolution's number, such as `2375`.
    pub id: Text,
    /// The document symbol, such as `S/RES/2375 (2017)`.
    pub symbol: String,
    /// Day of adoption, New York. Nothing of it is known before.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub adopted: Date,
    /// The meeting record, where there was a meeting.
    #[serde(default)]
    pub meeting: Option<String>,
    /// The vote.
    pub vote: Vote,
    /// What it answered.
    pub trigger: String,
    /// The power it rests on.
    pub basis: String,
    /// How many operative paragraphs it has, where known.
    #[serde(default)]
    pub paragraphs: Option<u16>,
    /// How many annexes it has, where known.
    #[serde(default)]
    pub annexes: Option<u16>,
    /// How well the header was checked.
    pub confidence: InstrumentConfidence,
    /// Where the header comes from.
    pub sources: Vec<String>,
    /// Whether it is a draft laid over the law; never written in a file.
    #[serde(skip)]
    pub hypothetical: bool,
}

/// A vote in the Council.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// In favour.
    #[serde(rename = "for")]
    pub in_favour: u8,
    /// Against.
    pub against: u8,
    /// Abstentions.
    pub abstained: u8,
}

/// How well the parts of a header were checked.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstrumentConfidence {
    /// The day of adoption.
    pub adopted: Standing,
    /// The meeting record's symbol.
    pub meeting: Standing,
    /// The vote.
    pub vote: Standing,
    /// The number of paragraphs and annexes.
    pub paragraphs: Standing,
}
