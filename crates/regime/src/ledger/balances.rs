//! From the ledger to the balances that a dealing is put with.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{BalanceSheet, Ledger, Whose};
use crate::dealing::{Balance, Dealing, Figure, GoodsLine, Said};
use crate::evaluate::{Assignment, Clocks, Met, Profile, View, scope};
use crate::hs::HsTest;
use crate::law::Quota;
use crate::regime::Regime;
use crate::truth::Truth;

impl Ledger {
    /// The balances of the quotas in force that lines of a dealing may fall under, each on the last day that a line is tested on in a
    /// period, as known on `clocks.known`. A figure that is not all up to that day is [`Figure::AtLeast`]; where nothing is
    /// known there is no balance.
    ///
    /// Add them to [`Dealing::balances`]: what the dealing states itself stays, and the larger figure wins. Where readings that
    /// the profile leaves open put the day into different periods, the smallest figure counts, since it holds on all of them.
    pub fn balances_for(
        &self,
        regime: &Regime,
        dealing: &Dealing,
        clocks: Clocks,
        profile: &Profile,
    ) -> Vec<Balance> {
        let mut balances = Vec::new();
        for quota in regime.quotas() {
            let mut done: BTreeSet<Date> = BTreeSet::new();
            for day in tested_days(regime, quota, dealing, clocks).into_iter().rev() {
                if regime.caps_for(&quota.id, day, clocks.known).is_empty() {
                    continue;
                }
                let sheets = self.balance(regime, &quota.id, day, clocks.known, profile);
                let fresh = sheets.iter().filter(|sheet| done.insert(sheet.from)).count() > 0;
                balances.extend(fresh.then(|| balance(&sheets)).flatten());
            }
        }
        balances
    }
}

/// The days on which lines that may draw on a quota are tested, in order; lines that plainly touch nothing draw on none.
fn tested_days(regime: &Regime, quota: &Quota, dealing: &Dealing, clocks: Clocks) -> BTreeSet<Date> {
    let assignment = Assignment::default();
    let readings = Met::under(regime, &assignment);
    let mut days = BTreeSet::new();
    for (act_index, act) in dealing.acts.iter().enumerate() {
        for line in 0..act.lines() {
            let view = View {
                regime,
                dealing,
                act,
                act_index,
                line,
                clocks,
                readings: &readings,
                suppose_shown: false,
                terse: true,
            };
            let touched = || scope::nexus(&view).truth != Truth::False;
            if view.goods().is_some_and(|goods| may_draw(regime, quota, goods)) && touched() {
                days.extend(view.date(quota.tests));
            }
        }
    }
    days
}

/// Whether a line may be of the goods that a quota counts, on any reading and whatever is still to be said of it.
fn may_draw(regime: &Regime, quota: &Quota, goods: &GoodsLine) -> bool {
    let Some((_, groups)) = regime.goods.get(&*quota.goods) else { return false };
    if goods.facts.get(&*quota.goods) == Some(&Said::Yes) {
        return true;
    }
    let Some(code) = &goods.hs else { return true };
    groups.iter().flat_map(|group| &group.codes).any(|heading| code.within(heading) != HsTest::No)
}

/// What holds on every one of the sheets; nothing where that is nothing.
fn balance(sheets: &[BalanceSheet]) -> Option<Balance> {
    let least = sheets.iter().min_by_key(|sheet| sheet.at_least)?;
    let whole = sheets.iter().all(|sheet| sheet.figure == Figure::Exact && sheet.at_least == least.at_least);
    if !whole && least.at_least == Decimal::ZERO {
        return None;
    }
    let own = least.counted.iter().filter(|entry| entry.whose == Whose::Own).count();
    let published = least.counted.len() - own;
    let source = match own {
        0 => format!("ledger: {}", figures(published)),
        _ => format!("ledger: {}, {own} of your own deliveries", figures(published)),
    };
    let (figure, on) = if whole { (Figure::Exact, Some(least.on)) } else { (Figure::AtLeast, least.through) };
    Some(Balance { quota: least.quota.clone(), used: least.at_least, figure, on, source: Some(source) })
}

fn figures(count: usize) -> String {
    format!("{count} published figure{}", if count == 1 { "" } else { "s" })
}
