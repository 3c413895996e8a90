//! OFAC's enhanced XML: every value names its reference value, names and addresses have translations.

use std::collections::HashMap;
use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Birth, Document, Entry, Header, Kind, Labelled, Link, Measure, Name, NameUse, Nationality, Place,
    Quality,
};
use crate::read::ofac_terms::identifier;
use crate::read::{Sink, expect_root};
use crate::xml::{Element, Found, Scanner};

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let is_record =
        |name: &str| matches!(name, "publicationInfo" | "referenceValue" | "featureType" | "entity");
    let mut scanner = Scanner::new(input, file, limits, is_record);
    let mut header = Header::default();
    // ISO codes of countries, by reference value: the only table that entries need.
    let mut codes: HashMap<String, String> = HashMap::new();
    while let Some(found) = scanner.next()? {
        match found {
            Found::Root(root) => expect_root(&root, "sanctionsData")?,
            Found::Record(record) => match record.name() {
                "publicationInfo" => {
                    header.stamp = record.owned("dataAsOf");
                    header.published = header.stamp.as_deref().and_then(PartialDate::from_iso);
                    header.more = record.untaken();
                    header.more.retain(|field| !field.label.ends_with("@refId"));
                }
                "referenceValue" => {
                    if let (Some(id), Some(code)) = (record.owned("refId"), record.owned("isoCode")) {
                        codes.insert(id, code);
                    }
                }
                "entity" => sink(entry(&record, &codes)),
                _ => {}
            },
        }
    }
    Ok(header)
}

fn entry(record: &Element<'_>, codes: &HashMap<String, String>) -> Result<Entry, BadRecord> {
    let mut entry = Entry { id: record.owned("id").unwrap_or_default(), ..Entry::default() };
    let again = "every published record has one: fetch the list again";
    let bad = |id: &str, what: &str| Err(BadRecord::new(id, Fault::new(record.at(), what, again)));
    if entry.id.is_empty() {
        return bad("", "it has no id");
    }
    for field in record.children() {
        match field.name() {
            "generalInfo" => {
                entry.kind = match field.of("entityType").unwrap_or_default() {
                    "Individual" => Kind::Person,
                    "Entity" => Kind::Entity,
                    "Vessel" => Kind::Vessel,
                    "Aircraft" => Kind::Aircraft,
                    _ => Kind::Unstated,
                };
                entry.titles.extend(field.owned("title"));
                entry.remarks.extend(field.owned("remarks"));
                entry.references.extend(field.owned("identityId").map(|id| Labelled::new("identityId", id)));
            }
            "sanctionsLists" => {
                for list in field.all("sanctionsList") {
                    let on = list
                        .of("datePublished")
                        .map(|text| PartialDate::or_said(text, PartialDate::from_iso));
                    let by = list.some();
                    entry.lists.extend(by.clone());
                    entry.listed.push(Act { on, by });
                }
            }
            "sanctionsPrograms" => {
                entry.programmes.extend(field.all("sanctionsProgram").filter_map(|one| one.some()))
            }
            "sanctionsTypes" => {
                entry
                    .measures
                    .extend(field.all("sanctionsType").filter_map(|one| one.some()).map(Measure::named));
            }
            "legalAuthorities" => {
                let authorities = field.all("legalAuthority").filter_map(|one| one.some());
                entry.references.extend(authorities.map(|text| Labelled::new("legal authority", text)));
            }
            "names" => field.all("name").for_each(|name| names(&name, &mut entry)),
            "addresses" => field.all("address").for_each(|address| addresses(&address, codes, &mut entry)),
            "features" => field.all("feature").for_each(|one| feature(&one, &mut entry)),
            "identityDocuments" => field.all("identityDocument").for_each(|one| document(&one, &mut entry)),
            "relationships" => entry.links.extend(field.all("relationship").map(|one| {
                let other = one.child("relatedEntity");
                Link {
                    what: one.owned("type").unwrap_or_default(),
                    id: other.and_then(|other| other.owned("entityId")),
                    name: other.and_then(|other| other.some()),
                    note: one.owned("quality"),
                }
            })),
            _ => {}
        }
    }
    if entry.names.is_empty() {
        return bad(&entry.id, "it has no name");
    }
    entry.names.sort_by_key(|name| !matches!(name.use_, NameUse::Primary));
    // Row and reference numbers of the publisher's tables say nothing about the party.
    let numbers = [
        "/@id",
        "/@refId",
        "/@nameId",
        "/@nameTranslationId",
        "/@featureTypeId",
        "/versionId",
        "/valueRefId",
    ];
    entry.more = record.untaken();
    entry.more.retain(|field| !numbers.iter().any(|end| field.label.ends_with(end)));
    Ok(entry)
}

fn is(element: &Element<'_>, name: &'static str) -> bool {
    element.of(name) == Some("true")
}

