//! Listed parties prepared together, never changed: searched through their words, or name by name.

use std::collections::HashMap;

use crate::bound::{Needed, Outlook, Reach};
use crate::compare::Comparer;
use crate::corroborate::{
    Corroboration, corroborate, most_beside, most_beside_of, numbers_of, same_identifier,
};
use crate::found::{ByName, Match, points_of, score_of};
use crate::known::Known;
use crate::likeness::FLOOR;
use crate::measures::Measures;
use crate::name::Manner;
use crate::names::Names;
use crate::party::Party;
use crate::query::{Named, Query};
use crate::scratch::{Room, Scratch};
use crate::weights::Weights;

/// Parties with their names, prepared.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) parties: Box<[Party]>,
    sections: [Section; 4],
    /// Parties by the numbers that identify them.
    numbers: Box<[(u64, u32)]>,
}

#[derive(Debug)]
struct Section {
    names: Names,
    known: Known,
    room: Room,
}

/// Words that agree better than this need not be told from those that agree as well.
const MOST_FLOOR: u8 = 86;

/// The best pair of names of two parties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Best {
    pub(crate) points: f32,
    /// The first of several as good: by manner, by reading of the query, by listed name.
    place: (usize, usize, u32),
}

type BestOf = HashMap<u32, Best>;

fn offer(best: &mut BestOf, party: u32, points: f32, place: (usize, usize, u32)) {
    let offered = Best { points, place };
    let known = best.entry(party).or_insert(offered);
    if points > known.points || (points == known.points && place < known.place) {
        *known = offered;
    }
}

/// How a search looks for names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Only where the bound leaves room for the cut-off.
    Indexed,
    /// At every name.
    Everywhere,
}

impl Segment {
    pub(crate) fn new(parties: Vec<Party>) -> Self {
        let sections = Manner::ALL.map(|manner| {
            let names = Names::new(&parties, manner);
            Section { known: Known::default(), room: Room::default(), names }
        });
        let numbers =
            (0u32..).zip(&parties).flat_map(|(at, party)| numbers_of(party).map(move |number| (number, at)));
        let mut numbers: Box<[(u64, u32)]> = numbers.collect();
        numbers.sort_unstable();
        Self { parties: parties.into(), sections, numbers }
    }

    /// Every party that `stands` whose score is at least the cut-off, with its place, in no order.
    pub(crate) fn search(
        &self,
        query: &Query<'_>,
        cutoff: f64,
        look: Look,
        stands: impl Fn(u32) -> bool,
    ) -> Vec<(u32, Match<'_>)> {
        let mut best = BestOf::new();
        for (order, section) in self.sections(query) {
            for (at, named) in query.readings(section.names.manner).iter().enumerate() {
                let mut comparer = Comparer::new(section.names.manner, &named.asked);
                let mut offered = |name: u32, party: u32, points: Option<(f32, Measures)>| {
                    if let Some((points, _)) = points {
                        offer(&mut best, party, points, (order, at, name));
                    }
                };
                match look {
                    Look::Everywhere => section.each(|name, party| {
                        offered(name, party, comparer.points(&section.names, name));
                    }),
                    Look::Indexed => {
                        self.candidates(section, named, query, cutoff, &mut comparer, offered);
                    }
                }
            }
        }
        let mut found = Vec::new();
        // Who shares a number is looked at whatever the name.
        for at in self.same_number(query.party, look) {
            let Some(party) = self.parties.get(at as usize) else { continue };
            if !stands(at) || !query.party.kind.may_be(party.kind) {
                continue;
            }
            for (order, section) in self.sections(query) {
                for (reading, named) in query.readings(section.names.manner).iter().enumerate() {
                    let mut comparer = Comparer::new(section.names.manner, &named.asked);
                    for name in section.names.of_party(at) {
                        if let Some((points, _)) = comparer.points(&section.names, name) {
                            offer(&mut best, at, points, (order, reading, name));
                        }
                    }
                }
            }
            if !best.contains_key(&at) {
                found.push((at, Match::new(query.party, party, None, corroborate(query.party, party))));
            }
        }
        for (at, best) in best.into_iter().filter(|(at, _)| stands(*at)) {
            let Some(party) = self.parties.get(at as usize) else { continue };
            let corroboration = corroborate(query.party, party);
            if score_of(best.points, &corroboration) >= cutoff {
                found.extend(self.describe(query, best, corroboration).map(|found| (at, found)));
            }
        }
        found.retain(|(_, found)| found.score >= cutoff);
        found
    }

    /// How many pairs of readings there are to compare.
    pub(crate) fn pairs(&self, query: &Query<'_>) -> usize {
        let pairs = |section: &Section| section.names.len() * query.readings(section.names.manner).len();
        self.sections(query).map(|(_, section)| pairs(section)).sum()
    }

    fn sections(&self, query: &Query<'_>) -> impl Iterator<Item = (usize, &Section)> {
        let manners: Vec<Manner> = query.manners().collect();
        self.sections.iter().enumerate().filter(move |(_, section)| manners.contains(&section.names.manner))
    }

