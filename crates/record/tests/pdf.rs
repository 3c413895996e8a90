//! PDFs built here, of an invented resolution.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests' helpers may")]

mod common;

use common::LAYER;
use interdict_record::{BadText, SourceText};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use proptest::prelude::*;

/// Sets lines on pages of thirty, one text object a line as word processors write them; words are placed apart without
/// space characters where `tight`.
fn pdf(lines: &[&str], tight: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages_id = document.new_object_id();
    let widths: Vec<Object> = (32..=255).map(|_| 500.into()).collect();
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding",
        "FirstChar" => 32, "LastChar" => 255, "Widths" => widths,
    };
    let font_id = document.add_object(font);
    let resources_id = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font_id } });
    let mut kids: Vec<Object> = Vec::new();
    for page in lines.chunks(30) {
        let mut operations = vec![
            Operation::new("q", vec![]),
            Operation::new("cm", [1, 0, 0, 1, 0, 20].map(Object::from).to_vec()),
        ];
        for (row, line) in page.iter().enumerate() {
            operations.push(Operation::new("BT", vec![]));
            operations.push(Operation::new("Tf", vec!["F1".into(), 10.into()]));
            operations.push(Operation::new("Td", vec![72.into(), (740 - 12 * row as i64).into()]));
            if tight {
                let pieces = line
                    .split_whitespace()
                    .flat_map(|word| [Object::string_literal(word), Object::from(-400)]);
                operations.push(Operation::new("TJ", vec![Object::Array(pieces.collect())]));
            } else {
                operations.push(Operation::new("Tj", vec![Object::string_literal(*line)]));
            }
            operations.push(Operation::new("ET", vec![]));
        }
        operations.push(Operation::new("Q", vec![]));
        let content = Stream::new(dictionary! {}, Content { operations }.encode().unwrap());
        let content_id = document.add_object(content);
        let page = dictionary! { "Type" => "Page", "Parent" => pages_id, "Contents" => content_id };
        kids.push(document.add_object(page).into());
    }
    let count = i64::try_from(kids.len()).unwrap();
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources_id,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    document.objects.insert(pages_id, Object::Dictionary(pages));
    let catalog_id = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    document.trailer.set("Root", catalog_id);
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// The fixture's lines; its non-breaking spaces are no WinAnsi bytes.
fn text() -> String {
    LAYER.replace('\u{a0}', " ")
}

#[test]
fn a_text_layer_reads_as_the_text() {
    let layer = text();
    let lines: Vec<&str> = layer.lines().map(str::trim).collect();
    let plain = interdict_record::ResolutionText::parse(LAYER).unwrap();
    for tight in [false, true] {
        let source = SourceText::read("9001.pdf", &pdf(&lines, tight)).unwrap();
        let text = source.resolution().unwrap();
        assert_eq!(text.operative, plain.operative, "tight: {tight}");
        assert_eq!(text.preamble, plain.preamble, "tight: {tight}");
        assert_eq!((text.adopted, text.meeting, text.annexes.len()), (plain.adopted, plain.meeting, 2));
        assert_eq!(text.hash, source.hash);
    }
}

#[test]
fn pictures_and_breakage_are_refused() {
    let refusal = |bytes: &[u8]| SourceText::read("x.pdf", bytes).unwrap_err();
    assert!(matches!(refusal(&pdf(&[""], false)), BadText::NoTextLayer));
    assert!(matches!(refusal(b"%PDF-1.7 and nothing else"), BadText::BrokenPdf { .. }));
    let whole = pdf(&text().lines().collect::<Vec<_>>(), false);
    assert!(matches!(refusal(&whole[..40]), BadText::BrokenPdf { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A PDF with bytes changed or cut is read or refused.
    #[test]
    fn damaged_pdfs_never_panic(cut in 9_usize..4000, changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..20)) {
        let mut bytes = pdf(&text().lines().collect::<Vec<_>>(), false);
        for (at, byte) in changes {
            let at = at.index(bytes.len() - 9) + 9;
            bytes[at] = byte;
        }
        bytes.truncate(cut.max(bytes.len() / 2));
        if let Ok(source) = SourceText::read("x.pdf", &bytes) {
            let _ = source.resolution();
        }
    }
}
