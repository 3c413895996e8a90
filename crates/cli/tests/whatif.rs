//! What a person sees of a draft laid over the law, and of what changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use serde_json::Value;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let ran = common::run(arguments);
    (ran.code, ran.out, ran.errors)
}

fn json(arguments: &[&str]) -> Value {
    let (code, out, errors) = run(arguments);
    assert_eq!((code, errors.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

const SUSPENSION: &str = "examples/overlays/suspend-textiles-and-2397.toml";

#[test]
fn a_suspension_moves_what_it_names_and_says_what_remains() {
    let answer = json(&["whatif", SUSPENSION, "examples/shipments.jsonl", "--format", "json"]);
    assert_eq!(answer["hypothetical"], true);
    let rows = answer["dealings"]["rows"].as_array().unwrap();
    let class = |id: &str| {
        let row = rows.iter().find(|row| row["dealing"]["id"] == id).unwrap();
        (row["dealing"]["before"].as_str().unwrap(), row["dealing"]["after"].as_str().unwrap())
    };
    assert_eq!(class("shirts"), ("conditional", "excepted"));
    assert_eq!(class("shirts-late"), ("conditional", "conditional"));
    assert_eq!(class("pumps"), ("prohibited", "excepted"));
    assert_eq!(class("coal"), ("prohibited", "prohibited"));
    assert_eq!(class("rice"), ("no-prohibition-found", "no-prohibition-found"));

    let (code, page, _) = run(&["whatif", SUSPENSION, "examples/shipments.jsonl"]);
    assert_eq!(code, 0);
    assert!(page.starts_with("HYPOTHETICAL"), "{page}");
    assert!(page.contains("Remains in force on these subjects\n  · 2371:9 [2371/seafood]"), "{page}");
    assert!(page.contains("Dealings: 3 of 6 change class"), "{page}");
    assert!(
        page.trim_end()
            .ends_with("Hypothetical: no such resolution is in force; this is no advice to act on.")
    );
}

#[test]
fn a_draft_that_only_tightens_caps_says_so() {
    let (code, page, _) =
        run(&["whatif", "examples/overlays/tighter-petroleum-2022.toml", "--on", "2022-07-01"]);
    assert_eq!(code, 0);
    assert!(page.contains("caps may still change outcomes"), "{page}");
}

#[test]
fn a_draft_that_is_not_adopted_yet_or_not_there_is_refused() {
    let (code, _, errors) = run(&["whatif", SUSPENSION, "--known", "2026-01-01"]);
    assert_eq!(code, 2);
    assert!(errors.contains("later --known"), "{errors}");
    let (code, _, errors) = run(&["whatif", "no-such-draft.toml"]);
    assert_eq!(code, 3);
    assert!(errors.contains("no-such-draft.toml"), "{errors}");
}

/// The founding claim that 2375 was "tougher and broader" than what stood before: what bears it out, and what qualifies it.
#[test]
fn from_2371_to_2375_the_law_became_broader_and_in_part_tougher() {
    let answer = json(&["diff", "2371", "2375", "--format", "json"]);
    let subjects = answer["difference"]["subjects"].as_array().unwrap();
    let with = |key: &str| -> Vec<&str> {
        let so = subjects.iter().filter(|subject| subject[key] == true);
        so.map(|subject| subject["subject"].as_str().unwrap()).collect()
    };
    for subject in ["textiles", "crude-oil", "refined-petroleum", "joint-ventures"] {
        assert!(with("broader").contains(&subject), "{:?}", with("broader"));
    }
    assert_eq!(with("tougher"), ["workers"]);
    assert_eq!(with("eased"), ["joint-ventures"]);
    let changes = answer["difference"]["changes"].as_array().unwrap();
    let kind = |id: &str| changes.iter().find(|change| change["id"] == id).unwrap()["kind"].as_str().unwrap();
    assert_eq!(kind("2375/textiles"), "added");
    assert_eq!(kind("2371/workers"), "superseded");
    assert_eq!(kind("2375/workers"), "tightened");
    assert_eq!(kind("2375/refined-petroleum"), "pending");
    assert!(!changes.iter().any(|change| change["id"] == "2371/coal"), "coal did not change");
}

#[test]
fn dealings_are_compared_as_if_done_on_each_day() {
    let answer = json(&[
        "diff",
        "2017-12-21",
        "2017-12-22",
        "--dealings",
        "examples/shipments.jsonl",
        "--format",
        "json",
    ]);
    let rows = answer["dealings"]["rows"].as_array().unwrap();
    let pumps = rows.iter().find(|row| row["dealing"]["id"] == "pumps").unwrap();
    assert_eq!(pumps["dealing"]["before"], "no-prohibition-found");
    assert_eq!(pumps["dealing"]["after"], "prohibited");
    assert_eq!(pumps["dealing"]["decided_after"], serde_json::json!(["2397:7"]));
}

/// Pumps from Russia to China concern nobody, unless their consignor is listed: on 2017-08-05 it was.
const PAST: &str = r#"{"id": "pumps", "hs": "8413.70", "from": "RU", "to": "CN", "date": "2018-05-01",
    "parties": [{"role": "consignor", "name": "Foreign Trade Bank (FTB)"}]}"#;
const RECOGNISED: &str = r#"{"name": "Foreign Trade Bank (FTB)", "list": "un-1718", "reference": "KPe.047", "decision": "same", "by": "desk 4", "on": "2017-08-05"}"#;

#[test]
fn parties_of_past_dealings_are_compared_as_listed_on_each_day() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (past, reviews) = (file("past.json", PAST), file("reviews.jsonl", RECOGNISED));
    let diff = ["diff", "2017-08-04", "2017-08-05", "--format", "json", "--dealings", past.as_str()];
    let row = |more: &[&str]| json(&[&diff, more].concat())["dealings"]["rows"][0].clone();
    let named = row(&[]);
    assert_eq!(named["dealing"]["before"], "no-prohibition-found");
    assert_eq!(named["dealing"]["after"], "undetermined");
    assert!(named["parties"][0].as_str().unwrap().contains("may be KPe.047"), "{named}");
    let recognised = row(&["--reviews", &reviews]);
    assert_eq!(recognised["dealing"]["after"], "prohibited");
    // A draft about textiles leaves the frozen as they are.
    let (code, page, _) = run(&["whatif", SUSPENSION, &past, "--all", "--reviews", &reviews]);
    assert_eq!(code, 0);
    assert!(common::plain(&page).contains("prohibited (1718:8(d), 2087:9) → prohibited"), "{page}");
}

#[test]
fn a_difference_needs_two_states_of_one_kind_in_order() {
    for (arguments, mend) in [
        (["diff", "2375", "2371"], "earlier state first"),
        (["diff", "2375", "current"], "two editions"),
        (["diff", "2375", "9999"], "write 2017-09-11, 2375"),
    ] {
        let (code, _, errors) = run(&arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(errors.contains(mend), "{errors}");
    }
    let (code, page, _) = run(&["diff", "current", "regimes"]);
    assert_eq!((code, page.contains("Nothing changed.")), (0, true), "{page}");
}
