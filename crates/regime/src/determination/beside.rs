//! What is printed beside the outcome: steps, duties, routes, assumptions, reservations, and what was not examined.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Writer, unique};
use super::{Appealed, Assumption, DutyOwed, NotExamined, Reservation, RouteOpen, StepDue, written};
use crate::dealing::{Dealing, Object};
use crate::evaluate::{Evaluation, ExceptionStatus, Proof, RECEIVERS, SENDERS, Severity};
use crate::law::{Duty, Norm, Provision, StepTiming};
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::Role;

/// What was not submitted and therefore not looked at. Whoever was not compared with the designations, or not named at all, is
/// said even where nothing else touches the target State: whoever is designated can make an act touch it.
pub(super) fn not_examined(
    regime: &Regime,
    dealing: &Dealing,
    evaluation: &Evaluation<'_>,
) -> Vec<NotExamined> {
    let mut missing = BTreeSet::new();
    let mut say = |facet: &'static str, says: String| {
        missing.insert(NotExamined { facet, says });
    };
    let touched =
        |act: usize| evaluation.lines.iter().any(|line| line.act == act && line.nexus.truth != Truth::False);
    for (i, act) in dealing.acts.iter().enumerate() {
        for name in act
            .parties
            .iter()
            .filter(|party| party.designated.is_none())
            .filter_map(|party| party.name.as_ref())
        {
            say("parties", format!("{name} was not compared with the designations."));
        }
        let uncompared = act.craft().filter(|craft| !regime.compared(&craft.facts));
        if let Some(name) = uncompared.and_then(|craft| craft.name.as_ref().or(craft.imo.as_ref())) {
            let says =
                "was not compared with the list of designated ships: only what is stated of it was examined.";
            say("ship", format!("{name} {says}"));
        }
        let goods = matches!(act.object, Object::Goods(_));
        let none_of = |roles: &[Role]| !act.parties.iter().any(|party| roles.contains(&party.role));
        if act.parties.is_empty() {
            say("parties", "No party was given: none was compared with the designations.".into());
        } else if goods {
            for (roles, who) in [(SENDERS, "Nobody who sends"), (RECEIVERS, "Nobody who receives")] {
                if none_of(&roles) {
                    say("parties", format!("{who} was given: none was compared with the designations."));
                }
            }
        }
        if !touched(i) {
            continue;
        }
        if goods {
            if act.ship.is_none() {
                say("ship", "No ship was given: neither its flag nor its listing was examined.".into());
            }
            if act.via.is_empty() {
                say("route", "No place of transit was given.".into());
            }
            say("finance", "Payment, insurance and finance are dealings of their own.".into());
            if (0..act.lines()).filter_map(|line| act.goods(line)).any(|line| line.description.is_some()) {
                let says =
                    "Descriptions were not read: goods are what their code and what is stated of them say.";
                say("goods", says.into());
            }
        }
    }
    missing.into_iter().collect()
}

impl Writer<'_> {
    pub(super) fn steps(&self) -> Vec<StepDue> {
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

    pub(super) fn duties(&self) -> Vec<DutyOwed> {
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

    pub(super) fn routes(&self) -> Vec<RouteOpen> {
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
                    shows: unique(exception.gate.because().into_iter().map(|leaf| leaf.says.to_string())),
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
    pub(super) fn assumptions(&self) -> Vec<Assumption> {
        let mut made: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut note = |proof: &Proof, provision: &Provision| {
            for assumed in proof.because().into_iter().filter_map(|leaf| leaf.assumed.clone()) {
                made.entry(assumed).or_default().insert(provision.id.to_string());
            }
        };
        for (_, result) in self.results().filter(|(_, result)| result.provision.forbids()) {
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

    pub(super) fn reservations(&self) -> Vec<Reservation> {
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
}
