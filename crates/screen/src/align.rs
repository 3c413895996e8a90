//! Which word of one name stands for which of the other.

use crate::frequency::Quarters;
use crate::likeness::{Likeness, Way};
use crate::name::{Reading, Unit};
use crate::tables::Role;

/// Two units that agree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) query: u16,
    pub(crate) entry: u16,
    pub(crate) likeness: Likeness,
}

/// Two stretches of words that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) query: u32,
    pub(crate) entry: u32,
    pub(crate) likeness: Likeness,
    /// What agreeing here tells; nothing for words that do not name.
    pub(crate) tells: Quarters,
}

/// Which words stand for which, and which are left over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) left_query: u32,
    pub(crate) left_entry: u32,
}

/// How alike two units are.
pub(crate) fn likeness(query: &Unit, entry: &Unit) -> Option<Likeness> {
    if !(query.consonants_only || entry.consonants_only) {
        return query.shape.likeness(&entry.shape);
    }
    let (a, b) = (&query.shape.consonants, &entry.shape.consonants);
    if a.len().min(b.len()) < 2 {
        return None;
    }
    let value = if a == b {
        if a.len() > 2 { 90 } else { 80 }
    } else {
        match weak_letters_apart(a, b)? {
            1 if a.len().max(b.len()) > 2 => 72,
            2 if a.len().max(b.len()) > 4 => 62,
            _ => return None,
        }
    };
    Some(Likeness { value, way: Way::Consonants })
}

/// How many letters that Arabic writes for vowels too stand in one and not in the other, if nothing else differs.
fn weak_letters_apart(a: &[u8], b: &[u8]) -> Option<u8> {
    let weak = |byte: u8| matches!(byte, b'w' | b'y' | b'h' | b'a' | b'i' | b'u' | b'j' | b'v');
    let (mut a, mut b, mut apart) = (a, b, 0u8);
    loop {
        match (a.split_first(), b.split_first()) {
            (None, None) => return Some(apart),
            (Some((x, rest_a)), Some((y, rest_b))) if x == y => (a, b) = (rest_a, rest_b),
            (Some((x, rest)), _)
                if weak(*x) && (b.first().is_none_or(|y| !weak(*y)) || rest.first() == b.first()) =>
            {
                a = rest;
                apart += 1;
            }
            (_, Some((y, rest))) if weak(*y) => {
                b = rest;
                apart += 1;
            }
            _ => return None,
        }
        if apart > 2 {
            return None;
        }
    }
}

/// Aligns two readings from what agrees, the most telling first.
pub(crate) fn align(query: &Reading, entry: &Reading, hits: &[Hit]) -> Alignment {
    let all = |words: &[Unit]| words.iter().fold(0u32, |mask, unit| mask | unit.mask);
    let mut out =
        Alignment { pairs: Vec::new(), left_query: all(&query.words), left_entry: all(&entry.words) };
    let unit = |reading: &Reading, at: u16| -> Option<Telling> {
        let at = usize::from(at);
        let unit = reading.words.get(at).or_else(|| reading.joined.get(at - reading.words.len()))?;
        Some(Telling {
            mask: unit.mask,
            tells: unit.tells,
            frame_tells: unit.frame_tells,
            names: unit.role.names(),
        })
    };
    let mut ranked: Vec<(u32, Pair)> = hits
        .iter()
        .filter_map(|hit| {
            let (a, b) = (unit(query, hit.query)?, unit(entry, hit.entry)?);
            let tells = tells(&a, &b, hit.likeness.way);
            // A title that is also somebody's name: half of what it tells, so that it can still tip the scales.
            let tells = match (a.names, b.names) {
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
            Some((rank, Pair { query: a.mask, entry: b.mask, likeness: hit.likeness, tells }))
        })
        .collect();
    ranked.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.query.cmp(&y.query)).then(x.entry.cmp(&y.entry)));
    for (_, pair) in ranked {
        if out.left_query & pair.query == pair.query && out.left_entry & pair.entry == pair.entry {
            out.take(pair);
        }
    }
    initials(&mut out, query, entry);
    beginning(&mut out, query, entry);
    out.pairs.sort_by_key(|pair| (pair.query, pair.entry));
    out
}

struct Telling {
    mask: u32,
    tells: Quarters,
    frame_tells: Quarters,
    names: bool,
}

fn tells(a: &Telling, b: &Telling, way: Way) -> Quarters {
    match way {
        Way::DroppedVowels | Way::Consonants => a.frame_tells.min(b.frame_tells),
        _ => a.tells.min(b.tells),
    }
}

impl Alignment {
    fn take(&mut self, pair: Pair) {
        self.left_query &= !pair.query;
        self.left_entry &= !pair.entry;
        self.pairs.push(pair);
    }
}

fn left(reading: &Reading, mask: u32) -> impl Iterator<Item = &Unit> {
    reading
        .words
        .iter()
        .filter(move |unit| unit.mask & mask != 0 && matches!(unit.role, Role::Name | Role::Suffix))
}

/// Single letters left over, for words left over that begin with them.
fn initials(out: &mut Alignment, query: &Reading, entry: &Reading) {
    for (one, other, swapped) in [(query, entry, false), (entry, query, true)] {
        for letter in &one.words {
            let (mine, theirs) =
                if swapped { (out.left_entry, out.left_query) } else { (out.left_query, out.left_entry) };
            if letter.mask & mine == 0 || letter.shape.text.len() != 1 {
                continue;
            }
            let begins =
                |unit: &&Unit| unit.shape.text.first() == letter.shape.text.first() && !unit.consonants_only;
            let Some(word) = left(other, theirs).find(begins) else { continue };
            let (query, entry) = if swapped { (word.mask, letter.mask) } else { (letter.mask, word.mask) };
            let way = if word.shape.text.len() == 1 { Way::Same } else { Way::Initial };
            out.take(Pair { query, entry, likeness: Likeness { value: 80, way }, tells: 14 });
        }
    }
}

/// The last word of a name that was cut off.
fn beginning(out: &mut Alignment, query: &Reading, entry: &Reading) {
    let Some(last) = query.words.last() else { return };
    let written: usize = query.words.iter().map(|unit| unit.shape.text.len() + 1).sum();
    let text = &last.shape.text;
    // Systems cut names at a width; a short name has not been cut.
    if last.mask & out.left_query == 0
        || !(written >= 16 && text.len() >= 2 || text.len() >= 4)
        || last.consonants_only
    {
        return;
    }
    let begins = |unit: &&Unit| unit.shape.text.len() > text.len() && unit.shape.text.starts_with(text);
    let found = left(entry, out.left_entry).find(begins).map(|unit| (unit.mask, unit.tells));
    if let Some((mask, tells)) = found {
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        let tells = tells.min(length.saturating_mul(9));
        out.take(Pair {
            query: last.mask,
            entry: mask,
            likeness: Likeness { value: 80, way: Way::Beginning },
            tells,
        });
    }
}
