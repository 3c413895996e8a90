//! A resolution's own text, told apart into preamble, operative paragraphs and annexes.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use crate::err::BadText;
use crate::items::items;
use crate::layout::{Before, Joiner, Line, lines, plain};
use crate::source::sha256;
use crate::split::split;
use crate::tokens::{Token, day_at, days, is_ordinal, named, symbols, tokens};

/// A resolution's text.
///
/// Words are the document's own; only what the page did to them is undone: line wraps, page heads and feet, footnotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResolutionText {
    /// The document symbol, such as `S/RES/2375 (2017)`.
    pub symbol: String,
    /// The resolution's number.
    pub number: u32,
    /// The year in its symbol.
    pub year: i16,
    /// Day of adoption, if the text says it.
    pub adopted: Option<Date>,
    /// Number of the meeting, if the text says it.
    pub meeting: Option<u32>,
    /// The paragraphs before the first numbered one.
    pub preamble: Vec<String>,
    /// The numbered paragraphs.
    pub operative: Vec<Paragraph>,
    /// What follows the last of them, by heading.
    pub annexes: Vec<Annex>,
    /// Notes at the feet of pages.
    pub footnotes: Vec<String>,
    /// SHA-256 of the text, or of the file it was read from, in hexadecimal.
    pub hash: String,
    /// What the reader should know of how it was told apart.
    pub warnings: Vec<Warning>,
}

/// A numbered operative paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its number.
    pub number: u16,
    /// Its text up to the first sub-item.
    pub text: String,
    /// Its sub-items.
    pub items: Vec<Item>,
}

/// A sub-item of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// `a`, `iii`.
    pub label: String,
    /// Its text up to its own first sub-item.
    pub text: String,
    /// Its own sub-items.
    pub items: Vec<Item>,
}

/// An annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Annex {
    /// Its heading, such as `Annex I`.
    pub heading: String,
    /// Its text, one paragraph a line.
    pub text: String,
}

/// What a reader should know of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "warning")]
#[non_exhaustive]
pub enum Warning {
    /// A number is missing from the row.
    Gap {
        /// The number.
        number: u16,
    },
    /// The text does not say when it was adopted.
    NoDate,
    /// The day of adoption was taken from the head of the document.
    DateFromHead,
    /// Two symbols stand at its head.
    TwoSymbols {
        /// The other one.
        other: String,
    },
    /// The words "The Security Council," were not found.
    NoOpening,
    /// Text after the last paragraph was left aside.
    Trailing {
        /// How many words.
        words: usize,
    },
    /// Sub-items do not begin at (a) or (i), or a paragraph is empty.
    Empty {
        /// The paragraph.
        number: u16,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Gap { number } => {
                write!(
                    f,
                    "no paragraph {number} was found: its words, if they are there, stand under the one before"
                )
            }
            Warning::NoDate => write!(f, "no day of adoption was found"),
            Warning::DateFromHead => write!(f, "the day of adoption is the one at the head of the document"),
            Warning::TwoSymbols { other } => write!(f, "the head also names {other}"),
            Warning::NoOpening => write!(
                f,
                "the words \"The Security Council,\" were not found: the preamble may hold other text"
            ),
            Warning::Trailing { words } => {
                write!(f, "{words} words after the last paragraph were left aside")
            }
            Warning::Empty { number } => write!(f, "paragraph {number} is empty"),
        }
    }
}

impl ResolutionText {
    /// Reads a resolution's plain text, or the text layer of its PDF.
    ///
    /// ```
    /// let text = interdict_record::ResolutionText::parse(
    ///     "S/RES/9001 (2031)\nAdopted by the Security Council at its 9123rd meeting, on 4 March 2031\n\
    ///      The Security Council,\nRecalling its resolutions,\n\
    ///      1. Decides that no kite shall\nfly, as paragraph\n2. of the Kite Code says;\n2. Decides to remain seized of the matter.",
    /// )?;
    /// assert_eq!((text.number, text.operative.len(), text.meeting), (9001, 2, Some(9123)));
    /// assert_eq!(text.operative[0].text, "Decides that no kite shall fly, as paragraph 2. of the Kite Code says;");
    /// # Ok::<(), interdict_record::BadText>(())
    /// ```
    ///
    /// # Errors
    /// A text that does not say which resolution it is, or has no numbered paragraph.
    pub fn parse(text: &str) -> Result<ResolutionText, BadText> {
        let hash = sha256(text.as_bytes());
        let text = plain(text);
        let (number, year, mut warnings) = identity(&text)?;
        let (lines, mut footnotes) = lines(&text, number);
        let joiner = Joiner::of(&lines);
        let opening = lines.iter().position(|line| opens(&line.text));
        if opening.is_none() {
            warnings.push(Warning::NoOpening);
        }
        let body = opening.unwrap_or(0);
        let head = joiner.join(lines.iter().take(opening.unwrap_or(40)).map(|line| line.text.as_str()));
        let (adopted, meeting) = adoption(&head, &mut warnings);

        let (body, annexes) = annexes(lines.get(body..).unwrap_or_default(), &joiner);
        let mut split = split(body, &joiner);
        warnings.append(&mut split.warnings);
        if split.paragraphs.is_empty() {
            return Err(BadText::NoParagraphs { number });
        }
        if let Some((_, last)) = split.paragraphs.last_mut() {
            trailing(last, &mut warnings);
        }
        let mut operative = Vec::new();
        for (number, text) in split.paragraphs {
            let (text, items) = items(&text);
            if text.is_empty() && items.is_empty() {
                warnings.push(Warning::Empty { number });
            }
            operative.push(Paragraph { number, text, items });
        }
        footnotes.retain(|note| !note.is_empty());
        let preamble = if opening.is_some() { preamble(&split.before, &joiner) } else { Vec::new() };
        let symbol = format!("S/RES/{number} ({year})");
        Ok(ResolutionText {
            symbol,
            number,
            year,
            adopted,
            meeting,
            preamble,
            operative,
            annexes,
            footnotes,
            hash,
            warnings,
        })
    }

