//! Two readings compared in full: every word with every word, aligned, measured, weighed.

use crate::align::{Hit, align};
use crate::likeness::{Likeness, Way, Word};
use crate::measures::{Measures, measure};
use crate::name::Manner;
use crate::names::Names;
use crate::scratch::Sightings;
use crate::side::{Asked, Side, Unit};
use crate::weights::Weights;

/// A query's reading ready to be compared with many names of one manner.
pub(crate) struct Comparer<'a> {
    manner: Manner,
    weights: &'static Weights,
    pub(crate) query: Side<'a>,
    words: Vec<Word<'a>>,
    /// By word of the query, the units that cover it; and all that are single words. One bit each.
    units: Vec<u32>,
    singles: u32,
    entry: Side<'a>,
    hits: Vec<Hit>,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(manner: Manner, asked: &'a Asked) -> Self {
        let query = asked.side();
        let covering = |word: &Unit<'_>| {
            let units = query.units.iter().enumerate().filter(|(_, unit)| unit.mask & word.mask != 0);
            units.fold(0, |mask, (unit, _)| mask | bit(unit))
        };
        Self {
            manner,
            weights: Weights::of(manner),
            units: query.words().iter().map(covering).collect(),
            singles: (0..query.words).fold(0, |mask, unit| mask | bit(unit)),
            query,
            words: asked.shapes().iter().map(|shape| shape.word()).collect(),
            entry: Side::default(),
            hits: Vec::new(),
        }
    }

    /// What the words of the query and of a listed name are worth together; nothing where no word agrees.
    pub(crate) fn points(&mut self, names: &'a Names, name: u32) -> Option<(f32, Measures)> {
        self.points_unless(names, name, |_, _| false)
    }

    /// The same where some pairs of words were seen to differ.
    pub(crate) fn points_seen(
        &mut self,
        names: &'a Names,
        name: u32,
        sightings: &Sightings,
    ) -> Option<(f32, Measures)> {
        self.points_unless(names, name, |unit, word| {
            let (seen, bit) = (sightings.of(word), bit(unit));
            seen.compared & bit != 0 && seen.agreed & bit == 0
        })
    }

    fn points_unless(
        &mut self,
        names: &'a Names,
        name: u32,
        differ: impl Fn(usize, u32) -> bool,
    ) -> Option<(f32, Measures)> {
        self.hits.clear();
        let (words, single) = names.words_of(name);
        for (entry, at) in (0u16..).zip(words) {
            let Some(word) = names.lexicon.word(at) else { continue };
            // Joined words agree with joined ones word by word.
            let asked = if usize::from(entry) < single { self.words.len() } else { self.query.words };
            for (query, mine) in
                self.words.iter().take(asked).enumerate().filter(|(unit, _)| !differ(*unit, at))
            {
                let (likeness, query) =
                    (likeness(self.manner, mine, &word), u16::try_from(query).unwrap_or(u16::MAX));
                self.hits.extend(likeness.map(|likeness| Hit { query, entry, likeness }));
            }
        }
        if self.hits.is_empty() {
            return None;
        }
        names.lay(name, &mut self.entry);
        let alignment = align(&self.query, &self.entry, &self.hits);
        let measures = measure(&self.query, &self.entry, &alignment);
        Some((self.weights.points(&measures), measures))
    }

    /// Whether any word of a listed name agrees with one of the query's words, alone or joined.
    pub(crate) fn agrees(&self, names: &Names, name: u32, asked: usize, sightings: &mut Sightings) -> bool {
        let Some(of_word) = self.units.get(asked) else { return true };
        let (words, single) = names.words_of(name);
        for (at, listed) in words.enumerate() {
            let wanted = if at < single { *of_word } else { *of_word & self.singles };
            let mut seen = sightings.of(listed);
            let open = wanted & !seen.compared;
            if open != 0
                && seen.agreed & wanted == 0
                && let Some(word) = names.lexicon.word(listed)
            {
                let units = self.words.iter().enumerate().filter(|(unit, _)| open & bit(*unit) != 0);
                let agree = units.filter(|(_, mine)| likeness(self.manner, mine, &word).is_some());
                seen.agreed |= agree.fold(0, |mask, (unit, _)| mask | bit(unit));
                seen.compared |= open;
                sightings.keep(listed, seen);
            }
            if seen.agreed & wanted != 0 {
                return true;
            }
        }
        // Of units behind the last bit nothing is kept.
        self.words.len() > u32::BITS as usize
    }

    /// The sides and what agrees, of the name compared last.
    pub(crate) fn last(&self) -> (&Side<'a>, &Side<'a>, &[Hit]) {
        (&self.query, &self.entry, &self.hits)
    }
}

/// The bit of a unit; none beyond the last.
fn bit(unit: usize) -> u32 {
    u32::try_from(unit).ok().and_then(|unit| 1u32.checked_shl(unit)).unwrap_or(0)
}

/// How alike two words are, compared in a manner.
pub(crate) fn likeness(manner: Manner, query: &Word<'_>, entry: &Word<'_>) -> Option<Likeness> {
    match manner {
        // One letter is another aircraft.
        Manner::Aircraft => (query.text == entry.text).then_some(Likeness { value: 100, way: Way::Same }),
        // Most pairs of words are told apart at a glance.
        _ if !(query.consonants_only || entry.consonants_only || query.glance.may_agree(entry.glance)) => {
            None
        }
        _ => query.likeness(entry),
    }
}
