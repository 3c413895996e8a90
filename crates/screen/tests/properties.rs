//! What holds for all names.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

use interdict_screen::{Born, Index, Kind, Match, Party, PartyName};
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
            "King",
            "Kinng",
            "Co",
            "Construction",
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

fn born() -> impl Strategy<Value = Option<Born>> {
    prop::option::of(prop::sample::select(vec!["1961-04-05", "1961", "~1962", "1987-11-23", "1961-05-04"]))
        .prop_map(|text| text.and_then(|text| text.parse().ok()))
}

/// All that matches say.
fn said(found: &[Match<'_>]) -> Vec<String> {
    found.iter().map(|found| format!("{found:?}")).collect()
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

    /// A search leaves nothing out that comparing with every name finds: the same parties, scores, reasons and order.
    #[test]
    fn a_search_is_a_scan(
        listed in prop::collection::vec((name(), name(), kind(), born()), 1..40),
        asked in (name(), kind(), born()),
        around in prop::option::of((name(), name())),
        gone in 0usize..40,
        cutoff in prop::sample::select(vec![0.1, 0.3, 0.5, 0.7, 0.9]),
    ) {
        let party = |at: usize, (name, alias, kind, birth): &(String, String, Kind, Option<Born>)| Party {
            names: vec![PartyName::new(name.as_str()), PartyName::new(alias.as_str())],
            births: birth.iter().cloned().collect(),
            identifiers: if at.is_multiple_of(5) { vec![format!("PA-{at:05}")] } else { Vec::new() },
            ..Party::named(at.to_string(), *kind, "")
        };
        let parties: Vec<Party> = listed.iter().enumerate().map(|(at, of)| party(at, of)).collect();
        let mut query = party(gone, &(asked.0.clone(), asked.0, asked.1, asked.2));
        query.names.truncate(1);
        if let Some((before, behind)) = around {
            query.names[0].text = format!("{before} {} {behind}", listed[0].0);
        }
        let index = Index::new(parties.clone());
        prop_assert_eq!(said(&index.search(&query, cutoff)), said(&index.scan(&query, cutoff)));
        // Changed, it finds what a new one of the same parties finds.
        let (first, later) = parties.split_at(parties.len() / 2);
        let off = gone.to_string();
        let changed = Index::new(first.to_vec()).changed(&[&off], later.to_vec()).changed(&[&off], Vec::new());
        let fresh = Index::new(parties.iter().filter(|party| party.id != off).cloned().collect());
        prop_assert_eq!(said(&changed.search(&query, cutoff)), said(&fresh.search(&query, cutoff)));
        prop_assert_eq!(changed.parties().count(), fresh.parties().count());
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
    fn the_pieces_add_up(a in name(), b in name(), longer in any::<bool>(), kind in prop::sample::select(vec![Kind::Person, Kind::Organisation])) {
        let b = if longer { format!("{a} {b}") } else { b };
        let index = Index::new(vec![Party::named("", kind, a)]);
        for found in index.search(&Party::named("", kind, b), 0.0) {
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
