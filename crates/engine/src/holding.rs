//! Who holds whom: chains of shares from a party of the dealing to designated parties.

use std::collections::{BTreeMap, BTreeSet};

use interdict_screen::{Kind, naming_words};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::review::plain;

/// A share that somebody holds in somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Who holds: a name, or the reference of a designation.
    pub holder: String,
    /// Who is held, by name; legal forms and case make no difference.
    pub held: String,
    /// The share, in per cent of the whole: more than 0 and at most 100.
    #[serde(deserialize_with = "percent")]
    pub percent: Decimal,
    /// The day as of which it is known; without one it counts for every day. The latest row of a pair counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Where it is known from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A share as a number or as text.
fn percent<'de, D: Deserializer<'de>>(input: D) -> Result<Decimal, D::Error> {
    let given = serde_json::Value::deserialize(input)?;
    let text = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
    let share = text.trim().trim_end_matches('%').trim_end().parse::<Decimal>().ok();
    share.filter(|share| *share > Decimal::ZERO && *share <= Decimal::ONE_HUNDRED).ok_or_else(|| {
        de::Error::custom(format!("`{text}` is no share: write a number above 0, at most 100"))
    })
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
    /// The share, in per cent, from which a holder counts whole.
    pub counts: Decimal,
    /// What those hold together who are designated, or of whom designated parties hold as much as counts, in per cent.
    pub held: Decimal,
    /// The same with those who only may be designated, and with shares held in a circle.
    pub at_most: Decimal,
    /// What all holders on record hold together; the rest is unknown.
    pub recorded: Decimal,
    /// The chains, the largest share first, at most twenty.
    pub chains: Vec<Chain>,
}

/// Most chains that are shown, and most links of one.
const MOST_CHAINS: usize = 20;
const MOST_LINKS: usize = 12;

/// How many links are looked at for chains to show.
const MOST_LOOKED_AT: usize = 10_000;

/// A row with its names as they are compared.
#[derive(Clone)]
struct Row<'h> {
    holder: String,
    held: String,
    holding: &'h Holding,
}

/// Holdings as they stand on a day, with who of the holders is designated.
pub(crate) struct Register<'h> {
    /// Of each party held, who holds how much.
    rows: BTreeMap<String, Vec<Row<'h>>>,
    holders: BTreeMap<String, Holder>,
}

