//! How often a form of a name in its own script meets the Latin name of the labelled data.
//!
//! The data stand beside the workspace; where they are absent the test says so and passes. Each measure
//! has a control: the same comparison with the Latin name of somebody else.
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
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

fn shared(name: &str) -> Option<PathBuf> {
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent()?.parent()?.to_owned();
    let path = workspace.parent()?.join("shared/data").join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not beside the workspace");
        return None;
    }
    Some(path)
}

fn lines(name: &str) -> Option<Vec<String>> {
    let file = File::open(shared(name)?).unwrap();
    Some(BufReader::new(GzDecoder::new(file)).lines().map(|line| line.unwrap()).collect())
}

/// Lower-case tokens in order of the alphabet.
fn tokens(latin: &str) -> Vec<String> {
    let form = latin_forms(latin).into_iter().next().map(|form| form.text).unwrap_or_default();
    let mut tokens: Vec<String> = form.split(' ').map(str::to_owned).collect();
    tokens.sort();
    tokens
}

/// The share of letters that need not change, of the whole names with sorted tokens.
fn likeness(left: &[String], right: &[String]) -> f64 {
    let (left, right) = (left.concat(), right.concat());
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, letter) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (other_at, other) in right.iter().enumerate() {
            let change = diagonal + usize::from(letter != other);
            diagonal = row[other_at + 1];
            row[other_at + 1] = change.min(diagonal + 1).min(row[other_at] + 1);
        }
    }
    1.0 - row[right.len()] as f64 / left.len().max(right.len()).max(1) as f64
}

/// The tokens of two skeletons that agree, as a share of the shorter name.
fn skeleton_share(left: &str, right: &str) -> f64 {
    let (left, right): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
    let met = left.iter().filter(|token| right.contains(token)).count();
    if left.concat() == right.concat() {
        return 1.0; // one spells as two words what the other spells as one
    }
    met as f64 / left.len().min(right.len()).max(1) as f64
}

#[derive(Default, Debug)]
struct Measured {
    pairs: usize,
    equal: usize,
    near: usize,
    skeleton: usize,
    korean: usize,
}

impl Measured {
    fn share(&self, count: usize) -> f64 {
        count as f64 / self.pairs.max(1) as f64
    }

    /// One name in its own script and the Latin names it may stand under.
    fn add(&mut self, native: &str, latin: &[String]) -> bool {
        let forms: Vec<Vec<String>> = latin_forms(native).iter().map(|form| tokens(&form.text)).collect();
        let latin_tokens: Vec<Vec<String>> = latin.iter().map(|name| tokens(name)).collect();
        let best = |measure: &dyn Fn(&[String], &[String]) -> f64| {
            let pairs = forms.iter().flat_map(|form| latin_tokens.iter().map(move |name| (form, name)));
            pairs.map(|(form, name)| measure(form, name)).fold(0.0, f64::max)
        };
        let skeleton = script_skeleton(native);
        let equal = best(&|form, name| if form == name { 1.0 } else { 0.0 }) == 1.0;
        let near = best(&likeness) >= 0.8;
        let bones = latin.iter().any(|name| skeleton_share(&skeleton, &consonant_skeleton(name)) >= 1.0);
        self.pairs += 1;
        self.equal += usize::from(equal);
        self.near += usize::from(near);
        self.skeleton += usize::from(bones);
        let readings: Vec<_> = latin_forms(native).iter().map(|form| korean_readings(&form.text)).collect();
        let korean = latin.iter().map(|name| korean_readings(name)).any(|name| {
            readings.iter().any(|reading| readings_closeness(reading, &name) >= Closeness::Usage)
        });
        self.korean += usize::from(korean);
        near || bones
    }

    fn print(&self, what: &str) {
        eprintln!(
            "{what}: {} pairs, equal {:.3}, near {:.3}, skeleton {:.3}, korean {:.3}",
            self.pairs,
            self.share(self.equal),
            self.share(self.near),
            self.share(self.skeleton),
            self.share(self.korean)
        );
    }
}

