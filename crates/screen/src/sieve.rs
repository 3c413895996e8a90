//! Which listed names a search compares: those on whose words enough of the name asked for hangs, and that can reach the cut-off.

use std::ops::Range;

use crate::bound::{Outlook, Reach};
use crate::compare::Comparer;
use crate::known::Met;
use crate::names::{NameStanding, Names, Stands};
use crate::quorum::Quorum;
use crate::scratch::{AskedBits, Scratch, Sightings};

/// How much dearer it is to look at a name than to mark it.
const DEARER: usize = 16;

/// What is known of the names that were marked.
struct Marked {
    /// The listed words of which the query's last may be the beginning, and the last as a bit where it may be one.
    begin: Range<u32>,
    cut_off: u32,
    /// Words of the query on which names may hang that are not marked so.
    open: u32,
    /// Words of the query that may agree with one on which no name hangs, unmarked.
    filled: u32,
}

impl Marked {
    /// Marks every name of which enough may agree; none where no name can.
    fn new(names: &Names, comparer: &Comparer<'_>, scratch: &mut Scratch) -> Option<Self> {
        let Scratch { marks, known, met, .. } = scratch;
        let manner = comparer.manner;
        let found: Vec<(u32, &[Met])> =
            comparer.units().filter_map(|(word, words)| Some((words, known.at(met.get(word)?)))).collect();
        // Words of the query that agree with one that stands so.
        let agreeing = |stands: &dyn Fn(Stands) -> bool| {
            let some = found.iter().filter(|(_, agreeing)| agreeing.iter().any(|met| stands(met.stands)));
            some.fold(0, |all, (words, _)| all | words)
        };
        let filled = agreeing(&|stands| stands.fills(manner));
        let cut_off = comparer.cut_off;
        let last = comparer.query.words().last().filter(|last| last.mask & cut_off != 0);
        let begin = last.map_or(0..0, |last| names.lexicon.beginning(last.text()));
        let begun = if begin.is_empty() { 0 } else { cut_off };
        let held = begun | agreeing(&|stands| stands.holds(manner));
        if !comparer.quorum.is_met(held) && !comparer.quorum.is_met_by_whole(held) {
            return None;
        }
        // Names that hang on some words of the query, with the words: some more than once.
        let hanging = |words: u32| {
            let agreeing = found.iter().filter(move |(covers, _)| covers & words != 0);
            let agreeing = agreeing.flat_map(|(covers, agreeing)| {
                let holding = agreeing.iter().filter(|met| met.stands.holds(manner));
                holding.map(|met| (met.listed, *covers))
            });
            let begun = if cut_off & words != 0 { begin.clone() } else { 0..0 };
            agreeing.chain(begun.map(|at| (at, cut_off))).map(|(at, covers)| (names.with(at, manner), covers))
        };
        let count = |words: u32| hanging(words).map(|(names, _)| names.len()).sum::<usize>();
        let needed = comparer.quorum.needed(count);
        hanging(needed).for_each(|(names, words)| marks.touch(names, words));
        // The other words are marked as well, where that costs less than looking at the names.
        let others = comparer.quorum.words().filter(|word| word & needed == 0);
        let (marked, open): (Vec<u32>, Vec<u32>) =
            others.partition(|word| count(*word) <= marks.len() * DEARER);
        for word in marked {
            hanging(word).for_each(|(names, words)| marks.touch_again(names, words));
        }
        let open = open.into_iter().fold(0, |open, word| open | word);
        Some(Self { cut_off: begun, begin, open, filled })
    }
}

/// Lets names through that may have enough points.
pub(crate) struct Sieve<'a> {
    outlook: Outlook<'a>,
    quorum: Quorum,
    marked: Marked,
    least: f64,
    /// By bit of the words asked for, the words of this reading that they cover.
    covers: [u32; AskedBits::COUNT],
    /// By mark, and whether a name has words of a single letter: whether any such name may have enough. Most names need no other look.
    passing: Vec<(u32, bool, bool)>,
}

impl<'a> Sieve<'a> {
    /// Marks names, for those of at least so many points; none where enough of no name can agree.
    pub(crate) fn new(
        names: &Names,
        comparer: &Comparer<'a>,
        scratch: &mut Scratch,
        least: f64,
    ) -> Option<Self> {
        let marked = Marked::new(names, comparer, scratch)?;
        let outlook = Outlook::new(comparer.weights, &comparer.query);
        let mut covers = [0; AskedBits::COUNT];
        for (word, words) in comparer.units() {
            if let Some(covers) = covers.get_mut(AskedBits::place(word)) {
                *covers |= words;
            }
        }
        let quorum = comparer.quorum.clone();
        Some(Self { outlook, quorum, marked, least, covers, passing: Vec::new() })
    }

    /// The most points that a marked name can have; none if too few.
    #[inline]
    pub(crate) fn most(&mut self, names: &Names, name: u32, mark: u32, seen: &Sightings) -> Option<f64> {
        if !self.passes(mark, names.has_letters(name)) {
            return None;
        }
        let mut begun = false;
        let NameStanding { covered, filled, is_whole, left } = names.standing(name, |word| {
            begun |= self.marked.begin.contains(&word);
            let covers = seen.agreeing(word).places().filter_map(|place| self.covers.get(place));
            covers.fold(0, |all, words| all | words)
        });
        let held = covered | if begun { self.marked.cut_off } else { 0 };
        let by_quorum = self.quorum.is_met(held);
        let inside = is_whole && self.quorum.is_met_by_whole(covered);
        if !by_quorum && !inside {
            return None;
        }
        let letters = names.name(name)?.letters;
        let by_initial = if letters == 0 { 0 } else { self.outlook.by_initial(letters) };
        let left = if begun { 0 } else { left };
        let reach = Reach { covered, filled, by_initial, begun, left };
        let most = self.most_of(reach, by_quorum, inside);
        (most >= self.least).then_some(most)
    }

    /// The most points of a reach, by the quorum and as a whole name inside.
    fn most_of(&self, reach: Reach, by_quorum: bool, inside: bool) -> f64 {
        let most = |inside: bool| f64::from(self.outlook.most(reach, inside));
        let by_quorum = if by_quorum { most(false) } else { f64::NEG_INFINITY };
        if inside { by_quorum.max(most(true)) } else { by_quorum }
    }

    fn passes(&mut self, mark: u32, letters: bool) -> bool {
        if let Some(at) = self.passing.iter().position(|(known, with, _)| (*known, *with) == (mark, letters))
        {
            // Names that follow each other mostly have the same mark.
            self.passing.swap(0, at);
            return self.passing.first().is_some_and(|(.., passes)| *passes);
        }
        let may_hold = mark | self.marked.open;
        // Words that do not name agree unmarked as well.
        let covered = may_hold | !self.quorum.all_words();
        let reach = Reach {
            covered,
            filled: self.marked.filled,
            by_initial: if letters { u32::MAX } else { 0 },
            begun: covered & self.marked.cut_off != 0,
            left: 0,
        };
        let (by_quorum, inside) = (self.quorum.is_met(may_hold), self.quorum.is_met_by_whole(may_hold));
        let passes = self.most_of(reach, by_quorum, inside) >= self.least;
        self.passing.push((mark, letters, passes));
        passes
    }
}
