//! What `interdict lists` prints.

use std::io::{self, Write};

use interdict_lists::{Act, Added, Delta, Designations, Edition, Entry, NameUse, Place, Quality, Standing};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::by_kind;

/// Which entries to show.
pub(super) struct Wanted<'a> {
    pub(super) reference: Option<&'a str>,
    pub(super) name: Option<&'a str>,
}

impl Wanted<'_> {
    pub(super) fn fits(&self, entry: &Entry) -> bool {
        let imo = entry.craft.iter().flat_map(|craft| &craft.imo);
        let named = |wanted: &str| {
            entry.names.iter().any(|name| name.full.to_lowercase().contains(&wanted.to_lowercase()))
        };
        self.reference.is_none_or(|wanted| {
            entry.id.eq_ignore_ascii_case(wanted) || imo.clone().any(|number| number.as_str() == wanted)
        }) && self.name.is_none_or(named)
    }
}

fn write_json(out: &mut impl Write, value: &Value) -> io::Result<()> {
    writeln!(out, "{value:#}")
}

fn day(edition: &Edition) -> String {
    edition.published().map_or_else(|| "undated".to_owned(), |day| day.to_string())
}

pub(super) fn taken(list: &str, added: &Added, json: bool, out: &mut impl Write) -> io::Result<()> {
    let edition = added.edition();
    let (word, left_out) = match added {
        Added::New(reading) => ("new", reading.bad.len()),
        Added::Same(_) => ("same", 0),
    };
    if json {
        return write_json(
            out,
            &json!({ "list": list, "result": word, "left-out": left_out, "edition": edition }),
        );
    }
    let what = if word == "new" { "took in" } else { "held already:" };
    let counts = &edition.counts;
    writeln!(
        out,
        "{list}: {what} {} entries, {} aliases, published {}",
        counts.entries,
        counts.aliases,
        day(edition)
    )?;
    let kinds: Vec<String> = counts.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    writeln!(out, "  {} · {} · {}", kinds.join(", "), edition.format, edition.short())?;
    if left_out > 0 {
        writeln!(out, "  {left_out} malformed left out")?;
    }
    Ok(())
}

pub(super) fn status(
    designations: &Designations,
    today: Date,
    held: &[(String, Edition, usize)],
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let kinds = by_kind(designations.all().map(|(kind, _)| kind));
    if json {
        let held: Vec<Value> = held
            .iter()
            .map(|(list, edition, kept)| json!({ "list": list, "edition": edition, "editions-kept": kept }))
            .collect();
        let embedded = json!({
            "list": designations.list(),
            "title": designations.title(),
            "text-as-of": designations.text_as_of().to_string(),
            "entries": designations.all().count(),
            "gaps": designations.gaps(),
            "sources": designations.sources(),
        });
        return write_json(out, &json!({ "embedded": embedded, "held": held }));
    }
    let kinds: Vec<String> = kinds.into_iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    writeln!(
        out,
        "{}  compiled in, text of {}, {} entries ({})",
        designations.list(),
        designations.text_as_of(),
        designations.all().count(),
        kinds.join(", ")
    )?;
    for gap in designations.gaps() {
        writeln!(out, "  not in it: {} ({})", gap.count, gap.what)?;
    }
    for (list, edition, kept) in held {
        let age = edition.published().and_then(|day| today.since(day).ok()).map(|span| span.get_days());
        let age = age.map_or_else(String::new, |days| format!(", {days} days old"));
        let counts = &edition.counts;
        writeln!(
            out,
            "{list}  published {}{age}, {} entries, {} aliases, {}, {}, {kept} kept",
            day(edition),
            counts.entries,
            counts.aliases,
            edition.format,
            edition.short()
        )?;
    }
    if held.is_empty() {
        writeln!(out, "no other list is held; `interdict lists update un` fetches one")?;
    }
    Ok(())
}

pub(super) fn diff(
    list: &str,
    before: &str,
    after: &str,
    delta: &Delta,
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if json {
        return write_json(out, &json!({ "list": list, "before": before, "after": after, "delta": delta }));
    }
    writeln!(
        out,
        "{list}: {before} → {after}: +{} −{}, {} changed",
        delta.added.len(),
        delta.removed.len(),
        delta.changed.len()
    )?;
    for one in &delta.added {
        writeln!(out, "+ {}  {}", one.id, one.name)?;
    }
    for one in &delta.removed {
        writeln!(out, "− {}  {}", one.id, one.name)?;
    }
    for one in &delta.changed {
        writeln!(out, "~ {}  {}", one.id, one.name)?;
        for field in &one.fields {
            for lost in &field.lost {
                writeln!(out, "    {} − {}", field.field, short(lost))?;
            }
            for gained in &field.gained {
                writeln!(out, "    {} + {}", field.field, short(gained))?;
            }
        }
    }
    Ok(())
}

