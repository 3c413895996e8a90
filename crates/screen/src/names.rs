//! Listed names under manners of comparing that share words, compactly: the words are numbers of one lexicon.

use std::ops::Range;

use foldhash::HashMap;

use crate::bits::Bits;
use crate::lexicon::{Distinct, Lexicon};
use crate::name::{About, Manner, Part, Reading, readings_of_listed};
use crate::party::Party;
use crate::side::{Side, Spelt, Unit, Worth};
use crate::tables::Role;

/// Listed names, those of one manner after those of another; within a manner in the order of their parties.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) lexicon: Lexicon,
    /// Where each word stands.
    stands: Box<[Stands]>,
    listed: Box<[Listed]>,
    /// The first name of each manner, and the end.
    of_manner: [u32; Manner::ALL.len() + 1],
    /// Names with words of a single letter.
    lettered: Bits,
    units: Box<[ListedUnit]>,
    /// The first place of each word in `places`, and the end.
    of_word: Box<[u32]>,
    /// The names that can hang on each word.
    places: Box<[u32]>,
}

/// Where a word stands: a bit for each manner in which some name can hang on it, and one for each in which it stands in some name
/// that cannot.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stands(u8);

impl Stands {
    fn bit(manner: Manner, holds: bool) -> u8 {
        1 << (manner as u8 + if holds { 0 } else { 4 })
    }

    /// Whether some name of a manner can hang on it.
    pub(crate) fn holds(self, manner: Manner) -> bool {
        self.0 & Self::bit(manner, true) != 0
    }

    /// Whether it stands in some name of a manner that cannot hang on it.
    pub(crate) fn fills(self, manner: Manner) -> bool {
        self.0 & Self::bit(manner, false) != 0
    }
}

/// How a listed name stands to one asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameStanding {
    /// Words asked for that agree with some on which the name can hang.
    pub(crate) covered: u32,
    /// Words asked for that agree with its others.
    pub(crate) filled: u32,
    /// Whether every word of it that names agrees, alone or joined.
    pub(crate) is_whole: bool,
    /// What the others that name tell.
    pub(crate) left: u32,
}

impl Default for NameStanding {
    fn default() -> Self {
        Self { covered: 0, filled: 0, is_whole: true, left: 0 }
    }
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
    stretch: Stretch,
    role: Role,
    worth: Worth,
}

/// Which words of a name a unit covers, in one byte: four times the first, and how many.
#[derive(Clone, Copy, Debug)]
struct Stretch(u8);

impl Stretch {
    fn new(mask: u32) -> Self {
        Self(u8::try_from(mask.trailing_zeros() * 4 + mask.count_ones()).unwrap_or(u8::MAX))
    }

    /// One bit for each word.
    fn mask(self) -> u32 {
        ((1 << (self.0 % 4)) - 1) << (self.0 / 4 % 32)
    }
}

/// The bit of a letter; digits share one.
pub(crate) fn letter_bit(letter: u8) -> u32 {
    1 << if letter.is_ascii_lowercase() { letter - b'a' } else { 26 }
}

/// Names as they are read, before their words have places.
#[derive(Default)]
struct Read {
    distinct: Vec<Distinct>,
    known: HashMap<(Box<[u8]>, bool), u32>,
    listed: Vec<Listed>,
    units: Vec<ListedUnit>,
}

impl Read {
    fn party(&mut self, party: u32, of: &Party, manner: Manner) {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for (name, text) in (0u32..).zip(&of.names) {
            for Reading { parts, words, about } in readings_of_listed(text, manner) {
                let mut letters = 0;
                let units = number(self.units.len());
                for (at, part) in parts.into_iter().enumerate() {
                    let single = at < words;
                    if let ([letter], true) = (&*part.text, single) {
                        letters |= letter_bit(*letter);
                    }
                    let (stretch, role) = (Stretch::new(part.mask), part.role);
                    let word = self.word(part, single);
                    self.units.push(ListedUnit { word, stretch, role, worth: Worth::default() });
                }
                let words = u8::try_from(words).unwrap_or(u8::MAX);
                self.listed.push(Listed { party, units, letters, name, words, about });
            }
        }
    }

