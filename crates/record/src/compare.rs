//! The ledger held against an instrument's own text.

mod dates;
mod words;

use std::collections::BTreeMap;
use std::fmt;

use interdict_regime::Regime;
use interdict_regime::law::{Instrument, Provision};
use jiff::civil::Date;
use serde::Serialize;

use crate::resolution::ResolutionText;
use words::Weights;

/// Where the ledger and a text do not agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "disagreement")]
#[non_exhaustive]
pub enum Disagreement {
    /// The ledger does not hold the instrument.
    NotHeld {
        /// The text's symbol.
        symbol: String,
        /// The instruments that it holds.
        holds: Vec<String>,
    },
    /// The symbols differ, though the number is the same.
    Symbol {
        /// In the ledger.
        ledger: String,
        /// In the text.
        text: String,
    },
    /// The day of adoption differs.
    Adopted {
        /// In the ledger.
        ledger: Date,
        /// In the text.
        text: Date,
    },
    /// The meeting differs.
    Meeting {
        /// In the ledger.
        ledger: String,
        /// In the text.
        text: u32,
    },
    /// The number of operative paragraphs differs.
    Paragraphs {
        /// In the ledger.
        ledger: u16,
        /// In the text.
        text: u16,
    },
    /// The number of annexes differs.
    Annexes {
        /// In the ledger.
        ledger: u16,
        /// In the text.
        text: usize,
    },
    /// A provision cites a paragraph or sub-item that the text does not have.
    NoSuchParagraph {
        /// The provision, or `provision#exception`.
        provision: String,
        /// What it cites.
        cite: String,
        /// The longest part of the citation that is there; empty where not even the paragraph is.
        held: String,
        /// The text's last paragraph.
        last: u16,
        /// Where its words stand, if anywhere clearly.
        likely: Option<Likely>,
    },
    /// The words of a summary stand clearly in another paragraph than the one cited.
    LikelyMisnumbered {
        /// The provision, or `provision#exception`.
        provision: String,
        /// What it cites.
        cite: String,
        /// Where its words stand.
        likely: Likely,
    },
    /// A day in the ledger against a day or a count of days in the cited paragraph.
    Day {
        /// The provision.
        provision: String,
        /// What it cites.
        cite: String,
        /// The ledger's day.
        ledger: Date,
        /// The paragraph's days that nothing in the ledger's provisions of that paragraph says.
        text: Vec<Date>,
        /// The paragraph's words for them.
        says: Vec<String>,
    },
}

/// The paragraph in which a summary's words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Likely {
    /// Its number.
    pub paragraph: u16,
    /// The summary's words that stand there and not in the paragraph cited.
    pub words: Vec<String>,
}

impl Disagreement {
    /// The provision concerned, if it is one.
    pub fn provision(&self) -> Option<&str> {
        match self {
            Disagreement::NoSuchParagraph { provision, .. }
            | Disagreement::LikelyMisnumbered { provision, .. }
            | Disagreement::Day { provision, .. } => Some(provision),
            _ => None,
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Disagreement::NotHeld { symbol, holds } => {
                write!(f, "the ledger does not hold {symbol}; it holds {}", holds.join(", "))
            }
            Disagreement::Symbol { ledger, text } => {
                write!(f, "the ledger calls it {ledger}, the text {text}")
            }
            Disagreement::Adopted { ledger, text } => {
                write!(f, "the ledger has it adopted on {ledger}, the text on {text}")
            }
            Disagreement::Meeting { ledger, text } => {
                write!(f, "the ledger has it adopted at {ledger}, the text at meeting {text}")
            }
            Disagreement::Paragraphs { ledger, text } => {
                write!(f, "the ledger counts {ledger} operative paragraphs, the text's last is {text}")
            }
            Disagreement::Annexes { ledger, text } => {
                write!(f, "the ledger counts {ledger} annexes, the text has {text}")
            }
            Disagreement::NoSuchParagraph { provision, cite, held, last, likely } => {
                write!(f, "{provision} cites paragraph {cite}, ")?;
                if held.is_empty() {
                    write!(f, "the text ends with {last}")?;
                } else {
                    write!(f, "the text has {held} without that sub-item")?;
                }
                likely.as_ref().map_or(Ok(()), |likely| write!(f, "; {likely}"))
            }
            Disagreement::LikelyMisnumbered { provision, cite, likely } => {
                write!(f, "{provision} cites paragraph {cite}, but {likely}")
            }
            Disagreement::Day { provision, cite, ledger, text, says } => {
                let days = text.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let says = says.join("\", \"");
                write!(
                    f,
                    "{provision} has the day {ledger}; paragraph {cite} says \"{says}\", which is {days}"
                )
            }
        }
    }
}

impl fmt::Display for Likely {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "its words stand in paragraph {}: {}", self.paragraph, self.words.join(", "))
    }
}

