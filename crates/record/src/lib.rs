//! Documents' own texts: a resolution that a user has, split into its paragraphs, kept on the user's machine, and held
//! against the ledger.
//!
//! The repository ships no resolution. A user who has one gives its plain text or its PDF:
//!
//! - [`SourceText::read`] takes the file's bytes as text, [`ResolutionText::parse`] tells preamble, operative paragraphs,
//!   sub-items and annexes apart.
//! - [`TextShelf`] keeps the text in a folder of the user's.
//! - [`compare()`] reports where the ledger's paragraph numbers or dates disagree with it.
//!
//! # Limits
//!
//! English texts in the Security Council's layout. Sub-items are told by order, so a text that skips a letter loses the
//! split, not the words. Scans have to be recognised by other means first. [`compare()`] weighs words: it can point at a
//! wrong number, never prove a right one.

mod compare;
mod err;
mod items;
mod layout;
mod pdf;
mod resolution;
mod shelf;
mod source;
mod split;
mod tokens;

pub use compare::{Disagreement, Likely, compare};
pub use err::{BadText, ShelfError};
pub use resolution::{Annex, Item, NoSuchParagraph, Paragraph, ResolutionText, Warning};
pub use shelf::{Added, KeptText, TextShelf};
pub use source::{LARGEST_FILE, SourceText};
