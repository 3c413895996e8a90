//! How much of the law the worked cases hold in place: each mutant differs from the law in one step, and must make some case
//! come out otherwise. Run it with
//! `cargo test -p interdict-regime --test mutation -- --ignored --nocapture`; `MUTANTS=2371/` tries only those whose
//! description holds that text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::Case;
use common::mutate::Draft;
use interdict_regime::{Dealing, Regime};
use toml::{Table, Value};

/// The share of mutants that the cases must catch.
const AIM: f64 = 0.97;

struct Mutant {
    /// What was changed, for the report.
    says: String,
    /// The provision changed, or none where it is a set or a cap.
    provision: Option<String>,
    kind: &'static str,
    draft: Draft,
}

#[test]
#[ignore = "a minute of both cores: ./test runs it, and whoever changes the law"]
fn the_cases_hold_the_law_in_place() {
    let regime = common::regime();
    let cases = common::cases();
    for case in &cases {
        let differences =
            case.determine(&regime).map(|found| case.differences(&found)).unwrap_or_else(|error| vec![error]);
        assert!(
            differences.is_empty(),
            "{} fails on the law as it is, and would catch every mutant: {differences:?}",
            case.id
        );
    }
    let relevant = relevance(&regime, &cases);
    let wanted = std::env::var("MUTANTS").unwrap_or_default();
    let mutants: Vec<Mutant> = mutants().into_iter().filter(|mutant| mutant.says.contains(&wanted)).collect();
    let next = AtomicUsize::new(0);
    let survivors = Mutex::new(Vec::new());
    let tally: Mutex<BTreeMap<&str, (usize, usize)>> = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(mutant) = mutants.get(next.fetch_add(1, Ordering::Relaxed)) {
                    // A law that the loader refuses is caught by the loader.
                    let caught = match mutant.draft.load() {
                        Err(_) => true,
                        Ok(changed) => catches(
                            &changed,
                            &cases,
                            mutant.provision.as_deref().and_then(|id| relevant.get(id)),
                        ),
                    };
                    let mut tally = tally.lock().unwrap();
                    let (all, found) = tally.entry(mutant.kind).or_default();
                    *all += 1;
                    if caught {
                        *found += 1;
                    } else {
                        survivors.lock().unwrap().push(mutant.says.clone());
                    }
                }
            });
        }
    });
    let mut survivors = survivors.into_inner().unwrap();
    survivors.sort();
    let tally = tally.into_inner().unwrap();
    let (all, found) = tally.values().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    survivors.iter().for_each(|survivor| println!("survives: {survivor}"));
    tally.iter().for_each(|(kind, (all, found))| println!("{kind:<24} {found:>4} of {all:>4}"));
    let share = found as f64 / all as f64;
    println!("mutation score: {found} of {all} = {:.1} %", share * 100.0);
    assert!(share >= AIM, "the cases catch {:.1} %, and should catch {:.0} %", share * 100.0, AIM * 100.0);
}

/// Which cases meet each provision: those are tried first.
fn relevance(regime: &Regime, cases: &[Case]) -> BTreeMap<String, BTreeSet<usize>> {
    let mut relevant: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (i, case) in cases.iter().enumerate() {
        if let Ok(found) = case.determine(regime) {
            let met = found
                .derivation
                .iter()
                .map(|d| d.provision.clone())
                .chain(found.exceptions.iter().map(|e| e.at.id.clone()));
            let met = met
                .chain(found.duties.iter().map(|d| d.at.id.clone()))
                .chain(found.routes.iter().map(|r| r.at.id.clone()));
            met.chain(found.reservations.iter().map(|r| r.at.id.clone())).for_each(|id| {
                relevant.entry(id).or_default().insert(i);
            });
        }
    }
    relevant
}

