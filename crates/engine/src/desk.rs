//! What a house brings beside the law: lists, its threshold, its reviewers' decisions, holdings.

use interdict_lists::hex;
use interdict_regime::law::FactOf;
use interdict_regime::{Entry, Profile, Regime};
use interdict_screen::THRESHOLD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::answer::{Inputs, ListUsed, Records};
use crate::approval::Approvals;
use crate::holding::Holding;
use crate::listing::Listing;
use crate::review::Review;

/// What a house brings beside the law.
pub struct Desk {
    /// Lists whose entries are designations under the regime; the first is the regime's own.
    pub deciding: Vec<Listing>,
    /// Lists that give alerts.
    pub alerting: Vec<Listing>,
    /// The score from which a name is a candidate.
    pub threshold: f64,
    /// Reviewers' decisions, in the order in which they were written.
    pub reviews: Vec<Review>,
    /// Who holds whom.
    pub holdings: Vec<Holding>,
    /// Approvals on file, with the dated draws on them.
    pub approvals: Approvals,
    /// The house's own deliveries under caps, beside what the regime's files hold as published.
    pub deliveries: Vec<Entry>,
}

impl Desk {
    /// A desk with the regime's designations and nothing else.
    pub fn new(designations: Listing) -> Desk {
        Desk {
            deciding: vec![designations],
            alerting: Vec::new(),
            threshold: THRESHOLD,
            reviews: Vec::new(),
            holdings: Vec::new(),
            deliveries: Vec::new(),
            approvals: Approvals::default(),
        }
    }

    /// Checks that every measure which the law's files name is carried by some listing.
    pub(crate) fn check(&self, regime: &Regime) -> Result<(), UnknownMeasure> {
        let of_parties = regime.about().designated.by.iter().map(|measure| (measure.as_str(), "regime.toml"));
        let of_facts = [FactOf::Object, FactOf::Ship].into_iter().flat_map(|of| regime.facts_by_listing(of));
        let named = of_parties.chain(of_facts.map(|(_, measure)| (measure.as_str(), "facts.toml")));
        for (measure, file) in named {
            if !self.deciding.iter().any(|listing| listing.carries(measure)) {
                return Err(UnknownMeasure { measure: measure.to_owned(), file });
            }
        }
        Ok(())
    }

    /// What an answer was made with.
    pub(crate) fn inputs(&self, profile: &Profile) -> Inputs {
        let used = |listing: &Listing, decides: bool| ListUsed {
            list: listing.list().to_owned(),
            edition: listing.edition().to_owned(),
            hash: listing.hash().to_owned(),
            entries: listing.len(),
            decides,
        };
        let deciding = self.deciding.iter().map(|listing| used(listing, true));
        Inputs {
            threshold: self.threshold,
            readings: profile
                .readings
                .iter()
                .map(|(reading, option)| format!("{reading}={option}"))
                .collect(),
            lists: deciding.chain(self.alerting.iter().map(|listing| used(listing, false))).collect(),
            reviews: hashed(&self.reviews),
            holdings: hashed(&self.holdings),
            deliveries: hashed(&self.deliveries),
            approvals: self.approvals.record(),
        }
    }
}

fn hashed(records: &[impl Serialize]) -> Records {
    let mut hash = Sha256::new();
    for record in records {
        hash.update(serde_json::to_vec(record).unwrap_or_default());
        hash.update(b"\n");
    }
    Records { count: records.len(), hash: hex(&hash.finalize()) }
}

/// A measure that the law's files name, and no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("`{measure}`, which {file} names, is no measure of the designations")]
#[diagnostic(help("name a measure that designations.toml has, or add it there"))]
pub struct UnknownMeasure {
    measure: String,
    file: &'static str,
}

/// A record of the house's own that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{file}:{line}: {problem}")]
#[diagnostic(help("{mend}"))]
pub struct BadRecord {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
    /// How to mend it.
    pub mend: String,
}

/// Reads records of one kind, one JSON object a line: reviews, holdings; each with its line, from 1. All are read or none: a decision
/// that is lost could change an answer.
///
/// # Errors
/// The first line that cannot be read.
pub fn records<T: DeserializeOwned>(
    file: &str,
    text: &str,
    mend: &str,
) -> Result<Vec<(usize, T)>, BadRecord> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = lines.map(|(at, line)| {
        serde_json::from_str(line).map(|record| (at + 1, record)).map_err(|error| BadRecord {
            file: file.to_owned(),
            line: at + 1,
            problem: error.to_string(),
            mend: mend.to_owned(),
        })
    });
    read.collect()
}
