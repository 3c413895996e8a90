//! The table: one row a measure, the same order every time, so that a change shows as a diff.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use interdict_screen::{Index, Kind, Party, THRESHOLD};
use serde_json::Value;

use crate::retrieval::{Outcome, both, is_customer, is_near_miss};
use crate::sets::{births, kind, listed, party, population, rows, un_list};

struct Table(String);

impl Table {
    fn row(&mut self, name: &str, value: f64, of: usize, aim: &str) {
        writeln!(self.0, "{}", format!("{name:<62}{value:>8.4}{of:>7}  {aim}").trim_end()).unwrap();
    }
}

/// Measures everything.
pub(crate) fn measure(data: &Path, outcomes: &[Outcome]) -> String {
    let mut table = Table(String::new());
    writeln!(table.0, "{:<62}{:>8}{:>7}  aim (best peer)", "measure", "value", "of").unwrap();
    of_retrieval(&mut table, outcomes);
    table.0.push_str(&pairs(data));
    perturbed(&mut table, data);
    customers(&mut table, data);
    table.0
}

/// Measures the sets of pairs: a few seconds, so that a test can.
pub(crate) fn pairs(data: &Path) -> String {
    let mut table = Table(String::new());
    name_bench(&mut table, data);
    entity_checks(&mut table, data);
    cross_list(&mut table, data);
    cross_script(&mut table, data);
    table.0
}

fn share<'a>(outcomes: impl Iterator<Item = &'a Outcome>, hit: impl Fn(&Outcome) -> bool) -> (f64, usize) {
    let (mut hits, mut all) = (0, 0);
    for outcome in outcomes {
        all += 1;
        hits += usize::from(hit(outcome));
    }
    (if all == 0 { 0.0 } else { hits as f64 / all as f64 }, all)
}

fn of_retrieval(table: &mut Table, outcomes: &[Outcome]) {
    let found = |outcome: &Outcome| outcome.right >= THRESHOLD;
    let alerted = |outcome: &Outcome| outcome.top >= THRESHOLD;
    let positive = |outcome: &&Outcome| outcome.query.family != "negative";
    let latin =
        |outcome: &&Outcome| outcome.query.family != "negative" && outcome.query.family != "crossscript";
    let (value, of) = share(outcomes.iter().filter(|outcome| is_customer(&outcome.query)), alerted);
    table.row("retrieval: customers alerted", value, of, "<= .0100");
    let (value, of) = share(outcomes.iter().filter(latin), found);
    table.row("retrieval: recall, Latin script", value, of, ">= .95 (.876)");
    let (value, of) = share(outcomes.iter().filter(|outcome| outcome.query.family == "crossscript"), found);
    table.row("retrieval: recall, original script", value, of, ">= .75 (.188)");
    let (value, of) = share(outcomes.iter().filter(|outcome| is_near_miss(&outcome.query)), alerted);
    table.row("retrieval: near-misses alerted", value, of, "<= .10 (.226)");
    let top = |outcome: &Outcome| (1..=10).contains(&outcome.rank);
    let (value, of) = share(outcomes.iter().filter(latin), top);
    table.row("retrieval: hit@10, Latin script", value, of, ">= .995 (.987)");
    let (value, of) = share(outcomes.iter().filter(positive), top);
    table.row("retrieval: hit@10, all", value, of, "");
    let mut classes: BTreeMap<(bool, String), Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        let negative = outcome.query.family == "negative";
        let kind = if outcome.query.party.kind == Kind::Person { "person" } else { "body" };
        let name =
            if negative { outcome.query.class.clone() } else { format!("{} ({kind})", outcome.query.class) };
        classes.entry((negative, name)).or_default().push(outcome);
    }
    for ((negative, name), outcomes) in classes {
        let (value, of) =
            share(
                outcomes.iter().copied(),
                |outcome| if negative { alerted(outcome) } else { found(outcome) },
            );
        let aim = match name.as_str() {
            "vowel_drop (person)" | "vowel_drop (body)" => ">= .60 (.16)",
            "origscript_arabic (person)" => ">= .70 (.16)",
            _ => "",
        };
        table.row(&format!("  {}: {name}", if negative { "alerted" } else { "recall" }), value, of, aim);
    }
}

/// The best score of two parties, from either side the same.
pub(crate) fn compare(a: &Party, b: &Party) -> f64 {
    let index = Index::new(vec![b.clone()]);
    index.search(a, 0.0).first().map_or(0.0, |found| found.score)
}

