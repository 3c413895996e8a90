//! Findings of one line of goods: they speak for it, and for no other line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod common;

use common::generate::{NOW, REGIME, config, dealing};
use interdict_regime::{Answer, Clocks, Dealing, Determination, Object, Outcome, Profile};
use proptest::prelude::*;
use serde_json::{Value, json};

fn determine(dealing: &Dealing) -> Determination {
    REGIME.determine(dealing, Clocks { on: None, known: NOW }, &Profile::default()).unwrap()
}

fn two_lines(first: Value, second: Value) -> Dealing {
    let value = json!({
        "date": "2018-05-10",
        "acts": [{
            "from": "CH", "to": "KP", "facts": { "humanitarian-work": true },
            "goods": [{ "hs": "8413.70", "findings": first }, { "hs": "8502.11", "findings": second }],
        }],
    });
    Dealing::from_value(value, &REGIME).unwrap()
}

fn exemption(status: &str) -> Value {
    json!([{ "kind": "exemption", "by": "1718-committee", "status": status }])
}

fn outcomes(found: &Determination) -> Vec<Outcome> {
    found.lines.iter().map(|line| line.outcome).collect()
}

#[test]
fn an_answer_about_one_line_does_not_speak_for_the_other() {
    let both_open = two_lines(exemption("unknown"), exemption("unknown"));
    let found = determine(&both_open);
    let asked: Vec<&str> = found.questions.iter().map(|question| question.field.as_str()).collect();
    assert_eq!(
        asked,
        [
            "acts[0].goods[0].findings[exemption by 1718-committee]",
            "acts[0].goods[1].findings[exemption by 1718-committee]"
        ]
    );
    let first = &found.questions[0].at;
    assert_eq!(both_open.told(first), None);
    let answered = both_open.answered(first, &Answer::Yes);
    assert_eq!(answered.told(first), Some(Answer::Yes));
    assert_eq!(outcomes(&determine(&answered)), [Outcome::Excepted, Outcome::Undetermined]);
}

#[test]
fn a_line_and_its_act_that_are_both_open_are_asked_one_after_the_other() {
    let mut dealing = two_lines(exemption("unknown"), json!([]));
    let finding = dealing.acts[0].goods(0).unwrap().findings.clone();
    dealing.acts[0].findings = finding;
    if let Object::Goods(lines) = &mut dealing.acts[0].object {
        lines.truncate(1);
    }
    let mut asked = Vec::new();
    for _ in 0..2 {
        let found = determine(&dealing);
        assert_eq!(outcomes(&found), [Outcome::Undetermined]);
        asked.push(found.questions[0].field.clone());
        dealing = dealing.answered(&found.questions[0].at, &Answer::No);
    }
    assert_eq!(
        asked,
        [
            "acts[0].goods[0].findings[exemption by 1718-committee]",
            "acts[0].findings[exemption by 1718-committee]"
        ]
    );
    assert_eq!(outcomes(&determine(&dealing)), [Outcome::Conditional]);
}

#[test]
fn a_bad_finding_of_a_line_is_refused_by_its_place() {
    let value = json!({ "goods": [{ "hs": "8413", "findings": [{ "kind": "exemptoin", "by": "state" }] }] });
    let error = Dealing::from_value(value, &REGIME).unwrap_err().to_string();
    assert_eq!(error, "goods[0].findings[0].kind: `exemptoin` is no finding of this regime");
}

proptest! {
    #![proptest_config(config())]

    /// What is written is read back, findings of lines with it.
    #[test]
    fn findings_of_lines_are_written_and_read_back(full in dealing()) {
        let read = Dealing::from_value(full, &REGIME).unwrap();
        let back = Dealing::from_value(read.to_value(&REGIME), &REGIME).unwrap();
        prop_assert_eq!(&read.acts, &back.acts);
    }

    /// Findings put on every line of an act are findings of the act.
    #[test]
    fn findings_of_every_line_are_those_of_the_act(full in dealing()) {
        let act_wide = Dealing::from_value(full, &REGIME).unwrap();
        let mut by_line = act_wide.clone();
        for act in &mut by_line.acts {
            if let Object::Goods(lines) = &mut act.object {
                for line in lines {
                    let own = std::mem::take(&mut line.findings);
                    line.findings = act.findings.iter().cloned().chain(own).collect();
                }
                act.findings.clear();
            }
        }
        let (one, other) = (determine(&act_wide), determine(&by_line));
        prop_assert_eq!(outcomes(&one), outcomes(&other));
        prop_assert_eq!(one.cites(), other.cites());
    }
}
