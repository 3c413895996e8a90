//! A sentence, read as far as it says something plainly. Nothing is guessed: what is not understood is named, and a word that
//! only suggests a set of goods is asked about.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::words::words;
use crate::dates::parse_day;
use crate::dealing::{Act, Dealing, GoodsLine, Location, Object};
use crate::hs::HsCode;
use crate::quantity::{Money, Quantity};
use crate::reference::fold;
use crate::regime::Regime;
use crate::vocabulary::{DateKind, ObjectKind, Verb};

/// What was understood of a sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Understood {
    /// Words, and what they were read as.
    pub read: Vec<(String, String)>,
    /// Words that say nothing that is understood.
    pub not_understood: Vec<String>,
    /// Sets of goods that words suggest: to be asked, not taken.
    pub suggested: Vec<String>,
    /// What it is about, where that was said.
    #[serde(skip)]
    pub object: Option<ObjectKind>,
    /// What is done with it, where that was said.
    #[serde(skip)]
    pub verb: Option<Verb>,
    #[serde(skip)]
    pub(super) facts: Dealing,
}

/// The longest run of words that is read as one: the name of a country.
const LONGEST: usize = 6;

/// Reads a sentence.
pub(super) fn understand(sentence: &str, regime: &Regime) -> Understood {
    let words: Vec<&str> = sentence
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '"' | '(' | ')' | '?' | '!')))
        .map(|word| word.strip_suffix('.').unwrap_or(word))
        .filter(|word| !word.is_empty())
        .collect();
    let mut reading = Reading {
        regime,
        act: Act::new(Verb::Supply, Object::Goods(vec![GoodsLine::default()])),
        line: GoodsLine::default(),
        understood: Understood {
            read: Vec::new(),
            not_understood: Vec::new(),
            suggested: Vec::new(),
            object: None,
            verb: None,
            facts: Dealing::default(),
        },
        of_goods: false,
        contract_next: false,
    };
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        match (1..=rest.len().min(LONGEST + 2)).rev().find_map(|n| Some((n, reading.take(rest.get(..n)?)?))) {
            Some((n, ())) => at += n,
            None => {
                let word = rest.first().copied().unwrap_or_default();
                reading.leave(word);
                at += 1;
            }
        }
    }
    reading.done()
}

struct Reading<'a> {
    regime: &'a Regime,
    act: Act,
    line: GoodsLine,
    understood: Understood,
    /// Whether a word was read that only goods have.
    of_goods: bool,
    /// Whether the next day is a contract's.
    contract_next: bool,
}

