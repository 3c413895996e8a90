//! Whether a search loses anything: compared with the scan, query by query.

use std::path::Path;

use interdict_screen::{Index, Kind, Match, Party, on_all_cores};

use crate::sets::{births, kind, listed, text};

/// The thresholds compared: next to nothing, between, the one of a match, and above.
const CUTOFFS: [f64; 4] = [0.02, 0.5, 0.7, 0.9];

fn said(found: &[Match<'_>], cutoff: f64) -> Vec<String> {
    found.iter().filter(|found| found.score >= cutoff).map(|found| format!("{found:?}")).collect()
}

/// Compares every query of the retrieval benchmark, without and with its birth date, and offices of listed bodies; how many were compared.
pub(crate) fn compare(data: &Path) -> usize {
    let parties = listed(data);
    let bodies = parties.iter().filter(|party| party.kind == Kind::Organisation).step_by(20);
    let offices = bodies.filter_map(|body| body.names.first()).map(|name| {
        Party::named(
            "",
            Kind::Organisation,
            format!("Rasht and Dandong agency of {} Import Department", name.text),
        )
    });
    let mut queries: Vec<Party> = offices.collect();
    let index = Index::new(parties);
    let text = text(&data.join("matching/retrieval_dev/queries.jsonl.gz"));
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let of = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let party = Party::named("", kind(&of("type")), of("name"));
        let born = births(&of("dob"));
        if !born.is_empty() {
            queries.push(Party { births: born, ..party.clone() });
        }
        queries.push(party);
    }
    on_all_cores(&queries, |query| {
        let scanned = index.scan(query, CUTOFFS[0]);
        for cutoff in CUTOFFS {
            let searched = index.search(query, cutoff);
            assert_eq!(said(&searched, cutoff), said(&scanned, cutoff), "{query:?} at {cutoff}");
        }
    });
    queries.len()
}
