//! A name ready to be compared: words in plain letters, what each does, what each tells.

use crate::fold::{Spelt, words};
use crate::frequency::{self, Frequencies};
use crate::likeness::distance::LONGEST;
use crate::party::{Kind, PartyName, Strength};
use crate::tables::{Role, TABLES};

/// The rules under which names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Manner {
    Person,
    Organisation,
    Vessel,
    Aircraft,
}

impl Manner {
    pub(crate) const ALL: [Self; 4] = [Self::Person, Self::Organisation, Self::Vessel, Self::Aircraft];

    /// People's names, and those of things: each with words of its own, which are looked up together.
    pub(crate) const OF_WORDS: [&[Self]; 2] =
        [&[Self::Person], &[Self::Organisation, Self::Vessel, Self::Aircraft]];

    /// The manners in which a party of a kind is compared.
    pub(crate) fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Person => &[Self::Person],
            Kind::Organisation => &[Self::Organisation],
            Kind::Vessel => &[Self::Vessel],
            Kind::Aircraft => &[Self::Aircraft],
            Kind::Unstated => &Self::ALL,
        }
    }

    /// How often words occur in names compared so.
    pub(crate) fn frequencies(self) -> &'static Frequencies {
        match self {
            Self::Person => &frequency::PERSON,
            _ => &frequency::ORGANISATION,
        }
    }
}

/// A word of a reading, or neighbouring words written as one.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its letters, as many as are compared.
    pub(crate) text: Box<[u8]>,
    /// Which of the name's words it covers, one bit each.
    pub(crate) mask: u32,
    pub(crate) role: Role,
    /// Whether it holds consonants only, as Arabic writes them.
    pub(crate) consonants_only: bool,
}

/// One way of reading a name in Latin letters.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// Single words, at most 24, and behind them two or three neighbouring words as one.
    pub(crate) parts: Vec<Part>,
    /// How many of the parts are single words.
    pub(crate) words: usize,
    pub(crate) about: About,
}

/// What is known of a reading beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About {
    /// The class of legal form, where there is one.
    pub(crate) form: Option<u8>,
    /// Whether it is a guess among several.
    pub(crate) uncertain: bool,
    /// Whether the name is one that its publisher calls weak.
    pub(crate) strength: Strength,
}

impl Reading {
    /// The single words.
    pub(crate) fn words(&self) -> &[Part] {
        self.parts.get(..self.words).unwrap_or_default()
    }
}

/// Most readings of one name.
const MOST_READINGS: usize = 12;
const MOST_WORDS: usize = 24;

/// Every reading of a name under a manner.
pub(crate) fn readings(name: &PartyName, manner: Manner) -> Vec<Reading> {
    readings_of(&words(&name.text), name.strength, manner)
}

/// The same of a name that was taken apart before.
pub(crate) fn readings_of(spelt: &[Spelt], strength: Strength, manner: Manner) -> Vec<Reading> {
    let most = spelt.iter().map(|word| word.forms.len()).max().unwrap_or(0).min(MOST_READINGS);
    let mut readings: Vec<Reading> = Vec::new();
    for at in 0..most {
        let reading = reading(spelt, at, manner, strength);
        let same = |other: &Reading| {
            other.words == reading.words
                && other.words().iter().zip(reading.words()).all(|(a, b)| a.text == b.text)
        };
        if reading.words > 0 && !readings.iter().any(same) {
            readings.push(reading);
        }
    }
    readings
}

/// The readings of a name on a list: those of any name, and of a body that gives its acronym in brackets the acronym alone, by which it
/// is better known. A customer's acronym is not read so: others have the same.
pub(crate) fn readings_of_listed(name: &PartyName, manner: Manner) -> Vec<Reading> {
    let spelt = words(&name.text);
    let mut all = readings_of(&spelt, name.strength, manner);
    if manner == Manner::Organisation {
        let acronyms = acronyms(&spelt).map(|acronym| Spelt { aside: false, ..acronym.clone() });
        all.extend(acronyms.map(|acronym| reading(&[acronym], 0, manner, name.strength)));
    }
    all
}

/// Words in brackets that are made of the first letters of those outside, in their order, from the first on.
fn acronyms(spelt: &[Spelt]) -> impl Iterator<Item = &Spelt> {
    let text = |word: &Spelt| word.forms.first().map_or(String::new(), |form| form.text.clone());
    let outside = spelt.iter().filter(|word| !word.aside).map(text).collect::<Vec<_>>().join(" ");
    let initials: Vec<char> = outside.split(' ').filter_map(|word| word.chars().next()).collect();
    spelt.iter().filter(move |word| {
        let acronym = text(word);
        let mut left = initials.iter();
        word.aside
            && acronym.len() >= SHORTEST_ACRONYM
            && acronym.chars().next() == initials.first().copied()
            && acronym.chars().all(|letter| left.any(|initial| *initial == letter))
    })
}

/// Two letters are many things.
const SHORTEST_ACRONYM: usize = 3;

/// A word, whether only its consonants are known, and whether it is an aside.
type Plain = (String, bool, bool);

