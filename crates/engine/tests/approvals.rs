//! Approvals read, put to lines and drawn down.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests may")]

mod common;

use common::REGIME;
use interdict_engine::{ApprovalUse, Approvals};
use interdict_regime::{Clocks, Dealing, Outcome, Profile, SourceFile};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

const NOW: Date = date(2026, 11, 21);

const PUMPS: &str = r#"
[[approval]]
reference  = "example letter 1"
kind       = "exemption"
by         = "1718-committee"
decided-on = 2024-03-05
valid-until = 2024-12-04

  [[approval.item]]
  id       = "pumps"
  hs       = "8413.70"
  quantity = "40 item"

  [[approval.item]]
  id          = "spades"
  description = "Spades, with handles"
  value       = "1000 USD"

[[draw]]
reference = "example letter 1"
item      = "pumps"
quantity  = "12 item"
on        = 2024-05-02
source    = "bill of lading 7"
"#;

fn read(text: &str) -> Approvals {
    let (approvals, faults) = Approvals::read(&file(text), &REGIME).unwrap();
    assert_eq!(faults, [], "{text}");
    approvals
}

fn file(text: &str) -> SourceFile {
    SourceFile { path: "approvals.toml".to_owned(), text: text.to_owned() }
}

/// The faults of a file, in words, and what its approvals then say.
fn faulty(text: &str) -> (Vec<String>, Approvals) {
    let (approvals, faults) = Approvals::read(&file(text), &REGIME).unwrap();
    (faults.iter().map(ToString::to_string).collect(), approvals)
}

fn dealing(lines: Value) -> Dealing {
    let value = json!({
        "date": "2024-06-01",
        "acts": [{ "from": "CH", "to": "KP", "facts": { "humanitarian-work": true }, "goods": lines }],
    });
    Dealing::from_value(value, &REGIME).unwrap()
}

fn apply(approvals: &Approvals, dealing: &Dealing, known: Date) -> (Vec<ApprovalUse>, Dealing) {
    let mut dealing = dealing.clone();
    let uses = approvals.apply(&mut dealing, Clocks { on: None, known });
    (uses, dealing)
}

fn outcomes(dealing: &Dealing, known: Date) -> Vec<Outcome> {
    let found = REGIME.determine(dealing, Clocks { on: None, known }, &Profile::default()).unwrap();
    found.lines.iter().map(|line| line.outcome).collect()
}

/// Why the first line is not covered.
fn why(approvals: &Approvals, dealing: &Dealing) -> String {
    let (uses, after) = apply(approvals, dealing, NOW);
    assert_eq!(&after, dealing, "a line that is not covered gets no finding");
    uses[0].not_covered[0].why.to_string()
}

fn pumps(quantity: &str) -> Dealing {
    dealing(json!([{ "hs": "8413.70", "quantity": quantity }]))
}

#[test]
fn a_line_that_fits_is_covered_and_lifts_its_prohibition() {
    let approvals = read(PUMPS);
    let (uses, after) = apply(&approvals, &pumps("28 item"), NOW);
    let covered = uses[0].covered.as_ref().unwrap();
    assert_eq!(
        (covered.used.to_string(), covered.remaining.to_string()),
        ("28 item".into(), "0 item".into())
    );
    assert_eq!(outcomes(&pumps("28 item"), NOW), [Outcome::Conditional]);
    assert_eq!(outcomes(&after, NOW), [Outcome::Excepted]);
    let finding = &after.acts[0].goods(0).unwrap().findings[0];
    assert_eq!(
        (finding.reference.as_deref(), finding.date),
        (Some("example letter 1"), Some(date(2024, 3, 5)))
    );
    assert_eq!(apply(&approvals, &pumps("28 item"), NOW).0, uses, "nothing was drawn by asking");
}

#[test]
fn one_more_than_is_left_covers_nothing_of_the_line() {
    assert_eq!(why(&read(PUMPS), &pumps("29 item")), "it needs 29 item, and 28 item is left");
}

