use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;
use interdict_regime::{SCHEMAS, schema};

use crate::failure::Failure;

/// Print a JSON Schema.
#[derive(Args)]
pub(crate) struct Schema {
    /// What to describe
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS))]
    name: String,
}

impl Schema {
    pub(crate) fn run(&self, _law: Option<&Path>) -> Result<ExitCode, Failure> {
        let schema = schema(&self.name).unwrap_or_default();
        writeln!(std::io::stdout().lock(), "{schema:#}")?;
        Ok(ExitCode::SUCCESS)
    }
}