/// Long remarks are whole in the JSON.
fn short(text: &str) -> String {
    let mut start: String = text.chars().take(160).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

pub(super) fn standing(
    designations: &Designations,
    on: Date,
    known: Date,
    listed: &[(Standing<'_>, &Entry)],
    whole: bool,
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if json {
        let listed: Vec<Value> = listed
            .iter()
            .map(|(standing, entry)| {
                json!({
                    "entry": entry,
                    "measures-in-force": standing.measures,
                    "confidence": standing.listed.confidence,
                    "amended-since": standing.amended_since.iter().map(Date::to_string).collect::<Vec<_>>(),
                })
            })
            .collect();
        let head = json!({
            "list": designations.list(), "on": on.to_string(), "known": known.to_string(),
            "text-as-of": designations.text_as_of().to_string(), "listed": listed,
        });
        return write_json(out, &head);
    }
    writeln!(out, "{}: {} listed on {on}, as known on {known}", designations.list(), listed.len())?;
    for (standing, entry) in listed {
        let measures: Vec<&str> = standing.measures.iter().map(|measure| measure.what.as_str()).collect();
        let act = entry.listed.first().map(act).unwrap_or_default();
        writeln!(out, "{}  {}  {act}  {}", entry.id, entry.name(), measures.join(", "))?;
        if whole {
            details(entry, out)?;
            writeln!(
                out,
                "  confidence: {:?}; words of {}",
                standing.listed.confidence,
                designations.text_as_of()
            )?;
            if !standing.amended_since.is_empty() {
                let days: Vec<String> = standing.amended_since.iter().map(Date::to_string).collect();
                writeln!(
                    out,
                    "  amended after {known} ({}): names and numbers may be newer",
                    days.join(", ")
                )?;
            }
        }
    }
    Ok(())
}

pub(super) fn entries(
    list: &str,
    edition: &Edition,
    entries: &[Entry],
    whole: bool,
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if json {
        return write_json(out, &json!({ "list": list, "edition": edition, "entries": entries }));
    }
    writeln!(out, "{list}: {} entries, published {}, {}", entries.len(), day(edition), edition.short())?;
    for entry in entries {
        writeln!(out, "{}  {}  {}", entry.id, entry.name(), entry.kind)?;
        if whole {
            details(entry, out)?;
        }
    }
    Ok(())
}

fn act(act: &Act) -> String {
    let on = act.on.as_ref().map(ToString::to_string);
    [on, act.by.as_ref().map(|by| format!("by {by}"))].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn place(place: &Place) -> String {
    let country = place.country.as_ref().or(place.country_code.as_ref());
    let parts = place
        .lines
        .iter()
        .chain([&place.city, &place.region, &place.postcode].into_iter().flatten())
        .chain(country);
    let mut text = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
    if let Some(note) = &place.note {
        text.push_str(&format!(" ({note})"));
    }
    text
}

fn details(entry: &Entry, out: &mut impl Write) -> io::Result<()> {
    let mut row = |label: &str, text: String| {
        if text.trim().is_empty() { Ok(()) } else { writeln!(out, "  {label}: {text}") }
    };
    for name in entry.names.iter().skip(1) {
        let label = match name.use_ {
            NameUse::Former => "formerly",
            NameUse::Now => "now",
            NameUse::OriginalScript => "in its script",
            NameUse::Primary | NameUse::Alias => "also",
        };
        let mark = match name.quality {
            Quality::Weak => " (weak)",
            Quality::Strong | Quality::Unstated => "",
        };
        row(label, format!("{}{mark}", name.full))?;
    }
    row("titles", entry.titles.join("; "))?;
    row("roles", entry.roles.join("; "))?;
    for birth in &entry.births {
        let note = birth.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
        row("born", format!("{}{note}", birth.date))?;
    }
    for one in &entry.birth_places {
        row("born at", place(one))?;
    }
    for one in &entry.nationalities {
        row("nationality", one.country.clone())?;
    }
    for one in &entry.addresses {
        row("address", place(one))?;
    }
    for one in &entry.documents {
        let country = one.country.as_ref().map_or_else(String::new, |country| format!(", {country}"));
        let expires = one.expires.as_ref().map_or_else(String::new, |date| format!(", expires {date}"));
        row(&one.kind, format!("{}{country}{expires}", one.number))?;
    }
    if let Some(craft) = &entry.craft {
        row("IMO", craft.imo.iter().map(|number| number.as_str()).collect::<Vec<_>>().join(", "))?;
        row("MMSI", craft.mmsi.join(", "))?;
        row("call sign", craft.call_signs.join(", "))?;
        row("flag", craft.flags.join(", "))?;
    }
    for one in &entry.wallets {
        row("wallet", format!("{} {}", one.currency, one.address))?;
    }
    row("programmes", entry.programmes.join(", "))?;
    for measure in &entry.measures {
        let under = measure.under.as_ref().map_or_else(String::new, |under| format!(" ({under})"));
        let since = measure.act.as_ref().map_or_else(String::new, |one| format!(" since {}", act(one)));
        row("measure", format!("{}{under}{since}", measure.what))?;
    }
    for one in &entry.listed {
        row("listed", act(one))?;
    }
    row("amended", entry.amended.iter().map(act).collect::<Vec<_>>().join(", "))?;
    for link in &entry.links {
        let other = link.name.as_ref().or(link.id.as_ref()).cloned().unwrap_or_default();
        row(&link.what, other)?;
    }
    for remark in &entry.remarks {
        row("remark", remark.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    for one in &entry.more {
        row(&one.label, one.value.clone())?;
    }
    Ok(())
}
