//! How much of a name asked for must agree, so that another can be the same at all.

use crate::frequency::{Frequencies, ORGANISATION, PERSON};
use crate::name::Manner;
use crate::side::{Side, Unit};
use crate::tables::TABLES;

/// What the words that name tell in a name asked for: at least half of it must agree with words on which the listed name can hang. What
/// agrees in less is another name with a word in common; unless a whole listed name of a body stands in the longer one and tells enough.
/// One word alone is enough of it where it is rare and the longer name calls itself an office or a branch.
#[derive(Clone, Debug)]
pub(crate) struct Quorum {
    /// Words that name: the bit of each, and what it tells.
    words: Vec<(u32, u32)>,
    all: u32,
    /// What a whole listed name must tell that stands in a longer one; none where that is no match.
    whole: Option<u32>,
    /// Words that may be a whole listed name by themselves.
    alone: u32,
}

/// What a whole listed name must tell that stands in a longer one, in quarters of a bit: more than any single word does.
const WHOLE: u32 = 64;

/// The shortest word that may be a whole listed name in a longer one: shorter acronyms are many things.
const SHORTEST_ALONE: usize = 5;

/// The words of an office's name that may be the whole name of whose office it is: those that hardly anybody else has, body or person.
fn alone(query: &Side<'_>) -> u32 {
    let named = || query.words().iter().filter(|unit| unit.role.names());
    let establishment =
        |unit: &Unit<'_>| std::str::from_utf8(unit.text()).is_ok_and(|word| TABLES.is_establishment(word));
    if !named().any(establishment) {
        return 0;
    }
    let rare = |unit: &&Unit<'_>| {
        let (text, unknown) = (unit.text(), |frequencies: &Frequencies| !frequencies.knows(unit.text()));
        let sounded = !unit.consonants_only() && !establishment(unit);
        sounded && text.len() >= SHORTEST_ALONE && unknown(&PERSON) && unknown(&ORGANISATION)
    };
    named().filter(rare).fold(0, |all, unit| all | unit.mask)
}

impl Quorum {
    pub(crate) fn new(query: &Side<'_>, manner: Manner) -> Self {
        let names = query.words().iter().filter(|unit| unit.role.names());
        let words: Vec<(u32, u32)> = names.map(|unit| (unit.mask, u32::from(unit.worth.tells))).collect();
        // People's names hold other people's, and ships' are words of everyday.
        let whole = (manner == Manner::Organisation).then_some(WHOLE);
        let alone = if whole.is_some() { alone(query) } else { 0 };
        Self { all: words.iter().map(|(_, tells)| tells).sum(), words, whole, alone }
    }

    /// The words that name, one bit each.
    pub(crate) fn words(&self) -> impl Iterator<Item = u32> {
        self.words.iter().map(|(bit, _)| *bit)
    }

    /// All of them together.
    pub(crate) fn all_words(&self) -> u32 {
        self.words().fold(0, |all, word| all | word)
    }

    /// Whether it is enough that these words agree.
    pub(crate) fn is_met(&self, held: u32) -> bool {
        let tells = self.tells(held);
        tells.is_some_and(|tells| 2 * tells >= self.all)
    }

    /// Whether it is enough if a whole listed name agrees with these words.
    pub(crate) fn is_met_by_whole(&self, held: u32) -> bool {
        held & self.alone != 0
            || self.whole.is_some_and(|whole| self.tells(held).is_some_and(|tells| tells >= whole))
    }

    /// What these words tell together; none if none of them names.
    fn tells(&self, held: u32) -> Option<u32> {
        let agreeing = self.words.iter().filter(|(bit, _)| bit & held != 0).map(|(_, tells)| *tells);
        agreeing.reduce(|sum, tells| sum + tells)
    }

    /// Words of which one at least agrees wherever it is met: those that cost most to look at are left out first.
    pub(crate) fn needed(&self, cost: impl Fn(u32) -> usize) -> u32 {
        let mut dearest: Vec<(usize, u32, u32)> =
            self.words.iter().map(|(bit, tells)| (cost(*bit), *bit, *tells)).collect();
        dearest.sort_unstable();
        let (mut needed, mut left_out) = (0, 0);
        for (_, bit, tells) in dearest.into_iter().rev() {
            let too_much = 2 * (left_out + tells) >= self.all;
            if bit & self.alone == 0 && !too_much && self.whole.is_none_or(|whole| left_out + tells < whole) {
                left_out += tells;
            } else {
                needed |= bit;
            }
        }
        needed
    }
}

#[cfg(test)]
mod tests {
    use crate::found::THRESHOLD;
    use crate::index::Index;
    use crate::party::{Kind, Party};

    fn is_found(kind: Kind, listed: &str, asked: &str) -> bool {
        let index = Index::new(vec![Party::named("1", kind, listed)]);
        !index.search(&Party::named("", kind, asked), THRESHOLD).is_empty()
    }

    #[test]
    fn a_whole_body_in_a_longer_name_is_found() {
        let listed = "RIVER KWANGMYONG TRADE BANK CO LTD";
        for (asked, want) in [
            ("River Kwangmyong Trade Bank, Harbour Road 12, Dalian branch", true),
            ("Overseas liaison office of the RIVER KWANGMYONG TRADE BANK", true),
            ("River Kwangmyomg Trade Bank Dalian Harbour Road branch office", true),
            ("Trade Bank River Kwangmyong of the Harbour Road branch office", false),
            ("River Kwangmyong Trade Bank Dalian Harbour Road office Co., Ltd.", true),
            ("River Kwangmyong Union Trade Bank of the Harbour Road office", false),
            ("River Trade Bank of the Harbour Road Dalian branch office", false),
        ] {
            assert_eq!(is_found(Kind::Organisation, listed, asked), want, "{asked}");
        }
        for (asked, want) in [
            ("KWANGMYONG Dalian branch", true),
            ("Representative office of Kwangmyong, Harbour Road", true),
            ("Kwangmyong Dalian Harbour Energy Partners", false),
            ("Kwangmyomg Dalian branch office", false),
        ] {
            assert_eq!(is_found(Kind::Organisation, "KWANGMYONG", asked), want, "{asked}");
        }
        assert!(!is_found(Kind::Person, "Ali Hassan", "Mohammed Ibrahim Ali Hassan Jawad Yusuf"));
    }
}
