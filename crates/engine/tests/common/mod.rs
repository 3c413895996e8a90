//! What the tests of whole dealings share.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "shared by tests that each use a part"
)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use interdict_engine::{Answer, Desk, Engine, Listing};
use interdict_lists::{Designations, Entry, Kind, Name};
use interdict_regime::{Clocks, Compiled, Dealing, Profile, Regime, SourceFile, read_folder};
use jiff::civil::{Date, date};
use serde_json::Value;

pub const KNOWN: Date = date(2026, 11, 21);

/// The folder that holds the law.
pub fn regimes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes")
}

/// The files of the law.
pub fn files() -> Vec<SourceFile> {
    read_folder(&regimes()).expect("the law can be read")
}

pub static REGIME: LazyLock<Arc<Regime>> =
    LazyLock::new(|| Arc::new(Regime::load("un-1718", &files()).expect("the law loads")));

pub static DESIGNATIONS: LazyLock<Designations> = LazyLock::new(|| {
    let text = std::fs::read_to_string(regimes().join("un-1718/designations.toml")).expect("designations");
    Designations::parse("designations.toml", &text).expect("designations are well formed")
});

pub fn compiled(known: Date) -> Arc<Compiled> {
    let clocks = Clocks { on: None, known };
    Arc::new(Compiled::new(Arc::clone(&REGIME), clocks, Profile::default()).expect("no reading is fixed"))
}

/// The law as known today; compiling it takes a while.
pub static LAW: LazyLock<Arc<Compiled>> = LazyLock::new(|| compiled(KNOWN));

/// A desk with the regime's designations, as known on a day.
pub fn desk(known: Date) -> Desk {
    Desk::new(Listing::of_designations(&DESIGNATIONS, REGIME.reference(), known))
}

/// An engine for today with a desk that may be changed first.
pub fn engine(change: impl FnOnce(&mut Desk)) -> Engine {
    let mut desk = desk(KNOWN);
    change(&mut desk);
    Engine::new(Arc::clone(&LAW), desk).expect("the law's measures are there")
}

/// A list of others with entries of one name each.
pub fn list(name: &str, entries: &[(&str, Kind, &str)]) -> Listing {
    let entries: Vec<Entry> = entries
        .iter()
        .map(|(id, kind, name)| Entry {
            id: (*id).to_owned(),
            kind: kind.clone(),
            names: vec![Name::primary(*name)],
            ..Entry::default()
        })
        .collect();
    Listing::of_entries(name, "an edition", entries.iter(), REGIME.reference())
}

pub fn dealing(value: Value) -> Dealing {
    Dealing::from_value(value, &REGIME).expect("the dealing is well formed")
}

pub fn examine(engine: &Engine, value: Value) -> Answer {
    engine.examine(&dealing(value)).expect("birth dates can be read")
}
