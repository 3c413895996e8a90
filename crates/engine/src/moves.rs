//! What becomes of a dealing from one state of the law to another.

use interdict_regime::{Dealing, Moved};
use serde::Serialize;

use crate::{Answer, BadBirthDate, Comparison, Engine, Found, Taken};

/// What becomes of a dealing, and who in it is or may be designated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// What it comes out as in each state.
    pub dealing: Moved,
    /// Who in it is or may be designated, in either state, in words.
    pub parties: Vec<String>,
}

impl Move {
    /// Puts a dealing whole to two states of the law, each with a desk as of its day. `redated` asks of the same dealing done on the day
    /// of each engine's clock; otherwise it keeps its dates, which is what two editions of one law are compared by.
    ///
    /// # Errors
    /// A birth date that cannot be read.
    pub fn between(
        before: &Engine,
        after: &Engine,
        dealing: &Dealing,
        redated: bool,
    ) -> Result<Move, BadBirthDate> {
        let answer = |engine: &Engine| -> Result<Answer, BadBirthDate> {
            match engine.clocks().on.filter(|_| redated) {
                Some(day) => engine.examine(&dealing.done_on(day)),
                None => engine.examine(dealing),
            }
        };
        let (before, after) = (answer(before)?, answer(after)?);
        let mut parties: Vec<String> =
            before.compared.iter().chain(&after.compared).flat_map(found).collect();
        parties.sort();
        parties.dedup();
        Ok(Move { dealing: Moved::between(&before.determination, &after.determination), parties })
    }
}

/// Whom a party is or may be, in words.
fn found(comparison: &Comparison) -> impl Iterator<Item = String> {
    let counts = matches!(comparison.found, Found::Designated | Found::Candidate);
    comparison.candidates.iter().filter(move |_| counts).filter_map(|one| {
        let is = match one.taken {
            Taken::Same => "is",
            Taken::Candidate => "may be",
            Taken::Different | Taken::Beside => return None,
        };
        Some(format!("{} {is} {} {}", comparison.name, one.reference, one.name))
    })
}
