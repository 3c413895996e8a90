//! Conditions, tried on a line.

use super::scope::{designation_question, goods_in, truth_of, word_of};
use super::{Proof, View, quota};
use crate::country::CountryCode;
use crate::dealing::{CountryFact, Field, Finding, Object, Party, Said};
use crate::law::{
    Condition, CountryTest, DateTest, FindingTest, PartyTest, PlaceTest, StateRole, StepTiming, Text,
    ValueTest,
};
use crate::quantity::Money;
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

/// A finding looked for.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'a> {
    pub(crate) kind: &'a str,
    pub(crate) by: &'a str,
    pub(crate) of: Option<StateRole>,
    pub(crate) timing: StepTiming,
    /// Days before the act by which it must be made.
    pub(crate) days: i32,
}

/// Whether a finding was made that counts on the day: known, of the right State, and, where it must come before, dated in
/// time or undated.
pub(crate) fn finding_made(view: &View<'_, '_>, sought: Sought<'_>) -> (Truth, String) {
    let matching = view.act.findings.iter().filter(|finding| {
        finding.kind == sought.kind && finding.by == sought.by && finding.published(view.clocks.known)
    });
    let mut best = (Truth::False, "not recorded".to_owned());
    // What was withdrawn or refused later no longer counts.
    let withdrawn =
        matching.clone().filter(|finding| finding.status == Said::No).filter_map(|finding| finding.date);
    let withdrawn = withdrawn.filter(|date| view.day().is_none_or(|day| *date <= day)).max();
    let stands =
        |finding: &&Finding| finding.date.is_none_or(|date| withdrawn.is_none_or(|gone| date > gone));
    for finding in matching.filter(stands) {
        let (truth, found) = match wrong_state(view, finding, sought.of) {
            Some(found) => (Truth::False, found),
            None => finding_counts(view, finding, sought.timing, sought.days),
        };
        if truth >= best.0 {
            best = (truth, found);
        }
    }
    best
}

/// A finding that names a State other than the one whose finding counts. One that names none is taken at its word.
fn wrong_state(view: &View<'_, '_>, finding: &Finding, of: Option<StateRole>) -> Option<String> {
    if finding.state == Some(view.regime.target()) {
        return Some(say!(
            view,
            "recorded of {}, whose own findings do not count",
            view.regime.about().target_name
        ));
    }
    let wanted = match of? {
        StateRole::Exporting => {
            view.goods().and_then(|line| line.origin.country.known()).or(view.from().country.known())
        }
        StateRole::Importing => view.to().country.known(),
    }?;
    let state = finding.state.filter(|state| *state != wanted)?;
    Some(say!(view, "recorded of {state}, and it is for {wanted} to make it"))
}

fn finding_counts(view: &View<'_, '_>, finding: &Finding, timing: StepTiming, days: i32) -> (Truth, String) {
    let named = match (&finding.date, &finding.reference) {
        (Some(date), Some(reference)) => say!(view, "recorded of {date} ({reference})"),
        (Some(date), None) => say!(view, "recorded of {date}"),
        (None, Some(reference)) => say!(view, "recorded ({reference})"),
        (None, None) => "recorded".to_owned(),
    };
    match (finding.status, finding.date) {
        (Said::No, _) => (Truth::False, "recorded as not made".to_owned()),
        (Said::Unknown, _) => (Truth::Unknown, "recorded as unknown".to_owned()),
        (Said::Yes, Some(date)) if timing == StepTiming::Before => match view.day() {
            Some(day) => {
                let latest = day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day);
                let in_time = date <= latest;
                let found = if in_time { named } else { say!(view, "{named}, too late for an act of {day}") };
                (in_time.into(), found)
            }
            None => (Truth::Unknown, say!(view, "{named}; whether in time hangs on the day of the act")),
        },
        (Said::Yes, _) => (Truth::True, named),
    }
}

