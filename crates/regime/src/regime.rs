//! A regime: its law, loaded, checked and ready to be asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::country::CountryCode;
use crate::dealing::Facts;
use crate::hs::HsCode;
use crate::law::{
    Accounted, Aid, CodeGroup, Event, FactDeclaration, FactOf, FindingDeclaration, GoodsSet, Instrument,
    LedgerEntry, OverlayHeader, PlaceDeclaration, Provision, Quota, Reading, Subject, Text,
};
use crate::load::{LoadError, SourceFile, check, parse_file};
use crate::reference::{Reference, fold};
use crate::vocabulary::{ObjectKind, Verb};

/// What `regime.toml` says: the subject of the regime.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct About {
    /// Its id, the name of its folder.
    pub id: String,
    /// Its full name.
    pub name: String,
    /// Its name in a headline.
    pub short: String,
    /// The target State, ISO 3166-1 alpha-2.
    pub target: Text,
    /// What summaries call the target State.
    pub target_name: String,
    /// The time zone of the Council's seat, by which days are counted, as the IANA names it.
    pub seat: Text,
    /// Countries commonly mistaken for it.
    #[serde(default)]
    pub confused_with: Vec<Text>,
    /// Names that could mean it or one of those.
    #[serde(default)]
    pub ambiguous_names: Vec<String>,
    /// The reading, as `reading/option`, on which goods that only pass through the target are supplied to it.
    #[serde(default)]
    pub transit_reading: Option<Text>,
    /// An instrument to name as an example of one, by its id.
    #[serde(default)]
    pub example: Option<Text>,
    /// What an answer does not reach, for the headline.
    pub not_examined: String,
    /// Which listings make a party designated.
    #[serde(default)]
    pub designated: Designated,
    /// Whose findings count.
    pub authority: Vec<Authority>,
    /// How an aid agency's list of goods is put to it, where the regime knows of aid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid: Option<Aid>,
}

/// Which listings make a party designated, as rules ask of it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Designated {
    /// The measures of the regime's own designations, any of which does.
    pub by: Vec<String>,
    /// Lists of others that carry designations under this regime: a party that a newer edition adds is designated too.
    pub beside: Vec<ListedBeside>,
}

/// A part of somebody's list that carries designations under this regime.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListedBeside {
    /// The name of the list among those held.
    pub list: String,
    /// The section of it, as its entries name it.
    pub section: String,
    /// The measures that a listed person comes under.
    pub person: Vec<String>,
    /// The measures that a listed entity comes under.
    pub entity: Vec<String>,
}

/// Somebody whose findings rules turn on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Its name in dealings and rules.
    pub id: String,
    /// What answers call it.
    pub says: String,
}

/// An instrument file: a header, then its provisions.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstrumentFile {
    /// The header.
    pub instrument: Instrument,
    /// The paragraphs that no provision holds, or holds only partly.
    #[serde(default)]
    pub accounted: Vec<Accounted>,
    /// Its provisions.
    #[serde(default)]
    pub provision: Vec<Provision>,
}

/// `subjects.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubjectsFile {
    /// The subjects, in the order that readers meet them.
    pub subject: Vec<Subject>,
}

/// `events.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventsFile {
    /// The events.
    pub event: Vec<Event>,
}

/// `goods.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsFile {
    /// The sets.
    pub goods: Vec<GoodsSet>,
}

/// `quotas.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuotasFile {
    /// The caps.
    pub quota: Vec<Quota>,
}

/// `ledger.toml`; a regime without caps has none.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerFile {
    /// The entries.
    pub entry: Vec<LedgerEntry>,
}

/// `readings.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingsFile {
    /// The readings.
    pub reading: Vec<Reading>,
}

/// `facts.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactsFile {
    /// The facts.
    pub fact: Vec<FactDeclaration>,
    /// The kinds of finding.
    pub finding: Vec<FindingDeclaration>,
}

