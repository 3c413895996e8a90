//! Listed parties ready to be searched.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, RwLock};

use crate::align::{Hit, align, likeness};
use crate::corroborate::{Corroboration, corroborate};
use crate::found::{Match, score_of};
use crate::likeness::{Glance, Likeness, Shape};
use crate::measures::{Measures, measure};
use crate::name::{Manner, Reading, Unit, readings};
use crate::party::Party;
use crate::weights::Weights;

/// Listed parties, prepared once and searched many times.
///
/// A search gives exactly what comparing with every party would: every pair of words that can agree is looked at, and
/// a name of which no word agrees is no match at any score.
pub struct Index {
    parties: Vec<Party>,
    sections: Vec<Section>,
}

/// The names that are compared in one manner.
struct Section {
    manner: Manner,
    names: Vec<Listed>,
    /// Every distinct word, with where it stands.
    words: Vec<(Unit, Vec<(u32, u16)>)>,
    /// What a glance shows of each word.
    glances: Vec<Glance>,
    /// Whether each word stands somewhere as a single one.
    single: Vec<bool>,
    /// What agrees with words asked for lately: customers share names, and a word is compared with every listed one.
    known: RwLock<HashMap<Asked, Agreeing>>,
}

/// A word asked for: its letters, whether they are consonants only, and whether joined listed words are wanted too.
type Asked = (Box<[u8]>, bool, bool);

/// Listed words that agree with a word, with how.
type Agreeing = Arc<[(u32, Likeness)]>;

/// How many words asked for are remembered.
const REMEMBERED: usize = 4096;

struct Listed {
    party: u32,
    name: u32,
    reading: Reading,
}

/// The best pair of names of two parties.
pub(crate) struct Best<'index> {
    pub(crate) points: f32,
    pub(crate) measures: Measures,
    pub(crate) manner: Manner,
    pub(crate) query_name: usize,
    pub(crate) entry_name: usize,
    pub(crate) query: Rc<Reading>,
    pub(crate) entry: &'index Reading,
    pub(crate) hits: Vec<Hit>,
}

impl Index {
    /// Prepares parties.
    pub fn new(parties: Vec<Party>) -> Self {
        let sections = Manner::ALL.map(|manner| Section::new(&parties, manner)).into();
        Self { parties, sections }
    }

    /// The parties, in the order in which they were given.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// Every party whose score is at least `cutoff`, the best first.
    ///
    /// ```
    /// use interdict_screen::{Index, Kind, Party};
    ///
    /// let index = Index::new(vec![Party::named("KPi.076", Kind::Person, "RI PYONG CHOL")]);
    /// let customer = Party::named("", Kind::Person, "Lee Byung-chul");
    /// let found = index.search(&customer, 0.5);
    /// assert_eq!(found[0].party.id, "KPi.076");
    /// ```
    pub fn search(&self, query: &Party, cutoff: f64) -> Vec<Match<'_>> {
        let mut best: HashMap<u32, Best<'_>> = HashMap::new();
        for section in self.sections.iter().filter(|section| Manner::of(query.kind).contains(&section.manner))
        {
            section.search(query, &mut best);
        }
        let mut found: Vec<(u32, Match<'_>)> = Vec::new();
        let mut sure: Vec<u32> = Vec::new();
        let numbered = !query.identifiers.is_empty() || !query.imo.is_empty();
        for (at, party) in (0u32..).zip(&self.parties).filter(|_| numbered) {
            if !best.contains_key(&at)
                && query.kind.may_be(party.kind)
                && crate::corroborate::same_identifier(query, party)
            {
                sure.push(at);
            }
        }
        for (at, best) in best {
            let Some(party) = self.parties.get(at as usize) else { continue };
            let corroboration = corroborate(query, party);
            if score_of(best.points, &corroboration) >= cutoff {
                found.push((at, Match::new(query, party, Some(best), corroboration)));
            }
        }
        for at in sure {
            let Some(party) = self.parties.get(at as usize) else { continue };
            let corroboration: Corroboration = corroborate(query, party);
            found.push((at, Match::new(query, party, None, corroboration)));
        }
        found.retain(|(_, found)| found.score >= cutoff);
        found.sort_by(|(a, x), (b, y)| y.score.total_cmp(&x.score).then(a.cmp(b)));
        found.into_iter().map(|(_, found)| found).collect()
    }
}

