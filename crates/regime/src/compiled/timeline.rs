//! Intervals of law, found by a day that they hold.

use jiff::civil::Date;

/// A provision's interval in a run of intervals that is also a balanced tree: its root stands in the middle, what begins
/// earlier before it, what begins later behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interval {
    /// The first day.
    first: u32,
    /// The first day no longer in it; none that comes is [`NEVER`].
    end: u32,
    /// The latest end below this root.
    latest: u32,
    /// The provision's place in the regime.
    pub(super) place: u32,
}

const NEVER: u32 = u32::MAX;

impl Interval {
    pub(super) fn new(first: Date, end: Option<Date>, place: u32) -> Interval {
        Interval { first: day_number(first), end: end.map_or(NEVER, day_number), latest: 0, place }
    }
}

/// A number that sorts as days do.
pub(super) fn day_number(day: Date) -> u32 {
    // A calendar year lies between -9999 and 9999, so nothing is lost.
    let year = u32::from(day.year().wrapping_add(10_000).unsigned_abs());
    (year << 9) | (u32::from(day.month().unsigned_abs()) << 5) | u32::from(day.day().unsigned_abs())
}

/// Brings a run into the order that [`holding`] looks through.
pub(super) fn arrange(run: &mut [Interval]) {
    run.sort_unstable_by_key(|interval| (interval.first, interval.place));
    note_latest(run);
}

fn note_latest(run: &mut [Interval]) -> u32 {
    let (before, rest) = run.split_at_mut(run.len() / 2);
    let Some((root, after)) = rest.split_first_mut() else { return 0 };
    root.latest = root.end.max(note_latest(before)).max(note_latest(after));
    root.latest
}

/// Hands on every provision of a run whose interval holds the day: what lies elsewhere costs a logarithm.
pub(super) fn holding(run: &[Interval], day: u32, take: &mut impl FnMut(u32)) {
    let (before, rest) = run.split_at(run.len() / 2);
    let Some((root, after)) = rest.split_first() else { return };
    if root.latest <= day {
        return;
    }
    holding(before, day, take);
    if root.first <= day {
        if day < root.end {
            take(root.place);
        }
        holding(after, day, take);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Every run of up to forty intervals over a month gives what looking at each gives.
    #[test]
    fn a_run_gives_what_a_scan_gives() {
        let mut draw = 1718_u32;
        let mut next = |below: u32| {
            draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (draw >> 16) % below
        };
        for _ in 0..400 {
            let length = next(40);
            let mut run = Vec::new();
            for place in 0..length {
                let first = date(2017, 12, 1 + i8::try_from(next(28)).unwrap());
                let end = (next(3) > 0).then(|| date(2018, 1, 1 + i8::try_from(next(28)).unwrap()));
                let end = end.map(|end| if next(2) == 0 { first.tomorrow().unwrap() } else { end });
                run.push((first, end, place));
            }
            let mut arranged: Vec<Interval> =
                run.iter().map(|(first, end, place)| Interval::new(*first, *end, *place)).collect();
            arrange(&mut arranged);
            for day in (1..=28).flat_map(|day| [date(2017, 12, day), date(2018, 1, day)]) {
                let mut found = Vec::new();
                holding(&arranged, day_number(day), &mut |place| found.push(place));
                found.sort_unstable();
                let holds = |first: Date, end: Option<Date>| first <= day && end.is_none_or(|end| day < end);
                let scanned: Vec<u32> = run
                    .iter()
                    .filter(|(first, end, _)| holds(*first, *end))
                    .map(|(.., place)| *place)
                    .collect();
                assert_eq!(found, scanned, "{day}");
            }
        }
    }
}
