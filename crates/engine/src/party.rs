//! Listed parties and the dealing's own as one type, so that they can be compared.

use interdict_lists::{Entry, Kind as ListedKind, PartialDate, Quality};
use interdict_regime::{Location, Particulars, PartyKind, Reference, Ship};
use interdict_screen::{Born, Country, Gender, Kind, Party, PartyName, Strength};

/// What is compared of an entry of a list.
pub fn party_of(entry: &Entry, reference: &Reference) -> Party {
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

/// A country by its code or one of its names.
pub fn country(reference: &Reference, word: &str) -> Option<Country> {
    reference.country(word.trim()).and_then(|code| code.to_string().parse().ok())
}

fn born(date: &PartialDate) -> Option<Born> {
    let (first, last) = date.bounds()?;
    let born = Born::between(first, last);
    Some(if matches!(date, PartialDate::About(_)) { born.approximately() } else { born })
}

/// A birth date that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{field}: `{given}` is no birth date")]
#[diagnostic(help("write it as far as it is known: 1962, 1962-03, 1962-03-05, 1960/1962 or ~1962"))]
pub struct BadBirthDate {
    /// Where it stands: `acts[0].parties[1].born`.
    pub field: String,
    /// What stands there.
    pub given: String,
}

/// A party or person of a dealing, as names are compared.
pub(crate) fn party_in(
    at: &str,
    name: Option<&String>,
    kind: Kind,
    particulars: &Particulars,
    countries: &[&Location],
) -> Result<Party, BadBirthDate> {
    let births = particulars.born.iter().map(|given| {
        let bad = || BadBirthDate { field: format!("{at}.born"), given: given.clone() };
        given.parse::<Born>().map_err(|_| bad())
    });
    Ok(Party {
        kind,
        names: name.iter().map(|name| PartyName::new(name.as_str())).collect(),
        births: births.collect::<Result<_, _>>()?,
        countries: countries_of(countries),
        identifiers: particulars.identifiers.clone(),
        ..Party::default()
    })
}

/// A ship of a dealing, as ships are compared.
pub(crate) fn ship_in(ship: &Ship) -> Party {
    Party {
        kind: Kind::Vessel,
        names: ship.name.iter().map(|name| PartyName::new(name.as_str())).collect(),
        countries: countries_of(&[&ship.flag]),
        imo: ship.imo.iter().cloned().collect(),
        ..Party::default()
    }
}

/// What kind of party is looked for.
pub(crate) fn kind_of(particulars: &Particulars) -> Kind {
    match particulars.kind {
        Some(PartyKind::Person) => Kind::Person,
        Some(PartyKind::Entity) => Kind::Organisation,
        None => Kind::Unstated,
    }
}

fn countries_of(locations: &[&Location]) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    for code in locations.iter().filter_map(|location| location.country.known()) {
        if let Some(country) = code.to_string().parse().ok().filter(|country| !countries.contains(country)) {
            countries.push(country);
        }
    }
    countries
}
