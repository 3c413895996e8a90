//! What the tests of the law share: the regime from the files, and the worked cases beside it.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "shared by tests that each use a part"
)]

pub mod generate;
pub mod mutate;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use interdict_regime::{Clocks, Dealing, Determination, Profile, Regime, SourceFile, read_folder};
use serde::Deserialize;

/// The folder that holds the law.
pub fn regimes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes")
}

/// Every file of the law.
pub fn files() -> Vec<SourceFile> {
    read_folder(&regimes()).expect("the law can be read")
}

/// The regime as it stands.
pub fn regime() -> Regime {
    Regime::load("un-1718", &files()).unwrap_or_else(|error| panic!("the law does not load: {error}"))
}

/// A worked case, as `cases/*.toml` writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Case {
    pub id: String,
    pub says: String,
    pub dealing: toml::Value,
    pub known: Option<String>,
    #[serde(default)]
    pub readings: BTreeMap<String, String>,
    pub outcome: String,
    /// What each line comes out as, in order, where the case says.
    #[serde(default)]
    pub lines: Vec<String>,
    pub cites: Vec<String>,
    #[serde(default)]
    pub not_cites: Vec<String>,
    #[serde(default)]
    pub asks: Vec<String>,
    #[serde(default)]
    pub duties: Vec<String>,
    #[serde(default)]
    pub routes: Vec<String>,
    #[serde(default)]
    pub reservations: Vec<String>,
    pub contested: Option<bool>,
    pub why: String,
    #[serde(skip)]
    pub file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    case: Vec<Case>,
}

/// Every worked case, in order of file and place.
pub fn cases() -> Vec<Case> {
    let folder = regimes().join("un-1718/cases");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("cases").map(|entry| entry.expect("entry").path()).collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let text = std::fs::read_to_string(path).expect("case file");
        let parsed: CaseFile =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        cases.extend(parsed.case.into_iter().map(|case| Case { file: file.clone(), ..case }));
    }
    cases
}

impl Case {
    /// The dealing put to a regime.
    pub fn dealing(&self, regime: &Regime) -> Result<Dealing, String> {
        let value = serde_json::to_value(&self.dealing).map_err(|error| error.to_string())?;
        Dealing::from_value(value, regime).map_err(|error| error.to_string())
    }

    pub fn clocks(&self) -> Clocks {
        let known = self.known.as_deref().unwrap_or("2026-11-21");
        Clocks { on: None, known: known.parse().expect("`known` is a day") }
    }

    pub fn profile(&self) -> Profile {
        Profile { readings: self.readings.clone() }
    }

    pub fn determine(&self, regime: &Regime) -> Result<Determination, String> {
        let dealing = self.dealing(regime)?;
        regime.determine(&dealing, self.clocks(), &self.profile()).map_err(|error| error.to_string())
    }

    /// How a determination differs from what the case expects; empty where it does not.
    pub fn differences(&self, found: &Determination) -> Vec<String> {
        let mut differences = Vec::new();
        if found.outcome.word() != self.outcome {
            differences.push(format!("outcome {} instead of {}", found.outcome, self.outcome));
        }
        let lines: Vec<&str> = found.lines.iter().map(|line| line.outcome.word()).collect();
        if !self.lines.is_empty() && lines != self.lines {
            differences.push(format!("the lines are {lines:?} instead of {:?}", self.lines));
        }
        let provisions = found.provisions.iter().filter(|p| decides(&self.outcome, p.effect));
        let decided: Vec<&str> = provisions.clone().map(|p| p.id.as_str()).collect();
        // What makes a ban conditional, or lifts it, decides as well.
        let lifts = found
            .exceptions
            .iter()
            .filter(|e| decided.contains(&e.provision.as_str()) && matches!(e.status, "met" | "steps-due"));
        let deciding: Vec<&str> =
            provisions.map(|p| p.cite.as_str()).chain(lifts.map(|e| e.at.cite.as_str())).collect();
        for cite in self.cites.iter().filter(|cite| !deciding.iter().any(|found| same_paragraph(cite, found)))
        {
            differences.push(format!("{cite} does not decide; {deciding:?} do"));
        }
        for cite in
            self.not_cites.iter().filter(|cite| deciding.iter().any(|found| same_paragraph(cite, found)))
        {
            differences.push(format!("{cite} decides"));
        }
        let asked: Vec<&str> = found.questions.iter().map(|question| question.word.as_str()).collect();
        for word in self.asks.iter().filter(|word| !asked.contains(&word.as_str())) {
            differences.push(format!("{word} is not asked; {asked:?} are"));
        }
        let at = |what: &str, wanted: &[String], found: Vec<&str>, differences: &mut Vec<String>| {
            for cite in wanted.iter().filter(|cite| !found.iter().any(|found| same_paragraph(cite, found))) {
                differences.push(format!("{what} {cite} is not printed; {found:?} are"));
            }
        };
        at("duty", &self.duties, found.duties.iter().map(|d| d.at.cite.as_str()).collect(), &mut differences);
        at(
            "route",
            &self.routes,
            found.routes.iter().map(|r| r.at.cite.as_str()).collect(),
            &mut differences,
        );
        at(
            "reservation",
            &self.reservations,
            found.reservations.iter().map(|r| r.at.cite.as_str()).collect(),
            &mut differences,
        );
        if let Some(contested) = self.contested
            && contested != found.contested
        {
            differences.push(format!("contested: {}", found.contested));
        }
        differences
    }
}

/// A bare paragraph number stands for every letter of it.
fn same_paragraph(wanted: &str, found: &str) -> bool {
    found == wanted || found.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('('))
}

fn decides(outcome: &str, effect: &str) -> bool {
    matches!(
        (outcome, effect),
        ("prohibited", "prohibits")
            | ("conditional", "conditional")
            | ("excepted", "lifted")
            | ("undetermined", _)
    )
}