#[test]
fn lines_of_one_item_are_summed_in_order() {
    let lines = json!([
        { "hs": "8413.70", "quantity": "20 item" },
        { "hs": "8413.70", "quantity": "9 item" },
        { "hs": "8413.70", "quantity": "1 item" },
    ]);
    let (uses, _) = apply(&read(PUMPS), &dealing(lines), NOW);
    assert_eq!(uses[0].covered.as_ref().unwrap().remaining.to_string(), "8 item");
    assert_eq!(uses[1].not_covered[0].why.to_string(), "it needs 9 item, and 8 item is left");
    assert_eq!(
        uses[2].not_covered[0].why.to_string(),
        "an earlier line (acts[0].goods[1]) already needs more than is left, and lines draw in order"
    );
}

#[test]
fn a_draw_counts_from_its_day_and_from_when_it_is_known() {
    let approvals = read(PUMPS);
    let mut before = pumps("40 item");
    before.date = Some(date(2024, 5, 1));
    assert!(apply(&approvals, &before, NOW).0[0].covered.is_some(), "the draw is of the day after");
    before.date = Some(date(2024, 5, 2));
    assert!(apply(&approvals, &before, NOW).0[0].covered.is_none());
    assert!(apply(&approvals, &before, date(2024, 5, 1)).0[0].covered.is_some(), "nobody knows of it yet");
}

#[test]
fn an_approval_holds_from_its_first_day_to_its_last() {
    let approvals = read(&PUMPS.replace("valid-until", "valid-from = 2024-04-01\nvalid-until"));
    let on = |day: Date| {
        let mut dealing = pumps("1 item");
        dealing.date = Some(day);
        apply(&approvals, &dealing, NOW).0[0].clone()
    };
    assert_eq!(
        on(date(2024, 3, 31)).not_covered[0].why.to_string(),
        "usable from 2024-04-01, and the act is of 2024-03-31"
    );
    assert!(on(date(2024, 4, 1)).covered.is_some());
    assert!(on(date(2024, 12, 4)).covered.is_some());
    assert_eq!(
        on(date(2024, 12, 5)).not_covered[0].why.to_string(),
        "usable until 2024-12-04, and the act is of 2024-12-05"
    );
    let mut late = pumps("1 item");
    late.acts[0].dates.insert(interdict_regime::DateKind::Import, date(2024, 12, 5));
    assert_eq!(why(&approvals, &late), "usable until 2024-12-04, and the act is of 2024-12-05");
    let mut undated = pumps("1 item");
    undated.date = None;
    assert_eq!(why(&approvals, &undated), "the day of the act is not given");
}

#[test]
fn an_approval_not_known_yet_is_not_spoken_of() {
    let (uses, after) = apply(&read(PUMPS), &pumps("1 item"), date(2024, 3, 4));
    assert_eq!((uses, after), (vec![], pumps("1 item")));
}

#[test]
fn a_short_code_is_possible_and_another_is_none() {
    let approvals = read(PUMPS);
    let line = |hs: &str| dealing(json!([{ "hs": hs, "quantity": "1 item" }]));
    assert_eq!(why(&approvals, &line("8413")), "HS 8413 is too short to tell whether it is of the item");
    assert_eq!(apply(&approvals, &line("8413.50"), NOW).0, []);
    assert!(apply(&approvals, &line("8413.70.10"), NOW).0[0].covered.is_some());
}

#[test]
fn an_item_without_a_code_is_found_by_its_words() {
    let approvals = read(PUMPS);
    let line =
        |words: &str, value: &str| dealing(json!([{ "hs": "8201", "description": words, "value": value }]));
    assert!(apply(&approvals, &line("spades (with  HANDLES)", "1000 USD"), NOW).0[0].covered.is_some());
    assert_eq!(apply(&approvals, &line("spades", "1 USD"), NOW).0, []);
    assert_eq!(why(&approvals, &line("Spades with handles", "900 EUR")), "900 EUR cannot be counted in USD");
}

#[test]
fn what_cannot_be_counted_is_not_covered() {
    let approvals = read(PUMPS);
    assert_eq!(why(&approvals, &pumps("3 kg")), "3 kg cannot be counted in item");
    assert_eq!(
        why(&approvals, &dealing(json!([{ "hs": "8413.70" }]))),
        "the line's quantity is not given in a measure that can be held against item"
    );
    let by_mass = read(&PUMPS.replace("40 item", "2 t").replace("12 item", "500 kg"));
    let (uses, _) = apply(&by_mass, &pumps("1500 kg"), NOW);
    assert_eq!(uses[0].covered.as_ref().unwrap().remaining.to_string(), "0 t");
}

