//! The law compiled for its clocks: the fast evaluator, which must agree with the naive one.
//!
//! Everything that hangs on the law alone is worked out once: which provisions are about a verb with a kind of object, which
//! way, under which heading and in which interval; what supersedes them; what their words name. A dealing then meets only the
//! provisions that may reach it. What a single test of the facts finds is shared with [`crate::evaluate`]; selection,
//! composition and the way through the readings of the law are written here a second time, so that comparing the two
//! evaluators means something. `docs/decisions/002-two-evaluators.md` says why.

mod condition;
mod current;
mod goods;
mod index;
mod readings;
mod room;
mod rule;
mod timeline;
mod turns;
mod workspace;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::dealing::{Answer, Dealing, FieldRef};
use crate::determination::{Class, Determination, Outcome, UnknownReading, assemble};
use crate::evaluate::{Bounds, Clocks, Evaluator, Profile, Undecided, View, Weight, candidates, sign};
use crate::regime::Regime;
use crate::truth::Truth;
use goods::Sets;
use index::{Facing, Filed, Index};
use readings::{Choice, Declared, Taken};
use rule::{Exemption, Rule};
use turns::Turns;
use workspace::At;

pub use current::Current;
pub use workspace::Workspace;

/// A regime compiled for a pair of clocks and a profile: the same answers as [`Regime::determine`], sooner.
///
/// ```
/// use std::sync::Arc;
/// use interdict_regime::{Clocks, Compiled, Dealing, Outcome, Profile, Regime, Workspace, read_folder};
///
/// let files = read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
/// let regime = Arc::new(Regime::load("un-1718", &files)?);
/// let clocks = Clocks { on: None, known: jiff::civil::date(2026, 11, 21) };
/// let compiled = Compiled::new(Arc::clone(&regime), clocks, Profile::default())?;
///
/// let dealing = Dealing::from_json(r#"{"hs": "2701", "from": "KP", "to": "CN", "date": "2017-11-15"}"#, &regime)?;
/// let mut workspace = Workspace::new();
/// let ruling = compiled.outcome(&dealing, &mut workspace);
/// assert_eq!(ruling.outcome(), Outcome::Prohibited);
/// assert!(ruling.cites().any(|cite| cite == "2371:8"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Compiled {
    regime: Arc<Regime>,
    clocks: Clocks,
    profile: Profile,
    readings: Declared,
    fixed: Vec<Choice>,
    sets: Sets,
    /// By place in the regime; none for what does not concern dealings or is not known yet.
    rules: Vec<Option<Rule>>,
    exemptions: Vec<Exemption>,
    index: Index,
    turns: Turns,
    /// By place in the regime.
    cites: Vec<String>,
}

/// What a dealing comes out as, and by which provisions: the answer without its derivation.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'w> {
    outcome: Outcome,
    contested: bool,
    decided_by: &'w [u32],
    compiled: &'w Compiled,
}

impl Ruling<'_> {
    /// The worst over the readings of the law that the profile leaves open.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// The outcome's class.
    pub fn class(&self) -> Class {
        self.outcome.class()
    }

    /// Whether readings of the law lead to different outcomes.
    pub fn contested(&self) -> bool {
        self.contested
    }

    /// The ids of the provisions that decide the lines of that outcome, in order of the law.
    pub fn decided_by(&self) -> impl Iterator<Item = &str> {
        let places = self.decided_by.iter().filter_map(|place| usize::try_from(*place).ok());
        places.filter_map(|place| Some(self.compiled.regime.provisions.get(place)?.provision.id.as_str()))
    }

    /// Their paragraphs, such as `2375:16`.
    pub fn cites(&self) -> impl Iterator<Item = &str> {
        let places = self.decided_by.iter().filter_map(|place| usize::try_from(*place).ok());
        places.filter_map(|place| Some(self.compiled.cites.get(place)?.as_str()))
    }
}

/// Which rules are tried: those that the index gives for every line, or some alone.
#[derive(Clone, Copy)]
enum Tried<'u> {
    Indexed,
    Undecided(&'u Undecided),
}

