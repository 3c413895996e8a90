//! What holds for all names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use interdict_screen::{Born, Index, Kind, Party};
use proptest::prelude::*;

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{2,9}",
        prop::sample::select(vec![
            "Kim",
            "Ri",
            "Jong",
            "Un",
            "Mohammed",
            "Muhammad",
            "Ali",
            "al",
            "bin",
            "Sheikh",
            "Trading",
            "Company",
            "Ltd",
            "Ocean",
            "No. 7",
            "M.",
            "Иванов",
            "محمد",
            "김정은",
            "ASGАRI",
        ])
        .prop_map(str::to_owned),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..6).prop_map(|words| words.join(" "))
}

fn kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![Kind::Person, Kind::Organisation, Kind::Vessel, Kind::Aircraft, Kind::Unstated])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Searching many finds what comparing with each alone finds, with the same scores.
    #[test]
    fn the_index_loses_nothing(listed in prop::collection::vec((name(), kind()), 1..12), query in name(), asked in kind()) {
        let parties: Vec<Party> =
            listed.iter().enumerate().map(|(at, (name, kind))| Party::named(at.to_string(), *kind, name.as_str())).collect();
        let query = Party::named("", asked, query);
        let mut alone: Vec<(String, f64)> = Vec::new();
        for party in &parties {
            let index = Index::new(vec![party.clone()]);
            alone.extend(index.search(&query, 0.1).iter().map(|found| (found.party.id.clone(), found.score)));
        }
        let index = Index::new(parties);
        let mut together: Vec<(String, f64)> =
            index.search(&query, 0.1).iter().map(|found| (found.party.id.clone(), found.score)).collect();
        // Asked again, what is remembered gives the same.
        let again: Vec<(String, f64)> =
            index.search(&query, 0.1).iter().map(|found| (found.party.id.clone(), found.score)).collect();
        prop_assert_eq!(&together, &again);
        alone.sort_by(|a, b| a.0.cmp(&b.0));
        together.sort_by(|a, b| a.0.cmp(&b.0));
        prop_assert_eq!(together, alone);
    }

    /// The same name with the same birth date stands above the name alone, and that above a contradiction; none is certain.
    #[test]
    fn what_is_known_beside_the_name_orders(text in name()) {
        let dated = |born: &str| {
            let mut party = Party::named("", Kind::Person, text.as_str());
            party.births.extend(born.parse::<Born>());
            party
        };
        let index = Index::new(vec![dated("1961-04-05")]);
        let score = |born: &str| index.search(&dated(born), 0.0).first().map(|found| found.score);
        if let (Some(same), Some(none), Some(other)) = (score("1961-04-05"), score(""), score("1987-11-23")) {
            prop_assert!(same > none && none > other, "{} {} {}", same, none, other);
            prop_assert!(same < 1.0 && other > 0.0);
        }
    }

    /// The points of the reasons are the score.
    #[test]
    fn the_pieces_add_up(a in name(), b in name()) {
        let index = Index::new(vec![Party::named("", Kind::Person, a)]);
        for found in index.search(&Party::named("", Kind::Person, b), 0.0) {
            let points: f64 = found.pieces.iter().map(|piece| piece.points).sum();
            let score = 1.0 / (1.0 + (-(points / 2.0 + (0.7f64 / 0.3).ln())).exp());
            prop_assert!((score - found.score).abs() < 1e-4, "{} {}", score, found.score);
        }
    }

    /// Nothing that can be typed stops it.
    #[test]
    fn any_text_is_screened(a in any::<String>(), b in any::<String>(), kind in kind()) {
        let index = Index::new(vec![Party::named("", kind, a)]);
        for found in index.search(&Party::named("", Kind::Unstated, b), 0.0) {
            prop_assert!(found.score > 0.0 && found.score < 1.0);
        }
    }
}
