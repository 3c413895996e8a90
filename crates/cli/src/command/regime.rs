use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use interdict_regime::Standing;
use jiff::civil::Date;
use serde_json::json;

use super::{Format, day};
use crate::failure::Failure;
use crate::{law, page};

/// Show what the regime holds and what is in force.
#[derive(Args)]
pub(crate) struct RegimeCommand {
    /// The day asked about [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Also list what is not in force on that day
    #[arg(long)]
    all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl RegimeCommand {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let on = self.on.unwrap_or(known);
        let rows: Vec<_> = regime
            .provisions()
            .map(|(provision, instrument)| (provision, instrument, regime.standing(provision, on, known)))
            .filter(|(.., standing)| {
                *standing != Standing::NotKnown && (self.all || matches!(standing, Standing::InForce { .. }))
            })
            .collect();
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => writeln!(out, "{}", page::regime(&regime, &rows, on, known))?,
            Format::Json => {
                let instruments: Vec<_> =
                    regime.instruments().iter().filter(|instrument| instrument.adopted <= known).collect();
                let provisions: Vec<_> = rows
                    .iter()
                    .map(|(provision, instrument, standing)| {
                        json!({
                            "id": provision.id, "cite": format!("{}:{}", instrument.id, provision.cite), "norm": provision.norm,
                            "binding": provision.binding, "addressee": provision.addressee, "from": provision.from.to_string(),
                            "standing": standing, "summary": provision.summary, "confidence": provision.confidence,
                        })
                    })
                    .collect();
                let value = json!({
                    "regime": regime.about().id, "edition": regime.edition(), "on": on.to_string(), "known": known.to_string(),
                    "instruments": instruments, "provisions": provisions,
                });
                writeln!(out, "{value:#}")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
