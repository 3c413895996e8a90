//! From JSON to a [`Dealing`]: every word checked once, every complaint with its field and its mend.

mod raw;
mod scalar;

use std::collections::BTreeMap;

use serde_json::Value;

use self::raw::{
    RawAct, RawDealing, RawFinding, RawGoods, RawOneOrMany, RawParty, RawPlace, RawShip, RawThing,
};
use super::{
    Act, Balance, CountryFact, Dealing, Facts, Figure, Finding, GoodsLine, Location, Object, Particulars,
    Party, Person, Said, Ship, Thing,
};
use crate::hs::HsCode;
use crate::reference::{HsExistence, fold};
use crate::regime::Regime;
use crate::vocabulary::{DateKind, ObjectKind, Verb};

pub(crate) use self::raw::dealing_schema;

/// Why a dealing was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum BadDealing {
    /// The text is not JSON.
    #[error("not JSON at line {line}, column {column}: {problem}")]
    #[diagnostic(help(
        "a dealing is one JSON object, such as {{\"hs\": \"1006.30\", \"from\": \"CN\", \"to\": \"KP\", \"date\": \"2017-11-15\"}}"
    ))]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser met.
        problem: String,
    },
    /// A field cannot be taken as it is.
    #[error("{field}: {problem}")]
    Field {
        /// The field, as `acts[0].goods[1].hs`, or `hs` in the short form.
        field: String,
        /// What is wrong.
        problem: String,
        /// What mends it.
        #[help]
        mend: Option<String>,
    },
}

impl Dealing {
    /// Reads a dealing in its long or short form.
    ///
    /// # Errors
    /// Text that is not JSON, and any field that cannot be taken: an unknown key, a date not in the calendar, an HS
    /// code that no edition has, a negative quantity, a country or unit that does not exist, a word that is not of
    /// the regime's vocabulary.
    pub fn from_json(text: &str, regime: &Regime) -> Result<Dealing, BadDealing> {
        let value: Value = serde_json::from_str(text).map_err(|error| BadDealing::NotJson {
            line: error.line(),
            column: error.column(),
            problem: short_message(&error.to_string()),
        })?;
        Dealing::from_value(value, regime)
    }

    /// Reads a dealing from parsed JSON.
    ///
    /// # Errors
    /// As [`Dealing::from_json`].
    pub fn from_value(value: Value, regime: &Regime) -> Result<Dealing, BadDealing> {
        let Value::Object(mut object) = value else {
            return Err(refuse(
                "the dealing",
                "it is not a JSON object",
                Some("write { … } with the keys of a dealing"),
            ));
        };
        let short = !object.contains_key("acts");
        if short {
            let mut top = serde_json::Map::new();
            for key in ["id", "balances"] {
                if let Some(value) = object.remove(key) {
                    top.insert(key.to_owned(), value);
                }
            }
            top.insert("acts".to_owned(), Value::Array(vec![Value::Object(object)]));
            object = top;
        }
        let parsed = read_raw(Value::Object(object))
            .and_then(|raw| Reader { regime, notices: Vec::new() }.dealing(raw));
        parsed.map_err(|error| if short { error.without_prefix("acts[0].") } else { error })
    }
}

impl Location {
    /// Reads a country by code or name, a UN/LOCODE or a place that the regime knows, as a dealing's `to` is read. A name that
    /// could mean two countries leaves the country open.
    ///
    /// # Errors
    /// A word that is no country or place.
    pub fn read(word: &str, regime: &Regime) -> Result<Location, BadDealing> {
        Reader { regime, notices: Vec::new() }.location_word(word, "the place")
    }
}

fn read_raw(value: Value) -> Result<RawDealing, BadDealing> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "the dealing".to_owned() } else { path };
        let message = short_message(&error.inner().to_string());
        let mend = message
            .starts_with("unknown field")
            .then(|| "see `interdict schema dealing` for the keys".to_owned());
        BadDealing::Field { field, problem: message, mend }
    })
}

fn short_message(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.chars().take(end.min(300)).collect()
}

fn refuse(field: &str, problem: impl Into<String>, mend: Option<&str>) -> BadDealing {
    BadDealing::Field { field: field.to_owned(), problem: problem.into(), mend: mend.map(str::to_owned) }
}

impl BadDealing {
    fn without_prefix(self, prefix: &str) -> BadDealing {
        match self {
            BadDealing::Field { field, problem, mend } => {
                let field = field.strip_prefix(prefix).map_or(field.clone(), str::to_owned);
                BadDealing::Field { field, problem, mend }
            }
            other => other,
        }
    }
}

