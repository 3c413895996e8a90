//! A reply in words, read by the same readers as dealings are.

use serde_json::json;

use super::{Interview, Reply, Topic, sentence, words};
use crate::dealing::{Answer, BadDealing, CountryFact, Dealing, Field, FieldRef, Location, Takes, nearest};
use crate::vocabulary::ObjectKind;

/// Why a reply was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{problem}")]
pub struct BadReply {
    /// What is wrong.
    problem: String,
    /// What mends it.
    #[help]
    mend: Option<String>,
}

impl BadReply {
    fn new(problem: impl Into<String>, mend: &str) -> BadReply {
        BadReply { problem: problem.into(), mend: Some(mend.to_owned()) }
    }

    /// What mends it.
    pub fn mend(&self) -> Option<&str> {
        self.mend.as_deref()
    }
}

impl From<BadDealing> for BadReply {
    fn from(error: BadDealing) -> BadReply {
        match error {
            BadDealing::Field { problem, mend, .. } => BadReply { problem, mend },
            other => BadReply { problem: other.to_string(), mend: None },
        }
    }
}

impl Interview<'_> {
    /// Reads a reply to a question.
    ///
    /// # Errors
    /// Words that are no answer to it, with what would be: a code that no edition of the HS has, a day that is not in
    /// the calendar, a name that could be either of two countries.
    pub fn read(&self, topic: &Topic, text: &str) -> Result<Reply, BadReply> {
        let text = text.trim();
        match topic {
            Topic::Subject => self.read_subject(text),
            Topic::Verb(kind) => self.read_verb(*kind, text),
            Topic::Field(at) => self.read_field(&at.field, text).map(Reply::Fact),
            Topic::RestsOn(fields) => read_so(fields, text),
        }
    }

    fn read_subject(&self, text: &str) -> Result<Reply, BadReply> {
        let table = words::words();
        let objects: Vec<ObjectKind> = table.objects(self.regime).map(|(kind, _)| kind).collect();
        if let Some(kind) = text.parse::<usize>().ok().and_then(|place| objects.get(place.checked_sub(1)?)) {
            return Ok(Reply::Subject(*kind, None));
        }
        let (object, verb) = sentence::subject(&text.to_lowercase());
        let Some(object) = object else {
            let near = nearest(text, objects.iter().map(|kind| kind.word()));
            let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            let mend = format!("{near}say one of the words offered, such as `goods`, or `charter a ship`");
            return Err(BadReply::new(format!("`{}` names nothing that the law knows", clip(text)), &mend));
        };
        match verb.filter(|verb| !self.regime.looks_at(*verb, object)) {
            Some(verb) => Err(BadReply::new(
                format!("no rule is about {verb} with {object}"),
                &format!("what the law knows: {}", self.verb_words(object)),
            )),
            None => Ok(Reply::Subject(object, verb)),
        }
    }

    fn read_verb(&self, kind: ObjectKind, text: &str) -> Result<Reply, BadReply> {
        let known = words::words().verbs(self.regime, kind);
        if let Some((verb, _)) = text.parse::<usize>().ok().and_then(|place| known.get(place.checked_sub(1)?))
        {
            return Ok(Reply::Verb(*verb));
        }
        let (_, verb) = sentence::subject(&text.to_lowercase());
        match verb.filter(|verb| known.iter().any(|(known, _)| known == verb)) {
            Some(verb) => Ok(Reply::Verb(verb)),
            None => Err(BadReply::new(
                format!("`{}` is nothing that a rule knows of this", clip(text)),
                &format!("one of {}", self.verb_words(kind)),
            )),
        }
    }

    fn verb_words(&self, kind: ObjectKind) -> String {
        let known = words::words().verbs(self.regime, kind);
        known.iter().map(|(verb, _)| verb.word()).collect::<Vec<_>>().join(", ")
    }

    fn read_field(&self, field: &Field, text: &str) -> Result<Answer, BadReply> {
        match field.takes() {
            Takes::Day(_) => day(text),
            Takes::Hs => {
                let line = self.line(json!({ "hs": text.trim_start_matches(['H', 'S', 'h', 's', ' ']) }))?;
                line.hs.map(Answer::Hs).ok_or_else(|| BadReply::new("no code was given", "such as 2701.12"))
            }
            Takes::Quantity => text
                .parse()
                .map(Answer::Quantity)
                .map_err(|error| BadReply::new(format!("{error}"), "units: t, kg, barrel, l, m3, item")),
            Takes::Money => text.parse().map(Answer::Money).map_err(|error| {
                BadReply::new(format!("{error}"), "an amount with its currency, such as 22000 USD")
            }),
            Takes::Country => {
                let place = self.place(text)?;
                match place.country {
                    CountryFact::Known(code) => Ok(Answer::Country(code)),
                    CountryFact::Conflict { why, .. } => {
                        Err(BadReply::new(why, "say which, by its ISO code; `?` if it is not known"))
                    }
                    CountryFact::Absent => Err(BadReply::new(
                        format!("`{}` is no country", clip(text)),
                        "an ISO 3166-1 code such as CN",
                    )),
                }
            }
            Takes::Place => match self.regime.place(text) {
                Some(place) => Ok(Answer::Place(Some(place.id.to_string()))),
                None => Ok(Answer::Place(None)),
            },
            Takes::Used(quota) => {
                let value =
                    json!({ "acts": [{ "goods": {} }], "balances": [{ "quota": quota, "used": text }] });
                let dealing = Dealing::from_value(value, self.regime)?;
                let used = dealing.balances.first().map(|balance| Answer::Used(balance.used));
                used.ok_or_else(|| BadReply::new("no amount was given", "an amount with its unit"))
            }
            Takes::YesOrNo => said(text),
        }
    }

    fn line(&self, goods: serde_json::Value) -> Result<crate::dealing::GoodsLine, BadReply> {
        let dealing = Dealing::from_value(json!({ "acts": [{ "goods": goods }] }), self.regime)?;
        let line = dealing.acts.first().and_then(|act| act.goods(0)).cloned();
        Ok(line.unwrap_or_default())
    }

    fn place(&self, text: &str) -> Result<Location, BadReply> {
        let dealing = Dealing::from_value(json!({ "acts": [{ "goods": {}, "from": text }] }), self.regime)?;
        Ok(dealing.acts.into_iter().next().map(|act| act.from).unwrap_or_default())
    }
}

