use jiff::civil::Date;

use super::{Clocks, Proof};
use crate::country::CountryCode;
use crate::dealing::{
    Act, CountryFact, Dealing, Field, FieldRef, Finding, GoodsLine, Location, Object, Said,
};
use crate::law::{FactOf, Text, WhenAbsent};
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::{DateKind, Role, Verb};

/// The readings of the law that are taken. Asking whether one is means that it was met.
pub(crate) trait Readings {
    /// Whether `reading/option` is the one taken.
    fn takes(&self, name: &str) -> bool;
}

/// One line of one act, with everything that tests of it need.
#[derive(Clone, Copy)]
pub(crate) struct View<'a, 'r> {
    pub(crate) regime: &'r Regime,
    pub(crate) dealing: &'a Dealing,
    pub(crate) act: &'a Act,
    pub(crate) act_index: usize,
    pub(crate) line: usize,
    pub(crate) clocks: Clocks,
    pub(crate) readings: &'a dyn Readings,
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

    /// The findings that count for the line: those of the act, and the line's own.
    pub(crate) fn findings(&self) -> impl Iterator<Item = &'a Finding> + Clone + use<'a> {
        self.act.findings.iter().chain(self.goods().into_iter().flat_map(|line| &line.findings))
    }

    /// The field of a finding: where one is recorded that leaves it open, the line or the act that records it.
    pub(crate) fn finding_field(&self, kind: &str, by: &str, open: Option<&Finding>) -> FieldRef {
        let own = |open: &Finding| {
            self.goods().is_some_and(|line| line.findings.iter().any(|own| std::ptr::eq(own, open)))
        };
        let field = Field::Finding { kind: kind.to_owned(), by: by.to_owned() };
        FieldRef { act: self.act_index, line: open.is_some_and(own).then_some(self.line), field }
    }

    /// The day of the act: its own, else the dealing's, else the clock's.
    pub(crate) fn day(&self) -> Option<Date> {
        self.clocks.day_of(self.act, self.dealing)
    }

    /// The day of one kind; the act's day stands in for dispatch and import, never for the contract.
    pub(crate) fn date(&self, kind: DateKind) -> Option<Date> {
        let given = self.act.dates.get(&kind).copied();
        if kind == DateKind::Contract { given } else { given.or_else(|| self.day()) }
    }

    /// Whether a reading is the one taken.
    pub(crate) fn reading(&self, name: &str) -> bool {
        self.readings.takes(name)
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
        let truth = fact.passes(passes);
        match fact {
            CountryFact::Known(code) => Proof::test(says, truth).found(say!(self, "{code}")),
            CountryFact::Absent => {
                Proof::test(says, truth).found("not given").asking(self.field(field), question)
            }
            CountryFact::Conflict { why, .. } => {
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

    /// The origin of the line's goods; the country of dispatch stands in for one not given.
    pub(crate) fn origin(&self) -> &'a CountryFact {
        match self.goods().map(|line| &line.origin.country) {
            Some(CountryFact::Absent) | None => &self.from().country,
            Some(origin) => origin,
        }
    }

    /// The flag of the ship or aircraft.
    pub(crate) fn flag(&self) -> &'a CountryFact {
        self.act.craft().map_or(&CountryFact::Absent, |craft| &craft.flag.country)
    }

    /// The nationality of the person dealt with.
    pub(crate) fn nationality(&self) -> &'a CountryFact {
        match &self.act.object {
            Object::Person(person) => &person.nationality.country,
            _ => &CountryFact::Absent,
        }
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
        // Two ships may be in it, and what is so of one of them is not undone by the other's not being so.
        let of_ship = self.fact_of(id) == FactOf::Ship;
        if of_ship && places.iter().flatten().any(|facts| facts.get(id) == Some(&Said::Yes)) {
            return Some(Said::Yes);
        }
        let mut said = places.into_iter().flatten().filter_map(|facts| facts.get(id).copied());
        let first = said.next()?;
        let settled = std::iter::once(first).chain(said).find(|said| *said != Said::Unknown);
        settled.or(Some(first))
    }

    /// Tests a declared fact, as its declaration says of absence.
    pub(crate) fn fact(&self, id: &Text) -> Proof {
        let Some(declaration) = self.regime.facts.get(&**id) else {
            return super::scope::goods_in(self, id);
        };
        let says = if self.terse { String::new() } else { declaration.question.clone() };
        let found = self.fact_found(id, declaration.of, declaration.absent);
        let proof = Proof::test(says.clone(), found.truth(self.suppose_shown));
        match found {
            FactFound::Said(Said::Yes) => proof.found("yes"),
            FactFound::Said(Said::No) => proof.found("no"),
            FactFound::Said(Said::Unknown) => {
                proof.found("unknown").asking(self.field(Field::Fact(id.to_string())), says)
            }
            FactFound::NoShip => proof.found("no ship was given"),
            FactFound::NotSaid => {
                proof.found("not said").asking(self.field(Field::Fact(id.to_string())), says)
            }
            FactFound::NotShown if self.suppose_shown => proof.found("supposed"),
            FactFound::NotShown => proof.found("not shown").assuming(say!(
                self,
                "{} Nothing says so: taken as no.",
                declaration.question
            )),
        }
    }

    /// What is found of a declared fact.
    pub(crate) fn fact_found(&self, id: &str, of: FactOf, absent: WhenAbsent) -> FactFound {
        match self.said(id) {
            // Without a ship there is nothing to assume of one: the ship is named under what was not examined.
            None if of == FactOf::Ship && self.act.craft().is_none() => FactFound::NoShip,
            said => FactFound::of(said, absent),
        }
    }
}

/// What a dealing holds on a declared fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactFound {
    /// It says.
    Said(Said),
    /// It is a fact of a ship, and there is none.
    NoShip,
    /// It does not say, and is asked.
    NotSaid,
    /// It does not say, and that is taken as no.
    NotShown,
}

impl FactFound {
    pub(crate) fn of(said: Option<Said>, absent: WhenAbsent) -> FactFound {
        match (said, absent) {
            (Some(said), _) => FactFound::Said(said),
            (None, WhenAbsent::Asked) => FactFound::NotSaid,
            (None, WhenAbsent::NotShown) => FactFound::NotShown,
        }
    }

    /// Whether it is so, where what is merely not shown may be supposed.
    pub(crate) fn truth(self, suppose_shown: bool) -> Truth {
        match self {
            FactFound::Said(said) => said.truth(),
            FactFound::NotSaid => Truth::Unknown,
            FactFound::NoShip | FactFound::NotShown => suppose_shown.into(),
        }
    }
}

/// Parties that send.
pub(crate) const SENDERS: [Role; 5] =
    [Role::Consignor, Role::Exporter, Role::Seller, Role::Manufacturer, Role::Provider];
/// Parties that receive.
pub(crate) const RECEIVERS: [Role; 5] =
    [Role::Consignee, Role::Importer, Role::Buyer, Role::EndUser, Role::Recipient];