impl Reading<'_> {
    /// Takes a run of words as one thing, if it is one.
    fn take(&mut self, run: &[&str]) -> Option<()> {
        let text = run.join(" ");
        let lower = text.to_lowercase();
        self.end(run, &text)
            .or_else(|| self.code(run, &text))
            .or_else(|| self.date(&text))
            .or_else(|| self.amount(run, &text))
            .or_else(|| self.contract(&lower))
            .or_else(|| self.act_word(&lower, &text))
    }

    fn note(&mut self, words: &str, read_as: String) -> Option<()> {
        self.understood.read.push((words.to_owned(), read_as));
        Some(())
    }

    /// `from`, `to` or `via`, and a country or place.
    fn end(&mut self, run: &[&str], text: &str) -> Option<()> {
        let sentence = &words().sentence;
        let (lists, lower) = ([&sentence.from, &sentence.to, &sentence.via], text.to_lowercase());
        let (which, lead) = lists.iter().enumerate().find_map(|(which, list)| {
            let lead = list.iter().find(|lead| lower.starts_with(&format!("{lead} ")))?;
            Some((which, lead.split(' ').count()))
        })?;
        let name = run.get(lead..)?;
        let bare = if name.first().is_some_and(|word| word.eq_ignore_ascii_case("the")) {
            name.get(1..)?
        } else {
            name
        };
        let location = self.location(&bare.join(" "))?;
        let phrase = match &location.country {
            crate::dealing::CountryFact::Known(code) => self.regime.country_phrase(*code).to_owned(),
            crate::dealing::CountryFact::Conflict { why, .. } => format!("open: {why}"),
            crate::dealing::CountryFact::Absent => return None,
        };
        let (key, slot) = match which {
            0 => ("from", &mut self.act.from),
            1 => ("to", &mut self.act.to),
            _ => {
                self.act.via.push(location);
                return self.note(text, format!("via {phrase}"));
            }
        };
        if *slot != Location::default() {
            return None;
        }
        *slot = location;
        self.note(text, format!("{key} {phrase}"))
    }

    /// A country or place by name; a code of two or three letters only in capitals, since `be` and `to` are words.
    fn location(&self, name: &str) -> Option<Location> {
        if name.len() <= 3 && name.chars().any(|c| c.is_ascii_lowercase()) {
            return None;
        }
        let dealing =
            Dealing::from_value(json!({ "acts": [{ "goods": {}, "from": name }] }), self.regime).ok()?;
        dealing.acts.into_iter().next().map(|act| act.from)
    }

    fn code(&mut self, run: &[&str], text: &str) -> Option<()> {
        let lower = text.to_lowercase();
        let leads = words().sentence.code.iter().map(|lead| format!("{lead} "));
        let led = leads.filter_map(|lead| lower.strip_prefix(&lead).map(str::to_owned)).next();
        let dotted = run.len() == 1
            && text.split_once('.').is_some_and(|(heading, rest)| heading.len() == 4 && rest.len() >= 2);
        let digits = match led {
            Some(digits) => digits,
            None if dotted => text.to_owned(),
            None => lower.strip_prefix("hs").filter(|_| run.len() == 1)?.to_owned(),
        };
        if self.line.hs.is_some() || digits.contains(' ') {
            return None;
        }
        let value = json!({ "acts": [{ "goods": { "hs": digits } }] });
        let dealing = Dealing::from_value(value, self.regime).ok()?;
        let code: HsCode = dealing.acts.first()?.goods(0)?.hs.clone()?;
        self.of_goods = true;
        let read_as = format!("HS {code}");
        self.line.hs = Some(code);
        self.note(text, read_as)
    }

    fn date(&mut self, text: &str) -> Option<()> {
        let day = day(text)?;
        if std::mem::take(&mut self.contract_next) {
            self.act.dates.insert(DateKind::Contract, day);
            return self.note(text, format!("contract finalised on {day}"));
        }
        if self.act.date.is_some() {
            return None;
        }
        self.act.date = Some(day);
        self.note(text, format!("date {day}"))
    }

    fn amount(&mut self, run: &[&str], text: &str) -> Option<()> {
        if run.len() > 2 {
            return None;
        }
        if let Ok(quantity) = text.parse::<Quantity>()
            && self.line.quantity.is_none()
        {
            self.line.quantity = Some(quantity);
            return self.note(text, format!("quantity {quantity}"));
        }
        let turned = run.get(1).map(|last| format!("{last} {}", run.first().copied().unwrap_or_default()));
        let money = [Some(text.to_owned()), turned].into_iter().flatten().find_map(|text| {
            let money: Money = text.parse().ok()?;
            // Three capitals, so that `12 May` is no sum of money.
            text.contains(money.currency()).then_some(money)
        })?;
        if self.line.value.is_some() {
            return None;
        }
        self.line.value = Some(money);
        self.note(text, format!("value {money}"))
    }

    fn contract(&mut self, lower: &str) -> Option<()> {
        words().sentence.contract.iter().any(|word| word == lower).then(|| self.contract_next = true)
    }

    /// What is done, and with what.
    fn act_word(&mut self, lower: &str, text: &str) -> Option<()> {
        if words().sentence.passed_over.iter().any(|word| word == lower) {
            return Some(());
        }
        // A word can be thing and deed: `ship`. The deed is taken where none was said and something else is the thing.
        if let Some((verb, object)) = words().verb(lower).filter(|_| self.understood.verb.is_none()) {
            let thing = words().object(lower).is_some();
            let first = self.understood.read.is_empty();
            if !thing || (first && self.understood.object.is_none()) {
                self.understood.verb = Some(verb);
                if let Some(object) = object.filter(|_| self.understood.object.is_none()) {
                    self.understood.object = Some(object);
                    return self.note(text, format!("{verb}, of {object}"));
                }
                return self.note(text, verb.word().to_owned());
            }
        }
        if let Some(object) = words().object(lower).filter(|_| self.understood.object.is_none()) {
            self.understood.object = Some(object);
            return self.note(text, format!("about {object}"));
        }
        None
    }

    /// A word that is not understood, or that suggests a set of goods.
    fn leave(&mut self, word: &str) {
        let folded = fold(word);
        let names = |says: &str| says.split(|c: char| !c.is_alphanumeric()).any(|part| fold(part) == folded);
        let sets = self.regime.goods_sets().filter(|set| folded.len() > 2 && names(&set.says));
        let sets: Vec<String> = sets.map(|set| set.id.to_string()).collect();
        if sets.is_empty() {
            self.understood.not_understood.push(word.to_owned());
        }
        for set in sets {
            if !self.understood.suggested.contains(&set) {
                self.understood.suggested.push(set);
            }
        }
    }

    fn done(mut self) -> Understood {
        // A code is of goods; a verb that fits no rule with its object is not taken.
        if self.of_goods {
            self.understood.object = self.understood.object.or(Some(ObjectKind::Goods));
        }
        self.act.object = Object::Goods(vec![self.line]);
        self.understood.facts = Dealing { acts: vec![self.act], ..Dealing::default() };
        self.understood
    }
}

