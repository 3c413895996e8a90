use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Standing, Text};
use crate::dates::{day, optional_day};

/// How an aid agency's list of goods is put to the regime: the fact that states its purpose, and what an application asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aid {
    /// The fact of the act that states the purpose.
    pub fact: Text,
    /// What an application for an exemption asks for, by the authority's guidance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<Application>,
}

/// The guidance on applications.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The guidance, for the reader.
    pub guidance: String,
    /// What it asks for.
    pub asks: Vec<ApplicationPart>,
}

/// One thing that an application asks for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationPart {
    /// What, in our words.
    pub says: String,
    /// The first day of it; the day on which the guidance was given or changed.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Its last day, where it is asked no longer.
    #[serde(default, with = "optional_day", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// The columns of the list that hold it; none: it stands beside the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ListColumn>,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A column of an aid agency's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListColumn {
    /// What it is.
    Item,
    /// HS code.
    Hs,
    /// How much, with its unit.
    Quantity,
    /// What it is worth, with its currency.
    Value,
    /// Where it was made or grown.
    Origin,
}

impl ListColumn {
    /// The column's name.
    pub fn word(self) -> &'static str {
        match self {
            ListColumn::Item => "item",
            ListColumn::Hs => "hs",
            ListColumn::Quantity => "quantity",
            ListColumn::Value => "value",
            ListColumn::Origin => "origin",
        }
    }
}
