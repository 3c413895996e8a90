//! The labelled sets and populations, read into parties.

use std::io::Read;
use std::path::{Path, PathBuf};

use interdict_screen::{Born, Kind, Party, PartyName};
use serde_json::Value;

/// Where the sets are, if they are here.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("INTERDICT_SHARED_DATA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    [named, Some(beside)].into_iter().flatten().find(|folder| folder.join("matching").is_dir())
}

/// A file's text, inflated.
pub(crate) fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    if path.extension().is_some_and(|end| end == "gz") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text
}

/// A table's rows, with a look-up by column.
pub(crate) fn rows(path: &Path, delimiter: u8) -> Vec<Row> {
    let text = text(path);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    reader
        .records()
        .map(|record| Row(columns.iter().cloned().zip(record.unwrap().iter().map(str::to_owned)).collect()))
        .collect()
}

pub(crate) struct Row(Vec<(String, String)>);

impl Row {
    pub(crate) fn at(&self, column: &str) -> &str {
        self.0.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value)
    }
}

pub(crate) fn kind(word: &str) -> Kind {
    match word.to_ascii_lowercase().as_str() {
        "person" | "individual" => Kind::Person,
        "organization" | "company" | "business" | "entity" | "organisation" => Kind::Organisation,
        "vessel" => Kind::Vessel,
        "airplane" | "aircraft" => Kind::Aircraft,
        _ => Kind::Unstated,
    }
}

/// Dates as the sets write them: ISO, a year, day.month.year, several separated by `;`.
pub(crate) fn births(text: &str) -> Vec<Born> {
    text.split(';').filter_map(|one| birth(one.trim())).collect()
}

fn birth(text: &str) -> Option<Born> {
    let parts: Vec<&str> = text.split('.').collect();
    if let [day, month, year] = parts.as_slice() {
        return format!("{year}-{month:0>2}-{day:0>2}").parse().ok();
    }
    let words: Vec<&str> = text.split(' ').collect();
    text.parse().ok().or_else(|| words.last()?.parse().ok())
}

pub(crate) fn party(id: &str, kind: Kind, name: &str, aliases: &str, born: &str) -> Party {
    let names =
        std::iter::once(name).chain(aliases.split(';')).map(str::trim).filter(|name| !name.is_empty());
    Party {
        id: id.to_owned(),
        kind,
        names: names.map(PartyName::new).collect(),
        births: births(born),
        ..Party::default()
    }
}

/// The listed parties of the retrieval benchmark.
pub(crate) fn listed(data: &Path) -> Vec<Party> {
    let text = text(&data.join("matching/retrieval_dev/entities.jsonl.gz"));
    text.lines().map(|line| entity(&serde_json::from_str(line).unwrap())).collect()
}

fn entity(value: &Value) -> Party {
    let all = |property: &str| -> Vec<String> {
        let values = value["properties"][property].as_array().cloned().unwrap_or_default();
        values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
    };
    Party {
        id: value["id"].as_str().unwrap_or_default().to_owned(),
        kind: kind(value["schema"].as_str().unwrap_or_default()),
        names: all("name").into_iter().chain(all("alias")).map(PartyName::new).collect(),
        births: all("birthDate").iter().flat_map(|date| births(date)).collect(),
        imo: all("imoNumber"),
        ..Party::default()
    }
}

/// One query of the retrieval benchmark.
#[derive(Clone)]
pub(crate) struct Query {
    pub(crate) expected: String,
    pub(crate) class: String,
    pub(crate) family: String,
    pub(crate) party: Party,
}

pub(crate) fn queries(data: &Path) -> Vec<Query> {
    let text = text(&data.join("matching/retrieval_dev/queries.jsonl.gz"));
    let read = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        let said = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let party = Party::named("", kind(&said("type")), said("name"));
        Query { expected: said("exp"), class: said("cls"), family: said("fam"), party }
    };
    text.lines().map(read).collect()
}

/// Every `step`th of a population's names, as parties.
pub(crate) fn population(data: &Path, file: &str, column: &str, kind: Kind, step: usize) -> Vec<Party> {
    let path = data.join("clean").join(file);
    let delimiter = if file.contains(".tsv") { b'\t' } else { b',' };
    rows(&path, delimiter).iter().step_by(step).map(|row| Party::named("", kind, row.at(column))).collect()
}

/// The names of the UN list of one day: persons and bodies, with aliases and references.
pub(crate) fn un_list(data: &Path) -> Vec<Party> {
    listed(data).into_iter().filter(|party| party.id.starts_with("un_")).collect()
}
