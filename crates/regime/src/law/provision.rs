use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, Confidence, EventKind, StateRole, Text};
use crate::dates::{day, optional_day};
use crate::vocabulary::{DateKind, ObjectKind, Verb};

/// One limb of a numbered paragraph.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Provision {
    /// Stable name, `instrument/words`; old ids resolve for ever.
    pub id: Text,
    /// Its paragraph within the instrument, such as `16` or `8(a)(iii)`.
    pub cite: String,
    /// What kind of norm it is.
    pub norm: Norm,
    /// Whether it binds; `false` for what the Council only called for.
    #[serde(default = "yes")]
    pub binding: bool,
    /// Who is bound.
    pub addressee: Addressee,
    /// What it is about, in `subjects.toml`.
    pub subject: Text,
    /// What may be done with the object for the norm to apply.
    #[serde(default)]
    pub verbs: Vec<Verb>,
    /// The kinds of object it is about.
    #[serde(default = "goods")]
    pub objects: Vec<ObjectKind>,
    /// Which way the object moves, where that matters.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// The set of goods, in `goods.toml`.
    #[serde(default)]
    pub goods: Option<Text>,
    /// Further facts that must hold for it to apply.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The dates it tests, where the dealing gives them: any of them inside the interval will do.
    #[serde(default)]
    pub tests: Vec<DateKind>,
    /// First day, New York.
    #[serde(with = "day")]
    #[schemars(with = "String")]
    pub from: Date,
    /// The paragraph's own last day, if it states one. An end made by another instrument is never written
    /// here: that instrument's provision says `supersedes`.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// Provisions (`2375/textiles`) or exceptions (`2270/charter#notice`) that end where this one begins.
    #[serde(default)]
    pub supersedes: Vec<Text>,
    /// With `supersedes`: how it compares with what it ends, for a State or trader who has to keep it.
    #[serde(default)]
    pub than_before: Option<ThanBefore>,
    /// Provisions that this one repeats: they stay law, and the answer cites this one.
    #[serde(default)]
    pub restates: Vec<Text>,
    /// For an exemption: the provisions that its exceptions lift; `*` for every measure.
    #[serde(default)]
    pub lifts: Vec<Text>,
    /// Marks an open norm: the one line that reserves it when nothing shows that it applies.
    #[serde(default)]
    pub open: Option<String>,
    /// Of a demand: the kinds of event that breach it.
    #[serde(default)]
    pub breached_by: Vec<EventKind>,
    /// Of a demand: the kinds of event that breach it on a reading, as `reading/option`.
    #[serde(default)]
    pub breached_on_reading: BTreeMap<EventKind, Text>,
    /// What it says, in our own words.
    pub summary: String,
    /// What is doubtful about it, if anything.
    #[serde(default)]
    pub note: Option<String>,
    /// How well its parts were checked.
    pub confidence: Confidence,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// What lifts it.
    #[serde(default, rename = "exception")]
    pub exceptions: Vec<Exception>,
    /// What must, may or should be done where it applies.
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
}

impl Provision {
    /// Whether it bears on dealings of those whom it addresses: a ban or a duty, and not on the target State itself.
    pub(crate) fn concerns_dealings(&self) -> bool {
        matches!(self.norm, Norm::Prohibition | Norm::Duty) && self.addressee != Addressee::TargetState
    }

    /// Whether it forbids, and binds.
    pub fn forbids(&self) -> bool {
        self.norm == Norm::Prohibition && self.binding
    }

    /// Whether it is about a verb with a kind of object.
    pub(crate) fn is_about(&self, verb: Verb, object: ObjectKind) -> bool {
        let named =
            self.verbs.contains(&verb) || verb.also(object).is_some_and(|also| self.verbs.contains(&also));
        named && self.objects.contains(&object)
    }

    /// Whether, as an exemption, it may lift a provision.
    pub(crate) fn may_lift(&self, provision: &Provision) -> bool {
        self.lifts.iter().any(|lifted| **lifted == *"*" || **lifted == *provision.id.as_str())
    }
}

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Norm {
    /// Forbids, unless an exception lifts it.
    Prohibition,
    /// Requires, allows or asks for an act, without forbidding the dealing.
    Duty,
    /// Lifts other provisions.
    Exemption,
    /// Demands something of the target State.
    Demand,
    /// Lists persons, entities, ships or items under other provisions.
    Designation,
    /// Says what a word of another provision means.
    Definition,
    /// Creates, renews or instructs a body.
    Mandate,
    /// Asks for reports.
    Reporting,
    /// Says how the measures are reviewed.
    Review,
    /// States, without a rule.
    Declaration,
}

/// Who is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Addressee {
    /// Every Member State, and through its law those under its jurisdiction.
    AllStates,
    /// The State that the regime is about.
    TargetState,
    /// The flag State of a ship or aircraft.
    FlagState,
    /// The Committee of the regime.
    Committee,
    /// The panel of experts.
    Panel,
    /// The Secretary-General or the Secretariat.
    SecretaryGeneral,
    /// The Council itself.
    Council,
    /// International and humanitarian organisations.
    Organisations,
}

/// Which way an object moves, seen from the target State.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Directly or indirectly to the target State.
    ToTarget,
    /// Directly or indirectly from the target State.
    FromTarget,
    /// Either way.
    Either,
}

/// How a provision compares with those that it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThanBefore {
    /// It forbids more, or lets less through.
    Stricter,
    /// It lets more through.
    Laxer,
    /// It lets more through in one way and less in another.
    Mixed,
    /// It holds the same.
    Same,
}

/// What lifts a provision when its conditions hold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exception {
    /// Its name within the provision.
    pub id: Text,
    /// Its own paragraph, where it stands elsewhere than its provision.
    #[serde(default)]
    pub cite: Option<String>,
    /// What it says, in our own words.
    pub summary: String,
    /// The factual gate; left out where there is none.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Conditions precedent once the gate is met.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Its own last day, if the text states one.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
    /// What follows from using it.
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
}

/// An act that must be done before the dealing.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Step {
    /// The kind of finding that records it.
    pub finding: Text,
    /// Who makes it.
    pub by: String,
    /// Which State, where it is a State's and the text says which.
    #[serde(default)]
    pub of: Option<StateRole>,
    /// When it must be made.
    pub when: StepTiming,
    /// Days before the act by which it must be made.
    #[serde(default)]
    pub days: Option<i32>,
    /// What is to be done, as an instruction.
    pub says: String,
}

/// When a step must be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepTiming {
    /// On or before the day of the act.
    Before,
    /// At any time.
    Any,
}

/// What somebody must, may or should do.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Duty {
    /// Who does it.
    pub who: String,
    /// What is done, as an instruction.
    pub act: String,
    /// By when, in words.
    #[serde(default)]
    pub when: Option<String>,
    /// By which day, where the text or its count of days fixes one.
    #[serde(default, with = "optional_day")]
    #[schemars(with = "Option<String>")]
    pub by: Option<Date>,
}

fn yes() -> bool {
    true
}

fn goods() -> Vec<ObjectKind> {
    vec![ObjectKind::Goods]
}
