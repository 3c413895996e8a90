//! Whatever bytes come, no reader panics, and what it accepts is sound.
#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use std::path::Path;

use interdict_lists::{
    Designations, Format, Limits, OnBadRecord, Part, PartialDate, Role, Rules, load, open, read,
};
use proptest::prelude::*;

/// Reads bytes as every file of a format's set.
fn run(format: Format, bytes: &[u8]) {
    let limits = Limits { bytes: 1 << 20, ratio: 100, record: 1 << 16 };
    let roles: &[Role] = match format {
        Format::OfacCsv => &[Role::Primary, Role::Alternate, Role::Address, Role::Comments],
        _ => &[Role::Primary],
    };
    let parts = roles.iter().map(|role| Part { role: *role, name: "hostile".into(), input: bytes }).collect();
    let _ = read(format, parts, limits, &mut |entry| match entry {
        Ok(entry) => assert!(!entry.id.is_empty(), "an entry has a reference"),
        Err(bad) => assert!(!bad.fault().mend().is_empty(), "a bad record says how to mend it"),
    });
    let rules = Rules { bad_records: OnBadRecord::Report, limits, ..Rules::of(format) };
    if let Ok((reading, entries)) = load(format, vec![Part::only("hostile", bytes)], rules) {
        assert_eq!(reading.edition.counts.entries, entries.len() as u64);
    }
}

fn fixtures(format: Format) -> Vec<Vec<u8>> {
    let names: &[&str] = match format {
        Format::UnXml => &["un-2018.xml"],
        Format::OfacCsv => &["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
        Format::OfacXml => &["ofac.xml"],
        Format::OfacEnhanced => &["ofac-enhanced.xml"],
        Format::OfacAdvanced => &["ofac-advanced.xml"],
        Format::Csl => &["csl.csv"],
        Format::EuXml => &["eu.xml"],
        Format::UkCsv => &["uk.csv"],
        Format::UkXml => &["uk.xml"],
        Format::Ftm => &["ftm.jsonl"],
        _ => &["own.csv"],
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    names.iter().map(|name| std::fs::read(directory.join(name)).expect("a fixture")).collect()
}

fn format() -> impl Strategy<Value = Format> {
    prop::sample::select(Format::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes of any kind.
    #[test]
    fn any_bytes(format in format(), bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        run(format, &bytes);
        let _ = Format::sniff(&bytes);
    }

    /// Text made of the formats' own punctuation, which gets further in.
    #[test]
    fn pieces_of_syntax(
        format in format(),
        text in "(<[!?/]?|>|/>|&(lt|x|#1|#x41);?|\"|'|=|,|;|\n|\r\n|\\{|\\}|\\[|:|[A-Za-z_]{1,12}|[0-9]{1,8}| |\u{1a}|é){0,120}",
    ) {
        run(format, text.as_bytes());
    }

    /// A sound file in which something was overwritten, cut out or put in.
    #[test]
    fn a_damaged_fixture(
        format in format(),
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        length in 0usize..40,
        with in prop::collection::vec(any::<u8>(), 0..12),
    ) {
        let fixtures = fixtures(format);
        let mut bytes = fixtures[which.index(fixtures.len())].clone();
        let start = at.index(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, with);
        run(format, &bytes);
    }

    /// Packed files, damaged.
    #[test]
    fn damaged_packing(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut packed = vec![0x1f, 0x8b, 0x08, 0];
        packed.extend(bytes);
        let limits = Limits { bytes: 1 << 16, ratio: 10, record: 1 << 12 };
        let input = open(std::io::Cursor::new(packed), limits).expect("a cursor opens");
        let _ = read(Format::UnXml, vec![Part::only("packed", input)], limits, &mut |_| {});
    }

    /// Dates: whatever is read is written so that it reads the same.
    #[test]
    fn dates_round_trip(text in "(~|circa )?[0-9]{0,4}([-/ ][0-9]{1,2}){0,2}( to | ?/)?[0-9]{0,4}|\\PC{0,20}") {
        let readers = [
            PartialDate::from_iso, PartialDate::from_words, PartialDate::from_day_month_year, PartialDate::from_month_day_year,
        ];
        for reader in readers {
            if let Some(date) = reader(&text) {
                let again: PartialDate = date.to_string().parse().expect("never fails");
                prop_assert_eq!(&again, &date);
                prop_assert!(date.bounds().is_some());
            }
        }
        let said: PartialDate = text.parse().expect("never fails");
        let again: PartialDate = said.to_string().parse().expect("never fails");
        prop_assert_eq!(again, said);
    }

    /// Designations: any text is refused or read, never a panic.
    #[test]
    fn any_designations(text in "(\\[\\[(act|measure|individual|vessel)\\]\\]\n|[a-z-]{1,10} = (\"[a-z0-9:]{0,8}\"|[0-9]{4}-[0-9]{2}-[0-9]{2}|1|\\[\\]|\\{\\})\n){0,20}") {
        let _ = Designations::parse("any.toml", &text);
    }
}

/// A great many attributes, or repetitions, must not cost their square.
#[test]
fn wide_records() {
    let attributes: String = (0..60_000).map(|number| format!(" a{number}=\"x\"")).collect();
    let wide = format!("<export><sanctionEntity euReferenceNumber=\"1\"{attributes}/></export>");
    let begun = std::time::Instant::now();
    run(Format::EuXml, wide.as_bytes());
    let aliases: String =
        (0..3_000).map(|number| format!("<nameAlias wholeName=\"n\" title=\"t{number}\"/>")).collect();
    run(
        Format::EuXml,
        format!("<export><sanctionEntity euReferenceNumber=\"1\">{aliases}</sanctionEntity></export>")
            .as_bytes(),
    );
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

/// Deep nesting must not exhaust the stack.
#[test]
fn deep_nesting() {
    let deep = format!("<CONSOLIDATED_LIST><INDIVIDUAL>{}", "<a>".repeat(20_000));
    run(Format::UnXml, deep.as_bytes());
    let closed = format!(
        "<export><sanctionEntity>{}{}</sanctionEntity></export>",
        "<a>".repeat(20_000),
        "</a>".repeat(20_000)
    );
    run(Format::EuXml, closed.as_bytes());
    run(Format::Ftm, format!("{}\n", "[".repeat(60_000)).as_bytes());
    run(Format::Ftm, format!("{{\"id\":{}\n", "{\"a\":".repeat(10_000)).as_bytes());
}
