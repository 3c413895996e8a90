//! Room under a cap. Nothing here draws on one: it sums the lines of the dealing and holds them against a stated balance.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::scope::goods_in;
use super::{Proof, View};
use crate::dealing::{Field, FieldRef, Figure, Finding, GoodsLine, Said};
use crate::hs::HsCode;
use crate::law::{Factor, Measure, Quota, QuotaPeriod, Recurrence, Text};
use crate::truth::Truth;
use crate::vocabulary::{DateKind, Verb};

/// The period that holds a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Period {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) cap: Decimal,
}

/// Whether all lines of the dealing under the quota, and what was drawn before, stay within the cap.
pub(crate) fn room(view: &View<'_, '_>, id: &Text) -> Proof {
    let Some(quota) = view.regime.quota(id) else { return Proof::test(id.to_string(), Truth::Unknown) };
    let Some(day) = view.date(quota.tests) else {
        let says = say!(view, "there is room under the cap on {}", quota.says);
        let field = view.field(Field::Date(DateKind::Date));
        return Proof::test(says, Truth::Unknown)
            .found("no date given")
            .asking(field, "On which day does it take place?");
    };
    let Some(period) = period_of(view, quota, day) else {
        return Proof::test(say!(view, "a period of the cap on {} holds {day}", quota.says), Truth::False)
            .found("none does");
    };
    let word = quota.measure.word();
    let says = say!(
        view,
        "within the cap of {} {word} from {} to {} on {}",
        period.cap,
        period.first,
        period.last,
        quota.says
    );
    let notice = notice_of_stop(view, quota, &period, day);
    match notice.map(|notice| (notice, notice.status)) {
        Some((_, Said::Yes)) => {
            return Proof::test(says, Truth::False).found("a stop notice was given for the period");
        }
        Some((notice, Said::Unknown)) => {
            let field = view.finding_field(&notice.kind, &notice.by, Some(notice));
            return Proof::test(says, Truth::Unknown)
                .found("whether a stop notice was given is unknown")
                .asking(field, "Was a stop notice given?");
        }
        _ => {}
    }
    let lines = sum(view, quota, &period);
    let before = before(view, quota, &period);
    let found = say!(
        view,
        "this dealing: {}; drawn before: {}",
        lines.most.map_or_else(
            || say!(view, "{} {word} or more", lines.least.round_dp(3).normalize()),
            |most| say!(view, "{} {word}", most.round_dp(3).normalize())
        ),
        before.words(view, word)
    );
    let truth = fits(period.cap, &before, lines.least, lines.most);
    let mut proof = Proof::test(says, truth).found(found);
    if truth == Truth::Unknown {
        if before.most.is_none() {
            let question = say!(
                view,
                "How much of the cap on {} ({} {word}) was drawn from {} up to now, by the Committee's published total?{}",
                quota.says,
                period.cap,
                period.first,
                before.least.map_or_else(String::new, |_| say!(
                    view,
                    " Known: {}.",
                    before.words(view, word)
                ))
            );
            proof = proof.asking(view.field(Field::Balance(id.to_string())), question);
        }
        for (field, question) in lines.missing {
            proof = proof.asking(field, question);
        }
    }
    proof
}

/// The quota's period that holds a day, under the readings taken.
pub(crate) fn period_of(view: &View<'_, '_>, quota: &Quota, day: Date) -> Option<Period> {
    let counted = quota
        .periods
        .iter()
        .filter(|period| period.reading.as_ref().is_none_or(|reading| view.reading(reading)));
    counted.filter_map(|period| occurrence(period, day)).next_back()
}

/// The occurrence of a period that holds a day.
pub(crate) fn occurrence(period: &QuotaPeriod, day: Date) -> Option<Period> {
    let mut first = period.from;
    let mut last = match period.every {
        Some(Recurrence::Year) => year_end(first)?,
        None => period.to?,
    };
    while period.every.is_some() && last < day {
        first = last.tomorrow().ok()?;
        last = year_end(first)?;
    }
    (first <= day && day <= last).then_some(Period { first, last, cap: period.cap })
}

