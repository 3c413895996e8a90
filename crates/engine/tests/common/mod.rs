//! What the engine's tests share.

#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "shared by tests that each use a part")]

use std::path::Path;
use std::sync::LazyLock;

use interdict_regime::{Regime, SourceFile, read_folder};

/// The files of the law.
pub fn files() -> Vec<SourceFile> {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regimes")).expect("the law can be read")
}

/// The law as it stands.
pub static REGIME: LazyLock<Regime> =
    LazyLock::new(|| Regime::load("un-1718", &files()).expect("the law loads"));