#[test]
fn holder_recipient_and_destination_must_be_shown_where_they_are_stated() {
    let mut act = pumps("1 item");
    let approvals = read(&PUMPS.replace("valid-until", "to = \"KP\"\nholder = \"Example Aid\"\nvalid-until"));
    assert_eq!(
        why(&approvals, &act),
        "it is for an activity of Example Aid, who is not among the senders given"
    );
    let parties =
        json!({ "acts": [{ "hs": "01", "parties": [{ "role": "consignor", "name": "EXAMPLE AID" }] }] });
    act.acts[0].parties = Dealing::from_value(parties, &REGIME).unwrap().acts[0].parties.clone();
    assert!(apply(&approvals, &act, NOW).0[0].covered.is_some());
    act.acts[0].to = interdict_regime::Location::read("CN", &REGIME).unwrap();
    assert_eq!(why(&approvals, &act), "it is for goods to KP, and that is not shown of the act");
}

#[test]
fn one_cargo_in_two_acts_draws_once() {
    let act = |verb: &str, lines: Value| json!({ "verb": verb, "from": "CH", "to": "KP", "goods": lines });
    let two = |first: Value, second: Value| {
        let value = json!({ "date": "2024-06-01", "acts": [act("supply", first), act("carry", second)] });
        Dealing::from_value(value, &REGIME).unwrap()
    };
    let line = |quantity: &str| json!({ "hs": "8413.70", "quantity": quantity });
    let approvals = read(PUMPS);
    let (uses, _) = apply(&approvals, &two(json!([line("20 item")]), json!([line("20.0 item")])), NOW);
    let remaining = |at: usize| uses[at].covered.as_ref().unwrap().remaining.to_string();
    assert_eq!((remaining(0), remaining(1)), ("8 item".to_owned(), "8 item".to_owned()));
    assert!(uses[1].covered.as_ref().unwrap().shared);
    let (uses, _) = apply(&approvals, &two(json!([line("20 item")]), json!([line("21 item")])), NOW);
    assert!(uses[1].covered.is_none(), "another quantity is another cargo");
    let twice = json!([line("20 item"), line("20 item")]);
    let (uses, _) = apply(&approvals, &two(twice.clone(), twice), NOW);
    let covered: Vec<bool> = uses.iter().map(|used| used.covered.is_some()).collect();
    assert_eq!(covered, [true, false, true, false], "two lines of one verb are two cargoes");
}

#[test]
fn a_carriage_that_says_less_than_the_sale_is_the_same_cargo_and_one_that_says_more_is_not() {
    let value = |carried: Value| {
        let words = "spades with handles";
        let sold = json!({ "hs": "8201", "description": words, "quantity": "50 item", "value": "600 USD" });
        let act = |verb: &str, line: Value| json!({ "verb": verb, "from": "CH", "to": "KP", "goods": line });
        let value = json!({ "date": "2024-06-01", "acts": [act("supply", sold), act("carry", carried)] });
        Dealing::from_value(value, &REGIME).unwrap()
    };
    let carried = |value: Value| {
        let mut line = json!({ "hs": "8201", "description": "spades with handles", "quantity": "50 item" });
        line["value"] = value;
        line
    };
    let approvals = read(PUMPS);
    let covered = |dealing: Dealing| apply(&approvals, &dealing, NOW).0[1].covered.is_some();
    assert!(covered(value(carried(Value::Null))));
    assert!(!covered(value(carried(json!("700 USD")))));
}

#[test]
fn an_approval_of_another_kind_is_recorded_and_lifts_nothing() {
    let approvals = read(&PUMPS.replace("\"exemption\"", "\"approval\""));
    let (uses, after) = apply(&approvals, &pumps("1 item"), NOW);
    assert_eq!(uses[0].covered.as_ref().unwrap().kind, "approval");
    assert_eq!(outcomes(&after, NOW), [Outcome::Conditional]);
}

