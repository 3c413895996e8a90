//! An aid agency's list: a class for each line, and nothing lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod common;

use std::sync::LazyLock;

use common::{LAW, REGIME, compiled, desk, engine};
use interdict_engine::{Approvals, Engine, Found, LineClass, PackingList, PackingRow, Shipment};
use interdict_regime::{Dealing, Outcome, SourceFile};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(|_| {}));

fn rows(rows: &[Value]) -> Vec<PackingRow> {
    let numbered = rows.iter().enumerate();
    numbered
        .map(|(i, row)| PackingRow {
            place: format!("list:{}", i + 2),
            cells: Ok(row.as_object().unwrap().clone()),
        })
        .collect()
}

fn shipment(on: Date) -> Shipment {
    Shipment { from: "CH".to_owned(), to: "KP".to_owned(), date: Some(on), ..Shipment::default() }
}

fn list_on(on: Date, given: &[Value], engine: &Engine) -> PackingList {
    engine.packing_list(&rows(given), &shipment(on)).unwrap()
}

fn known_on(known: Date) -> Engine {
    Engine::new(compiled(known), desk(known)).unwrap()
}

fn classes(list: &PackingList) -> Vec<LineClass> {
    list.lines.iter().map(|line| line.class).collect()
}

const DAY: Date = date(2024, 6, 1);

#[test]
fn every_line_has_a_class_and_the_application_cites_what_forbids_and_what_lifts() {
    let list = list_on(
        DAY,
        &[
            json!({ "item": "pump", "hs": "8413.70", "quantity": 4, "unit": "item" }),
            json!({ "item": "rice", "hs": "1006.30" }),
            json!({ "item": "kit" }),
        ],
        &ENGINE,
    );
    assert_eq!(classes(&list), [LineClass::NeedsExemption, LineClass::NotNeeded, LineClass::Open]);
    let pump = &list.lines[0];
    let cites: Vec<&str> = pump.forbidden_by.iter().map(|by| by.cite.as_str()).collect();
    let exempted: Vec<&str> = pump.exemptions.iter().map(|by| by.cite.as_str()).collect();
    assert_eq!(
        (cites, exempted),
        (vec!["2397:7"], vec!["2397:25"]),
        "and no earlier exemption that it restates"
    );
    assert_eq!((list.questions.len(), list.questions[0].word.as_str()), (1, "hs"));
}

#[test]
fn the_exemption_is_the_one_of_the_day() {
    let crude = json!({ "item": "fuel", "hs": "2710.12" });
    let of = |on: Date| {
        let list = list_on(on, std::slice::from_ref(&crude), &ENGINE);
        let exemptions = list.lines[0].exemptions.iter().map(|due| due.cite.clone());
        (list.lines[0].class, exemptions.collect::<Vec<_>>())
    };
    assert_eq!(of(date(2018, 5, 1)), (LineClass::NeedsExemption, vec!["2397:25".to_owned()]));
    let rifles = [json!({ "item": "rifles", "hs": "9301.90" })];
    let forbidden = list_on(date(2016, 11, 29), &rifles, &ENGINE);
    assert_eq!(classes(&forbidden), [LineClass::Forbidden], "no exemption existed yet");
    assert!(forbidden.lines[0].exemptions.is_empty() && !forbidden.lines[0].forbidden_by.is_empty());
    let later = list_on(date(2016, 12, 1), &rifles, &ENGINE);
    assert_eq!(later.lines[0].exemptions[0].cite, "2321:46");
}

#[test]
fn a_fact_is_asked_once_for_all_lines_alike() {
    let list = list_on(
        DAY,
        &[json!({ "item": "kit" }), json!({ "hs": "8413.70" }), json!({ "item": "box" })],
        &ENGINE,
    );
    assert_eq!(list.questions.len(), 1);
    assert_eq!(list.questions[0].lines, [1, 3]);
}

#[test]
fn a_bad_row_is_named_and_the_others_go_on() {
    let list = list_on(
        DAY,
        &[
            json!({ "item": "pump", "hs": "8413.70", "quantity": "-4", "unit": "item" }),
            json!({ "item": "rice", "hs": "1006.30" }),
            json!({ "item": "thing", "hs": "84x" }),
            json!({ "item": "thing", "value": "12" }),
            json!({ "note": "nothing else" }),
            json!({ "item": "thing", "origin": "Utopia" }),
        ],
        &ENGINE,
    );
    assert_eq!(list.lines.len(), 1);
    let refused: Vec<(usize, &str)> =
        list.refused.iter().map(|row| (row.number, row.problem.as_str())).collect();
    let fields: Vec<(usize, &str)> =
        refused.iter().map(|(number, problem)| (*number, problem.split(':').next().unwrap())).collect();
    assert_eq!(fields, [(1, "quantity"), (3, "hs"), (4, "value"), (5, "item"), (6, "origin")], "{refused:?}");
    assert_eq!(list.refused[0].source, "list:2");
}

