//! The retrieval benchmark: who is found at the one threshold, and who is alerted wrongly.

use std::collections::BTreeMap;
use std::path::Path;

use interdict_screen::{Index, Kind, Party, naming_words};

use crate::sets::{Query, listed, queries};

/// What came of one query.
pub(crate) struct Outcome {
    pub(crate) query: Query,
    /// The best score of all.
    pub(crate) top: f64,
    pub(crate) top_id: String,
    pub(crate) top_name: String,
    /// The score of the party expected or of a twin of it; 0 if not found.
    pub(crate) right: f64,
    /// Its place, from 1; 0 if not found.
    pub(crate) rank: usize,
}

/// Runs a job on two threads, keeping order.
pub(crate) fn both<T: Send, R: Send>(jobs: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let mut left = jobs;
    let right = left.split_off(left.len() / 2);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| right.into_iter().map(&work).collect::<Vec<R>>());
        let mut done: Vec<R> = left.into_iter().map(&work).collect();
        done.extend(second.join().unwrap());
        done
    })
}

/// The set of a name's words: listed twins have the same.
fn words(party: &Party) -> Vec<Vec<String>> {
    let sets = party.names.iter().map(|name| {
        let mut words = naming_words(&name.text, party.kind);
        words.sort();
        words
    });
    sets.collect()
}

pub(crate) fn run(data: &Path, keep: impl Fn(&Query) -> bool) -> Vec<Outcome> {
    let index = Index::new(listed(data));
    let twins: BTreeMap<&str, Vec<Vec<String>>> =
        index.parties().map(|party| (party.id.as_str(), words(party))).collect();
    let wanted: Vec<Query> = queries(data).into_iter().filter(|query| keep(query)).collect();
    both(wanted, |query| {
        let found = index.search(&query.party, 0.02);
        let expected = twins.get(query.expected.as_str());
        let is_right = |id: &str| {
            id == query.expected
                || expected.is_some_and(|expected| {
                    twins[id].first().is_some_and(|words| expected.first() == Some(words))
                })
        };
        let at = found.iter().position(|found| is_right(&found.party.id));
        Outcome {
            top: found.first().map_or(0.0, |found| found.score),
            top_id: found.first().map_or(String::new(), |found| found.party.id.clone()),
            top_name: found.first().map_or(String::new(), |found| found.listed_name.clone()),
            right: at.map_or(0.0, |at| found[at].score),
            rank: at.map_or(0, |at| at + 1),
            query,
        }
    })
}

pub(crate) fn is_customer(query: &Query) -> bool {
    query.class.starts_with("negatives_")
}

pub(crate) fn is_near_miss(query: &Query) -> bool {
    query.family == "negative" && !is_customer(query)
}

/// What is missed and what is alerted wrongly, for reading.
pub(crate) fn misses(data: &Path, class: Option<&str>) {
    let outcomes = run(data, |query| class.is_none_or(|class| query.class.starts_with(class)));
    let index = Index::new(listed(data));
    for outcome in outcomes {
        let negative = outcome.query.family == "negative";
        let wrong = if negative {
            outcome.top >= interdict_screen::THRESHOLD
        } else {
            outcome.right < interdict_screen::THRESHOLD
        };
        if wrong {
            let name = &outcome.query.party.names[0].text;
            let expected = index.parties().find(|party| party.id == outcome.query.expected);
            let expected = expected.map_or("", |party| party.names[0].text.as_str());
            let kind = if outcome.query.party.kind == Kind::Person { "person" } else { "body" };
            println!(
                "{} {kind} | {name} | {expected} {:.3} #{} | top {} {} {:.3}",
                outcome.query.class,
                outcome.right,
                outcome.rank,
                outcome.top_id,
                outcome.top_name,
                outcome.top
            );
        }
    }
}
