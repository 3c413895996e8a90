#![no_main]

use interdict_lists::PartialDate;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let readers = [
        PartialDate::from_iso,
        PartialDate::from_words,
        PartialDate::from_day_month_year,
        PartialDate::from_month_day_year,
    ];
    for reader in readers {
        if let Some(date) = reader(text) {
            assert_eq!(date.to_string().parse::<PartialDate>().as_ref(), Ok(&date));
        }
    }
});
