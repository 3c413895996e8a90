//! Every distinct word of listed names, once, and how those are found that agree with a word.

mod spellings;
mod trie;
mod walk;

use crate::frequency::Frequencies;
use crate::likeness::glance::Glance;
use crate::likeness::row::LONGEST;
use crate::likeness::{Cuts, FLOOR, Likeness, SOUND_LOSES, Shape, Way, Word, is_weak};
use crate::side::Worth;
use spellings::Spellings;
use walk::Rows;

/// A listed word that agrees with one asked for, and how.
pub(crate) type Neighbour = (u32, Likeness);

/// The words of listed names. A word is known by its place; those that stand somewhere as a single word come first.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// What is computed of each word, one after another.
    records: Box<[u8]>,
    words: Box<[Kept]>,
    singles: u32,
    /// Single words, and joined ones, by their letters and by their sounds.
    spelt: [Spellings; 2],
    sounded: [Spellings; 2],
    /// Words by their letters.
    by_text: Box<[u32]>,
    by_sound: Keys,
    by_frame: Keys,
    by_korean: Keys,
    by_family: Keys,
    by_strong_consonants: Keys,
    /// Words that sound longer than a tree is deep.
    long_sounds: Box<[u32]>,
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

/// So few words are looked at one by one sooner than their trees are walked.
const FEW: usize = 4096;

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
        shaped
            .sort_by(|(a, single, _), (b, other, _)| (!single, a.word().text).cmp(&(!other, b.word().text)));
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
        let plain = |single: bool| {
            (0u32..)
                .zip(&shaped)
                .filter(move |(_, (shape, other, _))| *other == single && !shape.consonants_only)
        };
        let spelt = [true, false]
            .map(|single| Spellings::new(plain(single).map(|(at, (shape, ..))| (at, shape.word().text))));
        let sounded = [true, false].map(|single| {
            let long = plain(single).filter(|(_, (shape, ..))| shape.word().sound.len() <= LONGEST);
            Spellings::new(long.map(|(at, (shape, ..))| (at, shape.word().sound)))
        });
        let long =
            plain(true).chain(plain(false)).filter(|(_, (shape, ..))| shape.word().sound.len() > LONGEST);
        let long_sounds = long.map(|(at, _)| at).collect();
        let bare = shaped.iter().filter(|(shape, ..)| shape.consonants_only).count();
        drop(shaped);
        let mut lexicon = Self {
            records: records.into(),
            words: words.into(),
            singles: u32::try_from(singles).unwrap_or(u32::MAX),
            spelt,
            sounded,
            long_sounds,
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

    /// Every word that agrees with one asked for: as well as the floor says where its spelling tells, and all others; with single words alone, or with joined ones too.
    pub(crate) fn agreeing(&self, asked: &Word<'_>, joined_too: bool, floor: u8) -> Vec<Neighbour> {
        let limit = if joined_too { u32::MAX } else { self.singles };
        let mut near: Vec<u32> = Vec::new();
        let strong_ones = || self.by_strong_consonants.of(strong(asked.consonants));
        if self.words.len() <= FEW {
            near.extend((0u32..).zip(&self.words).map(|(at, _)| at));
        } else if asked.consonants_only {
            near.extend(strong_ones());
        } else {
            let mut rows = Rows::new();
            let (spelt, sounded) =
                (self.spelt.iter().zip(&self.sounded)).take(if joined_too { 2 } else { 1 }).unzip();
            let (spelt, sounded): (Vec<&Spellings>, Vec<&Spellings>) = (spelt, sounded);
            // Sounds as close as the floor, less what sounding alike loses; and only words that are spelt alike at all are compared by them.
            let by_sound = floor > FLOOR && asked.sound.len() <= LONGEST;
            for spellings in spelt {
                let floor = if asked.sound.len() <= LONGEST { floor } else { FLOOR };
                spellings.near(asked.text, floor, &mut rows, &mut near);
            }
            for spellings in sounded.into_iter().filter(|_| by_sound) {
                spellings.near(asked.sound, floor + SOUND_LOSES, &mut rows, &mut near);
            }
            near.extend(&self.long_sounds);
            near.extend(self.same(asked.text));
            if asked.glance.family != 0 {
                near.extend(self.by_family.of(u32::from(asked.glance.family)));
            }
            if !asked.korean.is_empty() {
                near.extend(self.by_korean.of(digest(asked.korean.iter().copied())));
            }
            near.extend(self.by_frame.of(digest(asked.frame())));
            if asked.sound.len() >= 3 {
                near.extend(self.by_sound.of(digest(asked.sound.iter().copied())));
            }
            if self.bare > 0 {
                let bare = |at: &u32| self.words.get(*at as usize).is_some_and(|kept| kept.consonants_only);
                near.extend(strong_ones().filter(bare));
            }
        }
        near.retain(|at| *at < limit);
        near.sort_unstable();
        near.dedup();
        let agreeing = near.into_iter().filter_map(|at| Some((at, asked.likeness(&self.word(at)?)?)));
        agreeing.filter(|(_, likeness)| likeness.reaches(floor)).collect()
    }

    /// The words of the same letters, as the only ones that agree.
    pub(crate) fn identical(&self, asked: &Word<'_>, joined_too: bool) -> Vec<Neighbour> {
        let limit = if joined_too { u32::MAX } else { self.singles };
        let same = self.same(asked.text).filter(|at| *at < limit);
        same.map(|at| (at, Likeness { value: 100, way: Way::Same })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Manner;

    /// Numbers that look like chance.
    fn dice(seed: &mut u64, below: usize) -> usize {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as usize % below
    }

    /// Words of few letters, so that many are near each other by every way there is.
    fn word(seed: &mut u64) -> Vec<u8> {
        let letters = b"aaeiouymmnrrnlthkcsjvwz1d";
        (0..1 + dice(seed, 9)).map(|_| letters[dice(seed, letters.len())]).collect()
    }

    /// Among few words, and among so many that trees are walked.
    #[test]
    fn no_word_that_agrees_is_lost() {
        loses_nothing(300);
        loses_nothing(FEW + 2000);
    }

    fn loses_nothing(words: usize) {
        let mut seed = 1718;
        let mut listed: Vec<Vec<u8>> = (0..words).map(|_| word(&mut seed)).collect();
        listed.extend(
            [&b"mohammed"[..], b"muhamad", b"ahmed", b"ahrned", b"xxxxxxxxxxxxxxxxxxxxxxxx"]
                .map(<[u8]>::to_vec),
        );
        listed.sort();
        listed.dedup();
        let distinct = listed.iter().enumerate().map(|(at, text)| Distinct {
            text: text.clone().into(),
            consonants_only: at % 17 == 0,
            single: at % 3 > 0,
        });
        let (lexicon, _) = Lexicon::new(distinct.collect(), Manner::Person.frequencies());
        assert_eq!(lexicon.len() > FEW, words > FEW);
        let count = u32::try_from(lexicon.len()).unwrap();
        for at in 0..400 {
            let asked =
                if at % 4 == 0 { listed[dice(&mut seed, listed.len())].clone() } else { word(&mut seed) };
            let shape = Shape::new(&asked, at % 23 == 0);
            let asked = shape.word();
            for (floor, joined_too) in [(FLOOR, true), (62, false), (74, true), (86, true)] {
                let every = (0..count).filter(|at| joined_too || *at < lexicon.singles);
                let want: Vec<Neighbour> = every
                    .filter_map(|at| Some((at, asked.likeness(&lexicon.word(at)?)?)))
                    .filter(|(_, likeness)| likeness.reaches(floor))
                    .collect();
                assert_eq!(
                    lexicon.agreeing(&asked, joined_too, floor),
                    want,
                    "{:?}",
                    String::from_utf8_lossy(asked.text)
                );
            }
        }
    }
}
