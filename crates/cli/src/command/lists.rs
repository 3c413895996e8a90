//! `interdict lists`: take editions in, keep them, compare and show them.

mod print;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use interdict_lists::{
    Added, Address, Delta, DesignationError, Designations, Edition, Entry, FetchError, Fetcher, Format,
    Given, Kind, Limits, Older, OnBadRecord, Part, Publisher, Reading, Refusal, Role, Rules, Shelf,
    ShelfError, Standing, load, open,
};
use jiff::civil::Date;
use miette::Diagnostic;

use crate::failure::Failure;

/// The designations compiled in: what is there on a fresh machine, without a network.
const EMBEDDED: &str = include_str!("../../../../regimes/un-1718/designations.toml");

/// Official lists: take in, keep, compare and show their editions.
#[derive(Args)]
pub(crate) struct Lists {
    /// Where editions are kept [default: interdict/lists in the user's data directory]
    #[arg(long, global = true, env = "INTERDICT_LISTS", value_name = "DIRECTORY")]
    shelf: Option<PathBuf>,
    /// How to print
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    format: Output,
    #[command(subcommand)]
    command: ListsCommand,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What to do with lists.
#[derive(Subcommand)]
pub(crate) enum ListsCommand {
    /// Take an edition in from files: whole, or not at all
    Add {
        /// The list's name: un, ofac-sdn, eu, uk, or one of your own
        list: String,
        /// Its files, packed or not; OFAC's CSV comes as a set
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        taking: Taking,
    },
    /// Fetch an edition from its publisher and take it in
    Update {
        /// The list's name; without one, every list held that has a known publisher
        list: Option<String>,
        /// The publisher's address; several for a set of files
        #[arg(long, value_name = "ADDRESS", requires = "list")]
        from: Vec<String>,
        /// How often to try
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=10))]
        tries: u32,
        /// How long a try may take, in seconds
        #[arg(long, default_value_t = 300, value_name = "SECONDS")]
        timeout: u64,
        #[command(flatten)]
        taking: Taking,
    },
    /// What is held, of which day
    Status,
    /// What changed between two editions: added, removed, changed by field
    Diff {
        /// The list's name
        list: String,
        /// The earlier edition: a date, the beginning of a hash, or a file [default: the one before]
        before: Option<String>,
        /// The later edition [default: the one in force]
        after: Option<String>,
    },
    /// Who is listed, or one entry whole
    Show {
        /// The list's name
        #[arg(default_value = "un-1718")]
        list: String,
        /// A reference, such as KPi.033
        reference: Option<String>,
        /// Only entries of which a name contains this
        #[arg(long, value_name = "TEXT")]
        name: Option<String>,
        /// As of this day (designations: who was listed; other lists: the edition then in force) [default: today]
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// As known on this day (designations only) [default: today]
        #[arg(long, value_name = "DATE")]
        known: Option<Date>,
    },
}

/// The rules by which an edition is taken in.
#[derive(Args)]
pub(crate) struct Taking {
    /// The files' format, where they do not show it: un-xml, ofac-csv, ofac-xml, ofac-enhanced, ofac-advanced, csl,
    /// eu-xml, uk-csv, uk-xml, ftm, own
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<Format>,
    /// How many per cent fewer entries than held before may come
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    shrink: Option<u8>,
    /// Take an edition older than the one held
    #[arg(long)]
    allow_older: bool,
    /// Leave malformed records out of an official list and say so, in place of refusing it
    #[arg(long)]
    keep_rest: bool,
}

impl Taking {
    fn rules(&self, format: Format) -> Rules {
        let mut rules = Rules::of(format);
        if let Some(percent) = self.shrink {
            rules.shrink_percent = percent;
        }
        if self.keep_rest {
            rules.bad_records = OnBadRecord::Report;
        }
        rules
    }

    fn older(&self) -> Older {
        if self.allow_older { Older::Allow } else { Older::Refuse }
    }
}

