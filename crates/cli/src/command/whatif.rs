use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use interdict_regime::{Regime, difference};
use jiff::civil::Date;
use serde_json::json;

use super::moves::{Moves, State};
use super::{Format, day};
use crate::desk::HouseArguments;
use crate::failure::{Failure, GO, REJECTED_ROWS};
use crate::{law, page};

/// Show what a draft laid over the law would change.
#[derive(Args)]
pub(crate) struct WhatIf {
    /// The draft: an overlay file; `interdict schema overlay` describes it
    overlay: PathBuf,
    /// Dealings as JSON, to see which of them change class
    dealings: Vec<String>,
    /// The day on which the law with and without the draft is compared, and that dealings without a day are tested on
    /// [default: the first day of the draft]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today, or the draft's adoption if that is later]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Also list the dealings that do not change class
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    house: HouseArguments,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl WhatIf {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let drafted = Arc::new(regime.overlaid(&law::file(&self.overlay)?)?);
        let adopted = drafted.overlay().map_or_else(law::today, |draft| draft.adopted);
        let known = self.known.unwrap_or_else(|| law::today().max(adopted));
        if known < adopted {
            return Err(Failure::Usage {
                problem: format!("the draft is adopted on {adopted}, after {known}, the day known"),
                mend: Some("give a later --known, or mend `adopted` in the overlay".into()),
            });
        }
        let on = self.on.unwrap_or(adopted);
        let state = |regime: &Arc<Regime>| State { regime: Arc::clone(regime), on, known };
        let (before, after) = (state(&Arc::new(regime)), state(&drafted));
        let difference = difference(before.law(), after.law());
        let moves = Moves::of(&self.dealings, &self.house, (&before, &after), false)?;
        let remains = remains(&drafted, &difference, on, known);
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => {
                write!(out, "{}", page::whatif(&drafted, &difference, &remains))?;
                if !self.dealings.is_empty() {
                    write!(out, "{}", page::moves(&moves, self.all))?;
                }
                writeln!(
                    out,
                    "\nHypothetical: no such resolution is in force; this is no advice to act on."
                )?;
            }
            Format::Json => {
                let dealings = (!self.dealings.is_empty()).then(|| moves.json());
                let value = json!({
                    "hypothetical": true, "overlay": drafted.overlay(), "difference": difference,
                    "remains": remains, "dealings": dealings,
                });
                writeln!(out, "{value:#}")?;
            }
        }
        Ok(ExitCode::from(if moves.refused.is_empty() { GO } else { REJECTED_ROWS }))
    }
}

/// The binding prohibitions that stay in force on the subjects that the draft touches, as `cite: summary`.
fn remains(
    drafted: &Regime,
    difference: &interdict_regime::Difference,
    on: Date,
    known: Date,
) -> Vec<(String, String)> {
    let touched = |subject: &str| difference.subjects.iter().any(|changed| changed.subject == subject);
    let held = drafted.provisions().filter(|(provision, _)| {
        touched(&provision.subject)
            && provision.forbids()
            && matches!(drafted.standing(provision, on, known), interdict_regime::Standing::InForce { .. })
    });
    held.map(|(provision, instrument)| {
        (format!("{}:{} [{}]", instrument.id, provision.cite, provision.id), provision.summary.clone())
    })
    .collect()
}