    /// The last operative paragraph's number.
    pub fn last_number(&self) -> u16 {
        self.operative.last().map_or(0, |paragraph| paragraph.number)
    }

    /// The words that a citation such as `16` or `8(a)(iii)` names: a paragraph whole, or the openings above a sub-item
    /// and the sub-item.
    ///
    /// # Errors
    /// How far the citation leads: the part that is there.
    pub fn verbatim(&self, cite: &str) -> Result<String, NoSuchParagraph> {
        let parts: Vec<&str> =
            cite.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let missing = |held: &str| NoSuchParagraph {
            cite: cite.to_owned(),
            held: held.to_owned(),
            last: self.last_number(),
        };
        let number = parts.first().and_then(|part| part.parse::<u16>().ok()).ok_or_else(|| missing(""))?;
        let paragraph =
            self.operative.iter().find(|paragraph| paragraph.number == number).ok_or_else(|| missing(""))?;
        let mut said = vec![paragraph.text.clone()];
        let (mut items, mut held) = (&paragraph.items, number.to_string());
        for part in parts.iter().skip(1) {
            let item = items.iter().find(|item| item.label == *part).ok_or_else(|| missing(&held))?;
            said.push(format!("({}) {}", item.label, item.text));
            items = &item.items;
            held = format!("{held}({part})");
        }
        whole(items, &mut said);
        said.retain(|piece| !piece.is_empty());
        Ok(said.join(" "))
    }
}

impl Paragraph {
    /// The whole paragraph in one line.
    pub fn whole(&self) -> String {
        let mut said = vec![self.text.clone()];
        whole(&self.items, &mut said);
        said.join(" ").trim().to_owned()
    }
}

fn whole(items: &[Item], said: &mut Vec<String>) {
    for item in items {
        said.push(format!("({}) {}", item.label, item.text).trim().to_owned());
        whole(&item.items, said);
    }
}

/// A citation that a text does not bear out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text has no {cite}")]
pub struct NoSuchParagraph {
    cite: String,
    held: String,
    last: u16,
}

impl NoSuchParagraph {
    /// The longest part of the citation that is there; empty where not even the paragraph is.
    pub fn held(&self) -> &str {
        &self.held
    }

    /// The last operative paragraph of the text.
    pub fn last(&self) -> u16 {
        self.last
    }
}

/// Whether a line opens the resolution proper.
fn opens(line: &str) -> bool {
    let pieces = tokens(line);
    matches!(pieces.as_slice(), [the, security, council, Token::Mark(','), ..] if the.is("The") && security.is("Security") && council.is("Council"))
}

/// Number and year: from the title or the symbol above the opening words; failing that, the symbol named most.
fn identity(text: &str) -> Result<(u32, i16, Vec<Warning>), BadText> {
    let end = text.split_inclusive(['\n', '\u{c}']).position(|line| opens(line.trim())).unwrap_or(60);
    let head: Vec<&str> = text.split(['\n', '\u{c}']).take(end).collect();
    let titled = head.iter().flat_map(|line| {
        let pieces = tokens(line);
        if pieces.len() == 5 { named(&pieces) } else { Vec::new() }
    });
    let joined = head.join(" ");
    let pieces = tokens(&joined);
    let mut candidates: Vec<(u32, i16)> = titled.collect();
    candidates.extend(symbols(&pieces));
    if candidates.is_empty() {
        candidates.extend(named(&pieces).last());
    }
    if candidates.is_empty() {
        let all = symbols(&tokens(text));
        candidates.extend(all.iter().max_by_key(|symbol| all.iter().filter(|other| other == symbol).count()));
    }
    let (number, year) = candidates.first().copied().ok_or(BadText::NoSymbol)?;
    let other = candidates.iter().find(|other| **other != (number, year));
    let warnings =
        other.map(|(number, year)| Warning::TwoSymbols { other: format!("S/RES/{number} ({year})") });
    Ok((number, year, warnings.into_iter().collect()))
}

