//! From evaluations under each reading to one answer.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Appealed, Assumption, Derivation, Determination, DutyOwed, Editions, ExceptionTried, LineOutcome,
    NotExamined, Outcome, ProvisionApplied, Question, ReadingOutcome, ReadingTaken, Reservation, RouteOpen,
    StepDue, written,
};
use crate::dealing::{Dealing, Object};
use crate::evaluate::{
    Assignment, Bounds, Clocks, Evaluation, ExceptionResult, ExceptionStatus, LineResult, Profile, Proof,
    ProvisionResult, Severity, across_readings, decisive,
};
use crate::law::{Duty, Norm, Provision, Standing, StepTiming};
use crate::regime::Regime;
use crate::truth::Truth;

pub(super) fn assemble(
    regime: &Regime,
    dealing: &Dealing,
    clocks: Clocks,
    profile: &Profile,
) -> Determination {
    let results = across_readings(regime, dealing, clocks, profile);
    // The worst reading speaks; of equals the first in order, so that the same facts always give the same words.
    let worst =
        results.iter().reduce(|worst, next| if next.1.outcome() > worst.1.outcome() { next } else { worst });
    let none = (Assignment::default(), Evaluation { lines: Vec::new() });
    let (assignment, evaluation) = worst.unwrap_or(&none);
    let outcome = evaluation.outcome();
    let bounds = evaluation.bounds();
    let readings = readings(regime, &results, assignment, profile);
    let writer = Writer { regime, dealing, evaluation };
    let questions = decisive(regime, dealing, clocks, profile, &results);
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
                field: question.ask.field.to_string(),
                word: question.ask.field.field.word().to_owned(),
                ask: question.ask.question,
                provisions: question.provisions,
                at: question.ask.field,
                turns: question.turns,
            })
            .collect(),
        assumptions: writer.assumptions(),
        not_examined: not_examined(dealing, evaluation),
        reservations: writer.reservations(),
        readings,
        notices: dealing.notices.clone(),
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

