//! Invariant 4: the compiled evaluator and the naive one agree, on every kind of dealing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use common::generate::{NOW, REGIME, WORDS, config, country, dealing, one_of, without};
use interdict_regime::{
    Clocks, Compiled, Dealing, Determination, ObjectKind, Outcome, Profile, Regime, Role, Workspace,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};

static SHARED: LazyLock<Arc<Regime>> = LazyLock::new(|| Arc::new(REGIME.clone()));

/// The regime compiled, once for each pair of clocks and profile.
fn compiled(clocks: Clocks, profile: &Profile) -> Arc<Compiled> {
    type Known = BTreeMap<(Option<Date>, Date, BTreeMap<String, String>), Arc<Compiled>>;
    static COMPILED: Mutex<Known> = Mutex::new(BTreeMap::new());
    let mut known = COMPILED.lock().unwrap();
    let made = known.entry((clocks.on, clocks.known, profile.readings.clone())).or_insert_with(|| {
        Arc::new(Compiled::new(Arc::clone(&SHARED), clocks, profile.clone()).expect("the readings are known"))
    });
    Arc::clone(made)
}

/// What the naive evaluator's answer says in short: outcome, whether it is contested, and what decides its worst lines.
fn in_short(found: &Determination) -> (Outcome, bool, BTreeSet<String>) {
    let deciding = found.lines.iter().filter(|line| line.outcome == found.outcome);
    (found.outcome, found.contested, deciding.flat_map(|line| line.decided_by.clone()).collect())
}

/// Both evaluators on one dealing: the same bytes, and the same in short.
fn agree(
    dealing: &Dealing,
    clocks: Clocks,
    profile: &Profile,
    workspace: &mut Workspace,
) -> Result<Outcome, String> {
    let naive = REGIME.determine(dealing, clocks, profile).map_err(|error| error.to_string())?;
    let compiled = compiled(clocks, profile);
    let ruling = compiled.outcome(dealing, workspace);
    let decided_by = ruling.decided_by().map(str::to_owned).collect();
    let short = (ruling.outcome(), ruling.contested(), decided_by);
    if short != in_short(&naive) {
        return Err(format!("in short {short:?} instead of {:?}", in_short(&naive)));
    }
    let cite_of =
        |id: &str| REGIME.provision(id).map(|(p, header)| format!("{}:{}", header.id, p.cite)).unwrap();
    if !ruling.cites().eq(ruling.decided_by().map(cite_of)) {
        return Err("the paragraphs are not those of the provisions".to_owned());
    }
    let bytes = |found: &Determination| serde_json::to_string(found).unwrap();
    let (fast, slow) = (compiled.determine(dealing), naive);
    if bytes(&fast) != bytes(&slow) {
        return Err(first_difference(
            &serde_json::to_value(&fast).unwrap(),
            &serde_json::to_value(&slow).unwrap(),
        ));
    }
    let asked = |found: &Determination| format!("{:?}", found.questions);
    if asked(&fast) != asked(&slow) {
        return Err("the questions were tried with other answers".to_owned());
    }
    Ok(slow.outcome)
}

fn first_difference(fast: &Value, slow: &Value) -> String {
    let keys = slow.as_object().unwrap().keys();
    let differ = keys.filter(|key| fast[key.as_str()] != slow[key.as_str()]);
    differ.map(|key| format!("{key}: {} instead of {}", fast[key], slow[key])).collect::<Vec<_>>().join("\n")
}

#[test]
fn both_give_the_same_bytes_on_every_worked_case() {
    let mut workspace = Workspace::new();
    let mut failed = Vec::new();
    let cases = common::cases();
    for case in &cases {
        let dealing = case.dealing(&REGIME).unwrap();
        if let Err(difference) = agree(&dealing, case.clocks(), &case.profile(), &mut workspace) {
            failed.push(format!("{}: {}: {difference}", case.file, case.id));
        }
    }
    assert!(!cases.is_empty(), "no cases were found");
    assert!(failed.is_empty(), "{} cases differ:\n{}", failed.len(), failed.join("\n"));
}

/// A place of an act: a country, a country and a place that may not agree with it, or a name that could mean either.
fn place() -> impl Strategy<Value = Value> {
    let name = prop_oneof![Just("rajin"), Just("nampo"), Just("busan"), Just("Vladivostok")];
    prop_oneof![
        4 => country().prop_map(|country| json!(country)),
        2 => (country(), name).prop_map(|(country, place)| json!({ "country": country, "place": place })),
        1 => Just(json!("Korea")),
    ]
}

fn said() -> impl Strategy<Value = Value> {
    prop_oneof![3 => Just(json!(true)), 1 => Just(json!(false)), 1 => Just(json!("unknown"))]
}

fn facts_of(of: &'static str) -> impl Strategy<Value = Value> {
    let ids: Vec<String> = REGIME
        .facts()
        .filter(|fact| serde_json::to_value(fact.of).unwrap() == json!(of))
        .map(|fact| fact.id.to_string())
        .collect();
    prop::collection::vec((prop::sample::select(ids), said()), 0..3)
        .prop_map(|facts| Value::Object(facts.into_iter().collect()))
}

