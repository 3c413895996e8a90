//! The shared data, found beside the workspace; absent on other machines, where tests say so and pass.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail as tests do")]

use std::fs::File;
use std::io::BufRead;
use std::path::PathBuf;

use interdict_lists::{Entry, Format, Limits, Part, Reading, Role, Rules, load, open};

/// The path of a shared file, if it is here.
pub fn shared(name: &str) -> Option<PathBuf> {
    let mut workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    workspace.pop();
    workspace.pop();
    let path = workspace.parent()?.join("shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: shared data `{name}` is not beside the workspace");
    None
}

/// A shared file, inflated.
pub fn opened(name: &str) -> Option<Box<dyn BufRead>> {
    Some(open(File::open(shared(name)?).unwrap(), Limits::default()).unwrap())
}

/// Loads one shared file strictly.
pub fn loaded(format: Format, name: &str) -> Option<(Reading, Vec<Entry>)> {
    let parts = vec![Part::only(name, opened(name)?)];
    Some(load(format, parts, Rules::of(format)).unwrap_or_else(|refusal| panic!("{name}: {refusal}")))
}

/// Loads one of OFAC's sets strictly.
pub fn loaded_set(directory: &str, names: [&str; 4]) -> Option<(Reading, Vec<Entry>)> {
    let mut parts = Vec::new();
    for name in names {
        let input = opened(&format!("{directory}/{name}.csv.gz"))?;
        parts.push(Part { role: Role::of_file(name), name: format!("{name}.csv"), input });
    }
    Some(
        load(Format::OfacCsv, parts, Rules::of(Format::OfacCsv))
            .unwrap_or_else(|refusal| panic!("{refusal}")),
    )
}

/// Loads a text strictly.
pub fn text(format: Format, text: &str) -> Result<(Reading, Vec<Entry>), interdict_lists::Refusal> {
    load(format, vec![Part::only("fixture", text.as_bytes())], Rules::of(format))
}
