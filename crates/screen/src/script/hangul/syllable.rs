//! Hangul syllables and their letters (Unicode 16.0, section 3.12).

use std::borrow::Cow;

const FIRST: u32 = 0xAC00;
const CODA_COUNT: u32 = 28;
const VOWEL_COUNT: u32 = 21;
const ONSET_COUNT: u32 = 19;

/// The initial consonants in the order of Unicode.
pub(crate) const ONSETS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ', 'ㅌ',
    'ㅍ', 'ㅎ',
];

/// The vowels in the order of Unicode.
pub(crate) const VOWELS: [char; 21] = [
    'ㅏ', 'ㅐ', 'ㅑ', 'ㅒ', 'ㅓ', 'ㅔ', 'ㅕ', 'ㅖ', 'ㅗ', 'ㅘ', 'ㅙ', 'ㅚ', 'ㅛ', 'ㅜ', 'ㅝ', 'ㅞ', 'ㅟ',
    'ㅠ', 'ㅡ', 'ㅢ', 'ㅣ',
];

/// The final consonants in the order of Unicode; the first stands for none.
pub(crate) const CODAS: [char; 28] = [
    ' ', 'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

/// A Hangul syllable as its three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable {
    pub(super) onset: char,
    pub(super) vowel: char,
    /// A space where the syllable is open.
    pub(super) coda: char,
}

impl Syllable {
    /// The letters of a syllable; none for any other character.
    ///
    /// ```
    /// use interdict_screen::script::hangul::Syllable;
    ///
    /// let syllable = Syllable::of('정').unwrap();
    /// assert_eq!((syllable.onset(), syllable.vowel(), syllable.coda()), ('ㅈ', 'ㅓ', Some('ㅇ')));
    /// assert_eq!(Syllable::of('a'), None);
    /// ```
    pub fn of(letter: char) -> Option<Self> {
        let index = (letter as u32).checked_sub(FIRST)?;
        let part = |index: u32, letters: &[char]| letters.get(index as usize).copied();
        Some(Self {
            onset: part(index / (VOWEL_COUNT * CODA_COUNT), &ONSETS)?,
            vowel: part(index / CODA_COUNT % VOWEL_COUNT, &VOWELS)?,
            coda: part(index % CODA_COUNT, &CODAS)?,
        })
    }

    /// The initial consonant; `ㅇ` where it is silent.
    pub fn onset(self) -> char {
        self.onset
    }

    /// The vowel.
    pub fn vowel(self) -> char {
        self.vowel
    }

    /// The final consonant, if there is one.
    pub fn coda(self) -> Option<char> {
        (self.coda != ' ').then_some(self.coda)
    }
}

/// A text with conjoining letters (U+1100 to U+11FF) put together to syllables.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|letter| ('\u{1100}'..='\u{11FF}').contains(&letter)) {
        return Cow::Borrowed(text);
    }
    let mut composed = String::with_capacity(text.len());
    for letter in text.chars() {
        let last = composed.chars().next_back();
        match last.and_then(|last| join(last, letter)) {
            Some(joined) => {
                composed.pop();
                composed.push(joined);
            }
            None => composed.push(letter),
        }
    }
    Cow::Owned(composed)
}

/// An initial with a vowel, or an open syllable with a final.
fn join(last: char, next: char) -> Option<char> {
    let (last, next) = (last as u32, next as u32);
    let within = |first: u32, count: u32, code: u32| code.checked_sub(first).filter(|index| *index < count);
    if let (Some(onset), Some(vowel)) = (within(0x1100, ONSET_COUNT, last), within(0x1161, VOWEL_COUNT, next))
    {
        return char::from_u32(FIRST + (onset * VOWEL_COUNT + vowel) * CODA_COUNT);
    }
    let open = within(FIRST, ONSET_COUNT * VOWEL_COUNT * CODA_COUNT, last)
        .filter(|index| index % CODA_COUNT == 0)?;
    let coda = within(0x11A7, CODA_COUNT, next).filter(|coda| *coda > 0)?;
    char::from_u32(FIRST + open + coda)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_come_apart() {
        let letters =
            |letter| Syllable::of(letter).map(|syllable| (syllable.onset, syllable.vowel, syllable.coda));
        assert_eq!(letters('가'), Some(('ㄱ', 'ㅏ', ' ')));
        assert_eq!(letters('힣'), Some(('ㅎ', 'ㅣ', 'ㅎ')));
        assert_eq!(letters('룡'), Some(('ㄹ', 'ㅛ', 'ㅇ')));
        assert_eq!(letters('힤'), None);
        assert!(('가'..='힣').all(|letter| Syllable::of(letter).is_some()));
    }

    #[test]
    fn letters_come_together() {
        assert_eq!(composed("\u{1105}\u{1175}\u{1107}\u{1167}\u{11BC}"), "리병");
        assert_eq!(composed("리\u{11A8}x\u{11A8}"), "릭x\u{11A8}");
    }
}
