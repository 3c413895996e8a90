use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventKind, Standing, Text};
use crate::dates::{day, optional_day};

/// A file of `treaties/`: a treaty, its entry into force, its States and what it obliges them to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyFile {
    /// The treaty.
    pub treaty: TreatyHeader,
    /// When it enters into force.
    pub entry_into_force: EntryIntoForce,
    /// States, as far as the ledger follows them.
    #[serde(default)]
    pub state: Vec<TreatyState>,
    /// Published totals.
    #[serde(default)]
    pub count: Vec<TreatyCount>,
    /// What it obliges its parties to.
    #[serde(default)]
    pub obligation: Vec<TreatyObligation>,
    /// Steps that a State took about its own membership.
    #[serde(default)]
    pub notice: Vec<TreatyNotice>,
    /// Withdrawals that are disputed.
    #[serde(default)]
    pub withdrawal: Vec<TreatyWithdrawal>,
}

/// The header of a treaty.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyHeader {
    /// Its id, the name of its file.
    pub id: Text,
    /// Its full name.
    pub name: String,
    /// The day it was opened for signature.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub opened: Date,
    /// Who keeps it.
    pub depositary: String,
    /// What it is, in our own words.
    pub summary: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well the header was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// When a treaty enters into force: a day that came, or a rule about listed States.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EntryIntoForce {
    /// Its article.
    pub cite: String,
    /// The day it entered into force, where that is past.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// Days after the last listed State's deposit, for a treaty that waits for every listed State.
    #[serde(default)]
    pub days_after: Option<i32>,
    /// The earliest day it could enter into force.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub not_before: Option<Date>,
    /// Whether every listed State must have ratified.
    #[serde(default)]
    pub listed: bool,
    /// The rule, in our own words.
    pub summary: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A State and a treaty.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyState {
    /// ISO 3166-1 alpha-2.
    pub code: Text,
    /// Whether the treaty waits for it.
    #[serde(default)]
    pub listed: bool,
    /// The day it signed.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub signed: Option<Date>,
    /// The day it deposited its ratification.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub ratified: Option<Date>,
    /// The day it acceded.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub acceded: Option<Date>,
    /// The day it notified that its ratification is withdrawn.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub ratification_withdrawn: Option<Date>,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well its parts were checked.
    pub confidence: TreatyStateConfidence,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// How well the parts of a State's row were checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TreatyStateConfidence {
    /// Whether it is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<Standing>,
    /// Its signature, or that there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<Standing>,
    /// Its ratification, or that there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratified: Option<Standing>,
    /// Its accession.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceded: Option<Standing>,
    /// That it withdrew its ratification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Standing>,
}

/// Published totals on a day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyCount {
    /// The day they stood so.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub on: Date,
    /// States that had signed.
    pub signed: u16,
    /// States that had ratified.
    pub ratified: u16,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well they were checked.
    pub confidence: Standing,
    /// Where they come from.
    pub sources: Vec<String>,
}

/// What a treaty obliges its parties to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyObligation {
    /// Stable name, `treaty/words`.
    pub id: Text,
    /// Its article.
    pub cite: String,
    /// The kinds of event that breach it.
    #[serde(default)]
    pub breached_by: Vec<EventKind>,
    /// What it says, in our own words.
    pub summary: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A step that a State took about its own membership.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyNotice {
    /// Its day.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub date: Date,
    /// What it was, in our own words.
    pub says: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A withdrawal whose effect is disputed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TreatyWithdrawal {
    /// Whose.
    pub of: Text,
    /// The question that the readings answer.
    pub question: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// The readings, two or more.
    pub reading: Vec<WithdrawalReading>,
}

/// One reading of a disputed withdrawal.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WithdrawalReading {
    /// Its name.
    pub id: Text,
    /// The first day the State is no longer bound; left out where it still is.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// What it holds.
    pub says: String,
    /// How well it was checked.
    pub confidence: Standing,
    /// Who reads it so.
    pub sources: Vec<String>,
}
