use interdict_regime::{Bound, Treaty, TreatyStatus};
use jiff::civil::Date;

use super::{Page, listed};

/// How a treaty stands and whether it binds, for `treaty`.
pub(crate) fn treaty(
    treaty: &Treaty,
    status: &TreatyStatus,
    bound: &Bound,
    state: &str,
    resolutions: &[String],
    known: Date,
) -> String {
    let mut page = Page(String::new());
    let file = treaty.file();
    page.line(&status.name);
    page.fill("    ", "    ", &file.treaty.summary);
    page.gap();
    match &status.since {
        Some(since) => page.line(&format!("On {}: in force, since {since}", status.on)),
        None => page.line(&format!("On {}: NOT IN FORCE", status.on)),
    }
    page.fill("    ", "    ", &format!("article {}: {}", status.cite, status.rule));
    if status.listed > 0 {
        page.line(&format!(
            "    of {} States that it waits for, {} had signed and {} had ratified; {} missing:",
            status.listed,
            status.listed_signed,
            status.listed_ratified,
            status.missing.len()
        ));
        for missing in &status.missing {
            page.line(&format!("      {} {}: {}", missing.code, missing.name, missing.because));
        }
    }
    if let Some(totals) = &status.totals {
        let text = format!(
            "{} signed, {} ratified in all, as published for {}",
            totals.signed, totals.ratified, totals.on
        );
        page.fill("    ", "    ", &text);
    }
    page.gap();
    match bound {
        Bound::Yes { since } => page.line(&format!("{state}: bound, since {since}")),
        Bound::No { because } => page.line(&format!("{state}: not bound: {because}")),
        Bound::NotFollowed => page.line(&format!("{state}: its membership is not followed here")),
        Bound::Disputed { question, readings } => {
            page.fill("", "  ", &format!("{state}: disputed. {question}"));
            for reading in readings {
                let bound = if reading.bound { "bound" } else { "not bound" };
                let text =
                    format!("{}: {bound}. {} ({})", reading.id, reading.says, reading.sources.join("; "));
                page.fill("  – ", "    ", &text);
            }
        }
    }
    if !resolutions.is_empty() {
        let text = format!(
            "The Council's resolutions forbid it that conduct all the same: {}",
            resolutions.join(", ")
        );
        page.fill("", "  ", &text);
    }
    let seen = |day: Date| day.to_string() <= status.on && day <= known;
    listed(
        &mut page,
        "Obligations",
        file.obligation.iter().map(|held| format!("article {}: {} [{}]", held.cite, held.summary, held.id)),
    );
    listed(
        &mut page,
        "Steps taken",
        file.notice
            .iter()
            .filter(|notice| seen(notice.date))
            .map(|notice| format!("{}: {} ({})", notice.date, notice.says, notice.confidence.word())),
    );
    page.gap();
    page.line(&format!("weakest confidence: {}", status.confidence.word()));
    page.0
}
