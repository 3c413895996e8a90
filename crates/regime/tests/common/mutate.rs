//! Laws that differ from the law in one thing, for properties and for the mutation score.

use interdict_regime::law::Paragraphs;
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
        // What happened decides no dealing, and it names instruments that a draft may lack; nor does the ledger, whose days
        // lie in periods that a draft may have moved.
        let own = own.into_iter().filter(|file| {
            !file.path.contains("/cases/")
                && !file.path.ends_with("/events.toml")
                && !file.path.ends_with("/ledger.toml")
                && !file.path.starts_with("treaties/")
        });
        Draft {
            files: own.map(|file| (file.path, file.text.parse().expect("the law is TOML"))).collect(),
            reference,
        }
    }

    pub fn load(&self) -> Result<Regime, String> {
        let mut files = self.reference.clone();
        files.push(SourceFile { path: "un-1718/events.toml".to_owned(), text: "event = []".to_owned() });
        files.extend(self.files.iter().map(|(path, table)| {
            let mut table = table.clone();
            account_anew(&mut table);
            SourceFile { path: path.clone(), text: table.to_string() }
        }));
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
        for (_, table) in &mut self.files {
            let example = table.get("example").and_then(Value::as_str);
            if example.is_some_and(|example| late.iter().any(|instrument| instrument == example)) {
                table.remove("example");
            }
        }
    }
}

pub fn id_of(provision: &Value) -> &str {
    provision.get("id").and_then(Value::as_str).unwrap_or_default()
}

/// Accounts for the paragraphs of an instrument file that its provisions leave out.
fn account_anew(file: &mut Table) {
    let numbers = |cite: &str| cite.parse::<Paragraphs>().ok();
    let provisions = file.get("provision").and_then(Value::as_array).into_iter().flatten();
    let cites = provisions.flat_map(|provision| {
        let exceptions = provision.get("exception").and_then(Value::as_array).into_iter().flatten();
        std::iter::once(provision)
            .chain(exceptions)
            .filter_map(|table| table.get("cite")?.as_str())
            .filter_map(numbers)
    });
    let held: Vec<Paragraphs> = cites.collect();
    let Some(header) = file.get_mut("instrument").and_then(Value::as_table_mut) else { return };
    header.remove("paragraphs");
    let last = held.iter().filter_map(|range| range.last).max().unwrap_or(0);
    let open = (1..=last).filter(|number| !held.iter().any(|range| range.contains(*number)));
    let rows = open.map(|number| number.to_string()).chain([format!("{}-", last + 1)]);
    let rows = rows.map(|paragraphs| {
        let row =
            [("paragraphs", paragraphs.as_str()), ("as", "unseen"), ("reason", "left out of this draft")];
        Value::Table(row.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect())
    });
    file.insert("accounted".to_owned(), Value::Array(rows.collect()));
}