#[test]
fn an_entry_that_cannot_be_read_does_not_lose_the_others() {
    let other = PUMPS.replace("example letter 1", "example letter 2").replace("8413.70", "8502");
    let broken = other.replace("2024-03-05", "\"soon\"");
    let (faults, approvals) = faulty(&format!("{PUMPS}{broken}"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("approvals.toml:"), "{faults:?}");
    assert!(apply(&approvals, &pumps("1 item"), NOW).0[0].covered.is_some());
    assert_eq!(apply(&approvals, &dealing(json!([{ "hs": "8502", "quantity": "1 item" }])), NOW).0, []);
}

#[test]
fn a_draw_that_cannot_be_read_holds_its_approval_back() {
    let broken = PUMPS.replace("\"12 item\"", "\"twelve\"");
    let (faults, approvals) = faulty(&broken);
    assert_eq!(
        faults,
        [
            "approvals.toml:22: quantity: `twelve` is not an amount with a unit: write for example \"5000 t\" or \"1200000 USD\""
        ]
    );
    assert_eq!(
        why(&approvals, &pumps("1 item")),
        "held back: a draw on it could not be read (approvals.toml:22)"
    );
}

#[test]
fn a_draw_that_fits_no_approval_holds_back_what_it_may_be_on() {
    let why_of = |text: &str| why(&faulty(text).1, &pumps("1 item"));
    let misspelt = PUMPS.replacen(
        "[[draw]]\nreference = \"example letter 1\"",
        "[[draw]]\nreference = \"example letter l\"",
        1,
    );
    assert_eq!(
        why_of(&misspelt),
        "held back: the draw of 2024-05-02 on `example letter l` names no approval here, and may be on any of them"
    );
    assert_eq!(
        why_of(&PUMPS.replace("item      = \"pumps\"\n", "")),
        "held back: the draw of 2024-05-02 on `example letter 1` names none of its items"
    );
    assert_eq!(
        why_of(&PUMPS.replace("\"12 item\"", "\"12 kg\"")),
        "held back: the draw of 2024-05-02 on `example letter 1` cannot be counted: 12 kg cannot be counted in item"
    );
    let twice = format!("{PUMPS}{PUMPS}");
    assert_eq!(why_of(&twice), "held back: two approvals have the reference `example letter 1`");
}

#[test]
fn every_fault_names_its_line_its_field_and_its_mend() {
    for (from, to, said) in [
        ("\"exemption\"", "\"exemptoin\"", "4: kind: `exemptoin` is not of this regime"),
        ("\"1718-committee\"", "\"committee\"", "5: by: `committee` is not of this regime"),
        ("valid-until", "valid-til", "7: unknown field `valid-til`"),
        (
            "valid-until = 2024-12-04",
            "valid-from = 2024-03-05T10:00:00Z",
            "7: `2024-03-05T10:00:00Z` is not a day",
        ),
        ("\"8413.70\"", "\"84137\"", "9: hs: `84137` is not an HS code"),
        ("\"8413.70\"", "\"9999\"", "9: hs: `9999` is no code of the HS"),
        ("\"40 item\"", "\"-40 item\"", "12: quantity: `-40` is negative"),
        ("valid-until = 2024-12-04", "to = \"Korea\"", "7: to: `Korea` could be more than one country"),
        (
            "valid-until = 2024-12-04",
            "to = \"Utopia\"",
            "7: to: the place: `Utopia` is no country or place known here",
        ),
        ("id          = \"spades\"", "id = \"pumps\"", "2: item: two have the id `pumps`"),
    ] {
        let (faults, approvals) = faulty(&PUMPS.replacen(from, to, 1));
        assert_eq!(faults.len(), 1, "{to}: {faults:?}");
        assert!(faults[0].starts_with(&format!("approvals.toml:{said}")), "{to}: {faults:?}");
        assert!(approvals.is_empty(), "{to}");
    }
    for text in ["approval = 1", "[[aproval]]\n", "[[approval]", "[approval]\nreference = \"x\""] {
        let error = Approvals::read(&file(text), &REGIME).unwrap_err();
        assert!(error.line == 1 && !error.mend.is_empty(), "{text}: {error:?}");
    }
}
