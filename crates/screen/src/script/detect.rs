//! Which script a text is in.

use icu_properties::CodePointSetData;
use icu_properties::props::Alphabetic;

/// A script, as far as this crate spells it by rules of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Script {
    /// Latin letters; also a text without any letters.
    Latin,
    /// Korean syllables and letters.
    Hangul,
    /// Chinese characters, in whatever language.
    Han,
    /// Japanese: hiragana and katakana.
    Kana,
    /// Arabic letters, in whatever language.
    Arabic,
    /// Cyrillic letters, in whatever language.
    Cyrillic,
    /// Greek.
    Greek,
    /// Hebrew.
    Hebrew,
    /// Any other script.
    Other,
}

const ALL: [Script; 9] = [
    Script::Latin,
    Script::Hangul,
    Script::Han,
    Script::Kana,
    Script::Arabic,
    Script::Cyrillic,
    Script::Greek,
    Script::Hebrew,
    Script::Other,
];

/// The script of most letters of a text; the first to appear where two have as many.
///
/// ```
/// use interdict_screen::script::{Script, detect};
///
/// assert_eq!(detect("Амир Хазмат"), Script::Cyrillic);
/// assert_eq!(detect("ASGАRI"), Script::Latin); // the second A is Cyrillic
/// assert_eq!(detect("山田たろう"), Script::Kana);
/// assert_eq!(detect("42"), Script::Latin);
/// ```
pub fn detect(text: &str) -> Script {
    let mut seen: [(usize, Script); ALL.len()] = ALL.map(|script| (0, script));
    let mut order: Vec<Script> = Vec::new();
    for script in text.chars().filter_map(of_letter) {
        if let Some((count, _)) = seen.iter_mut().find(|(_, known)| *known == script) {
            *count += 1;
        }
        if !order.contains(&script) {
            order.push(script);
        }
    }
    let count =
        |script: &Script| seen.iter().find(|(_, known)| known == script).map_or(0, |(count, _)| *count);
    let mut best = (0, Script::Latin);
    for script in order {
        if count(&script) > best.0 {
            best = (count(&script), script);
        }
    }
    best.1
}

/// The script of a letter; none for digits, marks, spaces and punctuation.
// The blocks of Unicode 16.0. Marks count with no script: they follow their letter.
pub(super) fn of_letter(letter: char) -> Option<Script> {
    if letter.is_ascii() {
        return letter.is_ascii_alphabetic().then_some(Script::Latin);
    }
    // The standard library looks these up in a tenth of the speed.
    if !CodePointSetData::new::<Alphabetic>().contains(letter) {
        return None;
    }
    Some(match letter as u32 {
        0x00AA..=0x024F | 0x0250..=0x02FF | 0x1D00..=0x1DBF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F => {
            Script::Latin
        }
        0x2100..=0x218F | 0xA720..=0xA7FF | 0xAB30..=0xAB6F | 0xFB00..=0xFB06 => Script::Latin,
        0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Script::Latin,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC => {
            Script::Hangul
        }
        0x3005..=0x3007 | 0x3021..=0x3029 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => {
            Script::Han
        }
        0x2E80..=0x2FDF | 0x20000..=0x323AF => Script::Han,
        0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Script::Kana,
        0x0600..=0x06FF | 0x0750..=0x077F | 0x0870..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => {
            Script::Arabic
        }
        0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Script::Greek,
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        _ => Script::Other,
    })
}

/// The stretches of a text in one script each: whole tokens, neighbours of one script together.
///
/// Inside a token only a change between scripts that share no look-alikes ends a stretch ("LG전자");
/// a token of Latin, Cyrillic and Greek letters mixed goes with most of its letters.
pub(super) fn stretches(text: &str) -> Vec<(Script, &str)> {
    let mut found: Vec<(Script, usize, usize)> = Vec::new();
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    for token in text.split_whitespace() {
        for part in parts(token) {
            let (start, script) = (start_of(part), script_of_part(part));
            let end = start + part.len();
            match found.last_mut() {
                // A number alone goes with what stands before it.
                Some((last, _, until)) if Some(*last) == script || script.is_none() => *until = end,
                _ => found.push((script.unwrap_or(Script::Latin), start, end)),
            }
        }
    }
    found.into_iter().filter_map(|(script, start, end)| Some((script, text.get(start..end)?))).collect()
}

/// The script of a part, or none where it has no letter.
fn script_of_part(part: &str) -> Option<Script> {
    part.chars().any(|letter| of_letter(letter).is_some()).then(|| detect(part))
}

/// Cuts a token where its script changes, look-alike scripts left together.
fn parts(token: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let mut start = 0;
    let mut current: Option<Script> = None;
    for (at, letter) in token.char_indices() {
        let Some(script) = of_letter(letter) else { continue };
        let class = class(script);
        if current.is_some_and(|current| current != class) {
            cut.extend(token.get(start..at));
            start = at;
        }
        current = Some(class);
    }
    cut.extend(token.get(start..));
    cut
}

/// Scripts that stand for one another inside a token: look-alikes, and kana with its Chinese characters.
fn class(script: Script) -> Script {
    match script {
        Script::Cyrillic | Script::Greek => Script::Latin,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_letters_decide() {
        assert_eq!(detect("조선무역은행 (FTB)"), Script::Hangul);
        assert_eq!(detect("金正恩"), Script::Han);
        assert_eq!(detect("صدام حسين"), Script::Arabic);
        assert_eq!(detect("Νικόλαος"), Script::Greek);
        assert_eq!(detect("משה"), Script::Hebrew);
        assert_eq!(detect("สมชาย"), Script::Other);
        assert_eq!(detect("Ｋｉｍ"), Script::Latin);
        assert_eq!(detect(""), Script::Latin);
    }

    #[test]
    fn stretches_are_cut_where_the_script_changes() {
        assert_eq!(stretches("LG전자 회사"), [(Script::Latin, "LG"), (Script::Hangul, "전자 회사")]);
        assert_eq!(stretches("Iran ООО 12"), [(Script::Latin, "Iran"), (Script::Cyrillic, "ООО 12")]);
        assert_eq!(stretches("ASGАRI"), [(Script::Latin, "ASGАRI")]);
        assert_eq!(stretches("  "), []);
    }
}
