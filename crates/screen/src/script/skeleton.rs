//! Latin spellings of Arabic names, brought to their consonants.
//!
//! Vowels, doubled letters, `ayn` and `hamza` are what spellings differ in; they are left out, and the
//! consonants are folded to the classes of `skeleton.tsv`. The article falls with its assimilations
//! (al-, el-, ar-, ash-, …); `abd` is one word with what follows it. Words of kinship stay: `Abu` is `ab`,
//! `bin` is `bn`, `ibn` is `abn`, and the caller decides what they are worth.

use super::fold::Folding;
use super::latin;
use super::table::{Row, TableError, embedded, rows};
use std::sync::LazyLock;

const FILE: &str = "skeleton.tsv";
const TEXT: &str = include_str!("../../data/skeleton.tsv");

const PARTICLES_FILE: &str = "skeleton-particles.tsv";
const PARTICLES_TEXT: &str = include_str!("../../data/skeleton-particles.tsv");

static PARTICLES: LazyLock<Particles> = LazyLock::new(|| embedded(read_particles()));
static CLASSES: LazyLock<Folding> = LazyLock::new(|| embedded(Folding::read(FILE, TEXT)));

/// Words and endings that are not read letter by letter.
#[derive(Default)]
struct Particles {
    /// The article by itself, before letters of every kind.
    article: Vec<&'static str>,
    /// `abd` as a word of its own, with the article or without.
    servant: Vec<&'static str>,
    /// `abu` at the beginning of a name run together.
    father: Vec<&'static str>,
    /// The ends of names in -al-Din, run together.
    faith: Vec<&'static str>,
    /// The ends of names in -Allah, run together.
    god: Vec<&'static str>,
}

fn read_particles() -> Result<Particles, TableError> {
    let mut particles = Particles::default();
    for row in rows(PARTICLES_FILE, PARTICLES_TEXT, 2) {
        let row: Row<'static> = row?;
        let kind = match row.cell(0) {
            "article" => &mut particles.article,
            "servant" => &mut particles.servant,
            "father" => &mut particles.father,
            "faith" => &mut particles.faith,
            "god" => &mut particles.god,
            other => return Err(row.refused(format!("`{other}` is no kind of particle"))),
        };
        kind.extend(row.list(1));
    }
    Ok(particles)
}

/// The consonants of a Latin spelling, word by word; comparable with
/// [`script_skeleton`](super::script_skeleton).
///
/// ```
/// use interdict_screen::script::consonant_skeleton;
///
/// assert_eq!(consonant_skeleton("Mohammed"), "mhmd");
/// assert_eq!(consonant_skeleton("al-Qadhafi"), consonant_skeleton("Gaddafi"));
/// assert_eq!(consonant_skeleton("Abd al-Rahman"), consonant_skeleton("Abdurrahman"));
/// assert_eq!(consonant_skeleton("Nur al-Din"), consonant_skeleton("Noureddine"));
/// ```
pub fn consonant_skeleton(latin: &str) -> String {
    let plain = latin::plain(latin);
    let mut skeleton = String::with_capacity(plain.len());
    let mut tokens = plain.split(' ').filter(|token| !token.is_empty()).peekable();
    let mut last_article = None;
    while let Some(token) = tokens.next() {
        if PARTICLES.article.contains(&token) {
            last_article = Some(token);
            continue;
        }
        last_article = None;
        latin::gap(&mut skeleton);
        if PARTICLES.servant.contains(&token) {
            while tokens.peek().is_some_and(|next| PARTICLES.article.contains(next)) {
                tokens.next();
            }
            skeleton.push_str("abd");
            match tokens.next() {
                Some(rest) => push_inner(&mut skeleton, without_article(rest)),
                None if token.ends_with('l') => skeleton.push('l'),
                None => {}
            }
            continue;
        }
        push_token(&mut skeleton, token);
    }
    // A name that is nothing but an article is a name after all: Al Gore's first, or a bare "An".
    if let Some(article) = last_article {
        latin::gap(&mut skeleton);
        push_bones(&mut skeleton, article);
    }
    latin::trimmed(skeleton)
}

/// A token that is neither article nor `abd`.
fn push_token(skeleton: &mut String, token: &str) {
    if let Some(rest) = servant_of(token) {
        skeleton.push_str("abd");
        push_inner(skeleton, rest);
        return;
    }
    let cut =
        |ends: &[&str]| ends.iter().find_map(|end| token.strip_suffix(end).filter(|stem| stem.len() > 2));
    if let Some(stem) = cut(&PARTICLES.faith) {
        push_bones(skeleton, stem);
        skeleton.push_str(" dn");
    } else if let Some(stem) = cut(&PARTICLES.god) {
        push_bones(skeleton, stem);
        skeleton.push_str(" l");
    } else if let Some(son) = father_of(token) {
        skeleton.push_str("ab ");
        push_bones(skeleton, without_article(son));
    } else {
        push_bones(skeleton, without_article(token));
    }
}

/// What follows `abu` in a name run together: Abubakar, Aboghaith, Abulhassan.
fn father_of(token: &str) -> Option<&str> {
    let rest = PARTICLES.father.iter().find_map(|abu| token.strip_prefix(abu))?;
    (rest.len() > 3 && !rest.starts_with(is_vowel)).then_some(rest)
}

