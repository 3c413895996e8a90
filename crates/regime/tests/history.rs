//! What happened and what it breached, treaties, and measures over time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use interdict_regime::law::{EventKind, Standing as Confidence};
use interdict_regime::{
    Assessment, Bound, Conduct, CoverageState, NextStep, Regime, SourceFile, Strength, Treaty,
};
use jiff::civil::{Date, date};

const NOW: Date = date(2026, 11, 21);

fn treaties(files: &[SourceFile], regime: &Regime) -> Vec<Treaty> {
    Treaty::load_all(files, regime.reference()).unwrap()
}

fn treaty(id: &str, files: &[SourceFile], regime: &Regime) -> Treaty {
    treaties(files, regime).into_iter().find(|treaty| *treaty.file().treaty.id == *id).unwrap()
}

// --- paragraphs accounted for

#[test]
fn every_paragraph_stands_in_one_row() {
    let regime = common::regime();
    let held = regime.coverage(NOW);
    assert_eq!(held.len(), regime.instruments().len());
    for instrument in &held {
        let counted: usize = CoverageState::ALL.iter().map(|state| instrument.count(*state)).sum();
        match instrument.paragraphs {
            Some(paragraphs) => assert_eq!(counted, usize::from(paragraphs), "{}", instrument.symbol),
            None => {
                let last = instrument.rows.last().unwrap();
                assert!(last.paragraphs.ends_with('-'), "{}: {last:?}", instrument.symbol);
            }
        }
        for row in &instrument.rows {
            let holds = matches!(row.state, CoverageState::Encoded | CoverageState::Partly);
            assert_eq!(holds, !row.provisions.is_empty(), "{} {row:?}", instrument.symbol);
            assert_eq!(row.state != CoverageState::Encoded, row.reason.is_some(), "{row:?}");
        }
    }
}

#[test]
fn coverage_knows_no_later_instrument() {
    let regime = common::regime();
    let symbols = |known: Date| -> Vec<String> {
        regime.coverage(known).into_iter().map(|held| held.instrument).collect()
    };
    assert_eq!(symbols(date(2006, 10, 13)), ["1695"]);
    assert_eq!(symbols(date(2006, 10, 14)), ["1695", "1718"]);
    // Paragraph 12 of 2087 is held in part; the reason names 2094 and 2270.
    let reason = |known: Date| {
        let held = regime.coverage(known).into_iter().find(|held| held.instrument == "2087").unwrap();
        held.rows.iter().filter_map(|row| row.reason.clone()).collect::<Vec<_>>().join(" ")
    };
    assert!(reason(NOW).contains("2094:22 and 2270:27"), "{}", reason(NOW));
    let then = reason(date(2013, 2, 1));
    assert!(!then.contains("2094") && !then.contains("2270") && then.contains("1718 and 1874"), "{then}");
}

/// A summary, and what is printed whole with it, names nothing that came after its instrument; so it can be shown on any
/// day on which the instrument was known. Only notes and sources may look ahead, and they are cut to the day.
#[test]
fn what_is_printed_whole_names_nothing_later() {
    let regime = common::regime();
    let mut ahead: Vec<String> = Vec::new();
    let mut whole = |text: &str, day: Date, of: &str| {
        if regime.as_known(text, day).as_deref() != Some(text) {
            ahead.push(format!("{of}, of {day}: {text}"));
        }
    };
    for (provision, instrument) in regime.provisions() {
        let said = provision.exceptions.iter().flat_map(|exception| {
            let steps = exception.steps.iter().map(|step| &step.says);
            let duties = exception.duties.iter().map(|duty| &duty.act);
            std::iter::once(&exception.summary).chain(steps).chain(duties)
        });
        let duties = provision.duties.iter().map(|duty| &duty.act);
        for text in said.chain(duties).chain(&provision.open).chain([&provision.summary]) {
            whole(text, instrument.adopted, &provision.id);
        }
    }
    for reading in regime.readings() {
        if let Some(first) = first_met(&regime, &reading.id) {
            for text in reading.options.iter().map(|option| &option.says).chain([&reading.question]) {
                whole(text, first, &reading.id);
            }
        }
    }
    for event in regime.events() {
        whole(&event.says, regime.council_day(event), &event.id);
    }
    for instrument in regime.instruments() {
        whole(&instrument.trigger, instrument.adopted, &instrument.id);
    }
    assert_eq!(ahead, [] as [&str; 0]);
    assert!(regime.as_known("As 2397:4 says.", date(2017, 12, 21)).is_none(), "a later name is seen");
    assert!(
        regime.as_known("R2397-04a", date(2017, 12, 21)).is_none(),
        "a row of the fact sheets names one too"
    );
}