fn day(text: &str) -> Result<Answer, BadReply> {
    sentence::day(text).map(Answer::Day).ok_or_else(|| {
        let problem = format!("`{}` is not a day of the calendar", clip(text));
        BadReply::new(problem, "write it as 2019-05-31, or as 31 May 2019")
    })
}

fn said(text: &str) -> Result<Answer, BadReply> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" => Ok(Answer::Yes),
        "no" | "n" | "false" => Ok(Answer::No),
        _ => Err(BadReply::new(
            format!("`{}` is neither yes nor no", clip(text)),
            "yes, no, or `?` if it is not known",
        )),
    }
}

fn clip(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Reads which of some fields are so: `none`, or their places or names, with commas.
fn read_so(fields: &[FieldRef], text: &str) -> Result<Reply, BadReply> {
    if ["none", "no"].contains(&text.to_lowercase().as_str()) {
        return Ok(Reply::So(Vec::new()));
    }
    let mut so = Vec::new();
    for word in text.split(',').map(str::trim) {
        let by_place = word.parse::<usize>().ok().and_then(|place| fields.get(place.checked_sub(1)?));
        let field = by_place.or_else(|| fields.iter().find(|field| field.field.word() == word));
        so.push(field.cloned().ok_or_else(|| {
            let mend = "`none`, or the numbers or names of those that are so, such as `1, 3`";
            BadReply::new(format!("`{}` is none of these", clip(word)), mend)
        })?);
    }
    Ok(Reply::So(so))
}

/// A field's name in the short form of a dealing: `hs`, `from`, `dates.contract`.
pub(super) fn short_name(name: &str) -> String {
    let name = name.strip_prefix("acts[0].").unwrap_or(name);
    name.strip_prefix("goods[0].").unwrap_or(name).to_owned()
}
