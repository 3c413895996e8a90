//! Approvals: what an authority let through, item by item, and what was drawn on it.

mod amount;
mod apply;
mod read;
mod why;

use interdict_lists::hex;
use interdict_regime::{CountryCode, GoodsLine, HsCode, HsTest, Location};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::answer::Records;

pub use amount::Amount;
pub use read::ApprovalFault;
pub use why::Why;

/// A recorded decision of an authority on goods: an exemption, an approval, whatever the regime's vocabulary calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// The decision's reference, by which draws name it.
    pub reference: String,
    /// The kind of finding that it records, of the regime's vocabulary.
    pub kind: String,
    /// Whose decision it is, of the regime's vocabulary.
    pub by: String,
    /// Which State's, where it is a State's.
    pub state: Option<CountryCode>,
    /// The day of the decision: before it nobody knows of it, and nothing is covered.
    pub decided_on: Date,
    /// The first day on which it can be used; none: from the decision.
    pub valid_from: Option<Date>,
    /// The last day on which it can be used, that day included; none: no end is stated.
    pub valid_until: Option<Date>,
    /// Whose activity is let through, where that is stated: a sender of the act must bear the name.
    pub holder: Option<String>,
    /// For whom, where that is stated: a receiver of the act must bear the name.
    pub recipient: Option<String>,
    /// Where to, as far as that is stated: country, or place.
    pub to: Location,
    /// What it covers.
    pub items: Vec<Item>,
    /// A remark of the user's.
    pub note: Option<String>,
}

/// One item of an approval.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its name in the approval, by which draws name it.
    pub id: String,
    /// Its HS codes as far as given: a line's code must lie in one of them.
    pub hs: Vec<HsCode>,
    /// What it is called; it decides only where there is no code.
    pub description: Option<String>,
    /// How much: what is not limited is not counted.
    pub limit: Amount,
}

/// What was used of an item, as the user recorded it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// The approval's reference.
    pub reference: String,
    /// The item; may be left out where the approval has one alone.
    pub item: Option<String>,
    /// How much: in every measure in which the item is limited.
    pub amount: Amount,
    /// The day of use: it counts for acts of that day and later.
    pub on: Date,
    /// The paper that shows it.
    pub source: Option<String>,
}

/// Approvals and the draws on them.
///
/// An approval that cannot be relied on, because it or a draw on it cannot be read or does not fit, is *held back*: it covers
/// nothing, and says why.
#[derive(Clone, Debug, Default)]
pub struct Approvals {
    /// By last day of use, day of decision and reference, so that the order of a file decides nothing.
    approvals: Vec<Approval>,
    draws: Vec<Draw>,
    held: Vec<Held>,
}

/// Why an approval, or every one, covers nothing.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    /// Which; none: all.
    reference: Option<String>,
    /// The day from which the world knows of the reason; none: always.
    since: Option<Date>,
    why: String,
}

/// What approvals make of one line of goods.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ApprovalUse {
    /// The act's place in the dealing.
    #[serde(skip)]
    pub act: usize,
    /// The line's place in the act.
    #[serde(skip)]
    pub line: usize,
    /// The same in words: `acts[0].goods[1]`.
    pub at: String,
    /// What covers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered: Option<Covered>,
    /// What does not, and why not: items that are, or may be, about the line's goods.
    pub not_covered: Vec<NotCovered>,
}

/// The item that covers a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covered {
    /// The approval's reference.
    pub reference: String,
    /// The item's name in it.
    pub item: String,
    /// What the item is, as the approval says it.
    pub says: String,
    /// The kind of finding recorded on the line.
    pub kind: String,
    /// How much the line takes, in the item's measures; nothing where the item is not limited.
    pub used: Amount,
    /// What is then left for later lines and later acts.
    pub remaining: Amount,
    /// Whether another act of the dealing, about the same cargo, took it already.
    pub shared: bool,
}

/// An item that does not cover a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NotCovered {
    /// The approval's reference.
    pub reference: String,
    /// The item's name in it.
    pub item: String,
    /// Why not.
    #[serde(serialize_with = "why::worded")]
    pub why: Why,
}

