use interdict_regime::{Heading, Measure, Reached, Regime, Way};
use jiff::civil::Date;

use super::{Page, listed, stands};
use crate::command::goods::{part, way_word};

/// A look-up, for `goods`.
pub(crate) fn headings(regime: &Regime, headings: &[Heading], on: Date) -> String {
    let mut page = Page(String::new());
    let target = &regime.about().target_name;
    for heading in headings {
        let way = if heading.way == Way::ToTarget { "to" } else { "from" };
        let answer = &heading.determination;
        let contested = if answer.contested { ", contested" } else { "" };
        page.line(&format!("HS {} {way} {target} on {on}: {}{contested}", heading.hs, answer.outcome));
        page.line(&format!("{}; of a plain dealing, with nothing else said", answer.reach));
        for measure in &heading.measures {
            page.gap();
            measure_of(&mut page, measure);
            page.fill("    ", "    ", &measure.summary);
            for (id, summary) in &measure.exceptions {
                page.fill("    exception ", "      ", &format!("{id}: {summary}"));
            }
        }
        listed(&mut page, "Asked", answer.questions.iter().map(|question| question.ask.clone()));
        let duties = answer.duties.iter().filter(|duty| duty.binding);
        listed(
            &mut page,
            "Duties",
            duties.map(|duty| format!("{}: {} — {}", duty.who, duty.act, duty.at.citation)),
        );
        listed(
            &mut page,
            "Routes",
            answer.routes.iter().map(|route| format!("{} — {}", route.summary, route.at.citation)),
        );
        listed(
            &mut page,
            "Reserved: open norms",
            answer.reservations.iter().map(|open| format!("{} — {}", open.says, open.at.citation)),
        );
        let contested = answer.readings.iter().filter(|reading| reading.contested);
        listed(
            &mut page,
            "Readings",
            contested.map(|reading| {
                let options = reading
                    .options
                    .iter()
                    .map(|option| format!("{} → {}", option.id, option.outcome))
                    .collect::<Vec<_>>()
                    .join(", ");
                format!("{}: {} ({options})", reading.id, reading.question)
            }),
        );
        if !heading.history.is_empty() {
            page.section("History of the heading");
            for measure in &heading.history {
                page.fill(
                    "  · ",
                    "    ",
                    &format!(
                        "from {} {} — {}: {}",
                        measure.from,
                        measure.citation,
                        stands(&measure.standing, on),
                        measure.summary
                    ),
                );
            }
        }
        page.gap();
    }
    page.0
}

fn measure_of(page: &mut Page, measure: &Measure) {
    let reached = match &measure.reached {
        Reached::Whole => String::new(),
        Reached::Part { part } => format!(", only {part}"),
        Reached::Shorter { heading } => format!(", as far as it is {heading}"),
    };
    let reading =
        measure.reading.as_ref().map(|reading| format!(", on the reading {reading}")).unwrap_or_default();
    page.fill(
        "",
        "    ",
        &format!("{} since {}{reached}{reading}  [{}]", measure.citation, measure.from, measure.id),
    );
    page.fill("    code: ", "          ", &format!("{} ({})", measure.source, measure.codes));
}

/// Every prohibited heading, for `goods --table`.
pub(crate) fn table(rows: &[((String, String), Measure)], on: Date) -> String {
    let mut page = Page(String::new());
    page.line(&format!("Prohibited headings on {on}; exceptions and caps apply as each measure says"));
    for ((hs, _), measure) in rows {
        let part = part(measure);
        let only = if part.is_empty() { String::new() } else { format!(", only {part}") };
        page.fill(
            "",
            "               ",
            &format!(
                "{hs:<8} {:<5} {:<14} since {}{only} [{}]",
                way_word(measure.way),
                measure.cite,
                measure.from,
                measure.id
            ),
        );
    }
    page.0
}
