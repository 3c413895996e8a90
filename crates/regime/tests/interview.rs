//! The interview over the worked cases: an answerer who knows a case's dealing answers from it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may"
)]

mod common;

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use common::Case;
use interdict_regime::{
    Act, Answer, Asked, Class, CountryFact, Dealing, Field, FieldRef, Interview, Object, Party, Regime, Reply, Said,
    StandsNow, Topic, Until,
};

/// The party of a case that a question about a role means: of several the one that matters.
fn meant(case: &Act, asked: &Party, target: &str) -> Option<usize> {
    let known = |party: &Party, code: &str| {
        [&party.country, &party.nationality].iter().any(|place| place.country.known().is_some_and(|c| c.as_str() == code))
    };
    let mut parties: Vec<(usize, &Party)> = case.parties.iter().enumerate().collect();
    parties.sort_by_key(|(i, party)| {
        (party.role != asked.role, party.designated != Some(Said::Yes), !known(party, target), *i)
    });
    parties.first().map(|(i, _)| *i)
}

/// What someone who knows the case's dealing answers.
fn told(case: &Dealing, interview: &Interview<'_>, at: &FieldRef, target: &str) -> Option<Answer> {
    let asked = interview.dealing()?.acts.get(at.act)?;
    let party = |i: usize| meant(&case.acts[0], asked.parties.get(i)?, target);
    let field = match &at.field {
        Field::PartyCountry(i) => Field::PartyCountry(party(*i)?),
        Field::PartyNationality(i) => Field::PartyNationality(party(*i)?),
        Field::Designated(i) => {
            let i = party(*i)?;
            // Nobody screened: taken as not listed.
            return case.told(&FieldRef { field: Field::Designated(i), ..at.clone() }).or(Some(Answer::No));
        }
        Field::PartyFact(i, id) => Field::PartyFact(party(*i)?, id.clone()),
        other => other.clone(),
    };
    case.told(&FieldRef { field, ..at.clone() })
}

type Known = Mutex<HashMap<String, (Option<Asked>, Option<StandsNow>)>>;

/// What an interview came to.
struct Course {
    asked: Vec<String>,
    class: Class,
    dealing: Dealing,
}

/// Runs an interview from a blank; states met before are remembered, since most cases begin alike.
fn run(case: &Case, regime: &Regime, until: Until, known: &Known) -> Course {
    let dealing = case.dealing(regime).unwrap();
    let target = regime.target();
    let mut interview = Interview::blank(regime, case.clocks(), case.profile(), until).unwrap();
    let mut asked = Vec::new();
    let mut aside: Vec<String> = Vec::new();
    loop {
        let key = format!("{:?} {:?} {:?} {asked:?} {aside:?}", interview.dealing(), case.known, case.readings);
        let found = known.lock().unwrap().get(&key).cloned();
        let (next, stands) = found.unwrap_or_else(|| {
            let found = (interview.next(), interview.stands());
            known.lock().unwrap().insert(key, found.clone());
            found
        });
        let Some(next) = next else {
            return Course { asked, class: stands.unwrap().class, dealing: interview.dealing().unwrap().clone() };
        };
        asked.push(next.field.clone());
        assert!(asked.len() < 60, "{}: no end: {asked:?}", case.id);
        let reply = match &next.topic {
            Topic::Subject => {
                Some(Reply::Subject(dealing.acts[0].object.kind(), Some(dealing.acts[0].verb)))
            }
            Topic::Verb(_) => Some(Reply::Verb(dealing.acts[0].verb)),
            Topic::Field(at) => told(&dealing, &interview, at, target.as_str()).map(Reply::Fact),
        };
        match reply {
            Some(reply) => interview.answer(&next.topic, reply),
            None => {
                aside.push(next.field.clone());
                interview.skip(&next.topic);
            }
        }
    }
}

/// The questions from a blank to the end over every worked case, on two threads.
fn courses(regime: &Regime, cases: &[Case], until: Until) -> Vec<Course> {
    let known = Known::default();
    let half = cases.len().div_ceil(2);
    std::thread::scope(|scope| {
        let workers: Vec<_> = cases
            .chunks(half.max(1))
            .map(|cases| {
                let known = &known;
                scope.spawn(move || cases.iter().map(|case| run(case, regime, until, known)).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

fn print_distribution(name: &str, counts: &[usize]) -> usize {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let mut tally: BTreeMap<usize, usize> = BTreeMap::new();
    counts.iter().for_each(|count| *tally.entry(*count).or_default() += 1);
    let median = sorted[sorted.len() / 2];
    println!("{name}: {} cases, median {median}, mean {:.2}, most {}", counts.len(), counts.iter().sum::<usize>() as f64 / counts.len() as f64, sorted.last().unwrap());
    println!("  {}", tally.iter().map(|(n, count)| format!("{n}: {count}")).collect::<Vec<_>>().join(", "));
    median
}

#[test]
fn a_blank_comes_to_a_class_in_five_questions_or_fewer() {
    let regime = common::regime();
    let cases = common::cases();
    let courses = courses(&regime, &cases, Until::ClassDecided);
    let all: Vec<usize> = courses.iter().map(|course| course.asked.len()).collect();
    print_distribution("all", &all);
    let decided: Vec<usize> = courses.iter().filter(|c| c.class != Class::Open).map(|c| c.asked.len()).collect();
    print_distribution("decided", &decided);
    let mut same = 0;
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for (case, course) in cases.iter().zip(&courses) {
        let found = case.determine(&regime).unwrap().class;
        if found == course.class { same += 1 } else {
            *by.entry(format!("{} {found:?} interview {:?}", case.file, course.class)).or_default() += 1;
        }
        if std::env::var("SHOW").is_ok() && (course.asked.len() > 7) {
            println!("{} {} {:?}", case.file, case.id, course.asked);
        }
    }
    println!("same class: {same}\n{by:#?}");
}