/// The day of the first instrument with a provision that turns on a reading.
fn first_met(regime: &Regime, reading: &str) -> Option<Date> {
    let named = format!("\"{reading}/");
    let met = regime.provisions().filter(|(provision, _)| {
        let words = serde_json::to_string(provision).unwrap();
        words.contains(&named)
    });
    met.map(|(_, instrument)| instrument.adopted).min()
}

// --- treaties

#[test]
fn the_test_ban_waits_for_eight_states_and_then_for_nine() {
    let regime = common::regime();
    let ctbt = treaty("ctbt", &common::files(), &regime);
    let missing = |on: Date| -> Vec<String> {
        ctbt.status(on, on).missing.into_iter().map(|state| state.code).collect()
    };
    let status = ctbt.status(date(2017, 12, 15), date(2017, 12, 15));
    assert!(!status.in_force && status.since.is_none());
    assert_eq!((status.listed, status.listed_signed, status.listed_ratified), (44, 41, 36));
    let mut states: Vec<(&str, &str)> =
        status.missing.iter().map(|state| (state.code.as_str(), state.because)).collect();
    states.sort();
    let (signed, unsigned) = ("has signed and not ratified", "has not signed");
    let expected = [
        ("CN", signed),
        ("EG", signed),
        ("IL", signed),
        ("IN", unsigned),
        ("IR", signed),
        ("KP", unsigned),
        ("PK", unsigned),
        ("US", signed),
    ];
    assert_eq!(states, expected);
    let totals = status.totals.unwrap();
    assert_eq!((totals.signed, totals.ratified), (183, 166));

    assert_eq!(missing(date(1996, 9, 23)).len(), 44);
    let opened = ctbt.status(date(1996, 9, 24), date(1996, 9, 24));
    assert!(opened.listed_signed > 20 && opened.listed_ratified == 0, "{opened:?}");
    assert_eq!(opened.totals, None);

    // Russia withdrew its ratification in November 2023; what is known before does not show it, whatever the day asked about.
    assert_eq!(missing(date(2023, 11, 2)).len(), 8);
    let later = ctbt.status(date(2024, 12, 1), date(2024, 12, 1));
    assert_eq!((later.listed_signed, later.listed_ratified, later.missing.len()), (41, 35, 9));
    let russia = later.missing.iter().find(|state| state.code == "RU").unwrap();
    assert_eq!(russia.because, "withdrew its ratification");
    assert_eq!(ctbt.status(date(2024, 12, 1), date(2017, 12, 15)).missing.len(), 8);
}

/// The treaty as if every State that it waits for had deposited on a day, each row changed by `change`.
fn had_all_deposited(change: impl Fn(&str, &mut toml::Table)) -> Treaty {
    let regime = common::regime();
    let mut files = common::files();
    let file = files.iter_mut().find(|file| file.path == "treaties/ctbt.toml").unwrap();
    let mut table: toml::Table = file.text.parse().unwrap();
    for state in table.get_mut("state").and_then(toml::Value::as_array_mut).unwrap() {
        let state = state.as_table_mut().unwrap();
        let code = state.get("code").and_then(toml::Value::as_str).unwrap().to_owned();
        change(&code, state);
    }
    file.text = table.to_string();
    treaty("ctbt", &files, &regime)
}

fn on_day(day: &str) -> toml::Value {
    toml::Value::Datetime(day.parse().unwrap())
}

