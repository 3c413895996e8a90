//! What a person sees of `interdict packing-list`: exit code, standard output, standard error.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod common;

use common::{Ran, run, run_with};
use serde_json::Value;

const SHIPMENT: [&str; 8] = ["--from", "CH", "--to", "KP", "--date", "2024-06-01", "--known", "2026-11-22"];
const ON_FILE: [&str; 2] = ["--approvals", "examples/approvals.toml"];

fn example(more: &[&str]) -> Ran {
    run(&[&["packing-list", "examples/packing-list.csv"], &SHIPMENT[..], &ON_FILE, more].concat())
}

/// The page without the edition, which changes with every change of the law's files.
fn page(ran: &Ran) -> String {
    let kept: Vec<&str> = ran.out.lines().filter(|line| !line.contains(" edition ")).collect();
    kept.join("\n")
}

#[test]
fn the_example_is_an_application_and_what_needs_none() {
    let ran = example(&[]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    insta::assert_snapshot!(page(&ran));
    let words = ran.out.to_lowercase();
    assert!(!["cleared", "safe to ship", "compliant"].iter().any(|word| words.contains(word)));
}

#[test]
fn the_table_has_every_line_with_its_class() {
    let ran = example(&["--format", "csv"]);
    assert_eq!((ran.code, ran.errors.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn json_says_the_same() {
    let ran = example(&["--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let lines = value["lines"].as_array().unwrap();
    let of = |class: &str| lines.iter().filter(|line| line["class"] == class).count();
    assert_eq!((of("needs-exemption"), of("exempted"), of("open"), of("not-needed")), (7, 2, 1, 9));
    assert_eq!(value["questions"][0]["lines"], serde_json::json!([19]));
    assert_eq!(value["approvals"][0]["covered"]["remaining"]["quantity"], "6 item");
}

#[test]
fn refused_rows_are_named_and_the_rest_is_examined() {
    let rows = "{\"item\": \"pump\", \"hs\": \"8413.70\"}\n{\"item\": \"odd\", \"hs\": \"84x\"}\nnonsense\n";
    let ran = run_with(&[&["packing-list", "-"], &SHIPMENT[..], &["--format", "csv"]].concat(), rows);
    assert_eq!(ran.code, 4);
    assert_eq!(ran.errors.lines().count(), 2, "{}", ran.errors);
    assert!(
        ran.errors.starts_with("refused: standard input:2: hs: `84x` is not an HS code"),
        "{}",
        ran.errors
    );
    let classes: Vec<&str> = ran.out.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(classes, ["needs-exemption", "refused", "refused"]);
}

#[test]
fn approvals_that_cannot_be_read_do_not_count() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("approvals.toml");
    let path = file.display().to_string();
    let list = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&[&["packing-list", "examples/packing-list.csv"], &SHIPMENT[..], &["--approvals", &path]]
            .concat())
    };
    let sound = std::fs::read_to_string(common::root().join("examples/approvals.toml")).unwrap();
    assert!(list(&sound).out.contains("covered by an exemption on file"));
    let ran = list(&sound.replace("\"12 item\"", "\"a dozen\""));
    assert_eq!(ran.code, 4);
    assert!(ran.errors.contains("quantity: `a dozen` is not an amount"), "{}", ran.errors);
    assert!(!ran.out.contains("covered by an exemption on file"));
    assert!(common::plain(&ran.out).contains("held back: a draw on it could not be read"));
    assert_eq!(list("[[approval]\n").code, 1);
}

#[test]
fn ends_that_are_no_places_are_a_wrong_call() {
    let ran = run(&["packing-list", "examples/packing-list.csv", "--from", "CH", "--to", "Utopia"]);
    assert_eq!(ran.code, 2);
    assert!(ran.errors.contains("`Utopia` is no country or place"), "{}", ran.errors);
}

#[test]
fn caps_are_filled_by_the_ledger_and_by_own_deliveries() {
    let desk = tempfile::tempdir().unwrap();
    let file = desk.path().join("own.jsonl");
    let path = file.to_str().unwrap();
    let row = r#"{"item": "diesel", "hs": "2710.19", "quantity": "100", "unit": "barrel"}"#;
    let list = |more: &[&str]| run_with(&[&["packing-list", "-"], &SHIPMENT[..], more].concat(), row);
    let livelihood = "the transaction is exclusively for livelihood purposes";
    let published = common::plain(&list(&[]).out);
    assert!(published.contains("Drawn on the caps, by the ledger · 2397/refined-petroleum"), "{published}");
    assert!(published.contains(livelihood), "there is room, and it may be used: {published}");

    let delivered = |amount: &str| {
        let own = format!(
            r#"{{"quota": "2397/refined-petroleum", "date": "2024-05-31", "amount": "{amount}", "source": "invoice 7"}}"#
        );
        std::fs::write(&file, own).unwrap();
        list(&["--ledger", path, "--format", "json"])
    };
    let ran = delivered("499990 barrel");
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["balances"][0]["quota"], "2397/refined-petroleum");
    assert_eq!(value["balances"][0]["used"], "515269");
    assert!(!ran.out.contains(livelihood), "the cap is full: {}", ran.out);

    let lost = delivered("86 sacks");
    assert_eq!((lost.code, lost.out.as_str()), (2, ""));
    assert!(lost.errors.contains("every delivery of the file must be readable"), "{}", lost.errors);
}
