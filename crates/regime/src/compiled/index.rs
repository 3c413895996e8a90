//! Which provisions may reach a line: by verb and object, direction, heading and interval.

use jiff::civil::Date;

use super::goods::Sets;
use super::timeline::{Interval, arrange, day_number, holding};
use crate::dealing::{Facts, Object, Said};
use crate::evaluate::{View, sign};
use crate::hs::HsCode;
use crate::law::{Direction, Provision};
use crate::truth::Truth;
use crate::vocabulary::{ObjectKind, Verb};

/// Every provision that concerns dealings, filed under each verb with each kind of object that it is about.
#[derive(Debug)]
pub(super) struct Index {
    drawers: Vec<Drawer>,
    runs: Vec<Run>,
    intervals: Vec<Interval>,
}

/// What is about one verb with one kind of object.
#[derive(Clone, Debug, Default)]
struct Drawer {
    /// The drawer's part of [`Index::runs`], in order of heading and direction.
    runs: std::ops::Range<usize>,
    /// Whether some provision asks which way the object moves: the tests are made once, and a reading is met by them.
    asks_coming: bool,
    asks_going: bool,
}

/// The provisions of one drawer, filing and direction.
#[derive(Clone, Debug)]
struct Run {
    filed: u32,
    direction: Option<Direction>,
    intervals: std::ops::Range<usize>,
}

/// Filed under: whatever the goods. Open norms stand here as well, since they reserve themselves whatever the goods.
const WHATEVER: u32 = 0;
/// Filed under: goods of whatever set, for a line without a code.
const ANY_SET: u32 = 1;
/// Filed under: a set by its number, for a line that states it.
const SET: u32 = 1 << 31;

/// Which way the object of a line moves, tested once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facing {
    coming: Option<Truth>,
    going: Option<Truth>,
}

impl Facing {
    /// Tests what is not tested yet.
    pub(super) fn truth(&mut self, view: &View<'_, '_>, direction: Direction) -> Truth {
        match direction {
            Direction::FromTarget => self.coming(view),
            Direction::ToTarget => self.going(view),
            // Both are tested, since a reading may be met by the second.
            Direction::Either => self.coming(view).or(self.going(view)),
        }
    }

    fn coming(&mut self, view: &View<'_, '_>) -> Truth {
        *self.coming.get_or_insert_with(|| any(view, sign::of_coming(view)))
    }

    fn going(&mut self, view: &View<'_, '_>) -> Truth {
        *self.going.get_or_insert_with(|| any(view, sign::of_going(view)))
    }
}

/// Whether some sign holds; the first that plainly does ends it.
pub(super) fn any<'a>(view: &View<'_, '_>, signs: impl Iterator<Item = sign::Sign<'a>>) -> Truth {
    let mut found = Truth::False;
    for sign in signs {
        found = found.or(sign.truth(view));
        if found == Truth::True {
            break;
        }
    }
    found
}

/// A provision to be filed.
pub(super) struct Filed<'r> {
    pub(super) place: u32,
    pub(super) provision: &'r Provision,
    pub(super) end: Option<Date>,
    /// Its set's number and headings.
    pub(super) goods: Option<(u32, Vec<&'r HsCode>)>,
}

