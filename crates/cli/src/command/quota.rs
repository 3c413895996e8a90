use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use interdict_regime::{BalanceSheet, Ledger, Profile, Regime};
use jiff::civil::Date;
use serde_json::json;

use super::check::reading;
use super::{Format, day};
use crate::failure::{Failure, GO, REJECTED_ROWS};
use crate::{deliveries, law, page};

/// Show what was drawn on a cap.
#[derive(Args)]
pub(crate) struct QuotaCommand {
    /// One quota, such as `2397/refined-petroleum`, with its entries [default: every quota in force on the day]
    quota: Option<String>,
    /// The day up to which it is counted [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// Your own deliveries: CSV with a heading, or one JSON object a line
    #[arg(long, value_name = "FILE")]
    ledger: Option<String>,
    /// Fix a reading of the law, as crude-year=from-22-december
    #[arg(long = "reading", value_name = "NAME=OPTION", value_parser = reading)]
    readings: Vec<(String, String)>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Draw the gauge, years side by side, to this file; `-` draws it to standard output and prints nothing else
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// A quota with its balance on the day, and the periods before it.
pub(crate) struct Shown {
    /// One for each period that holds the day where readings differ on it.
    pub(crate) now: Vec<BalanceSheet>,
    /// Every period with an entry, the one that holds the day last.
    pub(crate) history: Vec<BalanceSheet>,
}

impl QuotaCommand {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let on = self.on.unwrap_or(known);
        let profile = Profile { readings: self.readings.iter().cloned().collect() };
        regime.check_profile(&profile)?;
        let mut ledger = Ledger::published(&regime);
        let mut refused = false;
        if let Some(path) = &self.ledger {
            let (entries, problems) = deliveries::read(path, &regime)?;
            for problem in &problems {
                eprintln!("{problem}");
            }
            refused = !problems.is_empty();
            ledger = ledger.with(entries);
        }
        let shown: Vec<Shown> = self
            .wanted(&regime, on, known)?
            .iter()
            .map(|quota| Shown {
                now: ledger.balance(&regime, quota, on, known, &profile),
                history: ledger.history(&regime, quota, on, known, &profile),
            })
            .collect();
        let code = ExitCode::from(if refused { REJECTED_ROWS } else { GO });
        let mut out = std::io::stdout().lock();
        if let Some(path) = &self.svg {
            let drawing = page::gauges(&regime, &shown, on, known);
            if path.as_os_str() == "-" {
                out.write_all(drawing.as_bytes())?;
                return Ok(code);
            }
            std::fs::write(path, drawing).map_err(Failure::unreadable(path.display()))?;
        }
        match self.format {
            Format::Json => {
                let quotas = shown.iter().map(|quota| json!({ "now": quota.now, "periods": quota.history }));
                let value = json!({
                    "regime": regime.about().id, "edition": regime.edition(), "on": on.to_string(),
                    "known": known.to_string(), "quotas": quotas.collect::<Vec<_>>(),
                });
                writeln!(out, "{value:#}")?;
            }
            Format::Text => match (&self.quota, shown.as_slice()) {
                (Some(_), [one]) => write!(out, "{}", page::quota_page(&regime, one, on, known))?,
                (_, all) => write!(out, "{}", page::quota_brief(all, on, known))?,
            },
        }
        Ok(code)
    }

    /// The quotas asked for: the one named, or all that are in force.
    fn wanted(&self, regime: &Regime, on: Date, known: Date) -> Result<Vec<String>, Failure> {
        let ids = regime.quotas_known(known).map(|quota| quota.id.to_string());
        match &self.quota {
            None => Ok(ids.filter(|id| !regime.caps_for(id, on, known).is_empty()).collect()),
            Some(wanted) => {
                let ids: Vec<String> = ids.collect();
                if ids.contains(wanted) {
                    return Ok(vec![wanted.clone()]);
                }
                let mend = match ids.is_empty() {
                    true => format!("no quota is known on {known}"),
                    false => format!("quotas: {}", ids.join(", ")),
                };
                Err(Failure::Usage { problem: format!("`{wanted}` is no quota"), mend: Some(mend) })
            }
        }
    }
}