/// Day and meeting of adoption, from the sentence under the title, or the day at the document's head.
fn adoption(head: &str, warnings: &mut Vec<Warning>) -> (Option<Date>, Option<u32>) {
    let pieces = tokens(head);
    let sentence = pieces
        .windows(5)
        .position(|words| matches!(words, [adopted, by, the, security, council] if adopted.is("Adopted") && by.is("by") && the.is("the") && security.is("Security") && council.is("Council")))
        .and_then(|at| pieces.get(at..));
    if let Some(sentence) = sentence {
        let near = sentence.get(..60).unwrap_or(sentence);
        let meeting = near.windows(2).find_map(|pair| match pair {
            [Token::Number(number), ordinal] if is_ordinal(ordinal) && *number > 31 => Some(*number),
            _ => None,
        });
        let day = (0..near.len()).find_map(|at| near.get(at..).and_then(day_at));
        if day.is_some() {
            return (day, meeting);
        }
    }
    let day = days(&pieces).first().copied();
    warnings.push(if day.is_some() { Warning::DateFromHead } else { Warning::NoDate });
    (day, None)
}

/// Cuts the annexes off: each begins with a line of its own, `Annex`, `Annex I`.
fn annexes<'a>(body: &'a [Line], joiner: &Joiner) -> (&'a [Line], Vec<Annex>) {
    let heading = |at: usize, line: &Line| {
        let ended = at
            .checked_sub(1)
            .and_then(|at| body.get(at))
            .is_some_and(|before| before.text.ends_with(['.', ';', ':']));
        at > 1 && is_annex(&line.text) && (line.before != Before::Line || ended)
    };
    let starts: Vec<usize> =
        body.iter().enumerate().filter(|(at, line)| heading(*at, line)).map(|(at, _)| at).collect();
    let mut annexes = Vec::new();
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).copied().unwrap_or(body.len());
        let own = body.get(start + 1..end).unwrap_or_default();
        let text = blocks(own, |_, line| {
            line.before == Before::Gap || line.text.starts_with(|c: char| c.is_ascii_digit())
        });
        let text = text
            .into_iter()
            .map(|block| joiner.join(block).replace('\n', " "))
            .collect::<Vec<_>>()
            .join("\n");
        annexes.extend(body.get(*start).map(|line| Annex { heading: line.text.clone(), text }));
    }
    (body.get(..starts.first().copied().unwrap_or(body.len())).unwrap_or_default(), annexes)
}

fn is_annex(text: &str) -> bool {
    match tokens(text).as_slice() {
        [annex] => annex.is("Annex"),
        [annex, Token::Number(_)] => annex.is("Annex"),
        [annex, Token::Word(mark)] => {
            annex.is("Annex") && (mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) || mark.len() == 1)
        }
        _ => false,
    }
}

/// Groups lines; a line for which `begins` holds begins a new group.
fn blocks(lines: &[Line], begins: impl Fn(&Line, &Line) -> bool) -> Vec<Vec<&str>> {
    let mut out: Vec<Vec<&str>> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in lines {
        match (out.last_mut(), previous) {
            (Some(block), Some(previous)) if !begins(previous, line) => block.push(&line.text),
            _ => out.push(vec![&line.text]),
        }
        previous = Some(line);
    }
    out
}

/// The preambular paragraphs: each ends in a comma, and the next begins after an empty line or with a participle.
fn preamble(lines: &[Line], joiner: &Joiner) -> Vec<String> {
    let begins = |previous: &Line, line: &Line| {
        let first =
            line.text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
        let opening = first.ends_with("ing")
            || OPENINGS
                .lines()
                .filter(|line| !line.starts_with('#'))
                .any(|line| line.split(' ').any(|word| word == first));
        opens(&previous.text) && previous.text.ends_with("Council,")
            || previous.text.ends_with([',', ';', '.', ':'])
                && line.text.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
                && (line.before == Before::Gap || (opening && first.starts_with(char::is_uppercase)))
    };
    let joined = blocks(lines, begins).into_iter().map(|block| joiner.join(block).replace('\n', " "));
    joined.filter(|paragraph| paragraph != "The Security Council,").collect()
}

const OPENINGS: &str = include_str!("../data/openings.txt");

/// A resolution ends by remaining seized of the matter: what follows is not of it.
fn trailing(last: &mut String, warnings: &mut Vec<Warning>) {
    const END: &str = "seized of the matter.";
    if let Some(at) = last.find(END) {
        let words = last
            .get(at + END.len()..)
            .unwrap_or_default()
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .count();
        if words > 0 {
            warnings.push(Warning::Trailing { words });
        }
        last.truncate(at + END.len());
    }
}
