//! Listed names under one manner of comparing, compactly: their words are numbers of the lexicon.

use std::collections::HashMap;

use crate::lexicon::{Distinct, Lexicon};
use crate::name::{About, Manner, Reading, readings_of_listed};
use crate::party::Party;
use crate::side::{Side, Unit};
use crate::tables::Role;

/// The names that are compared in one manner.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) manner: Manner,
    pub(crate) lexicon: Lexicon,
    listed: Box<[Listed]>,
    units: Box<[ListedUnit]>,
    /// The first name of each party, and the end.
    of_party: Box<[u32]>,
    /// The first place of each word in `places`, and the end.
    of_word: Box<[u32]>,
    /// The names in which each word stands.
    places: Box<[u32]>,
}

/// One reading of one listed name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub(crate) party: u32,
    units: u32,
    /// The first letters of its words of a single letter, one bit each; digits share one.
    pub(crate) letters: u32,
    pub(crate) name: u32,
    words: u8,
    about: About,
}

#[derive(Clone, Copy, Debug)]
struct ListedUnit {
    word: u32,
    first: u8,
    /// How many words it covers.
    covers: u8,
    role: Role,
}

/// The bit of a letter; digits share one.
pub(crate) fn letter_bit(letter: u8) -> u32 {
    1 << if letter.is_ascii_lowercase() { letter - b'a' } else { 26 }
}

impl Names {
    /// Reads the names of parties that are compared in a manner.
    pub(crate) fn new(parties: &[Party], manner: Manner) -> Self {
        let mut distinct: Vec<Distinct> = Vec::new();
        let mut known: HashMap<(Box<[u8]>, bool), u32> = HashMap::new();
        let (mut listed, mut units, mut of_party) =
            (Vec::new(), Vec::new(), Vec::with_capacity(parties.len() + 1));
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for (party, of) in (0u32..).zip(parties) {
            of_party.push(number(listed.len()));
            if !Manner::of(of.kind).contains(&manner) {
                continue;
            }
            for (name, text) in (0u32..).zip(&of.names) {
                for Reading { parts, words, about } in readings_of_listed(text, manner) {
                    let mut letters = 0;
                    let from = number(units.len());
                    for (at, part) in parts.into_iter().enumerate() {
                        let single = at < words;
                        if let ([letter], true) = (&*part.text, single) {
                            letters |= letter_bit(*letter);
                        }
                        let (first, covers) = (part.mask.trailing_zeros(), part.mask.count_ones());
                        let word =
                            *known.entry((part.text, part.consonants_only)).or_insert_with_key(|key| {
                                distinct.push(Distinct {
                                    text: key.0.clone(),
                                    consonants_only: key.1,
                                    single,
                                });
                                number(distinct.len() - 1)
                            });
                        if let Some(word) = distinct.get_mut(word as usize) {
                            word.single |= single;
                        }
                        let narrow = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
                        units.push(ListedUnit {
                            word,
                            first: narrow(first),
                            covers: narrow(covers),
                            role: part.role,
                        });
                    }
                    let words = u8::try_from(words).unwrap_or(u8::MAX);
                    listed.push(Listed { party, units: from, letters, name, words, about });
                }
            }
        }
        of_party.push(number(listed.len()));
        drop(known);
        let (lexicon, places) = Lexicon::new(distinct, manner.frequencies());
        for unit in &mut units {
            unit.word = places.get(unit.word as usize).copied().unwrap_or(u32::MAX);
        }
        let mut names = Self {
            manner,
            lexicon,
            listed: listed.into(),
            units: units.into(),
            of_party: of_party.into(),
            of_word: Box::default(),
            places: Box::default(),
        };
        names.file();
        names
    }

    /// Files the names under their words.
    fn file(&mut self) {
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(self.units.len());
        for at in 0..u32::try_from(self.listed.len()).unwrap_or(u32::MAX) {
            pairs.extend(self.units_of(at).iter().map(|unit| (unit.word, at)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut of_word = Vec::with_capacity(self.lexicon.len() + 1);
        for (at, (word, _)) in (0u32..).zip(&pairs) {
            while of_word.len() <= *word as usize {
                of_word.push(at);
            }
        }
        of_word.resize(self.lexicon.len() + 1, u32::try_from(pairs.len()).unwrap_or(u32::MAX));
        self.of_word = of_word.into();
        self.places = pairs.into_iter().map(|(_, name)| name).collect();
    }

    /// How many names there are.
    pub(crate) fn len(&self) -> usize {
        self.listed.len()
    }

    pub(crate) fn name(&self, at: u32) -> Option<&Listed> {
        self.listed.get(at as usize)
    }

    /// The names of a party.
    pub(crate) fn of_party(&self, party: u32) -> std::ops::Range<u32> {
        let at = party as usize;
        match (self.of_party.get(at), self.of_party.get(at + 1)) {
            (Some(from), Some(to)) => *from..*to,
            _ => 0..0,
        }
    }

    /// The names in which a word stands, alone or joined.
    #[inline]
    pub(crate) fn with(&self, word: u32) -> &[u32] {
        let at = word as usize;
        match (self.of_word.get(at), self.of_word.get(at + 1)) {
            (Some(from), Some(to)) => self.places.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn units_of(&self, at: u32) -> &[ListedUnit] {
        let Some(listed) = self.name(at) else { return &[] };
        let end = self.name(at + 1).map_or(self.units.len(), |next| next.units as usize);
        self.units.get(listed.units as usize..end).unwrap_or_default()
    }

    /// The words of a name's units, the single ones first, and how many are single.
    pub(crate) fn words_of(&self, at: u32) -> (impl Iterator<Item = u32>, usize) {
        (
            self.units_of(at).iter().map(|unit| unit.word),
            self.name(at).map_or(0, |name| usize::from(name.words)),
        )
    }

    /// Lays a name out to be compared.
    pub(crate) fn lay<'a>(&'a self, at: u32, side: &mut Side<'a>) {
        side.units.clear();
        let Some(listed) = self.name(at) else { return };
        (side.words, side.about) = (usize::from(listed.words), listed.about);
        side.units.extend(self.units_of(at).iter().filter_map(|unit| {
            let word = self.lexicon.word(unit.word)?;
            Some(Unit {
                text: word.text,
                mask: (0..unit.covers)
                    .fold(0, |mask, more| mask | 1u32.checked_shl(u32::from(unit.first + more)).unwrap_or(0)),
                role: unit.role,
                worth: self.lexicon.worth(unit.word),
                consonants_only: word.consonants_only,
            })
        }));
    }
}
