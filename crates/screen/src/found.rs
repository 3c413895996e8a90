//! A match with its reasons.

use serde::Serialize;

use crate::align::{Alignment, Hit, Pair, align};
use crate::corroborate::{Circumstance, Corroboration};
use crate::likeness::Way;
use crate::measures::{Measures, NAMES};
use crate::name::Manner;
use crate::party::Party;
use crate::side::Side;
use crate::tables::Role;
use crate::weights::Weights;

/// The score at and above which a pair is a match, unless the user sets another. The scale is laid so that it falls on 0.70.
pub const THRESHOLD: f64 = 0.70;

/// How many points make the score's steepest step; a larger one keeps strong matches apart.
const SPREAD: f64 = 2.0;

/// Points as a score between nothing and one. It never reaches one, so that of two matches the better corroborated one is always above.
fn score(points: f64) -> f64 {
    let at_threshold = (THRESHOLD / (1.0 - THRESHOLD)).ln();
    1.0 / (1.0 + (-(points / SPREAD + at_threshold)).exp())
}

/// The points that a score is worth; a little less, so that rounding loses nothing.
pub(crate) fn points_of(score: f64) -> f64 {
    let at_threshold = (THRESHOLD / (1.0 - THRESHOLD)).ln();
    ((score / (1.0 - score)).ln() - at_threshold) * SPREAD - 1e-6
}

/// How two names agree.
pub(crate) struct ByName<'a> {
    pub(crate) points: f32,
    pub(crate) measures: Measures,
    pub(crate) manner: Manner,
    pub(crate) query_name: usize,
    pub(crate) entry_name: usize,
    pub(crate) query: &'a Side<'a>,
    pub(crate) entry: &'a Side<'a>,
    pub(crate) hits: &'a [Hit],
}

/// Whether a piece speaks for the match or against it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// What it is about: `name`, `birth date`.
    pub about: &'static str,
    /// What it is worth, in points; more than nothing speaks for the match.
    pub points: f64,
    /// In words that can be quoted.
    pub says: String,
}

/// A listed party that a query may be, with a score and its reasons.
#[derive(Clone, Debug)]
pub struct Match<'index> {
    /// The listed party.
    pub party: &'index Party,
    /// Its place among the index's parties, from 0, in their order.
    pub place: usize,
    /// Between 0 and 1; at [`THRESHOLD`] and above it is an alert.
    pub score: f64,
    /// The same by the name alone.
    pub name_score: f64,
    /// Which of the query's names matched best.
    pub query_name: String,
    /// Which of the party's names it matched.
    pub listed_name: String,
    /// What agreed and what differed, and what each was worth; the points' sum makes the score.
    pub pieces: Vec<Piece>,
    /// The numbers that the name's points are made of.
    pub measures: Option<Measures>,
}

impl<'index> Match<'index> {
    pub(crate) fn new(
        query: &Party,
        party: &'index Party,
        by_name: Option<ByName<'_>>,
        beside: Corroboration,
    ) -> Self {
        let name =
            |party: &Party, at: usize| party.names.get(at).map_or(String::new(), |name| name.text.clone());
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut points, mut measures) = (f64::from(NO_NAME), None);
        let (mut query_name, mut listed_name) = (name(query, 0), name(party, 0));
        if let Some(best) = by_name {
            points = f64::from(best.points);
            measures = Some(best.measures);
            (query_name, listed_name) = (name(query, best.query_name), name(party, best.entry_name));
            pieces.extend(of_name(&best));
        } else if query.names.is_empty() {
            points = 0.0;
        } else {
            pieces.push(Piece { about: "name", points, says: "the names do not match".to_owned() });
        }
        let score = score(points + beside.points());
        pieces.extend(beside.circumstances.into_iter().map(|Circumstance { what, points, says }| Piece {
            about: what,
            points,
            says,
        }));
        let name_score = self::score(points);
        Self { party, place: 0, score, name_score, query_name, listed_name, pieces, measures }
    }
}

/// What a pair of parties starts from whose names do not match at all.
const NO_NAME: f32 = -5.0;

/// Letters as text; they are ASCII.
fn text_of(letters: &[u8]) -> &str {
    std::str::from_utf8(letters).unwrap_or_default()
}

