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
    let answer = examine(&engine, rice(json!([{ "role": "consignee", "name": "CHON MYONG 1" }])));
    assert!(answer.compared[0].candidates.is_empty(), "{:?}", answer.compared[0].candidates);
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
    assert!(answer.determination.notices.iter().any(|notice| notice.contains("of a like name stands")));
    stated["identifiers"] = json!(["KPe.001"]);
    let answer = examine(&engine, rice(json!([stated])));
    assert_eq!(outcome(&answer), Outcome::Prohibited);
    assert!(answer.determination.notices.iter().any(|notice| notice.contains("The list decides")));
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
    let entries = [entry("KPe.001", "KOREA MINING"), entry("KPe.999", "PALE HARBOUR TRADING")];
    let beside = &REGIME.about().designated.beside[0];
    let published = Some(date(2026, 6, 1));
    let newer =
        Listing::beside(beside, "newer", entries.iter(), &DESIGNATIONS, published, REGIME.reference());
    assert_eq!(newer.len(), 1, "whom designations.toml has is left to it");
    let engine = engine(|desk| desk.deciding.push(newer));
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
