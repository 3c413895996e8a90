//! `interdict texts` and the verbatim words in `interdict show`, on invented resolutions in a folder of the test's.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests' helpers may")]

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

/// An invented text under the number of an instrument that the ledger holds: not one sentence of it is the Council's.
const TEXT: &str = "S/RES/2375 (2017)\n\nAdopted by the Security Council at its 8041st meeting, on 12 September 2017\n\n\
    The Security Council,\n\nNoting an invention,\n\n1. Condemns an invention;\n\n2. Decides on kites:\n(a) red ones;\n(b) blue ones;\n\n\
    3. Decides to remain seized of the matter.\n";

fn interdict(shelf: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interdict"));
    command.args(arguments).env("INTERDICT_TEXTS", shelf).env_remove("INTERDICT_LAW").output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn add_list_show() {
    let folder = tempfile::tempdir().unwrap();
    let (shelf, file) = (folder.path().join("shelf"), folder.path().join("invented.txt"));
    std::fs::write(&file, TEXT).unwrap();
    let file = file.to_str().unwrap();
    assert!(stdout(&interdict(&shelf, &["texts", "list"])).starts_with("no texts in "));

    let added = interdict(&shelf, &["texts", "add", file]);
    assert!(added.status.success());
    let page = stdout(&added);
    assert!(
        page.starts_with(
            "S/RES/2375 (2017) of 2017-09-12: 1 preambular, 3 operative paragraphs, 0 annexes, kept in "
        ),
        "{page}"
    );
    for disagreement in [
        "≠ the ledger has it adopted on 2017-09-11, the text on 2017-09-12",
        "≠ the ledger has it adopted at S/PV.8042, the text at meeting 8041",
        "≠ the ledger counts 33 operative paragraphs, the text's last is 3",
        "≠ 2375/textiles cites paragraph 16, the text ends with 3",
    ] {
        assert!(page.contains(disagreement), "{disagreement} not in {page}");
    }

    let rows = json(&interdict(&shelf, &["texts", "list", "--format", "json"]));
    assert_eq!(rows["texts"][0]["symbol"], "S/RES/2375 (2017)");
    assert!(
        stdout(&interdict(&shelf, &["texts", "show", "2375:2(b)"]))
            .contains("    Decides on kites: (b) blue ones;\n")
    );
    assert!(
        stdout(&interdict(&shelf, &["texts", "show", "2375"]))
            .contains("2. Decides on kites:\n  (a) red ones;\n")
    );
    for wrong in ["2375:9", "2397:1", "kites"] {
        assert_eq!(interdict(&shelf, &["texts", "show", wrong]).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn show_prints_the_verbatim_words_beside_the_summary() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = folder.path().join("shelf");
    let without = json(&interdict(&shelf, &["show", "2375:16", "--format", "json"]));
    assert!(without["provisions"][0]["verbatim"].is_null());

    let numbered: String =
        (4..=16).map(|number| format!("{number}. Decides on invention {number};\n\n")).collect();
    let file = folder.path().join("invented.txt");
    std::fs::write(
        &file,
        TEXT.replace("3. Decides to remain", &format!("3. Decides;\n\n{numbered}17. Decides to remain")),
    )
    .unwrap();
    assert!(interdict(&shelf, &["texts", "add", file.to_str().unwrap()]).status.success());
    let page = stdout(&interdict(&shelf, &["show", "2375:16"]));
    assert!(page.contains("    verbatim (your copy, "), "{page}");
    assert!(page.contains("): Decides on invention 16;"), "{page}");
    let with = json(&interdict(&shelf, &["show", "2375:16", "--format", "json"]));
    assert_eq!(with["provisions"][0]["verbatim"]["text"], "Decides on invention 16;");
    assert!(!stdout(&interdict(&shelf, &["show", "2397:6"])).contains("verbatim"));
}

#[test]
fn a_bad_file_does_not_keep_the_others_out() {
    let folder = tempfile::tempdir().unwrap();
    let (shelf, good, bad) =
        (folder.path().join("shelf"), folder.path().join("good.txt"), folder.path().join("bad.pdf"));
    std::fs::write(&good, TEXT).unwrap();
    std::fs::write(&bad, b"%PDF-1.7 broken").unwrap();
    let output = interdict(
        &shelf,
        &["texts", "add", bad.to_str().unwrap(), good.to_str().unwrap(), "--format", "json"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)["texts"][0]["added"], "new");
    assert!(String::from_utf8_lossy(&output.stderr).contains("the PDF could not be read"));

    std::fs::write(&good, TEXT.replace("blue", "green")).unwrap();
    let refused = interdict(&shelf, &["texts", "add", good.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--replace"));
    let replaced = interdict(&shelf, &["texts", "add", good.to_str().unwrap(), "--replace"]);
    assert!(stdout(&replaced).contains("replaced in "));
}
