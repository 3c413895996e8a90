//! Answers as pages: what a customs officer can act on, top down.

use std::fmt::Write;

use interdict_regime::law::{Confidence, Duty, Instrument, Norm, Provision};
use interdict_regime::{Determination, Heading, Measure, Outcome, Reached, Regime, Standing, Way};
use jiff::civil::Date;

use crate::command::goods::{part, way_word};

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

    fn section(&mut self, title: &str) {
        self.gap();
        self.line(title);
    }
}

/// The answer to `check`.
pub(crate) fn determination(answer: &Determination) -> String {
    let mut page = Page(String::new());
    headline(&mut page, answer);
    for notice in &answer.notices {
        page.fill("! ", "  ", notice);
    }
    lines(&mut page, answer);
    provisions(&mut page, answer);
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
        for (i, question) in answer.questions.iter().enumerate() {
            page.fill(&format!("  {}. ", i + 1), "     ", &format!("{} ({})", question.ask, question.field));
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
    listed(&mut page, "Assumed", answer.assumptions.iter().map(|assumption| assumption.says.clone()));
    listed(&mut page, "Not examined", answer.not_examined.iter().map(|missing| missing.says.clone()));
    listed(
        &mut page,
        "Reserved: open norms that may reach it",
        answer.reservations.iter().map(|open| format!("{} — {}", open.says, open.at.citation)),
    );
    readings(&mut page, answer);
    page.gap();
    let editions = &answer.editions;
    let edition: String = editions.edition.chars().take(12).collect();
    let on = editions.on.as_ref().map(|on| format!(", on {on}")).unwrap_or_default();
    page.line(&format!(
        "{} edition {edition}, engine {}{on}, known {}",
        editions.regime, editions.engine, editions.known
    ));
    page.0
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
    for line in &answer.lines {
        let decided = if line.decided_by.is_empty() {
            String::new()
        } else {
            format!(" ({})", line.decided_by.join(", "))
        };
        if answer.lines.len() == 1 {
            page.fill("", "  ", &line.says);
        } else {
            page.fill("  ", "    ", &format!("{}: {} → {}{decided}", line.line, line.says, line.outcome));
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
            page.fill("    lines: ", "           ", &provision.lines.join(", "));
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

/// One provision, for `show`.
pub(crate) fn provision(
    regime: &Regime,
    provision: &Provision,
    instrument: &Instrument,
    standing: &Standing,
    on: Date,
) -> String {
    let mut page = Page(String::new());
    page.line(&format!("{}, paragraph {}  [{}]", instrument.symbol, provision.cite, provision.id));
    page.fill("    ", "    ", &provision.summary);
    let binding = if provision.binding { "binding" } else { "not binding: the Council only called for it" };
    page.fill(
        "    norm: ",
        "          ",
        &format!("{}, {binding}; addressed to {}", word(&provision.norm), word(&provision.addressee)),
    );
    page.line(&format!("    {}", stands(standing, on)));
    if let Some(set) = provision.goods.as_ref().and_then(|set| regime.goods_set(set)) {
        page.fill("    goods: ", "           ", &set.says);
        for group in &set.codes {
            let codes = group.hs.iter().map(|code| code.to_string()).collect::<Vec<_>>().join(", ");
            let ex = group.ex.as_ref().map(|ex| format!(", only {ex}")).unwrap_or_default();
            let reading = group
                .reading
                .as_ref()
                .map(|reading| format!(", on the reading {reading}"))
                .unwrap_or_default();
            page.fill(
                "      HS ",
                "         ",
                &format!("{codes}{ex}{reading} ({}; {})", group.source, group.confidence.word()),
            );
        }
    }
    if let Some(open) = &provision.open {
        page.fill("    open norm: ", "               ", open);
    }
    for exception in &provision.exceptions {
        page.fill("    exception ", "      ", &format!("{}: {}", exception.id, exception.summary));
        for step in &exception.steps {
            page.fill("      first: ", "             ", &step.says);
        }
        exception.duties.iter().for_each(|owed| duty(&mut page, owed, "      then: "));
    }
    provision.duties.iter().for_each(|owed| duty(&mut page, owed, "    duty: "));
    let superseded = provision.supersedes.iter().map(|id| id.to_string()).collect::<Vec<_>>().join(", ");
    if !superseded.is_empty() {
        page.line(&format!("    supersedes: {superseded}"));
    }
    if let Some(note) = &provision.note {
        page.fill("    note: ", "          ", note);
    }
    page.fill("    confidence: ", "                ", &confidence(&provision.confidence));
    page.fill("    sources: ", "             ", &provision.sources.join("; "));
    page.0
}

fn duty(page: &mut Page, duty: &Duty, label: &str) {
    let when = [duty.when.clone(), duty.by.map(|day| format!("by {day}"))]
        .into_iter()
        .flatten()
        .map(|when| format!(", {when}"))
        .collect::<String>();
    page.fill(label, "      ", &format!("{}: {}{when}", duty.who, duty.act));
}

fn stands(standing: &Standing, on: Date) -> String {
    match standing {
        Standing::NotKnown => "not adopted yet on the day known".to_owned(),
        Standing::NotYet { from } => format!("not in force on {on}: begins on {from}"),
        Standing::InForce { until: None } => format!("in force on {on}"),
        Standing::InForce { until: Some(end) } => {
            format!("in force on {on}, until {end} (that day not included)")
        }
        Standing::Ended { since, by } if by.is_empty() => {
            format!("ended: last in force on the day before {since}")
        }
        Standing::Ended { since, by } => format!("superseded from {since} by {}", by.join(", ")),
    }
}

/// An enum's word as the files write it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

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

/// What is in force, for `regime`.
pub(crate) fn regime(
    regime: &Regime,
    rows: &[(&Provision, &Instrument, Standing)],
    on: Date,
    known: Date,
) -> String {
    let mut page = Page(String::new());
    page.line(&regime.about().name);
    page.line(&format!(
        "in force on {on}, as known on {known}; edition {}",
        regime.edition().chars().take(12).collect::<String>()
    ));
    for instrument in regime.instruments().iter().filter(|instrument| instrument.adopted <= known) {
        let own: Vec<_> = rows.iter().filter(|(_, of, _)| *of.id == *instrument.id.as_str()).collect();
        page.gap();
        let vote = &instrument.vote;
        let meeting = instrument.meeting.as_ref().map(|meeting| format!(", {meeting}")).unwrap_or_default();
        page.line(&format!(
            "{} of {}{meeting}, {}–{}–{}",
            instrument.symbol, instrument.adopted, vote.in_favour, vote.against, vote.abstained
        ));
        for (provision, _, standing) in own {
            let mark = match (provision.norm, provision.binding) {
                (Norm::Prohibition, true) => "✗",
                (_, false) => "~",
                (Norm::Exemption, _) => "✓",
                _ => "·",
            };
            let ended = if matches!(standing, Standing::InForce { .. }) {
                String::new()
            } else {
                format!(" ({})", stands(standing, on))
            };
            page.fill(
                &format!("  {mark} {:<9} ", provision.cite),
                "              ",
                &format!("{}{ended}", provision.summary),
            );
        }
    }
    page.gap();
    page.line("✗ forbids   ✓ exempts   ~ called for, not binding   · other");
    page.0
}
