//! The subcommands, one file each.

pub(crate) mod ask;
pub(crate) mod assess;
pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod diff;
pub(crate) mod goods;
pub(crate) mod lists;
pub(crate) mod moves;
pub(crate) mod packing;
pub(crate) mod quota;
pub(crate) mod regime;
pub(crate) mod schema;
pub(crate) mod screen;
pub(crate) mod show;
pub(crate) mod texts;
pub(crate) mod timeline;
pub(crate) mod treaty;
pub(crate) mod whatif;

use clap::ValueEnum;
use interdict_regime::parse_day;
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
    parse_day(text).ok_or_else(|| "it is not a day of the calendar: write it as 2019-05-31".to_owned())
}
