//! Findings looked for: who made them, for which State, in time or not.

use jiff::civil::Date;

use super::View;
use crate::country::CountryCode;
use crate::dealing::{Finding, Said};
use crate::law::{FindingTest, StateRole, Step, StepTiming};
use crate::truth::Truth;

/// A finding looked for.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'a> {
    pub(crate) kind: &'a str,
    pub(crate) by: &'a str,
    pub(crate) of: Option<StateRole>,
    pub(crate) timing: StepTiming,
    /// Days before the act by which it must be made.
    pub(crate) days: i32,
}

impl<'a> Sought<'a> {
    /// What a test looks for: made before the act.
    pub(crate) fn of_test(test: &'a FindingTest) -> Sought<'a> {
        Sought { kind: &test.kind, by: &test.by, of: test.of, timing: StepTiming::Before, days: 0 }
    }

    /// What a step requires.
    pub(crate) fn of_step(step: &'a Step) -> Sought<'a> {
        let days = step.days.unwrap_or_default();
        Sought { kind: &step.finding, by: &step.by, of: step.of, timing: step.when, days }
    }
}

/// What is found of a finding looked for.
#[derive(Clone, Copy)]
pub(crate) enum FindingFound<'a> {
    /// None that stands.
    NotRecorded,
    /// It is the target State's own.
    OfTarget,
    /// It is of a State, and another is wanted.
    OfAnother(CountryCode, CountryCode),
    /// It is recorded as not made.
    NotMade,
    /// It is recorded as unknown.
    Unknown(&'a Finding),
    /// It was made.
    Made(&'a Finding),
    /// It was made too late for an act of the day.
    TooLate(&'a Finding, Date),
    /// It was made, and the day of the act is not given.
    PerhapsInTime(&'a Finding),
}

impl<'a> FindingFound<'a> {
    /// What is recorded and leaves it open.
    pub(crate) fn open(self) -> Option<&'a Finding> {
        match self {
            FindingFound::Unknown(finding) | FindingFound::PerhapsInTime(finding) => Some(finding),
            _ => None,
        }
    }

    pub(crate) fn truth(self) -> Truth {
        match self {
            FindingFound::Made(_) => Truth::True,
            FindingFound::Unknown(_) | FindingFound::PerhapsInTime(_) => Truth::Unknown,
            _ => Truth::False,
        }
    }

    pub(crate) fn words(self, view: &View<'_, '_>) -> String {
        let named = |finding: &Finding| match (&finding.date, &finding.reference) {
            (Some(date), Some(reference)) => say!(view, "recorded of {date} ({reference})"),
            (Some(date), None) => say!(view, "recorded of {date}"),
            (None, Some(reference)) => say!(view, "recorded ({reference})"),
            (None, None) => "recorded".to_owned(),
        };
        match self {
            FindingFound::NotRecorded => "not recorded".to_owned(),
            FindingFound::OfTarget => {
                say!(view, "recorded of {}, whose own findings do not count", view.regime.about().target_name)
            }
            FindingFound::OfAnother(state, wanted) => {
                say!(view, "recorded of {state}, and it is for {wanted} to make it")
            }
            FindingFound::NotMade => "recorded as not made".to_owned(),
            FindingFound::Unknown(_) => "recorded as unknown".to_owned(),
            FindingFound::Made(finding) => named(finding),
            FindingFound::TooLate(finding, day) => {
                say!(view, "{}, too late for an act of {day}", named(finding))
            }
            FindingFound::PerhapsInTime(finding) => {
                say!(view, "{}; whether in time hangs on the day of the act", named(finding))
            }
        }
    }
}

/// Looks for a finding that counts on the day: known, of the right State, and, where it must come before, dated in time or
/// undated. The best one speaks; of equals the last.
pub(crate) fn finding_found<'a>(view: &View<'a, '_>, sought: Sought<'_>) -> FindingFound<'a> {
    let known = view.clocks.known;
    let matching = view
        .findings()
        .filter(|finding| finding.kind == sought.kind && finding.by == sought.by && finding.published(known));
    // What was withdrawn or refused later no longer counts.
    let withdrawn =
        matching.clone().filter(|finding| finding.status == Said::No).filter_map(|finding| finding.date);
    let withdrawn = withdrawn.filter(|date| view.day().is_none_or(|day| *date <= day)).max();
    let stands =
        |finding: &&Finding| finding.date.is_none_or(|date| withdrawn.is_none_or(|gone| date > gone));
    matching.filter(stands).fold(FindingFound::NotRecorded, |best, finding| {
        let found = match wrong_state(view, finding, sought.of) {
            Some(found) => found,
            None => finding_counts(view, finding, sought.timing, sought.days),
        };
        if found.truth() >= best.truth() { found } else { best }
    })
}

/// A finding that names a State other than the one whose finding counts. One that names none is taken at its word.
fn wrong_state(
    view: &View<'_, '_>,
    finding: &Finding,
    of: Option<StateRole>,
) -> Option<FindingFound<'static>> {
    if finding.state == Some(view.regime.target()) {
        return Some(FindingFound::OfTarget);
    }
    let wanted = match of? {
        StateRole::Exporting => {
            view.goods().and_then(|line| line.origin.country.known()).or(view.from().country.known())
        }
        StateRole::Importing => view.to().country.known(),
    }?;
    let state = finding.state.filter(|state| *state != wanted)?;
    Some(FindingFound::OfAnother(state, wanted))
}

fn finding_counts<'a>(
    view: &View<'_, '_>,
    finding: &'a Finding,
    timing: StepTiming,
    days: i32,
) -> FindingFound<'a> {
    match (finding.status, finding.date) {
        (Said::No, _) => FindingFound::NotMade,
        (Said::Unknown, _) => FindingFound::Unknown(finding),
        (Said::Yes, Some(date)) if timing == StepTiming::Before => match view.day() {
            Some(day) if date <= day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day) => {
                FindingFound::Made(finding)
            }
            Some(day) => FindingFound::TooLate(finding, day),
            None => FindingFound::PerhapsInTime(finding),
        },
        (Said::Yes, _) => FindingFound::Made(finding),
    }
}

/// Whether the dealing records that a finding was *not* made.
pub(crate) fn finding_denied(view: &View<'_, '_>, kind: &str, by: &str) -> bool {
    let recorded =
        |finding: &&Finding| finding.kind == kind && finding.by == by && finding.status == Said::No;
    view.findings().filter(recorded).any(|finding| finding.published(view.clocks.known))
}