impl<'h> Register<'h> {
    /// The rows that count on a day: of each pair the latest.
    pub(crate) fn on(holdings: &'h [Holding], day: Date, who: &dyn Fn(&str) -> Holder) -> Register<'h> {
        let mut rows: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
        let mut holders = BTreeMap::new();
        for holding in holdings.iter().filter(|row| row.on.is_none_or(|on| on <= day)) {
            let row = Row { holder: key(&holding.holder), held: key(&holding.held), holding };
            holders.entry(row.holder.clone()).or_insert_with(|| who(&holding.holder));
            let of_held = rows.entry(row.held.clone()).or_default();
            match of_held.iter_mut().find(|other| other.holder == row.holder) {
                Some(other) if holding.on >= other.holding.on => *other = row,
                Some(_) => {}
                None => of_held.push(row),
            }
        }
        Register { rows, holders }
    }

    /// Works out what designated parties hold of a party. A holder of whom designated parties hold `counts` per cent or more
    /// counts whole, as a designated one does: the share through it is not thinned. `None` where no chain leads to anybody
    /// designated.
    pub(crate) fn ownership(&self, at: &str, name: &str, counts: Decimal) -> Option<Ownership> {
        let party = key(name);
        let mut chains = Vec::new();
        let mut left = MOST_LOOKED_AT;
        self.chains(&party, &mut Vec::new(), &mut left, &mut chains);
        if chains.is_empty() {
            return None;
        }
        chains.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.reference.cmp(&b.reference)));
        Some(Ownership {
            at: at.to_owned(),
            name: name.to_owned(),
            counts,
            held: self.share(&party, &self.counting(counts)),
            at_most: self.share(&party, &self.perhaps_counting(counts)),
            recorded: self.held(&party).map(|row| row.holding.percent).sum(),
            chains,
        })
    }

    fn held(&self, party: &str) -> impl Iterator<Item = &Row<'h>> {
        self.rows.get(party).into_iter().flatten()
    }

    fn holder(&self, party: &str) -> &Holder {
        self.holders.get(party).unwrap_or(&Holder::No)
    }

    /// What those who count hold of a party.
    fn share(&self, party: &str, counting: &BTreeSet<String>) -> Decimal {
        self.held(party).filter(|row| counting.contains(&row.holder)).map(|row| row.holding.percent).sum()
    }

    /// Who counts for certain: the designated, and step by step whoever they hold enough of.
    fn counting(&self, counts: Decimal) -> BTreeSet<String> {
        let designated = self.holders.iter().filter(|(_, holder)| matches!(holder, Holder::Yes(_)));
        let designated = designated.map(|(name, _)| name.clone()).collect();
        self.grown(designated, |party, counting| self.share(party, counting) >= counts)
    }

    /// Who may count: everybody to whom a chain leads, less step by step whoever they do not hold enough of. Those who hold each
    /// other in a circle stay.
    fn perhaps_counting(&self, counts: Decimal) -> BTreeSet<String> {
        let may = self.holders.iter().filter(|(_, holder)| **holder != Holder::No);
        let heads: BTreeSet<String> = may.map(|(name, _)| name.clone()).collect();
        let led_to = |party: &str, counting: &BTreeSet<String>| {
            self.held(party).any(|row| counting.contains(&row.holder))
        };
        let mut counting = self.grown(heads.clone(), led_to);
        loop {
            let less = |party: &&String| !heads.contains(*party) && self.share(party, &counting) < counts;
            let less: Vec<String> = counting.iter().filter(less).cloned().collect();
            if less.is_empty() {
                return counting;
            }
            for party in less {
                counting.remove(&party);
            }
        }
    }

    /// A set of parties with whoever joins it, step by step.
    fn grown(
        &self,
        mut set: BTreeSet<String>,
        joins: impl Fn(&str, &BTreeSet<String>) -> bool,
    ) -> BTreeSet<String> {
        loop {
            let more = self.rows.keys().filter(|party| !set.contains(*party) && joins(party, &set));
            let more: Vec<String> = more.cloned().collect();
            if more.is_empty() {
                return set;
            }
            set.extend(more);
        }
    }

    /// Gathers chains from a party up to designated holders, the nearest first. `below` is the way so far, from the party up.
    fn chains<'r>(
        &'r self,
        party: &str,
        below: &mut Vec<&'r Row<'h>>,
        left: &mut usize,
        out: &mut Vec<Chain>,
    ) {
        let designated = |row: &&Row<'h>| *self.holder(&row.holder) != Holder::No;
        for row in self.held(party).filter(designated).take(MOST_CHAINS.saturating_sub(out.len())) {
            let (reference, certain) = match self.holder(&row.holder) {
                Holder::Yes(reference) => (reference, true),
                Holder::Perhaps(reference) => (reference, false),
                Holder::No => continue,
            };
            below.push(row);
            out.push(chain(reference, certain, below));
            below.pop();
        }
        for row in self.held(party).filter(|row| !designated(row)) {
            let met = row.holder == party || below.iter().any(|link| link.held == row.holder);
            if met || below.len() + 1 >= MOST_LINKS || out.len() >= MOST_CHAINS || *left == 0 {
                continue;
            }
            *left -= 1;
            below.push(row);
            self.chains(&row.holder, below, left, out);
            below.pop();
        }
    }
}

