//! From a copy's lines to running text: page heads and feet out, footnotes aside, wraps and hyphens undone.

use std::collections::BTreeSet;

use crate::tokens::{Token, named, symbols, tokens};

/// A line of a document, trimmed, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) text: String,
    /// What stood between it and the line before.
    pub(crate) before: Before,
}

/// What stands before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Before {
    /// The line above.
    Line,
    /// An empty line.
    Gap,
    /// A page's end: its head or foot was taken out.
    Page,
}

/// Characters as people mean them: one kind of space, no byte marks, no ligatures.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\u{c}' => out.push(c),
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fffd}' => {}
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The lines of a plain text without page furniture, and the footnotes that stood at the feet of its pages.
///
/// `own` is the document's number: only its own symbol is a page head.
pub(crate) fn lines(plain: &str, own: u32) -> (Vec<Line>, Vec<String>) {
    let mut kept: Vec<Line> = Vec::new();
    let mut footnotes: Vec<String> = Vec::new();
    let mut before = Before::Line;
    let mut in_footnotes = false;
    let mut pages = plain.split('\u{c}').peekable();
    while let Some(page) = pages.next() {
        let raw: Vec<String> =
            page.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        for (i, text) in raw.iter().enumerate() {
            let around = |j: Option<usize>| {
                j.and_then(|j| raw.get(j)).is_none_or(|near| near.is_empty() || furniture(near, own))
            };
            let alone = around(i.checked_sub(1)) && around(i.checked_add(1));
            if text.is_empty() {
                in_footnotes = in_footnotes && kept.is_empty();
                before = before.max(Before::Gap);
            } else if furniture(text, own)
                || (alone && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit()))
            {
                in_footnotes = false;
                before = Before::Page;
            } else if is_rule(text) {
                in_footnotes = true;
            } else if in_footnotes || text.starts_with(['¹', '²', '³']) {
                match footnotes.last_mut() {
                    Some(last) if !text.starts_with(|c: char| c.is_numeric() || c == '*') => {
                        last.push(' ');
                        last.push_str(text);
                    }
                    _ => footnotes.push(text.clone()),
                }
            } else {
                kept.push(Line { text: text.clone(), before });
                before = Before::Line;
            }
        }
        in_footnotes = false;
        if pages.peek().is_some() {
            before = Before::Page;
        }
    }
    (kept, footnotes)
}

/// The rule above footnotes.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 5 && text.chars().all(|c| matches!(c, '_' | '—' | '–' | '-' | '─' | ' '))
}

/// A head or foot of a page: the document's symbol, a page number, a job number.
fn furniture(text: &str, own: u32) -> bool {
    if text.len() > 80 {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "please recycle" | "united nations" | "security council" | "distr.: general")
    {
        return true;
    }
    let pieces = tokens(text);
    let title = pieces.len() == 5 && named(&pieces).first().is_some_and(|(number, _)| *number == own);
    if title || matches!(pieces.as_slice(), [page, Token::Number(_)] if page.is("page")) {
        return true;
    }
    if let [page, Token::Number(_), of, Token::Number(_)] = pieces.as_slice()
        && page.is("page")
        && of.is("of")
    {
        return true;
    }
    if matches!(pieces.as_slice(), [Token::Mark('-' | '–'), Token::Number(_), Token::Mark('-' | '–')]) {
        return true;
    }
    let own_symbol = symbols(&pieces).first().is_some_and(|(number, _)| *number == own);
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut telling = own_symbol;
    let all = words.iter().all(|word| {
        telling |= is_page_of(word) || is_job(word);
        is_page_of(word)
            || is_job(word)
            || (own_symbol && is_symbol_piece(word))
            || matches!(*word, "(E)" | "(e)")
    });
    all && telling
}

/// `2/9`.
fn is_page_of(word: &str) -> bool {
    let number = |part: &str| part.parse::<u16>().ok().filter(|n| (1..=400).contains(n) && part.len() <= 3);
    word.split_once('/').and_then(|(page, of)| Some(number(page)? <= number(of)?)).unwrap_or(false)
}