/// A role, with a country, a nationality, a listing and facts.
type PartyStated = (usize, Option<Value>, Option<&'static str>, Option<Value>, Value);

/// What the plain generator leaves out: parties with facts, transit, ships, places, dispatch dates.
#[derive(Clone, Debug)]
struct Extra {
    parties: Vec<PartyStated>,
    via: Vec<Value>,
    ship: Option<(Option<&'static str>, Value)>,
    loading: Option<Value>,
    supply: Option<String>,
    ends: (Option<Value>, Option<Value>),
    craft_facts: Value,
}

fn extra() -> impl Strategy<Value = Extra> {
    let party = (
        0..Role::ALL.len(),
        prop::option::of(place()),
        prop::option::of(country()),
        prop::option::of(said()),
        facts_of("party"),
    );
    (
        prop::collection::vec(party, 0..3),
        prop::collection::vec(place(), 0..3),
        prop::option::of((prop::option::of(country()), facts_of("ship"))),
        prop::option::of(place()),
        prop::option::of(one_of(&WORDS.days)),
        (prop::option::of(place()), prop::option::of(place())),
        facts_of("ship"),
    )
        .prop_map(|(parties, via, ship, loading, supply, ends, craft_facts)| Extra {
            parties,
            via,
            ship,
            loading,
            supply,
            ends,
            craft_facts,
        })
}

impl Extra {
    fn add(self, act: &mut Value) {
        let parties = self.parties.into_iter().map(|(role, country, nationality, designated, facts)| {
            let mut party = json!({ "role": Role::ALL[role].word(), "facts": facts });
            if let Some(country) = country {
                party["country"] = country;
            }
            if let Some(nationality) = nationality {
                party["nationality"] = json!(nationality);
            }
            if let Some(designated) = designated {
                party["designated"] = designated;
            }
            party
        });
        act["parties"] = parties.collect();
        act["via"] = json!(self.via);
        if let Some((flag, facts)) = self.ship {
            act["ship"] = json!({ "facts": facts });
            if let Some(flag) = flag {
                act["ship"]["flag"] = json!(flag);
            }
        }
        if let Some(loading) = self.loading {
            act["loading"] = loading;
        }
        if let Some(supply) = self.supply {
            act["dates"]["supply"] = json!(supply);
        }
        for (key, end) in [("from", self.ends.0), ("to", self.ends.1)] {
            if let Some(end) = end {
                act[key] = end;
            }
        }
        for craft in [ObjectKind::Vessel, ObjectKind::Aircraft] {
            if act.get(craft.word()).is_some() {
                act[craft.word()]["facts"] = self.craft_facts.clone();
            }
        }
    }
}

/// Readings fixed by a profile, some days known, and a day asked about.
fn circumstances() -> impl Strategy<Value = (Profile, Clocks)> {
    let fixed = prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..3);
    let fixed = prop_oneof![3 => Just(Vec::new()), 1 => fixed];
    let known = prop_oneof![
        4 => Just(NOW),
        1 => prop::sample::select(vec![date(2006, 10, 14), date(2016, 3, 2), date(2017, 9, 11), date(2017, 12, 22)]),
    ];
    let on =
        prop_oneof![2 => Just(None), 1 => Just(Some(date(2017, 12, 1))), 1 => Just(Some(date(2024, 5, 1)))];
    (fixed, known, on).prop_map(|(fixed, known, on)| {
        let readings = REGIME.readings();
        let pick = |(reading, option): (prop::sample::Index, prop::sample::Index)| {
            let reading = &readings[reading.index(readings.len())];
            (reading.id.to_string(), reading.options[option.index(reading.options.len())].id.to_string())
        };
        (Profile { readings: fixed.into_iter().map(pick).collect() }, Clocks { on, known })
    })
}

proptest! {
    #![proptest_config(config())]

    /// Invariant 4: the same outcome, the same deciding provisions and the same bytes from both evaluators.
    #[test]
    fn both_give_the_same_bytes(full in dealing(), mask in any::<u32>(), (profile, clocks) in circumstances()) {
        let parsed = Dealing::from_value(without(&full, mask), &REGIME).unwrap();
        if let Err(difference) = agree(&parsed, clocks, &profile, &mut Workspace::new()) {
            prop_assert!(false, "{}", difference);
        }
    }

    /// The same, with parties, ships, transit and places that do not agree.
    #[test]
    fn both_give_the_same_bytes_with_everything_stated(
        full in dealing(),
        mask in any::<u32>(),
        extras in prop::collection::vec(extra(), 2),
        (profile, clocks) in circumstances(),
    ) {
        let mut partial = without(&full, mask);
        for (act, extra) in partial["acts"].as_array_mut().unwrap().iter_mut().zip(extras) {
            extra.add(act);
        }
        let parsed = Dealing::from_value(partial, &REGIME).unwrap();
        if let Err(difference) = agree(&parsed, clocks, &profile, &mut Workspace::new()) {
            prop_assert!(false, "{}", difference);
        }
    }
}