struct Counts {
    right: usize,
    wrong: usize,
    missed: usize,
    all: usize,
}

impl Counts {
    fn of(pairs: &[(bool, f64)]) -> Self {
        let mut counts = Self { right: 0, wrong: 0, missed: 0, all: pairs.len() };
        for (truth, score) in pairs {
            match (truth, *score >= THRESHOLD) {
                (true, true) => counts.right += 1,
                (true, false) => counts.missed += 1,
                (false, true) => counts.wrong += 1,
                (false, false) => {}
            }
        }
        counts
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missed).max(1) as f64
    }
}

/// Pairs of the name benchmark, with the truth.
pub(crate) fn bench_pairs(data: &Path) -> Vec<(bool, Party, Party)> {
    let rows = rows(&data.join("matching/name_bench_dev.csv"), b',');
    let pair = |row: &crate::sets::Row| {
        let kind = kind(row.at("schema"));
        (
            row.at("is_match") == "true",
            Party::named("", kind, row.at("name1")),
            Party::named("", kind, row.at("name2")),
        )
    };
    rows.iter().map(pair).collect()
}

fn name_bench(table: &mut Table, data: &Path) {
    let pairs: Vec<(bool, f64)> =
        bench_pairs(data).iter().map(|(truth, a, b)| (*truth, compare(a, b))).collect();
    let counts = Counts::of(&pairs);
    table.row("name_bench: F1", counts.f1(), counts.all, ">= .86 (.796)");
    table.row("name_bench: precision", counts.precision(), counts.all, "");
    table.row("name_bench: recall", counts.recall(), counts.all, "");
}

fn entity_checks(table: &mut Table, data: &Path) {
    let rows = rows(&data.join("matching/entity_checks_dev.csv"), b',');
    let read = |json: &str, schema: &str| {
        let value: Value = serde_json::from_str(json).unwrap();
        let said = |key: &str| value[key].as_str().unwrap_or_default();
        let joined = [said("firstName"), said("middleName"), said("fatherName"), said("lastName")];
        let joined: Vec<&str> = joined.into_iter().filter(|part| !part.is_empty()).collect();
        let name = if said("name").is_empty() { joined.join(" ") } else { said("name").to_owned() };
        let mut party = party("", kind(schema), &name, "", said("birthDate"));
        party.births = births(said("birthDate"));
        party
    };
    let right = rows.iter().filter(|row| {
        let (a, b) =
            (read(row.at("query_json"), row.at("schema")), read(row.at("candidate_json"), row.at("schema")));
        (compare(&a, &b) >= THRESHOLD) == (row.at("match") == "true")
    });
    table.row("entity checks: right", right.count() as f64 / rows.len() as f64, rows.len(), "1");
}

/// Pairs of records of two lists, with the truth.
pub(crate) fn cross_pairs(data: &Path) -> Vec<(bool, Party, Party)> {
    let rows = rows(&data.join("matching/crosslist_pairs_dev.csv.gz"), b',');
    let pair = |row: &crate::sets::Row| {
        let kind = kind(row.at("type"));
        let a = party(row.at("a_ref"), kind, row.at("a_name"), row.at("a_aliases"), row.at("a_dob"));
        let b = party(row.at("b_ref"), kind, row.at("b_name"), row.at("b_aliases"), row.at("b_dob"));
        (row.at("label") == "match", a, b)
    };
    rows.iter().map(pair).collect()
}

fn cross_list(table: &mut Table, data: &Path) {
    for (name, dates, aim) in [("with birth dates", true, ">= .97"), ("names only", false, "")] {
        let pairs = cross_pairs(data).into_iter().map(|(truth, mut a, mut b)| {
            if !dates {
                a.births.clear();
                b.births.clear();
            }
            (truth, compare(&a, &b))
        });
        let counts = Counts::of(&pairs.collect::<Vec<_>>());
        table.row(&format!("cross-list, {name}: recall"), counts.recall(), counts.all, aim);
        table.row(&format!("cross-list, {name}: precision"), counts.precision(), counts.all, "");
        table.row(&format!("cross-list, {name}: F1"), counts.f1(), counts.all, "");
    }
}

