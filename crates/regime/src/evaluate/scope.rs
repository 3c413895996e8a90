//! Whether a dealing touches the target State, which way its object moves, and whether goods lie in a set.

use jiff::civil::Date;

use super::view::{RECEIVERS, SENDERS};
use super::{Proof, View};
use crate::dealing::{CountryFact, Field, Finding, Object, Party, Said};
use crate::hs::HsTest;
use crate::law::{CodeGroup, Direction, Text};
use crate::truth::Truth;
use crate::vocabulary::{DateKind, ObjectKind, Role};

const ASK_FROM: (Field, &str) = (Field::From, "Which country is it dispatched from?");
const ASK_TO: (Field, &str) = (Field::To, "Which country does it go to?");

/// Whether anything in the dealing touches the target State: a place, a party, a flag, a nationality, or a fact or
/// finding of the regime's own vocabulary. Plainly nothing: the answer is quick.
pub(crate) fn nexus(view: &View<'_, '_>) -> Proof {
    let target = &view.regime.about().target_name;
    let mut parts = Vec::new();
    let mut given = 0_usize;
    let mut look = |says: String, fact: &CountryFact, ask: (Field, &str)| {
        if *fact != CountryFact::Absent {
            given += 1;
            parts.push(view.is_target(says, fact, ask));
        }
    };
    look(say!(view, "it comes from {target}"), &view.from().country, ASK_FROM);
    look(say!(view, "it goes to {target}"), &view.to().country, ASK_TO);
    look(
        say!(view, "it is loaded in {target}"),
        &view.act.loading.country,
        (Field::Loading, "Where is it loaded?"),
    );
    for stop in &view.act.via {
        look(say!(view, "it passes through {target}"), &stop.country, ASK_TO);
    }
    if let Some(line) = view.goods() {
        look(
            say!(view, "it originates in {target}"),
            &line.origin.country,
            (Field::Origin, "Where do the goods originate?"),
        );
    }
    if let Some(craft) = view.act.craft() {
        look(
            say!(view, "the ship or aircraft flies the flag of {target}"),
            &craft.flag.country,
            (Field::Flag, "Which flag does it fly?"),
        );
    }
    if let Object::Person(person) = &view.act.object {
        let ask = (Field::Nationality, "Which nationality has the person?");
        look(say!(view, "the person is a national of {target}"), &person.nationality.country, ask);
    }
    for (i, party) in view.act.parties.iter().enumerate() {
        let ask = (Field::PartyCountry(i), "Where is the party established?");
        look(say!(view, "the {} is established in {target}", party.role), &party.country.country, ask);
        let ask = (Field::PartyNationality(i), "Which nationality has the party?");
        look(
            say!(view, "the {} has the nationality of {target}", party.role),
            &party.nationality.country,
            ask,
        );
    }
    for (i, party) in view.act.parties.iter().enumerate() {
        if let Some(said) = party.designated.filter(|said| *said != Said::No) {
            let proof = Proof::test(say!(view, "the {} is designated", party.role), truth_of(said))
                .found(word_of(said));
            parts.push(proof.asking(view.field(Field::Designated(i)), designation_question(party)));
        }
    }
    let touches = |id: &str| view.regime.facts.get(id).is_some_and(|declaration| declaration.touches);
    for (i, party) in view.act.parties.iter().enumerate() {
        for (id, said) in party.facts.iter().filter(|(id, said)| **said != Said::No && touches(id)) {
            let proof = Proof::test(say!(view, "`{id}` is stated of the {}", party.role), truth_of(*said))
                .found(word_of(*said));
            parts.push(
                proof.asking(view.field(Field::PartyFact(i, id.clone())), say!(view, "Is it so: {id}?")),
            );
        }
    }
    let craft_facts = view.act.craft().map(|craft| &craft.facts);
    let stated = [Some(&view.act.facts), craft_facts, object_facts(view)];
    let stated = stated.into_iter().flatten().flatten();
    for (id, said) in stated.filter(|(id, said)| **said != Said::No && touches(id)) {
        let proof = Proof::test(say!(view, "`{id}` is stated"), truth_of(*said)).found(word_of(*said));
        parts.push(proof.asking(view.field(Field::Fact(id.clone())), say!(view, "Is it so: {id}?")));
    }
    let published = |finding: &&Finding| finding.published(view.clocks.known) && finding.status != Said::No;
    for finding in view.act.findings.iter().filter(published) {
        parts.push(
            Proof::test(say!(view, "a finding of the regime is recorded: {}", finding.kind), Truth::True)
                .found("recorded"),
        );
    }
    // Goods move between two ends, so both are needed before nothing is plain; other acts need one country at least.
    let ends = [(&view.from().country, ASK_FROM), (&view.to().country, ASK_TO)];
    if view.act.object.kind() == ObjectKind::Goods || given == 0 {
        for (fact, ask) in ends {
            if *fact == CountryFact::Absent {
                let (field, question) = ask;
                let says = say!(view, "the other end lies in {target}");
                parts.push(
                    Proof::test(says, Truth::Unknown).found("not given").asking(view.field(field), question),
                );
            }
        }
    }
    Proof::any(say!(view, "the dealing touches {target}"), parts)
}

