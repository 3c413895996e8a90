//! The `interdict` command.

mod lists;

use std::process::ExitCode;

use clap::Parser;

/// A UN sanctions regime as an executable, dated, paragraph-cited ledger.
#[derive(Parser)]
#[command(name = "interdict", version, arg_required_else_help = true)]
enum Command {
    /// Official lists: take in, keep, compare and show their editions
    Lists(lists::Lists),
}

fn main() -> ExitCode {
    let Command::Lists(lists) = Command::parse();
    match lists.run() {
        Ok(code) => code,
        Err(error) => error.report(),
    }
}
