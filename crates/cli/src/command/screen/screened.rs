//! The lists that a name is screened against: the regime's designations, and editions from the shelf.

use std::path::Path;

use interdict_engine::party_of;
use interdict_lists::{Edition, Shelf};
use interdict_regime::Reference;
use interdict_screen::{Index, Party};
use jiff::civil::Date;

use crate::command::lists::{ListsError, embedded, published, shelf, unpublished};
use crate::failure::Failure;

/// The days that a screening is for.
#[derive(Clone, Copy)]
pub(crate) struct Days {
    pub(crate) on: Date,
    pub(crate) known: Date,
    /// Whether the user named one of them.
    pub(crate) given: bool,
}

/// A list with the edition that is screened.
pub(crate) struct Screened {
    pub(crate) list: String,
    /// What identifies the edition: `text of 2026-01-28, in force 2026-11-22`.
    pub(crate) edition: String,
    pub(crate) entries: usize,
    pub(crate) index: Index,
}

/// Gathers the lists named, or all there are.
pub(crate) fn gather(
    named: &[String],
    directory: Option<&Path>,
    days: Days,
    reference: &Reference,
) -> Result<Vec<Screened>, Failure> {
    let designations = embedded()?;
    let mut screened = Vec::new();
    let wanted = |list: &str| named.is_empty() || named.iter().any(|name| name == list);
    if wanted(designations.list()) {
        let entries = designations.entries();
        let standing = designations.listed(days.on, days.known);
        let in_force: Vec<Party> = standing
            .filter_map(|standing| entries.iter().find(|entry| entry.id == standing.listed.reference()))
            .map(|entry| party_of(entry, reference))
            .collect();
        screened.push(Screened {
            list: designations.list().to_owned(),
            edition: format!(
                "text of {}, in force {}, known {}",
                designations.text_as_of(),
                days.on,
                days.known
            ),
            entries: in_force.len(),
            index: Index::new(in_force),
        });
    }
    let shelf = shelf(directory)?;
    let held = shelf.lists().map_err(ListsError::from)?;
    let from_shelf: Vec<&String> = if named.is_empty() {
        held.iter().collect()
    } else {
        named.iter().filter(|name| *name != designations.list()).collect()
    };
    for list in from_shelf {
        let Some(edition) = edition(&shelf, list, days)? else {
            let day = days.on.min(days.known);
            if !named.is_empty() {
                return Err(unpublished(list, day));
            }
            eprintln!("not screened: {list}, of which no edition held was published by {day}");
            continue;
        };
        let entries = shelf.entries(list, &edition).map_err(ListsError::from)?;
        let published = published(&edition);
        screened.push(Screened {
            list: list.clone(),
            edition: format!("{published}, {}", edition.short()),
            entries: entries.len(),
            index: Index::new(entries.iter().map(|entry| party_of(entry, reference)).collect()),
        });
    }
    Ok(screened)
}

/// The edition that was in force on the day; the one held, if the list has no dates or nobody named a day.
fn edition(shelf: &Shelf, list: &str, days: Days) -> Result<Option<Edition>, ListsError> {
    if days.given {
        let published = shelf.published_by(list, days.on.min(days.known))?;
        if published.is_some() || !shelf.editions(list)?.is_empty() {
            return Ok(published);
        }
    }
    Ok(Some(shelf.find(list, None)?))
}
