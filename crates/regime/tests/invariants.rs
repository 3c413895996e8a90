//! The invariants of the semantics, on generated dealings.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::Mutex;

use common::generate::{NOW, REGIME, config, dealing, with_origins, without};
use common::mutate::Draft;
use interdict_regime::law::Norm;
use interdict_regime::{Class, Clocks, Dealing, Determination, Profile, Regime};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::Value;

fn determine(regime: &Regime, dealing: &Value, known: Date) -> Determination {
    // The facts are the same under any law, so they are read with the vocabulary of the whole one.
    let dealing = Dealing::from_value(dealing.clone(), &REGIME).expect("generated dealings are well formed");
    regime.determine(&dealing, Clocks { on: None, known }, &Profile::default()).expect("no reading is fixed")
}

proptest! {
    #![proptest_config(config())]

    /// Invariant 1: answering an asked unknown never moves a go or no-go outcome to another class.
    #[test]
    fn refining_an_unknown_keeps_the_class(full in dealing(), mask in any::<u32>()) {
        let less = determine(&REGIME, &without(&full, mask), NOW);
        let more = determine(&REGIME, &with_origins(&full), NOW);
        if less.class != Class::Open {
            prop_assert_eq!(more.class, less.class, "{} became {}", less.outcome, more.outcome);
        }
    }

    /// Invariant 1, on caps: a figure said to be at least so much is refined by the same figure said to be all, so the whole
    /// never moves a settled class, and the part alone never shows that there is room.
    #[test]
    fn the_whole_refines_a_part(full in dealing(), mask in any::<u32>()) {
        let whole = without(&full, mask);
        if whole["balances"] == Value::Array(Vec::new()) {
            return Ok(());
        }
        let mut part = whole.clone();
        for balance in part["balances"].as_array_mut().unwrap() {
            balance["at-least"] = Value::Bool(true);
        }
        let less = determine(&REGIME, &part, NOW);
        let more = determine(&REGIME, &whole, NOW);
        prop_assert!(less.best_case <= more.best_case && more.worst_case <= less.worst_case);
        if less.class != Class::Open {
            prop_assert_eq!(more.class, less.class, "{} became {}", less.outcome, more.outcome);
        }
        let mut none = part.clone();
        none["balances"] = Value::Array(Vec::new());
        let none = determine(&REGIME, &none, NOW);
        prop_assert!(none.best_case <= less.best_case && none.worst_case <= less.worst_case, "a part showed room");
    }

    /// Invariant 1, by the questions printed: each answer at which the law turns keeps a settled class, and every question
    /// printed of an open dealing can change something, alone or with others.
    #[test]
    fn answering_a_question_keeps_a_settled_class(full in dealing(), mask in any::<u32>()) {
        let partial = without(&full, mask);
        let first = determine(&REGIME, &partial, NOW);
        let parsed = Dealing::from_value(partial, &REGIME).unwrap();
        if first.class != Class::Open {
            for question in first.questions.iter().take(3) {
                for answer in question.turns.iter().take(5) {
                    let answered = parsed.answered(&question.at, answer);
                    let then = REGIME.determine(&answered, Clocks { on: None, known: NOW }, &Profile::default()).unwrap();
                    prop_assert_eq!(then.class, first.class, "{} answered {:?}", question.field, answer);
                }
            }
        }
        prop_assert_eq!(first.class == Class::Open, first.best_case.class() != first.worst_case.class() && first.class == Class::Open);
        if first.class == Class::Open {
            prop_assert!(!first.questions.is_empty(), "undetermined, and nothing is asked");
        }
    }

    /// Invariant 3: nothing published after `known` influences an answer.
    #[test]
    fn nothing_later_than_known_influences_an_answer(full in dealing(), year in 0_usize..8) {
        let known = [date(2006, 10, 13), date(2009, 6, 12), date(2013, 3, 6), date(2016, 3, 2), date(2016, 11, 29), date(2017, 6, 2), date(2017, 9, 10), date(2017, 12, 15)][year];
        let mut sooner = full.clone();
        for act in sooner["acts"].as_array_mut().unwrap() {
            let published = |finding: &Value| finding.get("date").and_then(Value::as_str).is_none_or(|day| day <= known.to_string().as_str());
            act["findings"].as_array_mut().unwrap().retain(published);
            for line in act.get_mut("goods").and_then(Value::as_array_mut).into_iter().flatten() {
                line["findings"].as_array_mut().unwrap().retain(published);
            }
        }
        let then = determine(&known_law(known), &sooner, known);
        let now = determine(&REGIME, &full, known);
        prop_assert_eq!(summary(&then), summary(&now));
    }

    /// Invariant 3: the same dealing under the same editions gives the same bytes.
    #[test]
    fn a_replay_gives_the_same_bytes(full in dealing(), mask in any::<u32>()) {
        let partial = without(&full, mask);
        let bytes = |determination: &Determination| serde_json::to_vec(determination).unwrap();
        prop_assert_eq!(bytes(&determine(&REGIME, &partial, NOW)), bytes(&determine(&common::regime(), &partial, NOW)));
    }

    /// Invariant 6: every citation printed resolves to a provision, and every provision to an instrument.
    #[test]
    fn every_citation_resolves(full in dealing(), mask in any::<u32>()) {
        let found = determine(&REGIME, &without(&full, mask), NOW);
        let cites = found.provisions.iter().map(|p| &p.cite)
            .chain(found.exceptions.iter().map(|e| &e.at.cite))
            .chain(found.steps.iter().map(|s| &s.at.cite))
            .chain(found.duties.iter().map(|d| &d.at.cite))
            .chain(found.routes.iter().map(|r| &r.at.cite))
            .chain(found.reservations.iter().map(|r| &r.at.cite));
        for cite in cites {
            prop_assert!(!REGIME.cited(cite).is_empty(), "{} leads nowhere", cite);
        }
        for id in found.provisions.iter().map(|p| &p.id).chain(found.questions.iter().flat_map(|q| &q.provisions)) {
            prop_assert!(REGIME.provision(id).is_some(), "{} leads nowhere", id);
        }
    }

    /// Invariant 2: taking a prohibition away never worsens an outcome; taking an exception away never improves one.
    #[test]
    fn the_law_is_monotonous(full in dealing(), mask in any::<u32>(), pick in any::<prop::sample::Index>()) {
        let partial = without(&full, mask);
        let whole = determine(&REGIME, &partial, NOW);
        let (fewer_bans, fewer_exceptions) = thinned(pick);
        if let Some(regime) = fewer_bans {
            let found = determine(&regime, &partial, NOW);
            prop_assert!(found.worst_case <= whole.worst_case && found.best_case <= whole.best_case);
        }
        if let Some(regime) = fewer_exceptions {
            let found = determine(&regime, &partial, NOW);
            prop_assert!(found.worst_case >= whole.worst_case && found.best_case >= whole.best_case);
        }
    }
}

