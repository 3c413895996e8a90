//! Answers worth trying: the law's own turning points, and one value beyond each.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::country::CountryCode;
use crate::dealing::{Answer, CountryFact, Dealing, Field, FieldRef, Takes};
use crate::hs::{HsCode, HsTest};
use crate::law::{Condition, CountryTest, Measure};
use crate::quantity::{Money, Quantity, Unit};
use crate::regime::{Loaded, Regime};
use crate::vocabulary::DateKind;

/// The answers to try on a field.
pub(crate) fn candidates(regime: &Regime, dealing: &Dealing, known: Date, at: &FieldRef) -> Vec<Answer> {
    match at.field.takes() {
        Takes::Day(kind) => dates(regime, known, kind).into_iter().map(Answer::Day).collect(),
        Takes::Hs => hs_codes(regime, dealing, at).into_iter().map(Answer::Hs).collect(),
        Takes::Country => countries(regime, dealing, known, at).into_iter().map(Answer::Country).collect(),
        Takes::Place => {
            let places = regime.places.iter().map(|place| Some(place.id.to_string()));
            places.chain([None]).map(Answer::Place).collect()
        }
        Takes::Quantity => {
            let amounts =
                amounts(regime.quotas.iter().flat_map(|quota| &quota.periods).map(|period| period.cap));
            let units = [Unit::Tonne, Unit::Barrel];
            units
                .into_iter()
                .flat_map(|unit| amounts.iter().filter_map(move |amount| Quantity::new(*amount, unit).ok()))
                .map(Answer::Quantity)
                .collect()
        }
        Takes::Money => {
            let caps = regime
                .quotas
                .iter()
                .filter(|quota| quota.measure == Measure::UsDollar)
                .flat_map(|quota| &quota.periods)
                .map(|period| period.cap);
            let thresholds = conditions(regime, known)
                .filter_map(|condition| condition.value.as_ref()?.over.parse::<Money>().ok());
            let known: Vec<Decimal> = caps.chain(thresholds.map(|money| money.amount())).collect();
            amounts(known.into_iter())
                .into_iter()
                .filter_map(|amount| Money::new(amount, Measure::UsDollar.word()).ok())
                .map(Answer::Money)
                .collect()
        }
        Takes::Used(quota) => {
            let caps =
                regime.quota(quota).into_iter().flat_map(|quota| &quota.periods).map(|period| period.cap);
            amounts(caps).into_iter().map(Answer::Used).collect()
        }
        Takes::YesOrNo => vec![Answer::Yes, Answer::No],
    }
}

/// Nothing, each threshold and a little beyond it, and more than any.
fn amounts(thresholds: impl Iterator<Item = Decimal>) -> BTreeSet<Decimal> {
    let beyond = Decimal::from(1_000_000_000_000_u64);
    thresholds
        .flat_map(|cap| [cap, cap.saturating_add(Decimal::ONE)])
        .chain([Decimal::ZERO, beyond])
        .collect()
}

/// The provisions that the world knows of: later law must not show in what is tried.
fn known_provisions(regime: &Regime, known: Date) -> impl Iterator<Item = &Loaded> {
    let adopted = move |loaded: &&Loaded| {
        regime.instrument_of(loaded).is_some_and(|instrument| instrument.adopted <= known)
    };
    regime.provisions.iter().filter(adopted)
}

/// Every condition of the known law, nested ones as well.
fn conditions(regime: &Regime, known: Date) -> impl Iterator<Item = &Condition> {
    let tops = known_provisions(regime, known).flat_map(|loaded| {
        let exceptions = loaded.provision.exceptions.iter().filter_map(|exception| exception.when.as_ref());
        loaded.provision.when.iter().chain(exceptions)
    });
    let mut open: Vec<&Condition> = tops.collect();
    std::iter::from_fn(move || {
        let condition = open.pop()?;
        open.extend(
            condition
                .all
                .iter()
                .flatten()
                .chain(condition.any.iter().flatten())
                .chain(condition.not.as_deref()),
        );
        Some(condition)
    })
}

