//! From evaluations under each reading to one answer.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{
    Appealed, Derivation, Determination, Editions, ExceptionTried, LineOutcome, Outcome, ProvisionApplied,
    Question, written,
};
use crate::dealing::{Dealing, Object};
use crate::evaluate::{
    Assignment, Bounds, Evaluation, Evaluator, ExceptionResult, ExceptionStatus, LineResult, Proof,
    ProvisionResult, across_readings, decisive,
};
use crate::law::{Provision, Standing};
use crate::regime::Regime;
use crate::truth::Truth;

pub(crate) fn assemble(evaluator: &dyn Evaluator, dealing: &Dealing) -> Determination {
    let (regime, clocks) = (evaluator.regime(), evaluator.clocks());
    let results = across_readings(evaluator, dealing, None);
    // The worst reading speaks; of equals the first in order, so that the same facts always give the same words.
    let worst =
        results.iter().reduce(|worst, next| if next.1.outcome() > worst.1.outcome() { next } else { worst });
    let none = (Assignment::default(), Evaluation { lines: Vec::new() });
    let (assignment, evaluation) = worst.unwrap_or(&none);
    let outcome = evaluation.outcome();
    let bounds = evaluation.bounds();
    let readings = super::readings::readings(regime, &results, assignment, evaluator.profile(), clocks.known);
    let writer = Writer { regime, dealing, evaluation, known: clocks.known };
    let questions = decisive(evaluator, dealing, &results);
    let provisions = writer.provisions();
    let confidence = writer.confidence(outcome);
    Determination {
        id: dealing.id.clone(),
        outcome,
        class: outcome.class(),
        reach: format!("{}; {}", regime.about().short, regime.about().not_examined),
        contested: readings.iter().any(|reading| reading.contested),
        best_case: Outcome::exactly(bounds.best),
        worst_case: Outcome::exactly(bounds.worst),
        nexus: writer.nexus(),
        lines: writer.lines(),
        provisions,
        exceptions: writer.exceptions(),
        steps: writer.steps(),
        duties: writer.duties(),
        routes: writer.routes(),
        questions: questions
            .into_iter()
            .map(|question| Question {
                field: dealing.path(&question.ask.field),
                word: question.ask.field.field.word().to_owned(),
                ask: question.ask.question,
                provisions: question.provisions,
                at: question.ask.field,
                turns: question.turns,
            })
            .collect(),
        assumptions: writer.assumptions(),
        not_examined: super::beside::not_examined(writer.regime, dealing, evaluation),
        reservations: writer.reservations(),
        readings,
        notices: regime.overlay_notice().into_iter().chain(dealing.notices.iter().cloned()).collect(),
        confidence,
        derivation: writer.derivation(),
        editions: Editions {
            regime: regime.about().id.clone(),
            edition: regime.edition().to_owned(),
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            on: clocks.on.map(written),
            known: written(clocks.known),
        },
    }
}

/// Writes an evaluation down.
pub(super) struct Writer<'a> {
    pub(super) regime: &'a Regime,
    dealing: &'a Dealing,
    pub(super) evaluation: &'a Evaluation<'a>,
    known: Date,
}

