//! The checks of what stands beside the rules: paragraphs accounted for, subjects, events.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::{Checker, Find};
use crate::chronicle::time_of_day;
use crate::coverage::{last_number, numbers_of};
use crate::law::{Account, Event, EventKind, Instrument, Norm, Paragraphs, Provision, Text};
use crate::load::{LoadError, SourceFile};
use crate::regime::Regime;

/// Every paragraph of an instrument is held by a provision or accounted for, once.
pub(super) fn accounts(regime: &Regime, place: usize, file: &SourceFile) -> Result<(), LoadError> {
    let checker = Checker { regime, file };
    let Some(header) = regime.instruments.get(place) else { return Ok(()) };
    let provisions: Vec<&Provision> = regime
        .provisions
        .iter()
        .filter(|held| held.instrument == place)
        .map(|held| &held.provision)
        .collect();
    let mut rows: Vec<(Paragraphs, Account, &Text)> = Vec::new();
    for row in regime.accounted.get(place).into_iter().flatten() {
        let numbers: Paragraphs = row.paragraphs.parse().map_err(|_| {
            checker.refuse(&row.paragraphs, "names no paragraphs", "write `12`, `16-19`, or `2-`")
        })?;
        if row.reason.trim().is_empty() {
            return Err(checker.refuse(&row.paragraphs, "says no reason", "say what is left out, and why"));
        }
        if numbers.last.is_none() && header.paragraphs.is_some() {
            return Err(checker.refuse(
                &row.paragraphs,
                "runs to an end that is not known, and the header says how many there are",
                "write the last number",
            ));
        }
        if let Some(last) = header.paragraphs.filter(|last| numbers.last.is_some_and(|end| end > *last)) {
            return Err(checker.refuse(
                &row.paragraphs,
                &format!("accounts for a paragraph beyond {last}, the last"),
                "mend the row, or the header's `paragraphs`",
            ));
        }
        rows.push((numbers, row.account, &row.paragraphs));
    }
    let last = last_number(header, &provisions);
    for number in 1..=last {
        one_account(&checker, header, &provisions, &rows, number)?;
    }
    let beyond = provisions.iter().find(|held| numbers_of(held).any(|n| n.last.is_none_or(|end| end > last)));
    if let Some(provision) = beyond {
        return Err(checker.refuse(
            &provision.id,
            &format!("stands beyond paragraph {last}, the last"),
            "mend `cite`, or the header's `paragraphs`",
        ));
    }
    if header.paragraphs.is_none() && !rows.iter().any(|(numbers, ..)| numbers.last.is_none()) {
        return Err(checker.refuse(
            &header.id,
            "does not say how many paragraphs it has",
            &format!("add `paragraphs`, or account for `{}-`", last + 1),
        ));
    }
    Ok(())
}

fn one_account(
    checker: &Checker<'_>,
    header: &Instrument,
    provisions: &[&Provision],
    rows: &[(Paragraphs, Account, &Text)],
    number: u16,
) -> Result<(), LoadError> {
    let held = provisions.iter().any(|held| numbers_of(held).any(|numbers| numbers.contains(number)));
    let mut named = rows.iter().filter(|(numbers, ..)| numbers.contains(number));
    match (held, named.next(), named.next()) {
        (_, Some(_), Some((.., words))) => Err(checker.refuse(
            words,
            &format!("accounts for paragraph {number} a second time"),
            "keep one row for each paragraph",
        )),
        (false, None, _) => Err(checker.refuse(
            &header.id,
            &format!("leaves paragraph {number} unaccounted for"),
            "encode it, or add [[accounted]] with `as` and `reason`; `as = \"unseen\"` if its text was not seen",
        )),
        (true, Some((_, account, words)), _) if *account != Account::Partly => Err(checker.refuse(
            words,
            &format!("says that paragraph {number} is not held, and a provision holds it"),
            "write as = \"partly\", or drop the row",
        )),
        (false, Some((_, Account::Partly, words)), _) => Err(checker.refuse(
            words,
            &format!("says that paragraph {number} is held in part, and no provision holds it"),
            "write as = \"not-encoded\" or \"unseen\"",
        )),
        _ => Ok(()),
    }
}

