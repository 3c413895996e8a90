//! Parties, persons and ships of a dealing: what comparing them states, and what it changes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

mod common;

use common::{DESIGNATIONS, REGIME, desk, engine, examine, list};
use interdict_engine::{Answer, Decision, Found, Holding, Listing, Review, Taken};
use interdict_lists::{Entry, Kind, Name};
use interdict_regime::{Outcome, Said};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// Rice to the DPRK, which nothing forbids but who receives it.
fn rice(parties: Value) -> Value {
    json!({
        "date": "2018-05-01", "hs": "1006.30", "quantity": "10 t", "from": "CN", "to": "KP", "parties": parties
    })
}

fn komid() -> Value {
    json!({ "role": "consignee", "name": "Korea Mining Development Trading Corporation", "country": "KP" })
}

fn outcome(answer: &Answer) -> Outcome {
    answer.determination.outcome
}

fn asks_designated(answer: &Answer) -> bool {
    answer.asks.iter().any(|ask| ask.fields.iter().any(|field| field.ends_with(".designated")))
}

fn review(decision: Decision, on: Date) -> Review {
    Review {
        name: "korea mining development trading corporation".to_owned(),
        born: None,
        identifiers: Vec::new(),
        countries: vec!["KP".to_owned()],
        list: "un-1718".to_owned(),
        reference: "KPe.001".to_owned(),
        entry: None,
        decision,
        by: "desk 4".to_owned(),
        on,
        because: Some("other address and registration".to_owned()),
    }
}

#[test]
fn a_name_is_a_question_where_it_would_change_the_class() {
    let engine = engine(|_| {});
    let open = examine(&engine, rice(json!([komid()])));
    assert_eq!(outcome(&open), Outcome::Undetermined);
    assert!(asks_designated(&open));
    assert_eq!(open.compared[0].found, Found::Candidate);
    assert_eq!(open.compared[0].candidates[0].reference, "KPe.001");
    assert_eq!(open.compared[0].role, "consignee");

    let mut coal =
        rice(json!([{ "role": "consignor", "name": "Korea Mining Development Trading Corporation" }]));
    coal["hs"] = json!("2701");
    (coal["from"], coal["to"]) = (json!("KP"), json!("CN"));
    let banned = examine(&engine, coal);
    assert_eq!(outcome(&banned), Outcome::Prohibited);
    assert!(!asks_designated(&banned), "who it is changes nothing: {:?}", banned.asks);
    assert_eq!(banned.compared[0].found, Found::Candidate);
}

#[test]
fn whoever_resembles_nobody_is_presumed_not_listed_and_no_longer_not_examined() {
    let engine = engine(|_| {});
    let answer =
        examine(&engine, rice(json!([{ "role": "consignee", "name": "Rason Seed Cooperative 12" }])));
    assert_eq!(outcome(&answer), Outcome::NoProhibitionFound);
    assert_eq!(answer.compared[0].found, Found::NotFound);
    let unexamined = |answer: &Answer, word: &str| {
        answer.determination.not_examined.iter().any(|missing| missing.says.contains(word))
    };
    assert!(!unexamined(&answer, "Rason Seed"));
    let nameless = examine(&engine, rice(json!([{ "role": "consignee", "country": "KP" }])));
    assert!(unexamined(&nameless, "The consignee has no name"));
}

#[test]
fn a_reviewers_decision_settles_it_from_the_day_it_was_made() {
    let with = |decision, on| engine(|desk| desk.reviews = vec![review(decision, on)]);
    let different = with(Decision::Different, date(2026, 3, 1));
    let answer = examine(&different, rice(json!([komid()])));
    assert_eq!(outcome(&answer), Outcome::NoProhibitionFound);
    assert_eq!(answer.compared[0].candidates[0].taken, Taken::Different);
    assert!(answer.compared[0].candidates[0].notes[0].contains("desk 4 decided on 2026-03-01"));

    let same = with(Decision::Same, date(2026, 3, 1));
    assert_eq!(outcome(&examine(&same, rice(json!([komid()])))), Outcome::Prohibited);

    let later = with(Decision::Different, date(2026, 11, 22));
    assert_eq!(outcome(&examine(&later, rice(json!([komid()])))), Outcome::Undetermined);
}

