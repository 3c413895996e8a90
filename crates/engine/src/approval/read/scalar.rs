//! What a file may write in two ways. By hand, since an untagged enum would forget what was wrong.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

/// A day as it is written: a TOML date, or a text.
pub(super) struct Day(pub(super) String);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        struct DayVisitor;
        impl<'de> Visitor<'de> for DayVisitor {
            type Value = Day;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day such as 2024-05-31")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                Ok(Day(text.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Day, A::Error> {
                let written = toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Day(written.to_string()))
            }
        }
        deserializer.deserialize_any(DayVisitor)
    }
}

/// One HS code, or several.
#[derive(Default)]
pub(super) struct Codes(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Codes, D::Error> {
        struct CodesVisitor;
        impl<'de> Visitor<'de> for CodesVisitor {
            type Value = Codes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an HS code such as \"8413.70\", or a list of them")
            }

            fn visit_str<E: de::Error>(self, code: &str) -> Result<Codes, E> {
                Ok(Codes(vec![code.to_owned()]))
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, codes: A) -> Result<Codes, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(codes)).map(Codes)
            }
        }
        deserializer.deserialize_any(CodesVisitor)
    }
}
