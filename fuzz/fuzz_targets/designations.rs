#![no_main]

use interdict_lists::Designations;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(list) = Designations::parse("fuzz.toml", text) {
        assert_eq!(list.entries().len(), list.all().count());
    }
});
