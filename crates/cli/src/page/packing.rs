use interdict_engine::{ExemptionDue, LineClass, ListLine, PackingList};
use textwrap::core::display_width;

use super::answer::{DRAWN, balance, inputs, parties};
use super::{Page, WIDTH, listed};

/// The answer to `packing-list`. `shipment` says from where to where, and when.
pub(crate) fn packing_list(list: &PackingList, shipment: &str) -> String {
    let mut page = Page(String::new());
    page.line(&format!("PACKING LIST: {} {shipment}", counted(list.lines.len(), "line")));
    page.line(&list.reach);
    if list.contested {
        page.line("contested: readings of the law differ, and the worst speaks");
    }
    if list.lines.iter().all(|line| line.forbidden_by.is_empty()) {
        list.nexus.iter().for_each(|nexus| page.fill("", "  ", nexus));
    }
    list.notices.iter().for_each(|notice| page.fill("! ", "  ", notice));
    if !list.refused.is_empty() {
        page.fill(
            "! ",
            "  ",
            &format!("{} refused: not in the tables below", counted(list.refused.len(), "row")),
        );
    }
    needed(&mut page, list);
    section(&mut page, list, LineClass::Exempted, "covered by an exemption on file");
    section(&mut page, list, LineClass::Forbidden, "forbidden, with no exemption found that would lift it");
    open(&mut page, list);
    not_needed(&mut page, list);
    application(&mut page, list);
    if !list.lines.is_empty() {
        listed(&mut page, "Taken as stated", std::iter::once(format!("{} Yes.", list.stated)));
    }
    parties(&mut page, &list.compared, &list.alerts, &list.ownership);
    listed(&mut page, DRAWN, list.balances.iter().map(balance));
    listed(&mut page, "Assumed", list.assumptions.iter().map(|assumption| assumption.says.clone()));
    listed(&mut page, "Not examined", list.not_examined.iter().map(|missing| missing.says.clone()));
    listed(
        &mut page,
        "Reserved: open norms that may reach it",
        list.reservations.iter().map(|open| format!("{} — {}", open.says, open.at.citation)),
    );
    if let Some(editions) = &list.editions {
        page.gap();
        let edition: String = editions.edition.chars().take(12).collect();
        let on = editions.on.as_ref().map(|on| format!(", on {on}")).unwrap_or_default();
        page.line(&format!(
            "{} edition {edition}, engine {}{on}, known {}",
            editions.regime, editions.engine, editions.known
        ));
        inputs(&mut page, &list.inputs, !list.compared.is_empty());
    }
    page.0
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// How many lines of a class there are, as the beginning of a title.
fn titled(list: &PackingList, class: LineClass, words: &str) -> Option<String> {
    let count = list.of(class).count();
    (count > 0).then(|| format!("{} {words}", counted(count, "line")))
}

/// The application, one table for each exemption that is due.
fn needed(page: &mut Page, list: &PackingList) {
    let mut due: Vec<&[ExemptionDue]> = Vec::new();
    for line in list.of(LineClass::NeedsExemption) {
        if !due.contains(&line.exemptions.as_slice()) {
            due.push(&line.exemptions);
        }
    }
    for exemptions in due {
        let lines: Vec<&ListLine> =
            list.of(LineClass::NeedsExemption).filter(|line| line.exemptions == exemptions).collect();
        let need = if lines.len() == 1 { "line needs" } else { "lines need" };
        let cites: Vec<&str> = exemptions.iter().map(|exemption| exemption.citation.as_str()).collect();
        page.section(&format!("{} {need} an exemption: {}", lines.len(), cites.join(" or ")));
        for exemption in exemptions {
            page.fill("  ", "  ", &format!("{} ({}, before the act)", exemption.says, exemption.by));
        }
        table(page, &lines);
    }
}

fn section(page: &mut Page, list: &PackingList, class: LineClass, words: &str) {
    if let Some(title) = titled(list, class, words) {
        page.section(&title);
        table(page, &list.of(class).collect::<Vec<_>>());
    }
}

/// Cells of the tables: heading, and what a line has.
type Column = (&'static str, fn(&ListLine) -> String);

const COLUMNS: [Column; 7] = [
    ("no.", |line| line.number.to_string()),
    ("item", |line| line.item.clone()),
    ("HS code", |line| line.hs.clone()),
    ("quantity", |line| format!("{} {}", line.quantity, line.unit).trim().to_owned()),
    ("value", |line| format!("{} {}", line.value, line.currency).trim().to_owned()),
    ("origin", |line| line.origin.clone()),
    ("forbidden by", |line| {
        unique(line.forbidden_by.iter().map(|provision| provision.cite.clone())).join(", ")
    }),
];
/// The column that takes what width the others leave.
const WIDEST: &str = "item";

fn table(page: &mut Page, lines: &[&ListLine]) {
    let longest = |(heading, cell): &Column| {
        lines.iter().map(|line| display_width(&cell(line))).chain([display_width(heading)]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = COLUMNS.iter().map(longest).collect();
    let others: usize =
        COLUMNS.iter().zip(&widths).filter(|((h, _), _)| *h != WIDEST).map(|(_, w)| w + 2).sum();
    let room = WIDTH.saturating_sub(others + 4).max(16);
    let widths: Vec<usize> = COLUMNS
        .iter()
        .zip(widths)
        .map(|((heading, _), width)| if *heading == WIDEST { width.min(room) } else { width })
        .collect();
    let mut row = |cells: Vec<String>| {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| textwrap::wrap(cell, *width).into_iter().map(String::from).collect())
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let padded = wrapped.iter().zip(&widths).map(|(parts, width)| {
                let part = parts.get(at).map_or("", String::as_str);
                format!("{part}{}", " ".repeat(width.saturating_sub(display_width(part))))
            });
            page.line(&format!("  {}", padded.collect::<Vec<_>>().join("  ")));
        }
    };
    row(COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()).collect());
    for line in lines {
        row(COLUMNS.iter().map(|(_, cell)| cell(line)).collect());
    }
    for line in lines {
        let note = (!line.note.is_empty()).then(|| format!("note: {}", line.note));
        for remark in line.remarks.iter().cloned().chain(note) {
            page.fill(&format!("  {}: ", line.number), "     ", &remark);
        }
    }
}

fn open(page: &mut Page, list: &PackingList) {
    let Some(title) =
        titled(list, LineClass::Open, "open: the answer decides whether an exemption is needed")
    else {
        return;
    };
    page.section(&title);
    for (i, question) in list.questions.iter().enumerate() {
        page.fill(
            &format!("  {}. ", i + 1),
            "     ",
            &format!("{} ({})", question.ask, question.cites.join(", ")),
        );
        let of = list.of(LineClass::Open).filter(|line| question.lines.contains(&line.number));
        page.fill("     lines: ", "            ", &names(of));
    }
    for line in list.of(LineClass::Open) {
        for remark in &line.remarks {
            page.fill(&format!("  {}: ", line.number), "     ", remark);
        }
    }
}

/// Lines by number and name.
fn names<'a>(lines: impl Iterator<Item = &'a ListLine>) -> String {
    let named = lines.map(|line| {
        let name = if line.item.is_empty() { format!("HS {}", line.hs) } else { line.item.clone() };
        format!("{} {name}", line.number)
    });
    named.collect::<Vec<_>>().join("; ")
}

