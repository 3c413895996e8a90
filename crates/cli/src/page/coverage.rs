use interdict_regime::{Coverage, CoverageState};

use super::Page;

/// What is held of every instrument, for `coverage`.
pub(crate) fn coverage_table(held: &[Coverage]) -> String {
    let mut page = Page(String::new());
    page.line("What the ledger holds, by paragraph. Unseen: nobody here has seen the text.");
    page.gap();
    page.line(&format!(
        "{:<20}{:<12}{:>10}{:>9}{:>8}{:>13}{:>8}{:>12}",
        "instrument", "adopted", "paragraphs", "encoded", "partly", "not encoded", "unseen", "provisions"
    ));
    for row in held {
        page.line(&format!(
            "{:<20}{:<12}{:>10}{:>9}{:>8}{:>13}{:>8}{:>12}",
            row.symbol,
            row.adopted,
            number(row),
            row.count(CoverageState::Encoded),
            row.count(CoverageState::Partly),
            row.count(CoverageState::NotEncoded),
            unseen(row),
            row.provisions
        ));
    }
    let sum = |state| held.iter().map(|row| row.count(state)).sum::<usize>();
    page.line(&format!(
        "{:<42}{:>9}{:>8}{:>13}{:>8}{:>12}",
        "together",
        sum(CoverageState::Encoded),
        sum(CoverageState::Partly),
        sum(CoverageState::NotEncoded),
        sum(CoverageState::Unseen),
        held.iter().map(|row| row.provisions).sum::<usize>()
    ));
    page.gap();
    page.line("~ the number of paragraphs is unverified   ? it is not known   + and those after");
    if let Some(last) = held.last() {
        let example =
            format!("`interdict coverage {}` shows one instrument, paragraph by paragraph.", last.instrument);
        page.line(&example);
    }
    page.0
}

/// One instrument, paragraph by paragraph.
pub(crate) fn coverage(held: &Coverage) -> String {
    let mut page = Page(String::new());
    let paragraphs = match held.paragraphs {
        Some(count) => {
            format!("{count} operative paragraphs (number {})", held.paragraphs_confidence.word())
        }
        None => "the number of its paragraphs is not known".to_owned(),
    };
    page.line(&format!("{} of {}: {paragraphs}", held.symbol, held.adopted));
    for row in &held.rows {
        let first = format!("  ¶{:<7}{:<13}", row.paragraphs, row.state.word());
        let number = match row.number_confidence {
            Some(confidence) => format!(" (number {})", confidence.word()),
            None => String::new(),
        };
        let reason = row.reason.as_ref().map(|reason| format!("{reason} ")).unwrap_or_default();
        page.fill(
            &first,
            "                        ",
            &format!("{reason}{}{number}", row.provisions.join(", ")),
        );
    }
    page.0
}

/// The page of the book: every instrument, then every paragraph that is not wholly encoded.
pub(crate) fn coverage_book(held: &[Coverage]) -> String {
    let mut book = String::from(BOOK);
    book.push_str(
        "\n| instrument | adopted | paragraphs | encoded | partly | not encoded | unseen | provisions |\n",
    );
    book.push_str("|---|---|---:|---:|---:|---:|---:|---:|\n");
    for row in held {
        let cells = [
            row.symbol.clone(),
            row.adopted.clone(),
            number(row),
            row.count(CoverageState::Encoded).to_string(),
            row.count(CoverageState::Partly).to_string(),
            row.count(CoverageState::NotEncoded).to_string(),
            unseen(row),
            row.provisions.to_string(),
        ];
        book.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    book.push_str("\n~ the number of paragraphs is unverified · ? it is not known · + and those after\n");
    for row in held {
        let open: Vec<_> = row.rows.iter().filter(|row| row.state != CoverageState::Encoded).collect();
        if open.is_empty() {
            continue;
        }
        book.push_str(&format!(
            "\n## {}\n\n| paragraph | state | what is left out, and why |\n|---|---|---|\n",
            row.symbol
        ));
        for held in open {
            let reason = held.reason.as_deref().unwrap_or_default();
            book.push_str(&format!("| {} | {} | {reason} |\n", held.paragraphs, held.state.word()));
        }
    }
    book
}

const BOOK: &str = "# Coverage

What the ledger holds of each instrument, by operative paragraph. `interdict coverage` prints this table, `interdict coverage 1718`
one instrument with every paragraph, `--format csv` every provision with its sources and confidence, `--format markdown` this page.
The loader refuses an instrument with a paragraph that is neither held by a provision nor accounted for; a test keeps this page current.

- *encoded*: provisions hold it. How sure the paragraph's *number* is stands with each provision.
- *partly*: provisions hold a part; the row says what is left out.
- *not encoded*: what it says is known, and left out for the reason given.
- *unseen*: nobody here has seen its text. Nothing is invented for it.
";

fn number(row: &Coverage) -> String {
    match row.paragraphs {
        Some(count) if row.paragraphs_confidence == interdict_regime::law::Standing::Unverified => {
            format!("~{count}")
        }
        Some(count) => count.to_string(),
        None => "?".to_owned(),
    }
}

fn unseen(row: &Coverage) -> String {
    let open = if row.paragraphs.is_none() { "+" } else { "" };
    format!("{}{open}", row.count(CoverageState::Unseen))
}