/// `places.toml`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlacesFile {
    /// The places.
    pub place: Vec<PlaceDeclaration>,
}

/// A group of headings with its codes parsed.
#[derive(Clone, Debug)]
pub(crate) struct Headings {
    pub(crate) codes: Vec<HsCode>,
    pub(crate) group: CodeGroup,
}

/// One provision with what loading worked out for it.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub(crate) provision: Provision,
    /// Its instrument's place in [`Regime::instruments`].
    pub(crate) instrument: usize,
}

/// A sanctions regime: instruments, provisions, and the vocabulary they are written in.
///
/// It reads its files once and answers for ever after; nothing in it knows what day it is.
#[derive(Clone, Debug)]
pub struct Regime {
    pub(crate) about: About,
    pub(crate) target: CountryCode,
    pub(crate) reference: Reference,
    pub(crate) instruments: Vec<Instrument>,
    /// Of each instrument, in the same order, what no provision holds wholly.
    pub(crate) accounted: Vec<Vec<Accounted>>,
    pub(crate) provisions: Vec<Loaded>,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) events: Vec<Event>,
    pub(crate) goods: BTreeMap<String, (GoodsSet, Arc<[Headings]>)>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) ledger: Vec<LedgerEntry>,
    pub(crate) readings: Vec<Reading>,
    pub(crate) facts: BTreeMap<String, FactDeclaration>,
    pub(crate) findings: Vec<FindingDeclaration>,
    pub(crate) places: Vec<PlaceDeclaration>,
    /// The places of those that lift others.
    exemptions: Vec<usize>,
    /// The places of those that ask for room under a quota.
    pub(crate) capping: Vec<usize>,
    /// What supersedes a provision or exception: the first day, and the day its instrument was adopted.
    superseders: BTreeMap<String, Vec<(Date, Date)>>,
    pub(crate) edition: String,
    /// The draft laid over it, if one is.
    pub(crate) overlay: Option<OverlayHeader>,
}

impl Regime {
    /// Loads the regime whose folder is `id` from the files of `regimes/`, with the shared reference data.
    ///
    /// # Errors
    /// Every fault of the files, with file, line, words and mend: a key that is not known, a date or code that cannot
    /// be, a reference that leads nowhere, a provision without source or confidence, two things of one name.
    pub fn load(id: &str, files: &[SourceFile]) -> Result<Regime, LoadError> {
        let find = |path: &str| {
            files
                .iter()
                .find(|file| file.path == path)
                .ok_or_else(|| LoadError::Missing { path: path.to_owned() })
        };
        let own = |name: &str| find(&format!("{id}/{name}"));
        let reference = Reference::load(find("reference/countries.toml")?, find("reference/hs.toml")?)?;
        let about_file = own("regime.toml")?;
        let about: About = parse_file(about_file)?;
        let target = reference.country(&about.target).ok_or_else(|| {
            let problem = format!("`{}` is no ISO 3166-1 code", about.target);
            LoadError::refused(
                about_file,
                about.target.span(),
                problem,
                Some("write the target State's code, such as KP".into()),
            )
        })?;

        let prefix = format!("{id}/instruments/");
        let mut instrument_files = Vec::new();
        for file in files.iter().filter(|file| file.path.starts_with(&prefix)) {
            instrument_files.push((file, parse_file::<InstrumentFile>(file)?));
        }
        instrument_files
            .sort_by_key(|(_, parsed)| (parsed.instrument.adopted, parsed.instrument.id.to_string()));
        let goods_file = own("goods.toml")?;
        let facts_file = own("facts.toml")?;
        let mut regime = Regime {
            about,
            target,
            reference,
            instruments: Vec::new(),
            accounted: Vec::new(),
            provisions: Vec::new(),
            subjects: parse_file::<SubjectsFile>(own("subjects.toml")?)?.subject,
            events: parse_file::<EventsFile>(own("events.toml")?)?.event,
            goods: BTreeMap::new(),
            quotas: parse_file::<QuotasFile>(own("quotas.toml")?)?.quota,
            ledger: match own("ledger.toml") {
                Ok(file) => parse_file::<LedgerFile>(file)?.entry,
                Err(_) => Vec::new(),
            },
            readings: parse_file::<ReadingsFile>(own("readings.toml")?)?.reading,
            facts: BTreeMap::new(),
            findings: Vec::new(),
            places: parse_file::<PlacesFile>(own("places.toml")?)?.place,
            exemptions: Vec::new(),
            capping: Vec::new(),
            superseders: BTreeMap::new(),
            edition: edition_of(id, files),
            overlay: None,
        };
        for set in parse_file::<GoodsFile>(goods_file)?.goods {
            regime.add_goods(set, goods_file)?;
        }
        let facts: FactsFile = parse_file(facts_file)?;
        for fact in facts.fact {
            let id = fact.id.clone();
            if regime.goods.contains_key(&*id) || regime.facts.insert(fact.id.to_string(), fact).is_some() {
                return Err(twice(facts_file, &id, "fact"));
            }
        }
        regime.findings = facts.finding;
        for (place, (_, parsed)) in instrument_files.iter().enumerate() {
            regime.instruments.push(parsed.instrument.clone());
            regime.accounted.push(parsed.accounted.clone());
            regime
                .provisions
                .extend(parsed.provision.iter().map(|p| Loaded { provision: p.clone(), instrument: place }));
        }
        regime.note_superseders();
        let sources: Vec<&SourceFile> = instrument_files.iter().map(|(file, _)| *file).collect();
        check(&regime, &sources, &own)?;
        Ok(regime)
    }

