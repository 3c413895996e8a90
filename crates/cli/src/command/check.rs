use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use interdict_engine::{Answer, Engine};
use interdict_regime::Clocks;
use jiff::civil::Date;
use miette::Diagnostic;
use serde_json::json;

use super::{Format, day};
use crate::desk::DeskArguments;
use crate::failure::{Failure, GO, REJECTED_ROWS, outcome_code};
use crate::input::{self, Row, Shape};
use crate::{law, page};

/// Determine what binds a dealing.
#[derive(Args)]
#[command(after_help = "Exit codes, for one dealing: 0 go, 10 prohibited, 11 undetermined, 12 conditional; \
                        for many: 0, or 4 where rows were refused. 1 failed, 2 usage, 3 the law did not load.")]
pub(crate) struct Check {
    /// Dealings as JSON: one object, an array, or one a line; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The day that provisions test where a dealing gives no better one
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    #[command(flatten)]
    desk: DeskArguments,
    /// Answer by the reference evaluator, which tries every provision: slow, and the same
    #[arg(long, hide = true)]
    naive: bool,
    /// How to print the answer; many dealings as JSON are one a line
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn reading(text: &str) -> Result<(String, String), String> {
    let (name, option) = text.split_once('=').ok_or("write it as NAME=OPTION, such as coal-scope=narrow")?;
    Ok((name.to_owned(), option.to_owned()))
}

/// What a run has met so far. One row is held back until it is clear whether it stands alone.
#[derive(Default)]
struct Tally {
    determined: BTreeMap<&'static str, usize>,
    refusals: usize,
    held: Option<(String, Result<Answer, Failure>)>,
}

impl Check {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let clocks = Clocks { on: self.on, known: self.known.unwrap_or_else(law::today) };
        let engine = self.desk.engine(law::load(folder)?, clocks)?;
        let mut tally = Tally::default();
        let mut batch = self.files.len() > 1;
        let mut out = std::io::stdout().lock();
        for file in &self.files {
            let shape = input::each(file, |row| {
                let place = row.place.clone();
                let examined = self.examine(&engine, row);
                match &examined {
                    Ok(answer) => {
                        *tally.determined.entry(answer.determination.outcome.word()).or_default() += 1
                    }
                    Err(_) => tally.refusals += 1,
                }
                match tally.held.replace((place, examined)) {
                    Some((place, earlier)) => self.row(&mut out, &place, earlier),
                    None => Ok(()),
                }
            })?;
            batch |= shape == Shape::Batch;
        }
        let Some((place, last)) = tally.held else { return Ok(ExitCode::from(GO)) };
        if !batch {
            let answer = last?;
            self.print(&mut out, &answer, None)?;
            return Ok(ExitCode::from(outcome_code(answer.determination.outcome)));
        }
        self.row(&mut out, &place, last)?;
        let counted = tally.determined.iter().map(|(outcome, count)| format!("{count} {outcome}"));
        let counted = counted.collect::<Vec<_>>().join(", ");
        eprintln!("{counted}{}{} refused", if counted.is_empty() { "" } else { "; " }, tally.refusals);
        Ok(ExitCode::from(if tally.refusals > 0 { REJECTED_ROWS } else { GO }))
    }

    /// A row of a batch.
    fn row(
        &self,
        out: &mut impl Write,
        place: &str,
        examined: Result<Answer, Failure>,
    ) -> Result<(), Failure> {
        match examined {
            Ok(answer) => self.print(out, &answer, Some(place)),
            Err(refusal) => self.refuse(out, refusal),
        }
    }

    fn print(&self, out: &mut impl Write, answer: &Answer, place: Option<&str>) -> Result<(), Failure> {
        match (self.format, place) {
            (Format::Text, place) => {
                if let Some(place) = place {
                    writeln!(out, "── {place}")?;
                }
                writeln!(out, "{}", page::answer(answer))?;
            }
            (Format::Json, None) => {
                serde_json::to_writer_pretty(&mut *out, answer).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            (Format::Json, Some(place)) => {
                let mut value = serde_json::to_value(answer).map_err(std::io::Error::from)?;
                if let Some(object) = value.as_object_mut() {
                    object.insert("source".to_owned(), json!(place));
                }
                writeln!(out, "{value}")?;
            }
        }
        Ok(())
    }

    /// A refused row of a batch: on standard error for people, in its place for programs.
    fn refuse(&self, out: &mut impl Write, refusal: Failure) -> Result<(), Failure> {
        let Failure::Refused { place, problem, mend } = refusal else { return Err(refusal) };
        match self.format {
            Format::Text => {
                let mend = mend.map(|mend| format!(" ({mend})")).unwrap_or_default();
                eprintln!("refused: {place}: {problem}{mend}");
            }
            Format::Json => writeln!(
                out,
                "{}",
                json!({ "source": place, "error": { "problem": problem, "mend": mend } })
            )?,
        }
        Ok(())
    }

    /// A row's answer, or why the row is refused.
    fn examine(&self, engine: &Engine, row: Row) -> Result<Answer, Failure> {
        let place = row.place.clone();
        let law = engine.law();
        let dealing = row.dealing(law.regime())?;
        let completed = engine.complete(&dealing).map_err(|error| Failure::Refused {
            place,
            problem: error.to_string(),
            mend: error.help().map(|help| help.to_string()),
        })?;
        let determination = if self.naive {
            law.regime().determine(&completed.dealing, law.clocks(), law.profile())?
        } else {
            law.determine(&completed.dealing)
        };
        Ok(engine.answer(completed, determination))
    }
}
