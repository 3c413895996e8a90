//! What is refused, with which reason, and that the edition held stays.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use common::text;
use interdict_lists::{
    Added, Delta, Format, Given, Limits, Older, OnBadRecord, Part, ReadError, Refusal, Rules, Shelf,
    ShelfError, load, open,
};

/// An edition of the UN list with so many people.
fn un(date: &str, people: usize) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"{date}\">\n<INDIVIDUALS>\n"
    );
    for number in 1..=people {
        writeln!(
            out,
            "<INDIVIDUAL><FIRST_NAME>PERSON {number}</FIRST_NAME><UN_LIST_TYPE>Atlantis</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>ATi.{number:03}</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON></INDIVIDUAL>"
        )
        .unwrap();
    }
    out + "</INDIVIDUALS>\n<ENTITIES></ENTITIES>\n</CONSOLIDATED_LIST>\n"
}

fn refusal(xml: &str) -> Refusal {
    text(Format::UnXml, xml).map(|_| ()).unwrap_err()
}

#[test]
fn broken_syntax() {
    let Refusal::Unreadable(ReadError::NotWellFormed(fault)) =
        refusal(&un("2018-06-07", 3).replacen("</FIRST_NAME>", "</FIRST>", 1))
    else {
        panic!()
    };
    assert_eq!((fault.at().line, fault.at().element.as_str()), (4, "FIRST_NAME"));
}

#[test]
fn truncated_anywhere() {
    let whole = un("2018-06-07", 3);
    let end = whole.trim_end().len();
    for cut in 1..end {
        let Some(cut) = whole.get(..cut) else { continue };
        let refusal = refusal(cut);
        let Refusal::Unreadable(error) = refusal else { panic!("{cut:?}: {refusal}") };
        assert!(matches!(error, ReadError::Truncated(_) | ReadError::NotWellFormed(_)), "{error}");
    }
    assert!(matches!(refusal(whole.get(..end - 30).unwrap()), Refusal::Unreadable(ReadError::Truncated(_))));
    assert!(matches!(refusal(""), Refusal::Unreadable(ReadError::Truncated(_))));
}

#[test]
fn a_csv_cut_in_the_middle() {
    let own = "id,kind,name\n1,person,\"Ann";
    assert!(matches!(text(Format::Own, own), Err(Refusal::Unreadable(ReadError::Truncated(_)))));
    let uk = "Report Date: 1-Jan-2026\nUnique ID,Name 6,Designation Type\nA1,ANN,Individual\nA2,B";
    assert!(matches!(text(Format::UkCsv, uk), Err(Refusal::Unreadable(ReadError::Truncated(_)))));
}

#[test]
fn damaged_text() {
    let whole = un("2018-06-07", 3);
    for bytes in [&b"\xff"[..], b"\xe9", b"\x19", b"\xed\xa0\x80"] {
        let mut damaged = whole.clone().into_bytes();
        let at = whole.find("PERSON 2").unwrap();
        damaged.splice(at..=at, bytes.iter().copied());
        let parts = vec![Part::only("list.xml", damaged.as_slice())];
        let refusal = load(Format::UnXml, parts, Rules::of(Format::UnXml)).unwrap_err();
        let Refusal::Unreadable(ReadError::NotText(fault)) = &refusal else { panic!("{bytes:?}: {refusal}") };
        assert_eq!(fault.at().line, 5, "{bytes:?}");
    }
    assert!(matches!(
        refusal(&whole.replace("PERSON 2", "&#25;")),
        Refusal::Unreadable(ReadError::NotText(_))
    ));
    let latin = whole.replace("UTF-8", "ISO-8859-1");
    assert!(matches!(refusal(&latin), Refusal::Unreadable(ReadError::NotText(_))));
}

#[test]
fn entities_are_never_expanded() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n";
    let bomb = un("2018-06-07", 3).replacen('\n', &format!("\n{laughs}"), 1);
    for xml in [
        bomb.clone(),
        un("2018-06-07", 3).replacen('\n', "\n<!DOCTYPE x SYSTEM \"file:///secret\">\n", 1),
        un("2018-06-07", 3).replace("PERSON 2", "&b;"),
        un("&b;", 3),
    ] {
        let refusal = refusal(&xml);
        assert!(matches!(refusal, Refusal::Unreadable(ReadError::EntityExpansion(_))), "{refusal}");
    }
}