impl Compiled {
    /// Compiles a regime.
    ///
    /// # Errors
    /// A reading in the profile that the regime does not have.
    pub fn new(regime: Arc<Regime>, clocks: Clocks, profile: Profile) -> Result<Compiled, UnknownReading> {
        regime.check_profile(&profile)?;
        let known = clocks.known;
        let sets = Sets::of(&regime);
        let adopted = |instrument: usize| {
            regime.instruments.get(instrument).is_some_and(|instrument| instrument.adopted <= known)
        };
        let exemptions: Vec<_> = regime
            .exemptions()
            .filter(|loaded| adopted(loaded.instrument))
            .map(|loaded| &loaded.provision)
            .enumerate()
            .collect();
        let rules: Vec<Option<Rule>> = regime
            .provisions
            .iter()
            .map(|loaded| {
                let concerns = loaded.provision.concerns_dealings() && adopted(loaded.instrument);
                concerns.then(|| Rule::new(&loaded.provision, &regime, known, &sets, &exemptions))
            })
            .collect();
        let filed = regime.provisions.iter().zip(&rules).zip(0..).filter_map(|((loaded, rule), place)| {
            let provision = &loaded.provision;
            rule.as_ref()?;
            let set = provision.goods.as_ref().and_then(|set| sets.number(set));
            let goods = set.map(|set| (set, sets.codes(set).collect()));
            let end = regime.end_of(&provision.id, provision.until, known);
            Some(Filed { place, provision, end, goods })
        });
        let index = Index::new(filed);
        let cites =
            regime.provisions().map(|(provision, header)| format!("{}:{}", header.id, provision.cite));
        let readings = Declared::of(&regime);
        Ok(Compiled {
            fixed: readings.fixed(&profile),
            readings,
            exemptions: exemptions
                .iter()
                .map(|(_, exemption)| Exemption::new(exemption, &regime, known, &sets))
                .collect(),
            cites: cites.collect(),
            index,
            turns: Turns::default(),
            rules,
            sets,
            clocks,
            profile,
            regime,
        })
    }

    /// The law that was compiled.
    pub fn regime(&self) -> &Arc<Regime> {
        &self.regime
    }

    /// The clocks it was compiled for.
    pub fn clocks(&self) -> Clocks {
        self.clocks
    }

    /// The profile it was compiled for.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// What a dealing comes out as, and by which provisions. Nothing is allocated once the workspace has grown.
    pub fn outcome<'w>(&'w self, dealing: &Dealing, workspace: &'w mut Workspace) -> Ruling<'w> {
        workspace.ready(self);
        let mut outcome = Outcome::NoProhibitionFound;
        self.explore(dealing, Tried::Indexed, workspace, &mut |workspace| {
            let found = || workspace.found.iter().map(|(place, bounds)| (*place, Outcome::of(*bounds)));
            let here = found().map(|(_, outcome)| outcome).max().unwrap_or(Outcome::NoProhibitionFound);
            workspace.results.push(here, &workspace.choices);
            // The worst reading speaks; of equals the first in order.
            let first = workspace.spoken.is_empty();
            let sooner = || self.readings.order(&workspace.choices, &workspace.spoken).is_lt();
            if first || here > outcome || (here == outcome && sooner()) {
                outcome = here;
                workspace.spoken.clone_from(&workspace.choices);
                workspace.decided_by.clear();
                let deciding = found().filter(|(_, one)| *one == here && here != Outcome::NoProhibitionFound);
                workspace.decided_by.extend(deciding.map(|(place, _)| place));
            }
        });
        workspace.decided_by.sort_unstable();
        workspace.decided_by.dedup();
        let contested = workspace.results.contested(&self.readings, &workspace.spoken);
        Ruling { outcome, contested, decided_by: &workspace.decided_by, compiled: self }
    }

    /// Determines what binds a dealing: the very answer of [`Regime::determine`] under the same clocks and profile.
    pub fn determine(&self, dealing: &Dealing) -> Determination {
        assemble(&Lookup { compiled: self, workspace: RefCell::default() }, dealing)
    }

