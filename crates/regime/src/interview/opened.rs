//! What an answer takes for granted, opened: facts not shown and findings not recorded, as unknowns.

use std::collections::BTreeSet;

use crate::dealing::{Act, Dealing, Field, FieldRef, Finding, Object, Said};
use crate::evaluate::{Evaluator, across_readings};
use crate::law::{FactOf, WhenAbsent};
use crate::regime::Regime;
use crate::truth::Truth;

/// The dealing with every fact that would be taken as not shown, and every finding that would be taken as not made, unknown
/// in its place, but not those set aside. Where plainly nothing touches the target State there is nothing to open.
pub(super) fn opened(evaluator: &dyn Evaluator, dealing: &Dealing, aside: &BTreeSet<FieldRef>) -> Dealing {
    let regime = evaluator.regime();
    let results = across_readings(evaluator, dealing, None);
    let out_of_reach = |act: usize| {
        let lines = results.iter().flat_map(|(_, evaluation)| &evaluation.lines);
        lines.filter(|line| line.act == act).all(|line| line.nexus.truth == Truth::False)
    };
    let mut opened = dealing.clone();
    for (place, act) in opened.acts.iter_mut().enumerate() {
        if !out_of_reach(place) {
            let may =
                |line: Option<usize>, field: Field| !aside.contains(&FieldRef { act: place, line, field });
            open_facts(regime, act, &may);
            open_findings(regime, act, &may);
        }
    }
    opened
}

fn open_facts(regime: &Regime, act: &mut Act, may: &impl Fn(Option<usize>, Field) -> bool) {
    for fact in regime.facts().filter(|fact| fact.absent == WhenAbsent::NotShown) {
        let id = fact.id.to_string();
        if says(act, &id) {
            continue;
        }
        let shipless = act.craft().is_none();
        match (fact.of, &mut act.object) {
            (FactOf::Goods, Object::Goods(lines)) => {
                let lines = lines.iter_mut().enumerate();
                for (_, line) in lines.filter(|(i, _)| may(Some(*i), Field::Fact(id.clone()))) {
                    line.facts.entry(id.clone()).or_insert(Said::Unknown);
                }
            }
            (FactOf::Goods, _) => {}
            (FactOf::Ship, _) if shipless => {}
            (FactOf::Party, _) => {
                let parties = act.parties.iter_mut().enumerate();
                for (_, party) in parties.filter(|(i, _)| may(None, Field::PartyFact(*i, id.clone()))) {
                    party.facts.entry(id.clone()).or_insert(Said::Unknown);
                }
            }
            (FactOf::Act | FactOf::Object | FactOf::Ship, _) => {
                if may(None, Field::Fact(id.clone())) {
                    act.facts.insert(id, Said::Unknown);
                }
            }
        }
    }
}

/// Whether the act, its object or its ship says anything of a fact.
fn says(act: &Act, id: &str) -> bool {
    let object = match &act.object {
        Object::Goods(_) => None,
        Object::Vessel(ship) | Object::Aircraft(ship) => Some(&ship.facts),
        Object::Person(person) => Some(&person.facts),
        Object::Other(_, thing) => Some(&thing.facts),
    };
    let carrier = act.ship.as_ref().map(|ship| &ship.facts);
    [Some(&act.facts), object, carrier].into_iter().flatten().any(|facts| facts.contains_key(id))
}

fn open_findings(regime: &Regime, act: &mut Act, may: &impl Fn(Option<usize>, Field) -> bool) {
    for kind in regime.finding_kinds() {
        for by in regime.authorities() {
            let (kind, by) = (kind.to_owned(), by.to_owned());
            let records = |findings: &[Finding]| {
                findings.iter().any(|finding| finding.kind == kind && finding.by == by)
            };
            if records(&act.findings) {
                continue;
            }
            let field = || Field::Finding { kind: kind.clone(), by: by.clone() };
            let unknown = || Finding {
                kind: kind.clone(),
                by: by.clone(),
                state: None,
                date: None,
                reference: None,
                status: Said::Unknown,
            };
            match &mut act.object {
                // What one line records is asked of the others one by one.
                Object::Goods(lines) if lines.iter().any(|line| records(&line.findings)) => {
                    for (i, line) in lines.iter_mut().enumerate() {
                        if !records(&line.findings) && may(Some(i), field()) {
                            line.findings.push(unknown());
                        }
                    }
                }
                _ if may(None, field()) => act.findings.push(unknown()),
                _ => {}
            }
        }
    }
}