    /// Adds a set of goods, its codes parsed.
    pub(crate) fn add_goods(&mut self, set: GoodsSet, file: &SourceFile) -> Result<(), LoadError> {
        let headings = set.codes.iter().map(|group| headings_of(group, file, &self.reference));
        let headings = headings.collect::<Result<Arc<[_]>, _>>()?;
        let id = set.id.clone();
        match self.goods.insert(set.id.to_string(), (set, headings)) {
            Some(_) => Err(twice(file, &id, "goods set")),
            None => Ok(()),
        }
    }

    /// Works out what supersedes what, which provisions lift others, and which ask for room under a quota.
    pub(crate) fn note_superseders(&mut self) {
        let mut superseders: BTreeMap<String, Vec<(Date, Date)>> = BTreeMap::new();
        for (provision, instrument) in self.provisions() {
            for superseded in &provision.supersedes {
                let known = superseders.entry(superseded.to_string()).or_default();
                known.push((provision.from, instrument.adopted));
            }
        }
        self.superseders = superseders;
        let lifts = |(_, loaded): &(usize, &Loaded)| loaded.provision.norm == crate::law::Norm::Exemption;
        let caps = |(_, loaded): &(usize, &Loaded)| loaded.provision.asks_for_room();
        let places = || self.provisions.iter().enumerate();
        self.exemptions = places().filter(lifts).map(|(place, _)| place).collect();
        self.capping = places().filter(caps).map(|(place, _)| place).collect();
    }

    /// The draft laid over the law, if one is: then everything it answers is hypothetical.
    pub fn overlay(&self) -> Option<&OverlayHeader> {
        self.overlay.as_ref()
    }

    /// What the regime is about.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The State it is about.
    pub fn target(&self) -> CountryCode {
        self.target
    }

    /// Countries and HS codes.
    pub fn reference(&self) -> &Reference {
        &self.reference
    }

    /// The content hash of every file that was read: SHA-256, in hexadecimal.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Its instruments in order of adoption.
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// Every provision with its instrument, in order of adoption and of the file.
    pub fn provisions(&self) -> impl Iterator<Item = (&Provision, &Instrument)> {
        self.provisions
            .iter()
            .filter_map(|loaded| Some((&loaded.provision, self.instruments.get(loaded.instrument)?)))
    }

