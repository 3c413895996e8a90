//! Time holds: on a day of the past nothing that is printed knows what came later, whatever the command and format.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

mod common;

use std::collections::BTreeSet;

use common::{regime, run_with};
use interdict_regime::Regime;
use interdict_regime::law::EventKind;
use jiff::civil::{Date, date};

/// Dealings that meet readings, caps, notes and exceptions of many days.
const DEALINGS: &[&str] = &[
    r#"{"hs": "2701.12", "from": "KP", "to": "CN", "date": "2017-05-20"}"#,
    r#"{"hs": "2703", "from": "KP", "to": "CN", "date": "2017-05-20", "quantity": "100 t", "value": "9000 USD"}"#,
    r#"{"hs": "7204", "from": "KP", "to": "CN", "date": "2017-05-20"}"#,
    r#"{"hs": "7108", "from": "KP", "to": "CN", "date": "2017-05-20"}"#,
    r#"{"hs": "0306", "from": "KP", "to": "CN", "date": "2018-05-20"}"#,
    r#"{"hs": "2709.00", "from": "CN", "to": "KP", "date": "2018-05-20", "quantity": "40000 t"}"#,
    r#"{"hs": "2710.12", "from": "CN", "to": "KP", "date": "2018-05-20", "quantity": "40000 barrel"}"#,
    r#"{"hs": "8471", "from": "CN", "to": "KP", "date": "2018-05-20"}"#,
    r#"{"hs": "6109.10", "from": "KP", "to": "CN", "date": "2017-11-20"}"#,
    r#"{"hs": "9705", "from": "KP", "to": "CN", "date": "2018-05-20"}"#,
    r#"{"acts": [{"verb": "procure", "right": {"description": "right to fish"}, "from": "KP", "to": "CN"}], "date": "2017-05-20"}"#,
    r#"{"acts": [{"verb": "procure", "right": {"description": "right to fish"}, "from": "KP", "to": "CN"}], "date": "2017-12-01"}"#,
    r#"{"vessel": {"imo": "9191773", "flag": "KP"}, "verb": "enter-port", "date": "2018-05-20"}"#,
];

/// Everything that is printed with a day known, as arguments and, for a dealing, its text.
fn printed(regime: &Regime, known: Date) -> Vec<(Vec<String>, &'static str)> {
    let day = known.to_string();
    let mut all: Vec<(Vec<String>, &'static str)> = Vec::new();
    let mut add = |words: &str, formats: &[&str], input: &'static str| {
        for format in formats {
            let mut arguments: Vec<String> = words.split(' ').map(str::to_owned).collect();
            arguments.extend(["--format".to_owned(), (*format).to_owned()]);
            if !words.starts_with("diff ") {
                arguments.extend(["--known".to_owned(), day.clone()]);
            }
            all.push((arguments, input));
        }
    };
    let both = ["text", "json"];
    add("coverage", &["text", "json", "csv", "markdown"], "");
    add("timeline", &["text", "json", "svg"], "");
    // What lies ahead of the day is asked for, and is not there.
    add("timeline --list --to 2026-01-01", &["text", "json", "svg"], "");
    add("timeline --subject workers --subject panel --subject review --to 2026-01-01", &both, "");
    add("regime --all", &both, "");
    add("regime --on 2018-05-01", &both, "");
    for treaty in ["ctbt", "npt"] {
        add(&format!("treaty {treaty}"), &both, "");
        add(&format!("treaty {treaty} --state RU --on 2024-12-01"), &both, "");
    }
    for goods in ["2709", "2710", "2701", "0306", "6109", "8471", "7108", "7326"] {
        add(&format!("goods {goods} --on 2018-05-01"), &both, "");
    }
    add("goods --table --on 2018-05-01", &["text", "json", "csv"], "");
    // Of caps that are not in force on the day, what was drawn then and later is not there either.
    add("quota", &both, "");
    add("quota --on 2026-01-01", &both, "");
    for quota in regime.quotas_known(known) {
        add(&format!("quota {} --on 2026-01-01", quota.id), &both, "");
        add(&format!("quota {} --on 2017-12-31 --svg -", quota.id), &["text"], "");
    }
    for kind in ["test", "launch", "space-launch"] {
        add(&format!("assess --kind {kind} --on {day}"), &both, "");
    }
    let then: Vec<_> = regime.instruments().iter().filter(|held| held.adopted <= known).collect();
    for instrument in &then {
        add(&format!("show {}", instrument.id), &both, "");
        add(&format!("coverage {}", instrument.id), &["text"], "");
    }
    for instrument in then.iter().rev().take(4) {
        add(&format!("diff {} {day}", instrument.id), &both, "");
    }
    let conduct = regime.events().iter().filter(|event| EventKind::CONDUCT.contains(&event.kind));
    for event in conduct.filter(|event| regime.council_day(event) <= known).rev().take(8) {
        add(&format!("assess {}", event.id), &both, "");
    }
    for dealing in DEALINGS {
        add("check -", &both, dealing);
    }
    all
}

/// What carries the name of an instrument adopted after a day, or of an event after it.
struct Later {
    instruments: BTreeSet<String>,
    events: BTreeSet<String>,
}

impl Later {
    fn than(known: Date, regime: &Regime) -> Later {
        let instruments = regime.instruments().iter().filter(|held| held.adopted > known);
        let events = regime.events().iter().filter(|event| regime.council_day(event) > known);
        Later {
            instruments: instruments.map(|held| held.id.to_string()).collect(),
            events: events.map(|event| event.id.to_string()).collect(),
        }
    }

