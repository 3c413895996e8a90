//! `docs/seeds.md`: every sentence of the founding texts is there once, and what is said to hold it does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use common::{plain, regime, root, run, treaties};
use interdict_regime::{Regime, Treaty};
use jiff::civil::{Date, date};

/// A founding text: its letter, the file it stands in, the day it was spoken, and how many sentences it has.
struct Text {
    letter: char,
    file: &'static str,
    day: Date,
    sentences: usize,
}

const TEXTS: [Text; 3] = [
    Text { letter: 'S', file: "000_6949eda32467c9c9.txt", day: date(2017, 9, 11), sentences: 13 },
    Text { letter: 'J', file: "001_a20823a465b16081.txt", day: date(2017, 6, 2), sentences: 14 },
    Text { letter: 'D', file: "002_34b30f036eb117ff.txt", day: date(2017, 12, 15), sentences: 24 },
];

/// A row of the inventory.
struct Row {
    id: String,
    anchors: Vec<String>,
    places: String,
    held: Vec<Held>,
}

/// What holds a sentence.
#[derive(Debug)]
enum Held {
    ClaimOnly,
    Pointer(String),
    Shown { command: String, phrases: Vec<String> },
}

impl Row {
    fn text(&self) -> &'static Text {
        TEXTS.iter().find(|text| self.id.starts_with(text.letter)).unwrap()
    }

    fn number(&self) -> usize {
        self.id.get(1..).unwrap().parse().unwrap()
    }
}

/// The words between quotation marks.
fn quoted(text: &str) -> Vec<String> {
    assert!(text.matches('"').count().is_multiple_of(2), "{text}: a quotation mark is open");
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn held_by(cell: &str) -> Vec<Held> {
    if cell == "claim only" {
        return vec![Held::ClaimOnly];
    }
    let mut held = Vec::new();
    // A semicolon inside a quotation belongs to it.
    let mut parts = vec![String::new()];
    let mut inside = false;
    for c in cell.chars() {
        inside ^= c == '"';
        match c {
            ';' if !inside => parts.push(String::new()),
            _ => parts.last_mut().unwrap().push(c),
        }
    }
    for part in parts {
        let part = part.trim();
        let (name, rest) = part
            .strip_prefix('`')
            .and_then(|part| part.split_once('`'))
            .unwrap_or_else(|| panic!("`{part}` is no pointer and no command"));
        match name.strip_prefix("interdict ") {
            Some(command) => {
                assert!(rest.starts_with(" shows \""), "{part}: what does it show?");
                held.push(Held::Shown { command: command.to_owned(), phrases: quoted(rest) });
            }
            None => {
                assert_eq!(rest, "", "{part}");
                held.push(Held::Pointer(name.to_owned()));
            }
        }
    }
    held
}

fn inventory() -> Vec<Row> {
    let page = std::fs::read_to_string(root().join("docs/seeds.md")).unwrap();
    let table = page.split("|---|---|---|---|\n").nth(1).expect("the page has the table");
    let lines = table.lines().take_while(|line| line.starts_with('|'));
    let rows = lines.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, anchors, places, held] = cells.as_slice() else { panic!("four cells: {line}") };
        Row {
            id: (*id).to_owned(),
            anchors: quoted(anchors),
            places: (*places).to_owned(),
            held: held_by(held),
        }
    });
    rows.collect()
}

#[test]
fn every_sentence_is_there_once_and_in_order() {
    let ids: Vec<String> = inventory().into_iter().map(|row| row.id).collect();
    let expected: Vec<String> = TEXTS
        .iter()
        .flat_map(|text| (1..=text.sentences).map(|number| format!("{}{number}", text.letter)))
        .collect();
    assert_eq!(ids, expected);
    assert_eq!(ids.len(), 51);
}

#[test]
fn a_row_has_places_and_words_and_a_claim_alone_is_a_claim() {
    for row in inventory() {
        assert!(!row.anchors.is_empty(), "{} quotes nothing", row.id);
        assert!(
            row.anchors.iter().all(|words| words.split(' ').count() <= 8),
            "{}: a few words only",
            row.id
        );
        let places: Vec<&str> = row.places.split(' ').collect();
        assert!(
            places.iter().all(|place| ["P", "E", "C", "R", "W"].contains(place)),
            "{}: {places:?}",
            row.id
        );
        if matches!(row.held.as_slice(), [Held::ClaimOnly]) {
            assert!(places.contains(&"C"), "{} is held by nothing and no claim: {places:?}", row.id);
        }
    }
}

/// The first day on which what a pointer names could be known; `None` where it leads nowhere.
fn known_from(pointer: &str, regime: &Regime, treaties: &[Treaty]) -> Option<Date> {
    if let Some(instrument) = regime.instruments().iter().find(|held| *held.id == *pointer) {
        return Some(instrument.adopted);
    }
    if let Some(event) = regime.event(pointer) {
        return Some(regime.council_day(event));
    }
    let obligation =
        treaties.iter().find(|treaty| treaty.file().obligation.iter().any(|o| *o.id == *pointer));
    if let Some(treaty) = obligation {
        return Some(treaty.file().treaty.opened);
    }
    let exact = pointer.contains(':') || regime.provision(pointer).is_some();
    let found = if exact { regime.cited(pointer) } else { Vec::new() };
    found.first().map(|(_, instrument)| instrument.adopted)
}

