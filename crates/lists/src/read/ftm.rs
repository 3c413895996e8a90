//! FollowTheMoney entities as JSON lines, the format of OpenSanctions.
//!
//! Lines stream. An interval or side entity on a line of its own (a sanction, an address, an identification)
//! becomes an entry of unstated kind that links to its party; nested under its party it is taken in there.

use std::io::BufRead;

use serde_json::{Map, Value};

use crate::bound::{Limits, Metered};
use crate::date::PartialDate;
use crate::err::{At, BadRecord, Fault, ReadError};
use crate::model::{
    Act, Document, Entry, Header, ImoNumber, Kind, Labelled, Link, Measure, Name, NameUse, Nationality,
    Place, Quality, Wallet,
};
use crate::read::Sink;

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut input = Metered::new(input, limits.record);
    let mut header = Header::default();
    let (mut line, mut number, mut byte) = (Vec::new(), 0u64, 0u64);
    let mut latest: Option<String> = None;
    loop {
        line.clear();
        input.reset();
        number += 1;
        let at = At { file: file.to_owned(), line: number, byte, element: String::new() };
        let read =
            input.read_until(b'\n', &mut line).map_err(|error| ReadError::from_io(&error, at.clone()))?;
        if read == 0 {
            break;
        }
        byte += read as u64;
        let text = std::str::from_utf8(&line).map_err(|error| {
            ReadError::NotText(Fault::new(at.clone(), error.to_string(), "fetch the list again, as UTF-8"))
        })?;
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(object)) => {
                if let Some(change) = string(&object, "last_change") {
                    latest = latest.max(Some(change));
                }
                sink(entry(&object, &at));
            }
            Err(error) if error.is_eof() && !line.ends_with(b"\n") => {
                let what = "it ends inside a JSON object";
                return Err(ReadError::Truncated(Fault::new(at, what, "fetch the list again")));
            }
            Ok(_) => {
                sink(Err(BadRecord::new("", Fault::new(at, "no JSON object", "one entity on each line"))))
            }
            Err(error) => {
                sink(Err(BadRecord::new(
                    "",
                    Fault::new(at, error.to_string(), "one JSON entity on each line"),
                )));
            }
        }
    }
    if number == 1 {
        return Err(ReadError::Truncated(Fault::new(At::file(file), "it is empty", "fetch the list again")));
    }
    // The format has no stamp of its own: the latest change of an entity is the nearest to one.
    header.published = latest.as_deref().and_then(PartialDate::from_iso);
    header.stamp = latest;
    Ok(header)
}

fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn entry(object: &Map<String, Value>, at: &At) -> Result<Entry, BadRecord> {
    let id = string(object, "id").unwrap_or_default();
    let bad = |what: &str| {
        BadRecord::new(id.clone(), Fault::new(at.clone(), what, "one FollowTheMoney entity a line"))
    };
    if id.is_empty() {
        return Err(bad("it has no id"));
    }
    let schema = string(object, "schema").ok_or_else(|| bad("it has no schema"))?;
    let empty = Map::new();
    let properties = match object.get("properties") {
        None => &empty,
        Some(Value::Object(properties)) => properties,
        Some(_) => return Err(bad("its properties are no object")),
    };
    let mut entry = Entry { id, kind: kind(&schema), ..Entry::default() };
    if entry.kind == Kind::Unstated {
        entry.lists.push(schema.clone());
    }
    entry.lists.extend(texts(object.get("datasets")));
    entry.references.extend(texts(object.get("referents")).map(|text| Labelled::new("referent", text)));
    for key in ["first_seen", "last_seen"] {
        entry.more.extend(string(object, key).map(|text| Labelled::new(key, text)));
    }
    entry.amended.extend(
        string(object, "last_change").map(|text| Act::on(PartialDate::or_said(&text, PartialDate::from_iso))),
    );
    entry.more.push(Labelled::new("schema", schema));
    for (key, value) in properties {
        property(&mut entry, key, value);
    }
    let caption = string(object, "caption");
    match caption.filter(|caption| !caption.is_empty()) {
        Some(caption) => match entry.names.iter().position(|name| name.full == caption) {
            Some(index) => entry.names.swap(0, index),
            None => entry.names.insert(0, Name::alias(caption)),
        },
        None => entry.names.sort_by_key(|name| name.use_ != NameUse::Primary),
    }
    if let Some((first, rest)) = entry.names.split_first_mut() {
        first.use_ = NameUse::Primary;
        rest.iter_mut()
            .filter(|name| name.use_ == NameUse::Primary)
            .for_each(|name| name.use_ = NameUse::Alias);
    } else if entry.kind != Kind::Unstated {
        let fault = Fault::new(at.clone(), "it has no name", "one FollowTheMoney entity a line");
        return Err(BadRecord::new(entry.id, fault));
    }
    Ok(entry)
}

fn kind(schema: &str) -> Kind {
    match schema {
        "Person" => Kind::Person,
        "Company" | "Organization" | "LegalEntity" | "PublicBody" => Kind::Entity,
        "Vessel" => Kind::Vessel,
        "Airplane" => Kind::Aircraft,
        _ => Kind::Unstated,
    }
}

