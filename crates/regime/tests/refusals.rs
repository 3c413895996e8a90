//! What is refused, and how: rule files with one fault, and dealings with one fault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use interdict_regime::{BadDealing, Dealing, LoadError, Regime, SourceFile};

/// Changes one text in one file of the law; the change must find its place.
fn with(path: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == path).unwrap();
    assert!(file.text.contains(from), "{path} has no {from:?}");
    file.text = file.text.replacen(from, to, 1);
    files
}

fn refusal(files: &[SourceFile]) -> (String, usize, String) {
    match Regime::load("un-1718", files) {
        Err(LoadError::Refused(refusal)) => {
            (refusal.to_string(), refusal.line(), refusal.mend().unwrap_or_default().to_owned())
        }
        Err(other) => panic!("refused otherwise: {other}"),
        Ok(_) => panic!("it loads"),
    }
}

const TEXTILES: &str = "un-1718/instruments/2375-2017.toml";

#[test]
fn every_fault_of_a_rule_file_names_file_line_words_and_mend() {
    let faults: &[(&str, &str, &str, &str, &str)] = &[
        (TEXTILES, "addressee  =", "adressee  =", "unknown field `adressee`", "did you mean `addressee`?"),
        (
            TEXTILES,
            "norm       = \"prohibition\"",
            "norm       = \"prohibitoin\"",
            "unknown variant `prohibitoin`",
            "did you mean `prohibition`?",
        ),
        (
            TEXTILES,
            "goods      = \"textiles\"",
            "goods      = \"textile\"",
            "`textile` is no set of goods.toml",
            "did you mean `textiles`?",
        ),
        (
            TEXTILES,
            "sources    = [\"R2375-16a: UN summary of 2375; MOFCOM 52/2017; Jiji",
            "sources    = [] # [\"",
            "has no source",
            "sources",
        ),
        (
            TEXTILES,
            "from       = 2017-09-11\nsummary",
            "from       = 2017-09-10\nsummary",
            "begins before its instrument was adopted",
            "from",
        ),
        (TEXTILES, "adopted    = 2017-09-11", "adopted    = 2017-09-31", "", ""),
        (
            TEXTILES,
            "id         = \"2375/textiles\"",
            "id         = \"2371/textiles\"",
            "does not begin with its instrument",
            "2375/",
        ),
        (
            TEXTILES,
            "finding = \"approval\", by = \"1718-committee\"",
            "finding = \"approvel\", by = \"1718-committee\"",
            "is no kind of finding",
            "did you mean `approval`?",
        ),
        (TEXTILES, "adoption-day/included", "adoption-day/include", "is no reading", "reading/option"),
        (TEXTILES, "room = \"2375/refined-petroleum\"", "room = \"2375/refined\"", "is no quota", "declare"),
        (
            "un-1718/instruments/2371-2017.toml",
            "\"2321/coal\"",
            "\"2321/coals\"",
            "is no provision",
            "did you mean `2321/coal`?",
        ),
        (
            "un-1718/goods.toml",
            "hs         = [\"2701\", \"2702\"]",
            "hs         = [\"2701\", \"2777\"]",
            "`2777` is no code",
            "HS",
        ),
    ];
    for (path, from, to, problem, mend) in faults {
        let (message, line, help) = refusal(&with(path, from, to));
        assert!(message.starts_with(path), "{message}");
        assert!(message.contains(problem), "{message}");
        assert!(help.contains(mend), "{message}: {help:?} does not hold {mend:?}");
        assert!(line > 1, "{message}");
    }
}

#[test]
fn a_provision_without_confidence_is_refused() {
    let files = with(
        TEXTILES,
        "confidence = { rule = \"content-verified\", number = \"unverified\", codes = \"unverified\", dates = \"content-verified\" }\nsources    = [\"R2375-16a",
        "sources    = [\"R2375-16a",
    );
    let (message, _, help) = refusal(&files);
    assert!(message.contains("missing field `confidence`"), "{message}");
    assert!(help.contains("confidence"), "{help}");
}

#[test]
fn a_missing_file_is_named() {
    let files: Vec<SourceFile> =
        common::files().into_iter().filter(|file| file.path != "un-1718/goods.toml").collect();
    assert_eq!(Regime::load("un-1718", &files).unwrap_err().to_string(), "un-1718/goods.toml is missing");
}

