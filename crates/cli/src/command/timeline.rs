use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::ToSpan;
use jiff::civil::Date;

use super::day;
use crate::failure::Failure;
use crate::{law, page};

/// Show measures, tests and launches over time.
#[derive(Args)]
pub(crate) struct TimelineCommand {
    /// The first day shown [default: a year before the first instrument]
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,
    /// The last day shown [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<Date>,
    /// Only this subject, with every stretch of time and its provisions; may be given again
    #[arg(long, value_name = "SUBJECT")]
    subject: Vec<String>,
    /// Also list what happened
    #[arg(long)]
    list: bool,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: TimelineFormat,
    /// Write it to this file
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TimelineFormat {
    /// A drawing in the terminal
    Text,
    /// A drawing that stands by itself
    Svg,
    /// JSON
    Json,
}

impl TimelineCommand {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let first = regime.instruments().first().map_or(known, |instrument| instrument.adopted);
        let from = self.from.unwrap_or_else(|| year_before(first));
        let to = self.to.unwrap_or(known);
        if to <= from {
            return Err(Failure::Usage {
                problem: format!("the time from {from} to {to} is empty"),
                mend: Some("give a --to after --from".into()),
            });
        }
        let subjects = || regime.subjects().iter().map(|subject| subject.id.as_str());
        if let Some(wrong) = self.subject.iter().find(|wanted| !subjects().any(|known| known == *wanted)) {
            return Err(Failure::Usage {
                problem: format!("`{wrong}` is no subject"),
                mend: Some(format!("subjects: {}", subjects().collect::<Vec<_>>().join(", "))),
            });
        }
        let mut line = regime.timeline(from, to, known);
        if !self.subject.is_empty() {
            line.lanes.retain(|lane| self.subject.contains(&lane.subject));
        }
        let text = match self.format {
            TimelineFormat::Text => page::timeline(&line, from, to, !self.subject.is_empty(), self.list),
            TimelineFormat::Svg => page::drawing(&line, &regime.about().short, from, to),
            TimelineFormat::Json => format!("{:#}\n", serde_json::json!(line)),
        };
        match &self.output {
            Some(path) => std::fs::write(path, text).map_err(Failure::unreadable(path.display()))?,
            None => std::io::stdout().lock().write_all(text.as_bytes())?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The first day shown where none is asked for: a year before the first instrument.
fn year_before(day: Date) -> Date {
    day.checked_sub(1.year()).unwrap_or(day)
}
