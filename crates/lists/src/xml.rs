//! Streaming XML: one record at a time as a small flat tree, so that memory is bounded by the largest record.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

mod record;

pub(crate) use record::Element;
use record::Record;

use crate::bound::{Limits, Metered};
use crate::err::{At, Fault, ReadError};

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

/// Deepest nesting within a record; official formats reach 9.
const DEEPEST: usize = 24;
/// Longest name of an element; official ones reach 30 bytes.
const LONGEST_NAME: usize = 64;
/// Most attributes of an element; official ones have 17.
const MOST_ATTRIBUTES: usize = 64;
