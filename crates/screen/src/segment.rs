//! Listed parties prepared together, never changed: searched through their words, or name by name.

use crate::compare::Comparer;
use crate::corroborate::{
    Corroboration, corroborate, most_beside, most_beside_of, numbers_of, same_identifier,
};
use crate::found::{ByName, Match, points_of};
use crate::measures::Measures;
use crate::name::Manner;
use crate::names::Names;
use crate::party::Party;
use crate::query::Query;
use crate::scratch::{Room, Scratch};
use crate::sieve::Sieve;

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
    room: Room,
}

/// The best pair of names of two parties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Best {
    pub(crate) points: f32,
    /// The first of several as good: by manner, by reading of the query, by listed name.
    place: (usize, usize, u32),
}

/// The best of what was offered for each party, by party.
fn best_of(mut offered: Vec<(u32, Best)>) -> Vec<(u32, Best)> {
    offered.sort_unstable_by(|(a, one), (b, other)| {
        a.cmp(b).then(other.points.total_cmp(&one.points)).then(one.place.cmp(&other.place))
    });
    offered.dedup_by_key(|(party, _)| *party);
    offered
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
            Section { room: Room::default(), names }
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
        let mut best: Vec<(u32, Best)> = Vec::new();
        for (order, section) in self.sections(query) {
            for (at, named) in query.readings(section.names.manner).iter().enumerate() {
                let mut comparer = Comparer::new(section.names.manner, &named.asked);
                let mut offered = |name: u32, party: u32, points: Option<(f32, Measures)>| {
                    if let Some((points, _)) = points {
                        best.push((party, Best { points, place: (order, at, name) }));
                    }
                };
                match look {
                    Look::Everywhere => {
                        let mut scratch = section.room.take(&section.names, &comparer);
                        section.each(|name, party| {
                            let points = comparer.compare(&section.names, name, &mut scratch.sightings);
                            offered(name, party, points);
                        });
                        section.room.give_back(scratch);
                    }
                    Look::Indexed => {
                        self.candidates(section, query, cutoff, &mut comparer, offered);
                    }
                }
            }
        }
        let mut found = Vec::new();
        // Who shares a number is looked at whatever the name.
        let sharing = self.same_number(query.party, look);
        for at in sharing.iter().copied() {
            let Some(party) = self.parties.get(at as usize) else { continue };
            if !stands(at) || !query.party.kind.may_be(party.kind) {
                continue;
            }
            let mut by_name = false;
            for (order, section) in self.sections(query) {
                for (reading, named) in query.readings(section.names.manner).iter().enumerate() {
                    let mut comparer = Comparer::new(section.names.manner, &named.asked);
                    let mut scratch = section.room.take(&section.names, &comparer);
                    for name in section.names.of_party(at) {
                        let points = comparer.compare(&section.names, name, &mut scratch.sightings);
                        if let Some((points, _)) = points {
                            best.push((at, Best { points, place: (order, reading, name) }));
                            by_name = true;
                        }
                    }
                    section.room.give_back(scratch);
                }
            }
            if !by_name {
                found.push((at, Match::new(query.party, party, None, corroborate(query.party, party))));
            }
        }
        for (at, best) in best_of(best).into_iter().filter(|(at, _)| stands(*at)) {
            let Some(party) = self.parties.get(at as usize) else { continue };
            let may_be = points_of(cutoff) <= f64::from(best.points) + most_beside_of(query.party, party);
            if may_be || sharing.binary_search(&at).is_ok() {
                let corroboration = corroborate(query.party, party);
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
        query: &Query<'_>,
        cutoff: f64,
        comparer: &mut Comparer<'a>,
        mut score: impl FnMut(u32, u32, Option<(f32, Measures)>),
    ) {
        // The points that a party must have by its name, before what is known beside it.
        let wanted = points_of(cutoff);
        let most_beside = most_beside(query.party);
        let beside =
            (!query.party.births.is_empty() || !query.party.countries.is_empty()).then_some(query.party);
        let names = &section.names;
        let mut scratch = section.room.take(names, comparer);
        let mut sieve = Sieve::new(names, comparer, &mut scratch, wanted - most_beside);
        let Scratch { marks, sightings, .. } = &mut scratch;
        marks.each(|name, mark| {
            let most = sieve.most(names, name, mark, sightings);
            let Some((listed, most)) = names.name(name).zip(most) else { return };
            // What is known beside this very party.
            let party = self.parties.get(listed.party as usize);
            let beside = beside.zip(party).map_or(most_beside, |(query, party)| most_beside_of(query, party));
            if most >= wanted - beside {
                score(name, listed.party, comparer.points(names, name, sightings));
            }
        });
        section.room.give_back(scratch);
    }

    /// A match by name, with its reasons.
    fn describe(&self, query: &Query<'_>, best: Best, beside: Corroboration) -> Option<Match<'_>> {
        let (section, at, name) = best.place;
        let names = &self.sections.get(section)?.names;
        let named = query.readings(names.manner).get(at)?;
        let listed = names.name(name)?;
        let mut comparer = Comparer::new(names.manner, &named.asked);
        let room = &self.sections.get(section)?.room;
        let mut scratch = room.take(names, &comparer);
        let points = comparer.compare(names, name, &mut scratch.sightings);
        room.give_back(scratch);
        let (points, measures) = points?;
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
}
