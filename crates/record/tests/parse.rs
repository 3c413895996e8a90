//! Telling a resolution apart, in the states that copies come in. Every resolution here is invented.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests' helpers may")]

mod common;

use common::{LAYER, RESOLUTION};
use interdict_record::{BadText, ResolutionText, SourceText, Warning};
use proptest::prelude::*;

fn labels(text: &ResolutionText, number: u16) -> Vec<String> {
    let paragraph = text.operative.iter().find(|paragraph| paragraph.number == number).unwrap();
    let nested = |item: &interdict_record::Item| {
        item.items.iter().map(|inner| format!("{}.{}", item.label, inner.label)).collect::<Vec<_>>()
    };
    paragraph.items.iter().flat_map(|item| std::iter::once(item.label.clone()).chain(nested(item))).collect()
}

#[test]
fn a_copy_with_blank_lines() {
    let text = ResolutionText::parse(RESOLUTION).unwrap();
    assert_eq!((text.symbol.as_str(), text.number, text.year), ("S/RES/9001 (2031)", 9001, 2031));
    assert_eq!((text.adopted, text.meeting), (Some(jiff::civil::date(2031, 3, 4)), Some(9123)));
    assert_eq!(text.warnings, []);
    assert_eq!(text.preamble.len(), 4, "{:#?}", text.preamble);
    assert_eq!(text.preamble[3], "Acting under an invented chapter,");
    assert_eq!(
        text.operative.iter().map(|paragraph| paragraph.number).collect::<Vec<_>>(),
        (1..=12).collect::<Vec<u16>>()
    );
    assert_eq!(
        text.annexes.iter().map(|annex| annex.heading.as_str()).collect::<Vec<_>>(),
        ["Annex I", "Annex II"]
    );
    assert!(text.annexes[0].text.ends_with("13. Church bells."));
    assert_eq!(text.footnotes, ["1 S/2031/77, annex, paragraph 3. Gliders are defined there."]);
}

#[test]
fn numbers_inside_sentences_do_not_split() {
    let text = ResolutionText::parse(RESOLUTION).unwrap();
    assert_eq!(
        text.verbatim("2").unwrap(),
        "Decides that all States shall prohibit the sale of untethered kites and of kite string longer than 30 metres to the South \
         Pole Land, as laid down in paragraph 8. Kites sold before that day, and case-by-case approvals under paragraph 9 (b), are not affected;"
    );
    assert!(text.verbatim("8").unwrap().starts_with("Decides that the masters of sledges"));
    assert!(text.verbatim("5").unwrap().starts_with("Decides that lighthouse lamps"));
    assert!(text.verbatim("6").unwrap().contains("kite-makers and balloonists who evade"));
}

#[test]
fn sub_items_and_what_a_citation_reaches() {
    let text = ResolutionText::parse(RESOLUTION).unwrap();
    assert_eq!(labels(&text, 4), ["a", "b", "b.i", "b.ii", "c"]);
    assert_eq!(labels(&text, 9), ["a", "b"]);
    assert_eq!(
        text.verbatim("4(b)(ii)").unwrap(),
        "Decides that: (b) all States shall inspect beehives in transit, including: (ii) at seaports, as paragraph 8 (a) of resolution 8000 (2029) asks;"
    );
    assert_eq!(text.verbatim("4(b)(iv)").unwrap_err().held(), "4(b)");
    assert_eq!(text.verbatim("13").unwrap_err().last(), 12);
}

#[test]
fn a_text_layer_without_blank_lines_says_the_same() {
    let (copy, layer) = (ResolutionText::parse(RESOLUTION).unwrap(), ResolutionText::parse(LAYER).unwrap());
    assert_eq!(layer.operative, copy.operative);
    assert_eq!(layer.preamble, copy.preamble);
    assert_eq!(layer.annexes.len(), 2);
    assert_eq!((layer.adopted, layer.meeting), (copy.adopted, copy.meeting));
}

#[test]
fn a_copy_that_lost_its_lines() {
    let flat = "Resolution 9002 (2031) reads as follows:\nThe Security Council,\nRecalling paragraph 2. of the Code, 1. Decides that kites \
        shall be tied for 30 days; 2. Decides that bells, as in resolution 1 (2030), ring; 3. Decides to remain seized of the matter. * *** *";
    let text = ResolutionText::parse(flat).unwrap();
    assert_eq!(text.number, 9002);
    assert_eq!(text.operative.len(), 3);
    assert_eq!(text.warnings, [Warning::NoDate]);
}

#[test]
fn gaps_and_leftovers_are_said() {
    let text = "S/RES/9003 (2031)\n4 March 2031\nThe Security Council,\nNoting kites,\n1. Decides A;\n2. Decides B;\n4. Decides D;\n\
        5. Decides to remain seized of the matter.\nFor information media. Not an official record.";
    let text = ResolutionText::parse(text).unwrap();
    assert_eq!(text.operative.iter().map(|paragraph| paragraph.number).collect::<Vec<_>>(), [1, 2, 4, 5]);
    assert_eq!(
        text.warnings,
        [Warning::DateFromHead, Warning::Gap { number: 3 }, Warning::Trailing { words: 7 }]
    );
}

#[test]
fn what_is_no_resolution_is_refused() {
    assert!(matches!(ResolutionText::parse("1. Decides nothing."), Err(BadText::NoSymbol)));
    assert!(matches!(
        ResolutionText::parse("S/RES/9001 (2031)\nThe Security Council,\n"),
        Err(BadText::NoParagraphs { number: 9001 })
    ));
    assert!(matches!(SourceText::read("x", b"\xff\x00\x01"), Err(BadText::NotText)));
    let large = vec![b' '; interdict_record::LARGEST_FILE + 1];
    assert!(matches!(SourceText::read("x", &large), Err(BadText::TooLarge { .. })));
}

#[test]
fn utf_16_is_text() {
    let bytes: Vec<u8> =
        [0xfeff].into_iter().chain(RESOLUTION.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(SourceText::read("x", &bytes).unwrap().resolution().unwrap().operative.len(), 12);
}

proptest! {
    /// Nothing that a file can hold makes it panic.
    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        if let Ok(source) = SourceText::read("x", &bytes) {
            let _ = source.resolution();
        }
    }

    /// Nor text that looks like a resolution's.
    #[test]
    fn scraps_never_panic(scraps in proptest::collection::vec(prop_oneof![
        Just("\n".to_owned()), Just("S/RES/9001 (2031)".to_owned()), Just("The Security Council,\n".to_owned()), Just("\u{c}".to_owned()),
        Just("(a) ".to_owned()), Just("(ii) ".to_owned()), Just("Annex I\n".to_owned()), Just("sanc-\n".to_owned()), Just("_____\n".to_owned()),
        Just("; ".to_owned()), Just("é\u{ad}".to_owned()), (0_u32..40).prop_map(|n| format!("{n}. Decides ")), ".{0,12}",
    ], 0..80)) {
        if let Ok(text) = ResolutionText::parse(&scraps.concat()) {
            let numbers: Vec<u16> = text.operative.iter().map(|paragraph| paragraph.number).collect();
            prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
