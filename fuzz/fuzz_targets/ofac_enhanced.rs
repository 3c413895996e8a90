#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::run(interdict_lists::Format::OfacEnhanced, bytes));
