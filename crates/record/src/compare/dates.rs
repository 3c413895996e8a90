//! Days: those a provision states, and those a paragraph names or counts.

use interdict_regime::law::{Condition, Provision};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::tokens::{Token, day_at, tokens};

/// A day that a paragraph says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) day: Date,
    pub(super) words: String,
}

/// Two days that "until", "before" and "within" may turn into one another.
pub(super) fn same(a: Date, b: Date) -> bool {
    a == b || a.tomorrow().is_ok_and(|next| next == b) || b.tomorrow().is_ok_and(|next| next == a)
}

/// The days after adoption that a paragraph names, or counts from adoption.
pub(super) fn said(text: &str, adopted: Date) -> Vec<Said> {
    let pieces = tokens(text);
    let mut found: Vec<Said> = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some((_, after)) = rest.split_first() {
        if let Some(day) = day_at(rest) {
            found.push(Said { day, words: day.strftime("%-d %B %Y").to_string() });
        }
        found.extend(counted(rest, adopted));
        rest = after;
    }
    found.retain(|said| said.day > adopted);
    found.dedup();
    found
}

/// "90 days after the date of adoption": the count, its unit, and adoption named right after, in the same clause.
fn counted(pieces: &[Token<'_>], adopted: Date) -> Option<Said> {
    let [Token::Number(number), after @ ..] = pieces else { return None };
    let after = match after {
        [word, rest @ ..] if word.is("calendar") || *word == Token::Mark(')') => rest,
        _ => after,
    };
    let [Token::Word(unit), after @ ..] = after else { return None };
    let number = i32::try_from(*number).ok().filter(|number| (1..=3000).contains(number))?;
    let singular = unit.to_ascii_lowercase();
    let span = match singular.trim_end_matches('s') {
        "day" => number.days(),
        "week" => number.weeks(),
        "month" if number <= 600 => number.months(),
        "year" if number <= 50 => number.years(),
        _ => return None,
    };
    let clause: Vec<&Token<'_>> =
        after.iter().take(9).take_while(|piece| !matches!(piece, Token::Mark(';' | '.' | ','))).collect();
    // "30 days of receiving the report due after adoption" counts from the report.
    let adoption = clause.iter().position(|piece| piece.is("adoption"))?;
    let links = [
        "of",
        "from",
        "after",
        "following",
        "the",
        "date",
        "day",
        "its",
        "this",
        "resolution",
        "s",
        "'",
        "’",
    ];
    let linked = clause.iter().take(adoption).all(|piece| match piece {
        Token::Word(word) => links.contains(&word.to_ascii_lowercase().as_str()),
        Token::Mark(mark) => matches!(mark, '\'' | '’'),
        Token::Number(_) => false,
    });
    let begins = clause
        .first()
        .is_some_and(|piece| ["of", "from", "after", "following"].iter().any(|word| piece.is(word)));
    let day = adopted.checked_add(span).ok().filter(|_| linked && begins)?;
    Some(Said { day, words: format!("{number} {unit} from adoption") })
}

/// The days that a provision of the ledger states: its interval, its conditions, its exceptions and duties.
pub(super) fn of_provision(provision: &Provision) -> Vec<Date> {
    let mut found = vec![provision.from];
    found.extend(provision.until);
    found.extend(provision.duties.iter().filter_map(|duty| duty.by));
    let mut conditions: Vec<&Condition> = provision.when.iter().collect();
    for exception in provision.exceptions.iter().filter(|exception| exception.cite.is_none()) {
        found.extend(exception.until);
        found.extend(exception.duties.iter().filter_map(|duty| duty.by));
        conditions.extend(&exception.when);
    }
    while let Some(condition) = conditions.pop() {
        let tests = [condition.contract_date, condition.import_date, condition.supply_date, condition.date];
        found.extend(tests.iter().flatten().flat_map(|test| test.bounds().collect::<Vec<_>>()));
        conditions.extend(condition.all.iter().chain(&condition.any).flatten());
        conditions.extend(condition.not.as_deref());
    }
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_named_and_counted() {
        let adopted = jiff::civil::date(2031, 3, 4);
        let days =
            |text: &str| said(text, adopted).into_iter().map(|said| said.day.to_string()).collect::<Vec<_>>();
        assert_eq!(days("within 90 days of the date of adoption of this resolution"), ["2031-06-02"]);
        assert_eq!(
            days("no later than 12 months from adoption, and by 15 December 2031"),
            ["2032-03-04", "2031-12-15"]
        );
        assert_eq!(days("within thirty (30) days after the adoption of this resolution"), ["2031-04-03"]);
        assert!(days("every 30 days; the adoption of").is_empty());
        assert!(days("within 30 days of receipt of the report on the adoption").is_empty());
        assert!(days("adopted on 3 March 2031").is_empty());
    }
}
