//! From the law's answer on the whole shipment to a class for each line.

use std::collections::BTreeMap;

use interdict_regime::law::{ApplicationPart, ListColumn, Norm};
use interdict_regime::{Compiled, Determination, ExceptionTried, Outcome, ProvisionApplied};

use super::answers::Answers;
use super::{
    ApplicationAsks, ExemptionDue, LineClass, ListLine, OpenQuestion, PackingList, ProvisionInTheWay,
};
use crate::{ApprovalUse, Covered, Why};

/// The law's answers on a list, to be sorted by line.
pub(super) struct Sorted<'a> {
    pub(super) law: &'a Compiled,
    pub(super) answers: Answers<'a>,
}

impl Sorted<'_> {
    /// Writes what the law makes of the lines into the list.
    pub(super) fn into_list(self, list: &mut PackingList) {
        let uses: BTreeMap<usize, &ApprovalUse> =
            list.approvals.iter().map(|used| (used.line, used)).collect();
        let numbers: BTreeMap<String, usize> = list
            .lines
            .iter()
            .enumerate()
            .map(|(i, line)| (format!("acts[0].goods[{i}]"), line.number))
            .collect();
        for (place, line) in list.lines.iter_mut().enumerate() {
            let Some((found, own)) = self.answers.on(place) else { continue };
            let Some(outcome) = found.lines.get(own) else { continue };
            line.outcome = outcome.outcome;
            let used = uses.get(&place).copied();
            self.line(line, found, &outcome.line, used);
            line.remarks.extend(used.iter().flat_map(|used| of_approvals(used, line.class, &numbers)));
        }
        list.questions = self.questions(&mut list.lines);
        self.answers.beside(list);
        self.application(list);
    }

    /// One line: what is in its way, what would lift it, and so its class.
    fn line(&self, line: &mut ListLine, found: &Determination, name: &str, used: Option<&ApprovalUse>) {
        let reaches = |applied: &&ProvisionApplied| applied.lines.iter().any(|reached| reached == name);
        let applied: Vec<&ProvisionApplied> = found.provisions.iter().filter(reaches).collect();
        let no_go = |applied: &ProvisionApplied| matches!(applied.effect, "prohibits" | "conditional");
        let covered = used.and_then(|used| used.covered.as_ref());
        let covered = covered.filter(|_| line.outcome == Outcome::Excepted);
        line.forbidden_by = applied
            .iter()
            .filter(|applied| match line.outcome {
                Outcome::Prohibited | Outcome::Conditional => no_go(applied),
                Outcome::Undetermined => applied.effect == "open",
                Outcome::Excepted => applied.effect == "lifted",
                Outcome::NoProhibitionFound => false,
            })
            .map(|applied| in_the_way(applied))
            .collect();
        let due: Vec<&ExceptionTried> = found
            .exceptions
            .iter()
            .filter(|tried| tried.status == "steps-due" && tried.lines.iter().any(|reached| reached == name))
            .collect();
        let (exemptions, others): (Vec<_>, Vec<_>) = due.into_iter().partition(|tried| self.exempts(tried));
        line.exemptions = self.latest(found, &exemptions);
        // The application is for what an exemption lifts wholly: each ban in the way must be one that it does.
        let lifted = |applied: &&&ProvisionApplied| exemptions.iter().any(|due| due.provision == applied.id);
        let all_lifted = applied.iter().filter(|applied| no_go(applied)).all(|applied| lifted(&applied));
        line.class = match line.outcome {
            Outcome::NoProhibitionFound => LineClass::NotNeeded,
            Outcome::Excepted if covered.is_some() => LineClass::Exempted,
            Outcome::Excepted => LineClass::NotNeeded,
            Outcome::Undetermined => LineClass::Open,
            Outcome::Conditional if all_lifted && !line.exemptions.is_empty() => LineClass::NeedsExemption,
            Outcome::Conditional | Outcome::Prohibited => LineClass::Forbidden,
        };
        if line.class == LineClass::Forbidden {
            line.exemptions.clear();
        }
        line.reference = covered.map(|covered| covered.reference.clone());
        remarks(line, found, (name, &applied, &others));
    }

    /// Whether an exception is that of an exemption, which stands for itself, and not of the ban's own paragraph.
    fn exempts(&self, tried: &ExceptionTried) -> bool {
        self.law
            .regime()
            .provision(&tried.at.id)
            .is_some_and(|(provision, _)| provision.norm == Norm::Exemption)
    }

    /// The exemptions to cite: not one that a later one restates.
    fn latest(&self, found: &Determination, exemptions: &[&ExceptionTried]) -> Vec<ExemptionDue> {
        let restated = |tried: &ExceptionTried| {
            exemptions.iter().any(|other| {
                let provision = self.law.regime().provision(&other.at.id);
                provision.is_some_and(|(other, _)| other.restates.iter().any(|id| **id == *tried.at.id))
            })
        };
        let mut latest: Vec<ExemptionDue> = Vec::new();
        for tried in exemptions.iter().filter(|tried| !restated(tried)) {
            for step in found.steps.iter().filter(|step| step.exception == tried.id) {
                let due = ExemptionDue {
                    cite: tried.at.cite.clone(),
                    citation: tried.at.citation.clone(),
                    says: step.says.clone(),
                    by: step.by.clone(),
                };
                if !latest.contains(&due) {
                    latest.push(due);
                }
            }
        }
        latest
    }

    /// The most decisive question of each open line, asked once for all lines alike.
    fn questions(&self, lines: &mut [ListLine]) -> Vec<OpenQuestion> {
        let mut asked: BTreeMap<(String, String), OpenQuestion> = BTreeMap::new();
        for (place, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.class == LineClass::Open) {
            let Some(question) = self.answers.question(place) else {
                line.remarks.push("it hangs on the lines together: see `interdict check`".to_owned());
                continue;
            };
            let known = asked.entry((question.word.clone(), question.ask.clone())).or_insert_with(|| {
                let (ask, word) = (question.ask.clone(), question.word.clone());
                OpenQuestion { ask, word, lines: Vec::new(), cites: Vec::new() }
            });
            known.lines.push(line.number);
            for cite in question.provisions.iter().filter_map(|id| self.cite(id)) {
                if !known.cites.contains(&cite) {
                    known.cites.push(cite);
                }
            }
        }
        let mut asked: Vec<OpenQuestion> = asked.into_values().collect();
        asked.sort_by_key(|question| question.lines.first().copied());
        asked
    }

    fn cite(&self, id: &str) -> Option<String> {
        let (provision, instrument) = self.law.regime().provision(id)?;
        Some(format!("{}:{}", instrument.id, provision.cite))
    }

    /// What the guidance, as known, asks an application to contain.
    fn application(&self, list: &mut PackingList) {
        let known = self.law.clocks().known;
        let aid = self.law.regime().about().aid.as_ref();
        let Some(application) = aid.and_then(|aid| aid.application.as_ref()) else { return };
        let counts =
            |part: &&ApplicationPart| part.from <= known && part.until.is_none_or(|until| known <= until);
        let asks = application.asks.iter().filter(counts);
        list.application = asks
            .map(|part| ApplicationAsks {
                says: part.says.clone(),
                in_the_table: !part.columns.is_empty(),
                missing: list
                    .of(LineClass::NeedsExemption)
                    .filter(|line| part.columns.iter().any(|column| cell(line, *column).is_empty()))
                    .map(|line| line.number)
                    .collect(),
                confidence: part.confidence,
                sources: part.sources.clone(),
            })
            .collect();
        list.guidance = (!list.application.is_empty()).then(|| application.guidance.clone());
    }
}

