//! The law compiled for its clocks: the fast evaluator, which must agree with the naive one.
//!
//! Everything that hangs on the law alone is worked out once: which provisions are about a verb with a kind of object, which
//! way, under which heading and in which interval; what supersedes them; what their words name. A dealing then meets only the
//! provisions that may reach it. What a single test of the facts finds is shared with [`crate::evaluate`]; selection,
//! composition and the way through the readings of the law are written here a second time, so that comparing the two
//! evaluators means something. `docs/decisions/002-two-evaluators.md` says why.

mod condition;
mod current;
mod explore;
mod goods;
mod index;
mod lookup;
mod readings;
mod room;
mod rule;
mod timeline;
mod turns;
mod workspace;

use std::sync::Arc;

use crate::dealing::Dealing;
use crate::determination::{Class, Determination, Outcome, UnknownReading, assemble};
use crate::evaluate::{Clocks, Profile};
use crate::regime::Regime;
use explore::Tried;
use goods::Sets;
use index::{Filed, Index};
use lookup::Lookup;
use readings::{Choice, Declared};
use rule::{Exemption, Rule};
use turns::Turns;

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
        assemble(&Lookup::new(self), dealing)
    }
}
