//! How many whole dealings are answered in a second: `cargo bench -p interdict-speed --bench dealings [-- NAMES…]`.
//!
//! Each dealing is a line of goods with a consignor and a consignee by name, the two compared with the designations of the DPRK regime
//! and with one more list of so many names, in process, on all cores. Names are those of the clean populations of `../shared/data`, or
//! invented ones where they are absent; but for the last row no two dealings share a party. A desk has answered other dealings before it is
//! timed, as one has that stands all day: words come again even where names do not.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench may"
)]

mod lists;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::hint::black_box;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use interdict_engine::{Desk, Engine, Listing};
use interdict_lists::{Designations, Entry, Kind as ListedKind, Name};
use interdict_regime::{Clocks, Compiled, Dealing, Profile, Regime, read_folder};
use interdict_screen::{Kind, Party, on_all_cores};
use interdict_speed::names::{Dice, grown};
use jiff::civil::date;
use serde_json::json;

/// Names on the other list.
const SIZES: [usize; 4] = [0, 5_000, 25_000, 100_000];
/// What is shipped, and between whom.
const GOODS: [&str; 7] = ["2701.12", "8413.70", "6109.10", "3004.90", "1006.30", "2710.19", "8471.30"];
const COUNTRIES: [&str; 8] = ["RU", "CN", "JP", "SG", "DE", "AE", "VN", "KP"];
/// The rows.
const SORTS: [Sort; 5] = [
    Sort { says: "kinds stated, far from the DPRK", kinds: true, near: false, times: 1 },
    Sort { says: "kinds stated, one country in eight it", kinds: true, near: true, times: 1 },
    Sort { says: "no kind stated, far from the DPRK", kinds: false, near: false, times: 1 },
    Sort { says: "no kind stated, one in eight it", kinds: false, near: true, times: 1 },
    Sort { says: "the same, each party in ten dealings", kinds: false, near: true, times: 10 },
];

fn main() {
    let sizes = lists::sizes(&SIZES);
    let (real, _, customers) = lists::all();
    let regimes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes");
    let regime =
        Arc::new(Regime::load("un-1718", &read_folder(&regimes).expect("the law")).expect("the law loads"));
    let clocks = Clocks { on: None, known: date(2026, 11, 21) };
    let law =
        Arc::new(Compiled::new(Arc::clone(&regime), clocks, Profile::default()).expect("the law compiles"));
    let text = std::fs::read_to_string(regimes.join("un-1718/designations.toml")).expect("designations");
    let designations = Designations::parse("designations.toml", &text).expect("designations are well formed");
    println!("cores: {}", std::thread::available_parallelism().map_or(1, usize::from));
    println!(
        "{:<44}{}",
        "names beside the designations",
        sizes.iter().map(|size| format!("{size:>12}")).collect::<String>()
    );
    // Each row has a twelfth of the customers to itself, drawn by lot; the dealings answered before have the rest.
    let mut dice = Dice::new(1718);
    let lots: Vec<usize> = customers.iter().map(|_| dice.below(12)).collect();
    let of_twelve = |own: Range<usize>| -> Vec<Party> {
        let own = customers.iter().zip(&lots).filter(|(_, lot)| own.contains(lot));
        own.map(|(customer, _)| customer.clone()).collect()
    };
    let sort = Sort { says: "", kinds: false, near: false, times: 1 };
    let before = sort.dealings(&of_twelve(SORTS.len()..12), &regime);
    println!("dealings answered before: {}, in each row: {}", before.len(), of_twelve(0..1).len() / 2);
    let engines: Vec<Engine> = sizes
        .iter()
        .map(|size| {
            let mut desk =
                Desk::new(Listing::of_designations(&designations, regime.reference(), clocks.known));
            if *size > 0 {
                let entries = entries(&real, *size);
                let list = Listing::of_entries("other", "grown", entries.iter(), regime.reference());
                desk.alerting.push(list);
            }
            let engine = Engine::new(Arc::clone(&law), desk).expect("the law's measures are there");
            // The lists are prepared when they are first asked for.
            on_all_cores(&before, |dealing| drop(engine.examine(dealing).expect("a dealing")));
            engine
        })
        .collect();
    for (row, sort) in SORTS.iter().enumerate() {
        let dealings = sort.dealings(&of_twelve(row..row + 1), &regime);
        let cells = engines.iter().map(|engine| {
            let began = Instant::now();
            on_all_cores(&dealings, |dealing| drop(black_box(engine.examine(dealing).expect("a dealing"))));
            format!("{:>12.0}", dealings.len() as f64 / began.elapsed().as_secs_f64())
        });
        println!("{:<44}{}", sort.says, cells.collect::<String>());
    }
}

/// Entries of so many names together.
fn entries(parties: &[Party], names: usize) -> Vec<Entry> {
    let mut left = names;
    let mut entries = Vec::new();
    for party in grown(parties, names / 2) {
        if left == 0 {
            break;
        }
        let own: Vec<Name> =
            party.names.iter().take(left).map(|name| Name::primary(name.text.as_str())).collect();
        left -= own.len();
        let kind = match party.kind {
            Kind::Person => ListedKind::Person,
            Kind::Organisation => ListedKind::Entity,
            Kind::Vessel => ListedKind::Vessel,
            Kind::Aircraft => ListedKind::Aircraft,
            Kind::Unstated => ListedKind::Unstated,
        };
        entries.push(Entry { id: format!("{}-{left}", party.id), kind, names: own, ..Entry::default() });
    }
    entries
}

/// A sort of dealings.
struct Sort {
    says: &'static str,
    /// Whether the dealings say who is a person.
    kinds: bool,
    /// Whether the DPRK is among the countries.
    near: bool,
    /// In how many dealings each party is.
    times: usize,
}

impl Sort {
    /// Dealings between each two parties.
    fn dealings(&self, parties: &[Party], regime: &Regime) -> Vec<Dealing> {
        let mut dice = Dice::new(2397);
        let countries = if self.near { &COUNTRIES[..] } else { &COUNTRIES[..COUNTRIES.len() - 1] };
        let some = &parties[..parties.len() / self.times];
        let party = |at: usize, role: &str| {
            let party = &some[at % some.len()];
            let mut value = json!({"role": role, "name": party.names[0].text});
            if self.kinds {
                value["type"] = json!(if party.kind == Kind::Person { "person" } else { "entity" });
            }
            value
        };
        let dealing = |at: usize| {
            let mut any = |of: &[&str]| of[dice.below(of.len())].to_owned();
            let value = json!({
                "date": "2018-05-01", "hs": any(&GOODS), "quantity": "10 t",
                "from": any(countries), "to": any(countries),
                "parties": [party(2 * at, "consignor"), party(2 * at + 1, "consignee")],
            });
            Dealing::from_value(value, regime).expect("the dealing is well formed")
        };
        (0..parties.len() / 2).map(dealing).collect()
    }
}
