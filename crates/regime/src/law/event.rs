use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Standing, Text, Vote};
use crate::dates::{day, optional_day};

/// Something that happened, dated and sourced. Adoptions are not written here: instrument headers hold them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Event {
    /// Stable name, such as `test-2017-09-03`.
    pub id: Text,
    /// What it is.
    pub kind: EventKind,
    /// Its day, or first day, in coordinated universal time.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub date: Date,
    /// Its last day, if it lasted several.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Its time, coordinated universal: `03:30` or `03:30:01`.
    #[serde(default)]
    pub time: Option<Text>,
    /// The day that the Council's texts name.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub council_day: Option<Date>,
    /// The day it had where it happened, if another than `date`.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub local_day: Option<Date>,
    /// Where it happened.
    #[serde(default)]
    pub place: Option<String>,
    /// The missile or launcher, as commonly named.
    #[serde(default)]
    pub system: Option<String>,
    /// How many, if more than one.
    #[serde(default)]
    pub number: Option<u16>,
    /// How a launch ended.
    #[serde(default)]
    pub outcome: Option<LaunchOutcome>,
    /// The size of the explosion, as measured.
    #[serde(default)]
    pub magnitude: Option<Magnitude>,
    /// The document symbol of a meeting, statement or report.
    #[serde(default)]
    pub symbol: Option<String>,
    /// The vote, on a draft.
    #[serde(default)]
    pub vote: Option<Vote>,
    /// What the Council did about it: instruments and statements, where a source links them.
    #[serde(default)]
    pub answered_by: Vec<Text>,
    /// Instruments and events that a meeting, statement, report or contact concerns.
    #[serde(default)]
    pub about: Vec<Text>,
    /// What it is, in our own words.
    pub says: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well its parts were checked.
    pub confidence: EventConfidence,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// A nuclear explosive device was tested.
    NuclearTest,
    /// A ballistic missile was launched.
    BallisticMissileLaunch,
    /// A satellite launcher was launched.
    SpaceLaunch,
    /// The Council adopted a resolution of the regime: derived from instrument headers, never written.
    Adoption,
    /// The Council adopted a resolution that is not loaded.
    Resolution,
    /// The Council voted and did not adopt.
    Vote,
    /// The Council met.
    Meeting,
    /// The President of the Council made a statement.
    Statement,
    /// The Council spoke to the press.
    PressStatement,
    /// The Committee added to or amended its list.
    Listing,
    /// A report was issued.
    Report,
    /// Officials met.
    Contact,
    /// A State announced something.
    Announcement,
}

impl EventKind {
    /// What the target State does, and obligations forbid.
    pub const CONDUCT: &[EventKind] =
        &[EventKind::NuclearTest, EventKind::BallisticMissileLaunch, EventKind::SpaceLaunch];
}

/// How a launch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LaunchOutcome {
    /// It flew.
    Success,
    /// It did not, or not far.
    Failure,
    /// Nobody says.
    Unknown,
}

/// The size of an explosion, as two networks measured it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Magnitude {
    /// By the United States Geological Survey.
    pub usgs: Option<String>,
    /// By the Preparatory Commission for the Comprehensive Nuclear-Test-Ban Treaty Organization.
    pub ctbto: Option<String>,
}

/// How well the parts of an event were checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventConfidence {
    /// Its day.
    pub date: Standing,
    /// Its time, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Standing>,
    /// What happened.
    pub content: Standing,
    /// What answered it, where that is less sure than the content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Standing>,
}

impl EventConfidence {
    /// How well it was checked that `answered-by` answered it.
    pub fn of_link(&self) -> Standing {
        self.link.unwrap_or(self.content)
    }
}
