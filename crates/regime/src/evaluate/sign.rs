//! What in a dealing tells whether it touches the target State, and which way its object moves.
//!
//! Which facts are looked at is said once, here; both evaluators compose them.

use super::scope::{designation_question, word_of};
use super::{Proof, View};
use crate::country::CountryCode;
use crate::dealing::{CountryFact, Facts, Field, Finding, Location, Object, Party, Said};
use crate::law::Text;
use crate::truth::Truth;
use crate::vocabulary::{ObjectKind, Role};

use super::view::{RECEIVERS, SENDERS};

/// One fact that connects an act with the target State, or shows that it does not.
#[derive(Clone, Copy)]
pub(crate) enum Sign<'a> {
    /// A country in some place of the act.
    Country(Seen, &'a CountryFact),
    /// No origin is given: the country of dispatch stands in.
    AssumedOrigin(CountryCode),
    /// No origin is given, and nothing stands in.
    NoOrigin,
    /// A party is, or may be, designated.
    Designated(usize, &'a Party, Said),
    /// A fact that touches by itself is stated of a party.
    PartyFact(usize, Role, &'a str, Said),
    /// A fact that touches by itself is stated.
    Fact(&'a str, Said),
    /// A finding of the regime is recorded.
    Finding(&'a Finding),
    /// An end of the movement is not given.
    OtherEnd(Seen),
}

/// Where a country was seen.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    From,
    To,
    Loading,
    Via,
    Origin,
    Flag,
    Nationality,
    Established(usize, Role),
    NationalityOf(usize, Role),
    Dispatched,
    Originating,
    Destined,
    Passing,
    PartyIn(usize, Role),
    NationalOf(usize, Role),
}

impl Sign<'_> {
    /// Whether it connects.
    pub(crate) fn truth(&self, view: &View<'_, '_>) -> Truth {
        let target = view.regime.target();
        match self {
            Sign::Country(_, fact) => fact.passes(|code| code == target),
            Sign::AssumedOrigin(from) => (*from == target).into(),
            Sign::NoOrigin => Truth::False,
            Sign::Designated(.., said) | Sign::PartyFact(.., said) | Sign::Fact(_, said) => said.truth(),
            Sign::Finding(_) => Truth::True,
            Sign::OtherEnd(_) => Truth::Unknown,
        }
    }

    /// The same, in words.
    pub(crate) fn proof(&self, view: &View<'_, '_>) -> Proof {
        let target = &view.regime.about().target_name;
        let truth = self.truth(view);
        match *self {
            Sign::Country(seen, fact) => view.is_target(seen.says(view, target), fact, seen.ask()),
            Sign::AssumedOrigin(from) => {
                let from = view.regime.country_phrase(from);
                let assumed = say!(view, "Origin not given: taken as the country of dispatch, {from}.");
                Proof::test(Seen::Originating.says(view, target), truth).found("not given").assuming(assumed)
            }
            Sign::NoOrigin => Proof::test(Seen::Originating.says(view, target), truth).found("not given"),
            Sign::Designated(i, party, said) => {
                Proof::test(say!(view, "the {} is designated", party.role), truth)
                    .found(word_of(said))
                    .asking(view.field(Field::Designated(i)), designation_question(party))
            }
            Sign::PartyFact(i, role, id, said) => {
                Proof::test(say!(view, "`{id}` is stated of the {role}"), truth)
                    .found(word_of(said))
                    .asking(view.field(Field::PartyFact(i, id.to_owned())), say!(view, "Is it so: {id}?"))
            }
            Sign::Fact(id, said) => Proof::test(say!(view, "`{id}` is stated"), truth)
                .found(word_of(said))
                .asking(view.field(Field::Fact(id.to_owned())), say!(view, "Is it so: {id}?")),
            Sign::Finding(finding) => {
                let says = say!(view, "a finding of the regime is recorded: {}", finding.kind);
                Proof::test(says, truth).found("recorded")
            }
            Sign::OtherEnd(end) => {
                let (field, question) = end.ask();
                Proof::test(say!(view, "the other end lies in {target}"), truth)
                    .found("not given")
                    .asking(view.field(field), question)
            }
        }
    }
}

impl Seen {
    fn says(self, view: &View<'_, '_>, target: &str) -> String {
        match self {
            Seen::From => say!(view, "it comes from {target}"),
            Seen::To => say!(view, "it goes to {target}"),
            Seen::Loading => say!(view, "it is loaded in {target}"),
            Seen::Via => say!(view, "it passes through {target}"),
            Seen::Origin => say!(view, "it originates in {target}"),
            Seen::Flag => say!(view, "the ship or aircraft flies the flag of {target}"),
            Seen::Nationality => say!(view, "the person is a national of {target}"),
            Seen::Established(_, role) | Seen::PartyIn(_, role) => {
                say!(view, "the {role} is established in {target}")
            }
            Seen::NationalityOf(_, role) => say!(view, "the {role} has the nationality of {target}"),
            Seen::Dispatched => say!(view, "dispatched from {target}"),
            Seen::Originating => say!(view, "originating in {target}"),
            Seen::Destined => say!(view, "destined for {target}"),
            Seen::Passing => say!(view, "passing through {target}"),
            Seen::NationalOf(_, role) => say!(view, "the {role} is a national of {target}"),
        }
    }

    /// The field that settles it, and the question.
    fn ask(self) -> (Field, &'static str) {
        match self {
            Seen::From | Seen::Dispatched | Seen::Passing => {
                (Field::From, "Which country is it dispatched from?")
            }
            Seen::To | Seen::Destined | Seen::Via => (Field::To, "Which country does it go to?"),
            Seen::Loading => (Field::Loading, "Where is it loaded?"),
            Seen::Origin | Seen::Originating => (Field::Origin, "Where do the goods originate?"),
            Seen::Flag => (Field::Flag, "Which flag does it fly?"),
            Seen::Nationality => (Field::Nationality, "Which nationality has the person?"),
            Seen::Established(i, _) | Seen::PartyIn(i, _) => {
                (Field::PartyCountry(i), "Where is the party established?")
            }
            Seen::NationalityOf(i, _) | Seen::NationalOf(i, _) => {
                (Field::PartyNationality(i), "Which nationality has the party?")
            }
        }
    }
}

/// What the nexus is looked for in: every country given, parties, stated facts and findings, and the ends not given.
pub(crate) fn of_nexus<'a, 'r>(view: &View<'a, 'r>) -> impl Iterator<Item = Sign<'a>> + use<'a, 'r> {
    let view = *view;
    let (regime, known) = (view.regime, view.clocks.known);
    let touches = move |id: &str| regime.facts.get(id).is_some_and(|declaration| declaration.touches);
    let parties = || view.act.parties.iter().enumerate();
    let designated = parties().filter_map(|(i, party)| Some((i, party, party.designated?)));
    let designated = designated.filter(|(.., said)| *said != Said::No);
    let party_facts = parties().flat_map(move |(i, party)| {
        let stated = party.facts.iter().filter(move |(id, said)| **said != Said::No && touches(id));
        stated.map(move |(id, said)| Sign::PartyFact(i, party.role, id.as_str(), *said))
    });
    let craft_facts = view.act.craft().map(|craft| &craft.facts);
    let stated = [Some(&view.act.facts), craft_facts, object_facts(&view)].into_iter().flatten().flatten();
    let stated = stated.filter(move |(id, said)| **said != Said::No && touches(id));
    let published = move |finding: &&Finding| finding.published(known) && finding.status != Said::No;
    // Goods move between two ends, so both are needed before nothing is plain; other acts need one country at least.
    let both = view.act.object.kind() == ObjectKind::Goods || countries(&view).next().is_none();
    let ends = [(Seen::From, &view.from().country), (Seen::To, &view.to().country)];
    let missing = ends.into_iter().filter(move |(_, fact)| both && **fact == CountryFact::Absent);
    countries(&view)
        .map(|(seen, fact)| Sign::Country(seen, fact))
        .chain(designated.map(|(i, party, said)| Sign::Designated(i, party, said)))
        .chain(party_facts)
        .chain(stated.map(|(id, said)| Sign::Fact(id.as_str(), *said)))
        .chain(view.findings().filter(published).map(Sign::Finding))
        .chain(missing.map(|(end, _)| Sign::OtherEnd(end)))
}

/// Every country given.
fn countries<'a, 'r>(view: &View<'a, 'r>) -> impl Iterator<Item = (Seen, &'a CountryFact)> + use<'a, 'r> {
    let act = view.act;
    let nationality = match &act.object {
        Object::Person(person) => Some((Seen::Nationality, &person.nationality.country)),
        _ => None,
    };
    let parties = act.parties.iter().enumerate().flat_map(|(i, party)| {
        [
            (Seen::Established(i, party.role), &party.country.country),
            (Seen::NationalityOf(i, party.role), &party.nationality.country),
        ]
    });
    [
        (Seen::From, &view.from().country),
        (Seen::To, &view.to().country),
        (Seen::Loading, &act.loading.country),
    ]
    .into_iter()
    .chain(act.via.iter().map(|stop| (Seen::Via, &stop.country)))
    .chain(view.goods().map(|line| (Seen::Origin, &line.origin.country)))
    .chain(act.craft().map(|craft| (Seen::Flag, &craft.flag.country)))
    .chain(nationality)
    .chain(parties)
    .filter(|(_, fact)| **fact != CountryFact::Absent)
}

fn object_facts<'a>(view: &View<'a, '_>) -> Option<&'a Facts> {
    match &view.act.object {
        Object::Goods(_) => view.goods().map(|line| &line.facts),
        Object::Person(person) => Some(&person.facts),
        Object::Other(_, thing) => Some(&thing.facts),
        Object::Vessel(_) | Object::Aircraft(_) => None,
    }
}

/// What tells whether it comes from the target State: dispatch, origin, passage, senders.
pub(crate) fn of_coming<'a, 'r>(view: &View<'a, 'r>) -> impl Iterator<Item = Sign<'a>> + use<'a, 'r> {
    let from = &view.from().country;
    let origin = view.goods().map(|line| match (&line.origin.country, from.known()) {
        (CountryFact::Absent, Some(from)) => Sign::AssumedOrigin(from),
        (CountryFact::Absent, None) => Sign::NoOrigin,
        (origin, _) => Sign::Country(Seen::Originating, origin),
    });
    // On its way into the target, goods do not come from it by passing its border.
    let inward = view.to().country.known() == Some(view.regime.target());
    std::iter::once(Sign::Country(Seen::Dispatched, from))
        .chain(origin)
        .chain(passages(view).filter(move |_| !inward))
        .chain(parties(view, &SENDERS, Nationality::Counts))
}

