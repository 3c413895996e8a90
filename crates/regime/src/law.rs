//! The law as the regime files state it: instruments, provisions, exceptions, goods, quotas, readings.
//!
//! These types *are* the file format: what a lawyer writes in `regimes/` deserializes into them, and the
//! JSON Schema for editors is made from them. [`crate::Regime`] is what they become once loaded and checked.

mod aid;
mod condition;
mod confidence;
mod event;
mod goods;
mod instrument;
mod ledger;
mod overlay;
mod paragraph;
mod provision;
mod quota;
mod subject;
mod text;
mod treaty;

pub use aid::{Aid, Application, ApplicationPart, ListColumn};
pub use condition::{
    Condition, CountryTest, DateTest, FindingTest, PartyTest, PlaceTest, StateRole, ValueTest,
};
pub use confidence::{Confidence, Standing};
pub use event::{Event, EventConfidence, EventKind, LaunchOutcome, Magnitude};
pub use goods::{
    CodeGroup, FactDeclaration, FactOf, FindingDeclaration, GoodsSet, PlaceDeclaration, Reading,
    ReadingOption, WhenAbsent,
};
pub use instrument::{Instrument, InstrumentConfidence, Vote};
pub use ledger::LedgerEntry;
pub use overlay::{CapChange, Excepting, Lifting, OverlayFile, OverlayHeader, Suspension};
pub use paragraph::{Account, Accounted, NotAParagraph, Paragraphs};
pub use provision::{Addressee, Direction, Duty, Exception, Norm, Provision, Step, StepTiming, ThanBefore};
pub use quota::{Factor, Measure, Notices, Quota, QuotaPeriod, Recurrence};
pub use subject::Subject;
pub use text::Text;
pub use treaty::{
    EntryIntoForce, TreatyCount, TreatyFile, TreatyHeader, TreatyNotice, TreatyObligation, TreatyState,
    TreatyStateConfidence, TreatyWithdrawal, WithdrawalReading,
};
