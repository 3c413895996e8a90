//! Drafts laid over the law: what they move, what they leave, and that they say what they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use std::sync::LazyLock;

use interdict_regime::{ChangeKind, Clocks, Dealing, Law, Outcome, Profile, Regime, SourceFile, difference};
use jiff::civil::{Date, date};

static LAW: LazyLock<Regime> = LazyLock::new(common::regime);

const KNOWN: Date = date(2026, 11, 21);

fn file(text: &str) -> SourceFile {
    SourceFile { path: "draft.toml".to_owned(), text: text.to_owned() }
}

/// The law with a draft of one year's suspension.
fn suspended(provisions: &str) -> Regime {
    LAW.overlaid(&file(&format!(
        "[overlay]\nid = \"draft\"\nsays = \"A year without.\"\nadopted = 2018-03-01\n\
         [[suspend]]\nprovisions = [{provisions}]\nfrom = 2018-04-01\nuntil = 2019-03-31\n"
    )))
    .unwrap_or_else(|error| panic!("{error}"))
}

fn outcome(regime: &Regime, dealing: &str) -> Outcome {
    let dealing = Dealing::from_json(dealing, regime).unwrap();
    regime.determine(&dealing, Clocks { on: None, known: KNOWN }, &Profile::default()).unwrap().outcome
}

const SHIRTS: &str = r#"{"hs": "6205.20", "from": "KP", "to": "CN", "date": "DAY"}"#;

#[test]
fn a_suspension_holds_between_its_days_and_no_longer() {
    let draft = suspended("\"2375:16\"");
    for (day, expected) in [
        ("2018-03-31", Outcome::Conditional),
        ("2018-04-01", Outcome::Excepted),
        ("2019-03-31", Outcome::Excepted),
        ("2019-04-01", Outcome::Conditional),
    ] {
        assert_eq!(outcome(&draft, &SHIRTS.replace("DAY", day)), expected, "{day}");
        assert_eq!(outcome(&LAW, &SHIRTS.replace("DAY", day)), Outcome::Conditional, "{day}");
    }
}

/// Shipped inside the suspension and imported after it, or the reverse, is not let through by the one day.
#[test]
fn a_suspension_needs_every_day_inside() {
    let draft = suspended("\"2375:16\"");
    let across = r#"{"hs": "6205.20", "from": "KP", "to": "CN", "date": "2019-03-20", "dates": {"import": "2019-04-10"}}"#;
    assert_eq!(outcome(&draft, across), Outcome::Conditional);
    let before = r#"{"hs": "6205.20", "from": "KP", "to": "CN", "date": "2018-04-02", "dates": {"supply": "2018-03-20"}}"#;
    assert_eq!(outcome(&draft, before), Outcome::Conditional);
}

/// Over every worked case: a suspension never worsens, and moves nothing but what it names.
#[test]
fn a_suspension_moves_only_what_it_names() {
    let draft = suspended("\"2375:16\", \"2397:6\", \"2397:7\"");
    let mut moved = 0;
    for case in common::cases() {
        let Ok(dealing) = case.dealing(&LAW) else { continue };
        let clocks = Clocks { on: None, known: KNOWN };
        let before = LAW.determine(&dealing, clocks, &Profile::default()).unwrap();
        let after = draft.determine(&dealing, clocks, &Profile::default()).unwrap();
        assert!(after.worst_case <= before.worst_case, "{}", case.id);
        assert!(after.best_case <= before.best_case, "{}", case.id);
        if before.outcome != after.outcome {
            moved += 1;
            let named = ["2375:16", "2397:6", "2397:7"];
            let reached = before.provisions.iter().any(|held| named.iter().any(|cite| held.cite == *cite));
            assert!(reached, "{} moved, and none of {named:?} reached it", case.id);
        }
    }
    assert!(moved > 10, "only {moved} cases moved");
}

#[test]
fn a_cap_changes_for_its_period_and_later_ones() {
    let draft = LAW
        .overlaid(&file(
            "[overlay]\nid = \"draft\"\nsays = \"Less.\"\nadopted = 2022-05-26\n\
             [[cap]]\nquota = \"2397/refined-petroleum\"\ncap = \"375000\"\nfrom = 2022-05-26\n",
        ))
        .unwrap();
    let diesel = |day: &str| {
        let finding = |kind: &str| format!(r#"{{"kind": "{kind}", "by": "state", "state": "CN"}}"#);
        let findings = ["no-association", "livelihood", "unrelated-to-revenue"].map(finding).join(", ");
        format!(
            r#"{{"hs": "2710.19", "from": "CN", "to": "KP", "date": "{day}", "quantity": "400000 barrel",
                "facts": {{"aviation-fuel": false}}, "findings": [{findings}],
                "balances": [{{"quota": "2397/refined-petroleum", "used": "0 barrel", "on": "{day}"}}]}}"#
        )
    };
    for (day, drafted) in [
        ("2021-06-01", Outcome::Excepted),
        ("2022-06-01", Outcome::Prohibited),
        ("2024-06-01", Outcome::Prohibited),
    ] {
        assert_eq!(outcome(&LAW, &diesel(day)), Outcome::Excepted, "{day}");
        assert_eq!(outcome(&draft, &diesel(day)), drafted, "{day}");
    }
}

