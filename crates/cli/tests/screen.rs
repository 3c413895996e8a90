//! What a person sees of `interdict screen`: exit code, standard output, standard error.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

const DAY: [&str; 2] = ["--known", "2026-11-21"];

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn interdict(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Command::cargo_bin("interdict").unwrap();
        command.args(arguments).env("NO_COLOR", "1").env("INTERDICT_LISTS", self.0.path().join("shelf"));
        command.env_remove("INTERDICT_LAW").current_dir(self.0.path()).write_stdin(input);
        let output = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn screen(&self, arguments: &[&str]) -> (i32, String, String) {
        self.interdict(&[&["screen"], arguments, &DAY].concat(), "")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let (code, out, err) = self.screen(&[arguments, &["--format", "json"]].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        serde_json::from_str(&out).unwrap()
    }
}

/// How bodies are commonly written that are listed in full, with the acronym in brackets.
#[test]
fn a_body_is_found_by_its_acronym_and_by_its_country() {
    let desk = Desk::new();
    for (written, listed) in [
        ("KNIC", "KPe.048"),
        ("FTB", "KPe.047"),
        ("KKBC", "KPe.025"),
        ("OMM", "KPe.020"),
        ("Korea National Insurance Corporation", "KPe.048"),
        ("Korean Ryonbong General Corporation", "KPe.002"),
    ] {
        let found = desk.json(&[written, "--type", "organisation"]);
        assert_eq!(ids(&found), [listed], "{written}");
    }
    for other in ["FTC", "Korea Broadcasting System", "CMC Markets"] {
        assert!(ids(&desk.json(&[other, "--type", "organisation"])).is_empty(), "{other}");
    }
}

/// References, the best first.
fn ids(value: &Value) -> Vec<&str> {
    value["matches"].as_array().unwrap().iter().map(|found| found["id"].as_str().unwrap()).collect()
}

fn score(value: &Value) -> f64 {
    value["matches"][0]["score"].as_f64().unwrap()
}

#[test]
fn a_page_says_who_and_why_and_what_was_screened() {
    let (code, page, errors) = Desk::new().screen(&["Lee Byung-chul", "--born", "1948", "--type", "person"]);
    assert_eq!((code, errors.as_str()), (0, ""));
    insta::assert_snapshot!(page);
}

#[test]
fn no_match_is_no_clearance() {
    let (code, page, _) = Desk::new().screen(&["Jane Smith"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(page);
}

#[test]
fn one_person_in_many_spellings_and_scripts() {
    let desk = Desk::new();
    for name in [
        "RI PYONG CHOL",
        "Ri Pyo'ng-ch'o'l",
        "Lee Byung Chul",
        "리병철",
        "李炳哲",
        "Pyong Chol RI",
        "Dr. Ri Pyong-chol",
        "Ri Py\u{43e}ng Chol",
    ] {
        assert_eq!(ids(&desk.json(&[name, "--type", "person"])).first(), Some(&"KPi.076"), "{name}");
    }
}

#[test]
fn what_is_known_beside_the_name_orders_matches() {
    let desk = Desk::new();
    let name = "RI PYONG CHUL";
    let alone = score(&desk.json(&[name, "--type", "person"]));
    let agreeing = score(&desk.json(&[name, "--type", "person", "--born", "1948"]));
    let contradicting = desk.json(&[name, "--type", "person", "--born", "1980-02-03"]);
    assert!(agreeing > alone && alone > score(&contradicting), "{agreeing} {alone} {contradicting}");
    let reasons = contradicting["matches"][0]["reasons"].to_string();
    assert!(reasons.contains("the birth dates contradict: 1980-02-03 here, 1948 on the list"), "{reasons}");
    assert!(agreeing < 1.0);
}

#[test]
fn a_ship_is_found_by_its_number_alone() {
    let desk = Desk::new();
    assert_eq!(ids(&desk.json(&["--imo", "9191773"])), ["imo-9191773"]);
    let (code, _, errors) = desk.screen(&["--imo", "9191774"]);
    assert_eq!(code, 2);
    assert!(errors.contains("no IMO number: seven digits, the last of which checks the others"), "{errors}");
}

#[test]
fn nobody_is_listed_before_the_day() {
    let desk = Desk::new();
    let on = |day: &str| {
        let (code, out, _) = desk.interdict(
            &["screen", "RI PYONG CHUL", "--known", day, "--type", "person", "--format", "json"],
            "",
        );
        assert_eq!(code, 0);
        ids(&serde_json::from_str(&out).unwrap()).contains(&"KPi.076")
    };
    assert!(on("2018-01-01") && !on("2017-01-01"));
}

#[test]
fn a_list_of_ones_own_is_screened_too() {
    let desk = Desk::new();
    desk.file("own.csv", b"id,kind,name\nA1,person,Zebulon Quartermain\n");
    assert_eq!(desk.interdict(&["lists", "add", "house", "own.csv", "--as", "own"], "").0, 0);
    let found = desk.json(&["Zebulon Quatermain"]);
    assert_eq!((ids(&found), found["matches"][0]["list"].as_str()), (vec!["A1"], Some("house")));
    assert_eq!(
        desk.json(&["Zebulon Quatermain", "--list", "un-1718"])["matches"].as_array().unwrap().len(),
        0
    );
    let (code, _, errors) = desk.screen(&["Anna", "--list", "nowhere"]);
    assert_eq!(code, 2, "{errors}");
}

#[test]
fn a_bad_row_does_not_end_a_file() {
    let desk = Desk::new();
    let mut rows = b"id,name,type,born,shoe-size\n1,Ri Pyong Chol,person,1948,40\n2,Anna,person,in May,40\n3,,person,,\n4,Anna\n".to_vec();
    rows.extend(b"5,\xff\xfe,person,,\n6,\"Kim, Anna\",alien,,\n7,Anna Smith,person,,40\n");
    desk.file("customers.csv", &rows);
    let (code, page, errors) = desk.screen(&["customers.csv"]);
    assert_eq!(code, 4);
    insta::assert_snapshot!(format!("{page}---\n{errors}"));

    let (code, out, _) = desk.screen(&["customers.csv", "--format", "json"]);
    assert_eq!(code, 4);
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 7);
    assert_eq!((ids(&rows[0])[0], rows[1]["source"].as_str()), ("KPi.076", Some("customers.csv:3")));
    assert_eq!(rows[6]["matches"], Value::Array(Vec::new()));
}

#[test]
fn json_lines_come_from_a_file_or_from_standard_input() {
    let desk = Desk::new();
    let rows = "{\"name\": \"Ri Pyong Chol\", \"born\": [\"1947\", \"1948\"], \"country\": \"KP\"}\n\n[1]\n{\"name\": 7";
    desk.file("customers.jsonl", rows.as_bytes());
    let (code, from_file, _) = desk.screen(&["customers.jsonl", "--format", "json"]);
    assert_eq!(code, 4);
    let arguments = [&["screen", "-", "--format", "json"], DAY.as_slice()].concat();
    let (code, from_input, _) = desk.interdict(&arguments, rows);
    assert_eq!(code, 4);
    assert_eq!(from_file.replace("customers.jsonl", "standard input"), from_input);
    let rows: Vec<Value> = from_file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(ids(&rows[0])[0], "KPi.076");
    assert_eq!(rows[2]["source"], "customers.jsonl:4");
}

#[test]
fn what_cannot_be_asked_is_said_plainly() {
    let desk = Desk::new();
    for (arguments, says) in [
        (vec!["..."], "the name has no letters"),
        (vec!["Anna", "--country", "Atlantis"], "`Atlantis` is no country"),
        (vec!["Anna", "--born", "5.3.1962"], "write it as 1962"),
        (vec!["Anna", "--threshold", "2"], "below 1"),
        (vec![], "NAME|FILE"),
    ] {
        let (code, _, errors) = desk.screen(&arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(errors.contains(says), "{arguments:?}: {errors}");
    }
    let (code, _, errors) = desk.screen(&["absent.csv"]);
    assert_eq!(code, 1);
    assert!(errors.contains("absent.csv"), "{errors}");
    desk.file("odd.csv", b"surname,born\nRi,1948\n");
    let (code, _, errors) = desk.screen(&["odd.csv"]);
    assert_eq!(code, 1);
    assert!(errors.contains("no column is called `name`"), "{errors}");
}

#[test]
fn the_books_examples_run() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let book = std::fs::read_to_string(root.join("docs/screen.md")).unwrap();
    let desk = Desk::new();
    desk.file("customers.csv", b"name,born\nRi Pyong Chol,1948\n");
    let mut run = 0;
    for line in book.lines().filter_map(|line| line.strip_prefix("interdict ")) {
        let line = line.split('#').next().unwrap();
        let mut arguments: Vec<String> = Vec::new();
        for (at, part) in line.split('"').enumerate() {
            if at % 2 == 1 {
                arguments.push(part.to_owned());
            } else {
                arguments.extend(part.split_whitespace().map(str::to_owned));
            }
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let (code, out, errors) = desk.interdict(&arguments, "");
        assert_eq!(code, 0, "{line}: {errors}");
        assert!(out.contains("KPi.076") || out.contains("imo-9191773"), "{line}: {out}");
        run += 1;
    }
    assert_eq!(run, 7);
}
