//! Questions for an interview: the one to ask next, of which some answers lead to another class than others.

use std::collections::{BTreeMap, BTreeSet};

use super::{Weight, decided, gather, undecided};
use crate::dealing::{Answer, Dealing, Field, FieldRef, Takes};
use crate::determination::Class;
use crate::evaluate::{Ask, Assignment, Evaluation, Evaluator, across_readings};
use crate::truth::Truth;
use crate::vocabulary::DateKind;

/// How many answers a question is weighed by.
const ANSWERS_WEIGHED: usize = 16;
/// How many ways of answering everything else are tried before a question is held to decide nothing.
const PLAYED: usize = 24;
/// How many answers to the question are compared in each of them.
const ANSWERS_PLAYED: usize = 8;
/// How many rounds of questions one of them answers.
const ROUNDS: usize = 5;

/// A question whose answers lead to different classes, alone or with answers to others.
#[derive(Clone, Debug)]
pub(crate) struct Pivot {
    pub(crate) ask: Ask,
    /// The provisions that turn on it.
    pub(crate) provisions: Vec<String>,
    /// Of the answers weighed, the share that settles the class, in thousandths; nothing where it decides with others.
    pub(crate) settles: usize,
    /// Answers at which the law turns.
    pub(crate) turns: Vec<Answer>,
}

/// The question to ask next of an open dealing, leaving out those set aside. Whether it touches the target State comes first;
/// then what an answer most often settles, and of equals what is cheapest to answer. `None`: nothing that can be asked decides.
pub(crate) fn next_pivot(
    evaluator: &dyn Evaluator,
    dealing: &Dealing,
    aside: &BTreeSet<FieldRef>,
) -> Option<Pivot> {
    let search = Search { evaluator, aside };
    let results = across_readings(evaluator, dealing, None);
    if Weight::of(&results).settled() {
        return None;
    }
    let asks = search.asks(dealing, &results);
    let undecided = undecided(&results);
    let floor = results.iter().map(|(_, e)| decided(e, &undecided)).fold(Weight::NOTHING, Weight::worse);
    let class = |dealing: &Dealing| evaluator.weigh(dealing, &undecided).worse(floor).class();
    let nexus = nexus_fields(&results);
    let (first, then): (Vec<_>, Vec<_>) = asks.into_values().partition(|(ask, _)| nexus.contains(&ask.field));
    let mut joint = Vec::new();
    for group in [first, then] {
        let mut alone: Vec<(usize, Pivot)> = Vec::new();
        let mut others: Vec<Pivot> = Vec::new();
        for (ask, provisions) in group {
            let turns = evaluator.candidates(dealing, &ask.field);
            let classes: Vec<Class> = sampled(&turns, ANSWERS_WEIGHED)
                .map(|answer| class(&dealing.answered(&ask.field, answer)))
                .collect();
            let settled = classes.iter().filter(|class| **class != Class::Open).count();
            let differ = classes.iter().collect::<BTreeSet<_>>().len() > 1;
            let settles = if differ { settled * 1000 / classes.len().max(1) } else { 0 };
            let cost = cost(&ask.field);
            let pivot = Pivot { ask, provisions, settles, turns };
            if differ { alone.push((cost, pivot)) } else { others.push(pivot) }
        }
        alone.sort_by(|(cost, a), (other, b)| {
            b.settles.cmp(&a.settles).then(cost.cmp(other)).then_with(|| a.ask.field.cmp(&b.ask.field))
        });
        others.sort_by(|a, b| {
            cost(&a.ask.field).cmp(&cost(&b.ask.field)).then_with(|| a.ask.field.cmp(&b.ask.field))
        });
        // Whether it touches the target State decides whether the law looks at all, so both ends are asked before the rest.
        if let Some((_, pivot)) = alone.into_iter().next() {
            return Some(pivot);
        }
        if !nexus.is_empty()
            && let Some(place) = others.iter().position(|pivot| {
                nexus.contains(&pivot.ask.field)
                    && search.plays_apart(dealing, &pivot.ask.field, &pivot.turns)
            })
        {
            return Some(others.swap_remove(place));
        }
        joint.extend(others);
    }
    joint.into_iter().find(|pivot| search.plays_apart(dealing, &pivot.ask.field, &pivot.turns))
}

/// Whether some answers to a field lead to another class than others, alone or with answers to other questions.
pub(crate) fn is_pivot(
    evaluator: &dyn Evaluator,
    dealing: &Dealing,
    aside: &BTreeSet<FieldRef>,
    field: &FieldRef,
) -> bool {
    let search = Search { evaluator, aside };
    let turns = evaluator.candidates(dealing, field);
    let classes: BTreeSet<Class> = sampled(&turns, ANSWERS_WEIGHED)
        .map(|answer| search.class(&dealing.answered(field, answer)))
        .collect();
    classes.len() > 1 || search.plays_apart(dealing, field, &turns)
}

