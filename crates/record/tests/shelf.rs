//! The shelf on disk.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests' helpers may")]

mod common;

use common::RESOLUTION;
use interdict_record::{Added, ShelfError, SourceText, TextShelf};

#[test]
fn keeps_finds_and_does_not_replace_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = TextShelf::at(folder.path().join("deep").join("texts"));
    assert!(shelf.list().unwrap().is_empty());
    assert!(shelf.find(9001).unwrap().is_none());

    let source = SourceText::read("kites.txt", RESOLUTION.as_bytes()).unwrap();
    let text = source.resolution().unwrap();
    let (added, path) = shelf.add(&source, &text, false).unwrap();
    assert_eq!(added, Added::New);
    assert!(path.ends_with("9001-2031.json"));
    assert_eq!(shelf.add(&source, &text, false).unwrap().0, Added::Unchanged);
    assert_eq!(shelf.find(9001).unwrap().unwrap().text, text);
    assert!(shelf.find(900).unwrap().is_none());

    let other = SourceText::read("kites.txt", RESOLUTION.replace("honey", "syrup").as_bytes()).unwrap();
    let changed = other.resolution().unwrap();
    assert!(matches!(shelf.add(&other, &changed, false), Err(ShelfError::Differs { .. })));
    assert_eq!(shelf.find(9001).unwrap().unwrap().text, text);
    assert_eq!(shelf.add(&other, &changed, true).unwrap().0, Added::Replaced);
    assert_eq!(shelf.find(9001).unwrap().unwrap().text, changed);
    assert_eq!(std::fs::read_dir(shelf.folder()).unwrap().count(), 1, "no part file stays behind");
}

#[test]
fn damage_is_said_and_mended_by_replacing() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = TextShelf::at(folder.path());
    let source = SourceText::read("kites.txt", RESOLUTION.as_bytes()).unwrap();
    let text = source.resolution().unwrap();
    let (_, path) = shelf.add(&source, &text, false).unwrap();
    let held = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, held.replace("beeswax", "candles")).unwrap();
    assert!(matches!(shelf.find(9001), Err(ShelfError::Damaged { .. })));
    assert!(matches!(shelf.add(&source, &text, false), Err(ShelfError::Damaged { .. })));
    assert_eq!(shelf.add(&source, &text, true).unwrap().0, Added::Replaced);
    assert!(shelf.find(9001).is_ok());
}
