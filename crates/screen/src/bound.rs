//! The most that a name can score, from which words of the query agree: what the index may leave out without a look.

use crate::align::{INITIAL, cut_off_tells};
use crate::frequency::MOST as MOST_TELLS;
use crate::likeness::Way;
use crate::measures::{TELLING_MOST, TELLING_WHOLE, value_named};
use crate::side::{Side, Unit};
use crate::tables::Role;
use crate::weights::Weights;

/// A reading of a query, seen from what its words can be worth.
#[derive(Debug)]
pub(crate) struct Outlook<'a> {
    worth: Worths,
    words: Vec<Prospect<'a>>,
    /// Words of a single letter: any name may hold a word of which they are the initial.
    letters: u32,
    several: bool,
    uncertain: bool,
}

/// The weights that can raise a score or must lower it.
#[derive(Debug)]
struct Worths {
    start: f32,
    longer: f32,
    shorter: f32,
    extra_in_query: f32,
    telling: f32,
    lone: f32,
    lone_of_several: f32,
    uncertain: f32,
    words_conflict: f32,
    worst: f32,
    whole: f32,
    inside: f32,
    /// What the way in which words agree can add, less what it must cost by its roughness, with the most that it is worth in hundredths.
    ways: [(f32, u8); 4],
    initials: f32,
}

/// What one word of the query can be worth.
#[derive(Debug)]
struct Prospect<'a> {
    text: &'a [u8],
    /// What it tells if nothing agrees with it; nothing if it does not name.
    left: f32,
    /// The most that agreeing there tells.
    most: f32,
    /// Whether an initial may stand for it.
    initial: bool,
}

/// What is known of a listed name: which words of the query agree with its own, one bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reach {
    /// Words that words of the name agree with on which it can hang.
    pub(crate) covered: u32,
    /// Words that its other words agree with: titles and particles, which tell half.
    pub(crate) filled: u32,
    /// Words for which the name may hold an initial.
    pub(crate) by_initial: u32,
    /// Whether the query's last word may be the beginning of one of the name's.
    pub(crate) begun: bool,
    /// What words that name tell, of the name, with which no word of the query agrees nor may begin one.
    pub(crate) left: u32,
}

impl Worths {
    fn new(weights: &Weights) -> Self {
        let of = |name: &str| value_named(&weights.each, name);
        let rough = of("rough");
        let way = |name: &str, value: u8| (of(name) + rough * (1.0 - f32::from(value) / 100.0), value);
        Self {
            start: weights.start,
            longer: of("agreed-of-longer"),
            shorter: of("agreed-of-shorter"),
            extra_in_query: of("extra-in-query"),
            telling: of("telling"),
            lone: of("lone-word"),
            lone_of_several: of("lone-word-of-several"),
            uncertain: of("uncertain-reading"),
            words_conflict: of("words-conflict"),
            worst: of("worst-word"),
            whole: of("whole"),
            inside: of("inside"),
            ways: [
                way("dropped-vowels", Way::DroppedVowels.most()),
                way("consonants-only", Way::Consonants.most()),
                way("family", Way::Family.most()),
                way("cut-off", Way::Beginning.most()),
            ],
            initials: of("initials").max(0.0),
        }
    }

    /// What the ways of agreeing can add at most.
    fn of_ways(&self) -> f32 {
        let rough = |value: u8| self.worst * (1.0 - f32::from(value) / 100.0);
        self.ways.iter().map(|(adds, value)| adds + rough(*value)).fold(self.whole.max(0.0), f32::max)
    }
}

