//! An aid agency's packing list: which lines need an exemption, which have one, which are open, and which need none.

mod answers;
mod classify;
mod list;
mod row;

use interdict_regime::law::FactDeclaration;
use interdict_regime::{BadDealing, Compiled, Dealing, Object, Said};
use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::{BadBirthDate, Completed, Engine};
use answers::Answers;
use classify::Sorted;

pub use list::{
    ApplicationAsks, ExemptionDue, LineClass, ListLine, OpenQuestion, PackingList, ProvisionInTheWay,
    RefusedRow,
};

/// One row of a list as it was read: cells by column, and where it stands.
///
/// The columns are `item` (or `description`), `hs`, `quantity`, `unit`, `value`, `currency`, `origin` and `note`; others are not
/// looked at. A cell is a text or a number; an empty one is as good as none.
#[derive(Clone, Debug, PartialEq)]
pub struct PackingRow {
    /// The file and line.
    pub place: String,
    /// The cells, or why there are none.
    pub cells: Result<Map<String, Value>, String>,
}

/// What holds for every line of a list.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Shipment {
    /// Country, or place, of dispatch.
    pub from: String,
    /// Country, or place, of destination.
    pub to: String,
    /// The day of dispatch; none: the law's clock, or else it is asked.
    pub date: Option<Date>,
    /// Who sends.
    pub consignor: Option<String>,
    /// Who receives.
    pub consignee: Option<String>,
}

/// Why a list could not be examined at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum PackingError {
    /// The regime's files do not say which fact states the purpose of aid.
    #[error("this regime does not say how aid is examined")]
    #[diagnostic(help("name the fact that states its purpose in regime.toml, under [aid]"))]
    NoAid,
    /// An end of the shipment, or its day, cannot be taken.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Shipment(#[from] BadDealing),
    /// Whoever sends or receives cannot be compared.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Party(#[from] BadBirthDate),
}

impl Engine {
    /// Examines an aid agency's list: one shipment of goods, the purpose of aid stated, whoever sends and receives compared, the
    /// approvals put to its lines in order, and the caps that they fall under filled as far as the ledger says.
    ///
    /// A row that cannot be taken is named with its place, its field and its mend, and the others go on.
    ///
    /// # Errors
    /// A regime that does not know of aid; ends of the shipment that cannot be taken.
    pub fn packing_list(
        &self,
        rows: &[PackingRow],
        shipment: &Shipment,
    ) -> Result<PackingList, PackingError> {
        let law = self.law();
        let regime = law.regime();
        let aid = regime.about().aid.as_ref().ok_or(PackingError::NoAid)?;
        let declared = |fact: &&FactDeclaration| *fact.id == *aid.fact;
        let stated = regime.facts().find(declared).map(|fact| fact.question.clone()).unwrap_or_default();
        let mut dealing = shipped(shipment, law)?;
        let mut list = PackingList {
            reach: format!("{}; {}", regime.about().short, regime.about().not_examined),
            stated,
            inputs: self.inputs.clone(),
            ..PackingList::default()
        };
        let Some(act) = dealing.acts.first_mut() else { return Ok(list) };
        act.facts.insert(aid.fact.to_string(), Said::Yes);
        let mut goods = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            match row::read(i + 1, row, regime) {
                Ok(read) => {
                    goods.push(read.goods);
                    dealing.notices.extend(read.notices);
                    list.lines.push(read.line);
                }
                Err(refused) => list.refused.push(refused),
            }
        }
        if goods.is_empty() {
            return Ok(list);
        }
        act.object = Object::Goods(goods);
        let Completed { dealing, compared, alerts, ownership, approvals, balances, not_compared } =
            self.complete(&dealing)?;
        list = PackingList {
            compared,
            alerts,
            ownership,
            approvals,
            balances,
            not_examined: not_compared,
            ..list
        };
        Sorted { law, answers: Answers::of(&dealing, law) }.into_list(&mut list);
        Ok(list)
    }
}

/// The shipment as a dealing of one act, whose goods are still to come.
fn shipped(shipment: &Shipment, law: &Compiled) -> Result<Dealing, BadDealing> {
    let party = |role: &str, name: &Option<String>| {
        name.as_ref().map(|name| serde_json::json!({ "role": role, "name": name }))
    };
    let parties = [party("consignor", &shipment.consignor), party("consignee", &shipment.consignee)];
    let value = serde_json::json!({
        "goods": {},
        "from": shipment.from,
        "to": shipment.to,
        "parties": parties.into_iter().flatten().collect::<Vec<Value>>(),
    });
    let mut dealing = Dealing::from_value(value, law.regime())?;
    dealing.date = shipment.date;
    Ok(dealing)
}
