//! Laws that differ from the law in one thing, for properties and for the mutation score.

use interdict_regime::{Regime, SourceFile};
use toml::{Table, Value};

/// The law as tables that can be changed.
#[derive(Clone)]
pub struct Draft {
    files: Vec<(String, Table)>,
    reference: Vec<SourceFile>,
}

impl Draft {
    pub fn new(files: &[SourceFile]) -> Draft {
        let (reference, own): (Vec<_>, Vec<_>) =
            files.iter().cloned().partition(|file| file.path.starts_with("reference/"));
        let own = own.into_iter().filter(|file| !file.path.contains("/cases/"));
        Draft {
            files: own.map(|file| (file.path, file.text.parse().expect("the law is TOML"))).collect(),
            reference,
        }
    }

    pub fn load(&self) -> Result<Regime, String> {
        let mut files = self.reference.clone();
        files.extend(
            self.files.iter().map(|(path, table)| SourceFile { path: path.clone(), text: table.to_string() }),
        );
        Regime::load("un-1718", &files).map_err(|error| error.to_string())
    }

    /// Every provision, with the table that holds it.
    pub fn provisions(&mut self) -> Vec<&mut Table> {
        let instruments = self.files.iter_mut().filter(|(path, _)| path.contains("/instruments/"));
        let arrays = instruments.filter_map(|(_, table)| table.get_mut("provision")?.as_array_mut());
        arrays.flatten().filter_map(Value::as_table_mut).collect()
    }

    pub fn table(&mut self, file: &str) -> &mut Table {
        let found = self.files.iter_mut().find(|(path, _)| path.ends_with(file));
        found.map(|(_, table)| table).expect("the file is there")
    }

    /// Drops the provisions that `gone` names, and every reference to them.
    pub fn drop_provisions(&mut self, gone: impl Fn(&str) -> bool) {
        for (_, table) in self.files.iter_mut().filter(|(path, _)| path.contains("/instruments/")) {
            if let Some(provisions) = table.get_mut("provision").and_then(Value::as_array_mut) {
                provisions.retain(|provision| !gone(id_of(provision)));
            }
        }
        for provision in self.provisions() {
            for key in ["supersedes", "restates", "lifts"] {
                if let Some(names) = provision.get_mut(key).and_then(Value::as_array_mut) {
                    names.retain(|name| {
                        !gone(name.as_str().unwrap_or_default().split('#').next().unwrap_or_default())
                    });
                }
            }
        }
        // An exemption that lifts nothing any more has nothing to say.
        for (_, table) in self.files.iter_mut().filter(|(path, _)| path.contains("/instruments/")) {
            if let Some(provisions) = table.get_mut("provision").and_then(Value::as_array_mut) {
                provisions.retain(|provision| {
                    provision.get("lifts").and_then(Value::as_array).is_none_or(|lifts| !lifts.is_empty())
                });
            }
        }
    }

    /// Drops the instruments adopted after a day, and every reference to them.
    pub fn forget_after(&mut self, known: &str) {
        let late: Vec<String> = self
            .files
            .iter()
            .filter_map(|(_, table)| {
                let header = table.get("instrument")?.as_table()?;
                (header.get("adopted")?.to_string().as_str() > known)
                    .then(|| header.get("id").and_then(Value::as_str).map(str::to_owned))?
            })
            .collect();
        self.drop_provisions(|id| late.iter().any(|instrument| id.split('/').next() == Some(instrument)));
        self.files.retain(|(_, table)| {
            let id = table.get("instrument").and_then(|header| header.get("id")).and_then(Value::as_str);
            id.is_none_or(|id| !late.iter().any(|instrument| instrument == id))
        });
    }
}

pub fn id_of(provision: &Value) -> &str {
    provision.get("id").and_then(Value::as_str).unwrap_or_default()
}
