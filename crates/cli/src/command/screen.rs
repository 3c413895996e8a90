//! `interdict screen`: who on the lists a name may be.

mod customers;
mod print;
mod screened;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use interdict_engine::country;
use interdict_regime::Reference;
use interdict_screen::{Born, Kind, Match, Party, PartyName, Query, THRESHOLD, on_all_cores};
use jiff::civil::Date;

use super::{Format, day};
use crate::failure::{Failure, GO, REJECTED_ROWS};
use crate::input::AT_ONCE;
use crate::law;
use customers::{Customer, Customers, Refused};
use screened::Screened;

/// Who on the lists a name may be.
#[derive(Args)]
#[command(
    after_help = "A match is a name to look into, not an identification; no match is no clearance.\n\n\
                        Exit codes: 0 done, with or without matches; 4 done, and rows of a file were refused; 1 failed, 2 usage, \
                        3 the law or a list did not load."
)]
pub(crate) struct Screen {
    /// A name; or a file of names: .csv, .jsonl or .ndjson, `-` for JSON lines on standard input
    #[arg(value_name = "NAME|FILE", required_unless_present_any = ["imo", "id"])]
    name: Option<String>,
    /// Birth date as far as it is known: 1962, 1962-03, 1962-03-05, 1960/1962, ~1962
    #[arg(long, value_name = "DATE")]
    born: Vec<Born>,
    /// Nationality, flag or seat: a code or a name
    #[arg(long, value_name = "COUNTRY")]
    country: Vec<String>,
    /// Number of a passport, an identity card or a registration
    #[arg(long, value_name = "NUMBER")]
    id: Vec<String>,
    /// What is looked for [default: anything]
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    kind: Option<Type>,
    /// IMO number of a ship
    #[arg(long, value_name = "NUMBER", value_parser = imo)]
    imo: Vec<String>,
    /// Screen the lists as they stood on this day [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what was published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Screen this list only; several times for several [default: the regime's designations and every list held]
    #[arg(long = "list", value_name = "LIST")]
    lists: Vec<String>,
    /// The score from which a name is a match
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD, value_parser = score)]
    threshold: f64,
    /// Where editions are kept [default: interdict/lists in the user's data directory]
    #[arg(long, env = "INTERDICT_LISTS", value_name = "DIRECTORY")]
    shelf: Option<PathBuf>,
    /// How to print; a file's rows as JSON are one a line
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What a party is, as lists call it.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Type {
    /// A natural person
    Person,
    /// A company, body or group
    #[value(alias = "organisation", alias = "organization", alias = "company")]
    Entity,
    /// A ship
    Vessel,
    /// An aircraft
    Aircraft,
}

impl Type {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Person => Kind::Person,
            Self::Entity => Kind::Organisation,
            Self::Vessel => Kind::Vessel,
            Self::Aircraft => Kind::Aircraft,
        }
    }
}

pub(crate) fn score(text: &str) -> Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "it is not a number".to_owned())?;
    if (0.3..1.0).contains(&score) {
        Ok(score)
    } else {
        Err("a score is at least 0.3 and below 1".to_owned())
    }
}

/// Seven digits of which the last checks the others.
pub(crate) fn imo(text: &str) -> Result<String, String> {
    interdict_screen::imo_digits(text)
        .ok_or_else(|| "it is no IMO number: seven digits, the last of which checks the others".to_owned())
}

/// A match, with the list it is on.
pub(crate) struct Found<'lists> {
    pub(crate) list: &'lists Screened,
    pub(crate) matched: Match<'lists>,
}

