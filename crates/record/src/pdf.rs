//! The text layer of a PDF, line by line as it stands on the page.
//!
//! lopdf reads objects, streams and font encodings, within limits; where text stands is worked out here, since a
//! paragraph's number is told by its place at the beginning of a line.

mod font;
mod page;

use lopdf::{Document, Error, LoadOptions};

use crate::err::BadText;
use crate::source::LARGEST_TEXT;

/// The most that one stream may unpack to.
const LARGEST_STREAM: usize = 32 * 1024 * 1024;
/// The most pages read.
const MOST_PAGES: usize = 600;
/// Nested objects use the stack of the thread that reads them.
const STACK: usize = 64 * 1024 * 1024;

/// The text layer, with a form feed after each page.
///
/// A fault inside the reader on a hostile file ends its thread, not the program.
pub(crate) fn text_layer(bytes: &[u8]) -> Result<String, BadText> {
    let broken = |problem: &str| BadText::BrokenPdf { problem: problem.to_owned() };
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new()
            .name("pdf".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || read(bytes));
        let reading = reading.map_err(|_| broken("no thread could be started for it"))?;
        reading.join().unwrap_or_else(|_| Err(broken("its structure cannot be followed")))
    })
}

fn read(bytes: &[u8]) -> Result<String, BadText> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_STREAM), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) => BadText::EncryptedPdf,
        other => BadText::BrokenPdf { problem: one_line(&other.to_string()) },
    })?;
    if document.is_encrypted() {
        return Err(BadText::EncryptedPdf);
    }
    let mut text = String::new();
    let mut problem = None;
    for page in document.page_iter().take(MOST_PAGES) {
        match page::text(&document, page, LARGEST_STREAM) {
            Ok(said) => text.push_str(&said),
            Err(error) => problem = Some(one_line(&error.to_string())),
        }
        text.push('\u{c}');
        if text.len() > LARGEST_TEXT {
            return Err(BadText::TooLarge { bytes: text.len(), limit: LARGEST_TEXT });
        }
    }
    if text.chars().filter(|c| c.is_alphanumeric()).count() >= 20 {
        return Ok(text);
    }
    Err(problem.map_or(BadText::NoTextLayer, |problem| BadText::BrokenPdf { problem }))
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(160).collect()
}
