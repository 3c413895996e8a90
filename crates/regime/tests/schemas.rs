//! The committed schemas and documents agree with the code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use std::path::PathBuf;

use interdict_regime::{Dealing, SCHEMAS, SourceFile, schema};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `UPDATE_SCHEMAS=1 cargo test -p interdict-regime --test schemas` writes them anew.
#[test]
fn committed_schemas_are_current() {
    for name in SCHEMAS {
        let path = root().join(format!("schemas/{name}.json"));
        let current = format!("{:#}\n", schema(name).unwrap());
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed, current, "schemas/{name}.json is stale: run with UPDATE_SCHEMAS=1 and commit");
    }
}

/// Every JSON example in the book that is a dealing, and every example file, can be taken.
#[test]
fn examples_are_dealings() {
    let regime = common::regime();
    let mut seen = 0;
    for page in ["README.md", "docs/dealing.md"] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        for block in text.split("```json\n").skip(1) {
            let example = block.split("```").next().unwrap();
            Dealing::from_json(example, &regime).unwrap_or_else(|error| panic!("{page}: {error}\n{example}"));
            seen += 1;
        }
    }
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        // Lists and approvals are read by the engine, and tried there.
        if path.extension().is_none_or(|kind| kind != "json" && kind != "jsonl") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let dealings = if path.extension().is_some_and(|kind| kind == "jsonl") {
            text.lines().collect()
        } else {
            vec![&*text]
        };
        for dealing in dealings {
            Dealing::from_json(dealing, &regime)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            seen += 1;
        }
    }
    assert!(seen >= 4, "only {seen} examples were found");
}

/// The book names every verb, role and kind of object, and no other.
#[test]
fn the_book_names_every_word() {
    let text = std::fs::read_to_string(root().join("docs/dealing.md")).unwrap();
    let words = interdict_regime::Verb::ALL.iter().map(|verb| verb.word());
    let words = words.chain(interdict_regime::Role::ALL.iter().map(|role| role.word()));
    let words = words.chain(interdict_regime::ObjectKind::ALL.iter().map(|kind| kind.word()));
    for word in words {
        assert!(text.contains(&format!("`{word}`")), "docs/dealing.md does not name `{word}`");
    }
}

/// Every overlay that is shipped can be laid over the law.
#[test]
fn overlays_can_be_laid_over_the_law() {
    let regime = common::regime();
    let mut seen = 0;
    for entry in std::fs::read_dir(root().join("examples/overlays")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let file = SourceFile { path: path.display().to_string(), text };
        regime.overlaid(&file).unwrap_or_else(|error| panic!("{error}"));
        seen += 1;
    }
    assert!(seen >= 2, "only {seen} overlays were found");
}
