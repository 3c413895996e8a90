//! What is computed of a word once.

use super::Word;
use super::distance::LONGEST;
use super::gist::gist;
use super::sound::sound;
use crate::tables::TABLES;

/// Where the parts of a word's record end: its letters, its sounds, its gist, its consonants; the rest is its Korean syllables.
pub(crate) type Cuts = [u8; 4];

/// A word with what is computed of it, in one piece.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) record: Box<[u8]>,
    pub(crate) cuts: Cuts,
    /// Its spelling family; 0 is none.
    pub(crate) family: u16,
    pub(crate) consonants_only: bool,
}

impl Shape {
    /// A word in plain letters; `consonants_only` where it holds no others.
    pub(crate) fn new(text: &[u8], consonants_only: bool) -> Self {
        let text: Vec<u8> = text.iter().copied().take(LONGEST).collect();
        let plain = std::str::from_utf8(&text).unwrap_or_default();
        let (sound, gist) = (sound(&text), gist(&text));
        let consonants: Vec<u8> = if consonants_only {
            text.clone()
        } else {
            crate::script::consonant_skeleton(plain)
                .bytes()
                .filter(|byte| *byte != b' ')
                .take(2 * LONGEST)
                .collect()
        };
        let korean = crate::script::korean_key(plain).unwrap_or_default();
        let family = TABLES.family(plain);
        let mut record = text;
        let mut cut = |part: &[u8]| {
            record.extend_from_slice(part);
            u8::try_from(record.len()).unwrap_or(u8::MAX)
        };
        let cuts = [cut(&[]), cut(&sound), cut(&gist), cut(&consonants)];
        cut(korean.as_bytes());
        Self { record: record.into(), cuts, family, consonants_only }
    }

    pub(crate) fn word(&self) -> Word<'_> {
        Word::of(&self.record, self.cuts, self.family, self.consonants_only)
    }
}
