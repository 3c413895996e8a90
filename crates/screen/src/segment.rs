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
use crate::query::{Ask, Query};
use crate::scratch::{Room, Scratch};
use crate::side::AskedWord;
use crate::sieve::Sieve;

/// Parties with their names, prepared.
#[derive(Debug)]
pub(crate) struct Segment {
    pub(crate) parties: Box<[Party]>,
    /// Their names, by the words that they share.
    sections: [Section; Manner::OF_WORDS.len()],
    /// Parties by the numbers that identify them.
    numbers: Box<[(u64, u32)]>,
}

#[derive(Debug)]
struct Section {
    manners: &'static [Manner],
    names: Names,
    room: Room,
}

/// The sections that a search looks at, each with a scratch.
struct Open<'s>(Vec<(&'s Section, Scratch)>);

impl<'s> Open<'s> {
    fn of(&mut self, manner: Manner) -> Option<(&'s Names, &mut Scratch)> {
        let open = self.0.iter_mut().find(|(section, _)| section.manners.contains(&manner));
        open.map(|(section, scratch)| (&section.names, scratch))
    }
}

/// The best pair of names of two parties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Best {
    pub(crate) points: f32,
    /// The first of several as good: by manner, by reading of the query, by listed name.
    place: (Manner, usize, u32),
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
        let sections = Manner::OF_WORDS.map(|manners| Section {
            manners,
            names: Names::new(&parties, manners),
            room: Room::default(),
        });
        let numbers =
            (0u32..).zip(&parties).flat_map(|(at, party)| numbers_of(party).map(move |number| (number, at)));
        let mut numbers: Box<[(u64, u32)]> = numbers.collect();
        numbers.sort_unstable();
        Self { parties: parties.into(), sections, numbers }
    }

    /// For each that a query asks for, every party that `stands` whose score is at least the cut-off, with its place, in no order.
    pub(crate) fn search(
        &self,
        query: &Query<'_>,
        cutoff: f64,
        look: Look,
        stands: impl Fn(u32) -> bool,
    ) -> Vec<Vec<(u32, Match<'_>)>> {
        let mut open = self.open(query, look);
        let asks = query.asks().iter();
        let found = asks.map(|ask| self.find((ask, query.words()), cutoff, look, &stands, &mut open));
        let found = found.collect();
        open.0.into_iter().for_each(|(section, scratch)| section.room.give_back(scratch));
        found
    }

    fn find<'s>(
        &'s self,
        (ask, words): (&Ask<'_>, &[AskedWord]),
        cutoff: f64,
        look: Look,
        stands: impl Fn(u32) -> bool,
        open: &mut Open<'s>,
    ) -> Vec<(u32, Match<'s>)> {
        let query = &*ask.party;
        let mut best: Vec<(u32, Best)> = Vec::new();
        for (manner, at, mut comparer) in ask.comparers(words) {
            let Some((names, scratch)) = open.of(manner) else { continue };
            let mut offered = |name: u32, party: u32, points: Option<(f32, Measures)>| {
                if let Some((points, _)) = points {
                    best.push((party, Best { points, place: (manner, at, name) }));
                }
            };
            match look {
                Look::Everywhere => {
                    for at in names.of_manner(manner) {
                        let Some(listed) = names.name(at) else { continue };
                        offered(at, listed.party, comparer.compare(names, at, &mut scratch.sightings));
                    }
                }
                Look::Indexed => self.candidates((query, cutoff), &mut comparer, names, scratch, offered),
            }
        }
        let mut found = Vec::new();
        // Who shares a number is looked at whatever the name.
        let sharing = self.same_number(query, look);
        for at in sharing.iter().copied() {
            let Some(party) = self.parties.get(at as usize) else { continue };
            if !stands(at) || !query.kind.may_be(party.kind) {
                continue;
            }
            let mut by_name = false;
            for (manner, reading, mut comparer) in ask.comparers(words) {
                let Some((names, scratch)) = open.of(manner) else { continue };
                for name in names.of_party(at, manner) {
                    let points = comparer.compare(names, name, &mut scratch.sightings);
                    if let Some((points, _)) = points {
                        best.push((at, Best { points, place: (manner, reading, name) }));
                        by_name = true;
                    }
                }
            }
            if !by_name {
                found.push((at, Match::new(query, party, None, corroborate(query, party))));
            }
        }
        for (at, best) in best_of(best).into_iter().filter(|(at, _)| stands(*at)) {
            let Some(party) = self.parties.get(at as usize) else { continue };
            let may_be = points_of(cutoff) <= f64::from(best.points) + most_beside_of(query, party);
            if may_be || sharing.binary_search(&at).is_ok() {
                let corroboration = corroborate(query, party);
                found.extend(self.describe((ask, words), best, corroboration, open).map(|found| (at, found)));
            }
        }
        found.retain(|(_, found)| found.score >= cutoff);
        found
    }

    /// How many pairs of readings there are to compare.
    pub(crate) fn pairs(&self, query: &Query<'_>) -> usize {
        let names = |manner| self.sections.iter().map(move |section| section.names.of_manner(manner).len());
        let counts = query.asks().iter().flat_map(Ask::counts);
        counts.map(|(manner, readings)| names(manner).sum::<usize>() * readings).sum()
    }

    /// The sections of a query's manners. Where the index is used, its words are looked up in each.
    fn open(&self, query: &Query<'_>, look: Look) -> Open<'_> {
        let asked = |section: &&Section| query.manners().any(|manner| section.manners.contains(&manner));
        let sections = self.sections.iter().filter(asked).map(|section| {
            let mut scratch = section.room.take(&section.names, query.words().len());
            if look == Look::Indexed {
                scratch.meet(&section.names, query.words(), &section.room.shared);
            }
            (section, scratch)
        });
        Open(sections.collect())
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
        (query, cutoff): (&Party, f64),
        comparer: &mut Comparer<'a>,
        names: &'a Names,
        scratch: &mut Scratch,
        mut score: impl FnMut(u32, u32, Option<(f32, Measures)>),
    ) {
        // The points that a party must have by its name, before what is known beside it.
        let wanted = points_of(cutoff);
        let most_beside = most_beside(query);
        let beside = (!query.births.is_empty() || !query.countries.is_empty()).then_some(query);
        let Some(mut sieve) = Sieve::new(names, comparer, scratch, wanted - most_beside) else { return };
        let Scratch { marks, sightings, .. } = scratch;
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
    }

    /// A match by name, with its reasons.
    fn describe(
        &self,
        (ask, words): (&Ask<'_>, &[AskedWord]),
        best: Best,
        beside: Corroboration,
        open: &mut Open<'_>,
    ) -> Option<Match<'_>> {
        let (manner, at, name) = best.place;
        let (names, scratch) = open.of(manner)?;
        let (named, listed) = (ask.readings(manner).get(at)?, names.name(name)?);
        let mut comparer = Comparer::new(manner, &named.asked, words);
        let (points, measures) = comparer.compare(names, name, &mut scratch.sightings)?;
        let (asked, entry, hits) = comparer.last();
        let by_name = ByName {
            points,
            measures,
            manner,
            query_name: named.name,
            entry_name: listed.name as usize,
            query: asked,
            entry,
            hits,
        };
        Some(Match::new(&ask.party, self.parties.get(listed.party as usize)?, Some(by_name), beside))
    }
}