#[test]
fn a_decision_about_other_particulars_is_not_applied_and_says_so() {
    let engine = engine(|desk| desk.reviews = vec![review(Decision::Different, date(2026, 3, 1))]);
    let mut numbered = komid();
    numbered["identifiers"] = json!(["REG 5551234"]);
    let answer = examine(&engine, rice(json!([numbered])));
    assert_eq!(outcome(&answer), Outcome::Undetermined);
    assert!(answer.compared[0].candidates[0].notes[0].contains("not applied"));
}

#[test]
fn an_equal_number_identifies_unless_something_contradicts_it() {
    let engine = engine(|_| {});
    let ri = |born: &str, name: &str| {
        let party = json!({
            "role": "payee", "type": "person", "name": name, "born": born, "identifiers": ["381 310 014"]
        });
        let pay = json!({
            "date": "2018-05-01", "verb": "pay", "asset": { "description": "transfer" }, "from": "SG", "to": "CN",
            "parties": [party]
        });
        let answer = examine(&engine, pay);
        (outcome(&answer), answer.compared[0].found)
    };
    assert_eq!(ri("1964-07-17", "Ri Won Ho"), (Outcome::Prohibited, Found::Designated));
    assert_eq!(ri("1964", "Lee Won-ho"), (Outcome::Prohibited, Found::Designated));
    assert_eq!(ri("1991-02-03", "Ri Won Ho").1, Found::Candidate);
    assert_eq!(ri("1964-07-17", "Anders Lindqvist").1, Found::Candidate);
}

#[test]
fn the_reference_of_a_designation_names_it() {
    let answer = examine(
        &engine(|_| {}),
        rice(json!([{ "role": "consignee", "name": "KOMID", "identifiers": ["KPe.001"] }])),
    );
    assert_eq!((outcome(&answer), answer.compared[0].found), (Outcome::Prohibited, Found::Designated));
}

#[test]
fn a_listed_ship_is_found_by_its_number_under_any_name() {
    let engine = engine(|_| {});
    let carried = |imo: &str, day: &str| {
        let mut rice = rice(json!([]));
        rice["ship"] = json!({ "name": "SEA BREEZE 7", "imo": imo, "flag": "SL" });
        rice["date"] = json!(day);
        examine(&engine, rice)
    };
    let listed = carried("8712362", "2018-05-01");
    assert_eq!(listed.compared[0].found, Found::Designated);
    assert_eq!(outcome(&listed), Outcome::Prohibited);
    assert_eq!(carried("9074729", "2018-05-01").compared[0].found, Found::NotFound);
    let before = carried("8712362", "2016-03-01");
    assert_eq!((outcome(&before), before.compared[0].found), (Outcome::NoProhibitionFound, Found::NotFound));
    assert!(before.compared[0].candidates[0].notes[0].contains("not yet listed on 2016-03-01"));
}

#[test]
fn a_ship_is_no_party_and_a_party_no_ship() {
    let engine = engine(|_| {});
    let answer = examine(&engine, rice(json!([{ "role": "consignee", "name": "PETREL 8" }])));
    assert_eq!(answer.compared[0].candidates[0].taken, Taken::Beside);
    assert_eq!((outcome(&answer), answer.compared[0].found), (Outcome::NoProhibitionFound, Found::NotFound));
    let carrier = json!([{ "role": "carrier", "name": "X", "identifiers": ["IMO 8712362"] }]);
    assert_eq!(outcome(&examine(&engine, rice(carrier))), Outcome::Undetermined);
    let mut other = rice(json!([]));
    other["ship"] = json!({ "name": "CHON MYONG 1", "imo": "9074729", "flag": "KP" });
    let other = examine(&engine, other);
    assert!(other.compared[0].candidates[0].notes[0].contains("another IMO number"));
}

#[test]
fn a_listing_counts_on_each_day_that_a_provision_tests_and_never_on_the_contracts() {
    let engine = engine(|_| {});
    let ship = json!({ "imo": "8712362" });
    let later = json!({
        "date": "2018-03-01", "verb": "supply", "hs": "1006.30", "quantity": "1 t", "from": "CN", "to": "KP",
        "dates": { "supply": "2018-04-10", "import": "2018-04-20" }, "ship": ship
    });
    assert_eq!(outcome(&examine(&engine, later)), Outcome::Prohibited);
    let contract = json!({
        "verb": "supply", "hs": "1006.30", "quantity": "1 t", "from": "CN", "to": "KP",
        "dates": { "contract": "2016-02-01" },
        "parties": [{ "role": "consignee", "name": "Kim Yong Chol", "identifiers": ["472310168"] }]
    });
    let contract = examine(&engine, contract);
    assert_eq!(contract.determination.class, interdict_regime::Class::Open);
    assert_eq!(contract.compared[0].found, Found::Designated);
}

