//! What happened, in order: events, and the adoptions that instrument headers record.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::law::{Event, EventKind, Instrument};
use crate::regime::Regime;

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub enum Happening<'r> {
    /// An event of `events.toml`.
    Event(&'r Event),
    /// The adoption of an instrument.
    Adoption(&'r Instrument),
}

impl<'r> Happening<'r> {
    /// The event's id, or the instrument's.
    pub fn id(self) -> &'r str {
        match self {
            Happening::Event(event) => event.id.as_str(),
            Happening::Adoption(instrument) => instrument.id.as_str(),
        }
    }

    /// What kind of thing it is.
    pub fn kind(self) -> EventKind {
        match self {
            Happening::Event(event) => event.kind,
            Happening::Adoption(_) => EventKind::Adoption,
        }
    }

    /// What it is, in a line.
    pub fn says(self) -> String {
        match self {
            Happening::Event(event) => event.says.clone(),
            Happening::Adoption(Instrument { symbol, vote, trigger, .. }) => {
                let (for_, against, abstained) = (vote.in_favour, vote.against, vote.abstained);
                format!("{symbol} adopted, {for_}–{against}–{abstained}: {trigger}")
            }
        }
    }
}

impl Regime {
    /// Everything that is known to have happened, by its day at the Council's seat.
    pub fn chronicle(&self, known: Date) -> Vec<(Date, Happening<'_>)> {
        let events = self.events.iter().map(|event| (self.council_day(event), Happening::Event(event)));
        let adoptions = self.instruments.iter().map(|held| (held.adopted, Happening::Adoption(held)));
        let mut all: Vec<_> = events.chain(adoptions).filter(|(day, _)| *day <= known).collect();
        all.sort_by_key(|(day, happening)| (*day, happening.kind(), happening.id().to_owned()));
        all
    }

    /// The events of the ledger, as the file orders them.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// An event by its id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|event| *event.id == *id)
    }

    /// The day of an event at the Council's seat: as the Council's own texts name it, else worked out from its time, else
    /// its day in coordinated universal time.
    pub fn council_day(&self, event: &Event) -> Date {
        let at_the_seat = || {
            let time = time_of_day(event.time.as_deref()?)?;
            let there = TimeZone::get(&self.about.seat).ok()?;
            let instant = event.date.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
            Some(instant.with_time_zone(there).date())
        };
        event.council_day.or_else(at_the_seat).unwrap_or(event.date)
    }
}

/// Reads `03:30` or `03:30:01`.
pub(crate) fn time_of_day(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| if part.len() == 2 { part.parse::<i8>().ok() } else { None });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read() {
        assert_eq!(time_of_day("03:30"), Time::new(3, 30, 0, 0).ok());
        assert_eq!(time_of_day("03:30:01"), Time::new(3, 30, 1, 0).ok());
        for wrong in ["", "3:30", "24:00", "03:30:01:02", "03-30", "03:60"] {
            assert_eq!(time_of_day(wrong), None, "{wrong}");
        }
    }
}
