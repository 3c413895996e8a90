//! An interview: which question to ask next of a dealing that is put together by asking.
//!
//! It holds no terminal and no words of a session: a command line, a service or a console shows [`Asked`], reads a reply with
//! [`Interview::read`] and hands it back.

mod opened;
mod reply;
mod sentence;
mod standing;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::dealing::{
    Act, Answer, Dealing, Field, FieldRef, GoodsLine, Location, Object, Particulars, Party, Person, Said,
    Ship, Thing,
};
use crate::determination::{Class, Determination, UnknownReading};
use crate::evaluate::{Clocks, Naive, Profile, class_of, is_pivot, next_pivot, rests_on};
use crate::regime::Regime;
use crate::vocabulary::{ObjectKind, Verb};

pub use reply::BadReply;
pub use sentence::Understood;
pub use standing::StandsNow;

/// When an interview ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// As soon as the class is decided on what was said and what absence means.
    ClassDecided,
    /// When what the answer takes for granted, facts not shown and findings not recorded, decides nothing either.
    NothingOpen,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What the dealing is about: an object, and what is done with it.
    Subject,
    /// What is done with the object.
    Verb(ObjectKind),
    /// A fact of the dealing.
    Field(FieldRef),
    /// What a go rests on not being so: which of these is so.
    RestsOn(Vec<FieldRef>),
}

impl std::fmt::Display for Topic {
    /// The name under which a prepared answer gives it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Topic::Subject => f.write_str("about"),
            Topic::Verb(_) => f.write_str("verb"),
            Topic::Field(field) => field.fmt(f),
            Topic::RestsOn(_) => f.write_str("so"),
        }
    }
}

/// A question to put.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// What it is about.
    #[serde(skip)]
    pub topic: Topic,
    /// The field that answers it, or `about`, or `verb`.
    pub field: String,
    /// The question.
    pub ask: String,
    /// The provisions that turn on it.
    pub provisions: Vec<String>,
    /// Their paragraphs, as `2371:8`, each once.
    pub cites: Vec<String>,
    /// Of the answers at which the law turns, the share that settles the class by itself, in thousandths; `0` where it
    /// decides together with other answers.
    pub settles: usize,
    /// What can be answered, where that is a choice: word, and what it means.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<(String, String)>,
    /// Answers at which the law turns.
    #[serde(skip)]
    pub turns: Vec<Answer>,
}

/// An answer to a question of an interview.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// What it is about, and what is done with it where that was said.
    Subject(ObjectKind, Option<Verb>),
    /// What is done with it.
    Verb(Verb),
    /// A fact.
    Fact(Answer),
    /// Of what a go rests on, what is so; the rest is not.
    So(Vec<FieldRef>),
}

/// What lies on the table: enough to go back to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Table {
    object: Option<ObjectKind>,
    verb: Option<Verb>,
    /// The facts so far; its verb and object mean nothing until both are settled above.
    dealing: Dealing,
    /// Sets of goods that a sentence's words suggest, to be asked.
    suggested: Vec<String>,
    /// Questions set aside, not to be asked again.
    aside: BTreeSet<FieldRef>,
    /// How often a field was answered.
    times: BTreeMap<FieldRef, usize>,
}

/// How often a field is asked where its answers do not settle it: a chapter, a heading and a subheading of the HS.
const ASKED_AT_MOST: usize = 3;

/// What makes facts of what a dealing names, so that they need not be asked: whoever compares its parties with lists, or knows balances.
pub type Completes<'r> = dyn Fn(&Dealing) -> Dealing + 'r;

/// A dealing being put together by asking the most decisive question first.
///
/// ```
/// use interdict_regime::{Clocks, Interview, Profile, Regime, Until, read_folder};
///
/// let files = read_folder(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../regimes")))?;
/// let regime = Regime::load("un-1718", &files)?;
/// let clocks = Clocks { on: None, known: jiff::civil::date(2026, 11, 21) };
///
/// let mut interview = Interview::blank(&regime, clocks, Profile::default(), Until::ClassDecided)?;
/// for reply in ["goods", "CN", "JP"] {
///     let asked = interview.next().unwrap();
///     let reply = interview.read(&asked.topic, reply)?;
///     interview.answer(&asked.topic, reply);
/// }
/// assert!(interview.next().is_none(), "nothing touches the target State, whatever the goods and the day");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Interview<'r> {
    regime: &'r Regime,
    clocks: Clocks,
    profile: Profile,
    until: Until,
    completes: Option<&'r Completes<'r>>,
    now: Table,
    past: Vec<Table>,
}