impl Index {
    pub(super) fn new<'r>(provisions: impl Iterator<Item = Filed<'r>>) -> Index {
        let mut filed: Vec<(usize, u32, Option<Direction>, Interval)> = Vec::new();
        let mut drawers = vec![Drawer::default(); Verb::ALL.len() * ObjectKind::ALL.len()];
        for Filed { place, provision, end, goods } in provisions {
            let interval = Interval::new(provision.from, end, place);
            let mut under = Vec::new();
            if goods.is_none() || provision.open.is_some() {
                under.push(WHATEVER);
            }
            if let Some((set, headings)) = goods {
                under.extend([ANY_SET, SET | set]);
                under.extend(headings.into_iter().map(|heading| filing(heading.digits())));
                under.sort_unstable();
                under.dedup();
            }
            for (number, verb, object) in
                kinds().filter(|(_, verb, object)| provision.is_about(*verb, *object))
            {
                if let Some(drawer) = drawers.get_mut(number) {
                    let direction = provision.direction;
                    let either = direction == Some(Direction::Either);
                    drawer.asks_coming |= either || direction == Some(Direction::FromTarget);
                    drawer.asks_going |= either || direction == Some(Direction::ToTarget);
                }
                filed.extend(under.iter().map(|under| (number, *under, provision.direction, interval)));
                debug_assert_eq!(drawer_of(verb, object), number);
            }
        }
        filed.sort_by_key(|(drawer, under, direction, _)| (*drawer, *under, direction.map(|way| way as u8)));
        let mut index = Index { drawers, runs: Vec::new(), intervals: Vec::with_capacity(filed.len()) };
        for run in filed.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
            let Some((drawer, under, direction, _)) = run.first() else { continue };
            let start = index.intervals.len();
            index.intervals.extend(run.iter().map(|(.., interval)| *interval));
            if let Some(run) = index.intervals.get_mut(start..) {
                arrange(run);
            }
            let intervals = start..index.intervals.len();
            if let Some(drawer) = index.drawers.get_mut(*drawer) {
                if drawer.runs.is_empty() {
                    drawer.runs.start = index.runs.len();
                }
                drawer.runs.end = index.runs.len() + 1;
            }
            index.runs.push(Run { filed: *under, direction: *direction, intervals });
        }
        index
    }

    /// Gathers the places of all provisions that may reach a line, in order and each once: their verb and object fit, and
    /// neither direction, nor goods, nor interval plainly fails. It meets the reading that testing the direction of any
    /// provision of the drawer meets.
    pub(super) fn gather(
        &self,
        sets: &Sets,
        view: &View<'_, '_>,
        facing: &mut Facing,
        places: &mut Vec<u32>,
    ) {
        places.clear();
        let Some(drawer) = self.drawers.get(drawer_of(view.act.verb, view.act.object.kind())) else { return };
        let Some(runs) = self.runs.get(drawer.runs.clone()) else { return };
        if drawer.asks_coming {
            facing.coming(view);
        }
        if drawer.asks_going {
            facing.going(view);
        }
        let mut look = |runs: &[Run]| {
            for run in runs {
                let faces =
                    run.direction.is_none_or(|direction| facing.truth(view, direction) != Truth::False);
                if faces {
                    self.in_force(run, view, places);
                }
            }
        };
        look(filed_under(runs, WHATEVER));
        if let Some(line) = view.goods() {
            match &line.hs {
                None => look(filed_under(runs, ANY_SET)),
                Some(code) => {
                    let digits = code.digits();
                    for length in [2, 4, 6].into_iter().filter(|length| *length <= digits.len()) {
                        look(filed_under(runs, filing(code.truncated(length))));
                    }
                    look(below(runs, digits));
                    for set in stated(view).filter_map(|id| sets.number(id)) {
                        look(filed_under(runs, SET | set));
                    }
                }
            }
        }
        places.sort_unstable();
        places.dedup();
    }

    /// The provisions of a run in force on some day that they may be tested on: the day of the act, or another date given.
    fn in_force(&self, run: &Run, view: &View<'_, '_>, places: &mut Vec<u32>) {
        let Some(intervals) = self.intervals.get(run.intervals.clone()) else { return };
        match view.day() {
            None => places.extend(intervals.iter().map(|interval| interval.place)),
            Some(day) => {
                for day in view.act.dates.values().chain([&day]) {
                    holding(intervals, day_number(*day), &mut |place| places.push(place));
                }
            }
        }
    }
}

fn drawer_of(verb: Verb, object: ObjectKind) -> usize {
    verb as usize * ObjectKind::ALL.len() + object as usize
}

fn kinds() -> impl Iterator<Item = (usize, Verb, ObjectKind)> {
    let pairs = Verb::ALL.iter().flat_map(|verb| ObjectKind::ALL.iter().map(|object| (*verb, *object)));
    pairs.enumerate().map(|(number, (verb, object))| (number, verb, object))
}

/// A heading's digits as a number under which all headings below it follow it.
fn filing(digits: &str) -> u32 {
    let padded = digits.bytes().chain(std::iter::repeat(b'0')).take(6);
    let number = padded.fold(0, |number, digit| number * 10 + u32::from(digit.saturating_sub(b'0')));
    number * 8 + u32::try_from(digits.len()).unwrap_or_default()
}

fn filed_under(runs: &[Run], filed: u32) -> &[Run] {
    between(runs, filed, filed + 1)
}

/// What is filed under the headings that are longer than a code and begin with it.
fn below<'i>(runs: &'i [Run], digits: &str) -> &'i [Run] {
    let span = match digits.len() {
        2 => 10_000,
        4 => 100,
        _ => return &[],
    };
    let own = filing(digits);
    between(runs, own + 1, (own / 8 + span) * 8)
}

fn between(runs: &[Run], first: u32, end: u32) -> &[Run] {
    let start = runs.partition_point(|run| run.filed < first);
    let rest = runs.get(start..).unwrap_or_default();
    // Few are alike: counting on is shorter than searching again.
    let count = rest.iter().take_while(|run| run.filed < end).count();
    rest.get(..count).unwrap_or_default()
}

/// The facts that a line, its act or its ship states as so.
fn stated<'a>(view: &View<'a, '_>) -> impl Iterator<Item = &'a str> {
    let object: Option<&Facts> = match &view.act.object {
        Object::Goods(_) => view.goods().map(|line| &line.facts),
        _ => None,
    };
    let ship = view.act.ship.as_ref().map(|ship| &ship.facts);
    let facts = [object, Some(&view.act.facts), ship].into_iter().flatten().flatten();
    facts.filter(|(_, said)| **said == Said::Yes).map(|(id, _)| id.as_str())
}