#[test]
fn a_treaty_enters_into_force_when_its_days_have_passed() {
    let ctbt = had_all_deposited(|_, state| {
        state.remove("ratification-withdrawn");
        state.entry("signed").or_insert(on_day("2018-05-01"));
        state.entry("ratified").or_insert(on_day("2019-01-10"));
    });
    // 180 days after 10 January 2019 is 9 July.
    let eve = ctbt.status(date(2019, 7, 8), NOW);
    assert_eq!((eve.missing.len(), eve.in_force, eve.listed_ratified), (0, false, 44));
    let first = ctbt.status(date(2019, 7, 9), NOW);
    assert_eq!((first.in_force, first.since.as_deref()), (true, Some("2019-07-09")));
    assert!(!ctbt.status(date(2019, 7, 9), date(2019, 7, 8)).in_force, "nobody knows it the day before");
    let regime = common::regime();
    let yes = Bound::Yes { since: "2019-07-09".into() };
    assert_eq!(ctbt.binds(regime.target(), date(2020, 1, 1), NOW), yes);
    let no = ctbt.binds(regime.target(), date(2019, 7, 8), NOW);
    assert_eq!(no, Bound::No { because: "the Comprehensive Nuclear-Test-Ban Treaty is not in force".into() });
    // A State of which the ledger has no row.
    let absent = regime.reference().country("TV").unwrap();
    assert_eq!(ctbt.binds(absent, date(2020, 1, 1), NOW), Bound::NotFollowed);
    // In force, the treaty is what a test breaches.
    let conduct = Conduct::Kind(EventKind::NuclearTest, date(2020, 1, 1));
    let breach = regime.assess(conduct, &[ctbt], NOW).unwrap().treaties;
    assert_eq!((breach[0].id.as_str(), &breach[0].bound), ("ctbt/no-test", &yes));
}

#[test]
fn a_treaty_does_not_enter_into_force_before_its_earliest_day() {
    let ctbt = had_all_deposited(|_, state| {
        state.remove("ratification-withdrawn");
        state.insert("signed".into(), on_day("1996-09-24"));
        state.insert("ratified".into(), on_day("1996-12-01"));
    });
    assert!(!ctbt.status(date(1998, 9, 23), NOW).in_force);
    assert_eq!(ctbt.status(date(1998, 9, 24), NOW).since.as_deref(), Some("1998-09-24"));
}

#[test]
fn a_withdrawn_ratification_stops_an_entry_into_force_and_undoes_none() {
    let withdrawn = |day: &'static str| {
        had_all_deposited(move |code, state| {
            state.remove("ratification-withdrawn");
            state.entry("signed").or_insert(on_day("2018-05-01"));
            state.entry("ratified").or_insert(on_day("2019-01-10"));
            if code == "RU" {
                state.insert("ratification-withdrawn".into(), on_day(day));
            }
        })
    };
    let before = withdrawn("2019-07-08").status(date(2020, 1, 1), NOW);
    assert_eq!((before.in_force, before.missing.len()), (false, 1));
    let after = withdrawn("2023-11-03");
    assert!(after.status(date(2024, 1, 1), NOW).in_force);
    let regime = common::regime();
    let russia = regime.reference().country("RU").unwrap();
    assert!(matches!(after.binds(russia, date(2023, 11, 2), NOW), Bound::Yes { .. }));
    assert!(matches!(after.binds(russia, date(2023, 11, 3), NOW), Bound::No { .. }));
}

#[test]
fn the_npt_bound_until_2003_and_is_disputed_since() {
    let regime = common::regime();
    let npt = treaty("npt", &common::files(), &regime);
    let binds = |on: Date| npt.binds(regime.target(), on, NOW);
    let bound_on = |on: Date| -> Vec<String> {
        match binds(on) {
            Bound::Disputed { readings, .. } => {
                readings.into_iter().filter(|reading| reading.bound).map(|reading| reading.id).collect()
            }
            other => panic!("{on}: {other:?}"),
        }
    };
    let since = Bound::Yes { since: "1985-12-12".into() };
    assert!(matches!(binds(date(1985, 12, 11)), Bound::No { .. }));
    assert_eq!(binds(date(1985, 12, 12)), since);
    assert_eq!(binds(date(2002, 12, 31)), since);
    assert_eq!(binds(date(2003, 1, 10)), since);
    let (three, next) = ("fresh-three-months", "fresh-three-months-next-day");
    assert_eq!(bound_on(date(2003, 1, 11)), [three, next, "no-effect"]);
    assert_eq!(bound_on(date(2003, 4, 9)), [three, next, "no-effect"]);
    assert_eq!(bound_on(date(2003, 4, 10)), [next, "no-effect"]);
    assert_eq!(bound_on(date(2003, 4, 11)), ["no-effect"]);
    assert_eq!(bound_on(date(2017, 9, 3)), ["no-effect"]);
    assert_eq!(npt.binds(regime.target(), date(2017, 9, 3), date(2002, 12, 31)), since);
    let kazakhstan = regime.reference().country("KZ").unwrap();
    assert_eq!(npt.binds(kazakhstan, NOW, NOW), Bound::Yes { since: "1994-02-14".into() });
    let status = npt.status(NOW, NOW);
    assert_eq!((status.since.as_deref(), status.listed), (Some("1970-03-05"), 0));
    assert!(!npt.status(date(1970, 3, 4), NOW).in_force);
}

