//! Conditions, tried on a line.

use super::finding::{Sought, finding_denied, finding_found};
use super::scope::{designation_question, goods_in, word_of};
use super::view::FactFound;
use super::{Proof, View, quota};
use crate::country::CountryCode;
use crate::dealing::{CountryFact, Field, Party, Said};
use crate::law::{Condition, CountryTest, DateTest, FindingTest, PartyTest, PlaceTest, Text, ValueTest};
use crate::quantity::Money;
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::DateKind;

/// Every key of a condition must hold.
pub(crate) fn prove(view: &View<'_, '_>, condition: &Condition) -> Proof {
    let mut parts = Vec::new();
    if let Some(all) = &condition.all {
        parts.extend(all.iter().map(|part| prove(view, part)));
    }
    if let Some(any) = &condition.any {
        parts.push(Proof::any("one of these holds", any.iter().map(|part| prove(view, part)).collect()));
    }
    if let Some(not) = &condition.not {
        parts.push(Proof::not(prove(view, not)));
    }
    parts.extend(condition.is.iter().flatten().map(|fact| view.fact(fact)));
    parts.extend(condition.is_not.iter().flatten().map(|fact| Proof::not(view.fact(fact))));
    if let Some(test) = &condition.finding {
        parts.push(finding(view, test));
    }
    let dates = [
        (DateKind::Contract, &condition.contract_date),
        (DateKind::Import, &condition.import_date),
        (DateKind::Supply, &condition.supply_date),
        (DateKind::Date, &condition.date),
    ];
    parts.extend(dates.into_iter().filter_map(|(kind, test)| Some(date(view, kind, test.as_ref()?))));
    parts.extend(countries(view, condition));
    if let Some(test) = &condition.loading {
        parts.push(loading(view, test));
    }
    if let Some(test) = &condition.any_party {
        parts.push(any_party(view, test));
    }
    if let Some(set) = &condition.goods {
        parts.push(goods_in(view, set));
    }
    if let Some(test) = &condition.value {
        parts.push(value(view, test));
    }
    if let Some(quota) = &condition.room {
        parts.push(quota::room(view, quota));
    }
    // Last, and only where it matters: a reading that is met doubles the work, and is printed.
    if let Some(reading) =
        condition.reading.as_ref().filter(|_| parts.iter().all(|part| part.truth != Truth::False))
    {
        parts.push(Proof::test(say!(view, "only on the reading {reading}"), view.reading(reading).into()));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Proof::all("all of these hold", parts),
    }
}

fn finding(view: &View<'_, '_>, test: &FindingTest) -> Proof {
    let declared = view.regime.findings.iter().find(|declared| *declared.id == *test.kind);
    let what = declared.map_or(test.kind.as_str(), |declared| &declared.says);
    let by = view.regime.authority_phrase(&test.by);
    let says = say!(view, "{what}, by {by}");
    if test.denied {
        let denied = finding_denied(view, &test.kind, &test.by);
        return Proof::test(say!(view, "recorded as not made: {says}"), denied.into());
    }
    let found = finding_found(view, Sought::of_test(test));
    let truth = found.truth();
    let proof = Proof::test(says.clone(), truth).found(found.words(view));
    match truth {
        Truth::Unknown => {
            let field = view.finding_field(&test.kind, &test.by, found.open());
            proof.asking(field, say!(view, "Was it made: {says}?"))
        }
        Truth::False => proof.assuming(say!(view, "Not recorded, so taken as not made: {says}.")),
        Truth::True => proof,
    }
}

fn date(view: &View<'_, '_>, kind: DateKind, test: &DateTest) -> Proof {
    let bounds = [
        test.before.map(|day| say!(view, "before {day}")),
        test.from.map(|day| say!(view, "on {day} or later")),
        test.to.map(|day| say!(view, "on {day} at the latest")),
        test.on.map(|day| say!(view, "on {day}")),
    ];
    let bounds = bounds.into_iter().flatten().collect::<Vec<_>>().join(" and ");
    let (what, question) = match kind {
        DateKind::Contract => {
            ("the contract was finalised in writing", "On which day was the contract finalised in writing?")
        }
        DateKind::Import => ("imported", "On which day are the goods imported?"),
        DateKind::Supply => ("dispatched", "On which day are the goods dispatched?"),
        DateKind::Date => ("done", "On which day does it take place?"),
    };
    let says = say!(view, "{what} {bounds}");
    match view.date(kind) {
        Some(day) => Proof::test(says, test.holds(day).into()).found(day.to_string()),
        None => {
            // Dispatch and import fall back on the day of the act, so that is what is missing.
            let asked = if kind == DateKind::Contract { kind } else { DateKind::Date };
            Proof::test(says, Truth::Unknown)
                .found("not given")
                .asking(view.field(Field::Date(asked)), question)
        }
    }
}