impl Checker<'_> {
    /// A provision's subject, the form of its citation, and the conduct that breaches it.
    pub(super) fn place_in_the_whole(&self, provision: &Provision) -> Result<(), LoadError> {
        let subjects = || self.regime.subjects.iter().map(|subject| subject.id.as_str());
        if !subjects().any(|known| *provision.subject == *known) {
            return Err(self.refuse(
                &provision.subject,
                "is no subject of subjects.toml",
                &self.nearest(&provision.subject, subjects()),
            ));
        }
        let cites = std::iter::once(&provision.cite)
            .chain(provision.exceptions.iter().filter_map(|exception| exception.cite.as_ref()));
        for cite in cites {
            if !cite.parse::<Paragraphs>().is_ok_and(|numbers| numbers.last.is_some()) {
                let problem = format!("has a citation that names no paragraph: `{cite}`");
                return Err(self.refuse(&provision.id, &problem, "write `16`, `8(a)(iii)` or `13-14`"));
            }
        }
        let ends_provisions = provision.supersedes.iter().any(|name| !name.contains('#'));
        let exempts = provision.norm == Norm::Exemption && !provision.supersedes.is_empty();
        if (ends_provisions || exempts) && provision.than_before.is_none() {
            return Err(self.refuse(
                &provision.id,
                "ends others and does not say how it compares with them",
                "add than-before = \"stricter\", \"laxer\", \"mixed\" or \"same\"",
            ));
        }
        let conduct = provision.breached_by.iter().chain(provision.breached_on_reading.keys());
        for kind in conduct {
            if provision.norm != Norm::Demand || !EventKind::CONDUCT.contains(kind) {
                return Err(self.refuse(
                    &provision.id,
                    "is breached by an event, and is no demand, or the event no conduct of a State",
                    "only a demand has `breached-by`, with nuclear-test, ballistic-missile-launch, space-launch",
                ));
            }
        }
        provision.breached_on_reading.values().try_for_each(|reading| self.reading(reading))
    }
}

/// Every event has a name of its own, a possible time, a source, and links that lead somewhere.
pub(super) fn events(regime: &Regime, own: &Find<'_>) -> Result<(), LoadError> {
    let about = Checker { regime, file: own("regime.toml")? };
    if TimeZone::get(&regime.about.seat).is_err() {
        return Err(about.refuse(
            &regime.about.seat,
            "is no time zone of the IANA database",
            "write for example America/New_York",
        ));
    }
    let checker = Checker { regime, file: own("events.toml")? };
    let mut ids = BTreeSet::new();
    for event in &regime.events {
        let instrument = regime.instruments.iter().any(|held| *held.id == *event.id);
        if instrument || !ids.insert(event.id.as_str()) {
            return Err(checker.refuse(
                &event.id,
                "is the name of another event or instrument already",
                "give it a name of its own",
            ));
        }
        checker.event(event)?;
    }
    Ok(())
}

impl Checker<'_> {
    fn event(&self, event: &Event) -> Result<(), LoadError> {
        if event.kind == EventKind::Adoption {
            return Err(self.refuse(
                &event.id,
                "is an adoption",
                "adoptions come from instrument headers: a resolution that is not loaded is a `resolution`",
            ));
        }
        if event.sources.is_empty() {
            return Err(self.refuse(&event.id, "has no source", "add sources = [\"…\"]"));
        }
        if let Some(time) = event.time.as_ref().filter(|time| time_of_day(time).is_none()) {
            return Err(self.refuse(time, "is no time of day", "write 03:30 or 03:30:01"));
        }
        if event.time.is_some() != event.confidence.time.is_some() {
            return Err(self.refuse(
                &event.id,
                "has a time and no confidence in it, or the reverse",
                "`time` goes with confidence = { time = \"…\" }",
            ));
        }
        if event.until.is_some_and(|until| until < event.date) {
            return Err(self.refuse(&event.id, "ends before it begins", "mend `date` or `until`"));
        }
        for other in event.answered_by.iter().chain(&event.about) {
            let known = || {
                let instruments = self.regime.instruments.iter().map(|held| held.id.as_str());
                instruments.chain(self.regime.events.iter().map(|held| held.id.as_str()))
            };
            if !known().any(|id| **other == *id) || **other == *event.id {
                return Err(self.refuse(
                    other,
                    "is no other event and no instrument",
                    &self.nearest(other, known()),
                ));
            }
        }
        Ok(())
    }
}
