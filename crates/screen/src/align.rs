//! Which word of one name stands for which of the other.

use crate::frequency::Quarters;
use crate::likeness::{Likeness, Way};
use crate::side::{Side, Unit};
use crate::tables::Role;

/// What an initial tells.
pub(crate) const INITIAL: Quarters = 14;

/// How alike words must be for a listed name to stand whole in a longer one, in hundredths.
const AS_WRITTEN: u8 = 85;

/// Two units that agree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) query: u16,
    pub(crate) entry: u16,
    pub(crate) likeness: Likeness,
    /// Whether the listed name can hang on it.
    pub(crate) holds: bool,
}

/// Two stretches of words that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) query: u32,
    pub(crate) entry: u32,
    pub(crate) likeness: Likeness,
    /// What agreeing here tells; nothing for words that do not name.
    pub(crate) tells: Quarters,
    /// Whether the listed name can hang on it.
    pub(crate) holds: bool,
}

/// Which words stand for which, and which are left over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) left_query: u32,
    pub(crate) left_entry: u32,
    /// What agrees, the most telling first: room used again.
    ranked: Vec<(u32, Pair)>,
}

/// Aligns two readings from what agrees, the most telling first, in place of what was aligned before.
pub(crate) fn align(out: &mut Alignment, query: &Side<'_>, entry: &Side<'_>, hits: &[Hit]) {
    out.pairs.clear();
    (out.left_query, out.left_entry) = (query.all(), entry.all());
    let mut ranked = std::mem::take(&mut out.ranked);
    ranked.clear();
    ranked.extend(hits.iter().filter_map(|hit| {
        let (a, b) = (query.unit(hit.query)?, entry.unit(hit.entry)?);
        let tells = tells(a, b, hit.likeness.way);
        // A title that is also somebody's name: half of what it tells, so that it can still tip the scales.
        let tells = match (a.role.names(), b.role.names()) {
            (true, true) => tells,
            (false, false) => 0,
            _ => tells / 2,
        };
        let whole = a.mask.count_ones() + b.mask.count_ones();
        // Among equals the likelier neighbour: the same place in both names.
        let shift = a.mask.trailing_zeros().abs_diff(b.mask.trailing_zeros());
        let rank = u32::from(hit.likeness.value).pow(2) * (u32::from(tells) + 8) * 8
            + whole * 500
            + (24 - shift.min(24));
        let (query, entry, holds) = (a.mask, b.mask, hit.holds);
        Some((rank, Pair { query, entry, likeness: hit.likeness, tells, holds }))
    }));
    ranked
        .sort_unstable_by(|(a, x), (b, y)| b.cmp(a).then(x.query.cmp(&y.query)).then(x.entry.cmp(&y.entry)));
    for (_, pair) in ranked.iter().copied() {
        if out.left_query & pair.query == pair.query && out.left_entry & pair.entry == pair.entry {
            out.take(pair);
        }
    }
    out.ranked = ranked;
    initials(out, query, entry);
    beginning(out, query, entry);
    out.pairs.sort_unstable_by_key(|pair| (pair.query, pair.entry));
}

fn tells(a: &Unit<'_>, b: &Unit<'_>, way: Way) -> Quarters {
    match way {
        Way::DroppedVowels | Way::Consonants => a.worth.frame_tells.min(b.worth.frame_tells),
        _ => a.worth.tells.min(b.worth.tells),
    }
}

impl Alignment {
    /// The words of the query that agree with words on which the listed name can hang, one bit each.
    pub(crate) fn held(&self) -> u32 {
        self.pairs.iter().filter(|pair| pair.holds).fold(0, |held, pair| held | pair.query)
    }

