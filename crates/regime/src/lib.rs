//! The law and its vocabulary: a sanctions regime as dated, paragraph-cited rules, and what they make of a dealing.
//!
//! A [`Regime`] is loaded once from the files of `regimes/`. A [`Dealing`] holds the facts. [`Regime::determine`] brings
//! them together into a [`Determination`]: an outcome with the paragraphs that decide it, what was excepted and why not,
//! what is missing, and what was assumed.
//!
//! ```
//! use interdict_regime::{Clocks, Dealing, Outcome, Profile, Regime, read_folder};
//!
//! let files = read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
//! let regime = Regime::load("un-1718", &files)?;
//! let dealing = Dealing::from_json(r#"{"hs": "2701", "from": "KP", "to": "CN", "date": "2017-11-15"}"#, &regime)?;
//! let clocks = Clocks { on: None, known: jiff::civil::date(2026, 11, 21) };
//!
//! let determination = regime.determine(&dealing, clocks, &Profile::default())?;
//! assert_eq!(determination.outcome, Outcome::Prohibited);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Limits
//!
//! It answers for the instruments it holds and nothing else: not for national law, which may forbid more. It never says
//! that a dealing is cleared.

mod assess;
mod chronicle;
mod compiled;
mod country;
mod coverage;
mod dates;
mod dealing;
mod determination;
mod difference;
mod evaluate;
mod hs;
mod interview;
pub mod law;
mod ledger;
mod load;
mod overlay;
mod quantity;
mod reference;
mod regime;
mod schema;
mod survey;
mod tariff;
mod timeline;
mod treaty;
mod truth;
mod vocabulary;

pub use assess::{Assessment, Breach, Conduct, NextStep, TreatyBreach, Without};
pub use chronicle::Happening;
pub use compiled::{Compiled, Current, Ruling, Workspace};
pub use country::CountryCode;
pub use coverage::{Coverage, CoverageRow, CoverageState};
pub use dates::parse_day;
pub use dealing::{
    Act, Answer, BadDealing, Balance, CountryFact, Dealing, Facts, Field, FieldRef, Figure, Finding,
    GoodsLine, Location, Object, Particulars, Party, Person, Said, Ship, Thing,
};
pub use determination::{
    Appealed, Assumption, Class, Derivation, Determination, DutyOwed, Editions, ExceptionTried, LineOutcome,
    NotExamined, Outcome, ProvisionApplied, Question, ReadingTaken, Reservation, RouteOpen, StepDue,
    UnknownReading,
};
pub use difference::{
    Change, ChangeKind, Difference, HeadingsChange, Law, LawSaid, Moved, SubjectChange, difference,
};
pub use evaluate::{Clocks, Profile, Proof};
pub use hs::{HsCode, HsTest, NotAnHsCode};
pub use interview::{Asked, BadReply, Completes, Interview, Reply, StandsNow, Topic, Understood, Until};
pub use ledger::{BadEntry, BalanceSheet, Beside, Conversion, Entry, Ledger, LeftOut, Whose, Why};
pub use load::{LoadError, Refusal, SourceFile, read_folder};
pub use quantity::{BadQuantity, Money, Quantity, Unit};
pub use reference::{HsExistence, Reference};
pub use regime::{
    About, Authority, Designated, EventsFile, FactsFile, GoodsFile, InstrumentFile, LedgerFile, ListedBeside,
    PlacesFile, QuotasFile, ReadingsFile, Regime, SubjectsFile,
};
pub use schema::{SCHEMAS, schema};
pub use survey::Standing;
pub use tariff::{Heading, Measure, Reached, Way};
pub use timeline::{Happened, Lane, Span, Strength, Timeline};
pub use treaty::{Bound, BoundReading, MissingState, Totals, Treaty, TreatyStatus};
pub use truth::Truth;
pub use vocabulary::{DateKind, ObjectKind, PartyKind, Role, Verb};
