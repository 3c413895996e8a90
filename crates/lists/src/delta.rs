//! What changed between two editions.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::model::Entry;

/// The difference of two editions of one list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Delta {
    /// Listed only in the later one.
    pub added: Vec<Named>,
    /// Listed only in the earlier one.
    pub removed: Vec<Named>,
    /// Listed in both, with different words.
    pub changed: Vec<Changed>,
}

/// An entry by its reference and principal name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The reference.
    pub id: String,
    /// The principal name.
    pub name: String,
}

/// An entry that changed, field by field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The reference.
    pub id: String,
    /// The principal name in the later edition.
    pub name: String,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
}

/// What a field lost and gained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The field: `names`, `amended`, `documents`, …
    pub field: String,
    /// Values that are gone.
    pub lost: Vec<String>,
    /// Values that are new.
    pub gained: Vec<String>,
}

impl Delta {
    /// Compares two editions by reference. The order of values and the width of white space do not count:
    /// publishers change both without changing the entry.
    ///
    /// ```
    /// use interdict_lists::{Delta, Entry, Name};
    ///
    /// let before = Entry { id: "1".into(), names: vec![Name::primary("ANN  ONYMOUS")], ..Entry::default() };
    /// let mut after = before.clone();
    /// after.names[0].full = "ANN ONYMOUS".into();
    /// assert!(Delta::between(std::slice::from_ref(&before), std::slice::from_ref(&after)).is_empty());
    ///
    /// after.remarks.push("moved".into());
    /// let delta = Delta::between(&[before], &[after]);
    /// assert_eq!(delta.changed[0].fields[0].field, "remarks");
    /// assert_eq!(delta.changed[0].fields[0].gained, ["moved"]);
    /// ```
    pub fn between(before: &[Entry], after: &[Entry]) -> Self {
        let old: BTreeMap<&str, &Entry> = before.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let new: BTreeMap<&str, &Entry> = after.iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let named = |entry: &Entry| Named { id: entry.id.clone(), name: entry.name().to_owned() };
        let mut delta = Self::default();
        delta
            .removed
            .extend(old.iter().filter(|(id, _)| !new.contains_key(*id)).map(|(_, entry)| named(entry)));
        for (id, entry) in &new {
            match old.get(id) {
                None => delta.added.push(named(entry)),
                Some(earlier) => {
                    let fields = fields(earlier, entry);
                    if !fields.is_empty() {
                        let Named { id, name } = named(entry);
                        delta.changed.push(Changed { id, name, fields });
                    }
                }
            }
        }
        delta
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

fn fields(before: &Entry, after: &Entry) -> Vec<FieldChange> {
    let (before, after) = (values(before), values(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let none = Vec::new();
    let mut out = Vec::new();
    for name in names {
        let (old, new) = (before.get(name).unwrap_or(&none), after.get(name).unwrap_or(&none));
        let (lost, gained) = (without(old, new), without(new, old));
        if !lost.is_empty() || !gained.is_empty() {
            out.push(FieldChange { field: name.clone(), lost, gained });
        }
    }
    out
}

/// Each field's values as comparable text.
fn values(entry: &Entry) -> BTreeMap<String, Vec<String>> {
    let Ok(Value::Object(object)) = serde_json::to_value(entry) else { return BTreeMap::new() };
    let mut out = BTreeMap::new();
    for (name, value) in object {
        let mut texts = match value {
            Value::Array(items) => items.iter().map(text).collect(),
            other => vec![text(&other)],
        };
        texts.sort();
        out.insert(name, texts);
    }
    out
}

/// A value in one line, without the names of its parts where there is only one.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            let said = object.iter().filter(|(key, value)| {
                !matches!(
                    (key.as_str(), value.as_str()),
                    ("quality", Some("unstated")) | ("use", Some("alias"))
                )
            });
            let parts: Vec<String> = said.map(|(key, value)| format!("{key}: {}", text(value))).collect();
            parts.join("; ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What is in one sorted list and not in the other, counting repetitions.
fn without(list: &[String], other: &[String]) -> Vec<String> {
    let mut rest: Vec<&String> = other.iter().collect();
    list.iter()
        .filter(|value| match rest.iter().position(|known| known == value) {
            Some(index) => {
                rest.swap_remove(index);
                false
            }
            None => true,
        })
        .cloned()
        .collect()
}
