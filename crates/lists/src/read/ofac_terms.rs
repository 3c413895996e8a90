//! The US Treasury's vocabulary of identifiers and remarks, shared by its formats and the CSL.

use std::sync::LazyLock;

use crate::date::PartialDate;
use crate::model::{
    Document, Entry, ImoNumber, Labelled, Link, Measure, Name, Nationality, Place, Quality, Wallet,
};

/// Identifier types that can begin a remark, longest first.
static TYPES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("../../data/ofac-identifier-types.txt");
    let mut types: Vec<&str> =
        text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    types.sort_by_key(|name| std::cmp::Reverse(name.len()));
    types
});

/// Puts an identifier where it belongs: a wallet, a ship's number, a contact, a measure, else a document.
pub(super) fn identifier(entry: &mut Entry, document: Document) {
    let kind = document.kind.trim();
    let value = document.number.clone();
    if kind == "Gender" {
        entry.genders.push(value);
    } else if let Some(currency) = kind.strip_prefix("Digital Currency Address") {
        let currency = currency.trim_start_matches([' ', '-']).to_owned();
        entry.wallets.push(Wallet { currency, address: value });
    } else if kind == "MMSI" {
        entry.craft_mut().mmsi.push(value);
    } else if kind == "Vessel Registration Identification" && ImoNumber::find(&value).is_some() {
        entry.craft_mut().imo.extend(ImoNumber::find(&value));
    } else if matches!(kind, "Vessel Call Sign" | "Call Sign") {
        entry.craft_mut().call_signs.push(value);
    } else if kind.starts_with("Aircraft") || kind.starts_with("Vessel") || kind.starts_with("Former Vessel")
    {
        entry.craft_mut().particulars.push(Labelled::new(kind, value));
    } else if matches!(kind, "Email Address" | "Website" | "Phone Number" | "Fax") {
        entry.contacts.push(Labelled::new(kind, value));
    } else if kind == "Organization Established Date" {
        entry.births.push(PartialDate::or_said(&value, PartialDate::from_words).into());
    } else if kind.starts_with("Additional Sanctions Information")
        || kind.starts_with("Secondary sanctions risk")
        || kind.starts_with("Transactions Prohibited For")
        || kind.starts_with("Executive Order")
        || kind.starts_with("CAATSA")
    {
        entry.measures.push(Measure::named(format!("{kind} {value}")));
    } else {
        entry.documents.push(document);
    }
}

/// Takes what a remark says in the Treasury's fixed phrases; the remark itself is kept whole beside it.
pub(super) fn remark(entry: &mut Entry, text: &str) {
    for phrase in text.trim().trim_end_matches('.').split("; ") {
        let phrase = phrase.trim();
        let phrase = phrase.strip_prefix("alt. ").unwrap_or(phrase);
        let after = |prefix: &str| phrase.strip_prefix(prefix).map(str::trim).filter(|rest| !rest.is_empty());
        if let Some(date) = after("DOB ") {
            entry.births.push(PartialDate::or_said(date, PartialDate::from_words).into());
        } else if let Some(place) = after("POB ") {
            entry.birth_places.push(Place::line(place));
        } else if let Some(country) = after("nationality ") {
            entry.nationalities.push(Nationality::of("nationality", country));
        } else if let Some(country) = after("citizen ") {
            entry.nationalities.push(Nationality::of("citizenship", country));
        } else if let Some(name) = after("a.k.a. ") {
            let full = name.trim_matches('\'');
            if !full.is_empty() {
                let said = Some("a.k.a. in remarks".to_owned());
                entry.names.push(Name { quality: Quality::Weak, said, ..Name::alias(full) });
            }
        } else if let Some(name) = phrase.trim_matches(['(', ')']).strip_prefix("Linked To: ") {
            entry.links.push(Link { what: "Linked To".into(), name: Some(name.into()), ..Link::default() });
        } else if let Some((kind, rest)) = typed(phrase) {
            identifier(entry, document(kind, rest));
        }
    }
}

