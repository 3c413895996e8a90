//! The subcommands, one file each.

pub(crate) mod check;
pub(crate) mod goods;
pub(crate) mod lists;
pub(crate) mod regime;
pub(crate) mod schema;
pub(crate) mod show;
pub(crate) mod texts;

use clap::ValueEnum;
use jiff::civil::Date;

/// How an answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A page for people.
    Text,
    /// JSON, stable and documented.
    Json,
}

/// Reads a day as the files write it.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shaped {
        return Err("write a day as 2019-05-31".to_owned());
    }
    text.parse().map_err(|_| "it is not a day of the calendar".to_owned())
}
