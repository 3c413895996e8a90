use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use interdict_record::{
    Added, Disagreement, KeptText, LARGEST_FILE, ResolutionText, SourceText, TextShelf, compare,
};
use interdict_regime::Regime;
use interdict_regime::law::Provision;
use miette::Diagnostic;
use serde_json::{Value, json};

use super::Format;
use crate::failure::{FAILED, Failure};
use crate::law;

/// Keep and read your own copies of the resolutions' texts.
#[derive(Args)]
pub(crate) struct Texts {
    #[command(subcommand)]
    command: TextsCommand,
}

#[derive(Subcommand)]
enum TextsCommand {
    /// Keep resolutions' own texts (plain text or PDF) and report where our numbers or dates disagree with them
    Add(Add),
    /// The texts kept
    List(List),
    /// A kept text, or one paragraph of it, word for word
    Show(ShowText),
}

#[derive(Args)]
struct Add {
    /// Plain text in UTF-8, or a PDF with a text layer
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Put a text in the place of a different one of the same instrument
    #[arg(long)]
    replace: bool,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    shelf: Shelf,
}

#[derive(Args)]
struct List {
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    shelf: Shelf,
}

#[derive(Args)]
struct ShowText {
    /// `2375:16` for a paragraph, `2375:8(a)` for a sub-item, `2375` for the whole text
    cite: String,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    shelf: Shelf,
}

/// Where the user's copies are kept.
#[derive(Args)]
pub(crate) struct Shelf {
    /// Keep your copies of texts in this folder [default: your data folder]
    #[arg(long, value_name = "FOLDER", env = "INTERDICT_TEXTS")]
    texts: Option<PathBuf>,
}

impl Shelf {
    fn open(&self) -> Result<TextShelf, Failure> {
        match &self.texts {
            Some(folder) => Ok(TextShelf::at(folder)),
            None => TextShelf::of_user(|name| std::env::var_os(name)).map_err(failed),
        }
    }

    /// The copies of these instruments. A shelf that cannot be read is said on stderr and stops nothing.
    pub(crate) fn copies<'a>(&self, instruments: impl Iterator<Item = &'a str>) -> BTreeMap<String, Copy> {
        let mut copies = BTreeMap::new();
        // Without a folder for the user's data there are no copies; that is no fault of a look-up.
        let Ok(shelf) = self.open() else { return copies };
        for id in instruments {
            let Ok(number) = id.parse() else { continue };
            if copies.contains_key(id) {
                continue;
            }
            match shelf.find(number) {
                Ok(Some(kept)) => {
                    copies.insert(id.to_owned(), Copy(kept));
                }
                Ok(None) => {}
                Err(error) => {
                    eprintln!("note: your copy of {id} is not shown: {error}");
                    return copies;
                }
            }
        }
        copies
    }
}

/// A user's copy of an instrument.
pub(crate) struct Copy(KeptText);

impl Copy {
    /// The words that a provision cites, as JSON.
    pub(crate) fn quote(&self, provision: &Provision) -> Value {
        let quoted = self.0.text.verbatim(&provision.cite);
        json!({ "file": self.0.name, "sha256": self.0.text.hash, "text": quoted.as_ref().ok(), "missing": quoted.as_ref().err().map(ToString::to_string) })
    }
}

/// The words that a provision cites, to print under its summary.
pub(crate) fn beside(copy: &Copy, provision: &Provision) -> String {
    let hash = short(&copy.0.text.hash);
    let said = copy.0.text.verbatim(&provision.cite).unwrap_or_else(|missing| format!("[{missing}]"));
    filled(&format!("    verbatim (your copy, {hash}): "), "      ", &said)
}

impl Texts {
    pub(crate) fn run(&self, folder: Option<&Path>) -> Result<ExitCode, Failure> {
        match &self.command {
            TextsCommand::Add(add) => add.run(&law::load(folder)?),
            TextsCommand::List(list) => list.run(),
            TextsCommand::Show(show) => show.run(&law::load(folder)?),
        }
    }
}

