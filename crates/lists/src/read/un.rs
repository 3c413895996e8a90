//! The Security Council's consolidated list.

use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Birth, Document, Entry, Header, Kind, Labelled, Name, NameUse, Nationality, Place, Quality,
};
use crate::read::{Sink, expect_root};
use crate::xml::{Element, Found, Scanner};

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut scanner = Scanner::new(input, file, limits, |name| matches!(name, "INDIVIDUAL" | "ENTITY"));
    let mut header = Header::default();
    while let Some(found) = scanner.next()? {
        match found {
            Found::Root(root) => {
                expect_root(&root, "CONSOLIDATED_LIST")?;
                header.stamp = root.owned("dateGenerated");
                header.published = header.stamp.as_deref().and_then(PartialDate::from_iso);
            }
            Found::Record(record) => sink(entry(&record)),
        }
    }
    Ok(header)
}

fn entry(record: &Element<'_>) -> Result<Entry, BadRecord> {
    let kind = if record.name() == "INDIVIDUAL" { Kind::Person } else { Kind::Entity };
    let mut entry = Entry { kind, ..Entry::default() };
    let id = record.owned("REFERENCE_NUMBER").unwrap_or_default();
    let bad = |element: &Element<'_>, what: String| {
        let mend = "the published list has a date there: fetch it again";
        BadRecord::new(id.clone(), Fault::new(element.at(), what, mend))
    };
    if id.is_empty() {
        let mend = "every published record has one: fetch the list again";
        return Err(BadRecord::new("", Fault::new(record.at(), "it has no REFERENCE_NUMBER", mend)));
    }
    let mut parts = Vec::new();
    let mut original = None;
    let mut listed = false;
    for field in record.children() {
        match field.name() {
            "FIRST_NAME" | "SECOND_NAME" | "THIRD_NAME" | "FOURTH_NAME" => {
                // The schema's default for a name that is not there.
                if let Some(text) = field.some().filter(|text| text != "na") {
                    parts.push(Labelled::new(field.name(), text));
                }
            }
            "NAME_ORIGINAL_SCRIPT" => original = field.some(),
            "UN_LIST_TYPE" => entry.lists.extend(field.some()),
            "LISTED_ON" => {
                let date = PartialDate::from_iso(field.text())
                    .filter(|date| date.day().is_some())
                    .ok_or_else(|| bad(&field, format!("`{}` is no date", field.text())))?;
                entry.listed.push(Act::on(date));
                listed = true;
            }
            "DELISTED_ON" => {
                entry.delisted.extend(
                    field.some().map(|text| Act::on(PartialDate::or_said(&text, PartialDate::from_iso))),
                );
            }
            "LAST_DAY_UPDATED" => {
                let days = field.all("VALUE").filter_map(|value| value.some());
                entry
                    .amended
                    .extend(days.map(|text| Act::on(PartialDate::or_said(&text, PartialDate::from_iso))));
            }
            "DATAID" => entry.references.extend(field.some().map(|text| Labelled::new("DATAID", text))),
            "GENDER" => entry.genders.extend(field.some()),
            "COMMENTS1" => entry.remarks.extend(field.some()),
            "TITLE" => entry.titles.extend(values(&field)),
            "DESIGNATION" => entry.roles.extend(values(&field)),
            "NATIONALITY" => entry.nationalities.extend(values(&field).map(|text| Nationality::of("", text))),
            "NATIONALITY2" => {
                entry.nationalities.extend(field.some().map(|text| Nationality::of("NATIONALITY2", text)))
            }
            "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => entry.names.extend(alias(&field)),
            "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => entry.addresses.extend(place(&field)),
            "INDIVIDUAL_PLACE_OF_BIRTH" => entry.birth_places.extend(place(&field)),
            "INDIVIDUAL_DATE_OF_BIRTH" => match birth(&field) {
                Ok(birth) => entry.births.extend(birth),
                Err((element, what)) => return Err(bad(&element, what)),
            },
            "INDIVIDUAL_DOCUMENT" => entry.documents.extend(document(&field)),
            _ => {}
        }
    }
    if parts.is_empty() {
        let mend = "every published record has one: fetch the list again";
        return Err(BadRecord::new(id, Fault::new(record.at(), "it has no name", mend)));
    }
    if !listed {
        let mend = "every published record has one: fetch the list again";
        return Err(BadRecord::new(id, Fault::new(record.at(), "it has no LISTED_ON", mend)));
    }
    let mut names = vec![Name { use_: NameUse::Primary, ..Name::of_parts(parts) }];
    names.extend(original.map(|full| Name { full, use_: NameUse::OriginalScript, ..Name::default() }));
    names.append(&mut entry.names);
    entry.names = names;
    entry.more = record.untaken();
    entry.id = id;
    Ok(entry)
}

