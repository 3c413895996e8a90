use interdict_regime::{Law, Moved, Profile, moved};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::input;

/// What becomes of the dealings of some files from one state of the law to another.
#[derive(Default)]
pub(crate) struct Moves {
    /// Every dealing taken, with where it stands.
    pub(crate) rows: Vec<(String, Moved)>,
    /// Rows refused, with where they stand and why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Moves {
    /// Determines every dealing under both; `redated` as [`moved`] takes it.
    pub(crate) fn of(
        files: &[String],
        before: Law<'_>,
        after: Law<'_>,
        redated: bool,
    ) -> Result<Moves, Failure> {
        let mut moves = Moves::default();
        let profile = Profile::default();
        for file in files {
            input::each(file, |row| {
                let place = row.place.clone();
                match row.dealing(after.regime) {
                    Ok(dealing) => {
                        moves.rows.push((place, moved(&dealing, before, after, &profile, redated)?));
                    }
                    Err(refusal) => {
                        let problem = refusal.in_a_row();
                        eprintln!("refused: {place}: {problem}");
                        moves.refused.push((place, problem));
                    }
                }
                Ok(())
            })?;
        }
        Ok(moves)
    }

    pub(crate) fn json(&self) -> Value {
        let rows = self.rows.iter().map(|(place, moved)| json!({ "source": place, "dealing": moved }));
        let refused =
            self.refused.iter().map(|(place, problem)| json!({ "source": place, "problem": problem }));
        json!({ "rows": rows.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>() })
    }
}
