use interdict_engine::{ask_once, group_lines};
use interdict_regime::{Determination, Outcome};

use super::{Page, confidence, listed};

/// What binds, by the facts given: all of it but the editions it was made with.
pub(super) fn body(page: &mut Page, answer: &Determination) {
    headline(page, answer);
    for notice in &answer.notices {
        page.fill("! ", "  ", notice);
    }
    lines(page, answer);
    provisions(page, answer);
    if !answer.steps.is_empty() {
        page.section("To be done first");
        for (i, step) in answer.steps.iter().enumerate() {
            let text =
                format!("{} ({}, {}; {}) — {}", step.says, step.by, step.when, step.found, step.at.citation);
            page.fill(&format!("  {}. ", i + 1), "     ", &text);
        }
    }
    if !answer.questions.is_empty() {
        page.section("Questions, most decisive first");
        for (i, question) in ask_once(&answer.questions).iter().enumerate() {
            let fields = fields(&question.fields);
            page.fill(&format!("  {}. ", i + 1), "     ", &format!("{} ({fields})", question.ask));
        }
    }
    for (title, binding) in [("Duties", true), ("Called upon, not binding", false)] {
        let duties: Vec<_> = answer.duties.iter().filter(|duty| duty.binding == binding).collect();
        if duties.is_empty() {
            continue;
        }
        page.section(title);
        for duty in duties {
            let when = [duty.when.clone(), duty.by.as_ref().map(|day| format!("by {day}"))]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ");
            let when = if when.is_empty() { String::new() } else { format!(", {when}") };
            let may = if duty.possible { "If it applies: " } else { "" };
            page.fill(
                "  · ",
                "    ",
                &format!("{may}{}: {}{when} — {}", duty.who, duty.act, duty.at.citation),
            );
        }
    }
    if !answer.routes.is_empty() {
        page.section("Routes that the law knows");
        for route in &answer.routes {
            page.fill("  · ", "    ", &format!("{} — {}", route.summary, route.at.citation));
            if !route.steps.is_empty() {
                page.fill("    needs: ", "           ", &route.steps.join("; "));
            }
        }
    }
    listed(page, "Assumed", assumed(answer).into_iter());
    listed(page, "Not examined", answer.not_examined.iter().map(|missing| missing.says.clone()));
    listed(
        page,
        "Reserved: open norms that may reach it",
        answer.reservations.iter().map(|open| format!("{} — {}", open.says, open.at.citation)),
    );
    readings(page, answer);
}

pub(super) fn editions(page: &mut Page, answer: &Determination) {
    page.gap();
    let editions = &answer.editions;
    let edition: String = editions.edition.chars().take(12).collect();
    let on = editions.on.as_ref().map(|on| format!(", on {on}")).unwrap_or_default();
    page.line(&format!(
        "{} edition {edition}, engine {}{on}, known {}",
        editions.regime, editions.engine, editions.known
    ));
}

/// What was assumed, told once of all of whom it was.
fn assumed(answer: &Determination) -> Vec<String> {
    let mut told: Vec<(Vec<&str>, &str)> = Vec::new();
    for assumption in &answer.assumptions {
        let (of, what) = assumption.says.split_once(": ").unwrap_or(("", &assumption.says));
        match told.iter_mut().find(|(_, other)| *other == what) {
            Some((parties, _)) => parties.push(of),
            None => told.push((vec![of], what)),
        }
    }
    let says = |(of, what): (Vec<&str>, &str)| {
        if of == [""] { what.to_owned() } else { format!("{}: {what}", of.join("; ")) }
    };
    told.into_iter().map(says).collect()
}

/// Fields, of which a few stand for many.
fn fields(fields: &[String]) -> String {
    match fields {
        [first, _, _, _, ..] => format!("{first} and {} more", fields.len() - 1),
        few => few.join(", "),
    }
}

fn headline(page: &mut Page, answer: &Determination) {
    let words = match answer.outcome {
        Outcome::Prohibited => "PROHIBITED".to_owned(),
        Outcome::Conditional => "CONDITIONAL: forbidden until the steps below are done".to_owned(),
        Outcome::Undetermined => {
            format!("UNDETERMINED: at best {}, at worst {}", answer.best_case, answer.worst_case)
        }
        Outcome::Excepted => "EXCEPTED: a prohibition reaches it and is lifted".to_owned(),
        Outcome::NoProhibitionFound => "NO PROHIBITION FOUND".to_owned(),
    };
    let contested = if answer.contested { " (contested: readings of the law differ)" } else { "" };
    let id = answer.id.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
    page.line(&format!("{id}{words}{contested}"));
    page.line(&answer.reach);
    if let Some(confidence) = answer.confidence {
        page.line(&format!("weakest confidence on the deciding path: {}", confidence.word()));
    }
    for nexus in answer.nexus.iter().filter(|_| answer.provisions.is_empty()) {
        page.line(nexus);
    }
}

fn lines(page: &mut Page, answer: &Determination) {
    page.gap();
    for group in group_lines(&answer.lines) {
        let decided = if group.decided_by.is_empty() {
            String::new()
        } else {
            format!(" ({})", group.decided_by.join(", "))
        };
        if answer.lines.len() == 1 {
            page.fill("", "  ", &group.says);
        } else {
            let text = format!("{}: {} → {}{decided}", fields(&group.lines), group.says, group.outcome);
            page.fill("  ", "    ", &text);
        }
    }
}

fn provisions(page: &mut Page, answer: &Determination) {
    for provision in &answer.provisions {
        page.gap();
        let verdict = match provision.effect {
            "prohibits" => "forbids it",
            "conditional" => "forbids it until the steps are done",
            "lifted" => "reaches it, and is lifted",
            _ => "may forbid it",
        };
        page.line(&format!("{} {verdict}  [{}]", provision.citation, provision.id));
        page.fill("    ", "    ", &provision.summary);
        if answer.lines.len() > 1 {
            page.fill("    lines: ", "           ", &fields(&provision.lines));
        }
        page.fill("    because: ", "             ", &provision.because.join("; "));
        page.fill("    confidence: ", "                ", &confidence(&provision.confidence));
        if let Some(note) = &provision.note {
            page.fill("    note: ", "          ", note);
        }
        let tried: Vec<_> =
            answer.exceptions.iter().filter(|exception| exception.provision == provision.id).collect();
        for exception in tried {
            let fares = match exception.status {
                "met" => "lifts it",
                "steps-due" => "would lift it once its steps are done",
                "open" => "may lift it",
                _ => "does not lift it",
            };
            page.fill(
                "    exception ",
                "      ",
                &format!("{} ({}) {fares}: {}", exception.id, exception.at.cite, exception.summary),
            );
            for because in &exception.because {
                page.fill("      – ", "        ", because);
            }
        }
    }
}

fn readings(page: &mut Page, answer: &Determination) {
    let readings: Vec<_> =
        answer.readings.iter().filter(|reading| reading.contested || reading.fixed).collect();
    if readings.is_empty() {
        return;
    }
    page.section("Readings of the law");
    for reading in readings {
        let fixed = if reading.fixed { " (fixed)" } else { "" };
        page.fill("  · ", "    ", &format!("{}{fixed}: {}", reading.id, reading.question));
        for option in &reading.options {
            page.fill(
                "    – ",
                "      ",
                &format!(
                    "{}: {} → {} ({})",
                    option.id,
                    option.says,
                    option.outcome,
                    option.sources.join("; ")
                ),
            );
        }
    }
}
