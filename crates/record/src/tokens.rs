//! Words, numbers and marks of a text, told apart without regard to spaces: copies lose and gain them.

use jiff::civil::Date;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Word(&'a str),
    Number(u32),
    Mark(char),
}

impl Token<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(own) if own.eq_ignore_ascii_case(word))
    }
}

/// Cuts a text into tokens: `11September2017` is three, `8042nd` is two.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_alphabetic(), c.is_ascii_digit());
        let end = match kind(first) {
            (false, false) => first.len_utf8(),
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        match kind(first) {
            (true, _) => found.push(Token::Word(piece)),
            (_, true) => found.push(piece.parse().map_or(Token::Mark('#'), Token::Number)),
            _ if first.is_whitespace() => {}
            _ => found.push(Token::Mark(first)),
        }
    }
    found
}

/// `S/RES/2375 (2017)` wherever it stands.
pub(crate) fn symbols(tokens: &[Token<'_>]) -> Vec<(u32, i16)> {
    let at = |window: &[Token<'_>]| match window {
        [
            s,
            Token::Mark('/'),
            res,
            Token::Mark('/'),
            Token::Number(number),
            Token::Mark('('),
            Token::Number(year),
            Token::Mark(')'),
        ] if s.is("S") && res.is("RES") => Some((*number, *year)),
        _ => None,
    };
    tokens.windows(8).filter_map(at).filter_map(plausible).collect()
}

/// `resolution 2375 (2017)` wherever it stands.
pub(crate) fn named(tokens: &[Token<'_>]) -> Vec<(u32, i16)> {
    let at = |window: &[Token<'_>]| match window {
        [word, Token::Number(number), Token::Mark('('), Token::Number(year), Token::Mark(')')]
            if word.is("resolution") =>
        {
            Some((*number, *year))
        }
        _ => None,
    };
    tokens.windows(5).filter_map(at).filter_map(plausible).collect()
}

fn plausible((number, year): (u32, u32)) -> Option<(u32, i16)> {
    let year = i16::try_from(year).ok().filter(|year| (1946..=2200).contains(year))?;
    (1..100_000).contains(&number).then_some((number, year))
}

/// Every day that a text names in full: `11 September 2017`, `September 11, 2017`.
pub(crate) fn days(tokens: &[Token<'_>]) -> Vec<Date> {
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some((_, after)) = rest.split_first() {
        found.extend(day_at(rest));
        rest = after;
    }
    found
}

/// The day that a text begins with, if it does.
pub(crate) fn day_at(tokens: &[Token<'_>]) -> Option<Date> {
    match tokens {
        [Token::Number(day), Token::Word(month), Token::Number(year), ..] => date(*year, month, *day),
        [Token::Number(day), suffix, Token::Word(month), Token::Number(year), ..] if is_ordinal(suffix) => {
            date(*year, month, *day)
        }
        [Token::Word(month), Token::Number(day), Token::Mark(','), Token::Number(year), ..] => {
            date(*year, month, *day)
        }
        _ => None,
    }
}

/// The ending of an ordinal: `nd` of `8042nd`.
pub(crate) fn is_ordinal(token: &Token<'_>) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| token.is(ending))
}

fn date(year: u32, month: &str, day: u32) -> Option<Date> {
    let place = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
    let year = i16::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?;
    Date::new(year, i8::try_from(place + 1).ok()?, i8::try_from(day).ok()?).ok()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_do_not_matter() {
        let day = jiff::civil::date(2031, 3, 4);
        for text in ["on 4 March 2031", "on4March2031,", "on 4th March 2031", "March 4, 2031"] {
            assert_eq!(days(&tokens(text)), [day], "{text}");
        }
        assert!(days(&tokens("31 February 2031, 4 March 20311111111111")).is_empty());
    }

    #[test]
    fn symbols_and_names() {
        assert_eq!(symbols(&tokens("S/RES/9001 (2031)")), [(9001, 2031)]);
        assert_eq!(symbols(&tokens("*S/RES/9001(2031)* 3/9")), [(9001, 2031)]);
        assert_eq!(named(&tokens("resolutions 1 (2031); Resolution 9001(2031)")), [(9001, 2031)]);
        assert!(symbols(&tokens("S/RES/9001 (3)")).is_empty());
    }
}