impl Add {
    fn run(&self, regime: &Regime) -> Result<ExitCode, Failure> {
        let shelf = self.shelf.open()?;
        let mut out = std::io::stdout().lock();
        let (mut rows, mut refused) = (Vec::new(), false);
        for file in &self.files {
            match add(&shelf, file, self.replace) {
                Ok((text, added, path)) => {
                    let disagreements = compare(regime, &text);
                    match self.format {
                        Format::Text => writeln!(out, "{}", report(&text, added, &path, &disagreements))?,
                        Format::Json => rows.push(row(file, &text, added, &path, &disagreements)),
                    }
                }
                // One bad file does not keep the others out.
                Err(failure) => {
                    refused = true;
                    eprintln!("{:?}", miette::Report::new(failure));
                }
            }
        }
        if self.format == Format::Json {
            writeln!(out, "{:#}", json!({ "texts": rows }))?;
        }
        Ok(if refused { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
    }
}

fn add(shelf: &TextShelf, file: &Path, replace: bool) -> Result<(ResolutionText, Added, PathBuf), Failure> {
    let place = file.display().to_string();
    let unreadable = Failure::unreadable(&place);
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to be refused.
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX).saturating_add(1);
    std::fs::File::open(file)
        .map_err(&unreadable)?
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(&unreadable)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let refuse = |error: &dyn Diagnostic| refused(place.clone(), error);
    let source = SourceText::read(&name, &bytes).map_err(|error| refuse(&error))?;
    let text = source.resolution().map_err(|error| refuse(&error))?;
    let (added, path) = shelf.add(&source, &text, replace).map_err(|error| refuse(&error))?;
    Ok((text, added, path))
}

fn refused(place: String, error: &dyn Diagnostic) -> Failure {
    Failure::Refused { place, problem: error.to_string(), mend: error.help().map(|help| help.to_string()) }
}

fn failed(error: interdict_record::ShelfError) -> Failure {
    refused("texts".to_owned(), &error)
}

fn report(text: &ResolutionText, added: Added, path: &Path, disagreements: &[Disagreement]) -> String {
    let did = match added {
        Added::New => "kept in",
        Added::Unchanged => "already held in",
        Added::Replaced => "replaced in",
    };
    let adopted = text.adopted.map(|day| format!(" of {day}")).unwrap_or_default();
    let mut page = format!("{}{adopted}: {}, {did} {}\n", text.symbol, counts(text), path.display());
    for warning in &text.warnings {
        page.push_str(&filled("  ! ", "    ", &warning.to_string()));
    }
    if disagreements.is_empty() {
        page.push_str("  no disagreement found between our numbers and dates and this text\n");
    } else {
        page.push_str(&format!(
            "  {}:\n",
            count(disagreements.len(), "disagreement with the ledger", "disagreements with the ledger")
        ));
        for disagreement in disagreements {
            page.push_str(&filled("  ≠ ", "    ", &disagreement.to_string()));
        }
    }
    page
}

fn row(
    file: &Path,
    text: &ResolutionText,
    added: Added,
    path: &Path,
    disagreements: &[Disagreement],
) -> Value {
    let said: Vec<Value> = disagreements
        .iter()
        .map(|disagreement| {
            let mut value = json!(disagreement);
            if let Some(fields) = value.as_object_mut() {
                fields.insert("says".to_owned(), json!(disagreement.to_string()));
            }
            value
        })
        .collect();
    json!({
        "file": file.display().to_string(), "kept": path.display().to_string(), "added": added, "symbol": text.symbol,
        "adopted": text.adopted, "meeting": text.meeting, "sha256": text.hash, "preamble": text.preamble.len(),
        "operative": text.operative.len(), "annexes": text.annexes.len(), "warnings": text.warnings, "disagreements": said,
    })
}

impl List {
    fn run(&self) -> Result<ExitCode, Failure> {
        let shelf = self.shelf.open()?;
        let mut out = std::io::stdout().lock();
        let (mut rows, mut damaged) = (Vec::new(), false);
        for held in shelf.list().map_err(failed)? {
            match held {
                Ok(held) => rows.push(held),
                Err(error) => {
                    damaged = true;
                    eprintln!("{:?}", miette::Report::new(failed(error)));
                }
            }
        }
        match self.format {
            Format::Json => {
                let row = |held: &KeptText| {
                    let text = &held.text;
                    json!({ "symbol": text.symbol, "adopted": text.adopted, "operative": text.operative.len(), "annexes": text.annexes.len(),
                        "file": held.name, "kept": held.path.display().to_string(), "sha256": text.hash, "warnings": text.warnings })
                };
                let folder = shelf.folder().display().to_string();
                writeln!(
                    out,
                    "{:#}",
                    json!({ "folder": folder, "texts": rows.iter().map(row).collect::<Vec<_>>() })
                )?;
            }
            Format::Text => {
                for KeptText { name, text, .. } in &rows {
                    let adopted = text.adopted.map_or_else(|| "undated".to_owned(), |day| day.to_string());
                    writeln!(
                        out,
                        "{:<18} {adopted}  {}, from {name} ({})",
                        text.symbol,
                        counts(text),
                        short(&text.hash)
                    )?;
                }
                if rows.is_empty() {
                    writeln!(
                        out,
                        "no texts in {}: add those you have with `interdict texts add FILE…`",
                        shelf.folder().display()
                    )?;
                }
            }
        }
        Ok(if damaged { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
    }
}

impl ShowText {
    fn run(&self, regime: &Regime) -> Result<ExitCode, Failure> {
        let plain = self.cite.replace(['¶', '§'], ":");
        let (instrument, cite) = plain
            .split_once(':')
            .map_or((plain.as_str(), None), |(id, cite)| (id, Some(cite.trim_matches([':', ' ']))));
        let usage = |problem: String, mend: &str| Failure::Usage { problem, mend: Some(mend.to_owned()) };
        let form = "write `2375:16`, `2375:8(a)` or `2375`";
        let number = instrument
            .trim()
            .parse::<u32>()
            .map_err(|_| usage(format!("`{}` names no text", self.cite), form))?;
        let held = self.shelf.open()?.find(number).map_err(failed)?;
        let held = held.ok_or_else(|| {
            usage(format!("no text of {number} is kept"), "add your copy with `interdict texts add FILE`")
        })?;
        let text = &held.text;
        let mut out = std::io::stdout().lock();
        let Some(cite) = cite else {
            match self.format {
                Format::Json => writeln!(out, "{:#}", json!({ "file": held.name, "text": text }))?,
                Format::Text => write!(out, "{}", whole(text))?,
            }
            return Ok(ExitCode::SUCCESS);
        };
        let said = text.verbatim(cite).map_err(|missing| {
            usage(missing.to_string(), &format!("its paragraphs run to {}", missing.last()))
        })?;
        let own: Vec<&Provision> =
            regime.cited(&format!("{number}:{cite}")).into_iter().map(|(provision, _)| provision).collect();
        match self.format {
            Format::Json => {
                let ours: Vec<_> = own
                    .iter()
                    .map(|own| json!({ "id": own.id, "cite": own.cite, "summary": own.summary }))
                    .collect();
                writeln!(
                    out,
                    "{:#}",
                    json!({ "cite": format!("{number}:{cite}"), "symbol": text.symbol, "file": held.name, "sha256": text.hash, "text": said, "provisions": ours })
                )?;
            }
            Format::Text => {
                writeln!(out, "{}, paragraph {cite} (your copy, {})", text.symbol, short(&text.hash))?;
                write!(out, "{}", filled("    ", "    ", &said))?;
                for own in own {
                    write!(out, "{}", filled(&format!("  [{}] ", own.id), "    ", &own.summary))?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn whole(text: &ResolutionText) -> String {
    let mut page = format!("{} (your copy, {})\n", text.symbol, short(&text.hash));
    for paragraph in &text.preamble {
        page.push('\n');
        page.push_str(&filled("", "", paragraph));
    }
    for paragraph in &text.operative {
        page.push('\n');
        page.push_str(&filled(&format!("{}. ", paragraph.number), "", &paragraph.text));
        for item in &paragraph.items {
            page.push_str(&filled(&format!("  ({}) ", item.label), "    ", &item.text));
            for item in &item.items {
                page.push_str(&filled(&format!("    ({}) ", item.label), "      ", &item.text));
            }
        }
    }
    for annex in &text.annexes {
        page.push_str(&format!("\n{}\n", annex.heading));
        annex.text.lines().for_each(|line| page.push_str(&filled("  ", "    ", line)));
    }
    page
}

fn counts(text: &ResolutionText) -> String {
    let annexes = count(text.annexes.len(), "annex", "annexes");
    let operative = count(text.operative.len(), "operative paragraph", "operative paragraphs");
    format!("{} preambular, {operative}, {annexes}", text.preamble.len())
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// A text filled to the page's width, each line ended.
fn filled(first: &str, rest: &str, text: &str) -> String {
    let options = textwrap::Options::new(100).initial_indent(first).subsequent_indent(rest);
    textwrap::wrap(text, options).iter().map(|line| format!("{}\n", line.trim_end())).collect()
}