#[test]
fn every_pointer_resolves_to_what_was_known_when_it_was_said() {
    let regime = regime();
    let treaties = treaties(&regime);
    let mut pointers = 0;
    for row in inventory() {
        for held in &row.held {
            let Held::Pointer(pointer) = held else { continue };
            let known = known_from(pointer, &regime, &treaties);
            let known = known.unwrap_or_else(|| panic!("{}: `{pointer}` leads nowhere", row.id));
            assert!(
                known <= row.text().day,
                "{}: `{pointer}` is of {known}, later than the statement",
                row.id
            );
            pointers += 1;
        }
    }
    assert!(pointers > 40, "only {pointers} pointers");
    for nowhere in ["2375/textile", "2375:99", "9999", "test-2017-09-04", "ctbt/no-tests", "2375/", ""] {
        assert_eq!(known_from(nowhere, &regime, &treaties), None, "{nowhere}");
    }
}

#[test]
fn every_command_runs_and_shows_what_the_row_says() {
    let regime = regime();
    let mut commands = 0;
    for row in inventory() {
        for held in &row.held {
            let Held::Shown { command, phrases } = held else { continue };
            let arguments: Vec<&str> = command.split(' ').collect();
            // As of the day of the statement, or of two days that were past by then.
            let days: Vec<Date> = match arguments.as_slice() {
                ["diff", first, second] => [*first, *second]
                    .iter()
                    .map(|word| {
                        let held = regime.instruments().iter().find(|held| *held.id == **word);
                        held.map_or_else(|| word.parse().unwrap(), |held| held.adopted)
                    })
                    .collect(),
                _ => {
                    let known = arguments.iter().position(|word| *word == "--known");
                    let known = known.unwrap_or_else(|| panic!("{}: {command} says no --known", row.id));
                    vec![arguments[known + 1].parse().unwrap()]
                }
            };
            assert_eq!(days.iter().max(), Some(&row.text().day), "{}: {command}", row.id);
            let ran = run(&arguments);
            assert_eq!(ran.code, 0, "{}: {command}: {}", row.id, ran.errors);
            let out = plain(&ran.out);
            for phrase in phrases {
                assert!(
                    out.contains(phrase.as_str()),
                    "{}: {command} does not show {phrase:?}:\n{}",
                    row.id,
                    ran.out
                );
            }
            commands += 1;
        }
    }
    assert!(commands >= 14, "only {commands} commands");
}

/// The sentences of a statement, each with white space and hyphens at line ends left out: a scan loses and adds them.
fn sentences(text: &str) -> Vec<String> {
    let (_, said) = text.split_once(": ").expect("the speaker is named");
    let said = plain(said);
    let mut sentences = vec![String::new()];
    let mut words = said.split(' ').peekable();
    while let Some(word) = words.next() {
        sentences.last_mut().unwrap().push_str(word);
        let next_is_new = words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_uppercase()));
        if word.ends_with('.') && next_is_new {
            sentences.push(String::new());
        }
    }
    sentences
}

#[test]
fn the_quoted_words_stand_in_the_sentence_of_that_number() {
    let folder = root().join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("SKIPPED: the founding texts are not at hand; their words were not looked up");
        return;
    }
    let said: Vec<Vec<String>> = TEXTS
        .iter()
        .map(|text| sentences(&std::fs::read_to_string(folder.join(text.file)).unwrap()))
        .collect();
    for (text, said) in TEXTS.iter().zip(&said) {
        assert_eq!(said.len(), text.sentences, "{}: {said:#?}", text.letter);
    }
    for row in inventory() {
        let text = TEXTS.iter().position(|text| row.id.starts_with(text.letter)).unwrap();
        let sentence = &said[text][row.number() - 1];
        for words in &row.anchors {
            let closed: String = words.split_whitespace().collect();
            assert!(sentence.contains(&closed), "{}: {words:?} is not in {sentence:?}", row.id);
        }
    }
}

/// What a test of these claims found is said beneath the table, for each row that promises it.
#[test]
fn the_claims_that_can_be_tested_have_their_sentence() {
    let page = std::fs::read_to_string(root().join("docs/seeds.md")).unwrap();
    let (_, below) = page.split_once("## What the ledger makes of their claims").unwrap();
    let below = plain(below);
    for claim in ["**S1,", "**S2,", "**J3,", "**D7 and D8,", "**D10,", "**D13,", "**D23,"] {
        assert!(below.contains(claim), "{claim} has no sentence");
    }
    // The numbers in those sentences are the commands' own.
    let assessed = run(&["assess", "launch-2017-05-28", "--known", "2017-06-02", "--format", "json"]);
    let assessed: serde_json::Value = serde_json::from_str(&assessed.out).unwrap();
    let without: Vec<&str> = assessed["without"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["instrument"].as_str().unwrap())
        .collect();
    let (last, rest) = without.split_last().unwrap();
    assert!(below.contains(&format!("{} and {last}", rest.join(", "))), "{without:?}");
    assert!(below.contains("Seven demand nothing") && without.len() == 7);
    let treaty = run(&["treaty", "ctbt", "--known", "2017-12-15", "--format", "json"]);
    let treaty: serde_json::Value = serde_json::from_str(&treaty.out).unwrap();
    assert_eq!(treaty["status"]["missing"].as_array().unwrap().len(), 8);
    assert!(below.contains("eight of the 44 States"));
}