#[test]
fn bombs_and_giants() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(un("2018-06-07", 1).as_bytes()).unwrap();
    for _ in 0..200 {
        packed.write_all(&[b' '; 100_000]).unwrap();
    }
    let packed = packed.finish().unwrap();
    let run = |limits: Limits| {
        let input = open(std::io::Cursor::new(packed.clone()), limits).unwrap();
        load(
            Format::UnXml,
            vec![Part::only("list.xml.gz", input)],
            Rules { limits, ..Rules::of(Format::UnXml) },
        )
        .unwrap_err()
    };
    let refused = run(Limits { record: 1 << 30, ..Limits::default() });
    assert!(matches!(refused, Refusal::Unreadable(ReadError::Bomb(_))), "{refused}");
    let refused = run(Limits { bytes: 1000, ..Limits::default() });
    assert!(matches!(refused, Refusal::Unreadable(ReadError::TooLarge(_))), "{refused}");

    let giant = un("2018-06-07", 3).replace("PERSON 2", &"x".repeat(50_000));
    let rules = Rules { limits: Limits { record: 10_000, ..Limits::default() }, ..Rules::of(Format::UnXml) };
    let buffered = std::io::BufReader::with_capacity(512, giant.as_bytes());
    let refused = load(Format::UnXml, vec![Part::only("list.xml", buffered)], rules).unwrap_err();
    assert!(matches!(refused, Refusal::Unreadable(ReadError::TooLarge(_))), "{refused}");
    let lines = format!("{{\"id\":\"{}\"}}\n", "x".repeat(50_000));
    let refused = load(
        Format::Ftm,
        vec![Part::only("list.json", lines.as_bytes())],
        Rules { limits: rules.limits, ..Rules::of(Format::Ftm) },
    );
    assert!(matches!(refused, Err(Refusal::Unreadable(ReadError::TooLarge(_))) | Err(Refusal::Empty { .. })));

    // Truncated gzip.
    let half = packed.get(..packed.len() / 2).unwrap().to_vec();
    let limits = Limits { ratio: u64::MAX, record: 1 << 30, ..Limits::default() };
    let input = open(std::io::Cursor::new(half), limits).unwrap();
    let rules = Rules { limits, ..Rules::of(Format::UnXml) };
    let refused = load(Format::UnXml, vec![Part::only("list.xml.gz", input)], rules).unwrap_err();
    assert!(matches!(refused, Refusal::Unreadable(ReadError::Truncated(_))), "{refused}");
}

#[test]
fn one_malformed_record_refuses_an_official_edition() {
    for (from, to, said) in [
        ("<REFERENCE_NUMBER>ATi.002</REFERENCE_NUMBER>", "", "it has no REFERENCE_NUMBER"),
        ("<FIRST_NAME>PERSON 2</FIRST_NAME>", "<FIRST_NAME/>", "it has no name"),
        (">PERSON 2", "><x>PERSON 2</x>", "it has no name"),
        ("ATi.002", "ATi.001", "`ATi.001` is listed twice"),
        (
            "ATi.002</REFERENCE_NUMBER><LISTED_ON>2016-03-02",
            "ATi.002</REFERENCE_NUMBER><LISTED_ON>2016-02-30",
            "`2016-02-30` is no date",
        ),
    ] {
        let xml = un("2018-06-07", 3).replacen(from, to, 1);
        let Refusal::Malformed { count, first } = refusal(&xml) else { panic!("{from}") };
        assert_eq!(count, 1);
        assert_eq!(first.fault().what(), said);
        let rules = Rules { bad_records: OnBadRecord::Report, ..Rules::of(Format::UnXml) };
        let (reading, entries) =
            load(Format::UnXml, vec![Part::only("list.xml", xml.as_bytes())], rules).unwrap();
        assert_eq!((entries.len(), reading.bad.len()), (2, 1));
    }
}

#[test]
fn another_format_is_not_taken_for_this_one() {
    assert!(matches!(
        refusal("<html><body>Sign in</body></html>"),
        Refusal::Unreadable(ReadError::WrongShape(_))
    ));
    let html = "<html>\n<body>Sign in</body></html>\n";
    for format in Format::ALL {
        assert!(text(format, html).is_err(), "{format}");
    }
    assert_eq!(Format::sniff(html.as_bytes()), None);
}

#[test]
fn fewer_records_than_it_says() {
    let xml = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ofac.xml"))
        .unwrap();
    let refused = text(Format::OfacXml, &xml.replace(">2</Record_Count>", ">3</Record_Count>")).unwrap_err();
    assert_eq!(refused.to_string(), "truncated: it says it has 3 records and has 2");
}

struct Desk {
    directory: tempfile::TempDir,
    shelf: Shelf,
}

impl Desk {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(directory.path().join("shelf"));
        Self { directory, shelf }
    }

    fn offer(&self, xml: &str) -> Result<Added, ShelfError> {
        self.offer_with(xml, Rules::of(Format::UnXml), Older::Refuse)
    }

    fn offer_with(&self, xml: &str, rules: Rules, older: Older) -> Result<Added, ShelfError> {
        let path = self.directory.path().join("offered.xml");
        std::fs::write(&path, xml).unwrap();
        self.shelf.add("un", Format::UnXml, &[Given::only(path)], rules, older)
    }

    fn people(&self) -> u64 {
        self.shelf.current("un").unwrap().map_or(0, |edition| edition.counts.entries)
    }

    fn litter(&self) -> usize {
        std::fs::read_dir(self.directory.path().join("shelf/un"))
            .map_or(0, |entries| entries.count().saturating_sub(2))
    }
}