/// What each option of each reading met would give, all else as in the assignment that speaks.
fn readings(
    regime: &Regime,
    results: &[(Assignment, Evaluation<'_>)],
    spoken: &Assignment,
    profile: &Profile,
) -> Vec<ReadingTaken> {
    let met: BTreeSet<&String> = results.iter().flat_map(|(assignment, _)| assignment.0.keys()).collect();
    let declared = regime.readings().iter().filter(|reading| met.contains(&reading.id.to_string()));
    let taken = declared.filter_map(|reading| {
        let options: Vec<ReadingOutcome> = reading
            .options
            .iter()
            .filter_map(|option| {
                let mut alternative = spoken.clone();
                alternative.0.insert(reading.id.to_string(), option.id.to_string());
                // Fixing one reading otherwise may make others unmet or newly met: the nearest evaluation agrees on
                // everything that both fix, and the worst of those counts.
                let agreeing = results.iter().filter(|(other, _)| {
                    other.0.get(reading.id.as_str()).is_none_or(|taken| *taken == *option.id)
                        && other
                            .0
                            .iter()
                            .all(|(id, taken)| alternative.0.get(id).is_none_or(|fixed| fixed == taken))
                });
                let outcome = agreeing.map(|(_, evaluation)| evaluation.outcome()).max()?;
                Some(ReadingOutcome {
                    id: option.id.to_string(),
                    says: option.says.clone(),
                    sources: option.sources.clone(),
                    outcome,
                })
            })
            .collect();
        let outcomes: BTreeSet<Outcome> = options.iter().map(|option| option.outcome).collect();
        let fixed = profile.readings.contains_key(reading.id.as_str());
        (!options.is_empty() && (!fixed || options.len() == 1)).then(|| ReadingTaken {
            id: reading.id.to_string(),
            question: reading.question.clone(),
            contested: outcomes.len() > 1,
            fixed,
            options,
        })
    });
    taken.collect()
}

/// What was not submitted and therefore not looked at.
fn not_examined(dealing: &Dealing, evaluation: &Evaluation<'_>) -> Vec<NotExamined> {
    let mut missing = BTreeSet::new();
    let touched =
        |act: usize| evaluation.lines.iter().any(|line| line.act == act && line.nexus.truth != Truth::False);
    for (_, act) in dealing.acts.iter().enumerate().filter(|(i, _)| touched(*i)) {
        if act.parties.is_empty() {
            missing.insert(NotExamined {
                facet: "parties",
                says: "No party was given: nobody was compared with the designations.".into(),
            });
        }
        let unscreened = act
            .parties
            .iter()
            .filter(|party| party.designated.is_none())
            .filter_map(|party| party.name.clone());
        for name in unscreened {
            missing.insert(NotExamined {
                facet: "parties",
                says: format!("{name} was not screened against the designations."),
            });
        }
        if matches!(act.object, Object::Goods(_)) {
            if act.ship.is_none() {
                missing.insert(NotExamined {
                    facet: "ship",
                    says: "No ship was given: neither its flag nor its listing was examined.".into(),
                });
            }
            if act.via.is_empty() {
                missing.insert(NotExamined { facet: "route", says: "No place of transit was given.".into() });
            }
            missing.insert(NotExamined {
                facet: "finance",
                says: "Payment, insurance and finance are dealings of their own.".into(),
            });
        }
    }
    missing.into_iter().collect()
}

/// Writes an evaluation down.
struct Writer<'a> {
    regime: &'a Regime,
    dealing: &'a Dealing,
    evaluation: &'a Evaluation<'a>,
}

impl<'a> Writer<'a> {
    /// Every provision that reaches a line, but not one that a later provision repeats with at least its effect.
    fn results(&self) -> impl Iterator<Item = (&'a LineResult<'a>, &'a ProvisionResult<'a>)> {
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

    fn prohibitions(&self) -> impl Iterator<Item = (&'a LineResult<'a>, &'a ProvisionResult<'a>)> {
        self.results().filter(|(_, result)| forbids(result.provision) && result.scope.truth != Truth::False)
    }

    fn appealed(&self, provision: &Provision, instrument: usize, cite: Option<&str>) -> Appealed {
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

    fn exception_at(&self, result: &ProvisionResult<'_>, tried: &ExceptionResult<'_>) -> (String, Appealed) {
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
                |result: &&ProvisionResult<'_>| forbids(result.provision) && decides(outcome, result.bounds);
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
                    note: result.provision.note.clone(),
                    confidence: result.provision.confidence,
                    sources: result.provision.sources.clone(),
                    because: unique(
                        result.scope.because().into_iter().map(|leaf| reason(leaf, result.scope.truth)),
                    ),
                    tested: result.tested.map(|(kind, day)| format!("{} {day}", kind.word())),
                    lines: vec![name],
                },
            ));
        }
        applied.sort_by(|(a, _), (b, _)| (b.worst, b.best).cmp(&(a.worst, a.best)));
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

    fn steps(&self) -> Vec<StepDue> {
        let mut due = Vec::new();
        for (_, result) in self.prohibitions().filter(|(_, result)| {
            result.bounds.best > Severity::Nothing || result.scope.truth == Truth::Unknown
        }) {
            // Where an exception already lifts the provision, the steps of another are nobody's concern.
            if result.exceptions.iter().any(|exception| exception.status == ExceptionStatus::Met) {
                continue;
            }
            for exception in
                result.exceptions.iter().filter(|exception| exception.status == ExceptionStatus::StepsDue)
            {
                let (id, at) = self.exception_at(result, exception);
                for (step, _, found) in exception.steps.iter().filter(|(_, truth, _)| *truth == Truth::False)
                {
                    let when = match (step.when, step.days) {
                        (StepTiming::Before, Some(days)) => format!("at least {days} days before the act"),
                        (StepTiming::Before, None) => "before the act".to_owned(),
                        (StepTiming::Any, _) => "at any time".to_owned(),
                    };
                    let by = self.regime.authority_phrase(&step.by).to_owned();
                    let step = StepDue {
                        says: step.says.clone(),
                        by,
                        when,
                        found: found.clone(),
                        exception: id.clone(),
                        at: at.clone(),
                    };
                    if !due.contains(&step) {
                        due.push(step);
                    }
                }
            }
        }
        due
    }

    fn duties(&self) -> Vec<DutyOwed> {
        let mut owed: Vec<DutyOwed> = Vec::new();
        let mut push = |duty: &Duty, binding: bool, possible: bool, at: Appealed| {
            let duty = DutyOwed {
                who: duty.who.clone(),
                act: duty.act.clone(),
                when: duty.when.clone(),
                by: duty.by.map(written),
                binding,
                possible,
                at,
            };
            if !owed.contains(&duty) {
                owed.push(duty);
            }
        };
        for (_, result) in self.results().filter(|(_, result)| result.scope.truth != Truth::False) {
            let possible = result.scope.truth == Truth::Unknown;
            let provision = result.provision;
            let at = self.appealed(provision, result.instrument, None);
            provision.duties.iter().for_each(|duty| push(duty, provision.binding, possible, at.clone()));
            if provision.norm == Norm::Prohibition && !provision.binding && provision.duties.is_empty() {
                let called =
                    Duty { who: "States".into(), act: provision.summary.clone(), when: None, by: None };
                push(&called, false, possible, at.clone());
            }
            for exception in &result.exceptions {
                let used = match exception.status {
                    ExceptionStatus::Met | ExceptionStatus::StepsDue => possible,
                    ExceptionStatus::Open => true,
                    ExceptionStatus::Fails | ExceptionStatus::Route => continue,
                };
                let (_, at) = self.exception_at(result, exception);
                exception.exception.duties.iter().for_each(|duty| push(duty, true, used, at.clone()));
            }
        }
        // Two limbs of a paragraph may ask for the same act: what certainly applies says it once.
        let certain: Vec<DutyOwed> = owed.iter().filter(|duty| !duty.possible).cloned().collect();
        let said = |duty: &DutyOwed| {
            certain
                .iter()
                .any(|sure| sure.who == duty.who && sure.act == duty.act && sure.at.cite == duty.at.cite)
        };
        owed.retain(|duty| !duty.possible || !said(duty));
        owed
    }

    fn routes(&self) -> Vec<RouteOpen> {
        let mut routes: Vec<RouteOpen> = Vec::new();
        let superseded: BTreeSet<&str> = self
            .evaluation
            .lines
            .iter()
            .flat_map(|line| &line.provisions)
            .flat_map(|result| &result.exceptions)
            .filter_map(|exception| exception.exemption.as_ref())
            .flat_map(|(provision, _)| provision.restates.iter().map(|id| id.as_str()))
            .collect();
        for (_, result) in self.prohibitions().filter(|(_, result)| result.bounds.worst.stops()) {
            for exception in
                result.exceptions.iter().filter(|exception| exception.status == ExceptionStatus::Route)
            {
                if exception
                    .exemption
                    .as_ref()
                    .is_some_and(|(provision, _)| superseded.contains(provision.id.as_str()))
                {
                    continue;
                }
                let (_, at) = self.exception_at(result, exception);
                let route = RouteOpen {
                    summary: exception.exception.summary.clone(),
                    shows: unique(exception.gate.because().into_iter().map(|leaf| leaf.says.clone())),
                    steps: exception.steps.iter().map(|(step, ..)| step.says.clone()).collect(),
                    at,
                };
                if !routes.contains(&route) {
                    routes.push(route);
                }
            }
        }
        routes
    }

    /// Assumptions on which something turned: of provisions out of reach only by them, and of exceptions that fail by them.
    fn assumptions(&self) -> Vec<Assumption> {
        let mut made: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut note = |proof: &Proof, provision: &Provision| {
            for assumed in proof.because().into_iter().filter_map(|leaf| leaf.assumed.clone()) {
                made.entry(assumed).or_default().insert(provision.id.to_string());
            }
        };
        for (_, result) in self.results().filter(|(_, result)| forbids(result.provision)) {
            if result.scope.truth == Truth::False && result.provision.open.is_some() {
                continue;
            }
            note(&result.scope, result.provision);
            let tried = result.exceptions.iter().filter(|exception| {
                exception.status == ExceptionStatus::Fails && exception.exemption.is_none()
            });
            tried.for_each(|exception| note(&exception.gate, result.provision));
        }
        made.into_iter()
            .map(|(says, provisions)| Assumption { says, provisions: provisions.into_iter().collect() })
            .collect()
    }

    fn reservations(&self) -> Vec<Reservation> {
        let mut reserved: Vec<Reservation> = Vec::new();
        for (_, result) in self
            .results()
            .filter(|(_, result)| result.scope.truth != Truth::True && result.reach != Truth::False)
        {
            let Some(says) = &result.provision.open else { continue };
            let reservation = Reservation {
                says: says.clone(),
                at: self.appealed(result.provision, result.instrument, None),
            };
            if !reserved.contains(&reservation) {
                reserved.push(reservation);
            }
        }
        reserved
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

fn forbids(provision: &Provision) -> bool {
    provision.norm == Norm::Prohibition && provision.binding
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

fn unique(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    words.into_iter().filter(|word| seen.insert(word.clone())).collect()
}
