//! Customers from a file: CSV with a heading, or one JSON object a line. Read row by row, never whole.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use clap::ValueEnum;
use interdict_engine::country;
use interdict_regime::Reference;
use interdict_screen::{Born, Gender, Kind, Party, PartyName};
use serde_json::Value;

use super::{Type, imo};
use crate::failure::Failure;

/// The fields of a row.
const FIELDS: [&str; 9] = ["id", "name", "alias", "type", "born", "country", "identifier", "gender", "imo"];
/// What a row must not be longer than.
const LONGEST_LINE: u64 = 1 << 20;

/// A row that could be read.
pub(crate) struct Customer {
    /// The file and line.
    pub(crate) place: String,
    pub(crate) party: Party,
}

/// A row that could not.
pub(crate) struct Refused {
    pub(crate) place: String,
    pub(crate) problem: String,
    pub(crate) mend: String,
}

/// A file of customers.
pub(crate) struct Customers<'law> {
    name: String,
    size: Option<u64>,
    input: Box<dyn Read>,
    csv: bool,
    reference: &'law Reference,
}

/// Whether an argument names a file rather than a party.
pub(crate) fn is_file(argument: &str) -> bool {
    let lower = argument.to_ascii_lowercase();
    argument == "-" || [".csv", ".jsonl", ".ndjson"].iter().any(|end| lower.ends_with(end))
}

impl<'law> Customers<'law> {
    pub(crate) fn open(path: &str, reference: &'law Reference) -> Result<Self, Failure> {
        if path == "-" {
            let input = Box::new(std::io::stdin());
            return Ok(Self { name: "standard input".to_owned(), size: None, input, csv: false, reference });
        }
        let file = File::open(path).map_err(Failure::unreadable(path))?;
        let size = file.metadata().ok().map(|about| about.len());
        let csv = path.to_ascii_lowercase().ends_with(".csv");
        Ok(Self { name: path.to_owned(), size, input: Box::new(file), csv, reference })
    }

    /// The file's length in bytes.
    pub(crate) fn size(&self) -> Option<u64> {
        self.size
    }

    /// Feeds every row to `take`, with the number of bytes read.
    pub(crate) fn each(
        self,
        take: impl FnMut(Result<Customer, Refused>, u64) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.csv { self.each_of_csv(take) } else { self.each_of_lines(take) }
    }

    fn each_of_csv(
        self,
        mut take: impl FnMut(Result<Customer, Refused>, u64) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Self { name, input, reference, .. } = self;
        let broken = Failure::unreadable(&name);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
        let heading = reader.byte_headers().map_err(&broken)?.clone();
        let column = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .trim_start_matches('\u{feff}')
                .trim()
                .to_lowercase()
                .replace('_', "-")
        };
        let columns: Vec<String> = heading.iter().map(column).collect();
        if !columns.iter().any(|column| column == "name") {
            return Err(Failure::Refused {
                place: format!("{name}:1"),
                problem: "no column is called `name`".to_owned(),
                mend: Some(format!("name the columns in the first line: {}", FIELDS.join(", "))),
            });
        }
        unused(&name, columns.iter().map(String::as_str).collect());
        let mut record = csv::ByteRecord::new();
        loop {
            let more = reader.read_byte_record(&mut record);
            let read = reader.position().byte();
            let line = record.position().map_or(0, csv::Position::line);
            let place = format!("{name}:{line}");
            if !more.map_err(&broken)? {
                return Ok(());
            }
            let row = if record.len() == columns.len() {
                let cells = columns.iter().zip(&record).flat_map(|(column, cell)| {
                    let text = std::str::from_utf8(cell).map_err(|_| column.clone());
                    match text {
                        // A name may hold a semicolon; the other fields are lists.
                        Ok(text) if column == "name" || column == "id" => {
                            vec![(column.as_str(), Ok(text.to_owned()))]
                        }
                        Ok(text) => {
                            text.split(';').map(|one| (column.as_str(), Ok(one.to_owned()))).collect()
                        }
                        Err(_) => vec![(column.as_str(), Err(()))],
                    }
                });
                customer(&place, cells, reference)
            } else {
                let problem = format!("it has {} cells, the heading has {}", record.len(), columns.len());
                Err(Refused { place, problem, mend: "put cells with commas in quotes".to_owned() })
            };
            take(row, read)?;
        }
    }

    fn each_of_lines(
        self,
        mut take: impl FnMut(Result<Customer, Refused>, u64) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Self { name, input, reference, .. } = self;
        let unreadable = Failure::unreadable(&name);
        let mut reader = BufReader::with_capacity(1 << 16, input);
        let (mut line, mut number, mut read, mut told) = (Vec::new(), 0u64, 0u64, false);
        loop {
            line.clear();
            let length =
                reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(&unreadable)?;
            if length == 0 {
                return Ok(());
            }
            number += 1;
            read += length as u64;
            let place = format!("{name}:{number}");
            let refused = |problem: String, mend: &str| Refused {
                place: place.clone(),
                problem,
                mend: mend.to_owned(),
            };
            if length as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
                read += skip_line(&mut reader).map_err(&unreadable)?;
                take(Err(refused("the line is longer than 1 MiB".to_owned(), "one customer a line")), read)?;
                continue;
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let row = match serde_json::from_slice(&line) {
                Ok(Value::Object(fields)) => {
                    if !told {
                        unused(&name, fields.keys().map(String::as_str).collect());
                        told = true;
                    }
                    let cells = fields.iter().flat_map(|(field, value)| {
                        texts(value).into_iter().map(move |text| (field.as_str(), text))
                    });
                    customer(&place, cells, reference)
                }
                Ok(_) => {
                    Err(refused("it is no JSON object".to_owned(), "write a customer as {\"name\": \"…\"}"))
                }
                Err(error) => Err(refused(format!("not JSON: {error}"), "one JSON object a line")),
            };
            take(row, read)?;
        }
    }
}