#[test]
fn every_fault_of_a_dealing_names_its_field() {
    let regime = common::regime();
    let faults = [
        (r#"{"hs": "2777", "from": "KP", "to": "CN"}"#, "hs", "no code of"),
        (r#"{"hs": "7701", "from": "KP", "to": "CN"}"#, "hs", "no code of"),
        (r#"{"hs": "coal", "from": "KP", "to": "CN"}"#, "hs", "not an HS code"),
        (r#"{"hs": "270", "from": "KP", "to": "CN"}"#, "hs", "not an HS code"),
        (r#"{"hs": "2701", "from": "XX", "to": "CN"}"#, "from", "no country"),
        (r#"{"hs": "2701", "from": "KP", "to": "CN", "date": "2017-02-30"}"#, "date", "not a day"),
        (r#"{"hs": "2701", "from": "KP", "to": "CN", "date": "15/11/2017"}"#, "date", "not a day"),
        (r#"{"hs": "2701", "from": "KP", "to": "CN", "quantity": "-5 t"}"#, "quantity", "negative"),
        (r#"{"hs": "2701", "from": "KP", "to": "CN", "quantity": "5 furlongs"}"#, "quantity", "not a unit"),
        (
            r#"{"hs": "2701", "from": "KP", "to": "CN", "quantity": {"amount": 5, "unti": "t"}}"#,
            "quantity",
            "unknown field `unti`",
        ),
        (r#"{"hs": 2701, "from": "KP", "to": "CN"}"#, "hs", "invalid type"),
        (r#"{"hs": "2701", "form": "KP", "to": "CN"}"#, "form", "unknown field `form`"),
        (r#"{"hs": "2701", "facts": {"luxurious": true}}"#, "facts.luxurious", "no fact"),
        (
            r#"{"hs": "2701", "findings": [{"kind": "aproval", "by": "1718-committee"}]}"#,
            "findings[0].kind",
            "no finding",
        ),
        (r#"{"acts": []}"#, "acts", "no act"),
        (r#"{"acts": [{"verb": "supply"}]}"#, "acts[0]", "no object"),
        (r#"{"acts": [{"hs": "2701", "service": {}}]}"#, "acts[0]", "two objects"),
        (
            r#"{"acts": [{"goods": [{"hs": "2701"}, {"hs": "99999"}]}]}"#,
            "acts[0].goods[1].hs",
            "not an HS code",
        ),
        (r#"{"vessel": {"imo": "9191774"}, "verb": "enter-port"}"#, "vessel.imo", "not an IMO number"),
        (r#"{"vessel": {"name": "Example"}}"#, "verb", "missing"),
        (r#"[1, 2]"#, "the dealing", "not a JSON object"),
    ];
    for (json, field, problem) in faults {
        match Dealing::from_json(json, &regime) {
            Err(BadDealing::Field { field: found, problem: said, .. }) => {
                assert!(found.contains(field), "{json}: {found}: {said}");
                assert!(said.contains(problem), "{json}: {said}");
            }
            other => panic!("{json}: {other:?}"),
        }
    }
}

#[test]
fn hostile_json_is_refused_and_never_a_panic() {
    let regime = common::regime();
    let nested = "[".repeat(100_000_000);
    for text in ["", "{", "nul", "\u{0}", "{\"hs\": \"\u{fffd}\"}", nested.as_str()] {
        assert!(Dealing::from_json(text, &regime).is_err());
    }
}

#[test]
fn a_country_and_a_place_that_disagree_are_pointed_out() {
    let regime = common::regime();
    for (json, place) in [
        (
            r#"{"hs": "8471", "from": {"country": "KP", "place": "Busan"}, "to": "JP", "date": "2018-05-01"}"#,
            "Busan",
        ),
        (
            r#"{"hs": "8471", "from": "CN", "to": {"country": "KR", "place": "Nampo"}, "date": "2018-05-01"}"#,
            "Nampo",
        ),
    ] {
        let dealing = Dealing::from_json(json, &regime).unwrap();
        assert!(dealing.notices.iter().any(|notice| notice.contains(place)), "{:?}", dealing.notices);
        let clocks = interdict_regime::Clocks { on: None, known: jiff::civil::date(2026, 11, 21) };
        let found = regime.determine(&dealing, clocks, &Default::default()).unwrap();
        assert_eq!(found.outcome, interdict_regime::Outcome::Undetermined);
        assert!(found.questions.iter().any(|question| question.ask.contains(place)), "{:?}", found.questions);
    }
}
