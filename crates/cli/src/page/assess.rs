use interdict_regime::{Assessment, Bound};

use super::{Page, listed, word};

/// What a test or launch breached, for `assess`.
pub(crate) fn assessment(answer: &Assessment) -> String {
    let mut page = Page(String::new());
    let event = answer.event.as_ref().map(|id| format!("{id}: ")).unwrap_or_default();
    page.fill("", "  ", &format!("{event}{}", answer.says));
    page.line(&format!(
        "{}, on {} at the Council's seat; as known on {}",
        word(&answer.kind),
        answer.on,
        answer.known
    ));
    if let Some(confidence) = answer.confidence {
        page.fill("  ", "  ", &format!("the event: {} ({})", confidence.word(), answer.sources.join("; ")));
    }
    if let Some(note) = &answer.note {
        page.fill("  note: ", "        ", note);
    }
    let groups = [
        ("Breached: obligations in force on that day", true, false),
        ("Breached on one reading of the text", true, true),
        ("Against what the Council urged, not binding", false, false),
        ("Against what the Council urged, on one reading", false, true),
    ];
    for (title, binding, reading) in groups {
        let rows = answer
            .breached
            .iter()
            .filter(|row| row.binding == binding && row.on_reading.is_some() == reading);
        listed(
            &mut page,
            title,
            rows.map(|row| {
                let reading = match (&row.on_reading, &row.reading_says) {
                    (Some(name), Some(says)) => format!(" On {name}: {says}"),
                    _ => String::new(),
                };
                format!(
                    "{} — {}{reading} ({}) [{}]",
                    row.citation,
                    row.summary,
                    row.confidence.word(),
                    row.id
                )
            }),
        );
    }
    if answer.breached.is_empty() {
        page.section("No obligation of this regime was in force that names such conduct.");
    }
    listed(
        &mut page,
        "Adopted by then, with no such obligation",
        answer.without.iter().map(|row| format!("{}: {}", row.symbol, row.because)),
    );
    if !answer.treaties.is_empty() {
        page.section("Treaties");
        for row in &answer.treaties {
            let stands = match &row.bound {
                Bound::Yes { since } => format!("bound the State, since {since}"),
                Bound::No { because } => {
                    format!("did not bind: {because}; the resolutions bind all the same")
                }
                Bound::NotFollowed => "the State's membership is not followed here".to_owned(),
                Bound::Disputed { question, .. } => format!("disputed: {question}"),
            };
            page.fill(
                "  · ",
                "    ",
                &format!(
                    "{}, article {}: {} — {stands} ({})",
                    row.treaty,
                    row.cite,
                    row.summary,
                    row.confidence.word()
                ),
            );
            if let Bound::Disputed { readings, .. } = &row.bound {
                for reading in readings {
                    let bound = if reading.bound { "bound" } else { "not bound" };
                    let text =
                        format!("{}: {bound}. {} ({})", reading.id, reading.says, reading.sources.join("; "));
                    page.fill("    – ", "      ", &text);
                }
            }
        }
    }
    listed(
        &mut page,
        "What the Council did next",
        answer.next.iter().map(|step| {
            let days =
                if step.days == 1 { "1 day later".to_owned() } else { format!("{} days later", step.days) };
            let link = match step.answers {
                Some(confidence) => format!("in answer to it ({})", confidence.word()),
                None => "the next resolution in time; no source here links it".to_owned(),
            };
            format!("{}, {days}, {link}: {} [{}]", step.on, step.says, step.id)
        }),
    );
    if answer.next.is_empty() {
        page.section("What the Council did next: nothing is known here.");
    }
    page.gap();
    page.line(&format!("edition {}", answer.edition.chars().take(12).collect::<String>()));
    page.0
}