    /// The number of a word among those read.
    fn word(&mut self, part: Part, single: bool) -> u32 {
        let distinct = &mut self.distinct;
        let word = *self.known.entry((part.text, part.consonants_only)).or_insert_with_key(|key| {
            distinct.push(Distinct { text: key.0.clone(), consonants_only: key.1, single });
            u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(word) = distinct.get_mut(word as usize) {
            word.single |= single;
        }
        word
    }
}

impl Names {
    /// Reads the names of parties that are compared in some manners.
    pub(crate) fn new(parties: &[Party], manners: &[Manner]) -> Self {
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut read = Read::default();
        let mut of_manner = [0; Manner::ALL.len() + 1];
        let mut units_of_manner = of_manner;
        let ends = of_manner.iter_mut().zip(&mut units_of_manner).skip(1);
        for (manner, (names, units)) in Manner::ALL.into_iter().zip(ends) {
            let compared =
                |party: &Party| manners.contains(&manner) && Manner::of(party.kind).contains(&manner);
            for (at, party) in (0u32..).zip(parties).filter(|(_, party)| compared(party)) {
                read.party(at, party, manner);
            }
            (*names, *units) = (number(read.listed.len()), number(read.units.len()));
        }
        let Read { distinct, listed, mut units, .. } = read;
        let (lexicon, places) = Lexicon::new(distinct);
        let mut stands = vec![Stands::default(); lexicon.len()];
        for (manner, window) in Manner::ALL.into_iter().zip(units_of_manner.windows(2)) {
            let &[from, to] = window else { continue };
            let Some(units) = units.get_mut(from as usize..to as usize) else { continue };
            for unit in &mut *units {
                unit.word = places.get(unit.word as usize).copied().unwrap_or(u32::MAX);
                if let Some(stands) = stands.get_mut(unit.word as usize) {
                    stands.0 |= Stands::bit(manner, unit.role.holds());
                }
            }
            let of_manner = |stands: Stands| stands.holds(manner) || stands.fills(manner);
            let worths = lexicon.words().zip(&stands).map(|(word, stands)| match of_manner(*stands) {
                true => Worth::new(word.text, word.consonants_only, manner.frequencies()),
                false => Worth::default(),
            });
            let worths: Vec<Worth> = worths.collect();
            for unit in units {
                unit.worth = worths.get(unit.word as usize).copied().unwrap_or_default();
            }
        }
        let numbered = (0u32..).zip(&listed).filter(|(_, name)| name.letters != 0);
        let mut names = Self {
            lettered: Bits::of(listed.len(), numbered.map(|(at, _)| at)),
            lexicon,
            stands: stands.into(),
            listed: listed.into(),
            of_manner,
            units: units.into(),
            of_word: Box::default(),
            places: Box::default(),
        };
        names.file();
        names
    }

    /// Files the names under the words on which they can hang.
    fn file(&mut self) {
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(self.units.len());
        for at in 0..u32::try_from(self.listed.len()).unwrap_or(u32::MAX) {
            let holding = self.units_of(at).iter().filter(|unit| unit.role.holds());
            pairs.extend(holding.map(|unit| (unit.word, at)));
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

    /// Whether a name has words of a single letter.
    #[inline]
    pub(crate) fn has_letters(&self, at: u32) -> bool {
        self.lettered.has(at)
    }

    /// Where a word stands.
    pub(crate) fn stands(&self, word: u32) -> Stands {
        self.stands.get(word as usize).copied().unwrap_or_default()
    }

    /// The names of a manner.
    pub(crate) fn of_manner(&self, manner: Manner) -> Range<u32> {
        let at = manner as usize;
        match self.of_manner.get(at..at + 2) {
            Some(&[from, to]) => from..to,
            _ => 0..0,
        }
    }

    /// The names of a party under a manner.
    pub(crate) fn of_party(&self, party: u32, manner: Manner) -> Range<u32> {
        let Range { start, end } = self.of_manner(manner);
        let names = self.listed.get(start as usize..end as usize).unwrap_or_default();
        let before = |wanted: u32| names.partition_point(|name| name.party < wanted);
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        start + number(before(party))..start + number(before(party + 1))
    }

    /// The names of a manner that can hang on a word, alone or joined.
    #[inline]
    pub(crate) fn with(&self, word: u32, manner: Manner) -> &[u32] {
        let at = word as usize;
        let (Some(from), Some(to)) = (self.of_word.get(at), self.of_word.get(at + 1)) else { return &[] };
        let all = self.places.get(*from as usize..*to as usize).unwrap_or_default();
        let Range { start, end } = self.of_manner(manner);
        match all {
            [first, .., last] if *first < start || *last >= end => {
                let from = all.partition_point(|name| *name < start);
                let to = all.partition_point(|name| *name < end);
                all.get(from..to).unwrap_or_default()
            }
            [only] if !(start..end).contains(only) => &[],
            _ => all,
        }
    }

    fn units_of(&self, at: u32) -> &[ListedUnit] {
        let Some(listed) = self.name(at) else { return &[] };
        let end = self.name(at + 1).map_or(self.units.len(), |next| next.units as usize);
        self.units.get(listed.units as usize..end).unwrap_or_default()
    }

    /// The words of a name's units, the single ones first, each with whether the name can hang on it; and how many are single.
    pub(crate) fn words_of(&self, at: u32) -> (impl Iterator<Item = (u32, bool)>, usize) {
        (
            self.units_of(at).iter().map(|unit| (unit.word, unit.role.holds())),
            self.name(at).map_or(0, |name| usize::from(name.words)),
        )
    }

    /// How a name stands to one asked for: `agreeing` says which words of that agree with a listed word, one bit each.
    pub(crate) fn standing(&self, at: u32, mut agreeing: impl FnMut(u32) -> u32) -> NameStanding {
        let units = self.units_of(at);
        let single = self.name(at).map_or(0, |name| usize::from(name.words));
        let (mut standing, mut agreed) = (NameStanding::default(), 0);
        for unit in units {
            let words = agreeing(unit.word);
            *(if unit.role.holds() { &mut standing.covered } else { &mut standing.filled }) |= words;
            agreed |= if words == 0 { 0 } else { unit.stretch.mask() };
        }
        for unit in units.iter().take(single).filter(|unit| unit.role.names()) {
            if unit.stretch.mask() & agreed == 0 {
                standing.is_whole = false;
                standing.left += u32::from(unit.worth.tells);
            }
        }
        standing
    }

    /// Lays a name out to be compared.
    pub(crate) fn lay<'a>(&'a self, at: u32, side: &mut Side<'a>) {
        side.units.clear();
        let Some(listed) = self.name(at) else { return };
        (side.words, side.about) = (usize::from(listed.words), listed.about);
        side.units.extend(self.units_of(at).iter().map(|unit| Unit {
            spelt: Spelt::Listed(&self.lexicon, unit.word),
            mask: unit.stretch.mask(),
            role: unit.role,
            worth: unit.worth,
        }));
    }
}
