//! Reading regime files: strict, and with a complaint that points at the words.

mod check;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use miette::{NamedSource, SourceSpan};
use serde::de::DeserializeOwned;

pub(crate) use check::{check, check_instrument, check_quotas};

/// A file of a regime: its path below `regimes/`, with `/`, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Such as `un-1718/instruments/2375-2017.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Why regime files were refused.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum LoadError {
    /// A file is not there.
    #[error("{path} is missing")]
    #[diagnostic(help("a regime needs it: see docs/rules.md for the files"))]
    Missing {
        /// The path looked for.
        path: String,
    },
    /// A file or folder could not be read.
    #[error("{path}: {problem}")]
    Unreadable {
        /// The path.
        path: String,
        /// What the system said.
        problem: String,
    },
    /// Something in a file is wrong.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Refused(Box<Refusal>),
}

/// Something wrong in a file, with the words and the mend.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{path}:{line}: {problem}")]
pub struct Refusal {
    path: String,
    line: usize,
    problem: String,
    #[help]
    mend: Option<String>,
    #[source_code]
    source_code: NamedSource<String>,
    #[label("here")]
    at: SourceSpan,
}

impl Refusal {
    /// The line it stands on, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What mends it.
    pub fn mend(&self) -> Option<&str> {
        self.mend.as_deref()
    }
}

impl LoadError {
    /// Refuses the words at a place in a file.
    pub(crate) fn refused(
        file: &SourceFile,
        span: Range<usize>,
        problem: impl Into<String>,
        mend: Option<String>,
    ) -> LoadError {
        let before = file.text.get(..span.start).unwrap_or_default();
        LoadError::Refused(Box::new(Refusal {
            path: file.path.clone(),
            line: before.matches('\n').count() + 1,
            problem: problem.into(),
            mend,
            source_code: NamedSource::new(&file.path, file.text.clone()).with_language("toml"),
            at: span.into(),
        }))
    }
}

/// Parses one file into its type.
pub(crate) fn parse_file<T: DeserializeOwned>(file: &SourceFile) -> Result<T, LoadError> {
    toml::from_str(&file.text).map_err(|error| {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().to_owned();
        let mend = mend_for(&message, file.text.get(span.clone()).unwrap_or_default());
        LoadError::refused(file, span, message, mend)
    })
}

/// A hint for the commonest slips: the nearest known key, the missing key.
fn mend_for(message: &str, words: &str) -> Option<String> {
    if let Some(rest) =
        message.strip_prefix("unknown field `").or_else(|| message.strip_prefix("unknown variant `"))
    {
        let (word, expected) = rest.split_once('`')?;
        let known: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        return match crate::dealing::nearest(word, known.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None => Some(format!("known here: {}", known.join(", "))),
        };
    }
    let key = message.strip_prefix("missing field `")?.strip_suffix('`')?;
    let place = words.lines().next().unwrap_or_default();
    Some(format!(
        "add `{key} = …` to the table that begins here{}{place}",
        if place.is_empty() { "" } else { ": " }
    ))
}

/// Every file of the folder, sorted by path, so that the same files always load alike.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, LoadError> {
    let mut files = BTreeMap::new();
    walk(folder, "", &mut files)?;
    Ok(files.into_iter().map(|(path, text)| SourceFile { path, text }).collect())
}

fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result<(), LoadError> {
    let unreadable = |path: &Path, error: std::io::Error| LoadError::Unreadable {
        path: path.display().to_string(),
        problem: error.to_string(),
    };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), files)?;
        } else if name.ends_with(".toml") {
            files.insert(
                format!("{prefix}{name}"),
                std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?,
            );
        }
    }
    Ok(())
}
