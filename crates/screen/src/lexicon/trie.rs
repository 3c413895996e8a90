//! Words as trees of letters, from the front and from the back: what lies within a cost of a word is found without touching most of
//! the others.
//!
//! If one word becomes another at a cost, then either the front half of the query is done with for half of it, or the back half is. So
//! the tree from the front is walked with half the cost until the front half is done with, and the tree from the back likewise; each
//! finds few beginnings, and together they lose nothing. What they give may still cost more: who asks compares.

use super::walk::{Ahead, Limits, Rows};

/// No word ends here.
const NONE: u32 = u32::MAX;
/// Marks a letter that doubles the one before it in the word.
pub(crate) const DOUBLED: u8 = 0x80;

/// Words as a tree of letters, parents before children.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Box<[Node]>,
    backward: bool,
    /// The most letters of a word that double the one before.
    doubled: usize,
}

#[derive(Debug)]
struct Node {
    /// The first node that is not below this one.
    skip: u32,
    /// The word that ends here, or the only one that goes on from here.
    word: u32,
    letter: u8,
    depth: u8,
    /// The shortest and the longest word below.
    shortest: u8,
    longest: u8,
}

/// A word to be put into a tree: its number, and its letters with doubled ones marked.
pub(crate) type Leaf = (u32, Vec<u8>);

/// A word's letters with doubled ones marked, in the order of a tree.
pub(crate) fn marked(text: &[u8], backward: bool) -> Vec<u8> {
    let mut before = 0;
    let marked = text.iter().map(|letter| {
        let doubles = *letter == before;
        before = *letter;
        if doubles { *letter | DOUBLED } else { *letter }
    });
    let mut marked: Vec<u8> = marked.collect();
    if backward {
        marked.reverse();
    }
    marked
}

impl Trie {
    /// A tree of words, each once.
    pub(crate) fn new(mut leaves: Vec<Leaf>, backward: bool) -> Self {
        leaves.sort_unstable_by(|(_, a), (_, b)| a.cmp(b));
        let mut nodes = Vec::new();
        grow(&mut nodes, &leaves, 0);
        let doubled =
            leaves.iter().map(|(_, letters)| letters.iter().filter(|letter| **letter & DOUBLED != 0).count());
        let doubled = doubled.max().unwrap_or(0);
        Self { nodes: nodes.into(), backward, doubled }
    }

    /// Words that may be as close as a floor says.
    pub(crate) fn near<'a>(
        &self,
        ahead: &Ahead,
        floor: u8,
        text: impl Fn(u32) -> &'a [u8],
        rows: &mut Rows,
        mut found: impl FnMut(u32),
    ) {
        let Some(root) = self.nodes.first() else { return };
        let lengths = (usize::from(root.shortest), usize::from(root.longest));
        let limits = Limits::new(ahead, floor, lengths, self.doubled);
        if limits.lengths.0 > limits.lengths.1 {
            return;
        }
        rows.begin(ahead);
        let mut at = 1usize;
        while let Some(node) = self.nodes.get(at) {
            let depth = usize::from(node.depth);
            if !(limits.reach(node.shortest, node.longest)
                && rows.may_take(depth - 1, node.letter)
                && rows.step(ahead, depth, node.letter, &limits))
            {
                at = node.skip as usize;
                continue;
            }
            if node.word != NONE && self.rest(ahead, text(node.word), depth, &limits, rows) {
                found(node.word);
            }
            at += 1;
        }
    }

    /// Goes on to the end of the only word from here; whether it may be within the cost.
    fn rest(&self, ahead: &Ahead, word: &[u8], from: usize, limits: &Limits, rows: &mut Rows) -> bool {
        let length = word.len();
        for depth in from + 1..=length {
            let at = if self.backward { length - depth } else { depth - 1 };
            let letter = word.get(at).copied().unwrap_or_default();
            let doubles = at > 0 && word.get(at - 1) == Some(&letter);
            let letter = if doubles { letter | DOUBLED } else { letter };
            if !rows.step(ahead, depth, letter, limits) {
                return false;
            }
        }
        rows.reached(ahead, length)
    }
}

/// Adds a node for each letter with which words go on, and what is below it; the root stands for no letter.
fn grow(nodes: &mut Vec<Node>, leaves: &[Leaf], depth: u8) {
    let letter = leaves.first().and_then(|(_, letters)| letters.get(usize::from(depth).wrapping_sub(1)));
    let lengths = || leaves.iter().map(|(_, letters)| u8::try_from(letters.len()).unwrap_or(u8::MAX));
    let mut node = Node {
        skip: 0,
        word: NONE,
        letter: letter.copied().unwrap_or_default(),
        depth,
        shortest: lengths().min().unwrap_or(0),
        longest: lengths().max().unwrap_or(0),
    };
    let at = nodes.len();
    let mut below = leaves;
    if let ([(word, letters), rest @ ..], true) = (leaves, depth > 0)
        && (rest.is_empty() || letters.len() == usize::from(depth))
    {
        node.word = *word;
        below = rest;
    }
    nodes.push(node);
    let next = |letters: &[u8]| letters.get(usize::from(depth)).copied();
    for leaves in below.chunk_by(|(_, a), (_, b)| next(a) == next(b)) {
        grow(nodes, leaves, depth + 1);
    }
    let end = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    if let Some(node) = nodes.get_mut(at) {
        node.skip = end;
    }
}