fn of_name(best: &ByName<'_>) -> Vec<Piece> {
    let weights = Weights::of(best.manner);
    let mut alignment = Alignment::default();
    align(&mut alignment, best.query, best.entry, best.hits);
    let text = |side: &Side<'_>, mask: u32| {
        let words = side.words().iter().filter(|unit| unit.mask & mask != 0);
        words.map(|unit| text_of(unit.text())).collect::<Vec<_>>().join(" ")
    };
    let named: Vec<&Pair> = alignment.pairs.iter().filter(|pair| pair.tells > 0).collect();
    let agreed: Vec<String> = named
        .iter()
        .map(|pair| {
            let (mine, theirs) = (text(best.query, pair.query), text(best.entry, pair.entry));
            let how = match pair.likeness.way {
                Way::Same if mine == theirs => return format!("`{mine}` is the same"),
                Way::Same => "is the same written apart or together as",
                Way::Family => "is a spelling of",
                Way::DroppedVowels => "has the consonants, without some vowels, of",
                Way::Sound => "sounds like",
                Way::Spelling => "is nearly",
                Way::Consonants => "has the consonants of",
                Way::Initial => "is the initial of, or has the initial,",
                Way::Beginning => "is the beginning of",
                Way::Acronym => "is the acronym of",
            };
            format!("`{mine}` {how} `{theirs}`")
        })
        .collect();
    let left = |side: &Side<'_>, mask: u32| {
        let words = side.words().iter().filter(|unit| unit.mask & mask != 0 && unit.role == Role::Name);
        words.map(|unit| format!("`{}`", text_of(unit.text()))).collect::<Vec<_>>().join(", ")
    };
    let (only_query, only_entry) =
        (left(best.query, alignment.left_query), left(best.entry, alignment.left_entry));
    let worth = |names: &[&str]| -> f64 {
        let each = NAMES.iter().zip(&weights.each).zip(&best.measures);
        each.filter(|((name, _), _)| names.contains(name))
            .map(|((_, weight), measure)| f64::from(weight * measure))
            .sum()
    };
    let mut pieces = vec![Piece {
        about: "name",
        points: f64::from(weights.start)
            + worth(&[
                "agreed-of-longer",
                "agreed-of-shorter",
                "telling",
                "whole",
                "family",
                "lone-word",
                "lone-word-of-several",
            ]),
        says: agreed.join("; "),
    }];
    let mut more = |names: &[&str], says: String| {
        let points = worth(names);
        if points != 0.0 {
            pieces.push(Piece { about: "name", points, says });
        }
    };
    more(
        &["rough", "worst-word", "several-rough", "dropped-vowels", "cut-off"],
        "spellings differ as said".to_owned(),
    );
    more(&["consonants-only"], "only consonants could be compared".to_owned());
    more(&["uncertain-reading"], "the reading of the script is one of several".to_owned());
    more(&["initials"], "initials stand for words".to_owned());
    more(&["order"], "the words stand in another order".to_owned());
    more(
        &["conflict", "number-conflict", "words-conflict"],
        format!("{only_query} here and {only_entry} on the list do not agree"),
    );
    more(&["extra-in-query"], format!("{only_query} only here"));
    more(&["inside"], format!("the listed name stands whole in a longer one, beside {only_query}"));
    more(&["extra-in-entry"], format!("{only_entry} only on the list"));
    more(&["weak-alias"], "the list calls this alias weak".to_owned());
    more(&["legal-form-differs"], "the legal forms differ".to_owned());
    pieces
}

/// At this many points or fewer, what was compared beside the name contradicts the match.
const CONTRADICTS: f64 = -2.0;

impl Match<'_> {
    /// Whether a number that identifies agrees and nothing contradicts it: no birth date, gender or other number, and, where
    /// the number is no ship's own, no name that does not match at all. Ships change their names and keep their number.
    pub fn identified(&self) -> bool {
        let of = |about: &str| self.pieces.iter().find(|piece| piece.about == about);
        let agrees = |about: &str| of(about).is_some_and(|piece| piece.points > 0.0);
        let contradicts = |piece: &Piece| piece.about != "name" && piece.points <= CONTRADICTS;
        let other_name = self.measures.is_none() && !self.query_name.is_empty();
        (agrees("IMO number") || agrees("identifier") && !other_name) && !self.pieces.iter().any(contradicts)
    }
}