fn chain(reference: &str, certain: bool, below: &[&Row<'_>]) -> Chain {
    let link = |row: &&Row<'_>| Link {
        holder: row.holding.holder.clone(),
        percent: row.holding.percent,
        source: row.holding.source.clone(),
    };
    let thinned = |share: Decimal, row: &&Row<'_>| share * row.holding.percent / Decimal::ONE_HUNDRED;
    let share = below.iter().fold(Decimal::ONE_HUNDRED, thinned).normalize();
    Chain { reference: reference.to_owned(), certain, links: below.iter().rev().map(link).collect(), share }
}

/// A name without what makes no difference; a name of nothing else is kept.
fn key(name: &str) -> String {
    let words = naming_words(name, Kind::Organisation);
    if words.is_empty() { plain(name) } else { words.join(" ") }
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
        let register = Register::on(holdings, date(2026, 1, 1), &who);
        let found = register.ownership("", name, Decimal::from(50))?;
        let whole = |share: Decimal| i64::try_from(share.round()).unwrap();
        let chains = found.chains.iter().map(|chain| whole(chain.share)).collect();
        Some((whole(found.held), whole(found.at_most), chains))
    }

    #[test]
    fn shares_add_up_and_a_holder_half_owned_counts_whole() {
        let direct =
            [holding("BANK", "alpha", 30), holding("PERHAPS", "Alpha Ltd.", 25), holding("Ann", "alpha", 45)];
        assert_eq!(of(&direct, "ALPHA LIMITED"), Some((30, 55, vec![30, 25])));
        let through = [holding("BANK", "beta", 60), holding("beta", "alpha", 60)];
        assert_eq!(of(&through, "alpha"), Some((60, 60, vec![36])));
        let thin = [holding("BANK", "beta", 40), holding("beta", "alpha", 100)];
        assert_eq!(of(&thin, "alpha"), Some((0, 0, vec![40])));
        assert_eq!(of(&[holding("Ann", "alpha", 100)], "alpha"), None);
    }

    #[test]
    fn what_is_held_in_a_circle_may_be_the_designated_partys() {
        let circle =
            [holding("beta", "alpha", 60), holding("alpha", "beta", 60), holding("BANK", "beta", 40)];
        assert_eq!(of(&circle, "alpha"), Some((0, 60, vec![24])));
        let own = [holding("BANK", "alpha", 40), holding("alpha", "alpha", 60)];
        assert_eq!(of(&own, "alpha"), Some((40, 100, vec![40])));
    }

    #[test]
    fn many_ways_take_no_time() {
        let names: Vec<String> = (0..30).map(|at| format!("firm {at}")).collect();
        let mut rows: Vec<Holding> =
            names.iter().flat_map(|a| names.iter().map(|b| holding(a, b, 1))).collect();
        rows.push(holding("BANK", "firm 7", 50));
        let (held, at_most, chains) = of(&rows, "firm 0").unwrap();
        assert_eq!((held, at_most), (1, 1));
        assert!((1..=MOST_CHAINS).contains(&chains.len()));
    }

    #[test]
    fn the_latest_row_known_on_the_day_counts() {
        let mut rows =
            [holding("BANK", "alpha", 60), holding("BANK", "alpha", 10), holding("BANK", "alpha", 90)];
        for (row, day) in rows.iter_mut().zip([date(2020, 1, 1), date(2025, 1, 1), date(2027, 1, 1)]) {
            row.on = Some(day);
        }
        assert_eq!(of(&rows, "alpha"), Some((10, 10, vec![10])));
    }

    #[test]
    fn a_share_is_a_number_or_text_within_bounds() {
        let read = |percent: &str| {
            let row = format!(r#"{{"holder": "a", "held": "b", "percent": {percent}}}"#);
            serde_json::from_str::<Holding>(&row)
                .map(|row| row.percent.to_string())
                .map_err(|e| e.to_string())
        };
        assert_eq!(read("60"), Ok("60".to_owned()));
        assert_eq!(read("\"49.99 %\""), Ok("49.99".to_owned()));
        for wrong in ["-20", "140", "0", "\"half\""] {
            assert!(read(wrong).is_err_and(|error| error.contains("is no share")), "{wrong}");
        }
    }
}
