//! What the tests of the command share.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "shared by tests that each use a part")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use interdict_regime::{Regime, SourceFile, Treaty, read_folder};

/// The project's root, from which the book's examples are run.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a run of the command gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub errors: String,
}

/// Runs the command from the project's root, with nothing of the user's own.
pub fn run(arguments: &[&str]) -> Ran {
    run_with(arguments, "")
}

/// The same, with something on standard input.
pub fn run_with(arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::cargo_bin("interdict").unwrap();
    let nowhere = root().join("no-such-folder");
    command.current_dir(root()).env("NO_COLOR", "1").env_remove("INTERDICT_LAW");
    command.env("XDG_DATA_HOME", nowhere).args(arguments).write_stdin(input.to_owned());
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        errors: String::from_utf8(output.stderr).unwrap(),
    }
}

fn files() -> Vec<SourceFile> {
    read_folder(&root().join("regimes")).unwrap()
}

/// The regime as it stands.
pub fn regime() -> Regime {
    Regime::load("un-1718", &files()).unwrap()
}

/// The treaties beside it.
pub fn treaties(regime: &Regime) -> Vec<Treaty> {
    Treaty::load_all(&files(), regime.reference()).unwrap()
}

/// Text with every run of white space as one space, so that a phrase is found across the lines of a page.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
