use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::dates::optional_day;
use crate::vocabulary::Role;

/// A test of the facts. All keys that stand in one table must hold together.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Condition {
    /// Every one of these holds.
    pub all: Option<Vec<Condition>>,
    /// At least one of these holds.
    pub any: Option<Vec<Condition>>,
    /// This does not hold.
    pub not: Option<Box<Condition>>,
    /// A reading of the text is taken: `reading/option`.
    pub reading: Option<Text>,
    /// Facts that are so.
    pub is: Option<Vec<Text>>,
    /// Facts that are not so.
    pub is_not: Option<Vec<Text>>,
    /// A recorded act of a State or the Committee.
    pub finding: Option<FindingTest>,
    /// The day the contract was finalised in writing.
    pub contract_date: Option<DateTest>,
    /// The day of import; else the day of the act.
    pub import_date: Option<DateTest>,
    /// The day of dispatch; else the day of the act.
    pub supply_date: Option<DateTest>,
    /// The day of the act.
    pub date: Option<DateTest>,
    /// Where the goods originate.
    pub origin: Option<CountryTest>,
    /// The country of dispatch.
    pub from: Option<CountryTest>,
    /// The country of destination.
    pub to: Option<CountryTest>,
    /// The flag of the ship or aircraft dealt with, or else of the one that carries.
    pub flag: Option<CountryTest>,
    /// The nationality of the person dealt with.
    pub nationality: Option<CountryTest>,
    /// The port or place of loading.
    pub loading: Option<PlaceTest>,
    /// Some party is so.
    pub any_party: Option<PartyTest>,
    /// The goods belong to a set of `goods.toml`.
    pub goods: Option<Text>,
    /// The value of the line.
    pub value: Option<ValueTest>,
    /// There is room under this quota for all lines of the dealing that fall under it.
    pub room: Option<Text>,
}

/// A test of a day: every bound given must hold.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DateTest {
    /// Strictly before this day.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub before: Option<Date>,
    /// On this day or later.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// On this day or earlier.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// On this very day.
    #[serde(with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
}

impl DateTest {
    /// Whether a day passes.
    pub fn holds(&self, date: Date) -> bool {
        self.before.is_none_or(|bound| date < bound)
            && self.from.is_none_or(|bound| date >= bound)
            && self.to.is_none_or(|bound| date <= bound)
            && self.on.is_none_or(|bound| date == bound)
    }

    /// The days at which the answer may turn.
    pub fn bounds(&self) -> impl Iterator<Item = Date> {
        [self.before, self.from, self.to, self.on].into_iter().flatten()
    }
}

/// A test of a country: `is` names those that pass, `is-not` those that do not. `target` is the State that
/// the regime is about.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct CountryTest {
    /// ISO codes, or `target`.
    pub is: Vec<Text>,
    /// ISO codes, or `target`.
    pub is_not: Vec<Text>,
    /// Whether the test fails, and nothing is asked, where no country is given.
    pub given: bool,
}

/// A test of a place by the ids of `places.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PlaceTest {
    /// Ids of places that pass.
    pub is: Vec<Text>,
    /// Whether a dealing that names no place passes, since another fact says where.
    pub if_given: bool,
}

/// A recorded finding: absent from a dealing, it counts as not made.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingTest {
    /// The kind, declared in `facts.toml`.
    pub kind: Text,
    /// Who makes it: `1718-committee`, `state`, …
    pub by: String,
    /// Which State, where it is a State's and the text says which.
    #[serde(default)]
    pub of: Option<StateRole>,
    /// Whether the test holds where the dealing records that it was *not* made, and nowhere else.
    #[serde(default)]
    pub denied: bool,
}

/// Which State's finding counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StateRole {
    /// The State of the goods' origin, or else of dispatch.
    Exporting,
    /// The State of destination.
    Importing,
}

/// Some party, in one of the roles (any role where none is named), is all of this.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct PartyTest {
    /// Roles looked at; empty means every role.
    pub role: Vec<Role>,
    /// Listed under a loaded provision.
    pub designated: Option<bool>,
    /// Where established or resident.
    pub country: Option<CountryTest>,
    /// Nationality.
    pub nationality: Option<CountryTest>,
    /// Facts of the party that are so.
    pub is: Vec<Text>,
    /// Facts of the party that are not so.
    pub is_not: Vec<Text>,
}

/// A threshold in money.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueTest {
    /// Strictly above this, such as `500 USD`.
    pub over: Text,
}
