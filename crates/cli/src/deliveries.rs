//! A user's own deliveries from a file: CSV with a heading, or one JSON object a line. A row that cannot be read is told with
//! its line, field and mend, and the others count.

use std::fs::File;
use std::io::{BufRead, BufReader};

use interdict_regime::{BadEntry, Entry, Regime};
use serde_json::{Map, Value};

use crate::failure::Failure;

/// The entries of a file, and what is wrong with the rows that give none.
pub(crate) fn read(path: &str, regime: &Regime) -> Result<(Vec<Entry>, Vec<String>), Failure> {
    let file = BufReader::new(File::open(path).map_err(Failure::unreadable(path))?);
    let rows = if path.to_ascii_lowercase().ends_with(".csv") { of_csv(file) } else { of_lines(file) };
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for (line, row) in rows {
        match row.and_then(|row| Entry::own(row, regime)) {
            Ok(entry) => entries.push(entry),
            Err(error) => {
                let mend = error.mend.as_ref().map(|mend| format!("; {mend}")).unwrap_or_default();
                problems.push(format!("{path}:{line}: {error}{mend}"));
            }
        }
    }
    Ok((entries, problems))
}

/// The entries of a file, every one of which must be readable: a delivery that is lost would leave room that is not there.
pub(crate) fn all(path: &str, regime: &Regime) -> Result<Vec<Entry>, Failure> {
    let (entries, problems) = read(path, regime)?;
    match problems.into_iter().next() {
        None => Ok(entries),
        Some(problem) => {
            let mend =
                "every delivery of the file must be readable; `interdict quota --ledger` shows what is wrong";
            Err(Failure::Usage { problem, mend: Some(mend.to_owned()) })
        }
    }
}

type Row = (u64, Result<Value, BadEntry>);

fn of_csv(input: impl BufRead) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(input);
    let heading = match reader.headers() {
        Ok(heading) => heading.clone(),
        Err(error) => return vec![(1, Err(unreadable_row(&error.to_string())))],
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let cells = heading.iter().zip(record.iter()).filter(|(_, cell)| !cell.is_empty());
                let object: Map<String, Value> =
                    cells.map(|(key, cell)| (key.to_owned(), Value::from(cell))).collect();
                rows.push((line, Ok(Value::Object(object))));
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                rows.push((line, Err(unreadable_row(&error.to_string()))));
            }
        }
    }
    rows
}

fn of_lines(input: impl BufRead) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(input.lines()) {
        match line {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                let row = serde_json::from_str(&line)
                    .map_err(|error| unreadable_row(&format!("not JSON: {error}")));
                rows.push((number, row));
            }
            Err(error) => rows.push((number, Err(unreadable_row(&error.to_string())))),
        }
    }
    rows
}

fn unreadable_row(problem: &str) -> BadEntry {
    BadEntry {
        field: "the row".to_owned(),
        problem: problem.to_owned(),
        mend: Some("write a row as docs/quota.md shows".to_owned()),
    }
}
