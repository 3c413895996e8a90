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
use std::sync::{LazyLock, Mutex};

use common::mutate::Draft;
use interdict_regime::law::Norm;
use interdict_regime::{Class, Clocks, Dealing, Determination, ObjectKind, Profile, Regime, Verb};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

static REGIME: LazyLock<Regime> = LazyLock::new(common::regime);

/// Words of the law that dealings are made of, so that most of them meet a rule.
struct Vocabulary {
    codes: Vec<String>,
    days: Vec<String>,
    facts: Vec<String>,
    findings: Vec<(String, String)>,
    quotas: Vec<(String, String)>,
    verbs: Vec<(Verb, ObjectKind)>,
}

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let sets = REGIME
        .goods_sets()
        .flat_map(|set| &set.codes)
        .flat_map(|group| &group.hs)
        .map(|code| code.to_string());
    let mut codes: Vec<String> = sets
        .chain(["1006.30", "3004.90", "9503.00", "27", "2710.19", "6109.10"].map(str::to_owned))
        .collect();
    codes.sort();
    codes.dedup();
    let turns = REGIME.provisions().flat_map(|(provision, instrument)| [provision.from, instrument.adopted]);
    let around = |day: Date| {
        [
            day.yesterday().unwrap(),
            day,
            day.tomorrow().unwrap(),
            day.checked_add(jiff::Span::new().days(31)).unwrap(),
        ]
    };
    let mut days: Vec<String> = turns.flat_map(around).map(|day| day.to_string()).collect();
    days.sort();
    days.dedup();
    let mut verbs: Vec<(Verb, ObjectKind)> = REGIME
        .provisions()
        .filter(|(provision, _)| matches!(provision.norm, Norm::Prohibition | Norm::Duty))
        .flat_map(|(provision, _)| {
            provision.verbs.iter().flat_map(|verb| provision.objects.iter().map(|object| (*verb, *object)))
        })
        .collect();
    verbs.sort();
    verbs.dedup();
    let measure = |quota: &interdict_regime::law::Quota| {
        if quota.measure.unit().is_some() { quota.measure.unit().unwrap().symbol() } else { "USD" }
    };
    Vocabulary {
        codes,
        days,
        facts: REGIME
            .facts()
            .map(|fact| fact.id.to_string())
            .chain(REGIME.goods_sets().map(|set| set.id.to_string()))
            .collect(),
        findings: REGIME
            .findings()
            .iter()
            .flat_map(|finding| {
                REGIME.about().authority.iter().map(|by| (finding.id.to_string(), by.id.clone()))
            })
            .collect(),
        quotas: REGIME.quotas().map(|quota| (quota.id.to_string(), measure(quota).to_owned())).collect(),
        verbs,
    }
});

fn one_of(words: &'static [String]) -> impl Strategy<Value = String> {
    (0..words.len()).prop_map(move |i| words[i].clone())
}

fn country() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("KP"), 3 => Just("CN"), 2 => Just("RU"), 1 => Just("KR")]
}

fn facts() -> impl Strategy<Value = Value> {
    let said = prop_oneof![Just(json!(true)), Just(json!(false)), Just(json!("unknown"))];
    prop::collection::vec((one_of(&WORDS.facts), said), 0..4)
        .prop_map(|facts| Value::Object(facts.into_iter().collect()))
}

fn findings() -> impl Strategy<Value = Value> {
    let status = prop_oneof![6 => Just("made"), 1 => Just("not-made"), 1 => Just("unknown")];
    let finding = (0..WORDS.findings.len(), prop::option::of(one_of(&WORDS.days)), status).prop_map(
        |(i, day, status)| {
            let (kind, by) = &WORDS.findings[i];
            match day {
                Some(day) => json!({ "kind": kind, "by": by, "date": day, "status": status }),
                None => json!({ "kind": kind, "by": by, "status": status }),
            }
        },
    );
    prop::collection::vec(finding, 0..4).prop_map(Value::Array)
}

fn goods() -> impl Strategy<Value = Value> {
    let amount =
        prop_oneof![Just("1 t"), Just("70000 t"), Just("1 barrel"), Just("600000 barrel"), Just("9000000 t")];
    let value = prop_oneof![Just("50 USD"), Just("3000 USD"), Just("500000000 USD")];
    (one_of(&WORDS.codes), amount, value, prop::option::of(country()), facts()).prop_map(
        |(hs, quantity, value, origin, facts)| {
            let mut line = json!({ "hs": hs, "quantity": quantity, "value": value, "facts": facts });
            if let Some(origin) = origin {
                line["origin"] = json!(origin);
            }
            line
        },
    )
}

