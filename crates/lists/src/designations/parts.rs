//! What a file of designations is made of.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use crate::date::PartialDate;
use crate::model::{NameUse, Quality};

/// How well a fact is established.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Not checked against an official text.
    #[default]
    Unverified,
    /// Read once in a text that should have it right.
    Read,
    /// Its content was seen in an official text, its paragraph number was not.
    ContentVerified,
    /// Seen in an official text.
    Verified,
}

/// Where the facts of a file are from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name within the file.
    pub id: String,
    /// What it is.
    pub title: String,
}

/// A decision that listed, or took off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListingAct {
    /// The paragraph (`2356:3`), or our name for a Committee decision (`committee-2018-03-30`).
    pub id: String,
    /// Its document symbol, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Its date: from that day the listing holds and is known.
    #[serde(deserialize_with = "day")]
    pub on: Date,
    /// How well the date is established.
    pub date_confidence: Confidence,
    /// How well the symbol or paragraph number is established.
    pub cite_confidence: Confidence,
}

/// A measure that a listing can carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureKind {
    /// Its name within the file: `asset-freeze`.
    pub id: String,
    /// The paragraph that contains it: `1718:8(d)`.
    pub under: String,
}

/// By what, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignationAct {
    /// The act's name within the file.
    pub by: String,
    /// Its date.
    #[serde(deserialize_with = "day")]
    pub on: Date,
}

/// A measure applied to a listed party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureApplied {
    /// The measure's name within the file.
    pub what: String,
    /// The act that applied it; without one, the act that listed the party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// That act's date.
    #[serde(default, deserialize_with = "maybe_day", skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// A further name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListedName {
    /// The name.
    pub name: String,
    /// What it is worth for identifying, where the list says.
    #[serde(default)]
    pub quality: Quality,
    /// How it is used.
    #[serde(default, rename = "use")]
    pub use_: NameUse,
    /// A birth date that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
}

/// A place as stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatedPlace {
    /// Street and house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Province.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Country, as the list names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// A passport or another number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherDocument {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The State whose document it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// When it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<PartialDate>,
    /// When it expires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<PartialDate>,
}

/// A party that a regime lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Listed {
    #[serde(rename = "ref")]
    pub(super) reference: Spanned<String>,
    /// The name under which it is listed.
    pub name: String,
    /// Its parts, where the list has parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The name in its original script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<String>,
    /// Further names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<ListedName>,
    /// Forms of address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// As the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Birth dates.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub born: Vec<PartialDate>,
    /// Birth places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub born_at: Vec<StatedPlace>,
    /// Nationalities, as the list names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nationality: Vec<String>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<StatedPlace>,
    /// Passports and other numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<OtherDocument>,
    /// The ship's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imo: Option<String>,
    /// The ship's MMSI at the time of listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mmsi: Option<String>,
    /// By what, and when, it was first listed.
    pub listed: DesignationAct,
    /// When its entry was amended.
    #[serde(default, deserialize_with = "days", skip_serializing_if = "Vec::is_empty")]
    pub amended: Vec<Date>,
    /// By what, and when, it was taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removed: Option<DesignationAct>,
    /// What the listing carries.
    pub measures: Vec<MeasureApplied>,
    /// How well name and numbers are established.
    pub confidence: Confidence,
}

impl Listed {
    /// The permanent reference (`KPi.033`), or the IMO number or name of a ship.
    pub fn reference(&self) -> &str {
        self.reference.get_ref()
    }
}

fn civil(stamp: toml::value::Datetime) -> Option<Date> {
    let date = stamp.date.filter(|_| stamp.time.is_none() && stamp.offset.is_none())?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

pub(super) fn day<'de, D: Deserializer<'de>>(input: D) -> Result<Date, D::Error> {
    let stamp = toml::value::Datetime::deserialize(input)?;
    civil(stamp).ok_or_else(|| serde::de::Error::custom("a day is wanted, such as 2017-06-02"))
}

fn maybe_day<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Date>, D::Error> {
    day(input).map(Some)
}

fn days<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Date>, D::Error> {
    let stamps = Vec::<toml::value::Datetime>::deserialize(input)?;
    let wanted = || serde::de::Error::custom("days are wanted, such as [2017-06-02]");
    stamps.into_iter().map(|stamp| civil(stamp).ok_or_else(wanted)).collect()
}
