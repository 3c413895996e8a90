use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use interdict_regime::Regime;
use jiff::civil::Date;
use serde_json::json;

use super::day;
use crate::failure::Failure;
use crate::{law, page};

/// Show what the ledger holds of each instrument, and what it leaves out.
#[derive(Args)]
pub(crate) struct CoverageCommand {
    /// One instrument, such as `2375`, paragraph by paragraph
    instrument: Option<String>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: CoverageFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CoverageFormat {
    /// A table for people
    Text,
    /// JSON
    Json,
    /// Comma-separated values: every provision, with the source and confidence of its parts
    Csv,
    /// The page of the book
    Markdown,
}

impl CoverageCommand {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let mut held = regime.coverage(known);
        if let Some(instrument) = &self.instrument {
            let all: Vec<String> = held.iter().map(|row| row.instrument.clone()).collect();
            held.retain(|row| row.instrument == *instrument || row.symbol == *instrument);
            if held.is_empty() {
                return Err(Failure::Usage {
                    problem: format!("`{instrument}` is no instrument held"),
                    mend: Some(format!("instruments held: {}", all.join(", "))),
                });
            }
        }
        let mut out = std::io::stdout().lock();
        match (self.format, held.as_slice()) {
            (CoverageFormat::Text, [one]) if self.instrument.is_some() => {
                write!(out, "{}", page::coverage(one))?;
            }
            (CoverageFormat::Text, all) => write!(out, "{}", page::coverage_table(all))?,
            (CoverageFormat::Markdown, all) => write!(out, "{}", page::coverage_book(all))?,
            (CoverageFormat::Json, all) => {
                let value = json!({
                    "regime": regime.about().id, "edition": regime.edition(), "known": known.to_string(),
                    "instruments": all,
                });
                writeln!(out, "{value:#}")?;
            }
            (CoverageFormat::Csv, all) => {
                let wanted = |id: &str| all.iter().any(|row| row.instrument == id);
                provisions(&regime, known, &mut out, wanted)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Every provision of the wanted instruments, one row each.
fn provisions(
    regime: &Regime,
    known: Date,
    out: impl Write,
    wanted: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record([
        "id",
        "cite",
        "symbol",
        "subject",
        "norm",
        "binding",
        "addressee",
        "from",
        "until",
        "summary",
        "note",
        "rule",
        "number",
        "codes",
        "dates",
        "sources",
        "sources_of_codes",
    ])
    .map_err(std::io::Error::other)?;
    for (provision, instrument) in regime.provisions().filter(|(_, instrument)| wanted(&instrument.id)) {
        let provision = regime.provision_as_known(provision, known);
        let groups = provision.goods.as_ref().and_then(|set| regime.goods_set(set)).into_iter();
        let begun =
            groups.flat_map(|set| &set.codes).filter(|group| group.from.is_none_or(|from| from <= known));
        let mut codes: Vec<String> =
            begun.filter_map(|group| regime.as_known(&group.source, known)).collect();
        codes.dedup();
        let confidence = provision.confidence;
        rows.write_record([
            provision.id.as_str(),
            &format!("{}:{}", instrument.id, provision.cite),
            &instrument.symbol,
            &provision.subject,
            &page::word(&provision.norm),
            if provision.binding { "yes" } else { "no" },
            &page::word(&provision.addressee),
            &provision.from.to_string(),
            &provision.until.map(|day| day.to_string()).unwrap_or_default(),
            &provision.summary,
            provision.note.as_deref().unwrap_or_default(),
            confidence.rule.word(),
            confidence.number.word(),
            confidence.codes.map(|codes| codes.word()).unwrap_or_default(),
            confidence.dates.word(),
            &provision.sources.join("; "),
            &codes.join("; "),
        ])
        .map_err(std::io::Error::other)?;
    }
    rows.flush()?;
    Ok(())
}
