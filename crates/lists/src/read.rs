//! The readers: one function for each format, behind [`read`].
//!
//! Every reader pushes entries one by one into a sink. A record that cannot be made an entry is pushed as a
//! [`BadRecord`]; a file that cannot be read to its end is a [`ReadError`]. What either means for the edition
//! as a whole is decided by [`crate::Rules`], not here.

mod csl;
mod eu;
mod ftm;
mod ofac_advanced;
mod ofac_csv;
mod ofac_enhanced;
mod ofac_terms;
mod ofac_xml;
mod own;
mod table;
mod uk_csv;
mod uk_xml;
mod un;

use std::fmt;
use std::io::BufRead;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bound::Limits;
use crate::err::{At, BadRecord, Fault, ReadError};
use crate::model::{Entry, Header};

/// A format that a publisher uses, or ours for one's own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// United Nations Security Council consolidated list, XML, every layout since 2018.
    UnXml,
    /// OFAC's headerless CSV set: primary names, alternate names, addresses, spilled-over comments.
    OfacCsv,
    /// OFAC's `sdnList` XML (SDN and non-SDN), any namespace.
    OfacXml,
    /// OFAC's enhanced XML (`sanctionsData`).
    OfacEnhanced,
    /// OFAC's advanced XML (`Sanctions`, after the UN's model).
    OfacAdvanced,
    /// The US Consolidated Screening List, CSV.
    Csl,
    /// The EU's Financial Sanctions File, XML 1.1.
    EuXml,
    /// The UK Sanctions List, CSV.
    UkCsv,
    /// The UK Sanctions List, XML.
    UkXml,
    /// FollowTheMoney entities, JSON lines (OpenSanctions).
    Ftm,
    /// A list of one's own, CSV with the columns described in the manual.
    Own,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 11] = [
        Self::UnXml,
        Self::OfacCsv,
        Self::OfacXml,
        Self::OfacEnhanced,
        Self::OfacAdvanced,
        Self::Csl,
        Self::EuXml,
        Self::UkCsv,
        Self::UkXml,
        Self::Ftm,
        Self::Own,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnXml => "un-xml",
            Self::OfacCsv => "ofac-csv",
            Self::OfacXml => "ofac-xml",
            Self::OfacEnhanced => "ofac-enhanced",
            Self::OfacAdvanced => "ofac-advanced",
            Self::Csl => "csl",
            Self::EuXml => "eu-xml",
            Self::UkCsv => "uk-csv",
            Self::UkXml => "uk-xml",
            Self::Ftm => "ftm",
            Self::Own => "own",
        }
    }

    /// Whether a publisher stands behind it, rather than the user.
    pub fn is_official(self) -> bool {
        !matches!(self, Self::Own | Self::Ftm)
    }

    /// What the beginning of a file shows it to be; none if that is not certain.
    ///
    /// ```
    /// use interdict_lists::Format;
    ///
    /// let start = br#"<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-28">"#;
    /// assert_eq!(Format::sniff(start), Some(Format::UnXml));
    /// assert_eq!(Format::sniff(b"Dear Sir"), None);
    /// ```
    pub fn sniff(start: &[u8]) -> Option<Self> {
        let start = String::from_utf8_lossy(start);
        let start = start.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('<') {
            return match root_name(start)? {
                "CONSOLIDATED_LIST" => Some(Self::UnXml),
                "sdnList" => Some(Self::OfacXml),
                "sanctionsData" => Some(Self::OfacEnhanced),
                "Sanctions" => Some(Self::OfacAdvanced),
                "Designations" => Some(Self::UkXml),
                "export" => Some(Self::EuXml),
                _ => None,
            };
        }
        let first = start.lines().next().unwrap_or_default();
        let second = start.lines().nth(1).unwrap_or_default();
        if first.starts_with('{') {
            Some(Self::Ftm)
        } else if first.contains("source_information_url") {
            Some(Self::Csl)
        } else if first.contains("Unique ID") || second.contains("Unique ID") {
            Some(Self::UkCsv)
        } else if first.starts_with("id,") && first.contains("name") {
            Some(Self::Own)
        } else if first.chars().next().is_some_and(|c| c.is_ascii_digit()) && first.contains(",\"") {
            Some(Self::OfacCsv)
        } else {
            None
        }
    }
}