#[test]
fn what_is_so_of_one_ship_is_not_undone_by_the_other_or_by_the_act() {
    let engine = engine(|_| {});
    let carried = json!({ "imo": "8712362", "flag": "SL" });
    let two = json!({
        "date": "2018-06-01", "verb": "enter-port", "vessel": { "name": "QUXX", "imo": "9074729", "flag": "SL" },
        "ship": carried, "from": "CN", "to": "KP"
    });
    assert_eq!(outcome(&examine(&engine, two)), Outcome::Prohibited);
    let mut denied = rice(json!([]));
    denied["ship"] = carried;
    denied["facts"] = json!({ "listed-for-asset-freeze": false });
    assert_eq!(outcome(&examine(&engine, denied)), Outcome::Prohibited);
    let stated = json!({
        "date": "2018-06-01", "verb": "admit", "to": "CN", "person": { "name": "Zoe Miller" },
        "facts": { "listed-person": true }
    });
    assert_eq!(outcome(&examine(&engine, stated)), Outcome::Prohibited);
}

#[test]
fn a_frozen_ship_carries_nothing_anywhere() {
    let third = json!({
        "date": "2018-06-01", "verb": "carry", "hs": "1006.30", "quantity": "1 t", "from": "CN", "to": "VN",
        "ship": { "imo": "8712362" }
    });
    assert_eq!(outcome(&examine(&engine(|_| {}), third)), Outcome::Prohibited);
}

#[test]
fn no_threshold_and_no_kind_hides_an_equal_number() {
    let strict = engine(|desk| desk.threshold = 0.99);
    let mut ship = rice(json!([]));
    ship["ship"] = json!({ "name": "X", "imo": "8712362" });
    assert_eq!(outcome(&examine(&strict, ship)), Outcome::Prohibited);
    let numbered = |kind: &str, name: &str| {
        rice(json!([{ "role": "consignee", "type": kind, "name": name, "identifiers": ["472310168"] }]))
    };
    assert_eq!(outcome(&examine(&strict, numbered("person", "John Smith"))), Outcome::Undetermined);
    assert_eq!(outcome(&examine(&strict, numbered("entity", "Kim Yong Chol"))), Outcome::Undetermined);
}

#[test]
fn a_name_listed_as_something_else_is_shown() {
    let firm = json!([{ "role": "consignee", "type": "person", "name": "Korea Mining Development Trading Corporation" }]);
    let answer = examine(&engine(|_| {}), rice(firm));
    assert_eq!(answer.compared[0].candidates[0].taken, Taken::Beside);
    assert!(answer.compared[0].candidates[0].notes[0].contains("something else"));
}

#[test]
fn an_office_of_a_designated_body_is_asked_about() {
    let engine = engine(|_| {});
    let bodies = DESIGNATIONS.entries();
    let bodies = bodies.iter().filter(|entry| entry.kind == Kind::Entity);
    let names: Vec<(&str, &str)> = bodies
        .flat_map(|body| body.names.iter().map(|name| (body.id.as_str(), name.full.as_str())))
        .filter(|(_, name)| name.split_whitespace().count() > 1)
        .collect();
    for written in [
        "NAME Beijing Representative Office",
        "Shenyang agency of NAME",
        "NAME of Korea Nampo Branch Import Export Department",
        "NAME 3rd floor 12 Main Street Dalian China",
    ] {
        let found = names.iter().filter(|(reference, name)| {
            let party = json!({ "role": "consignee", "name": written.replace("NAME", name) });
            let answer = examine(&engine, rice(json!([party])));
            answer.compared[0].candidates.iter().any(|candidate| candidate.reference == *reference)
        });
        let (found, all) = (found.count(), names.len());
        assert!(all > 100 && found * 100 >= all * 95, "{written}: {found} of {all}");
    }
}

#[test]
fn a_reviewers_same_needs_no_score() {
    let same = Review {
        name: "Blue Lantern".to_owned(),
        countries: Vec::new(),
        ..review(Decision::Same, date(2018, 1, 1))
    };
    let engine = engine(|desk| desk.reviews = vec![same]);
    let answer = examine(&engine, rice(json!([{ "role": "consignee", "name": "Blue Lantern" }])));
    assert_eq!((outcome(&answer), answer.compared[0].found), (Outcome::Prohibited, Found::Designated));
}

