use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Assignment, Clocks, Proof};
use crate::country::CountryCode;
use crate::dealing::{Act, CountryFact, Dealing, Field, FieldRef, GoodsLine, Location, Object, Said};
use crate::law::{FactOf, Text, WhenAbsent};
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::{DateKind, Role, Verb};

/// One line of one act, with everything that tests of it need.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 'r> {
    pub(crate) regime: &'r Regime,
    pub(crate) dealing: &'a Dealing,
    pub(crate) act: &'a Act,
    pub(crate) act_index: usize,
    pub(crate) line: usize,
    pub(crate) clocks: Clocks,
    pub(crate) assignment: &'a Assignment,
    pub(crate) consulted: &'a RefCell<BTreeSet<String>>,
    /// Whether facts that are merely not shown are taken as so: tells a route from a failed exception.
    pub(crate) suppose_shown: bool,
    /// Whether only truths are wanted, and no words: the search for questions evaluates a dealing many times over.
    pub(crate) terse: bool,
}

impl<'a> View<'a, '_> {
    pub(crate) fn goods(&self) -> Option<&'a GoodsLine> {
        self.act.goods(self.line)
    }

    pub(crate) fn field(&self, field: Field) -> FieldRef {
        let of_line = matches!(field, Field::Hs | Field::Quantity | Field::Value | Field::Origin);
        let of_goods = match &field {
            Field::Fact(id) => self.fact_of(id) == FactOf::Goods && self.goods().is_some(),
            _ => of_line,
        };
        FieldRef { act: self.act_index, line: of_goods.then_some(self.line), field }
    }

    /// The day of the act: its own, else the dealing's, else the clock's.
    pub(crate) fn day(&self) -> Option<Date> {
        self.act.date.or(self.dealing.date).or(self.clocks.on)
    }

    /// The day of one kind; the act's day stands in for dispatch and import, never for the contract.
    pub(crate) fn date(&self, kind: DateKind) -> Option<Date> {
        let given = self.act.dates.get(&kind).copied();
        if kind == DateKind::Contract { given } else { given.or_else(|| self.day()) }
    }

    /// Whether a reading is the one taken.
    pub(crate) fn reading(&self, name: &str) -> bool {
        let Some((reading, option)) = name.split_once('/') else { return false };
        self.consulted.borrow_mut().insert(reading.to_owned());
        self.assignment.option(self.regime, reading) == Some(option)
    }

    /// Tests a country against a set of countries.
    pub(crate) fn country(
        &self,
        says: String,
        fact: &CountryFact,
        passes: impl Fn(CountryCode) -> bool,
        ask: (Field, &str),
    ) -> Proof {
        let (field, question) = ask;
        match fact {
            CountryFact::Known(code) => Proof::test(says, passes(*code).into()).found(say!(self, "{code}")),
            CountryFact::Absent => {
                Proof::test(says, Truth::Unknown).found("not given").asking(self.field(field), question)
            }
            CountryFact::Conflict { between, why } => {
                let possible: BTreeSet<bool> = between.iter().map(|code| passes(*code)).collect();
                let truth = match (possible.contains(&true), possible.contains(&false)) {
                    (true, false) => Truth::True,
                    (false, _) => Truth::False,
                    (true, true) => Truth::Unknown,
                };
                let proof = Proof::test(says, truth).found(why.clone());
                if truth == Truth::Unknown {
                    proof.asking(self.field(field), say!(self, "{question} ({why})"))
                } else {
                    proof
                }
            }
        }
    }

    /// Whether a country is the target State.
    pub(crate) fn is_target(&self, says: String, fact: &CountryFact, ask: (Field, &str)) -> Proof {
        let target = self.regime.target();
        self.country(says, fact, |code| code == target, ask)
    }

    /// Where the act comes from; a sender's country stands in for a country of dispatch not given.
    pub(crate) fn from(&self) -> &'a Location {
        self.end(&self.act.from, &SENDERS)
    }

    /// Where the act goes; a receiver's country stands in for a destination not given, and a ship's flag for a registry.
    pub(crate) fn to(&self) -> &'a Location {
        let to = self.end(&self.act.to, &RECEIVERS);
        let registry =
            self.act.craft().filter(|_| self.act.verb == Verb::Register && to.country == CountryFact::Absent);
        registry.map_or(to, |craft| &craft.flag)
    }

    fn end(&self, given: &'a Location, roles: &[Role]) -> &'a Location {
        if given.country != CountryFact::Absent {
            return given;
        }
        let stands_in = self
            .act
            .parties
            .iter()
            .find(|party| roles.contains(&party.role) && party.country.country != CountryFact::Absent);
        stands_in.map_or(given, |party| &party.country)
    }

    /// What the regime says a fact is stated of; a set of goods is a fact of goods.
    pub(crate) fn fact_of(&self, id: &str) -> FactOf {
        self.regime.facts.get(id).map_or(FactOf::Goods, |declaration| declaration.of)
    }

    /// What the dealing says of a fact: the most specific place that settles it.
    pub(crate) fn said(&self, id: &str) -> Option<Said> {
        let object = match &self.act.object {
            Object::Goods(_) => self.goods().map(|line| &line.facts),
            Object::Vessel(ship) | Object::Aircraft(ship) => Some(&ship.facts),
            Object::Person(person) => Some(&person.facts),
            Object::Other(_, thing) => Some(&thing.facts),
        };
        let carrier = self.act.ship.as_ref().map(|ship| &ship.facts);
        let places = [object, Some(&self.act.facts), carrier];
        let said: Vec<Said> =
            places.into_iter().flatten().filter_map(|facts| facts.get(id).copied()).collect();
        said.iter().copied().find(|said| *said != Said::Unknown).or(said.first().copied())
    }

    /// Tests a declared fact, as its declaration says of absence.
    pub(crate) fn fact(&self, id: &Text) -> Proof {
        let Some(declaration) = self.regime.facts.get(&**id) else {
            return super::scope::goods_in(self, id);
        };
        let says = if self.terse { String::new() } else { declaration.question.clone() };
        match self.said(id) {
            Some(Said::Yes) => Proof::test(says, Truth::True).found("yes"),
            Some(Said::No) => Proof::test(says, Truth::False).found("no"),
            Some(Said::Unknown) => Proof::test(says.clone(), Truth::Unknown)
                .found("unknown")
                .asking(self.field(Field::Fact(id.to_string())), says),
            // Without a ship there is nothing to assume of one: the ship is named under what was not examined.
            None if declaration.of == FactOf::Ship && self.act.craft().is_none() => {
                Proof::test(says, Truth::from(self.suppose_shown)).found("no ship was given")
            }
            None => match declaration.absent {
                WhenAbsent::Asked => Proof::test(says.clone(), Truth::Unknown)
                    .found("not said")
                    .asking(self.field(Field::Fact(id.to_string())), says),
                WhenAbsent::NotShown if self.suppose_shown => {
                    Proof::test(says, Truth::True).found("supposed")
                }
                WhenAbsent::NotShown => {
                    let assumed = say!(self, "{} Nothing says so: taken as no.", declaration.question);
                    Proof::test(says, Truth::False).found("not shown").assuming(assumed)
                }
            },
        }
    }
}

/// Parties that send.
pub(crate) const SENDERS: [Role; 5] =
    [Role::Consignor, Role::Exporter, Role::Seller, Role::Manufacturer, Role::Provider];
/// Parties that receive.
pub(crate) const RECEIVERS: [Role; 5] =
    [Role::Consignee, Role::Importer, Role::Buyer, Role::EndUser, Role::Recipient];
