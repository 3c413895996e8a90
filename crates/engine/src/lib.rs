//! The one door: a whole dealing brought together with the law.
//!
//! The law decides on facts. This crate makes facts of what users have: parties and ships compared with the designations,
//! approvals with their lines, holdings, ledgers of quotas. Lists, reviews and editions enter as values; nothing here reads
//! a file, a clock or a network.

mod approval;
mod packing;

pub use approval::{
    Amount, Approval, ApprovalFault, ApprovalUse, Approvals, Covered, Draw, Item, NotCovered, Why,
};
pub use packing::{
    ApplicationAsks, ExemptionDue, LineClass, ListLine, OpenQuestion, PackingError, PackingList, PackingRow,
    ProvisionInTheWay, RefusedRow, Shipment, packing_list,
};