/// Strings of an array, or of a nested entity its caption or id.
fn texts(value: Option<&Value>) -> impl Iterator<Item = String> {
    let items = match value {
        Some(Value::Array(items)) => items.clone(),
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![other.clone()],
    };
    items.into_iter().filter_map(|item| match item {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => string(&object, "caption").or_else(|| string(&object, "id")),
        _ => None,
    })
}

fn property(entry: &mut Entry, key: &str, value: &Value) {
    if let Value::Array(items) = value {
        for item in items.iter().filter_map(Value::as_object) {
            nested(entry, key, item);
        }
    }
    let nested_only = matches!(value, Value::Array(items) if items.iter().all(Value::is_object));
    if nested_only {
        return;
    }
    for text in texts(Some(value)) {
        let day = |text: &str| PartialDate::or_said(text, PartialDate::from_iso);
        match key {
            "name" => entry.names.push(Name::primary(text)),
            "alias" => entry.names.push(Name { quality: Quality::Strong, ..Name::alias(text) }),
            "weakAlias" => entry.names.push(Name { quality: Quality::Weak, ..Name::alias(text) }),
            "previousName" => entry.names.push(Name { use_: NameUse::Former, ..Name::alias(text) }),
            "title" => entry.titles.push(text),
            "position" => entry.roles.push(text),
            "gender" => entry.genders.push(text),
            "birthDate" | "incorporationDate" => entry.births.push(day(&text).into()),
            "birthPlace" => entry.birth_places.push(Place::line(text)),
            "nationality" | "citizenship" | "jurisdiction" | "country" => {
                let code = (text.len() <= 3).then(|| text.to_uppercase());
                entry.nationalities.push(Nationality { code, ..Nationality::of(key, text) });
            }
            "address" => entry.addresses.push(Place::line(text)),
            "passportNumber" | "idNumber" | "registrationNumber" | "taxNumber" | "innCode" | "ogrnCode"
            | "leiCode" | "swiftBic" | "kppCode" | "okpoCode" => {
                entry.documents.push(Document { kind: key.into(), number: text, ..Document::default() });
            }
            "imoNumber" => match ImoNumber::find(&text) {
                Some(number) => entry.craft_mut().imo.push(number),
                None => entry.craft_mut().particulars.push(Labelled::new(key, text)),
            },
            "mmsi" => entry.craft_mut().mmsi.push(text),
            "callSign" => entry.craft_mut().call_signs.push(text),
            "flag" => entry.craft_mut().flags.push(text),
            "pastFlags" => entry.craft_mut().former_flags.push(text),
            "type" if matches!(entry.kind, Kind::Vessel | Kind::Aircraft) => {
                entry.craft_mut().types.push(text)
            }
            "publicKey" => entry.wallets.push(Wallet { currency: String::new(), address: text }),
            "phone" | "email" | "website" => entry.contacts.push(Labelled::new(key, text)),
            "wikidataId" | "opencorporatesUrl" => entry.references.push(Labelled::new(key, text)),
            "program" | "programId" => entry.programmes.push(text),
            "listingDate" | "startDate" => entry.listed.push(Act::on(day(&text))),
            "endDate" => entry.delisted.push(Act::on(day(&text))),
            "provisions" => entry.measures.push(Measure::named(text)),
            "notes" | "summary" | "reason" => entry.remarks.push(text),
            "entity" | "holder" | "owner" | "asset" | "subject" | "object" => {
                entry.links.push(Link { what: key.into(), id: Some(text), ..Link::default() });
            }
            _ => entry.more.push(Labelled::new(key, text)),
        }
    }
}

/// A nested entity: its properties join the party's, under the property's name where they have no place.
fn nested(entry: &mut Entry, key: &str, item: &Map<String, Value>) {
    let Some(Value::Object(properties)) = item.get("properties") else {
        let (id, name) = (string(item, "id"), string(item, "caption"));
        entry.links.push(Link { what: key.into(), id, name, ..Link::default() });
        return;
    };
    match key {
        "sanctions" => {
            for (key, value) in properties {
                match key.as_str() {
                    "program" | "programId" | "listingDate" | "startDate" | "endDate" | "provisions"
                    | "reason" => {
                        property(entry, key, value);
                    }
                    "unscId" => entry.references.extend(texts(Some(value)).map(|id| Labelled::new("un", id))),
                    "entity" => {}
                    _ => entry.more.extend(
                        texts(Some(value)).map(|text| Labelled::new(format!("sanctions/{key}"), text)),
                    ),
                }
            }
        }
        "addressEntity" => {
            let full = texts(properties.get("full")).next();
            let place = Place {
                lines: full.or_else(|| string(item, "caption")).into_iter().collect(),
                city: texts(properties.get("city")).next(),
                region: texts(properties.get("region")).next(),
                postcode: texts(properties.get("postalCode")).next(),
                country_code: texts(properties.get("country")).next(),
                ..Place::default()
            };
            entry.addresses.push(place);
        }
        _ => {
            let (id, name) = (string(item, "id"), string(item, "caption"));
            entry.links.push(Link { what: key.into(), id, name, ..Link::default() });
            for (inner, value) in properties {
                entry
                    .more
                    .extend(texts(Some(value)).map(|text| Labelled::new(format!("{key}/{inner}"), text)));
            }
        }
    }
}