impl Section {
    fn new(parties: &[Party], manner: Manner) -> Self {
        let mut section = Self {
            manner,
            names: Vec::new(),
            words: Vec::new(),
            glances: Vec::new(),
            single: Vec::new(),
            known: RwLock::default(),
        };
        let mut known: HashMap<(Box<[u8]>, bool), u32> = HashMap::new();
        for (party, of) in (0u32..).zip(parties) {
            if !Manner::of(of.kind).contains(&manner) {
                continue;
            }
            for (name, text) in (0u32..).zip(&of.names) {
                for mut reading in readings(text, manner) {
                    let id = u32::try_from(section.names.len()).unwrap_or(u32::MAX);
                    let units = reading.words.iter_mut().chain(reading.joined.iter_mut());
                    for (at, unit) in (0u16..).zip(units) {
                        let key = (unit.shape.text.clone(), unit.consonants_only);
                        let next = u32::try_from(section.words.len()).unwrap_or(u32::MAX);
                        let alone = unit.mask.count_ones() == 1;
                        let word = *known.entry(key).or_insert(next);
                        if word == next {
                            section.glances.push(unit.shape.glance());
                            section.single.push(alone);
                            section.words.push((unit.clone(), Vec::new()));
                        }
                        if let Some((first, places)) = section.words.get_mut(word as usize) {
                            unit.shape = Arc::clone(&first.shape);
                            places.push((id, at));
                        }
                        if let Some(single) = section.single.get_mut(word as usize) {
                            *single |= alone;
                        }
                    }
                    section.names.push(Listed { party, name, reading });
                }
            }
        }
        section
    }

    fn search<'index>(&'index self, query: &Party, best: &mut HashMap<u32, Best<'index>>) {
        let weights = Weights::of(self.manner);
        for (query_name, name) in query.names.iter().enumerate() {
            for reading in readings(name, self.manner).into_iter().map(Rc::new) {
                let hits = self.hits(&reading);
                for group in hits.chunk_by(|(a, _), (b, _)| a == b) {
                    let Some(listed) = group.first().and_then(|(id, _)| self.names.get(*id as usize)) else {
                        continue;
                    };
                    let hits: Vec<Hit> = group.iter().map(|(_, hit)| *hit).collect();
                    let alignment = align(&reading, &listed.reading, &hits);
                    let measures = measure(&reading, &listed.reading, &alignment);
                    let points = weights.points(&measures);
                    let better = best.get(&listed.party).is_none_or(|best| points > best.points);
                    if better {
                        best.insert(
                            listed.party,
                            Best {
                                points,
                                measures,
                                manner: self.manner,
                                query_name,
                                entry_name: listed.name as usize,
                                query: Rc::clone(&reading),
                                entry: &listed.reading,
                                hits,
                            },
                        );
                    }
                }
            }
        }
    }

    /// Every unit of a listed name that agrees with one of the reading's, by listed name.
    fn hits(&self, reading: &Reading) -> Vec<(u32, Hit)> {
        let mut hits = Vec::new();
        let single = reading.words.len();
        for (query, unit) in (0u16..).zip(reading.units()) {
            let joined_too = usize::from(query) < single;
            for (word, likeness) in self.agreeing(unit, joined_too).iter() {
                for (id, entry) in self.words.get(*word as usize).map_or(&[][..], |(_, places)| places) {
                    // Joined words on both sides agree word by word.
                    let joined = || {
                        self.names
                            .get(*id as usize)
                            .is_some_and(|name| usize::from(*entry) >= name.reading.words.len())
                    };
                    if joined_too || !joined() {
                        hits.push((*id, Hit { query, entry: *entry, likeness: *likeness }));
                    }
                }
            }
        }
        hits.sort_by_key(|(id, _)| *id);
        hits
    }

    /// Every listed word that agrees with a unit.
    fn agreeing(&self, unit: &Unit, joined_too: bool) -> Agreeing {
        let asked = (unit.shape.text.clone(), unit.consonants_only, joined_too);
        if let Some(known) = self.known.read().ok().and_then(|known| known.get(&asked).cloned()) {
            return known;
        }
        let glance = unit.shape.glance();
        let mut found = Vec::new();
        for (at, ((seen, single), (word, _))) in
            (0u32..).zip(self.glances.iter().zip(&self.single).zip(&self.words))
        {
            let may = seen.may_agree(glance) || unit.consonants_only || word.consonants_only;
            if (joined_too || *single) && may {
                found.extend(self.likeness(unit, word).map(|likeness| (at, likeness)));
            }
        }
        let found: Agreeing = found.into();
        if let Ok(mut known) = self.known.write() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(asked, Arc::clone(&found));
        }
        found
    }

    fn likeness(&self, query: &Unit, entry: &Unit) -> Option<Likeness> {
        match self.manner {
            // One letter is another aircraft.
            Manner::Aircraft => {
                let same = |a: &Shape, b: &Shape| a.text == b.text;
                same(&query.shape, &entry.shape)
                    .then_some(Likeness { value: 100, way: crate::likeness::Way::Same })
            }
            _ => likeness(query, entry),
        }
    }
}
