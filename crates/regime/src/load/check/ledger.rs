//! The check of the ledger: every entry can be read, and none counts what another counts.

use super::Checker;
use crate::law::LedgerEntry;
use crate::ledger::{Entry, cross, rival};
use crate::load::{LoadError, SourceFile};
use crate::regime::Regime;

/// Every entry names what the regime has, lies in a period, converts, and adds up with the others.
pub(super) fn entries(regime: &Regime, file: &SourceFile) -> Result<(), LoadError> {
    let checker = Checker { regime, file };
    let mut read: Vec<Entry> = Vec::new();
    for row in &regime.ledger {
        let entry = Entry::published(row, regime).map_err(|error| {
            let mend = error.mend.clone().unwrap_or_else(|| "mend the row".to_owned());
            checker.refuse_at(place(row, &error.field), error.to_string(), &mend)
        })?;
        checker.authority(&row.by, &row.by)?;
        if row.source.trim().is_empty() {
            let problem = "has an entry without a source";
            return Err(checker.refuse(&row.quota, problem, "say where the figure was seen"));
        }
        let refuse = |problem: String, mend: &str| Err(checker.refuse_at(row.amount.span(), problem, mend));
        if let Some(other) = read.iter().find(|other| rival(other, &entry)) {
            let problem = format!(
                "`{}` has two figures of {} to {}, published on one day",
                row.quota, other.from, other.to
            );
            return refuse(problem, "keep one, or give the later its own `published`");
        }
        if let Some(other) = read.iter().find(|other| cross(other, &entry)) {
            let problem = format!(
                "`{}` from {} to {} overlaps its figure from {} to {}, and neither holds the other: some of it would count twice",
                row.quota, row.from, row.to, other.from, other.to
            );
            return refuse(problem, "split the row by days or by `states`");
        }
        read.push(entry);
    }
    Ok(())
}

/// Where the words of a field stand; a row's days have no place of their own, so its quota stands for them.
fn place(row: &LedgerEntry, field: &str) -> std::ops::Range<usize> {
    let optional = |words: Option<&crate::law::Text>| words.map(crate::law::Text::span);
    match field {
        "amount" => Some(row.amount.span()),
        "hs" => optional(row.hs.as_ref()),
        "rounded-to" => optional(row.rounded_to.as_ref()),
        "states" => optional(row.states.first()),
        _ => None,
    }
    .unwrap_or_else(|| row.quota.span())
}
