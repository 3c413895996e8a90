use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use interdict_regime::{HsCode, HsExistence, Measure, Profile, Reached, Regime, Way};
use jiff::civil::Date;
use serde_json::json;

use super::day;
use crate::failure::{Failure, outcome_code};
use crate::{law, page};

/// Look a heading up.
#[derive(Args)]
pub(crate) struct Goods {
    /// HS code of 2, 4 or 6 digits, or up to 10 of a national tariff
    #[arg(required_unless_present = "table", conflicts_with = "table")]
    hs: Option<HsCode>,
    /// Where the goods go: only that way is looked up
    #[arg(long, value_name = "COUNTRY", conflicts_with = "from")]
    to: Option<String>,
    /// Where the goods come from: only that way is looked up
    #[arg(long, value_name = "COUNTRY")]
    from: Option<String>,
    /// Every prohibited heading on the day, in place of one look-up
    #[arg(long)]
    table: bool,
    /// The day asked about [default: the day known]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: TableFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// A page for people
    Text,
    /// JSON
    Json,
    /// Comma-separated values, for `--table`
    Csv,
}

impl Goods {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let regime = law::load(folder)?;
        let known = self.known.unwrap_or_else(law::today);
        let on = self.on.unwrap_or(known);
        let mut out = std::io::stdout().lock();
        let Some(code) = &self.hs else {
            self.table(&regime, &mut out, on, known)?;
            return Ok(ExitCode::SUCCESS);
        };
        if regime.reference().hs_existence(code) == HsExistence::None {
            let editions = regime.reference().hs_editions().collect::<Vec<_>>().join(" or ");
            let mend = Some("check the chapter and heading against the tariff".into());
            return Err(Failure::Usage { problem: format!("`{code}` is no code of {editions}"), mend });
        }
        if self.format == TableFormat::Csv {
            return Err(Failure::Usage {
                problem: "CSV is for `--table`".into(),
                mend: Some("use --format json for one heading".into()),
            });
        }
        let mut headings = Vec::new();
        for way in self.ways(&regime)? {
            headings.push(regime.heading(code, way, on, known, &Profile::default())?);
        }
        match self.format {
            TableFormat::Json => writeln!(
                out,
                "{:#}",
                json!({ "on": on.to_string(), "known": known.to_string(), "headings": headings })
            )?,
            _ => writeln!(out, "{}", page::headings(&regime, &headings, on))?,
        }
        // Two ways at once have no single outcome.
        match headings.as_slice() {
            [heading] => Ok(ExitCode::from(outcome_code(heading.determination.outcome))),
            _ => Ok(ExitCode::SUCCESS),
        }
    }

    fn ways(&self, regime: &Regime) -> Result<Vec<Way>, Failure> {
        let is_target = |word: &String| match regime.reference().country(word) {
            Some(country) if country == regime.target() => Ok(()),
            _ => Err(Failure::Usage {
                problem: format!("`{word}` is not {}", regime.about().target_name),
                mend: Some(format!(
                    "the regime is about {}; for other countries use `interdict check`",
                    regime.target()
                )),
            }),
        };
        match (&self.to, &self.from) {
            (Some(to), _) => is_target(to).map(|()| vec![Way::ToTarget]),
            (_, Some(from)) => is_target(from).map(|()| vec![Way::FromTarget]),
            (None, None) => Ok(vec![Way::ToTarget, Way::FromTarget]),
        }
    }

    fn table(&self, regime: &Regime, out: &mut impl Write, on: Date, known: Date) -> Result<(), Failure> {
        let mut wanted = self.ways(regime)?;
        wanted.sort_by_key(|way| *way == Way::FromTarget);
        let rows: Vec<((String, String), Measure)> = regime
            .prohibited_headings(on, known)
            .into_iter()
            .filter(|(_, measure)| wanted.contains(&measure.way))
            .collect();
        match self.format {
            TableFormat::Json => {
                let rows: Vec<_> =
                    rows.iter().map(|((hs, _), measure)| json!({ "hs": hs, "measure": measure })).collect();
                writeln!(
                    out,
                    "{:#}",
                    json!({ "on": on.to_string(), "known": known.to_string(), "edition": regime.edition(), "rows": rows })
                )?;
            }
            TableFormat::Csv => {
                let mut table = csv::Writer::from_writer(out);
                let written = |error: csv::Error| match error.into_kind() {
                    csv::ErrorKind::Io(error) => Failure::Output(error),
                    other => Failure::Output(std::io::Error::other(format!("{other:?}"))),
                };
                table
                    .write_record([
                        "hs",
                        "way",
                        "part",
                        "provision",
                        "cite",
                        "since",
                        "reading",
                        "exceptions",
                        "code_source",
                        "code_confidence",
                    ])
                    .map_err(written)?;
                for ((hs, _), measure) in &rows {
                    let exceptions =
                        measure.exceptions.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" ");
                    let cells = [
                        hs.as_str(),
                        way_word(measure.way),
                        part(measure),
                        &measure.id,
                        &measure.cite,
                        &measure.from,
                        measure.reading.as_deref().unwrap_or_default(),
                        &exceptions,
                        &measure.source,
                        measure.codes,
                    ];
                    table.write_record(cells).map_err(written)?;
                }
                table.flush()?;
            }
            TableFormat::Text => writeln!(out, "{}", page::table(&rows, on))?,
        }
        Ok(())
    }
}

/// The way of a measure, as tables write it.
pub(crate) fn way_word(way: Way) -> &'static str {
    match way {
        Way::ToTarget => "to",
        Way::FromTarget => "from",
    }
}

/// The part of the heading that a measure reaches; empty where it reaches the whole.
pub(crate) fn part(measure: &Measure) -> &str {
    match &measure.reached {
        Reached::Part { part } => part,
        Reached::Whole | Reached::Shorter { .. } => "",
    }
}
