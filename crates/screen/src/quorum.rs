//! How much of a name asked for must agree, so that another can be the same at all.

use crate::side::Side;

/// What the words that name tell in a name asked for: at least half of it must agree with words on which the listed name can hang. What
/// agrees in less is another name with a word in common.
#[derive(Clone, Debug)]
pub(crate) struct Quorum {
    /// Words that name: the bit of each, and what it tells.
    words: Vec<(u32, u32)>,
    all: u32,
}

impl Quorum {
    pub(crate) fn new(query: &Side<'_>) -> Self {
        let names = query.words().iter().filter(|unit| unit.role.names());
        let words: Vec<(u32, u32)> = names.map(|unit| (unit.mask, u32::from(unit.worth.tells))).collect();
        Self { all: words.iter().map(|(_, tells)| tells).sum(), words }
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
        let agreeing = self.words.iter().filter(|(bit, _)| bit & held != 0);
        let (words, tells) = agreeing.fold((0, 0), |(words, sum), (_, tells)| (words + 1, sum + tells));
        words > 0 && 2 * tells >= self.all
    }

    /// Words of which one at least agrees wherever it is met: those that cost most to look at are left out first.
    pub(crate) fn needed(&self, cost: impl Fn(u32) -> usize) -> u32 {
        let mut dearest: Vec<(usize, u32, u32)> =
            self.words.iter().map(|(bit, tells)| (cost(*bit), *bit, *tells)).collect();
        dearest.sort_unstable();
        let (mut needed, mut left_out) = (0, 0);
        for (_, bit, tells) in dearest.into_iter().rev() {
            if 2 * (left_out + tells) < self.all {
                left_out += tells;
            } else {
                needed |= bit;
            }
        }
        needed
    }
}
