//! A list to be compared with: its parties, and what being on it means.

use std::collections::HashMap;

use interdict_lists::{Designations, Entry, Kind as ListedKind, hex};
use interdict_regime::{ListedBeside, Reference};
use interdict_screen::Party;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::party::party_of;
use crate::review::{number, plain};

/// A list to be compared with, in one edition.
pub struct Listing {
    list: String,
    edition: String,
    hash: String,
    /// The measures that its listings can carry.
    measures: Vec<String>,
    entries: HashMap<String, Listed>,
    /// What is compared of its entries.
    parties: Vec<Party>,
}

/// What is known of one party on a list, beside what names are compared by.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    /// The name under which it is listed.
    pub(crate) name: String,
    /// Tells one wording of the entry from another.
    pub(crate) digest: String,
    /// What the listing carries, and when. Empty on a list that gives alerts only.
    pub(crate) measures: Vec<Applied>,
    /// References that the list itself gives to other lists.
    pub(crate) also: Vec<String>,
}

/// A measure of a listing, in its stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Applied {
    pub(crate) measure: String,
    pub(crate) from: Option<Date>,
    /// The first day on which it no longer holds.
    pub(crate) until: Option<Date>,
}

impl Listed {
    /// The measures in force on any of some days.
    pub(crate) fn in_force(&self, days: &[Date]) -> Vec<String> {
        let mut measures: Vec<String> = Vec::new();
        for applied in self.measures.iter().filter(|applied| days.iter().any(|day| applied.holds(*day))) {
            if !measures.contains(&applied.measure) {
                measures.push(applied.measure.clone());
            }
        }
        measures
    }
}

impl Applied {
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Listing {
    /// The regime's own designations: everybody listed by `known`, also those taken off since, for a dealing may be older.
    pub fn of_designations(designations: &Designations, reference: &Reference, known: Date) -> Listing {
        let stretches: HashMap<&str, Vec<Applied>> = designations
            .all()
            .map(|(_, party)| {
                let until = party.removed.as_ref().map(|removed| removed.on).filter(|on| *on <= known);
                let applied = party.measures.iter().map(|measure| Applied {
                    measure: measure.what.clone(),
                    from: Some(measure.on.unwrap_or(party.listed.on)),
                    until,
                });
                (
                    party.reference(),
                    applied.filter(|one| one.from.is_some_and(|from| from <= known)).collect(),
                )
            })
            .collect();
        let entries = designations.entries();
        let measured = |entry: &Entry| stretches.get(entry.id.as_str()).cloned().unwrap_or_default();
        let listed = entries.iter().map(|entry| (entry, measured(entry)));
        let edition = format!("text of {}", designations.text_as_of());
        let listed = listed.filter(|(_, measures)| !measures.is_empty());
        let mut listing = Listing::new(designations.list(), edition, listed, reference, Reach::Decides);
        listing.measures = designations.measures().map(|kind| kind.id.clone()).collect();
        listing
    }

    /// A list that gives alerts: whoever is on the edition counts as listed.
    pub fn of_entries<'e>(
        list: &str,
        edition: impl Into<String>,
        entries: impl Iterator<Item = &'e Entry>,
        reference: &Reference,
    ) -> Listing {
        Listing::new(list, edition.into(), entries.map(|entry| (entry, Vec::new())), reference, Reach::Alerts)
    }