impl<'a> Outlook<'a> {
    pub(crate) fn new(weights: &Weights, query: &Side<'a>) -> Self {
        let most = |unit: &Unit<'_>| {
            let tells = unit.worth.tells.max(unit.worth.frame_tells);
            f32::from(if unit.role.names() { tells } else { tells / 2 })
        };
        let mut words: Vec<Prospect<'_>> = Vec::with_capacity(query.words);
        for unit in query.words() {
            let letter = unit.text().len() == 1;
            let initial = matches!(unit.role, Role::Name | Role::Suffix) && !unit.consonants_only();
            let joined = query.units.iter().filter(|joined| joined.mask & unit.mask != 0);
            // What a joined unit tells is shared out among its words.
            let most =
                joined.map(|joined| most(joined) / joined.mask.count_ones() as f32).fold(0.0, f32::max);
            words.push(Prospect {
                text: unit.text(),
                left: if unit.role.names() { f32::from(unit.worth.tells) } else { 0.0 },
                most: if letter { most.max(f32::from(INITIAL)) } else { most },
                initial,
            });
        }
        let letters = query.words().iter().filter(|unit| unit.text().len() == 1);
        Self {
            worth: Worths::new(weights),
            letters: letters.fold(0, |mask, unit| mask | unit.mask),
            several: query.naming().count_ones() > 1,
            uncertain: query.about.uncertain,
            words,
        }
    }

    /// Words of the query for which a name that holds these single letters may hold the initial.
    pub(crate) fn by_initial(&self, letters: u32) -> u32 {
        let begins = |word: &Prospect<'_>| {
            word.initial
                && word.text.first().is_some_and(|letter| crate::names::letter_bit(*letter) & letters != 0)
        };
        self.bits(|word| begins(word))
    }

    fn bits(&self, wanted: impl Fn(&Prospect<'a>) -> bool) -> u32 {
        let bits = (0u32..).zip(&self.words).filter(|(_, word)| wanted(word));
        bits.fold(0, |mask, (at, _)| mask | 1 << at)
    }

    /// No name of this reach scores more points than this; `inside` if it stands whole in the query, whose other words do not count then.
    pub(crate) fn most(&self, reach: Reach, inside: bool) -> f32 {
        let worth = &self.worth;
        let (mut all, mut left, mut pairs) = (0.0f32, 0.0f32, 0u32);
        let begun = if reach.begun { self.words.len().checked_sub(1) } else { None };
        for (at, word) in self.words.iter().enumerate() {
            let bit = 1 << at;
            let mut tells = 0.0f32;
            if (reach.covered | self.letters) & bit != 0 {
                tells = word.most;
            } else if reach.filled & bit != 0 {
                tells = word.most / 2.0;
            }
            if reach.by_initial & bit != 0 {
                tells = tells.max(f32::from(INITIAL));
            }
            if begun == Some(at) {
                tells = tells.max(f32::from(cut_off_tells(MOST_TELLS, word.text)));
            }
            if (reach.covered | reach.filled | self.letters | reach.by_initial) & bit != 0
                || begun == Some(at)
            {
                all += tells;
                pairs += 1;
            } else if !inside {
                left += word.left;
            }
        }
        let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
        // An initial may stand for any word.
        let theirs = if inside || self.letters | reach.by_initial != 0 { 0.0 } else { reach.left as f32 };
        let of = share(all, all + left.max(theirs));
        let agreed = if left > 0.0 && theirs > 0.0 {
            worth.words_conflict + worth.longer * of + worth.shorter * share(all, all + left.min(theirs))
        } else if theirs > 0.0 {
            worth.longer * of + worth.shorter
        } else if left > 0.0 {
            // Either nothing is left over of the name, or words that conflict with the query's: as much as there, or next to none.
            let extra = worth.longer * of + worth.shorter + worth.extra_in_query * share(left, all + left);
            let conflict = worth.words_conflict + (worth.longer + worth.shorter) * of;
            extra.max(conflict).max(extra + worth.words_conflict)
        } else {
            worth.longer + worth.shorter
        };
        let lone = worth.lone + if self.several { worth.lone_of_several } else { 0.0 };
        let initials = if self.letters | reach.by_initial == 0 { 0.0 } else { worth.initials };
        let points = worth.start
            + agreed
            + worth.telling * (all / TELLING_WHOLE).min(TELLING_MOST)
            + worth.of_ways()
            + if pairs == 1 { lone } else { lone.max(0.0) }
            + initials
            + if inside { worth.inside } else { 0.0 }
            + if self.uncertain { worth.uncertain } else { 0.0 };
        // Where nothing that tells agrees, nothing is added.
        points.max(worth.start) + SLACK
    }
}

