//! Words by their letters or by their sounds, in trees.

use std::collections::BTreeMap;

use super::trie::{Leaf, Trie, marked};
use super::walk::{Ahead, Rows};

/// Words in which as many letters double the one before stand in trees of their own: their letters cost least.
const DOUBLED: usize = 2;

/// Spellings, each once, with the words that have it.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    /// From the front and from the back, apart by how many letters are doubled.
    trees: Vec<[Trie; 2]>,
    letters: Box<[u8]>,
    spellings: Box<[Spelling]>,
    /// The words, spelling by spelling.
    words: Box<[u32]>,
}

#[derive(Clone, Copy, Debug)]
struct Spelling {
    letters: u32,
    words: u32,
}

impl Spellings {
    pub(crate) fn new<'a>(words: impl Iterator<Item = (u32, &'a [u8])>) -> Self {
        let mut spelt: Vec<(&[u8], u32)> = words.map(|(at, text)| (text, at)).collect();
        spelt.sort_unstable();
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (mut letters, mut spellings) = (Vec::new(), Vec::new());
        let mut apart: BTreeMap<bool, [Vec<Leaf>; 2]> = BTreeMap::new();
        let mut start = 0;
        for group in spelt.chunk_by(|(a, _), (b, _)| a == b) {
            let Some((text, _)) = group.first() else { continue };
            let doubled = text.windows(2).filter(|two| matches!(two, [a, b] if a == b)).count();
            let [forward, backward] = apart.entry(doubled >= DOUBLED).or_default();
            forward.push((number(spellings.len()), marked(text, false)));
            backward.push((number(spellings.len()), marked(text, true)));
            spellings.push(Spelling { letters: number(letters.len()), words: number(start) });
            letters.extend_from_slice(text);
            start += group.len();
        }
        spellings.push(Spelling { letters: number(letters.len()), words: number(start) });
        let trees = apart
            .into_values()
            .map(|[forward, backward]| [Trie::new(forward, false), Trie::new(backward, true)]);
        Self {
            trees: trees.collect(),
            letters: letters.into(),
            spellings: spellings.into(),
            words: spelt.into_iter().map(|(_, at)| at).collect(),
        }
    }

    fn span(&self, spelling: u32) -> Option<(&[u8], &[u32])> {
        let at = spelling as usize;
        let (here, next) = (self.spellings.get(at)?, self.spellings.get(at + 1)?);
        let letters = self.letters.get(here.letters as usize..next.letters as usize)?;
        Some((letters, self.words.get(here.words as usize..next.words as usize)?))
    }

    /// Every word as close to these letters as a floor says, and some that are not.
    pub(crate) fn near(&self, asked: &[u8], floor: u8, rows: &mut Rows, near: &mut Vec<u32>) {
        let letters = |spelling: u32| self.span(spelling).map_or(&[][..], |(letters, _)| letters);
        let mut found = Vec::new();
        let aheads = [false, true].map(|backward| Ahead::new(asked, backward));
        for trees in &self.trees {
            for (tree, ahead) in trees.iter().zip(&aheads) {
                tree.near(ahead, floor, letters, rows, |spelling| found.push(spelling));
            }
        }
        found.sort_unstable();
        found.dedup();
        near.extend(
            found.into_iter().filter_map(|spelling| self.span(spelling)).flat_map(|(_, words)| words),
        );
    }
}
