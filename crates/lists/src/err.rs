//! What can be wrong with a list, where, and how to mend it.

use std::fmt;

use miette::Diagnostic;
use thiserror::Error;

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// The file, as it was named to the reader.
    pub file: String,
    /// The line, from 1; 0 where the format has none.
    pub line: u64,
    /// The byte, from 0.
    pub byte: u64,
    /// The element, column or field; empty where none was open.
    pub element: String,
}

impl At {
    /// The file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }
}

impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if self.line > 0 {
            write!(out, ":{} (byte {})", self.line, self.byte)?;
        }
        if !self.element.is_empty() {
            write!(out, " in `{}`", self.element)?;
        }
        Ok(())
    }
}

/// One thing that is wrong, its place, and what would mend it.
#[derive(Clone, Debug, Error, Diagnostic, PartialEq, Eq)]
#[error("{at}: {what}")]
#[diagnostic(help("{mend}"))]
pub struct Fault {
    pub(crate) at: At,
    pub(crate) what: String,
    pub(crate) mend: String,
}

impl Fault {
    pub(crate) fn new(at: At, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { at, what: what.into(), mend: mend.into() }
    }

    /// Where it is.
    pub fn at(&self) -> &At {
        &self.at
    }

    /// What is wrong, without the place.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What would mend it.
    pub fn mend(&self) -> &str {
        &self.mend
    }
}

/// Why a list could not be read to its end.
#[derive(Clone, Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum ReadError {
    /// The syntax is broken.
    #[error("not well-formed: {0}")]
    #[diagnostic(transparent)]
    NotWellFormed(Fault),
    /// Bytes that are no UTF-8, or control characters that no list contains.
    #[error("not valid text: {0}")]
    #[diagnostic(transparent)]
    NotText(Fault),
    /// It ends before it is complete.
    #[error("truncated: {0}")]
    #[diagnostic(transparent)]
    Truncated(Fault),
    /// It declares or uses entities of its own; no official list does.
    #[error("entity expansion refused: {0}")]
    #[diagnostic(transparent)]
    EntityExpansion(Fault),
    /// It is well-formed, but not the format it was said to be.
    #[error("not this format: {0}")]
    #[diagnostic(transparent)]
    WrongShape(Fault),
    /// It, or one record of it, is larger than the limit.
    #[error("too large: {0}")]
    #[diagnostic(transparent)]
    TooLarge(Fault),
    /// It inflates to many times its size.
    #[error("decompression bomb: {0}")]
    #[diagnostic(transparent)]
    Bomb(Fault),
    /// The operating system could not read it.
    #[error("could not be read: {0}")]
    #[diagnostic(transparent)]
    Io(Fault),
}

impl ReadError {
    /// The place, the words and the mend.
    pub fn fault(&self) -> &Fault {
        match self {
            Self::NotWellFormed(fault)
            | Self::NotText(fault)
            | Self::Truncated(fault)
            | Self::EntityExpansion(fault)
            | Self::WrongShape(fault)
            | Self::TooLarge(fault)
            | Self::Bomb(fault)
            | Self::Io(fault) => fault,
        }
    }

    /// Sorts an I/O error by what our own wrappers put into it.
    pub(crate) fn from_io(error: &std::io::Error, at: At) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<crate::bound::Exceeded>()) {
            Some(exceeded) => exceeded.at(at),
            None if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Self::Truncated(Fault::new(at, error.to_string(), "fetch the list again"))
            }
            None if error.kind() == std::io::ErrorKind::InvalidData
                || error.kind() == std::io::ErrorKind::InvalidInput =>
            {
                Self::NotWellFormed(Fault::new(at, error.to_string(), "fetch the list again"))
            }
            None => Self::Io(Fault::new(at, error.to_string(), "check the file and its permissions")),
        }
    }
}

/// A record that could not be made an entry; the ones around it could.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("bad record{}: {fault}", if id.is_empty() { String::new() } else { format!(" `{id}`") })]
#[diagnostic(help("{}", fault.mend))]
pub struct BadRecord {
    id: String,
    fault: Box<Fault>,
}

impl BadRecord {
    pub(crate) fn new(id: impl Into<String>, fault: Fault) -> Self {
        Self { id: id.into(), fault: Box::new(fault) }
    }

    /// The publisher's reference, if that much could be read.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The place, the words and the mend.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }
}