// --- tests and launches

fn assess(regime: &Regime, event: &str, known: Date) -> Assessment {
    let treaties = treaties(&common::files(), regime);
    regime.assess(Conduct::Event(regime.event(event).unwrap()), &treaties, known).unwrap()
}

fn outright(answer: &Assessment) -> Vec<&str> {
    let rows = answer.breached.iter().filter(|row| row.binding && row.on_reading.is_none());
    rows.map(|row| row.cite.as_str()).collect()
}

fn next(answer: &Assessment) -> Vec<(&str, i32, bool)> {
    answer
        .next
        .iter()
        .map(|NextStep { id, days, answers, .. }| (id.as_str(), *days, answers.is_some()))
        .collect()
}

#[test]
fn the_first_test_came_before_the_regime() {
    let regime = common::regime();
    let answer = assess(&regime, "test-2006-10-09", NOW);
    assert_eq!(answer.breached, []);
    assert_eq!(answer.without.iter().map(|held| held.instrument.as_str()).collect::<Vec<_>>(), ["1695"]);
    assert_eq!(next(&answer), [("1718", 5, true)]);
    let npt = answer.treaties.iter().find(|row| row.id == "npt/no-nuclear-weapons").unwrap();
    assert!(matches!(npt.bound, Bound::Disputed { .. }));
}

#[test]
fn every_missile_since_1718_breaches_its_second_paragraph() {
    let regime = common::regime();
    let (mut before, mut since) = (0, 0);
    for event in regime.events().iter().filter(|event| event.kind == EventKind::BallisticMissileLaunch) {
        let answer = assess(&regime, &event.id, NOW);
        if regime.council_day(event) < date(2006, 10, 14) {
            before += 1;
            assert!(outright(&answer).is_empty(), "{}: {:?}", event.id, answer.breached);
        } else {
            since += 1;
            assert!(outright(&answer).contains(&"1718:2"), "{}: {:?}", event.id, answer.breached);
        }
    }
    assert!(before >= 3 && since >= 25, "{before} launches before 1718, {since} since");
    for test in regime.events().iter().filter(|event| event.kind == EventKind::NuclearTest).skip(1) {
        assert!(outright(&assess(&regime, &test.id, NOW)).contains(&"1718:2"), "{}", test.id);
    }
}

#[test]
fn a_satellite_launcher_before_1874_is_a_breach_on_a_reading_only() {
    let regime = common::regime();
    let answer = assess(&regime, "launch-2009-04-05", NOW);
    assert!(outright(&answer).is_empty(), "{:?}", answer.breached);
    let readings: Vec<(&str, Option<&str>, bool)> = answer
        .breached
        .iter()
        .map(|row| (row.cite.as_str(), row.on_reading.as_deref(), row.binding))
        .collect();
    let reading = Some("space-launch-before-2009/reaches");
    assert!(readings.contains(&("1718:2", reading, true)), "{readings:?}");
    assert!(readings.contains(&("1695:2", reading, false)), "{readings:?}");
    assert_eq!(next(&answer), [("statement-prst-2009-7", 8, true), ("1874", 68, false)]);
    // What is known then names no source that came later.
    let then = assess(&regime, "launch-2009-04-05", date(2009, 4, 5));
    assert!(then.breached.iter().all(|row| !row.reading_says.as_ref().unwrap().contains("1874")));
    assert!(answer.breached.iter().any(|row| row.reading_says.as_ref().unwrap().contains("1874")));
    assert!(outright(&assess(&regime, "launch-2012-12-12", NOW)).contains(&"1874:2"));
}