fn values<'a>(field: &Element<'a>) -> impl Iterator<Item = String> + use<'a> {
    field.all("VALUE").filter_map(|value| value.some())
}

fn alias(field: &Element<'_>) -> Option<Name> {
    let said = field.owned("QUALITY");
    let mut name = Name::alias(field.of("ALIAS_NAME").unwrap_or_default());
    match said.as_deref() {
        Some("Good") => name.quality = Quality::Strong,
        Some("Low") => name.quality = Quality::Weak,
        Some("f.k.a.") => name.use_ = NameUse::Former,
        _ => {}
    }
    name.born = field.of("DATE_OF_BIRTH").map(|text| PartialDate::or_said(text, PartialDate::from_iso));
    let place = Place {
        city: field.owned("CITY_OF_BIRTH"),
        country: field.owned("COUNTRY_OF_BIRTH"),
        ..Place::default()
    };
    name.born_at = (!place.is_empty()).then_some(place);
    name.note = field.owned("NOTE");
    name.said = said;
    let blank = name.full.is_empty() && name.born.is_none() && name.born_at.is_none() && name.note.is_none();
    (!blank).then_some(name)
}

fn place(field: &Element<'_>) -> Option<Place> {
    let mut place = Place::default();
    for part in field.children() {
        match part.name() {
            "STREET" => place.lines.extend(part.some()),
            "CITY" => place.city = part.some(),
            "STATE_PROVINCE" => place.region = part.some(),
            "ZIP_CODE" => place.postcode = part.some(),
            "COUNTRY" => place.country = part.some(),
            "NOTE" => place.note = part.some(),
            _ => {}
        }
    }
    (!place.is_empty()).then_some(place)
}

fn birth<'a>(field: &Element<'a>) -> Result<Option<Birth>, (Element<'a>, String)> {
    let exact = |name: &'static str| match field.child(name).filter(|child| !child.text().is_empty()) {
        None => Ok(None),
        Some(child) => match PartialDate::from_iso(child.text()) {
            Some(date) => Ok(Some(date)),
            None => Err((child, format!("`{}` is no date", child.text()))),
        },
    };
    let date = match (exact("DATE")?, exact("YEAR")?, exact("FROM_YEAR")?, exact("TO_YEAR")?) {
        (Some(date), ..) | (_, Some(date), ..) => Some(date),
        (_, _, Some(from), Some(to)) => Some(PartialDate::Range(Box::new(from), Box::new(to))),
        (_, _, Some(one), None) | (_, _, None, Some(one)) => Some(PartialDate::About(Box::new(one))),
        _ => None,
    };
    let about = field.of("TYPE_OF_DATE") == Some("APPROXIMATELY");
    let note = field.owned("NOTE");
    Ok(match (date, note) {
        (Some(date), note) => {
            let date = if about { PartialDate::About(Box::new(date)) } else { date };
            Some(Birth { date, note })
        }
        // The note is all there is: `Nov. 1973`.
        (None, Some(note)) => Some(match PartialDate::from_words(&note) {
            Some(date) => Birth { date, note: Some(note) },
            None => Birth::from(PartialDate::Said(note)),
        }),
        (None, None) => None,
    })
}

fn document(field: &Element<'_>) -> Option<Document> {
    let mut document = Document::default();
    let mut kinds: Vec<String> = Vec::new();
    let (mut countries, mut notes, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for part in field.children() {
        match part.name() {
            "TYPE_OF_DOCUMENT" | "TYPE_OF_DOCUMENT2" => kinds.extend(part.some()),
            "NUMBER" => document.number = part.text().to_owned(),
            "ISSUING_COUNTRY" => countries.extend(part.some()),
            "COUNTRY_OF_ISSUE" | "CITY_OF_ISSUE" => places.extend(part.some()),
            "DATE_OF_ISSUE" => {
                document.issued = part.some().map(|text| PartialDate::or_said(&text, PartialDate::from_iso));
            }
            "NOTE" => notes.extend(part.some()),
            _ => {}
        }
    }
    document.kind = kinds.join("; ");
    document.country = countries.into_iter().next();
    document.issued_at = (!places.is_empty()).then(|| places.join(", "));
    document.note = (!notes.is_empty()).then(|| notes.join("; "));
    (document != Document::default()).then_some(document)
}
