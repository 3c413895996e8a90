//! What the user brings beside the law: lists held, the house's profile, reviewers' decisions, holdings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use interdict_engine::{Approvals, Desk, Engine, Idle, Listing, Review, records};
use interdict_lists::{Designations, Edition, Entry};
use interdict_regime::{Clocks, Compiled, Profile, Regime, SourceFile};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::command::check::reading;
use crate::command::lists::{ListsError, embedded, published, shelf, unpublished};
use crate::command::screen::score;
use crate::deliveries;
use crate::failure::Failure;

/// Options of whatever puts whole dealings to the law.
#[derive(Args)]
pub(crate) struct HouseArguments {
    /// Fix a reading of the law, as coal-scope=narrow
    #[arg(long = "reading", value_name = "NAME=OPTION", value_parser = reading)]
    readings: Vec<(String, String)>,
    /// The house's profile: its threshold, and the readings it has fixed (TOML)
    #[arg(long, value_name = "FILE", env = "INTERDICT_PROFILE")]
    profile: Option<PathBuf>,
    /// The score from which a name is a candidate [default: the profile's, or 0.70]
    #[arg(long, value_name = "SCORE", value_parser = score)]
    threshold: Option<f64>,
    /// Reviewers' decisions about matches, one JSON object a line
    #[arg(long, value_name = "FILE", env = "INTERDICT_REVIEWS")]
    reviews: Option<PathBuf>,
    /// Who holds whom, one JSON object a line
    #[arg(long, value_name = "FILE", env = "INTERDICT_HOLDINGS")]
    holdings: Option<PathBuf>,
    /// The approvals on file, and what was drawn on them (TOML)
    #[arg(long, value_name = "FILE", env = "INTERDICT_APPROVALS")]
    approvals: Option<PathBuf>,
    /// Your own deliveries under caps, beside what the Committee published: CSV with a heading, or one JSON object a line
    #[arg(long, value_name = "FILE", env = "INTERDICT_LEDGER")]
    ledger: Option<String>,
    /// Where editions of lists are kept [default: interdict/lists in the user's data directory]
    #[arg(long, env = "INTERDICT_LISTS", value_name = "DIRECTORY")]
    shelf: Option<PathBuf>,
}

/// Options of whatever examines a whole dealing.
#[derive(Args)]
pub(crate) struct DeskArguments {
    #[command(flatten)]
    house: HouseArguments,
    /// Give alerts of this list only; several times for several [default: every list held]
    #[arg(long = "list", value_name = "LIST")]
    lists: Vec<String>,
}

/// A law joined with what the user brings beside it.
pub(crate) struct Joined {
    pub(crate) engine: Engine,
    /// How many entries of the approvals were refused, and told.
    pub(crate) refused: usize,
    /// Where each review stands in its file.
    review_lines: Vec<usize>,
}

/// The house's profile.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProfileFile {
    threshold: Option<f64>,
    readings: BTreeMap<String, String>,
}

impl DeskArguments {
    /// Joins the law with everything named.
    pub(crate) fn join(&self, regime: Regime, clocks: Clocks) -> Result<Joined, Failure> {
        let joined = self.house.join(Arc::new(regime), clocks, Some(&self.lists))?;
        self.house.say_idle(&joined)?;
        Ok(joined)
    }
}

impl HouseArguments {
    /// Joins two states of the law with everything named, to be asked what each decides: without lists that only alert.
    pub(crate) fn engines(
        &self,
        before: (Arc<Regime>, Clocks),
        after: (Arc<Regime>, Clocks),
    ) -> Result<(Engine, Engine), Failure> {
        let before = self.join(before.0, before.1, None)?;
        let after = self.join(after.0, after.1, None)?;
        // Before, many were not listed yet.
        self.say_idle(&after)?;
        Ok((before.engine, after.engine))
    }

