//! What changed: between two days of one regime, and between two editions of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use std::collections::BTreeSet;

use common::mutate::Draft;
use interdict_regime::{
    Change, ChangeKind, Clocks, Dealing, Difference, Law, Moved, Outcome, Regime, SourceFile, SubjectChange,
    difference,
};
use jiff::civil::{Date, date};

const NOW: Date = date(2026, 11, 21);

fn between(regime: &Regime, first: Date, second: Date) -> Difference {
    difference(Law { regime, on: first, known: first }, Law { regime, on: second, known: second })
}

fn change<'d>(difference: &'d Difference, kind: ChangeKind, id: &str) -> &'d Change {
    let found = difference.changes.iter().find(|change| change.kind == kind && change.id == id);
    found.unwrap_or_else(|| panic!("{id} is not {kind:?}: {:#?}", difference.changes))
}

fn of_kind(difference: &Difference, kind: ChangeKind) -> Vec<&str> {
    let rows = difference.changes.iter().filter(|change| change.kind == kind);
    rows.map(|change| change.id.as_str()).collect()
}

fn subjects(difference: &Difference, test: fn(&SubjectChange) -> bool) -> BTreeSet<&str> {
    difference.subjects.iter().filter(|row| test(row)).map(|row| row.subject.as_str()).collect()
}

const BEFORE_2375: Date = date(2017, 8, 5);
const ON_2375: Date = date(2017, 9, 11);

/// “A tougher and broader sanctions regime”: what the ledger shows of it, and what qualifies it.
#[test]
fn from_2371_to_2375_the_regime_is_broader_and_tougher_with_three_qualifications() {
    let regime = common::regime();
    let found = between(&regime, BEFORE_2375, ON_2375);
    let broader = subjects(&found, |row| row.broader);
    let six = ["crude-oil", "gas-liquids", "joint-ventures", "refined-petroleum", "ship-to-ship", "textiles"];
    assert_eq!(broader, BTreeSet::from(six));
    assert_eq!(subjects(&found, |row| row.tougher), BTreeSet::from(["workers"]));
    assert_eq!(subjects(&found, |row| row.eased), BTreeSet::from(["joint-ventures"]));
    // Nobody knew of 2397 yet, so nothing waits for its day.
    assert_eq!(of_kind(&found, ChangeKind::Pending), ["2375/refined-petroleum"]);
    assert!(change(&found, ChangeKind::Pending, "2375/refined-petroleum").because.ends_with("2017-10-01"));

    let textiles = change(&found, ChangeKind::Added, "2375/textiles");
    assert_eq!(
        (textiles.cite.as_str(), textiles.because.as_str(), textiles.broadens),
        ("2375:16", "new", true)
    );
    let repeated = change(&found, ChangeKind::Added, "2375/no-tests-or-launches");
    assert!(repeated.because.starts_with("repeats 1718/no-tests-or-launches") && !repeated.broadens);
    let workers = change(&found, ChangeKind::Tightened, "2375/workers");
    assert_eq!((workers.others.as_slice(), workers.tightens), (["2371/workers".to_owned()].as_slice(), true));
    let ventures = change(&found, ChangeKind::Relaxed, "2375/ventures");
    assert_eq!((ventures.others.as_slice(), ventures.eases), (["2371/ventures".to_owned()].as_slice(), true));
    let ended = change(&found, ChangeKind::Superseded, "2371/workers");
    assert_eq!(ended.because, "superseded from 2017-09-11 by 2375/workers");

    let headings = &found.headings;
    assert_eq!(headings.after, headings.before + headings.added.len());
    assert!(
        headings.added.contains(&"61 from-target".to_owned()) && headings.removed.is_empty(),
        "{headings:?}"
    );
}

#[test]
fn the_day_before_and_the_same_day_show_nothing() {
    let regime = common::regime();
    for (first, second) in [(ON_2375, ON_2375), (date(2017, 9, 9), date(2017, 9, 10))] {
        let found = between(&regime, first, second);
        assert_eq!((found.changes, found.subjects), (vec![], vec![]));
        assert_eq!(found.headings.before, found.headings.after);
    }
}

#[test]
fn what_only_knowledge_moves_is_moved_by_knowledge() {
    let regime = common::regime();
    let new_year = date(2018, 1, 5);
    let law = |known: Date| Law { regime: &regime, on: new_year, known };
    let found = difference(law(date(2017, 12, 15)), law(date(2017, 12, 22)));
    let cap = change(&found, ChangeKind::Superseded, "2375/refined-petroleum");
    assert_eq!(cap.others, ["2397/refined-petroleum"]);
    assert!(change(&found, ChangeKind::Tightened, "2397/refined-petroleum").tightens);
    change(&found, ChangeKind::Added, "2397/crude-oil-level");
}

#[test]
fn an_own_term_expires() {
    let regime = common::regime();
    let found = between(&regime, date(2024, 4, 30), date(2024, 5, 1));
    assert_eq!(of_kind(&found, ChangeKind::Expired), ["2680/panel"]);
    let panel = change(&found, ChangeKind::Expired, "2680/panel");
    assert_eq!(panel.because, "its own term ended: no longer in force from 2024-05-01");
    assert!(!panel.eases, "no dealing was forbidden by it");
    assert_eq!(found.changes.len(), 1);
    // A ban's own end eases.
    let found = between(&regime, date(2017, 9, 30), date(2017, 10, 1));
    assert!(change(&found, ChangeKind::Expired, "2375/refined-petroleum-before-october").eases);
}

