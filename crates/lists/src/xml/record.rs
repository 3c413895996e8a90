//! A record in memory.

use std::cell::Cell;

use quick_xml::events::BytesStart;

use super::{DEEPEST, LONGEST_NAME, MOST_ATTRIBUTES, Spot, local};
use crate::err::{At, ReadError};
use crate::model::Labelled;

pub(super) type Span = (u32, u32);

/// A record as nodes in document order over one buffer of text; both are reused from record to record.
#[derive(Default)]
pub(super) struct Record {
    pub(super) nodes: Vec<Node>,
    text: String,
    pub(super) open: Vec<u32>,
    file: String,
}

pub(super) struct Node {
    pub(super) name: Span,
    text: Span,
    attribute: bool,
    /// The node after this one and all it contains; 0 while it is open.
    after: u32,
    line: u64,
    byte: u64,
    /// Whether a reader has taken its text. What nobody took is kept under `more`.
    seen: Cell<bool>,
}

impl Record {
    pub(super) fn clear(&mut self, file: &str) {
        self.nodes.clear();
        self.text.clear();
        self.open.clear();
        if self.file != file {
            file.clone_into(&mut self.file);
        }
    }

    pub(super) fn root(&self) -> Option<Element<'_>> {
        self.nodes.first().map(|_| Element { record: self, index: 0 })
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
    }

    fn position(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, name: &str, attribute: bool, spot: &Spot<'_>) -> u32 {
        let start = self.position();
        self.text.push_str(name);
        let end = self.position();
        let index = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node {
            name: (start, end),
            text: (end, end),
            attribute,
            after: 0,
            line: spot.line,
            byte: spot.byte,
            seen: Cell::new(false),
        });
        index
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>, spot: &Spot<'_>) -> Result<(), ReadError> {
        // What nobody takes is kept under its path: without a bound on depth and names, a small hostile record
        // would have paths of many times its size.
        if self.open.len() >= DEEPEST || tag.name().as_ref().len() > LONGEST_NAME {
            let what = format!(
                "elements nested more than {DEEPEST} deep, or a name of more than {LONGEST_NAME} bytes"
            );
            return Err(ReadError::WrongShape(
                spot.fault(&what, "no official list has that: check where it is from"),
            ));
        }
        let index = self.push(local(tag), false, spot);
        self.open.push(index);
        if tag.attributes_raw().trim().is_empty() {
            return Ok(());
        }
        // Every attribute is compared with those before it: their number is bounded, or their square would be spent.
        for (number, attribute) in tag.attributes().enumerate() {
            if number >= MOST_ATTRIBUTES {
                let what = format!("an element with more than {MOST_ATTRIBUTES} attributes");
                return Err(ReadError::WrongShape(
                    spot.fault(&what, "no official list has that: check where it is from"),
                ));
            }
            let attribute = attribute.map_err(|error| {
                ReadError::NotWellFormed(spot.fault(&error.to_string(), "fetch the list again"))
            })?;
            let key = attribute.key.local_name().into_inner();
            if key.len() > LONGEST_NAME {
                let what = format!("an attribute's name of more than {LONGEST_NAME} bytes");
                return Err(ReadError::WrongShape(
                    spot.fault(&what, "no official list has that: check where it is from"),
                ));
            }
            if key == "xmlns" || attribute.key.prefix().is_some_and(|prefix| prefix.into_inner() == "xmlns") {
                continue;
            }
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| spot.entity(&attribute.value))?;
            spot.plain(&value)?;
            let index = self.push(key, true, spot);
            self.text.push_str(&value);
            let (end, after) = (self.position(), index.saturating_add(1));
            if let Some(node) = self.nodes.get_mut(index as usize) {
                node.text.1 = end;
                node.after = after;
            }
        }
        Ok(())
    }

    pub(super) fn end(&mut self) {
        let after = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.open.pop().and_then(|index| self.nodes.get_mut(index as usize)) {
            node.after = after;
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(&index) = self.open.last() else { return };
        let start = self.position();
        let contiguous = self.nodes.get(index as usize).is_some_and(|node| node.text.1 == start);
        // Text after a child element: only white space in every official list, else kept as a node of its own.
        if !contiguous {
            let fresh = self.nodes.get(index as usize).is_some_and(|node| node.text.0 == node.text.1);
            let only_attributes = self
                .nodes
                .get(index as usize + 1..)
                .is_some_and(|inner| inner.iter().all(|node| node.attribute));
            if fresh && only_attributes {
                if let Some(node) = self.nodes.get_mut(index as usize) {
                    node.text = (start, start);
                }
            } else if text.trim().is_empty() {
                return;
            } else {
                let spot = self.nodes.get(index as usize).map_or((0, 0), |node| (node.line, node.byte));
                let index = self.push("#text", false, &Spot { file: "", line: spot.0, byte: spot.1 });
                self.text.push_str(text);
                let (end, after) = (self.position(), index.saturating_add(1));
                if let Some(node) = self.nodes.get_mut(index as usize) {
                    node.text.1 = end;
                    node.after = after;
                }
                return;
            }
        }
        self.text.push_str(text);
        let end = self.position();
        if let Some(node) = self.nodes.get_mut(index as usize) {
            node.text.1 = end;
        }
    }
}

