//! What is refused, and how: rule files with one fault, and dealings with one fault.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use interdict_regime::{BadDealing, Dealing, LoadError, Regime, SourceFile, Treaty};

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

/// Each fault is refused at the line that holds `at`, with these words and this mend.
fn each_is_refused(path: &str, faults: &[(&str, &str, &str, &str, &str)]) {
    for (from, to, at, problem, mend) in faults {
        let files = with(path, from, to);
        let (message, line, help) = refusal(&files);
        assert!(message.starts_with(path), "{message}");
        assert!(message.contains(problem), "{message}");
        assert!(help.contains(mend), "{message}: {help:?} does not hold {mend:?}");
        let file = files.iter().find(|file| file.path == *path).unwrap();
        let text = file.text.lines().nth(line - 1).unwrap();
        assert!(text.contains(at), "{message}: line {line} is {text:?}");
    }
}

#[test]
fn a_paragraph_is_accounted_for_once_and_truly() {
    let last = "paragraphs = \"33\"\nas         = \"unseen\"";
    let row = "[[accounted]]\nparagraphs = \"33\"\nas         = \"unseen\"\nreason     = \"Its text was not seen, and no fact row describes it. The verified count of 33 paragraphs makes it the last.\"\n";
    let second = "accounts for paragraph 12 a second time";
    each_is_refused(
        TEXTILES,
        &[
            (row, "", "id         = \"2375\"", "leaves paragraph 33 unaccounted for", "add [[accounted]]"),
            (
                "paragraphs = 33",
                "paragraphs = 34",
                "\"2375\"",
                "leaves paragraph 34 unaccounted for",
                "unseen",
            ),
            (last, &last.replace("33", "12"), "\"12\"", second, "one row for each paragraph"),
            (last, &last.replace("33", "11-12"), "11-12", "paragraph 11 is not held, and a", "partly"),
            (
                last,
                &last.replace("33", "16"),
                "\"16\"",
                "says that paragraph 16 is not held",
                "as = \"partly\"",
            ),
            (
                last,
                &last.replace("unseen", "partly"),
                "\"33\"",
                "and no provision holds it",
                "\"not-encoded\"",
            ),
            (last, &last.replace("33", "33-34"), "\"33-34\"", "beyond 33, the last", "header's `paragraphs`"),
            (
                last,
                &last.replace("33", "33-"),
                "\"33-\"",
                "an end that is not known",
                "write the last number",
            ),
            (last, &last.replace("33", "end"), "\"end\"", "names no paragraphs", "`16-19`"),
            ("paragraphs = 33\n", "", "\"2375\"", "does not say how many paragraphs", "account for `33-`"),
        ],
    );
    let mut shorter = with(TEXTILES, row, "");
    let file = shorter.iter_mut().find(|file| file.path == TEXTILES).unwrap();
    file.text = file.text.replacen("paragraphs = 33", "paragraphs = 31", 1);
    let (message, _, help) = refusal(&shorter);
    assert!(message.contains("`2375/review` stands beyond paragraph 31, the last"), "{message}");
    assert!(help.contains("`cite`"), "{help}");
    let silent = format!("{last}\nreason     = \" \" #");
    let (message, ..) = refusal(&with(TEXTILES, &format!("{last}\nreason     = "), &silent));
    assert!(message.contains("`33` says no reason"), "{message}");
}

#[test]
fn a_provision_has_its_place_in_the_whole() {
    each_is_refused(
        TEXTILES,
        &[
            (
                "subject    = \"textiles\"",
                "subject    = \"textile\"",
                "\"textile\"",
                "is no subject",
                "`textiles`",
            ),
            (
                "cite       = \"16\"",
                "cite       = \"a16\"",
                "2375/textiles",
                "names no paragraph: `a16`",
                "`16`",
            ),
            (
                "cite       = \"16\"",
                "cite       = \"16-\"",
                "2375/textiles",
                "names no paragraph: `16-`",
                "`16`",
            ),
            ("than-before = \"laxer\"\n", "", "2375/ventures", "does not say how it compares", "\"laxer\""),
            (
                "id         = \"2375/textiles\"",
                "breached-by = [\"nuclear-test\"]\nid = \"2375/textiles\"",
                "2375/textiles",
                "is no demand",
                "only a demand",
            ),
            (
                "breached-by = [\"nuclear-test\", ",
                "breached-by = [\"meeting\", ",
                "2375/no-tests-or-launches",
                "no conduct of a State",
                "nuclear-test",
            ),
        ],
    );
    let (message, _, help) = refusal(&with(
        "un-1718/instruments/1718-2006.toml",
        "space-launch-before-2009/reaches",
        "space-launch-before-2009/reach",
    ));
    assert!(message.contains("is no reading"), "{message}");
    assert!(help.contains("reading/option"), "{help}");
}

