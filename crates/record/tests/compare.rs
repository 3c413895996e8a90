//! The ledger held against a text: an invented regime that cites an invented resolution, rightly and wrongly.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests' helpers may")]

mod common;

use common::{HEADER, Header, LAYER, RESOLUTION, RIGHT, provision, regime, right};
use interdict_record::{Disagreement, ResolutionText, compare};

fn said(header: &Header<'_>, provisions: &str) -> Vec<String> {
    let text = ResolutionText::parse(RESOLUTION).unwrap();
    compare(&regime(header, provisions), &text).iter().map(ToString::to_string).collect()
}

#[test]
fn right_numbers_and_dates_are_left_alone() {
    assert_eq!(said(&HEADER, &right()), Vec::<String>::new());
    assert_eq!(compare(&regime(&HEADER, &right()), &ResolutionText::parse(LAYER).unwrap()), []);
}

#[test]
fn the_header() {
    let header = Header { adopted: "2031-03-03", meeting: "S/PV.9124", paragraphs: 13, annexes: 1 };
    let expected = [
        "the ledger has it adopted on 2031-03-03, the text on 2031-03-04",
        "the ledger has it adopted at S/PV.9124, the text at meeting 9123",
        "the ledger counts 13 operative paragraphs, the text's last is 12",
        "the ledger counts 1 annexes, the text has 2",
    ];
    assert_eq!(said(&header, ""), expected);
}

#[test]
fn an_instrument_that_is_not_held() {
    let text = ResolutionText::parse(&RESOLUTION.replace("9001", "9777")).unwrap();
    let found = compare(&regime(&HEADER, ""), &text);
    assert!(
        matches!(found.as_slice(), [Disagreement::NotHeld { symbol, .. }] if symbol == "S/RES/9777 (2031)")
    );
}

#[test]
fn citations_that_lead_nowhere() {
    let provisions = provision("9001/kites", "22", "2031-03-04", RIGHT[0].3, "")
        + &provision("9001/honey", "4(d)", "2031-03-04", "Honey may not go to the South Pole Land.", "");
    // The loader refuses a citation beyond the header's number: only a wrong number lets one through.
    let header = Header { paragraphs: 22, ..HEADER };
    let expected = [
        "the ledger counts 22 operative paragraphs, the text's last is 12",
        "9001/kites cites paragraph 22, the text ends with 12; its words stand in paragraph 2: metres, sold, string, untethered, kites",
        "9001/honey cites paragraph 4(d), the text has 4 without that sub-item",
    ];
    assert_eq!(said(&header, &provisions), expected);
}

/// The measure of the word test: every provision cited one, two and three paragraphs off, both ways.
#[test]
fn most_wrong_numbers_are_found_and_none_is_led_astray() {
    let text = ResolutionText::parse(RESOLUTION).unwrap();
    let (mut wrong, mut found, mut astray) = (0, 0, 0);
    for shift in [-3_i32, -2, -1, 1, 2, 3] {
        for (id, cite, from, summary) in RIGHT {
            let number: i32 =
                cite.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
            let shifted = number + shift;
            if !(1..=12).contains(&shifted) {
                continue;
            }
            wrong += 1;
            let disagreements =
                compare(&regime(&HEADER, &provision(id, &shifted.to_string(), from, summary, "")), &text);
            for disagreement in disagreements {
                if let Disagreement::LikelyMisnumbered { likely, .. } = disagreement {
                    if i32::from(likely.paragraph) == number { found += 1 } else { astray += 1 }
                }
            }
        }
    }
    assert_eq!(astray, 0);
    assert!(found * 10 >= wrong * 8, "found {found} of {wrong}");
}

#[test]
fn days_that_contradict() {
    let until = |day: &str| {
        format!("[[provision.duty]]\nwho = \"the importing State\"\nact = \"notify\"\nby = {day}")
    };
    // 135 days after adoption are 17 July; 90 days are 2 June.
    let bells = |day: &str| provision("9001/bells", "3", "2031-03-04", RIGHT[1].3, &until(day));
    assert_eq!(said(&HEADER, &bells("2031-07-17")), Vec::<String>::new());
    assert_eq!(
        said(&HEADER, &bells("2031-07-27")),
        [
            "9001/bells has the day 2031-07-27; paragraph 3 says \"90 days from adoption\", \"135 days from adoption\", which is 2031-06-02, 2031-07-17"
        ]
    );
    // A day that another paragraph says is no contradiction, nor one where the paragraph says none.
    assert_eq!(said(&HEADER, &bells("2032-04-24")), Vec::<String>::new());
    let kites = provision("9001/kites", "2", "2031-03-04", RIGHT[0].3, &until("2031-07-27"));
    assert_eq!(said(&HEADER, &kites), Vec::<String>::new());
}
