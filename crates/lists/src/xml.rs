//! Streaming XML: one record at a time as a small flat tree, so that memory is bounded by the largest record.

use std::cell::Cell;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::bound::{Limits, Metered};
use crate::err::{At, Fault, ReadError};
use crate::model::Labelled;

/// What the scanner comes upon.
pub(crate) enum Found<'a> {
    /// The root's start tag.
    Root(Element<'a>),
    /// A whole record.
    Record(Element<'a>),
}

/// Reads records out of a document.
pub(crate) struct Scanner<R> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    record: Record,
    file: String,
    line: u64,
    open: Vec<String>,
    is_record: fn(&str) -> bool,
    rooted: bool,
}

impl<R: BufRead> Scanner<R> {
    /// `is_record` names the elements that are delivered whole; others are only passed through.
    pub(crate) fn new(input: R, file: &str, limits: Limits, is_record: fn(&str) -> bool) -> Self {
        let reader = Reader::from_reader(Metered::new(input, limits.record));
        Self {
            reader,
            buffer: Vec::with_capacity(1 << 12),
            record: Record::default(),
            file: file.to_owned(),
            line: 1,
            open: Vec::new(),
            is_record,
            rooted: false,
        }
    }

    /// The next root or record; none at the end of a complete document.
    pub(crate) fn next(&mut self) -> Result<Option<Found<'_>>, ReadError> {
        self.record.clear(&self.file);
        self.reader.get_mut().reset();
        loop {
            let within = !self.record.open.is_empty();
            if !within {
                self.reader.get_mut().reset();
            }
            self.buffer.clear();
            let byte = self.reader.buffer_position();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => {
                    // Of broken text the place is known to the byte; of broken syntax, where its markup begins.
                    let sound = match &error {
                        quick_xml::Error::Encoding(quick_xml::encoding::EncodingError::Utf8(error)) => {
                            error.valid_up_to()
                        }
                        _ => 0,
                    };
                    let before = self.buffer.get(..sound).unwrap_or_default();
                    let at = At {
                        file: self.file.clone(),
                        line: self.line + memchr::memchr_iter(b'\n', before).count() as u64,
                        byte: self.reader.error_position().max(byte + sound as u64),
                        element: innermost(&self.record, &self.open),
                    };
                    return Err(sorted(&error, at));
                }
            };
            let at = Spot { file: &self.file, line: self.line, byte };
            match event {
                Event::Start(tag) => {
                    self.line += newlines(&tag);
                    if within || (self.is_record)(local(&tag)) {
                        self.record.start(&tag, &at)?;
                    } else {
                        let root = self.open.is_empty();
                        if root && self.rooted {
                            return Err(at.shape("a second root element"));
                        }
                        if self.open.len() >= DEEPEST {
                            return Err(at.shape("elements nested deeper than in any list"));
                        }
                        self.open.push(local(&tag).to_owned());
                        if root {
                            self.rooted = true;
                            self.record.start(&tag, &at)?;
                            self.record.open.clear();
                            return Ok(self.record.root().map(Found::Root));
                        }
                    }
                }
                Event::Empty(tag) => {
                    self.line += newlines(&tag);
                    if within {
                        self.record.start(&tag, &at)?;
                        self.record.end();
                    } else if (self.is_record)(local(&tag)) || self.open.is_empty() {
                        let root = self.open.is_empty();
                        self.record.start(&tag, &at)?;
                        self.record.end();
                        if root && self.rooted {
                            return Err(at.shape("a second root element"));
                        }
                        self.rooted = true;
                        let found = if root { Found::Root } else { Found::Record };
                        return Ok(self.record.root().map(found));
                    }
                }
                Event::End(_) => {
                    if within {
                        self.record.end();
                        if self.record.open.is_empty() {
                            return Ok(self.record.root().map(Found::Record));
                        }
                    } else {
                        self.open.pop();
                    }
                }
                Event::Text(text) => {
                    self.line += newlines(&text);
                    at.plain(&text)?;
                    if within {
                        self.record.text(&text);
                    } else if self.open.is_empty() && !text.trim_start_matches('\u{feff}').trim().is_empty() {
                        return Err(at.shape("text outside the root element"));
                    }
                }
                Event::CData(text) => {
                    self.line += newlines(&text);
                    at.plain(&text)?;
                    if within {
                        self.record.text(&text);
                    }
                }
                Event::GeneralRef(name) => {
                    let character = match name.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        Ok(None) => predefined(&name),
                        Err(_) => None,
                    };
                    let Some(character) = character else { return Err(at.entity(&name)) };
                    if !allowed(character) {
                        return Err(at.control());
                    }
                    if within {
                        self.record.text(character.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::DocType(_) => return Err(at.entity("!DOCTYPE")),
                Event::Decl(declaration) => {
                    if let Some(Ok(encoding)) = declaration.encoding()
                        && !encoding.eq_ignore_ascii_case("utf-8")
                        && !encoding.eq_ignore_ascii_case("us-ascii")
                    {
                        let what = format!("it is declared as `{encoding}`, official lists are UTF-8");
                        return Err(ReadError::NotText(
                            at.fault(&what, "convert it to UTF-8, or fetch it again"),
                        ));
                    }
                    self.line += newlines(&declaration);
                }
                Event::Comment(text) => {
                    self.line += newlines(&text);
                    at.plain(&text)?;
                }
                Event::PI(text) => self.line += newlines(&text),
                Event::Eof => {
                    let at = At { element: innermost(&self.record, &self.open), ..at.at() };
                    if within || !self.open.is_empty() {
                        let what = "it ends inside an element";
                        return Err(ReadError::Truncated(Fault::new(at, what, "fetch the list again")));
                    }
                    if !self.rooted {
                        let what = "there is no XML in it";
                        return Err(ReadError::Truncated(Fault::new(at, what, "fetch the list again")));
                    }
                    return Ok(None);
                }
            }
        }
    }
}

