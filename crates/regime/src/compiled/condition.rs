//! Conditions with their words looked up: truths only. What a single test finds is the naive evaluator's own function; how
//! the tests are composed is said here a second time.

use super::goods::Sets;
use super::room::room;
use super::workspace::At;
use crate::dealing::Party;
use crate::evaluate::condition::{Countries, designated, loaded_at, worth_more};
use crate::evaluate::finding::{Sought, finding_denied, finding_found};
use crate::evaluate::view::FactFound;
use crate::law::{
    Condition, CountryTest, DateTest, FactOf, FindingTest, PartyTest, PlaceTest, Text, WhenAbsent,
};
use crate::quantity::Money;
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::{DateKind, Role};

/// One test, or several under one roof.
#[derive(Debug)]
pub(super) enum Test {
    /// All hold. The reading is asked last, and only where nothing fails already.
    All {
        parts: Vec<Test>,
        reading: Option<String>,
        meets_readings: bool,
    },
    /// One holds.
    Any {
        parts: Vec<Test>,
        meets_readings: bool,
    },
    Not(Box<Test>),
    /// What the files name and nothing declares.
    Nothing,
    Fact {
        id: String,
        of: FactOf,
        absent: WhenAbsent,
    },
    Goods {
        set: u32,
        meets_readings: bool,
    },
    Finding(FindingTest),
    Denied {
        kind: String,
        by: String,
    },
    Day(DateKind, DateTest),
    Origin(Countries),
    From(Countries),
    To(Countries),
    Flag(Countries),
    Nationality(Countries),
    Loading(PlaceTest),
    Party(SomeParty),
    Value(Option<Money>),
    /// A quota, by its place in the regime.
    Room {
        quota: Option<usize>,
        meets_readings: bool,
    },
}

/// Some party in one of the roles is all of this.
#[derive(Debug)]
pub(super) struct SomeParty {
    roles: Vec<Role>,
    designated: Option<bool>,
    country: Option<Countries>,
    nationality: Option<Countries>,
    /// Facts that are so, or are not; a fact that nothing declares never is.
    facts: Vec<(String, Option<WhenAbsent>, bool)>,
}

impl Test {
    pub(super) fn new(condition: &Condition, regime: &Regime, sets: &Sets) -> Test {
        let inner = |condition: &Condition| Test::new(condition, regime, sets);
        let not = |test: Test| Test::Not(Box::new(test));
        let mut parts: Vec<Test> = condition.all.iter().flatten().map(inner).collect();
        parts.extend(condition.any.as_ref().map(|any| Test::any(any.iter().map(inner).collect())));
        parts.extend(condition.not.as_deref().map(inner).map(not));
        parts.extend(condition.is.iter().flatten().map(|id| Test::fact(id, regime, sets)));
        parts.extend(condition.is_not.iter().flatten().map(|id| not(Test::fact(id, regime, sets))));
        parts.extend(condition.finding.as_ref().map(|test| match test.denied {
            true => Test::Denied { kind: test.kind.to_string(), by: test.by.clone() },
            false => Test::Finding(test.clone()),
        }));
        let dates = [
            (DateKind::Contract, condition.contract_date),
            (DateKind::Import, condition.import_date),
            (DateKind::Supply, condition.supply_date),
            (DateKind::Date, condition.date),
        ];
        parts.extend(dates.into_iter().filter_map(|(kind, test)| Some(Test::Day(kind, test?))));
        let countries = |test: &Option<CountryTest>, of: fn(Countries) -> Test| {
            test.as_ref().map(|test| of(Countries::of(regime, test)))
        };
        parts.extend(countries(&condition.origin, Test::Origin));
        parts.extend(countries(&condition.from, Test::From));
        parts.extend(countries(&condition.to, Test::To));
        parts.extend(countries(&condition.flag, Test::Flag));
        parts.extend(countries(&condition.nationality, Test::Nationality));
        parts.extend(condition.loading.clone().map(Test::Loading));
        parts.extend(condition.any_party.as_ref().map(|test| Test::Party(SomeParty::new(test, regime))));
        parts.extend(condition.goods.as_ref().map(|set| Test::goods(set, sets)));
        parts.extend(condition.value.as_ref().map(|test| Test::Value(test.over.parse().ok())));
        parts.extend(condition.room.as_ref().map(|quota| Test::room(quota, regime, sets)));
        let reading = condition.reading.as_ref().map(Text::to_string);
        if parts.len() == 1 && reading.is_none() {
            return parts.remove(0);
        }
        let meets_readings = reading.is_some() || parts.iter().any(Test::meets_readings);
        Test::All { parts, reading, meets_readings }
    }

    fn any(parts: Vec<Test>) -> Test {
        let meets_readings = parts.iter().any(Test::meets_readings);
        Test::Any { parts, meets_readings }
    }