fn object_facts<'a>(view: &View<'a, '_>) -> Option<&'a crate::dealing::Facts> {
    match &view.act.object {
        Object::Goods(_) => view.goods().map(|line| &line.facts),
        Object::Person(person) => Some(&person.facts),
        Object::Other(_, thing) => Some(&thing.facts),
        Object::Vessel(_) | Object::Aircraft(_) => None,
    }
}

pub(crate) fn designation_question(party: &Party) -> String {
    format!("Is {} listed under the regime?", party.name.as_deref().unwrap_or(party.role.word()))
}

pub(crate) fn truth_of(said: Said) -> Truth {
    match said {
        Said::Yes => Truth::True,
        Said::No => Truth::False,
        Said::Unknown => Truth::Unknown,
    }
}

pub(crate) fn word_of(said: Said) -> &'static str {
    match said {
        Said::Yes => "yes",
        Said::No => "no",
        Said::Unknown => "unknown",
    }
}

/// Which way the object moves, seen from the target State, directly or indirectly.
pub(crate) fn direction(view: &View<'_, '_>, direction: Direction) -> Proof {
    let target = &view.regime.about().target_name;
    match direction {
        Direction::FromTarget => from_target(view, target),
        Direction::ToTarget => to_target(view, target),
        Direction::Either => Proof::any(
            say!(view, "it goes to or comes from {target}"),
            vec![from_target(view, target), to_target(view, target)],
        ),
    }
}

/// From its territory, of its origin, by way of it, or from a party of it.
fn from_target(view: &View<'_, '_>, target: &str) -> Proof {
    let mut parts =
        vec![view.is_target(say!(view, "dispatched from {target}"), &view.from().country, ASK_FROM)];
    if let Some(line) = view.goods() {
        let says = say!(view, "originating in {target}");
        parts.push(match (&line.origin.country, view.from().country.known()) {
            (CountryFact::Absent, Some(from)) => {
                let assumed = say!(
                    view,
                    "Origin not given: taken as the country of dispatch, {}.",
                    view.regime.country_phrase(from)
                );
                Proof::test(says, (from == view.regime.target()).into()).found("not given").assuming(assumed)
            }
            (CountryFact::Absent, None) => Proof::test(says, Truth::False).found("not given"),
            (origin, _) => view.is_target(says, origin, (Field::Origin, "Where do the goods originate?")),
        });
    }
    // On its way into the target, goods do not come from it by passing its border.
    if view.to().country.known() != Some(view.regime.target()) {
        parts.extend(passages(view, target));
    }
    parts.extend(parties(view, target, &SENDERS, Nationality::Counts));
    Proof::any(say!(view, "it comes from {target}, directly or indirectly"), parts)
}

/// To its territory, to a party established there, or, on one reading, by way of it.
fn to_target(view: &View<'_, '_>, target: &str) -> Proof {
    let mut parts = vec![view.is_target(say!(view, "destined for {target}"), &view.to().country, ASK_TO)];
    parts.extend(parties(view, target, &RECEIVERS, Nationality::DoesNotCount));
    let passages = passages(view, target);
    let reaches = |reading: &Text| !passages.is_empty() && view.reading(reading);
    if view.regime.about().transit_reading.as_ref().is_some_and(reaches) {
        parts.extend(passages);
    }
    Proof::any(say!(view, "it goes to {target}, directly or indirectly"), parts)
}