/// An element or attribute of a record.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    record: &'a Record,
    index: u32,
}

impl<'a> Element<'a> {
    fn node(&self) -> Option<&'a Node> {
        self.record.nodes.get(self.index as usize)
    }

    pub(crate) fn name(&self) -> &'a str {
        self.node().map_or("", |node| self.record.slice(node.name))
    }

    /// The text, trimmed; taking it marks it as kept.
    pub(crate) fn text(&self) -> &'a str {
        self.node().map_or("", |node| {
            node.seen.set(true);
            self.record.slice(node.text).trim()
        })
    }

    /// The text, unless it is empty.
    pub(crate) fn some(&self) -> Option<String> {
        let text = self.text();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Elements and attributes directly inside.
    pub(crate) fn children(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let record = self.record;
        let end = self
            .node()
            .map_or(0, |node| if node.after == 0 { record.nodes.len() as u32 } else { node.after });
        let mut next = self.index.saturating_add(1);
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = Element { record, index: next };
            next = child.node().map_or(end, |node| node.after.max(next.saturating_add(1)));
            Some(child)
        })
    }

    /// Children of one name.
    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = Element<'a>> + use<'a> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &'static str) -> Option<Element<'a>> {
        self.all(name).next()
    }

    /// The text of the first child, or attribute, of a name; empty counts as absent.
    pub(crate) fn of(&self, name: &'static str) -> Option<&'a str> {
        self.child(name).map(|child| child.text()).filter(|text| !text.is_empty())
    }

    /// The same, owned.
    pub(crate) fn owned(&self, name: &'static str) -> Option<String> {
        self.of(name).map(str::to_owned)
    }

    /// Marks everything inside as kept: for what says nothing, such as a publisher's row numbers.
    pub(crate) fn pass(&self) {
        let end = self.node().map_or(0, |node| node.after);
        for node in self.record.nodes.get(self.index as usize..end as usize).unwrap_or_default() {
            node.seen.set(true);
        }
    }

    pub(crate) fn at(&self) -> At {
        let (line, byte) = self.node().map_or((0, 0), |node| (node.line, node.byte));
        At { file: self.record.file.clone(), line, byte, element: self.name().to_owned() }
    }

    /// Everything with text that nobody has taken, by path.
    pub(crate) fn untaken(&self) -> Vec<Labelled> {
        let mut out = Vec::new();
        let mut path: Vec<(u32, &str)> = Vec::new();
        let end = self.node().map_or(0, |node| node.after);
        let nodes = self.record.nodes.get(self.index as usize..end as usize).unwrap_or_default();
        for (index, node) in (self.index..).zip(nodes) {
            while path.last().is_some_and(|(after, _)| *after <= index) {
                path.pop();
            }
            let name = self.record.slice(node.name);
            let text = self.record.slice(node.text).trim();
            if !node.seen.get() && !text.is_empty() {
                let mut label = String::new();
                for (_, parent) in &path {
                    label.push_str(parent);
                    label.push('/');
                }
                if node.attribute {
                    label.push('@');
                }
                label.push_str(name);
                out.push(Labelled::new(label, text));
            }
            path.push((node.after, name));
        }
        out
    }
}