#[test]
fn the_sixth_test_is_assessed_by_the_day_in_new_york() {
    let regime = common::regime();
    let answer = assess(&regime, "test-2017-09-03", date(2017, 12, 15));
    assert_eq!(answer.on, "2017-09-02");
    let cites = outright(&answer);
    for cite in ["1718:2", "1718:6", "1874:2", "2270:2", "2321:2", "2371:2"] {
        assert!(cites.contains(&cite), "{cite}: {cites:?}");
    }
    assert!(!cites.iter().any(|cite| cite.starts_with("2375")), "{cites:?}");
    assert_eq!(next(&answer), [("2375", 9, true)]);
    assert_eq!(answer.next[0].answers, Some(Confidence::Verified));
    assert!(answer.note.as_ref().unwrap().contains("2375"));
    let ctbt = answer.treaties.iter().find(|row| row.id == "ctbt/no-test").unwrap();
    assert!(matches!(&ctbt.bound, Bound::No { because } if because.ends_with("not in force")), "{ctbt:?}");
    // On the day itself nobody knows what the Council will do, nor by what name.
    let then = assess(&regime, "test-2017-09-03", date(2017, 9, 3));
    assert_eq!(next(&then), []);
    assert!(!then.note.as_ref().is_some_and(|note| note.contains("2375")), "{:?}", then.note);
    assert!(!then.sources.join(" ").contains("2375"), "{:?}", then.sources);
}

#[test]
fn a_launch_of_may_2017_breached_some_resolutions_and_not_others() {
    let regime = common::regime();
    let answer = assess(&regime, "launch-2017-05-28", date(2017, 6, 2));
    let without: Vec<&str> = answer.without.iter().map(|held| held.instrument.as_str()).collect();
    assert_eq!(without, ["1928", "1985", "2050", "2141", "2207", "2276", "2345"]);
    let mut breached: Vec<&str> =
        outright(&answer).into_iter().filter_map(|cite| cite.split(':').next()).collect();
    breached.dedup();
    assert_eq!(breached, ["1718", "1874", "2087", "2094", "2270", "2321"]);
    let urged: Vec<&str> =
        answer.breached.iter().filter(|row| !row.binding).map(|row| row.cite.as_str()).collect();
    assert_eq!(urged, ["1695:2"]);
    assert_eq!(next(&answer), [("2356", 5, true)]);
}

#[test]
fn nothing_is_assessed_that_is_no_conduct_or_not_known_yet() {
    let regime = common::regime();
    let of = |id: &str, known: Date| {
        let event = regime.event(id).unwrap();
        regime.assess(Conduct::Event(event), &[], known)
    };
    assert_eq!(of("meeting-8137", NOW), None);
    assert_eq!(of("launch-2017-11-28", date(2017, 11, 27)), None);
    assert!(of("launch-2017-11-28", date(2017, 11, 28)).is_some());
    assert_eq!(next(&of("launch-2017-11-28", date(2017, 12, 21)).unwrap()), []);
    assert_eq!(next(&of("launch-2017-11-28", date(2017, 12, 22)).unwrap()), [("2397", 24, true)]);
    let conduct = Conduct::Kind(EventKind::NuclearTest, date(2017, 9, 2));
    let by_kind = regime.assess(conduct, &[], NOW).unwrap();
    let by_event = of("test-2017-09-03", NOW).unwrap();
    assert_eq!((by_kind.event, by_kind.breached), (None, by_event.breached));
}

// --- over time

fn spans(
    regime: &Regime,
    subject: &str,
    from: Date,
    to: Date,
    known: Date,
) -> Vec<(String, Option<String>, Strength)> {
    let line = regime.timeline(from, to, known);
    let lane = line.lanes.into_iter().find(|lane| lane.subject == subject);
    lane.map(|lane| lane.spans)
        .unwrap_or_default()
        .into_iter()
        .map(|span| (span.from, span.until, span.strength))
        .collect()
}

