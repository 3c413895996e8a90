//! The frozen table of quality holds: what the sets of pairs measure now is what `quality.txt` says.
//!
//! The retrieval rows and populations take minutes, and are measured by the example `quality`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "the developers' tool, of which a test needs a part"
)]

#[path = "../examples/quality/retrieval.rs"]
mod retrieval;
#[path = "../examples/quality/sets.rs"]
mod sets;
#[path = "../examples/quality/table.rs"]
mod table;

#[test]
fn pairs_measure_what_the_frozen_table_says() {
    let Some(data) = sets::folder() else {
        println!("skipped: the labelled sets are not here (../shared/data, or INTERDICT_SHARED_DATA)");
        return;
    };
    let frozen = include_str!("../quality.txt");
    let rows = table::pairs(&data);
    assert!(rows.lines().count() >= 10);
    for row in rows.lines() {
        assert!(
            frozen.lines().any(|line| line == row),
            "measured now: {row}\nif the change is meant, run: cargo run -p interdict-screen --example quality -- frozen"
        );
    }
}