#[test]
fn arabic_and_cyrillic_queries_meet_the_listed_name() {
    let Some(entities) = lines("matching/retrieval_dev/entities.jsonl.gz") else { return };
    let Some(queries) = lines("matching/retrieval_dev/queries.jsonl.gz") else { return };
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for entity in &entities {
        let entity: serde_json::Value = serde_json::from_str(entity).unwrap();
        let listed = |key: &str| entity["properties"][key].as_array().cloned().unwrap_or_default();
        let all = listed("name").into_iter().chain(listed("alias"));
        let all = all.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        names.insert(entity["id"].as_str().unwrap().to_owned(), all);
    }
    let mut strangers: Vec<&Vec<String>> = names.values().collect();
    strangers.sort();
    let mut measured: HashMap<Script, (Measured, Measured)> = HashMap::new();
    for (at, query) in queries.iter().enumerate() {
        let query: serde_json::Value = serde_json::from_str(query).unwrap();
        if query["fam"] != "crossscript" || query["type"] != "person" {
            continue;
        }
        let name = query["name"].as_str().unwrap();
        let (same, control) = measured.entry(detect(name)).or_default();
        let latin = &names[query["exp"].as_str().unwrap()];
        if !same.add(name, latin) {
            eprintln!(
                "  missed: {name} {:?} {} {latin:?}",
                latin_forms(name).first().map(|form| &form.text),
                script_skeleton(name)
            );
        }
        control.add(name, strangers[at * 37 % strangers.len()]);
    }
    for (script, (same, control)) in &measured {
        same.print(&format!("{script:?}, same person"));
        control.print(&format!("{script:?}, somebody else"));
    }
}

#[test]
fn korean_names_meet_their_romanisations() {
    let Some(rows) = lines("clean/persons_korean_200k.tsv.gz") else { return };
    let rows: Vec<(String, String)> = rows
        .iter()
        .skip(1)
        .step_by(50)
        .filter_map(|row| {
            let mut cells = row.split('\t').skip(1);
            Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
        })
        .collect();
    let (mut same, mut control) = (Measured::default(), Measured::default());
    for (at, (hangul, latin)) in rows.iter().enumerate() {
        let before = same.korean;
        same.add(hangul, std::slice::from_ref(latin));
        if same.korean == before && at % 10 == 0 {
            eprintln!("  missed: {hangul} {latin}");
        }
        control.add(hangul, &[rows[(at * 31 + 17) % rows.len()].1.clone()]);
    }
    same.print("Korean, same person");
    control.print("Korean, somebody else");
}

#[test]
fn korean_spellings_across_lists() {
    let Some(path) = shared("matching/crosslist_pairs_dev.csv.gz") else { return };
    let mut reader = csv::Reader::from_reader(GzDecoder::new(File::open(path).unwrap()));
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (label, kind) = (column("label"), column("type"));
    let (left, right) = ([column("a_name"), column("a_aliases")], [column("b_name"), column("b_aliases")]);
    let mut counts: HashMap<(bool, Closeness), usize> = HashMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let names = |cells: [usize; 2]| -> Vec<_> {
            let all = row[cells[0]].split(';').chain(row[cells[1]].split(';'));
            all.map(|name| korean_readings(name.trim())).filter(|readings| !readings.is_empty()).collect()
        };
        // The first name of each record must read as Korean in three syllables.
        let korean = |cell: usize| korean_readings(&row[cell]).iter().any(|reading| reading.len() == 3);
        if &row[kind] != "Person" || !korean(left[0]) || !korean(right[0]) {
            continue;
        }
        let others = names(right);
        let best = names(left)
            .iter()
            .flat_map(|one| others.iter().map(|other| readings_closeness(one, other)))
            .max();
        let best = best.unwrap_or(Closeness::Apart);
        if &row[label] == "match" && best < Closeness::Usage {
            eprintln!("  missed: {:?} {:?}", &row[left[0]], &row[right[0]]);
        }
        if &row[label] != "match" && best >= Closeness::Usage {
            eprintln!("  false: {:?} {:?}", &row[left[0]], &row[right[0]]);
        }
        *counts.entry((&row[label] == "match", best)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort();
    eprintln!("Korean across lists (match, closeness), pairs: {counts:?}");
}