impl Approvals {
    /// Approvals with the draws on them. Two of one reference, and whatever a draw does not fit, are held back: a draw that
    /// names no approval here may be one on any of them.
    pub fn new(mut approvals: Vec<Approval>, draws: Vec<Draw>) -> Approvals {
        approvals.sort_by(|a, b| {
            let key = |approval: &Approval| {
                (approval.valid_until.unwrap_or(Date::MAX), approval.decided_on, approval.reference.clone())
            };
            key(a).cmp(&key(b))
        });
        let mut held = Vec::new();
        for approval in &approvals {
            let same = || approvals.iter().filter(|other| other.reference == approval.reference);
            if same().count() > 1 {
                let why = format!("two approvals have the reference `{}`", approval.reference);
                let since = same().map(|other| other.decided_on).max();
                held.push(Held { reference: Some(approval.reference.clone()), since, why });
            }
        }
        for draw in &draws {
            if let Err((reference, why)) = fits(draw, &approvals) {
                held.push(Held { reference, since: Some(draw.on), why });
            }
        }
        held.dedup();
        Approvals { approvals, draws, held }
    }

    /// Holds one approval back, or all of them, for a reason that a person can mend: something about it could not be read.
    pub fn hold_back(&mut self, reference: Option<&str>, why: &str) {
        let reference = reference.map(str::to_owned);
        self.held.push(Held { reference, since: None, why: why.to_owned() });
    }

    /// How many there are, and a hash of all that they say.
    pub(crate) fn record(&self) -> Records {
        let mut hash = Sha256::new();
        // The words of a debug print: they hold every field, and a hash is compared with one of the same engine only.
        hash.update(format!("{:?} {:?} {:?}", self.approvals, self.draws, self.held));
        Records { count: self.approvals.len(), hash: hex(&hash.finalize()) }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.approvals.is_empty()
    }

    /// The approvals, in the order in which lines try them: those that end first come first.
    pub fn iter(&self) -> impl Iterator<Item = &Approval> {
        self.approvals.iter()
    }

    /// The draws on them.
    pub fn draws(&self) -> impl Iterator<Item = &Draw> {
        self.draws.iter()
    }

    /// Why nothing is covered by an approval of that reference, as known on a day.
    fn held(&self, reference: &str, known: Date) -> Option<&str> {
        let counts = |held: &&Held| {
            held.reference.as_deref().is_none_or(|held| held == reference)
                && held.since.is_none_or(|since| since <= known)
        };
        self.held.iter().find(counts).map(|held| held.why.as_str())
    }
}

/// Whether a draw can be counted: else what must be held back, and why.
fn fits(draw: &Draw, approvals: &[Approval]) -> Result<(), (Option<String>, String)> {
    let named = format!("the draw of {} on `{}`", draw.on, draw.reference);
    let Some(approval) = approvals.iter().find(|approval| approval.reference == draw.reference) else {
        return Err((None, format!("{named} names no approval here, and may be on any of them")));
    };
    let refuse = |why: String| Err((Some(approval.reference.clone()), format!("{named} {why}")));
    let item = match (&draw.item, approval.items.as_slice()) {
        (None, [only]) => only,
        (None, _) => return refuse("names none of its items".to_owned()),
        (Some(id), items) => match items.iter().find(|item| item.id == *id) {
            Some(item) => item,
            None => return refuse(format!("names the item `{id}`, which it does not have")),
        },
    };
    match item.limit.counted(draw.amount) {
        Ok(_) => Ok(()),
        Err(why) => refuse(format!("cannot be counted: {why}")),
    }
}

impl Item {
    /// Whether goods are of this item: by HS code, or by description where the item has no code.
    fn holds(&self, line: &GoodsLine) -> HsTest {
        if self.hs.is_empty() {
            let same = match (&self.description, &line.description) {
                (Some(own), Some(given)) => plain(own) == plain(given),
                _ => false,
            };
            return if same { HsTest::Yes } else { HsTest::No };
        }
        let Some(code) = &line.hs else { return HsTest::Shorter };
        let tests = || self.hs.iter().map(|own| code.within(own));
        match () {
            () if tests().any(|test| test == HsTest::Yes) => HsTest::Yes,
            () if tests().any(|test| test == HsTest::Shorter) => HsTest::Shorter,
            () => HsTest::No,
        }
    }

    /// What it is, for the reader.
    fn says(&self) -> String {
        let codes = self.hs.iter().map(|code| format!("HS {code}")).collect::<Vec<_>>().join(", ");
        match &self.description {
            Some(description) if codes.is_empty() => description.clone(),
            Some(description) => format!("{description} ({codes})"),
            None => codes,
        }
    }
}

/// Words without case, punctuation or spacing, so that `Water pump, hand` and `water pump (hand)` are one.
fn plain(words: &str) -> String {
    let letters = words.chars().flat_map(char::to_lowercase);
    let spaced: String = letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
