//! Listed parties and the dealing's own as one type, so that they can be compared.

use interdict_lists::{Entry, Kind as ListedKind, PartialDate, Quality};
use interdict_regime::{Location, Particulars, PartyKind, Reference, Ship};
use interdict_screen::{Born, Country, Gender, Kind, Party, PartyName, Strength, imo_digits};

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
    let identifiers = particulars.identifiers.iter().filter(|number| number.contains(char::is_alphanumeric));
    let identifiers: Vec<String> = identifiers.cloned().collect();
    Ok(Party {
        kind,
        names: names_in(name),
        births: births.collect::<Result<_, _>>()?,
        countries: countries_of(countries),
        imo: identifiers.iter().filter_map(|number| imo_digits(number)).collect(),
        identifiers,
        ..Party::default()
    })
}

/// A ship of a dealing, as ships are compared.
pub(crate) fn ship_in(ship: &Ship) -> Party {
    let names = names_in(ship.name.as_ref());
    // A number written into the name is the ship's own.
    let in_name = || names.iter().filter_map(|name| imo_digits(&name.text)).next();
    Party {
        kind: Kind::Vessel,
        imo: ship.imo.clone().or_else(in_name).into_iter().collect(),
        countries: countries_of(&[&ship.flag]),
        names,
        ..Party::default()
    }
}

/// What stands where a name is asked for and nobody is named.
const NOBODY: [&str; 7] = ["unknown", "n/a", "na", "none", "not known", "to order", "tba"];

/// Words between two names in one field; each begins with one of [`GAPS`].
const BETWEEN: [&str; 16] = [
    " c/o ",
    " care of ",
    " attn ",
    " attn: ",
    " attention: ",
    " on behalf of ",
    " obo ",
    " aka ",
    " a.k.a. ",
    " fka ",
    " f.k.a. ",
    " formerly ",
    " ex ",
    " and ",
    " / ",
    ";",
];

/// What words between two names begin with.
const GAPS: [char; 2] = [' ', ';'];

/// The names in a field: the whole of it, and its parts where it says that it holds several, or an address behind a comma.
fn names_in(field: Option<&String>) -> Vec<PartyName> {
    let Some(field) = field.map(|name| name.trim()).filter(|name| name.contains(char::is_alphanumeric))
    else {
        return Vec::new();
    };
    if NOBODY.contains(&field.to_lowercase().as_str()) {
        return Vec::new();
    }
    let mut parted = field.replace(['\n', '\t'], ";");
    // Lower case for the search only; letters that change their length in lower case leave the field whole.
    let mut lower = parted.to_lowercase();
    for between in BETWEEN {
        if lower.len() != parted.len() {
            break;
        }
        let mut gaps = lower.match_indices(GAPS);
        if !gaps.any(|(at, _)| lower.get(at..).is_some_and(|rest| rest.starts_with(between))) {
            continue;
        }
        let mut out = String::with_capacity(parted.len());
        let mut from = 0;
        for (at, found) in lower.match_indices(between) {
            out.push_str(parted.get(from..at).unwrap_or_default());
            out.push(';');
            from = at + found.len();
        }
        out.push_str(parted.get(from..).unwrap_or_default());
        (lower, parted) = (out.to_lowercase(), out);
    }
    let mut names = vec![PartyName::new(field)];
    let parts = parted.split(';').flat_map(|part| [part, part.split(',').next().unwrap_or_default()]);
    for part in parts.map(str::trim) {
        // One word alone is less of a name than the field was.
        let several = part.split_whitespace().count() > 1 || !part.is_ascii();
        let new = names.iter().all(|name| name.text != part);
        if several && new && part.chars().any(char::is_alphanumeric) {
            names.push(PartyName::new(part));
        }
    }
    names
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(field: &str) -> Vec<String> {
        names_in(Some(&field.to_owned())).into_iter().map(|name| name.text).collect()
    }

    #[test]
    fn a_field_of_several_names_is_taken_apart() {
        assert_eq!(names("Kim Yong Chol"), ["Kim Yong Chol"]);
        assert_eq!(names("Blue Lantern c/o Korea Mining Corp").last().unwrap(), "Korea Mining Corp");
        assert_eq!(
            names("Korea Mining Corp, Central District, Pyongyang").last().unwrap(),
            "Korea Mining Corp"
        );
        assert_eq!(names("SEA BREEZE 7 ex CHON MYONG 1").last().unwrap(), "CHON MYONG 1");
        assert_eq!(names("Ann & Sons").len(), 1);
        for nobody in ["", "  ", "UNKNOWN", "To order", "n/a", "-"] {
            assert!(names(nobody).is_empty(), "{nobody}");
        }
    }

    #[test]
    fn a_number_in_a_ships_name_is_the_ships() {
        let ship = Ship { name: Some("SEA BREEZE 7 (IMO 8712362)".to_owned()), ..Ship::default() };
        assert_eq!(ship_in(&ship).imo, ["8712362"]);
    }
}
