//! Two readings compared in full: every word with every word, aligned, measured, weighed.

use crate::align::{Alignment, Hit, align, beginning_counts};
use crate::likeness::{Likeness, Way, Word};
use crate::measures::{Measures, measure};
use crate::name::Manner;
use crate::names::Names;
use crate::quorum::Quorum;
use crate::scratch::Sightings;
use crate::side::{Asked, Side};
use crate::weights::Weights;

/// A query's reading ready to be compared with many names of one manner.
pub(crate) struct Comparer<'a> {
    manner: Manner,
    pub(crate) weights: &'static Weights,
    pub(crate) query: Side<'a>,
    words: Vec<Word<'a>>,
    /// Its last word where that may be the beginning of one, as a bit.
    pub(crate) cut_off: u32,
    pub(crate) quorum: Quorum,
    entry: Side<'a>,
    hits: Vec<Hit>,
    alignment: Alignment,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(manner: Manner, asked: &'a Asked) -> Self {
        let query = asked.side();
        Self {
            manner,
            weights: Weights::of(manner),
            cut_off: query.words().last().filter(|_| beginning_counts(&query)).map_or(0, |last| last.mask),
            quorum: Quorum::new(&query),
            query,
            words: asked.shapes().iter().map(|shape| shape.word()).collect(),
            entry: Side::default(),
            hits: Vec::new(),
            alignment: Alignment::default(),
        }
    }

    /// The points of a listed name whatever was looked at before.
    pub(crate) fn compare(
        &mut self,
        names: &'a Names,
        name: u32,
        sightings: &mut Sightings,
    ) -> Option<(f32, Measures)> {
        self.look(names, name, sightings);
        self.points(names, name, sightings)
    }

    /// Looks at every word of a listed name that was not looked at yet.
    fn look(&self, names: &Names, name: u32, sightings: &mut Sightings) {
        let (words, _) = names.words_of(name);
        for (listed, _) in words {
            if !sightings.has(listed)
                && let Some(word) = names.lexicon.word(listed)
            {
                sightings.look(listed);
                for (unit, (mine, words, _)) in self.units().enumerate() {
                    if let Some(likeness) = self.likeness(mine, &word) {
                        sightings.keep(listed, unit, words, likeness);
                    }
                }
            }
        }
    }

    /// What the words of the query and of a listed name are worth together, of whose words all that agree were looked at; nothing where
    /// too little agrees.
    pub(crate) fn points(
        &mut self,
        names: &'a Names,
        name: u32,
        seen: &Sightings,
    ) -> Option<(f32, Measures)> {
        self.hits.clear();
        let (words, single) = names.words_of(name);
        for (entry, (listed, holds)) in (0u16..).zip(words) {
            // Joined words agree with joined ones word by word.
            let asked = if usize::from(entry) < single { self.words.len() } else { self.query.words };
            let cells = (0u16..).zip(seen.of(listed)).take(asked);
            let hits = cells.filter_map(|(query, likeness)| Some((query, (*likeness)?)));
            self.hits.extend(hits.map(|(query, likeness)| Hit { query, entry, likeness, holds }));
        }
        if self.hits.is_empty() {
            return None;
        }
        names.lay(name, &mut self.entry);
        align(&mut self.alignment, &self.query, &self.entry, &self.hits);
        if !self.quorum.is_met(self.alignment.held()) {
            return None;
        }
        let measures = measure(&self.query, &self.entry, &self.alignment);
        Some((self.weights.points(&measures), measures))
    }

    /// The units of the query as words, each with the words that it covers, and whether joined words may agree with it.
    pub(crate) fn units(&self) -> impl Iterator<Item = (&Word<'a>, u32, bool)> {
        let units = self.words.iter().zip(&self.query.units).enumerate();
        units.map(|(at, (word, unit))| (word, unit.mask, at < self.query.words))
    }

    /// How a unit of the query agrees with a listed word; none if they are different words.
    pub(crate) fn likeness(&self, query: &Word<'_>, entry: &Word<'_>) -> Option<Likeness> {
        match self.manner {
            // One letter is another aircraft.
            Manner::Aircraft => (query.text == entry.text).then_some(Likeness { value: 100, way: Way::Same }),
            _ => query.likeness(entry),
        }
    }

    /// The sides and what agrees, of the name compared last.
    pub(crate) fn last(&self) -> (&Side<'a>, &Side<'a>, &[Hit]) {
        (&self.query, &self.entry, &self.hits)
    }
}
