use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object, Result};

/// A font as far as reading needs it: what its codes mean, and how wide they are.
pub(super) struct Font<'a> {
    encoding: Encoding<'a>,
    /// Widths in thousandths of the size.
    widths: BTreeMap<u32, f32>,
    other: f32,
    two_bytes: bool,
}

/// The most codes of a font whose widths are read.
const MOST_WIDTHS: usize = 70_000;

impl<'a> Font<'a> {
    pub(super) fn of(font: &'a Dictionary, document: &'a Document, limit: usize) -> Result<Font<'a>> {
        let encoding = font.get_font_encoding_with_limit(document, limit)?;
        let two_bytes = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let mut read = Font { encoding, widths: BTreeMap::new(), other: 500.0, two_bytes };
        if two_bytes {
            read.wide(font, document);
        } else {
            read.simple(font, document);
        }
        Ok(read)
    }

    /// Whether its widths are known: the fourteen standard fonts carry none.
    pub(super) fn measured(&self) -> bool {
        !self.widths.is_empty()
    }

    pub(super) fn text(&self, bytes: &[u8]) -> String {
        self.encoding.bytes_to_string(bytes).unwrap_or_default()
    }

    /// The width of a string in the size's unit, with its spacings.
    pub(super) fn width(&self, bytes: &[u8], size: f32, letter: f32, word: f32) -> f32 {
        let width =
            |code: u32| self.widths.get(&code).copied().unwrap_or(self.other) / 1000.0 * size + letter;
        if self.two_bytes {
            let (codes, _) = bytes.as_chunks::<2>();
            return codes.iter().map(|code| width(u32::from(u16::from_be_bytes(*code)))).sum();
        }
        bytes.iter().map(|code| width(u32::from(*code)) + if *code == b' ' { word } else { 0.0 }).sum()
    }

    fn simple(&mut self, font: &Dictionary, document: &Document) {
        let first = font
            .get_deref(b"FirstChar", document)
            .and_then(Object::as_i64)
            .ok()
            .and_then(|code| u32::try_from(code).ok());
        let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
        if let (Some(first), Ok(widths)) = (first, widths) {
            let numbers = widths.iter().take(256).map(|width| number(width, document).unwrap_or(500.0));
            self.widths = (first..first.saturating_add(256)).zip(numbers).collect();
        }
    }

    /// `/W [ 3 [250 333] 40 50 500 ]` of the descendant: a list from a code, or one width for a row of codes.
    fn wide(&mut self, font: &Dictionary, document: &Document) {
        let descendant = font
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first());
        let descendant = descendant
            .and_then(|font| document.dereference(font).ok())
            .and_then(|(_, font)| font.as_dict().ok());
        let Some(descendant) = descendant else { return };
        self.other = descendant
            .get_deref(b"DW", document)
            .ok()
            .and_then(|width| number(width, document))
            .unwrap_or(1000.0);
        let Ok(mut rest) = descendant.get_deref(b"W", document).and_then(Object::as_array).map(Vec::as_slice)
        else {
            return;
        };
        while let [first, second, after @ ..] = rest {
            let code = |object: &Object| {
                document
                    .dereference(object)
                    .ok()
                    .and_then(|(_, o)| o.as_i64().ok())
                    .and_then(|n| u32::try_from(n).ok())
            };
            let Some(from) = code(first) else { return };
            let list = document.dereference(second).ok().and_then(|(_, object)| object.as_array().ok());
            if let Some(list) = list {
                let codes = from..from.saturating_add(65_536);
                self.widths
                    .extend(codes.zip(list.iter().map(|width| number(width, document).unwrap_or(500.0))));
                rest = after;
            } else {
                let (Some(to), Some((width, after))) = (code(second), after.split_first()) else { return };
                let width = number(width, document).unwrap_or(500.0);
                self.widths.extend((from..=to).take(65_536).map(|code| (code, width)));
                rest = after;
            }
            if self.widths.len() > MOST_WIDTHS {
                return;
            }
        }
    }
}

fn number(object: &Object, document: &Document) -> Option<f32> {
    document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok())
}
