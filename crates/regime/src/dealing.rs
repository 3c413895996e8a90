//! Dealings: the facts put to the engine, as acts with typed objects.

mod answer;
mod field;
mod parse;
mod told;
mod write;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::country::CountryCode;
use crate::hs::HsCode;
use crate::quantity::{Money, Quantity};
use crate::truth::Truth;
use crate::vocabulary::{DateKind, ObjectKind, PartyKind, Role, Verb};

pub use answer::Answer;
pub(crate) use field::Takes;
pub use field::{Field, FieldRef};
pub use parse::BadDealing;
pub(crate) use parse::dealing_schema;
pub(crate) use parse::nearest;

/// The facts of one dealing: one act or several.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Dealing {
    /// The user's own reference.
    pub id: Option<String>,
    /// The day of the dealing, where its acts name none.
    pub date: Option<Date>,
    /// What is done.
    pub acts: Vec<Act>,
    /// What was already drawn on caps.
    pub balances: Vec<Balance>,
    /// What was noticed while reading, such as a country and a place that do not agree.
    pub notices: Vec<String>,
}

/// A verb with one object, and its circumstances.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What is done.
    pub verb: Verb,
    /// With what.
    pub object: Object,
    /// Where it comes from.
    pub from: Location,
    /// Where it goes.
    pub to: Location,
    /// What it passes through.
    pub via: Vec<Location>,
    /// Where it is loaded.
    pub loading: Location,
    /// The day of the act.
    pub date: Option<Date>,
    /// Its other dates.
    pub dates: BTreeMap<DateKind, Date>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// The ship that carries.
    pub ship: Option<Ship>,
    /// Facts of the act.
    pub facts: Facts,
    /// Recorded acts of States or the Committee, on every line of the act.
    pub findings: Vec<Finding>,
}

/// What an act is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// Lines of goods.
    Goods(Vec<GoodsLine>),
    /// A ship.
    Vessel(Ship),
    /// An aircraft.
    Aircraft(Ship),
    /// A person.
    Person(Person),
    /// Anything else: an asset, a service, an account, a venture, cooperation, a right, property.
    Other(ObjectKind, Thing),
}

impl Object {
    /// Its kind.
    pub fn kind(&self) -> ObjectKind {
        match self {
            Object::Goods(_) => ObjectKind::Goods,
            Object::Vessel(_) => ObjectKind::Vessel,
            Object::Aircraft(_) => ObjectKind::Aircraft,
            Object::Person(_) => ObjectKind::Person,
            Object::Other(kind, _) => *kind,
        }
    }
}

/// One line of goods.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct GoodsLine {
    /// Its HS code, as far as given.
    pub hs: Option<HsCode>,
    /// What it is called.
    pub description: Option<String>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// What it is worth.
    pub value: Option<Money>,
    /// Where it was made or grown.
    pub origin: Location,
    /// Facts of the line.
    pub facts: Facts,
    /// Recorded acts of States or the Committee on this line alone.
    pub findings: Vec<Finding>,
}

/// A ship or aircraft.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Ship {
    /// Its name, or an aircraft's model.
    pub name: Option<String>,
    /// IMO number, seven digits with a check digit.
    pub imo: Option<String>,
    /// Its flag.
    pub flag: Location,
    /// Facts of the ship.
    pub facts: Facts,
}

/// A person dealt with.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Nationality.
    pub nationality: Location,
    /// What else tells the person from others of the name.
    pub particulars: Particulars,
    /// Facts of the person.
    pub facts: Facts,
}

/// An object that needs no structure of its own.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Thing {
    /// What it is called.
    pub description: Option<String>,
    /// What it is worth.
    pub value: Option<Money>,
    /// Facts of it.
    pub facts: Facts,
}

/// A party in a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// What it does in the act.
    pub role: Role,
    /// Its name.
    pub name: Option<String>,
    /// Where it is established or resident.
    pub country: Location,
    /// Its nationality.
    pub nationality: Location,
    /// What else tells it from others of its name.
    pub particulars: Particulars,
    /// Whether it is listed under a loaded provision; `None`: not screened.
    pub designated: Option<Said>,
    /// Facts of the party.
    pub facts: Facts,
}

