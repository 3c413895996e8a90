//! Matches as a page and as JSON.

use std::io::{self, Write};

use interdict_screen::{Kind, Party};
use serde_json::{Value, json};

use super::Found;
use super::customers::Customer;
use super::screened::Screened;

/// The width that pages are filled to.
const WIDTH: usize = 100;
/// What every page ends with.
const CAUTION: &str = "A match is a name to look into, not an identification. No match is no clearance: it says that on the lists \
                       above, in these editions, no name scored that high.";

/// What a party is, as lists call it.
fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Organisation => "entity",
        Kind::Vessel => "vessel",
        Kind::Aircraft => "aircraft",
        Kind::Unstated => "unstated",
    }
}

/// A score as it is printed: rounded down, so that nothing reads as certain or as reaching a threshold that it misses.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).floor() / 1000.0
}

fn asked(party: &Party) -> String {
    let numbers =
        party.imo.iter().map(|number| format!("IMO {number}")).chain(party.identifiers.iter().cloned());
    let name = party.names.first().map(|name| format!("“{}”", name.text));
    name.unwrap_or_else(|| numbers.collect::<Vec<_>>().join(", "))
}

/// The answer to one name.
pub(crate) fn page(
    out: &mut impl Write,
    party: &Party,
    found: &[Found<'_>],
    lists: &[Screened],
    threshold: f64,
) -> io::Result<()> {
    let matches = match found.len() {
        0 => "no match".to_owned(),
        1 => "1 match".to_owned(),
        many => format!("{many} matches"),
    };
    writeln!(out, "{matches} for {} at {threshold:.2} and above", asked(party))?;
    for found in found {
        writeln!(out)?;
        one(out, found)?;
    }
    screened(out, lists)
}

fn one(out: &mut impl Write, found: &Found<'_>) -> io::Result<()> {
    let matched = &found.matched;
    let (party, list) = (matched.party, &found.list.list);
    writeln!(
        out,
        "{:.3}  {}  {}  ({list}, {})",
        rounded(matched.score),
        party.id,
        matched.listed_name,
        word(party.kind)
    )?;
    if let Some(principal) = party.names.first().filter(|name| name.text != matched.listed_name) {
        writeln!(out, "       an alias of {}", principal.text)?;
    }
    for piece in &matched.pieces {
        let first = format!("       {:+5.1}  {}: ", piece.points, piece.about);
        let options =
            textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent("              ");
        for line in textwrap::wrap(&piece.says, options) {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

/// One row of a file, with its matches.
pub(crate) fn row(out: &mut impl Write, customer: &Customer, found: &[Found<'_>]) -> io::Result<()> {
    let id = if customer.party.id.is_empty() { String::new() } else { format!("{}  ", customer.party.id) };
    writeln!(out, "── {}  {id}{}", customer.place, asked(&customer.party))?;
    for found in found {
        one(out, found)?;
    }
    writeln!(out)
}

/// What was screened, and what that means.
pub(crate) fn screened(out: &mut impl Write, lists: &[Screened]) -> io::Result<()> {
    writeln!(out, "\nScreened:")?;
    for list in lists {
        let entries = if list.entries == 1 { "entry" } else { "entries" };
        writeln!(out, "  {}, {} {entries} ({})", list.list, list.entries, list.edition)?;
    }
    for line in textwrap::wrap(CAUTION, WIDTH) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn matches(found: &[Found<'_>]) -> Vec<Value> {
    let each = found.iter().map(|found| {
        let matched = &found.matched;
        json!({
            "list": found.list.list,
            "id": matched.party.id,
            "type": word(matched.party.kind),
            "name": matched.party.names.first().map(|name| name.text.as_str()),
            "matched-name": matched.listed_name,
            "score": rounded(matched.score),
            "name-score": rounded(matched.name_score),
            "reasons": matched.pieces.iter().map(|piece| json!({
                "about": piece.about,
                "points": (piece.points * 100.0).round() / 100.0,
                "says": piece.says,
            })).collect::<Vec<_>>(),
        })
    });
    each.collect()
}

fn editions(lists: &[Screened]) -> Vec<Value> {
    lists
        .iter()
        .map(|list| json!({ "list": list.list, "edition": list.edition, "entries": list.entries }))
        .collect()
}

/// The answer to one name, for programs.
pub(crate) fn value(party: &Party, found: &[Found<'_>], lists: &[Screened], threshold: f64) -> Value {
    json!({
        "query": asked(party).trim_matches(['“', '”']),
        "threshold": threshold,
        "matches": matches(found),
        "screened": editions(lists),
        "engine": env!("CARGO_PKG_VERSION"),
        "note": CAUTION,
    })
}

/// One row of a file, for programs.
pub(crate) fn row_value(
    customer: &Customer,
    found: &[Found<'_>],
    lists: &[Screened],
    threshold: f64,
) -> Value {
    let mut row = value(&customer.party, found, lists, threshold);
    if let Some(row) = row.as_object_mut() {
        row.insert("source".to_owned(), json!(customer.place));
        row.insert("id".to_owned(), json!(customer.party.id));
        // Said once, on the page and in the book; not in every one of a million rows.
        row.remove("note");
    }
    row
}
