//! Listed names under one manner of comparing, compactly: their words are numbers of the lexicon.

use foldhash::HashMap;

use crate::bits::Bits;
use crate::lexicon::{Distinct, Lexicon};
use crate::name::{About, Manner, Reading, readings_of_listed};
use crate::party::Party;
use crate::side::{Side, Spelt, Unit, Worth};
use crate::tables::Role;

/// The names that are compared in one manner.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) manner: Manner,
    pub(crate) lexicon: Lexicon,
    listed: Box<[Listed]>,
    /// Names with words of a single letter.
    lettered: Bits,
    units: Box<[ListedUnit]>,
    /// Words that stand somewhere where no name can hang on them.
    fills: Bits,
    /// The first name of each party, and the end.
    of_party: Box<[u32]>,
    /// The first place of each word in `places`, and the end.
    of_word: Box<[u32]>,
    /// The names that can hang on each word.
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

impl Names {
    /// Reads the names of parties that are compared in a manner.
    pub(crate) fn new(parties: &[Party], manner: Manner) -> Self {
        let mut distinct: Vec<Distinct> = Vec::new();
        let mut known: HashMap<(Box<[u8]>, bool), u32> = HashMap::default();
        let (mut listed, mut units, mut of_party) =
            (Vec::<Listed>::new(), Vec::<ListedUnit>::new(), Vec::with_capacity(parties.len() + 1));
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
                        let stretch = Stretch::new(part.mask);
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
                        units.push(ListedUnit { word, stretch, role: part.role, worth: Worth::default() });
                    }
                    let words = u8::try_from(words).unwrap_or(u8::MAX);
                    listed.push(Listed { party, units: from, letters, name, words, about });
                }
            }
        }
        of_party.push(number(listed.len()));
        drop(known);
        let (lexicon, places) = Lexicon::new(distinct);
        let worths: Vec<Worth> = lexicon
            .words()
            .map(|word| Worth::new(word.text, word.consonants_only, manner.frequencies()))
            .collect();
        for unit in &mut units {
            unit.word = places.get(unit.word as usize).copied().unwrap_or(u32::MAX);
            unit.worth = worths.get(unit.word as usize).copied().unwrap_or_default();
        }
        let numbered = (0u32..).zip(&listed).filter(|(_, name)| name.letters != 0);
        let lettered = Bits::of(listed.len(), numbered.map(|(at, _)| at));
        let filling = units.iter().filter(|unit| !unit.role.holds());
        let fills = Bits::of(lexicon.len(), filling.map(|unit| unit.word));
        let mut names = Self {
            manner,
            lettered,
            fills,
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

    /// Whether a word stands in some name that cannot hang on it.
    pub(crate) fn fills(&self, word: u32) -> bool {
        self.fills.has(word)
    }

    /// The names of a party.
    pub(crate) fn of_party(&self, party: u32) -> std::ops::Range<u32> {
        let at = party as usize;
        match (self.of_party.get(at), self.of_party.get(at + 1)) {
            (Some(from), Some(to)) => *from..*to,
            _ => 0..0,
        }
    }

    /// The names that can hang on a word, alone or joined.
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

    /// The words of a name's units, the single ones first, each with whether the name can hang on it; and how many are single.
    pub(crate) fn words_of(&self, at: u32) -> (impl Iterator<Item = (u32, bool)>, usize) {
        (
            self.units_of(at).iter().map(|unit| (unit.word, unit.role.holds())),
            self.name(at).map_or(0, |name| usize::from(name.words)),
        )
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