/// `17-15880`, `*1715880*`.
fn is_job(word: &str) -> bool {
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let dashed = word.split_once('-').is_some_and(|(year, number)| digits(year, 2) && digits(number, 5));
    dashed
        || (word.len() > 6
            && word.starts_with('*')
            && word.ends_with('*')
            && word.trim_matches('*').bytes().all(|b| b.is_ascii_digit()))
}

fn is_symbol_piece(word: &str) -> bool {
    let bare = word.trim_matches(|c| matches!(c, '(' | ')' | '*'));
    word.starts_with("S/RES/") || (bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()))
}

/// Joins lines to running text, with what the document elsewhere shows of its hyphens.
pub(crate) struct Joiner {
    /// Every word that stands whole on a line, hyphens kept, in lower case.
    seen: BTreeSet<String>,
}

impl Joiner {
    pub(crate) fn of(lines: &[Line]) -> Joiner {
        let mut seen = BTreeSet::new();
        for line in lines {
            for word in line.text.split(' ').filter(|word| !word.ends_with(['-', '\u{ad}'])) {
                let bare: String =
                    word.chars().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).collect();
                seen.insert(bare.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
            }
        }
        Joiner { seen }
    }

    /// The running text of lines. A line that begins with a bracketed label keeps its line break, for the split
    /// into sub-items.
    pub(crate) fn join<'a>(&self, lines: impl IntoIterator<Item = &'a str>) -> String {
        let mut out = String::new();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            if out.ends_with('\u{ad}') {
                out.pop();
            } else if out.ends_with('-') && line.starts_with(char::is_alphabetic) {
                if self.is_wrap(&out, line) {
                    out.pop();
                }
            } else if !out.is_empty() {
                out.push(if line.starts_with('(') { '\n' } else { ' ' });
            }
            out.push_str(line);
        }
        out.chars().filter(|c| *c != '\u{ad}').collect()
    }

    /// Whether the hyphen that a line ends with only wraps a word: the document's other words tell.
    fn is_wrap(&self, before: &str, after: &str) -> bool {
        if !after.starts_with(char::is_lowercase) {
            return false;
        }
        let trimmed = before.trim_end_matches('-');
        let head = trimmed
            .rsplit(|c: char| !(c.is_alphanumeric() || c == '-'))
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let tail: String =
            after.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if head.is_empty() || head.contains('-') || self.seen.contains(&format!("{head}-{tail}")) {
            return false;
        }
        if self.seen.contains(&format!("{head}{tail}")) {
            return true;
        }
        !(self.seen.contains(&head) && self.seen.contains(&tail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<String> {
        lines(&plain(text), 9001).0.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn page_furniture_goes_and_sentences_stay() {
        let text = "S/RES/9001 (2031)\n31-00042 3/9\n2/9\n*3100042*\nPlease recycle\n- 4 -\nPage 3 of 9\n12\n\
            of 30 days, under S/RES/9000 (2030)\n1/2 of the amount\nS/RES/9000 (2030)";
        assert_eq!(
            kept(text),
            ["12", "of 30 days, under S/RES/9000 (2030)", "1/2 of the amount", "S/RES/9000 (2030)"]
        );
        assert_eq!(kept("one\n\n12\n\u{c}S/RES/9001 (2031)\ntwo"), ["one", "two"]);
    }

    #[test]
    fn footnotes_stand_aside() {
        let (lines, footnotes) = lines("the list1\n_______\n1 S/2031/12,\nannex.\n\u{c}goes on", 9001);
        assert_eq!(lines.len(), 2);
        assert_eq!(footnotes, ["1 S/2031/12, annex."]);
    }

    #[test]
    fn hyphens_that_wrap_go_and_real_ones_stay() {
        let text = [
            "the nuclear sites and related goods, case-by-",
            "case, sanc-",
            "tions, nuclear-",
            "related, so\u{ad}",
            "called",
        ];
        let lines: Vec<Line> =
            text.iter().map(|text| Line { text: (*text).to_owned(), before: Before::Line }).collect();
        let joined = Joiner::of(&lines).join(text);
        assert_eq!(
            joined,
            "the nuclear sites and related goods, case-by-case, sanctions, nuclear-related, socalled"
        );
    }
}
