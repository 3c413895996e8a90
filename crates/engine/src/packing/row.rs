//! One row of a list, read as strictly as a dealing is.

use interdict_regime::{BadDealing, Dealing, GoodsLine, Outcome, Regime, Unit};
use miette::Diagnostic;
use serde_json::{Map, Value, json};

use super::{LineClass, ListLine, PackingRow, RefusedRow};

/// A row that could be read.
pub(super) struct Read {
    pub(super) goods: GoodsLine,
    pub(super) line: ListLine,
    pub(super) notices: Vec<String>,
}

pub(super) fn read(number: usize, row: &PackingRow, regime: &Regime) -> Result<Read, RefusedRow> {
    let named = row.cells.as_ref().ok().and_then(|cells| text(cells, &["item", "description", "hs"]).ok());
    let refuse = |problem: String, mend: Option<String>| RefusedRow {
        number,
        source: row.place.clone(),
        item: named.clone().unwrap_or_default(),
        problem,
        mend,
    };
    let cells = row.cells.as_ref().map_err(|problem| refuse(problem.clone(), None))?;
    let cell = |columns: &[&str]| text(cells, columns).map_err(|(problem, mend)| refuse(problem, Some(mend)));
    let (item, hs, note) = (cell(&["item", "description"])?, cell(&["hs"])?, cell(&["note"])?);
    let (quantity, unit) = (cell(&["quantity"])?, cell(&["unit"])?);
    let (value, currency) = (cell(&["value"])?, cell(&["currency"])?);
    let origin = cell(&["origin"])?;
    if item.is_empty() && hs.is_empty() {
        let mend = "say what it is, in the column `item`, or give its HS code".to_owned();
        return Err(refuse("item: it is empty, and so is hs".to_owned(), Some(mend)));
    }
    let mut line = Map::new();
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            line.insert(key.to_owned(), json!(value));
        }
    };
    put("description", &item);
    put("hs", &hs);
    put("origin", &origin);
    let mut remarks = Vec::new();
    let counted = if unit.is_empty() || unit.parse::<Unit>().is_ok() { unit.as_str() } else { "item" };
    if quantity.is_empty() {
        put("quantity", "");
    } else {
        put("quantity", &format!("{quantity} {counted}"));
    }
    if value.is_empty() {
        put("value", "");
    } else {
        put("value", &format!("{value} {currency}"));
    }
    let read = Dealing::from_value(json!({ "goods": [line] }), regime).map_err(|error| {
        let mend = error.help().map(|help| help.to_string());
        let BadDealing::Field { field, problem, .. } = &error else { return refuse(error.to_string(), mend) };
        let field = field.strip_prefix("goods[0].").or(field.strip_prefix("acts[0].goods[0]."));
        refuse(format!("{}: {problem}", field.unwrap_or("the row")), mend)
    })?;
    let mut goods = read.acts.first().and_then(|act| act.goods(0)).cloned().unwrap_or_default();
    if counted != unit {
        // Three cartons are no three pieces: the number is printed and counts for nothing.
        goods.quantity = None;
        remarks
            .push(format!("`{unit}` cannot be counted: the quantity is held against no cap and no approval"));
    }
    let notices = read.notices.iter().map(|notice| format!("line {number}: {notice}")).collect();
    let line = ListLine {
        number,
        source: row.place.clone(),
        class: LineClass::Open,
        outcome: Outcome::Undetermined,
        item,
        hs: goods.hs.as_ref().map(ToString::to_string).unwrap_or_default(),
        quantity,
        unit,
        value,
        currency,
        origin,
        note,
        forbidden_by: Vec::new(),
        exemptions: Vec::new(),
        reference: None,
        remarks,
    };
    Ok(Read { goods, line, notices })
}

/// The text of the first of some columns that has one.
fn text(cells: &Map<String, Value>, columns: &[&str]) -> Result<String, (String, String)> {
    for column in columns {
        let text = match cells.get(*column) {
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => {
                return Err((format!("{column}: it is no text"), "write a text or a number".to_owned()));
            }
        };
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Ok(String::new())
}
