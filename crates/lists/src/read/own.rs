//! A list of one's own: a CSV whose columns the manual describes. Unknown columns are refused.

use std::io::BufRead;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Document, Entry, Header, ImoNumber, Kind, Labelled, Measure, Name, NameUse, Nationality, Place,
    Quality, Wallet,
};
use crate::read::table::{Columns, Ending, Row, Table};
use crate::read::{Sink, split};

/// The columns, in the order of the manual; only the first three are required.
pub(super) const COLUMNS: [&str; 23] = [
    "id",
    "kind",
    "name",
    "aliases",
    "weak_aliases",
    "former_names",
    "native_name",
    "title",
    "role",
    "gender",
    "born",
    "birth_place",
    "nationality",
    "address",
    "country",
    "documents",
    "imo",
    "call_sign",
    "wallets",
    "programme",
    "measures",
    "listed_on",
    "remarks",
];

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let mut table = Table::new(input, file, limits, Ending::Open);
    let Some(first) = table.next()? else {
        let fault = Fault::new(
            crate::err::At::file(file),
            "it is empty",
            "its first line names the columns: id,kind,name",
        );
        return Err(ReadError::WrongShape(fault));
    };
    let columns = Columns::of(&first);
    columns.require(&first.at, &["id", "kind", "name"])?;
    let width = columns.names().count();
    if let Some(unknown) = columns.names().find(|name| !COLUMNS.contains(name)) {
        let what = format!("unknown column `{unknown}`");
        let mend = format!("columns are {}", COLUMNS.join(", "));
        return Err(ReadError::WrongShape(Fault::new(first.at, what, mend)));
    }
    while let Some(row) = table.next()? {
        sink(entry(&row, &columns, width));
    }
    Ok(Header::default())
}

fn entry(row: &Row<'_>, columns: &Columns, width: usize) -> Result<Entry, BadRecord> {
    let mut entry = Entry::default();
    let bad = |id: &str, column: &str, what: String, mend: &str| {
        let at = crate::err::At { element: column.to_owned(), ..row.at.clone() };
        BadRecord::new(id, Fault::new(at, what, mend))
    };
    if row.cells.len() > width {
        let what = format!("{} cells where the header has {width} columns", row.cells.len());
        return Err(bad(row.cell(0), "", what, "put cells that contain a comma in quotes"));
    }
    for (column, text) in columns.cells(row) {
        let several = || split(text, ";");
        match column {
            "id" => text.clone_into(&mut entry.id),
            "kind" => {
                entry.kind = match text {
                    "person" => Kind::Person,
                    "entity" => Kind::Entity,
                    "vessel" => Kind::Vessel,
                    "aircraft" => Kind::Aircraft,
                    _ => {
                        let what = format!("`{text}` is no kind");
                        return Err(bad(
                            row.cell(0),
                            column,
                            what,
                            "kinds are person, entity, vessel, aircraft",
                        ));
                    }
                }
            }
            "name" => entry.names.insert(0, Name::primary(text)),
            "aliases" => {
                entry
                    .names
                    .extend(several().map(|full| Name { quality: Quality::Strong, ..Name::alias(full) }));
            }
            "weak_aliases" => {
                entry
                    .names
                    .extend(several().map(|full| Name { quality: Quality::Weak, ..Name::alias(full) }));
            }
            "former_names" => {
                entry.names.extend(several().map(|full| Name { use_: NameUse::Former, ..Name::alias(full) }));
            }
            "native_name" => {
                entry.names.extend(
                    several().map(|full| Name { use_: NameUse::OriginalScript, ..Name::alias(full) }),
                );
            }
            "title" => entry.titles.extend(several().map(str::to_owned)),
            "role" => entry.roles.extend(several().map(str::to_owned)),
            "gender" => entry.genders.push(text.to_owned()),
            "born" => {
                for part in several() {
                    let date: PartialDate = part.parse().unwrap_or_else(|never| match never {});
                    if matches!(date, PartialDate::Said(_)) {
                        let what = format!("`{part}` is no date");
                        let mend = "write 1962, 1962-03, 1962-03-05, 1955/1958 or ~1960";
                        return Err(bad(row.cell(0), column, what, mend));
                    }
                    entry.births.push(date.into());
                }
            }
            "birth_place" => entry.birth_places.extend(several().map(Place::line)),
            "nationality" => {
                entry.nationalities.extend(several().map(|country| Nationality::of("", country)))
            }
            "address" => entry.addresses.extend(several().map(Place::line)),
            "country" => {
                entry.addresses.extend(
                    several().map(|country| Place { country: Some(country.to_owned()), ..Place::default() }),
                );
            }
            "documents" => entry.documents.extend(several().map(document)),
            "imo" => {
                for part in several() {
                    let Some(number) = ImoNumber::find(part).filter(ImoNumber::check_digit_holds) else {
                        let what = format!("`{part}` is no IMO number");
                        return Err(bad(
                            row.cell(0),
                            column,
                            what,
                            "seven digits, the last of which checks the others",
                        ));
                    };
                    entry.craft_mut().imo.push(number);
                }
            }
            "call_sign" => entry.craft_mut().call_signs.extend(several().map(str::to_owned)),
            "wallets" => entry.wallets.extend(several().map(|text| {
                let (currency, address) = text.split_once(':').unwrap_or(("", text));
                Wallet { currency: currency.trim().to_owned(), address: address.trim().to_owned() }
            })),
            "programme" => entry.programmes.extend(several().map(str::to_owned)),
            "measures" => entry.measures.extend(several().map(Measure::named)),
            "listed_on" => {
                let Some(date) = PartialDate::from_iso(text) else {
                    return Err(bad(row.cell(0), column, format!("`{text}` is no date"), "write 2026-11-21"));
                };
                entry.listed.push(Act::on(date));
            }
            "remarks" => entry.remarks.push(text.to_owned()),
            _ => entry.more.push(Labelled::new(column, text)),
        }
    }
    for (column, missing) in [("id", entry.id.is_empty()), ("name", entry.names.is_empty())] {
        if missing {
            return Err(bad(
                &entry.id,
                column,
                format!("it has no {column}"),
                "every row needs id, kind and name",
            ));
        }
    }
    if entry.kind == Kind::Unstated {
        return Err(bad(
            &entry.id,
            "kind",
            "it has no kind".into(),
            "kinds are person, entity, vessel, aircraft",
        ));
    }
    Ok(entry)
}

/// `passport:X1234:KP`, `passport:X1234`, or just `X1234`.
fn document(text: &str) -> Document {
    let mut parts = text.splitn(3, ':').map(str::trim);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(number), None, _) => Document { number: number.to_owned(), ..Document::default() },
        (kind, number, country) => Document {
            kind: kind.unwrap_or_default().to_owned(),
            number: number.unwrap_or_default().to_owned(),
            country: country.map(str::to_owned),
            ..Document::default()
        },
    }
}
