//! Names in any script, brought to Latin letters.
//!
//! [`latin_forms`] gives the spellings under which a name in another script may stand on a list, the most
//! usual first. Where spellings of one name differ too much to be listed, there are keys and comparisons
//! instead: [`korean`] for Korean syllables in Latin letters, [`skeleton`] for Arabic consonants,
//! [`chinese`] for Mandarin syllables and family names, [`cyrillic`] for the ways of writing Cyrillic.
//!
//! Every rule names its standard. Nothing here learns, guesses at random or asks the clock: the same text
//! gives the same forms for ever.
//!
//! ```
//! use interdict_screen::script::{Script, detect, latin_forms};
//!
//! assert_eq!(detect("김정은"), Script::Hangul);
//! let forms: Vec<_> = latin_forms("김정은").into_iter().map(|form| form.text).collect();
//! assert_eq!(forms.first().map(String::as_str), Some("kim jong un"));
//! assert!(forms.contains(&"gim jeongeun".to_owned())); // Revised (2000)
//! assert!(forms.contains(&"kim chongun".to_owned())); // McCune–Reischauer (1939), without its marks
//! ```

pub mod arabic;
pub mod chinese;
pub mod cyrillic;
mod cyrillic_korean;
mod detect;
mod fold;
mod form;
mod greek;
mod han;
pub mod hangul;
mod japanese;
mod kana;
pub mod korean;
mod latin;
pub mod skeleton;
mod table;
mod words;

pub use arabic::script_skeleton;
pub use detect::{Script, detect};
pub use form::{LatinForm, MOST_FORMS, System};
pub use korean::{korean_key, korean_syllables};
pub use latin::unmix;
pub use skeleton::consonant_skeleton;
pub use table::TableError;

use form::Forms;

/// The spellings of a text in Latin letters, the most usual first, never more than [`MOST_FORMS`].
///
/// A text may mix scripts: each stretch of one script is spelled by its own rules, and the forms are
/// joined rank by rank. A text without letters or digits has no form.
///
/// ```
/// use interdict_screen::script::latin_forms;
///
/// let forms = latin_forms("Владимир Путин");
/// assert_eq!(forms[0].text, "vladimir putin");
/// assert_eq!(latin_forms("Łódź 3")[0].text, "lodz 3");
/// assert!(latin_forms(" – ").is_empty());
/// ```
pub fn latin_forms(text: &str) -> Vec<LatinForm> {
    if text.is_ascii() {
        return Forms::single(latin::plain(text), System::Latin).finish();
    }
    let mut joined = Forms::default();
    for (script, stretch) in detect::stretches(text) {
        let forms = match script {
            Script::Hangul => hangul::forms(stretch),
            Script::Han => han::forms(stretch),
            Script::Kana => Forms::single(kana::hepburn(stretch), System::Hepburn),
            Script::Arabic => arabic::forms(stretch),
            Script::Cyrillic => cyrillic::forms(stretch),
            Script::Latin => Forms::single(latin::plain(stretch), System::Latin),
            Script::Greek => Forms::single(greek::spelled(stretch), System::National),
            Script::Hebrew | Script::Other => Forms::single(latin::plain(stretch), System::Fallback),
        };
        joined.append(forms);
    }
    joined.finish()
}
