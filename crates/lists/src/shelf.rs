//! Editions kept in a directory: by content, each whole, the last good one always there.
//!
//! `<shelf>/<list>/editions/<sha-256>/` holds the files as published (inflated) and `edition.json`;
//! `<shelf>/<list>/current` names the edition in force. Everything is written beside its place and renamed
//! into it, so that a reader sees an edition whole or not at all.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use miette::Diagnostic;
use thiserror::Error;

use crate::bound::open;
use crate::edition::{Edition, Older, Reading, Refusal, Rules, examine, follows, load};
use crate::err::{At, ReadError};
use crate::model::Entry;
use crate::read::{Format, Part, Role};

/// A directory of kept editions.
#[derive(Clone, Debug)]
pub struct Shelf {
    root: PathBuf,
}

/// A file offered as part of an edition.
#[derive(Clone, Debug)]
pub struct Given {
    /// What it is in its set.
    pub role: Role,
    /// Where it is.
    pub path: PathBuf,
}

impl Given {
    /// A file whose name tells its role.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let role = Role::of_file(&file_name(&path));
        Self { role, path }
    }

    /// A list that is one file.
    pub fn only(path: impl Into<PathBuf>) -> Self {
        Self { role: Role::Primary, path: path.into() }
    }
}

/// What became of an edition that was offered and not refused.
#[derive(Debug)]
pub enum Added {
    /// It is now the one in force.
    New(Reading),
    /// It is the one in force already.
    Same(Edition),
}

impl Added {
    /// The edition in force.
    pub fn edition(&self) -> &Edition {
        match self {
            Self::New(reading) => &reading.edition,
            Self::Same(edition) => edition,
        }
    }
}

/// Why something could not be done with the shelf.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum ShelfError {
    /// The edition was refused; the one held before stays.
    #[error("refused: {0}")]
    #[diagnostic(transparent)]
    Refused(Refusal),
    /// A list's name would not do as the name of a directory.
    #[error("`{0}` is no name for a list")]
    #[diagnostic(help("use small letters, digits and hyphens, such as `un` or `own-2026`"))]
    Name(String),
    /// No such list, or no edition of it.
    #[error("no edition of `{list}`{}", which.as_ref().map_or(String::new(), |which| format!(" is `{which}`")))]
    #[diagnostic(help("`interdict lists status` shows what is held"))]
    Unknown {
        /// The list.
        list: String,
        /// What was asked for, if not the one in force.
        which: Option<String>,
    },
    /// A kept file is not what was kept.
    #[error("the kept edition {hash} of `{list}` is damaged: its content has another hash")]
    #[diagnostic(help("remove its directory and add the list again"))]
    Damaged {
        /// The list.
        list: String,
        /// The hash under which it was kept.
        hash: String,
    },
    /// The operating system would not.
    #[error("{path}: {error}")]
    #[diagnostic(help("check the directory and its permissions"))]
    Io {
        /// The file or directory.
        path: String,
        /// What it said.
        error: std::io::Error,
    },
}

// By hand and without a source: the message says all that the refusal says.
impl From<Refusal> for ShelfError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

fn io(path: &Path) -> impl FnOnce(std::io::Error) -> ShelfError + use<> {
    let path = path.display().to_string();
    move |error| ShelfError::Io { path, error }
}

