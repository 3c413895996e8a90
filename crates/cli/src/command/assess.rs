use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use interdict_regime::law::EventKind;
use interdict_regime::{Conduct, Regime};
use jiff::civil::Date;

use super::{Format, day};
use crate::failure::Failure;
use crate::{law, page};

/// Assess a test or launch against the target State's obligations.
#[derive(Args)]
pub(crate) struct Assess {
    /// An event of the ledger, such as `test-2017-09-03`; left out, with `--kind` and `--on`
    #[arg(required_unless_present = "kind", conflicts_with = "kind")]
    event: Option<String>,
    /// What was done, where the ledger has no such event
    #[arg(long, value_enum, requires = "on")]
    kind: Option<ConductKind>,
    /// The day it was done, at the Council's seat
    #[arg(long, value_name = "DATE", value_parser = day, requires = "kind")]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ConductKind {
    /// A nuclear test
    Test,
    /// The launch of a ballistic missile
    Launch,
    /// The launch of a satellite on a rocket
    SpaceLaunch,
}

impl Assess {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let (regime, treaties) = law::load_with_treaties(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let conduct = self.conduct(&regime, known)?;
        let Some(answer) = regime.assess(conduct, &treaties, known) else {
            let (problem, mend) = match conduct {
                Conduct::Event(event) if EventKind::CONDUCT.contains(&event.kind) => {
                    (format!("`{}` is later than {known}, the day known", event.id), "give a later --known")
                }
                Conduct::Event(event) => (
                    format!("`{}` is no test and no launch", event.id),
                    "only what the target State does can breach its obligations",
                ),
                Conduct::Kind(_, on) => {
                    (format!("{on} is later than {known}, the day known"), "give a later --known")
                }
            };
            return Err(Failure::Usage { problem, mend: Some(mend.to_owned()) });
        };
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => write!(out, "{}", page::assessment(&answer))?,
            Format::Json => writeln!(out, "{:#}", serde_json::json!(answer))?,
        }
        Ok(ExitCode::SUCCESS)
    }

    fn conduct<'r>(&self, regime: &'r Regime, known: Date) -> Result<Conduct<'r>, Failure> {
        if let (Some(kind), Some(on)) = (self.kind, self.on) {
            let kind = match kind {
                ConductKind::Test => EventKind::NuclearTest,
                ConductKind::Launch => EventKind::BallisticMissileLaunch,
                ConductKind::SpaceLaunch => EventKind::SpaceLaunch,
            };
            return Ok(Conduct::Kind(kind, on));
        }
        let id = self.event.as_deref().unwrap_or_default();
        regime.event(id).map(Conduct::Event).ok_or_else(|| {
            let near: Vec<&str> = regime
                .events()
                .iter()
                .filter(|event| {
                    EventKind::CONDUCT.contains(&event.kind) && regime.council_day(event) <= known
                })
                .map(|event| event.id.as_str())
                .filter(|held| id.get(..8).is_some_and(|start| held.starts_with(start)))
                .collect();
            let mend = if near.is_empty() {
                "write for example test-2017-09-03, or --kind launch --on DATE".to_owned()
            } else {
                format!("events like it: {}; or give --kind and --on", near.join(", "))
            };
            Failure::Usage { problem: format!("the ledger has no event `{id}`"), mend: Some(mend) }
        })
    }
}