fn typed(phrase: &str) -> Option<(&str, &str)> {
    if phrase.starts_with("Digital Currency Address - ") {
        // The currency is part of the type: `Digital Currency Address - XBT 1abc`.
        let (kind, address) = phrase.rsplit_once(' ')?;
        return Some((kind, address));
    }
    TYPES.iter().find_map(|kind| {
        let rest = phrase.strip_prefix(*kind)?;
        (rest.starts_with(' ') || rest.starts_with(':')).then(|| (*kind, rest.trim_start_matches([' ', ':'])))
    })
}

/// `4005504207 (Russia) expires 09 Jun 2009` and the like.
fn document(kind: &str, rest: &str) -> Document {
    let mut document = Document { kind: kind.to_owned(), ..Document::default() };
    let (number, tail) = rest.split_once(" (").unwrap_or((rest, ""));
    let (number, dates) = match number.find(" expires ").or_else(|| number.find(" issued ")) {
        Some(at) => (number.get(..at).unwrap_or(number), number.get(at..).unwrap_or("")),
        None => (number, ""),
    };
    document.number = number.trim().to_owned();
    let (inside, after) = tail.split_once(')').unwrap_or((tail, ""));
    if !inside.trim().is_empty() {
        document.country = Some(inside.trim().to_owned());
    }
    for text in [dates, after] {
        let mut words = text.trim();
        while let Some((verb, more)) = words.split_once(' ') {
            let end = [" expires ", " issued "]
                .iter()
                .filter_map(|mark| more.find(mark))
                .min()
                .unwrap_or(more.len());
            let (date, next) = (more.get(..end).unwrap_or(more), more.get(end..).unwrap_or(""));
            let date = PartialDate::or_said(date.trim_end_matches(';'), PartialDate::from_words);
            match verb {
                "expires" => document.expires = Some(date),
                "issued" => document.issued = Some(date),
                _ => {
                    document.note = Some(words.to_owned());
                    break;
                }
            }
            words = next.trim();
        }
    }
    document
}

/// `HANIYA, Ismail Abdul Salah`: the parts of a person's name as the Treasury writes it.
pub(super) fn comma_parts(full: &str) -> Vec<Labelled> {
    match full.split_once(", ") {
        Some((last, first)) => vec![Labelled::new("lastName", last), Labelled::new("firstName", first)],
        None => Vec::new(),
    }
}

/// `SDGT] [IFSR`, `[NPWMD] [IFSR]`, `SDGT; IFSR`: the programmes.
pub(super) fn programmes(text: &str) -> Vec<String> {
    text.split(['[', ']', ';']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_taken_apart() {
        let mut entry = Entry::default();
        remark(
            &mut entry,
            "DOB circa 1958; alt. DOB 05 Jan 1960; POB Nowhere, Atlantis; nationality Atlantis; Gender Male; \
             Passport X1234 (Atlantis) expires 09 Jun 2009; a.k.a. 'EL SHORT'; Digital Currency Address - XBT 1abc; \
             Vessel Registration Identification IMO 9191773; Linked To: SOME COMPANY; something unheard of.",
        );
        let dates: Vec<String> = entry.births.iter().map(|birth| birth.date.to_string()).collect();
        assert_eq!(dates, ["~1958", "1960-01-05"]);
        assert_eq!(entry.birth_places[0].lines, ["Nowhere, Atlantis"]);
        assert_eq!(entry.nationalities[0].country, "Atlantis");
        assert_eq!(entry.genders, ["Male"]);
        let passport = &entry.documents[0];
        assert_eq!((passport.number.as_str(), passport.country.as_deref()), ("X1234", Some("Atlantis")));
        assert_eq!(passport.expires.as_ref().unwrap().to_string(), "2009-06-09");
        assert_eq!(entry.names[0].full, "EL SHORT");
        assert_eq!(entry.wallets[0], Wallet { currency: "XBT".into(), address: "1abc".into() });
        assert_eq!(entry.craft.unwrap().imo[0].as_str(), "9191773");
        assert_eq!(entry.links[0].name.as_deref(), Some("SOME COMPANY"));
    }

    #[test]
    fn programmes_in_every_notation() {
        assert_eq!(programmes("SDGT] [IFSR"), ["SDGT", "IFSR"]);
        assert_eq!(programmes("[NPWMD] [IFSR]"), ["NPWMD", "IFSR"]);
        assert_eq!(programmes("SDGT; IFSR"), ["SDGT", "IFSR"]);
    }
}
