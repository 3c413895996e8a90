//! The lists that a name is screened against: the regime's designations, and editions from the shelf.

use std::path::Path;

use interdict_lists::{Edition, Entry, Kind as ListedKind, PartialDate, Quality, Shelf};
use interdict_regime::Reference;
use interdict_screen::{Born, Country, Gender, Index, Kind, Party, PartyName, Strength};
use jiff::civil::Date;

use crate::command::lists::{ListsError, embedded, shelf};
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
            .map(|entry| party(entry, reference))
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
                let mend = Some("`interdict lists status` shows what is held".to_owned());
                return Err(Failure::Usage {
                    problem: format!("no edition of `{list}` was published by {day}"),
                    mend,
                });
            }
            eprintln!("not screened: {list}, of which no edition held was published by {day}");
            continue;
        };
        let entries = shelf.entries(list, &edition).map_err(ListsError::from)?;
        let published = edition.published().map_or("undated".to_owned(), |day| format!("published {day}"));
        screened.push(Screened {
            list: list.clone(),
            edition: format!("{published}, {}", edition.short()),
            entries: entries.len(),
            index: Index::new(entries.iter().map(|entry| party(entry, reference)).collect()),
        });
    }
    Ok(screened)
}

/// The edition that was in force on the day; the one held, if the list has no dates.
fn edition(shelf: &Shelf, list: &str, days: Days) -> Result<Option<Edition>, ListsError> {
    if !days.given {
        return Ok(Some(shelf.find(list, None)?));
    }
    let day = days.on.min(days.known);
    let mut editions = shelf.editions(list)?;
    if editions.is_empty() {
        return Ok(Some(shelf.find(list, None)?));
    }
    if let Some(current) = shelf.current(list)?.filter(|edition| edition.published().is_none()) {
        return Ok(Some(current));
    }
    editions.retain(|edition| edition.published().is_some_and(|published| published <= day));
    Ok(editions.pop())
}

/// A country by its code or one of its names.
pub(crate) fn country(reference: &Reference, word: &str) -> Option<Country> {
    reference.country(word.trim()).and_then(|code| code.to_string().parse().ok())
}

/// What screening looks at of an entry.
fn party(entry: &Entry, reference: &Reference) -> Party {
    let mut countries: Vec<Country> = Vec::new();
    let nations = entry.nationalities.iter().map(|one| one.code.as_deref().unwrap_or(&one.country));
    let seats =
        entry.addresses.iter().filter_map(|place| place.country_code.as_deref().or(place.country.as_deref()));
    let flags = entry.craft.iter().flat_map(|craft| &craft.flags).map(String::as_str);
    for word in nations.chain(seats).chain(flags) {
        if let Some(code) = country(reference, word).filter(|code| !countries.contains(code)) {
            countries.push(code);
        }
    }
    let places = entry
        .birth_places
        .iter()
        .flat_map(|place| place.city.iter().chain(&place.region).chain(&place.lines));
    let names = entry.names.iter().filter(|name| !name.full.trim().is_empty());
    Party {
        id: entry.id.clone(),
        kind: match entry.kind {
            ListedKind::Person => Kind::Person,
            ListedKind::Entity => Kind::Organisation,
            ListedKind::Vessel => Kind::Vessel,
            ListedKind::Aircraft => Kind::Aircraft,
            ListedKind::Unstated => Kind::Unstated,
        },
        names: names
            .map(|name| PartyName {
                text: name.full.clone(),
                strength: if name.quality == Quality::Weak { Strength::Weak } else { Strength::Strong },
            })
            .collect(),
        births: entry.births.iter().filter_map(|birth| born(&birth.date)).collect(),
        countries,
        genders: entry.genders.iter().filter_map(|word| Gender::read(word)).collect(),
        places: places.cloned().collect(),
        identifiers: entry.documents.iter().map(|document| document.number.clone()).collect(),
        imo: entry
            .craft
            .iter()
            .flat_map(|craft| &craft.imo)
            .map(|number| number.as_str().to_owned())
            .collect(),
    }
}

fn born(date: &PartialDate) -> Option<Born> {
    let (first, last) = date.bounds()?;
    let born = Born::between(first, last);
    Some(if matches!(date, PartialDate::About(_)) { born.approximately() } else { born })
}
