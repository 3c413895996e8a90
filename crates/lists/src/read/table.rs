//! CSV with line numbers, a size for each record, and a check that the file is whole.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::StringRecord;

use crate::bound::Limits;
use crate::err::{At, Fault, ReadError};

/// Whether the last line of a file must be closed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A publisher's file ends with a line end, the DOS end-of-file mark or a closed quote; any other was cut off.
    Closed,
    /// People's files may end anywhere.
    Open,
}

pub(super) struct Table<R> {
    rows: csv::Reader<Watched<R>>,
    watch: Rc<Watch>,
    file: String,
    limits: Limits,
    ending: Ending,
    row: StringRecord,
}

#[derive(Default)]
struct Watch {
    last: Cell<Option<u8>>,
    quotes: Cell<u64>,
    total: Cell<u64>,
}

struct Watched<R> {
    input: R,
    watch: Rc<Watch>,
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        // White space after a last cell says nothing of whether it is whole.
        if let Some(last) = bytes.iter().rev().find(|byte| !matches!(byte, b' ' | b'\r')) {
            self.watch.last.set(Some(*last));
        }
        let quotes = memchr::memchr_iter(b'"', bytes).count() as u64;
        self.watch.quotes.set(self.watch.quotes.get().saturating_add(quotes));
        self.watch.total.set(self.watch.total.get().saturating_add(read as u64));
        Ok(read)
    }
}

impl<R: BufRead> Table<R> {
    pub(super) fn new(input: R, file: &str, limits: Limits, ending: Ending) -> Self {
        let watch = Rc::new(Watch::default());
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(Watched { input, watch: Rc::clone(&watch) });
        Self { rows, watch, file: file.to_owned(), limits, ending, row: StringRecord::new() }
    }

    /// The next row; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Row<'_>>, ReadError> {
        loop {
            let before = self.rows.position().byte();
            let more = self.rows.read_record(&mut self.row);
            let position = self.row.position().unwrap_or_else(|| self.rows.position());
            let at = At {
                file: self.file.clone(),
                line: position.line(),
                byte: position.byte(),
                element: String::new(),
            };
            let more = more.map_err(|error| sorted(error, at.clone()))?;
            if self.rows.position().byte().saturating_sub(before) > self.limits.record {
                let what = format!("one record has more than {} bytes", self.limits.record);
                return Err(ReadError::TooLarge(Fault::new(
                    at,
                    what,
                    "a quote may be missing near this line",
                )));
            }
            if !more {
                // `-0-`, the US Treasury's word for nothing, is whole without a line end too.
                let closed = matches!(self.watch.last.get(), Some(b'\n' | 0x1a | b'"' | b'-'));
                let quoted = self.watch.quotes.get() % 2 == 1;
                if quoted || self.ending == Ending::Closed && !closed {
                    let what = match self.watch.total.get() {
                        0 => "it is empty",
                        _ if quoted => "a quoted cell is not closed",
                        _ => "its last line is not closed",
                    };
                    return Err(ReadError::Truncated(Fault::new(at, what, "fetch the list again")));
                }
                return Ok(None);
            }
            // The US Treasury ends its files with the DOS end-of-file mark on a line of its own.
            if self.row.len() == 1
                && self.row.get(0).is_some_and(|cell| cell.trim_matches('\u{1a}').trim().is_empty())
            {
                continue;
            }
            let control = |c: char| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r');
            if self.row.iter().any(|cell| cell.contains(control)) {
                let what = "a control character, as in files whose encoding was damaged";
                return Err(ReadError::NotText(Fault::new(
                    at,
                    what,
                    "fetch the list again, without converting it",
                )));
            }
            return Ok(Some(Row { cells: &self.row, at }));
        }
    }
}

fn sorted(error: csv::Error, at: At) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ReadError::from_io(&error, at),
        csv::ErrorKind::Utf8 { err, .. } => {
            ReadError::NotText(Fault::new(at, err.to_string(), "fetch the list again, as UTF-8"))
        }
        other => {
            let what = format!("{other:?}");
            ReadError::NotWellFormed(Fault::new(at, what, "fetch the list again"))
        }
    }
}

/// A row and where it stands.
pub(super) struct Row<'a> {
    pub(super) cells: &'a StringRecord,
    pub(super) at: At,
}

impl<'a> Row<'a> {
    /// A cell, trimmed; empty if the row is shorter.
    pub(super) fn cell(&self, index: usize) -> &'a str {
        self.cells.get(index).unwrap_or_default().trim()
    }
}

/// The columns of a table with a header.
pub(super) struct Columns {
    names: Vec<String>,
}

impl Columns {
    pub(super) fn of(row: &Row<'_>) -> Self {
        let names = row.cells.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned());
        Self { names: names.collect() }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Every non-empty cell with its column's name.
    pub(super) fn cells<'a>(&'a self, row: &'a Row<'_>) -> impl Iterator<Item = (&'a str, &'a str)> {
        let cells = row.cells.iter().map(str::trim);
        self.names.iter().map(String::as_str).zip(cells).filter(|(_, cell)| !cell.is_empty())
    }

    /// Refuses a table without the columns that make it what it is.
    pub(super) fn require(&self, at: &At, wanted: &[&str]) -> Result<(), ReadError> {
        let missing: Vec<&str> = wanted.iter().copied().filter(|name| !self.has(name)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let what = format!("no column `{}`", missing.join("`, `"));
        Err(ReadError::WrongShape(Fault::new(at.clone(), what, "name the right format with --format")))
    }
}
