//! One side of a comparison: the units of a reading, as aligning and measuring see them.

use crate::frequency::{Frequencies, Quarters};
use crate::likeness::Shape;
use crate::name::{About, Manner, Reading};
use crate::tables::{Role, is_vowel};

/// A word, or neighbouring words written as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) text: &'a [u8],
    /// Which of the name's words it covers, one bit each.
    pub(crate) mask: u32,
    pub(crate) role: Role,
    pub(crate) worth: Worth,
    pub(crate) consonants_only: bool,
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
    shapes: Vec<Shape>,
    worths: Vec<Worth>,
}

impl Asked {
    pub(crate) fn new(reading: Reading, manner: Manner) -> Self {
        let parts = &reading.parts;
        Self {
            shapes: parts.iter().map(|part| Shape::new(&part.text, part.consonants_only)).collect(),
            worths: parts
                .iter()
                .map(|part| Worth::new(&part.text, part.consonants_only, manner.frequencies()))
                .collect(),
            reading,
        }
    }

    pub(crate) fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    pub(crate) fn side(&self) -> Side<'_> {
        let units = self.reading.parts.iter().zip(&self.worths).map(|(part, worth)| Unit {
            text: &part.text,
            mask: part.mask,
            role: part.role,
            worth: *worth,
            consonants_only: part.consonants_only,
        });
        Side { units: units.collect(), words: self.reading.words, about: self.reading.about }
    }
}
