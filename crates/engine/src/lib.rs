//! The one door: a whole dealing brought together with the law.
//!
//! The law decides on facts. This crate makes facts of what users have: parties and ships compared with the designations,
//! reviewers' decisions, holdings, approvals with their lines, ledgers of quotas. Lists, reviews and editions enter as values; nothing here reads a file, a clock or a
//! network, so the same values give the same answer, byte for byte.
//!
//! Only designations made under the regime decide. Other lists give alerts beside the determination, and change nothing in it.

mod answer;
mod approval;
mod asking;
mod compare;
mod complete;
mod desk;
mod holding;
mod listing;
mod moves;
mod packing;
mod party;
mod review;
mod sight;

use std::sync::Arc;

use sight::Lookout;

use interdict_regime::{Clocks, Compiled, Dealing, Determination, Ledger};

pub use answer::{
    Alert, Answer, Ask, BalanceUsed, Inputs, LineGroup, ListUsed, Records, ask_once, group_lines,
};
pub use approval::{
    Amount, Approval, ApprovalFault, ApprovalUse, Approvals, Covered, Draw, Item, NotCovered, Why,
};
pub use compare::{Candidate, Comparison, Found, Taken};
pub use complete::Completed;
pub use desk::{BadRecord, Desk, UnknownMeasure, records};
pub use holding::{Chain, Holding, Link, Ownership};
pub use listing::Listing;
pub use moves::Move;
pub use packing::{
    ApplicationAsks, ExemptionDue, LineClass, ListLine, OpenQuestion, PackingError, PackingList, PackingRow,
    ProvisionInTheWay, RefusedRow, Shipment,
};
pub use party::{BadBirthDate, country, party_of};
pub use review::{Decision, Idle, IdleReview, Review};

/// A compiled law and a desk: everything that an answer is made with.
pub struct Engine {
    law: Arc<Compiled>,
    desk: Desk,
    ledger: Ledger,
    inputs: Inputs,
    lookout: Lookout,
}

impl Engine {
    /// Joins a law with a desk.
    ///
    /// # Errors
    /// A measure that the law's files name and no list that decides carries: then a fact would never be stated.
    pub fn new(law: Arc<Compiled>, mut desk: Desk) -> Result<Engine, UnknownMeasure> {
        desk.check(law.regime())?;
        let inputs = desk.inputs(law.profile());
        let ledger = Ledger::published(law.regime()).with(desk.deliveries.iter().cloned());
        let lookout = Lookout::new(&mut desk);
        Ok(Engine { law, desk, ledger, inputs, lookout })
    }

    /// The whole answer to a dealing.
    ///
    /// # Errors
    /// A birth date that cannot be read.
    pub fn examine(&self, dealing: &Dealing) -> Result<Answer, BadBirthDate> {
        let completed = self.complete(dealing)?;
        let determination = self.law.determine(&completed.dealing);
        Ok(self.answer(completed, determination))
    }

    /// Puts an answer together from a completed dealing and what the law makes of it, by whichever evaluator.
    pub fn answer(&self, completed: Completed, mut determination: Determination) -> Answer {
        determination.not_examined.extend(completed.not_compared);
        determination.not_examined.sort();
        determination.not_examined.dedup();
        Answer {
            line_groups: answer::group_lines(&determination.lines),
            asks: answer::ask_once(&determination.questions),
            compared: completed.compared,
            alerts: completed.alerts,
            ownership: completed.ownership,
            approvals: completed.approvals,
            balances: completed.balances,
            inputs: self.inputs.clone(),
            determination,
        }
    }

    /// The reviewers' decisions that have no effect, since whom they name is not on the lists compared.
    pub fn idle_reviews(&self) -> Vec<IdleReview> {
        let compared: Vec<&Listing> = self.desk.deciding.iter().chain(&self.desk.alerting).collect();
        review::idle(&self.desk.reviews, &compared, self.clocks().known)
    }

    /// The law.
    pub fn law(&self) -> &Arc<Compiled> {
        &self.law
    }

    /// What stands beside the law.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The law's clocks.
    pub fn clocks(&self) -> Clocks {
        self.law.clocks()
    }
}