struct Spot<'a> {
    file: &'a str,
    line: u64,
    byte: u64,
}

impl Spot<'_> {
    fn at(&self) -> At {
        At { file: self.file.to_owned(), line: self.line, byte: self.byte, element: String::new() }
    }

    fn fault(&self, what: &str, mend: &str) -> Fault {
        Fault::new(self.at(), what, mend)
    }

    fn shape(&self, what: &str) -> ReadError {
        ReadError::NotWellFormed(self.fault(what, "fetch the list again"))
    }

    fn entity(&self, name: &str) -> ReadError {
        let what = format!("`{name}` declares or uses an entity");
        ReadError::EntityExpansion(
            self.fault(&what, "official lists need none: check where this file is from"),
        )
    }

    fn control(&self) -> ReadError {
        let what = "a control character, as in files whose encoding was damaged";
        ReadError::NotText(self.fault(what, "fetch the list again, without converting it"))
    }

    fn plain(&self, text: &str) -> Result<(), ReadError> {
        // The check is on bytes: every forbidden character but two is below the space.
        if text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) {
            return Err(self.control());
        }
        Ok(())
    }
}

fn newlines(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

fn allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn local<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    tag.local_name().into_inner()
}

fn innermost(record: &Record, open: &[String]) -> String {
    let inner = record.open.last().and_then(|index| record.nodes.get(*index as usize));
    inner.map(|node| record.slice(node.name).to_owned()).or_else(|| open.last().cloned()).unwrap_or_default()
}

fn sorted(error: &quick_xml::Error, at: At) -> ReadError {
    let again = "fetch the list again";
    match error {
        quick_xml::Error::Io(error) => ReadError::from_io(error, at),
        quick_xml::Error::Encoding(_) => {
            let what = "bytes that are no UTF-8, as in files whose encoding was damaged";
            ReadError::NotText(Fault::new(at, what, "fetch the list again, without converting it"))
        }
        quick_xml::Error::Syntax(error) if error.to_string().contains("not closed") => {
            ReadError::Truncated(Fault::new(at, error.to_string(), again))
        }
        other => ReadError::NotWellFormed(Fault::new(at, other.to_string(), again)),
    }
}

type Span = (u32, u32);

/// Deepest nesting within a record; official formats reach 9.
const DEEPEST: usize = 24;
/// Longest name of an element; official ones reach 30 bytes.
const LONGEST_NAME: usize = 64;
/// Most attributes of an element; official ones have 17.
const MOST_ATTRIBUTES: usize = 64;

/// A record as nodes in document order over one buffer of text; both are reused from record to record.
#[derive(Default)]
pub(crate) struct Record {
    nodes: Vec<Node>,
    text: String,
    open: Vec<u32>,
    file: String,
}

struct Node {
    name: Span,
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
    fn clear(&mut self, file: &str) {
        self.nodes.clear();
        self.text.clear();
        self.open.clear();
        if self.file != file {
            file.clone_into(&mut self.file);
        }
    }

    fn root(&self) -> Option<Element<'_>> {
        self.nodes.first().map(|_| Element { record: self, index: 0 })
    }

    fn slice(&self, span: Span) -> &str {
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

    fn start(&mut self, tag: &BytesStart<'_>, spot: &Spot<'_>) -> Result<(), ReadError> {
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

    fn end(&mut self) {
        let after = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self.open.pop().and_then(|index| self.nodes.get_mut(index as usize)) {
            node.after = after;
        }
    }

    fn text(&mut self, text: &str) {
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