fn perturbed(table: &mut Table, data: &Path) {
    let index = Index::new(un_by_reference(data));
    let rows = rows(&data.join("matching/un_perturbed_queries_dev.csv"), b',');
    let (mut found, mut first) = (0, 0);
    for row in &rows {
        let query = party("", Kind::Person, row.at("query_name"), "", "");
        let matches = index.search(&query, THRESHOLD);
        let expected: Vec<&str> = row.at("expected_un_refs").split([';', '|']).map(str::trim).collect();
        let at = matches.iter().position(|found| expected.contains(&found.party.id.as_str()));
        found += usize::from(at.is_some());
        first += usize::from(at == Some(0));
    }
    let all = rows.len();
    table.row("UN perturbed: recall", found as f64 / all as f64, all, "");
    table.row("UN perturbed: first", first as f64 / all as f64, all, "");
}

/// The UN's parties under their references, joined by name.
fn un_by_reference(data: &Path) -> Vec<Party> {
    let text = crate::sets::text(&data.join("un/consolidated_2026-01-28.xml.gz"));
    let between = |block: &str, tag: &str| -> Vec<String> {
        block
            .split(&format!("<{tag}>"))
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('<')?.0.trim().to_owned()))
            .collect()
    };
    let mut parties = Vec::new();
    for block in text.split("<INDIVIDUAL>").skip(1) {
        let names = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
            .map(|tag| between(block, tag).join(" "));
        let aliases = between(block, "ALIAS_NAME").join(";");
        let reference = between(block, "REFERENCE_NUMBER").concat();
        parties.push(party(
            &reference,
            Kind::Person,
            names.join(" ").trim(),
            &aliases.replace("&amp;", "&"),
            "",
        ));
    }
    parties
}

fn cross_script(table: &mut Table, data: &Path) {
    let rows = rows(&data.join("matching/cross_script_pairs_dev.csv"), b',');
    let pairs: Vec<(bool, f64)> = rows
        .iter()
        .map(|row| {
            let (a, b) = (row.at("query"), row.at("expected_match"));
            (true, compare(&Party::named("", Kind::Person, a), &Party::named("", Kind::Person, b)))
        })
        .collect();
    let counts = Counts::of(&pairs);
    table.row("cross-script pairs: recall", counts.recall(), counts.all, "");
}

fn customers(table: &mut Table, data: &Path) {
    let index = Index::new(listed(data));
    let un = Index::new(un_list(data));
    let korea =
        Index::new(un_by_reference(data).into_iter().filter(|party| party.id.starts_with("KPi")).collect());
    for (file, column, kind, step) in [
        ("yente_negatives_global_50k.csv.gz", "full_name", Kind::Person, 50),
        ("yente_negatives_us_50k.csv.gz", "full_name", Kind::Person, 50),
        ("us_congress_people.csv", "full_name", Kind::Person, 1),
        ("persons_faker_300k.tsv.gz", "full_name", Kind::Person, 300),
        ("persons_korean_200k.tsv.gz", "romanized", Kind::Person, 80),
        ("persons_korean_200k.tsv.gz", "hangul", Kind::Person, 200),
        ("sec_registered_companies_2023.csv.gz", "name", Kind::Organisation, 8),
        ("companies_faker_50k.tsv.gz", "name", Kind::Organisation, 50),
    ] {
        let parties = population(data, file, column, kind, step);
        let all = parties.len();
        let alerts = both(parties, |party| {
            let korean = file.contains("korean");
            let wanted = [(&index, true), (&un, korean), (&korea, korean)];
            wanted.map(|(index, wanted)| wanted && !index.search(&party, THRESHOLD).is_empty())
        });
        let name = format!("{}, {column}", file.split('.').next().unwrap_or_default());
        for (at, list) in ["UN+OFAC", "UN", "UN DPRK"].iter().enumerate() {
            if at == 0 || file.contains("korean") {
                let share = alerts.iter().filter(|alerts| alerts[at]).count() as f64 * 1000.0 / all as f64;
                table.row(&format!("alerts/1000: {name} on {list}"), share, all, "");
            }
        }
    }
}

/// One pair with its reasons, for reading.
pub(crate) fn pair(a: &str, b: &str, word: &str) {
    let index = Index::new(vec![Party::named("", kind(word), b)]);
    for found in index.search(&Party::named("", kind(word), a), 0.0) {
        println!("{:.4}", found.score);
        for piece in &found.pieces {
            println!("  {:+.2} {}: {}", piece.points, piece.about, piece.says);
        }
        for (name, value) in interdict_screen::NAMES.iter().zip(found.measures.iter().flatten()) {
            println!("    {name} {value:.3}");
        }
    }
}