fn catches(changed: &Regime, cases: &[Case], first: Option<&BTreeSet<usize>>) -> bool {
    let nothing = BTreeSet::new();
    let first = first.unwrap_or(&nothing);
    let order = first.iter().copied().chain((0..cases.len()).filter(|i| !first.contains(i)));
    order.into_iter().any(|i| {
        let case = &cases[i];
        let value = serde_json::to_value(&case.dealing).unwrap();
        let Ok(dealing) = Dealing::from_value(value, changed) else { return true };
        let Ok(found) = changed.determine(&dealing, case.clocks(), &case.profile()) else { return true };
        !case.differences(&found).is_empty()
    })
}

fn mutants() -> Vec<Mutant> {
    let base = Draft::new(&common::files());
    let mut mutants = Vec::new();
    let count = base.clone().provisions().len();
    for i in 0..count {
        let table = base.clone().provisions()[i].clone();
        let id = table["id"].as_str().unwrap().to_owned();
        let norm = table["norm"].as_str().unwrap();
        if !matches!(norm, "prohibition" | "exemption")
            || table.get("binding").and_then(Value::as_bool) == Some(false)
        {
            continue;
        }
        let mut add = |kind: &'static str, what: &str, change: &dyn Fn(&mut Table)| {
            let mut draft = base.clone();
            change(draft.provisions()[i]);
            mutants.push(Mutant { says: format!("{id}: {what}"), provision: Some(id.clone()), kind, draft });
        };
        if norm == "prohibition" {
            if table.get("open").is_none() {
                add("drop the provision", "dropped (called for only)", &|t| {
                    t.insert("binding".into(), Value::Boolean(false));
                });
            }
            if let Some(direction) =
                table.get("direction").and_then(Value::as_str).filter(|direction| *direction != "either")
            {
                let other = if direction == "to-target" { "from-target" } else { "to-target" };
                add("swap the direction", other, &|t| {
                    t.insert("direction".into(), other.into());
                });
            }
        }
        for days in [-1, 1] {
            add("move the first day", &format!("from {days:+} day"), &|t| move_day(t, "from", days));
            if table.contains_key("until") {
                add("move the last day", &format!("until {days:+} day"), &|t| move_day(t, "until", days));
            }
        }
        if table.contains_key("supersedes") {
            add("forget what ended", "supersedes dropped", &|t| {
                t.remove("supersedes");
            });
        }
        if table.contains_key("when") && table.get("open").is_none() {
            add("drop a condition", "when dropped", &|t| {
                t.remove("when");
            });
        }
        let exceptions = table.get("exception").and_then(Value::as_array).map_or(0, Vec::len);
        for e in 0..exceptions {
            let exception = table["exception"][e].as_table().unwrap().clone();
            let name = exception["id"].as_str().unwrap().to_owned();
            let with = |t: &mut Table, change: &dyn Fn(&mut Table)| {
                change(t["exception"][e].as_table_mut().unwrap())
            };
            add("drop an exception", &format!("exception {name} dropped"), &|t| {
                t["exception"].as_array_mut().unwrap().remove(e);
            });
            for s in 0..exception.get("steps").and_then(Value::as_array).map_or(0, Vec::len) {
                add("drop a step", &format!("exception {name}: step {s} dropped"), &|t| {
                    with(t, &|x| {
                        x["steps"].as_array_mut().unwrap().remove(s);
                    });
                });
            }
            if exception.contains_key("when") {
                add("drop a condition", &format!("exception {name}: gate dropped"), &|t| {
                    with(t, &|x| {
                        x.remove("when");
                        x.entry("steps").or_insert_with(|| Value::Array(vec![]));
                    });
                });
                let dates = date_places(&exception["when"]).len();
                for d in 0..dates {
                    for days in [-1, 1] {
                        add("move a date", &format!("exception {name}: date {d} {days:+} day"), &|t| {
                            with(t, &|x| shift_date(&mut x["when"], d, days))
                        });
                    }
                }
            }
        }
    }
    mutants.extend(goods_mutants(&base));
    mutants.extend(quota_mutants(&base));
    mutants
}