fn countries(view: &View<'_, '_>, condition: &Condition) -> Vec<Proof> {
    let tests: [(&str, Option<&CountryTest>, &CountryFact, Field, &str); 5] = [
        (
            "the origin",
            condition.origin.as_ref(),
            view.origin(),
            Field::Origin,
            "Where do the goods originate?",
        ),
        (
            "the country of dispatch",
            condition.from.as_ref(),
            &view.from().country,
            Field::From,
            "Which country is it dispatched from?",
        ),
        (
            "the destination",
            condition.to.as_ref(),
            &view.to().country,
            Field::To,
            "Which country does it go to?",
        ),
        (
            "the flag",
            condition.flag.as_ref(),
            view.flag(),
            Field::Flag,
            "Which flag does the ship or aircraft fly?",
        ),
        (
            "the nationality",
            condition.nationality.as_ref(),
            view.nationality(),
            Field::Nationality,
            "Which nationality has the person?",
        ),
    ];
    let given = tests
        .into_iter()
        .filter_map(|(what, test, fact, field, question)| Some((what, test?, fact, field, question)));
    given
        .map(|(what, test, fact, field, question)| country_test(view, what, test, fact, (field, question)))
        .collect()
}

fn country_test(
    view: &View<'_, '_>,
    what: &str,
    test: &CountryTest,
    fact: &CountryFact,
    ask: (Field, &str),
) -> Proof {
    let names = |words: &[Text]| {
        let named = words.iter().map(|word| {
            code_of(view.regime, word).map_or(word.as_str(), |code| view.regime.country_phrase(code))
        });
        named.collect::<Vec<_>>().join(" or ")
    };
    let says = match (test.is.is_empty(), test.is_not.is_empty()) {
        (false, true) => say!(view, "{what} is {}", names(&test.is)),
        (true, _) => say!(view, "{what} is not {}", names(&test.is_not)),
        (false, false) => say!(view, "{what} is {} and not {}", names(&test.is), names(&test.is_not)),
    };
    let countries = Countries::of(view.regime, test);
    if test.given && *fact == CountryFact::Absent {
        return Proof::test(says, countries.truth(fact)).found("not given");
    }
    view.country(says, fact, |code| countries.pass(code), ask)
}

/// A test of a country with its words looked up.
#[derive(Clone, Debug)]
pub(crate) struct Countries {
    is: Option<Vec<CountryCode>>,
    is_not: Vec<CountryCode>,
    given: bool,
}

impl Countries {
    pub(crate) fn of(regime: &Regime, test: &CountryTest) -> Countries {
        let codes = |words: &[Text]| words.iter().filter_map(|word| code_of(regime, word)).collect();
        let is = Some(&test.is).filter(|words| !words.is_empty()).map(|words| codes(words));
        Countries { is, is_not: codes(&test.is_not), given: test.given }
    }

    fn pass(&self, code: CountryCode) -> bool {
        self.is.as_ref().is_none_or(|is| is.contains(&code)) && !self.is_not.contains(&code)
    }

    /// Whether a country passes.
    pub(crate) fn truth(&self, fact: &CountryFact) -> Truth {
        match fact {
            CountryFact::Absent if self.given => Truth::False,
            fact => fact.passes(|code| self.pass(code)),
        }
    }
}

fn code_of(regime: &Regime, word: &Text) -> Option<CountryCode> {
    if **word == *"target" { Some(regime.target()) } else { regime.reference().country(word) }
}

fn loading(view: &View<'_, '_>, test: &PlaceTest) -> Proof {
    let names = |id: &Text| {
        view.regime
            .places
            .iter()
            .find(|place| *place.id == **id)
            .and_then(|place| place.names.first().cloned())
    };
    let named = test.is.iter().filter_map(names).collect::<Vec<_>>().join(" or ");
    let says = say!(view, "loaded at {named}");
    let proof = Proof::test(says, loaded_at(view, test));
    match &view.act.loading.place {
        Some(place) => proof.found(place.clone()),
        None if test.if_given => proof.found("not given"),
        None => {
            let question = say!(view, "Where are the goods loaded: at {named}, or elsewhere?");
            proof.found("not given").asking(view.field(Field::Loading), question)
        }
    }
}

/// Whether the act's place of loading is one of the test's.
pub(crate) fn loaded_at(view: &View<'_, '_>, test: &PlaceTest) -> Truth {
    match &view.act.loading.place {
        Some(place) => test.is.iter().any(|id| **id == *place.as_str()).into(),
        None if test.if_given => Truth::True,
        None => Truth::Unknown,
    }
}

