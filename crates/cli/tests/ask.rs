//! What a person sees of an interview: questions on standard error, the answer on standard output.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use assert_cmd::Command;
use common::root;
use serde_json::Value;

/// Runs the command from the project's root, on a day that never changes: exit code, standard output, standard error.
fn ask(arguments: &[&str], replies: &str) -> (i32, String, String) {
    let ran = common::run_with(&[&["ask", "--known", "2026-11-21"], arguments].concat(), replies);
    (ran.code, ran.out, ran.errors)
}

/// The first line of the answer.
fn headline(page: &str) -> &str {
    page.lines().next().unwrap_or_default()
}

fn steps(page: &str) -> Vec<Value> {
    page.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_session_in_the_book_is_real() {
    let book = std::fs::read_to_string(root().join("docs/ask.md")).unwrap();
    let session = book.split("```text\n").nth(1).unwrap().split("\n```").next().unwrap();
    let (command, expected) = session.split_once('\n').unwrap();
    let sentence = command.split('"').nth(1).unwrap();
    let replies: String = expected
        .lines()
        .filter_map(|line| line.strip_prefix("> "))
        .map(|reply| format!("{reply}\n"))
        .collect();
    let (code, page, session) = ask(&[sentence], &replies);
    assert_eq!(code, 10);
    assert_eq!(format!("{}\n\n{}", session.trim_end(), headline(&page)), expected);
}

#[test]
fn a_blank_goes_from_what_it_is_about_to_the_class() {
    let (code, page, session) = ask(&[], "goods\nCN\nJP\n");
    assert_eq!((code, headline(&page)), (0, "NO PROHIBITION FOUND"));
    insta::assert_snapshot!(session);
}

#[test]
fn a_bad_answer_is_asked_again_with_its_mend() {
    let (_, _, session) = ask(&["--from", "-"], "");
    assert!(session.contains("empty"), "{session}");
    let (_, _, session) = ask(&[], "goods\nAtlantis\nKorea\nKP\n99\n2701\n31 February 2018\n2018-02-28\n");
    let refused: Vec<&str> = session.lines().filter(|line| line.contains("Not taken")).collect();
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn back_takes_the_last_answer_away() {
    let (_, page, _) = ask(&["--format", "json"], "goods\nCN\nback\nKP\nquit\n");
    let last = steps(&page).pop().unwrap();
    assert_eq!(last.pointer("/dealing/acts/0/from").unwrap(), "KP");
    let (_, _, session) = ask(&[], "back\ngoods\nquit\n");
    assert!(session.contains("There is nothing to go back to."), "{session}");
}

#[test]
fn what_is_not_known_is_not_asked_again() {
    let (code, page, _) = ask(&["--format", "json"], "goods\nKP\n?\n?\n?\n?\n?\n?\n?\n?\n");
    let asked: Vec<String> = steps(&page)
        .iter()
        .filter_map(|step| step.pointer("/question/field").map(|field| field.as_str().unwrap().to_owned()))
        .collect();
    let mut once = asked.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), asked.len(), "{asked:?}");
    assert_eq!(code, 11, "undetermined");
}

#[test]
fn why_prints_the_provisions_and_asks_again() {
    let (_, _, session) = ask(&[], "why\ngoods\nKP\n2701\nwhy\nquit\n");
    assert!(session.contains("Every rule is about an act and its object"), "{session}");
    assert!(session.contains("2371:8 "), "{session}");
}

#[test]
fn prepared_answers_run_without_anybody_there() {
    let answers = "about = goods\nfrom = KP\nto = CN\nhs = 2701.12\ndate = 2017-11-15\nquantity = 5 t\n";
    let (code, page, session) = ask(&["--answers", "-"], answers);
    assert_eq!((code, headline(&page)), (10, "PROHIBITED"));
    assert!(session.contains("Not asked, since nothing turned on it: quantity"), "{session}");
    let object = r#"{ "about": "goods", "acts[0].from": "CN", "to": "JP" }"#;
    assert_eq!(ask(&["--answers", "-"], object).0, 0);
    let (code, _, complaint) = ask(&["--answers", "-"], "about = goods\nfrom = Atlantis\n");
    assert_eq!(code, 1);
    assert!(
        complaint.contains("the answer to `acts[0].from`") && complaint.contains("Atlantis"),
        "{complaint}"
    );
    let (code, _, complaint) = ask(&["--answers", "-"], "from = KP\n");
    assert_eq!(code, 2);
    assert!(complaint.contains("about = goods"), "{complaint}");
}

