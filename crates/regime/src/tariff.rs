//! The law by heading, as officers know it from a tariff: what reaches a code, which way, since when.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::dealing::{Act, CountryFact, Dealing, GoodsLine, Location, Object};
use crate::determination::{Determination, UnknownReading};
use crate::evaluate::{Clocks, Profile};
use crate::hs::{HsCode, HsTest};
use crate::law::{CodeGroup, Direction, Provision};
use crate::regime::Regime;
use crate::survey::Standing;
use crate::vocabulary::{ObjectKind, Verb};

/// Which way goods move, as a look-up asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// To the target State.
    ToTarget,
    /// From the target State.
    FromTarget,
}

impl Way {
    /// The word: `to-target` or `from-target`.
    pub fn word(self) -> &'static str {
        match self {
            Way::ToTarget => "to-target",
            Way::FromTarget => "from-target",
        }
    }

    fn matches(self, direction: Option<Direction>) -> bool {
        match direction {
            None | Some(Direction::Either) => true,
            Some(Direction::ToTarget) => self == Way::ToTarget,
            Some(Direction::FromTarget) => self == Way::FromTarget,
        }
    }
}

/// How a measure reaches a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Reached {
    /// The code lies inside.
    Whole,
    /// Only a part of the heading lies inside.
    Part {
        /// Which part.
        part: String,
    },
    /// The code is shorter than a heading inside.
    Shorter {
        /// That heading.
        heading: String,
    },
}

/// A measure on a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// The provision's id.
    pub id: String,
    /// Its paragraph.
    pub cite: String,
    /// Its paragraph in full.
    pub citation: String,
    /// Which way the goods move.
    pub way: Way,
    /// What it says.
    pub summary: String,
    /// How it reaches the code.
    pub reached: Reached,
    /// The reading on which alone it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Where the code comes from.
    pub source: String,
    /// How well the code was checked.
    pub codes: &'static str,
    /// Its first day.
    pub from: String,
    /// How it stands on the day.
    pub standing: Standing,
    /// Its exceptions: id and summary.
    pub exceptions: Vec<(String, String)>,
}

/// What a look-up of a code finds.
#[derive(Clone, Debug, Serialize)]
pub struct Heading {
    /// The code.
    pub hs: String,
    /// Which way.
    pub way: Way,
    /// What a dealing of these goods, with nothing else said of it, comes out as.
    pub determination: Determination,
    /// The measures in force.
    pub measures: Vec<Measure>,
    /// Those that are not, earlier or later, in order of their first day.
    pub history: Vec<Measure>,
}

impl Regime {
    /// Looks a code up: the measures in force on a day, those before and after, and what a plain dealing would come out as.
    ///
    /// # Errors
    /// A reading in the profile that the regime does not have.
    pub fn heading(
        &self,
        code: &HsCode,
        way: Way,
        on: Date,
        known: Date,
        profile: &Profile,
    ) -> Result<Heading, UnknownReading> {
        let all = self.measures(Some(code), on, known).into_iter().filter(|measure| measure.way == way);
        let (mut measures, mut history): (Vec<Measure>, Vec<Measure>) = all
            .filter(|measure| measure.standing != Standing::NotKnown)
            .partition(|measure| matches!(measure.standing, Standing::InForce { .. }));
        measures.sort_by(|a, b| b.from.cmp(&a.from));
        history.sort_by(|a, b| a.from.cmp(&b.from));
        let determination =
            self.determine(&self.plain_dealing(code, way, on), Clocks { on: Some(on), known }, profile)?;
        Ok(Heading { hs: code.to_string(), way, determination, measures, history })
    }

    /// Every prohibited heading in force on a day: one row for each heading and measure, open norms left out.
    pub fn prohibited_headings(&self, on: Date, known: Date) -> BTreeMap<(String, String), Measure> {
        let mut rows = BTreeMap::new();
        for (provision, instrument) in self.goods_bans().filter(|(provision, _)| provision.open.is_none()) {
            let standing = self.standing(provision, on, known);
            if !matches!(standing, Standing::InForce { .. }) {
                continue;
            }
            for group in provision
                .goods
                .iter()
                .filter_map(|set| self.goods.get(&**set))
                .flat_map(|(_, headings)| headings.iter())
            {
                for code in &group.codes {
                    for way in ways(provision) {
                        let reached = group
                            .group
                            .ex
                            .as_ref()
                            .map_or(Reached::Whole, |part| Reached::Part { part: part.clone() });
                        let measure =
                            measure(provision, instrument, &group.group, way, reached, standing.clone());
                        rows.insert((code.to_string(), format!("{}{way:?}", provision.id)), measure);
                    }
                }
            }
        }
        rows
    }

