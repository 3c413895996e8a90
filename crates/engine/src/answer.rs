//! The whole answer: the determination, and what stands beside it.

use interdict_regime::{Balance, Determination, Figure, LineOutcome, Outcome, Question};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::approval::ApprovalUse;
use crate::compare::{Candidate, Comparison};
use crate::holding::Ownership;

/// The answer to a whole dealing.
///
/// Its JSON is a determination's with keys added: keys are never renamed or given another meaning.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// What binds, decided by the law and the designations made under it.
    #[serde(flatten)]
    pub determination: Determination,
    /// Lines that are alike, told once.
    pub line_groups: Vec<LineGroup>,
    /// Each question once, with the fields that it settles.
    pub asks: Vec<Ask>,
    /// Whoever was compared with the designations, in the order of the dealing.
    pub compared: Vec<Comparison>,
    /// Matches on other lists. They change no outcome.
    pub alerts: Vec<Alert>,
    /// What designated parties hold of the dealing's parties.
    pub ownership: Vec<Ownership>,
    /// What approvals on file make of lines of goods.
    pub approvals: Vec<ApprovalUse>,
    /// What the ledger says was drawn on the caps that lines fall under; what the dealing states itself is not among them.
    pub balances: Vec<BalanceUsed>,
    /// What the answer was made with, beside the law: the same inputs give the same answer, byte for byte.
    pub inputs: Inputs,
}

/// A match on a list that decides nothing under the regime.
#[derive(Clone, Debug, Serialize)]
pub struct Alert {
    /// Where the dealing names the party.
    pub at: String,
    /// What it does there.
    pub role: String,
    /// Its name.
    pub party: String,
    /// The list's edition.
    pub edition: String,
    /// Who it may be.
    #[serde(flatten)]
    pub candidate: Candidate,
}

/// What the ledger says was drawn on a cap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BalanceUsed {
    /// The quota.
    pub quota: String,
    /// How much, in the quota's measure.
    pub used: Decimal,
    /// Whether that is all, or only so much is known: a part may prove a cap full, and never that there is room.
    pub figure: Figure,
    /// As of which day, where the figures have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// Whence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl BalanceUsed {
    pub(crate) fn of(balance: &Balance) -> BalanceUsed {
        BalanceUsed {
            quota: balance.quota.clone(),
            used: balance.used,
            figure: balance.figure,
            on: balance.on.map(|on| on.to_string()),
            source: balance.source.clone(),
        }
    }
}

/// Lines of one act that say the same and come out alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineGroup {
    /// Where they stand.
    pub lines: Vec<String>,
    /// What they are.
    pub says: String,
    /// What each comes out as.
    pub outcome: Outcome,
    /// The ids of the provisions that decide each.
    pub decided_by: Vec<String>,
}

/// A question, asked once for all that it settles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ask {
    /// The question.
    pub ask: String,
    /// The fields that answer it.
    pub fields: Vec<String>,
    /// The provisions that turn on it.
    pub provisions: Vec<String>,
}

/// What an answer was made with, beside the law's own editions.
#[derive(Clone, Debug, PartialEq, Serialize, Default)]
pub struct Inputs {
    /// The score from which a name is a candidate.
    pub threshold: f64,
    /// Readings of the law that the house has fixed, as `reading=option`.
    pub readings: Vec<String>,
    /// The lists compared with.
    pub lists: Vec<ListUsed>,
    /// Reviewers' decisions.
    pub reviews: Records,
    /// Holdings.
    pub holdings: Records,
    /// The house's own deliveries under caps.
    pub deliveries: Records,
    /// Approvals on file, with what was drawn on them.
    pub approvals: Records,
}

/// A list compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListUsed {
    /// Its name.
    pub list: String,
    /// Its edition, in words.
    pub edition: String,
    /// SHA-256 of what was compared with.
    pub hash: String,
    /// How many parties are on it.
    pub entries: usize,
    /// Whether it decides, or gives alerts only.
    pub decides: bool,
}

/// Records of the house's own.
#[derive(Clone, Debug, PartialEq, Serialize, Default)]
pub struct Records {
    /// How many.
    pub count: usize,
    /// SHA-256 of them.
    pub hash: String,
}

/// Groups lines of one act that are alike, in the order of the first of each.
pub fn group_lines(lines: &[LineOutcome]) -> Vec<LineGroup> {
    let mut groups: Vec<LineGroup> = Vec::new();
    let act = |line: &str| line.split('.').next().unwrap_or_default().to_owned();
    for line in lines {
        let alike = |group: &&mut LineGroup| {
            group.says == line.says
                && group.outcome == line.outcome
                && group.decided_by == line.decided_by
                && group.lines.first().is_some_and(|first| act(first) == act(&line.line))
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.lines.push(line.line.clone()),
            None => groups.push(LineGroup {
                lines: vec![line.line.clone()],
                says: line.says.clone(),
                outcome: line.outcome,
                decided_by: line.decided_by.clone(),
            }),
        }
    }
    groups
}

/// Asks each question once, in the order of the first of each.
pub fn ask_once(questions: &[Question]) -> Vec<Ask> {
    let mut asks: Vec<Ask> = Vec::new();
    for question in questions {
        match asks.iter_mut().find(|ask| ask.ask == question.ask) {
            Some(ask) => {
                ask.fields.push(question.field.clone());
                for provision in &question.provisions {
                    if !ask.provisions.contains(provision) {
                        ask.provisions.push(provision.clone());
                    }
                }
            }
            None => asks.push(Ask {
                ask: question.ask.clone(),
                fields: vec![question.field.clone()],
                provisions: question.provisions.clone(),
            }),
        }
    }
    asks
}