#[test]
fn every_fault_of_an_event_names_its_line_and_mend() {
    each_is_refused(
        "un-1718/events.toml",
        &[
            (
                "\"test-2017-09-03\"\nkind",
                "\"test-2016-09-09\"\nkind",
                "2016-09-09",
                "another event",
                "of its own",
            ),
            (
                "\"test-2017-09-03\"\nkind",
                "\"2375\"\nkind",
                "\"2375\"",
                "event or instrument already",
                "of its own",
            ),
            (
                "kind        = \"vote\"",
                "kind        = \"adoption\"",
                "vote-2022",
                "is an adoption",
                "headers",
            ),
            (
                "sources     = [\"TASS",
                "sources     = [] # [\"TASS",
                "press-2016-10-17",
                "has no source",
                "sources",
            ),
            ("time        = \"18:17\"", "time        = \"24:17\"", "24:17", "is no time of day", "03:30"),
            (
                "time        = \"18:17\"\n",
                "",
                "launch-2017-11-28",
                "a time and no confidence in it",
                "time = ",
            ),
            (
                "until       = 2017-12-08",
                "until       = 2017-12-04",
                "contact-2017",
                "ends before it begins",
                "`until`",
            ),
            (
                "answered-by = [\"2397\"]",
                "answered-by = [\"2379\"]",
                "2379",
                "no other event",
                "did you mean",
            ),
            (
                "about       = [\"contact-2017-12-05\"]",
                "about = [\"meeting-8137\"]",
                "8137",
                "is no other event",
                "",
            ),
            (
                "system      = \"Hwasong-15\"",
                "sistem = \"Hwasong-15\"",
                "sistem",
                "unknown field",
                "`system`",
            ),
        ],
    );
    each_is_refused(
        "un-1718/regime.toml",
        &[
            ("America/New_York", "America/New_Yrok", "Yrok", "is no time zone", "America/New_York"),
            ("= \"2375\"", "= \"23755\"", "23755", "`23755` is no instrument", "did you mean `2375`?"),
        ],
    );
}