/// Reads to the end of a line without keeping it; how many bytes that was.
fn skip_line(reader: &mut impl BufRead) -> std::io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = reader.fill_buf()?;
        let (length, ended) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(length);
        skipped += length as u64;
        if ended {
            return Ok(skipped);
        }
    }
}

/// Says once which columns are not looked at, so that a misspelt one does not pass for an empty one.
fn unused(file: &str, columns: BTreeSet<&str>) {
    let unused: Vec<&str> = columns.into_iter().filter(|column| !FIELDS.contains(column)).collect();
    if !unused.is_empty() {
        eprintln!("{file}: not looked at: {} (known: {})", unused.join(", "), FIELDS.join(", "));
    }
}

/// A JSON value's texts: itself, or each of an array.
fn texts(value: &Value) -> Vec<Result<String, ()>> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![Ok(text.clone())],
        Value::Number(number) => vec![Ok(number.to_string())],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Bool(_) | Value::Object(_) => vec![Err(())],
    }
}

fn customer<'a>(
    place: &str,
    cells: impl Iterator<Item = (&'a str, Result<String, ()>)>,
    reference: &Reference,
) -> Result<Customer, Refused> {
    let mut party = Party::default();
    for (field, cell) in cells.filter(|(field, _)| FIELDS.contains(field)) {
        let refused = |problem: String, mend: &str| Refused {
            place: place.to_owned(),
            problem: format!("{field}: {problem}"),
            mend: mend.to_owned(),
        };
        let cell = cell.map_err(|()| refused("it is no text".to_owned(), "write it as text in UTF-8"))?;
        let text = cell.trim();
        if text.is_empty() {
            continue;
        }
        match field {
            "id" => party.id = text.to_owned(),
            "name" => party.names.insert(0, PartyName::new(text)),
            "alias" => party.names.push(PartyName::new(text)),
            "type" => {
                let read = Type::from_str(text, true);
                party.kind = read
                    .map_err(|_| {
                        refused(format!("`{text}` is no type"), "person, entity, vessel or aircraft")
                    })?
                    .kind();
            }
            "born" => {
                let read: Result<Born, _> = text.parse();
                party.births.push(read.map_err(|_| {
                    refused(format!("`{text}` is no date"), "write it as 1962, 1962-03 or 1962-03-05")
                })?);
            }
            "country" => {
                let read = country(reference, text);
                party.countries.push(read.ok_or_else(|| {
                    refused(format!("`{text}` is no country"), "write its two-letter code, such as KP")
                })?);
            }
            "gender" => party.genders.extend(Gender::read(text)),
            "imo" => party.imo.push(imo(text).map_err(|_| {
                refused(
                    format!("`{text}` is no IMO number"),
                    "seven digits, the last of which checks the others",
                )
            })?),
            _ => party.identifiers.push(text.to_owned()),
        }
    }
    let named = party.names.iter().any(|name| name.text.chars().any(char::is_alphanumeric));
    if !named && party.imo.is_empty() && party.identifiers.is_empty() {
        let (problem, mend) =
            ("name: it is empty".to_owned(), "give a name, an identifier or an IMO number".to_owned());
        return Err(Refused { place: place.to_owned(), problem, mend });
    }
    if party.kind == Kind::Unstated && party.names.is_empty() && !party.imo.is_empty() {
        party.kind = Kind::Vessel;
    }
    Ok(Customer { place: place.to_owned(), party })
}
