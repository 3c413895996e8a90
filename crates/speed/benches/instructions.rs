//! The gate on speed, of law and of names: instructions counted by callgrind, which do not hang on what else the machine does.
//!
//! `scripts/speed.sh` runs it. The limits are what was measured with a tenth to spare; a change that needs more says why, and
//! `docs/speed.md` holds the figures. The limit at 5,000 measures is at most twice the count at 50.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench may"
)]

use std::hint::black_box;
use std::sync::Arc;

use gungraun::prelude::*;
use gungraun::{Callgrind, EventKind};
use interdict_regime::{Compiled, Dealing, Determination, Profile, Regime, Workspace};
use interdict_screen::{Index, Party, THRESHOLD};
use interdict_speed as synthetic;
use interdict_speed::names;

/// A regime compiled, the five lines, and a workspace that has seen them.
struct Desk {
    compiled: Compiled,
    dealings: Vec<Dealing>,
    workspace: Workspace,
}

fn compile(regime: &Arc<Regime>) -> Compiled {
    Compiled::new(Arc::clone(regime), synthetic::clocks(), Profile::default()).expect("no reading is fixed")
}

fn desk(measures: usize) -> Desk {
    let compiled = compile(&Arc::new(synthetic::regime(measures)));
    let dealings: Vec<Dealing> =
        synthetic::LINES.iter().map(|(_, line)| synthetic::dealing(line, compiled.regime())).collect();
    let mut workspace = Workspace::new();
    for dealing in &dealings {
        compiled.outcome(dealing, &mut workspace);
    }
    Desk { compiled, dealings, workspace }
}

fn shared(measures: usize) -> Arc<Regime> {
    Arc::new(synthetic::regime(measures))
}

fn limit(instructions: u64) -> LibraryBenchmarkConfig {
    let mut callgrind = Callgrind::default();
    callgrind.hard_limits([(EventKind::Ir, instructions)]);
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(callgrind);
    config
}

// Outcome and paragraphs of all five lines. What was set up is handed back, so that dropping it is not counted.
#[library_benchmark]
#[bench::of_50(args = (50), setup = desk, config = limit(20_000))]
#[bench::of_500(args = (500), setup = desk, config = limit(20_000))]
#[bench::of_5000(args = (5000), setup = desk, config = limit(20_000))]
fn outcome(mut desk: Desk) -> (usize, Desk) {
    let mut cites = 0;
    for dealing in &desk.dealings {
        cites += desk
            .compiled
            .outcome(black_box(dealing), &mut desk.workspace)
            .cites()
            .map(str::len)
            .sum::<usize>();
    }
    (black_box(cites), desk)
}

// The whole derivation of the line that is banned.
#[library_benchmark]
#[bench::of_50(args = (50), setup = desk, config = limit(118_000))]
#[bench::of_5000(args = (5000), setup = desk, config = limit(118_000))]
fn determination(desk: Desk) -> (Option<Determination>, Desk) {
    let determination = desk.dealings.first().map(|dealing| desk.compiled.determine(black_box(dealing)));
    (black_box(determination), desk)
}

#[library_benchmark]
#[bench::of_5000(args = (5000), setup = shared, config = limit(240_000_000))]
fn compiling(regime: Arc<Regime>) -> (Compiled, Arc<Regime>) {
    (black_box(compile(&regime)), regime)
}

/// Listed parties prepared, and customers who are not among them; the room for searching was taken before.
struct Lists {
    index: Index,
    customers: Vec<Party>,
}

fn lists(parties: usize) -> Lists {
    let mut listed = names::invented(parties + 21);
    let mut customers = listed.split_off(parties);
    let index = Index::new(listed);
    index.search(&customers.remove(0), THRESHOLD);
    Lists { index, customers }
}

// Twenty customers, each word of whom is mostly asked for the first time.
#[library_benchmark]
#[bench::of_1000(args = (1000), setup = lists, config = limit(5_500_000))]
#[bench::of_8000(args = (8000), setup = lists, config = limit(8_600_000))]
fn search(lists: Lists) -> (usize, Lists) {
    let found = lists.customers.iter().map(|party| lists.index.search(black_box(party), THRESHOLD).len());
    (black_box(found.sum()), lists)
}

#[library_benchmark]
#[bench::of_1000(args = (1000), setup = names::invented, config = limit(225_000_000))]
fn preparing(parties: Vec<Party>) -> Index {
    black_box(Index::new(parties))
}

library_benchmark_group!(name = screening, benchmarks = [search, preparing]);
library_benchmark_group!(name = law, benchmarks = [outcome, determination, compiling]);
main!(library_benchmark_groups = [law, screening]);
