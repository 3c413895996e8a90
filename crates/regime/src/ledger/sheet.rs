//! The balance of a quota on a day, as known on a day.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use super::count::{covered, held_by, periods_on};
use super::{Entry, Ledger, Whose};
use crate::dealing::Figure;
use crate::evaluate::{Period, Profile};
use crate::law::{Notices, Quota};
use crate::regime::Regime;

/// What was drawn on a quota in the period that holds a day, up to that day, as known on a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BalanceSheet {
    /// The quota.
    pub quota: String,
    /// What it caps.
    pub says: String,
    /// What its figures count, in a word: `barrels`, `t` or `USD`.
    pub measure: &'static str,
    /// The day.
    pub on: Date,
    /// What was known.
    pub known: Date,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// The readings, as `reading/option`, on which this is the period; empty where there is only one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// The cap of the period.
    pub cap: Decimal,
    /// The provisions in force on the day that turn on the cap; empty where none does.
    pub caps_for: Vec<String>,
    /// The other quotas that one of those provisions asks for room under, beside this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// The one of them and this that is nearest to being full; `None` where there is no other, or two are equally near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest_to_full: Option<String>,
    /// The figures counted, added up as they were given.
    pub drawn: Decimal,
    /// So much at the least: rounded figures count for what they must be.
    pub at_least: Decimal,
    /// Whether that is all up to the day: every day is covered by a figure of all States, none rounded, no report missing.
    pub figure: Figure,
    /// What is left of the cap when that is taken off, zero where it is full; where the figure is only a part, at most so much.
    pub remaining: Decimal,
    /// How much of the cap that is, in per cent, to a tenth; where the figure is only a part, at least so much.
    pub percent: Decimal,
    /// The last day that any figure counted reaches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Date>,
    /// The last day up to which, without a gap, figures of all States cover the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered_through: Option<Date>,
    /// The figures counted, in order of their days.
    pub counted: Vec<Entry>,
    /// The figures of the period that were known and not counted, and why.
    pub left_out: Vec<LeftOut>,
    /// The finding that stops supplies for the rest of the period: an input to a check, never inferred from a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_by: Option<String>,
    /// The shares of the cap at which States are notified; they decide nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notices: Option<Notices>,
}

/// Another quota under which there must be room as well.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// The quota.
    pub quota: String,
    /// How much of its cap is drawn, in per cent, to a tenth; `None` where no figure is known.
    pub percent: Option<Decimal>,
    /// Whether that is all.
    pub figure: Figure,
}

/// An entry that was not counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOut {
    /// The entry.
    pub entry: Entry,
    /// Why.
    pub why: Why,
}

/// Why an entry was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum Why {
    /// Its days come after the day asked about.
    Later,
    /// It reaches beyond the day asked about: how much of it came before is not known.
    ReachesBeyond,
    /// A user's own, known only from a later day. A published entry of a later day is not shown at all.
    NotKnownYet,
    /// It reaches beyond the period on this reading.
    CrossesPeriods,
    /// A later figure of the same stretch took its place.
    Replaced {
        /// The day that figure was published.
        published: Date,
    },
    /// A figure of a longer stretch, or of more States, holds it.
    Within {
        /// First day of that figure's stretch.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// A user's own, of days that a published figure covers: it may be counted there already.
    MayBeWithin {
        /// First day of that figure's stretch.
        from: Date,
        /// Its last day.
        to: Date,
    },
}

impl Ledger {
    /// The balance of a quota on a day, as known on a day: one sheet, or one for each period that holds the day where readings
    /// that the profile leaves open differ on it. None where no period holds the day, or the regime has no such quota.
    pub fn balance(
        &self,
        regime: &Regime,
        quota: &str,
        on: Date,
        known: Date,
        profile: &Profile,
    ) -> Vec<BalanceSheet> {
        let alone = |id: &str| -> Vec<BalanceSheet> {
            let Some(quota) = regime.quota(id) else { return Vec::new() };
            let periods = periods_on(quota, on, profile).into_iter();
            periods
                .map(|(period, readings)| self.sheet(regime, quota, &period, readings, on, known))
                .collect()
        };
        let mut sheets = alone(quota);
        for sheet in &mut sheets {
            for other in regime.capped_beside(quota, &sheet.caps_for) {
                let beside = alone(&other).into_iter().find(|beside| beside.readings == sheet.readings);
                sheet.beside.extend(beside.map(|beside| Beside {
                    quota: beside.quota,
                    percent: (!beside.counted.is_empty()).then_some(beside.percent),
                    figure: beside.figure,
                }));
            }
            sheet.nearest_to_full = nearest_to_full(sheet);
        }
        sheets
    }

