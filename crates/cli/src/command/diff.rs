use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use interdict_regime::{Regime, difference, parse_day};
use jiff::civil::Date;
use serde_json::json;

use super::moves::{Moves, State};
use super::{Format, day};
use crate::desk::HouseArguments;
use crate::failure::{Failure, GO, REJECTED_ROWS};
use crate::{law, page};

/// Show what changed between two states of the law.
#[derive(Args)]
pub(crate) struct Diff {
    /// A day, an instrument (the law on its adoption), `current`, or a folder with another edition of the law
    before: String,
    /// The same, for the later state
    after: String,
    /// Say which of these dealings change class; between two days, were they done on each
    #[arg(long, value_name = "FILE")]
    dealings: Vec<String>,
    /// Of the dealings, also list those that do not change class
    #[arg(long, requires = "dealings")]
    all: bool,
    /// The day on which two editions are compared [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    #[command(flatten)]
    house: HouseArguments,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// What a user named as a state of the law.
enum Named {
    Day(Date),
    Current,
    Edition(Arc<Regime>),
}

impl Named {
    fn state(&self, regime: &Arc<Regime>, on: Date) -> State {
        let (regime, on) = match self {
            Named::Day(day) => (regime, *day),
            Named::Current => (regime, on),
            Named::Edition(other) => (other, on),
        };
        State { regime: Arc::clone(regime), on, known: on }
    }
}

impl Diff {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = Arc::new(law::load(folder)?);
        let (before, after) = (named(&regime, &self.before)?, named(&regime, &self.after)?);
        let by_day = match (&before, &after) {
            (Named::Day(first), Named::Day(second)) if first <= second => true,
            (Named::Day(_), Named::Day(_)) => {
                return Err(Failure::Usage {
                    problem: format!("{} is later than {}", self.before, self.after),
                    mend: Some("name the earlier state first".into()),
                });
            }
            (Named::Day(_), _) | (_, Named::Day(_)) => {
                return Err(Failure::Usage {
                    problem: "a day cannot be compared with an edition".into(),
                    mend: Some(
                        "name two days or instruments, or two editions: `current` is the one in use".into(),
                    ),
                });
            }
            _ => false,
        };
        let on = self.on.unwrap_or_else(law::today);
        let (before, after) = (before.state(&regime, on), after.state(&regime, on));
        let difference = difference(before.law(), after.law());
        let moves = Moves::of(&self.dealings, &self.house, (&before, &after), by_day)?;
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => {
                write!(out, "{}", page::difference(&difference))?;
                if !self.dealings.is_empty() {
                    write!(out, "{}", page::moves(&moves, self.all))?;
                }
            }
            Format::Json => {
                let dealings = (!self.dealings.is_empty()).then(|| moves.json());
                writeln!(out, "{:#}", json!({ "difference": difference, "dealings": dealings }))?;
            }
        }
        Ok(ExitCode::from(if moves.refused.is_empty() { GO } else { REJECTED_ROWS }))
    }
}

fn named(regime: &Regime, word: &str) -> Result<Named, Failure> {
    if let Some(day) = parse_day(word) {
        return Ok(Named::Day(day));
    }
    let mut instruments = regime.instruments().iter();
    if let Some(held) = instruments.find(|held| *held.id == *word || held.symbol == word) {
        return Ok(Named::Day(held.adopted));
    }
    if word == "current" {
        return Ok(Named::Current);
    }
    if Path::new(word).is_dir() {
        return Ok(Named::Edition(Arc::new(law::load(Some(Path::new(word)))?)));
    }
    let example = regime.about().example.as_deref();
    let example = regime.instruments().iter().find(|held| Some(held.id.as_str()) == example);
    let state =
        example.map_or("a day, an instrument".to_owned(), |held| format!("{}, {}", held.adopted, held.id));
    Err(Failure::Usage {
        problem: format!("`{word}` is no day, no instrument held and no folder"),
        mend: Some(format!("write {state}, `current`, or a folder of regimes")),
    })
}
