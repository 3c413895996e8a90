use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// Consecutive numbered paragraphs of an instrument: `8(a)(iii)` is 8, `13-14` both, `2-` the second and every one after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paragraphs {
    /// The first.
    pub first: u16,
    /// The last; `None` where they run to an end that is not known.
    pub last: Option<u16>,
}

impl Paragraphs {
    /// Whether a number is among them.
    pub fn contains(self, number: u16) -> bool {
        self.first <= number && self.last.is_none_or(|last| number <= last)
    }
}

/// What was written names no paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it does not begin with a paragraph number")]
pub struct NotAParagraph;

impl FromStr for Paragraphs {
    type Err = NotAParagraph;

    /// Reads the numbers off a citation's paragraph; letters of subparagraphs are passed over.
    fn from_str(cite: &str) -> Result<Paragraphs, NotAParagraph> {
        let number = |text: &str| -> Result<u16, NotAParagraph> {
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let whole = rest.is_empty() || (rest.starts_with('(') && rest.ends_with(')'));
            match digits.parse() {
                Ok(number) if number > 0 && whole => Ok(number),
                _ => Err(NotAParagraph),
            }
        };
        let (first, last) = match cite.split_once('-') {
            None => (number(cite)?, Some(number(cite)?)),
            Some((first, "")) => (number(first)?, None),
            Some((first, last)) => (number(first)?, Some(number(last)?)),
        };
        if last.is_some_and(|last| last < first) {
            return Err(NotAParagraph);
        }
        Ok(Paragraphs { first, last })
    }
}

impl fmt::Display for Paragraphs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) if last == self.first => write!(f, "{last}"),
            Some(last) => write!(f, "{}-{last}", self.first),
            None => write!(f, "{}-", self.first),
        }
    }
}

/// A row of an instrument file that accounts for paragraphs which no provision holds, or which one holds only partly.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Accounted {
    /// `12`, `16-19`, or `2-` where the number of paragraphs is not known.
    pub paragraphs: Text,
    /// How they stand.
    #[serde(rename = "as")]
    pub account: Account,
    /// What is left out, and why.
    pub reason: String,
}

/// How a paragraph that is not wholly encoded stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Account {
    /// Provisions hold a part of it.
    Partly,
    /// What it says is known, and left out.
    NotEncoded,
    /// Nobody here has seen its text.
    Unseen,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may")]

    use super::*;

    #[test]
    fn paragraphs_are_read_off_citations() {
        for (cite, first, last) in
            [("8(a)(iii)", 8, Some(8)), ("13-14", 13, Some(14)), ("2-", 2, None), ("17", 17, Some(17))]
        {
            assert_eq!(cite.parse(), Ok(Paragraphs { first, last }), "{cite}");
        }
        for wrong in ["", "0", "a", "14-13", "5x", "-3", "8(a"] {
            assert_eq!(wrong.parse::<Paragraphs>(), Err(NotAParagraph), "{wrong}");
        }
        let range: Paragraphs = "13-14".parse().unwrap();
        assert!(range.contains(14) && !range.contains(15) && !range.contains(12));
        assert_eq!(range.to_string(), "13-14");
    }
}
