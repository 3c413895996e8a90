//! The numbers that a name's score is made of.

use crate::align::{Alignment, Pair};
use crate::likeness::{Way, is_number};
use crate::party::Strength;
use crate::side::{Side, Unit};
use crate::tables::Role;

/// How many measures there are.
pub const MEASURES: usize = 24;

/// The measures' names, in their order; `weights.toml` has a weight for each.
pub const NAMES: [&str; MEASURES] = [
    "agreed-of-longer",
    "agreed-of-shorter",
    "conflict",
    "extra-in-query",
    "extra-in-entry",
    "rough",
    "telling",
    "lone-word",
    "initials",
    "order",
    "worst-word",
    "uncertain-reading",
    "consonants-only",
    "dropped-vowels",
    "weak-alias",
    "number-conflict",
    "legal-form-differs",
    "several-rough",
    "whole",
    "lone-word-of-several",
    "cut-off",
    "family",
    "words-conflict",
    "inside",
];

/// What agrees in full when it tells so much, in quarters of a bit; more counts up to [`TELLING_MOST`].
pub(crate) const TELLING_WHOLE: f32 = 160.0;
pub(crate) const TELLING_MOST: f32 = 1.25;

/// What was measured of two names.
pub type Measures = [f32; MEASURES];

/// What stands under a measure's name, of measures or of what each is worth; nothing under another name.
pub fn value_named(values: &Measures, name: &str) -> f32 {
    NAMES.iter().zip(values).find(|(known, _)| **known == name).map_or(0.0, |(_, value)| *value)
}

/// Measures an alignment; `inside` if what stands around a whole listed name was left out of it.
pub(crate) fn measure(query: &Side<'_>, entry: &Side<'_>, alignment: &Alignment, inside: bool) -> Measures {
    let pairs = || alignment.pairs.iter().filter(|pair| pair.tells > 0);
    let pair_count = pairs().count();
    let tells = |pair: &Pair| f32::from(pair.tells);
    let value = |pair: &Pair| f32::from(pair.likeness.value) / 100.0;
    let all: f32 = pairs().map(tells).sum();
    let agreed: f32 = pairs().map(|pair| tells(pair) * value(pair)).sum();
    let (left_query, left_entry) = (left(query, alignment.left_query), left(entry, alignment.left_entry));
    let (less, more) = (left_query.min(left_entry), left_query.max(left_entry));
    let count = pair_count.max(1) as f32;
    let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
    let by_way =
        |ways: &[Way]| share(pairs().filter(|pair| ways.contains(&pair.likeness.way)).map(tells).sum(), all);
    let rough = pairs().filter(|pair| pair.likeness.value < 90 && pair.likeness.way != Way::Initial).count();
    let worst = pairs().filter(|pair| pair.likeness.way != Way::Initial).map(value).fold(1.0, f32::min);
    let initials = pairs().filter(|pair| pair.likeness.way == Way::Initial).count();
    let numbers = |side: &Side<'_>, mask: u32| {
        side.words()
            .iter()
            .any(|unit| unit.mask & mask != 0 && is_number(unit.text()) && unit.role == Role::Name)
    };
    let forms_differ = matches!((query.about.form, entry.about.form), (Some(a), Some(b)) if a != b);
    let lone = pair_count == 1;
    let several = query.naming().count_ones() > 1;
    let flag = |on: bool| if on { 1.0 } else { 0.0 };
    let exact = pairs().all(|pair| pair.likeness.value == 100);
    [
        share(agreed, all + more),
        share(agreed, all + less),
        share(less, all + less),
        share(left_query - less, all + left_query),
        share(left_entry - less, all + left_entry),
        share(all - agreed, all),
        (agreed / TELLING_WHOLE).min(TELLING_MOST),
        flag(lone),
        initials as f32 / count,
        disorder(pairs(), pair_count),
        1.0 - worst,
        flag(query.about.uncertain || entry.about.uncertain),
        by_way(&[Way::Consonants]),
        by_way(&[Way::DroppedVowels]),
        flag(query.about.strength == Strength::Weak || entry.about.strength == Strength::Weak),
        flag(numbers(query, alignment.left_query) && numbers(entry, alignment.left_entry)),
        flag(forms_differ),
        rough.saturating_sub(1) as f32 / count,
        flag(exact && more == 0.0 && pair_count > 0),
        flag(lone && several),
        by_way(&[Way::Beginning]),
        by_way(&[Way::Family]),
        flag(words_conflict(query, entry, alignment)),
        flag(inside),
    ]
}

/// What the words left over would have told.
fn left(side: &Side<'_>, mask: u32) -> f32 {
    let left = |unit: &&Unit<'_>| unit.mask & mask != 0 && unit.role.names();
    side.words().iter().filter(left).map(|unit| f32::from(unit.worth.tells)).sum()
}

/// Whether words that name are left over on both sides, of which at most one is an initial.
fn words_conflict(query: &Side<'_>, entry: &Side<'_>, alignment: &Alignment) -> bool {
    let longest = |side: &Side<'_>, mask: u32| {
        let left = side.words().iter().filter(|unit| unit.mask & mask != 0 && unit.role.names());
        left.map(|unit| unit.text().len()).max().unwrap_or(0)
    };
    let (mine, theirs) = (longest(query, alignment.left_query), longest(entry, alignment.left_entry));
    mine.min(theirs) > 0 && mine.max(theirs) > 1
}

/// The share of neighbouring pairs that stand in another order, where moving one end of the name to the other end (family name
/// first or last) counts as order kept.
fn disorder<'a>(pairs: impl Iterator<Item = &'a Pair> + Clone, count: usize) -> f32 {
    let steps = count.saturating_sub(1);
    if steps < 2 {
        return 0.0;
    }
    let at = pairs.map(|pair| pair.entry.trailing_zeros());
    let falls = at.clone().zip(at.skip(1)).filter(|(before, after)| before > after).count();
    falls.saturating_sub(1) as f32 / steps as f32
}