/// Reads with a regime's vocabulary at hand.
struct Reader<'a> {
    regime: &'a Regime,
    notices: Vec<String>,
}

impl Reader<'_> {
    fn dealing(mut self, raw: RawDealing) -> Result<Dealing, BadDealing> {
        if raw.acts.is_empty() {
            return Err(refuse("acts", "there is no act", Some("a dealing needs at least one act")));
        }
        let mut acts = Vec::new();
        for (i, act) in raw.acts.into_iter().enumerate() {
            acts.push(self.act(act, &format!("acts[{i}]"))?);
        }
        let mut balances = Vec::new();
        for (i, balance) in raw.balances.into_iter().enumerate() {
            balances.push(self.balance(balance, &format!("balances[{i}]"))?);
        }
        Ok(Dealing { id: raw.id, date: raw.date, acts, balances, notices: self.notices })
    }

    fn act(&mut self, raw: RawAct, at: &str) -> Result<Act, BadDealing> {
        let object = self.object(&raw, at)?;
        let verb = match (raw.verb, object.kind()) {
            (Some(verb), _) => verb,
            (None, ObjectKind::Goods) => Verb::Supply,
            (None, kind) => {
                let mend =
                    format!("say what is done with the {kind}, such as \"verb\": \"{}\"", usual_verb(kind));
                return Err(refuse(&format!("{at}.verb"), "it is missing", Some(&mend)));
            }
        };
        let kind = object.kind();
        if !self.regime.looks_at(verb, kind) {
            let known: Vec<&str> = Verb::ALL
                .iter()
                .filter(|known| self.regime.looks_at(**known, kind))
                .map(|v| v.word())
                .collect();
            let problem = format!(
                "no rule of this regime looks at `{verb}` with `{kind}`, so nothing could be said of it"
            );
            let mend = format!("with `{kind}` use one of: {}", known.join(", "));
            return Err(refuse(&format!("{at}.verb"), problem, Some(&mend)));
        }
        let mut act = Act::new(verb, object);
        act.from = self.location(raw.from, &format!("{at}.from"))?;
        act.to = self.location(raw.to, &format!("{at}.to"))?;
        for (i, place) in raw.via.into_iter().enumerate() {
            act.via.push(self.location(Some(place), &format!("{at}.via[{i}]"))?);
        }
        act.loading = self.location(raw.loading, &format!("{at}.loading"))?;
        act.date = raw.date;
        let dates = [
            (DateKind::Contract, raw.dates.contract),
            (DateKind::Supply, raw.dates.supply),
            (DateKind::Import, raw.dates.import),
        ];
        act.dates = dates.into_iter().filter_map(|(kind, date)| Some((kind, date?))).collect();
        for (i, party) in raw.parties.into_iter().enumerate() {
            act.parties.push(self.party(party, &format!("{at}.parties[{i}]"))?);
        }
        act.ship = raw.ship.map(|ship| self.ship(ship, &format!("{at}.ship"))).transpose()?;
        act.facts = self.facts(raw.facts, &format!("{at}.facts"))?;
        act.findings = self.findings(raw.findings, at)?;
        Ok(act)
    }

    fn object(&mut self, raw: &RawAct, at: &str) -> Result<Object, BadDealing> {
        let mut objects: Vec<(&str, Object)> = Vec::new();
        let loose = RawGoods {
            hs: raw.hs.clone(),
            description: raw.description.clone(),
            quantity: raw.quantity,
            value: raw.value,
            origin: raw.origin.clone(),
            ..RawGoods::default()
        };
        if loose.is_given() {
            objects.push(("goods, given by their own keys", Object::Goods(vec![self.goods(loose, at)?])));
        }
        if let Some(goods) = &raw.goods {
            let lines = match goods.clone() {
                RawOneOrMany::One(line) => vec![self.goods(*line, &format!("{at}.goods"))?],
                RawOneOrMany::Many(lines) => {
                    let mut read = Vec::new();
                    for (i, line) in lines.into_iter().enumerate() {
                        read.push(self.goods(line, &format!("{at}.goods[{i}]"))?);
                    }
                    read
                }
            };
            if lines.is_empty() {
                return Err(refuse(
                    &format!("{at}.goods"),
                    "it has no lines",
                    Some("give at least one line of goods"),
                ));
            }
            objects.push(("goods", Object::Goods(lines)));
        }
        if let Some(ship) = &raw.vessel {
            objects.push(("vessel", Object::Vessel(self.ship(ship.clone(), &format!("{at}.vessel"))?)));
        }
        if let Some(craft) = &raw.aircraft {
            let facts = self.facts(craft.facts.clone(), &format!("{at}.aircraft.facts"))?;
            let flag = self.location(craft.flag.clone(), &format!("{at}.aircraft.flag"))?;
            objects.push((
                "aircraft",
                Object::Aircraft(Ship { name: craft.model.clone(), imo: None, flag, facts }),
            ));
        }
        if let Some(person) = &raw.person {
            let nationality =
                self.location(person.nationality.clone(), &format!("{at}.person.nationality"))?;
            let facts = self.facts(person.facts.clone(), &format!("{at}.person.facts"))?;
            let particulars = Particulars {
                kind: None,
                born: person.born.clone(),
                identifiers: person.identifiers.clone(),
            };
            let name = person.name.clone();
            objects.push(("person", Object::Person(Person { name, nationality, particulars, facts })));
        }
        let things = [
            (ObjectKind::Asset, &raw.asset),
            (ObjectKind::Service, &raw.service),
            (ObjectKind::Account, &raw.account),
            (ObjectKind::Venture, &raw.venture),
            (ObjectKind::Cooperation, &raw.cooperation),
            (ObjectKind::Right, &raw.right),
            (ObjectKind::Property, &raw.property),
        ];
        for (kind, thing) in things {
            if let Some(thing) = thing {
                objects.push((
                    kind.word(),
                    Object::Other(kind, self.thing(thing.clone(), &format!("{at}.{kind}"))?),
                ));
            }
        }
        let mut objects = objects.into_iter();
        match (objects.next(), objects.next()) {
            (Some((_, object)), None) => Ok(object),
            (None, _) => Err(refuse(
                at,
                "it has no object",
                Some(
                    "say what it is about: \"hs\" or \"goods\", or one of asset, service, vessel, aircraft, person, account, venture, cooperation, right, property",
                ),
            )),
            (Some((first, _)), Some((second, _))) => {
                let problem = format!("it has two objects: {first}, and {second}");
                Err(refuse(at, problem, Some("an act has one object: write a second act for the other")))
            }
        }
    }

    fn goods(&mut self, raw: RawGoods, at: &str) -> Result<GoodsLine, BadDealing> {
        Ok(GoodsLine {
            hs: raw.hs.map(|text| self.hs(&text, &format!("{at}.hs"))).transpose()?,
            description: raw.description,
            quantity: raw.quantity.map(|quantity| quantity.0),
            value: raw.value.map(|value| value.0),
            origin: self.location(raw.origin, &format!("{at}.origin"))?,
            facts: self.facts(raw.facts, &format!("{at}.facts"))?,
            findings: self.findings(raw.findings, at)?,
        })
    }

    fn hs(&mut self, text: &str, at: &str) -> Result<HsCode, BadDealing> {
        let code: HsCode = text.parse().map_err(|error| refuse(at, format!("{error}"), None))?;
        match self.regime.reference().hs_existence(&code) {
            HsExistence::Listed => {}
            HsExistence::HeadingListed => self.notices.push(format!(
                "HS {code}: the subheading is in none of the editions held ({}); it is read by its heading",
                self.regime.reference().hs_editions().collect::<Vec<_>>().join(", ")
            )),
            HsExistence::None => {
                let editions = self.regime.reference().hs_editions().collect::<Vec<_>>().join(" or ");
                let problem =
                    format!("`{}` is no code of {editions}", text.chars().take(40).collect::<String>());
                return Err(refuse(at, problem, Some("check the chapter and heading against the tariff")));
            }
        }
        Ok(code)
    }

    fn thing(&mut self, raw: RawThing, at: &str) -> Result<Thing, BadDealing> {
        Ok(Thing {
            description: raw.description,
            value: raw.value.map(|value| value.0),
            facts: self.facts(raw.facts, &format!("{at}.facts"))?,
        })
    }

    fn ship(&mut self, raw: RawShip, at: &str) -> Result<Ship, BadDealing> {
        if let Some(imo) = &raw.imo
            && !imo_is_sound(imo)
        {
            let problem = format!("`{}` is not an IMO number", imo.chars().take(40).collect::<String>());
            return Err(refuse(
                &format!("{at}.imo"),
                problem,
                Some("seven digits, the last of them a check digit"),
            ));
        }
        Ok(Ship {
            name: raw.name,
            imo: raw.imo,
            flag: self.location(raw.flag, &format!("{at}.flag"))?,
            facts: self.facts(raw.facts, &format!("{at}.facts"))?,
        })
    }

    fn party(&mut self, raw: RawParty, at: &str) -> Result<Party, BadDealing> {
        Ok(Party {
            role: raw.role,
            name: raw.name,
            country: self.location(raw.country, &format!("{at}.country"))?,
            nationality: self.location(raw.nationality, &format!("{at}.nationality"))?,
            particulars: Particulars { kind: raw.kind, born: raw.born, identifiers: raw.identifiers },
            designated: raw.designated.map(|said| said.0),
            facts: self.facts(raw.facts, &format!("{at}.facts"))?,
        })
    }

    /// The findings of an act, or of one line of goods.
    fn findings(&mut self, raw: Vec<RawFinding>, at: &str) -> Result<Vec<Finding>, BadDealing> {
        let numbered = raw.into_iter().enumerate();
        numbered.map(|(i, finding)| self.finding(finding, &format!("{at}.findings[{i}]"))).collect()
    }

    fn finding(&mut self, raw: RawFinding, at: &str) -> Result<Finding, BadDealing> {
        if !self.regime.has_finding(&raw.kind) {
            return Err(self.unknown_word(
                &format!("{at}.kind"),
                "finding",
                &raw.kind,
                self.regime.finding_kinds(),
            ));
        }
        if !self.regime.has_authority(&raw.by) {
            return Err(self.unknown_word(
                &format!("{at}.by"),
                "authority",
                &raw.by,
                self.regime.authorities(),
            ));
        }
        let state = match raw.state {
            None => None,
            Some(word) => match self.regime.reference().country(&word) {
                Some(code) => Some(code),
                None => return Err(unknown_country(&format!("{at}.state"), &word)),
            },
        };
        Ok(Finding {
            kind: raw.kind,
            by: raw.by,
            state,
            date: raw.date,
            reference: raw.reference,
            status: raw.status.into(),
        })
    }

    fn balance(&mut self, raw: raw::RawBalance, at: &str) -> Result<Balance, BadDealing> {
        let Some(quota) = self.regime.quota(&raw.quota) else {
            let known = self.regime.quotas().map(|quota| quota.id.as_str());
            return Err(self.unknown_word(&format!("{at}.quota"), "quota", &raw.quota, known));
        };
        let used = raw
            .used
            .in_measure(quota.measure)
            .map_err(|problem| refuse(&format!("{at}.used"), problem, None))?;
        let figure = if raw.at_least { Figure::AtLeast } else { Figure::Exact };
        Ok(Balance { quota: raw.quota, used, figure, on: raw.on, source: raw.source })
    }

    fn facts(&mut self, raw: BTreeMap<String, scalar::RawSaid>, at: &str) -> Result<Facts, BadDealing> {
        let mut facts = Facts::new();
        for (id, said) in raw {
            if !self.regime.has_fact(&id) {
                return Err(self.unknown_word(&format!("{at}.{id}"), "fact", &id, self.regime.fact_ids()));
            }
            facts.insert(id, said.0);
        }
        Ok(facts)
    }

    fn unknown_word<'w>(
        &self,
        at: &str,
        what: &str,
        word: &str,
        known: impl Iterator<Item = &'w str>,
    ) -> BadDealing {
        let word: String = word.chars().take(60).collect();
        let mend = match nearest(&word, known) {
            Some(near) => format!("did you mean `{near}`? `interdict schema facts` lists the words"),
            None => "`interdict schema facts` lists the words".to_owned(),
        };
        refuse(at, format!("`{word}` is no {what} of this regime"), Some(&mend))
    }

    /// A country and a place, brought together; where they do not agree the country is open.
    fn location(&mut self, raw: Option<RawPlace>, at: &str) -> Result<Location, BadDealing> {
        let (country_word, place_word) = match raw {
            None => return Ok(Location::default()),
            Some(RawPlace::Word(word)) => return self.location_word(&word, at),
            Some(RawPlace::Parts { country, place }) => (country, place),
        };
        let stated = match country_word {
            None => CountryFact::Absent,
            Some(word) => {
                self.country_word(&word).ok_or_else(|| unknown_country(&format!("{at}.country"), &word))?
            }
        };
        let Some(place_word) = place_word else { return Ok(Location { country: stated, place: None }) };
        let (lies_in, place) = self.place_word(&place_word);
        let country = match (&stated, lies_in) {
            (CountryFact::Known(stated), Some(actual)) if *stated != actual => {
                let name = |code| self.regime.country_phrase(code);
                let why = format!(
                    "the country is given as {stated} ({}), but {place_word} is in {actual} ({})",
                    name(*stated),
                    name(actual)
                );
                self.notices.push(format!("{at}: {why}"));
                CountryFact::Conflict { between: vec![*stated, actual], why }
            }
            (CountryFact::Absent, Some(actual)) => CountryFact::Known(actual),
            _ => stated,
        };
        Ok(Location { country, place: Some(place) })
    }

    fn location_word(&mut self, word: &str, at: &str) -> Result<Location, BadDealing> {
        if let Some(country) = self.country_word(word) {
            if let CountryFact::Conflict { why, .. } = &country {
                self.notices.push(format!("{at}: {why}"));
            }
            return Ok(Location { country, place: None });
        }
        match self.place_word(word) {
            (Some(country), place) => {
                Ok(Location { country: CountryFact::Known(country), place: Some(place) })
            }
            (None, _) => Err(unknown_country(at, word)),
        }
    }

    fn country_word(&self, word: &str) -> Option<CountryFact> {
        if let Some(between) = self.regime.ambiguous_country(word) {
            let why = format!(
                "`{word}` could be {}",
                between.iter().map(|code| self.regime.country_phrase(*code)).collect::<Vec<_>>().join(" or ")
            );
            return Some(CountryFact::Conflict { between, why });
        }
        self.regime.country(word).map(CountryFact::Known)
    }

    /// The country that a place lies in, and the place's id, or the words given where the regime does not know it.
    fn place_word(&self, word: &str) -> (Option<crate::country::CountryCode>, String) {
        if let Some(place) = self.regime.place(word) {
            return (self.regime.reference().country(&place.country), place.id.to_string());
        }
        let folded = fold(word);
        let country = (folded.len() == 5 && word.chars().filter(|c| c.is_ascii_uppercase()).count() >= 2)
            .then(|| folded.get(..2))
            .flatten()
            .and_then(|prefix| self.regime.reference().country(prefix));
        (country, word.to_owned())
    }
}

