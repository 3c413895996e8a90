//! An edition of a list: what was read, its hash, its counts, and the rules by which it is refused.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, Read};
use std::rc::Rc;

use jiff::civil::Date;
use miette::Diagnostic;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{At, BadRecord, Fault, ReadError};
use crate::model::{Entry, Header};
use crate::read::{Format, Part, Role, read};

/// What a malformed record does to its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnBadRecord {
    /// One is enough to refuse the edition: the rule for official lists, of which a part must never pass for all.
    RefuseEdition,
    /// It is left out and reported: the rule for one's own list, where a typing error must not empty the desk.
    Report,
}

/// What an edition may be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What a malformed record does.
    pub bad_records: OnBadRecord,
    /// Most entries that a new edition may have fewer than the one held, in per cent of that one.
    pub shrink_percent: u8,
    /// Bounds on size.
    pub limits: Limits,
}

impl Rules {
    /// The rules for a format: strict for what a publisher stands behind; a tenth of shrinking is allowed (the
    /// UN's list lost 6.9 % in its leanest two years).
    pub fn of(format: Format) -> Self {
        let bad_records = if format.is_official() { OnBadRecord::RefuseEdition } else { OnBadRecord::Report };
        Self { bad_records, shrink_percent: 10, limits: Limits::default() }
    }
}

/// Counts of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    /// All entries.
    pub entries: u64,
    /// Names that are neither principal nor in their original script.
    pub aliases: u64,
    /// By kind: `person`, `entity`, `vessel`, …
    pub kinds: BTreeMap<String, u64>,
    /// By list within the publication, or by programme where it has no lists.
    pub lists: BTreeMap<String, u64>,
}

impl Counts {
    fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        self.aliases += entry.aliases().count() as u64;
        *self.kinds.entry(entry.kind.to_string()).or_default() += 1;
        let lists = if entry.lists.is_empty() { &entry.programmes } else { &entry.lists };
        let lists: HashSet<&String> = lists.iter().collect();
        for list in lists {
            *self.lists.entry(list.clone()).or_default() += 1;
        }
    }

    /// The entries of a list within the publication.
    pub fn of_list(&self, list: &str) -> u64 {
        self.lists.get(list).copied().unwrap_or(0)
    }

    /// The entries of a kind.
    pub fn of_kind(&self, kind: &str) -> u64 {
        self.kinds.get(kind).copied().unwrap_or(0)
    }
}

/// What is known of an edition without reading its entries again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Edition {
    /// SHA-256 of the content as published, inflated; of several files, of their roles and hashes.
    pub hash: String,
    /// The format it was read as.
    pub format: Format,
    /// The publisher's own words about it.
    pub header: Header,
    /// Counts.
    pub counts: Counts,
    /// The files, by role.
    pub files: Vec<EditionFile>,
}

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct EditionFile {
    /// What it is in its set.
    pub role: Role,
    /// The name it came under.
    pub name: String,
    /// SHA-256 of its content.
    pub hash: String,
    /// Its size, inflated.
    pub bytes: u64,
}

impl Edition {
    /// The publisher's date, or the last day it can mean.
    pub fn published(&self) -> Option<Date> {
        self.header.published.as_ref().and_then(PartialDate::bounds).map(|(_, last)| last)
    }

    /// The first twelve digits of the hash, enough to name an edition.
    pub fn short(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }
}

/// Why an edition was refused. The edition held before stays.
#[derive(Debug, Error, Diagnostic)]
#[non_exhaustive]
pub enum Refusal {
    /// It could not be read to its end.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Unreadable(#[from] ReadError),
    /// Records in it are malformed, and its rules allow none.
    #[error("{count} malformed record{}, first: {first}", if *count == 1 { "" } else { "s" })]
    #[diagnostic(help("an official list is taken whole or not at all: {}", first.fault().mend()))]
    Malformed {
        /// How many.
        count: u64,
        /// The first of them.
        first: Box<BadRecord>,
    },
    /// Nothing is listed in it.
    #[error("empty: {file} lists nobody")]
    #[diagnostic(help("fetch the list again; if it is right, remove the list instead"))]
    Empty {
        /// The file.
        file: String,
    },
    /// It has fewer records than it says itself.
    #[error("truncated: it says it has {said} records and has {found}")]
    #[diagnostic(help("fetch the list again"))]
    Short {
        /// What it says.
        said: u64,
        /// What there is.
        found: u64,
    },
    /// The edition held is newer.
    #[error("stale: published {offered}, the edition held is of {held}")]
    #[diagnostic(help("check the address; to go back on purpose, use --allow-older"))]
    Stale {
        /// Its date.
        offered: Date,
        /// The date of the edition held.
        held: Date,
    },
    /// It has far fewer entries than the edition held.
    #[error("shrunken: {offered} entries where {held} were, more than {percent} % fewer")]
    #[diagnostic(help("if the publisher really removed them, raise --shrink"))]
    Shrunken {
        /// Its entries.
        offered: u64,
        /// Those of the edition held.
        held: u64,
        /// The share allowed.
        percent: u8,
    },
}

/// What reading an edition gave beside its entries.
#[derive(Debug)]
pub struct Reading {
    /// The edition.
    pub edition: Edition,
    /// Records left out, where the rules allow that.
    pub bad: Vec<BadRecord>,
}

/// Hashes what passes through it.
struct Hashing<R> {
    input: R,
    hash: Sha256,
    bytes: u64,
}

impl<R: BufRead> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.hash.update(buffer.get(..read).unwrap_or_default());
        self.bytes += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Hashing<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // The bytes are still in the buffer: asking for it again costs nothing.
        if let Ok(buffer) = self.input.fill_buf() {
            self.hash.update(buffer.get(..amount).unwrap_or_default());
        }
        self.bytes += amount as u64;
        self.input.consume(amount);
    }
}