    /// Evaluates the dealing under every assignment of the readings that it meets and the profile leaves open.
    fn explore(
        &self,
        dealing: &Dealing,
        tried: Tried<'_>,
        workspace: &mut Workspace,
        settle: &mut dyn FnMut(&mut Workspace),
    ) {
        self.evaluate(dealing, tried, workspace);
        let unfixed = |(met, choice): (&Cell<bool>, &Choice)| met.get() && choice.is_none();
        let Some(reading) = workspace.met.iter().zip(&workspace.choices).position(unfixed) else {
            return settle(workspace);
        };
        // A reading was met that nothing fixes: fix it each way and look again.
        for option in 0..self.readings.options(reading).len() {
            self.fix(workspace, reading, Some(option));
            self.explore(dealing, tried, workspace, settle);
        }
        self.fix(workspace, reading, None);
    }

    fn fix(&self, workspace: &mut Workspace, reading: usize, option: Choice) {
        if let Some(choice) = workspace.choices.get_mut(reading) {
            *choice = option;
        }
    }

    /// Tries the rules on every line under one assignment of readings; what weighs something is left in `found`.
    fn evaluate(&self, dealing: &Dealing, tried: Tried<'_>, workspace: &mut Workspace) {
        let Workspace { choices, met, memo, places, found, .. } = workspace;
        met.iter().for_each(|met| met.set(false));
        memo.drawn.get_mut().clear();
        found.clear();
        let taken = Taken { declared: &self.readings, choices, met };
        for (act_index, act) in dealing.acts.iter().enumerate() {
            for line in 0..act.lines() {
                let wanted = match tried {
                    Tried::Indexed => None,
                    Tried::Undecided(undecided) => {
                        Some(undecided.range((act_index, line, 0)..=(act_index, line, usize::MAX)))
                    }
                };
                let view = View {
                    regime: &self.regime,
                    dealing,
                    act,
                    act_index,
                    line,
                    clocks: self.clocks,
                    readings: &taken,
                    suppose_shown: false,
                    terse: true,
                };
                let untouched = index::any(&view, sign::of_nexus(&view)) == Truth::False;
                if untouched || wanted.as_ref().is_some_and(|wanted| wanted.clone().next().is_none()) {
                    continue;
                }
                let mut facing = Facing::default();
                match wanted {
                    None => self.index.gather(&self.sets, &view, &mut facing, places),
                    Some(wanted) => {
                        places.clear();
                        places.extend(wanted.filter_map(|(.., place)| u32::try_from(*place).ok()));
                    }
                }
                memo.next_line();
                let at = At { view, compiled: self, memo, facing: Cell::new(facing) };
                for place in places.iter() {
                    let rule = usize::try_from(*place).ok().and_then(|place| self.rules.get(place)?.as_ref());
                    let Some(rule) = rule.filter(|rule| !rule.silent) else { continue };
                    let bounds = rule.bounds(&at);
                    if bounds != Bounds::NOTHING {
                        found.push((*place, bounds));
                    }
                }
            }
        }
    }
}

/// The evaluator that looks provisions up in the index, for one dealing.
struct Lookup<'c> {
    compiled: &'c Compiled,
    workspace: RefCell<Workspace>,
}

impl Evaluator for Lookup<'_> {
    fn regime(&self) -> &Regime {
        &self.compiled.regime
    }

    fn clocks(&self) -> Clocks {
        self.compiled.clocks
    }

    fn profile(&self) -> &Profile {
        &self.compiled.profile
    }

    fn places(&self, view: &View<'_, '_>) -> Vec<usize> {
        let mut places = Vec::new();
        self.compiled.index.gather(&self.compiled.sets, view, &mut Facing::default(), &mut places);
        places.into_iter().filter_map(|place| usize::try_from(place).ok()).collect()
    }

    fn candidates(&self, dealing: &Dealing, at: &FieldRef) -> Vec<Answer> {
        let known = self.compiled.clocks.known;
        self.compiled.turns.of(dealing, at, || candidates(self.regime(), dealing, known, at))
    }

    fn weigh(&self, dealing: &Dealing, undecided: &Undecided) -> Weight {
        let mut workspace = self.workspace.borrow_mut();
        workspace.ready(self.compiled);
        let mut weight = Weight::NOTHING;
        self.compiled.explore(dealing, Tried::Undecided(undecided), &mut workspace, &mut |workspace| {
            let weights = workspace.found.iter().map(|(_, bounds)| Weight::of_bounds(*bounds));
            weight = weights.fold(weight, Weight::worse);
        });
        weight
    }
}
