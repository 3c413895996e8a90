use interdict_engine::Candidate;
use interdict_regime::{Asked, Class, Regime, StandsNow, Topic, Understood};

use super::Page;
use super::answer::candidate;

/// How many paragraphs are named before the rest are counted.
const NAMED: usize = 6;

/// A question, with why it is asked, and whom it may be about.
pub(crate) fn question(number: usize, asked: &Asked, candidates: &[Candidate]) -> String {
    let mut page = Page(String::new());
    page.gap();
    page.fill(&format!("{number}. "), "   ", &asked.ask);
    for (i, (word, says)) in asked.choices.iter().enumerate() {
        page.fill(&format!("   {:>2} {word:<12} ", i + 1), "                   ", says);
    }
    if !asked.cites.is_empty() {
        let how = match asked.settles {
            _ if matches!(asked.topic, Topic::RestsOn(_)) => "each decides by itself".to_owned(),
            0 => "decides with other answers".to_owned(),
            settles => {
                format!(
                    "decides by itself for {} in 100 of the answers at which the law turns",
                    settles.div_ceil(10)
                )
            }
        };
        page.fill("   ", "   ", &format!("[{}] {how}: {}", asked.field, named(&asked.cites)));
    }
    candidates.iter().for_each(|one| candidate(&mut page, "", one));
    page.0
}

/// The provisions that turn on a question.
pub(crate) fn reasons(asked: &Asked, regime: &Regime) -> String {
    let mut page = Page(String::new());
    let turning = asked.provisions.iter().filter_map(|id| regime.provision(id));
    for (provision, instrument) in turning {
        page.fill("   · ", "     ", &format!("{}:{} {}", instrument.id, provision.cite, provision.summary));
    }
    if asked.provisions.is_empty() {
        page.line("   Every rule is about an act and its object: without them no rule can be tried.");
    }
    page.0
}

/// How it stands after an answer, and what the answer settled.
pub(crate) fn so_far(now: &StandsNow, before: Option<&StandsNow>, goes_on: bool) -> String {
    let mut page = Page(String::new());
    let class = match now.class {
        Class::Open => format!("open, at best {}, at worst {}", now.best_case, now.worst_case),
        Class::Go | Class::NoGo if goes_on => format!("{}, unless something not said yet is so", now.outcome),
        Class::Go | Class::NoGo => format!("decided, {}", now.outcome),
    };
    let stopped = if now.stopped_by.is_empty() {
        String::new()
    } else {
        format!("; stopped by {}", named(&now.stopped_by))
    };
    page.fill("   ", "   ", &format!("So far: {class}{stopped}."));
    if let Some(before) = before {
        let settled: Vec<String> =
            before.open.iter().filter(|cite| !now.open.contains(cite)).cloned().collect();
        if !settled.is_empty() {
            page.fill(
                "   ",
                "   ",
                &format!("That settled {}; {} left open.", named(&settled), now.open.len()),
            );
        }
    }
    page.0
}

/// What a sentence was read as.
pub(crate) fn understood(understood: &Understood, regime: &Regime) -> String {
    let mut page = Page(String::new());
    page.line("Read as:");
    for (words, read_as) in &understood.read {
        page.fill("  · ", "    ", &format!("`{words}`: {read_as}"));
    }
    if !understood.not_understood.is_empty() {
        page.fill("Not understood, and not taken: ", "  ", &understood.not_understood.join(", "));
    }
    let says = |id: &String| regime.goods_set(id).map(|set| set.says.clone());
    let suggested: Vec<String> = understood.suggested.iter().filter_map(says).collect();
    if !suggested.is_empty() {
        page.fill("Asked about, not taken: ", "  ", &suggested.join("; "));
    }
    page.0
}

/// The first paragraphs, and how many more.
fn named(cites: &[String]) -> String {
    let first = cites.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match cites.len().checked_sub(NAMED) {
        Some(more) if more > 0 => format!("{first} and {more} more"),
        _ => first,
    }
}
