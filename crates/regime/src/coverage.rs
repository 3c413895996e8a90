//! What the ledger holds of each instrument, paragraph by paragraph: nothing is left out in silence.

use jiff::civil::Date;
use serde::Serialize;

use crate::law::{Account, Instrument, Paragraphs, Provision, Standing};
use crate::regime::Regime;

/// What is held of one instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Its id.
    pub instrument: String,
    /// Its symbol.
    pub symbol: String,
    /// Its day of adoption.
    pub adopted: String,
    /// How many operative paragraphs it has; `None` where that is not known.
    pub paragraphs: Option<u16>,
    /// How well that number was checked.
    pub paragraphs_confidence: Standing,
    /// How many provisions the ledger holds of it.
    pub provisions: usize,
    /// Its paragraphs in order, like ones in one row.
    pub rows: Vec<CoverageRow>,
}

/// How consecutive paragraphs stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverageRow {
    /// `16`, `16-19`, or `2-` where the number of paragraphs is not known.
    pub paragraphs: String,
    /// Whether provisions hold them.
    pub state: CoverageState,
    /// The provisions that hold them.
    pub provisions: Vec<String>,
    /// The weakest confidence in those provisions' paragraph numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_confidence: Option<Standing>,
    /// What is left out, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Whether provisions hold a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageState {
    /// Wholly.
    Encoded,
    /// In part.
    Partly,
    /// Not: it is known and left out.
    NotEncoded,
    /// Not: nobody here has seen its text.
    Unseen,
}

impl CoverageState {
    /// Every state, best first.
    pub const ALL: [CoverageState; 4] =
        [CoverageState::Encoded, CoverageState::Partly, CoverageState::NotEncoded, CoverageState::Unseen];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            CoverageState::Encoded => "encoded",
            CoverageState::Partly => "partly",
            CoverageState::NotEncoded => "not-encoded",
            CoverageState::Unseen => "unseen",
        }
    }
}

impl From<Account> for CoverageState {
    fn from(account: Account) -> CoverageState {
        match account {
            Account::Partly => CoverageState::Partly,
            Account::NotEncoded => CoverageState::NotEncoded,
            Account::Unseen => CoverageState::Unseen,
        }
    }
}

impl Coverage {
    /// How many paragraphs stand so; those after an unknown end count once.
    pub fn count(&self, state: CoverageState) -> usize {
        let of = |row: &CoverageRow| match row.paragraphs.parse() {
            Ok(Paragraphs { first, last: Some(last) }) => usize::from(last - first) + 1,
            _ => 1,
        };
        self.rows.iter().filter(|row| row.state == state).map(of).sum()
    }
}

impl Regime {
    /// What is held of each instrument adopted by a day.
    pub fn coverage(&self, known: Date) -> Vec<Coverage> {
        let held = self.instruments.iter().enumerate().filter(|(_, held)| held.adopted <= known);
        held.map(|(place, instrument)| self.coverage_of(place, instrument, known)).collect()
    }

    fn coverage_of(&self, place: usize, instrument: &Instrument, known: Date) -> Coverage {
        let provisions: Vec<&Provision> =
            self.provisions().filter(|(_, of)| *of.id == *instrument.id).map(|(held, _)| held).collect();
        let accounted = self.accounted.get(place).map(Vec::as_slice).unwrap_or_default();
        let mut rows: Vec<CoverageRow> = Vec::new();
        for number in 1..=last_number(instrument, &provisions) {
            let row = accounted
                .iter()
                .find(|row| row.paragraphs.parse::<Paragraphs>().is_ok_and(|range| range.contains(number)));
            let holding = provisions.iter().filter(|held| numbers_of(held).any(|n| n.contains(number)));
            let holding: Vec<_> = holding.collect();
            let state = row.map_or(CoverageState::Encoded, |row| row.account.into());
            let reason = row.map(|row| self.as_known(&row.reason, known).unwrap_or_default());
            let names: Vec<String> = holding.iter().map(|held| held.id.to_string()).collect();
            let follows = rows.last_mut().filter(|last| {
                last.state == state && last.reason == reason && last.provisions == names && reason.is_some()
            });
            if let Some(last) = follows {
                if let Ok(range) = last.paragraphs.parse::<Paragraphs>() {
                    last.paragraphs = Paragraphs { last: Some(number), ..range }.to_string();
                }
                continue;
            }
            rows.push(CoverageRow {
                paragraphs: number.to_string(),
                state,
                provisions: names,
                number_confidence: holding.iter().map(|held| held.confidence.number).max(),
                reason,
            });
        }
        let open = accounted
            .iter()
            .find(|row| row.paragraphs.parse::<Paragraphs>().is_ok_and(|range| range.last.is_none()));
        rows.extend(open.map(|row| CoverageRow {
            paragraphs: row.paragraphs.to_string(),
            state: row.account.into(),
            provisions: Vec::new(),
            number_confidence: None,
            reason: Some(self.as_known(&row.reason, known).unwrap_or_default()),
        }));
        Coverage {
            instrument: instrument.id.to_string(),
            symbol: instrument.symbol.clone(),
            adopted: instrument.adopted.to_string(),
            paragraphs: instrument.paragraphs,
            paragraphs_confidence: instrument.confidence.paragraphs,
            provisions: provisions.len(),
            rows,
        }
    }
}

/// The paragraphs that a provision stands in: its own, and those of its exceptions.
pub(crate) fn numbers_of(provision: &Provision) -> impl Iterator<Item = Paragraphs> {
    let own = std::iter::once(provision.cite.as_str());
    own.chain(provision.exceptions.iter().filter_map(|exception| exception.cite.as_deref()))
        .filter_map(|cite| cite.parse().ok())
}

/// The last paragraph to account for by itself: the instrument's last, or the last that a provision names.
pub(crate) fn last_number(instrument: &Instrument, provisions: &[&Provision]) -> u16 {
    let named = provisions.iter().flat_map(|held| numbers_of(held)).filter_map(|numbers| numbers.last);
    instrument.paragraphs.unwrap_or_else(|| named.max().unwrap_or(0))
}