fn cell(line: &ListLine, column: ListColumn) -> &str {
    match column {
        ListColumn::Item => &line.item,
        ListColumn::Hs => &line.hs,
        ListColumn::Quantity => &line.quantity,
        ListColumn::Value => &line.value,
        ListColumn::Origin => &line.origin,
    }
}

fn in_the_way(applied: &ProvisionApplied) -> ProvisionInTheWay {
    ProvisionInTheWay {
        id: applied.id.clone(),
        cite: applied.cite.clone(),
        citation: applied.citation.clone(),
        effect: applied.effect,
        summary: applied.summary.clone(),
    }
}

/// What a reader must know of the approvals tried on a line.
fn of_approvals(used: &ApprovalUse, class: LineClass, numbers: &BTreeMap<String, usize>) -> Vec<String> {
    let named = |by: &Covered| format!("{}, item {}: {}", by.reference, by.item, by.says);
    let covered = used.covered.as_ref().map(|by| match class {
        LineClass::Exempted if by.used.is_empty() => format!("{}; no limit is stated", named(by)),
        LineClass::Exempted => format!("{}; {} used, {} left", named(by), by.used, by.remaining),
        LineClass::NotNeeded => format!("also in {}", named(by)),
        _ => format!("{}; on file as {}, which does not lift it", named(by), by.kind),
    });
    let tells = used.covered.is_none() && class != LineClass::NotNeeded;
    // That a line has no code is asked already.
    let refused = used.not_covered.iter().filter(|not| tells && not.why != Why::NoCode).map(|not| {
        let after = match &not.why {
            Why::AfterTooMuch { line } => numbers.get(line),
            _ => None,
        };
        let why = after.map_or_else(
            || not.why.to_string(),
            |number| format!("line {number} already needs more than is left, and lines draw in order"),
        );
        format!("not covered by {}, item {}: {why}", not.reference, not.item)
    });
    covered.into_iter().chain(refused).collect()
}

/// What else is to be known of a line: bans that may reach it too, other ways out, what lifted it.
fn remarks(
    line: &mut ListLine,
    found: &Determination,
    (name, applied, others): (&str, &[&ProvisionApplied], &[&ExceptionTried]),
) {
    let no_go = matches!(line.class, LineClass::NeedsExemption | LineClass::Forbidden);
    for open in applied.iter().filter(|applied| no_go && applied.effect == "open") {
        line.remarks.push(format!("{} may forbid it as well", open.citation));
    }
    for other in others.iter().filter(|_| no_go) {
        let steps = found.steps.iter().filter(|step| step.exception == other.id);
        for step in steps {
            line.remarks.push(format!("another way: {} — {}", step.says, step.at.citation));
        }
    }
    if line.class == LineClass::NotNeeded && line.outcome == Outcome::Excepted {
        let met = found
            .exceptions
            .iter()
            .filter(|tried| tried.status == "met" && tried.lines.iter().any(|reached| reached == name));
        line.remarks.extend(met.map(|met| format!("lifted: {} — {}", met.summary, met.at.citation)));
    }
    let mut seen = Vec::new();
    line.remarks.retain(|remark| {
        let new = !seen.contains(remark);
        seen.push(remark.clone());
        new
    });
}