    /// The later names that a text says: `2397`, `S/RES/2397`, `2397:6`, `R2397-04a`, `launch-2017-11-28`.
    fn named_in(&self, text: &str) -> BTreeSet<String> {
        let mut named = BTreeSet::new();
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            let number = word.strip_prefix('R').unwrap_or(word);
            if self.instruments.contains(number) {
                named.insert(number.to_owned());
            }
        }
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            if self.events.contains(word) {
                named.insert(word.to_owned());
            }
        }
        named
    }
}

/// Prints everything as of a day: how much was printed, and the later names in it, by command.
fn looked_ahead(known: Date, later_than: Date) -> (usize, Vec<(String, BTreeSet<String>)>) {
    let regime = regime();
    let later = Later::than(later_than, &regime);
    let mut ahead = Vec::new();
    let printed = printed(&regime, known);
    for (arguments, input) in &printed {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = run_with(&words, input);
        let said = words.join(" ");
        assert!([0, 10, 11, 12].contains(&ran.code), "{said} {input}: {} {}", ran.code, ran.errors);
        assert!(!ran.out.is_empty(), "{said} prints nothing");
        let named = later.named_in(&format!("{}\n{}", ran.out, ran.errors));
        if !named.is_empty() {
            ahead.push((format!("{said} {input}"), named));
        }
    }
    (printed.len(), ahead)
}

fn nothing_is_known_after(known: Date) {
    let (printed, ahead) = looked_ahead(known, known);
    assert!(printed > 60, "only {printed} pages");
    assert!(ahead.is_empty(), "known on {known}, and says what came later: {ahead:#?}");
}

#[test]
fn on_days_before_and_after_nothing_is_known_of_what_came_next() {
    for known in [date(2006, 10, 20), date(2009, 6, 20), date(2013, 2, 1), date(2022, 12, 1)] {
        nothing_is_known_after(known);
    }
}

/// The same pages a day later say the names that were looked for, so that looking can find them.
fn they_are_known_on(eve: Date, day: Date, expected: &str, everywhere: &[&str]) {
    let (_, said) = looked_ahead(day, eve);
    for command in everywhere {
        let found =
            said.iter().any(|(arguments, named)| arguments.starts_with(command) && named.contains(expected));
        assert!(found, "`{command}…` does not say {expected} on {day}: {said:#?}");
    }
}

#[test]
fn on_2_june_2017_nothing_is_known_of_2371_or_later() {
    nothing_is_known_after(date(2017, 6, 2));
}

#[test]
fn on_15_december_2017_nothing_is_known_of_2397_or_later() {
    nothing_is_known_after(date(2017, 12, 15));
}

#[test]
fn on_the_day_of_adoption_the_names_are_there() {
    let everywhere = [
        "coverage --format text",
        "coverage --format json",
        "coverage --format csv",
        "coverage --format markdown",
        "timeline --subject workers --subject panel --subject review",
        "timeline --format json",
        "timeline --format svg",
        "regime --all --format text",
        "regime --all --format json",
        "treaty ctbt",
        "goods 8471",
        "goods --table --on 2018-05-01 --format csv",
        "quota --on 2026-01-01 --format text",
        "quota --on 2026-01-01 --format json",
        "assess launch-2017-11-28 --format text",
        "assess launch-2017-11-28 --format json",
        "assess --kind launch",
        "diff 2375 2017-12-22",
        "show 2375",
        "show 2397",
        "check - --format text",
        "check - --format json",
    ];
    they_are_known_on(date(2017, 12, 21), date(2017, 12, 22), "2397", &everywhere);
    they_are_known_on(
        date(2017, 6, 2),
        date(2017, 8, 5),
        "2371",
        &["coverage", "timeline", "regime", "check"],
    );
}

#[test]
fn a_paragraph_not_adopted_yet_is_not_shown() {
    for (cite, eve, day) in
        [("2397:6", "2017-12-21", "2017-12-22"), ("2375/textiles", "2017-09-10", "2017-09-11")]
    {
        let show = |known: &str| run_with(&["show", cite, "--known", known], "");
        let before = show(eve);
        assert_eq!((before.code, before.out.as_str()), (2, ""), "{cite}");
        let help = before.errors.split("instruments held").nth(1).unwrap();
        assert!(help.contains("2371") && !help.contains("2397"), "{help}");
        assert_eq!(show(day).code, 0, "{cite}");
    }
    for command in ["coverage 2397", "assess launch-2017-12-22"] {
        let mut words: Vec<&str> = command.split(' ').collect();
        words.extend(["--known", "2017-12-15"]);
        let ran = run_with(&words, "");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}");
        let named: Vec<&str> =
            ran.errors.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| *word == "2407").collect();
        assert!(named.is_empty(), "{}", ran.errors);
    }
}

/// The Russian Federation's step of November 2023 shows in no answer of before.
#[test]
fn a_treaty_knows_only_the_deposits_of_its_day() {
    let missing = |known: &str| {
        let ran = run_with(&["treaty", "ctbt", "--on", "2024-12-01", "--known", known], "");
        assert_eq!(ran.code, 0);
        (ran.out.contains("8 missing"), ran.out.contains("withdrew"))
    };
    assert_eq!(missing("2017-12-15"), (true, false));
    assert_eq!(missing("2024-12-01"), (false, true));
    let steps = |known: &str| run_with(&["treaty", "npt", "--on", "2004-01-01", "--known", known], "").out;
    assert!(!steps("2002-12-31").contains("2003-01-10") && steps("2003-01-10").contains("2003-01-10: "));
}
