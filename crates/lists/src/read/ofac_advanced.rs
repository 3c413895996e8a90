//! OFAC's advanced XML, by its schema: reference tables, places and documents first, then parties, then what
//! binds them. An entry is complete only at the end, so this reader holds the list's entries in memory.

use std::collections::HashMap;
use std::io::BufRead;

use jiff::civil::Date;

use crate::bound::Limits;
use crate::date::PartialDate;
use crate::err::{BadRecord, Fault, ReadError};
use crate::model::{
    Act, Birth, Document, Entry, Header, Kind, Labelled, Link, Measure, Name, NameUse, Nationality, Place,
    Quality,
};
use crate::read::ofac_terms::identifier;
use crate::read::{Sink, expect_root};
use crate::xml::{Element, Found, Scanner};

/// Tables that later records refer to by number.
#[derive(Default)]
struct Tables {
    values: HashMap<(String, String), String>,
    countries: HashMap<String, (String, Option<String>)>,
    /// Party types by sub-type: a sub-type is often just `Unknown`.
    types: HashMap<String, (String, String)>,
    places: HashMap<String, Place>,
    documents: HashMap<String, Vec<Document>>,
}

impl Tables {
    fn value(&self, set: &str, id: Option<&str>) -> Option<String> {
        self.values.get(&(set.to_owned(), id?.to_owned())).cloned()
    }

    fn learn(&mut self, set: &Element<'_>) {
        let name = set.name().trim_end_matches("Values");
        for one in set.children() {
            let Some(id) = one.owned("ID") else { continue };
            let text = one.text().to_owned();
            if name == "Country" {
                self.countries.insert(id.clone(), (text.clone(), one.owned("ISO2")));
            }
            if name == "PartySubType" {
                let of = one.owned("PartyTypeID").unwrap_or_default();
                self.types.insert(id.clone(), (text.clone(), of));
            }
            self.values.insert((name.to_owned(), id), text);
        }
    }
}

