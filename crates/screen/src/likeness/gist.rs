//! The gist of a word: its letters, those that are written for each other as one.

use super::distance::LONGEST;
use crate::tables::TABLES;

/// The gist of a word; the word itself where nothing would be left.
pub(crate) fn gist(word: &[u8]) -> Box<[u8]> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut letters = word.iter().copied().peekable();
    while let Some(letter) = letters.next() {
        // A scanner reads rn for m.
        let letter = if letter == b'r' && letters.next_if_eq(&b'n').is_some() { b'm' } else { letter };
        let letter = TABLES.letters.gist(letter);
        if let Some(letter) = letter.filter(|letter| out.last() != Some(letter)) {
            out.push(letter);
        }
    }
    if out.is_empty() { word.into() } else { out.into() }
}

/// How many letters may be missing of each of two gists, the longer of which has so many: of words of some length two, but not of
/// the long ones, which are mostly several words run together.
fn missing(longest: usize) -> usize {
    match longest {
        8..=12 => 2,
        _ => CLOSE,
    }
}

/// How many may be missing where one of the words is several run together.
pub(crate) const CLOSE: usize = 1;

/// How many letters are missing of two gists that are one but for few: what is left of both after leaving those out is the same.
pub(crate) fn missing_of(a: &[u8], b: &[u8]) -> Option<usize> {
    let (shortest, longest) = (a.len().min(b.len()), a.len().max(b.len()));
    let most = missing(longest);
    if longest - shortest > most {
        return None;
    }
    let missing = if a == b { 0 } else { longest.saturating_sub(common(a, b)) };
    (missing <= most).then_some(missing)
}

/// How many letters two gists have in common in the same order.
///
/// The longest common subsequence, a bit for a letter: Hyyrö, Bit-parallel LCS-length computation revisited (2004).
fn common(a: &[u8], b: &[u8]) -> usize {
    let mut places = [0u64; 36];
    for (at, letter) in a.iter().take(u64::BITS as usize).enumerate() {
        if let Some(places) = places.get_mut(crate::tables::place(*letter)) {
            *places |= 1 << at;
        }
    }
    let mut apart = u64::MAX;
    for letter in b {
        let same = apart & places.get(crate::tables::place(*letter)).copied().unwrap_or(0);
        apart = apart.wrapping_add(same) | (apart & !same);
    }
    apart.count_zeros() as usize
}

/// Says the digest of everything that is left of a gist after leaving out as many letters as may be missing, but no more than `most`:
/// near gists share one.
///
/// A digest is the letters as digits of one number (Karp and Rabin, 1987), mixed: so what is left without two letters costs two
/// additions.
#[expect(clippy::indexing_slicing, reason = "each letter has its place in every row")]
pub(crate) fn remainders(gist: &[u8], most: usize, mut say: impl FnMut(u64)) {
    let gist = &gist[..gist.len().min(LONGEST)];
    let mut beginnings = [0u64; LONGEST + 1];
    for (at, letter) in gist.iter().enumerate() {
        beginnings[at + 1] = beginnings[at].wrapping_mul(BASE).wrapping_add(u64::from(*letter));
    }
    let whole = beginnings[gist.len()];
    say(mixed(whole));
    // What the number changes by without a letter, and without it where one behind it is left out as well.
    let (mut alone, mut first) = ([0u64; LONGEST], [0u64; LONGEST]);
    let mut power = 1u64;
    for at in (0..gist.len()).rev() {
        let change = beginnings[at].wrapping_sub(beginnings[at + 1]);
        alone[at] = change.wrapping_mul(power);
        if at + 1 < gist.len() {
            first[at] = change.wrapping_mul(power.wrapping_mul(INVERSE));
        }
        power = power.wrapping_mul(BASE);
    }
    let several = missing(gist.len()).min(most) > 1;
    for (at, without) in alone.iter().take(gist.len()).enumerate() {
        say(mixed(whole.wrapping_add(*without)));
        if several {
            for before in &first[..at] {
                say(mixed(whole.wrapping_add(*before).wrapping_add(*without)));
            }
        }
    }
}

