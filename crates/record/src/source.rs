//! A file as a user has it: text, or a PDF with a text layer.

use sha2::{Digest, Sha256};

use crate::err::BadText;
use crate::pdf;
use crate::resolution::ResolutionText;

/// The most bytes of a file that are read.
pub const LARGEST_FILE: usize = 24 * 1024 * 1024;
/// The most bytes of text that are told apart: more than a hundred of the longest resolutions.
pub(crate) const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// The text of a file, and the hash of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// The file's name, without its folder.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its text; of a PDF, the text layer, with a form feed after each page.
    pub text: String,
}

impl SourceText {
    /// Takes a file's bytes as text, or as a PDF where they begin as one.
    ///
    /// ```
    /// use interdict_record::SourceText;
    /// assert_eq!(SourceText::read("kites.txt", b"S/RES/9001 (2031)")?.text, "S/RES/9001 (2031)");
    /// assert!(SourceText::read("kites.doc", &[0xd0, 0xcf, 0x11, 0xe0]).is_err());
    /// # Ok::<(), interdict_record::BadText>(())
    /// ```
    ///
    /// # Errors
    /// Bytes that are neither, a PDF that is broken, encrypted or without text, and files beyond [`LARGEST_FILE`].
    pub fn read(name: &str, bytes: &[u8]) -> Result<SourceText, BadText> {
        if bytes.len() > LARGEST_FILE {
            return Err(BadText::TooLarge { bytes: bytes.len(), limit: LARGEST_FILE });
        }
        let text = if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|word| word == b"%PDF-") {
            pdf::text_layer(bytes)?
        } else {
            decoded(bytes).ok_or(BadText::NotText)?
        };
        if text.len() > LARGEST_TEXT {
            return Err(BadText::TooLarge { bytes: text.len(), limit: LARGEST_TEXT });
        }
        Ok(SourceText { name: name.to_owned(), hash: sha256(bytes), text })
    }

    /// Tells the resolution in it apart; the hash is the file's.
    ///
    /// # Errors
    /// As [`ResolutionText::parse`].
    pub fn resolution(&self) -> Result<ResolutionText, BadText> {
        let mut parsed = ResolutionText::parse(&self.text)?;
        parsed.hash.clone_from(&self.hash);
        Ok(parsed)
    }
}

/// UTF-8, or UTF-16 with its byte mark; no text holds a zero character.
fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |bytes: &[u8], join: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().copied().map(join).collect();
        if rest.is_empty() { String::from_utf16(&units).ok() } else { None }
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes)?,
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    (!text.contains('\0')).then_some(text)
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
