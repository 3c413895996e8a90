//! Room under a cap, without allocating: the lines are compared with each other instead of being gathered.

use rust_decimal::Decimal;

use super::workspace::{At, Drawn};
use crate::dealing::GoodsLine;
use crate::evaluate::View;
use crate::evaluate::quota::{Period, before, fits, measured, period_of, stop_notice};
use crate::law::Quota;
use crate::truth::Truth;
use crate::vocabulary::Verb;

/// Whether all lines of the dealing under the quota, and what was drawn before, stay within the cap.
pub(super) fn room(at: &At<'_>, place: usize) -> Truth {
    let view = &at.view;
    let Some(quota) = view.regime.quotas.get(place) else { return Truth::Unknown };
    let Some(day) = view.date(quota.tests) else { return Truth::Unknown };
    let Some(period) = period_of(view, quota, day) else { return Truth::False };
    match stop_notice(view, quota, &period, day) {
        Truth::False => {}
        stopped => return !stopped,
    }
    let (least, most) = drawn(at, place, quota, &period);
    fits(period.cap, &before(view, quota, &period), least, most)
}

/// What the dealing draws, worked out once under an assignment of readings.
fn drawn(at: &At<'_>, place: usize, quota: &Quota, period: &Period) -> (Decimal, Option<Decimal>) {
    let same = |drawn: &&Drawn| drawn.quota == place && drawn.first == period.first;
    let known = at.memo.drawn.borrow().iter().find(same).map(|drawn| (drawn.least, drawn.most));
    known.unwrap_or_else(|| {
        let (least, most) = sum(at, quota, period);
        at.memo.drawn.borrow_mut().push(Drawn { quota: place, first: period.first, least, most });
        (least, most)
    })
}

/// Every cargo counts once, with the verb that has most of it: a cargo is what lies alike in lines of one verb or several.
fn sum(at: &At<'_>, quota: &Quota, period: &Period) -> (Decimal, Option<Decimal>) {
    let mut sum = (Decimal::ZERO, Some(Decimal::ZERO));
    for (number, (view, line, _)) in lines_under(at, quota, period).enumerate() {
        let alike = |other: &(View<'_, '_>, &GoodsLine, Truth)| is_alike(&view, line, &other.0, other.1);
        if lines_under(at, quota, period).take(number).any(|earlier| alike(&earlier)) {
            continue;
        }
        let mut verbs = [None; Verb::ALL.len()];
        for (other, goods, belongs) in
            lines_under(at, quota, period).skip(number).filter(|other| alike(other))
        {
            let Some(tally) = verbs.get_mut(other.act.verb as usize) else { continue };
            let (least, most) = tally.unwrap_or((Decimal::ZERO, Some(Decimal::ZERO)));
            *tally = Some(match measured(quota, goods) {
                Some(amount) => {
                    let sure = if belongs == Truth::True { amount } else { Decimal::ZERO };
                    (least.saturating_add(sure), most.and_then(|most: Decimal| most.checked_add(amount)))
                }
                None => (least, None),
            });
        }
        let tallies = || verbs.iter().flatten();
        let least = tallies().map(|(least, _)| *least).max().unwrap_or_default();
        let most = tallies().try_fold(Decimal::ZERO, |largest, (_, most)| Some(largest.max((*most)?)));
        sum.0 = sum.0.saturating_add(least);
        sum.1 = sum.1.zip(most).and_then(|(sum, most)| sum.checked_add(most));
    }
    sum
}

/// The lines of the dealing that may draw on the quota in the period.
fn lines_under<'a>(
    at: &'a At<'_>,
    quota: &'a Quota,
    period: &'a Period,
) -> impl Iterator<Item = (View<'a, 'a>, &'a GoodsLine, Truth)> {
    let view = at.view;
    let lines = view.dealing.acts.iter().enumerate().flat_map(move |(act_index, act)| {
        (0..act.lines()).map(move |line| View { act, act_index, line, ..view })
    });
    lines.filter_map(move |view| {
        let goods = view.goods()?;
        let elsewhere = view.date(quota.tests).is_some_and(|day| day < period.first || period.last < day);
        let set = at.compiled.sets.number(&quota.goods)?;
        let belongs = at.compiled.sets.hold(set, &view);
        (belongs != Truth::False && !elsewhere).then_some((view, goods, belongs))
    })
}

/// Whether two lines are of one cargo: alike in ends, code and quantity.
fn is_alike(one: &View<'_, '_>, line: &GoodsLine, other: &View<'_, '_>, goods: &GoodsLine) -> bool {
    line.hs == goods.hs
        && line.quantity == goods.quantity
        && one.from() == other.from()
        && one.to() == other.to()
}