/// The object and the verb of a few words, such as `charter a ship`, in small letters.
pub(super) fn subject(lower: &str) -> (Option<ObjectKind>, Option<Verb>) {
    if let Some(object) = words().object(lower) {
        return (Some(object), None);
    }
    if let Some((verb, object)) = words().verb(lower) {
        return (object, Some(verb));
    }
    let (mut object, mut usual, mut verb) = (None, None, None);
    let parts: Vec<&str> = lower.split([' ', ',', ':']).filter(|part| !part.is_empty()).collect();
    let mut at = 0;
    while let Some(rest) = parts.get(at..).filter(|rest| !rest.is_empty()) {
        let mut taken = 1;
        for n in (1..=rest.len().min(4)).rev() {
            let run = rest.get(..n).unwrap_or_default().join(" ");
            let as_verb = words().verb(&run).filter(|_| verb.is_none());
            let as_object = words().object(&run).filter(|_| object.is_none());
            // The first of two words that could be either is what is done: `ship goods`, but `charter ship`.
            let more = rest.len() > n;
            match (as_verb, as_object) {
                (Some((deed, with)), None) => (verb, usual) = (Some(deed), with),
                (Some((deed, with)), Some(_)) if more && verb.is_none() => (verb, usual) = (Some(deed), with),
                (_, Some(thing)) => object = Some(thing),
                (None, None) => continue,
            }
            taken = n;
            break;
        }
        at += taken;
    }
    (object.or(usual), verb)
}

/// A day as files write it, or in English: `15 November 2017`, `Nov 15, 2017`.
pub(super) fn day(text: &str) -> Option<Date> {
    if let Some(day) = parse_day(text) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split([' ', ',', '.']).filter(|part| !part.is_empty()).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let ordinal = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let end = word.get(digits.len()..)?.to_lowercase();
        matches!(end.as_str(), "" | "st" | "nd" | "rd" | "th").then(|| digits.parse::<i8>().ok()).flatten()
    };
    let (day, month) = match (ordinal(a), month(b)) {
        (Some(day), Some(month)) => (day, month),
        _ => (ordinal(b)?, month(a)?),
    };
    let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
    Date::new(year, month, day).ok()
}

/// A month by its English name or the first three letters of it.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let named = |month: &str| month == word || (word.len() >= 3 && month.starts_with(&word));
    MONTHS.iter().position(|month| named(month)).and_then(|place| i8::try_from(place + 1).ok())
}
