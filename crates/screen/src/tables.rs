//! The word and letter tables of `data/`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

/// What a word does in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Role {
    /// It names.
    Name,
    /// It addresses: `Dr`, `Sheikh`.
    Honorific,
    /// It addresses a person, and means something else in the name of a body: `General`.
    Office,
    /// It joins: `al`, `bin`, `van`.
    Particle,
    /// It follows the name: `Jr`.
    Suffix,
    /// It says what legal form a company has.
    LegalForm,
    /// It stood in brackets.
    Aside,
}

impl Role {
    /// Whether the word tells parties apart; the others only colour a name.
    pub(crate) fn names(self) -> bool {
        self == Self::Name
    }

    /// Whether a name can hang on the word: not on one that joins or addresses, which too many have.
    pub(crate) fn holds(self) -> bool {
        !matches!(self, Self::Particle | Self::Honorific)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonWords {
    part: Vec<Part>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    role: String,
    #[expect(dead_code, reason = "for the reader of the table")]
    why: String,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CompanyForms {
    establishments: String,
    form: Vec<Form>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[expect(
        dead_code,
        reason = "for the reader of the table: the classes differ, their names are not printed"
    )]
    class: String,
    spellings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    numbers: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spellings {
    families: Vec<String>,
}

/// What changing one letter costs, in twentieths of a wholly different one.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Edits {
    pub(crate) vowel_for_vowel: u16,
    pub(crate) vowel_left_out: u16,
    pub(crate) doubled_letter: u16,
    pub(crate) letter_left_out: u16,
    pub(crate) h_left_out: u16,
    pub(crate) y_left_out: u16,
    pub(crate) exchanged_neighbours: u16,
    pub(crate) other: u16,
    pub(crate) first_letter: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterFile {
    edits: Edits,
    alike: Vec<Alike>,
    gist: Gist,
    homoglyphs: HashMap<char, char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Gist {
    as_one: Vec<String>,
    left_out: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alike {
    #[expect(dead_code, reason = "for the reader of the table")]
    why: String,
    cost: u16,
    pairs: Vec<String>,
}

/// The table of letters, laid out for the innermost loop.
pub(crate) struct Letters {
    pub(crate) edits: Edits,
    /// The cost of one letter for another: letters first, then digits.
    exchange: Box<[[u16; 36]; 36]>,
    /// The letter that a gist has for each; none where it is left out.
    gist: [Option<u8>; 128],
    homoglyphs: HashMap<char, char>,
}

/// A letter's or digit's place in the table.
pub(crate) fn place(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'0'..=b'9' => usize::from(byte - b'0') + 26,
        _ => 0,
    }
}

/// Whether a byte is a vowel that spellings leave out.
pub(crate) fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

impl Letters {
    fn new(file: LetterFile) -> Self {
        let mut exchange = Box::new([[file.edits.other; 36]; 36]);
        let mut set = |a: u8, b: u8, cost: u16| {
            for (row, column) in [(place(a), place(b)), (place(b), place(a))] {
                if let Some(cell) = exchange.get_mut(row).and_then(|row: &mut [u16; 36]| row.get_mut(column))
                {
                    *cell = (*cell).min(cost);
                }
            }
        };
        for a in b'a'..=b'z' {
            for b in b'a'..=b'z' {
                if (is_vowel(a) && (is_vowel(b) || b == b'y')) && a != b {
                    set(a, b, file.edits.vowel_for_vowel);
                }
            }
            set(a, a, 0);
        }
        for digit in b'0'..=b'9' {
            set(digit, digit, 0);
        }
        for alike in &file.alike {
            for pair in &alike.pairs {
                if let [a, b] = pair.as_bytes() {
                    set(*a, *b, alike.cost);
                }
            }
        }
        let mut gist: [Option<u8>; 128] = std::array::from_fn(|letter| u8::try_from(letter).ok());
        let mut stands_for = |letter: u8, stands: Option<u8>| {
            if let Some(cell) = gist.get_mut(usize::from(letter)) {
                *cell = stands;
            }
        };
        for letters in file.gist.as_one.iter().map(String::as_bytes) {
            letters.iter().for_each(|letter| stands_for(*letter, letters.first().copied()));
        }
        file.gist.left_out.bytes().for_each(|letter| stands_for(letter, None));
        Self { edits: file.edits, exchange, gist, homoglyphs: file.homoglyphs }
    }

    /// What one letter for each other letter costs.
    #[expect(clippy::indexing_slicing, reason = "a place is below 36")]
    pub(crate) fn row(&self, place: u8) -> &[u16; 36] {
        &self.exchange[usize::from(place.min(35))]
    }

    /// What leaving out a letter costs that stands behind another; 0 stands for none.
    #[inline]
    pub(crate) fn left_out(&self, before: u8, letter: u8) -> u16 {
        match letter {
            _ if letter == before => self.edits.doubled_letter,
            b'h' => self.edits.h_left_out,
            b'y' => self.edits.y_left_out,
            vowel if is_vowel(vowel) => self.edits.vowel_left_out,
            _ => self.edits.letter_left_out,
        }
    }

    /// What a gist has for a letter; none where it is left out.
    pub(crate) fn gist(&self, letter: u8) -> Option<u8> {
        self.gist.get(usize::from(letter)).copied().flatten()
    }

    /// The Latin letter that a letter of another script passes for.
    pub(crate) fn homoglyph(&self, letter: char) -> Option<char> {
        self.homoglyphs.get(&letter).copied()
    }
}

/// Every table.
pub(crate) struct Tables {
    pub(crate) letters: Letters,
    roles: HashMap<String, Role>,
    /// Spellings of legal forms as words, by their first word, the longest first.
    forms: HashMap<String, Vec<(Vec<String>, u8)>>,
    establishments: HashSet<String>,
    numbers: HashMap<String, String>,
    families: HashMap<String, u16>,
}

/// The tables, read from the files compiled in.
pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> T {
    #[expect(clippy::panic, reason = "the files are compiled in, and every test reads them")]
    toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

impl Tables {
    fn read() -> Self {
        let mut roles = HashMap::default();
        let words: PersonWords = parse("person-words.toml", include_str!("../data/person-words.toml"));
        for part in words.part {
            let role = match part.role.as_str() {
                "honorific" => Role::Honorific,
                "office" => Role::Office,
                "particle" => Role::Particle,
                _ => Role::Suffix,
            };
            for word in part.words.split_whitespace() {
                roles.entry(word.replace('-', "")).or_insert(role);
            }
        }
        let file: CompanyForms = parse("company-forms.toml", include_str!("../data/company-forms.toml"));
        let establishments = file.establishments.split_whitespace().map(str::to_owned).collect();
        let mut forms: HashMap<String, Vec<(Vec<String>, u8)>> = HashMap::default();
        for (class, form) in (0u8..).zip(file.form) {
            for spelling in &form.spellings {
                let words: Vec<String> = spelling.split(' ').map(str::to_owned).collect();
                if let Some(first) = words.first() {
                    forms.entry(first.clone()).or_default().push((words, class));
                }
            }
        }
        for spellings in forms.values_mut() {
            spellings.sort_by_key(|(words, class)| (std::cmp::Reverse(words.len()), *class));
        }
        let file: Numbers = parse("numbers.toml", include_str!("../data/numbers.toml"));
        let mut numbers = HashMap::default();
        for (value, words) in file.numbers {
            for word in words.split(' ') {
                numbers.insert(word.to_owned(), value.clone());
            }
        }
        let file: Spellings = parse("spellings.toml", include_str!("../data/spellings.toml"));
        let mut families = HashMap::default();
        for (family, words) in (1u16..).zip(&file.families) {
            for word in words.split(' ') {
                families.entry(word.replace('-', "")).or_insert(family);
            }
        }
        let letters = Letters::new(parse("letters.toml", include_str!("../data/letters.toml")));
        Self { letters, roles, forms, establishments, numbers, families }
    }

    /// What a word does in a person's name.
    pub(crate) fn role(&self, word: &str) -> Role {
        self.roles.get(word).copied().unwrap_or(Role::Name)
    }

    /// The longest legal form that begins here: how many words, and its class.
    pub(crate) fn legal_form(&self, words: &[&str]) -> Option<(usize, u8)> {
        let spellings = self.forms.get(*words.first()?)?;
        let fits = |spelling: &&(Vec<String>, u8)| {
            spelling.0.len() <= words.len() && spelling.0.iter().zip(words).all(|(a, b)| a == b)
        };
        spellings.iter().find(fits).map(|(spelling, class)| (spelling.len(), *class))
    }

    /// Whether a body's office or branch names itself so.
    pub(crate) fn is_establishment(&self, word: &str) -> bool {
        self.establishments.contains(word)
    }

    /// The value of a number written as a word, an ordinal or a Roman numeral.
    pub(crate) fn number(&self, word: &str) -> Option<&str> {
        self.numbers.get(word).map(String::as_str)
    }

    /// The spelling family a word belongs to; 0 is none.
    pub(crate) fn family(&self, word: &str) -> u16 {
        self.families.get(word).copied().unwrap_or(0)
    }
}
