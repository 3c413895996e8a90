//! Which figures count, so that no delivery counts twice; how far they cover a period; and which period holds a day.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Entry, Whose, Why};
use crate::dealing::Figure;
use crate::evaluate::{Period, Profile, occurrence};
use crate::law::Quota;

/// What already counts an entry among those known on the day, if anything does.
pub(super) fn held_by(entry: &Entry, all: &[Entry]) -> Option<Why> {
    let mut published = all.iter().filter(|other| other.whose == Whose::Published);
    if entry.whose == Whose::Own {
        let covers = published.find(|other| other.overlaps(entry))?;
        return Some(Why::MayBeWithin { from: covers.from, to: covers.to });
    }
    let later =
        published.clone().filter(|other| other.same_stretch(entry)).map(|other| other.published).max();
    if let Some(later) = later.filter(|later| *later > entry.published) {
        return Some(Why::Replaced { published: later });
    }
    let wider = published.find(|other| other.holds(entry) && !other.same_stretch(entry))?;
    Some(Why::Within { from: wider.from, to: wider.to })
}

/// The last day up to which, without a gap, figures of all States with no report missing cover a period.
pub(super) fn covered(counted: &[Entry], first: Date) -> Option<Date> {
    let of_all = |entry: &&Entry| {
        entry.whose == Whose::Published && entry.states.is_empty() && entry.figure == Figure::Exact
    };
    let mut next = first;
    let mut last = None;
    for entry in counted.iter().filter(of_all) {
        if entry.from > next {
            break;
        }
        last = last.max(Some(entry.to));
        next = next.max(entry.to.tomorrow().unwrap_or(entry.to));
    }
    last
}

/// The periods that hold a day, each with the readings on which it does, as far as the profile leaves them open.
pub(super) fn periods_on(quota: &Quota, on: Date, profile: &Profile) -> Vec<(Period, Vec<String>)> {
    let open = |name: &str| {
        let Some((reading, option)) = name.split_once('/') else { return false };
        profile.readings.get(reading).is_none_or(|fixed| fixed == option)
    };
    let named: BTreeSet<&str> = quota
        .periods
        .iter()
        .filter_map(|period| period.reading.as_deref())
        .filter(|name| open(name))
        .collect();
    let options: Vec<Option<&str>> =
        if named.is_empty() { vec![None] } else { named.into_iter().map(Some).collect() };
    let mut periods: Vec<(Period, Vec<String>)> = Vec::new();
    for option in options {
        let counted = quota.periods.iter().filter(|period| match period.reading.as_deref() {
            None => true,
            reading => reading == option,
        });
        let Some(period) = counted.filter_map(|period| occurrence(period, on)).next_back() else { continue };
        let reading = option.map(str::to_owned);
        match periods.iter_mut().find(|(known, _)| *known == period) {
            Some((_, readings)) => readings.extend(reading),
            None => periods.push((period, reading.into_iter().collect())),
        }
    }
    if let [(_, readings)] = periods.as_mut_slice() {
        readings.clear();
    }
    periods
}