/// What tells somebody from others of the same name. The law asks nothing of it: whoever compares names does.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Particulars {
    /// Whether it is a person or a body.
    pub kind: Option<PartyKind>,
    /// The birth date, or the founding of a body, as far as given: `1962`, `1962-03-05`, `1960/1962`, `~1962`.
    pub born: Option<String>,
    /// Numbers of passports, identity cards and registrations, and references of lists.
    pub identifiers: Vec<String>,
}

/// Statements of the regime's vocabulary.
pub type Facts = BTreeMap<String, Said>;

/// What a dealing says of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Expressly unknown.
    Unknown,
}

impl Said {
    /// What is known of the fact.
    pub(crate) fn truth(self) -> Truth {
        match self {
            Said::Yes => Truth::True,
            Said::No => Truth::False,
            Said::Unknown => Truth::Unknown,
        }
    }
}

/// A country, and a place in it, as far as given.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Location {
    /// The country.
    pub country: CountryFact,
    /// The id of a place the regime knows, or the words given.
    pub place: Option<String>,
}

/// What is known of a country.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum CountryFact {
    /// Not given.
    #[default]
    Absent,
    /// Given.
    Known(CountryCode),
    /// Given in ways that do not agree, or by a name that could mean either.
    Conflict {
        /// The countries it could be.
        between: Vec<CountryCode>,
        /// What is wrong, for the reader.
        why: String,
    },
}

impl CountryFact {
    /// The country, where it is settled.
    pub fn known(&self) -> Option<CountryCode> {
        match self {
            CountryFact::Known(code) => Some(*code),
            _ => None,
        }
    }

    /// Whether it passes a test; a conflict does where each of its countries does.
    pub(crate) fn passes(&self, passes: impl Fn(CountryCode) -> bool) -> Truth {
        match self {
            CountryFact::Known(code) => passes(*code).into(),
            CountryFact::Absent => Truth::Unknown,
            CountryFact::Conflict { between, .. } => {
                let mut possible = between.iter().map(|code| passes(*code));
                match (possible.clone().any(|passed| passed), possible.all(|passed| passed)) {
                    (true, true) => Truth::True,
                    (true, false) => Truth::Unknown,
                    (false, _) => Truth::False,
                }
            }
        }
    }
}

/// A recorded act of a State or the Committee.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Its kind, declared by the regime.
    pub kind: String,
    /// Whose act it is.
    pub by: String,
    /// Which State, where it is a State's.
    pub state: Option<CountryCode>,
    /// Its day.
    pub date: Option<Date>,
    /// Its reference.
    pub reference: Option<String>,
    /// Whether it was made.
    pub status: Said,
}

impl Finding {
    /// Whether the world knew of it on a day; one without a date always counts as known.
    pub(crate) fn published(&self, known: Date) -> bool {
        self.date.is_none_or(|date| date <= known)
    }
}

/// What was already drawn on a cap.
#[derive(Clone, Debug, PartialEq)]
pub struct Balance {
    /// The quota.
    pub quota: String,
    /// How much, in the quota's measure.
    pub used: Decimal,
    /// Whether no more was drawn, or perhaps more.
    pub figure: Figure,
    /// As of which day.
    pub on: Option<Date>,
    /// Where the figure comes from.
    pub source: Option<String>,
}

/// What a figure claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// So much, and no more.
    Exact,
    /// So much, and perhaps more: it may prove a cap full, and never that there is room.
    AtLeast,
}

impl Act {
    /// An act with nothing but its verb and object.
    pub fn new(verb: Verb, object: Object) -> Act {
        Act {
            verb,
            object,
            from: Location::default(),
            to: Location::default(),
            via: Vec::new(),
            loading: Location::default(),
            date: None,
            dates: BTreeMap::new(),
            parties: Vec::new(),
            ship: None,
            facts: Facts::new(),
            findings: Vec::new(),
        }
    }

    /// How many lines the act is examined in: its goods lines, or one.
    pub fn lines(&self) -> usize {
        match &self.object {
            Object::Goods(lines) => lines.len(),
            _ => 1,
        }
    }

    /// A line of goods by its place in the act.
    pub fn goods(&self, line: usize) -> Option<&GoodsLine> {
        match &self.object {
            Object::Goods(lines) => lines.get(line),
            _ => None,
        }
    }

    /// The ship or aircraft of the act: the one dealt with, or else the one that carries.
    pub fn craft(&self) -> Option<&Ship> {
        match &self.object {
            Object::Vessel(ship) | Object::Aircraft(ship) => Some(ship),
            _ => self.ship.as_ref(),
        }
    }
}
