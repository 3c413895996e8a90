//! Treaties: whether one is in force on a day, who is missing, and whether it binds a State.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::country::CountryCode;
use crate::law::{Standing, TreatyFile, TreatyObligation, TreatyState, WithdrawalReading};
use crate::load::{LoadError, SourceFile, parse_file};
use crate::reference::Reference;

/// A treaty, loaded and checked.
#[derive(Clone, Debug)]
pub struct Treaty {
    file: TreatyFile,
    states: Vec<(CountryCode, String, TreatyState)>,
}

/// How a treaty stands on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TreatyStatus {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The day asked about.
    pub on: String,
    /// Whether it is in force on that day.
    pub in_force: bool,
    /// Since when, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The article on entry into force.
    pub cite: String,
    /// What that article asks for.
    pub rule: String,
    /// How many States the treaty waits for; 0 where it waits for none.
    pub listed: usize,
    /// How many of those had signed.
    pub listed_signed: usize,
    /// How many of those had ratified.
    pub listed_ratified: usize,
    /// Those that had not.
    pub missing: Vec<MissingState>,
    /// The last published totals on or before that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    /// The weakest confidence that this rests on.
    pub confidence: Standing,
}

/// A State that a treaty waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingState {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it has not done, or undone.
    pub because: &'static str,
}

/// Published totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The day they stood so.
    pub on: String,
    /// States that had signed.
    pub signed: u16,
    /// States that had ratified.
    pub ratified: u16,
}

/// Whether a treaty binds a State on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "bound")]
pub enum Bound {
    /// It is in force, and the State is party.
    Yes {
        /// Since when the State is bound.
        since: String,
    },
    /// It is not.
    No {
        /// Why.
        because: String,
    },
    /// Readings of a withdrawal differ.
    Disputed {
        /// The question that they answer.
        question: String,
        /// Every reading, with what it makes of that day.
        readings: Vec<BoundReading>,
    },
    /// The ledger does not follow the State's membership.
    NotFollowed,
}

/// What a reading of a withdrawal makes of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoundReading {
    /// Its name.
    pub id: String,
    /// What it holds.
    pub says: String,
    /// Whether the State is bound on it.
    pub bound: bool,
    /// Who reads it so.
    pub sources: Vec<String>,
}

impl Treaty {
    /// Loads every treaty of `treaties/`, in order of their files.
    ///
    /// # Errors
    /// Every fault of the files, with file, line, words and mend.
    pub fn load_all(files: &[SourceFile], reference: &Reference) -> Result<Vec<Treaty>, LoadError> {
        let treaties = files.iter().filter(|file| file.path.starts_with("treaties/"));
        treaties.map(|file| Treaty::load(file, reference)).collect()
    }

    fn load(source: &SourceFile, reference: &Reference) -> Result<Treaty, LoadError> {
        let file: TreatyFile = parse_file(source)?;
        let refuse = |words: &crate::law::Text, problem: &str, mend: &str| {
            LoadError::refused(source, words.span(), format!("`{words}` {problem}"), Some(mend.to_owned()))
        };
        let mut states: Vec<(CountryCode, String, TreatyState)> = Vec::new();
        for state in &file.state {
            let code = reference.country(&state.code).ok_or_else(|| {
                refuse(&state.code, "is no ISO 3166-1 code", "write an alpha-2 code, such as KP")
            })?;
            if states.iter().any(|(known, ..)| *known == code) {
                return Err(refuse(&state.code, "has a row already", "keep one row for each State"));
            }
            if state.ratified.is_some_and(|ratified| state.signed.is_none_or(|signed| ratified < signed)) {
                return Err(refuse(
                    &state.code,
                    "ratified before it signed, or without signing",
                    "mend the days; a State that joined without signing has `acceded`",
                ));
            }
            states.push((code, reference.name(code).to_owned(), state.clone()));
        }
        let rule = &file.entry_into_force;
        if rule.on.is_none() && !(rule.listed && rule.days_after.is_some() && rule.not_before.is_some()) {
            let mend = "give `on`, or `listed = true` with `days-after` and `not-before`";
            return Err(refuse(&file.treaty.id, "has no rule of entry into force", mend));
        }
        if rule.listed && !file.state.iter().any(|state| state.listed) {
            return Err(refuse(
                &file.treaty.id,
                "waits for listed States and lists none",
                "add listed = true to them",
            ));
        }
        for obligation in &file.obligation {
            if obligation.id.split_once('/').is_none_or(|(treaty, _)| *treaty != *file.treaty.id) {
                return Err(refuse(
                    &obligation.id,
                    "does not begin with its treaty",
                    &format!("write `{}/…`", file.treaty.id),
                ));
            }
        }
        for withdrawal in &file.withdrawal {
            let party = states.iter().any(|(code, ..)| Some(*code) == reference.country(&withdrawal.of));
            if !party || withdrawal.reading.len() < 2 {
                return Err(refuse(
                    &withdrawal.of,
                    "has no row, or fewer than two readings of its withdrawal",
                    "add a [[state]], and every reading with its sources",
                ));
            }
        }
        Ok(Treaty { file, states })
    }

