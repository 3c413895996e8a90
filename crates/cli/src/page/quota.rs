//! What was drawn on a cap: the balance, the gauge and the entries.

mod gauge;

use std::collections::BTreeSet;

use interdict_regime::{BalanceSheet, Entry, Figure, LeftOut, Regime, Whose, Why};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Page;
use crate::command::quota::Shown;

pub(crate) use gauge::gauges;

/// Columns of the gauge in a terminal.
const COLUMNS: usize = 60;

/// Every quota in force on a day, without its entries.
pub(crate) fn quota_brief(shown: &[Shown], on: Date, known: Date) -> String {
    let mut page = Page(String::new());
    if shown.is_empty() {
        page.line(&format!("No cap is in force on {on}, as known on {known}."));
        return page.0;
    }
    page.line(&format!("Caps in force on {on}, as known on {known}"));
    let mut told = BTreeSet::new();
    for sheet in shown.iter().flat_map(|quota| &quota.now) {
        page.section(&format!("{} [{}]", sheet.says, sheet.quota));
        balance(&mut page, sheet, &mut told);
    }
    page.gap();
    page.line("With a quota named: its entries, their sources, and the periods before.");
    page.0
}

/// One quota, with its entries and the periods before.
pub(crate) fn quota_page(regime: &Regime, shown: &Shown, on: Date, known: Date) -> String {
    let mut page = Page(String::new());
    for (place, sheet) in shown.now.iter().enumerate() {
        if place > 0 {
            page.gap();
        }
        page.line(&format!("{} [{}], on {on} as known on {known}", sheet.says, sheet.quota));
        balance(&mut page, sheet, &mut BTreeSet::new());
        entries(&mut page, regime, sheet);
    }
    if shown.now.is_empty() {
        page.line(&format!("No period of the cap holds {on}."));
    }
    let now = |sheet: &&BalanceSheet| !shown.now.iter().any(|now| now.from == sheet.from);
    let before: Vec<&BalanceSheet> = shown.history.iter().filter(now).collect();
    if !before.is_empty() {
        page.section("Periods before");
        for sheet in before {
            let parts = format!("{} of {} {}", drawn(sheet), amount(sheet.cap), sheet.measure);
            page.line(&format!("  {} to {}  {}  {parts}", sheet.from, sheet.to, bar(sheet, COLUMNS / 3)));
        }
    }
    page.0
}

/// The period, the gauge, and what the figure claims; `told` holds what need not be said twice on a page.
fn balance(page: &mut Page, sheet: &BalanceSheet, told: &mut BTreeSet<String>) {
    let readings = match sheet.readings.as_slice() {
        [] => String::new(),
        readings => format!(", on the reading {}", readings.join(", ")),
    };
    page.line(&format!("  period     {} to {}{readings}", sheet.from, sheet.to));
    let share = if sheet.counted.is_empty() { "no figure".to_owned() } else { percent(sheet) };
    page.line(&format!("             {}  {share}", bar(sheet, COLUMNS)));
    if sheet.counted.is_empty() {
        fill(page, "drawn", &format!("not known: no figure of the period is known up to {}", sheet.on));
        fill(page, "cap", &format!("{} {}", amount(sheet.cap), sheet.measure));
    } else {
        fill(page, "drawn", &format!("{} of {} {}", drawn(sheet), amount(sheet.cap), sheet.measure));
        let most = if sheet.figure == Figure::AtLeast { "at most " } else { "" };
        let left = format!("{most}{}", amount(sheet.remaining));
        fill(page, "left", &format!("{left} {}", sheet.measure));
        fill(page, "how known", &how_known(sheet));
    }
    if sheet.caps_for.is_empty() {
        fill(page, "in force", &format!("no: no provision in force on {} turns on it", sheet.on));
    } else {
        fill(page, "in force", &sheet.caps_for.join(", "));
    }
    if !sheet.beside.is_empty() && told.insert(beside_key(sheet)) {
        fill(page, "beside", &beside(sheet));
    }
    if let Some(stop) = &sheet.stopped_by
        && told.insert(stop.clone())
    {
        let words = format!(
            "a {stop} ends supplies for the rest of a period; it is stated in a dealing, and never inferred from a figure"
        );
        fill(page, "stop", &words);
    }
    if let Some(notices) = &sheet.notices {
        let shares: Vec<String> = notices.percent.iter().map(|share| format!("{share} %")).collect();
        let words = format!(
            "States are notified at {} of the cap ({}: {}); they are marked ┊ and decide nothing",
            shares.join(", "),
            notices.confidence.word(),
            notices.source
        );
        if told.insert(words.clone()) {
            fill(page, "notices", &words);
        }
    }
}

