#![no_main]

use std::io::{Cursor, Read};

use interdict_lists::{Limits, open};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 16, ratio: 10, record: 1 << 12 };
    if let Ok(input) = open(Cursor::new(bytes.to_vec()), limits) {
        let mut out = Vec::new();
        let _ = input.take(1 << 20).read_to_end(&mut out);
        assert!(out.len() <= 1 << 17, "the bound on size holds");
    }
});
