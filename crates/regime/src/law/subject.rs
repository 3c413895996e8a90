use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;

/// What provisions are about, as a reader would look for it: coal, workers, ships.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Subject {
    /// Its name in `subject = "…"`.
    pub id: Text,
    /// Its name for people.
    pub says: String,
}
