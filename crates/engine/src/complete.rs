//! A dealing completed: what users have, made into the facts that the law asks about.

use interdict_regime::law::FactOf;
use interdict_regime::{Act, Balance, Dealing, Facts, Object, Person, Regime, Said, Ship};
use interdict_screen::{Kind, Party};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::Engine;
use crate::answer::Alert;
use crate::compare::{Candidate, Comparison, Found, Subject, candidates, states};
use crate::holding::{Holder, Ownership, ownership};
use crate::party::{BadBirthDate, kind_of, party_in, ship_in};

/// A dealing with the facts that lists, reviews and holdings state, and how they came about.
#[derive(Clone, Debug)]
pub struct Completed {
    /// The dealing, for the law to decide on.
    pub dealing: Dealing,
    /// Whoever was compared with the designations.
    pub compared: Vec<Comparison>,
    /// Matches on lists that decide nothing under this regime.
    pub alerts: Vec<Alert>,
    /// What designated parties hold of the dealing's parties.
    pub ownership: Vec<Ownership>,
    /// What the ledger says was drawn on the caps that lines fall under, as added to the dealing.
    pub balances: Vec<Balance>,
    /// Whoever could not be compared, and why.
    pub not_compared: Vec<String>,
}

impl Engine {
    /// Makes facts of what a dealing names: each party, person and ship of each act compared, each in its role.
    ///
    /// What the dealing states itself stands, unless a number contradicts it; then the number decides, and a notice says so.
    ///
    /// # Errors
    /// A birth date that cannot be read.
    pub fn complete(&self, dealing: &Dealing) -> Result<Completed, BadBirthDate> {
        let mut completed = Completed {
            dealing: dealing.clone(),
            compared: Vec::new(),
            alerts: Vec::new(),
            ownership: Vec::new(),
            balances: Vec::new(),
            not_compared: Vec::new(),
        };
        for (i, act) in dealing.acts.iter().enumerate() {
            // The latest day given, where the act has none of its own.
            let day = self.clocks().day_of(act, dealing).or(act.dates.values().max().copied());
            let day = day.unwrap_or(self.clocks().known);
            self.parties(act, i, day, &mut completed)?;
            self.object(act, i, day, &mut completed)?;
            if let Some(ship) = &act.ship {
                let at = format!("acts[{i}].ship");
                let facts = self.ship(&at, ship, day, &mut completed);
                if let Some(ship) = completed.dealing.acts.get_mut(i).and_then(|act| act.ship.as_mut()) {
                    ship.facts = facts;
                }
            }
        }
        let (law, dealing) = (&self.law, &mut completed.dealing);
        completed.balances = self.ledger.balances_for(law.regime(), dealing, law.clocks(), law.profile());
        dealing.balances.extend(completed.balances.iter().cloned());
        Ok(completed)
    }

    fn parties(&self, act: &Act, i: usize, day: Date, out: &mut Completed) -> Result<(), BadBirthDate> {
        let by = &self.regime().about().designated.by;
        for (j, party) in act.parties.iter().enumerate() {
            let at = format!("acts[{i}].parties[{j}]");
            let countries = [&party.country, &party.nationality];
            let kind = kind_of(&party.particulars);
            let subject = Subject {
                party: party_in(&at, party.name.as_ref(), kind, &party.particulars, &countries)?,
                born: party.particulars.born.as_deref(),
                role: party.role.to_string(),
                at,
                day,
            };
            if !subject.is_known() {
                out.not_compared
                    .push(format!("The {} has no name: it was compared with nobody.", party.role));
                continue;
            }
            let found = self.candidates(&subject);
            let screened = states(&found, by.iter().map(String::as_str));
            let said = settle(party.designated, screened, &subject, &mut out.dealing.notices);
            let mut facts = party.facts.clone();
            self.holdings(&subject, &mut facts, out);
            out.alert(self, &subject);
            out.compared.push(compared(subject, party.designated, said, found));
            let completed = out.dealing.acts.get_mut(i).and_then(|act| act.parties.get_mut(j));
            if let Some(completed) = completed {
                completed.designated = Some(said);
                completed.facts = facts;
            }
        }
        Ok(())
    }

