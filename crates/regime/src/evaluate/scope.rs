//! Whether a dealing touches the target State, which way its object moves, and whether goods lie in a set.

use jiff::civil::Date;

use super::sign::{self, Sign};
use super::{Proof, View};
use crate::dealing::{Field, GoodsLine, Party, Said};
use crate::hs::{HsCode, HsTest};
use crate::law::{CodeGroup, Direction, Text};
use crate::regime::Headings;
use crate::truth::Truth;
use crate::vocabulary::DateKind;

/// Whether anything in the dealing touches the target State: a place, a party, a flag, a nationality, or a fact or
/// finding of the regime's own vocabulary. Plainly nothing: the answer is quick.
pub(crate) fn nexus(view: &View<'_, '_>) -> Proof {
    let target = &view.regime.about().target_name;
    let parts = sign::of_nexus(view).map(|sign| sign.proof(view)).collect();
    Proof::any(say!(view, "the dealing touches {target}"), parts)
}

pub(crate) fn designation_question(party: &Party) -> String {
    format!("Is {} listed under the regime?", party.name.as_deref().unwrap_or(party.role.word()))
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
    let parts = sign::of_coming(view).map(|sign: Sign<'_>| sign.proof(view)).collect();
    Proof::any(say!(view, "it comes from {target}, directly or indirectly"), parts)
}

/// To its territory, to a party established there, or, on one reading, by way of it.
fn to_target(view: &View<'_, '_>, target: &str) -> Proof {
    let parts = sign::of_going(view).map(|sign| sign.proof(view)).collect();
    Proof::any(say!(view, "it goes to {target}, directly or indirectly"), parts)
}

/// What is found when goods are held against a set.
#[derive(Clone, Copy, Debug)]
pub(crate) enum GoodsFound<'a> {
    /// The act is not about goods.
    NoGoods,
    /// The line says that they lie in it.
    Stated,
    /// The line has no code.
    NoCode,
    /// The code lies in this heading.
    Inside(&'a HsCode),
    /// The code lies in a heading of which only a part is meant, and the line says that they are not of it.
    Denied,
    /// The code lies in a heading of which only this part is meant.
    Among(&'a str),
    /// The code is shorter than a heading meant.
    TooShort,
    /// The code lies outside.
    Outside,
}

impl GoodsFound<'_> {
    pub(crate) fn truth(self) -> Truth {
        match self {
            GoodsFound::Stated | GoodsFound::Inside(_) => Truth::True,
            GoodsFound::NoCode | GoodsFound::Among(_) | GoodsFound::TooShort => Truth::Unknown,
            GoodsFound::NoGoods | GoodsFound::Denied | GoodsFound::Outside => Truth::False,
        }
    }
}

/// Holds the line's goods against a set, by HS code and by what the line states of itself.
///
/// A code wholly inside settles it; an `ex` heading or a short code is possible, and the set's question or the missing
/// digits are asked; a code outside settles it the other way, unless the line states the set's fact.
pub(crate) fn goods_found<'a>(
    view: &View<'_, '_>,
    set: &str,
    line: Option<&GoodsLine>,
    headings: &'a [Headings],
) -> GoodsFound<'a> {
    let Some(line) = line else { return GoodsFound::NoGoods };
    let stated = view.said(set);
    if stated == Some(Said::Yes) {
        return GoodsFound::Stated;
    }
    let Some(code) = &line.hs else { return GoodsFound::NoCode };
    let mut shorter = false;
    let mut possible: Option<&str> = None;
    for headings in headings {
        for heading in &headings.codes {
            // The code is looked at first, so that a reading is met only where it matters.
            match code.within(heading) {
                HsTest::No => {}
                _ if !group_counts(view, &headings.group) => {}
                HsTest::Shorter => shorter = true,
                HsTest::Yes => match &headings.group.ex {
                    None => return GoodsFound::Inside(heading),
                    Some(part) => possible = Some(part),
                },
            }
        }
    }
    match possible {
        Some(_) if stated == Some(Said::No) => GoodsFound::Denied,
        Some(part) => GoodsFound::Among(part),
        None if shorter => GoodsFound::TooShort,
        None => GoodsFound::Outside,
    }
}

