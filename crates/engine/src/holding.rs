//! Who holds whom: chains of shares from a party of the dealing to designated parties.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::review::plain;

/// A share that somebody holds in somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Who holds: a name, or the reference of a designation.
    pub holder: String,
    /// Who is held, by the name that dealings give.
    pub held: String,
    /// The share, in per cent of the whole.
    pub percent: Decimal,
    /// The day as of which it is known; without one it counts for every day. The latest row of a pair counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Where it is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Whether a holder is designated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    No,
    /// A candidate match, by its reference.
    Perhaps(String),
    /// By its reference.
    Yes(String),
}

/// A chain of shares from a designated holder down to a party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// The designation at its head.
    pub reference: String,
    /// Whether the holder at its head is the designated party, or only may be.
    pub certain: bool,
    /// The chain, from the head down: who holds, and how much of the next.
    pub links: Vec<Link>,
    /// The shares multiplied, in per cent.
    pub share: Decimal,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Who holds.
    pub holder: String,
    /// How much of the next below, in per cent.
    pub percent: Decimal,
    /// Where it is known from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What designated parties hold of a party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ownership {
    /// The party's field: `acts[0].parties[1]`.
    pub at: String,
    /// The party's name.
    pub name: String,
    /// What those hold together who are designated, or of whom designated parties hold as much as the law's reading asks, in per
    /// cent.
    pub held: Decimal,
    /// The same with those who only may be designated.
    pub at_most: Decimal,
    /// What all holders on record hold together; the rest is unknown.
    pub recorded: Decimal,
    /// The chains, the largest share first.
    pub chains: Vec<Chain>,
}

/// Works out what designated parties hold of a party. A holder of whom designated parties hold `counts` per cent or more counts
/// whole, as a designated one does: the share through it is not thinned. `None` where nobody designated holds any of it.
pub(crate) fn ownership(
    holdings: &[Holding],
    (at, name): (&str, &str),
    day: Date,
    counts: Decimal,
    who: &dyn Fn(&str) -> Holder,
) -> Option<Ownership> {
    let mut walk = Walk { holdings, day, counts, who, above: BTreeSet::new() };
    let of = walk.of(name);
    if of.chains.is_empty() {
        return None;
    }
    let mut chains = of.chains;
    chains.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.reference.cmp(&b.reference)));
    Some(Ownership {
        at: at.to_owned(),
        name: name.to_owned(),
        held: of.held,
        at_most: of.at_most,
        recorded: of.recorded,
        chains,
    })
}

struct Walk<'w> {
    holdings: &'w [Holding],
    day: Date,
    counts: Decimal,
    who: &'w dyn Fn(&str) -> Holder,
    /// Who is being worked out already: shares held in a circle end there.
    above: BTreeSet<String>,
}

#[derive(Default)]
struct Of {
    held: Decimal,
    at_most: Decimal,
    recorded: Decimal,
    chains: Vec<Chain>,
}

impl Walk<'_> {
    fn of(&mut self, held: &str) -> Of {
        let mut of = Of::default();
        if !self.above.insert(plain(held)) {
            return of;
        }
        for row in rows(self.holdings, held, self.day) {
            of.recorded += row.percent;
            let link = Link { holder: row.holder.clone(), percent: row.percent, source: row.source.clone() };
            match (self.who)(&row.holder) {
                Holder::Yes(reference) => {
                    of.held += row.percent;
                    of.at_most += row.percent;
                    of.chains.push(Chain { reference, certain: true, links: vec![link], share: row.percent });
                }
                Holder::Perhaps(reference) => {
                    of.at_most += row.percent;
                    of.chains.push(Chain {
                        reference,
                        certain: false,
                        links: vec![link],
                        share: row.percent,
                    });
                }
                Holder::No => {
                    let above = self.of(&row.holder);
                    let whole =
                        |share: Decimal| if share >= self.counts { row.percent } else { Decimal::ZERO };
                    of.held += whole(above.held);
                    of.at_most += whole(above.at_most);
                    of.chains.extend(above.chains.into_iter().map(|mut chain| {
                        chain.share = (chain.share * row.percent / Decimal::ONE_HUNDRED).normalize();
                        chain.links.push(link.clone());
                        chain
                    }));
                }
            }
        }
        self.above.remove(&plain(held));
        of
    }
}

/// The rows about a party that count on a day: of each holder the latest.
fn rows<'w>(holdings: &'w [Holding], held: &str, day: Date) -> Vec<&'w Holding> {
    let held = plain(held);
    let counts = |row: &&Holding| plain(&row.held) == held && row.on.is_none_or(|on| on <= day);
    let mut rows: Vec<&Holding> = Vec::new();
    for row in holdings.iter().filter(counts) {
        let holder = plain(&row.holder);
        match rows.iter_mut().find(|other| plain(&other.holder) == holder) {
            Some(other) if row.on >= other.on => *other = row,
            Some(_) => {}
            None => rows.push(row),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn holding(holder: &str, held: &str, percent: i64) -> Holding {
        let (holder, held) = (holder.to_owned(), held.to_owned());
        Holding { holder, held, percent: Decimal::from(percent), on: None, source: None }
    }

    fn of(holdings: &[Holding], name: &str) -> Option<(i64, i64, Vec<i64>)> {
        let who = |name: &str| match name {
            "BANK" => Holder::Yes("KPe.013".to_owned()),
            "PERHAPS" => Holder::Perhaps("KPe.001".to_owned()),
            _ => Holder::No,
        };
        let found = ownership(holdings, ("", name), date(2026, 1, 1), Decimal::from(50), &who)?;
        let whole = |share: Decimal| i64::try_from(share.round()).unwrap();
        let chains = found.chains.iter().map(|chain| whole(chain.share)).collect();
        Some((whole(found.held), whole(found.at_most), chains))
    }

    #[test]
    fn shares_add_up_and_a_holder_half_owned_counts_whole() {
        let direct = [holding("BANK", "a", 30), holding("PERHAPS", "A", 25), holding("Ann", "a", 45)];
        assert_eq!(of(&direct, "A"), Some((30, 55, vec![30, 25])));
        let through = [holding("BANK", "b", 60), holding("b", "a", 60)];
        assert_eq!(of(&through, "a"), Some((60, 60, vec![36])));
        let thin = [holding("BANK", "b", 40), holding("b", "a", 100)];
        assert_eq!(of(&thin, "a"), Some((0, 0, vec![40])));
        assert_eq!(of(&[holding("Ann", "a", 100)], "a"), None);
    }

    #[test]
    fn circles_end() {
        let circle = [holding("b", "a", 50), holding("a", "b", 50), holding("BANK", "b", 50)];
        assert_eq!(of(&circle, "a"), Some((50, 50, vec![25])));
    }

    #[test]
    fn the_latest_row_known_on_the_day_counts() {
        let mut rows = [holding("BANK", "a", 60), holding("BANK", "a", 10), holding("BANK", "a", 90)];
        for (row, day) in rows.iter_mut().zip([date(2020, 1, 1), date(2025, 1, 1), date(2027, 1, 1)]) {
            row.on = Some(day);
        }
        assert_eq!(of(&rows, "a"), Some((10, 10, vec![10])));
    }
}