fn passages(view: &View<'_, '_>, target: &str) -> Vec<Proof> {
    let stops = view
        .act
        .via
        .iter()
        .chain(Some(&view.act.loading).filter(|loading| loading.country != CountryFact::Absent));
    stops
        .map(|stop| view.is_target(say!(view, "passing through {target}"), &stop.country, ASK_FROM))
        .collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Nationality {
    Counts,
    DoesNotCount,
}

fn parties(view: &View<'_, '_>, target: &str, roles: &[Role], nationality: Nationality) -> Vec<Proof> {
    let mut parts = Vec::new();
    for (i, party) in view.act.parties.iter().enumerate().filter(|(_, party)| roles.contains(&party.role)) {
        if party.country.country != CountryFact::Absent {
            let ask = (Field::PartyCountry(i), "Where is the party established?");
            parts.push(view.is_target(
                say!(view, "the {} is established in {target}", party.role),
                &party.country.country,
                ask,
            ));
        }
        if nationality == Nationality::Counts && party.nationality.country != CountryFact::Absent {
            let ask = (Field::PartyNationality(i), "Which nationality has the party?");
            parts.push(view.is_target(
                say!(view, "the {} is a national of {target}", party.role),
                &party.nationality.country,
                ask,
            ));
        }
    }
    parts
}

/// Whether the line's goods lie in a set, by HS code and by what the line states of itself.
///
/// A code wholly inside settles it; an `ex` heading or a short code is possible, and the set's question or the missing
/// digits are asked; a code outside settles it the other way, unless the line states the set's fact.
pub(crate) fn goods_in(view: &View<'_, '_>, set: &Text) -> Proof {
    let Some((declared, headings)) = view.regime.goods.get(&**set) else {
        return Proof::test(set.to_string(), Truth::False);
    };
    let says = say!(view, "the goods are {}", declared.says);
    let Some(line) = view.goods() else {
        return Proof::test(says, Truth::False).found("the act is not about goods");
    };
    let stated = view.said(set);
    if stated == Some(Said::Yes) {
        return Proof::test(says, Truth::True).found("the line says so");
    }
    let settled = stated == Some(Said::No);
    let Some(code) = &line.hs else {
        let question = "Which HS code do the goods have?";
        return Proof::test(says, Truth::Unknown)
            .found("no HS code given")
            .asking(view.field(Field::Hs), question);
    };
    let mut shorter = false;
    let mut possible: Option<&str> = None;
    for headings in headings {
        // The codes are looked at first, so that a reading is met only where it matters.
        for heading in headings
            .codes
            .iter()
            .filter(|heading| code.within(heading) != HsTest::No && group_counts(view, &headings.group))
        {
            match (code.within(heading), &headings.group.ex) {
                (HsTest::Yes, None) => {
                    return Proof::test(says, Truth::True).found(say!(view, "HS {code} lies in {heading}"));
                }
                (HsTest::Yes, Some(part)) => possible = Some(part),
                (HsTest::Shorter, _) => shorter = true,
                (HsTest::No, _) => {}
            }
        }
    }
    match possible {
        Some(_) if settled => Proof::test(says, Truth::False).found("the line says they are not"),
        Some(part) => {
            let proof =
                Proof::test(says, Truth::Unknown).found(say!(view, "HS {code} holds, among others, {part}"));
            proof.asking(view.field(Field::Fact(set.to_string())), declared.question.clone())
        }
        None if shorter => {
            let question = say!(view, "Which HS code do the goods have, with more digits than {code}?");
            Proof::test(says, Truth::Unknown)
                .found(say!(view, "HS {code} is too short to tell"))
                .asking(view.field(Field::Hs), question)
        }
        None => Proof::test(says, Truth::False).found(say!(view, "HS {code} lies outside")),
    }
}

/// Whether a group of codes counts on the day and under the readings taken. Where the day is unknown it counts.
fn group_counts(view: &View<'_, '_>, group: &CodeGroup) -> bool {
    let in_time = view.day().is_none_or(|day| {
        group.from.is_none_or(|from| day >= from) && group.until.is_none_or(|until| day <= until)
    });
    in_time && group.reading.as_ref().is_none_or(|reading| view.reading(reading))
}

/// Whether an interval, half-open, holds one of the days tested.
pub(crate) fn in_force(
    view: &View<'_, '_>,
    tests: &[DateKind],
    from: Date,
    end: Option<Date>,
) -> (Proof, Option<(DateKind, Date)>) {
    let says = match end {
        Some(end) => say!(view, "in force from {from} until {end}, that day not included"),
        None => say!(view, "in force from {from}"),
    };
    let given: Vec<(DateKind, Date)> =
        tests.iter().filter_map(|kind| Some((*kind, view.act.dates.get(kind).copied()?))).collect();
    let days = match (given.is_empty(), view.day()) {
        (false, _) => given,
        (true, Some(day)) => vec![(DateKind::Date, day)],
        (true, None) => {
            let field = view.field(Field::Date(DateKind::Date));
            let truth = if end.is_some_and(|end| end <= from) { Truth::False } else { Truth::Unknown };
            return (
                Proof::test(says, truth)
                    .found("no date given")
                    .asking(field, "On which day does it take place?"),
                None,
            );
        }
    };
    let holds = |day: Date| day >= from && end.is_none_or(|end| day < end);
    let tested = days.iter().copied().find(|(_, day)| holds(*day)).or(days.first().copied());
    let found =
        days.iter().map(|(kind, day)| say!(view, "{} {day}", kind.word())).collect::<Vec<_>>().join(", ");
    (Proof::test(says, days.iter().any(|(_, day)| holds(*day)).into()).found(found), tested)
}
