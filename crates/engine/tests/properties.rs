//! What holds of every whole dealing: the same inputs give the same bytes, and alerts change no outcome.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod common;

use std::sync::LazyLock;

use common::{DESIGNATIONS, KNOWN, LAW, REGIME, desk, engine, list, regimes};
use interdict_engine::{Engine, Found};
use interdict_lists::Kind;
use interdict_regime::{Class, Dealing, Said};
use proptest::prelude::*;
use proptest::sample::select;
use serde::Deserialize;

#[derive(Deserialize)]
struct CaseFile {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    dealing: toml::Value,
}

/// The dealings of every worked case.
static DEALINGS: LazyLock<Vec<Dealing>> =
    LazyLock::new(|| {
        let mut paths: Vec<_> = std::fs::read_dir(regimes().join("un-1718/cases"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "toml"))
            .collect();
        paths.sort();
        let mut dealings = Vec::new();
        for path in paths {
            let file: CaseFile = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            dealings.extend(file.case.into_iter().map(|case| {
                Dealing::from_value(serde_json::to_value(case.dealing).unwrap(), &REGIME).unwrap()
            }));
        }
        dealings
    });

/// Names to put into dealings: listed ones, and ones that are on nobody's list.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let listed = DESIGNATIONS.all().map(|(_, party)| party.name.clone());
    let others = ["Ann Onymous", "Kim Yong Su", "Korea Trading 7", "Blue Lantern Logistics", "Chol Ryong"];
    listed.chain(others.map(str::to_owned)).collect()
});

fn others() -> interdict_engine::Listing {
    let named: Vec<(String, Kind, &str)> = NAMES
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let kind = [Kind::Person, Kind::Entity, Kind::Vessel][at % 3].clone();
            (format!("X-{at}"), kind, name.as_str())
        })
        .collect();
    let entries: Vec<(&str, Kind, &str)> =
        named.iter().map(|(id, kind, name)| (id.as_str(), kind.clone(), *name)).collect();
    list("another", &entries)
}

static PLAIN: LazyLock<Engine> = LazyLock::new(|| engine(|_| {}));
static ALERTING: LazyLock<Engine> = LazyLock::new(|| engine(|desk| desk.alerting.push(others())));

/// A worked dealing with names given to its parties and ships.
fn named(at: usize, names: &[String]) -> Dealing {
    let mut dealing = DEALINGS[at % DEALINGS.len()].clone();
    let mut names = names.iter().cycle().cloned();
    for act in &mut dealing.acts {
        for party in &mut act.parties {
            party.name = names.next();
            party.designated = party.designated.filter(|said| *said == Said::Yes);
        }
        if let Some(ship) = &mut act.ship {
            ship.name = names.next();
        }
    }
    dealing
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn alerts_never_change_the_outcome_and_replay_gives_the_same_bytes(
        at in any::<prop::sample::Index>(),
        names in prop::collection::vec(select(NAMES.as_slice()), 1..4),
    ) {
        let dealing = named(at.index(DEALINGS.len()), &names);
        let quiet = PLAIN.examine(&dealing).unwrap();
        let loud = ALERTING.examine(&dealing).unwrap();
        let bytes = |value: &interdict_regime::Determination| serde_json::to_string(value).unwrap();
        prop_assert_eq!(bytes(&quiet.determination), bytes(&loud.determination));
        // Anew, from the same values.
        let mut again = desk(KNOWN);
        again.alerting.push(others());
        let again = Engine::new(std::sync::Arc::clone(&LAW), again).unwrap();
        let replayed = again.examine(&dealing).unwrap();
        prop_assert_eq!(serde_json::to_string(&loud).unwrap(), serde_json::to_string(&replayed).unwrap());
    }

    #[test]
    fn a_lower_threshold_never_lets_more_through(
        at in any::<prop::sample::Index>(),
        names in prop::collection::vec(select(NAMES.as_slice()), 1..4),
    ) {
        let dealing = named(at.index(DEALINGS.len()), &names);
        let strict = engine(|desk| desk.threshold = 0.5).examine(&dealing).unwrap();
        let plain = PLAIN.examine(&dealing).unwrap();
        let go = |answer: &interdict_engine::Answer| answer.determination.class == Class::Go;
        prop_assert!(!go(&strict) || go(&plain));
        // What is settled by who is surely listed stays settled.
        if plain.compared.iter().all(|one| one.found != Found::Candidate) && !go(&plain) {
            prop_assert!(!go(&strict));
        }
    }
}
