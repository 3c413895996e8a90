//! What holds for every text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::string_slice,
    reason = "a test may"
)]

use interdict_screen::script::chinese::{mandarin_key, same_chinese_family};
use interdict_screen::script::cyrillic::cyrillic_key;
use interdict_screen::script::hangul::split_name;
use interdict_screen::script::korean::{
    Closeness, MOST_READINGS, agreement, closeness, korean_keys, korean_readings, readings_closeness,
};
use interdict_screen::script::{
    MOST_FORMS, consonant_skeleton, detect, korean_key, korean_syllables, latin_forms, script_skeleton, unmix,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Text of the scripts that have rules, and of any other.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,24}",
        "[가-힣ㄱ-ㅎ\u{1100}-\u{11FF}]{1,5}( [가-힣]{1,4}){0,3}",
        "[一-鿿]{1,6}( [一-鿿]{1,4}){0,2}",
        "[\u{0600}-\u{06FF}]{1,8}( [ا-ي]{1,8}){0,3}",
        "[\u{0400}-\u{04FF}A-z]{1,12}( [а-я]{1,8}){0,2}",
        "[ぁ-ヿ]{1,8}",
        "[A-Za-zА-я가-힣一-龥ا-ي0-9 '-]{0,24}",
    ]
}

/// Tokens that read as Korean, and some that do not.
fn korean_token() -> impl Strategy<Value = String> {
    let syllable = "(g|k|n|d|t|r|m|b|p|s|j|ch|h|)(a|eo|o|u|i|yo|yeo|ae|e|eu|oo)(k|n|l|m|p|ng|)";
    (syllable, syllable).prop_map(|(first, second)| first + &second)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, rng_seed: RngSeed::Fixed(1718), failure_persistence: None, ..ProptestConfig::default() })]

    /// Forms are bounded, all different, lower-case ASCII, tokens parted by one space.
    #[test]
    fn forms_are_well_made(text in text()) {
        let forms = latin_forms(&text);
        prop_assert!(forms.len() <= MOST_FORMS);
        for (at, form) in forms.iter().enumerate() {
            prop_assert!(!form.text.is_empty());
            prop_assert!(form.text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b' ')), "{form:?}");
            prop_assert!(form.text.split(' ').all(|token| !token.is_empty()), "{form:?}");
            prop_assert!(forms.iter().skip(at + 1).all(|other| other.text != form.text), "{forms:?}");
        }
    }

    /// A form is its own and only form.
    #[test]
    fn a_form_stays_as_it_is(text in text()) {
        for form in latin_forms(&text) {
            let again = latin_forms(&form.text);
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!(&again[0].text, &form.text);
        }
    }

    /// A letter of some script leaves a form behind, so that no name vanishes.
    #[test]
    fn a_name_does_not_vanish(text in "[가-힣]{1,6}|[一-龥]{1,6}|[а-яґєії]{0,3}[абвгдежз]|[بتثجحخدرزسشصطفقكلمن]{1,6}|[か-ぢ]{1,6}|[α-ω]{1,6}") {
        prop_assert!(!latin_forms(&text).is_empty());
    }

    /// The other functions take any text too, and keys are ASCII.
    #[test]
    fn keys_are_ascii(text in text()) {
        let _ = (detect(&text), split_name(&text), korean_key(&text), same_chinese_family(&text, &text));
        prop_assert!(consonant_skeleton(&text).is_ascii());
        prop_assert!(script_skeleton(&text).is_ascii());
        prop_assert!(cyrillic_key(&text).is_ascii());
        prop_assert!(mandarin_key(&text).is_ascii());
        prop_assert!(korean_readings(&text).len() <= MOST_READINGS);
        prop_assert_eq!(unmix(&unmix(&text)).into_owned(), unmix(&text).into_owned());
    }

    /// Closeness is symmetric, and highest for one and the same spelling.
    #[test]
    fn korean_closeness_is_symmetric(left in korean_token(), right in korean_token()) {
        let (first, second) = (korean_readings(&left), korean_readings(&right));
        prop_assert_eq!(readings_closeness(&first, &second), readings_closeness(&second, &first));
        let (Some(one), Some(other)) = (korean_syllables(&left), korean_syllables(&right)) else {
            return Err(TestCaseError::fail(format!("{left} or {right} does not read as Korean")));
        };
        prop_assert_eq!(closeness(&one, &other), closeness(&other, &one));
        prop_assert_eq!(closeness(&one, &one), Closeness::Same);
        prop_assert_eq!(agreement(&one, &one), 1.0);
        prop_assert!((0.0..=1.0).contains(&agreement(&one, &other)));
    }

    /// The index loses no pair that the comparison finds: close names share a key.
    #[test]
    fn close_names_share_a_key(left in korean_token(), right in korean_token()) {
        let close = readings_closeness(&korean_readings(&left), &korean_readings(&right));
        // In the order given; a turned name is the index's own business.
        let straight = korean_readings(&left).iter().any(|one| {
            korean_readings(&right).iter().any(|other| closeness(one, other) >= Closeness::Usage)
        });
        if straight {
            prop_assert!(close >= Closeness::Usage);
            let keys = korean_keys(&right);
            prop_assert!(korean_keys(&left).iter().any(|key| keys.contains(key)), "{} {}", left, right);
        }
    }
}
