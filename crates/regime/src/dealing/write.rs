//! From a [`Dealing`] back to JSON, so that what was put together by asking can be kept and checked again.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::{
    Act, Balance, CountryFact, Dealing, Facts, Figure, Finding, GoodsLine, Location, Object, Particulars,
    Party, Said, Ship,
};
use crate::regime::Regime;

impl Dealing {
    /// The dealing as JSON in its long form, which [`Dealing::from_value`] reads back: the same facts, whatever the
    /// spelling they were first given in.
    pub fn to_value(&self, regime: &Regime) -> Value {
        let mut object = Written::default();
        object.put("id", self.id.as_ref().map(|id| json!(id)));
        object.put("date", self.date.map(day));
        object.0.insert("acts".to_owned(), self.acts.iter().map(|act| write_act(act, regime)).collect());
        if !self.balances.is_empty() {
            let balances = self.balances.iter().map(|balance| write_balance(balance, regime));
            object.0.insert("balances".to_owned(), balances.collect());
        }
        object.done()
    }
}

/// An object being written: what is absent is left out.
#[derive(Default)]
struct Written(Map<String, Value>);

impl Written {
    fn put(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value);
        }
    }

    fn facts(&mut self, facts: &Facts) {
        if !facts.is_empty() {
            let said = facts.iter().map(|(id, said)| (id.clone(), write_said(*said)));
            self.0.insert("facts".to_owned(), Value::Object(said.collect()));
        }
    }

    fn particulars(&mut self, particulars: &Particulars) {
        self.put("type", particulars.kind.map(|kind| json!(kind)));
        self.put("born", particulars.born.as_ref().map(|born| json!(born)));
        self.put(
            "identifiers",
            (!particulars.identifiers.is_empty()).then(|| json!(particulars.identifiers)),
        );
    }

    fn findings(&mut self, findings: &[Finding]) {
        if !findings.is_empty() {
            self.0.insert("findings".to_owned(), findings.iter().map(write_finding).collect());
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn write_act(act: &Act, regime: &Regime) -> Value {
    let mut object = Written::default();
    object.put("verb", Some(json!(act.verb.word())));
    object.put(act.object.kind().word(), Some(write_object(&act.object, regime)));
    object.put("from", location(&act.from, regime));
    object.put("to", location(&act.to, regime));
    if !act.via.is_empty() {
        object.put("via", Some(act.via.iter().filter_map(|stop| location(stop, regime)).collect()));
    }
    object.put("loading", location(&act.loading, regime));
    object.put("date", act.date.map(day));
    if !act.dates.is_empty() {
        let dates = act.dates.iter().map(|(kind, date)| (kind.word().to_owned(), day(*date)));
        object.put("dates", Some(Value::Object(dates.collect())));
    }
    if !act.parties.is_empty() {
        object.put("parties", Some(act.parties.iter().map(|party| write_party(party, regime)).collect()));
    }
    object.put("ship", act.ship.as_ref().map(|ship| write_ship(ship, "name", regime)));
    object.facts(&act.facts);
    object.findings(&act.findings);
    object.done()
}

fn write_object(object: &Object, regime: &Regime) -> Value {
    match object {
        Object::Goods(lines) => lines.iter().map(|line| write_line(line, regime)).collect(),
        Object::Vessel(ship) => write_ship(ship, "name", regime),
        Object::Aircraft(craft) => write_ship(craft, "model", regime),
        Object::Person(person) => {
            let mut written = Written::default();
            written.put("name", person.name.as_ref().map(|name| json!(name)));
            written.put("nationality", location(&person.nationality, regime));
            written.particulars(&person.particulars);
            written.facts(&person.facts);
            written.done()
        }
        Object::Other(_, thing) => {
            let mut written = Written::default();
            written.put("description", thing.description.as_ref().map(|text| json!(text)));
            written.put("value", thing.value.map(|value| json!(value.to_string())));
            written.facts(&thing.facts);
            written.done()
        }
    }
}

fn write_line(line: &GoodsLine, regime: &Regime) -> Value {
    let mut written = Written::default();
    written.put("hs", line.hs.as_ref().map(|code| json!(code.to_string())));
    written.put("description", line.description.as_ref().map(|text| json!(text)));
    written.put("quantity", line.quantity.map(|quantity| json!(quantity.to_string())));
    written.put("value", line.value.map(|value| json!(value.to_string())));
    written.put("origin", location(&line.origin, regime));
    written.facts(&line.facts);
    written.findings(&line.findings);
    written.done()
}

fn write_ship(ship: &Ship, name: &str, regime: &Regime) -> Value {
    let mut written = Written::default();
    written.put(name, ship.name.as_ref().map(|text| json!(text)));
    written.put("imo", ship.imo.as_ref().map(|text| json!(text)));
    written.put("flag", location(&ship.flag, regime));
    written.facts(&ship.facts);
    written.done()
}

fn write_party(party: &Party, regime: &Regime) -> Value {
    let mut written = Written::default();
    written.put("role", Some(json!(party.role.word())));
    written.put("name", party.name.as_ref().map(|name| json!(name)));
    written.put("country", location(&party.country, regime));
    written.put("nationality", location(&party.nationality, regime));
    written.particulars(&party.particulars);
    written.put("designated", party.designated.map(write_said));
    written.facts(&party.facts);
    written.done()
}

fn write_finding(finding: &Finding) -> Value {
    let mut written = Written::default();
    written.put("kind", Some(json!(finding.kind)));
    written.put("by", Some(json!(finding.by)));
    written.put("state", finding.state.map(|state| json!(state)));
    written.put("date", finding.date.map(day));
    written.put("reference", finding.reference.as_ref().map(|reference| json!(reference)));
    let status = match finding.status {
        Said::Yes => None,
        Said::No => Some(json!("not-made")),
        Said::Unknown => Some(json!("unknown")),
    };
    written.put("status", status);
    written.done()
}

fn write_balance(balance: &Balance, regime: &Regime) -> Value {
    let mut written = Written::default();
    written.put("quota", Some(json!(balance.quota)));
    let measure = regime.quota(&balance.quota).map(|quota| quota.measure);
    let unit = measure.map(|measure| measure.unit().map_or(measure.word(), |unit| unit.symbol()));
    written.put("used", Some(json!(format!("{} {}", balance.used.normalize(), unit.unwrap_or_default()))));
    written.put("at-least", (balance.figure == Figure::AtLeast).then_some(json!(true)));
    written.put("on", balance.on.map(day));
    written.put("source", balance.source.as_ref().map(|source| json!(source)));
    written.done()
}

fn location(location: &Location, regime: &Regime) -> Option<Value> {
    match (&location.country, &location.place) {
        (CountryFact::Absent, None) => None,
        (CountryFact::Known(code), None) => Some(json!(code)),
        // A name that could mean either is the only conflict without a place.
        (CountryFact::Conflict { .. }, None) => {
            regime.about().ambiguous_names.first().map(|name| json!(name))
        }
        (CountryFact::Absent, Some(place)) => Some(json!({ "place": place })),
        (CountryFact::Known(code), Some(place)) => Some(json!({ "country": code, "place": place })),
        (CountryFact::Conflict { between, .. }, Some(place)) => {
            let name = regime.about().ambiguous_names.first();
            let ambiguous = name.filter(|name| regime.ambiguous_country(name).as_ref() == Some(between));
            let country = ambiguous.map(|name| json!(name)).or(between.first().map(|code| json!(code)));
            Some(json!({ "country": country, "place": place }))
        }
    }
}

fn write_said(said: Said) -> Value {
    match said {
        Said::Yes => json!(true),
        Said::No => json!(false),
        Said::Unknown => json!("unknown"),
    }
}

fn day(date: Date) -> Value {
    json!(date.to_string())
}
