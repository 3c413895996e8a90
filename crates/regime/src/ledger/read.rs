//! From the words of a row to an [`Entry`]: every field checked once, every complaint with its field and its mend.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::{Conversion, Entry, Whose};
use crate::country::CountryCode;
use crate::dates::optional_day;
use crate::dealing::{Figure, GoodsLine, nearest};
use crate::evaluate::{factor_of, measured, occurrence};
use crate::hs::HsCode;
use crate::law::{LedgerEntry, Quota};
use crate::quantity::{Money, Quantity};
use crate::regime::Regime;

/// Why an entry of the ledger was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{field}: {problem}")]
pub struct BadEntry {
    /// The field.
    pub field: String,
    /// What is wrong.
    pub problem: String,
    /// What mends it.
    #[help]
    pub mend: Option<String>,
}

/// A delivery of the user's own, as its row writes it: `date`, or `from` and `to`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct OwnRow {
    quota: String,
    #[serde(default, with = "optional_day")]
    date: Option<Date>,
    #[serde(default, with = "optional_day")]
    from: Option<Date>,
    #[serde(default, with = "optional_day")]
    to: Option<Date>,
    amount: String,
    #[serde(default)]
    hs: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default, with = "optional_day")]
    published: Option<Date>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    note: Option<String>,
}

/// The parts of an entry that both kinds of row share.
struct Words<'a> {
    quota: &'a str,
    days: (Date, Date),
    amount: &'a str,
    hs: Option<&'a str>,
    rounded_to: Option<&'a str>,
    states: Vec<&'a str>,
}

impl Entry {
    /// Reads a delivery of the user's own from a row: `quota`, `date` (or `from` and `to`), `amount` with its unit, and where
    /// wanted `hs`, `state` (whence it was supplied, or where it was bought), `published` (the day from which it is known;
    /// the last day of the delivery where left out), `source` and `note`.
    ///
    /// ```
    /// # let files = interdict_regime::read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
    /// use interdict_regime::{Entry, Regime};
    /// use serde_json::json;
    ///
    /// let regime = Regime::load("un-1718", &files)?;
    /// let row = json!({"quota": "2397/refined-petroleum", "date": "2019-03-04", "amount": "86 t", "hs": "2711.12"});
    /// assert_eq!(Entry::own(row, &regime)?.amount.normalize().to_string(), "1000");
    ///
    /// let row = json!({"quota": "2397/refined-petroleum", "date": "2019-03-04", "amount": "86 t", "hs": "2710.19"});
    /// assert_eq!(Entry::own(row, &regime).unwrap_err().field, "amount");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A key that is not known or missing, a quota that the regime does not have, a day that no calendar has, a stretch that
    /// ends before it begins or lies in no one period of the quota, an amount that cannot be counted in the quota's measure,
    /// a code or country that does not exist, a day of publication before the last day of the delivery.
    pub fn own(row: Value, regime: &Regime) -> Result<Entry, BadEntry> {
        if !row.is_object() {
            let mend = "write {\"quota\": \"…\", \"date\": \"…\", \"amount\": \"…\"}";
            return Err(bad("the row", "it is not a JSON object", Some(mend)));
        }
        let row: OwnRow = serde_path_to_error::deserialize(row).map_err(|error| {
            let path = error.path().to_string();
            let problem = error.inner().to_string();
            let keys =
                "the keys are quota, date (or from and to), amount, hs, state, published, source, note";
            bad(if path == "." { "the row" } else { &path }, problem, Some(keys))
        })?;
        let days = match (row.date, row.from, row.to) {
            (Some(day), None, None) => (day, day),
            (None, Some(from), Some(to)) => (from, to),
            _ => {
                let problem = "it needs either a day, or a first and a last day";
                return Err(bad("date", problem, Some("give `date`, or `from` and `to`")));
            }
        };
        let words = Words {
            quota: &row.quota,
            days,
            amount: &row.amount,
            hs: row.hs.as_deref(),
            rounded_to: None,
            states: row.state.iter().map(String::as_str).collect(),
        };
        let published = row.published.unwrap_or(days.1);
        let mut entry = words.entry(Whose::Own, published, regime)?;
        (entry.source, entry.note) = (row.source, row.note);
        Ok(entry)
    }

    /// Reads an entry of the regime's files.
    pub(crate) fn published(row: &LedgerEntry, regime: &Regime) -> Result<Entry, BadEntry> {
        let words = Words {
            quota: &row.quota,
            days: (row.from, row.to),
            amount: &row.amount,
            hs: row.hs.as_deref(),
            rounded_to: row.rounded_to.as_deref(),
            states: row.states.iter().map(|state| state.as_str()).collect(),
        };
        let mut entry = words.entry(Whose::Published, row.published, regime)?;
        entry.figure = if row.at_least { Figure::AtLeast } else { Figure::Exact };
        entry.by = row.by.to_string();
        entry.source = row.source.clone();
        entry.confidence = Some(row.confidence);
        entry.note = row.note.clone();
        Ok(entry)
    }
}

