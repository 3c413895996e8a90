//! `interdict quota`: the balance, the gauge, a user's own deliveries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod common;

use common::{plain, run};
use serde_json::Value;

const NOW: [&str; 2] = ["--known", "2026-11-22"];

fn quota(arguments: &[&str]) -> common::Ran {
    let words: Vec<&str> = ["quota"].iter().chain(arguments).chain(&NOW).copied().collect();
    run(&words)
}

#[test]
fn a_part_is_said_to_be_one() {
    let ran = quota(&["2397/refined-petroleum", "--on", "2024-12-31"]);
    assert_eq!(ran.code, 0, "{}", ran.errors);
    let page = plain(&ran.out);
    assert!(page.contains("at least 296,207 of 500,000 barrels"), "{page}");
    assert!(page.contains("left at most 203,793 barrels"), "{page}");
    assert!(page.contains("AT LEAST so much"), "{page}");
    assert!(
        page.contains(
            "15,279 barrels, from Russian Federation alone; the 1718 Committee, published 2024-12-06"
        ),
        "{page}"
    );
    assert!(
        page.contains("2024-01-01 to 2024-08-31: the figure of 2024-01-01 to 2024-11-30 holds it."),
        "{page}"
    );
    assert!(
        page.contains("2019-01-01 to 2019-12-31 █████████████████░░░ at least 417,500 of 500,000"),
        "{page}"
    );
    let whole = plain(&quota(&["2397/refined-petroleum", "--on", "2022-06-30"]).out);
    assert!(
        whole.contains("drawn 44,219 of 500,000 barrels left 455,781 barrels how known wholly"),
        "{whole}"
    );
}

#[test]
fn an_unknown_quota_lists_those_there_are_on_the_day() {
    let ran = quota(&["refined-petroleum"]);
    assert_eq!(ran.code, 2);
    assert!(ran.errors.contains("`refined-petroleum` is no quota"), "{}", ran.errors);
    assert!(plain(&ran.errors).contains("2321/coal-value, 2321/coal-volume"), "{}", ran.errors);
    let then = run(&["quota", "2397/refined-petroleum", "--known", "2017-12-15"]);
    assert_eq!(then.code, 2);
    assert!(!then.errors.contains("2397/crude"), "{}", then.errors);
    let ran = quota(&["--reading", "crude-year=from-1-january"]);
    assert_eq!(ran.code, 2, "{}", ran.errors);
}

#[test]
fn own_deliveries_are_read_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("own.csv");
    let rows = "quota,date,amount,hs,state,source\n\
                2397/refined-petroleum,2025-03-04,86 t,2711.12,RU,invoice 7\n\
                2397/refined-petroleum,2025-03-05,86 t,2710.19,RU,invoice 8\n\
                2397/refined-petroleum,2025-02-05,10 barrel,,,invoice 9\n\
                2397/refined-petroleum,2025-03-06,1 barrel\n";
    std::fs::write(&csv, rows).unwrap();
    let path = csv.to_str().unwrap();
    let ran = quota(&["2397/refined-petroleum", "--on", "2025-12-31", "--ledger", path]);
    assert_eq!(ran.code, 4, "{}", ran.errors);
    assert!(ran.errors.contains(":3: amount: `86 t` cannot be counted in barrels"), "{}", ran.errors);
    assert!(ran.errors.contains(":5: the row:"), "{}", ran.errors);
    let page = plain(&ran.out);
    assert!(page.contains("at least 20,904 of 500,000 barrels"), "{page}");
    assert!(page.contains("1,000 barrels, from 86 t at 0.086 t a barrel (verified: C08"), "{page}");
    assert!(
        page.contains("2025-02-05: the published figure of 2025-02-01 to 2025-02-28 covers it"),
        "{page}"
    );

    let lines = folder.path().join("own.jsonl");
    let row = r#"{"quota": "2397/refined-petroleum", "date": "2025-03-04", "amount": "1000 barrel"}"#;
    std::fs::write(&lines, format!("{row}\n\nnot JSON\n")).unwrap();
    let path = lines.to_str().unwrap();
    let ran = quota(&["2397/refined-petroleum", "--on", "2025-12-31", "--ledger", path, "--format", "json"]);
    assert_eq!(ran.code, 4);
    assert!(ran.errors.contains(":3: the row: not JSON"), "{}", ran.errors);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let now = &value["quotas"][0]["now"][0];
    assert_eq!((now["drawn"].as_str(), now["figure"].as_str()), (Some("20904"), Some("at-least")));
    assert_eq!(now["counted"][2]["whose"], "own");
}

#[test]
fn the_gauge_is_drawn_with_its_years_side_by_side() {
    let ran = quota(&["2397/refined-petroleum", "--on", "2025-12-31", "--svg", "-"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with("<svg ") && ran.out.ends_with("</svg>\n"), "{}", ran.out);
    for year in 2018..=2025 {
        assert!(ran.out.contains(&format!("{year}-01-01 to {year}-12-31")), "{year} is not drawn");
    }
    assert!(ran.out.contains("prefers-color-scheme:dark") && !ran.out.contains("NaN"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gauge.svg");
    let written = quota(&["2321/coal-value", "--on", "2017-09-30", "--svg", path.to_str().unwrap()]);
    assert_eq!(written.code, 0);
    assert!(written.out.contains("103.2 %, full"), "{}", written.out);
    let drawing = std::fs::read_to_string(path).unwrap();
    assert!(drawing.contains("class=\"over\"") && drawing.contains("class=\"over part\""), "{drawing}");
}

#[test]
fn nothing_is_said_to_be_cleared() {
    for arguments in
        [vec![], vec!["2397/refined-petroleum"], vec!["2397/crude-oil-tonnes"], vec!["--format", "json"]]
    {
        let ran = quota(&arguments);
        assert_eq!(ran.code, 0);
        assert!(!ran.out.to_lowercase().contains("cleared"), "{}", ran.out);
    }
}
