//! What is known beside the name: does it speak for the match, or against it?

use crate::born::{Born, BornStands};
use crate::party::{Country, Gender, Kind, Party};

/// One thing that was compared beside the name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Circumstance {
    /// What was compared: `birth date`.
    pub(crate) what: &'static str,
    /// What it is worth, in points.
    pub(crate) points: f64,
    /// In words.
    pub(crate) says: String,
}

/// Everything beside the name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Corroboration {
    pub(crate) circumstances: Vec<Circumstance>,
}

impl Corroboration {
    pub(crate) fn points(&self) -> f64 {
        self.circumstances.iter().map(|one| one.points).sum()
    }
}

/// Points of each finding. Set by hand in the order in which reviewers rank them, then checked on the development pairs.
mod worth {
    pub(super) const SAME_DAY: f64 = 3.0;
    pub(super) const SAME_MONTH: f64 = 2.0;
    pub(super) const SAME_YEAR: f64 = 1.2;
    pub(super) const WITHIN: f64 = 0.8;
    pub(super) const ONE_SLIP: f64 = 0.8;
    pub(super) const NEAR: f64 = -0.4;
    pub(super) const APART: f64 = -2.5;
    pub(super) const COUNTRY: f64 = 0.4;
    pub(super) const OTHER_COUNTRY: f64 = -0.5;
    pub(super) const OTHER_GENDER: f64 = -2.0;
    pub(super) const PLACE: f64 = 0.8;
    pub(super) const IDENTIFIER: f64 = 6.0;
    pub(super) const IMO: f64 = 8.0;
    pub(super) const OTHER_IMO: f64 = -4.0;
}

/// Whether the two share a number that identifies.
pub(crate) fn same_identifier(a: &Party, b: &Party) -> bool {
    shared_imo(a, b).is_some() || shared_identifier(a, b).is_some()
}

/// The most that can be known beside a name of this query and a party that shares no number with it, in points.
pub(crate) fn most_beside(query: &Party) -> f64 {
    let if_known = |known: bool, points: f64| if known { points } else { 0.0 };
    if_known(!query.births.is_empty(), worth::SAME_DAY)
        + if_known(!query.countries.is_empty(), worth::COUNTRY)
        + if_known(!query.places.is_empty(), worth::PLACE)
}

/// The same of one party: no less than what [`corroborate`] finds where they share no number, and quickly.
pub(crate) fn most_beside_of(query: &Party, entry: &Party) -> f64 {
    let born = born_stands(query, entry).map_or(0.0, |(stands, ..)| born_worth(stands));
    let gender = if genders_differ(query, entry) { worth::OTHER_GENDER } else { 0.0 };
    let country =
        match (query.countries.is_empty() || entry.countries.is_empty(), shared_country(query, entry)) {
            (true, _) => 0.0,
            (false, Some(_)) => worth::COUNTRY,
            (false, None) => worth::OTHER_COUNTRY,
        };
    let place = if query.places.is_empty() || entry.places.is_empty() { 0.0 } else { worth::PLACE };
    born + gender + country + place
}

/// Numbers of a party that identify it, each under a digest: who shares none shares no identifier and no IMO number.
pub(crate) fn numbers_of(party: &Party) -> impl Iterator<Item = u64> {
    let identifiers = party.identifiers.iter().map(|number| plain(number)).filter(|plain| tells(plain));
    let numbers: Vec<String> =
        identifiers.chain(numbers(party).into_iter().map(|imo| format!("IMO {imo}"))).collect();
    numbers.into_iter().map(|number| {
        number.bytes().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    })
}

/// Compares what is known of both.
pub(crate) fn corroborate(query: &Party, entry: &Party) -> Corroboration {
    let found = [
        imo(query, entry),
        identifier(query, entry),
        born(query, entry),
        gender(query, entry),
        country(query, entry),
        place(query, entry),
    ];
    Corroboration { circumstances: found.into_iter().flatten().collect() }
}

fn circumstance(what: &'static str, points: f64, says: String) -> Circumstance {
    Circumstance { what, points, says }
}

/// Letters and digits of a number, in capitals.
fn plain(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a number identifies: one of a few digits is on many documents.
fn tells(plain: &str) -> bool {
    plain.len() >= 5 && plain.bytes().any(|byte| byte.is_ascii_digit())
}

fn shared_identifier<'a>(query: &'a Party, entry: &Party) -> Option<&'a str> {
    let theirs: Vec<String> = entry.identifiers.iter().map(|number| plain(number)).collect();
    let mine = |number: &&String| {
        let plain = plain(number);
        tells(&plain) && theirs.contains(&plain)
    };
    query.identifiers.iter().find(mine).map(String::as_str)
}

fn identifier(query: &Party, entry: &Party) -> Option<Circumstance> {
    let shared = shared_identifier(query, entry)?;
    Some(circumstance("identifier", worth::IDENTIFIER, format!("the number {shared} is the same")))
}