/// The local name of a document's root element.
fn root_name(mut text: &str) -> Option<&str> {
    loop {
        let rest = text.trim_start().strip_prefix('<')?;
        let end = match rest.get(..1)? {
            "?" => "?>",
            "!" if rest.starts_with("!--") => "-->",
            "!" => ">",
            _ => {
                let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
                return Some(name.rsplit(':').next().unwrap_or(name));
            }
        };
        text = rest.split_once(end)?.1;
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A format name that is none.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("no format `{0}`; there are {names}", names = Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == text)
            .ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// What a file is within a set of files; every format but OFAC's CSV has only a primary one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The list itself (`sdn.csv`, `cons_prim.csv`).
    #[default]
    Primary,
    /// Alternate names (`alt.csv`, `cons_alt.csv`).
    Alternate,
    /// Addresses (`add.csv`, `cons_add.csv`).
    Address,
    /// Remarks too long for the primary file (`sdn_comments.csv`, `cons_comments.csv`).
    Comments,
}

impl Role {
    /// The role that OFAC's file names give.
    pub fn of_file(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.contains("comments") {
            Self::Comments
        } else if name.starts_with("alt") || name.contains("_alt") {
            Self::Alternate
        } else if name.starts_with("add") || name.contains("_add") {
            Self::Address
        } else {
            Self::Primary
        }
    }
}

/// A file to read: its role, its name for messages, its bytes (already inflated).
pub struct Part<R> {
    /// What it is in its set.
    pub role: Role,
    /// The name used in messages.
    pub name: String,
    /// The bytes.
    pub input: R,
}

impl<R> Part<R> {
    /// A list that is one file.
    pub fn only(name: impl Into<String>, input: R) -> Self {
        Self { role: Role::Primary, name: name.into(), input }
    }
}

/// Where entries and bad records go.
pub type Sink<'a> = dyn FnMut(Result<Entry, BadRecord>) + 'a;

/// Reads a list to its end, pushing each entry into `sink`.
///
/// ```
/// use interdict_lists::{Format, Limits, Part, read};
///
/// let own = "id,kind,name,aliases,born\n1,person,Ann Onymous,A. Nonymous,~1960\n";
/// let mut entries = Vec::new();
/// read(Format::Own, vec![Part::only("own.csv", own.as_bytes())], Limits::default(), &mut |entry| {
///     entries.push(entry.unwrap());
/// })
/// .unwrap();
/// assert_eq!(entries[0].name(), "Ann Onymous");
/// assert_eq!(entries[0].births[0].date.to_string(), "~1960");
/// ```
///
/// # Errors
/// [`ReadError`] if the files cannot be read to their end; what was pushed before is then worth nothing.
pub fn read<R: BufRead>(
    format: Format,
    parts: Vec<Part<R>>,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    if format == Format::OfacCsv {
        return ofac_csv::read(parts, limits, sink);
    }
    let mut parts = parts.into_iter();
    let Some(part) = parts.next() else {
        let fault = Fault::new(At::default(), "no file was given", "name the list's file");
        return Err(ReadError::WrongShape(fault));
    };
    if let Some(second) = parts.next() {
        let what = format!("the format `{format}` is a single file");
        return Err(ReadError::WrongShape(Fault::new(
            At::file(second.name),
            what,
            "add the files one by one",
        )));
    }
    let Part { name, input, .. } = part;
    match format {
        Format::UnXml => un::read(input, &name, limits, sink),
        Format::OfacXml => ofac_xml::read(input, &name, limits, sink),
        Format::OfacEnhanced => ofac_enhanced::read(input, &name, limits, sink),
        Format::OfacAdvanced => ofac_advanced::read(input, &name, limits, sink),
        Format::EuXml => eu::read(input, &name, limits, sink),
        Format::UkXml => uk_xml::read(input, &name, limits, sink),
        Format::UkCsv => uk_csv::read(input, &name, limits, sink),
        Format::Csl => csl::read(input, &name, limits, sink),
        Format::Ftm => ftm::read(input, &name, limits, sink),
        Format::Own | Format::OfacCsv => own::read(input, &name, limits, sink),
    }
}

/// Refuses a document whose root is not the format's.
pub(crate) fn expect_root(root: &crate::xml::Element<'_>, want: &str) -> Result<(), ReadError> {
    if root.name() == want {
        return Ok(());
    }
    let what = format!("the root element is `{}`, not `{want}`", root.name());
    Err(ReadError::WrongShape(Fault::new(root.at(), what, "name the right format with --format")))
}

/// `Male; Female`-like cells: the parts between the separator, without empty ones.
pub(crate) fn split<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(separator).map(str::trim).filter(|part| !part.is_empty())
}
