//! `interdict ask`: a dealing put together by being asked only what still decides.

mod answers;
mod session;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use interdict_engine::Engine;
use interdict_regime::{Clocks, Dealing, Interview, Until};
use jiff::civil::Date;
use serde_json::json;

use self::answers::Prepared;
use self::session::{Course, Source};
use super::{Format, day};
use crate::desk::DeskArguments;
use crate::failure::{Failure, outcome_code};
use crate::{input, law, page};

/// Put a dealing together by asking.
#[derive(Args)]
#[command(
    after_help = "At a question: the answer, `?` or an empty line where it is not known, `back`, `why`, `quit`.\n\
                        Exit codes as of `check`: 0 go, 10 prohibited, 11 undetermined, 12 conditional."
)]
pub(crate) struct Ask {
    /// What it is about, in a sentence; only what is plainly understood is taken
    #[arg(value_name = "SENTENCE", conflicts_with = "from")]
    sentence: Vec<String>,
    /// Start from a dealing that says a part
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
    /// Prepared answers, one `field = value` a line or a JSON object; what is not among them is not known; `-` reads
    /// standard input
    #[arg(long, value_name = "FILE")]
    answers: Option<String>,
    /// Go on when the class is decided, to what the answer takes for granted
    #[arg(long)]
    all: bool,
    /// Write the dealing as JSON, for `check`
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// The day that provisions test where the dealing gives no better one
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    #[command(flatten)]
    desk: DeskArguments,
    /// How to print the steps and the answer; as JSON one a line
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl Ask {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let clocks = Clocks { on: self.on, known: self.known.unwrap_or_else(law::today) };
        let engine = self.desk.join(law::load(folder)?, clocks)?.engine;
        let regime = engine.law().regime();
        let completes =
            |told: &Dealing| engine.complete(told).map_or_else(|_| told.clone(), |all| all.dealing);
        let mut interview = self.start(&engine)?.completing(&completes);
        let mut course = Course::new(&engine, self.format);
        if !self.sentence.is_empty() {
            let understood = interview.understand(&self.sentence.join(" "));
            course.show(&page::understood(&understood, regime), || json!({ "understood": understood }))?;
        }
        let mut source = match &self.answers {
            Some(path) => Source::Prepared(Prepared::read(path)?),
            None => Source::lines(),
        };
        course.run(&mut interview, &mut source)?;
        let Some(dealing) = interview.dealing() else {
            return Err(Failure::Usage {
                problem: "nothing was said of what it is about".to_owned(),
                mend: Some(
                    "answer the first question, such as `goods`; among prepared answers: `about = goods`"
                        .into(),
                ),
            });
        };
        let answer = engine.examine(dealing).map_err(|error| input::refused("the dealing", &error))?;
        let written = dealing.to_value(regime);
        if let Some(path) = &self.save {
            save(path, &written)?;
            eprintln!("saved: {}", path.display());
        }
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => writeln!(out, "{}", page::answer(&answer))?,
            Format::Json => writeln!(out, "{}", json!({ "dealing": written, "determination": answer }))?,
        }
        Ok(ExitCode::from(outcome_code(answer.determination.outcome)))
    }

    fn start<'e>(&self, engine: &'e Engine) -> Result<Interview<'e>, Failure> {
        let (regime, clocks, profile) =
            (engine.law().regime(), engine.clocks(), engine.law().profile().clone());
        let until = if self.all { Until::NothingOpen } else { Until::ClassDecided };
        Ok(match &self.from {
            Some(path) => Interview::from_dealing(partial(path, engine)?, regime, clocks, profile, until)?,
            None => Interview::blank(regime, clocks, profile, until)?,
        })
    }
}

/// The one dealing of a file.
fn partial(path: &str, engine: &Engine) -> Result<Dealing, Failure> {
    let mut read = Vec::new();
    input::each(path, |row| {
        read.push(row);
        Ok(())
    })?;
    let mut rows = read.into_iter();
    let (Some(row), None) = (rows.next(), rows.next()) else {
        return Err(Failure::Refused {
            place: path.to_owned(),
            problem: "it holds more than one dealing".to_owned(),
            mend: Some("give one, to be asked about".to_owned()),
        });
    };
    let dealing = row.dealing(engine.law().regime())?;
    engine.complete(&dealing).map_err(|error| row.refused(&error))?;
    Ok(dealing)
}

fn save(path: &Path, dealing: &serde_json::Value) -> Result<(), Failure> {
    let text = format!("{dealing:#}\n");
    std::fs::write(path, text).map_err(Failure::unreadable(path.display()))
}