/// What tells whether it goes to the target State: destination, receivers, and passage on one reading.
pub(crate) fn of_going<'a, 'r>(view: &View<'a, 'r>) -> impl Iterator<Item = Sign<'a>> + use<'a, 'r> {
    let reaches = |reading: &Text| passages(view).next().is_some() && view.reading(reading);
    let passage_counts = view.regime.about().transit_reading.as_ref().is_some_and(reaches);
    std::iter::once(Sign::Country(Seen::Destined, &view.to().country))
        .chain(parties(view, &RECEIVERS, Nationality::DoesNotCount))
        .chain(passages(view).filter(move |_| passage_counts))
}

fn passages<'a, 'r>(view: &View<'a, 'r>) -> impl Iterator<Item = Sign<'a>> + use<'a, 'r> {
    let loading = Some(&view.act.loading).filter(|loading| loading.country != CountryFact::Absent);
    view.act.via.iter().chain(loading).map(|stop: &Location| Sign::Country(Seen::Passing, &stop.country))
}

#[derive(Clone, Copy, PartialEq)]
enum Nationality {
    Counts,
    DoesNotCount,
}

fn parties<'a, 'r>(
    view: &View<'a, 'r>,
    roles: &'static [Role],
    nationality: Nationality,
) -> impl Iterator<Item = Sign<'a>> + use<'a, 'r> {
    let named = view.act.parties.iter().enumerate().filter(|(_, party)| roles.contains(&party.role));
    named.flat_map(move |(i, party)| {
        let national = (Seen::NationalOf(i, party.role), &party.nationality.country);
        [Some((Seen::PartyIn(i, party.role), &party.country.country)), Some(national)]
            .into_iter()
            .take(if nationality == Nationality::Counts { 2 } else { 1 })
            .flatten()
            .filter(|(_, fact)| **fact != CountryFact::Absent)
            .map(|(seen, fact)| Sign::Country(seen, fact))
    })
}
