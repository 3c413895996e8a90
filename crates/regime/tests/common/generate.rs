//! Generated dealings: made of the words of the law, so that most of them meet a rule.

use std::sync::LazyLock;

use interdict_regime::law::Norm;
use interdict_regime::{ObjectKind, Regime, Verb};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};

/// The law as it stands.
pub static REGIME: LazyLock<Regime> = LazyLock::new(super::regime);

/// Words of the law that dealings are made of, so that most of them meet a rule.
pub struct Vocabulary {
    pub codes: Vec<String>,
    pub days: Vec<String>,
    pub facts: Vec<String>,
    pub findings: Vec<(String, String)>,
    pub quotas: Vec<(String, String)>,
    pub verbs: Vec<(Verb, ObjectKind)>,
}

pub static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
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

pub fn one_of(words: &'static [String]) -> impl Strategy<Value = String> {
    (0..words.len()).prop_map(move |i| words[i].clone())
}

pub fn country() -> impl Strategy<Value = &'static str> {
    prop_oneof![4 => Just("KP"), 3 => Just("CN"), 2 => Just("RU"), 1 => Just("KR")]
}

pub fn facts() -> impl Strategy<Value = Value> {
    let said = prop_oneof![Just(json!(true)), Just(json!(false)), Just(json!("unknown"))];
    prop::collection::vec((one_of(&WORDS.facts), said), 0..4)
        .prop_map(|facts| Value::Object(facts.into_iter().collect()))
}

pub fn findings() -> impl Strategy<Value = Value> {
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

pub fn goods() -> impl Strategy<Value = Value> {
    let amount =
        prop_oneof![Just("1 t"), Just("70000 t"), Just("1 barrel"), Just("600000 barrel"), Just("9000000 t")];
    let value = prop_oneof![Just("50 USD"), Just("3000 USD"), Just("500000000 USD")];
    let findings = prop_oneof![2 => Just(json!([])), 1 => findings()];
    (one_of(&WORDS.codes), amount, value, prop::option::of(country()), facts(), findings).prop_map(
        |(hs, quantity, value, origin, facts, findings)| {
            let mut line = json!({ "hs": hs, "quantity": quantity, "value": value, "facts": facts, "findings": findings });
            if let Some(origin) = origin {
                line["origin"] = json!(origin);
            }
            line
        },
    )
}

/// An act with everything said that can be asked.
pub fn act() -> impl Strategy<Value = Value> {
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

pub fn dealing() -> impl Strategy<Value = Value> {
    let balances = prop::collection::vec(
        (0..WORDS.quotas.len(), prop_oneof![Just(0_u64), Just(499_999), Just(5_000_000_000)], any::<bool>()),
        0..4,
    );
    (prop::collection::vec(act(), 1..3), balances).prop_map(|(acts, balances)| {
        let balances: Vec<Value> = balances
            .into_iter()
            .map(|(i, used, at_least)| json!({ "quota": WORDS.quotas[i].0, "used": format!("{used} {}", WORDS.quotas[i].1), "at-least": at_least }))
            .collect();
        json!({ "acts": acts, "balances": balances })
    })
}

/// Which asked fields to leave out: a bit each.
pub fn without(dealing: &Value, mask: u32) -> Value {
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
pub fn with_origins(dealing: &Value) -> Value {
    without(dealing, 0)
}

/// A day on which everything that the files hold is known.
pub const NOW: Date = date(2026, 11, 21);

/// The same dealings every time, so that a run says something of the change and not of its luck; `INVARIANT_CASES=2000`
/// looks further, with new ones.
pub fn config() -> ProptestConfig {
    match std::env::var("INVARIANT_CASES").ok().and_then(|cases| cases.parse().ok()) {
        Some(cases) => ProptestConfig { cases, ..ProptestConfig::default() },
        None => ProptestConfig { cases: 160, rng_seed: RngSeed::Fixed(1718), ..ProptestConfig::default() },
    }
}