    /// The words of the query among which the whole listed name stands: from the first that agrees to the last, as the list has them,
    /// in its order and next to each other.
    pub(crate) fn whole_within(&self, query: &Side<'_>, entry: &Side<'_>) -> Option<u32> {
        let telling = || self.pairs.iter().filter(|pair| pair.tells > 0);
        let written = |pair: &Pair| {
            let way = matches!(pair.likeness.way, Way::Same | Way::Family | Way::Sound | Way::Spelling);
            way && pair.likeness.value >= AS_WRITTEN
        };
        let in_order = telling().is_sorted_by_key(|pair| pair.entry.trailing_zeros());
        if self.left_entry & entry.naming() != 0 || !in_order || !telling().all(written) {
            return None;
        }
        // One word alone must be the very word.
        if telling().count() == 1 && telling().any(|pair| pair.likeness.way != Way::Same) {
            return None;
        }
        let agreeing = telling().fold(0, |all, pair| all | pair.query);
        let within =
            (u32::MAX.checked_shr(agreeing.leading_zeros())?) & (u32::MAX << agreeing.trailing_zeros());
        (self.left_query & query.naming() & within == 0).then_some(within)
    }

    fn take(&mut self, pair: Pair) {
        self.left_query &= !pair.query;
        self.left_entry &= !pair.entry;
        self.pairs.push(pair);
    }
}

fn left<'a>(side: &'a Side<'_>, mask: u32) -> impl Iterator<Item = &'a Unit<'a>> {
    side.words()
        .iter()
        .filter(move |unit| unit.mask & mask != 0 && matches!(unit.role, Role::Name | Role::Suffix))
}

/// Single letters left over, for words left over that begin with them.
fn initials(out: &mut Alignment, query: &Side<'_>, entry: &Side<'_>) {
    for (one, other, swapped) in [(query, entry, false), (entry, query, true)] {
        for letter in one.words() {
            let (mine, theirs) =
                if swapped { (out.left_entry, out.left_query) } else { (out.left_query, out.left_entry) };
            if letter.mask & mine == 0 || letter.text().len() != 1 {
                continue;
            }
            let begins =
                |unit: &&Unit<'_>| unit.text().first() == letter.text().first() && !unit.consonants_only();
            let Some(word) = left(other, theirs).find(begins) else { continue };
            let (query, entry) = if swapped { (word.mask, letter.mask) } else { (letter.mask, word.mask) };
            let way = if word.text().len() == 1 { Way::Same } else { Way::Initial };
            out.take(Pair {
                query,
                entry,
                likeness: Likeness::new(Way::Initial.most(), way),
                tells: INITIAL,
                holds: false,
            });
        }
    }
}

/// Whether the last word of a query may have been cut off: systems cut names at a width, and a short name has not been cut.
pub(crate) fn beginning_counts(query: &Side<'_>) -> bool {
    let Some(last) = query.words().last() else { return false };
    let written: usize = query.words().iter().map(|unit| unit.text().len() + 1).sum();
    (written >= 16 && last.text().len() >= 2 || last.text().len() >= 4) && !last.consonants_only()
}

/// What the beginning of a word tells: no more than its letters can.
pub(crate) fn cut_off_tells(tells: Quarters, beginning: &[u8]) -> Quarters {
    tells.min(u8::try_from(beginning.len()).unwrap_or(u8::MAX).saturating_mul(9))
}

/// The last word of a name that was cut off.
fn beginning(out: &mut Alignment, query: &Side<'_>, entry: &Side<'_>) {
    let Some(last) = query.words().last() else { return };
    let text = last.text();
    if last.mask & out.left_query == 0 || !beginning_counts(query) {
        return;
    }
    let begins = |unit: &&Unit<'_>| unit.text().len() > text.len() && unit.text().starts_with(text);
    let found = left(entry, out.left_entry).find(begins).map(|unit| (unit.mask, unit.worth.tells));
    if let Some((mask, tells)) = found {
        let tells = cut_off_tells(tells, text);
        out.take(Pair {
            query: last.mask,
            entry: mask,
            likeness: Likeness::new(Way::Beginning.most(), Way::Beginning),
            tells,
            holds: true,
        });
    }
}