    /// Every measure that names goods, on a code.
    fn measures(&self, code: Option<&HsCode>, on: Date, known: Date) -> Vec<Measure> {
        let mut measures: Vec<Measure> = Vec::new();
        for (provision, instrument) in self.goods_bans() {
            let groups = provision
                .goods
                .iter()
                .filter_map(|set| self.goods.get(&**set))
                .flat_map(|(_, headings)| headings.iter());
            let mut best: Option<(Reached, &CodeGroup)> = None;
            for headings in groups {
                for heading in &headings.codes {
                    let reached = match (code.map(|code| code.within(heading)), &headings.group.ex) {
                        (Some(HsTest::Yes), None) => Reached::Whole,
                        (Some(HsTest::Yes), Some(part)) => Reached::Part { part: part.clone() },
                        (Some(HsTest::Shorter), _) => Reached::Shorter { heading: heading.to_string() },
                        _ => continue,
                    };
                    let in_time = headings.group.from.is_none_or(|from| from <= on)
                        && headings.group.until.is_none_or(|until| on <= until);
                    let better = best.as_ref().is_none_or(|(known, _)| rank(&reached) < rank(known));
                    if in_time && better {
                        best = Some((reached, &headings.group));
                    }
                }
            }
            if let Some((reached, group)) = best {
                let standing = self.standing(provision, on, known);
                measures.extend(ways(provision).map(|way| {
                    measure(provision, instrument, group, way, reached.clone(), standing.clone())
                }));
            }
        }
        measures
    }

    fn goods_bans(&self) -> impl Iterator<Item = (&Provision, &crate::law::Instrument)> {
        self.provisions().filter(|(provision, _)| {
            provision.forbids() && provision.goods.is_some() && provision.objects.contains(&ObjectKind::Goods)
        })
    }

    /// A movement between the target and some country that nothing in the law names.
    fn plain_dealing(&self, code: &HsCode, way: Way, on: Date) -> Dealing {
        let settled = |code| Location { country: CountryFact::Known(code), place: None };
        let other = self.reference.countries().map(|(code, _)| code).find(|code| *code != self.target);
        let (here, there) = (settled(self.target), other.map(settled).unwrap_or_default());
        let line = GoodsLine { hs: Some(code.clone()), ..GoodsLine::default() };
        let (from, to) = if way == Way::ToTarget { (there, here) } else { (here, there) };
        let act = Act { from, to, date: Some(on), ..Act::new(Verb::Supply, Object::Goods(vec![line])) };
        Dealing { acts: vec![act], ..Dealing::default() }
    }
}

fn ways(provision: &Provision) -> impl Iterator<Item = Way> + '_ {
    [Way::ToTarget, Way::FromTarget].into_iter().filter(|way| way.matches(provision.direction))
}

fn rank(reached: &Reached) -> u8 {
    match reached {
        Reached::Whole => 0,
        Reached::Part { .. } => 1,
        Reached::Shorter { .. } => 2,
    }
}

fn measure(
    provision: &Provision,
    instrument: &crate::law::Instrument,
    group: &CodeGroup,
    way: Way,
    reached: Reached,
    standing: Standing,
) -> Measure {
    Measure {
        id: provision.id.to_string(),
        cite: format!("{}:{}", instrument.id, provision.cite),
        citation: format!("{}, paragraph {}", instrument.symbol, provision.cite),
        way,
        summary: provision.summary.clone(),
        reached,
        reading: group.reading.as_ref().map(|reading| reading.to_string()),
        source: group.source.clone(),
        codes: group.confidence.word(),
        from: provision.from.to_string(),
        standing,
        exceptions: provision
            .exceptions
            .iter()
            .map(|exception| (exception.id.to_string(), exception.summary.clone()))
            .collect(),
    }
}