fn any_party(view: &View<'_, '_>, test: &PartyTest) -> Proof {
    let roles = if test.role.is_empty() {
        "some party".to_owned()
    } else {
        say!(view, "some {}", test.role.iter().map(|role| role.word()).collect::<Vec<_>>().join(" or "))
    };
    let looked_at = view
        .act
        .parties
        .iter()
        .enumerate()
        .filter(|(_, party)| test.role.is_empty() || test.role.contains(&party.role));
    let parts: Vec<Proof> = looked_at.map(|(i, party)| party_is(view, i, party, test)).collect();
    let quality = match (test.designated, &test.country, &test.nationality) {
        (Some(true), ..) => " is designated",
        (Some(false), ..) => " is not designated",
        (None, Some(_), _) => " is established where the rule says",
        (None, None, Some(_)) => " has the nationality the rule says",
        (None, None, None) => " is as the rule says",
    };
    let none = parts.is_empty();
    let proof = Proof::any(say!(view, "{roles}{quality}"), parts);
    if none { proof.found("no such party was given") } else { proof }
}

fn party_is(view: &View<'_, '_>, i: usize, party: &Party, test: &PartyTest) -> Proof {
    let name = party.name.as_deref().unwrap_or(party.role.word());
    let mut parts = Vec::new();
    if let Some(wanted) = test.designated {
        let says = say!(view, "{name} is listed under the regime");
        let proof = Proof::test(says, designated(party));
        let proof = match party.designated {
            Some(Said::Unknown) => {
                proof.found("unknown").asking(view.field(Field::Designated(i)), designation_question(party))
            }
            Some(said) => proof.found(word_of(said)),
            None => proof.found("not screened"),
        };
        parts.push(if wanted { proof } else { Proof::not(proof) });
    }
    if let Some(countries) = &test.country {
        let ask = (Field::PartyCountry(i), "Where is the party established?");
        parts.push(country_test(
            view,
            &say!(view, "the country of {name}"),
            countries,
            &party.country.country,
            ask,
        ));
    }
    if let Some(countries) = &test.nationality {
        let ask = (Field::PartyNationality(i), "Which nationality has the party?");
        parts.push(country_test(
            view,
            &say!(view, "the nationality of {name}"),
            countries,
            &party.nationality.country,
            ask,
        ));
    }
    parts.extend(test.is.iter().map(|fact| party_fact(view, i, party, fact)));
    parts.extend(test.is_not.iter().map(|fact| Proof::not(party_fact(view, i, party, fact))));
    Proof::all(say!(view, "{name} ({})", party.role), parts)
}

fn party_fact(view: &View<'_, '_>, i: usize, party: &Party, id: &Text) -> Proof {
    let Some(declaration) = view.regime.facts.get(&**id) else {
        return Proof::test(id.to_string(), Truth::False);
    };
    let name = party.name.as_deref().unwrap_or(party.role.word());
    let says = say!(view, "{name}: {}", declaration.question);
    let found = FactFound::of(party.facts.get(&**id).copied(), declaration.absent);
    let proof = Proof::test(says.clone(), found.truth(view.suppose_shown));
    let ask = |proof: Proof| proof.asking(view.field(Field::PartyFact(i, id.to_string())), says.clone());
    match found {
        FactFound::Said(Said::Unknown) => ask(proof.found("unknown")),
        FactFound::Said(said) => proof.found(word_of(said)),
        FactFound::NotSaid => ask(proof.found("not said")),
        _ if view.suppose_shown => proof.found("supposed"),
        _ => proof.found("not shown").assuming(say!(view, "{says} Nothing says so: taken as no.")),
    }
}

/// Whether a party is listed; one that was not compared with the lists is taken as not.
pub(crate) fn designated(party: &Party) -> Truth {
    party.designated.map_or(Truth::False, Said::truth)
}

fn value(view: &View<'_, '_>, test: &ValueTest) -> Proof {
    let says = say!(view, "worth more than {}", test.over);
    let Ok(threshold) = test.over.parse::<Money>() else { return Proof::test(says, Truth::Unknown) };
    let question = say!(view, "What is it worth, in {}?", threshold.currency());
    let ask = |proof: Proof| proof.asking(view.field(Field::Value), question);
    let proof = Proof::test(says, worth_more(view, &threshold));
    match view.goods().and_then(|line| line.value) {
        Some(value) if value.currency() == threshold.currency() => proof.found(value.to_string()),
        Some(value) => ask(proof.found(say!(view, "given in another currency: {value}"))),
        None => ask(proof.found("no value given")),
    }
}

/// Whether the line is worth more than a sum; unknown across currencies.
pub(crate) fn worth_more(view: &View<'_, '_>, threshold: &Money) -> Truth {
    match view.goods().and_then(|line| line.value) {
        Some(value) if value.currency() == threshold.currency() => {
            (value.amount() > threshold.amount()).into()
        }
        _ => Truth::Unknown,
    }
}
