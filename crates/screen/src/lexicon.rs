//! Every distinct word of listed names, once, and how those are found that agree with a word.

mod trie;

use crate::frequency::Frequencies;
use crate::likeness::distance::Against;
use crate::likeness::glance::Glance;
use crate::likeness::{Cuts, Likeness, Shape, Sight, Way, Word, is_weak};
use crate::side::Worth;
use trie::{Rows, Trie};

/// A listed word that agrees with one asked for, and how.
pub(crate) type Neighbour = (u32, Likeness);

/// The words of listed names. A word is known by its place; those that stand somewhere as a single word come first.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// What is computed of each word, one after another.
    records: Box<[u8]>,
    words: Box<[Kept]>,
    singles: u32,
    tries: Vec<Trie>,
    /// Words by their letters.
    by_text: Box<[u32]>,
    by_sound: Keys,
    by_frame: Keys,
    by_korean: Keys,
    by_family: Keys,
    by_strong_consonants: Keys,
    /// How many words hold consonants only.
    bare: usize,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    glance: Glance,
    start: u32,
    cuts: Cuts,
    worth: Worth,
    consonants_only: bool,
}

/// A word to be kept: its letters, whether they are consonants only, and whether it stands somewhere as a single word.
pub(crate) struct Distinct {
    pub(crate) text: Box<[u8]>,
    pub(crate) consonants_only: bool,
    pub(crate) single: bool,
}

/// Words under a key of which a digest is kept; who asks compares them.
#[derive(Debug, Default)]
struct Keys(Box<[(u32, u32)]>);

impl Keys {
    fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut pairs: Box<[(u32, u32)]> = pairs.collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn of(&self, key: u32) -> impl Iterator<Item = u32> {
        let from = self.0.partition_point(|(known, _)| *known < key);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.iter().take_while(move |(known, _)| *known == key).map(|(_, word)| *word)
    }
}

