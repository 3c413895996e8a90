//! Synthetic regimes: goods measures in any number, each dated, with exceptions, most of them superseded by a later one.
//!
//! A heading has four measures one after another, as coal and textiles had: each supersedes the one before. More measures
//! mean more headings. Chapters up to the twentieth are left without any, so that there is always a line that no measure names.
//!
//! What is measured on them, and how, is in `docs/speed.md`.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "it makes its own law, for measuring alone: what fails here is a mistake here"
)]

pub mod names;

use std::fmt::Write as _;
use std::path::Path;

use interdict_regime::{Clocks, Dealing, Regime, SourceFile, read_folder};
use jiff::civil::date;

/// How many measures one heading has, one after another.
const VERSIONS: usize = 4;

/// The first year of each version; the last one is in force for good.
const YEARS: [u16; VERSIONS] = [2006, 2010, 2014, 2018];

/// A regime of so many dated goods measures.
pub fn regime(measures: usize) -> Regime {
    Regime::load("synthetic", &files(measures)).expect("the synthetic law loads")
}

/// Everything is known, and the dealing's own day counts.
pub fn clocks() -> Clocks {
    Clocks { on: None, known: date(2026, 11, 21) }
}

/// The files of a regime of so many dated goods measures.
pub fn files(measures: usize) -> Vec<SourceFile> {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes/reference");
    let mut files: Vec<SourceFile> = read_folder(&reference).expect("reference data");
    files.iter_mut().for_each(|file| file.path.insert_str(0, "reference/"));
    let named = headings(&files);
    let mut goods = String::new();
    let mut instruments = vec![String::new(); VERSIONS];
    for (measure, (number, heading)) in
        (0..measures).map(|measure| (measure, (measure / VERSIONS, &named[measure / VERSIONS % named.len()])))
    {
        let version = measure % VERSIONS;
        let year = YEARS[version];
        let direction = if number % 2 == 0 { "from-target" } else { "to-target" };
        let part = if number % 5 == 4 { "ex = \"a part\"\n" } else { "" };
        write!(
            goods,
            "[[goods]]\nid = \"g{measure}\"\nsays = \"goods {measure}\"\nquestion = \"Are they goods {measure}?\"\n\
             [[goods.codes]]\nhs = [\"{heading}\"]\n{part}source = \"synthetic\"\nconfidence = \"read\"\n"
        )
        .unwrap();
        let before = measure.wrapping_sub(1);
        let supersedes = if version > 0 {
            format!("supersedes = [\"{}/m{before}\"]\nthan-before = \"same\"\n", YEARS[version - 1])
        } else {
            String::new()
        };
        write!(
            instruments[version],
            "[[provision]]\nid = \"{year}/m{measure}\"\ncite = \"1\"\nnorm = \"prohibition\"\n\
             addressee = \"all-states\"\nsubject = \"goods\"\nverbs = [\"supply\", \"procure\", \"carry\"]\n\
             direction = \"{direction}\"\ngoods = \"g{measure}\"\ntests = [\"import\"]\nfrom = {year}-03-01\n\
             {supersedes}summary = \"Goods {measure} may not be traded.\"\n\
             confidence = {{ rule = \"read\", number = \"read\", codes = \"read\", dates = \"read\" }}\n\
             sources = [\"synthetic\"]\n\
             [[provision.exception]]\nid = \"wind-down\"\nsummary = \"Contracts of before it.\"\n\
             when = {{ contract-date = {{ before = {year}-03-01 }}, import-date = {{ to = {year}-05-30 }} }}\n\
             [[provision.exception]]\nid = \"approved\"\nsummary = \"Approved in advance.\"\n\
             when = {{ is = [\"humanitarian\"] }}\n\
             steps = [{{ finding = \"approval\", by = \"committee\", when = \"before\", says = \"Ask.\" }}]\n"
        )
        .unwrap();
    }
    let mut own = |path: &str, text: String| {
        files.push(SourceFile { path: format!("synthetic/{path}"), text });
    };
    for (version, provisions) in instruments.into_iter().enumerate() {
        let year = YEARS[version];
        let paragraphs = u8::from(!provisions.is_empty());
        let header = format!(
            "[instrument]\nid = \"{year}\"\nsymbol = \"S/RES/{year}\"\nadopted = {year}-03-01\n\
             vote = {{ for = 15, against = 0, abstained = 0 }}\ntrigger = \"synthetic\"\nbasis = \"synthetic\"\nparagraphs = {paragraphs}\n\
             confidence = {{ adopted = \"read\", meeting = \"read\", vote = \"read\", paragraphs = \"read\" }}\n\
             sources = [\"synthetic\"]\n"
        );
        own(&format!("instruments/{version}-{year}.toml"), format!("{header}{provisions}"));
    }
    own("goods.toml", goods);
    own(
        "regime.toml",
        "id = \"synthetic\"\nname = \"synthetic\"\nshort = \"synthetic\"\ntarget = \"KP\"\nseat = \"America/New_York\"\n\
         target-name = \"the target\"\nnot-examined = \"everything else\"\n\
         [[authority]]\nid = \"committee\"\nsays = \"the Committee\"\n"
            .into(),
    );
    own(
        "facts.toml",
        "[[fact]]\nid = \"humanitarian\"\nof = \"act\"\nabsent = \"not-shown\"\nquestion = \"Is it humanitarian?\"\n\
         [[finding]]\nid = \"approval\"\nsays = \"an approval\"\n"
            .into(),
    );
    own("quotas.toml", "quota = []\n".into());
    own("readings.toml", "reading = []\n".into());
    own("subjects.toml", "[[subject]]\nid = \"goods\"\nsays = \"Goods\"\n".into());
    own("events.toml", "event = []\n".into());
    own("places.toml", "place = []\n".into());
    files
}