    /// A provision by its id.
    pub fn provision(&self, id: &str) -> Option<(&Provision, &Instrument)> {
        self.provisions().find(|(provision, _)| *provision.id == *id)
    }

    /// The points on which the law can be read in two ways.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// A set of goods by its id.
    pub fn goods_set(&self, id: &str) -> Option<&GoodsSet> {
        self.goods.get(id).map(|(set, _)| set)
    }

    /// Every set of goods.
    pub fn goods_sets(&self) -> impl Iterator<Item = &GoodsSet> {
        self.goods.values().map(|(set, _)| set)
    }

    /// What provisions are about, in the order that readers meet it.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The caps.
    pub fn quotas(&self) -> impl Iterator<Item = &Quota> {
        self.quotas.iter()
    }

    /// A cap by its id.
    pub fn quota(&self, id: &str) -> Option<&Quota> {
        self.quotas.iter().find(|quota| *quota.id == *id)
    }

    /// The declared facts.
    pub fn facts(&self) -> impl Iterator<Item = &FactDeclaration> {
        self.facts.values()
    }

    /// The facts of ships, persons and other objects that a designation states, with the measure that does.
    pub fn facts_by_listing(&self, of: FactOf) -> impl Iterator<Item = (&FactDeclaration, &Text)> {
        let of_it = self.facts().filter(move |fact| fact.of == of);
        of_it.filter_map(|fact| Some((fact, fact.listed_for.as_ref()?)))
    }

    /// Whether a ship was compared with the designations: then each fact that a designation would state is stated.
    pub(crate) fn compared(&self, ship: &Facts) -> bool {
        let mut stated =
            self.facts_by_listing(FactOf::Ship).map(|(fact, _)| ship.contains_key(&*fact.id)).peekable();
        stated.peek().is_some() && stated.all(|stated| stated)
    }

    /// The declared kinds of finding.
    pub fn findings(&self) -> &[FindingDeclaration] {
        &self.findings
    }

    /// The day from which a provision is overtaken, as known on a day: the first day of whatever known
    /// instrument's provision supersedes it. `None` where nothing known does.
    ///
    /// `name` is a provision's id, or `provision#exception`.
    pub fn superseded_from(&self, name: &str, known: Date) -> Option<Date> {
        let superseders = self.superseders.get(name)?;
        superseders.iter().filter(|(_, adopted)| *adopted <= known).map(|(from, _)| *from).min()
    }

    /// The first day on which a provision or exception no longer stands, as known on a day: after its own last day, or
    /// from when it is superseded.
    pub(crate) fn end_of(&self, name: &str, until: Option<Date>, known: Date) -> Option<Date> {
        let own_end = until.and_then(|until| until.tomorrow().ok());
        [own_end, self.superseded_from(name, known)].into_iter().flatten().min()
    }

    /// Whether some rule, of whatever date, is about a verb with a kind of object.
    pub(crate) fn looks_at(&self, verb: Verb, object: ObjectKind) -> bool {
        self.provisions.iter().any(|loaded| loaded.provision.is_about(verb, object))
    }

    /// The provisions that lift others.
    pub(crate) fn exemptions(&self) -> impl Iterator<Item = &Loaded> {
        self.exemptions.iter().filter_map(|place| self.provisions.get(*place))
    }

    pub(crate) fn has_fact(&self, id: &str) -> bool {
        self.facts.contains_key(id) || self.goods.contains_key(id)
    }

    pub(crate) fn fact_ids(&self) -> impl Iterator<Item = &str> {
        self.facts.keys().chain(self.goods.keys()).map(String::as_str)
    }

    pub(crate) fn has_finding(&self, kind: &str) -> bool {
        self.findings.iter().any(|finding| *finding.id == *kind)
    }

