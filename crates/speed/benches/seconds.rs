//! Seconds, for the report: `cargo bench -p interdict-speed --bench seconds`. The gate counts instructions.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "a bench may")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use interdict_regime::{Clocks, Compiled, Dealing, Profile, Regime, Workspace, read_folder};
use interdict_speed as synthetic;

const SIZES: [usize; 3] = [50, 500, 5000];

static REGIMES: LazyLock<BTreeMap<usize, Arc<Regime>>> =
    LazyLock::new(|| SIZES.into_iter().map(|size| (size, Arc::new(synthetic::regime(size)))).collect());

static COMPILED: LazyLock<BTreeMap<usize, Compiled>> = LazyLock::new(|| {
    REGIMES.iter().map(|(size, regime)| (*size, compile(regime, synthetic::clocks()))).collect()
});

static DPRK: LazyLock<Compiled> = LazyLock::new(|| {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes");
    let files = read_folder(&folder).expect("the law can be read");
    compile(&Arc::new(Regime::load("un-1718", &files).expect("it loads")), synthetic::clocks())
});

fn compile(regime: &Arc<Regime>, clocks: Clocks) -> Compiled {
    Compiled::new(Arc::clone(regime), clocks, Profile::default()).expect("no reading is fixed")
}

fn main() {
    divan::main();
}

/// Each of the five lines at each size.
fn lines() -> impl Iterator<Item = String> {
    SIZES.into_iter().flat_map(|size| synthetic::LINES.map(|(name, _)| format!("{size} {name}")))
}

fn line_at(name: &str) -> (&'static Compiled, Dealing) {
    let (size, line) = name.split_once(' ').expect("a size and a line");
    let compiled = &COMPILED[&size.parse::<usize>().expect("a number")];
    let (_, text) = synthetic::LINES.iter().find(|(name, _)| *name == line).expect("a line");
    (compiled, synthetic::dealing(text, compiled.regime()))
}

#[divan::bench(args = lines())]
fn outcome(bencher: Bencher<'_, '_>, name: &str) {
    let (compiled, dealing) = line_at(name);
    let mut workspace = Workspace::new();
    bencher.bench_local(|| compiled.outcome(black_box(&dealing), &mut workspace).cites().count());
}

#[divan::bench(args = lines())]
fn determination(bencher: Bencher<'_, '_>, name: &str) {
    let (compiled, dealing) = line_at(name);
    bencher.bench_local(|| compiled.determine(black_box(&dealing)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn compiling(bencher: Bencher<'_, '_>, size: usize) {
    bencher.bench_local(|| compile(black_box(&REGIMES[&size]), synthetic::clocks()));
}

/// The naive evaluator, for comparison.
#[divan::bench(args = lines(), max_time = 0.5)]
fn naive_determination(bencher: Bencher<'_, '_>, name: &str) {
    let (compiled, dealing) = line_at(name);
    let profile = Profile::default();
    bencher.bench_local(|| {
        compiled
            .regime()
            .determine(black_box(&dealing), synthetic::clocks(), &profile)
            .expect("no reading is fixed")
    });
}

/// Lines under the DPRK regime as it stands.
const DPRK_LINES: [(&str, &str); 5] = [
    ("coal", r#"{"hs": "2701.12", "from": "KP", "to": "CN", "date": "2019-06-01", "quantity": "5000 t"}"#),
    ("coal, undated", r#"{"hs": "2701.12", "from": "KP", "to": "CN", "quantity": "5000 t"}"#),
    ("rice", r#"{"hs": "1006.30", "from": "CN", "to": "KP", "date": "2019-07-01", "quantity": "5000 t"}"#),
    (
        "petroleum",
        r#"{"hs": "2710.19", "from": "CN", "to": "KP", "date": "2019-07-01", "quantity": "500 t"}"#,
    ),
    ("elsewhere", r#"{"hs": "8517.12", "from": "CN", "to": "DE", "date": "2019-07-01", "quantity": "5 t"}"#),
];

fn dprk_line(name: &str) -> Dealing {
    let (_, line) = DPRK_LINES.iter().find(|(known, _)| *known == name).expect("a line");
    synthetic::dealing(line, DPRK.regime())
}

#[divan::bench(args = DPRK_LINES.map(|(name, _)| name))]
fn dprk_outcome(bencher: Bencher<'_, '_>, name: &str) {
    let dealing = dprk_line(name);
    let mut workspace = Workspace::new();
    bencher.bench_local(|| DPRK.outcome(black_box(&dealing), &mut workspace).cites().count());
}

#[divan::bench(args = DPRK_LINES.map(|(name, _)| name))]
fn dprk_determination(bencher: Bencher<'_, '_>, name: &str) {
    let dealing = dprk_line(name);
    bencher.bench_local(|| DPRK.determine(black_box(&dealing)));
}
