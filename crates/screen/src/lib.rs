#![doc = include_str!("../README.md")]

mod align;
mod batch;
mod bits;
mod born;
mod bound;
#[cfg(test)]
mod chance;
mod compare;
mod corroborate;
mod current;
mod fold;
mod found;
mod frequency;
mod index;
mod known;
mod lexicon;
mod likeness;
mod measures;
mod name;
mod names;
mod party;
mod query;
mod quorum;
mod scratch;
pub mod script;
mod segment;
mod side;
mod sieve;
mod tables;
mod weights;

pub use batch::on_all_cores;
pub use born::{Born, BornStands, NoDate};
pub use corroborate::imo_digits;
pub use current::CurrentIndex;
pub use found::{Match, Piece, THRESHOLD};
pub use index::Index;
pub use likeness::Way;
pub use measures::{MEASURES, Measures, NAMES, value_named};
pub use party::{Country, Gender, Kind, NoCountry, Party, PartyName, Strength};
pub use query::Query;

/// The words of a name that name, in plain letters: what is left without titles, particles and legal forms.
///
/// ```
/// use interdict_screen::{Kind, naming_words};
///
/// assert_eq!(naming_words("Dr. Ali AL-RAWI", Kind::Person), ["ali", "rawi"]);
/// assert_eq!(naming_words("Grupo Cinjab, S.A. de C.V.", Kind::Organisation), ["cinjab"]);
/// ```
pub fn naming_words(name: &str, kind: Kind) -> Vec<String> {
    let manner = name::Manner::of(kind).first().copied().unwrap_or(name::Manner::Person);
    let reading = name::readings(&PartyName::new(name), manner).into_iter().next();
    let words = reading.iter().flat_map(|reading| reading.words());
    words
        .filter(|part| part.role.names())
        .map(|part| String::from_utf8_lossy(&part.text).into_owned())
        .collect()
}