fn names(name: &Element<'_>, entry: &mut Entry) {
    let primary = is(name, "isPrimary");
    let low = is(name, "isLowQuality");
    let said = name.owned("aliasType");
    let Some(translations) = name.child("translations") else { return };
    for translation in translations.all("translation") {
        let first = is(&translation, "isPrimary");
        let mut parts = Vec::new();
        if let Some(field) = translation.child("nameParts") {
            for part in field.all("namePart") {
                if let (Some(label), Some(value)) = (part.owned("type"), part.owned("value")) {
                    parts.push(Labelled::new(label, value));
                }
            }
        }
        let (last, given) = (translation.owned("formattedLastName"), translation.owned("formattedFirstName"));
        let whole = translation.owned("formattedFullName");
        let full = whole.or_else(|| match (last, given) {
            (Some(last), Some(given)) => Some(format!("{last}, {given}")),
            (last, given) => last.or(given),
        });
        let Some(full) = full else { continue };
        let use_ = match (primary, first, said.as_deref()) {
            (true, true, _) => NameUse::Primary,
            (true, false, _) => NameUse::OriginalScript,
            (_, _, Some("F.K.A.")) => NameUse::Former,
            (_, _, Some("N.K.A.")) => NameUse::Now,
            _ => NameUse::Alias,
        };
        let quality = match (primary, low) {
            (true, _) => Quality::Unstated,
            (_, true) => Quality::Weak,
            _ => Quality::Strong,
        };
        let script = translation.owned("script");
        entry.names.push(Name { parts, use_, quality, said: said.clone(), script, ..Name::alias(full) });
    }
}

fn addresses(address: &Element<'_>, codes: &HashMap<String, String>, entry: &mut Entry) {
    let country = address.child("country");
    let name = country.and_then(|country| country.some());
    let code = country.and_then(|country| country.of("refId")).and_then(|id| codes.get(id)).cloned();
    let mut found = false;
    if let Some(translations) = address.child("translations") {
        for translation in translations.all("translation") {
            let first = is(&translation, "isPrimary");
            let mut place = Place { country: name.clone(), country_code: code.clone(), ..Place::default() };
            for part in
                translation.child("addressParts").into_iter().flat_map(|parts| parts.all("addressPart"))
            {
                let Some(value) = part.owned("value") else { continue };
                match part.of("type").unwrap_or_default() {
                    "CITY" => place.city = Some(value),
                    "STATE/PROVINCE" => place.region = Some(value),
                    "POSTAL CODE" => place.postcode = Some(value),
                    _ => place.lines.push(value),
                }
            }
            let script = translation.owned("script").filter(|_| !first);
            place.note = script.map(|script| format!("in {script} script"));
            if !place.is_empty() {
                entry.addresses.push(place);
                found = true;
            }
        }
    }
    if !found && name.is_some() {
        entry.addresses.push(Place { country: name, country_code: code, ..Place::default() });
    }
}

fn feature(feature: &Element<'_>, entry: &mut Entry) {
    let kind = feature.of("type").unwrap_or_default();
    let value = feature.owned("value").unwrap_or_default();
    let mut notes: Vec<String> = feature.owned("comments").into_iter().collect();
    notes.extend(feature.owned("reliability"));
    let note = (!notes.is_empty()).then(|| notes.join("; "));
    let _ = is(feature, "isPrimary");
    match kind {
        "Birthdate" => {
            let date = PartialDate::or_said(&value, PartialDate::from_words);
            if !matches!(date, PartialDate::Said(_))
                && let Some(bounds) = feature.child("valueDate")
            {
                bounds.pass();
            }
            entry.births.push(Birth { date, note });
        }
        "Place of Birth" => entry.birth_places.push(Place { note, ..Place::line(value) }),
        "Nationality Country" => {
            entry.nationalities.push(Nationality { note, ..Nationality::of("nationality", value) });
        }
        "Citizenship Country" => {
            entry.nationalities.push(Nationality { note, ..Nationality::of("citizenship", value) });
        }
        "Title" => entry.titles.push(value),
        "VESSEL TYPE" | "Vessel Type" => entry.craft_mut().types.push(value),
        "Vessel Flag" => entry.craft_mut().flags.push(value),
        "Vessel Owner" => entry.craft_mut().owners.push(value),
        _ => {
            identifier(entry, Document { kind: kind.to_owned(), number: value, note, ..Document::default() })
        }
    }
}

fn document(field: &Element<'_>, entry: &mut Entry) {
    let date = |name| field.of(name).map(|text| PartialDate::or_said(text, PartialDate::from_iso));
    let issued_at = [field.owned("issuingLocation"), field.owned("issuingAuthority")];
    let issued_at: Vec<String> = issued_at.into_iter().flatten().collect();
    let mut notes: Vec<String> = field.owned("comments").into_iter().collect();
    if field.of("isValid") == Some("false") {
        notes.push("not valid".to_owned());
    }
    let document = Document {
        kind: field.owned("type").unwrap_or_default(),
        number: field.owned("documentNumber").unwrap_or_default(),
        country: field.owned("issuingCountry"),
        issued_at: (!issued_at.is_empty()).then(|| issued_at.join(", ")),
        issued: date("issueDate"),
        expires: date("expirationDate"),
        note: (!notes.is_empty()).then(|| notes.join("; ")),
    };
    // The name on the document, when it is not the entry's own, is worth keeping.
    if let Some(name) = field.child("name") {
        let text = name.text();
        if !entry.names.iter().any(|known| known.full == text) && !text.is_empty() {
            entry.more.push(Labelled::new("identityDocument/name", text));
        }
    }
    identifier(entry, document);
}
