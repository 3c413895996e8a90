//! Listed parties in any number: real ones grown by exchanging their words, or invented ones from the repository's tables.
//!
//! A grown party takes a real one with its aliases and exchanges about half of its words for words of other parties of its kind,
//! drawn as often as they occur: so common words stay common, aliases stay like each other, and new combinations arise as new names
//! do. The seed is fixed: every machine grows the same.

use std::collections::HashMap;

use interdict_screen::{Kind, Party, PartyName};

/// Numbers that look like chance and are the same everywhere (`SplitMix64`).
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

/// So many parties: the first of those given, and beyond them ones grown from them.
pub fn grown(parties: &[Party], count: usize) -> Vec<Party> {
    let mut words: HashMap<(Kind, bool), Vec<&str>> = HashMap::new();
    let of = |kind: Kind, word: &str| (kind, word.is_ascii());
    for party in parties {
        for word in party.names.iter().flat_map(|name| name.text.split_whitespace()) {
            words.entry(of(party.kind, word)).or_default().push(word);
        }
    }
    let mut dice = Dice::new(1718);
    let mut out: Vec<Party> = Vec::with_capacity(count);
    if parties.len() > count {
        // Every so-manyth, so that small lists are as mixed as large ones.
        return (0..count).map(|at| parties[at * parties.len() / count].clone()).collect();
    }
    out.extend_from_slice(parties);
    while out.len() < count {
        let mut party = parties[dice.below(parties.len())].clone();
        party.id = format!("grown-{}", out.len());
        let mut exchanged: HashMap<String, String> = HashMap::new();
        for name in &mut party.names {
            let new: Vec<String> = name
                .text
                .split_whitespace()
                .map(|word| {
                    let known = exchanged.entry(word.to_owned()).or_insert_with(|| {
                        let others = &words[&of(party.kind, word)];
                        if dice.below(2) == 0 {
                            word.to_owned()
                        } else {
                            others[dice.below(others.len())].to_owned()
                        }
                    });
                    known.clone()
                })
                .collect();
            name.text = new.join(" ");
        }
        out.push(party);
    }
    out
}

/// Invented parties: words of the table of frequencies, as often as it says, and rare words made of syllables.
pub fn invented(count: usize) -> Vec<Party> {
    let table = include_str!("../../screen/data/frequencies.toml");
    let table: toml::Value = toml::from_str(table).expect("the table is TOML");
    let pool = |section: &str| -> Vec<String> {
        let rows = table[section].as_table().expect("a section");
        rows.iter()
            .flat_map(|(quarters, words)| {
                // A word of so many quarters of a bit once in so many.
                let quarters: u32 = quarters.parse().expect("quarters");
                let copies = 1usize << (50u32.saturating_sub(quarters) / 4);
                words
                    .as_str()
                    .expect("words")
                    .split_whitespace()
                    .flat_map(move |word| std::iter::repeat_n(word.to_owned(), copies))
            })
            .collect()
    };
    let (person, body) = (pool("person"), pool("organisation"));
    let mut dice = Dice::new(2397);
    let mut parties = Vec::with_capacity(count);
    for at in 0..count {
        let (kind, pool) =
            if dice.below(3) == 0 { (Kind::Organisation, &body) } else { (Kind::Person, &person) };
        let name = |dice: &mut Dice| {
            let words = 2 + dice.below(3);
            let word = |dice: &mut Dice| {
                if dice.below(3) == 0 { rare(dice) } else { pool[dice.below(pool.len())].clone() }
            };
            (0..words).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
        };
        let names: Vec<PartyName> = (0..1 + dice.below(3)).map(|_| PartyName::new(name(&mut dice))).collect();
        parties.push(Party { id: format!("invented-{at}"), kind, names, ..Party::default() });
    }
    parties
}

/// A word that hardly anybody has.
fn rare(dice: &mut Dice) -> String {
    const BEGIN: [&str; 24] = [
        "b", "ch", "d", "f", "g", "gh", "h", "j", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "t", "th",
        "v", "w", "y", "z", "",
    ];
    const VOWEL: [&str; 8] = ["a", "e", "i", "o", "u", "a", "i", "ou"];
    const END: [&str; 10] = ["", "", "", "n", "r", "l", "m", "s", "t", "k"];
    let mut word = String::new();
    for _ in 0..2 + dice.below(3) {
        word.push_str(BEGIN[dice.below(BEGIN.len())]);
        word.push_str(VOWEL[dice.below(VOWEL.len())]);
        word.push_str(END[dice.below(END.len())]);
    }
    word
}

/// A name with one slip: a letter left out, doubled or exchanged, or two words exchanged.
pub fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = dice.below(letters.len().max(2) - 1);
    match dice.below(4) {
        0 if letters.len() > 3 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => {
            let mut words: Vec<&str> = name.split_whitespace().collect();
            words.rotate_left(1);
            return words.join(" ");
        }
    }
    letters.into_iter().collect()
}