/// Why `interdict lists` did not do what it was asked.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum ListsError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Shelf(#[from] ShelfError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    #[diagnostic(transparent)]
    Designations(#[from] DesignationError),
    #[error("{file}: {refusal}")]
    #[diagnostic(help("name another file, or an edition held"))]
    File { file: String, refusal: Box<Refusal> },
    #[error("{problem}")]
    #[diagnostic(help("{mend}"))]
    Usage { problem: String, mend: String },
    #[error("the answer could not be written: {0}")]
    Output(std::io::Error),
    /// Reported one by one already.
    #[error("{0} of the lists could not be updated")]
    Several(usize),
}

impl ListsError {
    /// 1 failed, 2 usage, 3 a list did not load; a reader that went away is a quiet success.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
            Self::Shelf(ShelfError::Refused(_) | ShelfError::Damaged { .. })
            | Self::Designations(_)
            | Self::File { .. } => 3,
            Self::Shelf(ShelfError::Name(_) | ShelfError::Unknown { .. })
            | Self::Usage { .. }
            | Self::Fetch(FetchError::Address(_)) => 2,
            _ => 1,
        }
    }

    /// Prints the error and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let code = self.exit_code();
        if code > 0 {
            eprintln!("{:?}", miette::Report::new(self));
        }
        ExitCode::from(code)
    }
}

