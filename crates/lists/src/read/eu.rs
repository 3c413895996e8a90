//! The EU's Financial Sanctions File, by its schema 1.1: nearly everything stands in attributes.

use std::io::BufRead;

use jiff::civil::Date;

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
    let mut scanner = Scanner::new(input, file, limits, |name| name == "sanctionEntity");
    let mut header = Header::default();
    while let Some(found) = scanner.next()? {
        match found {
            Found::Root(root) => {
                expect_root(&root, "export")?;
                header.stamp = root.owned("generationDate");
                header.published = header.stamp.as_deref().and_then(PartialDate::from_iso);
                header.more.extend(root.owned("globalFileId").map(|id| Labelled::new("globalFileId", id)));
            }
            Found::Record(record) => sink(entry(&record)),
        }
    }
    Ok(header)
}

fn entry(record: &Element<'_>) -> Result<Entry, BadRecord> {
    let again = "every published record has one: fetch the list again";
    let logical = record.owned("logicalId").unwrap_or_default();
    let reference = record.owned("euReferenceNumber");
    let mut entry = Entry { id: reference.unwrap_or_else(|| logical.clone()), ..Entry::default() };
    if entry.id.is_empty() {
        let what = "it has neither an EU reference nor a logical id";
        return Err(BadRecord::new("", Fault::new(record.at(), what, again)));
    }
    entry.references.push(Labelled::new("logicalId", logical));
    entry.references.extend(record.owned("unitedNationId").map(|id| Labelled::new("un", id)));
    entry.remarks.extend(record.owned("designationDetails"));
    let first = record.of("designationDate").map(iso);
    entry.delisted.extend(record.of("delistingDate").map(|text| Act::on(iso(text))));
    for field in record.children() {
        match field.name() {
            "remark" => entry.remarks.extend(field.some()),
            "regulation" => {
                entry.programmes.extend(field.owned("programme"));
                let on = first.clone().or_else(|| field.of("entryIntoForceDate").map(iso));
                entry.listed.push(Act { on, by: field.owned("numberTitle") });
            }
            "subjectType" => {
                entry.kind = match (field.of("code"), field.of("classificationCode")) {
                    (Some("person"), _) | (None, Some("P")) => Kind::Person,
                    (Some("vessel"), _) => Kind::Vessel,
                    (Some("aircraft"), _) => Kind::Aircraft,
                    (_, Some("P")) => Kind::Person,
                    _ => Kind::Entity,
                };
            }
            "nameAlias" => {
                if let Some(name) = name(&field, &mut entry) {
                    entry.names.push(name);
                }
            }
            "citizenship" => {
                let (country, code) = country(&field);
                let nationality = Nationality {
                    country: country.unwrap_or_default(),
                    code,
                    what: "citizenship".into(),
                    note: notes(&field, &["region"]),
                };
                entry.nationalities.push(nationality);
            }
            "birthdate" => birth(&field, &mut entry),
            "address" => {
                let mut place = place(&field);
                place.lines.extend(field.owned("street"));
                place.lines.extend(field.of("poBox").map(|text| format!("PO Box {text}")));
                place.note = notes(&field, &[]);
                for contact in field.all("contactInfo") {
                    if let (Some(key), Some(value)) = (contact.owned("key"), contact.owned("value")) {
                        entry.contacts.push(Labelled::new(key, value));
                    }
                }
                if !place.is_empty() {
                    entry.addresses.push(place);
                }
            }
            "identification" => entry.documents.push(document(&field)),
            _ => {}
        }
    }
    if entry.names.is_empty() {
        return Err(BadRecord::new(entry.id, Fault::new(record.at(), "it has no name", again)));
    }
    // The schema calls the principal name "strong"; where none or several are, the first stands.
    let main = entry.names.iter().position(|name| name.quality == Quality::Strong).unwrap_or(0);
    entry.names.swap(0, main);
    if let Some(first) = entry.names.first_mut() {
        first.use_ = NameUse::Primary;
    }
    entry.more = record.untaken();
    entry
        .more
        .retain(|field| !(field.label.ends_with("@logicalId") || field.label.contains("regulationSummary")));
    Ok(entry)
}

fn iso(text: &str) -> PartialDate {
    PartialDate::or_said(text, PartialDate::from_iso)
}

/// Country name and code; the schema writes `00` and `UNKNOWN` where there is none.
fn country(field: &Element<'_>) -> (Option<String>, Option<String>) {
    let code = field.owned("countryIso2Code").filter(|code| code != "00");
    let name = field.owned("countryDescription").filter(|name| name != "UNKNOWN");
    (name, code)
}