#[test]
fn every_fault_of_a_treaty_names_its_line_and_mend() {
    let regime = common::regime();
    let faults: &[(&str, &str, &str, &str, &str, &str)] = &[
        ("ctbt", "code       = \"EG\"", "code       = \"XX\"", "XX", "no ISO 3166-1 code", "alpha-2"),
        ("ctbt", "code       = \"EG\"", "code       = \"CN\"", "EG|CN", "has a row already", "one row"),
        ("ctbt", "days-after = 180\n", "", "ctbt", "no rule of entry into force", "`days-after`"),
        (
            "ctbt",
            "id          = \"ctbt/no-test\"",
            "id = \"npt/no-test\"",
            "npt/",
            "with its treaty",
            "`ctbt/…`",
        ),
        ("npt", "of         = \"KP\"", "of         = \"FR\"", "FR", "has no row", "[[state]]"),
        ("npt", "acceded    = 1994-02-14", "ratified = 1994-02-14", "KZ", "before it signed", "`acceded`"),
        (
            "npt",
            "acceded    = 1994-02-14",
            "adhered = 1994-02-14",
            "adhered",
            "unknown field",
            "known here: code",
        ),
    ];
    for (treaty, from, to, at, problem, mend) in faults {
        let path = format!("treaties/{treaty}.toml");
        let files = with(&path, from, to);
        match Treaty::load_all(&files, regime.reference()) {
            Err(LoadError::Refused(refusal)) => {
                let message = refusal.to_string();
                assert!(message.starts_with(&path) && message.contains(problem), "{message}");
                assert!(refusal.mend().unwrap_or_default().contains(mend), "{message}: {:?}", refusal.mend());
                let file = files.iter().find(|file| file.path == path).unwrap();
                let text = file.text.lines().nth(refusal.line() - 1).unwrap();
                assert!(at.split('|').any(|at| text.contains(at)), "{message}: {text:?}");
            }
            other => panic!("{from} → {to}: {other:?}"),
        }
    }
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

const LEDGER: &str = "un-1718/ledger.toml";

#[test]
fn every_fault_of_the_ledger_names_its_line_and_mend() {
    // Of the last entry, on barrels from China in February 2025.
    let february = "from       = 2025-02-01\nto         = 2025-02-28\nstates     = [\"CN\"]\namount     = \"5519 barrel\"";
    let faults = [
        (february.replace("amount ", "amonut "), "unknown field `amonut`", "amount"),
        (february.replace("2025-02-28", "2025-02-29"), "", ""),
        (february.replace("2025-02-28", "2026-02-28"), "no one period", "split"),
        (february.replace("2025-02-28", "2025-01-31"), "is before", "mend"),
        (february.replace("2025-02-28", "2025-06-30"), "published", "over"),
        (february.replace("5519 barrel", "5519"), "amount with a unit", "mend"),
        (february.replace("5519 barrel", "5519 t"), "cannot be counted in barrels", "factor"),
        (
            february.replace("5519 barrel\"", "5519 t\"\nhs = \"2710.19\""),
            "cannot be counted in barrels",
            "factor",
        ),
        (february.replace("5519 barrel\"", "5519 barrel\"\nrounded-to = \"1 USD\""), "rounded-to", "mend"),
        (february.replace("\"CN\"", "\"XX\""), "`XX` is no ISO 3166-1 code", "alpha-2"),
        (february.replace("states     = [\"CN\"]", ""), "", ""),
        (february.replace("2025-02-01", "2025-01-31"), "would count twice", "split"),
        (
            february.replace("2025-02-01", "2025-01-01").replace("2025-02-28", "2025-01-31"),
            "two figures",
            "published",
        ),
    ];
    for (to, problem, mend) in &faults {
        let files = with(LEDGER, february, to);
        match Regime::load("un-1718", &files) {
            // A figure of all States beside one of China alone, of other days, is no fault.
            Ok(_) => assert!(!to.contains("states") && problem.is_empty(), "{to} loads"),
            Err(LoadError::Refused(refusal)) => {
                let message = refusal.to_string();
                assert!(message.starts_with(LEDGER) && message.contains(problem), "{message}");
                assert!(refusal.mend().unwrap_or_default().contains(mend), "{message}: {:?}", refusal.mend());
                assert!(refusal.line() > 1, "{message}");
            }
            Err(other) => panic!("refused otherwise: {other}"),
        }
    }
    let quota = "quota      = \"2397/refined-petroleum\"\nfrom       = 2025-02-01";
    let (message, _, help) = refusal(&with(LEDGER, quota, &quota.replace("petroleum", "petrol")));
    assert!(message.contains("`2397/refined-petrol` is no quota"), "{message}");
    assert!(help.contains("did you mean `2397/refined-petroleum`?"), "{help}");
    let (message, _, _) =
        refusal(&with(LEDGER, "by         = \"1718-committee\"", "by         = \"committee\""));
    assert!(message.contains("`committee` is no authority"), "{message}");
    let source = "source     = \"Kyodo, 2017-02-22, from the Committee's site\"";
    let (message, _, _) = refusal(&with(LEDGER, source, "source     = \" \""));
    assert!(message.contains("without a source"), "{message}");
    let (message, ..) =
        refusal(&with("un-1718/quotas.toml", "percent = [75, 90, 95]", "percent = [75, 190]"));
    assert!(message.contains("rising shares"), "{message}");
}

/// The ledger is of the law's edition: it is ours, whatever day it speaks of.
#[test]
fn the_ledger_is_of_the_edition() {
    let changed = with(LEDGER, "1440000 t", "1440001 t");
    let changed = Regime::load("un-1718", &changed).unwrap();
    assert_ne!(changed.edition(), common::regime().edition());
    let without: Vec<SourceFile> = common::files().into_iter().filter(|file| file.path != LEDGER).collect();
    assert!(Regime::load("un-1718", &without).is_ok(), "a regime needs no ledger");
}