impl From<std::io::Error> for ListsError {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

fn usage(problem: impl Into<String>, mend: impl Into<String>) -> ListsError {
    ListsError::Usage { problem: problem.into(), mend: mend.into() }
}

fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

impl Lists {
    pub(crate) fn run(&self) -> Result<ExitCode, ListsError> {
        let mut out = std::io::stdout().lock();
        match &self.command {
            ListsCommand::Add { list, files, taking } => self.add(list, files, taking, &mut out)?,
            ListsCommand::Update { list, from, tries, timeout, taking } => {
                let fetcher =
                    Fetcher { tries: *tries, timeout: Duration::from_secs(*timeout), ..Fetcher::default() };
                self.update(list.as_deref(), from, fetcher, taking, &mut out)?;
            }
            ListsCommand::Status => self.status(&mut out)?,
            ListsCommand::Diff { list, before, after } => {
                self.diff(list, before.as_deref(), after.as_deref(), &mut out)?;
            }
            ListsCommand::Show { list, reference, name, on, known } => {
                let wanted = print::Wanted { reference: reference.as_deref(), name: name.as_deref() };
                self.show(list, &wanted, *on, *known, &mut out)?;
            }
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }

    fn shelf(&self) -> Result<Shelf, ListsError> {
        shelf(self.shelf.as_deref())
    }

    fn add(
        &self,
        list: &str,
        files: &[PathBuf],
        taking: &Taking,
        out: &mut impl Write,
    ) -> Result<(), ListsError> {
        let format = taking.read_as.map_or_else(|| recognised(files.first()), Ok)?;
        let given: Vec<Given> = match format {
            Format::OfacCsv => files.iter().map(Given::named).collect(),
            _ => files.iter().map(Given::only).collect(),
        };
        let added = self.shelf()?.add(list, format, &given, taking.rules(format), taking.older())?;
        self.taken(list, &added, out)
    }

    fn taken(&self, list: &str, added: &Added, out: &mut impl Write) -> Result<(), ListsError> {
        if let Added::New(Reading { bad, .. }) = added {
            for bad in bad {
                eprintln!("left out: {bad}\n  {}", bad.fault().mend());
            }
        }
        print::taken(list, added, self.format == Output::Json, out)?;
        Ok(())
    }

    fn update(
        &self,
        list: Option<&str>,
        from: &[String],
        fetcher: Fetcher,
        taking: &Taking,
        out: &mut impl Write,
    ) -> Result<(), ListsError> {
        let shelf = self.shelf()?;
        let Some(list) = list else {
            let held: Vec<String> = shelf.lists()?;
            let known: Vec<&String> = held
                .iter()
                .filter(|list| Publisher::of(list).is_some_and(|one| !one.files.is_empty()))
                .collect();
            if known.is_empty() {
                return Err(usage(
                    "no list with a known publisher is held",
                    "name one: interdict lists update un",
                ));
            }
            let mut failed = 0usize;
            for list in known {
                if let Err(error) = self.update_one(&shelf, list, from, fetcher, taking, out) {
                    eprintln!("{list}: {:?}", miette::Report::new(error));
                    failed += 1;
                }
            }
            return if failed > 0 { Err(ListsError::Several(failed)) } else { Ok(()) };
        };
        self.update_one(&shelf, list, from, fetcher, taking, out)
    }

    fn update_one(
        &self,
        shelf: &Shelf,
        list: &str,
        from: &[String],
        fetcher: Fetcher,
        taking: &Taking,
        out: &mut impl Write,
    ) -> Result<(), ListsError> {
        let publisher = Publisher::of(list);
        let mut addresses: Vec<(Role, Address)> = Vec::new();
        for address in from {
            let file =
                address.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
            let role = if from.len() > 1 { Role::of_file(file) } else { Role::Primary };
            addresses.push((role, address.parse()?));
        }
        if addresses.is_empty() {
            for (role, address) in publisher.iter().flat_map(|publisher| &publisher.files) {
                addresses.push((*role, address.parse()?));
            }
        }
        if addresses.is_empty() {
            return Err(usage(
                format!("no address of `{list}` is known"),
                "give the publisher's with --from",
            ));
        }
        let into = tempfile::tempdir()?;
        let fetched = fetcher.fetch(&addresses, into.path())?;
        let held = shelf.current(list)?.map(|edition| edition.format);
        // What the files show goes before what the publisher once offered or what was held.
        let shown = recognised(fetched.files.first().map(|file| &file.path)).ok();
        let known = publisher.map(|publisher| publisher.format);
        let format = taking.read_as.or(shown).or(held).or(known);
        let format =
            format.ok_or_else(|| usage("the format is not clear from the file", "name it with --as"))?;
        let added = shelf.add(list, format, &fetched.files, taking.rules(format), taking.older())?;
        self.taken(list, &added, out)
    }

    fn status(&self, out: &mut impl Write) -> Result<(), ListsError> {
        let designations = embedded()?;
        let shelf = self.shelf()?;
        let mut held = Vec::new();
        for list in shelf.lists()? {
            if let Some(edition) = shelf.current(&list)? {
                let kept = shelf.editions(&list)?.len();
                held.push((list, edition, kept));
            }
        }
        print::status(&designations, today(), &held, self.format == Output::Json, out)?;
        Ok(())
    }

    fn diff(
        &self,
        list: &str,
        before: Option<&str>,
        after: Option<&str>,
        out: &mut impl Write,
    ) -> Result<(), ListsError> {
        let shelf = self.shelf()?;
        let later = self.named(&shelf, list, after)?;
        let earlier = match before {
            Some(_) => self.named(&shelf, list, before)?,
            None => {
                let editions = shelf.editions(list)?;
                let at = editions.iter().position(|edition| edition.short() == later.0);
                let one = at.and_then(|at| at.checked_sub(1)).and_then(|at| editions.get(at));
                let mend = "add another, or name a file to compare with";
                let one = one.ok_or_else(|| usage(format!("only one edition of `{list}` is held"), mend))?;
                (one.short().to_owned(), one.published(), shelf.entries(list, one)?)
            }
        };
        let delta = Delta::between(&earlier.2, &later.2);
        let title = |(hash, published, _): &(String, Option<Date>, Vec<Entry>)| {
            published.map_or_else(|| hash.clone(), |day| format!("{day} ({hash})"))
        };
        print::diff(list, &title(&earlier), &title(&later), &delta, self.format == Output::Json, out)?;
        Ok(())
    }

    /// An edition by date, hash or file, with its entries.
    fn named(
        &self,
        shelf: &Shelf,
        list: &str,
        which: Option<&str>,
    ) -> Result<(String, Option<Date>, Vec<Entry>), ListsError> {
        if let Some(path) = which.map(PathBuf::from).filter(|path| path.is_file()) {
            let format = recognised(Some(&path))?;
            let file = path.display().to_string();
            let wrong =
                |refusal: Refusal| ListsError::File { file: file.clone(), refusal: Box::new(refusal) };
            let input = open(std::fs::File::open(&path)?, Limits::default())?;
            let (reading, entries) =
                load(format, vec![Part::only(&file, input)], Rules::of(format)).map_err(wrong)?;
            return Ok((reading.edition.short().to_owned(), reading.edition.published(), entries));
        }
        let edition = shelf.find(list, which)?;
        Ok((edition.short().to_owned(), edition.published(), shelf.entries(list, &edition)?))
    }

    fn show(
        &self,
        list: &str,
        wanted: &print::Wanted<'_>,
        on: Option<Date>,
        known: Option<Date>,
        out: &mut impl Write,
    ) -> Result<(), ListsError> {
        let json = self.format == Output::Json;
        let designations = embedded()?;
        let absent = |what: &str| {
            usage(format!("`{what}` is not on `{list}`"), "interdict lists show gives the references")
        };
        if list == designations.list() {
            let known = known.unwrap_or_else(today);
            let on = on.unwrap_or(known);
            let entries = designations.entries();
            let standing: Vec<(Standing<'_>, &Entry)> = designations
                .listed(on, known)
                .filter_map(|standing| {
                    let entry = entries.iter().find(|entry| entry.id == standing.listed.reference())?;
                    wanted.fits(entry).then_some((standing, entry))
                })
                .collect();
            if let (Some(reference), true) = (wanted.reference, standing.is_empty()) {
                return Err(absent(reference));
            }
            print::standing(&designations, on, known, &standing, wanted.reference.is_some(), json, out)?;
            return Ok(());
        }
        if known.is_some() {
            let mend = "--on takes the edition then in force";
            return Err(usage("only a regime's own designations know what was known when", mend));
        }
        let shelf = self.shelf()?;
        let on = on.map(|day| day.to_string());
        let edition = shelf.find(list, on.as_deref())?;
        let mut entries = shelf.entries(list, &edition)?;
        entries.retain(|entry| wanted.fits(entry));
        if let (Some(reference), true) = (wanted.reference, entries.is_empty()) {
            return Err(absent(reference));
        }
        print::entries(list, &edition, &entries, wanted.reference.is_some(), json, out)?;
        Ok(())
    }
}

/// The shelf in the directory named, or in the user's data directory.
pub(crate) fn shelf(named: Option<&Path>) -> Result<Shelf, ListsError> {
    if let Some(path) = named {
        return Ok(Shelf::at(path));
    }
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")));
    data.or_else(|| set("LOCALAPPDATA"))
        .map(|data| Shelf::at(data.join("interdict").join("lists")))
        .ok_or_else(|| usage("there is no place to keep lists", "name a directory with --shelf"))
}

/// When an edition was published, in words.
pub(crate) fn published(edition: &Edition) -> String {
    edition.published().map_or("undated".to_owned(), |day| format!("published {day}"))
}

/// That a list which was named has no edition of a day.
pub(crate) fn unpublished(list: &str, day: Date) -> Failure {
    Failure::Usage {
        problem: format!("no edition of `{list}` was published by {day}"),
        mend: Some("`interdict lists status` shows what is held".to_owned()),
    }
}

/// The designations compiled in.
pub(crate) fn embedded() -> Result<Designations, ListsError> {
    Ok(Designations::parse("regimes/un-1718/designations.toml", EMBEDDED)?)
}

/// What the beginning of a file shows it to be.
fn recognised(path: Option<&PathBuf>) -> Result<Format, ListsError> {
    use std::io::Read as _;
    let path = path.ok_or_else(|| usage("no file was given", "name the list's file"))?;
    let unreadable = |error: std::io::Error| usage(format!("{}: {error}", path.display()), "check the path");
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut start = Vec::new();
    open(file, Limits::default())
        .map_err(unreadable)?
        .take(8192)
        .read_to_end(&mut start)
        .map_err(unreadable)?;
    Format::sniff(&start).ok_or_else(|| {
        let known = Format::ALL.map(Format::name).join(", ");
        usage(format!("{}: its format is not clear", path.display()), format!("name it with --as: {known}"))
    })
}

/// How many of each kind.
fn by_kind<'a>(kinds: impl Iterator<Item = &'a Kind>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for kind in kinds {
        let name = kind.to_string();
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts
}