#[test]
fn a_field_of_several_names_is_compared_by_each() {
    let engine = engine(|_| {});
    for name in [
        "Korea Mining Development Trading Corporation, Central District, Pyongyang",
        "Blue Lantern c/o Korea Mining Development Trading Corporation",
        "Blue Lantern; Korea Mining Development Trading Corporation",
        "Kim Yong Chol and Lee Min Ho",
    ] {
        let answer = examine(&engine, rice(json!([{ "role": "consignee", "name": name }])));
        assert_eq!(outcome(&answer), Outcome::Undetermined, "{name}");
    }
}

#[test]
fn an_express_unknown_stays_open() {
    let unknown = json!([{ "role": "consignee", "name": "Bob Miller", "designated": "unknown" }]);
    assert_eq!(outcome(&examine(&engine(|_| {}), rice(unknown))), Outcome::Undetermined);
}

#[test]
fn whoever_holds_all_of_it_owns_it_on_any_reading() {
    let sole = |percent: i64| {
        let holding = Holding {
            holder: "kpe.001".to_owned(),
            held: "Acme Ltd".to_owned(),
            percent: percent.into(),
            on: None,
            source: None,
        };
        let engine = engine(|desk| desk.holdings = vec![holding]);
        examine(&engine, rice(json!([{ "role": "consignee", "name": "ACME LIMITED" }])))
    };
    let (all, most) = (sole(100), sole(60));
    assert_eq!((outcome(&all), all.determination.contested), (Outcome::Prohibited, false));
    assert_eq!((outcome(&most), most.determination.contested), (Outcome::Prohibited, true));
}

#[test]
fn a_person_dealt_with_is_compared_for_the_travel_ban() {
    let admit = |name: &str, born: &str| {
        json!({
            "date": "2018-05-01", "verb": "admit", "to": "CN",
            "person": { "name": name, "born": born, "nationality": "KP", "identifiers": ["381310014"] }
        })
    };
    let engine = engine(|_| {});
    assert_eq!(outcome(&examine(&engine, admit("Ri Won Ho", "1964-07-17"))), Outcome::Prohibited);
    let open = examine(&engine, admit("Ri Won Ho", "1999-01-01"));
    assert_eq!(outcome(&open), Outcome::Undetermined);
}

#[test]
fn what_the_dealing_states_stands_but_for_an_equal_number() {
    let engine = engine(|_| {});
    let mut stated = komid();
    stated["designated"] = json!(false);
    let answer = examine(&engine, rice(json!([stated.clone()])));
    assert_eq!((outcome(&answer), answer.compared[0].found), (Outcome::NoProhibitionFound, Found::Stated));
    assert!(answer.determination.notices.iter().any(|notice| notice.contains("says that it may be")));
    stated["identifiers"] = json!(["KPe.001"]);
    let answer = examine(&engine, rice(json!([stated])));
    assert_eq!(outcome(&answer), Outcome::Prohibited);
    assert!(answer.determination.notices.iter().any(|notice| notice.contains("that decides")));
}

#[test]
fn other_lists_alert_and_decide_nothing() {
    let consignee = json!([{ "role": "consignee", "name": "Blue Lantern Logistics", "country": "KP" }]);
    let quiet = examine(&engine(|_| {}), rice(consignee.clone()));
    let others = list("ofac-sdn", &[("12345", Kind::Entity, "BLUE LANTERN LOGISTICS")]);
    let loud = examine(&engine(|desk| desk.alerting.push(others)), rice(consignee));
    assert_eq!((quiet.alerts.len(), loud.alerts.len()), (0, 1));
    assert_eq!(loud.alerts[0].candidate.reference, "12345");
    let determined = |answer: &Answer| serde_json::to_string(&answer.determination).unwrap();
    assert_eq!(determined(&quiet), determined(&loud));
}

