use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use interdict_regime::{Conduct, CountryCode, Regime, Treaty};
use jiff::civil::Date;
use serde_json::json;

use super::{Format, day};
use crate::failure::Failure;
use crate::{law, page};

/// Show whether a treaty is in force, who is missing, and whether it binds a State.
#[derive(Args)]
pub(crate) struct TreatyCommand {
    /// `ctbt` or `npt`
    treaty: String,
    /// The State asked about [default: the target State of the regime]
    #[arg(long, value_name = "COUNTRY")]
    state: Option<String>,
    /// The day asked about [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl TreatyCommand {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let (regime, treaties) = law::load_with_treaties(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let on = self.on.unwrap_or(known);
        let held =
            treaties.iter().find(|treaty| *treaty.file().treaty.id == *self.treaty).ok_or_else(|| {
                let ids: Vec<&str> = treaties.iter().map(|treaty| treaty.file().treaty.id.as_str()).collect();
                Failure::Usage {
                    problem: format!("`{}` is no treaty of the ledger", self.treaty),
                    mend: Some(format!("treaties held: {}", ids.join(", "))),
                }
            })?;
        let state: CountryCode = match &self.state {
            None => regime.target(),
            Some(word) => regime.reference().country(word).ok_or_else(|| Failure::Usage {
                problem: format!("`{word}` is no country of ISO 3166-1"),
                mend: Some("write an alpha-2 code, such as KZ".into()),
            })?,
        };
        let (status, bound) = (held.status(on, known), held.binds(state, on, known));
        let resolutions = if state == regime.target() { alike(&regime, held, on, known) } else { Vec::new() };
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => {
                let target = state == regime.target();
                let name = if target { &regime.about().target_name } else { regime.reference().name(state) };
                write!(out, "{}", page::treaty(held, &status, &bound, name, &resolutions, known))?;
            }
            Format::Json => {
                let value = json!({
                    "status": status, "state": state.to_string(), "binds": bound, "resolutions": resolutions,
                });
                writeln!(out, "{value:#}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The paragraphs in force whose demands the same conduct breaches as the treaty's obligations.
fn alike(regime: &Regime, treaty: &Treaty, on: Date, known: Date) -> Vec<String> {
    let mut cites: Vec<String> = Vec::new();
    for kind in treaty.file().obligation.iter().flat_map(|obligation| &obligation.breached_by) {
        let Some(answer) = regime.assess(Conduct::Kind(*kind, on), &[], known) else { continue };
        let binding = answer.breached.into_iter().filter(|row| row.binding && row.on_reading.is_none());
        cites.extend(binding.map(|row| row.cite));
    }
    cites.dedup();
    cites
}
