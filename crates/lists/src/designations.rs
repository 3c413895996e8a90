//! A regime's own designations: TOML, each with the act and date that listed it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use miette::{Diagnostic, NamedSource, SourceSpan};
use serde::{Deserialize, Serialize};
use thiserror::Error;

mod parts;

use parts::day;
pub use parts::{
    Confidence, DesignationAct, Listed, ListedName, ListingAct, MeasureApplied, MeasureKind, OtherDocument,
    Source, StatedPlace,
};

use crate::date::PartialDate;
use crate::model::{
    Act, Document, Entry, ImoNumber, Kind, Labelled, Measure, Name, NameUse, Nationality, Place,
};

/// Something that the file is known to lack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What is missing, and why.
    pub what: String,
    /// How many parties.
    pub count: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FileOf {
    format: u32,
    list: String,
    title: String,
    #[serde(deserialize_with = "day")]
    text_as_of: Date,
    #[serde(default, rename = "source")]
    sources: Vec<Source>,
    #[serde(default, rename = "gap")]
    gaps: Vec<Gap>,
    #[serde(default, rename = "act")]
    acts: Vec<ListingAct>,
    #[serde(default, rename = "measure")]
    measures: Vec<MeasureKind>,
    #[serde(default, rename = "individual")]
    individuals: Vec<Listed>,
    #[serde(default, rename = "entity")]
    entities: Vec<Listed>,
    #[serde(default, rename = "vessel")]
    vessels: Vec<Listed>,
}

/// A regime's designations, checked: every act and measure named in them is there, and dates agree.
#[derive(Clone, Debug)]
pub struct Designations {
    list: String,
    title: String,
    text_as_of: Date,
    sources: Vec<Source>,
    gaps: Vec<Gap>,
    acts: BTreeMap<String, ListingAct>,
    measures: BTreeMap<String, MeasureKind>,
    listed: Vec<(Kind, Listed)>,
}

/// A party as it stands on a day.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// Person, entity or vessel.
    pub kind: Kind,
    /// The party.
    pub listed: &'a Listed,
    /// The measures in force on the day, as known then.
    pub measures: Vec<&'a MeasureApplied>,
    /// Amendments after the day of knowledge: the names and numbers shown may be newer than it.
    pub amended_since: Vec<Date>,
}

/// Why a file of designations was refused.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
#[diagnostic(help("{mend}"))]
pub struct DesignationError {
    what: String,
    mend: String,
    #[label("here")]
    at: SourceSpan,
    #[source_code]
    file: std::sync::Arc<NamedSource<String>>,
}