fn unknown_country(at: &str, word: &str) -> BadDealing {
    let word: String = word.chars().take(60).collect();
    refuse(
        at,
        format!("`{word}` is no country or place known here"),
        Some("use an ISO 3166-1 code such as CN, or {\"country\": \"CN\", \"place\": \"…\"}"),
    )
}

fn usual_verb(kind: ObjectKind) -> Verb {
    match kind {
        ObjectKind::Goods | ObjectKind::Right => Verb::Supply,
        ObjectKind::Asset => Verb::Pay,
        ObjectKind::Service => Verb::Insure,
        ObjectKind::Vessel => Verb::EnterPort,
        ObjectKind::Aircraft => Verb::Fly,
        ObjectKind::Person => Verb::Employ,
        ObjectKind::Account | ObjectKind::Venture => Verb::Open,
        ObjectKind::Cooperation => Verb::Cooperate,
        ObjectKind::Property => Verb::Use,
    }
}

/// Seven digits, the last of which is the units digit of the others weighted 7 to 2 (IMO resolution A.1117(30)).
fn imo_is_sound(imo: &str) -> bool {
    let digits: Vec<u32> =
        imo.strip_prefix("IMO").unwrap_or(imo).trim().chars().filter_map(|c| c.to_digit(10)).collect();
    let plain = imo.strip_prefix("IMO").unwrap_or(imo).trim().chars().all(|c| c.is_ascii_digit());
    let sum: u32 = digits.iter().zip((2..=7).rev()).map(|(digit, weight)| digit * weight).sum();
    plain && digits.len() == 7 && digits.last().is_some_and(|check| sum % 10 == *check)
}

/// The known word nearest to one that is not known, if any is near.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    known
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance by one row; vocabulary words are short.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (cb, above) in b.iter().zip(row.iter().skip(1)) {
            let cell = (diagonal + usize::from(ca != *cb)).min(left + 1).min(above + 1);
            diagonal = *above;
            left = cell;
            next.push(cell);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

impl From<raw::RawStatus> for Said {
    fn from(status: raw::RawStatus) -> Said {
        match status {
            raw::RawStatus::Made => Said::Yes,
            raw::RawStatus::NotMade => Said::No,
            raw::RawStatus::Unknown => Said::Unknown,
        }
    }
}