impl Words<'_> {
    fn entry(self, whose: Whose, published: Date, regime: &Regime) -> Result<Entry, BadEntry> {
        let Some(quota) = regime.quota(self.quota) else {
            let known = || regime.quotas().map(|quota| quota.id.as_str());
            let mend = match nearest(self.quota, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("quotas: {}", known().collect::<Vec<_>>().join(", ")),
            };
            return Err(bad(
                "quota",
                format!("`{}` is no quota of this regime", clip(self.quota)),
                Some(&mend),
            ));
        };
        let (from, to) = self.days;
        if to < from {
            return Err(bad("to", format!("{to} is before {from}"), Some("mend `from` or `to`")));
        }
        let mut periods = quota.periods.iter().filter_map(|period| occurrence(period, from));
        if !periods.any(|period| to <= period.last) {
            let problem = format!("no one period of `{}` holds {from} to {to}", quota.id);
            return Err(bad("from", problem, Some("split the row at the period's end, or mend the days")));
        }
        if published < to {
            let problem = format!("{published} is before {to}, the last day it counts");
            return Err(bad("published", problem, Some("a figure is known when its stretch is over")));
        }
        let hs =
            self.hs.map(|text| text.parse::<HsCode>().map_err(|error| bad("hs", error.to_string(), None)));
        let hs = hs.transpose()?;
        let (amount, given) = amount_of(self.amount, hs.as_ref(), quota, "amount")?;
        let rounded =
            self.rounded_to.map(|text| amount_of(text, hs.as_ref(), quota, "rounded-to")).transpose()?;
        let half = rounded.and_then(|(place, _)| place.checked_div(Decimal::TWO)).unwrap_or_default();
        let states =
            self.states.iter().map(|word| state(word, regime)).collect::<Result<BTreeSet<_>, _>>()?;
        let needs_factor = given.needs_factor(quota);
        let factor = hs.as_ref().filter(|_| needs_factor).and_then(|code| factor_of(quota, code));
        Ok(Entry {
            quota: quota.id.to_string(),
            whose,
            from,
            to,
            given: given.to_string(),
            amount,
            least: amount.saturating_sub(half).max(Decimal::ZERO),
            converted: factor.map(|factor| Conversion {
                tonnes_per_barrel: factor.tonnes_per_barrel,
                source: factor.source.clone(),
                confidence: factor.confidence,
            }),
            states,
            figure: Figure::Exact,
            published,
            by: String::new(),
            source: String::new(),
            confidence: None,
            note: None,
        })
    }
}

/// An amount as given.
enum Given {
    Quantity(Quantity),
    Money(Money),
}

impl Given {
    fn needs_factor(&self, quota: &Quota) -> bool {
        match (self, quota.measure.unit()) {
            (Given::Quantity(quantity), Some(unit)) => quantity.to_unit(unit).is_none(),
            _ => false,
        }
    }
}

impl std::fmt::Display for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Given::Quantity(quantity) => quantity.fmt(f),
            Given::Money(money) => money.fmt(f),
        }
    }
}

/// An amount in the quota's measure, and as given.
fn amount_of(
    text: &str,
    hs: Option<&HsCode>,
    quota: &Quota,
    field: &str,
) -> Result<(Decimal, Given), BadEntry> {
    let mut line = GoodsLine { hs: hs.cloned(), ..GoodsLine::default() };
    let given = if quota.measure.unit().is_some() {
        let quantity: Quantity = text.parse().map_err(|error| bad(field, format!("{error}"), None))?;
        line.quantity = Some(quantity);
        Given::Quantity(quantity)
    } else {
        let money: Money = text.parse().map_err(|error| bad(field, format!("{error}"), None))?;
        line.value = Some(money);
        Given::Money(money)
    };
    match measured(quota, &line) {
        Some(amount) => Ok((amount, given)),
        None => {
            let word = quota.measure.word();
            let problem = format!("`{given}` cannot be counted in {word}");
            let mend = if given.needs_factor(quota) {
                format!("give it in {word}, or the `hs` of a product with a factor under `{}`", quota.id)
            } else {
                format!("give it in {word}")
            };
            Err(bad(field, problem, Some(&mend)))
        }
    }
}

fn state(word: &str, regime: &Regime) -> Result<CountryCode, BadEntry> {
    let problem = || format!("`{}` is no ISO 3166-1 code", clip(word));
    regime.reference().country(word).ok_or_else(|| bad("states", problem(), Some("use an alpha-2 code")))
}

fn bad(field: &str, problem: impl Into<String>, mend: Option<&str>) -> BadEntry {
    BadEntry { field: field.to_owned(), problem: problem.into(), mend: mend.map(str::to_owned) }
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}
