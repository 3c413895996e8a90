//! A list examined, as it is handed on.

use interdict_regime::law::Standing;
use interdict_regime::{Assumption, Editions, NotExamined, Outcome, Reservation};
use serde::Serialize;

use crate::{Alert, ApprovalUse, BalanceUsed, Comparison, Inputs, Ownership};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineClass {
    /// Forbidden until it is exempted: it belongs in the application.
    NeedsExemption,
    /// Forbidden, and an approval on file lifts that.
    Exempted,
    /// It hangs on an answer.
    Open,
    /// Forbidden, and no exemption is found that would lift it.
    Forbidden,
    /// No prohibition was found, or an exception lifts it without an approval on file.
    NotNeeded,
}

impl LineClass {
    /// The word, as tables and JSON write it.
    pub fn word(self) -> &'static str {
        match self {
            LineClass::NeedsExemption => "needs-exemption",
            LineClass::Exempted => "exempted",
            LineClass::Open => "open",
            LineClass::Forbidden => "forbidden",
            LineClass::NotNeeded => "not-needed",
        }
    }
}

/// A line of the list, with what becomes of it.
#[derive(Clone, Debug, Serialize)]
pub struct ListLine {
    /// Its number in the list, refused rows counted.
    pub number: usize,
    /// Where it was read.
    pub source: String,
    /// What becomes of it.
    pub class: LineClass,
    /// Its outcome under the law, the purpose of aid stated and the approvals counted.
    pub outcome: Outcome,
    /// What it is.
    pub item: String,
    /// Its HS code, as tariffs print it; empty where none was given.
    pub hs: String,
    /// How much, as it was given.
    pub quantity: String,
    /// Its unit, as it was given.
    pub unit: String,
    /// What it is worth, as it was given.
    pub value: String,
    /// The currency, as it was given.
    pub currency: String,
    /// Its origin, as it was given.
    pub origin: String,
    /// The agency's own note.
    pub note: String,
    /// What forbids it, or may.
    pub forbidden_by: Vec<ProvisionInTheWay>,
    /// The exemptions that would lift that.
    pub exemptions: Vec<ExemptionDue>,
    /// The approval that covers it, where one does: its reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What else is to be known of it.
    pub remarks: Vec<String>,
}

/// A provision that forbids a line, or may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionInTheWay {
    /// Its stable id.
    pub id: String,
    /// Its paragraph: `2375:16`.
    pub cite: String,
    /// Its paragraph in full.
    pub citation: String,
    /// What it makes of the line: `prohibits`, `conditional`, `lifted` or `open`.
    pub effect: &'static str,
    /// What it says.
    pub summary: String,
}

/// An exemption that would lift what forbids a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExemptionDue {
    /// Its paragraph: `2375:26`.
    pub cite: String,
    /// Its paragraph in full.
    pub citation: String,
    /// What is to be done.
    pub says: String,
    /// By whom it is given.
    pub by: String,
}

/// A question, with the lines that hang on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OpenQuestion {
    /// The question.
    pub ask: String,
    /// The field that answers it, by its short name.
    pub word: String,
    /// The numbers of the lines.
    pub lines: Vec<usize>,
    /// The paragraphs that turn on it.
    pub cites: Vec<String>,
}

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Its number in the list.
    pub number: usize,
    /// Where it was read.
    pub source: String,
    /// What it is, where that could be read.
    pub item: String,
    /// What is wrong, with the field.
    pub problem: String,
    /// What mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// One thing that an application asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApplicationAsks {
    /// What.
    pub says: String,
    /// Whether the table holds it; otherwise it is to be written beside it.
    pub in_the_table: bool,
    /// The numbers of lines in the application that lack it.
    pub missing: Vec<usize>,
    /// How well it was checked.
    pub confidence: Standing,
    /// Where it comes from.
    pub sources: Vec<String>,
}

/// A list examined. It never says that anything is cleared.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PackingList {
    /// The lines, in the order of the list.
    pub lines: Vec<ListLine>,
    /// The rows that could not be taken.
    pub refused: Vec<RefusedRow>,
    /// What the open lines hang on: each fact once, for all lines alike.
    pub questions: Vec<OpenQuestion>,
    /// What the answer reaches.
    pub reach: String,
    /// Whether the shipment touches the target State, and why.
    pub nexus: Vec<String>,
    /// What was noticed in the facts.
    pub notices: Vec<String>,
    /// Whether readings of the law lead to different outcomes.
    pub contested: bool,
    /// What this examination stated of itself: the purpose of aid, as the law asks for it.
    pub stated: String,
    /// The guidance on applications, where it was given by the day known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guidance: Option<String>,
    /// What it asks an application to contain.
    pub application: Vec<ApplicationAsks>,
    /// Whoever was compared with the designations.
    pub compared: Vec<Comparison>,
    /// Matches on lists that decide nothing under this regime.
    pub alerts: Vec<Alert>,
    /// What designated parties hold of whoever sends or receives.
    pub ownership: Vec<Ownership>,
    /// What the approvals made of the lines.
    pub approvals: Vec<ApprovalUse>,
    /// What the ledger says was drawn on the caps that lines fall under.
    pub balances: Vec<BalanceUsed>,
    /// What was taken as so for want of a word.
    pub assumptions: Vec<Assumption>,
    /// What was not looked at.
    pub not_examined: Vec<NotExamined>,
    /// Open norms that may reach the lines all the same.
    pub reservations: Vec<Reservation>,
    /// What the answer was made with; nothing where no row could be taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub editions: Option<Editions>,
    /// What the shipment was examined with, beside the law.
    pub inputs: Inputs,
}

impl PackingList {
    /// The lines of a class, in the order of the list.
    pub fn of(&self, class: LineClass) -> impl Iterator<Item = &ListLine> {
        self.lines.iter().filter(move |line| line.class == class)
    }
}
