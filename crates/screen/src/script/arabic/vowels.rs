//! Vowels for words that no table knows.

use super::letters::{Class, Letter};

/// A word in Latin letters with `a` where a vowel must stand: `tkryty` as `takriti`.
///
/// Long vowels are written; between consonants syllables are built as Arabic builds them, consonant,
/// vowel, and at most one consonant to close. The vowel itself is a guess, `a` being the commonest.
pub(super) fn supplied(word: &str) -> String {
    let sounds = sounds(word);
    let mut latin = String::with_capacity(word.len() * 2);
    let mut after_vowel = false;
    for (at, sound) in sounds.iter().enumerate() {
        match sound {
            Sound::Vowel(vowel) => {
                latin.push_str(vowel);
                after_vowel = true;
            }
            Sound::Consonant(consonant) => {
                latin.push_str(consonant);
                let next_closes = at + 2 == sounds.len();
                let cluster = matches!(sounds.get(at + 1), Some(Sound::Consonant(_)));
                after_vowel = cluster && (!after_vowel || next_closes);
                if after_vowel {
                    latin.push('a');
                }
            }
        }
    }
    latin
}

enum Sound {
    Consonant(&'static str),
    Vowel(&'static str),
}

/// The word's letters as sounds; `waw` and `ya` are consonants at its beginning and beside a vowel.
fn sounds(word: &str) -> Vec<Sound> {
    let letters: Vec<Letter> = word.chars().filter_map(Letter::of).collect();
    let mut sounds: Vec<Sound> = Vec::with_capacity(letters.len());
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).map(|next| next.class);
        let before_vowel = matches!(next, Some(Class::Vowel | Class::Glide(_)));
        let after_vowel = matches!(sounds.last(), Some(Sound::Vowel(_)));
        sounds.push(match letter.class {
            Class::Consonant(_) | Class::Silent => Sound::Consonant(letter.latin),
            Class::Vowel => Sound::Vowel(letter.latin),
            Class::Glide(glide) if at == 0 || before_vowel || after_vowel => {
                Sound::Consonant(if glide == 'w' { "w" } else { "y" })
            }
            Class::Glide(_) => Sound::Vowel(letter.latin),
        });
    }
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_built() {
        for (word, latin) in [
            ("تكريتي", "takriti"),
            ("محمد", "mahmad"),
            ("حسين", "hasin"),
            ("قاسم", "qasam"),
            ("احمد", "ahmad"),
            ("محمود", "mahmud"),
            ("حسن", "hasan"),
            ("وليد", "walid"),
            ("طويل", "tawil"),
            ("پهلوي", "pahlawi"),
            ("", ""),
        ] {
            assert_eq!(supplied(word), latin);
        }
    }
}
