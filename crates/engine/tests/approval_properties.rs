//! What holds of approvals whatever they are: never more than was approved, never better with fewer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may")]

mod common;

use std::collections::BTreeMap;

use common::REGIME;
use interdict_engine::{Amount, Approval, ApprovalUse, Approvals, Draw, Item};
use interdict_regime::{Clocks, Dealing, Location, Profile, Quantity, Unit};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rust_decimal::Decimal;
use serde_json::{Value, json};

const KNOWN: Date = date(2024, 7, 1);
const CODES: [&str; 6] = ["8413.70", "8413", "8413.70.10", "8502.11", "8502", "3004.90"];
const WORDS: [&str; 3] = ["hand pump", "Hand  Pump!", "generator"];

fn config() -> ProptestConfig {
    ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(2397), ..ProptestConfig::default() }
}

fn day() -> impl Strategy<Value = Date> {
    (1_i8..=9, 1_i8..=3).prop_map(|(month, third)| date(2024, month, third * 9))
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let units = [Unit::Item, Unit::Item, Unit::Item, Unit::Kilogram, Unit::Tonne];
    (0_u32..30, prop::sample::select(units.to_vec()))
        .prop_map(|(amount, unit)| Quantity::new(Decimal::from(amount), unit).unwrap())
}

fn item() -> impl Strategy<Value = (Vec<&'static str>, Option<&'static str>, Option<Quantity>)> {
    let codes = prop::collection::vec(prop::sample::select(CODES.to_vec()), 0..3);
    let words = prop::option::of(prop::sample::select(WORDS.to_vec()));
    (codes, words, prop::option::weighted(0.8, quantity()))
}

/// Approvals with references of their own, and draws on them.
fn file() -> impl Strategy<Value = (Vec<Approval>, Vec<Draw>)> {
    let approval =
        (day(), prop::option::of(day()), prop::option::of(day()), prop::collection::vec(item(), 1..3));
    let draws = prop::collection::vec((0_usize..4, 0_usize..2, 0_u32..12, day()), 0..4);
    (prop::collection::vec(approval, 0..4), draws).prop_map(|(approvals, draws)| {
        let approvals: Vec<Approval> = approvals
            .into_iter()
            .enumerate()
            .map(|(number, (decided_on, valid_from, valid_until, items))| Approval {
                reference: format!("letter {number}"),
                kind: "exemption".to_owned(),
                by: "1718-committee".to_owned(),
                state: None,
                decided_on,
                valid_from,
                valid_until,
                holder: None,
                recipient: None,
                to: Location::default(),
                items: items
                    .into_iter()
                    .enumerate()
                    .map(|(place, (codes, words, limit))| Item {
                        id: place.to_string(),
                        hs: codes.iter().map(|code| code.parse().unwrap()).collect(),
                        description: words.map(str::to_owned),
                        limit: Amount { quantity: limit, value: None },
                    })
                    .collect(),
                note: None,
            })
            .collect();
        let draws = draws.into_iter().filter_map(|(approval, item, amount, on)| {
            let approval = approvals.get(approval)?;
            let item = approval.items.get(item)?;
            let unit = item.limit.quantity.map_or(Unit::Item, |limit| limit.unit());
            let quantity = Quantity::new(Decimal::from(amount), unit).ok();
            let amount = Amount { quantity, value: None };
            let reference = approval.reference.clone();
            Some(Draw { reference, item: Some(item.id.clone()), amount, on, source: None })
        });
        let draws = draws.collect();
        (approvals, draws)
    })
}

fn line() -> impl Strategy<Value = Value> {
    let words = prop::option::of(prop::sample::select(WORDS.to_vec()));
    (prop::sample::select(CODES.to_vec()), words, prop::option::weighted(0.9, quantity())).prop_map(
        |(hs, words, quantity)| {
            json!({ "hs": hs, "description": words, "quantity": quantity.map(|quantity| quantity.to_string()) })
        },
    )
}

/// One act or two, on days of their own: the second often of the first one's goods.
fn dealing() -> impl Strategy<Value = Dealing> {
    let lines = || prop::collection::vec(line(), 1..5);
    let second =
        prop::option::of((prop_oneof![Just("supply"), Just("carry")], any::<bool>(), lines(), day()));
    (lines(), day(), second).prop_map(|(first, on, second)| {
        let act = |verb: &str, lines: &[Value], on: Date| {
            json!({ "verb": verb, "from": "CH", "to": "KP", "date": on.to_string(), "goods": lines,
                    "facts": { "humanitarian-work": true } })
        };
        let mut acts = vec![act("supply", &first, on)];
        if let Some((verb, same, lines, on)) = second {
            acts.push(act(verb, if same { &first } else { &lines }, on));
        }
        Dealing::from_value(json!({ "acts": acts }), &REGIME).unwrap()
    })
}

fn apply(approvals: &[Approval], draws: &[Draw], dealing: &Dealing) -> (Vec<ApprovalUse>, Dealing) {
    let mut dealing = dealing.clone();
    let approvals = Approvals::new(approvals.to_vec(), draws.to_vec());
    let uses = approvals.apply(&mut dealing, Clocks { on: None, known: KNOWN });
    (uses, dealing)
}

