#![doc = include_str!("../README.md")]

mod align;
mod born;
mod corroborate;
mod fold;
mod found;
mod frequency;
mod index;
mod likeness;
mod measures;
mod name;
mod party;
pub mod script;
mod tables;
mod weights;

pub use born::{Born, BornStands, NoDate};
pub use corroborate::{Circumstance, Speaks};
pub use found::{Match, Piece, THRESHOLD};
pub use index::Index;
pub use likeness::Way;
pub use measures::{MEASURES, Measures, NAMES};
pub use party::{Country, Gender, Kind, NoCountry, Party, PartyName, Strength};
