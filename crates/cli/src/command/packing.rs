//! `interdict packing-list`: an aid agency's list of goods, line by line.

mod read;
mod table;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use interdict_engine::{PackingError, PackingList, Shipment};
use interdict_regime::Clocks;
use jiff::civil::Date;
use miette::Diagnostic;

use super::day;
use crate::desk::DeskArguments;
use crate::failure::{Failure, GO, REJECTED_ROWS};
use crate::{law, page};

/// Which lines of an aid agency's list need an exemption, which have one, which are open, and which need none.
#[derive(Args)]
#[command(
    after_help = "The file has a heading with `item`, `hs`, `quantity`, `unit`, `value`, `currency`, `origin` and `note`; as \
                  JSON, one object a line with these keys. The purpose of aid is taken as stated. docs/aid.md shows the file \
                  of approvals.\n\n\
                  Exit codes: 0 examined, whatever came out; 4 examined, and rows or entries of the approvals were refused; \
                  1 failed, 2 usage, 3 the law did not load."
)]
pub(crate) struct Packing {
    /// The list: .csv with a heading, .jsonl or .ndjson; `-` reads JSON lines from standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// Country or place of dispatch: a code, a name or a UN/LOCODE
    #[arg(long, value_name = "PLACE")]
    from: String,
    /// Country or place of destination
    #[arg(long, value_name = "PLACE")]
    to: String,
    /// The day of dispatch
    #[arg(long, value_name = "DATE", value_parser = day)]
    date: Option<Date>,
    /// Who sends; an approval for somebody's activity covers nothing without it
    #[arg(long, value_name = "NAME")]
    consignor: Option<String>,
    /// Who receives; an approval of goods for somebody covers nothing without it
    #[arg(long, value_name = "NAME")]
    consignee: Option<String>,
    /// The day that provisions test where no day of dispatch is given
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Hide what the world published after this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    known: Option<Date>,
    #[command(flatten)]
    desk: DeskArguments,
    /// How to print it; as CSV every line with its class, to be filtered for the application
    #[arg(long, value_enum, default_value = "text")]
    format: Shape,
}

/// How a list is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// A page for people
    Text,
    /// A table for a spreadsheet: every line, with its class
    Csv,
    /// JSON
    Json,
}

impl Packing {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        let clocks = Clocks { on: self.on, known: self.known.unwrap_or_else(law::today) };
        let joined = self.desk.join(law::load(folder)?, clocks)?;
        let rows = read::rows(&self.file)?;
        let shipment = Shipment {
            from: self.from.clone(),
            to: self.to.clone(),
            date: self.date,
            consignor: self.consignor.clone(),
            consignee: self.consignee.clone(),
        };
        let list = joined.engine.packing_list(&rows, &shipment).map_err(wrongly_called)?;
        for row in &list.refused {
            let mend = row.mend.as_ref().map(|mend| format!(" ({mend})")).unwrap_or_default();
            eprintln!("refused: {}: {}{mend}", row.source, row.problem);
        }
        self.print(&list)?;
        let sound = list.refused.is_empty() && joined.refused == 0;
        Ok(ExitCode::from(if sound { GO } else { REJECTED_ROWS }))
    }

    fn print(&self, list: &PackingList) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        match self.format {
            Shape::Text => {
                let to = format!("from {} to {}", self.from, self.to);
                let on = self.date.or(self.on).map(|day| format!(" on {day}")).unwrap_or_default();
                writeln!(out, "{}", page::packing_list(list, &format!("{to}{on}")))?;
            }
            Shape::Csv => table::write(list, &mut out)?,
            Shape::Json => {
                serde_json::to_writer_pretty(&mut out, list).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

fn wrongly_called(error: PackingError) -> Failure {
    let mend = error.help().map(|help| help.to_string());
    Failure::Usage { problem: error.to_string(), mend }
}
