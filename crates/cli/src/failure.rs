//! How the command ends: exit codes that mean something, and errors that a person can act on.

use std::process::ExitCode;

use interdict_regime::{LoadError, Outcome, UnknownReading};
use miette::Diagnostic;

use crate::command::lists::ListsError;

/// Nothing found stops the dealing.
pub(crate) const GO: u8 = 0;
/// The command failed.
pub(crate) const FAILED: u8 = 1;
/// The command was called wrongly.
pub(crate) const USAGE: u8 = 2;
/// The law did not load.
pub(crate) const NO_LAW: u8 = 3;
/// A batch had rows that were refused.
pub(crate) const REJECTED_ROWS: u8 = 4;

/// The exit code of one dealing's outcome.
pub(crate) fn outcome_code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NoProhibitionFound | Outcome::Excepted => GO,
        Outcome::Prohibited => 10,
        Outcome::Undetermined => 11,
        Outcome::Conditional => 12,
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum Failure {
    /// The law did not load.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Law(#[from] LoadError),
    /// A list did not load.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Lists(#[from] ListsError),
    /// An argument names what is not there.
    #[error("{problem}")]
    Usage {
        problem: String,
        #[help]
        mend: Option<String>,
    },
    /// A file could not be read.
    #[error("{path}: {problem}")]
    Unreadable { path: String, problem: String },
    /// A dealing was refused.
    #[error("{place}: {problem}")]
    Refused {
        place: String,
        problem: String,
        #[help]
        mend: Option<String>,
    },
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Output(std::io::Error),
}

impl From<UnknownReading> for Failure {
    fn from(error: UnknownReading) -> Failure {
        Failure::Usage { problem: error.to_string(), mend: error.help().map(|help| help.to_string()) }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl Failure {
    /// That a file could not be read or written, for `map_err`.
    pub(crate) fn unreadable<E: std::fmt::Display>(path: impl std::fmt::Display) -> impl Fn(E) -> Failure {
        let path = path.to_string();
        move |error| Failure::Unreadable { path: path.clone(), problem: error.to_string() }
    }

    /// What is wrong and how to mend it, for a row whose place stands beside it.
    pub(crate) fn in_a_row(&self) -> String {
        let mend = self.help().map(|mend| format!(" ({mend})")).unwrap_or_default();
        format!("{}{mend}", self.problem())
    }

    /// What is wrong, without the place.
    pub(crate) fn problem(&self) -> String {
        match self {
            Failure::Refused { problem, .. } => problem.clone(),
            other => other.to_string(),
        }
    }

    /// Prints the error and gives the exit code. A reader that went away is a quiet success.
    pub(crate) fn report(self) -> ExitCode {
        let code = match &self {
            Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                return ExitCode::from(GO);
            }
            Failure::Law(_) => NO_LAW,
            Failure::Lists(error) => error.exit_code(),
            Failure::Usage { .. } => USAGE,
            Failure::Unreadable { .. } | Failure::Refused { .. } | Failure::Output(_) => FAILED,
        };
        eprintln!("{:?}", miette::Report::new(self));
        ExitCode::from(code)
    }
}