/// The law as it was known on a day, from which everything later is cut out.
fn known_law(known: Date) -> Regime {
    static KNOWN: Mutex<BTreeMap<Date, Regime>> = Mutex::new(BTreeMap::new());
    let mut laws = KNOWN.lock().unwrap();
    laws.entry(known)
        .or_insert_with(|| {
            let mut draft = Draft::new(&common::files());
            draft.forget_after(&known.to_string());
            draft.load().expect("the earlier law loads")
        })
        .clone()
}

/// What an answer says, without the edition, and without the remarks and sources that a law cut short cannot know to hide.
fn summary(found: &Determination) -> Value {
    let mut value = serde_json::to_value(found).unwrap();
    value.as_object_mut().unwrap().remove("editions");
    for provision in value["provisions"].as_array_mut().unwrap() {
        let provision = provision.as_object_mut().unwrap();
        provision.remove("note");
        provision.remove("sources");
    }
    for reading in value["readings"].as_array_mut().unwrap() {
        for option in reading["options"].as_array_mut().unwrap() {
            option.as_object_mut().unwrap().remove("sources");
        }
    }
    value
}

type Thinned = (Option<Regime>, Option<Regime>);

/// The law without one prohibition, and the law without one exception; neither involved in a supersession.
fn thinned(pick: prop::sample::Index) -> Thinned {
    static THINNED: Mutex<BTreeMap<usize, Thinned>> = Mutex::new(BTreeMap::new());
    let involved: Vec<String> = REGIME
        .provisions()
        .flat_map(|(p, _)| p.supersedes.iter().map(|id| id.split('#').next().unwrap().to_owned()))
        .collect();
    let plain = |id: &str, norm: Norm, supersedes: bool| {
        norm == Norm::Prohibition && !supersedes && !involved.iter().any(|other| other == id)
    };
    let bans: Vec<String> = REGIME
        .provisions()
        .filter(|(p, _)| plain(&p.id, p.norm, !p.supersedes.is_empty()))
        .map(|(p, _)| p.id.to_string())
        .collect();
    let chosen = pick.index(bans.len());
    let mut laws = THINNED.lock().unwrap();
    laws.entry(chosen)
        .or_insert_with(|| {
            let id = &bans[chosen];
            let mut without_ban = Draft::new(&common::files());
            without_ban.drop_provisions(|other| other == id);
            let mut without_exception = Draft::new(&common::files());
            let table = without_exception
                .provisions()
                .into_iter()
                .find(|table| table.get("id").and_then(toml::Value::as_str) == Some(id))
                .unwrap();
            let had = table.remove("exception").is_some();
            (without_ban.load().ok(), had.then(|| without_exception.load().ok()).flatten())
        })
        .clone()
}
