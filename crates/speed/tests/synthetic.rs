//! The synthetic law means what the benches take it to mean, and both evaluators agree on it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

use std::sync::Arc;

use interdict_regime::{Compiled, Outcome, Profile, Workspace};

#[test]
fn the_five_lines_come_out_alike_at_every_size() {
    let expected = [
        ("banned", Outcome::Prohibited),
        ("excepted", Outcome::Excepted),
        ("open", Outcome::Undetermined),
        ("unnamed", Outcome::NoProhibitionFound),
        ("elsewhere", Outcome::NoProhibitionFound),
    ];
    for measures in [50, 500, 5000] {
        let regime = Arc::new(interdict_speed::regime(measures));
        assert_eq!(regime.provisions().count(), measures);
        let clocks = interdict_speed::clocks();
        let compiled = Compiled::new(Arc::clone(&regime), clocks, Profile::default()).unwrap();
        let mut workspace = Workspace::new();
        for ((name, line), (named, outcome)) in interdict_speed::LINES.into_iter().zip(expected) {
            let dealing = interdict_speed::dealing(line, &regime);
            let naive = regime.determine(&dealing, clocks, &Profile::default()).unwrap();
            let ruling = compiled.outcome(&dealing, &mut workspace);
            assert_eq!((name, naive.outcome), (named, outcome), "{measures} measures");
            assert_eq!(ruling.outcome(), outcome, "{name} of {measures}");
            let bytes = |determination| serde_json::to_string(&determination).unwrap();
            assert_eq!(bytes(compiled.determine(&dealing)), bytes(naive), "{name} of {measures}");
        }
    }
}

/// A line without a code, or with a short one, meets every measure that it may mean.
#[test]
fn lines_that_leave_the_code_open_agree_as_well() {
    let regime = Arc::new(interdict_speed::regime(500));
    let clocks = interdict_speed::clocks();
    let compiled = Compiled::new(Arc::clone(&regime), clocks, Profile::default()).unwrap();
    let mut workspace = Workspace::new();
    for line in [
        r#"{"hs": "21", "from": "KP", "to": "CN", "date": "2019-06-01"}"#,
        r#"{"hs": "2104", "from": "CN", "to": "KP"}"#,
        r#"{"hs": "9701", "facts": {"g0": true, "g7": "unknown"}, "from": "KP", "to": "CN", "date": "2008-06-01"}"#,
    ] {
        let dealing = interdict_speed::dealing(line, &regime);
        let naive = regime.determine(&dealing, clocks, &Profile::default()).unwrap();
        let ruling = compiled.outcome(&dealing, &mut workspace);
        let lines = naive.lines.iter().flat_map(|line| &line.decided_by);
        assert!(ruling.decided_by().eq(lines.map(String::as_str)), "{line}");
        assert_eq!(ruling.outcome(), naive.outcome, "{line}");
        assert_ne!(ruling.outcome(), Outcome::NoProhibitionFound, "{line} meets no measure");
    }
}