#[test]
fn what_was_asked_is_saved_and_checked_alike() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dealing.json");
    let file = file.to_str().unwrap();
    let (code, page, _) = ask(&["--save", file], "goods\nKP\n2701\n2017-11-15\n");
    let mut check = Command::cargo_bin("interdict").unwrap();
    let checked = check.args(["check", "--known", "2026-11-21", file]).output().unwrap();
    assert_eq!((checked.status.code(), String::from_utf8(checked.stdout).unwrap()), (Some(code), page));
    let (code, page, session) = ask(&["--from", file], "");
    assert_eq!((code, headline(&page)), (10, "PROHIBITED"));
    assert!(session.contains("0 questions."), "{session}");
}

#[test]
fn a_sentence_is_read_as_far_as_it_is_plain() {
    let (_, _, session) = ask(
        &[
            "We want to sell 5,000 tonnes of HS 1006.30 rice worth USD 22000 from Thailand to Korea, contract of Aug 30, 2017, on 2017-11-15",
        ],
        "",
    );
    let read = session.split("\n\n").next().unwrap();
    insta::assert_snapshot!(read);
    let (_, _, session) = ask(&["charter a ship"], "");
    assert!(session.contains("charter") && session.contains("about vessel"), "{session}");
    let (_, _, session) = ask(&["blue widgets"], "");
    assert!(session.contains("Not understood, and not taken: blue, widgets"), "{session}");
}

/// A go is not given before what it rests on was put; one of it being so ends it.
#[test]
fn a_go_is_asked_what_it_rests_on() {
    let ask = |replies: &str| {
        let mut command = Command::cargo_bin("interdict").unwrap();
        command.current_dir(root()).env_remove("INTERDICT_LAW").env("NO_COLOR", "1");
        command.args(["ask", "rice HS 1006.30 from VN to KP on 2019-05-01", "--known", "2026-11-21"]);
        let output = command.write_stdin(replies).output().unwrap();
        let asked = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), asked)
    };
    let (code, asked) = ask("none\n");
    assert_eq!(code, 0, "{asked}");
    assert!(asked.contains("as long as none of these is so"), "{asked}");
    assert!(asked.contains("military-use-determined"), "{asked}");
    let (code, asked) = ask("military-use-determined\n");
    assert_ne!(code, 0, "{asked}");
    let (code, asked) = ask("no-such-thing\nnone\n");
    assert_eq!(code, 0);
    assert!(asked.contains("is none of these"), "{asked}");
}

#[test]
fn a_flag_is_asked_for_where_the_dealings_file_has_it() {
    for field in ["acts[0].vessel.flag", "vessel.flag", "flag"] {
        let answers = format!("about = vessel\nverb = insure\n{field} = KP\ndate = 2018-01-01\n");
        let (_, page, session) = ask(&["--answers", "-"], &answers);
        assert!(session.contains("[acts[0].vessel.flag]"), "{session}");
        assert!(page.contains("the flag is the DPRK"), "{page}");
    }
}

/// The consignor is compared with the designations, so what is asked is whether it is the one that it looks like.
#[test]
fn parties_are_compared_before_anything_is_asked() {
    let part = r#"{"hs": "8413.70", "from": "RU", "to": "CN", "date": "2018-05-01",
        "parties": [{"role": "consignor", "name": "Foreign Trade Bank (FTB)"}]}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("part.json");
    std::fs::write(&file, part).unwrap();
    let from = ["--from", file.to_str().unwrap()];
    let (code, page, session) = ask(&from, "yes\n");
    assert_eq!((code, headline(&page)), (10, "PROHIBITED"));
    assert!(session.contains("1. Is Foreign Trade Bank (FTB) listed under the regime?"), "{session}");
    assert!(session.contains("may be KPe.047 FOREIGN TRADE BANK (FTB)"), "{session}");
    // What it asks and what it ends with are what `check` makes of the same dealing.
    let (code, page, _) = ask(&[&from[..], &["--format", "json"]].concat(), "quit\n");
    let check = common::run(&["check", from[1], "--known", "2026-11-21", "--format", "json"]);
    let last = steps(&page).pop().unwrap();
    assert_eq!((code, check.code), (11, 11));
    assert_eq!(last["determination"], serde_json::from_str::<Value>(&check.out).unwrap());
    let ship = r#"{"acts": [{"verb": "enter-port", "vessel": {"name": "CHON MYONG 1"}, "to": "CN", "date": "2018-05-01"}]}"#;
    std::fs::write(&file, ship).unwrap();
    let (_, _, session) = ask(&from, "quit\n");
    assert!(session.contains("may be imo-8712362 CHON MYONG 1"), "{session}");
    // What was told is saved, not what was found: lists change.
    assert_eq!(last.pointer("/dealing/acts/0/parties/0/designated"), None);
}