fn year_end(first: Date) -> Option<Date> {
    first.checked_add(jiff::Span::new().years(1)).ok()?.yesterday().ok()
}

/// A notice that supplies must stop, of this period and not after the day; `True` where one was given, `Unknown` where it may.
pub(crate) fn stop_notice(view: &View<'_, '_>, quota: &Quota, period: &Period, day: Date) -> Truth {
    notice_of_stop(view, quota, period, day).map_or(Truth::False, |notice| notice.status.truth())
}

fn notice_of_stop<'a>(view: &View<'a, '_>, quota: &Quota, period: &Period, day: Date) -> Option<&'a Finding> {
    let stop = quota.stopped_by.as_ref()?;
    let of_period = |date: Option<Date>| {
        date.is_none_or(|date| period.first <= date && date <= day && date <= view.clocks.known)
    };
    let notices = view.findings().filter(|finding| {
        finding.kind == *stop.kind
            && finding.by == stop.by
            && finding.status != Said::No
            && of_period(finding.date)
    });
    // One that was given speaks, whatever else may have been.
    notices.max_by_key(|notice| notice.status.truth())
}

/// Whether amounts, at least and at most, stay within a cap of which so much was drawn before.
pub(crate) fn fits(cap: Decimal, before: &Before, least: Decimal, most: Option<Decimal>) -> Truth {
    let full = before.least.is_some_and(|used| used >= cap);
    let least = before.least.unwrap_or_default().checked_add(least);
    let most = before.most.zip(most).and_then(|(used, lines)| used.checked_add(lines));
    match (least, most) {
        // A full cap has no room for any amount, known or not.
        _ if full => Truth::False,
        (_, Some(most)) if most <= cap => Truth::True,
        (Some(least), _) if least > cap => Truth::False,
        (None, _) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// What the dealing itself would draw, at least and at most, and what is missing to tell.
struct Drawn {
    least: Decimal,
    most: Option<Decimal>,
    missing: Vec<(FieldRef, String)>,
}

/// Sums the lines under the quota that fall in its period. The sale and the carriage of one cargo are two acts about the same
/// goods, so lines alike in ends, code and quantity count once for the verb that has most of them.
fn sum(view: &View<'_, '_>, quota: &Quota, period: &Period) -> Drawn {
    let mut cargoes: BTreeMap<String, BTreeMap<Verb, (Decimal, Option<Decimal>)>> = BTreeMap::new();
    let mut missing = Vec::new();
    for (act_index, act) in view.dealing.acts.iter().enumerate() {
        for line in 0..act.lines() {
            let other = View { act, act_index, line, ..*view };
            let Some(goods) = other.goods() else { continue };
            let elsewhere =
                other.date(quota.tests).is_some_and(|day| day < period.first || period.last < day);
            let belongs = goods_in(&other, &quota.goods).truth;
            if belongs == Truth::False || elsewhere {
                continue;
            }
            // By value: `1.0 t` sold and `1 t` carried are one cargo.
            let quantity = goods.quantity.map(|quantity| (quantity.amount().normalize(), quantity.unit()));
            let alike = format!("{:?} {:?} {:?} {quantity:?}", other.from(), other.to(), goods.hs);
            let verbs = cargoes.entry(alike).or_default();
            let (least, most) = verbs.entry(act.verb).or_insert((Decimal::ZERO, Some(Decimal::ZERO)));
            match measured(quota, goods) {
                Some(amount) => {
                    if belongs == Truth::True {
                        *least = least.saturating_add(amount);
                    }
                    *most = most.and_then(|most| most.checked_add(amount));
                }
                None => {
                    *most = None;
                    missing.push(question(&other, quota, goods));
                }
            }
        }
    }
    let largest = |verbs: &BTreeMap<Verb, (Decimal, Option<Decimal>)>| {
        let most = verbs.values().try_fold(Decimal::ZERO, |largest, (_, most)| Some(largest.max((*most)?)));
        (verbs.values().map(|(least, _)| *least).max().unwrap_or_default(), most)
    };
    let sums: Vec<(Decimal, Option<Decimal>)> = cargoes.values().map(largest).collect();
    let least = sums.iter().fold(Decimal::ZERO, |sum, (least, _)| sum.saturating_add(*least));
    let most = sums.iter().try_fold(Decimal::ZERO, |sum, (_, most)| sum.checked_add((*most)?));
    Drawn { least, most, missing }
}

fn question(view: &View<'_, '_>, quota: &Quota, goods: &GoodsLine) -> (FieldRef, String) {
    match quota.measure {
        Measure::UsDollar => (view.field(Field::Value), "What are the goods worth, in USD?".to_owned()),
        measure => {
            let given = goods.quantity.map_or_else(String::new, |given| {
                say!(view, " ({given} does not convert without a factor for the product)")
            });
            (view.field(Field::Quantity), say!(view, "How much is it, in {}?{given}", measure.word()))
        }
    }
}

/// A line's amount in the quota's measure, by unit or by a factor of its product.
pub(crate) fn measured(quota: &Quota, goods: &GoodsLine) -> Option<Decimal> {
    let Some(unit) = quota.measure.unit() else {
        return goods
            .value
            .filter(|value| value.currency() == quota.measure.word())
            .map(|value| value.amount());
    };
    let quantity = goods.quantity?;
    if let Some(amount) = quantity.to_unit(unit) {
        return Some(amount);
    }
    let factor = factor_of(quota, goods.hs.as_ref()?)?.tonnes_per_barrel;
    match quota.measure {
        Measure::Barrel => quantity.to_unit(crate::quantity::Unit::Tonne)?.checked_div(factor),
        Measure::Tonne => quantity.to_unit(crate::quantity::Unit::Barrel)?.checked_mul(factor),
        Measure::UsDollar => None,
    }
}

/// The factor of a product.
pub(crate) fn factor_of<'q>(quota: &'q Quota, code: &HsCode) -> Option<&'q Factor> {
    let covers = |heading: &Text| code.lies_in(heading);
    quota.factors.iter().find(|factor| factor.hs.iter().any(covers))
}

