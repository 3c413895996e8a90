//! One provision, tried on one line.

use jiff::civil::Date;

use super::condition::prove;
use super::finding::{Sought, finding_found};
use super::{Bounds, Proof, Severity, View, scope};
use crate::law::{Exception, Provision, Step};
use crate::regime::Loaded;
use crate::truth::Truth;
use crate::vocabulary::DateKind;

/// A provision that is not plainly out of reach of a line.
#[derive(Clone, Debug)]
pub(crate) struct ProvisionResult<'r> {
    pub(crate) provision: &'r Provision,
    /// Its place in [`crate::Regime::provisions`].
    pub(crate) place: usize,
    /// Its instrument's place in [`crate::Regime::instruments`].
    pub(crate) instrument: usize,
    /// Whether it applies.
    pub(crate) scope: Proof,
    /// Whether verb, object, direction and interval fit, whatever the goods and further conditions.
    pub(crate) reach: Truth,
    /// What was tried to lift it.
    pub(crate) exceptions: Vec<ExceptionResult<'r>>,
    /// What it makes of the line; nothing for norms that do not forbid.
    pub(crate) bounds: Bounds,
    /// The date it was tested on.
    pub(crate) tested: Option<(DateKind, Date)>,
}

/// An exception tried.
#[derive(Clone, Debug)]
pub(crate) struct ExceptionResult<'r> {
    pub(crate) exception: &'r Exception,
    /// The exemption it stands in, when not in the provision itself.
    pub(crate) exemption: Option<(&'r Provision, usize)>,
    pub(crate) gate: Proof,
    pub(crate) steps: Vec<(&'r Step, Truth, String)>,
    pub(crate) status: ExceptionStatus,
    pub(crate) bounds: Bounds,
}

/// How an exception fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExceptionStatus {
    /// Its gate is met and its steps are made.
    Met,
    /// Its gate is met; steps are due.
    StepsDue,
    /// Its gate fails.
    Fails,
    /// Its gate fails only for want of a showing, and what remains are steps.
    Route,
    /// It hangs on unknowns.
    Open,
}

/// Tries a provision. `None`: plainly out of reach, not worth a word.
pub(crate) fn examine<'r>(
    view: &View<'_, 'r>,
    place: usize,
    loaded: &'r Loaded,
) -> Option<ProvisionResult<'r>> {
    let provision = &loaded.provision;
    let instrument = view.regime.instrument_of(loaded)?;
    let fits = provision.is_about(view.act.verb, view.act.object.kind());
    if !provision.concerns_dealings() || !fits || instrument.adopted > view.clocks.known {
        return None;
    }
    // Most fail, and of few of those the reader is told why: words are made where they are read.
    let bare = reached(&View { terse: true, ..*view }, provision)?;
    let forbids = provision.forbids();
    let fails = bare.scope.truth == Truth::False;
    // One that is out of reach only by an assumption owes the reader that assumption; an open norm reserves itself.
    let assumed = fails && forbids && bare.scope.opened() != Truth::False;
    if fails && !assumed && provision.open.is_none() {
        return None;
    }
    let told = !view.terse && (!fails || assumed);
    let Reached { scope, reach, tested } = if told { reached(view, provision)? } else { bare };
    let exceptions =
        if forbids && scope.truth != Truth::False { exceptions(view, provision) } else { Vec::new() };
    let bounds = match (forbids, scope.truth) {
        (false, _) | (_, Truth::False) => Bounds::NOTHING,
        (true, applies) => {
            let forbidden = Bounds::exactly(Severity::Prohibited);
            let lifted = exceptions.iter().map(|exception| exception.bounds).fold(forbidden, Bounds::better);
            if applies == Truth::True { lifted } else { Bounds { best: Severity::Nothing, ..lifted } }
        }
    };
    Some(ProvisionResult {
        provision,
        place,
        instrument: loaded.instrument,
        scope,
        reach,
        exceptions,
        bounds,
        tested,
    })
}

/// Whether a provision applies to a line.
struct Reached {
    scope: Proof,
    reach: Truth,
    tested: Option<(DateKind, Date)>,
}

/// Tries whether a provision applies. `None`: interval or direction fails.
fn reached(view: &View<'_, '_>, provision: &Provision) -> Option<Reached> {
    let (interval, tested) = interval(view, provision);
    let mut parts = vec![interval];
    parts.extend(provision.direction.map(|direction| scope::direction(view, direction)));
    let reach = Truth::all(parts.iter().map(|part| part.truth));
    if reach == Truth::False {
        return None;
    }
    parts.extend(provision.goods.as_ref().map(|set| scope::goods_in(view, set)));
    // What already fails needs no further condition, and meets no further reading.
    let further = provision.when.as_ref().filter(|_| parts.iter().all(|part| part.truth != Truth::False));
    parts.extend(further.map(|when| prove(view, when)));
    Some(Reached { scope: Proof::all("it applies", parts), reach, tested })
}

