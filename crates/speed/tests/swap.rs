//! A new edition takes the old one's place while readers go on, and every answer is of one edition or the other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use interdict_regime::{Compiled, Current, Outcome, Profile, Workspace};

fn edition(measures: usize) -> Arc<Compiled> {
    let regime = Arc::new(interdict_speed::regime(measures));
    Arc::new(Compiled::new(regime, interdict_speed::clocks(), Profile::default()).unwrap())
}

/// How often each edition answered.
#[derive(Default)]
struct Answers {
    before: AtomicUsize,
    after: AtomicUsize,
}

#[test]
fn readers_go_on_while_editions_change() {
    // One measure names the first heading, and in the later edition three more have overtaken it.
    let (before, after) = (edition(1), edition(4));
    let current = Current::new(Arc::clone(&before));
    let done = AtomicBool::new(false);
    let answers = Answers::default();
    let seen = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        let readers: Vec<_> = std::iter::repeat_with(|| {
            scope.spawn(|| {
                let mut workspace = Workspace::new();
                while !done.load(Ordering::Relaxed) {
                    let law = current.load();
                    let dealing = interdict_speed::dealing(interdict_speed::BANNED, law.regime());
                    let ruling = law.outcome(&dealing, &mut workspace);
                    // The edition in hand answers whole, whatever takes its place meanwhile.
                    assert_eq!(ruling.outcome(), Outcome::Prohibited);
                    let (cite, count) = match law.regime().provisions().count() {
                        1 => ("2006:1", &answers.before),
                        _ => ("2018:1", &answers.after),
                    };
                    assert_eq!(ruling.cites().collect::<Vec<_>>(), [cite]);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .take(4)
        .collect();
        // Editions change places until both have answered often, in the midst of each other.
        let mut next = [&after, &before].into_iter().cycle();
        let enough = || seen(&answers.before) >= 1000 && seen(&answers.after) >= 1000;
        while !enough() && !readers.iter().any(|reader| reader.is_finished()) {
            current.replace(Arc::clone(next.next().unwrap()));
            std::thread::yield_now();
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().for_each(|reader| reader.join().expect("every answer is of one edition"));
        assert!(enough(), "both editions answered often");
    });
}

#[test]
fn whoever_has_begun_ends_with_the_edition_it_began_with() {
    let current = Current::new(edition(1));
    let begun = current.load();
    let replaced = current.replace(edition(4));
    assert!(Arc::ptr_eq(&begun, &replaced));
    let dealing = interdict_speed::dealing(interdict_speed::BANNED, begun.regime());
    let mut workspace = Workspace::new();
    let mut cite = |law: &Compiled| law.outcome(&dealing, &mut workspace).cites().next().map(str::to_owned);
    // One workspace serves both: nothing of the one edition is left in it for the other.
    assert_eq!(cite(&begun).as_deref(), Some("2006:1"));
    assert_eq!(cite(&current.load()).as_deref(), Some("2018:1"));
    assert_eq!(cite(&begun).as_deref(), Some("2006:1"));
}
