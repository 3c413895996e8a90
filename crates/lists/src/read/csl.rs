//! The US Consolidated Screening List: thirteen lists of three departments in one table.

use std::collections::HashMap;
use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{Act, Document, Entry, Header, Kind, Labelled, Measure, Name, Nationality, Place};
use crate::read::ofac_terms::identifier;
use crate::read::table::{Columns, Ending, Row, Table};
use crate::read::{Sink, split};

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut table = Table::new(input, file, limits, Ending::Closed);
    let Some(first) = table.next()? else { return Ok(Header::default()) };
    let columns = Columns::of(&first);
    columns.require(&first.at, &["_id", "source", "type", "name", "programs", "ids"])?;
    let width = columns.names().count();
    let mut rows: HashMap<String, u32> = HashMap::new();
    while let Some(row) = table.next()? {
        let mut entry = entry(&row, &columns, width);
        if let Ok(entry) = &mut entry {
            // The publisher has been seen to print a bank twice on one list: both rows count, and are kept apart.
            let times = rows.entry(entry.id.clone()).or_default();
            *times += 1;
            if *times > 1 {
                entry.id = format!("{}/{times}", entry.id);
            }
        }
        sink(entry);
    }
    Ok(Header::default())
}

fn entry(row: &Row<'_>, columns: &Columns, width: usize) -> Result<Entry, BadRecord> {
    let mut entry = Entry::default();
    let mut id = row.cell(0).to_owned();
    if row.cells.len() != width {
        let what = format!("{} columns where {width} belong", row.cells.len());
        return Err(BadRecord::new(id, Fault::new(row.at.clone(), what, "fetch the list again")));
    }
    let mut kind = "";
    for (column, text) in columns.cells(row) {
        match column {
            "_id" => text.clone_into(&mut id),
            "source" => entry.lists.push(text.to_owned()),
            "type" => kind = text,
            "name" => entry.names.insert(0, Name::primary(text)),
            "alt_names" => entry.names.extend(split(text, "; ").map(Name::alias)),
            "programs" => entry.programmes.extend(split(text, "; ").map(str::to_owned)),
            "title" => entry.titles.push(text.to_owned()),
            "addresses" => entry.addresses.extend(split(text, "; ").map(address)),
            "start_date" => entry.listed.push(Act::on(PartialDate::or_said(text, PartialDate::from_iso))),
            "end_date" => entry.delisted.push(Act::on(PartialDate::or_said(text, PartialDate::from_iso))),
            "standard_order" => entry.measures.push(Measure::named(format!("standard order: {text}"))),
            "license_requirement" => {
                entry.measures.push(Measure::named(format!("licence requirement: {text}")))
            }
            "license_policy" => entry.measures.push(Measure::named(format!("licence policy: {text}"))),
            "call_sign" => entry.craft_mut().call_signs.push(text.to_owned()),
            "vessel_type" => entry.craft_mut().types.push(text.to_owned()),
            "vessel_flag" => entry.craft_mut().flags.push(text.to_owned()),
            "vessel_owner" => entry.craft_mut().owners.push(text.to_owned()),
            "gross_tonnage" | "gross_registered_tonnage" => {
                entry.craft_mut().particulars.push(Labelled::new(column, text));
            }
            "remarks" => entry.remarks.push(text.to_owned()),
            "citizenships" => {
                entry.nationalities.extend(split(text, "; ").map(|code| coded("citizenship", code)))
            }
            "nationalities" => {
                entry.nationalities.extend(split(text, "; ").map(|code| coded("nationality", code)))
            }
            "dates_of_birth" => entry.births.extend(split(text, "; ").map(|date| {
                let read = |text: &str| PartialDate::from_iso(text).or_else(|| PartialDate::from_words(text));
                PartialDate::or_said(date, read).into()
            })),
            "places_of_birth" => entry.birth_places.extend(split(text, "; ").map(Place::line)),
            "federal_register_notice" => entry.references.push(Labelled::new(column, text)),
            "ids" => split(text, "; ").for_each(|id| identifier(&mut entry, document(id))),
            _ => entry.more.push(Labelled::new(column, text)),
        }
    }
    if id.is_empty() || entry.names.is_empty() {
        let what = if id.is_empty() { "it has no _id" } else { "it has no name" };
        return Err(BadRecord::new(id, Fault::new(row.at.clone(), what, "fetch the list again")));
    }
    entry.kind = match kind {
        "Individual" => Kind::Person,
        "Entity" => Kind::Entity,
        "Vessel" => Kind::Vessel,
        "Aircraft" => Kind::Aircraft,
        _ => Kind::Unstated,
    };
    // A party on two lists has one `_id` in two rows: `34616/SDN` and `34616/CAP`.
    let list = entry.lists.first().and_then(|list| list.split_once('(')?.1.split_once(')'));
    entry.id = list.map_or_else(|| id.clone(), |(list, _)| format!("{id}/{list}"));
    entry.references.push(Labelled::new("_id", id));
    Ok(entry)
}

fn coded(what: &str, code: &str) -> Nationality {
    Nationality { code: Some(code.to_owned()), ..Nationality::of(what, code) }
}

/// The last part of an address is a country code, where there are two letters.
fn address(text: &str) -> Place {
    let (rest, last) = text.rsplit_once(", ").unwrap_or(("", text));
    let coded = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_uppercase());
    let lines = if coded { rest } else { text };
    Place {
        lines: (!lines.is_empty()).then(|| lines.to_owned()).into_iter().collect(),
        country_code: coded.then(|| last.to_owned()),
        ..Place::default()
    }
}

/// `IR, J16661804, Passport`: country if known, number, type.
fn document(text: &str) -> Document {
    let Some((rest, kind)) = text.rsplit_once(", ") else {
        return Document { number: text.to_owned(), ..Document::default() };
    };
    let (country, number) = match rest.split_once(", ") {
        Some((code, number)) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => {
            (Some(code.to_owned()), number)
        }
        _ => (None, rest),
    };
    Document { kind: kind.to_owned(), number: number.to_owned(), country, ..Document::default() }
}
