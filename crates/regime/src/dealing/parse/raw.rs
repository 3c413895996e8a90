//! The JSON of a dealing as it stands, before its words are checked. The schema is made from these types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::scalar::{RawMoney, RawQuantity, RawSaid, RawUsed};
use crate::dates::optional_day;
use crate::vocabulary::{PartyKind, Role, Verb};

/// The JSON Schema of a dealing: its long form or its short form.
pub(crate) fn dealing_schema() -> serde_json::Value {
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let long = generator.subschema_for::<RawDealing>();
    let act = RawAct::json_schema(&mut generator);
    let definitions = generator.take_definitions(true);
    let mut short = serde_json::to_value(act).unwrap_or_default();
    if let Some(properties) = short.get_mut("properties").and_then(serde_json::Value::as_object_mut) {
        let top = definitions.get("RawDealing").and_then(|dealing| dealing.get("properties"));
        for key in ["id", "balances"] {
            if let Some(property) = top.and_then(|top| top.get(key)) {
                properties.insert(key.to_owned(), property.clone());
            }
        }
    }
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dealing",
        "description": "The facts put to Interdict: acts with one object each, or one act with its keys at the top.",
        "anyOf": [long, short],
        "$defs": definitions,
    })
}

/// A dealing in its long form.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDealing {
    /// Your own reference.
    #[serde(default)]
    pub(super) id: Option<String>,
    /// The day of the dealing, where its acts name none.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) date: Option<Date>,
    /// What is done.
    pub(super) acts: Vec<RawAct>,
    /// What was already drawn on caps.
    #[serde(default)]
    pub(super) balances: Vec<RawBalance>,
}

/// An act: a verb with one object. Goods may be given by their own keys in place of `goods`.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAct {
    /// What is done; `supply` for goods where left out.
    pub(super) verb: Option<Verb>,
    /// Goods: one line or several.
    pub(super) goods: Option<RawOneOrMany>,
    pub(super) asset: Option<RawThing>,
    pub(super) service: Option<RawThing>,
    pub(super) vessel: Option<RawShip>,
    pub(super) aircraft: Option<RawAircraft>,
    pub(super) person: Option<RawPerson>,
    pub(super) account: Option<RawThing>,
    pub(super) venture: Option<RawThing>,
    pub(super) cooperation: Option<RawThing>,
    pub(super) right: Option<RawThing>,
    pub(super) property: Option<RawThing>,
    /// HS code of a single line of goods.
    pub(super) hs: Option<String>,
    /// What a single line of goods is called.
    pub(super) description: Option<String>,
    /// Quantity of a single line of goods.
    pub(super) quantity: Option<RawQuantity>,
    /// Value of a single line of goods.
    pub(super) value: Option<RawMoney>,
    /// Origin of a single line of goods.
    pub(super) origin: Option<RawPlace>,
    /// Country, and place, of dispatch.
    pub(super) from: Option<RawPlace>,
    /// Country, and place, of destination.
    pub(super) to: Option<RawPlace>,
    /// Countries and places passed through.
    pub(super) via: Vec<RawPlace>,
    /// Port or place of loading.
    pub(super) loading: Option<RawPlace>,
    /// The day of the act.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) date: Option<Date>,
    /// Its other dates.
    pub(super) dates: RawDates,
    /// Who takes part.
    pub(super) parties: Vec<RawParty>,
    /// The ship that carries.
    pub(super) ship: Option<RawShip>,
    /// Facts in the regime's vocabulary.
    pub(super) facts: BTreeMap<String, RawSaid>,
    /// Recorded acts of States or the Committee, on every line of the act.
    pub(super) findings: Vec<RawFinding>,
}

/// Dates of an act besides its day.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawDates {
    /// The contract was finalised in writing.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) contract: Option<Date>,
    /// Dispatch.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) supply: Option<Date>,
    /// Entry at the destination.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) import: Option<Date>,
}

/// A line of goods.
#[derive(Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawGoods {
    /// HS code: 2, 4 or 6 digits, or up to 10 of a national tariff.
    pub(super) hs: Option<String>,
    /// What it is called.
    pub(super) description: Option<String>,
    /// How much.
    pub(super) quantity: Option<RawQuantity>,
    /// What it is worth.
    pub(super) value: Option<RawMoney>,
    /// Where it was made or grown; the country of dispatch where left out.
    pub(super) origin: Option<RawPlace>,
    /// Facts of the line.
    pub(super) facts: BTreeMap<String, RawSaid>,
    /// Recorded acts of States or the Committee on this line alone.
    pub(super) findings: Vec<RawFinding>,
}

impl RawGoods {
    pub(super) fn is_given(&self) -> bool {
        self.hs.is_some()
            || self.description.is_some()
            || self.quantity.is_some()
            || self.value.is_some()
            || self.origin.is_some()
    }
}

/// One line of goods, or a list of lines.
#[derive(Clone)]
pub(super) enum RawOneOrMany {
    One(Box<RawGoods>),
    Many(Vec<RawGoods>),
}

