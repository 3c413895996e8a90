//! How fast names are searched: `cargo bench -p interdict-speed --bench names [-- SIZE…]`.
//!
//! One table: searches, batches, comparisons, memory and preparing, at growing numbers of listed parties. The lists are those of
//! `../shared/data`, grown beyond with a fixed seed; where they are absent, invented ones, and the table says so.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench may"
)]

mod lists;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::hint::black_box;
use std::time::{Duration, Instant};

use interdict_screen::{Index, Party, THRESHOLD, on_all_cores};
use interdict_speed::names::grown;

/// Numbers of listed parties; 70,000 are what the large lists hold together.
const SIZES: [usize; 4] = [10_000, 30_000, 70_000, 300_000];
/// How many searches of each sort.
const SEARCHES: usize = 400;
/// How many names a batch has.
const BATCH: usize = 20_000;

fn main() {
    let sizes = lists::sizes(&SIZES);
    let (real, queries, customers) = lists::all();
    println!(
        "{} listed parties as they are, {} queries, {} customers",
        real.len(),
        queries.len(),
        customers.len()
    );
    println!("cores: {}", std::thread::available_parallelism().map_or(1, usize::from));
    println!("{:<34}{}", "parties", sizes.iter().map(|size| format!("{size:>12}")).collect::<String>());
    let columns: Vec<Vec<(&str, String)>> =
        sizes.iter().map(|size| measure(grown(&real, *size), &queries, &customers)).collect();
    for (at, (name, _)) in columns[0].iter().enumerate() {
        let cells: String = columns.iter().map(|column| format!("{:>12}", column[at].1)).collect();
        println!("{name:<34}{cells}");
    }
    println!("peers, as published: 7 to 60 searches a second, that is 17 to 143 ms each");
}

/// Every `step`th, so that there are so many.
fn some(parties: &[Party], count: usize, born: bool) -> Vec<Party> {
    let step = (parties.len() / count).max(1);
    let some = parties.iter().step_by(step).take(count).cloned();
    some.map(|party| if born { party } else { Party { births: Vec::new(), ..party } }).collect()
}

fn measure(parties: Vec<Party>, queries: &[Party], customers: &[Party]) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let before = resident();
    let began = Instant::now();
    let index = Index::new(parties);
    rows.push(("prepared, s", format!("{:.2}", began.elapsed().as_secs_f64())));
    rows.push(("resident for it, MB", format!("{:.0}", resident() - before)));
    for (names, parties, born) in [
        (["queries: p50, µs", "queries: p99, µs"], queries, false),
        (["with birth dates: p50, µs", "with birth dates: p99, µs"], queries, true),
        (["customers: p50, µs", "customers: p99, µs"], customers, false),
        (["with birth dates: p50, µs ", "with birth dates: p99, µs "], customers, true),
    ] {
        let mut times: Vec<Duration> = Vec::new();
        for party in some(parties, SEARCHES, born) {
            let began = Instant::now();
            black_box(index.search(black_box(&party), THRESHOLD));
            times.push(began.elapsed());
        }
        times.sort();
        for (name, share) in names.into_iter().zip([50, 99]) {
            rows.push((name, format!("{:.0}", times[times.len() * share / 100].as_secs_f64() * 1e6)));
        }
    }
    let batch = some(customers, BATCH, false);
    let began = Instant::now();
    black_box(index.search_all(&batch, THRESHOLD));
    rows.push(("batch, names/s", format!("{:.0}", batch.len() as f64 / began.elapsed().as_secs_f64())));
    // Everything compared with everything, as the scan does.
    let few = some(queries, 10, true);
    let began = Instant::now();
    let names: usize = few.iter().map(|query| index.compared_by_scan(query)).sum();
    few.iter().for_each(|query| {
        black_box(index.scan(query, 0.99));
    });
    rows.push((
        "names compared/s on one core",
        format!("{:.0}", names as f64 / began.elapsed().as_secs_f64()),
    ));
    let began = Instant::now();
    on_all_cores(&few, |query| black_box(index.scan(query, 0.99)).len());
    rows.push((
        "scan, ms on all cores",
        format!("{:.1}", began.elapsed().as_secs_f64() * 1e3 / few.len() as f64),
    ));
    let change = |at: usize| Party { id: format!("new-{at}"), ..customers[at].clone() };
    let began = Instant::now();
    black_box(index.changed(&[&queries[0].id], (0..100).map(change).collect()));
    rows.push(("100 parties put on, ms", format!("{:.1}", began.elapsed().as_secs_f64() * 1e3)));
    rows
}

/// Resident megabytes, where the system tells.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages =
        pages.as_deref().and_then(|text| text.split(' ').nth(1)).and_then(|word| word.parse::<f64>().ok());
    pages.unwrap_or(f64::NAN) * 4096.0 / 1e6
}
