use std::borrow::Cow;

use serde::Serialize;

use crate::dealing::FieldRef;
use crate::truth::Truth;

/// Why a statement holds, fails or is open: a tree whose leaves are facts of the dealing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proof {
    /// The statement.
    pub says: Cow<'static, str>,
    /// What is known of it.
    pub truth: Truth,
    /// What the dealing holds on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Cow<'static, str>>,
    /// What was assumed for want of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assumed: Option<String>,
    #[serde(skip)]
    pub(crate) asks: Vec<Ask>,
    #[serde(skip)]
    pub(crate) rule: Rule,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Proof>,
}

/// How a statement rests on its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Test,
    All,
    Any,
    Not,
}

/// A field whose value would settle an open test.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ask {
    pub(crate) field: FieldRef,
    pub(crate) question: String,
}

impl Proof {
    pub(crate) fn test(says: impl Into<Cow<'static, str>>, truth: Truth) -> Proof {
        Proof {
            says: says.into(),
            truth,
            found: None,
            assumed: None,
            asks: Vec::new(),
            rule: Rule::Test,
            parts: Vec::new(),
        }
    }

    pub(crate) fn found(mut self, found: impl Into<Cow<'static, str>>) -> Proof {
        self.found = Some(found.into());
        self
    }

    pub(crate) fn assuming(mut self, assumed: impl Into<String>) -> Proof {
        self.assumed = Some(assumed.into());
        self
    }

    pub(crate) fn asking(mut self, field: FieldRef, question: impl Into<String>) -> Proof {
        self.asks.push(Ask { field, question: question.into() });
        self
    }

    pub(crate) fn all(says: impl Into<Cow<'static, str>>, parts: Vec<Proof>) -> Proof {
        let truth = Truth::all(parts.iter().map(|part| part.truth));
        Proof { rule: Rule::All, parts, ..Proof::test(says, truth) }
    }

    pub(crate) fn any(says: impl Into<Cow<'static, str>>, parts: Vec<Proof>) -> Proof {
        let truth = Truth::any(parts.iter().map(|part| part.truth));
        Proof { rule: Rule::Any, parts, ..Proof::test(says, truth) }
    }

    pub(crate) fn not(part: Proof) -> Proof {
        Proof { rule: Rule::Not, ..Proof::test("it is not so that", !part.truth) }.with(part)
    }

    fn with(mut self, part: Proof) -> Proof {
        self.parts.push(part);
        self
    }

    /// The leaves that make it what it is: for a conjunction that fails the parts that fail, for a disjunction that
    /// fails all of them, and so on.
    pub(crate) fn because(&self) -> Vec<&Proof> {
        let mut leaves = Vec::new();
        self.collect(self.truth, &mut leaves);
        leaves
    }

    fn collect<'p>(&'p self, wanted: Truth, leaves: &mut Vec<&'p Proof>) {
        match self.rule {
            Rule::Test => leaves.push(self),
            Rule::Not => self.parts.iter().for_each(|part| part.collect(!wanted, leaves)),
            Rule::All | Rule::Any => {
                let alike: Vec<&Proof> = self.parts.iter().filter(|part| part.truth == wanted).collect();
                // Where one part is enough, a part that rests on an assumption is no reason beside one that does not.
                let enough = (self.rule == Rule::Any) == (wanted == Truth::True) && wanted != Truth::Unknown;
                let firm = enough && alike.iter().any(|part| !part.is_assumed());
                alike
                    .into_iter()
                    .filter(|part| !firm || !part.is_assumed())
                    .for_each(|part| part.collect(wanted, leaves));
            }
        }
    }

    /// What would be known of it if nothing were assumed.
    pub(crate) fn opened(&self) -> Truth {
        let parts = || self.parts.iter().map(Proof::opened);
        match self.rule {
            Rule::Test if self.assumed.is_some() => Truth::Unknown,
            Rule::Test => self.truth,
            Rule::Not => !Truth::all(parts()),
            Rule::All => Truth::all(parts()),
            Rule::Any => Truth::any(parts()),
        }
    }

    /// Whether what makes it so is an assumption.
    fn is_assumed(&self) -> bool {
        self.because().iter().any(|leaf| leaf.assumed.is_some())
    }

    /// The questions of the parts that keep it open.
    pub(crate) fn open_asks(&self) -> Vec<&Ask> {
        if self.truth != Truth::Unknown {
            return Vec::new();
        }
        let own = self.asks.iter();
        own.chain(self.parts.iter().flat_map(Proof::open_asks)).collect()
    }
}
