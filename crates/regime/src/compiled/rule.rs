//! Provisions with everything looked up that hangs on the law alone: intervals, sets, exceptions, exemptions.

use jiff::civil::Date;

use super::condition::Test;
use super::goods::Sets;
use super::workspace::At;
use crate::evaluate::finding::{Sought, finding_found};
use crate::evaluate::scope::{days_tested, holds_one};
use crate::evaluate::{Bounds, Severity};
use crate::law::{Direction, Exception, Provision, Step};
use crate::regime::Regime;
use crate::truth::Truth;
use crate::vocabulary::DateKind;

/// What an exception makes of a prohibition where it does not lift it.
pub(super) const NOT_LIFTED: Bounds = Bounds::exactly(Severity::Prohibited);

/// One provision, ready to be tried on a line.
#[derive(Debug)]
pub(super) struct Rule {
    interval: Interval,
    direction: Option<Direction>,
    goods: Option<u32>,
    when: Option<Test>,
    forbids: bool,
    /// Whether trying it decides nothing and meets no reading.
    pub(super) silent: bool,
    /// Whether it is an open norm, which reserves itself even where it fails.
    open: bool,
    exceptions: Vec<(Option<Date>, Lift)>,
    exemptions: Vec<usize>,
}

/// The days on which a provision stands, and those it is tested on.
#[derive(Debug)]
struct Interval {
    tests: Vec<DateKind>,
    from: Date,
    end: Option<Date>,
}

/// What lifts a provision: a gate and steps.
#[derive(Debug)]
struct Lift {
    when: Option<Test>,
    steps: Vec<Step>,
}

/// An exemption: its reach, and the exceptions it lends.
#[derive(Debug)]
pub(super) struct Exemption {
    interval: Interval,
    when: Option<Test>,
    lifts: Vec<Lift>,
}

impl Interval {
    fn of(provision: &Provision, regime: &Regime, known: Date) -> Interval {
        let end = regime.end_of(&provision.id, provision.until, known);
        Interval { tests: provision.tests.clone(), from: provision.from, end }
    }

    fn holds(&self, at: &At<'_>) -> Truth {
        self.holds_until(at, self.end)
    }

    fn holds_until(&self, at: &At<'_>, end: Option<Date>) -> Truth {
        holds_one(days_tested(&at.view, &self.tests), self.from, end)
    }
}

impl Rule {
    /// `exemptions` are those known, with their numbers.
    pub(super) fn new(
        provision: &Provision,
        regime: &Regime,
        known: Date,
        sets: &Sets,
        exemptions: &[(usize, &Provision)],
    ) -> Rule {
        let forbids = provision.forbids();
        let goods = provision.goods.as_ref().and_then(|set| sets.number(set));
        let when = provision.when.as_ref().map(|when| Test::new(when, regime, sets));
        let meets = goods.is_some_and(|set| sets.meets_readings(set))
            || when.as_ref().is_some_and(Test::meets_readings);
        let own = provision.exceptions.iter().map(|exception| {
            let name = format!("{}#{}", provision.id, exception.id);
            (regime.end_of(&name, exception.until, known), Lift::new(exception, regime, sets))
        });
        let lifting = exemptions.iter().filter(|(_, exemption)| exemption.may_lift(provision));
        Rule {
            interval: Interval::of(provision, regime, known),
            direction: provision.direction,
            goods,
            when,
            forbids,
            silent: !forbids && !meets,
            open: provision.open.is_some(),
            exceptions: if forbids { own.collect() } else { Vec::new() },
            exemptions: if forbids { lifting.map(|(number, _)| *number).collect() } else { Vec::new() },
        }
    }

    /// Whether the provision applies to a line.
    fn applies(&self, at: &At<'_>) -> Truth {
        let mut applies = self.interval.holds(at);
        if let Some(direction) = self.direction {
            applies = applies.and(at.faces(direction));
        }
        if let Some(set) = self.goods.filter(|_| applies != Truth::False) {
            applies = applies.and(at.goods(set));
        }
        if let Some(when) = self.when.as_ref().filter(|_| applies != Truth::False) {
            applies = applies.and(when.truth(at));
        }
        applies
    }

    /// Whether an answer has no word for it: it fails, and neither forbids, nor reserves itself, nor meets a reading.
    pub(super) fn unspoken(&self, at: &At<'_>) -> bool {
        self.silent && !self.open && self.applies(at) == Truth::False
    }

    /// What the provision makes of a line.
    pub(super) fn bounds(&self, at: &At<'_>) -> Bounds {
        let applies = self.applies(at);
        if applies == Truth::False || !self.forbids {
            return Bounds::NOTHING;
        }
        let own = self.exceptions.iter().filter_map(|(end, lift)| {
            let stands = self.interval.holds_until(at, *end);
            (stands != Truth::False).then(|| lift.bounds(at, stands))
        });
        let lent = self.exemptions.iter().map(|number| at.exemption(*number));
        let lifted = own.chain(lent).fold(NOT_LIFTED, Bounds::better);
        if applies == Truth::True { lifted } else { Bounds { best: Severity::Nothing, ..lifted } }
    }
}

impl Lift {
    fn new(exception: &Exception, regime: &Regime, sets: &Sets) -> Lift {
        let when = exception.when.as_ref().map(|when| Test::new(when, regime, sets));
        Lift { when, steps: exception.steps.clone() }
    }

    fn bounds(&self, at: &At<'_>, reach: Truth) -> Bounds {
        let gate = self.when.as_ref().map_or(reach, |when| reach.and(when.truth(at)));
        if gate == Truth::False {
            // Whether it is a route is of no account here, but looking for one may meet a reading.
            if let Some(when) =
                self.when.as_ref().filter(|when| !self.steps.is_empty() && when.meets_readings())
            {
                when.truth(&at.supposing());
            }
            return NOT_LIFTED;
        }
        let steps = self.steps.iter().map(|step| finding_found(&at.view, Sought::of_step(step)).truth());
        Bounds::of_exception(gate, Truth::all(steps))
    }
}

impl Exemption {
    pub(super) fn new(provision: &Provision, regime: &Regime, known: Date, sets: &Sets) -> Exemption {
        Exemption {
            interval: Interval::of(provision, regime, known),
            when: provision.when.as_ref().map(|when| Test::new(when, regime, sets)),
            lifts: provision.exceptions.iter().map(|exception| Lift::new(exception, regime, sets)).collect(),
        }
    }

    /// The best that its exceptions make of a prohibition.
    pub(super) fn bounds(&self, at: &At<'_>) -> Bounds {
        let stands = self.interval.holds(at);
        let reaches = match &self.when {
            Some(when) if stands != Truth::False || when.meets_readings() => stands.and(when.truth(at)),
            Some(_) => Truth::False,
            None => stands,
        };
        if reaches == Truth::False {
            return NOT_LIFTED;
        }
        self.lifts.iter().map(|lift| lift.bounds(at, reaches)).fold(NOT_LIFTED, Bounds::better)
    }
}
