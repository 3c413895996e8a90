//! The outcome path allocates nothing, once its workspace has grown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

use std::path::Path;
use std::sync::Arc;

use interdict_regime::{Compiled, Dealing, Profile, Regime, Workspace, read_folder};

/// How often something allocates.
fn allocations(act: impl FnOnce()) -> u64 {
    allocation_counter::measure(act).count_total
}

fn compile(regime: Arc<Regime>) -> Compiled {
    Compiled::new(regime, interdict_speed::clocks(), Profile::default()).expect("no reading is fixed")
}

/// Decides every dealing twice: the first time the workspace may grow.
fn assert_free_of_allocation(compiled: &Compiled, dealings: &[(String, Dealing)]) {
    let mut workspace = Workspace::new();
    let grown = allocations(|| {
        for (_, dealing) in dealings {
            compiled.outcome(dealing, &mut workspace);
        }
    });
    assert!(grown > 0, "allocations are not counted");
    for (name, dealing) in dealings {
        let mut cites = 0;
        let allocated = allocations(|| cites = compiled.outcome(dealing, &mut workspace).cites().count());
        assert_eq!(allocated, 0, "{name} ({cites} paragraphs) allocates");
    }
}

#[test]
fn deciding_allocates_nothing_under_five_thousand_measures() {
    let compiled = compile(Arc::new(interdict_speed::regime(5000)));
    let lines = interdict_speed::LINES;
    let dealings: Vec<(String, Dealing)> = lines
        .iter()
        .map(|(name, line)| ((*name).to_owned(), interdict_speed::dealing(line, compiled.regime())))
        .collect();
    assert_free_of_allocation(&compiled, &dealings);
}

#[test]
fn deciding_allocates_nothing_on_any_worked_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes");
    let regime = Regime::load("un-1718", &read_folder(&folder).unwrap()).unwrap();
    let compiled = compile(Arc::new(regime));
    let mut dealings = Vec::new();
    for entry in std::fs::read_dir(folder.join("un-1718/cases")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let cases: toml::Value = toml::from_str(&text).unwrap();
        for case in cases["case"].as_array().unwrap() {
            let dealing = serde_json::to_value(&case["dealing"]).unwrap();
            let dealing = Dealing::from_value(dealing, compiled.regime()).unwrap();
            dealings.push((case["id"].to_string(), dealing));
        }
    }
    assert!(!dealings.is_empty(), "no cases were found");
    assert_free_of_allocation(&compiled, &dealings);
}
