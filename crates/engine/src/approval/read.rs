//! The file that approvals are kept in: TOML, a table for each approval and for each draw.

mod scalar;

use interdict_regime::{
    BadDealing, HsCode, HsExistence, Location, Money, Quantity, Regime, SourceFile, parse_day,
};
use jiff::civil::Date;
use miette::Diagnostic;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Amount, Approval, Approvals, Draw, Item};
use scalar::{Codes, Day};

/// Why an entry of a file of approvals, or the file, was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{file}:{line}: {problem}")]
pub struct ApprovalFault {
    /// The file's name, as given.
    pub file: String,
    /// The line, from 1, at which the fault or its entry stands.
    pub line: usize,
    /// What is wrong, with the field.
    pub problem: String,
    /// What mends it.
    #[help]
    pub mend: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawApproval {
    reference: Spanned<String>,
    kind: Spanned<String>,
    by: Spanned<String>,
    state: Option<Spanned<String>>,
    decided_on: Spanned<Day>,
    valid_from: Option<Spanned<Day>>,
    valid_until: Option<Spanned<Day>>,
    holder: Option<String>,
    recipient: Option<String>,
    to: Option<Spanned<String>>,
    note: Option<String>,
    item: Vec<Spanned<RawItem>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawItem {
    id: Option<String>,
    #[serde(default)]
    hs: Codes,
    description: Option<String>,
    quantity: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawDraw {
    reference: String,
    item: Option<String>,
    quantity: Option<Spanned<String>>,
    value: Option<Spanned<String>>,
    on: Spanned<Day>,
    source: Option<String>,
}

/// A fault by the span it stands at.
struct Fault {
    at: std::ops::Range<usize>,
    problem: String,
    mend: String,
}

fn fault(at: std::ops::Range<usize>, problem: impl Into<String>, mend: impl Into<String>) -> Fault {
    Fault { at, problem: problem.into(), mend: mend.into() }
}

impl Approvals {
    /// Reads a file of approvals: `[[approval]]` tables with `[[approval.item]]`, and `[[draw]]` tables.
    ///
    /// An entry that cannot be read is named among the faults and the others stand, except that an approval of which a draw, or
    /// another entry of its reference, cannot be read is held back; where it cannot be told which approval that is, all are.
    ///
    /// # Errors
    /// A file that is not TOML, or has a table of another name: nothing of it counts.
    pub fn read(
        file: &SourceFile,
        regime: &Regime,
    ) -> Result<(Approvals, Vec<ApprovalFault>), ApprovalFault> {
        let name = &file.path;
        let refused = |fault: Fault| {
            let before = file.text.get(..fault.at.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            ApprovalFault { file: name.clone(), line, problem: fault.problem, mend: fault.mend }
        };
        let parsed = DeTable::parse(&file.text).map_err(|error| {
            refused(fault(
                error.span().unwrap_or_default(),
                error.message(),
                "write TOML, as docs/aid.md shows",
            ))
        })?;
        let mut faults = Vec::new();
        let (mut approvals, mut draws) = (Vec::new(), Vec::new());
        let mut held: Vec<(Option<String>, String)> = Vec::new();
        for (key, value) in parsed.into_inner() {
            let entries = match (key.get_ref().as_ref(), value.into_inner()) {
                ("approval" | "draw", DeValue::Array(entries)) => entries,
                (word, _) => {
                    let mend = "a file of approvals has [[approval]] and [[draw]] tables";
                    return Err(refused(fault(key.span(), format!("`{word}` is not known here"), mend)));
                }
            };
            let is_draw = key.get_ref() == "draw";
            for entry in entries {
                let (at, reference) = (entry.span(), reference_of(&entry));
                let read = if is_draw {
                    typed(entry).and_then(draw).map(|read| draws.push(read))
                } else {
                    typed(entry).and_then(|raw| approval(raw, at, regime)).map(|read| approvals.push(read))
                };
                if let Err(found) = read {
                    let found = refused(found);
                    let what = if is_draw { "a draw on it" } else { "an entry of its reference" };
                    let why = format!("{what} could not be read ({}:{})", found.file, found.line);
                    // An approval whose reference is not known covers nothing by not being there.
                    if is_draw || reference.is_some() {
                        held.push((reference, why));
                    }
                    faults.push(found);
                }
            }
        }
        // A draw on an approval that could not be read is no draw on another.
        draws.retain(|draw: &Draw| {
            let unread = held.iter().any(|(held, _)| held.as_ref() == Some(&draw.reference));
            !unread || approvals.iter().any(|approval: &Approval| approval.reference == draw.reference)
        });
        let mut approvals = Approvals::new(approvals, draws);
        held.iter().for_each(|(reference, why)| approvals.hold_back(reference.as_deref(), why));
        Ok((approvals, faults))
    }
}

/// The reference of an entry, whatever else is wrong with it.
fn reference_of(entry: &Spanned<DeValue<'_>>) -> Option<String> {
    Some(entry.get_ref().get("reference")?.get_ref().as_str()?.trim().to_owned())
}

fn typed<T: DeserializeOwned>(entry: Spanned<DeValue<'_>>) -> Result<T, Fault> {
    let whole = entry.span();
    T::deserialize(ValueDeserializer::from(entry)).map_err(|error| {
        fault(error.span().unwrap_or(whole), error.message(), "see docs/aid.md for the keys of the file")
    })
}

fn approval(raw: RawApproval, at: std::ops::Range<usize>, regime: &Regime) -> Result<Approval, Fault> {
    let kinds: Vec<&str> = regime.findings().iter().map(|kind| kind.id.as_str()).collect();
    let authorities: Vec<&str> = regime.about().authority.iter().map(|by| by.id.as_str()).collect();
    let word = |word: Spanned<String>, known: &[&str], field: &str| {
        let text = word.get_ref().as_str();
        if known.contains(&text) {
            return Ok(text.to_owned());
        }
        let problem = format!("{field}: `{}` is not of this regime", clip(text));
        Err(fault(word.span(), problem, format!("known: {}", known.join(", "))))
    };
    let reference = raw.reference.get_ref().trim().to_owned();
    if reference.is_empty() {
        return Err(fault(raw.reference.span(), "reference: it is empty", "give the decision's reference"));
    }
    let state = raw.state.map(|state| {
        let code = regime.reference().country(state.get_ref());
        let problem = format!("state: `{}` is no country", clip(state.get_ref()));
        code.ok_or_else(|| fault(state.span(), problem, "write its two-letter code"))
    });
    let to = raw.to.map(|to| {
        let refuse = |error: BadDealing| {
            let mend = error.help().map_or_else(String::new, |help| help.to_string());
            fault(to.span(), format!("to: {error}"), mend)
        };
        let read = Location::read(to.get_ref(), regime).map_err(refuse)?;
        if read.country.known().is_none() {
            let problem = format!("to: `{}` could be more than one country", clip(to.get_ref()));
            return Err(fault(to.span(), problem, "write its two-letter code"));
        }
        Ok(read)
    });
    let (from, until) = (raw.valid_from.map(day).transpose()?, raw.valid_until.map(day).transpose()?);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(fault(at, "valid-until: it comes before valid-from", "give the days in order"));
    }
    let items = raw.item.into_iter().enumerate().map(|(number, raw)| item(number, raw, regime));
    let items = items.collect::<Result<Vec<Item>, Fault>>()?;
    let twice = items.iter().enumerate().find(|(i, item)| items.iter().take(*i).any(|o| o.id == item.id));
    if let Some((_, item)) = twice {
        let problem = format!("item: two have the id `{}`", item.id);
        return Err(fault(at, problem, "give each item an id of its own"));
    }
    if items.is_empty() {
        return Err(fault(at, "item: there is none", "write [[approval.item]] for what it covers"));
    }
    Ok(Approval {
        reference,
        kind: word(raw.kind, &kinds, "kind")?,
        by: word(raw.by, &authorities, "by")?,
        state: state.transpose()?,
        decided_on: day(raw.decided_on)?,
        valid_from: from,
        valid_until: until,
        holder: raw.holder,
        recipient: raw.recipient,
        to: to.transpose()?.unwrap_or_default(),
        items,
        note: raw.note,
    })
}

fn item(number: usize, raw: Spanned<RawItem>, regime: &Regime) -> Result<Item, Fault> {
    let at = raw.span();
    let raw = raw.into_inner();
    let mut hs = Vec::new();
    for code in raw.hs.0 {
        let refuse = |problem: String| fault(at.clone(), problem, "check the code against the tariff");
        let read: HsCode = code.parse().map_err(|error| refuse(format!("hs: {error}")))?;
        if regime.reference().hs_existence(&read) == HsExistence::None {
            return Err(refuse(format!("hs: `{}` is no code of the HS", clip(&code))));
        }
        hs.push(read);
    }
    let description = raw.description.filter(|description| !super::plain(description).is_empty());
    if hs.is_empty() && description.is_none() {
        return Err(fault(at, "item: it has neither hs nor description", "say what it covers"));
    }
    let id = raw.id.unwrap_or_else(|| (number + 1).to_string());
    Ok(Item { id, hs, description, limit: amount(raw.quantity, raw.value)? })
}

fn draw(raw: RawDraw) -> Result<Draw, Fault> {
    let at = raw.on.span();
    let amount = amount(raw.quantity, raw.value)?;
    if amount.is_empty() {
        return Err(fault(at, "it says neither quantity nor value", "say how much was used"));
    }
    let reference = raw.reference.trim().to_owned();
    Ok(Draw { reference, item: raw.item, amount, on: day(raw.on)?, source: raw.source })
}

fn amount(quantity: Option<Spanned<String>>, value: Option<Spanned<String>>) -> Result<Amount, Fault> {
    let quantity = quantity.map(|text| {
        let read = text.get_ref().parse::<Quantity>();
        read.map_err(|error| fault(text.span(), format!("quantity: {error}"), "write it as \"40 item\""))
    });
    let value = value.map(|text| {
        let read = text.get_ref().parse::<Money>();
        read.map_err(|error| fault(text.span(), format!("value: {error}"), "write it as \"60000 USD\""))
    });
    Ok(Amount { quantity: quantity.transpose()?, value: value.transpose()? })
}

fn day(day: Spanned<Day>) -> Result<Date, Fault> {
    let problem = format!("`{}` is not a day of the calendar", clip(&day.get_ref().0));
    parse_day(&day.get_ref().0).ok_or_else(|| fault(day.span(), problem, "write it as 2024-05-31"))
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
