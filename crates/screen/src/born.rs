//! Birth dates as far as they are known, and whether two can be one.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A birth date: all the days that it can mean.
///
/// ```
/// use interdict_screen::Born;
///
/// let year: Born = "1962".parse().unwrap();
/// assert_eq!((year.first().to_string(), year.last().to_string()), ("1962-01-01".into(), "1962-12-31".into()));
/// assert!("before the war".parse::<Born>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Born {
    first: Date,
    last: Date,
    about: Exactness,
}

/// Whether a source is sure of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Exactness {
    Stated,
    About,
}

/// How two birth dates stand to each other, from the strongest agreement to the strongest contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BornStands {
    /// Both are whole dates, and the same.
    SameDay,
    /// Year and month agree, as far as they are known.
    SameMonth,
    /// The year agrees, as far as it is known.
    SameYear,
    /// Each can be the other, one being a span of years or approximate.
    Within,
    /// Whole dates that one slip of the pen turns into each other: day and month exchanged, or one digit.
    OneSlip,
    /// A year or two apart.
    Near,
    /// They cannot be one.
    Apart,
}

impl Born {
    /// The days from the first to the last, both included; exchanged if they stand the other way round.
    pub fn between(first: Date, last: Date) -> Self {
        Self { first: first.min(last), last: first.max(last), about: Exactness::Stated }
    }

    /// The same, where the source is not sure.
    pub fn approximately(self) -> Self {
        Self { about: Exactness::About, ..self }
    }

    /// The first day that it can mean.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day that it can mean.
    pub fn last(&self) -> Date {
        self.last
    }

    fn day(&self) -> Option<Date> {
        (self.first == self.last && self.about == Exactness::Stated).then_some(self.first)
    }

    fn years(&self) -> i16 {
        self.last.year() - self.first.year()
    }

    /// How it stands to another.
    pub fn stands_to(&self, other: &Self) -> BornStands {
        if let (Some(a), Some(b)) = (self.day(), other.day()) {
            return days(a, b);
        }
        let overlap = self.first <= other.last && other.first <= self.last;
        let about = self.about == Exactness::About || other.about == Exactness::About;
        if overlap {
            let spans = self.years() > 0 || other.years() > 0;
            let whole_year = |born: &Self| born.first.month() != born.last.month();
            return match (about || spans, whole_year(self) || whole_year(other)) {
                (true, _) => BornStands::Within,
                (false, true) => BornStands::SameYear,
                (false, false) => BornStands::SameMonth,
            };
        }
        let gap = if self.first > other.last {
            self.first.year() - other.last.year()
        } else {
            other.first.year() - self.last.year()
        };
        match (gap, about) {
            (0..=1, _) | (2..=3, true) => BornStands::Near,
            (2, false) => BornStands::Near,
            _ => BornStands::Apart,
        }
    }
}

fn days(a: Date, b: Date) -> BornStands {
    if a == b {
        return BornStands::SameDay;
    }
    let exchanged = a.year() == b.year() && a.day() == b.month() && a.month() == b.day();
    let digits = |day: Date| {
        let number = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
        [10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1].map(|place| number / place % 10)
    };
    let differing = digits(a).into_iter().zip(digits(b)).filter(|(one, other)| one != other).count();
    if exchanged || differing == 1 {
        return BornStands::OneSlip;
    }
    // Lists give 1 January where they know only the year.
    let only_year = |day: Date| day.month() == 1 && day.day() == 1;
    if a.year() == b.year() && (only_year(a) || only_year(b)) {
        return BornStands::SameYear;
    }
    match (a.year() - b.year()).abs() {
        0..=1 => BornStands::Near,
        _ => BornStands::Apart,
    }
}

/// A text that is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no birth date: write it as 1962, 1962-03, 1962-03-05, 1960/1962 or ~1962")]
pub struct NoDate(String);

impl FromStr for Born {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        read(text.trim()).ok_or_else(|| NoDate(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Born> {
    if let Some(rest) = text.strip_prefix('~') {
        return read(rest).map(Born::approximately);
    }
    if let Some((first, last)) = text.split_once('/') {
        return Some(Born::between(read(first)?.first, read(last)?.last));
    }
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())?
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
    let month = parts.next().map(|part| number(part, 2)).map_or(Some(None), |month| month.map(Some))?;
    let day = parts.next().map(|part| number(part, 2)).map_or(Some(None), |day| day.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let small = |number: i16| i8::try_from(number).ok();
    let (first, last) = match (month, day) {
        (None, _) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (Some(month), None) => {
            let first = Date::new(year, small(month)?, 1).ok()?;
            (first, first.last_of_month())
        }
        (Some(month), Some(day)) => {
            let day = Date::new(year, small(month)?, small(day)?).ok()?;
            (day, day)
        }
    };
    Some(Born::between(first, last))
}

impl fmt::Display for Born {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.about == Exactness::About {
            out.write_str("~")?;
        }
        let (first, last) = (self.first, self.last);
        let year_begins = first.month() == 1 && first.day() == 1;
        if first == last {
            write!(out, "{first}")
        } else if year_begins && last.month() == 12 && last.day() == 31 {
            if first.year() == last.year() {
                write!(out, "{:04}", first.year())
            } else {
                write!(out, "{:04}/{:04}", first.year(), last.year())
            }
        } else if first.day() == 1 && last == first.last_of_month() {
            write!(out, "{:04}-{:02}", first.year(), first.month())
        } else {
            write!(out, "{first}/{last}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(text: &str) -> Born {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["1962", "1962-03", "1962-03-05", "1960/1962", "~1962", "~1960/1962"] {
            assert_eq!(born(text).to_string(), text);
        }
        for text in ["", "62", "1962-13", "1962-02-30", "1962-3-5", "5.3.1962", "1962-03-05-01"] {
            assert!(text.parse::<Born>().is_err(), "{text}");
        }
    }

    #[test]
    fn how_dates_stand_to_each_other() {
        for (a, b, stands) in [
            ("1962-03-05", "1962-03-05", BornStands::SameDay),
            ("1962-03", "1962-03-05", BornStands::SameMonth),
            ("1962", "1962-03-05", BornStands::SameYear),
            ("1962", "1962", BornStands::SameYear),
            ("1960/1962", "1961-03-05", BornStands::Within),
            ("~1962", "1962", BornStands::Within),
            ("1962-03-05", "1962-05-03", BornStands::OneSlip),
            ("1962-03-05", "1962-03-06", BornStands::OneSlip),
            ("1962-03-05", "1961-11-20", BornStands::Near),
            ("1962", "1964", BornStands::Near),
            ("~1962", "1965", BornStands::Near),
            ("1962", "1965", BornStands::Apart),
            ("1962-03-05", "1968-11-20", BornStands::Apart),
        ] {
            assert_eq!(born(a).stands_to(&born(b)), stands, "{a} {b}");
            assert_eq!(born(b).stands_to(&born(a)), stands, "{b} {a}");
        }
    }
}
