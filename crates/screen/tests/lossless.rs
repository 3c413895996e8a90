//! On real lists a search finds what comparing with every name finds.
//!
//! The whole retrieval benchmark, as `cargo run --release -p interdict-screen --example quality -- lossless` does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    dead_code,
    reason = "the developers' tool, of which a test needs a part"
)]

#[path = "../examples/quality/lossless.rs"]
mod lossless;
#[path = "../examples/quality/sets.rs"]
mod sets;

#[test]
fn a_search_finds_what_a_scan_finds() {
    let Some(data) = sets::folder() else {
        println!("skipped: the labelled sets are not here (../shared/data, or INTERDICT_SHARED_DATA)");
        return;
    };
    assert!(lossless::compare(&data) > 9000);
}
