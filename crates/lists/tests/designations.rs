//! The committed designations: complete, in agreement with the UN's own list, and dated.
#![allow(clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;
#[allow(dead_code, clippy::print_stdout, reason = "its main belongs to the example")]
#[path = "../examples/make_designations.rs"]
mod generator;

use std::collections::BTreeSet;

use common::{loaded, shared};
use interdict_lists::{Confidence, Designations, Format, Kind, NameUse, PartialDate};
use jiff::civil::{Date, date};

fn designations() -> Designations {
    let text = include_str!("../../../regimes/un-1718/designations.toml");
    Designations::parse("designations.toml", text)
        .unwrap_or_else(|error| panic!("{:?}", miette::Report::new(error)))
}

fn listed(on: Date, known: Date) -> (usize, usize, usize) {
    let list = designations();
    let count = |kind: Kind| list.listed(on, known).filter(|standing| standing.kind == kind).count();
    (count(Kind::Person), count(Kind::Entity), count(Kind::Vessel))
}

#[test]
fn every_reference_is_there() {
    let list = designations();
    let references: BTreeSet<&str> = list.all().map(|(_, listed)| listed.reference()).collect();
    for number in 1..=80 {
        assert!(references.contains(format!("KPi.{number:03}").as_str()), "KPi.{number:03}");
    }
    for number in 1..=75 {
        assert!(references.contains(format!("KPe.{number:03}").as_str()), "KPe.{number:03}");
    }
    assert_eq!(list.all().count(), 80 + 75 + 59);
}

#[test]
fn who_was_listed_grows_with_each_act() {
    let today = date(2026, 11, 21);
    // The day before the first listing, the day of each act, and now; persons and entities are those of the
    // fact sheet's sums, ships those whose numbers were seen.
    for (on, want) in [
        (date(2009, 4, 23), (0, 0, 0)),
        (date(2009, 4, 24), (0, 3, 0)),
        (date(2009, 7, 16), (5, 8, 0)),
        (date(2012, 5, 2), (5, 11, 0)),
        (date(2013, 1, 22), (9, 17, 0)),
        (date(2013, 3, 7), (12, 19, 0)),
        (date(2014, 7, 28), (12, 20, 0)),
        (date(2016, 3, 2), (28, 32, 22)),
        (date(2016, 11, 30), (39, 42, 22)),
        (date(2017, 6, 1), (39, 42, 22)),
        (date(2017, 6, 2), (53, 46, 22)),
        (date(2017, 8, 5), (62, 50, 22)),
        (date(2017, 9, 11), (63, 53, 22)),
        (date(2017, 10, 3), (63, 53, 26)),
        (date(2017, 12, 22), (79, 54, 26)),
        (date(2017, 12, 28), (79, 54, 30)),
        (date(2018, 3, 30), (80, 75, 56)),
        (date(2018, 10, 16), (80, 75, 59)),
        (today, (80, 75, 59)),
    ] {
        assert_eq!(listed(on, today), want, "{on}");
        // Knowledge of the day itself is enough; knowledge of the day before hides the act.
        assert_eq!(listed(today, on), want, "known on {on}");
    }
}

#[test]
fn twenty_three_fifty_six_listed_fourteen_and_four() {
    let list = designations();
    let of: Vec<&str> = list
        .all()
        .filter(|(_, listed)| listed.listed.by == "2356:3")
        .map(|(_, listed)| listed.reference())
        .collect();
    let want: Vec<String> =
        (40..=53).map(|n| format!("KPi.{n:03}")).chain((43..=46).map(|n| format!("KPe.{n:03}"))).collect();
    assert_eq!(of, want);
    let act = list.acts().find(|act| act.id == "2356:3").unwrap();
    assert_eq!((act.on, act.cite_confidence), (date(2017, 6, 2), Confidence::ContentVerified));
}

#[test]
fn ships_carry_the_measures_of_their_notices() {
    let list = designations();
    let on = |by: &str, what: &str| {
        let applied = |listed: &interdict_lists::Listed| {
            listed.measures.iter().any(|measure| measure.by.as_deref() == Some(by) && measure.what == what)
        };
        list.all().filter(|(kind, listed)| **kind == Kind::Vessel && applied(listed)).count()
    };
    assert_eq!(on("2270:23", "asset-freeze"), 22);
    assert_eq!(on("committee-2017-10-03", "port-entry-ban"), 4);
    assert_eq!(on("committee-2017-12-28", "port-entry-ban"), 4);
    // 27 ships on 2018-03-30: 13 frozen and banned, 12 deflagged and banned, 2 frozen only.
    let notice = "committee-2018-03-30";
    assert_eq!(
        (on(notice, "asset-freeze"), on(notice, "deflag"), on(notice, "port-entry-ban")),
        (15, 12, 25)
    );
    let last = "committee-2018-10-16";
    assert_eq!((on(last, "asset-freeze"), on(last, "deflag"), on(last, "port-entry-ban")), (0, 3, 3));
    // One ship was on the list already.
    let known = list.all().find(|(_, listed)| listed.name == "HAO FAN 6").unwrap().1;
    assert_eq!(known.listed.on, date(2017, 10, 3));
    let standing =
        list.listed(date(2018, 1, 1), date(2018, 1, 1)).find(|one| one.listed.name == "HAO FAN 6").unwrap();
    assert_eq!(standing.measures.len(), 1);
    // The notice of 2017-12-28 was seen, with names and numbers.
    let seen = [
        ("BILLIONS NO. 18", "9191773"),
        ("UL JI BONG 6", "9114555"),
        ("RUNG RA 2", "9020534"),
        ("RYE SONG GANG 1", "7389704"),
    ];
    for (name, imo) in seen {
        let ship = list.all().find(|(_, listed)| listed.imo.as_deref() == Some(imo)).unwrap().1;
        assert_eq!((ship.name.as_str(), ship.confidence), (name, Confidence::Verified));
    }
    let first = list.all().find(|(_, listed)| listed.listed.by == "2270:23").unwrap().1;
    assert_eq!(first.confidence, Confidence::Unverified);
    assert_eq!(list.gaps()[0].count, 9);
}