fn digest(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |digest, byte| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn strong(consonants: &[u8]) -> u32 {
    digest(consonants.iter().copied().filter(|byte| !is_weak(*byte)))
}

impl Lexicon {
    /// Keeps words; says as well where each of those given has come to stand.
    pub(crate) fn new(distinct: Vec<Distinct>, frequencies: &Frequencies) -> (Self, Vec<u32>) {
        let count = distinct.len();
        let mut shaped: Vec<(Shape, bool, usize)> = distinct
            .into_iter()
            .enumerate()
            .map(|(at, word)| (Shape::new(&word.text, word.consonants_only), word.single, at))
            .collect();
        let group = |shape: &Shape| (!shape.consonants_only).then(|| counted(&shape.glance));
        shaped.sort_by(|(a, single, _), (b, other, _)| {
            (!single, group(a), a.word().text).cmp(&(!other, group(b), b.word().text))
        });
        let mut places = vec![0; count];
        let mut records = Vec::new();
        let mut words = Vec::with_capacity(count);
        for (word, (shape, _, at)) in (0u32..).zip(&shaped) {
            if let Some(place) = places.get_mut(*at) {
                *place = word;
            }
            words.push(Kept {
                glance: shape.glance,
                start: u32::try_from(records.len()).unwrap_or(u32::MAX),
                cuts: shape.cuts,
                worth: Worth::new(shape.word().text, shape.consonants_only, frequencies),
                consonants_only: shape.consonants_only,
            });
            records.extend_from_slice(&shape.record);
        }
        let singles = shaped.iter().filter(|(_, single, _)| *single).count();
        let mut tries = Vec::new();
        let mut start = 0u32;
        for words in shaped.chunk_by(|(a, single, _), (b, other, _)| (single, group(a)) == (other, group(b)))
        {
            let texts: Vec<(u32, &[u8])> =
                (start..).zip(words).map(|(at, (shape, ..))| (at, shape.word().text)).collect();
            start += u32::try_from(words.len()).unwrap_or_default();
            if let Some(consonants) = words.first().and_then(|(shape, ..)| group(shape)) {
                tries.push(Trie::new(&texts, consonants));
            }
        }
        let bare = shaped.iter().filter(|(shape, ..)| shape.consonants_only).count();
        drop(shaped);
        let mut lexicon = Self {
            records: records.into(),
            words: words.into(),
            singles: u32::try_from(singles).unwrap_or(u32::MAX),
            tries,
            bare,
            ..Self::default()
        };
        lexicon.file();
        (lexicon, places)
    }

    /// Files the words under what two words can agree in but for their spelling.
    fn file(&mut self) {
        let all: Vec<(u32, Word<'_>)> = (0u32..).map_while(|at| Some((at, self.word(at)?))).collect();
        let plain = || all.iter().filter(|(_, word)| !word.consonants_only);
        let by_sound = Keys::new(
            plain()
                .filter(|(_, word)| word.sound.len() >= 3)
                .map(|(at, word)| (digest(word.sound.iter().copied()), *at)),
        );
        let by_frame = Keys::new(plain().map(|(at, word)| (digest(word.frame()), *at)));
        let by_korean = Keys::new(
            plain()
                .filter(|(_, word)| !word.korean.is_empty())
                .map(|(at, word)| (digest(word.korean.iter().copied()), *at)),
        );
        let by_family = Keys::new(
            plain()
                .filter(|(_, word)| word.glance.family != 0)
                .map(|(at, word)| (u32::from(word.glance.family), *at)),
        );
        let by_strong_consonants = Keys::new(all.iter().map(|(at, word)| (strong(word.consonants), *at)));
        let mut by_text: Vec<u32> = all.iter().map(|(at, _)| *at).collect();
        by_text.sort_by_key(|at| all.get(*at as usize).map(|(_, word)| word.text));
        (self.by_sound, self.by_frame, self.by_korean) = (by_sound, by_frame, by_korean);
        (self.by_family, self.by_strong_consonants) = (by_family, by_strong_consonants);
        self.by_text = by_text.into();
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    #[inline]
    pub(crate) fn word(&self, at: u32) -> Option<Word<'_>> {
        let at = at as usize;
        let kept = self.words.get(at)?;
        let end = self.words.get(at + 1).map_or(self.records.len(), |next| next.start as usize);
        let record = self.records.get(kept.start as usize..end)?;
        Some(Word::of(record, kept.cuts, &kept.glance, kept.consonants_only))
    }

    #[inline]
    pub(crate) fn worth(&self, at: u32) -> Worth {
        self.words.get(at as usize).map_or(Worth::default(), |kept| kept.worth)
    }

    fn text(&self, at: u32) -> &[u8] {
        self.word(at).map_or(&[], |word| word.text)
    }

    /// The words of these letters.
    pub(crate) fn same<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        self.from(text).take_while(move |at| self.text(*at) == text)
    }

    /// The single words that begin with these letters and go on.
    pub(crate) fn beginning<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        let begins = self.from(text).take_while(move |at| self.text(*at).starts_with(text));
        begins.filter(move |at| *at < self.singles && self.text(*at).len() > text.len())
    }

    fn from<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = u32> + 'a {
        let from = self.by_text.partition_point(move |at| self.text(*at) < text);
        self.by_text.get(from..).unwrap_or_default().iter().copied()
    }

    /// Every word that agrees with one asked for; with single words alone, or with joined ones too.
    pub(crate) fn agreeing(&self, asked: &Word<'_>, joined_too: bool) -> Vec<Neighbour> {
        let limit = if joined_too { u32::MAX } else { self.singles };
        let mut near: Vec<(u32, Option<u16>)> = Vec::new();
        let strong_ones = || self.by_strong_consonants.of(strong(asked.consonants));
        if asked.consonants_only {
            near.extend(strong_ones().map(|at| (at, None)));
        } else {
            let against = Against::new(asked.text);
            let mut rows = Rows::new(&against);
            for trie in &self.tries {
                trie.near(
                    asked,
                    &against,
                    |at| self.text(at),
                    &mut rows,
                    |at, cost| near.push((at, Some(cost))),
                );
            }
            near.extend(self.same(asked.text).map(|at| (at, None)));
            if asked.glance.family != 0 {
                near.extend(self.by_family.of(u32::from(asked.glance.family)).map(|at| (at, None)));
            }
            if !asked.korean.is_empty() {
                near.extend(self.by_korean.of(digest(asked.korean.iter().copied())).map(|at| (at, None)));
            }
            near.extend(self.by_frame.of(digest(asked.frame())).map(|at| (at, None)));
            if asked.sound.len() >= 3 {
                near.extend(self.by_sound.of(digest(asked.sound.iter().copied())).map(|at| (at, None)));
            }
            if self.bare > 0 {
                let bare = |at: &u32| self.words.get(*at as usize).is_some_and(|kept| kept.consonants_only);
                near.extend(strong_ones().filter(bare).map(|at| (at, None)));
            }
        }
        near.retain(|(at, _)| *at < limit);
        // A cost that is known comes first.
        near.sort_unstable_by_key(|(at, cost)| (*at, cost.is_none()));
        near.dedup_by_key(|(at, _)| *at);
        let likeness = |at: u32, cost: Option<u16>| {
            let word = self.word(at)?;
            match asked.without_spelling(&word) {
                Sight::Clear(likeness) => likeness,
                // Every word within the cost was found: what was not is not within it.
                Sight::Open => asked.by_spelling(&word, cost),
            }
        };
        near.into_iter().filter_map(|(at, cost)| Some((at, likeness(at, cost)?))).collect()
    }

    /// The words of the same letters, as the only ones that agree.
    pub(crate) fn identical(&self, asked: &Word<'_>, joined_too: bool) -> Vec<Neighbour> {
        let limit = if joined_too { u32::MAX } else { self.singles };
        let same = self.same(asked.text).filter(|at| *at < limit);
        same.map(|at| (at, Likeness { value: 100, way: Way::Same })).collect()
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        let keys =
            [&self.by_sound, &self.by_frame, &self.by_korean, &self.by_family, &self.by_strong_consonants];
        size_of_val(&*self.records)
            + size_of_val(&*self.words)
            + size_of_val(&*self.by_text)
            + keys.iter().map(|keys| size_of_val(&*keys.0)).sum::<usize>()
            + self.tries.iter().map(Trie::size).sum::<usize>()
    }
}

/// How many consonants a word has, where they tell.
fn counted(glance: &Glance) -> Option<u8> {
    (!glance.digits).then(|| glance.consonants())
}
