//! `interdict check` on whole dealings: lists that alert, reviews, holdings, the house's profile.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod common;

use common::{plain, run, run_with};
use serde_json::Value;

const CHECK: [&str; 4] = ["check", "examples/shipment.json", "--known", "2026-11-22"];

fn with(more: &[&str]) -> common::Ran {
    run(&[&CHECK, more].concat())
}

#[test]
fn json_says_who_was_compared_and_with_what() {
    let ran = with(&["--format", "json"]);
    assert_eq!((ran.code, ran.errors.as_str()), (11, ""));
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["outcome"], "undetermined");
    assert_eq!(answer["compared"][1]["candidates"][0]["reference"], "KPe.001");
    assert_eq!(answer["inputs"]["lists"][0]["list"], "un-1718");
    assert_eq!(answer["inputs"]["lists"][0]["decides"], true);
    assert_eq!(answer["inputs"]["threshold"], 0.7);
    assert_eq!(with(&["--format", "json"]).out, ran.out);
}

#[test]
fn the_threshold_is_the_command_lines_then_the_profiles() {
    assert_eq!(with(&["--threshold", "0.95"]).code, 0);
    let profile = ["--profile", "examples/house/profile.toml"];
    assert_eq!(with(&profile).code, 11);
    assert_eq!(with(&[&profile[..], &["--threshold", "0.95"]].concat()).code, 0);
    assert!(plain(&with(&profile).out).contains("compared from 0.75 up"));
}

#[test]
fn a_list_held_alerts_and_changes_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.csv");
    std::fs::write(&own, "id,kind,name\n7,entity,BLUE LANTERN LOGISTICS\n").unwrap();
    let (own, shelf) = (own.to_str().unwrap(), folder.path().join("shelf"));
    let shelf = ["--shelf", shelf.to_str().unwrap()];
    let added = run(&[&["lists"], &shelf[..], &["add", "desk", own, "--as", "own"]].concat());
    assert_eq!(added.code, 0, "{}", added.errors);
    let answer = |more: &[&str]| -> Value {
        serde_json::from_str(&with(&[more, &["--format", "json"]].concat()).out).unwrap()
    };
    let (mut quiet, mut loud) = (answer(&[]), answer(&shelf));
    assert_eq!(loud["alerts"][0]["reference"], "7");
    assert_eq!(loud["alerts"][0]["list"], "desk");
    for answer in [&mut quiet, &mut loud] {
        let object = answer.as_object_mut().unwrap();
        object.remove("alerts");
        object.remove("inputs");
    }
    assert_eq!(quiet, loud);
    assert!(plain(&with(&shelf).out).contains("which decide nothing here"));
}

#[test]
fn records_that_cannot_be_read_are_refused_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let reviews = write("reviews.jsonl", "\n{\"name\": \"Ann\", \"decision\": \"perhaps\"}\n");
    let ran = with(&["--reviews", &reviews]);
    assert_eq!(ran.code, 1);
    assert!(plain(&ran.errors).contains("reviews.jsonl:2: unknown variant `perhaps`"), "{}", ran.errors);
    let profile = write("profile.toml", "threshold = 7.0\n");
    let ran = with(&["--profile", &profile]);
    assert_eq!(ran.code, 2);
    assert!(ran.errors.contains("below 1"), "{}", ran.errors);
    let profile = write("profile.toml", "[readings]\ncoal-scope = \"middling\"\n");
    assert_eq!(with(&["--profile", &profile]).code, 2);
}

#[test]
fn a_bad_birth_date_is_one_bad_row() {
    let row = |born: &str| {
        format!(
            r#"{{"hs": "1006", "from": "CN", "to": "KP", "date": "2018-01-01", "parties": [{{"role": "consignee", "name": "Ann Onymous", "born": "{born}"}}]}}"#
        )
    };
    let ran = run_with(&["check", "-"], &format!("{}\n{}\n", row("soon"), row("1970")));
    assert_eq!(ran.code, 4);
    assert!(
        ran.errors.contains("parties[0].born: `soon` is no birth date (write it as far"),
        "{}",
        ran.errors
    );
    assert!(ran.errors.contains("1 no-prohibition-found; 1 refused"), "{}", ran.errors);
}

fn review(list: &str, reference: &str, on: &str) -> String {
    let name = "Korea Mining Development Trading Corp.";
    format!(
        r#"{{"name": "{name}", "list": "{list}", "reference": "{reference}", "decision": "different", "by": "desk 4", "on": "{on}"}}"#
    )
}

#[test]
fn a_review_of_nobody_on_the_lists_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reviews.jsonl");
    let path = file.to_str().unwrap();
    let shelf = folder.path().join("shelf");
    let shelf = ["--shelf", shelf.to_str().unwrap()];
    let own = folder.path().join("own.csv");
    std::fs::write(&own, "id,kind,name\n7,entity,SOMEBODY ELSE\n").unwrap();
    for list in ["desk", "other"] {
        let own = own.to_str().unwrap();
        let added = run(&[&["lists"], &shelf[..], &["add", list, own, "--as", "own"]].concat());
        assert_eq!(added.code, 0, "{}", added.errors);
    }
    let said = |reviews: &[String], more: &[&str]| {
        std::fs::write(&file, reviews.join("\n\n")).unwrap();
        with(&[&["--reviews", path], &shelf[..], more].concat())
    };

    let held = [review("un-1718", "KPe.001", "2018-04-20"), review("desk", "7", "2018-04-20")];
    assert_eq!(said(&held, &[]).errors, "");

    let idle = [
        review("un-1718", "KPe.001", "2018-04-20"),
        review("un-1718", "KPe.999", "2018-04-20"),
        review("un-1718", "kpe.001", "2018-04-20"),
        review("desk", "KPe.001", "2018-04-20"),
        review("un-1718", "KPe.998", "2026-11-23"),
    ];
    let ran = said(&idle, &[]);
    assert_eq!((ran.code, ran.errors.lines().count()), (with(&[]).code, 3), "{}", ran.errors);
    let told: Vec<&str> = ran.errors.lines().collect();
    let says = |line: usize, reference: &str, list: &str, mend: &str| {
        format!(
            "without effect: {path}:{line}: the decision on `Korea Mining Development Trading Corp.` by desk 4 on \
             2018-04-20 names `{reference}`, and nobody on {list} as compared has that reference ({mend})"
        )
    };
    let mend = "mend the reference, or take the decision out if the entry was taken off the list";
    assert_eq!(told[0], says(3, "KPe.999", "un-1718", mend));
    assert_eq!(told[1], says(5, "kpe.001", "un-1718", "did you mean `KPe.001` of un-1718?"));
    assert_eq!(told[2], says(7, "KPe.001", "desk", "did you mean `KPe.001` of un-1718?"));

    let ran = said(&held, &["--list", "other"]);
    let apart = format!("without effect: 1 of the decisions in {path}: desk is held and not compared here\n");
    assert_eq!(ran.errors, apart);

    let ran = said(&[review("un-1817", "KPe.001", "2018-04-20")], &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    let errors = plain(&ran.errors);
    assert!(errors.contains("names the list `un-1817`, which is not held"), "{errors}");
    assert!(errors.contains("name one of desk, other, un-1718, or take the list in"), "{errors}");
}
