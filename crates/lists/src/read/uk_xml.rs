//! The UK Sanctions List, XML: one `Designation` for each party.

use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Document, Entry, Header, ImoNumber, Kind, Labelled, Link, Measure, Name, NameUse, Nationality,
    Place, Quality,
};
use crate::read::{Sink, expect_root, split};
use crate::xml::{Element, Found, Scanner};

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut scanner =
        Scanner::new(input, file, limits, |name| matches!(name, "DateGenerated" | "Designation"));
    let mut header = Header::default();
    while let Some(found) = scanner.next()? {
        match found {
            Found::Root(root) => expect_root(&root, "Designations")?,
            Found::Record(record) if record.name() == "DateGenerated" => {
                header.stamp = record.some();
                header.published = header.stamp.as_deref().and_then(date_of);
            }
            Found::Record(record) => sink(entry(&record)),
        }
    }
    Ok(header)
}

/// `02/10/2026`, with or without a time.
pub(super) fn date_of(text: &str) -> Option<PartialDate> {
    PartialDate::from_day_month_year(text).or_else(|| PartialDate::from_iso(text))
}

pub(super) fn kind_of(text: &str) -> Option<Kind> {
    match text {
        "Individual" => Some(Kind::Person),
        "Entity" => Some(Kind::Entity),
        "Ship" => Some(Kind::Vessel),
        "Aircraft" => Some(Kind::Aircraft),
        _ => None,
    }
}

/// Use and quality as the list words them: `Primary Name`, `Primary Name Variation`, `Alias`; `Good quality a.k.a.`.
pub(super) fn usage(kind: Option<&str>, strength: Option<&str>) -> (NameUse, Quality, Option<String>) {
    let use_ = match kind.map(str::to_ascii_lowercase).as_deref() {
        Some("primary name" | "primary") => NameUse::Primary,
        Some(text) if text.contains("fka") || text.contains("formerly") => NameUse::Former,
        _ => NameUse::Alias,
    };
    let quality = match strength.map(str::to_ascii_lowercase) {
        Some(text) if text.contains("good") || text.contains("strong") => Quality::Strong,
        Some(text) if text.contains("low") || text.contains("weak") => Quality::Weak,
        _ => Quality::Unstated,
    };
    let said: Vec<&str> = [kind, strength].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    (use_, quality, (!said.is_empty()).then(|| said.join("; ")))
}

/// Names 1 to 5 come before name 6, the family name or the whole name of a body.
pub(super) fn name_of(part: impl Fn(usize) -> Option<String>) -> Name {
    let parts = (1..=6).filter_map(|index| Some(Labelled::new(format!("Name {index}"), part(index)?)));
    Name::of_parts(parts.collect())
}

fn entry(record: &Element<'_>) -> Result<Entry, BadRecord> {
    let again = "every published record has one: fetch the list again";
    let mut entry = Entry { id: record.owned("UniqueID").unwrap_or_default(), ..Entry::default() };
    if entry.id.is_empty() {
        return Err(BadRecord::new("", Fault::new(record.at(), "it has no UniqueID", again)));
    }
    let kind = record.of("IndividualEntityShip").unwrap_or_default();
    let Some(kind) = kind_of(kind) else {
        let what = format!("`{kind}` is no type of the list");
        return Err(BadRecord::new(entry.id, Fault::new(record.at(), what, again)));
    };
    entry.kind = kind;

    for field in record.children() {
        match field.name() {
            "DateDesignated" => entry.listed.extend(act(&field)),
            "LastUpdated" => entry.amended.extend(act(&field)),
            "OFSIGroupID" => entry.references.extend(field.some().map(|id| Labelled::new("OFSI group", id))),
            "UNReferenceNumber" => entry.references.extend(field.some().map(|id| Labelled::new("un", id))),
            "RegimeName" => entry.programmes.extend(field.some()),
            "OtherInformation" | "UKStatementofReasons" => entry.remarks.extend(field.some()),
            "SanctionsImposed" => entry.measures.extend(split(field.text(), "|").map(Measure::named)),
            // The same measures once more, one flag each.
            "SanctionsImposedIndicators" => field.pass(),
            "Names" => field.all("Name").for_each(|name| entry.names.extend(names(&name))),
            "NonLatinNames" => {
                for name in field.all("NonLatinName") {
                    let Some(full) = name.owned("NameNonLatinScript") else { continue };
                    let (script, language) =
                        (name.owned("NonLatinScriptType"), name.owned("NonLatinScriptLanguage"));
                    let use_ = NameUse::OriginalScript;
                    entry.names.push(Name { script, language, use_, ..Name::alias(full) });
                }
            }
            "Titles" => entry.titles.extend(field.children().filter_map(|title| title.some())),
            "Addresses" => entry.addresses.extend(field.all("Address").filter_map(|one| address(&one))),
            "PhoneNumbers" | "EmailAddresses" | "Websites" => {
                entry
                    .contacts
                    .extend(field.children().filter_map(|one| Some(Labelled::new(one.name(), one.some()?))));
            }
            "IndividualDetails" | "EntityDetails" | "ShipDetails" => {
                for inner in field.children() {
                    details(&inner, &mut entry);
                }
            }
            _ => {}
        }
    }
    if !entry.names.iter().any(|name| name.use_ == NameUse::Primary) {
        match entry.names.first_mut() {
            Some(first) => first.use_ = NameUse::Primary,
            None => return Err(BadRecord::new(entry.id, Fault::new(record.at(), "it has no name", again))),
        }
    }
    entry.names.sort_by_key(|name| name.use_ != NameUse::Primary);
    entry.more = record.untaken();
    Ok(entry)
}