#[test]
fn what_is_lifted_ends_and_what_is_excepted_gets_its_step() {
    let lifted = LAW
        .overlaid(&file(
            "[overlay]\nid = \"draft\"\nsays = \"No more.\"\nadopted = 2018-03-01\n\
             [[lift]]\nprovisions = [\"2375/textiles\"]\nfrom = 2018-04-01\n",
        ))
        .unwrap();
    assert_eq!(outcome(&lifted, &SHIRTS.replace("DAY", "2018-03-31")), Outcome::Conditional);
    assert_eq!(outcome(&lifted, &SHIRTS.replace("DAY", "2018-04-01")), Outcome::NoProhibitionFound);

    let excepted = LAW
        .overlaid(&file(
            "[overlay]\nid = \"draft\"\nsays = \"Pumps with leave.\"\nadopted = 2018-03-01\n\
             [[except]]\nprovisions = [\"2397:7\"]\nfrom = 2018-04-01\nsummary = \"With the Committee's leave.\"\n\
             steps = [{ finding = \"approval\", by = \"1718-committee\", when = \"before\", says = \"Obtain it.\" }]\n",
        ))
        .unwrap();
    let pump = r#"{"hs": "8413.70", "from": "CN", "to": "KP", "date": "2018-05-01"}"#;
    assert_eq!(outcome(&LAW, pump), Outcome::Prohibited);
    assert_eq!(outcome(&excepted, pump), Outcome::Conditional);
}

#[test]
fn a_draft_says_that_it_is_one_wherever_it_speaks() {
    let draft = suspended("\"2375:16\"");
    let dealing = Dealing::from_json(&SHIRTS.replace("DAY", "2018-05-01"), &draft).unwrap();
    let answer = draft.determine(&dealing, Clocks { on: None, known: KNOWN }, &Profile::default()).unwrap();
    assert!(answer.reach.contains("HYPOTHETICAL"), "{}", answer.reach);
    assert_eq!(answer.editions.regime, "un-1718+draft");
    assert_ne!(answer.editions.edition, LAW.edition());
    assert!(answer.notices.iter().any(|notice| notice.starts_with("Hypothetical")), "{:?}", answer.notices);
    let met = answer.exceptions.iter().find(|tried| tried.status == "met").expect("the suspension lifts it");
    assert_eq!(met.at.citation, "hypothetical draft, paragraph 1");
}

#[test]
fn the_difference_of_a_draft_names_what_it_suspends() {
    let draft = suspended("\"2375:16\"");
    let at = |regime| Law { regime, on: date(2018, 5, 1), known: KNOWN };
    let found = difference(at(&LAW), at(&draft));
    let suspended: Vec<_> =
        found.changes.iter().filter(|change| change.kind == ChangeKind::Suspended).collect();
    assert_eq!(suspended.iter().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["2375/textiles"]);
    assert!(
        found
            .subjects
            .iter()
            .any(|subject| subject.subject == "textiles" && subject.eased && !subject.broader)
    );
}

#[test]
fn a_faulty_draft_is_refused_with_its_line_and_mend() {
    let head = "[overlay]\nid = \"draft\"\nsays = \"x\"\nadopted = 2018-03-01\n";
    for (body, line, problem) in [
        (
            "[[suspend]]\nprovisions = [\"2375:99\"]\nfrom = 2018-04-01\nuntil = 2018-05-01\n",
            6,
            "names nothing",
        ),
        (
            "[[suspend]]\nprovisions = [\"2375:1\"]\nfrom = 2018-04-01\nuntil = 2018-05-01\n",
            6,
            "forbids nothing",
        ),
        (
            "[[suspend]]\nprovisions = [\"2375:16\"]\nfrom = 2018-05-01\nuntil = 2018-04-01\n",
            6,
            "until before it begins",
        ),
        ("[[cap]]\nquota = \"no-such\"\ncap = \"1\"\nfrom = 2018-04-01\n", 6, "no quota"),
        ("[[suspend]]\nprovision = [\"2375:16\"]\n", 6, "unknown field"),
        (
            "[[suspend]]\nprovisions = [\"2375:16\"]\nfrom = 2018-02-01\nuntil = 2018-05-01\n",
            2,
            "begins before its instrument",
        ),
    ] {
        let error = LAW.overlaid(&file(&format!("{head}{body}"))).expect_err(body).to_string();
        assert!(error.starts_with(&format!("draft.toml:{line}:")), "{error}");
        assert!(error.contains(problem), "{error}");
    }
    let taken = head.replace("draft", "2375");
    let error = LAW.overlaid(&file(&taken)).expect_err("the id is taken").to_string();
    assert!(error.contains("two instruments"), "{error}");
}
