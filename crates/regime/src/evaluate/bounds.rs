use crate::truth::Truth;

/// How bad an answer is, for one provision, line or dealing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Severity {
    /// Nothing forbids it.
    Nothing,
    /// Forbidden, and lifted.
    Excepted,
    /// Forbidden until steps are done.
    Conditional,
    /// Forbidden.
    Prohibited,
}

impl Severity {
    /// Whether it stops the dealing.
    pub(crate) fn stops(self) -> bool {
        self >= Severity::Conditional
    }
}

/// The best and the worst that missing facts allow: sound, not always tight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) best: Severity,
    pub(crate) worst: Severity,
}

impl Bounds {
    pub(crate) const NOTHING: Bounds = Bounds::exactly(Severity::Nothing);

    pub(crate) const fn exactly(severity: Severity) -> Bounds {
        Bounds { best: severity, worst: severity }
    }

    /// Both count: the worse.
    pub(crate) fn worse(self, other: Bounds) -> Bounds {
        Bounds { best: self.best.max(other.best), worst: self.worst.max(other.worst) }
    }

    /// Either will do: the better.
    pub(crate) fn better(self, other: Bounds) -> Bounds {
        Bounds { best: self.best.min(other.best), worst: self.worst.min(other.worst) }
    }

    /// What an exception makes of a prohibition: with its gate met it lifts, as far as its steps are made.
    pub(crate) fn of_exception(gate: Truth, made: Truth) -> Bounds {
        let with_steps = match made {
            Truth::True => Bounds::exactly(Severity::Excepted),
            Truth::False => Bounds::exactly(Severity::Conditional),
            Truth::Unknown => Bounds { best: Severity::Excepted, worst: Severity::Conditional },
        };
        match gate {
            Truth::True => with_steps,
            Truth::False => Bounds::exactly(Severity::Prohibited),
            Truth::Unknown => Bounds { worst: Severity::Prohibited, ..with_steps },
        }
    }

    /// Whether both ends fall into one class.
    pub(crate) fn settled(self) -> bool {
        self.best.stops() == self.worst.stops()
    }
}
