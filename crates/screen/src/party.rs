//! What is compared: a party with its names and what else is known of it. The same type serves the customer and the
//! listed party, for two records of one party are as alike from either side.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::born::Born;

/// What a party is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A natural person.
    Person,
    /// A company, body or group.
    Organisation,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// Nobody says.
    #[default]
    Unstated,
}

impl Kind {
    /// Whether two parties of these kinds can be one: an unstated kind can be any.
    pub fn may_be(self, other: Self) -> bool {
        self == other || self == Self::Unstated || other == Self::Unstated
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Unstated => "unstated",
        })
    }
}

/// What a name is worth for identifying its bearer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A name proper.
    #[default]
    Strong,
    /// Its publisher calls it weak or low quality.
    Weak,
}

/// A name as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartyName {
    /// The whole name.
    pub text: String,
    /// What it is worth.
    pub strength: Strength,
}

impl PartyName {
    /// A name proper.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), strength: Strength::Strong }
    }
}

/// A country as ISO 3166-1 alpha-2, always upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

/// A text that is no two-letter code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no two-letter country code")]
pub struct NoCountry(String);

impl FromStr for Country {
    type Err = NoCountry;

    fn from_str(text: &str) -> Result<Self, NoCountry> {
        match text.trim().as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => Err(NoCountry(text.to_owned())),
        }
    }
}

/// Gender, where a source states one that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl Gender {
    /// Reads `F`, `female`, `m`, `Male`; anything else is not stated.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "f" | "female" | "woman" => Some(Self::Female),
            "m" | "male" | "man" => Some(Self::Male),
            _ => None,
        }
    }
}

/// A party: a customer, or somebody listed. What is not known is empty; nothing is assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Party {
    /// The reference under which a match names it.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its names, the principal one first.
    pub names: Vec<PartyName>,
    /// Birth dates, or the founding of a body; several where the source is not sure.
    pub births: Vec<Born>,
    /// Nationalities, flags and countries of residence or seat.
    pub countries: Vec<Country>,
    /// Gender, where stated.
    pub genders: Vec<Gender>,
    /// Places of birth.
    pub places: Vec<String>,
    /// Numbers of documents and registrations.
    pub identifiers: Vec<String>,
    /// IMO ship numbers.
    pub imo: Vec<String>,
}

impl Party {
    /// A party of which only one name is known.
    pub fn named(id: impl Into<String>, kind: Kind, name: impl Into<String>) -> Self {
        Self { id: id.into(), kind, names: vec![PartyName::new(name)], ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unstated_kind_can_be_any() {
        assert!(Kind::Unstated.may_be(Kind::Vessel) && Kind::Vessel.may_be(Kind::Unstated));
        assert!(!Kind::Person.may_be(Kind::Vessel));
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!("kp".parse::<Country>().map(|country| country.as_str().to_owned()), Ok("KP".to_owned()));
        assert_eq!(
            "Korea".parse::<Country>().unwrap_err().to_string(),
            "`Korea` is no two-letter country code"
        );
    }
}
