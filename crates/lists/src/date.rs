//! Dates as the lists give them: often a year, sometimes a range, now and then a guess.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A date no more exact than its source.
///
/// Written and read as text: `1962`, `1971-03`, `1971-03-05`, `1955/1958`, `~1960`; anything else stays
/// what the source said.
///
/// ```
/// use interdict_lists::PartialDate;
///
/// let born: PartialDate = "~1955/1958".parse().unwrap();
/// assert_eq!(born.to_string(), "~1955/1958");
/// let (first, last) = born.bounds().unwrap();
/// assert_eq!((first.to_string(), last.to_string()), ("1955-01-01".into(), "1958-12-31".into()));
///
/// // No date can be made of this, so nothing is invented.
/// let odd: PartialDate = "before the war".parse().unwrap();
/// assert_eq!(odd, PartialDate::Said("before the war".into()));
/// assert!(odd.bounds().is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i16),
    /// The year and the month.
    Month(i16, i8),
    /// A whole date.
    Day(Date),
    /// Some day from the first to the second, both included.
    Range(Box<PartialDate>, Box<PartialDate>),
    /// The source says "about", "circa" or "approximately".
    About(Box<PartialDate>),
    /// Words that give no date we can compute with, kept as they stand.
    Said(String),
}

impl PartialDate {
    /// Reads `1962`, `1971-03` or `1971-03-05`, with or without a time or an offset after it.
    pub fn from_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        // A time may follow; other words mean that this is no such date (`1955 to 1958`).
        let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
        if !time.contains(':') || !time.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let date = date.trim_end_matches('Z');
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4, 4)?;
        let Some(month) = parts.next() else { return year_of(year) };
        let month = number(month, 2, 2)?;
        let Some(day) = parts.next() else { return month_of(year, month) };
        // `2012-05-02-04:00`: the offset of an xs:date follows as `04:00` or `+04:00`.
        let day = day.split('+').next().unwrap_or(day);
        if parts.next().is_some_and(|offset| !offset.contains(':')) {
            return None;
        }
        day_of(year, month, number(day, 2, 2)?)
    }

    /// Reads day, month, year between slashes, where letters or noughts stand for what is not known:
    /// `24/02/2022`, `dd/mm/1960`, `00/03/1960`.
    pub fn from_day_month_year(text: &str) -> Option<Self> {
        let text = text.trim().split(' ').next()?;
        let mut parts = text.split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Self::from_parts(day, month, year)
    }

    /// Reads month, day, year between slashes: `04/06/2018` is the sixth of April.
    pub fn from_month_day_year(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Self::from_parts(day, month, year)
    }

    /// Reads the way the US Treasury writes: `1960`, `Jan 1960`, `05 Jan 1960`, `circa 1960`, `1958 to 1960`.
    pub fn from_words(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('.');
        if let Some(rest) = text.strip_prefix("circa ").or_else(|| text.strip_prefix("Circa ")) {
            return Some(Self::About(Box::new(Self::from_words(rest)?)));
        }
        if let Some((from, to)) = text.split_once(" to ") {
            return Some(Self::Range(Box::new(Self::from_words(from)?), Box::new(Self::from_words(to)?)));
        }
        let mut words = text.split_whitespace().rev();
        let year = number(words.next()?, 4, 4)?;
        let Some(month) = words.next() else { return year_of(year) };
        let month = month_named(month)?;
        let Some(day) = words.next() else { return month_of(year, month) };
        if words.next().is_some() {
            return None;
        }
        day_of(year, month, number(day, 1, 2)?)
    }

    fn from_parts(day: &str, month: &str, year: &str) -> Option<Self> {
        let year = number(year, 4, 4)?;
        match (known(month), known(day)) {
            (None, _) => year_of(year),
            (Some(month), None) => month_of(year, number(month, 1, 2)?),
            (Some(month), Some(day)) => day_of(year, number(month, 1, 2)?, number(day, 1, 2)?),
        }
    }

    /// What `read` makes of the text, or the text itself.
    pub fn or_said(text: &str, read: impl FnOnce(&str) -> Option<Self>) -> Self {
        read(text).unwrap_or_else(|| Self::Said(text.trim().to_owned()))
    }

    /// The first and the last day that it can mean; none where the source gives no date.
    pub fn bounds(&self) -> Option<(Date, Date)> {
        match self {
            Self::Year(year) => Some((Date::new(*year, 1, 1).ok()?, Date::new(*year, 12, 31).ok()?)),
            Self::Month(year, month) => {
                let first = Date::new(*year, *month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Day(day) => Some((*day, *day)),
            Self::Range(from, to) => Some((from.bounds()?.0, to.bounds()?.1)),
            Self::About(date) => date.bounds(),
            Self::Said(_) => None,
        }
    }

    /// The day, if it is one.
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }
}