fn how_known(sheet: &BalanceSheet) -> String {
    let through = sheet.through.map(|day| day.to_string()).unwrap_or_default();
    let covered = match sheet.covered_through {
        Some(day) => format!("figures of all States, with no report missing, cover the period through {day}"),
        None => "no figure of all States, with no report missing, covers the period's first days".to_owned(),
    };
    match sheet.figure {
        Figure::Exact => format!("wholly: {covered}"),
        Figure::AtLeast if sheet.covered_through.is_some_and(|day| day >= sheet.on) => {
            format!("AT LEAST so much: {covered}, and some of them are rounded")
        }
        Figure::AtLeast => {
            format!("in part, so AT LEAST so much: the figures counted reach {through}; {covered}")
        }
    }
}

fn beside_key(sheet: &BalanceSheet) -> String {
    let mut all: Vec<&str> = sheet.beside.iter().map(|other| other.quota.as_str()).collect();
    all.push(&sheet.quota);
    all.sort_unstable();
    format!("{} {:?}", all.join(" "), sheet.readings)
}

fn beside(sheet: &BalanceSheet) -> String {
    let figure = |figure: Figure| if figure == Figure::AtLeast { "at least " } else { "" };
    let other = |beside: &interdict_regime::Beside| match beside.percent {
        Some(percent) => {
            format!("{}, drawn to {}{} %", beside.quota, figure(beside.figure), percent.normalize())
        }
        None => format!("{}, of which no figure is known", beside.quota),
    };
    let others: Vec<String> = sheet.beside.iter().map(other).collect();
    let nearest = match &sheet.nearest_to_full {
        Some(quota) => format!("; by what is known, {quota} is the nearest to being full"),
        None => String::new(),
    };
    format!("{}{nearest}", others.join("; "))
}

/// The entries, counted and not.
fn entries(page: &mut Page, regime: &Regime, sheet: &BalanceSheet) {
    listed(page, "Counted", sheet.counted.iter().map(|entry| words(regime, sheet, entry)));
    let left_out = sheet.left_out.iter().map(|left| {
        let LeftOut { entry, why } = left;
        format!("{}: {}. {}", stretch(entry), why_words(*why), words_after_stretch(regime, sheet, entry))
    });
    listed(page, "Not counted", left_out);
}

fn listed(page: &mut Page, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        page.section(title);
    }
    for item in items {
        page.fill_whole("  · ", "    ", &item);
    }
}

fn words(regime: &Regime, sheet: &BalanceSheet, entry: &Entry) -> String {
    format!("{}: {}", stretch(entry), words_after_stretch(regime, sheet, entry))
}

fn stretch(entry: &Entry) -> String {
    if entry.from == entry.to { entry.from.to_string() } else { format!("{} to {}", entry.from, entry.to) }
}

