//! OFAC's `sdnList` XML, in the namespace of 2018 and the present one alike.

use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Birth, Document, Entry, Header, Kind, Labelled, Link, Name, NameUse, Nationality, Place, Quality,
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
    let is_record = |name: &str| matches!(name, "publshInformation" | "publishInformation" | "sdnEntry");
    let mut scanner = Scanner::new(input, file, limits, is_record);
    let mut header = Header::default();
    while let Some(found) = scanner.next()? {
        match found {
            Found::Root(root) => expect_root(&root, "sdnList")?,
            Found::Record(record) if record.name() == "sdnEntry" => sink(entry(&record)),
            Found::Record(record) => {
                header.stamp = record.owned("Publish_Date");
                header.published = header.stamp.as_deref().and_then(PartialDate::from_month_day_year);
                header.records = record.of("Record_Count").and_then(|count| count.parse().ok());
            }
        }
    }
    Ok(header)
}

fn entry(record: &Element<'_>) -> Result<Entry, BadRecord> {
    let mut entry = Entry { id: record.owned("uid").unwrap_or_default(), ..Entry::default() };
    let again = "every published record has one: fetch the list again";
    if entry.id.is_empty() {
        return Err(BadRecord::new("", Fault::new(record.at(), "it has no uid", again)));
    }
    let kind = record.of("sdnType").unwrap_or_default();
    entry.kind = match kind {
        "Individual" => Kind::Person,
        "Entity" => Kind::Entity,
        "Vessel" => Kind::Vessel,
        "Aircraft" => Kind::Aircraft,
        _ => {
            let fault = Fault::new(record.at(), format!("`{kind}` is no type of the list"), again);
            return Err(BadRecord::new(entry.id, fault));
        }
    };
    let Some(primary) = name(record) else {
        return Err(BadRecord::new(entry.id, Fault::new(record.at(), "it has no lastName", again)));
    };
    entry.names.push(Name { use_: NameUse::Primary, ..primary });
    entry.titles.extend(record.owned("title"));
    for field in record.children() {
        match field.name() {
            "programList" => {
                entry.programmes.extend(field.all("program").filter_map(|program| program.some()))
            }
            "akaList" => entry.names.extend(field.all("aka").filter_map(|aka| alias(&aka))),
            "addressList" => {
                entry.addresses.extend(field.all("address").filter_map(|address| place(&address)))
            }
            "dateOfBirthList" => entry.births.extend(field.all("dateOfBirthItem").filter_map(|item| {
                main_or_pass(&item);
                item.of("dateOfBirth")
                    .map(|text| Birth::from(PartialDate::or_said(text, PartialDate::from_words)))
            })),
            "placeOfBirthList" => {
                entry.birth_places.extend(field.all("placeOfBirthItem").filter_map(|item| {
                    main_or_pass(&item);
                    item.of("placeOfBirth").map(Place::line)
                }))
            }
            "nationalityList" => {
                entry
                    .nationalities
                    .extend(field.all("nationality").filter_map(|item| country(&item, "nationality")));
            }
            "citizenshipList" => {
                entry
                    .nationalities
                    .extend(field.all("citizenship").filter_map(|item| country(&item, "citizenship")));
            }
            "idList" => {
                for id in field.all("id") {
                    skip(&id, "uid");
                    let date =
                        |name| id.of(name).map(|text| PartialDate::or_said(text, PartialDate::from_words));
                    let document = Document {
                        kind: id.owned("idType").unwrap_or_default(),
                        number: id.owned("idNumber").unwrap_or_default(),
                        country: id.owned("idCountry"),
                        issued: date("issueDate"),
                        expires: date("expirationDate"),
                        ..Document::default()
                    };
                    identifier(&mut entry, document);
                }
            }
            "vesselInfo" => vessel(&field, &mut entry),
            "remarks" => {
                if let Some(text) = field.some() {
                    for phrase in text.trim_matches(['(', ')']).split("; ") {
                        if let Some(name) = phrase.trim_matches(['(', ')']).strip_prefix("Linked To: ") {
                            let name = Some(name.trim().to_owned());
                            entry.links.push(Link { what: "Linked To".into(), name, ..Link::default() });
                        }
                    }
                    entry.remarks.push(text);
                }
            }
            _ => {}
        }
    }
    entry.more = record.untaken();
    Ok(entry)
}

/// Row numbers of the publisher's tables say nothing about the party.
fn skip(element: &Element<'_>, name: &'static str) {
    if let Some(child) = element.child(name) {
        child.pass();
    }
}

fn main_or_pass(item: &Element<'_>) {
    skip(item, "uid");
    skip(item, "mainEntry");
}

fn name(element: &Element<'_>) -> Option<Name> {
    let last = element.owned("lastName")?;
    let Some(first) = element.owned("firstName") else { return Some(Name::alias(last)) };
    let full = format!("{last}, {first}");
    let parts = vec![Labelled::new("lastName", last), Labelled::new("firstName", first)];
    Some(Name { parts, ..Name::alias(full) })
}

fn alias(aka: &Element<'_>) -> Option<Name> {
    skip(aka, "uid");
    let mut name = name(aka)?;
    name.said = aka.owned("type");
    name.use_ = match name.said.as_deref() {
        Some("f.k.a.") => NameUse::Former,
        Some("n.k.a.") => NameUse::Now,
        _ => NameUse::Alias,
    };
    name.quality = match aka.of("category") {
        Some("strong") => Quality::Strong,
        Some("weak") => Quality::Weak,
        _ => Quality::Unstated,
    };
    Some(name)
}

fn place(address: &Element<'_>) -> Option<Place> {
    skip(address, "uid");
    let lines = ["address1", "address2", "address3"].into_iter().filter_map(|line| address.owned(line));
    let place = Place {
        lines: lines.collect(),
        city: address.owned("city"),
        region: address.owned("stateOrProvince"),
        postcode: address.owned("postalCode"),
        country: address.owned("country"),
        ..Place::default()
    };
    (!place.is_empty()).then_some(place)
}

fn country(item: &Element<'_>, what: &str) -> Option<Nationality> {
    main_or_pass(item);
    item.of("country").map(|country| Nationality::of(what, country))
}

fn vessel(field: &Element<'_>, entry: &mut Entry) {
    let craft = entry.craft_mut();
    for part in field.children() {
        let Some(text) = part.some() else { continue };
        match part.name() {
            "callSign" => craft.call_signs.push(text),
            "vesselType" => craft.types.push(text),
            "vesselFlag" => craft.flags.push(text),
            "vesselOwner" => craft.owners.push(text),
            label => craft.particulars.push(Labelled::new(label, text)),
        }
    }
}
