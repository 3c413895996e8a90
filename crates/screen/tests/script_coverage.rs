//! How often a form of a name in its own script meets the Latin name of the labelled data.
//!
//! The data stand beside the workspace; where they are absent a test says so and passes. Each measure has a
//! control, the same comparison with the Latin name of somebody else, and a floor a little under what was
//! measured when it was written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice,
    reason = "a test may"
)]

use flate2::read::GzDecoder;
use interdict_screen::script::korean::{Closeness, korean_readings, readings_closeness};
use interdict_screen::script::{Script, consonant_skeleton, detect, latin_forms, script_skeleton};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// The whole of a shared file, inflated where it is compressed; none where it is not here.
fn shared(name: &str) -> Option<String> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent()?.parent()?.to_owned();
    let Ok(mut file) = File::open(workspace.parent()?.join("shared/data").join(name)) else {
        eprintln!("skipped: {name} is not beside the workspace");
        return None;
    };
    let mut text = String::new();
    if name.ends_with(".gz") {
        GzDecoder::new(file).read_to_string(&mut text).unwrap();
    } else {
        file.read_to_string(&mut text).unwrap();
    }
    Some(text)
}

/// Tokens in order of the alphabet.
fn tokens(form: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = form.split(' ').collect();
    tokens.sort_unstable();
    tokens
}

/// The share of letters that need not change, of the whole names with sorted tokens.
fn likeness(left: &str, right: &str) -> f64 {
    let (left, right) = (tokens(left).concat(), tokens(right).concat());
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (other_at, other) in right.bytes().enumerate() {
            let change = diagonal + usize::from(letter != other);
            diagonal = row[other_at + 1];
            row[other_at + 1] = change.min(diagonal + 1).min(row[other_at] + 1);
        }
    }
    1.0 - row[right.len()] as f64 / left.len().max(right.len()).max(1) as f64
}

/// Whether every word of the shorter skeleton stands in the longer one, or they agree without spaces.
fn skeletons_agree(left: &str, right: &str) -> bool {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    left.concat() == right.concat() || short.iter().all(|word| long.contains(word))
}

/// Pairs counted by the comparisons that they pass.
#[derive(Default, Debug)]
struct Measured {
    pairs: usize,
    /// A form has the tokens of the Latin name, in any order.
    equal: usize,
    /// A form is like it to four fifths.
    near: usize,
    /// The consonants agree.
    skeleton: usize,
    /// A form reads as the same Korean syllables.
    korean: usize,
}

impl Measured {
    fn add(&mut self, native: &str, latin: &[&str]) {
        let forms = latin_forms(native);
        let names: Vec<String> =
            latin.iter().filter_map(|name| Some(latin_forms(name).first()?.text.clone())).collect();
        let any = |test: &dyn Fn(&str, &str) -> bool| {
            forms.iter().any(|form| names.iter().any(|name| test(&form.text, name)))
        };
        let same_syllables = |form: &str, name: &str| {
            readings_closeness(&korean_readings(form), &korean_readings(name)) >= Closeness::Usage
        };
        let skeleton = script_skeleton(native);
        self.pairs += 1;
        self.equal += usize::from(any(&|form, name| tokens(form) == tokens(name)));
        self.near += usize::from(any(&|form, name| likeness(form, name) >= 0.8));
        self.skeleton +=
            usize::from(latin.iter().any(|name| skeletons_agree(&skeleton, &consonant_skeleton(name))));
        self.korean += usize::from(any(&same_syllables));
    }

    fn share(&self, count: usize) -> f64 {
        count as f64 / self.pairs.max(1) as f64
    }

    fn print(&self, what: &str) {
        let [equal, near, skeleton, korean] =
            [self.equal, self.near, self.skeleton, self.korean].map(|count| self.share(count));
        eprintln!(
            "{what}: {} pairs, equal {equal:.3}, near {near:.3}, skeleton {skeleton:.3}, korean {korean:.3}",
            self.pairs
        );
    }
}

/// The listed names by id.
fn listed() -> Option<HashMap<String, Vec<String>>> {
    let entities = shared("matching/retrieval_dev/entities.jsonl.gz")?;
    let names = entities.lines().map(|line| {
        let entity: serde_json::Value = serde_json::from_str(line).unwrap();
        let names = ["name", "alias"].iter().flat_map(|key| entity["properties"][key].as_array()).flatten();
        let names = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        (entity["id"].as_str().unwrap().to_owned(), names)
    });
    Some(names.collect())
}

