//! The rows of a list: CSV with a heading, or one JSON object a line.

use std::collections::BTreeSet;
use std::io::Read;

use interdict_engine::PackingRow;
use serde_json::{Map, Value};

use crate::failure::Failure;

/// The columns that are looked at.
const COLUMNS: [&str; 8] = ["item", "hs", "quantity", "unit", "value", "currency", "origin", "note"];

/// Reads every row of a file; what is no row is handed on as such, with its line.
pub(super) fn rows(path: &str) -> Result<Vec<PackingRow>, Failure> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::read(path).map(|read| {
            bytes = read;
            bytes.len()
        })
    };
    read.map_err(Failure::unreadable(path))?;
    let name = if path == "-" { "standard input" } else { path };
    if path.to_ascii_lowercase().ends_with(".csv") {
        of_csv(name, &bytes)
    } else {
        Ok(of_lines(name, &bytes))
    }
}

/// A column by the names that people give it.
fn column(name: &str) -> String {
    let plain = name.trim_start_matches('\u{feff}').trim().to_lowercase().replace(['_', ' '], "-");
    match plain.as_str() {
        "description" | "goods" => "item".to_owned(),
        "hs-code" => "hs".to_owned(),
        _ => plain,
    }
}

fn of_csv(name: &str, bytes: &[u8]) -> Result<Vec<PackingRow>, Failure> {
    let broken = Failure::unreadable(name);
    // Spreadsheets of half the world part cells by semicolons.
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if heading.contains(&b';') && !heading.contains(&b',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(bytes);
    let heading = reader.byte_headers().map_err(&broken)?.clone();
    let columns: Vec<String> = heading.iter().map(|cell| column(&String::from_utf8_lossy(cell))).collect();
    let refused = |problem: String| Failure::Refused {
        place: format!("{name}:1"),
        problem,
        mend: Some(format!("name the columns in the first line: {}", COLUMNS.join(", "))),
    };
    if !columns.iter().any(|column| column == "item" || column == "hs") {
        return Err(refused("no column is called `item` or `hs`".to_owned()));
    }
    let twice = columns.iter().enumerate().find(|(i, column)| columns.iter().take(*i).any(|o| o == *column));
    if let Some((_, twice)) = twice.filter(|(_, column)| COLUMNS.contains(&column.as_str())) {
        return Err(refused(format!("two columns are called `{twice}`")));
    }
    unused(name, columns.iter().map(String::as_str).collect());
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(&broken)? {
        let place = format!("{name}:{}", record.position().map_or(0, csv::Position::line));
        if record.iter().all(|cell| cell.iter().all(u8::is_ascii_whitespace)) {
            continue;
        }
        let cells = if record.len() == columns.len() {
            let cells = columns.iter().zip(&record).map(|(column, cell)| {
                let text = std::str::from_utf8(cell).map_err(|_| format!("{column}: it is not UTF-8"))?;
                Ok((column.clone(), Value::String(text.to_owned())))
            });
            cells.collect::<Result<Map<String, Value>, String>>()
        } else {
            let (cells, wanted) = (record.len(), columns.len());
            Err(format!("it has {cells} cells, the heading has {wanted}: put cells with commas in quotes"))
        };
        rows.push(PackingRow { place, cells });
    }
    Ok(rows)
}

fn of_lines(name: &str, bytes: &[u8]) -> Vec<PackingRow> {
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let place = format!("{name}:{}", number + 1);
        let cells = match serde_json::from_slice(line) {
            Ok(Value::Object(fields)) => {
                seen.extend(fields.keys().map(|key| column(key)));
                Ok(fields.into_iter().map(|(key, value)| (column(&key), value)).collect())
            }
            Ok(_) => Err("it is no JSON object: write a line as {\"item\": \"…\", \"hs\": \"…\"}".to_owned()),
            Err(error) => Err(format!("not JSON: {error}: write one object a line")),
        };
        rows.push(PackingRow { place, cells });
    }
    unused(name, seen.iter().map(String::as_str).collect());
    rows
}

/// Says once which columns are not looked at, so that a misspelt one does not pass for an empty one.
fn unused(file: &str, columns: BTreeSet<&str>) {
    let unused: Vec<&str> = columns.into_iter().filter(|column| !COLUMNS.contains(column)).collect();
    if !unused.is_empty() {
        eprintln!("{file}: not looked at: {} (known: {})", unused.join(", "), COLUMNS.join(", "));
    }
}
