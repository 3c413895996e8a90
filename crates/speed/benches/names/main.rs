//! WIP
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench may"
)]
mod lists;
use interdict_screen::{Index, Party};
use interdict_speed::names::grown;
use std::time::Instant;

fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<f64>().unwrap() * 4096.0 / 1e6
}
fn main() {
    let data = lists::folder().unwrap();
    let real = lists::listed(&data);
    println!("real {}", real.len());
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let queries = lists::queries(&data);
    let customers = lists::customers(&data);
    println!("q {} c {}", queries.len(), customers.len());
    for size in sizes {
        let parties = grown(&real, size);
        let before = resident();
        let t = Instant::now();
        let index = Index::new(parties);
        println!("{size}: build {:?} resident +{:.0} MB", t.elapsed(), resident() - before);
        let names: usize = index.parties().map(|p| p.names.len()).sum();
        println!("names {names}");
        for (what, set, step) in [("queries", &queries, 4), ("customers", &customers, 25)] {
            for born in [false, true] {
                for round in 0..2 {
                    let mut times = Vec::new();
                    let mut found = 0;
                    for q in set.iter().step_by(step) {
                        let q = if born { q.clone() } else { Party { births: vec![], ..q.clone() } };
                        let t = Instant::now();
                        found += index.search(&q, 0.70).len();
                        times.push(t.elapsed());
                    }
                    times.sort();
                    let total: std::time::Duration = times.iter().sum();
                    println!(
                        "{what} born {born} round {round}: n {} p50 {:?} p90 {:?} p99 {:?} max {:?} mean {:?} found {found}",
                        times.len(),
                        times[times.len() / 2],
                        times[times.len() * 9 / 10],
                        times[times.len() * 99 / 100],
                        times[times.len() - 1],
                        total / times.len() as u32
                    );
                }
            }
        }
    }
}
