//! Sub-items of a paragraph: (a), (b), and within them (i), (ii). They run in order, or they are references.

use crate::resolution::Item;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Letter,
    Roman,
}

struct Mark<'a> {
    label: &'a str,
    at: usize,
    after: usize,
}

/// Splits a paragraph's running text into its opening and its sub-items.
pub(crate) fn items(text: &str) -> (String, Vec<Item>) {
    let marks = marks(text);
    let chosen = choose(&marks);
    let opening = chosen.first().map_or(text.len(), |(_, mark)| mark.at);
    let mut items: Vec<Item> = Vec::new();
    let nested = chosen.first().is_some_and(|(level, _)| *level == Level::Letter);
    for (i, (level, mark)) in chosen.iter().enumerate() {
        let end = chosen.get(i + 1).map_or(text.len(), |(_, next)| next.at);
        let item =
            Item { label: mark.label.to_owned(), text: flat(text.get(mark.after..end)), items: Vec::new() };
        match items.last_mut() {
            Some(parent) if nested && *level == Level::Roman => parent.items.push(item),
            _ => items.push(item),
        }
    }
    (flat(text.get(..opening)), items)
}

fn flat(text: Option<&str>) -> String {
    text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Bracketed labels that stand where a sub-item can begin.
fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let Some(inner) = text.get(at + 1..).and_then(|rest| rest.split_once(')')).map(|(inner, _)| inner)
        else {
            break;
        };
        if inner.is_empty() || inner.len() > 5 || !inner.bytes().all(|b| b.is_ascii_lowercase()) {
            continue;
        }
        let head = text.get(..at).unwrap_or_default();
        let before = head.trim_end();
        let joined = [" and", " or"].iter().find_map(|word| before.strip_suffix(word)).map(str::trim_end);
        let at_line = head.ends_with('\n') && (before.ends_with([';', ':', '.', ',']) || joined.is_some());
        let inline = before.ends_with([';', ':']) || joined.is_some_and(|head| head.ends_with(';'));
        // "(a) (i) …": an item that opens with one of its own.
        let opens =
            before.ends_with(')') && found.last().is_some_and(|last: &Mark<'_>| last.after == before.len());
        if before.is_empty() || at_line || inline || opens {
            found.push(Mark { label: inner, at, after: at + inner.len() + 2 });
        }
    }
    found
}

/// Keeps the labels that follow one another.
fn choose<'a>(marks: &'a [Mark<'a>]) -> Vec<(Level, &'a Mark<'a>)> {
    let mut chosen: Vec<(Level, &Mark<'_>)> = Vec::new();
    let (mut letters, mut romans) = (0_usize, 0_usize);
    for (i, mark) in marks.iter().enumerate() {
        let letter = mark.label == letter(letters) && (letters > 0 || chosen.is_empty());
        let numeral = ROMANS.get(romans).is_some_and(|numeral| *numeral == mark.label);
        // After (h), an (i) is a numeral only if (ii) comes before (j).
        let level = match (letter, numeral) {
            (true, true) => {
                let ahead = marks.get(i + 1..).unwrap_or_default();
                let numerals =
                    ahead.iter().find(|next| next.label == "ii" || next.label == self::letter(letters + 1));
                if numerals.is_some_and(|next| next.label == "ii") { Level::Roman } else { Level::Letter }
            }
            (true, false) => Level::Letter,
            (false, true) => Level::Roman,
            (false, false) => continue,
        };
        match level {
            Level::Letter => (letters, romans) = (letters + 1, 0),
            Level::Roman => romans += 1,
        }
        chosen.push((level, mark));
    }
    chosen
}

/// `a` to `z`, then `aa` to `zz`.
fn letter(place: usize) -> String {
    let name = u8::try_from(place % 26).map_or('a', |offset| char::from(b'a' + offset));
    std::iter::repeat_n(name, place / 26 + 1).collect()
}

const ROMANS: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi",
    "xvii", "xviii", "xix", "xx",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<String> {
        fn walk(items: &[Item], path: &str, out: &mut Vec<String>) {
            for item in items {
                let path = format!("{path}({})", item.label);
                out.push(path.clone());
                walk(&item.items, &path, out);
            }
        }
        let mut out = Vec::new();
        walk(&items(text).1, "", &mut out);
        out
    }

    #[test]
    fn nested_items() {
        let text =
            "Decides that:\n(a) all States:\n(i) close ports; and\n(ii) open files;\n(b) nobody else does";
        assert_eq!(labels(text), ["(a)", "(a)(i)", "(a)(ii)", "(b)"]);
    }

    #[test]
    fn references_are_not_items() {
        assert!(
            labels("Recalls paragraphs 8 (a), (b) and (c) and paragraph 9\n(a) of resolution 1").is_empty()
        );
        let text = "Decides: (a) what paragraphs 8\n(a), (b) and (c) say; and (b) more";
        let (_, items) = items(text);
        assert_eq!(items.len(), 2);
        assert_eq!(items[1].text, "more");
    }

    #[test]
    fn the_letter_i_and_the_numeral() {
        let upto = |last: &str| {
            format!("Lists: (a) x; (b) x; (c) x; (d) x; (e) x; (f) x; (g) x; (h) x; (i) x; {last}")
        };
        assert_eq!(labels(&upto("(j) x"))[8], "(i)");
        assert_eq!(labels(&upto("(ii) x; (i) y"))[8..], ["(h)(i)", "(h)(ii)", "(i)"]);
        assert_eq!(labels("Lists: (i) x; (ii) y"), ["(i)", "(ii)"]);
    }
}
