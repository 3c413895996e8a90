//! The ledger: what was drawn on quotas, entry by entry, and the balance on a day as known on a day.
//!
//! The entries that the regime's files hold are what the Committee published; a user's own deliveries are added as values.
//! Nothing here decides a dealing: a [`Balance`](crate::Balance) worked out from the ledger is put to it like one that a user states.

mod balances;
mod count;
mod governs;
mod read;
mod sheet;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::country::CountryCode;
use crate::dealing::Figure;
use crate::law;
use crate::regime::Regime;

pub use read::BadEntry;
pub use sheet::{BalanceSheet, Beside, LeftOut, Why};

/// Dated entries: those published, and a user's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

/// What was drawn on a quota over a stretch of days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The quota.
    pub quota: String,
    /// Whether it was published, or is a delivery of the user's own.
    pub whose: Whose,
    /// First day of the stretch.
    pub from: Date,
    /// Last day of the stretch.
    pub to: Date,
    /// The amount as given, such as `1410 t`.
    pub given: String,
    /// The amount in the quota's measure.
    pub amount: Decimal,
    /// So much of it at the least, where the figure was rounded; otherwise the amount.
    pub least: Decimal,
    /// How the amount given came into the quota's measure; `None` where it needed no factor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<Conversion>,
    /// The States whose reports it adds up; empty for all.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub states: BTreeSet<CountryCode>,
    /// Whether reports were missing.
    pub figure: Figure,
    /// The day from which it is known.
    pub published: Date,
    /// Whose figure it is; empty for a user's own.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Where it was seen.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// How well it was checked; `None` for a user's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<law::Standing>,
    /// What is doubtful.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who entered a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// It stands in the regime's files.
    Published,
    /// It is the user's own delivery.
    Own,
}

/// The factor by which tonnes became barrels, or barrels tonnes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conversion {
    /// Tonnes in a barrel of the product.
    pub tonnes_per_barrel: Decimal,
    /// Where the factor comes from.
    pub source: String,
    /// How well it was checked.
    pub confidence: law::Standing,
}

impl Entry {
    /// Whether this figure holds all that another counts: its days, and its States.
    fn holds(&self, other: &Entry) -> bool {
        let states =
            self.states.is_empty() || (!other.states.is_empty() && self.states.is_superset(&other.states));
        states && self.from <= other.from && other.to <= self.to
    }

    /// Whether the two could count one delivery twice.
    fn overlaps(&self, other: &Entry) -> bool {
        let states =
            self.states.is_empty() || other.states.is_empty() || !self.states.is_disjoint(&other.states);
        states && self.from <= other.to && other.from <= self.to
    }

    /// Whether the two are figures of the same stretch and the same States.
    fn same_stretch(&self, other: &Entry) -> bool {
        self.from == other.from && self.to == other.to && self.states == other.states
    }
}

impl Ledger {
    /// What the regime's files hold.
    ///
    /// ```
    /// # let files = interdict_regime::read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
    /// use interdict_regime::{Ledger, Profile, Regime};
    /// use jiff::civil::date;
    ///
    /// let regime = Regime::load("un-1718", &files)?;
    /// let ledger = Ledger::published(&regime);
    /// let (on, known) = (date(2017, 9, 30), date(2017, 11, 14));
    /// let sheets = ledger.balance(&regime, "2321/coal-value", on, known, &Profile::default());
    /// assert_eq!(sheets[0].drawn.to_string(), "413555897");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn published(regime: &Regime) -> Ledger {
        Ledger {
            entries: regime.ledger.iter().filter_map(|row| Entry::published(row, regime).ok()).collect(),
        }
    }

    /// The same with entries added.
    #[must_use]
    pub fn with(mut self, entries: impl IntoIterator<Item = Entry>) -> Ledger {
        self.entries.extend(entries);
        self
    }

    /// Every entry, in the order given.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// Whether two published figures of one quota would count a delivery twice: they overlap, and neither is a figure of the same
/// stretch nor a part of the other.
pub(crate) fn cross(one: &Entry, other: &Entry) -> bool {
    one.quota == other.quota && one.overlaps(other) && !one.holds(other) && !other.holds(one)
}

/// Whether two published figures claim the same stretch from the same day on, so that nothing says which stands.
pub(crate) fn rival(one: &Entry, other: &Entry) -> bool {
    one.quota == other.quota && one.same_stretch(other) && one.published == other.published
}
