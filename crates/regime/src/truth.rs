//! Three-valued logic over facts that may not be known.

use serde::Serialize;

/// What is known of a statement: Kleene's strong three-valued logic.
///
/// The order is `False < Unknown < True`, so that *and* is the minimum and *or* the maximum.
///
/// ```
/// use interdict_regime::Truth;
/// assert_eq!(Truth::False.and(Truth::Unknown), Truth::False); // settled whatever the answer
/// assert_eq!(Truth::True.and(Truth::Unknown), Truth::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It does not hold.
    False,
    /// The facts submitted do not tell.
    Unknown,
    /// It holds.
    True,
}

impl Truth {
    /// Both hold.
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// One of the two holds.
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// All hold; true of nothing at all.
    pub fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
        parts.into_iter().fold(Truth::True, Truth::and)
    }

    /// At least one holds; false of nothing at all.
    pub fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
        parts.into_iter().fold(Truth::False, Truth::or)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

impl From<Option<bool>> for Truth {
    fn from(holds: Option<bool>) -> Truth {
        holds.map_or(Truth::Unknown, Truth::from)
    }
}
