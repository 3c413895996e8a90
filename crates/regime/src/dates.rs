//! Civil dates as the files write them: a TOML date, or `YYYY-MM-DD` in a string.

use std::fmt;

use jiff::civil::Date;
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_any(DayVisitor).map(Day)
    }
}

struct DayVisitor;

impl<'de> Visitor<'de> for DayVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day such as 2019-05-31")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        parse_day(text).ok_or_else(|| {
            E::custom(format_args!("`{}` is not a day of the calendar: write it as 2019-05-31", clip(text)))
        })
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let datetime = toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
        if datetime.time.is_some() || datetime.offset.is_some() {
            return Err(de::Error::custom(format_args!(
                "`{datetime}` has a time of day: write the day alone"
            )));
        }
        parse_day(&datetime.to_string())
            .ok_or_else(|| de::Error::custom(format_args!("`{datetime}` is not a day of the calendar")))
    }
}

/// Reads `YYYY-MM-DD`, and nothing looser; `None` for anything else, and for a day that no calendar has.
pub fn parse_day(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if shaped { text.parse().ok() } else { None }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A day that must be there.
pub(crate) mod day {
    use super::{Date, Day, Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        Day::deserialize(deserializer).map(|day| day.0)
    }

    pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        date.to_string().serialize(serializer)
    }
}

/// A day that may be left out.
pub(crate) mod optional_day {
    use super::{Date, Day, Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        Day::deserialize(deserializer).map(|day| Some(day.0))
    }

    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }
}