/// The last of editions, the oldest first, that was published by a day.
fn last_by(mut editions: Vec<Edition>, day: Date) -> Option<Edition> {
    editions.retain(|edition| edition.published().is_some_and(|published| published <= day));
    editions.pop()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Shelf {
    /// The shelf in a directory, which need not exist yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its directory.
    pub fn path(&self) -> &Path {
        &self.root
    }

    fn list(&self, list: &str) -> Result<PathBuf, ShelfError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if list.is_empty() || list.starts_with('-') || list.len() > 64 || !list.bytes().all(plain) {
            return Err(ShelfError::Name(list.to_owned()));
        }
        Ok(self.root.join(list))
    }

    /// The lists of which an edition is in force.
    ///
    /// # Errors
    /// [`ShelfError::Io`].
    pub fn lists(&self) -> Result<Vec<String>, ShelfError> {
        let mut lists = Vec::new();
        for entry in directory(&self.root)? {
            if entry.join("current").is_file() {
                lists.push(file_name(&entry));
            }
        }
        lists.sort();
        Ok(lists)
    }

    /// The edition in force, if there is one.
    ///
    /// # Errors
    /// [`ShelfError`] if the list's name is none or its directory cannot be read.
    pub fn current(&self, list: &str) -> Result<Option<Edition>, ShelfError> {
        let directory = self.list(list)?;
        let pointer = directory.join("current");
        match fs::read_to_string(&pointer) {
            Ok(hash) => self.edition(list, hash.trim()).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io(&pointer)(error)),
        }
    }

    fn edition(&self, list: &str, hash: &str) -> Result<Edition, ShelfError> {
        let unknown = || ShelfError::Unknown { list: list.to_owned(), which: Some(hash.to_owned()) };
        let plain = hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && !hash.is_empty();
        let path = self.list(list)?.join("editions").join(hash).join("edition.json");
        let text = fs::read_to_string(&path).ok().filter(|_| plain).ok_or_else(unknown)?;
        serde_json::from_str(&text).map_err(|error| io(&path)(error.into()))
    }

    /// Every edition kept, the oldest first.
    ///
    /// # Errors
    /// [`ShelfError`] if the list's name is none or its directory cannot be read.
    pub fn editions(&self, list: &str) -> Result<Vec<Edition>, ShelfError> {
        let mut editions = Vec::new();
        for path in directory(&self.list(list)?.join("editions"))? {
            if path.join("edition.json").is_file() {
                editions.push(self.edition(list, &file_name(&path))?);
            }
        }
        editions.sort_by(|a, b| (a.published(), &a.hash).cmp(&(b.published(), &b.hash)));
        Ok(editions)
    }

    /// The edition in force, or the one that a date or the beginning of a hash names. Of a date, it is the last
    /// one published on or before it.
    ///
    /// # Errors
    /// [`ShelfError::Unknown`] if there is none.
    pub fn find(&self, list: &str, which: Option<&str>) -> Result<Edition, ShelfError> {
        let unknown = || ShelfError::Unknown { list: list.to_owned(), which: which.map(str::to_owned) };
        let Some(which) = which else { return self.current(list)?.ok_or_else(unknown) };
        let mut editions = self.editions(list)?;
        if let Ok(day) = which.parse::<Date>() {
            return last_by(editions, day).ok_or_else(unknown);
        }
        editions.retain(|edition| edition.hash.starts_with(which));
        if editions.len() == 1 { editions.pop().ok_or_else(unknown) } else { Err(unknown()) }
    }

    /// The last edition published by a day; the one in force, if its list has no dates. `None` where nothing was.
    ///
    /// # Errors
    /// [`ShelfError`] if the list's name is none or its directory cannot be read.
    pub fn published_by(&self, list: &str, day: Date) -> Result<Option<Edition>, ShelfError> {
        match self.current(list)?.filter(|edition| edition.published().is_none()) {
            Some(undated) => Ok(Some(undated)),
            None => Ok(last_by(self.editions(list)?, day)),
        }
    }

    /// Takes an edition in: all or nothing. Whatever is wrong with it, the edition in force stays in force.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] with the reason, or [`ShelfError::Io`].
    pub fn add(
        &self,
        list: &str,
        format: Format,
        given: &[Given],
        rules: Rules,
        older: Older,
    ) -> Result<Added, ShelfError> {
        let directory = self.list(list)?;
        let editions = directory.join("editions");
        fs::create_dir_all(&editions).map_err(io(&editions))?;
        let staging =
            tempfile::Builder::new().prefix(".staging-").tempdir_in(&directory).map_err(io(&directory))?;
        let mut parts = Vec::new();
        for one in given {
            let target = staging.path().join(stored_name(one.role));
            copy(&one.path, &target, rules).map_err(|error| match error {
                CopyError::Read(error) => ShelfError::Refused(error.into()),
                CopyError::Write(error) => io(&target)(error),
            })?;
            let file = File::open(&target).map_err(io(&target))?;
            let input = BufReader::with_capacity(1 << 16, file);
            parts.push(Part { role: one.role, name: file_name(&one.path), input });
        }
        let reading = examine(format, parts, rules, &mut drop)?;
        let held = self.current(list)?;
        if let Some(held) = held {
            if held.hash == reading.edition.hash {
                return Ok(Added::Same(held));
            }
            follows(&reading.edition, &held, rules, older)?;
        }
        let description = staging.path().join("edition.json");
        let text =
            serde_json::to_vec_pretty(&reading.edition).map_err(|error| io(&description)(error.into()))?;
        write_whole(&description, &text).map_err(io(&description))?;
        let target = editions.join(&reading.edition.hash);
        if target.exists() {
            // Held before and superseded since: it comes back into force as it is.
        } else {
            fs::rename(staging.keep(), &target).map_err(io(&target))?;
        }
        let pointer = directory.join("current");
        let mut fresh = tempfile::NamedTempFile::new_in(&directory).map_err(io(&pointer))?;
        fresh.write_all(reading.edition.hash.as_bytes()).map_err(io(&pointer))?;
        fresh.as_file().sync_all().map_err(io(&pointer))?;
        fresh.persist(&pointer).map_err(|error| io(&pointer)(error.error))?;
        Ok(Added::New(reading))
    }

    /// Reads a kept edition's entries again, and checks that it is what was kept.
    ///
    /// # Errors
    /// [`ShelfError::Damaged`] if not; [`ShelfError::Unknown`] if it is not here.
    pub fn entries(&self, list: &str, edition: &Edition) -> Result<Vec<Entry>, ShelfError> {
        let directory = self.list(list)?.join("editions").join(&edition.hash);
        let mut parts = Vec::new();
        for file in &edition.files {
            let path = directory.join(stored_name(file.role));
            let input = BufReader::with_capacity(1 << 16, File::open(&path).map_err(io(&path))?);
            parts.push(Part { role: file.role, name: file.name.clone(), input });
        }
        // It stood under its rules when it was taken in; a later rule does not void it.
        let damaged = || ShelfError::Damaged { list: list.to_owned(), hash: edition.hash.clone() };
        let rules = Rules { bad_records: crate::OnBadRecord::Report, ..Rules::of(edition.format) };
        let (reading, entries) = load(edition.format, parts, rules).map_err(|_| damaged())?;
        if reading.edition.hash != edition.hash {
            return Err(damaged());
        }
        Ok(entries)
    }
}

