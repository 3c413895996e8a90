//! Every format, from fixtures of our own: the whole of what each entry keeps.
#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use interdict_lists::{Edition, Entry, Format, Part, Role, Rules, load};

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    std::fs::read(path).unwrap_or_default()
}

fn whole(format: Format, names: &[&str]) -> (Edition, Vec<Entry>) {
    let texts: Vec<Vec<u8>> = names.iter().map(|name| fixture(name)).collect();
    let part = |(name, text)| Part { role: Role::of_file(name), name: str::to_owned(name), input: text };
    let parts = names.iter().copied().zip(texts.iter().map(Vec::as_slice)).map(part).collect();
    let (reading, entries) = load(format, parts, Rules::of(format)).expect("the fixture stands");
    assert!(reading.bad.is_empty());
    if let Some(name) = names.first() {
        assert_eq!(Format::sniff(&fixture(name)), Some(format), "{name} is recognised");
    }
    (reading.edition, entries)
}

macro_rules! snapshots {
    ($($test:ident: $format:ident, $names:expr;)*) => {$(
        #[test]
        fn $test() {
            let (edition, entries) = whole(Format::$format, &$names);
            let header = serde_json::to_string_pretty(&edition.header).unwrap();
            let entries = serde_json::to_string_pretty(&entries).unwrap();
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(stringify!($test), format!("{header}\n{entries}"));
            });
        }
    )*};
}

snapshots! {
    un_xml: UnXml, ["un-2018.xml"];
    ofac_csv: OfacCsv, ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];
    ofac_xml: OfacXml, ["ofac.xml"];
    ofac_enhanced: OfacEnhanced, ["ofac-enhanced.xml"];
    ofac_advanced: OfacAdvanced, ["ofac-advanced.xml"];
    csl: Csl, ["csl.csv"];
    eu_xml: EuXml, ["eu.xml"];
    uk_csv: UkCsv, ["uk.csv"];
    uk_xml: UkXml, ["uk.xml"];
    ftm: Ftm, ["ftm.jsonl"];
    own: Own, ["own.csv"];
}

/// The same invented person in every format: the fields that all of them can say come out alike.
#[test]
fn one_person_in_eleven_formats() {
    let sets: [(Format, &[&str]); 11] = [
        (Format::UnXml, &["un-2018.xml"]),
        (Format::OfacCsv, &["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]),
        (Format::OfacXml, &["ofac.xml"]),
        (Format::OfacEnhanced, &["ofac-enhanced.xml"]),
        (Format::OfacAdvanced, &["ofac-advanced.xml"]),
        (Format::Csl, &["csl.csv"]),
        (Format::EuXml, &["eu.xml"]),
        (Format::UkCsv, &["uk.csv"]),
        (Format::UkXml, &["uk.xml"]),
        (Format::Ftm, &["ftm.jsonl"]),
        (Format::Own, &["own.csv"]),
    ];
    for (format, names) in sets {
        let (_, entries) = whole(format, names);
        let ann = &entries[0];
        assert_eq!(ann.kind, interdict_lists::Kind::Person, "{format}");
        assert!(ann.name().to_lowercase().contains("onymous"), "{format}: {}", ann.name());
        assert!(ann.aliases().any(|alias| alias.full.eq_ignore_ascii_case("nan")), "{format}");
        assert!(
            ann.births.iter().any(|birth| birth.date.to_string().contains("1960")),
            "{format}: {:?}",
            ann.births
        );
        assert!(
            ann.documents.iter().any(|document| document.number == "A1"),
            "{format}: {:?}",
            ann.documents
        );
        // Through JSON and back, nothing is lost.
        let json = serde_json::to_string(&entries).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Entry>>(&json).unwrap(), entries, "{format}");
    }
}
