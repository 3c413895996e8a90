//! Whom a question of an interview may be about.

use interdict_regime::{Asked, Dealing, Field, FieldRef, Topic};

use crate::{Candidate, Comparison, Engine, Found};

impl Engine {
    /// Whom somebody of a dealing may be that a question is asked of; nobody where the question is about something else.
    pub fn asked_of(&self, told: &Dealing, asked: &Asked) -> Vec<Candidate> {
        let Topic::Field(FieldRef { act, field, .. }) = &asked.topic else { return Vec::new() };
        // What a listing would state of the ship or person of an act is asked of the act.
        let mut facts = self.law().regime().facts();
        let listed = facts
            .any(|fact| fact.listed_for.is_some() && matches!(field, Field::Fact(id) if **id == *fact.id));
        let act = format!("acts[{act}].");
        let of = |one: &Comparison| match one.at.strip_prefix(&act) {
            Some(at) if listed => !at.starts_with("parties["),
            _ => asked.field.strip_prefix(&one.at).is_some_and(|rest| rest.starts_with('.')),
        };
        let compared = self.complete(told).map_or_else(|_| Vec::new(), |completed| completed.compared);
        let open = compared.into_iter().filter(|one| one.found == Found::Candidate && of(one));
        open.flat_map(|one| one.candidates).collect()
    }
}
