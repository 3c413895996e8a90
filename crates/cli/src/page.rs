//! Answers as pages: what a customs officer can act on, top down. One file for each kind of page.

mod answer;
mod ask;
mod assess;
mod coverage;
mod determination;
mod difference;
mod goods;
mod law;
mod packing;
mod quota;
mod timeline;
mod treaty;

use std::fmt::Write;

use interdict_regime::Standing;
use interdict_regime::law::Confidence;
use jiff::civil::Date;

pub(crate) use answer::answer;
pub(crate) use ask::{question, reasons, so_far, understood};
pub(crate) use assess::assessment;
pub(crate) use coverage::{coverage, coverage_book, coverage_table};
pub(crate) use difference::{difference, moves, whatif};
pub(crate) use goods::{headings, table};
pub(crate) use law::{provision, regime};
pub(crate) use packing::packing_list;
pub(crate) use quota::{gauges, quota_brief, quota_page};
pub(crate) use timeline::{drawing, timeline};
pub(crate) use treaty::treaty;

/// The width that pages are filled to.
const WIDTH: usize = 100;

/// A page being written.
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    /// A paragraph, filled, with a first and a following indent.
    fn fill(&mut self, first: &str, rest: &str, text: &str) {
        let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    /// The same, with dates and names of quotas never broken at a hyphen.
    fn fill_whole(&mut self, first: &str, rest: &str, text: &str) {
        let options = textwrap::Options::new(WIDTH).initial_indent(first).subsequent_indent(rest);
        for line in textwrap::wrap(text, options.word_splitter(textwrap::WordSplitter::NoHyphenation)) {
            self.line(&line);
        }
    }

    fn section(&mut self, title: &str) {
        self.gap();
        self.line(title);
    }
}

fn listed(page: &mut Page, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    page.section(title);
    for item in items {
        page.fill("  · ", "    ", &item);
    }
}

fn confidence(confidence: &Confidence) -> String {
    let mut words = format!("rule {}, number {}", confidence.rule.word(), confidence.number.word());
    if let Some(codes) = confidence.codes {
        let _ = write!(words, ", codes {}", codes.word());
    }
    let _ = write!(words, ", dates {}", confidence.dates.word());
    words
}

fn stands(standing: &Standing, on: Date) -> String {
    match standing {
        Standing::NotKnown => "not adopted yet on the day known".to_owned(),
        Standing::NotYet { from } => format!("not in force on {on}: begins on {from}"),
        Standing::InForce { until: None } => format!("in force on {on}"),
        Standing::InForce { until: Some(end) } => {
            format!("in force on {on}, until {end} (that day not included)")
        }
        Standing::Suspended { by, until } => {
            format!("suspended on {on}, until {until}, by {by} (hypothetical)")
        }
        Standing::Ended { since, by } if by.is_empty() => {
            format!("ended: last in force on the day before {since}")
        }
        Standing::Ended { since, by } => format!("superseded from {since} by {}", by.join(", ")),
    }
}

/// An enum's word as the files write it.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