    fn object(&self, act: &Act, i: usize, day: Date, out: &mut Completed) -> Result<(), BadBirthDate> {
        let facts = match &act.object {
            Object::Person(person) => self.person(&format!("acts[{i}].person"), person, day, out)?,
            Object::Vessel(ship) => self.ship(&format!("acts[{i}].vessel"), ship, day, out),
            _ => return Ok(()),
        };
        match out.dealing.acts.get_mut(i).map(|act| &mut act.object) {
            Some(Object::Person(person)) => person.facts = facts,
            Some(Object::Vessel(ship)) => ship.facts = facts,
            _ => {}
        }
        Ok(())
    }

    fn person(
        &self,
        at: &str,
        person: &Person,
        day: Date,
        out: &mut Completed,
    ) -> Result<Facts, BadBirthDate> {
        let countries = [&person.nationality];
        let subject = Subject {
            party: party_in(at, person.name.as_ref(), Kind::Person, &person.particulars, &countries)?,
            born: person.particulars.born.as_deref(),
            at: at.to_owned(),
            role: "person".to_owned(),
            day,
        };
        Ok(self.stated(subject, FactOf::Object, &person.facts, out))
    }

    fn ship(&self, at: &str, ship: &Ship, day: Date, out: &mut Completed) -> Facts {
        let party = ship_in(ship);
        let (at, role) = (at.to_owned(), "ship".to_owned());
        self.stated(Subject { at, role, party, born: None, day }, FactOf::Ship, &ship.facts, out)
    }

    /// Compares a person or ship, and adds the facts that its listing states.
    fn stated(&self, subject: Subject<'_>, of: FactOf, given: &Facts, out: &mut Completed) -> Facts {
        let mut facts = given.clone();
        if !subject.is_known() {
            out.not_compared.push(format!("The {} has no name: it was compared with nobody.", subject.role));
            return facts;
        }
        let found = self.candidates(&subject);
        let (mut all, mut all_given) = (Said::No, true);
        for (fact, measure) in self.regime().facts_by_listing(of) {
            let screened = states(&found, std::iter::once(measure.as_str()));
            let stated = given.get(fact.id.as_str()).copied();
            let said = settle(stated, screened, &subject, &mut out.dealing.notices);
            all_given &= stated.is_some() && stated == Some(said);
            all = worse(all, said);
            facts.insert(fact.id.to_string(), said);
        }
        out.alert(self, &subject);
        out.compared.push(compared(subject, all_given.then_some(all), all, found));
        facts
    }

    /// Everybody designated whom somebody may be.
    pub(crate) fn candidates(&self, subject: &Subject<'_>) -> Vec<Candidate> {
        let desk = self.desk();
        let found = desk.deciding.iter().flat_map(|listing| {
            candidates(listing, subject, desk.threshold, &desk.reviews, self.clocks().known)
        });
        let mut found: Vec<Candidate> = found.collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found
    }

    /// What designated parties hold of a party, as facts that holdings state.
    fn holdings(&self, subject: &Subject<'_>, facts: &mut Facts, out: &mut Completed) {
        if self.desk().holdings.is_empty() {
            return;
        }
        let share = |fact: &interdict_regime::law::FactDeclaration| fact.held_by_designated;
        let asking = self.regime().facts().filter_map(|fact| Some((fact.id.to_string(), share(fact)?)));
        for (fact, percent) in asking.collect::<Vec<_>>() {
            let who = |name: &str| self.holder(name, subject.day);
            let holdings = &self.desk().holdings;
            let Some(owned) = ownership(holdings, (&subject.at, subject.name()), subject.day, percent, &who)
            else {
                continue;
            };
            let said = if owned.held >= percent {
                Some(Said::Yes)
            } else if owned.at_most >= percent {
                Some(Said::Unknown)
            } else {
                (owned.recorded >= Decimal::ONE_HUNDRED).then_some(Said::No)
            };
            if let Some(said) = said {
                let said = settle(facts.get(&fact).copied(), said, subject, &mut out.dealing.notices);
                facts.insert(fact, said);
            }
            out.ownership.push(owned);
        }
    }