/// Spreads a number over all bits.
fn mixed(number: u64) -> u64 {
    (number ^ (number >> 32)).wrapping_mul(MIXES)
}

fn mix(digest: u64, byte: &u8) -> u64 {
    (digest.rotate_left(7) ^ u64::from(*byte)).wrapping_mul(MIXES)
}

/// A digest of something of a sort.
pub(crate) fn digest(sort: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(sort.wrapping_mul(MIXES), mix)
}

/// An odd number whose bits look like chance.
const MIXES: u64 = 0x9e37_79b9_7f4a_7c15;
/// An odd base, and what undoes a multiplication by it.
const BASE: u64 = 0x0005_deec_e66d;
const INVERSE: u64 = inverse(BASE);

/// What an odd number is to be multiplied by to give one, by Newton's method.
const fn inverse(odd: u64) -> u64 {
    let (mut inverse, mut step) = (odd, 0);
    while step < 5 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_written_for_each_other_are_one() {
        for (word, want) in [
            ("mohammed", "muamid"),
            ("muhammad", "muamad"),
            ("khalid", "calid"),
            ("qalid", "calid"),
            ("lirn", "lim"),
            ("1enin", "linin"),
            ("h", "h"),
            ("7", "7"),
        ] {
            assert_eq!(String::from_utf8_lossy(&gist(word.as_bytes())), want, "{word}");
        }
    }

    fn near(a: &[u8], b: &[u8]) -> bool {
        missing_of(a, b).is_some()
    }

    #[test]
    fn near_gists_are_one_but_for_few_letters() {
        for (a, b, want) in [
            ("kim", "kim", true),
            ("kim", "kin", true),
            ("kim", "pak", false),
            ("kalid", "kald", true),
            ("ivanuv", "ivamuf", false),
            ("ivanuva", "ivamufa", false),
            ("tikrit", "tirkit", true),
            ("kalasnikuv", "kulasnikub", true),
            ("kalasnikuv", "kulasmikub", false),
        ] {
            assert_eq!(
                (near(a.as_bytes(), b.as_bytes()), near(b.as_bytes(), a.as_bytes())),
                (want, want),
                "{a} {b}"
            );
        }
    }

    /// Near gists share what is left of them: what the index relies on.
    #[test]
    fn near_gists_share_a_remainder() {
        let mut seed = 1718u64;
        let mut dice = |below: usize| crate::chance::dice(&mut seed, below);
        let letters = b"aiukmnrst";
        let mut seen = [0, 0];
        for _ in 0..20_000 {
            let mut a: Vec<u8> = (0..1 + dice(15)).map(|_| letters[dice(letters.len())]).collect();
            a.dedup();
            let mut b = a.clone();
            for _ in 0..dice(4) {
                match (dice(3), b.is_empty()) {
                    (0, false) => drop(b.remove(dice(b.len()))),
                    (1, false) => {
                        let at = dice(b.len());
                        b[at] = letters[dice(letters.len())];
                    }
                    _ => b.insert(dice(b.len() + 1), letters[dice(letters.len())]),
                }
            }
            b.dedup();
            let of = |gist: &[u8], most: usize| {
                let mut all = Vec::new();
                remainders(gist, most, |digest| all.push(digest));
                all
            };
            let missing = missing_of(&a, &b);
            seen[usize::from(missing.is_some())] += 1;
            let most = missing.map_or(0, |missing| missing.max(CLOSE));
            let (mine, theirs) = (of(&a, most), of(&b, most));
            let shared = mine.iter().any(|digest| theirs.contains(digest));
            assert!(
                shared || missing.is_none(),
                "{} {}",
                String::from_utf8_lossy(&a),
                String::from_utf8_lossy(&b)
            );
        }
        assert!(seen[0] > 1000 && seen[1] > 1000);
    }
}