#[test]
fn an_exemption_relaxes_what_it_lifts() {
    let regime = common::regime();
    let found = between(&regime, date(2022, 12, 8), date(2022, 12, 9));
    let relaxed = change(&found, ChangeKind::Relaxed, "2664/humanitarian");
    assert!(relaxed.eases && relaxed.others.contains(&"1718/asset-freeze".to_owned()), "{relaxed:?}");
    assert!(subjects(&found, |row| row.eased).contains("humanitarian"));
    // An exemption of an early day says nothing of the later provisions that it lifts as well.
    let early = between(&regime, date(2006, 10, 13), date(2006, 10, 14));
    let expenses = change(&early, ChangeKind::Relaxed, "1718/basic-expenses");
    assert!(expenses.others.iter().all(|id| id.starts_with("1718/")), "{expenses:?}");
    assert!(!expenses.because.contains("2270"), "{expenses:?}");
}

#[test]
fn an_exception_that_ends_tightens_its_provision() {
    let regime = common::regime();
    let found = between(&regime, date(2016, 11, 29), date(2016, 11, 30));
    let charter = change(&found, ChangeKind::Tightened, "2270/charter");
    assert_eq!(charter.because, "its exceptions can no longer be used: notice");
    assert!(charter.tightens);
    // And by its own last day, in a made-up edition.
    let mut draft = Draft::new(&common::files());
    let textiles = named(&mut draft, "2375/textiles");
    let exceptions = textiles.get_mut("exception").and_then(toml::Value::as_array_mut).unwrap();
    let wind_down = exceptions.iter_mut().find(|row| row["id"].as_str() == Some("wind-down")).unwrap();
    wind_down
        .as_table_mut()
        .unwrap()
        .insert("until".into(), toml::Value::Datetime("2017-12-10".parse().unwrap()));
    let made_up = draft.load().unwrap();
    let found = between(&made_up, date(2017, 12, 10), date(2017, 12, 11));
    assert_eq!(found.changes.len(), 1);
    assert_eq!(
        change(&found, ChangeKind::Tightened, "2375/textiles").because,
        "its exceptions can no longer be used: wind-down"
    );
    assert_eq!(between(&made_up, date(2017, 12, 9), date(2017, 12, 10)).changes, []);
}

fn named<'d>(draft: &'d mut Draft, id: &str) -> &'d mut toml::Table {
    let found = draft
        .provisions()
        .into_iter()
        .find(|table| table.get("id").and_then(toml::Value::as_str) == Some(id));
    found.unwrap()
}

/// The law with one provision written otherwise.
fn edition(id: &str, key: &str, value: &str) -> Regime {
    let mut draft = Draft::new(&common::files());
    named(&mut draft, id).insert(key.to_owned(), value.into());
    draft.load().unwrap()
}

fn of_editions(before: &Regime, after: &Regime) -> Difference {
    let law = |regime| Law { regime, on: NOW, known: NOW };
    let found = difference(law(before), law(after));
    assert_ne!(found.from.edition, found.to.edition);
    found
}

#[test]
fn two_editions_differ_by_provision() {
    let current = Draft::new(&common::files()).load().unwrap();

    let found = of_editions(&current, &edition("2375/textiles", "cite", "16(a)"));
    let renumbered = change(&found, ChangeKind::Renumbered, "2375/textiles");
    assert_eq!((renumbered.cite.as_str(), renumbered.because.as_str()), ("2375:16(a)", "was paragraph 16"));
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);

    let found = of_editions(&current, &edition("2375/textiles", "summary", "Textiles."));
    assert_eq!(of_kind(&found, ChangeKind::Corrected), ["2375/textiles"]);
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);

    let mut draft = Draft::new(&common::files());
    draft.drop_provisions(|id| id == "2375/textiles");
    let without = draft.load().unwrap();
    let found = of_editions(&current, &without);
    let removed = change(&found, ChangeKind::Removed, "2375/textiles");
    assert!(removed.eases && removed.because == "the later edition does not have it", "{removed:?}");
    assert_eq!(subjects(&found, |row| row.eased), BTreeSet::from(["textiles"]));
    assert!(found.headings.removed.contains(&"61 from-target".to_owned()));
    let back = of_editions(&without, &current);
    assert!(change(&back, ChangeKind::Added, "2375/textiles").broadens);
}

#[test]
fn an_edition_that_only_reads_otherwise_differs_in_nothing() {
    let files: Vec<SourceFile> = common::files()
        .into_iter()
        .map(|file| SourceFile { text: format!("{}\n# a remark\n", file.text), ..file })
        .collect();
    let (current, remarked) = (common::regime(), Regime::load("un-1718", &files).unwrap());
    assert_eq!(of_editions(&current, &remarked).changes, []);
}

#[test]
fn a_dealing_is_asked_about_on_both_days() {
    let regime = common::regime();
    let textiles = r#"{"id": "T-1", "hs": "6109.10", "from": "KP", "to": "CN", "date": "2017-09-01"}"#;
    let dealing = Dealing::from_json(textiles, &regime).unwrap();
    let of = |redated| {
        let [before, after] = [BEFORE_2375, ON_2375].map(|on| {
            let dealing = if redated { dealing.done_on(on) } else { dealing.clone() };
            let clocks = Clocks { on: Some(on), known: on };
            regime.determine(&dealing, clocks, &Default::default()).unwrap()
        });
        Moved::between(&before, &after)
    };
    let redated = of(true);
    assert_eq!(
        (redated.id.as_deref(), redated.before, redated.moved),
        (Some("T-1"), Outcome::NoProhibitionFound, true)
    );
    assert_eq!(
        (redated.decided_before.as_slice(), redated.decided_after.as_slice()),
        ([].as_slice(), ["2375:16".to_owned()].as_slice())
    );
    let kept = of(false);
    assert_eq!(
        (kept.before, kept.after, kept.moved),
        (Outcome::NoProhibitionFound, Outcome::NoProhibitionFound, false)
    );
}