#[test]
fn names_changed_since_are_pointed_out() {
    let list = designations();
    // The Ministry of the People's Armed Forces is today listed under another name.
    let then = list
        .listed(date(2018, 1, 1), date(2018, 1, 1))
        .find(|one| one.listed.reference() == "KPe.054")
        .unwrap();
    assert_eq!(then.amended_since, [date(2024, 3, 7)]);
    assert!(then.listed.aliases.iter().any(|alias| alias.use_ == NameUse::Former));
}

#[test]
fn they_agree_with_every_un_edition() {
    let list = designations();
    let ours = list.entries();
    for edition in ["2018-06-07", "2018-10-29", "2020-11-24", "2025-11-20", "2026-01-28"] {
        let Some((_, theirs)) = loaded(Format::UnXml, &format!("un/consolidated_{edition}.xml.gz")) else {
            return;
        };
        let theirs: Vec<_> = theirs.into_iter().filter(|entry| entry.lists == ["DPRK"]).collect();
        assert_eq!(theirs.len(), 155);
        for entry in &theirs {
            let own = ours
                .iter()
                .find(|own| own.id == entry.id)
                .unwrap_or_else(|| panic!("{} is missing", entry.id));
            let day = |entry: &interdict_lists::Entry| entry.listed[0].on.as_ref().and_then(PartialDate::day);
            assert_eq!(day(own), day(entry), "{} listed on", entry.id);
            for act in &entry.amended {
                assert!(
                    own.amended.iter().any(|known| known.on == act.on),
                    "{} amended {:?}",
                    entry.id,
                    act.on
                );
            }
            if edition != "2026-01-28" {
                continue;
            }
            assert_eq!(own.kind, entry.kind);
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for name in entry.names.iter().filter(|name| !name.full.is_empty()) {
                let full = squeezed(&name.full);
                assert!(
                    own.names.iter().any(|known| known.full == full && known.quality == name.quality),
                    "{full}"
                );
            }
            for birth in &entry.births {
                assert!(
                    own.births.iter().any(|known| known.date == birth.date),
                    "{} {}",
                    entry.id,
                    birth.date
                );
            }
            for document in entry.documents.iter().filter(|document| !document.number.is_empty()) {
                assert!(
                    own.documents.iter().any(|known| document.number.contains(&known.number)),
                    "{} {}",
                    entry.id,
                    document.number
                );
            }
            assert_eq!(own.nationalities.len(), entry.nationalities.len(), "{}", entry.id);
        }
    }
}

#[test]
fn the_committed_file_is_what_the_generator_makes() {
    if shared("un").is_none() {
        return;
    }
    let paths = std::fs::read_dir(shared("un").unwrap()).unwrap().map(|file| file.unwrap().path());
    let mut lists: Vec<String> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
    lists.retain(|path| path.contains("consolidated_"));
    lists.sort();
    let vessels = shared("eu/eu_journal_32017R1509_dprk.csv").unwrap();
    let made = generator::make(&vessels.to_string_lossy(), lists.into_iter()).unwrap();
    let committed = include_str!("../../../regimes/un-1718/designations.toml");
    assert!(made == committed, "make the file again and commit it");
}

#[test]
fn faults_are_refused_with_their_place() {
    let good = "format = 1\nlist = \"x\"\ntitle = \"x\"\ntext-as-of = 2026-01-28\n\n\
        [[act]]\nid = \"1:2\"\non = 2017-06-02\ndate-confidence = \"read\"\ncite-confidence = \"read\"\n\n\
        [[measure]]\nid = \"asset-freeze\"\nunder = \"1:8\"\n\n\
        [[vessel]]\nref = \"imo-9191773\"\nname = \"SHIP\"\nimo = \"9191773\"\n\
        listed = { by = \"1:2\", on = 2017-06-02 }\nmeasures = [{ what = \"asset-freeze\" }]\nconfidence = \"read\"\n";
    assert!(Designations::parse("x.toml", good).is_ok());
    for (from, to, said) in [
        ("name = \"SHIP\"", "nmae = \"SHIP\"", "unknown field `nmae`"),
        (
            "by = \"1:2\", on = 2017-06-02",
            "by = \"1:3\", on = 2017-06-02",
            "`imo-9191773` was listed by `1:3`, which the file does not name",
        ),
        (
            "by = \"1:2\", on = 2017-06-02",
            "by = \"1:2\", on = 2017-06-03",
            "`imo-9191773` says 2017-06-03, its act `1:2` is of 2017-06-02",
        ),
        ("imo = \"9191773\"", "imo = \"9191774\"", "`9191774` is no IMO number"),
        (
            "{ what = \"asset-freeze\" }",
            "{ what = \"asset-frieze\" }",
            "has the measure `asset-frieze`, which the file does not name",
        ),
        ("format = 1", "format = 2", "format 2 is not known"),
        ("text-as-of = 2026-01-28", "text-as-of = \"2026\"", "invalid type"),
    ] {
        let error = Designations::parse("x.toml", &good.replace(from, to)).unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    }
    let wrong = good.replace("imo = \"9191773\"", "imo = \"9191774\"");
    let error = format!("{:?}", miette::Report::new(Designations::parse("x.toml", &wrong).unwrap_err()));
    assert!(error.contains("x.toml:17"), "{error}");
}