/// Whether the line's goods lie in a set, in words.
pub(crate) fn goods_in(view: &View<'_, '_>, set: &Text) -> Proof {
    let Some((declared, headings)) = view.regime.goods.get(&**set) else {
        return Proof::test(set.to_string(), Truth::False);
    };
    let line = view.goods();
    let found = goods_found(view, set, line, headings);
    let proof = Proof::test(say!(view, "the goods are {}", declared.says), found.truth());
    let code = || line.and_then(|line| line.hs.as_ref()).map(HsCode::to_string).unwrap_or_default();
    match found {
        GoodsFound::NoGoods => proof.found("the act is not about goods"),
        GoodsFound::Stated => proof.found("the line says so"),
        GoodsFound::NoCode => {
            proof.found("no HS code given").asking(view.field(Field::Hs), "Which HS code do the goods have?")
        }
        GoodsFound::Inside(heading) => proof.found(say!(view, "HS {} lies in {heading}", code())),
        GoodsFound::Denied => proof.found("the line says they are not"),
        GoodsFound::Among(part) => proof
            .found(say!(view, "HS {} holds, among others, {part}", code()))
            .asking(view.field(Field::Fact(set.to_string())), declared.question.clone()),
        GoodsFound::TooShort => {
            let question = say!(view, "Which HS code do the goods have, with more digits than {}?", code());
            proof
                .found(say!(view, "HS {} is too short to tell", code()))
                .asking(view.field(Field::Hs), question)
        }
        GoodsFound::Outside => proof.found(say!(view, "HS {} lies outside", code())),
    }
}

/// Whether a group of codes counts on the day and under the readings taken. Where the day is unknown it counts.
fn group_counts(view: &View<'_, '_>, group: &CodeGroup) -> bool {
    let in_time = view.day().is_none_or(|day| {
        group.from.is_none_or(|from| day >= from) && group.until.is_none_or(|until| day <= until)
    });
    in_time && group.reading.as_ref().is_none_or(|reading| view.reading(reading))
}

/// The days that an interval is tested on: the dates named that the dealing gives, or else the day of the act.
pub(crate) fn days_tested(
    view: &View<'_, '_>,
    tests: &[DateKind],
) -> impl Iterator<Item = (DateKind, Date)> + Clone {
    let act = view.act;
    let given = tests.iter().filter_map(|kind| Some((*kind, act.dates.get(kind).copied()?)));
    let day = view.day().filter(|_| given.clone().next().is_none());
    given.chain(day.map(|day| (DateKind::Date, day)))
}

/// Whether an interval, half-open, holds one of the days tested.
pub(crate) fn holds_one(
    days: impl Iterator<Item = (DateKind, Date)> + Clone,
    from: Date,
    end: Option<Date>,
) -> Truth {
    if days.clone().next().is_none() {
        return if end.is_some_and(|end| end <= from) { Truth::False } else { Truth::Unknown };
    }
    days.into_iter().any(|(_, day)| holds(day, from, end)).into()
}

fn holds(day: Date, from: Date, end: Option<Date>) -> bool {
    day >= from && end.is_none_or(|end| day < end)
}

/// Whether an interval, half-open, holds one of the days tested, in words; with the day that speaks.
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
    let days = days_tested(view, tests);
    let proof = Proof::test(says, holds_one(days.clone(), from, end));
    let Some(first) = days.clone().next() else {
        let field = view.field(Field::Date(DateKind::Date));
        return (proof.found("no date given").asking(field, "On which day does it take place?"), None);
    };
    let tested = days.clone().find(|(_, day)| holds(*day, from, end)).unwrap_or(first);
    if view.terse {
        return (proof, Some(tested));
    }
    let found = days.map(|(kind, day)| format!("{} {day}", kind.word())).collect::<Vec<_>>().join(", ");
    (proof.found(found), Some(tested))
}