    /// Whether a holder is designated on a day.
    fn holder(&self, name: &str, day: Date) -> Holder {
        let mut party = Party::named("", Kind::Unstated, name);
        // A holder may be named by a designation's reference.
        party.identifiers.push(name.to_owned());
        let by_reference = self.desk().deciding.iter().any(|listing| listing.entry(name).is_some());
        if by_reference {
            party.names.clear();
        }
        let subject = Subject { at: String::new(), role: String::new(), party, born: None, day };
        let found = self.candidates(&subject);
        let by = &self.regime().about().designated.by;
        let first = |said: Said| {
            let alone =
                |one: &&Candidate| states(std::slice::from_ref(*one), by.iter().map(String::as_str)) == said;
            found.iter().find(alone).map(|one| one.reference.clone())
        };
        match (first(Said::Yes), first(Said::Unknown)) {
            (Some(reference), _) => Holder::Yes(reference),
            (None, Some(reference)) => Holder::Perhaps(reference),
            (None, None) => Holder::No,
        }
    }

    fn regime(&self) -> &Regime {
        self.law().regime()
    }
}

impl Completed {
    /// Compares somebody with the lists that give alerts.
    fn alert(&mut self, engine: &Engine, subject: &Subject<'_>) {
        let desk = engine.desk();
        for listing in &desk.alerting {
            let found = candidates(listing, subject, desk.threshold, &desk.reviews, engine.clocks().known);
            self.alerts.extend(found.into_iter().map(|candidate| Alert {
                at: subject.at.clone(),
                role: subject.role.clone(),
                party: subject.name().to_owned(),
                edition: listing.edition().to_owned(),
                candidate,
            }));
        }
    }
}

/// What the dealing states and what was found, brought together: a statement stands, but for one that a number contradicts;
/// an express unknown is what comparing is for.
fn settle(stated: Option<Said>, found: Said, subject: &Subject<'_>, notices: &mut Vec<String>) -> Said {
    let name = subject.name();
    match (stated, found) {
        (Some(Said::Yes), _) => Said::Yes,
        (Some(Said::No), Said::No) => Said::No,
        (Some(Said::No), Said::Unknown) => {
            let notice =
                format!("{}: stated as not listed; a listed party of a like name stands: {name}", subject.at);
            note(notices, notice);
            Said::No
        }
        (Some(Said::No), Said::Yes) => {
            let notice =
                format!("{}: stated as not listed, and it is: {name}. The list decides.", subject.at);
            note(notices, notice);
            Said::Yes
        }
        (Some(Said::Unknown) | None, found) => found,
    }
}

fn note(notices: &mut Vec<String>, notice: String) {
    if !notices.contains(&notice) {
        notices.push(notice);
    }
}

fn worse(a: Said, b: Said) -> Said {
    match (a, b) {
        (Said::Yes, _) | (_, Said::Yes) => Said::Yes,
        (Said::Unknown, _) | (_, Said::Unknown) => Said::Unknown,
        _ => Said::No,
    }
}

fn compared(
    subject: Subject<'_>,
    stated: Option<Said>,
    said: Said,
    candidates: Vec<Candidate>,
) -> Comparison {
    let found = match said {
        _ if stated == Some(said) && said != Said::Unknown => Found::Stated,
        Said::Yes => Found::Designated,
        Said::Unknown => Found::Candidate,
        Said::No => Found::NotFound,
    };
    let name = subject.name().to_owned();
    Comparison { at: subject.at, role: subject.role, name, day: subject.day.to_string(), found, candidates }
}