/// An act with everything said that can be asked.
fn act() -> impl Strategy<Value = Value> {
    let dates = (one_of(&WORDS.days), one_of(&WORDS.days), prop::option::of(one_of(&WORDS.days)));
    let place = prop_oneof![Just("rajin"), Just("nampo"), Just("busan")];
    let parts = (
        0..WORDS.verbs.len(),
        prop::collection::vec(goods(), 1..3),
        country(),
        country(),
        dates,
        facts(),
        findings(),
        place,
        any::<bool>(),
    );
    parts.prop_map(|(verb, lines, from, to, (day, contract, import), facts, findings, place, listed)| {
        let (verb, object) = WORDS.verbs[verb];
        let mut act = json!({ "verb": verb.word(), "date": day, "dates": { "contract": contract }, "facts": facts, "findings": findings });
        if let Some(import) = import {
            act["dates"]["import"] = json!(import);
        }
        act[object.word()] = match object {
            ObjectKind::Goods => Value::Array(lines),
            ObjectKind::Person => json!({ "nationality": from }),
            ObjectKind::Vessel | ObjectKind::Aircraft => json!({ "flag": from }),
            _ => json!({ "value": "100 USD" }),
        };
        act["from"] = json!(from);
        act["to"] = json!(to);
        if place == "rajin" {
            act["loading"] = json!(place);
        }
        if object != ObjectKind::Goods {
            act["parties"] = json!([{ "role": "partner", "country": to, "nationality": to, "designated": listed }]);
        }
        act
    })
}

fn dealing() -> impl Strategy<Value = Value> {
    let balances = prop::collection::vec(
        (0..WORDS.quotas.len(), prop_oneof![Just(0_u64), Just(499_999), Just(5_000_000_000)]),
        0..3,
    );
    (prop::collection::vec(act(), 1..3), balances).prop_map(|(acts, balances)| {
        let balances: Vec<Value> = balances
            .into_iter()
            .map(|(i, used)| json!({ "quota": WORDS.quotas[i].0, "used": format!("{used} {}", WORDS.quotas[i].1) }))
            .collect();
        json!({ "acts": acts, "balances": balances })
    })
}

/// Which asked fields to leave out: a bit each.
fn without(dealing: &Value, mask: u32) -> Value {
    let mut dealing = dealing.clone();
    let mut bit = 0;
    let mut gone = || {
        bit += 1;
        mask >> (bit % 32) & 1 == 1
    };
    let strip_facts = |facts: Option<&mut Value>, gone: &mut dyn FnMut() -> bool| {
        if let Some(facts) = facts.and_then(Value::as_object_mut) {
            let asked: Vec<String> = facts
                .keys()
                .filter(|id| {
                    REGIME
                        .facts()
                        .find(|fact| *fact.id == *id.as_str())
                        .is_none_or(|fact| fact.absent == interdict_regime::law::WhenAbsent::Asked)
                })
                .cloned()
                .collect();
            asked.into_iter().for_each(|id| {
                // A set's fact is only asked of a line whose code leaves it open.
                if REGIME.goods_set(&id).is_none() && gone() {
                    facts.remove(&id);
                }
            });
        }
    };
    for act in dealing["acts"].as_array_mut().unwrap() {
        let act: &mut Map<String, Value> = act.as_object_mut().unwrap();
        // An end of the movement is asked of goods; of other acts one country given is enough for the nexus.
        let goods = act.contains_key("goods");
        for key in ["from", "to", "date"] {
            if gone() && (goods || key == "date") {
                act.remove(key);
            }
        }
        if gone() {
            act["dates"].as_object_mut().unwrap().remove("contract");
        }
        strip_facts(act.get_mut("facts"), &mut gone);
        if let Some(lines) = act.get_mut("goods").and_then(Value::as_array_mut) {
            for line in lines {
                // Origin falls back on the country of dispatch as an assumption, so it must be said where that is left out.
                let line = line.as_object_mut().unwrap();
                line.entry("origin").or_insert(json!("CN"));
                for key in ["hs", "quantity", "value"] {
                    if gone() {
                        line.remove(key);
                    }
                }
                strip_facts(line.get_mut("facts"), &mut gone);
            }
        }
    }
    if gone() {
        dealing["balances"] = json!([]);
    }
    dealing
}

/// The same, with every origin said.
fn with_origins(dealing: &Value) -> Value {
    without(dealing, 0)
}

fn determine(regime: &Regime, dealing: &Value, known: Date) -> Determination {
    // The facts are the same under any law, so they are read with the vocabulary of the whole one.
    let dealing = Dealing::from_value(dealing.clone(), &REGIME).expect("generated dealings are well formed");
    regime.determine(&dealing, Clocks { on: None, known }, &Profile::default()).expect("no reading is fixed")
}

const NOW: Date = date(2026, 11, 21);

/// The same dealings every time, so that a run says something of the change and not of its luck; `INVARIANT_CASES=2000`
/// looks further, with new ones.
fn config() -> ProptestConfig {
    match std::env::var("INVARIANT_CASES").ok().and_then(|cases| cases.parse().ok()) {
        Some(cases) => ProptestConfig { cases, ..ProptestConfig::default() },
        None => ProptestConfig { cases: 160, rng_seed: RngSeed::Fixed(1718), ..ProptestConfig::default() },
    }
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
