use interdict_engine::Move;
use interdict_regime::{ChangeKind, Difference, Moved, Regime, Strength, SubjectChange};

use super::{Page, listed};
use crate::command::moves::Moves;

/// The kinds of change in the order they are read, with their titles.
const KINDS: [(ChangeKind, &str); 11] = [
    (ChangeKind::Added, "Added"),
    (ChangeKind::Tightened, "Tightened"),
    (ChangeKind::Relaxed, "Relaxed"),
    (ChangeKind::Replaced, "Replaced"),
    (ChangeKind::Superseded, "Superseded"),
    (ChangeKind::Expired, "Expired"),
    (ChangeKind::Suspended, "Suspended"),
    (ChangeKind::Pending, "Adopted, not yet begun"),
    (ChangeKind::Renumbered, "Renumbered"),
    (ChangeKind::Corrected, "Corrected in the later edition"),
    (ChangeKind::Removed, "Removed"),
];

/// What changed, for `diff`.
pub(crate) fn difference(answer: &Difference) -> String {
    let mut page = Page(String::new());
    page.line(&format!(
        "From the law of {} (known {}) to the law of {} (known {})",
        answer.from.on, answer.from.known, answer.to.on, answer.to.known
    ));
    if answer.from.edition != answer.to.edition {
        page.line(&format!("editions {} and {}", short(&answer.from.edition), short(&answer.to.edition)));
    }
    if answer.changes.is_empty() {
        page.section("Nothing changed.");
        return page.0;
    }
    body(&mut page, answer);
    page.0
}

/// What a draft would change, for `whatif`; `remains` as cite and summary.
pub(crate) fn whatif(drafted: &Regime, answer: &Difference, remains: &[(String, String)]) -> String {
    let mut page = Page(String::new());
    if let Some(draft) = drafted.overlay() {
        page.fill(
            "",
            "  ",
            &format!("HYPOTHETICAL: the draft `{}`, adopted on {}. {}", draft.id, draft.adopted, draft.says),
        );
    }
    page.line(&format!("The law of {} without and with it, as known on {}", answer.to.on, answer.to.known));
    if answer.changes.is_empty() {
        page.section(
            "No provision begins, ends or is suspended on that day; caps may still change outcomes.",
        );
    } else {
        body(&mut page, answer);
    }
    listed(
        &mut page,
        "Remains in force on these subjects",
        remains.iter().map(|(cite, says)| format!("{cite}: {says}")),
    );
    page.0
}

fn body(page: &mut Page, answer: &Difference) {
    page.section("By subject");
    for subject in &answer.subjects {
        let before = subject.before.map_or("nothing", words);
        let after = subject.after.map_or("nothing", words);
        let moved = if before == after { before.to_owned() } else { format!("{before} → {after}") };
        page.fill(
            "  · ",
            "      ",
            &format!("{}: {} ({moved}) — {}", subject.says, verdict(subject), subject.changes.join(", ")),
        );
    }
    for (kind, title) in KINDS {
        let rows = answer.changes.iter().filter(|change| change.kind == kind);
        listed(
            page,
            title,
            rows.map(|change| {
                let binding = if change.binding { "" } else { " [called for, not binding]" };
                format!("{}: {}{binding} — {} [{}]", change.cite, change.summary, change.because, change.id)
            }),
        );
    }
    let headings = &answer.headings;
    page.section(&format!(
        "HS headings forbidden, by direction: {} before, {} after",
        headings.before, headings.after
    ));
    for (title, codes) in [("new", &headings.added), ("no longer", &headings.removed)] {
        if !codes.is_empty() {
            page.fill(&format!("  {title}: "), "    ", &codes.join(", "));
        }
    }
    page.gap();
    summary(page, answer);
}

fn summary(page: &mut Page, answer: &Difference) {
    let count =
        |test: fn(&SubjectChange) -> bool| answer.subjects.iter().filter(|subject| test(subject)).count();
    page.fill(
        "",
        "  ",
        &format!(
            "Broader on {}, tougher on {}, eased on {}; {} adopted and not yet begun.",
            counted(count(|subject| subject.broader), "subject"),
            count(|subject| subject.tougher),
            count(|subject| subject.eased),
            counted(
                answer.changes.iter().filter(|change| change.kind == ChangeKind::Pending).count(),
                "provision"
            )
        ),
    );
    page.fill(
        "",
        "  ",
        "Broader: a binding ban where none stood. Tougher: a measure stricter, or with fewer exceptions, than before. \
         Eased: the reverse, or an end without another in its place.",
    );
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn verdict(subject: &SubjectChange) -> String {
    let words = [(subject.broader, "broader"), (subject.tougher, "tougher"), (subject.eased, "eased")];
    let said: Vec<&str> = words.iter().filter(|(so, _)| *so).map(|(_, word)| *word).collect();
    if said.is_empty() { "restated or added to".to_owned() } else { said.join(", ") }
}

fn words(strength: Strength) -> &'static str {
    match strength {
        Strength::CalledFor => "called for",
        Strength::Rule => "required",
        Strength::Limited => "limited",
        Strength::Forbidden => "forbidden",
    }
}

fn short(edition: &str) -> String {
    edition.chars().take(12).collect()
}

/// Which dealings change class, for `diff --dealings` and `whatif`.
pub(crate) fn moves(moves: &Moves, all: bool) -> String {
    let mut page = Page(String::new());
    let changed = moves.rows.iter().filter(|(_, row)| row.dealing.moved).count();
    page.section(&format!("Dealings: {changed} of {} change class", moves.rows.len()));
    for (source, Move { dealing, parties }) in moves.rows.iter().filter(|(_, row)| all || row.dealing.moved) {
        let id = dealing.id.as_ref().map(|id| format!("{id}, ")).unwrap_or_default();
        let decided = |cites: &[String]| {
            if cites.is_empty() { String::new() } else { format!(" ({})", cites.join(", ")) }
        };
        let Moved { before, after, decided_before, decided_after, .. } = dealing;
        let text =
            format!("{id}{source}: {before}{} → {after}{}", decided(decided_before), decided(decided_after));
        page.fill("  · ", "    ", &text);
        parties.iter().for_each(|party| page.fill("      ", "      ", party));
    }
    if !moves.refused.is_empty() {
        page.line(&format!("  {} refused", moves.refused.len()));
    }
    page.0
}