/// Headings cut, headings widened to whatever lies beside them, parts taken for wholes.
fn goods_mutants(base: &Draft) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let sets = base.clone().table("goods.toml")["goods"].as_array().unwrap().clone();
    for (s, set) in sets.iter().enumerate() {
        let id = set["id"].as_str().unwrap();
        for (g, group) in set["codes"].as_array().unwrap().iter().enumerate() {
            let codes = group["hs"].as_array().unwrap();
            let mut add = |kind: &'static str, what: String, change: &dyn Fn(&mut Table)| {
                let mut draft = base.clone();
                change(draft.table("goods.toml")["goods"][s]["codes"][g].as_table_mut().unwrap());
                mutants.push(Mutant { says: format!("goods {id}: {what}"), provision: None, kind, draft });
            };
            if group.get("ex").is_some() {
                // Indicator headings are our own aid: the cases hold them as groups, not one by one.
                add("cut a heading", format!("group {g} ({}) cut", codes[0]), &|t| {
                    t.insert("hs".into(), Value::Array(vec!["9999.99".into()]));
                });
                add("take a part for the whole", format!("group {g} ({}) whole", codes[0]), &|t| {
                    t.remove("ex");
                });
                continue;
            }
            for (c, code) in codes.iter().enumerate() {
                let code = code.as_str().unwrap().replace('.', "");
                add("cut a heading", format!("{code} cut"), &|t| {
                    let list = t["hs"].as_array_mut().unwrap();
                    list.remove(c);
                    if list.is_empty() {
                        // An unlikely heading stands in, so that the file still loads.
                        list.push("9705".into());
                    }
                });
                if code.len() > 2 {
                    let wider: String = code.chars().take(code.len() - 2).collect();
                    add("add a heading", format!("{code} widened to {wider}"), &|t| {
                        t["hs"].as_array_mut().unwrap()[c] = wider.as_str().into();
                    });
                }
            }
        }
    }
    mutants
}

fn quota_mutants(base: &Draft) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    let quotas = base.clone().table("quotas.toml")["quota"].as_array().unwrap().clone();
    for (q, quota) in quotas.iter().enumerate() {
        for p in 0..quota["period"].as_array().unwrap().len() {
            for factor in [2_u64, 10] {
                let mut draft = base.clone();
                let period = draft.table("quotas.toml")["quota"][q]["period"][p].as_table_mut().unwrap();
                let cap: u64 = period["cap"].as_str().unwrap().parse().unwrap();
                period.insert("cap".into(), (cap * factor).to_string().into());
                mutants.push(Mutant {
                    says: format!("quota {}: period {p} cap × {factor}", quota["id"]),
                    provision: None,
                    kind: "raise a cap",
                    draft,
                });
            }
        }
    }
    mutants
}

fn move_day(table: &mut Table, key: &str, days: i64) {
    let day: jiff::civil::Date = table[key].to_string().parse().unwrap();
    let moved = day.checked_add(jiff::Span::new().days(days)).unwrap();
    table.insert(key.into(), Value::Datetime(moved.to_string().parse().unwrap()));
}

/// The dates within a condition, in order.
fn date_places(value: &Value) -> Vec<String> {
    match value {
        Value::Datetime(day) => vec![day.to_string()],
        Value::Table(table) => table.values().flat_map(date_places).collect(),
        Value::Array(list) => list.iter().flat_map(date_places).collect(),
        _ => Vec::new(),
    }
}

fn shift_date(value: &mut Value, wanted: usize, days: i64) {
    fn walk(value: &mut Value, left: &mut usize, days: i64) {
        match value {
            Value::Datetime(day) => {
                if *left == 0 {
                    let date: jiff::civil::Date = day.to_string().parse().unwrap();
                    *day =
                        date.checked_add(jiff::Span::new().days(days)).unwrap().to_string().parse().unwrap();
                }
                *left = left.wrapping_sub(1);
            }
            Value::Table(table) => table.iter_mut().for_each(|(_, value)| walk(value, left, days)),
            Value::Array(list) => list.iter_mut().for_each(|value| walk(value, left, days)),
            _ => {}
        }
    }
    let mut left = wanted;
    walk(value, &mut left, days);
}