/// The facts and findings that a go rests on not being so: each of them, if it were so, would end it. `opened` is the dealing
/// with them unknown.
pub(crate) fn rests_on(
    evaluator: &dyn Evaluator,
    dealing: &Dealing,
    opened: &Dealing,
    aside: &BTreeSet<FieldRef>,
) -> Vec<(Ask, Vec<String>)> {
    let search = Search { evaluator, aside };
    let asks = search.asks(opened, &across_readings(evaluator, opened, None));
    let ends = |field: &FieldRef| search.class(&dealing.answered(field, &Answer::Yes)) != Class::Go;
    asks.into_values()
        .filter(|(ask, _)| ask.field.field.takes() == Takes::YesOrNo && ends(&ask.field))
        .collect()
}

/// The class of a dealing, and nothing of why.
pub(crate) fn class_of(evaluator: &dyn Evaluator, dealing: &Dealing) -> Class {
    Weight::of(&across_readings(evaluator, dealing, None)).class()
}

/// What a search for questions goes by.
struct Search<'a> {
    evaluator: &'a dyn Evaluator,
    aside: &'a BTreeSet<FieldRef>,
}

type Asks = BTreeMap<FieldRef, (Ask, Vec<String>)>;

impl Search<'_> {
    fn class(&self, dealing: &Dealing) -> Class {
        class_of(self.evaluator, dealing)
    }

    fn asks(&self, dealing: &Dealing, results: &[(Assignment, Evaluation<'_>)]) -> Asks {
        let mut asks = Asks::new();
        for (assignment, evaluation) in results {
            gather(self.evaluator, dealing, assignment, evaluation, &mut asks);
        }
        asks.retain(|field, _| !self.aside.contains(field));
        asks
    }

    /// Whether two answers come apart when everything else that is then asked is answered alike. The other answers are drawn
    /// from the law's turning points by a fixed sequence, so that the same dealing always asks the same.
    fn plays_apart(&self, dealing: &Dealing, field: &FieldRef, turns: &[Answer]) -> bool {
        (0..PLAYED).any(|play| {
            let compared = sampled(turns, ANSWERS_PLAYED);
            let mut classes = compared.map(|answer| self.play(dealing.answered(field, answer), field, play));
            classes.next().is_some_and(|first| classes.any(|class| class != first))
        })
    }

    /// The class that a dealing comes to when what is asked of it is answered as a play has it.
    fn play(&self, mut dealing: Dealing, own: &FieldRef, play: usize) -> Class {
        for _ in 0..ROUNDS {
            let results = across_readings(self.evaluator, &dealing, None);
            let class = Weight::of(&results).class();
            let mut asks = self.asks(&dealing, &results);
            asks.remove(own);
            if class != Class::Open || asks.is_empty() {
                return class;
            }
            for field in asks.keys() {
                let turns = self.evaluator.candidates(&dealing, field);
                if let Some(answer) = turns.get(draw(field, play) % turns.len().max(1)) {
                    dealing = dealing.answered(field, answer);
                }
            }
        }
        self.class(&dealing)
    }
}

/// A number that a field and a play always have.
fn draw(field: &FieldRef, play: usize) -> usize {
    let name = field.to_string();
    let seed = play.wrapping_mul(0x9E37).wrapping_add(1);
    let number = name
        .bytes()
        .fold(seed, |number, byte| (number ^ usize::from(byte)).wrapping_mul(0x0100_0193) % 0x8000_0000);
    number >> 7
}

/// At most so many answers, spread evenly, the first and the last among them.
fn sampled(turns: &[Answer], most: usize) -> impl Iterator<Item = &Answer> {
    let last = turns.len().saturating_sub(1);
    let count = turns.len().min(most);
    (0..count).filter_map(move |i| turns.get(i * last / count.saturating_sub(1).max(1)))
}

/// The fields that whether it touches the target State hangs on.
fn nexus_fields(results: &[(Assignment, Evaluation<'_>)]) -> BTreeSet<FieldRef> {
    let lines = results.iter().flat_map(|(_, evaluation)| &evaluation.lines);
    let open = lines.filter(|line| line.nexus.truth == Truth::Unknown);
    open.flat_map(|line| line.nexus.open_asks()).map(|ask| ask.field.clone()).collect()
}

/// How dear an answer is: a country is on every paper, a finding must be looked for.
fn cost(field: &FieldRef) -> usize {
    match &field.field {
        Field::From | Field::To | Field::Flag | Field::Nationality | Field::Origin => 0,
        Field::PartyCountry(_) | Field::PartyNationality(_) => 1,
        Field::Hs => 2,
        Field::Date(DateKind::Date) => 3,
        Field::Quantity | Field::Value | Field::Loading => 4,
        Field::Date(_) => 5,
        Field::Designated(_) => 6,
        Field::Fact(_) | Field::PartyFact(..) => 7,
        Field::Balance(_) => 8,
        Field::Finding { .. } => 9,
    }
}
