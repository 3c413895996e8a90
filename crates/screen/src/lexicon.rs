//! Every distinct word of listed names, once, and how those are found that agree with a word.

mod keys;

use std::ops::Range;

use crate::likeness::gist::CLOSE;
use crate::likeness::{Cuts, Likeness, Shape, Word};
use keys::Keys;

/// A listed word that agrees with one asked for, and how.
pub(crate) type Agreeing = (u32, Likeness);

/// The words of listed names. A word is known by its place; those that stand somewhere as a single word come first, in the order of
/// their letters.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// What is computed of each word, one after another.
    records: Box<[u8]>,
    words: Box<[Kept]>,
    singles: u32,
    /// The first letters of the single words, so that looking one up by its letters comes by few of them.
    first_letters: Box<[u64]>,
    of_singles: Keys,
    /// Of those that are several words run together alone.
    of_joined: Keys,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    start: u32,
    cuts: Cuts,
    family: u16,
    consonants_only: bool,
}

/// A word to be kept: its letters, whether they are consonants only, and whether it stands somewhere as a single word.
pub(crate) struct Distinct {
    pub(crate) text: Box<[u8]>,
    pub(crate) consonants_only: bool,
    pub(crate) single: bool,
}

/// A word's first eight letters as a number, in the order of words.
fn first_letters(text: &[u8]) -> u64 {
    let letters = text.iter().copied().chain(std::iter::repeat(0)).take(8);
    letters.fold(0, |number, letter| number << 8 | u64::from(letter))
}

impl Lexicon {
    /// Keeps words; says as well where each of those given has come to stand.
    pub(crate) fn new(distinct: Vec<Distinct>) -> (Self, Vec<u32>) {
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
                start: u32::try_from(records.len()).unwrap_or(u32::MAX),
                cuts: shape.cuts,
                family: shape.family,
                consonants_only: shape.consonants_only,
            });
            records.extend_from_slice(&shape.record);
        }
        let singles = shaped.iter().filter(|(_, single, _)| *single).count();
        let first_letters =
            shaped.iter().take(singles).map(|(shape, ..)| first_letters(shape.word().text)).collect();
        drop(shaped);
        let mut lexicon = Self {
            records: records.into(),
            words: words.into(),
            singles: u32::try_from(singles).unwrap_or(u32::MAX),
            first_letters,
            of_singles: Keys::default(),
            of_joined: Keys::default(),
        };
        let every = u32::try_from(count).unwrap_or(u32::MAX);
        let words = |places: Range<u32>| places.filter_map(|at| Some((at, lexicon.word(at)?)));
        let of_singles = Keys::new(|| words(0..lexicon.singles), usize::MAX);
        let of_joined = Keys::new(|| words(lexicon.singles..every), CLOSE);
        (lexicon.of_singles, lexicon.of_joined) = (of_singles, of_joined);
        (lexicon, places)
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
        Some(Word::of(record, kept.cuts, kept.family, kept.consonants_only))
    }

    /// Every word, in its place.
    pub(crate) fn words(&self) -> impl Iterator<Item = Word<'_>> {
        (0u32..).map_while(|at| self.word(at))
    }

    /// The single words that begin with these letters, in one stretch.
    pub(crate) fn beginning(&self, text: &[u8]) -> Range<u32> {
        let text_of = |at: u32| self.word(at).map_or(&[][..], |word| word.text);
        let near = self.first_letters.partition_point(|letters| *letters < first_letters(text));
        let from = u32::try_from(near).unwrap_or(u32::MAX);
        let before = (from..self.singles).take_while(|at| text_of(*at) < text).count();
        let from = from + u32::try_from(before).unwrap_or(0);
        let count = (from..self.singles).take_while(|at| text_of(*at).starts_with(text)).count();
        from..from + u32::try_from(count).unwrap_or(0)
    }

    /// Every word that agrees with one asked for, with how, in order; of several words run together none agrees with a word asked for
    /// that is so itself. `near` is room to work in.
    pub(crate) fn agreeing<'a>(
        &'a self,
        asked: &'a Word<'_>,
        single: bool,
        near: &'a mut Vec<u32>,
    ) -> impl Iterator<Item = Agreeing> + 'a {
        near.clear();
        self.of_singles.may_agree(asked, if single { usize::MAX } else { CLOSE }, |at| near.push(at));
        if single {
            self.of_joined.may_agree(asked, CLOSE, |at| near.push(at));
        }
        near.sort_unstable();
        near.dedup();
        let counts = move |at: u32, likeness: &Likeness| likeness.close || single && at < self.singles;
        let near = near.iter().filter_map(|at| Some((*at, asked.likeness(&self.word(*at)?)?)));
        near.filter(move |(at, likeness)| counts(*at, likeness))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::dice;

    /// Words of few letters, so that many are near each other by every way there is.
    fn word(seed: &mut u64) -> Vec<u8> {
        let letters = b"aaeiouymmnrrnlthkcsjvwz1d";
        (0..1 + dice(seed, 9)).map(|_| letters[dice(seed, letters.len())]).collect()
    }

    fn lexicon(listed: &[Vec<u8>]) -> Lexicon {
        let distinct = listed.iter().enumerate().map(|(at, text)| Distinct {
            text: text.clone().into(),
            consonants_only: at % 17 == 0,
            single: at % 3 > 0,
        });
        Lexicon::new(distinct.collect()).0
    }

    #[test]
    fn no_word_that_agrees_is_lost() {
        let mut seed = 1718;
        let mut listed: Vec<Vec<u8>> = (0..3000).map(|_| word(&mut seed)).collect();
        listed.extend(
            [
                &b"mohammed"[..],
                b"muhamad",
                b"ahmed",
                b"ahrned",
                b"xxxxxxxxxxxxxxxxxxxxxxxx",
                b"chol",
                b"cheol",
            ]
            .map(<[u8]>::to_vec),
        );
        listed.sort();
        listed.dedup();
        let lexicon = lexicon(&listed);
        for at in 0..400 {
            let asked =
                if at % 4 == 0 { listed[dice(&mut seed, listed.len())].clone() } else { word(&mut seed) };
            let shape = Shape::new(&asked, at % 23 == 0);
            let asked = shape.word();
            for single in [true, false] {
                let joined = |at: u32| at >= lexicon.singles || !single;
                let counts = |(at, likeness): &Agreeing| likeness.close || !joined(*at);
                let every = 0..u32::try_from(lexicon.len()).unwrap();
                let want: Vec<Agreeing> = every
                    .filter(|at| single || *at < lexicon.singles)
                    .filter_map(|at| Some((at, asked.likeness(&lexicon.word(at)?)?)))
                    .filter(counts)
                    .collect();
                let found: Vec<Agreeing> = lexicon.agreeing(&asked, single, &mut Vec::new()).collect();
                assert_eq!(found, want, "{:?}", String::from_utf8_lossy(asked.text));
            }
        }
    }

    #[test]
    fn words_of_one_beginning_stand_together() {
        let mut seed = 2375;
        let mut listed: Vec<Vec<u8>> = (0..500).map(|_| word(&mut seed)).collect();
        listed.sort();
        listed.dedup();
        let lexicon = lexicon(&listed);
        for _ in 0..200 {
            let mut asked = word(&mut seed);
            asked.truncate(3);
            let every = 0..lexicon.singles;
            let want: Vec<u32> =
                every.filter(|at| lexicon.word(*at).unwrap().text.starts_with(&asked)).collect();
            assert_eq!(lexicon.beginning(&asked).collect::<Vec<_>>(), want);
        }
    }
}
