//! Two readings compared in full: every word with every word, aligned, measured, weighed.

use crate::align::{Hit, align};
use crate::likeness::{Likeness, Way, Word};
use crate::measures::{Measures, measure};
use crate::name::Manner;
use crate::names::Names;
use crate::side::{Asked, Side};
use crate::weights::Weights;

/// A query's reading ready to be compared with many names of one manner.
pub(crate) struct Comparer<'a> {
    manner: Manner,
    weights: &'static Weights,
    pub(crate) query: Side<'a>,
    words: Vec<Word<'a>>,
    entry: Side<'a>,
    hits: Vec<Hit>,
}

impl<'a> Comparer<'a> {
    pub(crate) fn new(manner: Manner, asked: &'a Asked) -> Self {
        Self {
            manner,
            weights: Weights::of(manner),
            query: asked.side(),
            words: asked.shapes().iter().map(|shape| shape.word()).collect(),
            entry: Side::default(),
            hits: Vec::new(),
        }
    }

    /// What the words of the query and of a listed name are worth together; nothing where no word agrees.
    pub(crate) fn points(&mut self, names: &'a Names, name: u32) -> Option<(f32, Measures)> {
        self.points_if(names, name, |_| true)
    }

    /// The same, unless which words of the query agree already tells that it will not do.
    pub(crate) fn points_if(
        &mut self,
        names: &'a Names,
        name: u32,
        will_do: impl FnOnce(u32) -> bool,
    ) -> Option<(f32, Measures)> {
        self.find_hits(names, name);
        let masks = self.hits.iter().filter_map(|hit| Some(self.query.unit(hit.query)?.mask));
        if self.hits.is_empty() || !will_do(masks.fold(0, |all, mask| all | mask)) {
            return None;
        }
        names.lay(name, &mut self.entry);
        let alignment = align(&self.query, &self.entry, &self.hits);
        let measures = measure(&self.query, &self.entry, &alignment);
        Some((self.weights.points(&measures), measures))
    }

    /// Which units of the two agree: each with each, but joined words with joined words, which agree word by word.
    fn find_hits(&mut self, names: &'a Names, name: u32) {
        self.hits.clear();
        let (entry_words, entry_single) = names.words_of(name);
        for (entry, word) in (0u16..).zip(entry_words) {
            let Some(word) = names.lexicon.word(word) else { continue };
            let joined = usize::from(entry) >= entry_single;
            let asked = if joined { self.query.words } else { self.words.len() };
            for (query, mine) in (0u16..).zip(self.words.iter().take(asked)) {
                let likeness = likeness(self.manner, mine, &word);
                self.hits.extend(likeness.map(|likeness| Hit { query, entry, likeness }));
            }
        }
    }

    /// The sides and what agrees, of the name compared last.
    pub(crate) fn last(&self) -> (&Side<'a>, &Side<'a>, &[Hit]) {
        (&self.query, &self.entry, &self.hits)
    }
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
