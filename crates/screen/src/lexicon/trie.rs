//! Listed words by their beginnings: what lies within a cost of a word is found without touching what begins otherwise.

use crate::likeness::Word;
use crate::likeness::distance::{Against, LONGEST, Letter, Row, allowance};
use crate::likeness::glance::{class, consonants_apart};
use crate::tables::is_vowel;

/// No word ends here.
const NONE: u32 = u32::MAX;

/// Words that have the same number of consonants, as a tree of letters, parents before children.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Box<[Node]>,
    /// How many consonants each word has; none where words hold digits, of which consonants tell nothing.
    consonants: Option<u8>,
}

#[derive(Debug)]
struct Node {
    /// The first node that is not below this one.
    skip: u32,
    /// The word that ends here, or the only one that goes on from here.
    word: u32,
    letter: u8,
    depth: u8,
    /// The longest word below.
    longest: u8,
}

/// What has been seen on the way to a node.
#[derive(Clone, Copy, Default)]
struct Step {
    letter: Letter,
    written: u8,
    /// The last letter that is no vowel.
    consonant: u8,
    /// How many consonants of each class, a byte each.
    classes: u64,
    /// How many consonants there are more than the query has of their classes.
    over: u8,
    least: u16,
}

impl Trie {
    /// A tree of words, sorted by their letters, each once.
    pub(crate) fn new(words: &[(u32, &[u8])], consonants: Option<u8>) -> Self {
        let mut nodes = Vec::new();
        grow(&mut nodes, words, 0);
        Self { nodes: nodes.into(), consonants }
    }

    /// Every word within the cost at which words may agree, with the cost.
    pub(crate) fn near<'a>(
        &self,
        query: &Word<'_>,
        against: &Against,
        text: impl Fn(u32) -> &'a [u8],
        rows: &mut Rows,
        mut found: impl FnMut(u32, u16),
    ) {
        let counted = self.consonants.filter(|_| !query.glance.digits);
        let mine = u16::from(query.glance.consonants());
        let theirs = u16::from(counted.unwrap_or_default());
        // What the consonants count at least, of words that have so many more of their classes.
        let at_least = |over: u8| {
            let over = u16::from(over).max(theirs.saturating_sub(mine));
            if counted.is_some() { consonants_apart((over + mine).saturating_sub(theirs), over) } else { 0 }
        };
        let length = query.text.len();
        let Some(root) = self.nodes.first() else { return };
        if at_least(0) > allowance(length.max(usize::from(root.longest))) {
            return;
        }
        let classes = query.glance.classes;
        let mut at = 1usize;
        while let Some(node) = self.nodes.get(at) {
            let depth = usize::from(node.depth);
            let most = allowance(length.max(usize::from(node.longest)));
            let Some(step) = rows.take(against, &classes, depth, node.letter) else { return };
            if step.1 > most || at_least(step.0) > most {
                at = node.skip as usize;
                continue;
            }
            if node.word != NONE {
                let whole = text(node.word);
                let rest = whole.iter().enumerate().skip(depth);
                let mut alive = true;
                for (before, letter) in rest {
                    alive = rows
                        .take(against, &classes, before + 1, *letter)
                        .is_some_and(|step| step.1 <= most && at_least(step.0) <= most);
                    if !alive {
                        break;
                    }
                }
                let cost = rows.whole(against, whole.len());
                if alive && cost <= allowance(length.max(whole.len())) {
                    found(node.word, cost);
                }
            }
            at += 1;
        }
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        size_of_val(&*self.nodes)
    }
}

/// Adds a node for each letter with which words go on, and what is below it; the root stands for no letter.
fn grow(nodes: &mut Vec<Node>, words: &[(u32, &[u8])], depth: u8) {
    let longest = words.iter().map(|(_, text)| text.len()).max().unwrap_or(0);
    let letter = words.first().and_then(|(_, text)| text.get(usize::from(depth).wrapping_sub(1)));
    let mut node = Node {
        skip: 0,
        word: NONE,
        letter: letter.copied().unwrap_or_default(),
        depth,
        longest: u8::try_from(longest).unwrap_or(u8::MAX),
    };
    let at = nodes.len();
    let mut below = words;
    if let ([(word, text), rest @ ..], true) = (words, depth > 0)
        && (rest.is_empty() || text.len() == usize::from(depth))
    {
        node.word = *word;
        below = rest;
    }
    nodes.push(node);
    let next = |text: &[u8]| text.get(usize::from(depth)).copied();
    for words in below.chunk_by(|(_, a), (_, b)| next(a) == next(b)) {
        grow(nodes, words, depth + 1);
    }
    let end = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    if let Some(node) = nodes.get_mut(at) {
        node.skip = end;
    }
}

/// Room for walking, used again from tree to tree.
pub(crate) struct Rows {
    rows: Box<[Row]>,
    steps: [Step; LONGEST + 1],
}

impl Rows {
    pub(crate) fn new(against: &Against) -> Self {
        let mut rows: Box<[Row]> = vec![[0; 2 * LONGEST + 1]; LONGEST + 1].into();
        if let Some(row) = rows.first_mut() {
            against.begin(row);
        }
        Self { rows, steps: [Step::default(); LONGEST + 1] }
    }

    /// Goes one letter down; how many consonants are over, and the least cost that can follow.
    #[inline]
    fn take(&mut self, against: &Against, classes: &[u8; 8], depth: usize, letter: u8) -> Option<(u8, u16)> {
        let before = *self.steps.get(depth.checked_sub(1)?)?;
        let mut step = Step { letter: Letter::after(before.written, letter), written: letter, ..before };
        if !is_vowel(letter) {
            if let Some(class) = class(letter).filter(|_| letter != before.consonant) {
                step.classes += 1 << (8 * class);
                let count = (step.classes >> (8 * class)) & 0xff;
                step.over += u8::from(count > u64::from(*classes.get(class)?));
            }
            step.consonant = letter;
        }
        let (above, here) = self.rows.split_at_mut(depth);
        let now = here.first_mut()?;
        let row = above.last()?;
        let older = above.get(depth.saturating_sub(2))?;
        step.least = against.step((before.letter, step.letter), depth == 1, (older, row), now);
        *self.steps.get_mut(depth)? = step;
        // What is exchanged with its neighbour reaches back two rows.
        Some((step.over, step.least.min(before.least)))
    }

    fn whole(&self, against: &Against, depth: usize) -> u16 {
        self.rows.get(depth).map_or(u16::MAX, |row| against.whole(row))
    }
}