impl Designations {
    /// Reads a file of designations; unknown keys, unknown acts, doubled references and wrong ship numbers are
    /// refused with their place.
    ///
    /// ```
    /// use interdict_lists::Designations;
    ///
    /// let text = r#"
    /// format = 1
    /// list = "example"
    /// title = "An example"
    /// text-as-of = 2026-01-28
    ///
    /// [[act]]
    /// id = "1:2"
    /// on = 2017-06-02
    /// date-confidence = "verified"
    /// cite-confidence = "unverified"
    ///
    /// [[measure]]
    /// id = "asset-freeze"
    /// under = "1:8"
    ///
    /// [[individual]]
    /// ref = "XXi.001"
    /// name = "ANN ONYMOUS"
    /// listed = { by = "1:2", on = 2017-06-02 }
    /// measures = [{ what = "asset-freeze" }]
    /// confidence = "verified"
    /// "#;
    /// let list = Designations::parse("example.toml", text).unwrap();
    /// let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    /// assert_eq!(list.listed(day("2017-06-02"), day("2026-01-01")).count(), 1);
    /// assert_eq!(list.listed(day("2017-06-01"), day("2026-01-01")).count(), 0);
    /// // On 1 June nobody could know what 2 June would bring.
    /// assert_eq!(list.listed(day("2026-01-01"), day("2017-06-01")).count(), 0);
    /// ```
    ///
    /// # Errors
    /// [`DesignationError`], with the place.
    pub fn parse(name: &str, text: &str) -> Result<Self, DesignationError> {
        let refuse = |what: String, mend: &str, span: std::ops::Range<usize>| DesignationError {
            what,
            mend: mend.to_owned(),
            at: span.into(),
            file: std::sync::Arc::new(NamedSource::new(name, text.to_owned()).with_language("TOML")),
        };
        let file: FileOf = toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            refuse(error.message().to_owned(), "correct the file, or generate it again", span)
        })?;
        if file.format != 1 {
            let what = format!("format {} is not known", file.format);
            return Err(refuse(what, "this version reads format 1", 0..0));
        }
        let mut acts = BTreeMap::new();
        for act in file.acts {
            if let Some(twice) = acts.insert(act.id.clone(), act) {
                return Err(refuse(format!("act `{}` is there twice", twice.id), "name it once", 0..0));
            }
        }
        let measures: BTreeMap<String, MeasureKind> =
            file.measures.into_iter().map(|kind| (kind.id.clone(), kind)).collect();
        let kinds =
            [(Kind::Person, file.individuals), (Kind::Entity, file.entities), (Kind::Vessel, file.vessels)];
        let mut listed = Vec::new();
        let mut seen = BTreeSet::new();
        for (kind, parties) in kinds {
            for party in parties {
                let wrong = |what: String, mend: &str| refuse(what, mend, party.reference.span());
                check(&party, &acts, &measures).map_err(|(what, mend)| wrong(what, mend))?;
                if !seen.insert(party.reference().to_owned()) {
                    return Err(wrong(
                        format!("`{}` is listed twice", party.reference()),
                        "a reference is given once",
                    ));
                }
                listed.push((kind.clone(), party));
            }
        }
        let FileOf { list, title, text_as_of, sources, gaps, .. } = file;
        Ok(Self { list, title, text_as_of, sources, gaps, acts, measures, listed })
    }

    /// The list's name, such as `un-1718`.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// What it is.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The date of the publication whose words the names and numbers are.
    pub fn text_as_of(&self) -> Date {
        self.text_as_of
    }

    /// Where the facts are from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// What is known to be missing.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The acts, by name.
    pub fn acts(&self) -> impl Iterator<Item = &ListingAct> {
        self.acts.values()
    }

    /// The measures that a listing can carry.
    pub fn measures(&self) -> impl Iterator<Item = &MeasureKind> {
        self.measures.values()
    }

    /// Every party, listed now or once, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = (&Kind, &Listed)> {
        self.listed.iter().map(|(kind, listed)| (kind, listed))
    }

    /// Who was listed on a day, as known on another: acts later than `known` are not seen.
    pub fn listed(&self, on: Date, known: Date) -> impl Iterator<Item = Standing<'_>> {
        let day = on.min(known);
        self.listed.iter().filter_map(move |(kind, party)| {
            if party.removed.as_ref().is_some_and(|removed| removed.on <= day) {
                return None;
            }
            let since = |measure: &MeasureApplied| measure.on.unwrap_or(party.listed.on);
            let measures: Vec<&MeasureApplied> =
                party.measures.iter().filter(|measure| since(measure) <= day).collect();
            if measures.is_empty() {
                return None;
            }
            let amended_since = party.amended.iter().copied().filter(|amended| *amended > known).collect();
            Some(Standing { kind: kind.clone(), listed: party, measures, amended_since })
        })
    }

    /// The parties as entries, for screening beside other lists.
    pub fn entries(&self) -> Vec<Entry> {
        self.listed.iter().map(|(kind, party)| self.entry(kind, party)).collect()
    }

    fn entry(&self, kind: &Kind, party: &Listed) -> Entry {
        let mut entry = Entry { id: party.reference().to_owned(), kind: kind.clone(), ..Entry::default() };
        entry.lists.push(self.list.clone());
        let parts = party.parts.iter().map(|part| Labelled::new("", part)).collect();
        entry.names.push(Name { parts, ..Name::primary(&party.name) });
        let native =
            party.native.iter().map(|full| Name { use_: NameUse::OriginalScript, ..Name::alias(full) });
        entry.names.extend(native);
        entry.names.extend(party.aliases.iter().map(|alias| Name {
            quality: alias.quality,
            use_: alias.use_,
            born: alias.born.clone(),
            ..Name::alias(&alias.name)
        }));
        entry.titles.clone_from(&party.titles);
        entry.roles.clone_from(&party.roles);
        entry.genders.extend(party.gender.clone());
        entry.births.extend(party.born.iter().cloned().map(Into::into));
        entry.birth_places.extend(party.born_at.iter().map(place));
        entry.nationalities.extend(party.nationality.iter().map(|country| Nationality::of("", country)));
        entry.addresses.extend(party.addresses.iter().map(place));
        entry.documents.extend(party.documents.iter().map(|one| Document {
            kind: one.kind.clone(),
            number: one.number.clone(),
            country: one.country.clone(),
            issued: one.issued.clone(),
            expires: one.expires.clone(),
            ..Document::default()
        }));
        if let Some(number) = party.imo.as_deref().and_then(ImoNumber::find) {
            entry.craft_mut().imo.push(number);
        }
        if let Some(mmsi) = &party.mmsi {
            entry.craft_mut().mmsi.push(mmsi.clone());
        }
        let act = |by: &str, on: Date| Act { on: Some(PartialDate::Day(on)), by: Some(by.to_owned()) };
        entry.listed.push(act(&party.listed.by, party.listed.on));
        entry.amended.extend(party.amended.iter().map(|day| Act::on(PartialDate::Day(*day))));
        entry.delisted.extend(party.removed.iter().map(|removed| act(&removed.by, removed.on)));
        entry.measures.extend(party.measures.iter().map(|measure| Measure {
            what: measure.what.clone(),
            under: self.measures.get(&measure.what).map(|kind| kind.under.clone()),
            act: Some(act(
                measure.by.as_deref().unwrap_or(&party.listed.by),
                measure.on.unwrap_or(party.listed.on),
            )),
        }));
        entry
    }
}