    /// Joins the law with everything named, and with the lists named to give alerts: every list held if none is.
    fn join(
        &self,
        regime: Arc<Regime>,
        clocks: Clocks,
        alerts: Option<&[String]>,
    ) -> Result<Joined, Failure> {
        let mut house: ProfileFile = match &self.profile {
            Some(path) => toml::from_str(&read(path)?).map_err(|error| Failure::Refused {
                place: path.display().to_string(),
                problem: error.to_string().trim_end().to_owned(),
                mend: Some("a profile has `threshold` and a table `[readings]`".to_owned()),
            })?,
            None => ProfileFile::default(),
        };
        if let Some(threshold) = house.threshold {
            score(&threshold.to_string()).map_err(|problem| Failure::Usage {
                problem: format!("the profile's threshold is {threshold}: {problem}"),
                mend: Some("write it as 0.70".to_owned()),
            })?;
        }
        house.readings.extend(self.readings.iter().cloned());
        let designations = embedded()?;
        let listing = Listing::of_designations(&designations, regime.reference(), clocks.known);
        let (newer, alerting) = self.lists(&regime, clocks.known, (&designations, &listing), alerts)?;
        let mut desk = Desk::new(listing);
        desk.deciding.extend(newer);
        desk.alerting = alerting;
        if let Some(threshold) = self.threshold.or(house.threshold) {
            desk.threshold = threshold;
        }
        let review = "a review has name, list, reference, decision (same or different), by and on";
        let review_lines: Vec<usize>;
        let mut refused = 0;
        (review_lines, desk.reviews) = read_records(self.reviews.as_deref(), review)?;
        let holding = "a holding has holder, held and percent";
        (_, desk.holdings) = read_records(self.holdings.as_deref(), holding)?;
        if let Some(path) = &self.approvals {
            (desk.approvals, refused) = approvals(path, &regime)?;
        }
        if let Some(path) = &self.ledger {
            desk.deliveries = deliveries::all(path, &regime)?;
        }
        let law = Compiled::new(regime, clocks, Profile { readings: house.readings })?;
        let engine = Engine::new(Arc::new(law), desk).map_err(|error| Failure::Usage {
            problem: error.to_string(),
            mend: miette::Diagnostic::help(&error).map(|help| help.to_string()),
        })?;
        Ok(Joined { engine, refused, review_lines })
    }

    /// Says which reviewers' decisions have no effect. A list that is not even held is a mistake: whoever was dismissed there
    /// would be looked at again, and whoever was recognised would not be.
    fn say_idle(&self, Joined { engine, review_lines: lines, .. }: &Joined) -> Result<(), Failure> {
        let Some(path) = self.reviews.as_deref().map(Path::display) else { return Ok(()) };
        let mut apart: BTreeMap<&str, usize> = BTreeMap::new();
        for idle in engine.idle_reviews() {
            let (Some(review), Some(line)) = (engine.desk().reviews.get(idle.at), lines.get(idle.at)) else {
                continue;
            };
            let meant = match idle.why {
                Idle::Reference(meant) => meant,
                Idle::List => {
                    // The shelf is asked once for each list.
                    if !apart.contains_key(review.list.as_str()) {
                        let held = shelf(self.shelf.as_deref())?.lists().map_err(ListsError::from)?;
                        if !held.contains(&review.list) {
                            return Err(unknown_list(engine, &held, review, format!("{path}:{line}")));
                        }
                    }
                    *apart.entry(&review.list).or_default() += 1;
                    continue;
                }
            };
            let mend = match meant {
                Some((list, reference)) => format!("did you mean `{reference}` of {list}?"),
                None => "mend the reference, or take the decision out if the entry was taken off the list"
                    .to_owned(),
            };
            eprintln!(
                "without effect: {path}:{line}: the decision on `{}` by {} on {} names `{}`, and nobody on {} as \
                 compared has that reference ({mend})",
                review.name, review.by, review.on, review.reference, review.list
            );
        }
        for (list, count) in apart {
            eprintln!(
                "without effect: {count} of the decisions in {path}: {list} is held and not compared here"
            );
        }
        Ok(())
    }

