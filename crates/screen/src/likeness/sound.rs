//! How a word sounds, coarsely.

/// A coarse sound: digraphs as one letter, letters that sound alike as one, two vowels, no doubles.
pub(crate) fn sound(word: &[u8]) -> Box<[u8]> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(letter) = word.get(at).copied() {
        let next = word.get(at + 1).copied();
        let after = word.get(at + 2).copied();
        let (sounds, taken): (&[u8], usize) = match (letter, next, after) {
            (b's', Some(b'c'), Some(b'h')) | (b't', Some(b'c'), Some(b'h')) => (b"x", 3),
            (b'd', Some(b'z'), Some(b'h')) => (b"j", 3),
            (b's' | b'c', Some(b'h'), _) => (b"x", 2),
            (b'p', Some(b'h'), _) => (b"f", 2),
            (b'c' | b'k' | b'q', Some(b'k' | b'h'), _) => (b"k", 2),
            (b'g', Some(b'h'), _) => (b"g", 2),
            (b'z' | b'd', Some(b'h'), _) => (b"z", 2),
            (b't', Some(b'h'), _) => (b"t", 2),
            (b'd', Some(b'j' | b'z'), _) => (b"j", 2),
            (b't', Some(b's' | b'z'), _) => (b"s", 2),
            (b'o', Some(b'u' | b'o'), _) => (b"u", 2),
            (b'e', Some(b'e'), _) => (b"i", 2),
            (b'a' | b'e' | b'i', Some(b'y' | b'i'), _) => (b"i", 2),
            (b'i', Some(b'e'), _) => (b"i", 2),
            (b'c', Some(b'e' | b'i' | b'y'), _) => (b"s", 1),
            (b'c' | b'q', ..) => (b"k", 1),
            (b'x', ..) => (b"ks", 1),
            (b'w', ..) => (b"v", 1),
            (b'y' | b'e', ..) => (b"i", 1),
            (b'o', ..) => (b"u", 1),
            (b'z', ..) => (b"z", 1),
            (b'h', ..) if next.is_none() => (b"", 1),
            _ => (word.get(at..=at).unwrap_or_default(), 1),
        };
        for sound in sounds {
            if out.last() != Some(sound) {
                out.push(*sound);
            }
        }
        at += taken;
    }
    out.into()
}
