use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How well a part of a rule was checked against its source, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Content and paragraph number were seen in a second check.
    Verified,
    /// The rule was seen, though not its number.
    ContentVerified,
    /// Seen once, by one reader.
    Read,
    /// From memory, or from sources that disagree.
    Unverified,
}

impl Standing {
    /// The word as the files write it.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Verified => "verified",
            Standing::ContentVerified => "content-verified",
            Standing::Read => "read",
            Standing::Unverified => "unverified",
        }
    }
}

/// The confidence of a provision, kept apart for its four parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Confidence {
    /// What the rule says.
    pub rule: Standing,
    /// The number of its paragraph.
    pub number: Standing,
    /// The HS codes it is applied by; left out where the provision has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes: Option<Standing>,
    /// Its dates.
    pub dates: Standing,
}

impl Confidence {
    /// The weakest of the parts.
    pub fn weakest(&self) -> Standing {
        [Some(self.rule), Some(self.number), self.codes, Some(self.dates)]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(Standing::Unverified)
    }
}
