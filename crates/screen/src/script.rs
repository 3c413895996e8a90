//! A stand-in until the scripts arrive: every word by the general table.

/// A word in Latin letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatinForm {
    /// Lower-case ASCII, tokens separated by one space.
    pub text: String,
    /// The system it follows.
    pub system: System,
    /// Whether it is a guess among several readings.
    pub uncertain: bool,
}

/// How a word was brought to Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// It was in Latin letters.
    AsWritten,
    /// Consonants only.
    ArabicSkeleton,
    /// The general table.
    Fallback,
}

/// The readings of a word.
pub fn latin_forms(word: &str) -> Vec<LatinForm> {
    let text = any_ascii::any_ascii(word).to_ascii_lowercase();
    let text: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let arabic = word.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let system = if arabic { System::ArabicSkeleton } else { System::Fallback };
    let text = if arabic { consonant_skeleton(&text) } else { text };
    vec![LatinForm { text, system, uncertain: false }]
}

/// The consonants of a Latin spelling, as Arabic would write them.
pub fn consonant_skeleton(latin: &str) -> String {
    let mut out = String::new();
    for c in latin.chars().filter(|c| !"aeiou".contains(*c)) {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}
