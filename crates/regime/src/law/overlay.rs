use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, GoodsSet, Provision, Quota, Step, Text};
use crate::dates::{day, optional_day};

/// An overlay file: a draft laid over the law. All that it says is hypothetical.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OverlayFile {
    /// What it is.
    pub overlay: OverlayHeader,
    /// Provisions that are put out of use for a time.
    #[serde(default)]
    pub suspend: Vec<Suspension>,
    /// Provisions that are ended.
    #[serde(default)]
    pub lift: Vec<Lifting>,
    /// Provisions that are narrowed: they get an exception.
    #[serde(default)]
    pub except: Vec<Excepting>,
    /// Caps that are changed.
    #[serde(default)]
    pub cap: Vec<CapChange>,
    /// Sets of goods that added provisions name.
    #[serde(default)]
    pub goods: Vec<GoodsSet>,
    /// Caps that added provisions name.
    #[serde(default)]
    pub quota: Vec<Quota>,
    /// Provisions that are added, as an instrument file writes them.
    #[serde(default)]
    pub provision: Vec<Provision>,
}

/// What an overlay is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OverlayHeader {
    /// Its id, no instrument's: citations name it.
    pub id: Text,
    /// What it would do, in a sentence.
    pub says: String,
    /// The day it would be adopted; nothing of it holds before.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub adopted: Date,
    /// Where it comes from, if anywhere.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Provisions put out of use from a day to a day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Suspension {
    /// Provision ids, or citations such as `2397:6` for all limbs of a paragraph.
    pub provisions: Vec<Text>,
    /// The first day they do not apply.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// The last day they do not apply.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub until: Date,
}

/// Provisions ended from a day on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lifting {
    /// Provision ids, or citations.
    pub provisions: Vec<Text>,
    /// The first day they no longer apply.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
}

/// An exception to provisions of the law.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Excepting {
    /// Provision ids, or citations.
    pub provisions: Vec<Text>,
    /// The first day it can be used.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// The last day, if it has one.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// What it says.
    pub summary: String,
    /// Its factual gate.
    #[serde(default)]
    pub when: Option<Condition>,
    /// What must be done first.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// Another cap for the periods of a quota.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CapChange {
    /// The quota.
    pub quota: Text,
    /// The cap, in the quota's measure.
    #[schemars(with = "String")]
    pub cap: Decimal,
    /// The day from which it counts: the whole period that this day lies in is judged by it.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
}