fn check(
    party: &Listed,
    acts: &BTreeMap<String, ListingAct>,
    measures: &BTreeMap<String, MeasureKind>,
) -> Result<(), (String, &'static str)> {
    let reference = party.reference();
    let mut dated = vec![(party.listed.by.as_str(), party.listed.on)];
    dated.extend(party.removed.iter().map(|removed| (removed.by.as_str(), removed.on)));
    for measure in &party.measures {
        if !measures.contains_key(&measure.what) {
            let what =
                format!("`{reference}` has the measure `{}`, which the file does not name", measure.what);
            return Err((what, "add it under [[measure]], or correct the name"));
        }
        match (&measure.by, measure.on) {
            (Some(by), Some(on)) => dated.push((by, on)),
            (None, None) => {}
            _ => {
                return Err((
                    format!("`{reference}` has a measure with half an act"),
                    "give `by` and `on`, or neither",
                ));
            }
        }
    }
    if party.measures.is_empty() {
        return Err((format!("`{reference}` is listed without a measure"), "say what the listing carries"));
    }
    for (by, on) in dated {
        match acts.get(by) {
            None => {
                let what = format!("`{reference}` was listed by `{by}`, which the file does not name");
                return Err((what, "add it under [[act]], or correct the name"));
            }
            Some(act) if act.on != on => {
                let what = format!("`{reference}` says {on}, its act `{by}` is of {}", act.on);
                return Err((what, "correct one of the two dates"));
            }
            Some(_) => {}
        }
    }
    if let Some(imo) = &party.imo
        && !ImoNumber::find(imo).is_some_and(|number| number.check_digit_holds() && number.as_str() == imo)
    {
        return Err((
            format!("`{imo}` is no IMO number"),
            "seven digits, the last of which checks the others",
        ));
    }
    Ok(())
}

fn place(place: &StatedPlace) -> Place {
    Place {
        lines: place.street.iter().cloned().collect(),
        city: place.city.clone(),
        region: place.region.clone(),
        postcode: place.postcode.clone(),
        country: place.country.clone(),
        ..Place::default()
    }
}
