use std::fmt;

use super::{Dealing, Object};
use crate::vocabulary::DateKind;

/// One fact of a dealing, addressed by act and line: `acts[0].goods[1].hs`. [`Dealing::path`] is where its JSON has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldRef {
    /// The act's place in the dealing.
    pub act: usize,
    /// The goods line, where the fact is of one line.
    pub line: Option<usize>,
    /// The fact.
    pub field: Field,
}

/// Which fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// HS code.
    Hs,
    /// Quantity.
    Quantity,
    /// Value.
    Value,
    /// Country of origin.
    Origin,
    /// Country of dispatch.
    From,
    /// Country of destination.
    To,
    /// Place of loading.
    Loading,
    /// Flag of the ship or aircraft.
    Flag,
    /// Nationality of the person.
    Nationality,
    /// A date.
    Date(DateKind),
    /// A fact of the vocabulary.
    Fact(String),
    /// A fact of a party.
    PartyFact(usize, String),
    /// Whether a party is designated.
    Designated(usize),
    /// Where a party is established.
    PartyCountry(usize),
    /// A party's nationality.
    PartyNationality(usize),
    /// A finding.
    Finding {
        /// Its kind.
        kind: String,
        /// Whose.
        by: String,
    },
    /// What was drawn on a quota.
    Balance(String),
}

/// The kinds of answer that fields take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes<'f> {
    /// A day, of a kind.
    Day(DateKind),
    /// An HS code.
    Hs,
    /// A country.
    Country,
    /// A place.
    Place,
    /// A quantity.
    Quantity,
    /// A sum of money.
    Money,
    /// What was drawn on a quota.
    Used(&'f str),
    /// Yes or no.
    YesOrNo,
}

impl Field {
    /// What kind of answer it takes.
    pub(crate) fn takes(&self) -> Takes<'_> {
        match self {
            Field::Hs => Takes::Hs,
            Field::Quantity => Takes::Quantity,
            Field::Value => Takes::Money,
            Field::Loading => Takes::Place,
            Field::Date(kind) => Takes::Day(*kind),
            Field::Balance(quota) => Takes::Used(quota),
            Field::From
            | Field::To
            | Field::Origin
            | Field::Flag
            | Field::Nationality
            | Field::PartyCountry(_)
            | Field::PartyNationality(_) => Takes::Country,
            Field::Fact(_) | Field::PartyFact(..) | Field::Designated(_) | Field::Finding { .. } => {
                Takes::YesOrNo
            }
        }
    }

    /// A short name for people and tests: `hs`, `contract`, `balance`, or a fact's id.
    pub fn word(&self) -> &str {
        match self {
            Field::Hs => "hs",
            Field::Quantity => "quantity",
            Field::Value => "value",
            Field::Origin => "origin",
            Field::From => "from",
            Field::To => "to",
            Field::Loading => "place",
            Field::Flag => "flag",
            Field::Nationality | Field::PartyNationality(_) => "nationality",
            Field::Date(kind) => kind.word(),
            Field::Fact(id) | Field::PartyFact(_, id) => id,
            Field::Designated(_) => "designated",
            Field::PartyCountry(_) => "country",
            Field::Finding { kind, .. } => kind,
            Field::Balance(_) => "balance",
        }
    }
}

impl fmt::Display for FieldRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Field::Balance(quota) = &self.field {
            return write!(f, "balances[{quota}]");
        }
        write!(f, "acts[{}].", self.act)?;
        if let Some(line) = self.line {
            write!(f, "goods[{line}].")?;
        }
        match &self.field {
            Field::Loading => f.write_str("loading"),
            Field::Date(DateKind::Date) => f.write_str("date"),
            Field::Date(kind) => write!(f, "dates.{kind}"),
            Field::Fact(id) => write!(f, "facts.{id}"),
            Field::PartyFact(party, id) => write!(f, "parties[{party}].facts.{id}"),
            Field::Designated(party) => write!(f, "parties[{party}].designated"),
            Field::PartyCountry(party) => write!(f, "parties[{party}].country"),
            Field::PartyNationality(party) => write!(f, "parties[{party}].nationality"),
            Field::Finding { kind, by } => write!(f, "findings[{kind} by {by}]"),
            other => f.write_str(other.word()),
        }
    }
}

impl Dealing {
    /// Where the dealing's JSON has a field, in its long form: `acts[0].ship.flag`, or `acts[0].vessel.flag` where the act is
    /// about the vessel.
    ///
    /// ```
    /// use interdict_regime::{Dealing, Field, FieldRef, Regime, read_folder};
    ///
    /// let files = read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
    /// let regime = Regime::load("un-1718", &files)?;
    /// let flag = FieldRef { act: 0, line: None, field: Field::Flag };
    /// let carried = Dealing::from_json(r#"{ "hs": "2701", "ship": { "name": "SEA BREEZE 7" } }"#, &regime)?;
    /// assert_eq!(carried.path(&flag), "acts[0].ship.flag");
    /// let insured = Dealing::from_json(r#"{ "verb": "insure", "vessel": { "name": "SEA BREEZE 7" } }"#, &regime)?;
    /// assert_eq!(insured.path(&flag), "acts[0].vessel.flag");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn path(&self, at: &FieldRef) -> String {
        let holder = match (&at.field, self.acts.get(at.act).map(|act| &act.object)) {
            (Field::Flag, Some(Object::Vessel(_))) => "vessel",
            (Field::Flag, Some(Object::Aircraft(_))) => "aircraft",
            (Field::Flag, _) => "ship",
            (Field::Nationality, _) => "person",
            _ => return at.to_string(),
        };
        format!("acts[{}].{holder}.{}", at.act, at.field.word())
    }
}
