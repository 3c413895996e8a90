//! One entry of a list, with everything its publisher said about it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::PartialDate;

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A natural person.
    Person,
    /// A company, organisation, body or group.
    Entity,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// The list does not say.
    #[default]
    Unstated,
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Person => "person",
            Self::Entity => "entity",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Unstated => "unstated",
        })
    }
}

/// One listed party. What the source left out is empty here; nothing is filled in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Entry {
    /// The publisher's reference, unique within the list.
    pub id: String,
    /// Person, entity, vessel or aircraft.
    pub kind: Kind,
    /// The list or lists within the publication: `DPRK`, `SDN`, `Entity List (EL)`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// Names, the principal one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Name>,
    /// Forms of address and honours: `Dr.`, `Haji`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// Offices and functions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// As the source has it: `Male`, `F`, `Unknown`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub genders: Vec<String>,
    /// Birth dates, or the founding of a body; several where the source is not sure.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub births: Vec<Birth>,
    /// Places of birth.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub birth_places: Vec<Place>,
    /// Nationalities and citizenships.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nationalities: Vec<Nationality>,
    /// Addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Place>,
    /// Passports, national and company numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// What is particular to a ship or an aircraft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub craft: Option<Craft>,
    /// Addresses of digital currencies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wallets: Vec<Wallet>,
    /// Telephone, e-mail, website.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Labelled>,
    /// Other publishers' references to the same party: `un` `KPi.033`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Labelled>,
    /// When, and by what, it was listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Act>,
    /// When the entry was amended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amended: Vec<Act>,
    /// When it was, or is to be, removed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delisted: Vec<Act>,
    /// Programmes or regimes: `DPRK2`, `EU-PRK`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<String>,
    /// What the listing forbids, with its own act and date where the source has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// Ties to other parties.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Free text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Every published field that has no place above, by its path in the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Labelled>,
}

impl Entry {
    /// The principal name; empty only if the source gives none.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", |name| name.full.as_str())
    }

    /// Aliases: every name but the principal one and those in its original script.
    pub fn aliases(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| !matches!(name.use_, NameUse::Primary | NameUse::OriginalScript))
    }

    pub(crate) fn craft_mut(&mut self) -> &mut Craft {
        self.craft.get_or_insert_default()
    }
}

/// How a name is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameUse {
    /// The name under which the party is listed.
    Primary,
    /// The principal name in the script it is written in at home.
    OriginalScript,
    /// Also known as.
    #[default]
    Alias,
    /// Formerly known as.
    Former,
    /// Now known as.
    Now,
}

/// What the publisher says of an alias's worth for identifying someone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Nothing.
    #[default]
    Unstated,
    /// `Good`, `strong`.
    Strong,
    /// `Low`, `weak`.
    Weak,
}

/// A name: whole, and in its parts where the source has parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Name {
    /// The whole name, in the order in which the source writes it.
    pub full: String,
    /// The parts under the publisher's labels: `first`, `lastName`, `Name 6`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Labelled>,
    /// How it is used.
    #[serde(rename = "use")]
    pub use_: NameUse,
    /// What it is worth for identifying.
    pub quality: Quality,
    /// The publisher's own word for use and quality: `Good`, `f.k.a.`, `Primary Name Variation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// The script, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// The language, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// A birth date that goes with this name only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born: Option<PartialDate>,
    /// A birth place that goes with this name only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born_at: Option<Place>,
    /// What the source adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Name {
    /// A principal name without parts.
    pub fn primary(full: impl Into<String>) -> Self {
        Self { full: full.into(), use_: NameUse::Primary, ..Self::default() }
    }

    /// An alias without parts.
    pub fn alias(full: impl Into<String>) -> Self {
        Self { full: full.into(), ..Self::default() }
    }

    /// Joins parts in the order given, and keeps them.
    pub(crate) fn of_parts(parts: Vec<Labelled>) -> Self {
        let words: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
        Self { full: words.join(" "), parts, ..Self::default() }
    }
}

/// A birth date with what the source says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Birth {
    /// The date, no more exact than the source.
    pub date: PartialDate,
    /// What the source adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl From<PartialDate> for Birth {
    fn from(date: PartialDate) -> Self {
        Self { date, note: None }
    }
}

