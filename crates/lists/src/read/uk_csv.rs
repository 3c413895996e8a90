//! The UK Sanctions List, CSV: a line with the report's date, a header, then several rows for each party.

use std::collections::HashMap;
use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Document, Entry, Header, ImoNumber, Labelled, Link, Measure, Name, NameUse, Nationality, Place,
};
use crate::read::table::{Columns, Ending, Row, Table};
use crate::read::uk_xml::{date_of, kind_of, name_of, usage};
use crate::read::{Sink, split};

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut table = Table::new(input, file, limits, Ending::Closed);
    let mut header = Header::default();
    let mut columns = None;
    // The first lines: the date of the report, then the columns.
    while let Some(row) = table.next()? {
        let names = Columns::of(&row);
        if names.has("Unique ID") {
            names.require(&row.at, &["Unique ID", "Name 6", "Designation Type"])?;
            columns = Some(names);
            break;
        }
        let text: Vec<&str> = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let text = text.join(" ");
        let Some(stamp) = text.split_once(':').map(|(_, stamp)| stamp.trim().to_owned()) else {
            let what = "neither a report date nor the column `Unique ID` in its first lines";
            return Err(ReadError::WrongShape(Fault::new(
                row.at,
                what,
                "name the right format with --format",
            )));
        };
        header.published = date_of(&stamp).or_else(|| PartialDate::from_words(&stamp.replace('-', " ")));
        header.stamp = Some(stamp);
    }
    let Some(columns) = columns else {
        let what = "it ends before the column `Unique ID`";
        return Err(ReadError::Truncated(Fault::new(
            crate::err::At::file(file),
            what,
            "fetch the list again",
        )));
    };
    let width = columns.names().count();
    // A party's rows stand together, but nothing promises it: entries are gathered by id, in order of appearance.
    let mut order: Vec<Entry> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    while let Some(row) = table.next()? {
        match gather(&row, &columns, width, &mut order, &mut index) {
            Ok(()) => {}
            Err(bad) => sink(Err(bad)),
        }
    }
    for mut entry in order {
        if !entry.names.iter().any(|name| name.use_ == NameUse::Primary)
            && let Some(first) = entry.names.first_mut()
        {
            first.use_ = NameUse::Primary;
        }
        entry.names.sort_by_key(|name| name.use_ != NameUse::Primary);
        sink(Ok(entry));
    }
    Ok(header)
}

fn gather(
    row: &Row<'_>,
    columns: &Columns,
    width: usize,
    order: &mut Vec<Entry>,
    index: &mut HashMap<String, usize>,
) -> Result<(), BadRecord> {
    let cells: HashMap<&str, &str> = columns.cells(row).collect();
    let id = cells.get("Unique ID").copied().unwrap_or_default();
    let bad = |what: String| BadRecord::new(id, Fault::new(row.at.clone(), what, "fetch the list again"));
    if row.cells.len() != width {
        return Err(bad(format!("{} columns where {width} belong", row.cells.len())));
    }
    let kind = cells.get("Designation Type").copied().unwrap_or_default();
    let kind = kind_of(kind).ok_or_else(|| bad(format!("`{kind}` is no type of the list")))?;
    if id.is_empty() {
        return Err(bad("it has no Unique ID".to_owned()));
    }
    let part = |index: usize| cells.get(format!("Name {index}").as_str()).map(|text| (*text).to_owned());
    let name = name_of(part);
    let own = |column: &str| cells.get(column).map(|text| (*text).to_owned());
    let native = own("Name non-latin script");
    if name.full.is_empty() && native.is_none() {
        return Err(bad("it has no name".to_owned()));
    }
    let position = *index.entry(id.to_owned()).or_insert_with(|| {
        order.push(Entry { id: id.to_owned(), kind, ..Entry::default() });
        order.len().saturating_sub(1)
    });
    let Some(entry) = order.get_mut(position) else { return Ok(()) };
    if !name.full.is_empty() {
        let (use_, quality, said) =
            usage(cells.get("Name type").copied(), cells.get("Alias strength").copied());
        add(&mut entry.names, Name { use_, quality, said, ..name });
    }
    if let Some(full) = native {
        let (script, language) = (own("Non-latin script type"), own("Non-latin script language"));
        add(&mut entry.names, Name { use_: NameUse::OriginalScript, script, language, ..Name::alias(full) });
    }
    for (column, text) in columns.cells(row) {
        field(entry, column, text);
    }
    let lines = (1..=6).filter_map(|line| own(&format!("Address Line {line}")));
    let place = Place {
        lines: lines.collect(),
        postcode: own("Address Postal Code"),
        country: own("Address Country"),
        ..Place::default()
    };
    if !place.is_empty() {
        add(&mut entry.addresses, place);
    }
    let birth_place =
        Place { city: own("Town of birth"), country: own("Country of birth"), ..Place::default() };
    if !birth_place.is_empty() {
        add(&mut entry.birth_places, birth_place);
    }
    for (kind, number, note) in [
        ("passport", "Passport number", "Passport additional information"),
        ("national identifier", "National Identifier number", "National Identifier additional information"),
    ] {
        if let Some(number) = own(number) {
            add(
                &mut entry.documents,
                Document { kind: kind.into(), number, note: own(note), ..Document::default() },
            );
        }
    }
    Ok(())
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    // The largest party has some two hundred names; past that, repetitions are cheaper than looking for them.
    if list.len() > 1000 || !list.contains(&item) {
        list.push(item);
    }
}