impl<'r> Interview<'r> {
    /// Starts from nothing.
    ///
    /// # Errors
    /// A reading in the profile that the regime does not have.
    pub fn blank(
        regime: &'r Regime,
        clocks: Clocks,
        profile: Profile,
        until: Until,
    ) -> Result<Interview<'r>, UnknownReading> {
        regime.check_profile(&profile)?;
        let goods = Act::new(Verb::Supply, Object::Goods(vec![GoodsLine::default()]));
        let dealing = Dealing { acts: vec![goods], ..Dealing::default() };
        let now = Table { dealing, ..Table::default() };
        Ok(Interview { regime, clocks, profile, until, completes: None, now, past: Vec::new() })
    }

    /// Starts from a dealing that says a part.
    ///
    /// # Errors
    /// A reading in the profile that the regime does not have.
    pub fn from_dealing(
        dealing: Dealing,
        regime: &'r Regime,
        clocks: Clocks,
        profile: Profile,
        until: Until,
    ) -> Result<Interview<'r>, UnknownReading> {
        let mut interview = Interview::blank(regime, clocks, profile, until)?;
        interview.now.object = dealing.acts.first().map(|act| act.object.kind());
        interview.now.verb = dealing.acts.first().map(|act| act.verb);
        interview.now.dealing = dealing;
        Ok(interview)
    }

    /// The same, that asks of the dealing as completed after each answer.
    pub fn completing(mut self, completes: &'r Completes<'r>) -> Self {
        self.completes = Some(completes);
        self
    }

    /// Takes a sentence as far as it can be understood; only what was understood is taken, and the rest is named.
    pub fn understand(&mut self, sentence: &str) -> Understood {
        let understood = sentence::understand(sentence, self.regime);
        self.past.push(self.now.clone());
        self.now.dealing = understood.facts.clone();
        self.now.suggested = understood.suggested.clone();
        match (understood.object, understood.verb) {
            (Some(object), verb) => self.settle_subject(object, verb),
            (None, verb) => self.now.verb = verb,
        }
        understood
    }

    /// The question to ask next; `None` where the class is decided, or nothing that can be asked decides.
    pub fn next(&self) -> Option<Asked> {
        let Some(object) = self.now.object else { return Some(self.ask_subject()) };
        if self.now.verb.is_none() {
            return Some(self.ask_verb(object));
        }
        let told = &*self.completed();
        self.next_in(told).or_else(|| {
            let opened = opened::opened(&self.evaluator(), told, &self.now.aside);
            self.rests_on(told, &opened).or_else(|| match self.until {
                Until::ClassDecided => None,
                Until::NothingOpen => self.next_in(&opened),
            })
        })
    }

    /// The dealing with what follows from what was told.
    fn completed(&self) -> Cow<'_, Dealing> {
        let told = &self.now.dealing;
        self.completes.map_or(Cow::Borrowed(told), |complete| Cow::Owned(complete(told)))
    }

    fn evaluator(&self) -> Naive<'_> {
        Naive { regime: self.regime, clocks: self.clocks, profile: &self.profile }
    }

    fn next_in(&self, dealing: &Dealing) -> Option<Asked> {
        let evaluator = self.evaluator();
        if class_of(&evaluator, dealing) != Class::Open {
            return None;
        }
        if let Some(suggested) = self.suggestion(dealing) {
            return Some(suggested);
        }
        let pivot = next_pivot(&evaluator, dealing, &self.now.aside)?;
        let mut asked = self.asked(Topic::Field(pivot.ask.field.clone()), pivot.ask.question);
        asked.cites = self.cites(&pivot.provisions);
        asked.provisions = pivot.provisions;
        asked.settles = pivot.settles;
        asked.turns = pivot.turns;
        if let Field::PartyCountry(i) | Field::PartyNationality(i) = &pivot.ask.field.field
            && let Some(party) = dealing.acts.get(pivot.ask.field.act).and_then(|act| act.parties.get(*i))
            && party.name.is_none()
        {
            asked.ask = asked.ask.replace("the party", &format!("the {}", party.role));
        }
        Some(asked)
    }

    /// The question that a go ends with: whether something that it takes as not so is so.
    fn rests_on(&self, told: &Dealing, opened: &Dealing) -> Option<Asked> {
        let evaluator = self.evaluator();
        if class_of(&evaluator, told) != Class::Go {
            return None;
        }
        let found = rests_on(&evaluator, told, opened, &self.now.aside);
        if found.is_empty() {
            return None;
        }
        let fields = found.iter().map(|(ask, _)| ask.field.clone()).collect();
        let ask =
            "Nothing said so far stops it, as long as none of these is so. Which of them is?".to_owned();
        let mut asked = self.asked(Topic::RestsOn(fields), ask);
        for (ask, provisions) in found {
            asked.choices.push((ask.field.field.word().to_owned(), ask.question));
            asked.provisions.extend(provisions);
        }
        asked.provisions.sort_unstable();
        asked.provisions.dedup();
        asked.cites = self.cites(&asked.provisions);
        Some(asked)
    }

    /// Takes an answer to the question asked. An answer of a kind that the question cannot take changes nothing.
    pub fn answer(&mut self, topic: &Topic, reply: Reply) {
        let before = self.now.clone();
        match (topic, reply) {
            (Topic::Subject, Reply::Subject(object, verb)) => {
                self.settle_subject(object, verb.or(before.verb))
            }
            (Topic::Verb(object), Reply::Verb(verb)) => self.settle_subject(*object, Some(verb)),
            (Topic::Field(field), Reply::Fact(answer)) => {
                self.now.dealing = self.now.dealing.answered(field, &answer);
                // An answer may not settle it: a short code, money of another currency. Then it is asked again, not for ever.
                let times = self.now.times.entry(field.clone()).or_default();
                *times += 1;
                if *times >= ASKED_AT_MOST || self.now.dealing == before.dealing {
                    self.now.aside.insert(field.clone());
                }
            }
            (Topic::RestsOn(fields), Reply::So(so)) => {
                for field in fields {
                    let answer = if so.contains(field) { Answer::Yes } else { Answer::No };
                    self.now.dealing = self.now.dealing.answered(field, &answer);
                    self.now.aside.insert(field.clone());
                }
            }
            _ => {}
        }
        if self.now != before {
            self.past.push(before);
        }
    }

    /// Sets a question aside: it is not known, and not asked again. Without a subject nothing else can be asked, so that
    /// one stays.
    pub fn skip(&mut self, topic: &Topic) {
        let fields = match topic {
            Topic::Field(field) => std::slice::from_ref(field),
            Topic::RestsOn(fields) => fields,
            Topic::Subject | Topic::Verb(_) => return,
        };
        self.past.push(self.now.clone());
        self.now.aside.extend(fields.iter().cloned());
    }

    /// Goes back to before the last answer, sentence or question set aside; `false` where there is none.
    pub fn back(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.now = before;
        true
    }

    /// The names under which prepared answers give a question's answer: as a dealing's file writes it in its long and in its
    /// short form, and without the ship or person that it is of.
    pub fn names(asked: &Asked) -> Vec<String> {
        let topic = asked.topic.to_string();
        let mut names = Vec::new();
        for name in [&asked.field, &topic] {
            names.extend([name.clone(), reply::short_name(name)]);
        }
        names
    }

    /// How it stands; `None` until it is known what it is about.
    pub fn stands(&self) -> Option<StandsNow> {
        self.dealing()?;
        Some(standing::stands_now(&self.evaluator(), &self.completed()))
    }

    /// The dealing as far as it was told; `None` until it is known what it is about.
    pub fn dealing(&self) -> Option<&Dealing> {
        (self.now.object.is_some() && self.now.verb.is_some()).then_some(&self.now.dealing)
    }

    /// What binds the dealing as far as it was told; `None` until it is known what it is about.
    pub fn determine(&self) -> Option<Determination> {
        self.dealing()?;
        self.regime.determine(&self.completed(), self.clocks, &self.profile).ok()
    }

    fn settle_subject(&mut self, kind: ObjectKind, verb: Option<Verb>) {
        let known = words::words().verbs(self.regime, kind);
        // Goods without a verb are supplied, as in every dealing; where the law knows one verb there is nothing to choose.
        let only = match known.as_slice() {
            [(only, _)] => Some(*only),
            _ => (kind == ObjectKind::Goods).then_some(Verb::Supply),
        };
        let verb = verb.filter(|verb| known.iter().any(|(known, _)| known == verb)).or(only);
        self.now.object = Some(kind);
        self.now.verb = verb;
        let Some(act) = self.now.dealing.acts.first_mut() else { return };
        if let Some(verb) = verb {
            act.verb = verb;
        }
        if act.object.kind() != kind {
            act.object = match kind {
                ObjectKind::Goods => Object::Goods(vec![GoodsLine::default()]),
                ObjectKind::Vessel => Object::Vessel(Ship::default()),
                ObjectKind::Aircraft => Object::Aircraft(Ship::default()),
                ObjectKind::Person => Object::Person(Person::default()),
                kind => Object::Other(kind, Thing::default()),
            };
        }
        if let Some(role) = words::words().party(kind)
            && act.parties.is_empty()
        {
            act.parties.push(Party {
                role,
                name: None,
                country: Location::default(),
                nationality: Location::default(),
                particulars: Particulars::default(),
                designated: Some(Said::Unknown),
                facts: Default::default(),
            });
        }
    }

    fn ask_subject(&self) -> Asked {
        let mut asked = self.asked(Topic::Subject, "What is it about, and what is done with it?".to_owned());
        let table = words::words();
        asked.choices = table
            .objects(self.regime)
            .map(|(kind, says)| (kind.word().to_owned(), says.to_owned()))
            .collect();
        asked
    }

    fn ask_verb(&self, kind: ObjectKind) -> Asked {
        let mut asked = self.asked(Topic::Verb(kind), format!("What is done with the {kind}?"));
        let verbs = words::words().verbs(self.regime, kind).into_iter();
        asked.choices = verbs.map(|(verb, says)| (verb.word().to_owned(), says)).collect();
        asked
    }

    /// A set of goods that the sentence's words suggest, where that it is or is not decides something.
    fn suggestion(&self, dealing: &Dealing) -> Option<Asked> {
        let line = dealing.acts.first()?.goods(0)?;
        let open = self.now.suggested.iter().filter(|_| line.hs.is_none());
        open.filter(|set| !line.facts.contains_key(*set)).find_map(|set| {
            let field = FieldRef { act: 0, line: Some(0), field: Field::Fact(set.clone()) };
            let decides = !self.now.aside.contains(&field)
                && is_pivot(&self.evaluator(), dealing, &self.now.aside, &field);
            let turning = self.regime.provisions().filter(|(provision, instrument)| {
                instrument.adopted <= self.clocks.known
                    && provision.goods.as_ref().is_some_and(|goods| **goods == *set.as_str())
            });
            let provisions: Vec<String> = turning.map(|(provision, _)| provision.id.to_string()).collect();
            let declared = self.regime.goods_set(set).filter(|_| decides)?;
            let ask = format!("The sentence suggests {}. {}", declared.says, declared.question);
            let cites = self.cites(&provisions);
            Some(Asked {
                provisions,
                cites,
                turns: vec![Answer::Yes, Answer::No],
                ..self.asked(Topic::Field(field), ask)
            })
        })
    }

    fn asked(&self, topic: Topic, ask: String) -> Asked {
        Asked {
            field: match &topic {
                Topic::Field(at) => self.now.dealing.path(at),
                other => other.to_string(),
            },
            topic,
            ask,
            provisions: Vec::new(),
            cites: Vec::new(),
            settles: 0,
            choices: Vec::new(),
            turns: Vec::new(),
        }
    }

    fn cites(&self, provisions: &[String]) -> Vec<String> {
        let mut cites: Vec<String> = Vec::new();
        for (provision, instrument) in provisions.iter().filter_map(|id| self.regime.provision(id)) {
            let cite = format!("{}:{}", instrument.id, provision.cite);
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        cites
    }
}