impl<'a> Writer<'a> {
    /// Every provision that reaches a line, but not one that a later provision repeats with at least its effect.
    pub(super) fn results(&self) -> impl Iterator<Item = (&'a LineResult<'a>, &'a ProvisionResult<'a>)> {
        self.evaluation.lines.iter().flat_map(|line| {
            let repeated = move |result: &ProvisionResult<'_>| {
                line.provisions.iter().any(|later| {
                    later.provision.restates.iter().any(|id| **id == *result.provision.id.as_str())
                        && later.scope.truth >= result.scope.truth
                        && later.bounds.worst >= result.bounds.worst
                        && later.bounds.best >= result.bounds.best
                })
            };
            line.provisions.iter().filter(move |result| !repeated(result)).map(move |result| (line, result))
        })
    }

    pub(super) fn prohibitions(&self) -> impl Iterator<Item = (&'a LineResult<'a>, &'a ProvisionResult<'a>)> {
        self.results().filter(|(_, result)| result.provision.forbids() && result.scope.truth != Truth::False)
    }

    pub(super) fn appealed(&self, provision: &Provision, instrument: usize, cite: Option<&str>) -> Appealed {
        let paragraph = cite.unwrap_or(&provision.cite);
        let (id, symbol) = match self.regime.instruments().get(instrument) {
            Some(instrument) => (instrument.id.as_str(), instrument.symbol.as_str()),
            None => ("", ""),
        };
        Appealed {
            id: provision.id.to_string(),
            cite: format!("{id}:{paragraph}"),
            citation: format!("{symbol}, paragraph {paragraph}"),
        }
    }

    pub(super) fn exception_at(
        &self,
        result: &ProvisionResult<'_>,
        tried: &ExceptionResult<'_>,
    ) -> (String, Appealed) {
        let (provision, instrument) = match tried.exemption {
            Some((provision, instrument)) => (provision, instrument),
            None => (result.provision, result.instrument),
        };
        let at = self.appealed(provision, instrument, tried.exception.cite.as_deref());
        (format!("{}#{}", provision.id, tried.exception.id), at)
    }

    fn line_name(&self, line: &LineResult<'_>) -> String {
        match self.dealing.acts.get(line.act).map(|act| &act.object) {
            Some(Object::Goods(_)) => format!("acts[{}].goods[{}]", line.act, line.line),
            _ => format!("acts[{}]", line.act),
        }
    }

    fn line_says(&self, line: &LineResult<'_>) -> String {
        let Some(act) = self.dealing.acts.get(line.act) else { return String::new() };
        let mut words = vec![act.verb.word().to_owned()];
        match &act.object {
            Object::Goods(_) => {
                let goods = act.goods(line.line);
                words.push(match goods.and_then(|goods| goods.hs.as_ref()) {
                    Some(code) => format!("HS {code}"),
                    None => "goods without an HS code".to_owned(),
                });
                words.extend(goods.and_then(|goods| goods.description.clone()));
                words.extend(goods.and_then(|goods| goods.quantity).map(|quantity| quantity.to_string()));
            }
            Object::Vessel(ship) => {
                words.push(format!("vessel {}", ship.name.as_deref().unwrap_or_default()))
            }
            Object::Aircraft(craft) => {
                words.push(format!("aircraft {}", craft.name.as_deref().unwrap_or_default()))
            }
            Object::Person(person) => {
                words.push(format!("person {}", person.name.as_deref().unwrap_or_default()))
            }
            Object::Other(kind, thing) => {
                words.push(format!("{kind} {}", thing.description.as_deref().unwrap_or_default()))
            }
        }
        let country =
            |location: &crate::dealing::Location| location.country.known().map(|code| code.to_string());
        words.extend(country(&act.from).map(|code| format!("from {code}")));
        words.extend(country(&act.to).map(|code| format!("to {code}")));
        words.iter().map(|word| word.trim()).collect::<Vec<_>>().join(" ")
    }

    fn nexus(&self) -> Vec<String> {
        let target = &self.regime.about().target_name;
        let says = self.evaluation.lines.iter().flat_map(|line| match line.nexus.truth {
            Truth::False => vec![format!("Nothing submitted touches {target}.")],
            Truth::True => line.nexus.because().into_iter().map(|leaf| reason(leaf, Truth::True)).collect(),
            Truth::Unknown => vec![format!("Whether it touches {target} is open.")],
        });
        unique(says)
    }

    fn lines(&self) -> Vec<LineOutcome> {
        let lines = self.evaluation.lines.iter().map(|line| {
            let outcome = line.outcome();
            let decides =
                |result: &&ProvisionResult<'_>| result.provision.forbids() && decides(outcome, result.bounds);
            LineOutcome {
                line: self.line_name(line),
                says: self.line_says(line),
                outcome,
                decided_by: line
                    .provisions
                    .iter()
                    .filter(decides)
                    .map(|result| result.provision.id.to_string())
                    .collect(),
            }
        });
        lines.collect()
    }

    fn provisions(&self) -> Vec<ProvisionApplied> {
        let mut applied: Vec<(Bounds, ProvisionApplied)> = Vec::new();
        for (line, result) in self.prohibitions() {
            let name = self.line_name(line);
            let effect = effect(result);
            let merged = applied
                .iter_mut()
                .find(|(_, known)| known.id == *result.provision.id && known.effect == effect);
            if let Some((_, known)) = merged {
                known.lines.push(name);
                continue;
            }
            let at = self.appealed(result.provision, result.instrument, None);
            applied.push((
                result.bounds,
                ProvisionApplied {
                    id: at.id,
                    cite: at.cite,
                    citation: at.citation,
                    effect,
                    summary: result.provision.summary.clone(),
                    note: result
                        .provision
                        .note
                        .as_ref()
                        .and_then(|note| self.regime.as_known(note, self.known)),
                    confidence: result.provision.confidence,
                    sources: self.regime.sources_as_known(&result.provision.sources, self.known),
                    because: unique(
                        result.scope.because().into_iter().map(|leaf| reason(leaf, result.scope.truth)),
                    ),
                    tested: result.tested.map(|(kind, day)| format!("{} {day}", kind.word())),
                    lines: vec![name],
                },
            ));
        }
        applied.sort_by_key(|(bounds, _)| std::cmp::Reverse((bounds.worst, bounds.best)));
        applied.into_iter().map(|(_, applied)| applied).collect()
    }

    fn confidence(&self, outcome: Outcome) -> Option<Standing> {
        let deciding = self.prohibitions().filter(|(_, result)| decides(outcome, result.bounds));
        deciding.map(|(_, result)| result.provision.confidence.weakest()).max()
    }

    fn exceptions(&self) -> Vec<ExceptionTried> {
        let mut tried: Vec<ExceptionTried> = Vec::new();
        for (line, result) in self.prohibitions() {
            for exception in
                result.exceptions.iter().filter(|exception| exception.status != ExceptionStatus::Route)
            {
                let (id, at) = self.exception_at(result, exception);
                let status = match exception.status {
                    ExceptionStatus::Met => "met",
                    ExceptionStatus::StepsDue => "steps-due",
                    ExceptionStatus::Fails | ExceptionStatus::Route => "fails",
                    ExceptionStatus::Open => "open",
                };
                // A standing exemption that nothing in the dealing speaks for would only repeat itself under every provision.
                if exception.exemption.is_some()
                    && status == "fails"
                    && exception.gate.because().iter().all(|leaf| leaf.assumed.is_some())
                {
                    continue;
                }
                let provision = result.provision.id.to_string();
                let line = self.line_name(line);
                if let Some(known) = tried
                    .iter_mut()
                    .find(|known| known.id == id && known.provision == provision && known.status == status)
                {
                    known.lines.push(line);
                    continue;
                }
                let gate = exception
                    .gate
                    .because()
                    .into_iter()
                    .filter(|leaf| !leaf.says.is_empty())
                    .map(|leaf| reason(leaf, exception.gate.truth));
                let steps = exception.steps.iter().map(|(step, truth, found)| match truth {
                    Truth::True => format!("done: {} ({found})", step.says),
                    Truth::False => format!("still due: {} ({found})", step.says),
                    Truth::Unknown => format!("unknown whether done: {} ({found})", step.says),
                });
                let reached = exception.gate.truth != Truth::False;
                tried.push(ExceptionTried {
                    id,
                    provision,
                    at,
                    status,
                    summary: exception.exception.summary.clone(),
                    because: unique(gate.chain(steps.filter(|_| reached)))
                        .into_iter()
                        .filter(|reason| reason != "its conditions hold")
                        .collect(),
                    lines: vec![line],
                });
            }
        }
        tried
    }

    fn derivation(&self) -> Vec<Derivation> {
        let derived = self.evaluation.lines.iter().flat_map(|line| {
            line.provisions.iter().filter(|result| result.scope.truth != Truth::False).map(move |result| {
                let exceptions = result
                    .exceptions
                    .iter()
                    .map(|exception| (self.exception_at(result, exception).0, exception.gate.clone()));
                Derivation {
                    line: self.line_name(line),
                    provision: result.provision.id.to_string(),
                    scope: result.scope.clone(),
                    exceptions: exceptions.collect(),
                }
            })
        });
        derived.collect()
    }
}

/// Whether a provision's bounds are what makes an outcome.
fn decides(outcome: Outcome, bounds: Bounds) -> bool {
    match outcome {
        Outcome::NoProhibitionFound => false,
        Outcome::Undetermined => !bounds.settled(),
        _ => Outcome::of(bounds) == outcome,
    }
}

fn effect(result: &ProvisionResult<'_>) -> &'static str {
    match Outcome::of(result.bounds) {
        Outcome::Prohibited => "prohibits",
        Outcome::Conditional => "conditional",
        Outcome::Excepted | Outcome::NoProhibitionFound => "lifted",
        Outcome::Undetermined => "open",
    }
}

/// A leaf in words, as it bears on what it is a reason for. Facts are worded as questions, and read as question and answer.
fn reason(leaf: &Proof, truth: Truth) -> String {
    let verdict = match truth {
        _ if leaf.says.ends_with('?') => "",
        Truth::True => "",
        Truth::False => "fails: ",
        Truth::Unknown => "open: ",
    };
    match &leaf.found {
        Some(found) => format!("{verdict}{} [{found}]", leaf.says),
        None => format!("{verdict}{}", leaf.says),
    }
}

pub(super) fn unique(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.into_iter().filter(|word| seen.insert(word.clone())).collect()
}
