//! A dealing completed: what users have, made into the facts that the law asks about.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use interdict_regime::law::{FactDeclaration, FactOf};
use interdict_regime::{Act, DateKind, Dealing, Facts, NotExamined, Object, Person, Regime, Said, Ship};
use interdict_screen::{Kind, Party};
use jiff::civil::Date;

use crate::Engine;
use crate::answer::{Alert, BalanceUsed};
use crate::approval::ApprovalUse;
use crate::compare::{Candidate, Comparison, Found, Subject, candidates, states};
use crate::holding::{Holder, Ownership, Register};
use crate::party::{BadBirthDate, kind_of, party_in, ship_in};
use crate::sight::Sights;

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
    /// What approvals on file make of lines of goods.
    pub approvals: Vec<ApprovalUse>,
    /// What the ledger says was drawn on the caps that lines fall under, as added to the dealing.
    pub balances: Vec<BalanceUsed>,
    /// Whoever could not be compared, and why.
    pub not_compared: Vec<NotExamined>,
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
            approvals: Vec::new(),
            balances: Vec::new(),
            not_compared: Vec::new(),
        };
        for (i, act) in dealing.acts.iter().enumerate() {
            let days = self.days(act, dealing);
            self.parties(act, i, &days, &mut completed)?;
            self.object(act, i, &days, &mut completed)?;
            if let Some(ship) = &act.ship {
                let at = format!("acts[{i}].ship");
                let facts = self.ship(&at, ship, (act, &days), &mut completed);
                if let Some(ship) = completed.dealing.acts.get_mut(i).and_then(|act| act.ship.as_mut()) {
                    ship.facts = facts;
                }
            }
        }
        self.on_file(&mut completed);
        Ok(completed)
    }

    /// Puts what is on file to a dealing: approvals to its lines, then what the ledger says was drawn on the caps that they fall
    /// under.
    fn on_file(&self, out: &mut Completed) {
        let (law, dealing) = (self.law(), &mut out.dealing);
        out.approvals = self.desk.approvals.apply(dealing, law.clocks());
        let balances = self.ledger.balances_for(law.regime(), dealing, law.clocks(), law.profile());
        out.balances = balances.iter().map(BalanceUsed::of).collect();
        dealing.balances.extend(balances);
    }

    /// The days that provisions may test of an act, but for the contract's; the day known where none is given.
    fn days(&self, act: &Act, dealing: &Dealing) -> Vec<Date> {
        let tested = act.dates.iter().filter(|(kind, _)| **kind != DateKind::Contract).map(|(_, day)| *day);
        let days: BTreeSet<Date> = tested.chain(self.clocks().day_of(act, dealing)).collect();
        if days.is_empty() { vec![self.clocks().known] } else { days.into_iter().collect() }
    }

    fn parties(&self, act: &Act, i: usize, days: &[Date], out: &mut Completed) -> Result<(), BadBirthDate> {
        let by = &self.regime().about().designated.by;
        let register = LazyCell::new(|| self.register(days));
        for (j, party) in act.parties.iter().enumerate() {
            let at = format!("acts[{i}].parties[{j}]");
            let countries = [&party.country, &party.nationality];
            let (kind, born) = (kind_of(&party.particulars), party.particulars.born.as_deref());
            let named = party_in(&at, party.name.as_ref(), kind, &party.particulars, &countries)?;
            let subject = Subject::new(at, party.role.to_string(), named, born, days);
            if !subject.is_known() {
                out.leave_out(&subject.role);
                continue;
            }
            let sights = self.sights(&subject);
            let found = self.candidates(&subject, &sights);
            let screened = states(&found, by.iter().map(String::as_str));
            let said = settle(party.designated, screened, &subject, &mut out.dealing.notices);
            let mut facts = party.facts.clone();
            if let Some(register) = &*register {
                self.holdings(register, &subject, &mut facts, out);
            }
            out.alert(self, &subject, &sights);
            out.compared.push(compared(subject, party.designated, said, found));
            let completed = out.dealing.acts.get_mut(i).and_then(|act| act.parties.get_mut(j));
            if let Some(completed) = completed {
                completed.designated = Some(said);
                completed.facts = facts;
            }
        }
        Ok(())
    }

    fn object(&self, act: &Act, i: usize, days: &[Date], out: &mut Completed) -> Result<(), BadBirthDate> {
        let facts = match &act.object {
            Object::Person(person) => self.person(&format!("acts[{i}].person"), person, (act, days), out)?,
            Object::Vessel(ship) => self.ship(&format!("acts[{i}].vessel"), ship, (act, days), out),
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
        (act, days): (&Act, &[Date]),
        out: &mut Completed,
    ) -> Result<Facts, BadBirthDate> {
        let countries = [&person.nationality];
        let party = party_in(at, person.name.as_ref(), Kind::Person, &person.particulars, &countries)?;
        let born = person.particulars.born.as_deref();
        let subject = Subject::new(at.to_owned(), "person".to_owned(), party, born, days);
        Ok(self.stated(subject, FactOf::Object, (&person.facts, &act.facts), out))
    }

    fn ship(&self, at: &str, ship: &Ship, (act, days): (&Act, &[Date]), out: &mut Completed) -> Facts {
        let subject = Subject::new(at.to_owned(), "ship".to_owned(), ship_in(ship), None, days);
        self.stated(subject, FactOf::Ship, (&ship.facts, &act.facts), out)
    }

    /// Compares a person or ship, and adds the facts that its listing states. The act may state them for it.
    fn stated(
        &self,
        subject: Subject<'_>,
        of: FactOf,
        (own, of_act): (&Facts, &Facts),
        out: &mut Completed,
    ) -> Facts {
        let mut facts = own.clone();
        if !subject.is_known() {
            out.leave_out(&subject.role);
            return facts;
        }
        let sights = self.sights(&subject);
        let found = self.candidates(&subject, &sights);
        let (mut all, mut all_given) = (Said::No, true);
        for (fact, measure) in self.regime().facts_by_listing(of) {
            let screened = states(&found, std::iter::once(measure.as_str()));
            let id = fact.id.as_str();
            let stated = own.get(id).or(of_act.get(id)).copied();
            let said = settle(stated, screened, &subject, &mut out.dealing.notices);
            all_given &= stated.is_some() && stated == Some(said);
            all = worse(all, said);
            facts.insert(fact.id.to_string(), said);
        }
        out.alert(self, &subject, &sights);
        out.compared.push(compared(subject, all_given.then_some(all), all, found));
        facts
    }

    fn sights(&self, subject: &Subject<'_>) -> Arc<Sights> {
        self.lookout.sights(&subject.party)
    }

    /// Everybody designated whom somebody may be. Of two wordings of one entry the one that says more of it speaks.
    fn candidates(&self, subject: &Subject<'_>, sights: &Sights) -> Vec<Candidate> {
        let desk = self.desk();
        let mut found: Vec<Candidate> = Vec::new();
        for (listing, sights) in desk.deciding.iter().zip(&sights.deciding) {
            for one in candidates(listing, (subject, sights), &desk.reviews, self.clocks().known) {
                match found.iter_mut().find(|other| other.reference == one.reference) {
                    Some(other) if one.taken.speaks_before(other.taken) => *other = one,
                    Some(_) => {}
                    None => found.push(one),
                }
            }
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found
    }

    /// Holdings as they stand on the last of some days, with who of the holders is designated on one of them.
    fn register(&self, days: &[Date]) -> Option<Register<'_>> {
        let holdings = &self.desk().holdings;
        let day = days.last().filter(|_| !holdings.is_empty())?;
        Some(Register::on(holdings, *day, &|name| self.holder(name, days)))
    }

    /// What designated parties hold of a party, as facts that holdings state. That they hold too little is never stated: the rest
    /// may be theirs, and control needs no share.
    fn holdings(
        &self,
        register: &Register<'_>,
        subject: &Subject<'_>,
        facts: &mut Facts,
        out: &mut Completed,
    ) {
        let share = |fact: &FactDeclaration| Some((fact.id.to_string(), fact.held_by_designated?));
        for (fact, percent) in self.regime().facts().filter_map(share) {
            let Some(owned) = register.ownership(&subject.at, subject.name(), percent) else { continue };
            let said = match () {
                () if owned.held >= percent => Some(Said::Yes),
                () if owned.at_most >= percent => Some(Said::Unknown),
                () => None,
            };
            if let Some(said) = said {
                let said = settle(facts.get(&fact).copied(), said, subject, &mut out.dealing.notices);
                facts.insert(fact, said);
            }
            out.ownership.push(owned);
        }
    }

    /// Whether a holder is designated on some of the days.
    fn holder(&self, name: &str, days: &[Date]) -> Holder {
        let of_reference = self.desk().deciding.iter().any(|listing| listing.refers(name));
        let party = match of_reference {
            true => Party { identifiers: vec![name.to_owned()], ..Party::default() },
            false => Party::named("", Kind::Unstated, name),
        };
        let subject = Subject::new(String::new(), String::new(), party, None, days);
        let found = self.candidates(&subject, &self.sights(&subject));
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
    /// Keeps that somebody of a role could not be compared.
    fn leave_out(&mut self, role: &str) {
        let says = format!("The {role} has no name: it was compared with nobody.");
        self.not_compared.push(NotExamined { facet: "parties", says });
    }

    /// Compares somebody with the lists that give alerts.
    fn alert(&mut self, engine: &Engine, subject: &Subject<'_>, sights: &Sights) {
        let desk = engine.desk();
        for (listing, sights) in desk.alerting.iter().zip(&sights.alerting) {
            let found = candidates(listing, (subject, sights), &desk.reviews, engine.clocks().known);
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

/// What the dealing states and what was found, brought together: a statement stands, but for one that a number contradicts.
/// An express unknown stays open, but for a certain finding.
fn settle(stated: Option<Said>, found: Said, subject: &Subject<'_>, notices: &mut Vec<String>) -> Said {
    let (at, name) = (&subject.at, subject.name());
    match (stated, found) {
        (Some(Said::Yes), _) => Said::Yes,
        (Some(Said::No), Said::No) => Said::No,
        (Some(Said::No), Said::Unknown) => {
            note(
                notices,
                format!("{at}: stated as not so of {name}, and taken so; what was found says that it may be"),
            );
            Said::No
        }
        (Some(Said::No), Said::Yes) => {
            note(
                notices,
                format!("{at}: stated as not so of {name}, and what was found says that it is: that decides"),
            );
            Said::Yes
        }
        (Some(Said::Unknown), Said::Yes) => Said::Yes,
        (Some(Said::Unknown), _) => Said::Unknown,
        (None, found) => found,
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
    let days = subject.days.iter().map(Date::to_string).collect();
    Comparison { at: subject.at, role: subject.role, name, days, found, candidates }
}