/// One cell; rows repeat what belongs to the whole party, so everything is kept once.
fn field(entry: &mut Entry, column: &str, text: &str) {
    let owned = text.to_owned();
    let craft = |entry: &mut Entry, add_to: fn(&mut crate::model::Craft) -> &mut Vec<String>| {
        add(add_to(entry.craft_mut()), text.to_owned());
    };
    match column {
        "Last Updated" => add(&mut entry.amended, Act::on(PartialDate::or_said(text, date_of))),
        "Date Designated" => add(&mut entry.listed, Act::on(PartialDate::or_said(text, date_of))),
        "OFSI Group ID" => add(&mut entry.references, Labelled::new("OFSI group", text)),
        "UN Reference Number" => add(&mut entry.references, Labelled::new("un", text)),
        "Title" => add(&mut entry.titles, owned),
        "Regime Name" => add(&mut entry.programmes, owned),
        "Sanctions Imposed" => {
            split(text, "|").for_each(|what| add(&mut entry.measures, Measure::named(what)))
        }
        "Other Information" | "UK Statement of Reasons" => add(&mut entry.remarks, owned),
        "Phone number" | "Website" | "Email address" => add(&mut entry.contacts, Labelled::new(column, text)),
        "D.O.B" => add(&mut entry.births, PartialDate::or_said(text, date_of).into()),
        "Nationality(/ies)" => {
            numbered(text)
                .for_each(|country| add(&mut entry.nationalities, Nationality::of("nationality", country)));
        }
        "Position" => numbered(text).for_each(|role| add(&mut entry.roles, role.to_owned())),
        "Gender" => add(&mut entry.genders, owned),
        "Subsidiaries" | "Parent company" => {
            add(&mut entry.links, Link { what: column.into(), name: Some(owned), ..Link::default() });
        }
        "Business registration number (s)" => {
            let kind = "business registration".to_owned();
            add(&mut entry.documents, Document { kind, number: owned, ..Document::default() });
        }
        "IMO number" => match ImoNumber::find(text) {
            Some(number) => add(&mut entry.craft_mut().imo, number),
            None => add(&mut entry.craft_mut().particulars, Labelled::new(column, text)),
        },
        "Current owner/operator (s)" => craft(entry, |craft| &mut craft.owners),
        "Previous owner/operator (s)" => craft(entry, |craft| &mut craft.former_owners),
        "Current believed flag of ship" => craft(entry, |craft| &mut craft.flags),
        "Previous flags" => craft(entry, |craft| &mut craft.former_flags),
        "Type of ship" => craft(entry, |craft| &mut craft.types),
        "Tonnage of ship" | "Length of ship" | "Year Built" | "Hull identification number (HIN)" => {
            add(&mut entry.craft_mut().particulars, Labelled::new(column, text));
        }
        "Designation source" | "Type of entity" => add(&mut entry.more, Labelled::new(column, text)),
        // Gathered from several columns above.
        "Unique ID" | "Designation Type" | "Name type" | "Alias strength" => {}
        "Name non-latin script" | "Non-latin script type" | "Non-latin script language" => {}
        "Town of birth" | "Country of birth" | "Address Postal Code" | "Address Country" => {}
        _ if column.starts_with("Name ") || column.starts_with("Address Line ") => {}
        _ if column.starts_with("Passport ") || column.starts_with("National Identifier ") => {}
        _ => add(&mut entry.more, Labelled::new(column, text)),
    }
}

/// `(1) Russia (2) Cyprus`: the list numbers several values in one cell.
fn numbered(text: &str) -> impl Iterator<Item = &str> {
    let numbered = text.starts_with("(1)");
    text.split(move |c: char| numbered && c == '(')
        .map(move |part| {
            let part = if numbered { part.split_once(')').map_or(part, |(_, rest)| rest) } else { part };
            part.trim().trim_end_matches('.').trim()
        })
        .filter(|part| !part.is_empty())
}