/// Holds a regime's provisions of an instrument against the instrument's own text.
///
/// Words and days are weighed: what is reported is worth a look, what is not reported is not thereby right.
pub fn compare(regime: &Regime, text: &ResolutionText) -> Vec<Disagreement> {
    let number = text.number.to_string();
    let Some(instrument) = regime.instruments().iter().find(|instrument| *instrument.id == *number) else {
        let holds = regime.instruments().iter().map(|instrument| instrument.symbol.clone()).collect();
        return vec![Disagreement::NotHeld { symbol: text.symbol.clone(), holds }];
    };
    let mut found = header(instrument, text);
    let weights = Weights::of(text);
    let own: Vec<&Provision> =
        regime.provisions().filter(|(_, of)| *of.id == *number).map(|(provision, _)| provision).collect();
    for provision in &own {
        let goods =
            provision.goods.as_ref().and_then(|set| regime.goods_set(set)).map(|set| set.says.as_str());
        let summary =
            [Some(provision.summary.as_str()), goods].into_iter().flatten().collect::<Vec<_>>().join(" ");
        found.extend(citation(text, &weights, &provision.id, &provision.cite, &summary));
        for exception in &provision.exceptions {
            if let Some(cite) = &exception.cite {
                found.extend(citation(
                    text,
                    &weights,
                    &format!("{}#{}", provision.id, exception.id),
                    cite,
                    &exception.summary,
                ));
            }
        }
    }
    found.extend(days(instrument, text, &own));
    found
}

fn header(instrument: &Instrument, text: &ResolutionText) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let bare = |symbol: &str| symbol.split_whitespace().collect::<String>();
    if bare(&instrument.symbol) != bare(&text.symbol) {
        found.push(Disagreement::Symbol { ledger: instrument.symbol.clone(), text: text.symbol.clone() });
    }
    if let Some(adopted) = text.adopted.filter(|adopted| *adopted != instrument.adopted) {
        found.push(Disagreement::Adopted { ledger: instrument.adopted, text: adopted });
    }
    if let (Some(ledger), Some(meeting)) = (&instrument.meeting, text.meeting) {
        let number: String =
            ledger.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        if number != meeting.to_string() {
            found.push(Disagreement::Meeting { ledger: ledger.clone(), text: meeting });
        }
    }
    if let Some(ledger) = instrument.paragraphs.filter(|count| *count != text.last_number()) {
        found.push(Disagreement::Paragraphs { ledger, text: text.last_number() });
    }
    if let Some(ledger) = instrument.annexes.filter(|count| usize::from(*count) != text.annexes.len()) {
        found.push(Disagreement::Annexes { ledger, text: text.annexes.len() });
    }
    found
}

fn citation(
    text: &ResolutionText,
    weights: &Weights,
    provision: &str,
    cite: &str,
    summary: &str,
) -> Option<Disagreement> {
    let (provision, cite) = (provision.to_owned(), cite.to_owned());
    let cited = paragraph(&cite);
    let likely = weights.likely(summary, cited).map(|(paragraph, words)| Likely { paragraph, words });
    match text.verbatim(&cite) {
        Err(missing) => {
            let held = missing.held().to_owned();
            Some(Disagreement::NoSuchParagraph { provision, cite, held, last: missing.last(), likely })
        }
        Ok(_) => likely.map(|likely| Disagreement::LikelyMisnumbered { provision, cite, likely }),
    }
}

/// The paragraph's number in a citation.
fn paragraph(cite: &str) -> Option<u16> {
    cite.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// A day is reported only where both sides have one that the other lacks: a day of the ledger that no paragraph
/// says, and a day of the cited paragraph that none of its provisions has.
fn days(instrument: &Instrument, text: &ResolutionText, own: &[&Provision]) -> Vec<Disagreement> {
    let adopted = instrument.adopted;
    let said: BTreeMap<u16, Vec<dates::Said>> = text
        .operative
        .iter()
        .map(|paragraph| (paragraph.number, dates::said(&paragraph.whole(), adopted)))
        .collect();
    let mut by_paragraph: BTreeMap<u16, Vec<(&Provision, Date)>> = BTreeMap::new();
    for provision in own {
        if let Some(number) = paragraph(&provision.cite) {
            let days = dates::of_provision(provision).into_iter().filter(|day| *day > adopted);
            by_paragraph.entry(number).or_default().extend(days.map(|day| (*provision, day)));
        }
    }
    let mut found = Vec::new();
    for (number, ours) in &by_paragraph {
        let theirs = said.get(number).map(Vec::as_slice).unwrap_or_default();
        let missed: Vec<&dates::Said> =
            theirs.iter().filter(|said| !ours.iter().any(|(_, day)| dates::same(*day, said.day))).collect();
        if missed.is_empty() {
            continue;
        }
        for (provision, day) in ours {
            if said.values().flatten().any(|said| dates::same(*day, said.day)) {
                continue;
            }
            found.push(Disagreement::Day {
                provision: provision.id.to_string(),
                cite: provision.cite.clone(),
                ledger: *day,
                text: missed.iter().map(|said| said.day).collect(),
                says: missed.iter().map(|said| said.words.clone()).collect(),
            });
        }
    }
    found.dedup();
    found
}