#[test]
fn what_cannot_be_counted_is_printed_and_counts_for_nothing() {
    let approvals = r#"
        [[approval]]
        reference = "letter"
        kind = "exemption"
        by = "1718-committee"
        decided-on = 2024-01-01
        [[approval.item]]
        hs = "8413"
        quantity = "100 item"
    "#;
    let file = SourceFile { path: "approvals.toml".to_owned(), text: approvals.to_owned() };
    let (approvals, _) = Approvals::read(&file, &REGIME).unwrap();
    let given = [
        json!({ "item": "pumps", "hs": "8413.70", "quantity": "3", "unit": "box" }),
        json!({ "item": "pumps", "hs": "8413.70", "quantity": "3", "unit": "pcs" }),
    ];
    let list = engine(|desk| desk.approvals = approvals).packing_list(&rows(&given), &shipment(DAY)).unwrap();
    assert_eq!(classes(&list), [LineClass::NeedsExemption, LineClass::Exempted]);
    assert_eq!((list.lines[0].quantity.as_str(), list.lines[0].unit.as_str()), ("3", "box"));
    assert_eq!(list.lines[1].reference.as_deref(), Some("letter"));
}

#[test]
fn guidance_is_not_known_before_it_was_given() {
    let given = [json!({ "item": "pump", "hs": "8413.70" })];
    let before = list_on(date(2018, 8, 5), &given, &known_on(date(2018, 8, 5)));
    assert!(before.application.is_empty() && before.guidance.is_none());
    let after = list_on(date(2018, 8, 6), &given, &known_on(date(2018, 8, 6)));
    assert!(after.guidance.is_some());
    let missing: Vec<&Vec<usize>> =
        after.application.iter().filter(|part| part.in_the_table).map(|part| &part.missing).collect();
    assert_eq!(missing, [&vec![1]], "the quantity is missing");
}

#[test]
fn a_shipment_elsewhere_says_that_nothing_touches_the_target() {
    let elsewhere = Shipment { to: "KR".to_owned(), ..shipment(DAY) };
    let given = rows(&[json!({ "item": "pump", "hs": "8413.70" })]);
    let list = ENGINE.packing_list(&given, &elsewhere).unwrap();
    assert_eq!(list.nexus, ["Nothing submitted touches the DPRK."]);
    let ambiguous = Shipment { to: "Korea".to_owned(), ..shipment(DAY) };
    let list = ENGINE.packing_list(&given, &ambiguous).unwrap();
    assert_eq!(classes(&list), [LineClass::Open]);
    let nowhere = Shipment { to: "Utopia".to_owned(), ..shipment(DAY) };
    assert!(ENGINE.packing_list(&given, &nowhere).is_err());
}

#[test]
fn whoever_receives_is_compared() {
    let rice = rows(&[json!({ "item": "rice", "hs": "1006.30" })]);
    let sent_to = |name: &str| {
        let shipment = Shipment { consignee: Some(name.to_owned()), ..shipment(DAY) };
        ENGINE.packing_list(&rice, &shipment).unwrap()
    };
    let clinic = sent_to("Rason Seed Cooperative 12");
    assert_eq!((classes(&clinic), clinic.compared[0].found), (vec![LineClass::NotNeeded], Found::NotFound));
    let bank = sent_to("Foreign Trade Bank (FTB)");
    assert_eq!((classes(&bank), bank.compared[0].found), (vec![LineClass::Open], Found::Candidate));
    assert_eq!(bank.questions[0].word, "designated");
    assert!(sent_to("to order").not_examined.iter().any(|missing| missing.says.contains("has no name")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, rng_seed: RngSeed::Fixed(25), ..ProptestConfig::default() })]

    /// Lines examined one by one come out as in the dealing of them all, caps that they share included; the classes follow.
    #[test]
    fn a_line_comes_out_as_in_the_whole_dealing(
        picked in prop::collection::vec((0_usize..9, 0_u32..3), 1..7),
        year in 2016_i16..2026,
    ) {
        const CODES: [&str; 9] = ["8413.70", "1006.30", "2710.19", "2709", "27", "3004.90", "9301", "8703.23", ""];
        const AMOUNTS: [&str; 3] = ["10", "40000", "300000"];
        let on = date(year, 12, 23);
        let given: Vec<Value> = picked
            .iter()
            .map(|(code, amount)| json!({ "item": "goods", "hs": CODES[*code], "quantity": AMOUNTS[*amount as usize], "unit": "t" }))
            .collect();
        let list = list_on(on, &given, &ENGINE);
        let goods: Vec<Value> = given
            .iter()
            .map(|row| {
                let mut line = json!({ "quantity": format!("{} t", row["quantity"].as_str().unwrap()) });
                if row["hs"] != "" {
                    line["hs"] = row["hs"].clone();
                }
                line
            })
            .collect();
        let whole = json!({ "date": on.to_string(), "acts": [{ "from": "CH", "to": "KP", "goods": goods,
            "facts": { "humanitarian-work": true } }] });
        let found = LAW.determine(&Dealing::from_value(whole, &REGIME).unwrap());
        let outcomes: Vec<Outcome> = found.lines.iter().map(|line| line.outcome).collect();
        prop_assert_eq!(list.lines.iter().map(|line| line.outcome).collect::<Vec<_>>(), outcomes);
        for line in &list.lines {
            let fits = match line.class {
                LineClass::NeedsExemption => line.outcome == Outcome::Conditional && !line.exemptions.is_empty(),
                LineClass::Open => line.outcome == Outcome::Undetermined,
                LineClass::Forbidden => matches!(line.outcome, Outcome::Conditional | Outcome::Prohibited),
                LineClass::Exempted => false,
                LineClass::NotNeeded => matches!(line.outcome, Outcome::Excepted | Outcome::NoProhibitionFound),
            };
            prop_assert!(fits, "{:?}", line);
            let asked = list.questions.iter().filter(|question| question.lines.contains(&line.number)).count();
            prop_assert_eq!(asked, usize::from(line.class == LineClass::Open));
        }
    }
}