#[test]
fn a_newer_edition_of_the_councils_list_decides_for_whom_it_adds() {
    let entry = |id: &str, name: &str| Entry {
        id: id.to_owned(),
        kind: Kind::Entity,
        lists: vec!["DPRK".to_owned()],
        names: vec![Name::primary(name)],
        ..Entry::default()
    };
    let entries = [entry("KPe.001", "KOREA GREY HERON MINING"), entry("KPe.999", "PALE HARBOUR TRADING")];
    let beside = &REGIME.about().designated.beside[0];
    let published = Some(date(2026, 6, 1));
    let engine = engine(|desk| {
        let own = (&*DESIGNATIONS, &desk.deciding[0]);
        let newer = Listing::beside(beside, "newer", entries.iter(), own, published, REGIME.reference());
        desk.deciding.push(newer);
    });
    // A newer wording of an entry counts as the entry does.
    let renamed = rice(json!([{ "role": "consignee", "name": "Korea Grey Heron Mining", "country": "KP" }]));
    assert_eq!(outcome(&examine(&engine, renamed)), Outcome::Undetermined);
    let mut sold = rice(json!([{ "role": "consignee", "name": "Pale Harbour Trading" }]));
    sold["date"] = json!("2026-07-01");
    assert_eq!(outcome(&examine(&engine, sold.clone())), Outcome::Undetermined);
    sold["date"] = json!("2026-05-01");
    assert_eq!(outcome(&examine(&engine, sold)), Outcome::NoProhibitionFound);
}

#[test]
fn shares_are_shown_through_chains_and_the_reading_says_what_they_mean() {
    let holding = |holder: &str, held: &str, percent: i64| Holding {
        holder: holder.to_owned(),
        held: held.to_owned(),
        percent: percent.into(),
        on: None,
        source: Some("registry extract".to_owned()),
    };
    let engine = engine(|desk| {
        desk.holdings = vec![
            holding("KPe.001", "Second Star Holding", 60),
            holding("Second Star Holding", "Third Star", 55),
        ];
    });
    let answer = examine(&engine, rice(json!([{ "role": "consignee", "name": "Third Star" }])));
    let owned = &answer.ownership[0];
    let owned = answer.ownership.iter().find(|owned| owned.counts == 50.into()).unwrap_or(owned);
    assert_eq!((owned.held.to_string(), owned.chains[0].share.to_string()), ("55".into(), "33".into()));
    assert_eq!(owned.chains[0].links[0].holder, "KPe.001");
    assert_eq!(outcome(&answer), Outcome::Prohibited);
    assert!(answer.determination.contested, "half is a reading and no text of the Council's");
    let facts =
        &engine.complete(&common::dealing(rice(json!([{ "role": "consignee", "name": "Third Star" }]))));
    let facts = &facts.as_ref().unwrap().dealing.acts[0].parties[0].facts;
    assert_eq!(facts.get("half-owned-by-designated"), Some(&Said::Yes));
}

#[test]
fn lines_alike_are_told_once_and_each_fact_is_asked_once() {
    let lines: Vec<Value> = (0..40).map(|_| json!({ "hs": "8543", "quantity": "1 kg" })).collect();
    let two = json!({
        "date": "2018-05-01",
        "acts": [
            { "verb": "supply", "goods": lines, "from": "CN", "to": "KP", "parties": [komid()] },
            { "verb": "carry", "goods": [{ "hs": "1006" }], "from": "CN", "to": "KP", "parties": [komid()] }
        ]
    });
    let answer = examine(&engine(|_| {}), two);
    assert_eq!(answer.determination.lines.len(), 41);
    assert_eq!(answer.line_groups.len(), 2);
    assert_eq!(answer.line_groups[0].lines.len(), 40);
    let mut asked: Vec<&str> = answer.asks.iter().map(|ask| ask.ask.as_str()).collect();
    let all = asked.len();
    asked.dedup();
    assert_eq!(asked.len(), all);
}

#[test]
fn a_birth_date_that_cannot_be_read_is_refused_with_its_field() {
    let party = json!({ "role": "consignee", "name": "Ann", "type": "person", "born": "soon" });
    let error = engine(|_| {}).examine(&common::dealing(rice(json!([party])))).unwrap_err();
    assert_eq!(error.to_string(), "acts[0].parties[0].born: `soon` is no birth date");
}

#[test]
fn nobody_is_listed_before_the_day_known() {
    let known = date(2009, 4, 1);
    let early = interdict_engine::Engine::new(common::compiled(known), desk(known)).unwrap();
    let mut rice = rice(json!([komid()]));
    rice["date"] = json!("2009-03-01");
    assert!(examine(&early, rice).compared[0].candidates.is_empty());
}