    /// The balances of every period that began by a day and has an entry known by `known`, each at its end or on that day; the
    /// period that holds the day comes last, whether it has an entry or not.
    pub fn history(
        &self,
        regime: &Regime,
        quota: &str,
        on: Date,
        known: Date,
        profile: &Profile,
    ) -> Vec<BalanceSheet> {
        let Some(declared) = regime.quota(quota) else { return Vec::new() };
        let known_entries = self.entries.iter().filter(|e| e.quota == quota && e.published <= known);
        let days = known_entries.map(|entry| entry.from).filter(|day| *day <= on).chain([on]);
        let mut ends: BTreeSet<(Date, Date)> = BTreeSet::new();
        for day in days {
            let periods = periods_on(declared, day, profile).into_iter();
            ends.extend(periods.map(|(period, _)| (period.last.min(on), period.first)));
        }
        let mut sheets: Vec<BalanceSheet> = Vec::new();
        for (day, first) in ends {
            let found = self.balance(regime, quota, day, known, profile).into_iter();
            sheets.extend(found.filter(|sheet| sheet.from == first));
        }
        sheets
    }

    fn sheet(
        &self,
        regime: &Regime,
        quota: &Quota,
        period: &Period,
        readings: Vec<String>,
        on: Date,
        known: Date,
    ) -> BalanceSheet {
        let (counted, left_out) = self.sorted(regime, quota, period, (on, known));
        let sum = |of: fn(&Entry) -> Decimal| {
            counted.iter().fold(Decimal::ZERO, |sum, entry| sum.saturating_add(of(entry)))
        };
        let drawn = sum(|entry| entry.amount);
        let at_least = sum(|entry| entry.least);
        let covered_through = covered(&counted, period.first);
        let whole = covered_through.is_some_and(|day| day >= on) && drawn == at_least;
        let caps_for = regime.caps_for(&quota.id, on, known);
        let percent =
            at_least.checked_div(period.cap).unwrap_or_default().saturating_mul(Decimal::ONE_HUNDRED);
        BalanceSheet {
            quota: quota.id.to_string(),
            says: quota.says.clone(),
            measure: quota.measure.word(),
            on,
            known,
            from: period.first,
            to: period.last,
            readings,
            cap: period.cap,
            beside: Vec::new(),
            nearest_to_full: None,
            caps_for,
            drawn,
            at_least,
            figure: if whole { Figure::Exact } else { Figure::AtLeast },
            remaining: period.cap.saturating_sub(at_least).max(Decimal::ZERO),
            percent: percent.round_dp(1),
            through: counted.iter().map(|entry| entry.to).max(),
            covered_through,
            counted,
            left_out,
            stopped_by: quota.stopped_by.as_ref().map(|stop| {
                let by = regime.authority_phrase(&stop.by);
                format!("{} by {by}", stop.kind.replace('-', " "))
            }),
            notices: quota.notices.clone(),
        }
    }

    /// The entries of a period, counted or left out, in order of their days.
    fn sorted(
        &self,
        regime: &Regime,
        quota: &Quota,
        period: &Period,
        (on, known): (Date, Date),
    ) -> (Vec<Entry>, Vec<LeftOut>) {
        let touches = |entry: &&Entry| {
            entry.quota == *quota.id && entry.from <= period.last && period.first <= entry.to
        };
        let shown = |entry: &&Entry| entry.whose == Whose::Own || entry.published <= known;
        let mut counted: Vec<Entry> = Vec::new();
        let mut left_out = Vec::new();
        for entry in self.entries.iter().filter(touches).filter(shown) {
            let why = if entry.published > known {
                Some(Why::NotKnownYet)
            } else if entry.from < period.first || period.last < entry.to {
                Some(Why::CrossesPeriods)
            } else if on < entry.from {
                Some(Why::Later)
            } else if on < entry.to {
                Some(Why::ReachesBeyond)
            } else {
                None
            };
            // A remark may name what was adopted only later.
            let mut entry = entry.clone();
            entry.note = entry.note.and_then(|note| regime.as_known(&note, known));
            match why {
                Some(why) => left_out.push(LeftOut { entry, why }),
                None => counted.push(entry),
            }
        }
        let all = counted.clone();
        counted.retain(|entry| match held_by(entry, &all) {
            Some(why) => {
                left_out.push(LeftOut { entry: entry.clone(), why });
                false
            }
            None => true,
        });
        counted.sort_by_key(|entry| (entry.from, entry.to, entry.whose == Whose::Own));
        left_out.sort_by_key(|left| (left.entry.from, left.entry.to, left.entry.published));
        (counted, left_out)
    }
}

/// The quota, of a sheet's own and those beside it, that is nearest to being full; nothing where nothing is known of one.
fn nearest_to_full(sheet: &BalanceSheet) -> Option<String> {
    let own = (!sheet.counted.is_empty()).then_some(sheet.percent);
    let beside = sheet.beside.iter().map(|beside| (beside.percent, beside.quota.as_str()));
    let all: Vec<(Option<Decimal>, &str)> = beside.chain([(own, sheet.quota.as_str())]).collect();
    let (most, quota) = all.iter().max()?;
    let alone = all.iter().filter(|(percent, _)| percent == most).count() == 1;
    let known = all.len() > 1 && all.iter().all(|(percent, _)| percent.is_some());
    (alone && known).then(|| (*quota).to_owned())
}
