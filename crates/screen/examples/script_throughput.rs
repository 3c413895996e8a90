//! How many names a second the scripts take: `cargo run --release -p interdict-screen --example script_throughput`.

use interdict_screen::script::korean::{korean_keys, korean_readings};
use interdict_screen::script::{consonant_skeleton, latin_forms, script_skeleton};
use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

const NAMES: [&str; 8] = [
    "김정은",
    "조선광업개발무역회사",
    "صدام حسين المجيد التكريتي",
    "Владимир Владимирович Путин",
    "長安海連技術有限公司",
    "习近平",
    "Abd al-Rahman Mohammed al-Zawahiri",
    "Kim Jong-un",
];
const ROUNDS: usize = 20_000;

fn measure(what: &str, spell: impl Fn(&str)) -> std::io::Result<()> {
    spell("김"); // the tables are read once
    let start = Instant::now();
    for name in NAMES.iter().cycle().take(ROUNDS) {
        spell(black_box(name));
    }
    let seconds = start.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{what}: {:.0} names a second", ROUNDS as f64 / seconds)
}

fn main() -> std::io::Result<()> {
    measure("latin forms", |name| drop(black_box(latin_forms(name))))?;
    measure("Korean readings", |name| drop(black_box(korean_readings(name))))?;
    measure("Korean keys", |name| drop(black_box(korean_keys(name))))?;
    measure("skeleton of Latin", |name| drop(black_box(consonant_skeleton(name))))?;
    measure("skeleton of Arabic", |name| drop(black_box(script_skeleton(name))))
}
