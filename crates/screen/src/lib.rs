//! Names screened against lists.

pub mod script;