    /// Parties that share a number with the query.
    fn same_number(&self, query: &Party, look: Look) -> Vec<u32> {
        if query.identifiers.is_empty() && query.imo.is_empty() {
            return Vec::new();
        }
        let mut sharing: Vec<u32> = match look {
            Look::Everywhere => (0u32..).zip(&self.parties).map(|(at, _)| at).collect(),
            Look::Indexed => numbers_of(query)
                .flat_map(|number| {
                    let from = self.numbers.partition_point(|(known, _)| *known < number);
                    let rest = self.numbers.get(from..).unwrap_or_default();
                    rest.iter().take_while(move |(known, _)| *known == number).map(|(_, party)| *party)
                })
                .collect(),
        };
        sharing.sort_unstable();
        sharing.dedup();
        sharing
            .retain(|at| self.parties.get(*at as usize).is_some_and(|party| same_identifier(query, party)));
        sharing
    }

    /// Every name that may have the points that the cut-off wants.
    fn candidates<'a>(
        &'a self,
        section: &'a Section,
        named: &'a Named,
        query: &Query<'_>,
        cutoff: f64,
        comparer: &mut Comparer<'a>,
        mut score: impl FnMut(u32, u32, Option<(f32, Measures)>),
    ) {
        let side = named.asked.side();
        let outlook = Outlook::new(Weights::of(section.names.manner), &side);
        // The points that a party must have by its name, before what is known beside it.
        let wanted = points_of(cutoff);
        let least = wanted - most_beside(query.party);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the bound has more slack than the rounding takes"
        )]
        let Some(needed) = outlook.needed(least as f32) else { return };
        let mut scratch = section.room.take(section.names.len());
        section.reach(named, &outlook, needed, &mut scratch);
        let beside =
            (!query.party.births.is_empty() || !query.party.countries.is_empty()).then_some(query.party);
        let mut sightings = std::mem::take(&mut scratch.sightings);
        scratch.each(|name, touched| {
            let Some(listed) = section.names.name(name) else { return };
            let reach = Reach {
                covered: touched.words | needed.left_out,
                by_initial: if listed.letters == 0 { 0 } else { outlook.by_initial(listed.letters) },
                begun: touched.begun
                    || (needed.left_out & !needed.words != 0 && outlook.begins(needed.left_out)),
                worst: 100,
            };
            let most = f64::from(outlook.most(reach));
            if most < least {
                return;
            }
            // Now what is known beside this very party.
            let party = self.parties.get(listed.party as usize);
            let beside = beside.zip(party).map(|(query, party)| most_beside_of(query, party));
            let least = beside.map_or(least, |beside| least.max(wanted - beside));
            if most < least {
                return;
            }
            // Of the words that were not looked for, each that agrees with nothing here lowers what the name can score.
            let mut reach = reach;
            for (at, bit) in outlook.open(reach.covered & !touched.words) {
                if !comparer.agrees(&section.names, name, at, &mut sightings) {
                    reach.covered &= !bit;
                    if f64::from(outlook.most(reach)) < least {
                        return;
                    }
                }
            }
            score(name, listed.party, comparer.points_seen(&section.names, name, &sightings));
        });
        sightings.wipe();
        scratch.sightings = sightings;
        section.room.give_back(scratch);
    }

    /// A match by name, with its reasons.
    fn describe(&self, query: &Query<'_>, best: Best, beside: Corroboration) -> Option<Match<'_>> {
        let (section, at, name) = best.place;
        let names = &self.sections.get(section)?.names;
        let named = query.readings(names.manner).get(at)?;
        let listed = names.name(name)?;
        let mut comparer = Comparer::new(names.manner, &named.asked);
        let (points, measures) = comparer.points(names, name)?;
        let (asked, entry, hits) = comparer.last();
        let by_name = ByName {
            points,
            measures,
            manner: names.manner,
            query_name: named.name,
            entry_name: listed.name as usize,
            query: asked,
            entry,
            hits,
        };
        Some(Match::new(query.party, self.parties.get(listed.party as usize)?, Some(by_name), beside))
    }
}

impl Section {
    /// Every name.
    fn each(&self, mut score: impl FnMut(u32, u32)) {
        for at in 0..u32::try_from(self.names.len()).unwrap_or(u32::MAX) {
            if let Some(listed) = self.names.name(at) {
                score(at, listed.party);
            }
        }
    }

    /// Marks every name that holds something which stands for a needed word.
    fn reach(&self, named: &Named, outlook: &Outlook<'_>, needed: Needed, scratch: &mut Scratch) {
        let (names, lexicon) = (&self.names, &self.names.lexicon);
        let side = named.asked.side();
        for ((at, unit), shape) in side.units.iter().enumerate().zip(named.asked.shapes()) {
            if unit.mask & needed.words == 0 {
                continue;
            }
            let (word, joined_too) = (shape.word(), at < side.words);
            // Few floors, so that what is remembered serves again.
            let floor = FLOOR + (needed.floor.min(MOST_FLOOR) - FLOOR) / 4 * 4;
            let agreeing = self.known.agreeing(&word, joined_too, floor, || match names.manner {
                Manner::Aircraft => lexicon.identical(&word, joined_too),
                _ => lexicon.agreeing(&word, joined_too, floor),
            });
            for (word, _) in agreeing.iter().filter(|(_, likeness)| likeness.reaches(floor)) {
                scratch.touch(names.with(*word), unit.mask);
            }
        }
        for letter in outlook.letters_of(needed.words) {
            for word in lexicon.same(letter) {
                scratch.touch(names.with(word), 0);
            }
        }
        if let Some(last) = side.words().last().filter(|_| outlook.begins(needed.words)) {
            for word in lexicon.beginning(last.text) {
                scratch.begin(names.with(word));
            }
        }
    }
}
