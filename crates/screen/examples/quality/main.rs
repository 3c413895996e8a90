//! How good the matches are: every labelled set and population in one table, and the procedures that set the parameters.
//!
//! `cargo run -p interdict-screen --example quality` prints the table; `-- frozen` writes it to `quality.txt` and draws the trade-off
//! into the book; `-- frequencies` and `-- learn` set the parameters anew; `-- lossless` compares every search with a scan. The sets are read from
//! `../shared/data` or from the folder in `INTERDICT_SHARED_DATA`; where they are absent it says so and ends well.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool of the developers, never shipped"
)]

mod curve;
mod frequencies;
mod learn;
mod lossless;
mod retrieval;
mod sets;
mod table;

fn main() {
    let Some(data) = sets::folder() else {
        println!("skipped: the labelled sets are not here (../shared/data, or INTERDICT_SHARED_DATA)");
        return;
    };
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        None => print!("{}", table::measure(&data, &retrieval::run(&data, |_| true))),
        Some("pairs") => print!("{}", table::pairs(&data)),
        Some("frozen") => {
            let outcomes = retrieval::run(&data, |_| true);
            let root = concat!(env!("CARGO_MANIFEST_DIR"), "/quality.txt");
            std::fs::write(root, table::measure(&data, &outcomes)).unwrap();
            curve::draw(&outcomes, concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/screen-tradeoff.svg"));
        }
        Some("frequencies") => frequencies::learn(&data),
        Some("learn") => learn::learn(&data),
        Some("lossless") => {
            println!("{} queries: a search finds what a scan finds", lossless::compare(&data));
        }
        Some("misses") => retrieval::misses(&data, arguments.next().as_deref()),
        Some("pair") => {
            let (a, b, kind) = (arguments.next().unwrap(), arguments.next().unwrap(), arguments.next());
            table::pair(&a, &b, kind.as_deref().unwrap_or("person"));
        }
        Some(other) => {
            panic!("`{other}` is none of: pairs, frozen, frequencies, learn, lossless, misses, pair")
        }
    }
}
