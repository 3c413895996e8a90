//! Reference data that every regime shares: ISO 3166-1 countries and the codes of the Harmonized System.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::country::CountryCode;
use crate::hs::HsCode;
use crate::load::{LoadError, SourceFile, parse_file};

/// Countries and HS codes, as `regimes/reference/` holds them.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    by_word: BTreeMap<String, CountryCode>,
    names: BTreeMap<CountryCode, String>,
    editions: Vec<HsEdition>,
    /// The six-digit codes of every edition, each once, in order.
    subheadings: Vec<String>,
}

/// The codes of one edition of the Harmonized System.
#[derive(Clone, Debug)]
struct HsEdition {
    name: String,
    codes: BTreeSet<String>,
}

/// Whether an HS code exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HsExistence {
    /// It is in an edition.
    Listed,
    /// Its heading is, its subheading is not: perhaps of another edition, or national.
    HeadingListed,
    /// No edition has it.
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountriesFile {
    #[serde(rename = "source")]
    _source: String,
    country: Vec<CountryRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CountryRow {
    #[serde(rename = "alpha-2")]
    alpha_2: String,
    #[serde(rename = "alpha-3")]
    alpha_3: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HsFile {
    edition: Vec<EditionRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditionRow {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    headings: Vec<String>,
}

impl Reference {
    /// Reads `countries.toml` and `hs.toml`.
    pub(crate) fn load(countries: &SourceFile, hs: &SourceFile) -> Result<Reference, LoadError> {
        let mut reference = Reference::default();
        for row in parse_file::<CountriesFile>(countries)?.country {
            let Some(code) = CountryCode::from_letters(&row.alpha_2) else { continue };
            for word in [&row.alpha_2, &row.alpha_3].into_iter().chain(&row.names) {
                reference.by_word.insert(fold(word), code);
            }
            reference.names.insert(code, row.names.into_iter().next().unwrap_or(row.alpha_2));
        }
        for row in parse_file::<HsFile>(hs)?.edition {
            let mut codes = BTreeSet::new();
            for line in &row.headings {
                let mut words = line.split_ascii_whitespace();
                let Some(heading) = words.next() else { continue };
                codes.extend(words.map(|last| format!("{heading}{last}")));
                codes.insert(heading.chars().take(2).collect());
                codes.insert(heading.to_owned());
            }
            reference.editions.push(HsEdition { name: row.name, codes });
        }
        let all: BTreeSet<&String> = reference.editions.iter().flat_map(|edition| &edition.codes).collect();
        reference.subheadings = all.into_iter().filter(|code| code.len() == 6).cloned().collect();
        Ok(reference)
    }

    /// The country of an ISO code or name, whatever its case and punctuation.
    pub fn country(&self, word: &str) -> Option<CountryCode> {
        self.by_word.get(&fold(word)).copied()
    }

    /// The country's ISO short name.
    pub fn name(&self, country: CountryCode) -> &str {
        self.names.get(&country).map_or("", String::as_str)
    }

    /// Every country, in order of its code.
    pub fn countries(&self) -> impl Iterator<Item = (CountryCode, &str)> {
        self.names.iter().map(|(code, name)| (*code, name.as_str()))
    }

    /// Whether the code exists in one of the editions held; a national extension counts by its first six digits.
    pub fn hs_existence(&self, code: &HsCode) -> HsExistence {
        let known = |digits: &str| self.editions.iter().any(|edition| edition.codes.contains(digits));
        if known(code.truncated(6)) {
            HsExistence::Listed
        } else if code.digits().len() >= 6 && known(code.truncated(4)) {
            HsExistence::HeadingListed
        } else {
            HsExistence::None
        }
    }

    /// The names of the HS editions held.
    pub fn hs_editions(&self) -> impl Iterator<Item = &str> {
        self.editions.iter().map(|edition| edition.name.as_str())
    }

    /// The six-digit codes of every edition held, each once, in order.
    pub fn hs_subheadings(&self) -> impl Iterator<Item = &str> {
        self.subheadings.iter().map(String::as_str)
    }
}

/// Folds a name for comparison: lower case, letters and digits only.
pub(crate) fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
