//! One side of a comparison: the units of a reading, as aligning and measuring see them.

use crate::frequency::{Frequencies, Quarters};
use crate::lexicon::Lexicon;
use crate::likeness::Shape;
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

    /// All single words, one bit each.
    pub(crate) fn all(&self) -> u32 {
        self.words().iter().fold(0, |mask, unit| mask | unit.mask)
    }
}

/// A reading prepared to be compared: what is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    reading: Reading,
    /// By unit, the place of its word among those asked for.
    words: Vec<u16>,
    worths: Vec<Worth>,
}

/// The distinct words asked for in all readings of a party's names.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<AskedWord>);

/// A word asked for.
#[derive(Debug)]
pub(crate) struct AskedWord {
    pub(crate) shape: Shape,
    /// Whether it stands somewhere as a single word: then it may agree with joined ones.
    pub(crate) single: bool,
}

impl Words {
    /// The place of a word.
    fn place(&mut self, part: &Part, single: bool) -> u16 {
        let same = |word: &AskedWord| {
            *word.shape.word().text == *part.text && word.shape.consonants_only == part.consonants_only
        };
        let at = self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push(AskedWord { shape: Shape::new(&part.text, part.consonants_only), single });
            self.0.len() - 1
        });
        if let Some(word) = self.0.get_mut(at) {
            word.single |= single;
        }
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    pub(crate) fn all(&self) -> &[AskedWord] {
        &self.0
    }
}

impl Asked {
    pub(crate) fn new(reading: Reading, manner: Manner, words: &mut Words) -> Self {
        let worth = |part: &Part| Worth::new(&part.text, part.consonants_only, manner.frequencies());
        let parts = reading.parts.iter().enumerate();
        Self {
            words: parts.map(|(at, part)| words.place(part, at < reading.words)).collect(),
            worths: reading.parts.iter().map(worth).collect(),
            reading,
        }
    }

    /// By unit, the place of its word among those asked for.
    pub(crate) fn words(&self) -> &[u16] {
        &self.words
    }

    pub(crate) fn side(&self) -> Side<'_> {
        let units = self.reading.parts.iter().zip(&self.worths).map(|(part, worth)| Unit {
            spelt: Spelt::Here(&part.text, part.consonants_only),
            mask: part.mask,
            role: part.role,
            worth: *worth,
        });
        Side { units: units.collect(), words: self.reading.words, about: self.reading.about }
    }
}