/// Lines that need no exemption, those with the same remarks together.
fn not_needed(page: &mut Page, list: &PackingList) {
    let words = "for which no prohibition was found, or an exception lifts it";
    let Some(title) = titled(list, LineClass::NotNeeded, words) else { return };
    page.section(&title);
    let mut groups: Vec<(&[String], Vec<&ListLine>)> = Vec::new();
    for line in list.of(LineClass::NotNeeded) {
        match groups.iter_mut().find(|(remarks, _)| *remarks == line.remarks.as_slice()) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((&line.remarks, vec![line])),
        }
    }
    for (remarks, lines) in groups {
        page.fill("  · ", "    ", &names(lines.into_iter()));
        remarks.iter().for_each(|remark| page.fill("    ", "    ", remark));
    }
}

/// What an application asks for beside the table, where there is something to apply for.
fn application(page: &mut Page, list: &PackingList) {
    let Some(guidance) = &list.guidance else { return };
    if list.of(LineClass::NeedsExemption).next().is_none() {
        return;
    }
    let beside = list.application.iter().filter(|part| !part.in_the_table);
    listed(
        page,
        "Not in the table, and an application asks for it",
        beside.map(|part| format!("{} [{}]", part.says, part.confidence.word())),
    );
    for part in list.application.iter().filter(|part| !part.missing.is_empty()) {
        let lines: Vec<String> = part.missing.iter().map(usize::to_string).collect();
        let words = if lines.len() == 1 { "line" } else { "lines" };
        page.fill("  · ", "    ", &format!("{}: missing in {words} {}", part.says, lines.join(", ")));
    }
    page.fill("  ", "  ", &format!("By {guidance}."));
}

/// Each text once, in order.
fn unique(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}