fn finding(view: &View<'_, '_>, test: &FindingTest) -> Proof {
    let declared = view.regime.findings.iter().find(|declared| *declared.id == *test.kind);
    let what = declared.map_or(test.kind.as_str(), |declared| &declared.says);
    let by = view.regime.authority_phrase(&test.by);
    let says = say!(view, "{what}, by {by}");
    if test.denied {
        let recorded = |finding: &&Finding| {
            finding.kind == *test.kind && finding.by == test.by && finding.status == Said::No
        };
        let denied =
            view.act.findings.iter().filter(recorded).any(|finding| finding.published(view.clocks.known));
        return Proof::test(say!(view, "recorded as not made: {says}"), denied.into());
    }
    let sought = Sought { kind: &test.kind, by: &test.by, of: test.of, timing: StepTiming::Before, days: 0 };
    let (truth, found) = finding_made(view, sought);
    let proof = Proof::test(says.clone(), truth).found(found);
    match truth {
        Truth::Unknown => {
            let field = Field::Finding { kind: test.kind.to_string(), by: test.by.clone() };
            proof.asking(view.field(field), say!(view, "Was it made: {says}?"))
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
    let absent = CountryFact::Absent;
    let origin = match view.goods().map(|line| &line.origin.country) {
        Some(CountryFact::Absent) | None => &view.from().country,
        Some(origin) => origin,
    };
    let flag = view.act.craft().map_or(&absent, |craft| &craft.flag.country);
    let nationality = match &view.act.object {
        Object::Person(person) => &person.nationality.country,
        _ => &absent,
    };
    let tests: [(&str, Option<&CountryTest>, &CountryFact, Field, &str); 5] = [
        ("the origin", condition.origin.as_ref(), origin, Field::Origin, "Where do the goods originate?"),
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
        ("the flag", condition.flag.as_ref(), flag, Field::Flag, "Which flag does the ship or aircraft fly?"),
        (
            "the nationality",
            condition.nationality.as_ref(),
            nationality,
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
    let code_of = |word: &Text| -> Option<CountryCode> {
        if **word == *"target" { Some(view.regime.target()) } else { view.regime.reference().country(word) }
    };
    let names = |words: &[Text]| {
        let named = words
            .iter()
            .map(|word| code_of(word).map_or(word.as_str(), |code| view.regime.country_phrase(code)));
        named.collect::<Vec<_>>().join(" or ")
    };
    let says = match (test.is.is_empty(), test.is_not.is_empty()) {
        (false, true) => say!(view, "{what} is {}", names(&test.is)),
        (true, _) => say!(view, "{what} is not {}", names(&test.is_not)),
        (false, false) => say!(view, "{what} is {} and not {}", names(&test.is), names(&test.is_not)),
    };
    let passes = |code: CountryCode| {
        let among = |words: &[Text]| words.iter().any(|word| code_of(word) == Some(code));
        (test.is.is_empty() || among(&test.is)) && !among(&test.is_not)
    };
    if test.given && *fact == CountryFact::Absent {
        return Proof::test(says, Truth::False).found("not given");
    }
    view.country(says, fact, passes, ask)
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
    match &view.act.loading.place {
        Some(place) => {
            Proof::test(says, test.is.iter().any(|id| **id == *place.as_str()).into()).found(place.clone())
        }
        None if test.if_given => Proof::test(says, Truth::True).found("not given"),
        None => {
            let question = say!(view, "Where are the goods loaded: at {named}, or elsewhere?");
            Proof::test(says, Truth::Unknown).found("not given").asking(view.field(Field::Loading), question)
        }
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
        let proof = match party.designated {
            Some(Said::Unknown) => Proof::test(says, Truth::Unknown)
                .found("unknown")
                .asking(view.field(Field::Designated(i)), designation_question(party)),
            Some(said) => Proof::test(says, truth_of(said)).found(word_of(said)),
            None => Proof::test(says, Truth::False).found("not screened"),
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
    use crate::law::WhenAbsent;
    let Some(declaration) = view.regime.facts.get(&**id) else {
        return Proof::test(id.to_string(), Truth::False);
    };
    let name = party.name.as_deref().unwrap_or(party.role.word());
    let says = say!(view, "{name}: {}", declaration.question);
    let ask = |proof: Proof| proof.asking(view.field(Field::PartyFact(i, id.to_string())), says.clone());
    match party.facts.get(&**id) {
        Some(Said::Unknown) => ask(Proof::test(says.clone(), Truth::Unknown).found("unknown")),
        Some(said) => Proof::test(says.clone(), truth_of(*said)).found(word_of(*said)),
        None => match declaration.absent {
            WhenAbsent::Asked => ask(Proof::test(says.clone(), Truth::Unknown).found("not said")),
            WhenAbsent::NotShown if view.suppose_shown => {
                Proof::test(says.clone(), Truth::True).found("supposed")
            }
            WhenAbsent::NotShown => Proof::test(says.clone(), Truth::False)
                .found("not shown")
                .assuming(say!(view, "{says} Nothing says so: taken as no.")),
        },
    }
}

fn value(view: &View<'_, '_>, test: &ValueTest) -> Proof {
    let says = say!(view, "worth more than {}", test.over);
    let Ok(threshold) = test.over.parse::<Money>() else { return Proof::test(says, Truth::Unknown) };
    let question = say!(view, "What is it worth, in {}?", threshold.currency());
    let ask = |proof: Proof| proof.asking(view.field(Field::Value), question);
    match view.goods().and_then(|line| line.value) {
        Some(value) if value.currency() == threshold.currency() => {
            Proof::test(says, (value.amount() > threshold.amount()).into()).found(value.to_string())
        }
        Some(value) => {
            ask(Proof::test(says, Truth::Unknown).found(say!(view, "given in another currency: {value}")))
        }
        None => ask(Proof::test(says, Truth::Unknown).found("no value given")),
    }
}