/// The lines that are covered, with what covers them.
fn covered(uses: &[ApprovalUse]) -> BTreeMap<&str, (&str, &str)> {
    let covered = uses.iter().filter_map(|used| Some((&*used.at, used.covered.as_ref()?)));
    covered.map(|(at, by)| (at, (&*by.reference, &*by.item))).collect()
}

proptest! {
    #![proptest_config(config())]

    /// What lines take of an item is never more than its limit, less what was drawn by the earliest of their days.
    #[test]
    fn no_more_is_covered_than_is_left((approvals, draws) in file(), dealing in dealing()) {
        let (uses, _) = apply(&approvals, &draws, &dealing);
        let mut taken: BTreeMap<(String, String), (Decimal, Date)> = BTreeMap::new();
        for used in &uses {
            let Some(by) = used.covered.as_ref().filter(|by| !by.shared) else { continue };
            let day = dealing.acts[used.act].date.unwrap();
            let (sum, first) = taken.entry((by.reference.clone(), by.item.clone())).or_insert((Decimal::ZERO, day));
            *sum += by.used.quantity.map_or(Decimal::ZERO, |quantity| quantity.amount());
            *first = day.min(*first);
        }
        for ((reference, id), (sum, first)) in taken {
            let approval = approvals.iter().find(|approval| approval.reference == reference).unwrap();
            let item = approval.items.iter().find(|item| item.id == id).unwrap();
            let Some(limit) = item.limit.quantity else { continue };
            let drawn: Decimal = draws.iter()
                .filter(|draw| draw.reference == reference && draw.item.as_ref() == Some(&id) && draw.on <= first.min(KNOWN))
                .map(|draw| draw.amount.quantity.unwrap().amount())
                .sum();
            prop_assert!(sum + drawn <= limit.amount(), "{} of {} on {}, {} drawn before", sum, limit, reference, drawn);
        }
    }

    /// With an approval less, no line is covered that was not, and no outcome is better.
    #[test]
    fn an_approval_less_improves_nothing((approvals, draws) in file(), dealing in dealing(), less in any::<prop::sample::Index>()) {
        prop_assume!(!approvals.is_empty());
        let gone = approvals[less.index(approvals.len())].reference.clone();
        let fewer: Vec<Approval> = approvals.iter().filter(|approval| approval.reference != gone).cloned().collect();
        let fewer_draws: Vec<Draw> = draws.iter().filter(|draw| draw.reference != gone).cloned().collect();
        let (all, with) = apply(&approvals, &draws, &dealing);
        let (some, without) = apply(&fewer, &fewer_draws, &dealing);
        for line in covered(&some).keys() {
            prop_assert!(covered(&all).contains_key(line), "{} is covered without {} and not with it", line, gone);
        }
        let outcome = |dealing: &Dealing| {
            REGIME.determine(dealing, Clocks { on: None, known: KNOWN }, &Profile::default()).unwrap().outcome
        };
        prop_assert!(outcome(&without) >= outcome(&with));
    }

    /// The order in which a file lists them decides nothing, nor do lines that come later.
    #[test]
    fn neither_the_order_of_the_file_nor_later_lines_decide((approvals, draws) in file(), dealing in dealing()) {
        let (uses, _) = apply(&approvals, &draws, &dealing);
        let reversed: Vec<Approval> = approvals.iter().rev().cloned().collect();
        let reversed_draws: Vec<Draw> = draws.iter().rev().cloned().collect();
        prop_assert_eq!(&apply(&reversed, &reversed_draws, &dealing).0, &uses);
        let mut first = dealing.clone();
        first.acts.truncate(1);
        let of_first: Vec<&ApprovalUse> = uses.iter().filter(|used| used.act == 0).collect();
        let alone = apply(&approvals, &draws, &first).0;
        prop_assert_eq!(alone.iter().collect::<Vec<_>>(), of_first);
    }

    /// What was decided or drawn after the day known influences nothing, and says nothing.
    #[test]
    fn nothing_later_than_known_influences_a_use((approvals, draws) in file(), dealing in dealing()) {
        let known: Vec<Approval> = approvals.iter().filter(|approval| approval.decided_on <= KNOWN).cloned().collect();
        let of_known = |draw: &&Draw| draw.on <= KNOWN && known.iter().any(|approval| approval.reference == draw.reference);
        let sooner: Vec<Draw> = draws.iter().filter(of_known).cloned().collect();
        prop_assert_eq!(apply(&approvals, &draws, &dealing), apply(&known, &sooner, &dealing));
    }

    /// Only findings are added, one to each line covered, and applying again to the same dealing gives the same.
    #[test]
    fn only_findings_are_added((approvals, draws) in file(), dealing in dealing()) {
        let (uses, mut after) = apply(&approvals, &draws, &dealing);
        for used in &uses {
            let interdict_regime::Object::Goods(lines) = &mut after.acts[used.act].object else { continue };
            prop_assert_eq!(lines[used.line].findings.len(), usize::from(used.covered.is_some()));
            lines[used.line].findings.clear();
        }
        prop_assert_eq!(&after, &dealing);
        prop_assert_eq!(apply(&approvals, &draws, &after).0, uses);
    }
}