#[test]
fn the_shelf_takes_keeps_and_refuses() {
    let desk = Desk::new();
    assert!(desk.shelf.current("un").unwrap().is_none());
    assert!(matches!(desk.offer(&un("2018-06-07", 100)), Ok(Added::New(_))));
    assert!(matches!(desk.offer(&un("2018-06-07", 100)), Ok(Added::Same(_))));
    assert!(matches!(desk.offer(&un("2018-10-29", 95)), Ok(Added::New(_))));

    let stale = desk.offer(&un("2018-06-08", 100)).unwrap_err();
    assert_eq!(stale.to_string(), "refused: stale: published 2018-06-08, the edition held is of 2018-10-29");
    let shrunken = desk.offer(&un("2019-01-01", 80)).unwrap_err();
    assert_eq!(shrunken.to_string(), "refused: shrunken: 80 entries where 95 were, more than 10 % fewer");
    let truncated = desk.offer(un("2019-01-01", 100).get(..2000).unwrap()).unwrap_err();
    assert!(truncated.to_string().starts_with("refused: truncated: "), "{truncated}");
    let empty = desk.offer(&un("2019-01-01", 0)).unwrap_err();
    assert!(empty.to_string().contains("lists nobody"), "{empty}");
    // The last good edition is still there, and nothing is left behind.
    assert_eq!(desk.people(), 95);
    assert_eq!(desk.litter(), 0);

    let rules = Rules { shrink_percent: 50, ..Rules::of(Format::UnXml) };
    assert!(desk.offer_with(&un("2019-01-01", 80), rules, Older::Refuse).is_ok());
    assert!(desk.offer_with(&un("2018-06-07", 100), Rules::of(Format::UnXml), Older::Allow).is_ok());
    assert_eq!(desk.people(), 100);
    assert_eq!(desk.shelf.editions("un").unwrap().len(), 3);
    assert_eq!(desk.shelf.lists().unwrap(), ["un"]);
}

#[test]
fn kept_editions_are_found_compared_and_checked() {
    let desk = Desk::new();
    desk.offer(&un("2018-06-07", 100)).unwrap();
    desk.offer(&un("2018-10-29", 101)).unwrap();
    let on = |day: &str| desk.shelf.find("un", Some(day)).unwrap().counts.entries;
    assert_eq!((on("2018-06-07"), on("2018-10-28"), on("2026-01-01")), (100, 100, 101));
    assert!(matches!(desk.shelf.find("un", Some("2018-06-06")), Err(ShelfError::Unknown { .. })));
    assert!(matches!(desk.shelf.find("eu", None), Err(ShelfError::Unknown { .. })));
    assert!(matches!(desk.shelf.find("../un", None), Err(ShelfError::Name(_))));
    let held = desk.shelf.find("un", None).unwrap();
    assert_eq!(desk.shelf.find("un", Some(held.short())).unwrap().hash, held.hash);

    let entries = |which| {
        let edition = desk.shelf.find("un", which).unwrap();
        desk.shelf.entries("un", &edition).unwrap()
    };
    let delta = Delta::between(&entries(Some("2018-06-07")), &entries(None));
    assert_eq!((delta.added.len(), delta.added[0].id.as_str()), (1, "ATi.101"));
    assert!(delta.removed.is_empty() && delta.changed.is_empty());

    let kept = desk.shelf.path().join("un/editions").join(&held.hash).join("primary");
    std::fs::write(&kept, un("2018-10-29", 99)).unwrap();
    assert!(matches!(desk.shelf.entries("un", &held), Err(ShelfError::Damaged { .. })));
}

#[test]
fn a_hash_does_not_depend_on_packing() {
    let desk = Desk::new();
    let xml = un("2018-06-07", 10);
    desk.offer(&xml).unwrap();
    let path = desk.directory.path().join("packed.xml.gz");
    let mut packed =
        flate2::write::GzEncoder::new(std::fs::File::create(&path).unwrap(), flate2::Compression::fast());
    packed.write_all(xml.as_bytes()).unwrap();
    packed.finish().unwrap();
    let added =
        desk.shelf.add("un", Format::UnXml, &[Given::only(path)], Rules::of(Format::UnXml), Older::Refuse);
    assert!(matches!(added, Ok(Added::Same(_))));
}

#[test]
fn the_real_malformed_copy_leaves_the_good_edition() {
    let (Some(good), Some(bad)) = (
        common::shared("un/consolidated_2020-11-24.xml.gz"),
        common::shared("un/malformed_2025-08-16_bad-encoding.xml.gz"),
    ) else {
        return;
    };
    let desk = Desk::new();
    let add = |path| {
        desk.shelf.add("un", Format::UnXml, &[Given::only(path)], Rules::of(Format::UnXml), Older::Refuse)
    };
    add(good).unwrap();
    let refused = add(bad).unwrap_err();
    assert!(refused.to_string().starts_with("refused: not valid text: "), "{refused}");
    assert_eq!(desk.people(), 1018);
    // Real editions follow each other without any rule being bent.
    for date in ["2025-11-20", "2026-01-28"] {
        add(common::shared(&format!("un/consolidated_{date}.xml.gz")).unwrap()).unwrap();
    }
    let stale = add(common::shared("un/consolidated_2018-06-07.xml.gz").unwrap()).unwrap_err();
    assert!(stale.to_string().contains("stale"), "{stale}");
}