fn notes(field: &Element<'_>, attributes: &[&'static str]) -> Option<String> {
    let mut notes: Vec<String> = attributes.iter().filter_map(|name| field.owned(name)).collect();
    notes.extend(field.all("remark").filter_map(|remark| remark.some()));
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn name(field: &Element<'_>, entry: &mut Entry) -> Option<Name> {
    let labels = ["firstName", "middleName", "lastName"];
    let parts: Vec<Labelled> =
        labels.into_iter().filter_map(|label| Some(Labelled::new(label, field.owned(label)?))).collect();
    for (list, text) in [
        (&mut entry.titles, field.owned("title")),
        (&mut entry.roles, field.owned("function")),
        (&mut entry.genders, field.owned("gender")),
    ] {
        // Real parties have a handful; past that, repetitions are cheaper than looking for them.
        if let Some(text) = text.filter(|text| list.len() > 100 || !list.contains(text)) {
            list.push(text);
        }
    }
    let strong = field.of("strong");
    let quality = match strong {
        Some("true" | "1") => Quality::Strong,
        Some(_) => Quality::Weak,
        None => Quality::Unstated,
    };
    let joined = Name::of_parts(parts);
    let full = field.owned("wholeName").unwrap_or_else(|| joined.full.clone());
    let said = strong.map(|value| format!("strong={value}"));
    let language = field.owned("nameLanguage");
    let note = notes(field, &[]);
    (!full.is_empty()).then_some(Name { full, quality, said, language, note, ..joined })
}

fn place(field: &Element<'_>) -> Place {
    let (country, country_code) = country(field);
    Place {
        lines: field.owned("place").into_iter().collect(),
        city: field.owned("city"),
        region: field.owned("region"),
        postcode: field.owned("zipCode"),
        country,
        country_code,
        note: None,
    }
}

fn birth(field: &Element<'_>, entry: &mut Entry) {
    let year = |name| field.of(name).and_then(|text| text.parse::<i16>().ok()).filter(|year| *year > 0);
    let part = |name| field.of(name).and_then(|text| text.parse::<i8>().ok());
    let day = field.of("birthdate").and_then(PartialDate::from_iso);
    let date = match (day, year("year"), part("monthOfYear"), part("dayOfMonth")) {
        (Some(day), ..) => Some(day),
        (_, Some(year), Some(month), Some(day)) => Date::new(year, month, day).ok().map(PartialDate::Day),
        (_, Some(year), Some(month), None) if (1..=12).contains(&month) => {
            Some(PartialDate::Month(year, month))
        }
        (_, Some(year), ..) => Some(PartialDate::Year(year)),
        _ => match (year("yearRangeFrom"), year("yearRangeTo")) {
            (Some(from), Some(to)) => {
                Some(PartialDate::Range(Box::new(PartialDate::Year(from)), Box::new(PartialDate::Year(to))))
            }
            (Some(one), None) | (None, Some(one)) => {
                Some(PartialDate::About(Box::new(PartialDate::Year(one))))
            }
            _ => None,
        },
    };
    let about = matches!(field.of("circa"), Some("true" | "1"));
    let calendar = field.of("calendarType").filter(|calendar| *calendar != "GREGORIAN");
    let mut note = notes(field, &[]);
    if let Some(calendar) = calendar {
        note =
            Some(note.map_or_else(
                || format!("{calendar} calendar"),
                |note| format!("{calendar} calendar; {note}"),
            ));
    }
    if let Some(date) = date {
        // A date in another calendar is no civil date of ours.
        let date = if calendar.is_some() { PartialDate::Said(date.to_string()) } else { date };
        let date = if about { PartialDate::About(Box::new(date)) } else { date };
        entry.births.push(Birth { date, note });
    }
    let place = place(field);
    if !place.is_empty() {
        entry.birth_places.push(place);
    }
}

fn document(field: &Element<'_>) -> Document {
    let date = |name| field.of(name).map(iso);
    let mut notes: Vec<String> = notes(field, &["region", "nameOnDocument"]).into_iter().collect();
    for flag in ["diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer"] {
        if matches!(field.of(flag), Some("true" | "1")) {
            notes.push(flag.to_owned());
        }
    }
    let latin = field.owned("latinNumber");
    let number = field.owned("number").or_else(|| latin.clone()).unwrap_or_default();
    notes.extend(latin.filter(|latin| *latin != number));
    notes.extend(field.of("validFrom").map(|text| format!("valid from {text}")));
    let (name, code) = country(field);
    let kind = field.owned("identificationTypeDescription").or_else(|| field.owned("identificationTypeCode"));
    Document {
        kind: kind.unwrap_or_default(),
        number,
        country: name.or(code),
        issued_at: field.owned("issuedBy"),
        issued: date("issueDate"),
        expires: date("validTo"),
        note: (!notes.is_empty()).then(|| notes.join("; ")),
    }
}
