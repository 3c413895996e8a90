//! The lists and customers of the shared data, as parties: what the benches on names and on dealings share.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use interdict_screen::{Born, Kind, Party, PartyName};
use interdict_speed::names::{Dice, invented, slipped};
use serde_json::Value;

/// The sizes that the command names, or else these.
pub(crate) fn sizes(usual: &[usize]) -> Vec<usize> {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() { usual.to_vec() } else { sizes }
}

/// Listed parties, queries and customers: those of the shared data; invented ones where it is absent, and that is said.
pub(crate) fn all() -> (Vec<Party>, Vec<Party>, Vec<Party>) {
    if let Some(data) = folder() {
        return (listed(&data), queries(&data), customers(&data));
    }
    println!("the lists of ../shared/data are not here: parties and customers are invented");
    let (listed, mut dice) = (invented(10_000), Dice::new(2356));
    let queries = listed.iter().map(|party| {
        let mut query = party.clone();
        query.names.truncate(1);
        query.names[0].text = slipped(&query.names[0].text, &mut dice);
        query
    });
    let queries = queries.collect();
    (listed, queries, invented(110_000).split_off(10_000))
}

/// Where the shared data is, if it is here.
fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("INTERDICT_SHARED_DATA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    [named, Some(beside)].into_iter().flatten().find(|folder| folder.join("matching").is_dir())
}

fn text(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).expect("gzip of text");
    text
}

fn table(path: &Path, delimiter: u8) -> Vec<BTreeMap<String, String>> {
    let text = text(path);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn kind(word: &str) -> Kind {
    match word.to_ascii_lowercase().as_str() {
        "person" | "individual" => Kind::Person,
        "vessel" | "ship" => Kind::Vessel,
        "airplane" | "aircraft" => Kind::Aircraft,
        _ => Kind::Organisation,
    }
}

fn births(text: &str) -> Vec<Born> {
    let birth = |one: &str| -> Option<Born> {
        match one.split('.').collect::<Vec<_>>().as_slice() {
            [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}").parse().ok(),
            _ => one.parse().ok(),
        }
    };
    text.split(';').filter_map(|one| birth(one.trim())).collect()
}

fn party<'a>(id: String, kind: Kind, names: impl Iterator<Item = &'a str>, born: Vec<Born>) -> Party {
    let names = names.map(str::trim).filter(|name| !name.is_empty()).map(PartyName::new).collect();
    Party { id, kind, names, births: born, ..Party::default() }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Every listed party of the lists: OFAC, UN, EU, UK and the United States' other lists. Who is on several is here as often.
fn listed(data: &Path) -> Vec<Party> {
    let mut all = Vec::new();
    for line in text(&data.join("matching/retrieval_dev/entities.jsonl.gz")).lines() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let of = |property: &str| texts(&value["properties"][property]);
        let names = of("name").into_iter().chain(of("alias"));
        let born = of("birthDate").into_iter().flat_map(births).collect();
        let id = value["id"].as_str().unwrap_or_default().to_owned();
        all.push(party(id, kind(value["schema"].as_str().unwrap_or_default()), names, born));
    }
    let ofac: Value =
        serde_json::from_str(&text(&data.join("ofac/sdn_names_2026-08-20.json.gz"))).expect("JSON");
    all.extend(of_ofac(&ofac));
    for row in table(&data.join("eu/eu_journal_consolidated_2026-08-22.csv.gz"), b',') {
        let names = [&row["name"], &row["alias"], &row["weakAlias"]]
            .map(|names| names.split(';'))
            .into_iter()
            .flatten();
        all.push(party(row["recordId"].clone(), kind(&row["schema"]), names, births(&row["birthDate"])));
    }
    for line in text(&data.join("eu/eu_fsf_names_2026-01-28.jsonl.gz")).lines() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let names = value["name"].as_str().into_iter().chain(texts(&value["aliases"]));
        let born = texts(&value["birthdates"]).into_iter().flat_map(births).collect();
        all.push(party(
            value["source_id"].to_string(),
            kind(value["type"].as_str().unwrap_or_default()),
            names,
            born,
        ));
    }
    let mut british: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table(&data.join("uk/subject_names.csv.gz"), b',') {
        british.entry(row["unique_id"].clone()).or_default().push(row["full_name"].clone());
    }
    for row in table(&data.join("uk/subjects.csv.gz"), b',') {
        let kind = kind(
            row.values()
                .find(|value| ["Individual", "Ship"].contains(&value.as_str()))
                .map_or("", |word| word),
        );
        let names = british.get(&row["unique_id"]).into_iter().flatten().map(String::as_str);
        all.push(party(row["unique_id"].clone(), kind, names, Vec::new()));
    }
    for row in table(&data.join("ofac/us_consolidated_screening_list_2022-04.csv.gz"), b',') {
        if !row["source"].starts_with("Specially Designated") {
            let names = std::iter::once(row["name"].as_str()).chain(row["alt_names"].split(';'));
            all.push(party(row["_id"].clone(), kind(&row["type"]), names, births(&row["dates_of_birth"])));
        }
    }
    all.retain(|party| !party.names.is_empty());
    all
}

/// The entries of the OFAC file, wherever in it they stand.
fn of_ofac(value: &Value) -> Vec<Party> {
    let entries = value.as_object().into_iter().flat_map(|fields| fields.values()).find(|value| {
        value
            .as_array()
            .is_some_and(|rows| rows.len() > 1000 && rows.iter().all(|row| row["name"].is_string()))
    });
    let entries = entries.and_then(Value::as_array).into_iter().flatten();
    let one = |row: &Value| {
        let aliases = ["aliases", "aka", "alternateNames", "alt_names", "akas"].into_iter().flat_map(|key| {
            let names = row[key].as_array().into_iter().flatten();
            names.filter_map(|alias| alias.as_str().or_else(|| alias["name"].as_str())).collect::<Vec<_>>()
        });
        let names: Vec<&str> = row["name"].as_str().into_iter().chain(aliases).collect();
        party(
            row["uid"].to_string(),
            kind(row["type"].as_str().unwrap_or_default()),
            names.into_iter(),
            Vec::new(),
        )
    };
    entries.map(one).collect()
}

/// Queries of the retrieval benchmark: perturbed listed names, near misses, and customers who are on no list.
fn queries(data: &Path) -> Vec<Party> {
    let text = text(&data.join("matching/retrieval_dev/queries.jsonl.gz"));
    let read = |line: &str| {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let said = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        party(
            String::new(),
            kind(&said("type")),
            std::iter::once(said("name").as_str()),
            births(&said("dob")),
        )
    };
    text.lines().map(read).collect()
}

/// People of the world who are on no list, with birth dates.
fn customers(data: &Path) -> Vec<Party> {
    let rows = table(&data.join("clean/yente_negatives_global_50k.csv.gz"), b',');
    let read = |row: &BTreeMap<String, String>| {
        party(
            String::new(),
            Kind::Person,
            std::iter::once(row["full_name"].as_str()),
            births(&row["date_of_birth"]),
        )
    };
    let people = rows.iter().map(read);
    let firms = table(&data.join("clean/companies_faker_50k.tsv.gz"), b'\t');
    let firms = firms.iter().map(|row| {
        party(String::new(), Kind::Organisation, std::iter::once(row["name"].as_str()), Vec::new())
    });
    // Two people to a firm.
    let (mut people, mut firms) = (people.peekable(), firms);
    let mut all = Vec::new();
    while people.peek().is_some() {
        all.extend(people.by_ref().take(2));
        all.extend(firms.next());
    }
    all
}
