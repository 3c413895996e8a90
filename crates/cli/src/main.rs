//! The `interdict` command: a thin shell. It parses arguments and input, asks the regime, and prints.

mod command;
mod deliveries;
mod desk;
mod failure;
mod input;
mod law;
mod page;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Thousands of answers are made of small pieces of text.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A UN sanctions regime as an executable, dated, paragraph-cited ledger.
#[derive(Parser)]
#[command(name = "interdict", version, arg_required_else_help = true)]
struct Arguments {
    /// Read the law from this folder in place of the one compiled in
    #[arg(long, global = true, value_name = "FOLDER", env = "INTERDICT_LAW")]
    law: Option<std::path::PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What binds a dealing: its outcome, with the paragraphs that decide it
    Check(command::check::Check),
    /// Put a dealing together by being asked only what still decides, the most decisive question first
    Ask(command::ask::Ask),
    /// What changed between two days, instruments or editions: by provision, by subject, and for your dealings
    Diff(command::diff::Diff),
    /// Look a heading up, as in a tariff; or print every prohibited heading
    Goods(command::goods::Goods),
    /// A test or launch against the target State's obligations, and what the Council did next
    Assess(command::assess::Assess),
    /// What the ledger holds of each instrument by paragraph, and what it leaves out
    Coverage(command::coverage::CoverageCommand),
    /// Measures, tests and launches over time, in the terminal or as a drawing
    Timeline(command::timeline::TimelineCommand),
    /// Whether a treaty is in force and binds a State on a day, and who is missing
    Treaty(command::treaty::TreatyCommand),
    /// The provisions of a paragraph or instrument, or one provision by its id
    Show(command::show::Show),
    /// What the regime holds, and what is in force on a day
    Regime(command::regime::RegimeCommand),
    /// Official lists: take in, keep, compare and show their editions
    Lists(command::lists::Lists),
    /// What a draft laid over the law would change, and which of your dealings
    #[command(name = "whatif")]
    WhatIf(command::whatif::WhatIf),
    /// Who on the lists a name may be, with a score and its reasons
    Screen(command::screen::Screen),
    /// Which lines of an aid agency's list need an exemption, which have one, which are open, and which need none
    #[command(name = "packing-list")]
    PackingList(command::packing::Packing),
    /// What was drawn on a cap by a day, as known on a day: the ledger's entries, and the gauge
    Quota(command::quota::QuotaCommand),
    /// The JSON Schema of a dealing or of a kind of regime file
    Schema(command::schema::Schema),
    /// Your own copies of the resolutions' texts: verbatim beside our summaries, and held against them
    Texts(command::texts::Texts),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let law = arguments.law.as_deref();
    let done = match &arguments.command {
        Command::Check(check) => check.run(law),
        Command::Ask(ask) => ask.run(law),
        Command::Diff(diff) => diff.run(law),
        Command::Goods(goods) => goods.run(law),
        Command::Assess(assess) => assess.run(law),
        Command::Coverage(coverage) => coverage.run(law),
        Command::Timeline(timeline) => timeline.run(law),
        Command::Treaty(treaty) => treaty.run(law),
        Command::Show(show) => show.run(law),
        Command::Regime(regime) => regime.run(law),
        Command::Lists(lists) => return lists.run().unwrap_or_else(|error| error.report()),
        Command::WhatIf(whatif) => whatif.run(law),
        Command::Screen(screen) => screen.run(law),
        Command::PackingList(packing) => packing.run(law),
        Command::Quota(quota) => quota.run(law),
        Command::Schema(schema) => schema.run(law),
        Command::Texts(texts) => texts.run(law),
    };
    match done {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
