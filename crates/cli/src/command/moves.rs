use std::sync::Arc;

use interdict_engine::{Answer, Comparison, Engine, Found, Taken};
use interdict_regime::{Clocks, Law, Moved, Regime};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use crate::desk::HouseArguments;
use crate::failure::Failure;
use crate::input::{self, Row};

/// A state of the law: a regime, on a day, as known on a day.
pub(crate) struct State {
    pub(crate) regime: Arc<Regime>,
    pub(crate) on: Date,
    pub(crate) known: Date,
}

impl State {
    pub(crate) fn law(&self) -> Law<'_> {
        Law { regime: &self.regime, on: self.on, known: self.known }
    }

    fn with_clocks(&self) -> (Arc<Regime>, Clocks) {
        (Arc::clone(&self.regime), Clocks { on: Some(self.on), known: self.known })
    }
}

/// A dealing taken, with where it stands.
#[derive(Serialize)]
pub(crate) struct Move {
    pub(crate) source: String,
    pub(crate) dealing: Moved,
    /// Who in it is or may be designated, in either state.
    pub(crate) parties: Vec<String>,
}

/// What becomes of the dealings of some files from one state of the law to another.
#[derive(Default)]
pub(crate) struct Moves {
    /// Every dealing taken.
    pub(crate) rows: Vec<Move>,
    /// Rows refused, with where they stand and why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Moves {
    /// Puts every dealing whole to both states, parties and all. `redated` asks of the same dealing done on the day of each state;
    /// otherwise it keeps its dates, which is what two editions of one law are compared by.
    pub(crate) fn of(
        files: &[String],
        house: &HouseArguments,
        (before, after): (&State, &State),
        redated: bool,
    ) -> Result<Moves, Failure> {
        let mut moves = Moves::default();
        if files.is_empty() {
            return Ok(moves);
        }
        let (before, after) = house.engines(before.with_clocks(), after.with_clocks())?;
        for file in files {
            input::each(file, |row| {
                match moved(&row, (&before, &after), redated) {
                    Ok(one) => moves.rows.push(one),
                    Err(refusal) => {
                        let problem = refusal.in_a_row();
                        eprintln!("refused: {}: {problem}", row.place);
                        moves.refused.push((row.place, problem));
                    }
                }
                Ok(())
            })?;
        }
        Ok(moves)
    }

    pub(crate) fn json(&self) -> Value {
        let refused =
            self.refused.iter().map(|(place, problem)| json!({ "source": place, "problem": problem }));
        json!({ "rows": self.rows, "refused": refused.collect::<Vec<_>>() })
    }
}

fn moved(row: &Row, (before, after): (&Engine, &Engine), redated: bool) -> Result<Move, Failure> {
    let dealing = row.dealing(after.law().regime())?;
    let answer = |engine: &Engine| -> Result<Answer, Failure> {
        let day = engine.clocks().on.filter(|_| redated);
        let redone = day.map(|day| dealing.done_on(day));
        engine.examine(redone.as_ref().unwrap_or(&dealing)).map_err(|error| row.refused(&error))
    };
    let (before, after) = (answer(before)?, answer(after)?);
    let mut parties: Vec<String> = before.compared.iter().chain(&after.compared).flat_map(found).collect();
    parties.sort();
    parties.dedup();
    let dealing = Moved::between(&before.determination, &after.determination);
    Ok(Move { source: row.place.clone(), dealing, parties })
}

/// Whom a party is or may be, in words.
fn found(comparison: &Comparison) -> impl Iterator<Item = String> {
    let open = matches!(comparison.found, Found::Designated | Found::Candidate);
    comparison.candidates.iter().filter(move |_| open).filter_map(|one| {
        let is = match one.taken {
            Taken::Same => "is",
            Taken::Candidate => "may be",
            Taken::Different | Taken::Beside => return None,
        };
        Some(format!("{} {is} {} {}", comparison.name, one.reference, one.name))
    })
}