fn known(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && text.bytes().any(|b| b != b'0'))
        .then_some(text)
}

fn number(text: &str, shortest: usize, longest: usize) -> Option<i16> {
    let digits = text.len() >= shortest && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

fn year_of(year: i16) -> Option<PartialDate> {
    (year > 0).then_some(PartialDate::Year(year))
}

fn month_of(year: i16, month: i16) -> Option<PartialDate> {
    let month = i8::try_from(month).ok()?;
    (year > 0 && (1..=12).contains(&month)).then_some(PartialDate::Month(year, month))
}

fn day_of(year: i16, month: i16, day: i16) -> Option<PartialDate> {
    if year <= 0 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(PartialDate::Day)
}

fn month_named(text: &str) -> Option<i16> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = text.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == start)?;
    i16::try_from(index).ok().map(|index| index + 1)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(out, "{year:04}"),
            Self::Month(year, month) => write!(out, "{year:04}-{month:02}"),
            Self::Day(day) => write!(out, "{day}"),
            Self::Range(from, to) => write!(out, "{from}/{to}"),
            Self::About(date) => write!(out, "~{date}"),
            Self::Said(text) => out.write_str(text),
        }
    }
}

impl FromStr for PartialDate {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::or_said(text, read_own))
    }
}

fn read_own(text: &str) -> Option<PartialDate> {
    if let Some(rest) = text.strip_prefix('~') {
        return Some(PartialDate::About(Box::new(read_own(rest)?)));
    }
    if let Some((from, to)) = text.split_once('/') {
        let bare = |text| PartialDate::from_iso(text).filter(|_| !str::contains(text, [' ', 'T', 'Z', '/']));
        return Some(PartialDate::Range(Box::new(bare(from)?), Box::new(bare(to)?)));
    }
    PartialDate::from_iso(text)
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Ok(Self::or_said(&text, read_own))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_with_and_without_time_and_offset() {
        for (text, want) in [
            ("1962", "1962"),
            ("1971-03", "1971-03"),
            ("2012-05-02", "2012-05-02"),
            ("2012-05-02-04:00", "2012-05-02"),
            ("2012-05-02+04:00", "2012-05-02"),
            ("2018-06-07T19:03:43.97-04:00", "2018-06-07"),
            ("2026-01-28T00:00:11.197Z", "2026-01-28"),
        ] {
            assert_eq!(PartialDate::from_iso(text).unwrap().to_string(), want, "{text}");
        }
        for text in [
            "",
            "62",
            "1971-13",
            "1971-02-30",
            "0000",
            "1971-3-5",
            "1971-03-05-06",
            "Ramadan",
            "1955 to 1958",
        ] {
            assert_eq!(PartialDate::from_iso(text), None, "{text}");
        }
    }

    #[test]
    fn slashes_with_letters_and_noughts_for_the_unknown() {
        for (text, want) in [
            ("24/02/2022", "2022-02-24"),
            ("dd/mm/1960", "1960"),
            ("00/03/1960", "1960-03"),
            ("1/2/1960", "1960-02-01"),
        ] {
            assert_eq!(PartialDate::from_day_month_year(text).unwrap().to_string(), want, "{text}");
        }
        assert_eq!(PartialDate::from_day_month_year("31/02/1960"), None);
        assert_eq!(PartialDate::from_month_day_year("04/06/2018").unwrap().to_string(), "2018-04-06");
    }

    #[test]
    fn treasury_words() {
        for (text, want) in [
            ("05 Jan 1960", "1960-01-05"),
            ("Jan 1960", "1960-01"),
            ("1960", "1960"),
            ("circa 1960", "~1960"),
            ("1958 to 1960", "1958/1960"),
            ("circa 1958 to 1960", "~1958/1960"),
        ] {
            assert_eq!(PartialDate::from_words(text).unwrap().to_string(), want, "{text}");
        }
        assert_eq!(PartialDate::from_words("the 1960s"), None);
    }

    #[test]
    fn own_text_round_trips() {
        for text in ["1962", "1971-03", "1971-03-05", "1955/1958", "~1960", "~1955/1958-02-01", "no idea"] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
        }
    }
}
