//! The ledger: balances on days, as known on days, and what they make of a dealing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod common;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use common::generate::{NOW, REGIME};
use interdict_regime::{
    BalanceSheet, Clocks, Compiled, Dealing, Entry, Figure, Ledger, Outcome, Profile, Regime, Whose, Why,
};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

static LEDGER: LazyLock<Ledger> = LazyLock::new(|| Ledger::published(&REGIME));

const REFINED: &str = "2397/refined-petroleum";
const BARRELS: &str = "2397/crude-oil-barrels";

fn sheet(ledger: &Ledger, quota: &str, on: Date, known: Date) -> BalanceSheet {
    let mut sheets = ledger.balance(&REGIME, quota, on, known, &Profile::default());
    assert_eq!(sheets.len(), 1, "{quota} on {on}");
    sheets.remove(0)
}

fn own(row: Value) -> Entry {
    Entry::own(row, &REGIME).unwrap()
}

/// Every day at which a balance can turn: the days around every entry's, and every day of publication.
fn days(of: impl Fn(&Entry) -> Vec<Date>) -> BTreeSet<Date> {
    let days = LEDGER.entries().iter().flat_map(of);
    days.flat_map(|day| [day.yesterday().unwrap(), day, day.tomorrow().unwrap()]).collect()
}

#[test]
fn balances_stand_as_the_committee_published_them() {
    // Quota, day, known; drawn as given, at the least, and the day that the figures reach.
    let expected = [
        ("2321/coal-volume", (2017, 1, 31), (2017, 2, 22), None),
        ("2321/coal-volume", (2017, 1, 31), (2017, 2, 23), Some(("1440000", "1435000", (2017, 1, 31)))),
        ("2321/coal-volume", (2017, 3, 15), (2017, 3, 15), Some(("1440000", "1435000", (2017, 1, 31)))),
        ("2321/coal-volume", (2017, 3, 15), (2017, 3, 16), Some(("2670000", "2660000", (2017, 2, 28)))),
        ("2321/coal-volume", (2017, 4, 30), (2017, 6, 4), Some(("2676300", "2666250", (2017, 4, 30)))),
        ("2321/coal-volume", (2017, 4, 30), (2017, 11, 14), Some(("2680327", "2679827", (2017, 4, 30)))),
        ("2321/coal-volume", (2017, 12, 31), (2017, 11, 14), Some(("4828327", "4828327", (2017, 9, 30)))),
        ("2321/coal-value", (2017, 3, 31), (2017, 11, 14), Some(("227424896", "227424896", (2017, 3, 31)))),
        ("2321/coal-value", (2016, 12, 31), (2017, 2, 22), Some(("184000000", "183500000", (2016, 12, 31)))),
        (REFINED, (2019, 12, 30), (2026, 1, 1), Some(("236154", "236154", (2019, 7, 31)))),
        (REFINED, (2019, 12, 31), (2026, 1, 1), Some(("418000", "417500", (2019, 12, 31)))),
        (REFINED, (2023, 12, 31), (2024, 2, 1), Some(("199631", "199631", (2023, 12, 31)))),
        (REFINED, (2023, 12, 31), (2025, 3, 14), Some(("362706", "362706", (2023, 12, 31)))),
        (REFINED, (2024, 12, 31), (2025, 3, 14), Some(("296207", "296207", (2024, 11, 30)))),
        ("2375/refined-petroleum", (2017, 12, 31), (2026, 1, 1), None),
    ];
    let day = |(year, month, day): (i16, i8, i8)| date(year, month, day);
    for (quota, on, known, figures) in expected {
        let sheet = sheet(&LEDGER, quota, day(on), day(known));
        let found = sheet.through.map(|through| {
            (sheet.drawn.normalize().to_string(), sheet.at_least.normalize().to_string(), through)
        });
        let wanted = figures.map(|(drawn, least, to)| (drawn.to_owned(), least.to_owned(), day(to)));
        assert_eq!(found, wanted, "{quota} on {on:?} as known on {known:?}");
    }
}