fn directory(path: &Path) -> Result<Vec<PathBuf>, ShelfError> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io(path)(error)),
    };
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(io(path))).collect()
}

fn stored_name(role: Role) -> &'static str {
    match role {
        Role::Primary => "primary",
        Role::Alternate => "alternate",
        Role::Address => "address",
        Role::Comments => "comments",
    }
}

enum CopyError {
    Read(ReadError),
    Write(std::io::Error),
}

fn copy(from: &Path, to: &Path, rules: Rules) -> Result<(), CopyError> {
    use std::io::BufRead as _;
    let wrong =
        |error: &std::io::Error| CopyError::Read(ReadError::from_io(error, At::file(file_name(from))));
    let file = File::open(from).map_err(|error| wrong(&error))?;
    let mut input = open(file, rules.limits).map_err(|error| wrong(&error))?;
    let mut output = BufWriter::new(File::create(to).map_err(CopyError::Write)?);
    loop {
        let buffer = input.fill_buf().map_err(|error| wrong(&error))?;
        if buffer.is_empty() {
            break;
        }
        output.write_all(buffer).map_err(CopyError::Write)?;
        let taken = buffer.len();
        input.consume(taken);
    }
    let file = output.into_inner().map_err(|error| CopyError::Write(error.into_error()))?;
    file.sync_all().map_err(CopyError::Write)
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
