use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use interdict_engine::{Answer, Engine};
use interdict_regime::{Clocks, Outcome};
use interdict_screen::on_all_cores;
use jiff::civil::Date;
use miette::Diagnostic;
use serde_json::json;

use super::{Format, day};
use crate::desk::DeskArguments;
use crate::failure::{Failure, GO, REJECTED_ROWS, outcome_code};
use crate::input::{self, AT_ONCE, Row, Shape};
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

/// What a run has met so far.
#[derive(Default)]
struct Tally {
    determined: BTreeMap<&'static str, usize>,
    refusals: usize,
}

impl Check {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let clocks = Clocks { on: self.on, known: self.known.unwrap_or_else(law::today) };
        let engine = self.desk.join(law::load(folder)?, clocks)?.engine;
        let mut tally = Tally::default();
        let mut single = None;
        let mut waiting: Vec<Row> = Vec::new();
        let mut out = std::io::stdout().lock();
        for file in &self.files {
            input::each(file, |row| {
                if row.shape == Shape::Single && self.files.len() == 1 {
                    single = Some(row);
                    return Ok(());
                }
                waiting.push(row);
                if waiting.len() < AT_ONCE {
                    return Ok(());
                }
                self.rows(&engine, &mut waiting, &mut tally, &mut out)
            })?;
        }
        if let Some(row) = single {
            let (outcome, page) = self.examined(&engine, &row, None)?;
            out.write_all(page.as_bytes())?;
            return Ok(ExitCode::from(outcome_code(outcome)));
        }
        self.rows(&engine, &mut waiting, &mut tally, &mut out)?;
        let counted = tally.determined.iter().map(|(outcome, count)| format!("{count} {outcome}"));
        let counted = counted.collect::<Vec<_>>().join(", ");
        eprintln!("{counted}{}{} refused", if counted.is_empty() { "" } else { "; " }, tally.refusals);
        Ok(ExitCode::from(if tally.refusals > 0 { REJECTED_ROWS } else { GO }))
    }

    /// Rows of a batch, examined on every core and printed in their order.
    fn rows(
        &self,
        engine: &Engine,
        rows: &mut Vec<Row>,
        tally: &mut Tally,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let examined = on_all_cores(rows, |row| self.examined(engine, row, Some(&row.place)));
        for (row, examined) in rows.drain(..).zip(examined) {
            match examined {
                Ok((outcome, page)) => {
                    *tally.determined.entry(outcome.word()).or_default() += 1;
                    out.write_all(page.as_bytes())?;
                }
                Err(refusal) => {
                    tally.refusals += 1;
                    self.refuse(out, &row.place, &refusal)?;
                }
            }
        }
        Ok(())
    }

    /// A row's outcome, and the answer as it is printed: alone, or as a row of a batch with its place.
    fn examined(
        &self,
        engine: &Engine,
        row: &Row,
        place: Option<&str>,
    ) -> Result<(Outcome, String), Failure> {
        let answer = self.examine(engine, row)?;
        Ok((answer.determination.outcome, self.page(&answer, place)?))
    }

    /// The answer as it is printed: alone, or as a row of a batch with its place.
    fn page(&self, answer: &Answer, place: Option<&str>) -> Result<String, Failure> {
        Ok(match (self.format, place) {
            (Format::Text, None) => format!("{}\n", page::answer(answer)),
            (Format::Text, Some(place)) => format!("── {place}\n{}\n", page::answer(answer)),
            (Format::Json, None) => {
                format!("{}\n", serde_json::to_string_pretty(answer).map_err(std::io::Error::from)?)
            }
            (Format::Json, Some(place)) => {
                let mut value = serde_json::to_value(answer).map_err(std::io::Error::from)?;
                if let Some(object) = value.as_object_mut() {
                    object.insert("source".to_owned(), json!(place));
                }
                format!("{value}\n")
            }
        })
    }

    /// A refused row of a batch: on standard error for people, in its place for programs.
    fn refuse(&self, out: &mut impl Write, place: &str, refusal: &Failure) -> Result<(), Failure> {
        match self.format {
            Format::Text => eprintln!("refused: {place}: {}", refusal.in_a_row()),
            Format::Json => {
                let mend = refusal.help().map(|mend| mend.to_string());
                let error = json!({ "problem": refusal.problem(), "mend": mend });
                writeln!(out, "{}", json!({ "source": place, "error": error }))?;
            }
        }
        Ok(())
    }

    /// A row's answer, or why the row is refused.
    fn examine(&self, engine: &Engine, row: &Row) -> Result<Answer, Failure> {
        let law = engine.law();
        let dealing = row.dealing(law.regime())?;
        let completed = engine.complete(&dealing).map_err(|error| row.refused(&error))?;
        let determination = if self.naive {
            law.regime().determine(&completed.dealing, law.clocks(), law.profile())?
        } else {
            law.determine(&completed.dealing)
        };
        Ok(engine.answer(completed, determination))
    }
}