/// What is known to have been drawn in a period before the dealing, in the quota's measure.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Before {
    /// The largest figure given.
    pub(crate) least: Option<Decimal>,
    /// The same, where it claims to be all.
    pub(crate) most: Option<Decimal>,
    /// The day of the largest figure.
    through: Option<Date>,
}

impl Before {
    fn words(&self, view: &View<'_, '_>, word: &str) -> String {
        let Some(least) = self.least else { return "not given".to_owned() };
        let amount = least.round_dp(3).normalize();
        match (self.most, self.through) {
            (Some(_), _) => say!(view, "{amount} {word}"),
            (None, Some(day)) => say!(view, "at least {amount} {word}, as far as is known through {day}"),
            (None, None) => say!(view, "at least {amount} {word}"),
        }
    }
}

/// What the dealing says was drawn in the period: the largest figure. One that claims no more than a part leaves the whole
/// open, unless a figure that claims to be all is as large.
pub(crate) fn before(view: &View<'_, '_>, quota: &Quota, period: &Period) -> Before {
    let of_period = |on: Option<Date>| {
        on.is_none_or(|on| period.first <= on && on <= period.last && on <= view.clocks.known)
    };
    let mut before = Before::default();
    for balance in view.dealing.balances.iter().filter(|b| b.quota == *quota.id && of_period(b.on)) {
        if balance.figure == Figure::Exact {
            before.most = before.most.max(Some(balance.used));
        }
        if before.least.is_none_or(|least| least < balance.used) {
            (before.least, before.through) = (Some(balance.used), balance.on);
        }
    }
    before.most = before.most.filter(|most| Some(*most) == before.least);
    before
}
