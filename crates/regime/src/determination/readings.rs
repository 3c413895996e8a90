//! The readings of the law that a dealing meets, and what each would give.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Outcome, ReadingOutcome, ReadingTaken};
use crate::evaluate::{Assignment, Evaluation, Profile};
use crate::regime::Regime;

/// What each option of each reading met would give, all else as in the assignment that speaks.
pub(super) fn readings(
    regime: &Regime,
    results: &[(Assignment, Evaluation<'_>)],
    spoken: &Assignment,
    profile: &Profile,
    known: Date,
) -> Vec<ReadingTaken> {
    let met: BTreeSet<&String> = results.iter().flat_map(|(assignment, _)| assignment.0.keys()).collect();
    let declared = regime.readings().iter().filter(|reading| met.contains(&reading.id.to_string()));
    let taken = declared.filter_map(|reading| {
        let options: Vec<ReadingOutcome> = reading
            .options
            .iter()
            .filter_map(|option| {
                let mut alternative = spoken.clone();
                alternative.0.insert(reading.id.to_string(), option.id.to_string());
                // Fixing one reading otherwise may make others unmet or newly met: the nearest evaluation agrees on
                // everything that both fix, and the worst of those counts.
                let agreeing = results.iter().filter(|(other, _)| {
                    other.0.get(reading.id.as_str()).is_none_or(|taken| *taken == *option.id)
                        && other
                            .0
                            .iter()
                            .all(|(id, taken)| alternative.0.get(id).is_none_or(|fixed| fixed == taken))
                });
                let outcome = agreeing.map(|(_, evaluation)| evaluation.outcome()).max()?;
                Some(ReadingOutcome {
                    id: option.id.to_string(),
                    says: option.says.clone(),
                    sources: regime.sources_as_known(&option.sources, known),
                    outcome,
                })
            })
            .collect();
        let outcomes: BTreeSet<Outcome> = options.iter().map(|option| option.outcome).collect();
        let fixed = profile.readings.contains_key(reading.id.as_str());
        (!options.is_empty() && (!fixed || options.len() == 1)).then(|| ReadingTaken {
            id: reading.id.to_string(),
            question: reading.question.clone(),
            contested: outcomes.len() > 1,
            fixed,
            options,
        })
    });
    taken.collect()
}