impl Screen {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let days = screened::Days {
            on: self.on.unwrap_or(known),
            known,
            given: self.on.is_some() || self.known.is_some(),
        };
        let lists = screened::gather(&self.lists, self.shelf.as_deref(), days, regime.reference())?;
        let out = std::io::stdout().lock();
        match &self.name {
            Some(file) if customers::is_file(file) => self.file(file, &lists, regime.reference(), out),
            name => self.single(name.as_deref(), &lists, regime.reference(), out),
        }
    }

    fn search<'lists>(&self, party: &Party, lists: &'lists [Screened]) -> Vec<Found<'lists>> {
        let query = Query::new(party);
        let mut found: Vec<Found<'lists>> = Vec::new();
        for list in lists {
            let matches = list.index.search_prepared(&query, self.threshold);
            found.extend(matches.into_iter().map(|matched| Found { list, matched }));
        }
        // Stable: of equal scores the list named first.
        found.sort_by(|a, b| b.matched.score.total_cmp(&a.matched.score));
        found
    }

    fn single(
        &self,
        name: Option<&str>,
        lists: &[Screened],
        reference: &Reference,
        mut out: impl Write,
    ) -> Result<ExitCode, Failure> {
        if name.is_some_and(|name| !name.chars().any(char::is_alphanumeric)) {
            let mend = Some("give a name with letters, or a number with --id or --imo".to_owned());
            return Err(Failure::Usage { problem: "the name has no letters".to_owned(), mend });
        }
        let mut countries = Vec::new();
        for word in &self.country {
            let code = country(reference, word).ok_or_else(|| Failure::Usage {
                problem: format!("`{word}` is no country"),
                mend: Some("give its two-letter code, such as KP".to_owned()),
            })?;
            countries.push(code);
        }
        let kind = self.kind.map_or(
            if name.is_none() && !self.imo.is_empty() { Kind::Vessel } else { Kind::Unstated },
            Type::kind,
        );
        let party = Party {
            kind,
            names: name.into_iter().map(PartyName::new).collect(),
            births: self.born.clone(),
            countries,
            identifiers: self.id.clone(),
            imo: self.imo.clone(),
            ..Party::default()
        };
        let found = self.search(&party, lists);
        match self.format {
            Format::Text => print::page(&mut out, &party, &found, lists, self.threshold)?,
            Format::Json => writeln!(out, "{:#}", print::value(&party, &found, lists, self.threshold))?,
        }
        Ok(ExitCode::from(GO))
    }

    fn file(
        &self,
        path: &str,
        lists: &[Screened],
        reference: &Reference,
        mut out: impl Write,
    ) -> Result<ExitCode, Failure> {
        let customers = Customers::open(path, reference)?;
        let bar = progress(customers.size());
        let (mut rows, mut matched, mut refused) = (0usize, 0usize, 0usize);
        let mut answer = |read: &mut Vec<Result<Customer, Refused>>| -> Result<(), Failure> {
            let answers = on_all_cores(read, |row| {
                let found = row.as_ref().map(|customer| self.search(&self.completed(customer), lists));
                found.unwrap_or_default()
            });
            for (row, found) in read.drain(..).zip(answers) {
                match row {
                    Ok(customer) => {
                        rows += 1;
                        matched += usize::from(!found.is_empty());
                        match self.format {
                            Format::Text if found.is_empty() => {}
                            Format::Text => print::row(&mut out, &customer, &found)?,
                            Format::Json => {
                                let value = print::row_value(&customer, &found, lists, self.threshold);
                                writeln!(out, "{value}")?;
                            }
                        }
                    }
                    Err(row) => {
                        refused += 1;
                        self.refuse(&mut out, &bar, &row)?;
                    }
                }
            }
            Ok(())
        };
        // Who writes to standard input may wait for an answer before the next row.
        let at_once = if path == "-" { 1 } else { AT_ONCE };
        let mut waiting = Vec::with_capacity(at_once);
        let read = customers.each(|row, read| {
            bar.set_position(read);
            waiting.push(row);
            if waiting.len() < at_once { Ok(()) } else { answer(&mut waiting) }
        });
        // Rows before one that ends the reading are answered all the same.
        answer(&mut waiting)?;
        read?;
        bar.finish_and_clear();
        if self.format == Format::Text {
            print::screened(&mut out, lists)?;
        }
        eprintln!("{rows} screened, {matched} with matches; {refused} refused");
        Ok(ExitCode::from(if refused > 0 { REJECTED_ROWS } else { GO }))
    }

    /// A row, with what the command line says of every row.
    fn completed(&self, customer: &Customer) -> Party {
        let mut party = customer.party.clone();
        if let (Kind::Unstated, Some(kind)) = (party.kind, self.kind) {
            party.kind = kind.kind();
        }
        party
    }

    fn refuse(&self, out: &mut impl Write, bar: &ProgressBar, row: &Refused) -> Result<(), Failure> {
        match self.format {
            Format::Text => {
                bar.suspend(|| eprintln!("refused: {}: {} ({})", row.place, row.problem, row.mend))
            }
            Format::Json => {
                let error = serde_json::json!({ "problem": row.problem, "mend": row.mend });
                writeln!(out, "{}", serde_json::json!({ "source": row.place, "error": error }))?;
            }
        }
        Ok(())
    }
}

/// A bar of bytes read, on a terminal only.
fn progress(bytes: Option<u64>) -> ProgressBar {
    let (Some(bytes), true) = (bytes, std::io::stderr().is_terminal()) else { return ProgressBar::hidden() };
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr_with_hz(4));
    match ProgressStyle::with_template("{bar:40} {percent} %, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
