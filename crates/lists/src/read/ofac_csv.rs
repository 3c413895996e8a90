//! OFAC's headerless CSV set: primary names, alternate names, addresses, and remarks that spilled over.

use std::collections::HashMap;
use std::io::BufRead;

use crate::bound::Limits;
use crate::err::{At, BadRecord, Fault, ReadError};
use crate::model::{Entry, Header, Kind, Labelled, Name, NameUse, Place};
use crate::read::ofac_terms::{comma_parts, programmes, remark};
use crate::read::table::{Ending, Row, Table};
use crate::read::{Part, Role, Sink};

/// What the side files say of one entry, and the line that said it first.
#[derive(Default)]
struct Beside {
    names: Vec<Name>,
    addresses: Vec<Place>,
    comments: String,
    at: Option<At>,
}

pub(super) fn read<R: BufRead>(
    parts: Vec<Part<R>>,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut beside: HashMap<String, Beside> = HashMap::new();
    let mut primary = None;
    for part in parts {
        if part.role == Role::Primary {
            if let Some(Part { name, .. }) = primary.replace(part) {
                let what = "there are two primary files";
                return Err(ReadError::WrongShape(Fault::new(At::file(name), what, "give one of them")));
            }
            continue;
        }
        side(part, limits, &mut beside, sink)?;
    }
    let Some(part) = primary else {
        let what = "the primary file is missing (`sdn.csv` or `cons_prim.csv`)";
        return Err(ReadError::WrongShape(Fault::new(At::default(), what, "give it with the others")));
    };
    let mut table = Table::new(part.input, &part.name, limits, Ending::Closed);
    while let Some(row) = table.next()? {
        sink(entry(&row, &mut beside));
    }
    // What is left belongs to nobody: the files are not of one edition.
    let mut orphans: Vec<(String, Beside)> = beside.into_iter().collect();
    orphans.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (id, beside) in orphans {
        let what = format!("`{id}` is not in the primary file");
        let mend = "fetch all files of the set at one time";
        sink(Err(BadRecord::new(id, Fault::new(beside.at.unwrap_or_default(), what, mend))));
    }
    Ok(Header::default())
}

fn side<R: BufRead>(
    part: Part<R>,
    limits: Limits,
    beside: &mut HashMap<String, Beside>,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let mut table = Table::new(part.input, &part.name, limits, Ending::Closed);
    let columns = match part.role {
        Role::Alternate => 5,
        Role::Address => 6,
        _ => 2,
    };
    while let Some(row) = table.next()? {
        if row.cells.len() != columns {
            sink(Err(short(&row, columns)));
            continue;
        }
        let entry = beside.entry(row.cell(0).to_owned()).or_default();
        entry.at.get_or_insert_with(|| row.at.clone());
        match part.role {
            Role::Alternate => {
                let full = cell(&row, 3).unwrap_or_default();
                let said = cell(&row, 2);
                let use_ = match said.as_deref() {
                    Some("fka") => NameUse::Former,
                    Some("nka") => NameUse::Now,
                    _ => NameUse::Alias,
                };
                entry.names.push(Name { use_, said, note: cell(&row, 4), ..Name::alias(full) });
            }
            Role::Address => {
                let place = Place {
                    lines: cell(&row, 2).into_iter().collect(),
                    city: cell(&row, 3),
                    country: cell(&row, 4),
                    note: cell(&row, 5),
                    ..Place::default()
                };
                if !place.is_empty() {
                    entry.addresses.push(place);
                }
            }
            _ => entry.comments.push_str(&cell(&row, 1).unwrap_or_default()),
        }
    }
    Ok(())
}

fn short(row: &Row<'_>, columns: usize) -> BadRecord {
    let what = format!("{} columns where {columns} belong", row.cells.len());
    BadRecord::new(row.cell(0), Fault::new(row.at.clone(), what, "fetch the list again"))
}

/// `-0-` is the publisher's way to write that there is nothing.
fn cell(row: &Row<'_>, index: usize) -> Option<String> {
    let text = row.cell(index);
    (!text.is_empty() && text != "-0-").then(|| text.to_owned())
}

fn entry(row: &Row<'_>, beside: &mut HashMap<String, Beside>) -> Result<Entry, BadRecord> {
    if row.cells.len() != 12 {
        return Err(short(row, 12));
    }
    let id = row.cell(0).to_owned();
    let again = "fetch the list again";
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        let what = format!("`{id}` is no entity number");
        return Err(BadRecord::new(id, Fault::new(row.at.clone(), what, again)));
    }
    let Some(full) = cell(row, 1) else {
        return Err(BadRecord::new(id, Fault::new(row.at.clone(), "it has no name", again)));
    };
    let kind = match cell(row, 2).as_deref() {
        None => Kind::Entity,
        Some("individual") => Kind::Person,
        Some("vessel") => Kind::Vessel,
        Some("aircraft") => Kind::Aircraft,
        Some(other) => {
            let what = format!("`{other}` is no type of the list");
            return Err(BadRecord::new(id, Fault::new(row.at.clone(), what, again)));
        }
    };
    let person = kind == Kind::Person;
    let parts = if person { comma_parts(&full) } else { Vec::new() };
    let mut entry = Entry { id, kind, ..Entry::default() };
    entry.names.push(Name { parts, ..Name::primary(full) });
    entry.programmes = programmes(&cell(row, 3).unwrap_or_default());
    entry.titles.extend(cell(row, 4));
    if (5..=10).any(|index| cell(row, index).is_some()) {
        let craft = entry.craft_mut();
        craft.call_signs.extend(cell(row, 5));
        craft.types.extend(cell(row, 6));
        craft.particulars.extend(cell(row, 7).map(|text| Labelled::new("tonnage", text)));
        craft.particulars.extend(cell(row, 8).map(|text| Labelled::new("grossRegisteredTonnage", text)));
        craft.flags.extend(cell(row, 9));
        craft.owners.extend(cell(row, 10));
    }
    let beside = beside.remove(&entry.id).unwrap_or_default();
    entry.names.extend(beside.names.into_iter().map(|name| {
        let parts = if person { comma_parts(&name.full) } else { Vec::new() };
        Name { parts, ..name }
    }));
    entry.addresses = beside.addresses;
    // The primary file cuts remarks at a thousand characters; the comments file goes on in mid-word.
    let mut text = cell(row, 11).unwrap_or_default();
    text.push_str(&beside.comments);
    if !text.is_empty() {
        remark(&mut entry, &text);
        entry.remarks.push(text);
    }
    Ok(entry)
}
