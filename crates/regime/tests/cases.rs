//! The worked cases beside the law: expected answers were written from the facts, without sight of the rules.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

#[test]
fn every_worked_case_comes_out_as_expected() {
    let regime = common::regime();
    let cases = common::cases();
    let mut failed = Vec::new();
    for case in &cases {
        let differences = match case.determine(&regime) {
            Ok(found) => case.differences(&found),
            Err(error) => vec![format!("refused: {error}")],
        };
        if !differences.is_empty() {
            failed.push(format!(
                "{}: {}\n    {}\n    {}\n    why: {}",
                case.file,
                case.id,
                case.says,
                differences.join("\n    "),
                case.why
            ));
        }
    }
    assert!(!cases.is_empty(), "no cases were found");
    assert!(failed.is_empty(), "{} of {} cases differ:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

#[test]
fn case_ids_are_unique() {
    let mut ids: Vec<String> = common::cases().into_iter().map(|case| case.id).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
