use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::texts::{Shelf, beside};
use super::{Format, day};
use crate::failure::Failure;
use crate::{law, page};

/// Show what the ledger holds of a paragraph.
#[derive(Args)]
pub(crate) struct Show {
    /// `2397:6` for every limb of a paragraph, `2397` for an instrument, `2397/fishing-rights` for one provision
    cite: String,
    /// The day on which to say how they stand [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    texts: Shelf,
}

impl Show {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let mut found = regime.cited(&self.cite);
        found.retain(|(_, instrument)| instrument.adopted <= known);
        if found.is_empty() {
            let instruments = regime
                .instruments()
                .iter()
                .filter(|instrument| instrument.adopted <= known)
                .map(|instrument| instrument.id.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            let mend =
                format!("write `2397:6`, `2397/fishing-rights` or `2397`; instruments held: {instruments}");
            return Err(Failure::Usage {
                problem: format!("nothing is held under `{}` as known on {known}", self.cite),
                mend: Some(mend),
            });
        }
        let on = self.on.unwrap_or(known);
        let copies = self.texts.copies(found.iter().map(|(_, instrument)| instrument.id.as_str()));
        let mut out = std::io::stdout().lock();
        match self.format {
            Format::Text => {
                for (provision, instrument) in found {
                    let standing = regime.standing(provision, on, known);
                    writeln!(
                        out,
                        "{}",
                        page::provision(&regime, provision, instrument, &standing, on, known)
                    )?;
                    if let Some(copy) = copies.get(instrument.id.as_str()) {
                        writeln!(out, "{}", beside(copy, provision))?;
                    }
                }
            }
            Format::Json => {
                let rows: Vec<_> = found
                    .iter()
                    .map(|(provision, instrument)| {
                        let cite = format!("{}:{}", instrument.id, provision.cite);
                        let verbatim = copies.get(instrument.id.as_str()).map(|copy| copy.quote(provision));
                        json!({ "cite": cite, "symbol": instrument.symbol, "standing": regime.standing(provision, on, known), "provision": regime.provision_as_known(provision, known), "verbatim": verbatim })
                    })
                    .collect();
                writeln!(
                    out,
                    "{:#}",
                    json!({ "on": on.to_string(), "known": known.to_string(), "provisions": rows })
                )?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