#[test]
fn spans_are_the_law_between_two_turns() {
    let regime = common::regime();
    let day = |day: &str| day.to_owned();
    let (start, seen) = (date(2006, 1, 1), date(2017, 12, 15));
    let workers = spans(&regime, "workers", start, seen, seen);
    let expected = vec![
        (day("2016-11-30"), Some(day("2017-08-05")), Strength::CalledFor),
        (day("2017-08-05"), Some(day("2017-09-11")), Strength::Limited),
        (day("2017-09-11"), None, Strength::Limited),
    ];
    assert_eq!(workers, expected);
    // The end that 2375 will make is not known before, and a window shows the stretches that it touches.
    let eve = date(2017, 9, 10);
    assert_eq!(
        spans(&regime, "workers", date(2017, 8, 6), eve, eve),
        [(day("2017-08-05"), None, Strength::Limited)]
    );
    assert_eq!(spans(&regime, "workers", date(2017, 8, 6), eve, seen), expected[1..2]);
    assert_eq!(spans(&regime, "workers", start, date(2016, 11, 29), seen), []);
    assert_eq!(spans(&regime, "machinery-vehicles-metals", start, date(2018, 12, 31), seen), []);
    let later = spans(&regime, "machinery-vehicles-metals", start, date(2018, 12, 31), date(2017, 12, 22));
    assert_eq!(
        later,
        [(day("2017-12-22"), None, Strength::Limited)],
        "spare parts and approvals let some through"
    );
    // Foreign coal through Rajin needs notice; iron was forbidden throughout, under three resolutions.
    let strengths = |subject: &str| -> Vec<Strength> {
        spans(&regime, subject, start, seen, seen).into_iter().map(|(.., strength)| strength).collect()
    };
    assert_eq!(strengths("coal"), [Strength::Limited; 3]);
    assert_eq!(strengths("iron"), [Strength::Forbidden; 3]);
    for (subject, day, strength) in [
        ("textiles", date(2017, 9, 10), None),
        ("textiles", date(2017, 9, 11), Some(Strength::Limited)),
        ("ship-to-ship", date(2017, 9, 11), Some(Strength::Forbidden)),
        ("tests-and-launches", date(2006, 10, 14), Some(Strength::Rule)),
        ("tests-and-launches", date(2006, 10, 13), Some(Strength::CalledFor)),
    ] {
        assert_eq!(regime.strength(subject, day, NOW), strength, "{subject} on {day}");
    }
}

#[test]
fn the_panel_ended_by_its_own_term() {
    let regime = common::regime();
    let panel = spans(&regime, "panel", date(2006, 1, 1), NOW, NOW);
    assert_eq!(panel.first().unwrap().0, "2009-06-12");
    let term = regime.provision("2680/panel").unwrap().0;
    assert_eq!(regime.end(term, NOW), Some(date(2024, 5, 1)));
    let in_force = |on: Date| -> Vec<String> {
        let held = regime.provisions().filter(|(held, _)| *held.subject == *"panel" && held.until.is_some());
        held.filter(|(held, _)| {
            matches!(regime.standing(held, on, NOW), interdict_regime::Standing::InForce { .. })
        })
        .map(|(held, _)| held.id.to_string())
        .collect()
    };
    assert_eq!(in_force(date(2024, 4, 30)), ["2680/panel"]);
    assert_eq!(in_force(date(2024, 5, 1)), [] as [String; 0]);
}

#[test]
fn what_happened_stands_at_the_day_of_the_councils_seat() {
    let regime = common::regime();
    let ids = |from: Date, to: Date, known: Date| -> Vec<String> {
        regime.timeline(from, to, known).happened.into_iter().map(|happened| happened.id).collect()
    };
    let (test, next) = (date(2017, 9, 2), date(2017, 9, 3));
    assert_eq!(ids(test, test, NOW), ["test-2017-09-03"]);
    assert_eq!(ids(next, next, NOW), [] as [&str; 0]);
    assert_eq!(ids(test, next, date(2017, 9, 1)), [] as [&str; 0]);
    assert_eq!(ids(date(2017, 9, 11), date(2017, 9, 11), NOW), ["2375"]);
    // Worked out from the time where the Council's texts name no day: 18:33 in July is the afternoon in New York.
    let event = regime.event("launch-2006-07-04").unwrap();
    assert_eq!(regime.council_day(event), date(2006, 7, 5), "the Council names the 5th");
    let mut untold = event.clone();
    untold.council_day = None;
    assert_eq!(regime.council_day(&untold), date(2006, 7, 4));
    untold.time = None;
    untold.date = date(2006, 7, 6);
    assert_eq!(regime.council_day(&untold), date(2006, 7, 6));
}