    /// What the file holds.
    pub fn file(&self) -> &TreatyFile {
        &self.file
    }

    /// How the treaty stands on a day, as known on a day.
    pub fn status(&self, on: Date, known: Date) -> TreatyStatus {
        let seen = on.min(known);
        let rule = &self.file.entry_into_force;
        let listed: Vec<_> = self.states.iter().filter(|(.., state)| state.listed).collect();
        let missing: Vec<MissingState> = listed
            .iter()
            .filter_map(|(code, name, state)| {
                let because = missing_because(state, seen)?;
                Some(MissingState { code: code.to_string(), name: name.clone(), because })
            })
            .collect();
        let since = self.in_force_since(on, known);
        let totals = self.file.count.iter().filter(|count| count.on <= seen).max_by_key(|count| count.on);
        let parts = listed.iter().flat_map(|(.., state)| {
            [state.confidence.listed, state.confidence.signed, state.confidence.ratified]
        });
        TreatyStatus {
            id: self.file.treaty.id.to_string(),
            name: self.file.treaty.name.clone(),
            on: on.to_string(),
            in_force: since.is_some(),
            since: since.map(|day| day.to_string()),
            cite: rule.cite.clone(),
            rule: rule.summary.clone(),
            listed: listed.len(),
            listed_signed: listed
                .iter()
                .filter(|(.., state)| state.signed.is_some_and(|day| day <= seen))
                .count(),
            listed_ratified: listed.len() - missing.len(),
            missing,
            totals: totals.map(|count| Totals {
                on: count.on.to_string(),
                signed: count.signed,
                ratified: count.ratified,
            }),
            confidence: parts.flatten().chain([rule.confidence]).max().unwrap_or(rule.confidence),
        }
    }

    /// Since when the treaty is in force on a day, as known on a day; `None` where it is not.
    fn in_force_since(&self, on: Date, known: Date) -> Option<Date> {
        let rule = &self.file.entry_into_force;
        let since = match rule.on {
            Some(day) => day,
            None => {
                let listed = || self.states.iter().map(|(.., state)| state).filter(|state| state.listed);
                let deposits: Option<Vec<Date>> = listed().map(|state| state.ratified).collect();
                let after = deposits?.into_iter().max()?.checked_add(rule.days_after?.days()).ok()?;
                let since = after.max(rule.not_before?);
                // Who withdraws before that day keeps it from coming; who withdraws later does not undo it.
                if listed().any(|state| state.ratification_withdrawn.is_some_and(|day| day < since)) {
                    return None;
                }
                since
            }
        };
        (since <= on.min(known)).then_some(since)
    }

    /// Whether the treaty binds a State on a day, as known on a day.
    pub fn binds(&self, state: CountryCode, on: Date, known: Date) -> Bound {
        let seen = on.min(known);
        let name = &self.file.treaty.name;
        let Some(in_force) = self.in_force_since(on, known) else {
            return Bound::No { because: format!("the {name} is not in force") };
        };
        let Some((_, state_name, row)) = self.states.iter().find(|(code, ..)| *code == state) else {
            return Bound::NotFollowed;
        };
        let Some(party) = row.ratified.or(row.acceded).filter(|day| *day <= seen) else {
            return Bound::No { because: format!("{state_name} is not party to the {name}") };
        };
        if row.ratification_withdrawn.is_some_and(|day| day <= seen) {
            return Bound::No { because: format!("{state_name} withdrew its ratification") };
        }
        let since = party.max(in_force).to_string();
        let Some(withdrawal) = self.file.withdrawal.iter().find(|withdrawal| *withdrawal.of == *row.code)
        else {
            return Bound::Yes { since };
        };
        let bound = |reading: &WithdrawalReading| reading.from.is_none_or(|from| seen < from);
        if withdrawal.reading.iter().all(bound) {
            return Bound::Yes { since };
        }
        let readings = withdrawal.reading.iter().map(|reading| BoundReading {
            id: reading.id.to_string(),
            says: reading.says.clone(),
            bound: bound(reading),
            sources: reading.sources.clone(),
        });
        let readings: Vec<BoundReading> = readings.collect();
        if readings.iter().any(|reading| reading.bound) {
            Bound::Disputed { question: withdrawal.question.clone(), readings }
        } else {
            Bound::No { because: format!("{state_name} withdrew, on every reading") }
        }
    }

    /// The obligations that a kind of event breaches, for a party.
    pub fn breached_by(&self, kind: crate::law::EventKind) -> impl Iterator<Item = &TreatyObligation> {
        self.file.obligation.iter().filter(move |obligation| obligation.breached_by.contains(&kind))
    }
}

/// What keeps a listed State from counting, on a day; `None` where it counts.
fn missing_because(state: &TreatyState, seen: Date) -> Option<&'static str> {
    let done = |day: Option<Date>| day.is_some_and(|day| day <= seen);
    if done(state.ratification_withdrawn) {
        Some("withdrew its ratification")
    } else if done(state.ratified) {
        None
    } else if done(state.signed) {
        Some("has signed and not ratified")
    } else {
        Some("has not signed")
    }
}
