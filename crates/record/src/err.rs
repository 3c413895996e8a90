//! Why a text was not taken.

/// Why a file is not the text of a resolution that can be used.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum BadText {
    /// The file is larger than any resolution.
    #[error("the file has {bytes} bytes; a resolution's text has at most {limit}")]
    #[diagnostic(help("give the resolution alone, not a collection or a scan"))]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
    /// The file is neither text nor PDF.
    #[error("the file is neither UTF-8 text nor a PDF")]
    #[diagnostic(help("save it as plain text in UTF-8, or give the PDF itself"))]
    NotText,
    /// A PDF that does not open.
    #[error("the PDF could not be read: {problem}")]
    #[diagnostic(help("download it again, or save its text as plain text and give that"))]
    BrokenPdf {
        /// What the reader says.
        problem: String,
    },
    /// A PDF that needs a password.
    #[error("the PDF is encrypted")]
    #[diagnostic(help("save it without a password, or save its text as plain text and give that"))]
    EncryptedPdf,
    /// A PDF of pictures.
    #[error("the PDF has no text layer: its pages are pictures")]
    #[diagnostic(help(
        "run character recognition over it (such as ocrmypdf), or take the text version of the document"
    ))]
    NoTextLayer,
    /// Nothing says which resolution it is.
    #[error("the text does not say which resolution it is")]
    #[diagnostic(help("put the document symbol on a line above it, such as `S/RES/2375 (2017)`"))]
    NoSymbol,
    /// It has no numbered paragraphs.
    #[error("no operative paragraph was found in the text of S/RES/{number}")]
    #[diagnostic(help(
        "each begins with its number and a full stop, such as `1. Decides …`, on a line of its own"
    ))]
    NoParagraphs {
        /// The resolution's number.
        number: u32,
    },
}

/// Why the shelf could not do as asked.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ShelfError {
    /// No folder is known for a user's data.
    #[error("no folder for your texts is known on this machine")]
    #[diagnostic(help("name one with `--texts FOLDER` or the variable INTERDICT_TEXTS"))]
    NoFolder,
    /// The shelf holds another text of the instrument.
    #[error("the shelf holds another text of {symbol} (file {held})")]
    #[diagnostic(help("give `--replace` to put this one (file {given}) in its place"))]
    Differs {
        /// The instrument.
        symbol: String,
        /// Beginning of the hash of the file held.
        held: String,
        /// Beginning of the hash of the file given.
        given: String,
    },
    /// A kept text is damaged.
    #[error("the kept text {path} is damaged: {problem}")]
    #[diagnostic(help("add the resolution's text again with `--replace`, or delete the file"))]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The folder could not be read or written.
    #[error("{path}: {source}")]
    Folder {
        /// The file or folder.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
}