    fn fact(id: &Text, regime: &Regime, sets: &Sets) -> Test {
        match regime.facts.get(&**id) {
            Some(declared) => Test::Fact { id: id.to_string(), of: declared.of, absent: declared.absent },
            None => Test::goods(id, sets),
        }
    }

    fn goods(id: &Text, sets: &Sets) -> Test {
        let set = sets.number(id);
        set.map_or(Test::Nothing, |set| Test::Goods { set, meets_readings: sets.meets_readings(set) })
    }

    fn room(id: &Text, regime: &Regime, sets: &Sets) -> Test {
        let quota = regime.quotas.iter().position(|quota| *quota.id == **id);
        let declared = quota.and_then(|place| regime.quotas.get(place));
        let meets_readings = declared.is_some_and(|quota| {
            quota.periods.iter().any(|period| period.reading.is_some())
                || sets.number(&quota.goods).is_some_and(|set| sets.meets_readings(set))
        });
        Test::Room { quota, meets_readings }
    }

    /// Whether trying it may meet a reading: then it is tried even where its truth is of no account.
    pub(super) fn meets_readings(&self) -> bool {
        match self {
            Test::All { meets_readings, .. }
            | Test::Any { meets_readings, .. }
            | Test::Goods { meets_readings, .. }
            | Test::Room { meets_readings, .. } => *meets_readings,
            Test::Not(test) => test.meets_readings(),
            _ => false,
        }
    }

    pub(super) fn truth(&self, at: &At<'_>) -> Truth {
        let view = &at.view;
        match self {
            Test::All { parts, reading, .. } => {
                let mut all = Truth::True;
                for part in parts.iter() {
                    if all != Truth::False || part.meets_readings() {
                        all = all.and(part.truth(at));
                    }
                }
                match reading {
                    Some(reading) if all != Truth::False => all.and(view.reading(reading).into()),
                    _ => all,
                }
            }
            Test::Any { parts, .. } => {
                let mut any = Truth::False;
                for part in parts.iter() {
                    if any != Truth::True || part.meets_readings() {
                        any = any.or(part.truth(at));
                    }
                }
                any
            }
            Test::Not(test) => !test.truth(at),
            Test::Nothing => Truth::False,
            Test::Fact { id, of, absent } => view.fact_found(id, *of, *absent).truth(view.suppose_shown),
            Test::Goods { set, .. } => at.goods(*set),
            Test::Finding(test) => finding_found(view, Sought::of_test(test)).truth(),
            Test::Denied { kind, by } => finding_denied(view, kind, by).into(),
            Test::Day(kind, test) => view.date(*kind).map(|day| test.holds(day)).into(),
            Test::Origin(countries) => countries.truth(view.origin()),
            Test::From(countries) => countries.truth(&view.from().country),
            Test::To(countries) => countries.truth(&view.to().country),
            Test::Flag(countries) => countries.truth(view.flag()),
            Test::Nationality(countries) => countries.truth(view.nationality()),
            Test::Loading(test) => loaded_at(view, test),
            Test::Party(test) => Truth::any(view.act.parties.iter().map(|party| test.truth(party, at))),
            Test::Value(threshold) => threshold.map_or(Truth::Unknown, |sum| worth_more(view, &sum)),
            Test::Room { quota, .. } => quota.map_or(Truth::Unknown, |quota| room(at, quota)),
        }
    }
}

impl SomeParty {
    fn new(test: &PartyTest, regime: &Regime) -> SomeParty {
        let fact = |id: &Text, wanted: bool| {
            (id.to_string(), regime.facts.get(&**id).map(|declared| declared.absent), wanted)
        };
        let so = test.is.iter().map(|id| fact(id, true));
        let not_so = test.is_not.iter().map(|id| fact(id, false));
        SomeParty {
            roles: test.role.clone(),
            designated: test.designated,
            country: test.country.as_ref().map(|test| Countries::of(regime, test)),
            nationality: test.nationality.as_ref().map(|test| Countries::of(regime, test)),
            facts: so.chain(not_so).collect(),
        }
    }

    fn truth(&self, party: &Party, at: &At<'_>) -> Truth {
        if !self.roles.is_empty() && !self.roles.contains(&party.role) {
            return Truth::False;
        }
        let listed = self.designated.map(|wanted| as_wanted(designated(party), wanted));
        let country = self.country.as_ref().map(|countries| countries.truth(&party.country.country));
        let national = self.nationality.as_ref().map(|countries| countries.truth(&party.nationality.country));
        let facts = self.facts.iter().map(|(id, absent, wanted)| {
            let found = absent.map_or(Truth::False, |absent| {
                FactFound::of(party.facts.get(id).copied(), absent).truth(at.view.suppose_shown)
            });
            as_wanted(found, *wanted)
        });
        Truth::all([listed, country, national].into_iter().flatten().chain(facts))
    }
}

fn as_wanted(found: Truth, wanted: bool) -> Truth {
    if wanted { found } else { !found }
}
