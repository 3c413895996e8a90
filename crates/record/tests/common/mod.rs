//! An invented resolution, and an invented regime that cites it.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;

use interdict_regime::law::Paragraphs;
use interdict_regime::{Regime, SourceFile, read_folder};

pub(crate) const RESOLUTION: &str = include_str!("../fixtures/9001-2031.txt");
pub(crate) const LAYER: &str = include_str!("../fixtures/9001-2031.layer.txt");

/// Provisions as cited rightly: id, paragraph, first day, summary, further keys.
pub(crate) const RIGHT: [(&str, &str, &str, &str); 12] = [
    (
        "9001/kites",
        "2",
        "2031-03-04",
        "Untethered kites, and kite string over 30 metres, may not be sold to the South Pole Land.",
    ),
    ("9001/bells", "3", "2031-03-04", "Bronze bells may not be bought from the South Pole Land."),
    (
        "9001/honey",
        "4(a)",
        "2031-03-04",
        "Honey, beeswax and whatever else bees make may not go to the South Pole Land.",
    ),
    ("9001/hives", "4(b)(ii)", "2031-03-04", "Beehives in transit are inspected at seaports."),
    ("9001/beekeepers", "4(c)", "2031-03-04", "Beekeepers from there are not trained."),
    ("9001/lamps", "5", "2031-07-01", "Lamps for lighthouses may be supplied only within a cap of 500."),
    (
        "9001/makers",
        "6",
        "2031-03-04",
        "The Committee lists kite-makers and balloonists who evade; their sailcloth is frozen.",
    ),
    ("9001/gliders", "7", "2031-03-04", "States report on gliders and parachutes, the unpowered aircraft."),
    ("9001/logbooks", "8", "2031-03-04", "Sledge masters keep logbooks for harbour inspectors."),
    ("9001/balloons", "9(a)", "2031-03-04", "Weather balloons of meteorologists can be exempted."),
    ("9001/panel", "10", "2031-03-04", "The ornithologists' panel is extended."),
    (
        "9001/review",
        "11",
        "2031-03-04",
        "The Council reviews conduct and may strengthen or lift the measures.",
    ),
];

pub(crate) struct Header<'a> {
    pub(crate) adopted: &'a str,
    pub(crate) meeting: &'a str,
    pub(crate) paragraphs: u16,
    pub(crate) annexes: u16,
}

pub(crate) const HEADER: Header<'static> =
    Header { adopted: "2031-03-04", meeting: "S/PV.9123", paragraphs: 12, annexes: 2 };

pub(crate) fn provision(id: &str, cite: &str, from: &str, summary: &str, more: &str) -> String {
    format!(
        "[[provision]]\nid = \"{id}\"\ncite = \"{cite}\"\nnorm = \"declaration\"\naddressee = \"all-states\"\nsubject = \"kites\"\nfrom = {from}\n\
         summary = \"{summary}\"\nconfidence = {{ rule = \"read\", number = \"read\", dates = \"read\" }}\nsources = [\"invented\"]\n{more}\n"
    )
}

pub(crate) fn right() -> String {
    RIGHT.iter().map(|(id, cite, from, summary)| provision(id, cite, from, summary, "")).collect()
}

/// The regime's files with one invented instrument.
pub(crate) fn files(header: &Header<'_>, provisions: &str) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes");
    let mut files: Vec<SourceFile> = read_folder(&folder)
        .unwrap()
        .into_iter()
        .filter(|file| file.path.starts_with("reference/"))
        .collect();
    let mut file =
        |name: &str, text: String| files.push(SourceFile { path: format!("un-9000/{name}"), text });
    file(
        "regime.toml",
        "id = \"un-9000\"\nname = \"Invented\"\nshort = \"Invented\"\ntarget = \"AQ\"\ntarget-name = \"the South Pole Land\"\n\
         seat = \"America/New_York\"\nnot-examined = \"nothing\"\n[[authority]]\nid = \"state\"\nsays = \"the State\"\n"
            .to_owned(),
    );
    file("goods.toml", "goods = []".to_owned());
    file("quotas.toml", "quota = []".to_owned());
    file("readings.toml", "reading = []".to_owned());
    file("facts.toml", "fact = []\nfinding = []".to_owned());
    file("places.toml", "place = []".to_owned());
    file("events.toml", "event = []".to_owned());
    file("subjects.toml", "[[subject]]\nid = \"kites\"\nsays = \"Kites\"".to_owned());
    let Header { adopted, meeting, paragraphs, annexes } = header;
    file(
        "instruments/9001-2031.toml",
        format!(
            "[instrument]\nid = \"9001\"\nsymbol = \"S/RES/9001 (2031)\"\nadopted = {adopted}\nmeeting = \"{meeting}\"\n\
             vote = {{ for = 15, against = 0, abstained = 0 }}\ntrigger = \"a kite\"\nbasis = \"none\"\nparagraphs = {paragraphs}\n\
             annexes = {annexes}\nconfidence = {{ adopted = \"read\", meeting = \"read\", vote = \"read\", paragraphs = \"read\" }}\n\
             sources = [\"invented\"]\n\n{}{provisions}",
            unseen(*paragraphs, provisions)
        ),
    );
    files
}

/// Rows that account for the paragraphs that no provision cites.
fn unseen(last: u16, provisions: &str) -> String {
    let cites = provisions.lines().filter_map(|line| line.trim().strip_prefix("cite = \""));
    let held: Vec<Paragraphs> = cites.filter_map(|rest| rest.split('"').next()?.parse().ok()).collect();
    let open = (1..=last).filter(|number| !held.iter().any(|range| range.contains(*number)));
    open.map(|number| {
        format!("[[accounted]]\nparagraphs = \"{number}\"\nas = \"unseen\"\nreason = \"invented\"\n")
    })
    .collect()
}

pub(crate) fn regime(header: &Header<'_>, provisions: &str) -> Regime {
    match Regime::load("un-9000", &files(header, provisions)) {
        Ok(regime) => regime,
        Err(error) => panic!("{error:?}"),
    }
}