/// The queries of a family: class, expected id, type and name.
fn queries(wanted: &str) -> Option<Vec<[String; 4]>> {
    let queries = shared("matching/retrieval_dev/queries.jsonl.gz")?;
    let read = |line: &str| {
        let query: serde_json::Value = serde_json::from_str(line).unwrap();
        let cell = |key: &str| query[key].as_str().unwrap().to_owned();
        (query["fam"] == wanted).then(|| ["cls", "exp", "type", "name"].map(cell))
    };
    Some(queries.lines().filter_map(read).collect())
}

#[test]
fn queries_in_another_script_meet_the_listed_name() {
    let (Some(names), Some(queries)) = (listed(), queries("crossscript")) else { return };
    let mut strangers: Vec<&Vec<String>> = names.values().collect();
    strangers.sort();
    let mut measured: HashMap<Script, (Measured, Measured)> = HashMap::new();
    for (at, [_, expected, _, name]) in queries.iter().enumerate().filter(|(_, query)| query[2] == "person") {
        let (same, other) = measured.entry(detect(name)).or_default();
        same.add(name, &names[expected].iter().map(String::as_str).collect::<Vec<_>>());
        let stranger = strangers[at * 37 % strangers.len()];
        other.add(name, &stranger.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (script, (same, other)) in &measured {
        same.print(&format!("{script:?}, same person"));
        other.print(&format!("{script:?}, somebody else"));
    }
    let (arabic, others) = &measured[&Script::Arabic];
    assert!(arabic.share(arabic.near) > 0.70 && arabic.share(arabic.skeleton) > 0.85);
    assert!(others.share(others.near) < 0.01 && others.share(others.skeleton) < 0.01);
    let (cyrillic, _) = &measured[&Script::Cyrillic];
    assert!(cyrillic.share(cyrillic.near) > 0.9);
}

#[test]
fn look_alikes_are_seen_through() {
    let (Some(names), Some(queries)) = (listed(), queries("adversarial")) else { return };
    let plain = |name: &str| latin_forms(name).first().map(|form| form.text.clone());
    let (mut pairs, mut equal) = (0, 0);
    for [class, expected, _, name] in queries {
        if class == "homoglyph" && !name.is_ascii() {
            pairs += 1;
            equal += usize::from(names[&expected].iter().any(|listed| plain(listed) == plain(&name)));
        }
    }
    eprintln!("look-alikes: {equal} of {pairs}");
    assert!(equal as f64 > 0.95 * pairs as f64);
}

#[test]
fn korean_names_meet_their_romanisations() {
    let Some(table) = shared("clean/persons_korean_200k.tsv.gz") else { return };
    let rows: Vec<Vec<&str>> =
        table.lines().skip(1).step_by(50).map(|row| row.split('\t').collect()).collect();
    let (mut same, mut others) = (Measured::default(), Measured::default());
    for (at, row) in rows.iter().enumerate() {
        same.add(row[1], &[row[2]]);
        others.add(row[1], &[rows[(at * 31 + 17) % rows.len()][2]]);
    }
    same.print("Korean, same person");
    others.print("Korean, somebody else");
    assert!(same.share(same.korean) > 0.96 && same.share(same.near) > 0.82);
    assert!(others.share(others.korean) < 0.005 && others.share(others.near) < 0.005);
}

#[test]
fn korean_spellings_across_lists() {
    let Some(table) = shared("matching/crosslist_pairs_dev.csv.gz") else { return };
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (label, kind, left, right) = (column("label"), column("type"), column("a_name"), column("b_name"));
    let (mut matches, mut found, mut strangers, mut confused) = (0, 0, 0, 0);
    for row in reader.records() {
        let row = row.unwrap();
        let (one, other) = (korean_readings(&row[left]), korean_readings(&row[right]));
        let three = |readings: &Vec<Vec<_>>| readings.iter().any(|reading| reading.len() == 3);
        if &row[kind] != "Person" || !three(&one) || !three(&other) {
            continue;
        }
        let close = usize::from(readings_closeness(&one, &other) >= Closeness::Usage);
        if &row[label] == "match" {
            matches += 1;
            found += close;
        } else {
            strangers += 1;
            confused += close;
        }
    }
    eprintln!("Korean names across lists: {found} of {matches} matches, {confused} of {strangers} others");
    assert!(found as f64 > 0.95 * f64::from(matches));
    assert!((confused as f64) < 0.05 * f64::from(strangers));
}

#[test]
fn labelled_pairs_in_two_scripts() {
    let Some(table) = shared("matching/cross_script_pairs_dev.csv") else { return };
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let mut measured = Measured::default();
    for row in reader.records() {
        let row = row.unwrap();
        measured.add(&row[0], &[&row[1]]);
    }
    measured.print("pairs in two scripts");
    assert!(measured.share(measured.near) > 0.75);
}
