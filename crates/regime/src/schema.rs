//! JSON Schemas, made from the types that parse.

use schemars::schema_for;
use serde_json::Value;

use crate::law::{OverlayFile, TreatyFile};
use crate::regime::{
    About, EventsFile, FactsFile, GoodsFile, InstrumentFile, LedgerFile, PlacesFile, QuotasFile,
    ReadingsFile, SubjectsFile,
};

/// The names [`schema`] knows.
pub const SCHEMAS: &[&str] = &[
    "dealing",
    "regime",
    "instrument",
    "subjects",
    "goods",
    "quotas",
    "ledger",
    "readings",
    "facts",
    "places",
    "events",
    "treaty",
    "overlay",
];

/// The JSON Schema of a dealing or of a kind of regime file; `None` for a name not in [`SCHEMAS`].
pub fn schema(name: &str) -> Option<Value> {
    let schema = match name {
        "dealing" => return Some(crate::dealing::dealing_schema()),
        "regime" => schema_for!(About),
        "instrument" => schema_for!(InstrumentFile),
        "subjects" => schema_for!(SubjectsFile),
        "goods" => schema_for!(GoodsFile),
        "quotas" => schema_for!(QuotasFile),
        "ledger" => schema_for!(LedgerFile),
        "readings" => schema_for!(ReadingsFile),
        "facts" => schema_for!(FactsFile),
        "places" => schema_for!(PlacesFile),
        "events" => schema_for!(EventsFile),
        "treaty" => schema_for!(TreatyFile),
        "overlay" => schema_for!(OverlayFile),
        _ => return None,
    };
    Some(schema.to_value())
}