    /// The lists held, as far as they decide and as far as they give alerts.
    fn lists(
        &self,
        regime: &Regime,
        known: Date,
        own: (&Designations, &Listing),
        alerts: Option<&[String]>,
    ) -> Result<(Vec<Listing>, Vec<Listing>), Failure> {
        let beside = &regime.about().designated.beside;
        let deciding: Vec<&str> = beside.iter().map(|beside| beside.list.as_str()).collect();
        let (mut newer, mut alerting) = (Vec::new(), Vec::new());
        for Held { list, edition, entries } in held(alerts, &deciding, self.shelf.as_deref(), known)? {
            let (words, day) = (published(&edition), edition.published());
            let mut others: Vec<&Entry> = entries.iter().collect();
            for beside in beside.iter().filter(|beside| beside.list == list) {
                newer.push(Listing::beside(beside, &*words, entries.iter(), own, day, regime.reference()));
                // What the section holds decides, and does not alert besides.
                others.retain(|entry| !entry.lists.contains(&beside.section));
            }
            if alerts.is_some_and(|named| named.is_empty() || named.contains(&list)) {
                alerting.push(Listing::of_entries(&list, words, others.into_iter(), regime.reference()));
            }
        }
        newer.retain(|listing| !listing.is_empty());
        Ok((newer, alerting))
    }
}

/// A list from the shelf.
struct Held {
    list: String,
    edition: Edition,
    entries: Vec<Entry>,
}

/// The lists that decide and those named to give alerts, or all there are if none is, in the editions that were published by a day.
fn held(
    alerts: Option<&[String]>,
    deciding: &[&str],
    directory: Option<&Path>,
    known: Date,
) -> Result<Vec<Held>, Failure> {
    let shelf = shelf(directory)?;
    let mut lists = shelf.lists().map_err(ListsError::from)?;
    let named = alerts.unwrap_or_default();
    if alerts.is_none() || !named.is_empty() {
        lists.retain(|list| deciding.contains(&list.as_str()) && !named.contains(list));
        lists.extend_from_slice(named);
    }
    let mut held = Vec::new();
    for list in lists {
        match shelf.published_by(&list, known).map_err(ListsError::from)? {
            Some(edition) => {
                let entries = shelf.entries(&list, &edition).map_err(ListsError::from)?;
                held.push(Held { list, edition, entries });
            }
            None if !named.contains(&list) => {
                eprintln!("not compared with: {list}, of which no edition held was published by {known}");
            }
            None => return Err(unpublished(&list, known)),
        }
    }
    Ok(held)
}

/// The approvals of a file, and how many of its entries were refused and told.
fn approvals(path: &Path, regime: &Regime) -> Result<(Approvals, usize), Failure> {
    let file = SourceFile { path: path.display().to_string(), text: read(path)? };
    let (approvals, faults) = Approvals::read(&file, regime).map_err(|fault| Failure::Refused {
        place: format!("{}:{}", fault.file, fault.line),
        problem: fault.problem,
        mend: Some(fault.mend),
    })?;
    for fault in &faults {
        eprintln!("refused: {fault} ({})", fault.mend);
    }
    Ok((approvals, faults.len()))
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(Failure::unreadable(path.display()))
}

/// The lines and the records of a file, if there is one.
fn read_records<T: DeserializeOwned>(
    path: Option<&Path>,
    mend: &str,
) -> Result<(Vec<usize>, Vec<T>), Failure> {
    let Some(path) = path else { return Ok((Vec::new(), Vec::new())) };
    let read = records(&path.display().to_string(), &read(path)?, mend);
    let read = read.map_err(|error| Failure::Refused {
        place: format!("{}:{}", error.file, error.line),
        problem: error.problem,
        mend: Some(error.mend),
    })?;
    Ok(read.into_iter().unzip())
}

fn unknown_list(engine: &Engine, held: &[String], review: &Review, place: String) -> Failure {
    let desk = engine.desk();
    let compared = desk.deciding.iter().chain(&desk.alerting).map(Listing::list);
    let known: BTreeSet<&str> = compared.chain(held.iter().map(String::as_str)).collect();
    let known = known.into_iter().collect::<Vec<_>>().join(", ");
    Failure::Refused {
        place,
        problem: format!(
            "the decision on `{}` names the list `{}`, which is not held",
            review.name, review.list
        ),
        mend: Some(format!("name one of {known}, or take the list in with `interdict lists`")),
    }
}