fn interval(view: &View<'_, '_>, provision: &Provision) -> (Proof, Option<(DateKind, Date)>) {
    let end = view.regime.end_of(&provision.id, provision.until, view.clocks.known);
    scope::in_force(view, &provision.tests, provision.from, end)
}

/// The provision's own exceptions, and those of exemptions in force that lift it.
fn exceptions<'r>(view: &View<'_, 'r>, provision: &'r Provision) -> Vec<ExceptionResult<'r>> {
    let own = provision.exceptions.iter().filter_map(|exception| {
        let name = format!("{}#{}", provision.id, exception.id);
        let end = view.regime.end_of(&name, exception.until, view.clocks.known);
        let interval = standing(view, provision, end)?;
        Some(try_exception(view, exception, interval, None))
    });
    let known = view.regime.exemptions().filter(|loaded| {
        let instrument = view.regime.instrument_of(loaded);
        instrument.is_some_and(|instrument| instrument.adopted <= view.clocks.known)
            && loaded.provision.may_lift(provision)
    });
    let lifting = known.flat_map(|loaded| {
        let exemption = &loaded.provision;
        let end = view.regime.end_of(&exemption.id, exemption.until, view.clocks.known);
        let interval = standing(view, exemption, end);
        // A reading is met whether it stands or not.
        let told = View { terse: view.terse || interval.is_none(), ..*view };
        let reached = exemption.when.as_ref().map(|when| prove(&told, when));
        let gate = interval.map(|interval| {
            Proof::all("the exemption reaches it", std::iter::once(interval).chain(reached).collect())
        });
        let gate = gate.filter(|gate| gate.truth != Truth::False);
        let place = (exemption, loaded.instrument);
        let tried = gate.map(|gate| {
            let exceptions = exemption.exceptions.iter();
            exceptions
                .map(|exception| try_exception(view, exception, gate.clone(), Some(place)))
                .collect::<Vec<_>>()
        });
        tried.unwrap_or_default()
    });
    own.chain(lifting).collect()
}

/// Whether a provision, or an exception of it, stands up to its end; nothing where it plainly does not.
fn standing(view: &View<'_, '_>, provision: &Provision, end: Option<Date>) -> Option<Proof> {
    let days = scope::days_tested(view, &provision.tests);
    let stands = scope::holds_one(days, provision.from, end) != Truth::False;
    stands.then(|| scope::in_force(view, &provision.tests, provision.from, end).0)
}

fn try_exception<'r>(
    view: &View<'_, 'r>,
    exception: &'r Exception,
    reach: Proof,
    exemption: Option<(&'r Provision, usize)>,
) -> ExceptionResult<'r> {
    let mut parts = Vec::new();
    if reach.truth != Truth::True {
        parts.push(reach);
    }
    parts.extend(exception.when.as_ref().map(|when| prove(view, when)));
    let gate = if parts.len() == 1 { parts.remove(0) } else { Proof::all("its conditions hold", parts) };
    let steps: Vec<(&Step, Truth, String)> = exception
        .steps
        .iter()
        .map(|step| {
            let found = finding_found(view, Sought::of_step(step));
            (step, found.truth(), found.words(view))
        })
        .collect();
    let made = Truth::all(steps.iter().map(|(_, truth, _)| *truth));
    let bounds = Bounds::of_exception(gate.truth, made);
    let status = match (gate.truth, made) {
        (Truth::True, Truth::True) => ExceptionStatus::Met,
        (Truth::True, Truth::False) => ExceptionStatus::StepsDue,
        (Truth::False, _) if !view.terse && is_route(view, exception) => ExceptionStatus::Route,
        (Truth::False, _) => ExceptionStatus::Fails,
        (Truth::Unknown, _) | (_, Truth::Unknown) => ExceptionStatus::Open,
    };
    ExceptionResult { exception, exemption, gate, steps, status, bounds }
}

/// Whether its gate fails only because what is not shown is taken as not so, and steps are what remains.
fn is_route(view: &View<'_, '_>, exception: &Exception) -> bool {
    let supposing = View { suppose_shown: true, terse: true, ..*view };
    !exception.steps.is_empty()
        && exception.when.as_ref().is_some_and(|when| prove(&supposing, when).truth != Truth::False)
}

impl ExceptionResult<'_> {
    /// The steps whose making is unknown, as questions.
    pub(crate) fn open_steps<'v>(&'v self, view: &'v View<'_, '_>) -> impl Iterator<Item = super::Ask> + 'v {
        let reached = self.gate.truth != Truth::False;
        self.steps.iter().filter(move |(_, truth, _)| reached && *truth == Truth::Unknown).map(
            |(step, ..)| super::Ask {
                field: view.finding_field(
                    &step.finding,
                    &step.by,
                    finding_found(view, Sought::of_step(step)).open(),
                ),
                question: say!(view, "Was this done: {}?", step.says),
            },
        )
    }
}