/// A place: of birth, or an address.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Place {
    /// Lines that the source does not take apart, and streets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
    /// Town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province, region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The country, as the source names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country's code, where the source gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    /// What the source adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Place {
    /// Whether the source said anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A place that the source does not take apart.
    pub fn line(text: impl Into<String>) -> Self {
        Self { lines: vec![text.into()], ..Self::default() }
    }
}

/// A nationality or citizenship.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Nationality {
    /// The country, as the source names it.
    pub country: String,
    /// Its code, where the source gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `nationality`, `citizenship` or what else the source calls it; empty if it does not distinguish.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// What the source adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Nationality {
    pub(crate) fn of(what: &str, country: impl Into<String>) -> Self {
        Self { country: country.into(), what: what.to_owned(), ..Self::default() }
    }
}

/// A document or a registration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Document {
    /// What the source calls it: `Passport`, `National ID No.`, `OGRN`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The number.
    pub number: String,
    /// The State whose document it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Where, or by whom, it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<String>,
    /// When it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<PartialDate>,
    /// When it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<PartialDate>,
    /// What the source adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An IMO ship number: seven digits, the last of which checks the others.
///
/// Lists contain wrong ones and companies' numbers, so a number whose check digit fails is kept.
///
/// ```
/// use interdict_lists::ImoNumber;
///
/// let ship = ImoNumber::find("IMO 9191773").unwrap();
/// assert_eq!(ship.as_str(), "9191773");
/// assert!(ship.check_digit_holds());
/// assert!(ImoNumber::find("Does not exist").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ImoNumber(String);

impl ImoNumber {
    /// The first run of exactly seven digits in the text.
    pub fn find(text: &str) -> Option<Self> {
        text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 7).map(|run| Self(run.to_owned()))
    }

    /// The seven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the last digit is the check sum of the first six.
    pub fn check_digit_holds(&self) -> bool {
        let digits = || self.0.bytes().map(|digit| u32::from(digit.wrapping_sub(b'0')));
        let sum: u32 = digits().take(6).zip([7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
        digits().nth(6) == Some(sum % 10)
    }
}

/// What a list says of a ship or an aircraft beyond its names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Craft {
    /// IMO numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub imo: Vec<ImoNumber>,
    /// Maritime mobile service identities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mmsi: Vec<String>,
    /// Radio call signs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub call_signs: Vec<String>,
    /// Types: `Crude Oil Tanker`, `B737`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Flags flown now, as far as the source knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// Flags flown before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_flags: Vec<String>,
    /// Owners and operators now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// Owners and operators before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_owners: Vec<String>,
    /// Tonnage, gross tonnage, length, year built, hull, tail and serial numbers, under their labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub particulars: Vec<Labelled>,
}

/// An address of a digital currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wallet {
    /// The currency's symbol as the source has it: `XBT`, `ETH`; empty if it has none.
    pub currency: String,
    /// The address.
    pub address: String,
}

/// A value under its source's label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// The label, or a path such as `INDIVIDUAL/VERSIONNUM`.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Labelled {
    /// A value under a label.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A listing, amendment or removal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Act {
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<PartialDate>,
    /// By what decision, regulation or notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

impl Act {
    /// An act of which only the date is known.
    pub fn on(date: PartialDate) -> Self {
        Self { on: Some(date), by: None }
    }
}

/// What a listing forbids.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Measure {
    /// The publisher's word or our own slug: `asset-freeze`, `Asset freeze`.
    pub what: String,
    /// The paragraph it rests on, where the source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// Since when, by what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
}

impl Measure {
    /// A measure of which only the name is known.
    pub fn named(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }
}

/// A tie to another party.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Link {
    /// What ties them: `Linked To`, `Acting for or on behalf of`, `subsidiary`.
    pub what: String,
    /// The other party's reference in the same list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The other party's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the source adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a publication says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Header {
    /// The publisher's date stamp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PartialDate>,
    /// The stamp as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<String>,
    /// How many records it says it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    /// Whatever else stands before the records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Labelled>,
}