fn act(field: &Element<'_>) -> Option<Act> {
    field.some().map(|text| Act::on(PartialDate::or_said(&text, date_of)))
}

fn names(field: &Element<'_>) -> Option<Name> {
    const PARTS: [&str; 6] = ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"];
    let name = name_of(|index| PARTS.get(index.wrapping_sub(1)).and_then(|part| field.owned(part)));
    let (use_, quality, said) = usage(field.of("NameType"), field.of("AliasStrength"));
    (!name.full.is_empty()).then_some(Name { use_, quality, said, ..name })
}

fn address(field: &Element<'_>) -> Option<Place> {
    let mut place = Place::default();
    for part in field.children() {
        match part.name() {
            "AddressCountry" => place.country = part.some(),
            "AddressPostalCode" | "PostCode" => place.postcode = part.some(),
            name if name.starts_with("AddressLine") => place.lines.extend(part.some()),
            _ => {}
        }
    }
    (!place.is_empty()).then_some(place)
}

/// Details nest as group, list, item; the list's name says what the items are.
fn details(group: &Element<'_>, entry: &mut Entry) {
    for list in group.children() {
        for item in list.children() {
            let Some(what) = leaf(&list, &item, entry) else { continue };
            let Some(text) = item.some() else { continue };
            match what {
                "DOBs" => entry.births.push(PartialDate::or_said(&text, date_of).into()),
                "Nationalities" => entry.nationalities.push(Nationality::of("nationality", text)),
                "Positions" => entry.roles.push(text),
                "Genders" => entry.genders.push(text),
                "IMONumbers" => match ImoNumber::find(&text) {
                    Some(number) => entry.craft_mut().imo.push(number),
                    None => entry.craft_mut().particulars.push(Labelled::new("IMO number", text)),
                },
                "CurrentOwnerOperators" => entry.craft_mut().owners.push(text),
                "PreviousOwnerOperators" => entry.craft_mut().former_owners.push(text),
                "CurrentBelievedFlagOfShips" => entry.craft_mut().flags.push(text),
                "PreviousFlags" => entry.craft_mut().former_flags.push(text),
                "TypeOfShipDetails" | "TypesOfShip" => entry.craft_mut().types.push(text),
                "Subsidiaries" | "ParentCompanies" => {
                    entry.links.push(Link { what: item.name().into(), name: Some(text), ..Link::default() });
                }
                "BusinessRegistrationNumbers" => {
                    let kind = "business registration".to_owned();
                    entry.documents.push(Document { kind, number: text, ..Document::default() });
                }
                _ if group.name() == "Ship" => {
                    entry.craft_mut().particulars.push(Labelled::new(item.name(), text))
                }
                _ => entry.more.push(Labelled::new(format!("{}/{}", group.name(), item.name()), text)),
            }
        }
    }
}

/// Handles the lists whose items have parts of their own; the others are named for the caller.
fn leaf<'a>(list: &Element<'a>, item: &Element<'a>, entry: &mut Entry) -> Option<&'a str> {
    match list.name() {
        "PassportDetails" | "NationalIdentifierDetails" => {
            let passport = list.name() == "PassportDetails";
            let (kind, number, note) = if passport {
                ("passport", "PassportNumber", "PassportAdditionalInformation")
            } else {
                ("national identifier", "NationalIdentifierNumber", "NationalIdentifierAdditionalInformation")
            };
            if let Some(number) = item.owned(number) {
                let note = item.owned(note);
                entry.documents.push(Document { kind: kind.into(), number, note, ..Document::default() });
            }
            None
        }
        "BirthDetails" => {
            let place = Place {
                city: item.owned("TownOfBirth"),
                country: item.owned("CountryOfBirth"),
                ..Place::default()
            };
            if !place.is_empty() {
                entry.birth_places.push(place);
            }
            None
        }
        name => Some(name),
    }
}