/// The days at which the law turns, with the day before and the day after each.
fn dates(regime: &Regime, known: Date, kind: DateKind) -> BTreeSet<Date> {
    let tests = conditions(regime, known).flat_map(|condition| match kind {
        DateKind::Contract => [condition.contract_date.as_ref(), None, None],
        _ => [condition.import_date.as_ref(), condition.supply_date.as_ref(), condition.date.as_ref()],
    });
    let mut turns: BTreeSet<Date> =
        tests.flatten().flat_map(|test| test.bounds().collect::<Vec<_>>()).collect();
    if kind != DateKind::Contract {
        turns.extend(
            known_provisions(regime, known)
                .flat_map(|loaded| [Some(loaded.provision.from), loaded.provision.until])
                .flatten(),
        );
        turns.extend(
            regime
                .goods
                .values()
                .flat_map(|(set, _)| &set.codes)
                .flat_map(|group| [group.from, group.until])
                .flatten(),
        );
        turns.extend(
            regime
                .quotas
                .iter()
                .flat_map(|quota| &quota.periods)
                .flat_map(|period| [Some(period.from), period.to])
                .flatten(),
        );
    }
    turns.iter().flat_map(|day| [day.yesterday().ok(), Some(*day), day.tomorrow().ok()]).flatten().collect()
}

/// One heading of each group that the law names below the code given, and one code that it does not name.
fn hs_codes(regime: &Regime, dealing: &Dealing, at: &FieldRef) -> Vec<HsCode> {
    let given = at.line.and_then(|line| dealing.acts.get(at.act)?.goods(line)?.hs.as_ref());
    let below = |code: &HsCode| given.is_none_or(|given| code.within(given) == HsTest::Yes && code != given);
    let named: BTreeSet<&HsCode> = regime
        .goods
        .values()
        .flat_map(|(_, headings)| headings.iter())
        .flat_map(|headings| &headings.codes)
        .collect();
    let unnamed = regime
        .reference
        .hs_subheadings()
        .filter(|digits| given.is_none_or(|given| digits.starts_with(given.digits())))
        .filter_map(|digits| digits.parse::<HsCode>().ok())
        .filter(|code| below(code))
        .find(|code| named.iter().all(|heading| code.within(heading) == HsTest::No));
    let of_each = regime
        .goods
        .values()
        .flat_map(|(_, headings)| headings.iter())
        .filter_map(|headings| headings.codes.iter().find(|code| below(code)));
    let distinct: BTreeSet<HsCode> = of_each.cloned().chain(unnamed).collect();
    distinct.into_iter().collect()
}

/// The target, the countries that rules name, those a conflict leaves open, and one that no rule names.
fn countries(regime: &Regime, dealing: &Dealing, known: Date, at: &FieldRef) -> BTreeSet<CountryCode> {
    let tests = conditions(regime, known).flat_map(|condition| {
        let party = condition.any_party.as_ref();
        let own =
            [&condition.origin, &condition.from, &condition.to, &condition.flag, &condition.nationality]
                .map(Option::as_ref);
        let of_party = [
            party.and_then(|party| party.country.as_ref()),
            party.and_then(|party| party.nationality.as_ref()),
        ];
        own.into_iter().chain(of_party).flatten().collect::<Vec<&CountryTest>>()
    });
    let mut named: BTreeSet<CountryCode> = tests
        .flat_map(|test| test.is.iter().chain(&test.is_not))
        .filter_map(|word| regime.reference.country(word))
        .collect();
    named.insert(regime.target);
    let neutral = regime.reference.countries().map(|(code, _)| code).find(|code| !named.contains(code));
    let conflict = dealing.acts.get(at.act).and_then(|act| match &at.field {
        Field::From => Some(&act.from.country),
        Field::To => Some(&act.to.country),
        _ => None,
    });
    if let Some(CountryFact::Conflict { between, .. }) = conflict {
        return between.iter().copied().collect();
    }
    named.extend(neutral);
    named
}