/// The four-digit headings of the Harmonized System above the twentieth chapter, in order, and then their subheadings.
fn headings(files: &[SourceFile]) -> Vec<String> {
    let codes = files.iter().find(|file| file.path.ends_with("hs.toml")).expect("codes");
    let parsed: toml::Value = toml::from_str(&codes.text).expect("codes are TOML");
    let rows = parsed["edition"][0]["headings"].as_array().expect("headings").iter();
    let rows: Vec<&str> = rows.filter_map(toml::Value::as_str).filter(|row| *row >= "21").collect();
    // Subheadings come from the far end, so that few lie under a heading named already.
    let four = rows.iter().filter_map(|row| row.split_whitespace().next().map(str::to_owned));
    let six = rows.iter().rev().flat_map(|row| {
        let mut words = row.split_whitespace();
        let heading = words.next().unwrap_or_default();
        words.map(move |last| format!("{heading}{last}"))
    });
    let mut named: Vec<String> = four.chain(six).collect();
    named.dedup();
    named
}

/// A line that measures of every size of regime name, as JSON.
pub const BANNED: &str = r#"{"hs": "2101.11", "from": "KP", "to": "CN", "date": "2019-06-01", "dates": {"import": "2019-06-20", "contract": "2019-01-10"}, "quantity": "20 t"}"#;
/// The same, lifted by a contract of before the measure.
pub const EXCEPTED: &str = r#"{"hs": "2101.11", "from": "KP", "to": "CN", "date": "2018-04-01", "dates": {"import": "2018-04-20", "contract": "2018-01-10"}, "quantity": "20 t"}"#;
/// The same, where the day of the contract is not known.
pub const OPEN: &str = r#"{"hs": "2101.11", "from": "KP", "to": "CN", "date": "2018-04-01", "dates": {"import": "2018-04-20"}, "quantity": "20 t"}"#;
/// A heading that no measure names.
pub const UNNAMED: &str =
    r#"{"hs": "0901.11", "from": "KP", "to": "CN", "date": "2019-06-01", "quantity": "20 t"}"#;
/// Nothing touches the target State.
pub const ELSEWHERE: &str =
    r#"{"hs": "2101.11", "from": "DE", "to": "CN", "date": "2019-06-01", "quantity": "20 t"}"#;

/// The five lines, with their names.
pub const LINES: [(&str, &str); 5] = [
    ("banned", BANNED),
    ("excepted", EXCEPTED),
    ("open", OPEN),
    ("unnamed", UNNAMED),
    ("elsewhere", ELSEWHERE),
];

/// A line read for a regime.
pub fn dealing(line: &str, regime: &Regime) -> Dealing {
    Dealing::from_json(line, regime).expect("the line is well formed")
}
