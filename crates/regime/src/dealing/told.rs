//! What a dealing says of one field: the way back from [`Dealing::answered`].

use super::{Answer, Dealing, Facts, Field, FieldRef, Figure, Location, Object, Said};
use crate::vocabulary::DateKind;

impl Dealing {
    /// What the dealing says of a field; `None` where it says nothing that settles it.
    pub fn told(&self, at: &FieldRef) -> Option<Answer> {
        if let Field::Balance(quota) = &at.field {
            let mut exact = self.balances.iter().filter(|balance| balance.figure == Figure::Exact);
            return exact.find(|balance| balance.quota == *quota).map(|balance| Answer::Used(balance.used));
        }
        let act = self.acts.get(at.act)?;
        let goods = at.line.and_then(|line| act.goods(line));
        let party = |i: &usize| act.parties.get(*i);
        let country = |location: &Location| location.country.known().map(Answer::Country);
        match &at.field {
            Field::Hs => goods?.hs.clone().map(Answer::Hs),
            Field::Quantity => goods?.quantity.map(Answer::Quantity),
            Field::Value => goods?.value.map(Answer::Money),
            Field::Origin => country(&goods?.origin),
            Field::From => country(&act.from),
            Field::To => country(&act.to),
            Field::Loading => act.loading.place.clone().map(|place| Answer::Place(Some(place))),
            Field::Flag => country(&act.craft()?.flag),
            Field::Nationality => match &act.object {
                Object::Person(person) => country(&person.nationality),
                _ => None,
            },
            Field::Date(DateKind::Date) => act.date.or(self.date).map(Answer::Day),
            Field::Date(kind) => act.dates.get(kind).copied().map(Answer::Day),
            Field::Fact(id) => {
                let object: Option<&Facts> = match &act.object {
                    Object::Goods(_) => goods.map(|line| &line.facts),
                    Object::Vessel(ship) | Object::Aircraft(ship) => Some(&ship.facts),
                    Object::Person(person) => Some(&person.facts),
                    Object::Other(_, thing) => Some(&thing.facts),
                };
                let carrier = act.ship.as_ref().map(|ship| &ship.facts);
                let places = [object, Some(&act.facts), carrier];
                places.into_iter().flatten().find_map(|facts| said(facts.get(id).copied()))
            }
            Field::PartyFact(i, id) => said(party(i)?.facts.get(id).copied()),
            Field::Designated(i) => said(party(i)?.designated),
            Field::PartyCountry(i) => country(&party(i)?.country),
            Field::PartyNationality(i) => country(&party(i)?.nationality),
            Field::Finding { kind, by } => {
                let recorded = if at.line.is_some() { &goods?.findings } else { &act.findings };
                let mut findings = recorded.iter().filter(|f| f.kind == *kind && f.by == *by);
                findings.find_map(|finding| said(Some(finding.status)))
            }
            Field::Balance(_) => None,
        }
    }
}

fn said(said: Option<Said>) -> Option<Answer> {
    match said? {
        Said::Yes => Some(Answer::Yes),
        Said::No => Some(Answer::No),
        Said::Unknown => None,
    }
}
