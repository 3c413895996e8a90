use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Balance, CountryFact, Dealing, Facts, Field, FieldRef, Figure, Finding, Location, Object, Said, Ship,
};
use crate::country::CountryCode;
use crate::hs::HsCode;
use crate::quantity::{Money, Quantity};
use crate::vocabulary::DateKind;

/// An answer to a question about one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Yes, or made.
    Yes,
    /// No, or not made.
    No,
    /// A day.
    Day(Date),
    /// A country.
    Country(CountryCode),
    /// A place the regime knows, or `None` for another.
    Place(Option<String>),
    /// An HS code.
    Hs(HsCode),
    /// A quantity.
    Quantity(Quantity),
    /// A sum of money.
    Money(Money),
    /// What was drawn on a quota, in its measure.
    Used(Decimal),
}

impl std::fmt::Display for Answer {
    /// As a dealing's file would write it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Answer::Yes => f.write_str("yes"),
            Answer::No => f.write_str("no"),
            Answer::Day(day) => day.fmt(f),
            Answer::Country(code) => code.fmt(f),
            Answer::Place(place) => f.write_str(place.as_deref().unwrap_or("another place")),
            Answer::Hs(code) => write!(f, "HS {code}"),
            Answer::Quantity(quantity) => quantity.fmt(f),
            Answer::Money(money) => money.fmt(f),
            Answer::Used(used) => used.normalize().fmt(f),
        }
    }
}

impl Answer {
    fn said(&self) -> Option<Said> {
        match self {
            Answer::Yes => Some(Said::Yes),
            Answer::No => Some(Said::No),
            _ => None,
        }
    }
}

impl Dealing {
    /// The dealing with one field answered. An answer of a kind that the field cannot take changes nothing.
    pub fn answered(&self, at: &FieldRef, answer: &Answer) -> Dealing {
        let mut dealing = self.clone();
        if let Field::Balance(quota) = &at.field {
            if let Answer::Used(used) = answer {
                let (quota, used) = (quota.clone(), *used);
                dealing.balances.push(Balance { quota, used, figure: Figure::Exact, on: None, source: None });
            }
            return dealing;
        }
        let Some(act) = dealing.acts.get_mut(at.act) else { return dealing };
        match (&at.field, answer) {
            (Field::Date(DateKind::Date), Answer::Day(day)) => act.date = Some(*day),
            (Field::Date(kind), Answer::Day(day)) => {
                act.dates.insert(*kind, *day);
            }
            (Field::From, Answer::Country(code)) => settle(&mut act.from, *code),
            (Field::To, Answer::Country(code)) => settle(&mut act.to, *code),
            (Field::Loading, Answer::Place(place)) => {
                act.loading.place = Some(place.clone().unwrap_or_else(|| "another place".to_owned()));
            }
            (Field::Flag, Answer::Country(code)) => {
                let ship = match &mut act.object {
                    Object::Vessel(ship) | Object::Aircraft(ship) => ship,
                    _ => act.ship.get_or_insert_with(Ship::default),
                };
                settle(&mut ship.flag, *code);
            }
            (Field::Nationality, Answer::Country(code)) => {
                if let Object::Person(person) = &mut act.object {
                    settle(&mut person.nationality, *code);
                }
            }
            (Field::PartyCountry(i), Answer::Country(code)) => {
                if let Some(party) = act.parties.get_mut(*i) {
                    settle(&mut party.country, *code);
                }
            }
            (Field::PartyNationality(i), Answer::Country(code)) => {
                if let Some(party) = act.parties.get_mut(*i) {
                    settle(&mut party.nationality, *code);
                }
            }
            (Field::Designated(i), _) => {
                if let (Some(party), Some(said)) = (act.parties.get_mut(*i), answer.said()) {
                    party.designated = Some(said);
                }
            }
            (Field::PartyFact(i, id), _) => {
                if let (Some(party), Some(said)) = (act.parties.get_mut(*i), answer.said()) {
                    party.facts.insert(id.clone(), said);
                }
            }
            (Field::Finding { kind, by }, _) => {
                if let Some(status) = answer.said() {
                    // Said of one line, it must not speak for the others.
                    let Some(findings) = findings_of(act, at.line) else { return dealing };
                    findings.retain(|finding| !(finding.kind == *kind && finding.by == *by));
                    let (kind, by) = (kind.clone(), by.clone());
                    findings.push(Finding { kind, by, state: None, date: None, reference: None, status });
                }
            }
            (Field::Fact(id), _) => {
                if let Some(said) = answer.said() {
                    line_facts(act, at.line).insert(id.clone(), said);
                }
            }
            (field, answer) => {
                let Object::Goods(lines) = &mut act.object else { return dealing };
                let Some(line) = at.line.and_then(|i| lines.get_mut(i)) else { return dealing };
                match (field, answer) {
                    (Field::Hs, Answer::Hs(code)) => line.hs = Some(code.clone()),
                    (Field::Quantity, Answer::Quantity(quantity)) => line.quantity = Some(*quantity),
                    (Field::Value, Answer::Money(value)) => line.value = Some(*value),
                    (Field::Origin, Answer::Country(code)) => settle(&mut line.origin, *code),
                    _ => {}
                }
            }
        }
        dealing
    }
}

impl Dealing {
    /// The same dealing done on another day: dispatch and import move with it, the day of a contract stays.
    pub fn done_on(&self, day: Date) -> Dealing {
        let mut dealing = self.clone();
        dealing.date = Some(day);
        for act in &mut dealing.acts {
            act.date = Some(day);
            act.dates.retain(|kind, _| *kind == DateKind::Contract);
        }
        dealing
    }
}

/// Where a fact of a line, or of the object, is written.
fn line_facts(act: &mut super::Act, line: Option<usize>) -> &mut Facts {
    match (&mut act.object, line) {
        (Object::Goods(lines), Some(i)) => match lines.get_mut(i) {
            Some(line) => &mut line.facts,
            None => &mut act.facts,
        },
        _ => &mut act.facts,
    }
}

/// Where a finding is written: of the act, or of one line of goods.
fn findings_of(act: &mut super::Act, line: Option<usize>) -> Option<&mut Vec<Finding>> {
    match (line, &mut act.object) {
        (None, _) => Some(&mut act.findings),
        (Some(line), Object::Goods(lines)) => Some(&mut lines.get_mut(line)?.findings),
        (Some(_), _) => None,
    }
}

/// A country given anew; a place that did not agree with the one before goes with the conflict.
fn settle(location: &mut Location, code: CountryCode) {
    if matches!(location.country, CountryFact::Conflict { .. }) {
        location.place = None;
    }
    location.country = CountryFact::Known(code);
}