#[test]
fn a_balance_is_whole_only_where_every_day_is_covered_and_nothing_is_missing_or_rounded() {
    let figure = |quota, on| sheet(&LEDGER, quota, on, NOW).figure;
    // The months from April to July 2017 are whole, and January to March were published to the tonne but for February.
    assert_eq!(figure("2321/coal-value", date(2017, 7, 31)), Figure::Exact);
    assert_eq!(figure("2321/coal-volume", date(2017, 7, 31)), Figure::AtLeast, "February is rounded");
    assert_eq!(figure("2321/coal-value", date(2017, 10, 1)), Figure::AtLeast, "a day is not covered");
    assert_eq!(figure(REFINED, date(2022, 6, 30)), Figure::Exact);
    assert_eq!(figure(REFINED, date(2022, 7, 1)), Figure::AtLeast);
    assert_eq!(figure(REFINED, date(2021, 12, 31)), Figure::AtLeast, "reports were missing");
    assert_eq!(figure(REFINED, date(2023, 12, 31)), Figure::AtLeast, "two States are not all States");
}

/// Time, on every quota and every pair of days at which a balance can turn: an entry published later changes nothing.
#[test]
fn nothing_published_after_known_shows_in_a_balance() {
    let knowns = days(|entry| vec![entry.published]);
    let ons = days(|entry| vec![entry.to]);
    let mut compared = 0;
    for known in &knowns {
        let sooner = LEDGER.entries().iter().filter(|entry| entry.published <= *known).cloned();
        let sooner = Ledger::default().with(sooner);
        for quota in REGIME.quotas() {
            for on in &ons {
                let balance =
                    |ledger: &Ledger| ledger.balance(&REGIME, &quota.id, *on, *known, &Profile::default());
                assert_eq!(balance(&LEDGER), balance(&sooner), "{} on {on} as known on {known}", quota.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000, "only {compared}");
}

/// No delivery counts twice, on any quota and any pair of days; and every entry of the period is counted, or left out with a
/// reason that holds.
#[test]
fn every_entry_counts_once_or_is_left_out_for_a_reason() {
    let (mut counted, mut left_out) = (0, 0);
    for quota in REGIME.quotas() {
        for on in days(|entry| vec![entry.to]) {
            for known in days(|entry| vec![entry.published]) {
                for sheet in LEDGER.balance(&REGIME, &quota.id, on, known, &Profile::default()) {
                    assert!(sheet.at_least <= sheet.drawn);
                    for (place, one) in sheet.counted.iter().enumerate() {
                        assert!(one.to <= on && one.published <= known);
                        counted += 1;
                        for other in &sheet.counted[place + 1..] {
                            let apart = one.to < other.from || other.to < one.from;
                            let others = !one.states.is_empty()
                                && !other.states.is_empty()
                                && one.states.is_disjoint(&other.states);
                            assert!(
                                apart || others,
                                "{one:?} and {other:?} count on {on} as known on {known}"
                            );
                        }
                    }
                    for left in &sheet.left_out {
                        left_out += 1;
                        let holds = |from, to| {
                            sheet
                                .counted
                                .iter()
                                .chain(sheet.left_out.iter().map(|l| &l.entry))
                                .any(|e| e.from == from && e.to == to)
                        };
                        assert!(
                            match left.why {
                                Why::Later => left.entry.from > on,
                                Why::ReachesBeyond => left.entry.from <= on && on < left.entry.to,
                                Why::Replaced { published } =>
                                    left.entry.published < published && published <= known,
                                Why::Within { from, to } =>
                                    from <= left.entry.from && left.entry.to <= to && holds(from, to),
                                Why::NotKnownYet | Why::CrossesPeriods | Why::MayBeWithin { .. } => false,
                            },
                            "{left:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(counted > 1000 && left_out > 1000, "{counted} counted, {left_out} left out");
}

#[test]
fn a_later_figure_of_the_same_stretch_takes_the_place_of_the_earlier() {
    let then = sheet(&LEDGER, "2321/coal-volume", date(2017, 1, 31), date(2017, 11, 13));
    let now = sheet(&LEDGER, "2321/coal-volume", date(2017, 1, 31), date(2017, 11, 14));
    assert_eq!(then.counted[0].given, "1440000 t");
    assert!(then.left_out.iter().all(|left| left.why == Why::Later), "{:?}", then.left_out);
    assert_eq!(now.counted[0].given, "1441985 t");
    assert_eq!(now.left_out[0].why, Why::Replaced { published: date(2017, 11, 14) });
}

#[test]
fn own_deliveries_count_once_and_convert_by_the_product() {
    // Before, inside and after what was published of 2022; the first by the factor of liquefied gas.
    let inside = own(
        json!({"quota": REFINED, "date": "2022-03-04", "amount": "86 t", "hs": "2711.12", "state": "CN"}),
    );
    assert_eq!((inside.amount.normalize().to_string(), inside.whose), ("1000".to_owned(), Whose::Own));
    assert_eq!(inside.converted.as_ref().unwrap().tonnes_per_barrel.to_string(), "0.086");
    let after =
        own(json!({"quota": REFINED, "from": "2022-07-04", "to": "2022-07-05", "amount": "500 barrel"}));
    let unknown =
        own(json!({"quota": REFINED, "date": "2022-07-06", "published": "2023-01-01", "amount": "7 barrel"}));
    let ledger = LEDGER.clone().with([inside, after, unknown]);
    let sheet = sheet(&ledger, REFINED, date(2022, 8, 1), date(2022, 9, 1));
    assert_eq!(sheet.drawn.normalize().to_string(), "44719");
    let own: Vec<Why> =
        sheet.left_out.iter().filter(|left| left.entry.whose == Whose::Own).map(|left| left.why).collect();
    let covered = Why::MayBeWithin { from: date(2022, 1, 1), to: date(2022, 6, 30) };
    assert_eq!(own, [covered, Why::NotKnownYet]);
    // Of another State than the one whose report covers the day, it is a delivery of its own.
    let russian = Ledger::published(&REGIME).with([Entry::own(
        json!({"quota": REFINED, "date": "2025-01-15", "amount": "10 barrel", "state": "RU"}),
        &REGIME,
    )
    .unwrap()]);
    let counted = drawn_on(&russian, date(2025, 2, 1));
    assert_eq!(counted, "14395");
    let chinese = Ledger::published(&REGIME).with([Entry::own(
        json!({"quota": REFINED, "date": "2025-01-15", "amount": "10 barrel"}),
        &REGIME,
    )
    .unwrap()]);
    assert_eq!(drawn_on(&chinese, date(2025, 2, 1)), "14385");
}

fn drawn_on(ledger: &Ledger, on: Date) -> String {
    sheet(ledger, REFINED, on, NOW).drawn.normalize().to_string()
}

#[test]
fn a_row_that_cannot_be_read_names_its_field_and_mend() {
    let faults = [
        (
            json!({"quota": "2397/refined-petrol", "date": "2019-01-01", "amount": "1 barrel"}),
            "quota",
            "did you mean",
        ),
        (json!({"quota": REFINED, "amount": "1 barrel"}), "date", "from"),
        (json!({"quota": REFINED, "date": "2019-02-30", "amount": "1 barrel"}), "date", "keys"),
        (
            json!({"quota": REFINED, "from": "2019-12-31", "to": "2020-01-01", "amount": "1 barrel"}),
            "from",
            "split",
        ),
        (
            json!({"quota": REFINED, "from": "2019-12-31", "to": "2019-12-01", "amount": "1 barrel"}),
            "to",
            "mend",
        ),
        (json!({"quota": REFINED, "date": "2017-12-31", "amount": "1 barrel"}), "from", "period"),
        (json!({"quota": REFINED, "date": "2019-12-31", "amount": "1 t"}), "amount", "factor"),
        (
            json!({"quota": REFINED, "date": "2019-12-31", "amount": "1 t", "hs": "2710.19"}),
            "amount",
            "factor",
        ),
        (json!({"quota": REFINED, "date": "2019-12-31", "amount": "-1 barrel"}), "amount", ""),
        (json!({"quota": "2321/coal-value", "date": "2017-01-31", "amount": "1 EUR"}), "amount", "USD"),
        (
            json!({"quota": REFINED, "date": "2019-12-31", "amount": "1 barrel", "state": "XX"}),
            "states",
            "alpha-2",
        ),
        (
            json!({"quota": REFINED, "date": "2019-12-31", "amount": "1 barrel", "published": "2019-12-30"}),
            "published",
            "over",
        ),
        (
            json!({"quota": REFINED, "date": "2019-12-31", "amount": "1 barrel", "when": "now"}),
            "when",
            "keys",
        ),
        (json!([REFINED, "2019-01-01"]), "the row", "amount"),
    ];
    for (row, field, mend) in faults {
        let said = row.to_string();
        let error = Entry::own(row, &REGIME).expect_err(&said);
        assert!(error.field == field, "{said}: {error}");
        assert!(error.mend.as_deref().unwrap_or_default().contains(mend), "{said}: {error:?}");
    }
}

/// The crude-oil year turns on 22 or 23 December: both are shown, and what a dealing is put with holds on both.
#[test]
fn readings_of_the_period_give_a_sheet_each() {
    let on_the_turn = own(json!({"quota": BARRELS, "date": "2018-12-22", "amount": "4000000 barrel"}));
    let later = own(json!({"quota": BARRELS, "date": "2018-12-24", "amount": "1000 barrel"}));
    let ledger = LEDGER.clone().with([on_the_turn, later]);
    let sheets = ledger.balance(&REGIME, BARRELS, date(2019, 1, 5), NOW, &Profile::default());
    let drawn: Vec<(Date, String)> =
        sheets.iter().map(|s| (s.from, s.drawn.normalize().to_string())).collect();
    let expected = [(date(2018, 12, 22), "4001000".to_owned()), (date(2018, 12, 23), "1000".to_owned())];
    assert_eq!(drawn, expected);
    assert!(sheets.iter().all(|sheet| sheet.readings.len() == 1 && sheet.beside.len() == 1));

    let crude =
        json!({"hs": "2709.00", "from": "CN", "to": "KP", "date": "2019-01-05", "quantity": "1 barrel"});
    let crude = Dealing::from_value(crude, &REGIME).unwrap();
    let used = |profile: &Profile| {
        let balances = ledger.balances_for(&REGIME, &crude, clocks(NOW), profile);
        let found = balances.iter().find(|balance| balance.quota == BARRELS).unwrap();
        assert_eq!(found.figure, Figure::AtLeast);
        found.used.normalize().to_string()
    };
    assert_eq!(used(&Profile::default()), "1000");
    let fixed = |option: &str| Profile { readings: [("crude-year".to_owned(), option.to_owned())].into() };
    assert_eq!(used(&fixed("from-22-december")), "4001000");
    assert_eq!(used(&fixed("from-23-december")), "1000");
}

fn clocks(known: Date) -> Clocks {
    Clocks { on: None, known }
}

/// A dealing put with the ledger's balances, in both evaluators.
fn decided(dealing: &Value, known: Date) -> (Outcome, Vec<String>) {
    static SHARED: LazyLock<Arc<Regime>> = LazyLock::new(|| Arc::new(REGIME.clone()));
    let mut dealing = Dealing::from_value(dealing.clone(), &REGIME).unwrap();
    let profile = Profile::default();
    dealing.balances.extend(LEDGER.balances_for(&REGIME, &dealing, clocks(known), &profile));
    // What was put together can be written down and read again.
    assert_eq!(Dealing::from_value(dealing.to_value(&REGIME), &REGIME).unwrap().balances, dealing.balances);
    let found = REGIME.determine(&dealing, clocks(known), &profile).unwrap();
    let compiled = Compiled::new(Arc::clone(&SHARED), clocks(known), profile).unwrap().determine(&dealing);
    assert_eq!(serde_json::to_string(&found).unwrap(), serde_json::to_string(&compiled).unwrap());
    (found.outcome, found.questions.into_iter().map(|question| question.ask).collect())
}

fn refined(day: &str, quantity: &str) -> Value {
    let finding = |kind: &str| json!({"kind": kind, "by": "state", "state": "CN"});
    json!({"hs": "2710.19", "from": "CN", "to": "KP", "date": day, "quantity": quantity, "facts": {"aviation-fuel": false},
        "findings": [finding("no-association"), finding("livelihood"), finding("unrelated-to-revenue")]})
}

#[test]
fn the_ledger_decides_a_dealing_only_as_far_as_it_reaches() {
    // Wholly known on the last day of the half-year: 44,219 of 500,000.
    assert_eq!(decided(&refined("2022-06-30", "455781 barrel"), NOW).0, Outcome::Excepted);
    assert_eq!(decided(&refined("2022-06-30", "455782 barrel"), NOW).0, Outcome::Prohibited);
    // A day later it is a part; and on the day itself nobody knew it yet.
    let (outcome, questions) = decided(&refined("2022-07-01", "1000 barrel"), NOW);
    assert_eq!(outcome, Outcome::Undetermined);
    let known = "at least 44219 barrels, as far as is known through 2022-06-30";
    assert!(questions.iter().any(|question| question.contains(known)), "{questions:?}");
    let (outcome, questions) = decided(&refined("2022-06-30", "1000 barrel"), date(2022, 6, 30));
    assert_eq!(outcome, Outcome::Undetermined);
    assert!(questions.iter().any(|question| question.contains("at least 17117 barrels")), "{questions:?}");
    // A part may be enough to say no.
    assert_eq!(decided(&refined("2022-07-01", "455782 barrel"), NOW).0, Outcome::Prohibited);
    // What a user states stays, and the larger counts.
    let mut stated = refined("2022-07-01", "1000 barrel");
    stated["balances"] = json!([{"quota": REFINED, "used": "60000 barrel", "on": "2022-06-30"}]);
    assert_eq!(decided(&stated, NOW).0, Outcome::Excepted);
    stated["balances"][0]["used"] = json!("40000 barrel");
    assert_eq!(decided(&stated, NOW).0, Outcome::Undetermined);
}

#[test]
fn the_lower_of_two_caps_governs_by_the_ledger() {
    let coal = |day: &str| {
        let mut dealing = refined(day, "1000 t");
        dealing["hs"] = json!("2701.11");
        dealing["value"] = json!("90000 USD");
        (dealing["from"], dealing["to"]) = (json!("KP"), json!("CN"));
        dealing.as_object_mut().unwrap().remove("facts");
        dealing
    };
    // About two million tonnes of one million, and 184 million dollars of 53: full as soon as that was known, open before.
    assert_eq!(decided(&coal("2016-12-31"), date(2017, 2, 22)).0, Outcome::Prohibited);
    assert_eq!(decided(&coal("2016-12-31"), date(2017, 2, 21)).0, Outcome::Undetermined);
    let value = sheet(&LEDGER, "2321/coal-value", date(2017, 3, 31), date(2017, 6, 4));
    assert_eq!(value.caps_for, ["2321/coal"]);
    assert_eq!(value.beside[0].quota, "2321/coal-volume");
    assert_eq!(value.nearest_to_full.as_deref(), Some("2321/coal-value"));
    let weight = sheet(&LEDGER, "2321/coal-volume", date(2017, 3, 31), date(2017, 6, 4));
    assert_eq!(weight.nearest_to_full, value.nearest_to_full);
    assert!(
        sheet(&LEDGER, "2321/coal-value", date(2017, 8, 5), NOW).caps_for.is_empty(),
        "2371 ended the caps"
    );
    assert!(
        LEDGER.balance(&REGIME, "2321/coal-value", date(2016, 11, 29), NOW, &Profile::default()).is_empty()
    );
}

/// Whoever asks as of the day on which a figure was published must read nothing of a later day.
#[test]
fn no_entry_speaks_of_a_day_after_its_own_publication() {
    let mut dates = 0;
    for entry in LEDGER.entries() {
        let words = format!("{} {}", entry.source, entry.note.as_deref().unwrap_or_default());
        for word in words.split(|c: char| !c.is_ascii_digit() && c != '-') {
            if let Some(day) = interdict_regime::parse_day(word) {
                assert!(day <= entry.published, "{} says {day}, after {}", entry.quota, entry.published);
                dates += 1;
            }
        }
    }
    assert!(dates > 20, "only {dates} dates were found");
}

/// The rows of the fact sheet on quantities are all used.
#[test]
fn every_row_on_quantities_is_cited() {
    let law: String = common::files()
        .iter()
        .filter(|file| !file.path.contains("/cases/"))
        .map(|file| file.text.as_str())
        .collect();
    for row in 1..=19 {
        let row = format!("C{row:02}");
        assert!(
            law.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == row),
            "{row} is cited nowhere"
        );
    }
}