impl<'de> Deserialize<'de> for RawOneOrMany {
    /// By hand, since an untagged enum would forget which key was wrong.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawOneOrMany, D::Error> {
        struct Lines;
        impl<'de> de::Visitor<'de> for Lines {
            type Value = RawOneOrMany;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a line of goods { … }, or a list of them")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RawOneOrMany, A::Error> {
                RawGoods::deserialize(de::value::MapAccessDeserializer::new(map))
                    .map(|line| RawOneOrMany::One(Box::new(line)))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<RawOneOrMany, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(RawOneOrMany::Many)
            }
        }
        deserializer.deserialize_any(Lines)
    }
}

impl JsonSchema for RawOneOrMany {
    fn schema_name() -> Cow<'static, str> {
        "GoodsLines".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let line = generator.subschema_for::<RawGoods>();
        json_schema!({ "anyOf": [line, { "type": "array", "items": line, "minItems": 1 }] })
    }
}

/// A country, a UN/LOCODE or a place by name; or a country and a place.
#[derive(Clone)]
pub(super) enum RawPlace {
    Word(String),
    Parts { country: Option<String>, place: Option<String> },
}

#[derive(Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct RawPlaceParts {
    /// ISO 3166-1 code or name.
    country: Option<String>,
    /// A place by name or UN/LOCODE.
    place: Option<String>,
}

impl<'de> Deserialize<'de> for RawPlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RawPlace, D::Error> {
        struct Place;
        impl<'de> de::Visitor<'de> for Place {
            type Value = RawPlace;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "a country or place such as \"CN\", or {\"country\": \"CN\", \"place\": \"Dalian\"}",
                )
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<RawPlace, E> {
                Ok(RawPlace::Word(word.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<RawPlace, A::Error> {
                let parts = RawPlaceParts::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(RawPlace::Parts { country: parts.country, place: parts.place })
            }
        }
        deserializer.deserialize_any(Place)
    }
}

impl JsonSchema for RawPlace {
    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let parts = generator.subschema_for::<RawPlaceParts>();
        json_schema!({ "anyOf": [{ "type": "string", "examples": ["CN", "KRPUS", "Busan"] }, parts] })
    }
}

/// A party in a role.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawParty {
    pub(super) role: Role,
    #[serde(default)]
    pub(super) name: Option<String>,
    /// Where it is established or resident.
    #[serde(default)]
    pub(super) country: Option<RawPlace>,
    #[serde(default)]
    pub(super) nationality: Option<RawPlace>,
    /// Whether it is a person or a body.
    #[serde(default, rename = "type")]
    pub(super) kind: Option<PartyKind>,
    /// Birth date, or the founding of a body, as far as known: 1962, 1962-03-05, 1960/1962, ~1962.
    #[serde(default)]
    pub(super) born: Option<String>,
    /// Numbers of passports, identity cards and registrations, and references of lists.
    #[serde(default)]
    pub(super) identifiers: Vec<String>,
    /// Whether it is listed under a provision of the regime; left out where it was not screened.
    #[serde(default)]
    pub(super) designated: Option<RawSaid>,
    #[serde(default)]
    pub(super) facts: BTreeMap<String, RawSaid>,
}

/// A ship.
#[derive(Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawShip {
    pub(super) name: Option<String>,
    /// IMO number.
    pub(super) imo: Option<String>,
    pub(super) flag: Option<RawPlace>,
    pub(super) facts: BTreeMap<String, RawSaid>,
}

/// An aircraft.
#[derive(Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawAircraft {
    pub(super) model: Option<String>,
    pub(super) flag: Option<RawPlace>,
    pub(super) facts: BTreeMap<String, RawSaid>,
}

/// A person.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawPerson {
    pub(super) name: Option<String>,
    pub(super) nationality: Option<RawPlace>,
    /// Birth date, as far as known: 1962, 1962-03-05, 1960/1962, ~1962.
    pub(super) born: Option<String>,
    /// Numbers of passports and identity cards, and references of lists.
    pub(super) identifiers: Vec<String>,
    pub(super) facts: BTreeMap<String, RawSaid>,
}

/// An asset, service, account, venture, cooperation, right or property.
#[derive(Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawThing {
    pub(super) description: Option<String>,
    pub(super) value: Option<RawMoney>,
    pub(super) facts: BTreeMap<String, RawSaid>,
}

/// A recorded act of a State or the Committee.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFinding {
    /// Its kind, of the regime's vocabulary.
    pub(super) kind: String,
    /// Whose act it is.
    pub(super) by: String,
    /// Which State.
    #[serde(default)]
    pub(super) state: Option<String>,
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) date: Option<Date>,
    #[serde(default)]
    pub(super) reference: Option<String>,
    #[serde(default)]
    pub(super) status: RawStatus,
}

/// Whether a finding was made.
#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawStatus {
    #[default]
    Made,
    NotMade,
    Unknown,
}

/// What was already drawn on a cap.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBalance {
    pub(super) quota: String,
    pub(super) used: RawUsed,
    /// Whether more may have been drawn: then it can prove a cap full, and never that there is room.
    #[serde(default, rename = "at-least")]
    pub(super) at_least: bool,
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub(super) on: Option<Date>,
    #[serde(default)]
    pub(super) source: Option<String>,
}
