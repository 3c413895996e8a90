//! Where operative paragraphs begin. Their numbers run strictly from 1, and nothing else in a text does.

use crate::layout::{Before, Joiner, Line};
use crate::resolution::Warning;

/// The numbered paragraphs of a text's lines, and the lines before the first.
pub(crate) struct Split {
    pub(crate) before: Vec<Line>,
    pub(crate) paragraphs: Vec<(u16, String)>,
    pub(crate) warnings: Vec<Warning>,
}

/// How surely a number begins a paragraph, surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// Inside a line, after the end of a sentence: a copy that lost its lines.
    Inline,
    /// At the beginning of a line whose forerunner does not end a paragraph.
    Weak,
    /// At the beginning of a line after the end of a paragraph.
    Strong,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    /// First byte of the number within the line, and first byte after it.
    at: usize,
    after: usize,
    number: u16,
    strength: Strength,
}

/// How many missing numbers are stepped over, where the next one is plain.
const WIDEST_GAP: u16 = 3;

/// Words after which a number is a reference, however the line breaks.
const REFERS: [&str; 13] = [
    "paragraph",
    "paragraphs",
    "resolution",
    "resolutions",
    "annex",
    "article",
    "articles",
    "section",
    "and",
    "or",
    "to",
    "of",
    "item",
];

pub(crate) fn split(lines: &[Line], joiner: &Joiner) -> Split {
    let candidates = candidates(lines);
    let (chosen, warnings) = choose(&candidates);
    let first = chosen.first().map_or(lines.len(), |first| first.line);
    let mut before: Vec<Line> = lines.iter().take(first).cloned().collect();
    if let (Some(first), Some(line)) = (chosen.first(), lines.get(first))
        && let Some(head) = line.text.get(..first.at).map(str::trim).filter(|head| !head.is_empty())
    {
        before.push(Line { text: head.to_owned(), before: line.before });
    }
    let mut paragraphs = Vec::new();
    for (i, start) in chosen.iter().enumerate() {
        let end = chosen.get(i + 1);
        let last = end.map_or(lines.len(), |end| end.line + 1);
        let texts = lines.iter().enumerate().take(last).skip(start.line).map(|(at, line)| {
            let from = if at == start.line { start.after } else { 0 };
            let to = end.filter(|end| end.line == at).map_or(line.text.len(), |end| end.at);
            line.text.get(from..to).unwrap_or_default().trim()
        });
        paragraphs.push((start.number, joiner.join(texts)));
    }
    Split { before, paragraphs, warnings }
}

/// Takes the numbers one after the other: the first plain beginning, or failing that a doubtful one that stands
/// before the next number's plain beginning.
fn choose(candidates: &[Candidate]) -> (Vec<Candidate>, Vec<Warning>) {
    let mut chosen: Vec<Candidate> = Vec::new();
    let mut warnings = Vec::new();
    let mut rest = candidates;
    let mut expected = 1_u16;
    loop {
        let plain =
            |number: u16| rest.iter().position(|c| c.number == number && c.strength == Strength::Strong);
        let next =
            (1..=WIDEST_GAP).find_map(|ahead| plain(expected.saturating_add(ahead)).map(|at| (ahead, at)));
        let bound = next.map_or(rest.len(), |(_, at)| at);
        let doubtful =
            |strength| rest.iter().take(bound).position(|c| c.number == expected && c.strength == strength);
        let found = plain(expected)
            .filter(|at| *at < bound)
            .or_else(|| doubtful(Strength::Weak))
            .or_else(|| doubtful(Strength::Inline));
        match (found, next) {
            (Some(at), _) => {
                chosen.extend(rest.get(at).copied());
                rest = rest.get(at + 1..).unwrap_or_default();
                expected = expected.saturating_add(1);
            }
            (None, Some((ahead, _))) => {
                warnings.extend((0..ahead).map(|i| Warning::Gap { number: expected.saturating_add(i) }));
                expected = expected.saturating_add(ahead);
            }
            (None, None) => return (chosen, warnings),
        }
    }
}

fn candidates(lines: &[Line]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut previous: Option<&Line> = None;
    for (line, content) in lines.iter().enumerate() {
        let text = content.text.as_str();
        if let Some((number, after)) = numbered(text, true) {
            let strength = match previous.map(|line| ending(&line.text)) {
                None => Some(Strength::Strong),
                Some(Ending::Paragraph) => Some(Strength::Strong),
                Some(Ending::Comma) if number == 1 => Some(Strength::Strong),
                Some(Ending::Reference) if content.before == Before::Line => None,
                Some(_) => Some(Strength::Weak),
            };
            found.extend(strength.map(|strength| Candidate { line, at: 0, after, number, strength }));
        }
        for (at, _) in text.char_indices().filter(|(_, c)| *c == ' ') {
            let (head, tail) = text.split_at(at);
            let first = head.ends_with(',') && tail.starts_with(" 1");
            if !(first || matches!(ending(head), Ending::Paragraph)) {
                continue;
            }
            let tail_at = at + 1;
            if let Some((number, length)) = text.get(tail_at..).and_then(|tail| numbered(tail, false)) {
                found.push(Candidate {
                    line,
                    at: tail_at,
                    after: tail_at + length,
                    number,
                    strength: Strength::Inline,
                });
            }
        }
        previous = Some(content);
    }
    found
}

/// The number that a text begins with as paragraphs do: digits, a full stop, and a capital letter, or at the end of
/// a line nothing. Returns the first byte after it.
fn numbered(text: &str, whole_line: bool) -> Option<(u16, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number =
        text.get(..digits).filter(|digits| digits.len() <= 3 && !digits.starts_with('0'))?.parse().ok()?;
    let rest = text.get(digits..)?;
    let stopped = rest.trim_start().strip_prefix('.')?;
    let said = stopped.trim_start();
    let begins =
        said.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '\'' | '[' | '*' | '_'));
    (begins || (whole_line && said.is_empty())).then(|| (number, text.len() - said.len()))
}

/// How a line ends.
enum Ending {
    /// As a paragraph does: `;`, `.`, `:`, or one of these and a closing mark or a footnote's number, or `; and`.
    Paragraph,
    Comma,
    /// With a word that a number completes.
    Reference,
    Other,
}

fn ending(text: &str) -> Ending {
    let bare = text.trim_end_matches(|c: char| {
        c.is_numeric() || matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '*' | '_' | ' ')
    });
    let last = bare.rsplit(' ').next().unwrap_or_default().to_lowercase();
    if let Some(head) = bare.strip_suffix(" and").or_else(|| bare.strip_suffix(" or"))
        && head.trim_end().ends_with([';', ','])
    {
        return Ending::Paragraph;
    }
    // A number may only follow the mark where it is glued to it, as a footnote's is: not in "no. 8".
    if bare.ends_with([';', '.', ':', '!', '?'])
        && !matches!(last.as_str(), "no." | "nos." | "para." | "paras." | "art." | "res.")
    {
        Ending::Paragraph
    } else if text.ends_with(',') {
        Ending::Comma
    } else if REFERS.contains(&last.as_str()) {
        Ending::Reference
    } else {
        Ending::Other
    }
}