/// What adding in another order may change.
const SLACK: f32 = 1e-3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::dice;
    use crate::compare::Comparer;
    use crate::measures::MEASURES;
    use crate::name::Manner;
    use crate::names::Names;
    use crate::party::{Kind, Party};
    use crate::query::Query;
    use crate::scratch::Sightings;

    const WORDS: [&str; 40] = [
        "kim",
        "ri",
        "jong",
        "un",
        "mohammed",
        "muhammad",
        "mhmd",
        "ali",
        "al",
        "bin",
        "sheikh",
        "dr",
        "trading",
        "company",
        "ltd",
        "ocean",
        "no",
        "7",
        "m",
        "k",
        "a",
        "ivanov",
        "iwanow",
        "petrovich",
        "petr",
        "kalashnikov",
        "kalash",
        "abdulrahman",
        "abd",
        "rahman",
        "(utn)",
        "محمد",
        "김정은",
        "Иванов",
        "gonzalez",
        "gnzlz",
        "jr",
        "llc",
        "korea",
        "corea",
    ];

    fn name(seed: &mut u64) -> String {
        let words: Vec<&str> = (0..=dice(seed, 5)).map(|_| WORDS[dice(seed, WORDS.len())]).collect();
        words.join(" ")
    }

    /// The bound takes these to lower a score, as learning holds them to.
    #[test]
    fn weights_have_the_signs_that_the_bound_relies_on() {
        for manner in Manner::ALL {
            let weights = Weights::of(manner);
            assert_eq!(weights.each.len(), MEASURES);
            for name in [
                "conflict",
                "words-conflict",
                "extra-in-query",
                "extra-in-entry",
                "rough",
                "worst-word",
                "number-conflict",
                "order",
                "several-rough",
                "uncertain-reading",
                "weak-alias",
                "legal-form-differs",
                "inside",
            ] {
                assert!(value_named(&weights.each, name) <= 0.0, "{name}");
            }
            for name in ["agreed-of-longer", "agreed-of-shorter", "telling", "whole"] {
                assert!(value_named(&weights.each, name) >= 0.0, "{name}");
            }
        }
    }

    /// No name scores more than what the words that agree let expect.
    #[test]
    fn nothing_scores_more_than_the_bound() {
        let mut seed = 1718;
        for kind in [Kind::Person, Kind::Organisation, Kind::Vessel] {
            let parties: Vec<Party> =
                (0..400).map(|at| Party::named(at.to_string(), kind, name(&mut seed))).collect();
            let manner = Manner::of(kind)[0];
            let names = Names::new(&parties, &[manner]);
            for _ in 0..150 {
                let party = Party::named("", kind, name(&mut seed));
                let query = Query::new(&party);
                for named in query.asks()[0].readings(manner) {
                    let mut comparer = Comparer::new(manner, &named.asked, query.words());
                    let mut sightings = Sightings::default();
                    sightings.begin(names.lexicon.len(), query.words().len());
                    let side = named.asked.side(query.words());
                    let outlook = Outlook::new(Weights::of(manner), &side);
                    for at in names.of_manner(manner) {
                        let Some((points, measures)) = comparer.compare(&names, at, &mut sightings) else {
                            continue;
                        };
                        let (_, _, hits) = comparer.last();
                        let words = |holds: bool| {
                            let hits = hits.iter().filter(move |hit| hit.holds == holds);
                            hits.filter_map(|hit| Some(side.unit(hit.query)?.mask))
                                .fold(0, |all, mask| all | mask)
                        };
                        let (covered, filled) = (words(true), words(false));
                        let by_initial = outlook.by_initial(names.name(at).unwrap().letters);
                        let begun = comparer.cut_off != 0;
                        let hit = |word: u32| {
                            let cells = (0u16..).zip(names.words_of(at).0);
                            let places: Vec<u16> = cells
                                .filter(|(_, (listed, _))| *listed == word)
                                .map(|(entry, _)| entry)
                                .collect();
                            hits.iter()
                                .filter(|hit| places.contains(&hit.entry))
                                .fold(0, |all, hit| all | side.unit(hit.query).map_or(0, |unit| unit.mask))
                        };
                        let left = if begun { 0 } else { names.standing(at, hit).left };
                        let inside = value_named(&measures, "inside") != 0.0;
                        assert!(
                            points
                                <= outlook.most(Reach { covered, filled, by_initial, begun, left }, inside),
                            "{party:?} {at}"
                        );
                    }
                }
            }
        }
    }
}
