use std::sync::Arc;

use interdict_engine::Move;
use interdict_regime::{Clocks, Law, Regime};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::desk::HouseArguments;
use crate::failure::Failure;
use crate::input;

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

/// What becomes of the dealings of some files from one state of the law to another.
#[derive(Default)]
pub(crate) struct Moves {
    /// Every dealing taken, with where it stands.
    pub(crate) rows: Vec<(String, Move)>,
    /// Rows refused, with where they stand and why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Moves {
    /// Puts every dealing whole to both states; `redated` as [`Move::between`] takes it.
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
                let moved = row.dealing(after.law().regime()).and_then(|dealing| {
                    Move::between(&before, &after, &dealing, redated).map_err(|error| row.refused(&error))
                });
                match moved {
                    Ok(one) => moves.rows.push((row.place, one)),
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
        let rows = self
            .rows
            .iter()
            .map(|(place, one)| json!({ "source": place, "dealing": one.dealing, "parties": one.parties }));
        let refused =
            self.refused.iter().map(|(place, problem)| json!({ "source": place, "problem": problem }));
        json!({ "rows": rows.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>() })
    }
}
