//! One side of a comparison: the units of a reading, as aligning and measuring see them.

use std::sync::OnceLock;

use crate::frequency::{Frequencies, Quarters};
use crate::lexicon::Lexicon;
use crate::likeness::{Shape, Word};
use crate::name::{About, Manner, Part, Reading};
use crate::tables::{Role, is_vowel};

/// A word, or neighbouring words written as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) spelt: Spelt<'a>,
    /// Which of the name's words it covers, one bit each.
    pub(crate) mask: u32,
    pub(crate) role: Role,
    pub(crate) worth: Worth,
}

/// Where the letters of a unit are: those of a listed word are fetched only where they are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelt<'a> {
    /// Here, and whether they are consonants only.
    Here(&'a [u8], bool),
    /// Among the listed words.
    Listed(&'a Lexicon, u32),
}

impl<'a> Unit<'a> {
    /// The unit's letters.
    pub(crate) fn text(&self) -> &'a [u8] {
        match self.spelt {
            Spelt::Here(text, _) => text,
            Spelt::Listed(lexicon, word) => lexicon.word(word).map_or(&[], |word| word.text),
        }
    }

    /// Whether it holds consonants only, as Arabic writes them.
    pub(crate) fn consonants_only(&self) -> bool {
        match self.spelt {
            Spelt::Here(_, consonants_only) => consonants_only,
            Spelt::Listed(lexicon, word) => lexicon.word(word).is_some_and(|word| word.consonants_only),
        }
    }
}

/// What sharing a word tells.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Worth {
    pub(crate) tells: Quarters,
    /// What sharing its consonants tells.
    pub(crate) frame_tells: Quarters,
}

impl Worth {
    pub(crate) fn new(text: &[u8], consonants_only: bool, frequencies: &Frequencies) -> Self {
        let frame: Vec<u8> = text.iter().copied().filter(|byte| !is_vowel(*byte)).collect();
        let frame_tells = frequencies.of_frame(&frame);
        Self { tells: if consonants_only { frame_tells } else { frequencies.of_word(text) }, frame_tells }
    }
}

/// The units of one reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side<'a> {
    /// Single words, and behind them joined ones.
    pub(crate) units: Vec<Unit<'a>>,
    /// How many of the units are single words.
    pub(crate) words: usize,
    pub(crate) about: About,
}

impl<'a> Side<'a> {
    /// The single words.
    pub(crate) fn words(&self) -> &[Unit<'a>] {
        self.units.get(..self.words).unwrap_or_default()
    }

    pub(crate) fn unit(&self, at: u16) -> Option<&Unit<'a>> {
        self.units.get(usize::from(at))
    }

    /// The single words that name, one bit each.
    pub(crate) fn naming(&self) -> u32 {
        self.words().iter().filter(|unit| unit.role.names()).fold(0, |mask, unit| mask | unit.mask)
    }

    /// All single words, one bit each.
    pub(crate) fn all(&self) -> u32 {
        self.words().iter().fold(0, |mask, unit| mask | unit.mask)
    }
}

/// A reading prepared to be compared: what is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    /// Single words, and behind them joined ones.
    pub(crate) units: Vec<AskedUnit>,
    words: usize,
    about: About,
}

/// A unit of a reading asked for.
#[derive(Debug)]
pub(crate) struct AskedUnit {
    /// The place of its word among those asked for.
    pub(crate) word: u16,
    /// Which of the name's words it covers, one bit each.
    pub(crate) mask: u32,
    role: Role,
    worth: Worth,
}

/// The distinct words asked for in all readings of a party's names.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<AskedWord>);

/// A word asked for.
#[derive(Debug)]
pub(crate) struct AskedWord {
    pub(crate) text: Box<[u8]>,
    pub(crate) consonants_only: bool,
    /// Whether it stands somewhere as a single word: then it may agree with joined ones.
    pub(crate) single: bool,
    /// Computed when it is first compared with a word: most words have been asked for before.
    shape: OnceLock<Shape>,
    /// What sharing it tells, among persons and among others, once asked.
    worths: [Option<Worth>; 2],
}

impl AskedWord {
    fn worth(&mut self, manner: Manner) -> Worth {
        let Self { text, consonants_only, worths: [of_persons, of_others], .. } = self;
        let known = if manner == Manner::Person { of_persons } else { of_others };
        *known.get_or_insert_with(|| Worth::new(text, *consonants_only, manner.frequencies()))
    }

    /// The word with what is computed of it.
    pub(crate) fn word(&self) -> Word<'_> {
        self.shape.get_or_init(|| Shape::new(&self.text, self.consonants_only)).word()
    }
}

impl Words {
    /// The place of a word, and what sharing it tells under a manner.
    fn place(
        &mut self,
        text: Box<[u8]>,
        consonants_only: bool,
        single: bool,
        manner: Manner,
    ) -> (u16, Worth) {
        let same = |word: &AskedWord| word.text == text && word.consonants_only == consonants_only;
        let at = self.0.iter().position(same).unwrap_or_else(|| {
            let (shape, worths) = (OnceLock::new(), [None; 2]);
            self.0.push(AskedWord { text, consonants_only, single, shape, worths });
            self.0.len() - 1
        });
        let worth = self.0.get_mut(at).map(|word| {
            word.single |= single;
            word.worth(manner)
        });
        (u16::try_from(at).unwrap_or(u16::MAX), worth.unwrap_or_default())
    }

    pub(crate) fn all(&self) -> &[AskedWord] {
        &self.0
    }
}

impl Asked {
    pub(crate) fn new(Reading { parts, words, about }: Reading, manner: Manner, asked: &mut Words) -> Self {
        let units = parts.into_iter().enumerate().map(|(at, part)| {
            let Part { text, mask, role, consonants_only } = part;
            let (word, worth) = asked.place(text, consonants_only, at < words, manner);
            AskedUnit { word, mask, role, worth }
        });
        Self { units: units.collect(), words, about }
    }

    /// The side that it is, of words asked for.
    pub(crate) fn side<'a>(&self, asked: &'a [AskedWord]) -> Side<'a> {
        let units = self.units.iter().filter_map(|AskedUnit { word, mask, role, worth }| {
            let word = asked.get(usize::from(*word))?;
            let spelt = Spelt::Here(&word.text, word.consonants_only);
            Some(Unit { spelt, mask: *mask, role: *role, worth: *worth })
        });
        Side { units: units.collect(), words: self.words, about: self.about }
    }
}
