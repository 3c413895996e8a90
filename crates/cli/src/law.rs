//! The law: the files compiled into the binary, or a folder.

use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};
use interdict_regime::{LoadError, Regime, SourceFile, Treaty, read_folder};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

static REGIMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../regimes");

/// The regime that the binary answers for.
const REGIME: &str = "un-1718";

/// Loads the regime, from a folder where one is named.
pub(crate) fn load(folder: Option<&Path>) -> Result<Regime, LoadError> {
    Regime::load(REGIME, &files(folder)?)
}

/// Loads the regime and the treaties beside it.
pub(crate) fn load_with_treaties(folder: Option<&Path>) -> Result<(Regime, Vec<Treaty>), LoadError> {
    let files = files(folder)?;
    let regime = Regime::load(REGIME, &files)?;
    let treaties = Treaty::load_all(&files, regime.reference())?;
    Ok((regime, treaties))
}

/// Reads one file, as an overlay is.
pub(crate) fn file(path: &Path) -> Result<SourceFile, LoadError> {
    let unreadable = |error: std::io::Error| LoadError::Unreadable {
        path: path.display().to_string(),
        problem: error.to_string(),
    };
    let text = std::fs::read_to_string(path).map_err(unreadable)?;
    Ok(SourceFile { path: path.display().to_string(), text })
}

fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, LoadError> {
    match folder {
        Some(folder) => read_folder(folder),
        None => Ok(compiled_in()),
    }
}

fn compiled_in() -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut open = vec![&REGIMES];
    while let Some(folder) = open.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(folder) => open.push(folder),
                DirEntry::File(file) => {
                    if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
                        files.push(SourceFile { path: path.replace('\\', "/"), text: text.to_owned() });
                    }
                }
            }
        }
    }
    files
}

/// Today, in coordinated universal time: the default of `--known`.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}