/// Reads a list whole under its rules, keeping its entries if it stands.
///
/// ```
/// use interdict_lists::{Format, Part, Rules, load};
///
/// let own = "id,kind,name\n1,person,Ann Onymous\n2,person\n";
/// let (reading, entries) = load(Format::Own, vec![Part::only("own.csv", own.as_bytes())], Rules::of(Format::Own)).unwrap();
/// assert_eq!(entries.len(), 1);
/// assert_eq!(reading.bad[0].to_string(), "bad record `2`: own.csv:3 (byte 34) in `name`: it has no name");
/// ```
///
/// # Errors
/// [`Refusal`], with the reason and the place.
pub fn load<R: BufRead>(
    format: Format,
    parts: Vec<Part<R>>,
    rules: Rules,
) -> Result<(Reading, Vec<Entry>), Refusal> {
    let mut entries = Vec::new();
    let reading = examine(format, parts, rules, &mut |entry| entries.push(entry))?;
    Ok((reading, entries))
}

/// Reads a list whole under its rules, handing each entry on as it comes; if it is refused, they are void.
///
/// # Errors
/// [`Refusal`], with the reason and the place.
pub fn examine<R: BufRead>(
    format: Format,
    parts: Vec<Part<R>>,
    rules: Rules,
    keep: &mut dyn FnMut(Entry),
) -> Result<Reading, Refusal> {
    let mut counts = Counts::default();
    let mut bad = Vec::new();
    let mut bad_count = 0u64;
    let mut seen: HashSet<String> = HashSet::new();
    let first_file = parts.first().map(|part| part.name.clone()).unwrap_or_default();
    let names: Vec<(Role, String)> = parts.iter().map(|part| (part.role, part.name.clone())).collect();
    let mut hashed: Vec<Slot> = Vec::new();
    let parts: Vec<Part<Finished<R>>> = parts
        .into_iter()
        .map(|Part { role, name, input }| {
            let slot = Slot::default();
            hashed.push(Rc::clone(&slot));
            Part {
                role,
                name,
                input: Finished { inner: Hashing { input, hash: Sha256::new(), bytes: 0 }, slot },
            }
        })
        .collect();
    let header = read(format, parts, rules.limits, &mut |entry| {
        let refused = match entry {
            Ok(entry) if !seen.insert(entry.id.clone()) => {
                let what = format!("`{}` is listed twice", entry.id);
                let fault = Fault::new(At::file(&first_file), what, "fetch the list again");
                BadRecord::new(entry.id, fault)
            }
            Ok(entry) => {
                counts.add(&entry);
                keep(entry);
                return;
            }
            Err(refused) => refused,
        };
        bad_count += 1;
        // A file of nonsense must not fill the memory with complaints about it.
        if bad.len() < 1000 {
            bad.push(refused);
        }
    })?;
    if rules.bad_records == OnBadRecord::RefuseEdition && !bad.is_empty() {
        let first = Box::new(bad.swap_remove(0));
        return Err(Refusal::Malformed { count: bad_count, first });
    }
    if counts.entries == 0 {
        return Err(Refusal::Empty { file: first_file });
    }
    if let Some(said) = header.records
        && said != counts.entries
    {
        return Err(Refusal::Short { said, found: counts.entries });
    }
    let mut files = Vec::new();
    for ((role, name), slot) in names.into_iter().zip(hashed) {
        let (hash, bytes) = slot.borrow_mut().take().unwrap_or_default();
        files.push(EditionFile { role, name, hash, bytes });
    }
    files.sort_by_key(|file| file.role);
    let hash = match files.as_slice() {
        [one] => one.hash.clone(),
        several => {
            let mut hash = Sha256::new();
            for file in several {
                hash.update(format!("{:?} {}\n", file.role, file.hash));
            }
            hex(&hash.finalize())
        }
    };
    Ok(Reading { edition: Edition { hash, format, header, counts, files }, bad })
}

/// Where a file's hash and size are left once it has been read.
type Slot = Rc<RefCell<Option<(String, u64)>>>;

/// Gives the hash out when the reader has done with the file, hashing what it left unread.
struct Finished<R: BufRead> {
    inner: Hashing<R>,
    slot: Slot,
}

impl<R: BufRead> Read for Finished<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Finished<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

impl<R: BufRead> Drop for Finished<R> {
    fn drop(&mut self) {
        let hash = std::mem::take(&mut self.inner.hash);
        *self.slot.borrow_mut() = Some((hex(&hash.finalize()), self.inner.bytes));
    }
}

/// Bytes in hexadecimal, as hashes are written.
///
/// ```
/// assert_eq!(interdict_lists::hex(&[0, 0xab]), "00ab");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Whether an edition may follow the one held.
///
/// # Errors
/// [`Refusal::Stale`] or [`Refusal::Shrunken`].
pub fn follows(offered: &Edition, held: &Edition, rules: Rules, older: Older) -> Result<(), Refusal> {
    if older == Older::Refuse
        && let (Some(offered), Some(held)) = (offered.published(), held.published())
        && offered < held
    {
        return Err(Refusal::Stale { offered, held });
    }
    let (now, before) = (offered.counts.entries, held.counts.entries);
    let least = u128::from(before) * u128::from(100u8.saturating_sub(rules.shrink_percent));
    if u128::from(now) * 100 < least {
        return Err(Refusal::Shrunken { offered: now, held: before, percent: rules.shrink_percent });
    }
    Ok(())
}

/// What to do with an edition older than the one held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Older {
    /// Refuse it as stale.
    #[default]
    Refuse,
    /// Take it: the user goes back on purpose.
    Allow,
}