    /// Those of a list whom a regime declares designated by being in a section of it: a newer wording of its own designations,
    /// and whoever they lack. It goes by their name, so that a reviewer's decision holds for both. A new listing without a date
    /// holds from `published`.
    pub fn beside<'e>(
        beside: &ListedBeside,
        edition: impl Into<String>,
        entries: impl Iterator<Item = &'e Entry>,
        (own, designations): (&Designations, &Listing),
        published: Option<Date>,
        reference: &Reference,
    ) -> Listing {
        let known: Vec<&str> = own.all().map(|(_, party)| party.reference()).collect();
        let section = entries.filter(|entry| entry.lists.contains(&beside.section));
        let measured = section.map(|entry| {
            if known.contains(&entry.id.as_str()) {
                // Empty where it was listed after the day known: then it is not listed yet.
                let own = designations.entry(&entry.id).map(|own| own.measures.clone());
                return (entry, own.unwrap_or_default());
            }
            let first =
                entry.listed.iter().filter_map(|act| act.on.as_ref()?.bounds()).map(|(first, _)| first);
            let from = first.min().or(published);
            let measures = if entry.kind == ListedKind::Person { &beside.person } else { &beside.entity };
            let applied =
                measures.iter().map(|measure| Applied { measure: measure.clone(), from, until: None });
            (entry, applied.collect())
        });
        let edition = format!("{}, {}", beside.list, edition.into());
        Listing::new(own.list(), edition, measured, reference, Reach::Decides)
    }

    fn new<'e>(
        list: &str,
        edition: String,
        listed: impl Iterator<Item = (&'e Entry, Vec<Applied>)>,
        reference: &Reference,
        reach: Reach,
    ) -> Listing {
        let mut parties: Vec<Party> = Vec::new();
        let mut entries = HashMap::new();
        let mut hash = Sha256::new();
        for (entry, measures) in listed {
            let mut party = party_of(entry, reference);
            if reach == Reach::Decides {
                // Whoever writes the reference of a designation means it.
                party.identifiers.push(entry.id.clone());
            }
            let digest = digest(entry);
            hash.update(format!("{} {digest} {measures:?}\n", entry.id));
            let also = entry.references.iter().map(|one| one.value.clone()).collect();
            let name = entry.name().to_owned();
            parties.push(party);
            entries.insert(entry.id.clone(), Listed { name, digest, measures, also });
        }
        let hash = hex(&hash.finalize());
        Listing { list: list.to_owned(), edition, hash, measures: Vec::new(), entries, parties }
    }

    /// Its name: `un-1718`, `ofac-sdn`.
    pub fn list(&self) -> &str {
        &self.list
    }

    /// Its edition, in words.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// SHA-256, in hexadecimal, of what it compares with and what its listings carry.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// How many parties are on it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody is on it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is compared of its entries, handed over.
    pub(crate) fn take_parties(&mut self) -> Vec<Party> {
        std::mem::take(&mut self.parties)
    }

    /// Whether words are the reference of somebody on it.
    pub(crate) fn refers(&self, words: &str) -> bool {
        let wanted = number(words);
        self.entries.keys().any(|reference| number(reference) == wanted)
    }

    /// A reference as the list writes it, whatever the case and the spaces around it.
    pub(crate) fn written(&self, reference: &str) -> Option<&str> {
        let alike = |own: &&String| own.eq_ignore_ascii_case(reference.trim());
        self.entries.keys().filter(alike).min().map(String::as_str)
    }

    pub(crate) fn entry(&self, reference: &str) -> Option<&Listed> {
        self.entries.get(reference)
    }

    /// Whether a listing on it can carry a measure.
    pub(crate) fn carries(&self, measure: &str) -> bool {
        self.measures.iter().any(|known| known == measure)
    }
}

/// Whether a list decides, or gives alerts only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Decides,
    Alerts,
}

/// Twelve digits that change when what identifies the party does, whoever wrote it down and in whatever order.
fn digest(entry: &Entry) -> String {
    let numbers = |numbers: Vec<&str>| {
        let mut numbers: Vec<String> = numbers.into_iter().map(number).collect();
        numbers.sort();
        numbers
    };
    let mut names: Vec<String> = entry.names.iter().map(|name| plain(&name.full)).collect();
    names.sort();
    let mut births: Vec<String> = entry.births.iter().map(|birth| birth.date.to_string()).collect();
    births.sort();
    let documents = numbers(entry.documents.iter().map(|document| document.number.as_str()).collect());
    let ships = entry.craft.iter().flat_map(|craft| &craft.imo).map(|imo| imo.as_str()).collect();
    let mut hash = Sha256::new();
    hash.update(format!("{names:?} {documents:?} {births:?} {:?}", numbers(ships)));
    let mut digits = hex(&hash.finalize());
    digits.truncate(12);
    digits
}