/// What follows `abd` in a name run together: Abdulaziz, Abdurrahman, Abdallah.
fn servant_of(token: &str) -> Option<&str> {
    let rest = token.strip_prefix("abd")?.trim_start_matches(is_vowel);
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let named = if first == second || first == 'l' { letters_after(rest) } else { return None };
    (named.len() > 2 || named == "la").then_some(named)
}

fn letters_after(text: &str) -> &str {
    let mut letters = text.chars();
    letters.next();
    letters.as_str()
}

/// A long token without an article run into it: Alhassan, Elsayed, and allah as lah.
fn without_article(token: &str) -> &str {
    if let Some(god) = ["allah", "alla"].into_iter().find(|god| *god == token) {
        return god.strip_prefix("al").unwrap_or(god);
    }
    // Assimilated: Essaadi, Errachidi.
    if let Some((rest, sun)) = token.strip_prefix('e').and_then(|rest| Some((rest, rest.chars().next()?))) {
        let named = letters_after(rest);
        if token.len() > 5 && matches!(sun, 's' | 'r' | 'd' | 't' | 'z' | 'n') && named.starts_with(sun) {
            return named;
        }
    }
    let stripped = token.strip_prefix("al").or_else(|| token.strip_prefix("el"));
    stripped
        .filter(|rest| token.len() > 5 && !rest.starts_with(|first| is_vowel(first) || first == 'l'))
        .unwrap_or(token)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The consonants of a word; a vowel at its beginning is written `a`.
fn push_bones(skeleton: &mut String, word: &str) {
    let mut letters = word.chars();
    match letters.next() {
        // The one common name that French spells with ou for a w.
        _ if word == "ould" || word == "oulad" => skeleton.push('w'),
        Some(first) if is_vowel(first) => skeleton.push('a'),
        Some('w' | 'v') => skeleton.push('w'),
        Some('y') => skeleton.push('y'),
        _ => {}
    }
    push_inner(skeleton, word);
}

/// The consonants inside a word: no `w`, no `y`, no `h` at the end, doubled ones once.
fn push_inner(skeleton: &mut String, word: &str) {
    let word = word.strip_suffix('h').filter(|rest| rest.ends_with(is_vowel)).unwrap_or(word);
    let mut rest = word;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let (class, length) = CLASSES.start(rest).unwrap_or(("", first.len_utf8()));
        if first.is_ascii_digit() {
            skeleton.push(first);
        } else if class != before && class != "w" && class != "y" {
            skeleton.push_str(class);
        }
        before = class;
        rest = rest.get(length..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(read_particles().unwrap().article.len() > 20);
        assert_eq!(Folding::read(FILE, TEXT).unwrap().start("schb"), Some(("c", 3)));
    }

    #[test]
    fn spellings_of_one_name_share_a_skeleton() {
        for group in [
            &["Mohammed", "Muhammad", "Mohamad", "Mohamed", "Muhammed"][..],
            &["al-Qadhafi", "Gaddafi", "Qaddafi", "Kadhafi", "el-Gadhafi", "Al Qadafi"],
            &["Abd al-Rahman", "Abdurrahman", "Abdul Rahman", "Abdel-Rahman", "Abdulrahman", "Abd ar-Rahman"],
            &["Abdullah", "Abdallah", "Abd Allah", "Abdulla", "Abd'allah"],
            &["Abd al-Aziz", "Abdulaziz", "Abdel Aziz", "Abdelaziz"],
            &["Hussein", "Husayn", "Hussain", "Hossein", "Husain"],
            &["Youssef", "Yusuf", "Yousef", "Yusef"],
            &["Nur al-Din", "Nureddin", "Noureddine", "Nur ud-Din"],
            &["Fatima", "Fatimah", "Fatma"],
            &["Reza", "Rida", "Ridha"],
            &["Jaafar", "Ja'far", "Jafar", "Djafar"],
            &["al-Sharif", "ash-Sharif", "Cherif", "Sherif"],
            &["Ould", "Walad", "Wuld"],
            &["as-Saadi", "Essaadi", "al-Saadi"],
            &["Abu Bakr", "Abubakar", "Aboubakr"],
            &["Abu Ghaith", "Aboghaith", "Abughayth"],
            &["Wahid", "Vahid", "Waheed"],
        ] {
            for name in group {
                assert_eq!(consonant_skeleton(name), consonant_skeleton(group[0]), "{name}");
            }
        }
    }

    #[test]
    fn different_names_differ() {
        for (left, right) in [
            ("Hassan", "Hussam"),
            ("Khalid", "Walid"),
            ("Salim", "Karim"),
            ("Said", "Saad bin"),
            ("Ali", "Ala bin"),
        ] {
            assert_ne!(consonant_skeleton(left), consonant_skeleton(right));
        }
    }

    #[test]
    fn articles_alone_stay() {
        assert_eq!(consonant_skeleton("Al"), "al");
        assert_eq!(consonant_skeleton(""), "");
        assert_eq!(consonant_skeleton("Abdul"), "abdl");
    }
}
