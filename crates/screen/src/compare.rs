//! Two readings compared in full: every word with every word, aligned, measured, weighed.

use crate::align::{Alignment, Hit, align, beginning_counts};
use crate::likeness::Way;
use crate::measures::{Measures, measure};
use crate::name::Manner;
use crate::names::Names;
use crate::quorum::Quorum;
use crate::scratch::Sightings;
use crate::side::{Asked, AskedUnit, AskedWord, Side};
use crate::weights::Weights;

/// A query's reading ready to be compared with many names of one manner.
pub(crate) struct Comparer<'a> {
    pub(crate) manner: Manner,
    pub(crate) weights: &'static Weights,
    pub(crate) query: Side<'a>,
    /// The distinct words of all readings, and the units of this one.
    asked: &'a [AskedWord],
    units: &'a [AskedUnit],
    /// Its last word where that may be the beginning of one, as a bit.
    pub(crate) cut_off: u32,
    pub(crate) quorum: Quorum,
    entry: Side<'a>,
    hits: Vec<Hit>,
    alignment: Alignment,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(manner: Manner, reading: &'a Asked, asked: &'a [AskedWord]) -> Self {
        let query = reading.side(asked);
        Self {
            manner,
            weights: Weights::of(manner),
            cut_off: query.words().last().filter(|_| beginning_counts(&query)).map_or(0, |last| last.mask),
            quorum: Quorum::new(&query, manner),
            query,
            asked,
            units: &reading.units,
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
                for (at, mine) in self.asked.iter().enumerate() {
                    if let Some(likeness) = mine.word().likeness(&word) {
                        sightings.keep(listed, at, likeness);
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
        // One letter is another aircraft.
        let exactly = self.manner == Manner::Aircraft;
        let (words, single) = names.words_of(name);
        for (entry, (listed, holds)) in (0u16..).zip(words) {
            // Joined words agree with joined ones word by word.
            let asked = if usize::from(entry) < single { self.units.len() } else { self.query.words };
            let cells = seen.of(listed);
            if cells.is_empty() {
                continue;
            }
            let units = (0u16..).zip(self.units).take(asked);
            let agreeing = units.filter_map(|(at, unit)| Some((at, (*cells.get(usize::from(unit.word))?)?)));
            let joined = |at: u16| usize::from(entry) >= single || usize::from(at) >= self.query.words;
            let agreeing = agreeing.filter(|(at, likeness)| likeness.close || !joined(*at));
            let agreeing = agreeing.filter(|(_, likeness)| !exactly || likeness.way == Way::Same);
            self.hits.extend(agreeing.map(|(query, likeness)| Hit { query, entry, likeness, holds }));
        }
        if self.hits.is_empty() {
            return None;
        }
        names.lay(name, &mut self.entry);
        align(&mut self.alignment, &self.query, &self.entry, &self.hits);
        let held = self.alignment.held();
        let mut best: Option<(f32, Measures)> = None;
        if self.quorum.is_met(held) {
            let measures = measure(&self.query, &self.entry, &self.alignment, false);
            best = Some((self.weights.points(&measures), measures));
        }
        if self.quorum.is_met_by_whole(held)
            && let Some(within) = self.alignment.whole_within(&self.query, &self.entry)
            && self.alignment.left_query & !within != 0
        {
            self.alignment.left_query &= within;
            let measures = measure(&self.query, &self.entry, &self.alignment, true);
            let points = self.weights.points(&measures);
            best = best.filter(|(most, _)| *most >= points).or(Some((points, measures)));
        }
        best
    }

    /// The units of the query: the place of the word of each among those asked for, and the words of the name that it covers.
    pub(crate) fn units(&self) -> impl Iterator<Item = (usize, u32)> {
        self.units.iter().map(|unit| (usize::from(unit.word), unit.mask))
    }

    /// The sides and what agrees, of the name compared last.
    pub(crate) fn last(&self) -> (&Side<'a>, &Side<'a>, &[Hit]) {
        (&self.query, &self.entry, &self.hits)
    }
}