pub(super) fn read(
    input: impl BufRead,
    file: &str,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> Result<Header, ReadError> {
    let is_record = |name: &str| {
        name.ends_with("Values")
            || matches!(
                name,
                "DateOfIssue"
                    | "Location"
                    | "IDRegDocument"
                    | "DistinctParty"
                    | "ProfileRelationship"
                    | "SanctionsEntry"
            )
    };
    let mut scanner = Scanner::new(input, file, limits, is_record);
    let mut header = Header::default();
    let mut tables = Tables::default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut profiles: HashMap<String, usize> = HashMap::new();
    while let Some(found) = scanner.next()? {
        let record = match found {
            Found::Root(root) => {
                expect_root(&root, "Sanctions")?;
                header.more.extend(root.owned("Version").map(|text| Labelled::new("Version", text)));
                continue;
            }
            Found::Record(record) => record,
        };
        match record.name() {
            "DateOfIssue" => {
                header.published = point(&record).map(PartialDate::Day);
                header.stamp = header.published.as_ref().map(ToString::to_string);
            }
            "Location" => {
                if let Some(id) = record.owned("ID") {
                    let place = location(&record, &tables);
                    tables.places.insert(id, place);
                }
            }
            "IDRegDocument" => {
                if let Some(identity) = record.owned("IdentityID") {
                    let document = document(&record, &tables);
                    tables.documents.entry(identity).or_default().push(document);
                }
            }
            "DistinctParty" => match party(&record, &tables) {
                Ok((entry, ids)) => {
                    profiles.extend(ids.into_iter().map(|id| (id, entries.len())));
                    entries.push(entry);
                }
                Err(bad) => sink(Err(bad)),
            },
            "ProfileRelationship" => relationship(&record, &tables, &profiles, &mut entries),
            "SanctionsEntry" => {
                let index = record.of("ProfileID").and_then(|id| profiles.get(id));
                match index.and_then(|index| entries.get_mut(*index)) {
                    Some(entry) => sanctions(&record, &tables, entry),
                    None => {
                        let id = record.owned("ProfileID").unwrap_or_default();
                        let fault =
                            Fault::new(record.at(), "its profile is not in the list", "fetch the list again");
                        sink(Err(BadRecord::new(id, fault)));
                    }
                }
            }
            _ => tables.learn(&record),
        }
    }
    entries.into_iter().for_each(|entry| sink(Ok(entry)));
    Ok(header)
}

fn location(record: &Element<'_>, tables: &Tables) -> Place {
    let mut place = Place::default();
    if let Some(country) = record.child("LocationCountry").and_then(|one| one.of("CountryID"))
        && let Some((name, code)) = tables.countries.get(country)
    {
        place.country = Some(name.clone());
        place.country_code.clone_from(code);
    }
    for part in record.all("LocationPart") {
        let kind = tables.value("LocPartType", part.of("LocPartTypeID")).unwrap_or_default();
        for value in part.all("LocationPartValue").filter_map(|value| value.owned("Value")) {
            match kind.to_ascii_uppercase().as_str() {
                "CITY" => place.city = Some(value),
                "STATE/PROVINCE" => place.region = Some(value),
                "POSTAL CODE" => place.postcode = Some(value),
                _ => place.lines.push(value),
            }
        }
    }
    place.note = record.owned("Comment");
    place
}

fn document(record: &Element<'_>, tables: &Tables) -> Document {
    let country = record.of("IssuedBy-CountryID").and_then(|id| tables.countries.get(id));
    let place = record.of("IssuedIn-LocationID").and_then(|id| tables.places.get(id));
    let city = place.and_then(|place| place.city.clone().or_else(|| place.country.clone()));
    let mut document = Document {
        kind: tables.value("IDRegDocType", record.of("IDRegDocTypeID")).unwrap_or_default(),
        number: record.owned("IDRegistrationNo").unwrap_or_default(),
        country: country.map(|(name, _)| name.clone()),
        issued_at: record.owned("IssuingAuthority").or(city),
        note: record.owned("Comment").or_else(|| tables.value("Validity", record.of("ValidityID"))),
        ..Document::default()
    };
    for date in record.all("DocumentDate") {
        let kind = tables.value("IDRegDocDateType", date.of("IDRegDocDateTypeID")).unwrap_or_default();
        let date = date.child("DatePeriod").and_then(|period| span(&period));
        if kind.to_ascii_lowercase().contains("expir") {
            document.expires = date;
        } else {
            document.issued = date;
        }
    }
    document
}

fn party(record: &Element<'_>, tables: &Tables) -> Result<(Entry, Vec<String>), BadRecord> {
    let again = "every published record has one: fetch the list again";
    let id = record.owned("FixedRef").unwrap_or_default();
    let bad = |what: &str| BadRecord::new(id.clone(), Fault::new(record.at(), what, again));
    if id.is_empty() {
        return Err(bad("it has no FixedRef"));
    }
    let mut entry = Entry { id: id.clone(), ..Entry::default() };
    entry.remarks.extend(record.owned("Comment"));
    let mut profiles = Vec::new();
    for profile in record.all("Profile") {
        profiles.extend(profile.owned("ID"));
        let sub = profile.of("PartySubTypeID").and_then(|id| tables.types.get(id));
        let of = sub.and_then(|(_, of)| tables.value("PartyType", Some(of)));
        entry.kind = match (of.as_deref(), sub.map(|(name, _)| name.as_str())) {
            (_, Some("Vessel")) => Kind::Vessel,
            (_, Some("Aircraft")) => Kind::Aircraft,
            (Some("Individual"), _) => Kind::Person,
            (Some("Entity"), _) => Kind::Entity,
            _ => Kind::Unstated,
        };
        for identity in profile.all("Identity") {
            names(&identity, tables, &mut entry);
            let documents = identity.of("ID").and_then(|id| tables.documents.get(id));
            for document in documents.into_iter().flatten() {
                identifier(&mut entry, document.clone());
            }
        }
        for one in profile.all("Feature") {
            feature(&one, tables, &mut entry);
        }
        entry.remarks.extend(profile.owned("Comment"));
        for reference in profile.all("ExternalReference") {
            let label = tables.value("ExRefType", reference.of("ExRefTypeID")).unwrap_or_default();
            entry.references.extend(reference.owned("ExRefValue").map(|text| Labelled::new(label, text)));
        }
    }
    if entry.names.is_empty() {
        return Err(bad("it has no name"));
    }
    entry.names.sort_by_key(|name| name.use_ != NameUse::Primary);
    // What is left are numbers of the publisher's tables (attributes), resolved above, and whatever text is new.
    entry.more.extend(record.untaken().into_iter().filter(|field| !field.label.contains('@')));
    Ok((entry, profiles))
}

fn names(identity: &Element<'_>, tables: &Tables, entry: &mut Entry) {
    let mut kinds: HashMap<&str, Option<String>> = HashMap::new();
    for master in
        identity.child("NamePartGroups").into_iter().flat_map(|groups| groups.all("MasterNamePartGroup"))
    {
        for group in master.all("NamePartGroup") {
            if let Some(id) = group.of("ID") {
                kinds.insert(id, tables.value("NamePartType", group.of("NamePartTypeID")));
            }
        }
    }
    for alias in identity.all("Alias") {
        let primary = alias.of("Primary") == Some("true");
        let low = alias.of("LowQuality") == Some("true");
        let said = tables.value("AliasType", alias.of("AliasTypeID"));
        for (index, documented) in alias.all("DocumentedName").enumerate() {
            let mut parts = Vec::new();
            let mut script = None;
            for value in documented.all("DocumentedNamePart").filter_map(|part| part.child("NamePartValue")) {
                let kind = value.of("NamePartGroupID").and_then(|id| kinds.get(id).cloned().flatten());
                script = tables.value("Script", value.of("ScriptID")).or(script);
                parts.push(Labelled::new(kind.unwrap_or_default(), value.text()));
            }
            let use_ = match (primary, index, said.as_deref()) {
                (true, 0, _) => NameUse::Primary,
                (true, ..) => NameUse::OriginalScript,
                (_, _, Some("F.K.A.")) => NameUse::Former,
                (_, _, Some("N.K.A.")) => NameUse::Now,
                _ => NameUse::Alias,
            };
            let quality = match (primary, low) {
                (true, _) => Quality::Unstated,
                (_, true) => Quality::Weak,
                _ => Quality::Strong,
            };
            let mut name = Name::of_parts(parts);
            // As the Treasury writes it elsewhere: `HANIYA, Ismail`.
            if let Some((last, rest)) = name.parts.split_first().filter(|(last, _)| last.label == "Last Name")
                && !rest.is_empty()
            {
                let rest: Vec<&str> = rest.iter().map(|part| part.value.as_str()).collect();
                name.full = format!("{}, {}", last.value, rest.join(" "));
            }
            if !name.full.is_empty() {
                entry.names.push(Name { use_, quality, said: said.clone(), script, ..name });
            }
        }
    }
}

fn feature(field: &Element<'_>, tables: &Tables, entry: &mut Entry) {
    let kind = tables.value("FeatureType", field.of("FeatureTypeID")).unwrap_or_default();
    for version in field.all("FeatureVersion") {
        let note = version.owned("Comment");
        let date = version.child("DatePeriod").and_then(|period| span(&period));
        let places: Vec<Place> = version
            .all("VersionLocation")
            .filter_map(|one| one.of("LocationID").and_then(|id| tables.places.get(id)).cloned())
            .collect();
        let details: Vec<String> = version
            .all("VersionDetail")
            .filter_map(|one| {
                tables.value("DetailReference", one.of("DetailReferenceID")).or_else(|| one.some())
            })
            .collect();
        match kind.as_str() {
            "Birthdate" => entry.births.extend(date.map(|date| Birth { date, note })),
            "Place of Birth" => {
                entry.birth_places.extend(places);
                entry.birth_places.extend(details.into_iter().map(Place::line));
            }
            "Location" => entry.addresses.extend(places),
            "Nationality Country" | "Citizenship Country" => {
                let what = if kind.starts_with('N') { "nationality" } else { "citizenship" };
                entry.nationalities.extend(places.into_iter().filter_map(|place| {
                    Some(Nationality { code: place.country_code, ..Nationality::of(what, place.country?) })
                }));
            }
            "Title" => entry.titles.extend(details),
            "VESSEL TYPE" | "Vessel Type" => entry.craft_mut().types.extend(details),
            "Vessel Flag" => entry.craft_mut().flags.extend(details),
            "Vessel Owner" => entry.craft_mut().owners.extend(details),
            "Vessel Call Sign" => entry.craft_mut().call_signs.extend(details),
            _ => {
                let date = date.map(|date| date.to_string());
                for number in details.into_iter().chain(date) {
                    let document =
                        Document { kind: kind.clone(), number, note: note.clone(), ..Document::default() };
                    identifier(entry, document);
                }
            }
        }
    }
}

fn relationship(
    record: &Element<'_>,
    tables: &Tables,
    profiles: &HashMap<String, usize>,
    entries: &mut [Entry],
) {
    let find = |name| record.of(name).and_then(|id| profiles.get(id)).copied();
    let to = find("To-ProfileID");
    let other =
        to.and_then(|index| entries.get(index)).map(|entry| (entry.id.clone(), entry.name().to_owned()));
    let (id, name) = other.map_or((record.owned("To-ProfileID"), None), |(id, name)| (Some(id), Some(name)));
    let former = (record.of("Former") == Some("true")).then(|| "former".to_owned());
    let what = tables.value("RelationType", record.of("RelationTypeID")).unwrap_or_default();
    if let Some(entry) = find("From-ProfileID").and_then(|index| entries.get_mut(index)) {
        entry.links.push(Link { what, id, name, note: record.owned("Comment").or(former) });
    }
}

fn sanctions(record: &Element<'_>, tables: &Tables, entry: &mut Entry) {
    entry.lists.extend(tables.value("List", record.of("ListID")));
    for event in record.all("EntryEvent") {
        let on = event.child("Date").and_then(|date| point(&date)).map(PartialDate::Day);
        let by = tables.value("LegalBasis", event.of("LegalBasisID"));
        let kind = tables
            .value("EntryEventType", event.of("EntryEventTypeID"))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let act = Act { on, by };
        if kind.contains("remov") || kind.contains("delist") {
            entry.delisted.push(act);
        } else if kind.contains("amend") || kind.contains("chang") {
            entry.amended.push(act);
        } else {
            entry.listed.push(act);
        }
    }
    for measure in record.all("SanctionsMeasure") {
        let kind = tables.value("SanctionsType", measure.of("SanctionsTypeID")).unwrap_or_default();
        match measure.owned("Comment") {
            Some(programme) if kind == "Program" => entry.programmes.push(programme),
            Some(comment) => entry.measures.push(Measure::named(format!("{kind}: {comment}"))),
            None => entry.measures.push(Measure::named(kind)),
        }
    }
    for info in record.all("SupportingInfo").filter_map(|info| info.owned("Text")) {
        entry.remarks.push(info);
    }
    entry.remarks.extend(record.owned("LimitationsToListing"));
}

fn point(element: &Element<'_>) -> Option<Date> {
    let number = |name| element.of(name).and_then(|text| text.parse::<i16>().ok());
    let year = number("Year").filter(|year| *year > 0)?;
    Date::new(year, i8::try_from(number("Month")?).ok()?, i8::try_from(number("Day")?).ok()?).ok()
}

/// From the first day on which it can have begun to the last on which it can have ended.
fn span(period: &Element<'_>) -> Option<PartialDate> {
    period.pass();
    let bound = |side: &'static str, end: &'static str| {
        let side = period.child(side)?;
        side.child(end)
            .or_else(|| side.child("From"))
            .or_else(|| side.child("To"))
            .and_then(|one| point(&one))
    };
    let first = bound("Start", "From").or_else(|| bound("End", "From"))?;
    let last = bound("End", "To").or_else(|| bound("Start", "To"))?;
    let whole_month = first.day() == 1 && last == first.last_of_month();
    let whole_year = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
    let date = if first == last {
        PartialDate::Day(first)
    } else if whole_year && first.year() == last.year() {
        PartialDate::Year(first.year())
    } else if whole_month {
        PartialDate::Month(first.year(), first.month())
    } else if whole_year {
        let (from, to) = (PartialDate::Year(first.year()), PartialDate::Year(last.year()));
        PartialDate::Range(Box::new(from), Box::new(to))
    } else {
        PartialDate::Range(Box::new(PartialDate::Day(first)), Box::new(PartialDate::Day(last)))
    };
    let about = ["Start", "End"]
        .into_iter()
        .any(|side| period.child(side).is_some_and(|side| side.of("Approximate") == Some("true")));
    Some(if about { PartialDate::About(Box::new(date)) } else { date })
}