fn words_after_stretch(regime: &Regime, sheet: &BalanceSheet, entry: &Entry) -> String {
    let mut said = format!("{} {}", amount(entry.amount), sheet.measure);
    if let Some(conversion) = &entry.converted {
        said.push_str(&format!(
            ", from {} at {} t a barrel ({}: {})",
            entry.given,
            conversion.tonnes_per_barrel.normalize(),
            conversion.confidence.word(),
            conversion.source
        ));
    }
    if entry.least != entry.amount {
        said.push_str(&format!(", rounded: at least {}", amount(entry.least)));
    }
    if !entry.states.is_empty() {
        let names: Vec<&str> = entry.states.iter().map(|state| regime.reference().name(*state)).collect();
        said.push_str(&format!(", from {} alone", names.join(" and ")));
    }
    if entry.figure == Figure::AtLeast {
        said.push_str(", reports missing");
    }
    match entry.whose {
        Whose::Own => said.push_str(&format!("; your own, known from {}", entry.published)),
        Whose::Published => {
            let authorities = &regime.about().authority;
            let by = authorities.iter().find(|authority| authority.id == entry.by);
            let by = by.map_or(entry.by.as_str(), |authority| authority.says.as_str());
            said.push_str(&format!("; {by}, published {}", entry.published));
        }
    }
    let confidence = entry.confidence.map(|confidence| confidence.word()).unwrap_or_default();
    let source: Vec<&str> =
        [entry.source.as_str(), confidence].into_iter().filter(|part| !part.is_empty()).collect();
    if !source.is_empty() {
        said.push_str(&format!(" ({})", source.join("; ")));
    }
    said.push('.');
    if let Some(note) = &entry.note {
        said.push(' ');
        said.push_str(note);
    }
    said
}

fn why_words(why: Why) -> String {
    match why {
        Why::Later => "its days come later".to_owned(),
        Why::ReachesBeyond => "it reaches beyond the day, and how much came before is not known".to_owned(),
        Why::NotKnownYet => "it is known only from a later day".to_owned(),
        Why::CrossesPeriods => "it reaches beyond the period on this reading".to_owned(),
        Why::Replaced { published } => format!("a figure published {published} took its place"),
        Why::Within { from, to } => format!("the figure of {from} to {to} holds it"),
        Why::MayBeWithin { from, to } => {
            format!("the published figure of {from} to {to} covers it, so it may be counted there already")
        }
    }
}

fn drawn(sheet: &BalanceSheet) -> String {
    match sheet.figure {
        Figure::Exact => amount(sheet.drawn),
        Figure::AtLeast => format!("at least {}", amount(sheet.at_least)),
    }
}

fn percent(sheet: &BalanceSheet) -> String {
    let part = if sheet.figure == Figure::AtLeast { "at least " } else { "" };
    format!("{part}{}", share(sheet))
}

/// The share of the cap that is drawn, and whether that is all of it.
fn share(sheet: &BalanceSheet) -> String {
    let full = if sheet.remaining.is_zero() { ", full" } else { "" };
    format!("{} %{full}", sheet.percent.normalize())
}

/// The gauge: what was drawn, what is left, and where States are notified.
fn bar(sheet: &BalanceSheet, columns: usize) -> String {
    let column = |share: Decimal| {
        let place = share.saturating_mul(Decimal::from(columns)).checked_div(Decimal::ONE_HUNDRED);
        place.and_then(|place| place.round().to_usize()).unwrap_or(columns).min(columns)
    };
    let full = column(sheet.percent);
    let marks: Vec<usize> = sheet
        .notices
        .iter()
        .flat_map(|notices| &notices.percent)
        .map(|share| column(Decimal::from(*share)))
        .collect();
    let cell = |place: usize| match place {
        _ if place < full => '█',
        _ if columns == COLUMNS && marks.contains(&place) => '┊',
        _ => '░',
    };
    (0..columns).map(cell).collect()
}

/// A number with its thousands set off.
fn amount(number: Decimal) -> String {
    let text = number.round_dp(2).normalize().to_string();
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{grouped}.{fraction}"),
        None => grouped,
    }
}

fn fill(page: &mut Page, label: &str, text: &str) {
    page.fill_whole(&format!("  {label:<11}"), "             ", text);
}
