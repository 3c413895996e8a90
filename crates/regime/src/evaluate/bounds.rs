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

    /// Whether both ends fall into one class.
    pub(crate) fn settled(self) -> bool {
        self.best.stops() == self.worst.stops()
    }
}
