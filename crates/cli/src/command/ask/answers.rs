//! Answers prepared beforehand, so that an interview runs without anybody at the keyboard.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::failure::Failure;

/// Answers by the field they answer, and which of them were asked for.
pub(super) struct Prepared {
    answers: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

impl Prepared {
    /// Reads one `field = value` a line, or a JSON object; `-` is standard input.
    pub(super) fn read(path: &str) -> Result<Prepared, Failure> {
        let text = if path == "-" {
            std::io::read_to_string(std::io::stdin())
        } else {
            std::fs::read_to_string(path)
        };
        let text = text.map_err(Failure::unreadable(path))?;
        let answers =
            if text.trim_start().starts_with('{') { by_object(path, &text) } else { by_line(path, &text) }?;
        Ok(Prepared { answers, used: BTreeSet::new() })
    }

    /// The answer under one of the names of a field.
    pub(super) fn take(&mut self, names: &[String]) -> Option<String> {
        let name = names.iter().find(|name| self.answers.contains_key(*name))?;
        self.used.insert(name.clone());
        self.answers.get(name).cloned()
    }

    /// The fields whose answers nothing asked for.
    pub(super) fn unasked(&self) -> Vec<&str> {
        self.answers.keys().filter(|name| !self.used.contains(*name)).map(String::as_str).collect()
    }
}

fn by_line(path: &str, text: &str) -> Result<BTreeMap<String, String>, Failure> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
    let said = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let read = said.map(|(number, line)| {
        let (field, value) = line.split_once('=').ok_or_else(|| Failure::Refused {
            place: format!("{path}:{number}"),
            problem: "it is not `field = value`".to_owned(),
            mend: Some("such as `from = CN`".to_owned()),
        })?;
        Ok((field.trim().to_owned(), value.trim().to_owned()))
    });
    read.collect()
}

fn by_object(path: &str, text: &str) -> Result<BTreeMap<String, String>, Failure> {
    let refuse = |problem: String| Failure::Refused {
        place: path.to_owned(),
        problem,
        mend: Some(
            "write { \"field\": \"value\" } with a text, a number, true or false for each field".to_owned(),
        ),
    };
    let object: BTreeMap<String, Value> =
        serde_json::from_str(text).map_err(|error| refuse(format!("not JSON: {error}")))?;
    let read = object.into_iter().map(|(field, value)| match value {
        Value::String(text) => Ok((field, text)),
        Value::Bool(yes) => Ok((field, if yes { "yes" } else { "no" }.to_owned())),
        Value::Number(number) => Ok((field, number.to_string())),
        _ => Err(refuse(format!("the answer to `{field}` is no plain value"))),
    });
    read.collect()
}
