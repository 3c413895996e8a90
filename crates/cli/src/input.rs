//! Dealings from files and standard input: one JSON object, an array of them, or one a line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};

use interdict_regime::{Dealing, Regime};
use miette::Diagnostic;
use serde_json::Value;

use crate::failure::Failure;

/// One dealing's JSON, and where it stands.
pub(crate) struct Row {
    /// The file, with the line or the place in an array.
    pub(crate) place: String,
    /// The text of one dealing, or why there is none.
    pub(crate) json: Result<Value, String>,
    /// Whether it is all that its file holds.
    pub(crate) shape: Shape,
}

impl Row {
    /// The dealing, read with a regime's words, or why the row is refused.
    pub(crate) fn dealing(&self, regime: &Regime) -> Result<Dealing, Failure> {
        match &self.json {
            Err(problem) => Err(Failure::Refused {
                place: self.place.clone(),
                problem: problem.clone(),
                mend: Some("a dealing is one JSON object: see `interdict schema dealing`".to_owned()),
            }),
            Ok(value) => Dealing::from_value(value.clone(), regime).map_err(|error| self.refused(&error)),
        }
    }

    /// The row refused for what is wrong with it.
    pub(crate) fn refused(&self, wrong: &dyn Diagnostic) -> Failure {
        refused(&self.place, wrong)
    }
}

/// Something refused for what is wrong with it.
pub(crate) fn refused(place: &str, wrong: &dyn Diagnostic) -> Failure {
    let mend = wrong.help().map(|help| help.to_string());
    Failure::Refused { place: place.to_owned(), problem: wrong.to_string(), mend }
}

/// Whether the input is one dealing or many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A single JSON object: its outcome is the command's.
    Single,
    /// An array, or one JSON value a line.
    Batch,
}

/// How many rows are worked on together, on all cores.
pub(crate) const AT_ONCE: usize = 1024;

/// Feeds every dealing of a file (`-` is standard input) to `take`; a row that is not JSON is handed on as such.
pub(crate) fn each(path: &str, mut take: impl FnMut(Row) -> Result<(), Failure>) -> Result<(), Failure> {
    let unreadable = Failure::unreadable(path);
    let mut reader: Box<dyn BufRead> = if path == "-" {
        Box::new(stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(&unreadable)?))
    };
    let name = if path == "-" { "standard input" } else { path };
    let by_line = path.ends_with(".jsonl") || path.ends_with(".ndjson");

    let mut first = Vec::new();
    let mut skipped = 0;
    while first.iter().all(u8::is_ascii_whitespace) {
        first.clear();
        if reader.read_until(b'\n', &mut first).map_err(&unreadable)? == 0 {
            return Err(Failure::Refused {
                place: name.to_owned(),
                problem: "it is empty".into(),
                mend: Some("give a dealing as JSON".into()),
            });
        }
        skipped += 1;
    }
    // A whole value on the first line, and more behind it: one dealing a line.
    let whole_line = serde_json::from_slice::<Value>(&first).is_ok();
    let more_follows = !reader.fill_buf().map_err(&unreadable)?.iter().all(u8::is_ascii_whitespace);
    if by_line || (whole_line && more_follows) {
        let mut line = first;
        let mut number = skipped;
        loop {
            if !line.iter().all(u8::is_ascii_whitespace) {
                let json = serde_json::from_slice(&line).map_err(|error| format!("not JSON: {error}"));
                take(Row { place: format!("{name}:{number}"), json, shape: Shape::Batch })?;
            }
            line.clear();
            number += 1;
            if reader.read_until(b'\n', &mut line).map_err(&unreadable)? == 0 {
                return Ok(());
            }
        }
    }
    let mut rest = first;
    reader.read_to_end(&mut rest).map_err(&unreadable)?;
    match serde_json::from_slice(&rest) {
        Ok(Value::Array(dealings)) => {
            for (i, dealing) in dealings.into_iter().enumerate() {
                take(Row { place: format!("{name}[{i}]"), json: Ok(dealing), shape: Shape::Batch })?;
            }
            Ok(())
        }
        Ok(value) => take(Row { place: name.to_owned(), json: Ok(value), shape: Shape::Single }),
        Err(error) => {
            let json = Err(format!(
                "not JSON at line {}, column {}: {error}",
                error.line() + skipped - 1,
                error.column()
            ));
            take(Row { place: name.to_owned(), json, shape: Shape::Single })
        }
    }
}