    pub(crate) fn finding_kinds(&self) -> impl Iterator<Item = &str> {
        self.findings.iter().map(|finding| finding.id.as_str())
    }

    pub(crate) fn has_authority(&self, id: &str) -> bool {
        self.about.authority.iter().any(|authority| authority.id == id)
    }

    pub(crate) fn authorities(&self) -> impl Iterator<Item = &str> {
        self.about.authority.iter().map(|authority| authority.id.as_str())
    }

    /// What answers call an authority.
    pub(crate) fn authority_phrase<'a>(&'a self, id: &'a str) -> &'a str {
        self.about
            .authority
            .iter()
            .find(|authority| authority.id == id)
            .map_or(id, |authority| &authority.says)
    }

    /// What answers call a country.
    pub(crate) fn country_phrase(&self, code: CountryCode) -> &str {
        if code == self.target { &self.about.target_name } else { self.reference.name(code) }
    }

    /// A country by code or name; `target-name` counts as the target.
    pub(crate) fn country(&self, word: &str) -> Option<CountryCode> {
        let bare = |name: &str| fold(name.strip_prefix("the ").unwrap_or(name));
        if bare(word) == bare(&self.about.target_name) {
            Some(self.target)
        } else {
            self.reference.country(word)
        }
    }

    /// The countries that an ambiguous name could mean.
    pub(crate) fn ambiguous_country(&self, word: &str) -> Option<Vec<CountryCode>> {
        let ambiguous = self.about.ambiguous_names.iter().any(|name| fold(name) == fold(word));
        ambiguous.then(|| {
            let others = self.about.confused_with.iter().filter_map(|code| self.reference.country(code));
            std::iter::once(self.target).chain(others).collect()
        })
    }

    /// A place by name or UN/LOCODE.
    pub(crate) fn place(&self, word: &str) -> Option<&PlaceDeclaration> {
        let folded = fold(word);
        let names = |place: &PlaceDeclaration| {
            place.names.iter().chain(&place.locode).any(|name| fold(name) == folded)
                || fold(&place.id) == folded
        };
        self.places.iter().find(|place| names(place))
    }

    pub(crate) fn instrument_of(&self, loaded: &Loaded) -> Option<&Instrument> {
        self.instruments.get(loaded.instrument)
    }
}

fn headings_of(group: &CodeGroup, file: &SourceFile, reference: &Reference) -> Result<Headings, LoadError> {
    let mut codes = Vec::new();
    for text in &group.hs {
        let refuse = |problem: String| {
            LoadError::refused(
                file,
                text.span(),
                problem,
                Some("write a code of 2, 4 or 6 digits that the HS has".into()),
            )
        };
        let code: HsCode = text.parse().map_err(|error| refuse(format!("{error}")))?;
        if code.digits().len() > 6 || reference.hs_existence(&code) != crate::reference::HsExistence::Listed {
            let editions = reference.hs_editions().collect::<Vec<_>>().join(" or ");
            return Err(refuse(format!("`{text}` is no code of {editions}")));
        }
        codes.push(code);
    }
    Ok(Headings { codes, group: group.clone() })
}

fn twice(file: &SourceFile, id: &Text, what: &str) -> LoadError {
    LoadError::refused(
        file,
        id.span(),
        format!("`{id}` is the name of another {what} already"),
        Some("give it a name of its own".into()),
    )
}

fn edition_of(id: &str, files: &[SourceFile]) -> String {
    let cases = format!("{id}/cases/");
    let own = format!("{id}/");
    let mut read: Vec<&SourceFile> = files
        .iter()
        .filter(|file| {
            (file.path.starts_with(&own) && !file.path.starts_with(&cases))
                || file.path.starts_with("reference/")
                || file.path.starts_with("treaties/")
        })
        .collect();
    read.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    for file in read {
        for part in [&file.path, &file.text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
