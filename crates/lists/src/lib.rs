#![doc = include_str!("../README.md")]

mod bound;
mod date;
mod delta;
mod designations;
mod edition;
mod err;
#[cfg(feature = "fetch")]
mod fetch;
mod model;
mod publishers;
mod read;
mod shelf;
mod xml;

pub use bound::{Limits, open};
pub use date::PartialDate;
pub use delta::{Changed, Delta, FieldChange, Named};
pub use designations::{
    Confidence, DesignationAct, DesignationError, Designations, Gap, Listed, ListedName, ListingAct,
    MeasureApplied, MeasureKind, OtherDocument, Source, Standing, StatedPlace,
};
pub use edition::{
    Counts, Edition, EditionFile, Older, OnBadRecord, Reading, Refusal, Rules, examine, follows, hex, load,
};
pub use err::{At, BadRecord, Fault, ReadError};
#[cfg(feature = "fetch")]
pub use fetch::{Address, FetchError, Fetched, Fetcher};
pub use model::{
    Act, Birth, Craft, Document, Entry, Header, ImoNumber, Kind, Labelled, Link, Measure, Name, NameUse,
    Nationality, Place, Quality, Wallet,
};
pub use publishers::Publisher;
pub use read::{Format, Part, Role, Sink, UnknownFormat, read};
pub use shelf::{Added, Given, Shelf, ShelfError};