/// The seven digits of an IMO number whose check digit holds.
///
/// ```
/// use interdict_screen::imo_digits;
///
/// assert_eq!(imo_digits("IMO 9191773").as_deref(), Some("9191773"));
/// assert_eq!(imo_digits("9191774"), None);
/// ```
pub fn imo_digits(text: &str) -> Option<String> {
    let run = text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 7)?;
    let digits: Vec<u32> = run.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let sum: u32 = digits.iter().take(6).zip([7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    (digits.last() == Some(&(sum % 10))).then(|| run.to_owned())
}

fn numbers(party: &Party) -> Vec<String> {
    party.imo.iter().filter_map(|text| imo_digits(text)).collect()
}

fn shared_imo(query: &Party, entry: &Party) -> Option<String> {
    let theirs = numbers(entry);
    numbers(query).into_iter().find(|number| theirs.contains(number))
}

fn imo(query: &Party, entry: &Party) -> Option<Circumstance> {
    if let Some(shared) = shared_imo(query, entry) {
        return Some(circumstance("IMO number", worth::IMO, format!("the IMO number {shared} is the same")));
    }
    let (mine, theirs) = (numbers(query), numbers(entry));
    if mine.is_empty() || theirs.is_empty() || entry.kind != Kind::Vessel {
        return None;
    }
    let says = format!("the IMO numbers differ: {} here, {} on the list", mine.join(", "), theirs.join(", "));
    Some(circumstance("IMO number", worth::OTHER_IMO, says))
}

/// How the birth dates of two parties stand to each other, at their closest.
fn born_stands<'a>(query: &'a Party, entry: &'a Party) -> Option<(BornStands, &'a Born, &'a Born)> {
    let pairs = query.births.iter().flat_map(|mine| entry.births.iter().map(move |theirs| (mine, theirs)));
    pairs.map(|(mine, theirs)| (mine.stands_to(theirs), mine, theirs)).min()
}

/// What it is worth how birth dates stand.
fn born_worth(stands: BornStands) -> f64 {
    match stands {
        BornStands::SameDay => worth::SAME_DAY,
        BornStands::SameMonth => worth::SAME_MONTH,
        BornStands::SameYear => worth::SAME_YEAR,
        BornStands::Within => worth::WITHIN,
        BornStands::OneSlip => worth::ONE_SLIP,
        BornStands::Near => worth::NEAR,
        BornStands::Apart => worth::APART,
    }
}

fn born(query: &Party, entry: &Party) -> Option<Circumstance> {
    let (stands, mine, theirs) = born_stands(query, entry)?;
    let says = match stands {
        BornStands::SameDay => format!("born on the same day, {mine}"),
        BornStands::SameMonth => format!("born in the same month: {mine} here, {theirs} on the list"),
        BornStands::SameYear => format!("born in the same year: {mine} here, {theirs} on the list"),
        BornStands::Within => format!("the birth dates can be one: {mine} here, {theirs} on the list"),
        BornStands::OneSlip => {
            format!("the birth dates are one slip apart: {mine} here, {theirs} on the list")
        }
        BornStands::Near => format!("the birth dates are near, not equal: {mine} here, {theirs} on the list"),
        BornStands::Apart => format!("the birth dates contradict: {mine} here, {theirs} on the list"),
    };
    let what =
        if entry.kind == Kind::Person || query.kind == Kind::Person { "birth date" } else { "founding date" };
    Some(circumstance(what, born_worth(stands), says))
}

fn genders_differ(query: &Party, entry: &Party) -> bool {
    !query.genders.is_empty()
        && !entry.genders.is_empty()
        && !query.genders.iter().any(|gender| entry.genders.contains(gender))
}

fn gender(query: &Party, entry: &Party) -> Option<Circumstance> {
    let differs = genders_differ(query, entry);
    let word = |genders: &[Gender]| if genders.contains(&Gender::Female) { "female" } else { "male" };
    let says =
        || format!("gender differs: {} here, {} on the list", word(&query.genders), word(&entry.genders));
    differs.then(|| circumstance("gender", worth::OTHER_GENDER, says()))
}

/// The first country of the query that is the entry's too.
fn shared_country<'a>(query: &'a Party, entry: &Party) -> Option<&'a Country> {
    query.countries.iter().find(|country| entry.countries.contains(country))
}

fn country(query: &Party, entry: &Party) -> Option<Circumstance> {
    if query.countries.is_empty() || entry.countries.is_empty() {
        return None;
    }
    if let Some(shared) = shared_country(query, entry) {
        return Some(circumstance(
            "country",
            worth::COUNTRY,
            format!("the country {} agrees", shared.as_str()),
        ));
    }
    let list = |countries: &[Country]| {
        countries.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(", ")
    };
    let says =
        format!("no country agrees: {} here, {} on the list", list(&query.countries), list(&entry.countries));
    Some(circumstance("country", worth::OTHER_COUNTRY, says))
}

fn place(query: &Party, entry: &Party) -> Option<Circumstance> {
    let words = |places: &[String]| -> Vec<String> {
        let all = places.iter().flat_map(|place| crate::fold::words(place));
        all.filter_map(|word| Some(word.forms.into_iter().next()?.text))
            .filter(|text| text.len() > 3)
            .collect()
    };
    let theirs = words(&entry.places);
    let shared = words(&query.places).into_iter().find(|word| theirs.contains(word))?;
    Some(circumstance("place of birth", worth::PLACE, format!("the place of birth agrees: {shared}")))
}