fn reading(spelt: &[Spelt], at: usize, manner: Manner, strength: Strength) -> Reading {
    let mut plain: Vec<Plain> = Vec::new();
    let mut uncertain = false;
    for word in spelt {
        let Some(form) = word.forms.get(at).or_else(|| word.forms.first()) else { continue };
        uncertain |= form.uncertain;
        let consonants = form.consonants_only;
        plain.extend(
            form.text
                .split(' ')
                .filter(|text| !text.is_empty())
                .map(|text| (text.to_owned(), consonants, word.aside)),
        );
    }
    plain.truncate(MOST_WORDS);
    let (roles, form) = roles(&mut plain, manner);
    let part = |text: &str, mask: u32, role: Role, consonants_only: bool| Part {
        text: text.bytes().take(LONGEST).collect(),
        mask,
        role,
        consonants_only,
    };
    let single = plain.iter().zip(&roles).enumerate();
    let mut parts: Vec<Part> =
        single.map(|(at, ((text, consonants, _), role))| part(text, 1 << at, *role, *consonants)).collect();
    let words = parts.len();
    for count in 2..=3 {
        for (at, (window, roles)) in plain.windows(count).zip(roles.windows(count)).enumerate() {
            let few_letters = window.iter().map(|(text, ..)| text.len()).sum::<usize>() < 4;
            let legal = roles.contains(&Role::LegalForm) || roles.contains(&Role::Aside);
            // Three as one only where the middle or the beginning is a particle: Abd al Rahman, van der Bilt.
            let loose = count == 3 && roles.iter().take(2).all(|role| role.names());
            if few_letters || legal || loose {
                continue;
            }
            let text: String = window.iter().map(|(text, ..)| text.as_str()).collect();
            let mask = (0..count).fold(0, |mask, more| mask | 1 << (at + more));
            let role = if roles.iter().any(|role| role.names()) { Role::Name } else { Role::Particle };
            parts.push(part(&text, mask, role, window.iter().all(|(_, consonants, _)| *consonants)));
        }
    }
    Reading { parts, words, about: About { form, uncertain, strength } }
}

/// What each word does. Words of a legal form are kept, so that a name of nothing else can still be found.
fn roles(plain: &mut [Plain], manner: Manner) -> (Vec<Role>, Option<u8>) {
    let mut roles: Vec<Role> = Vec::with_capacity(plain.len());
    let mut form = None;
    if manner != Manner::Person {
        for (text, ..) in plain.iter_mut() {
            if let Some(value) = TABLES.number(text) {
                *text = value.to_owned();
            }
        }
    }
    let texts: Vec<&str> = plain.iter().map(|(text, ..)| text.as_str()).collect();
    while roles.len() < plain.len() {
        let at = roles.len();
        let rest = texts.get(at..).unwrap_or_default();
        let (Some(word), Some((.., aside))) = (rest.first(), plain.get(at)) else { break };
        if *aside {
            roles.push(Role::Aside);
            continue;
        }
        let role = TABLES.role(word);
        match manner {
            Manner::Person => roles.push(if role == Role::Office { Role::Honorific } else { role }),
            Manner::Aircraft => roles.push(Role::Name),
            Manner::Vessel => {
                roles.push(if at == 0 && matches!(*word, "mv" | "mt" | "ms" | "ss" | "mts" | "vessel") {
                    Role::Honorific
                } else {
                    Role::Name
                });
            }
            Manner::Organisation => {
                if let Some((count, class)) = TABLES.legal_form(rest) {
                    form = form.or(Some(class));
                    roles.extend(std::iter::repeat_n(Role::LegalForm, count));
                } else {
                    roles.push(match role {
                        Role::Particle => Role::Particle,
                        Role::Honorific if at == 0 => Role::Honorific,
                        _ => Role::Name,
                    });
                }
            }
        }
    }
    roles.truncate(plain.len());
    // Somebody whose only name is such a word is named by it.
    if !roles.iter().any(|role| role.names()) {
        roles.iter_mut().for_each(|role| *role = Role::Name);
        form = None;
    }
    (roles, form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles_of(name: &str, manner: Manner) -> Vec<(String, Role)> {
        let readings = readings(&PartyName::new(name), manner);
        readings[0]
            .words()
            .iter()
            .map(|part| (String::from_utf8_lossy(&part.text).into_owned(), part.role))
            .collect()
    }

    #[test]
    fn what_identifies_little_is_told_apart() {
        let person = roles_of("Sheikh Ali bin Hassan AL-RAWI", Manner::Person);
        let roles: Vec<Role> = person.iter().map(|(_, role)| *role).collect();
        assert_eq!(
            roles,
            [Role::Honorific, Role::Name, Role::Particle, Role::Name, Role::Particle, Role::Name]
        );
        let body = roles_of("First Kwang Bank Limited Liability Company (KLB)", Manner::Organisation);
        let roles: Vec<Role> = body.iter().map(|(_, role)| *role).collect();
        let legal = Role::LegalForm;
        assert_eq!(roles, [Role::Name, Role::Name, Role::Name, legal, legal, legal, Role::Aside]);
        assert_eq!(body[0].0, "1");
    }

    #[test]
    fn a_listed_body_is_known_by_its_acronym() {
        for (name, known) in [
            ("FIRST RIVER TRADE BANK (FRTB)", Some("frtb")),
            ("RIVER MARITIME MANAGEMENT COMPANY, LIMITED (RMM)", Some("rmm")),
            ("RIVER TRADE BANK (RTX)", None),
            ("RIVER BANK (RB)", None),
            ("FIRST RIVER TRADE BANK", None),
        ] {
            let readings = readings_of_listed(&PartyName::new(name), Manner::Organisation);
            let alone = readings.iter().filter(|reading| reading.words == 1);
            let alone: Vec<&[u8]> = alone.map(|reading| &*reading.parts[0].text).collect();
            assert_eq!(alone, known.map(str::as_bytes).into_iter().collect::<Vec<_>>(), "{name}");
        }
    }

    #[test]
    fn a_title_alone_is_a_name() {
        assert_eq!(roles_of("Sheikh", Manner::Person), [("sheikh".to_owned(), Role::Name)]);
    }
}
