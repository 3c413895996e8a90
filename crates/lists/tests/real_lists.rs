//! The real editions load with the counts and differ by the deltas that the data's description states.

mod common;

use common::{loaded, loaded_set, opened, shared};
use interdict_lists::{Delta, Format, Kind, Part, ReadError, Refusal, Rules, load};

const UN: [(&str, u64, u64, u64); 5] = [
    ("2018-06-07", 693, 405, 2628),
    ("2018-10-29", 703, 390, 2663),
    ("2020-11-24", 713, 305, 2678),
    ("2025-11-20", 727, 273, 2753),
    ("2026-01-28", 726, 273, 2749),
];

#[test]
fn un_editions_have_the_stated_counts() {
    for (date, individuals, entities, aliases) in UN {
        let Some((reading, entries)) = loaded(Format::UnXml, &format!("un/consolidated_{date}.xml.gz"))
        else {
            return;
        };
        let counts = &reading.edition.counts;
        assert_eq!(reading.edition.published().unwrap().to_string(), date);
        assert_eq!((counts.of_kind("person"), counts.of_kind("entity")), (individuals, entities), "{date}");
        assert_eq!(counts.aliases, aliases, "{date}");
        assert_eq!(counts.of_list("DPRK"), 155, "{date}");
        let dprk = entries.iter().filter(|entry| entry.lists == ["DPRK"]);
        assert_eq!(dprk.filter(|entry| entry.kind == Kind::Person).count(), 80, "{date}");
    }
}

#[test]
fn un_lists_of_2025_by_committee() {
    let Some((reading, _)) = loaded(Format::UnXml, "un/consolidated_2025-11-20.xml.gz") else { return };
    let stated = [
        ("Al-Qaida", 341),
        ("CAR", 15),
        ("DPRK", 155),
        ("DRC", 53),
        ("GB", 10),
        ("Haiti", 11),
        ("Iran", 121),
        ("Iraq", 76),
        ("Libya", 30),
        ("Somalia", 24),
        ("SouthSudan", 8),
        ("Sudan", 5),
        ("Taliban", 140),
        ("Yemen", 11),
    ];
    for (list, count) in stated {
        assert_eq!(reading.edition.counts.of_list(list), count, "{list}");
    }
    assert_eq!(reading.edition.counts.lists.len(), stated.len());
}

#[test]
fn un_deltas_are_the_stated_ones() {
    let stated = [(11, 16, Some(18)), (28, 103, None), (87, 105, None), (0, 1, Some(2))];
    for (pair, (added, removed, changed)) in UN.windows(2).zip(stated) {
        let edition = |date: &str| loaded(Format::UnXml, &format!("un/consolidated_{date}.xml.gz"));
        let (Some((_, before)), Some((_, after))) = (edition(pair[0].0), edition(pair[1].0)) else { return };
        let delta = Delta::between(&before, &after);
        assert_eq!((delta.added.len(), delta.removed.len()), (added, removed), "{pair:?}");
        if let Some(changed) = changed {
            assert_eq!(delta.changed.len(), changed, "{pair:?}");
        }
    }
    let edition = |date: &str| loaded(Format::UnXml, &format!("un/consolidated_{date}.xml.gz")).unwrap().1;
    let last = Delta::between(&edition("2025-11-20"), &edition("2026-01-28"));
    assert_eq!(last.removed[0].id, "IQi.074");
    let changed: Vec<&str> = last.changed.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(changed, ["HTi.006", "SOi.022"]);
}

#[test]
fn the_malformed_un_copy_is_refused_as_damaged_text() {
    let name = "un/malformed_2025-08-16_bad-encoding.xml.gz";
    let Some(input) = opened(name) else { return };
    let refusal =
        load(Format::UnXml, vec![Part::only("malformed.xml", input)], Rules::of(Format::UnXml)).unwrap_err();
    let Refusal::Unreadable(ReadError::NotText(fault)) = &refusal else { panic!("{refusal}") };
    assert!(fault.at().line > 40 && fault.at().line < 60, "{}", fault.at());
    assert_eq!(fault.at().file, "malformed.xml");
}

#[test]
fn nothing_a_un_record_says_is_lost() {
    // Every text of the document must be found somewhere in its entry.
    let Some((_, entries)) = loaded(Format::UnXml, "un/consolidated_2026-01-28.xml.gz") else { return };
    let mut xml = String::new();
    std::io::Read::read_to_string(&mut opened("un/consolidated_2026-01-28.xml.gz").unwrap(), &mut xml)
        .unwrap();
    let mut missing = Vec::new();
    let records = xml.split("<INDIVIDUAL>").skip(1).chain(xml.split("<ENTITY>").skip(1));
    for record in records {
        let record = record.split("</INDIVIDUAL>").next().unwrap().split("</ENTITY>").next().unwrap();
        let id = record.split("<REFERENCE_NUMBER>").nth(1).unwrap().split('<').next().unwrap().trim();
        let entry = entries.iter().find(|entry| entry.id == id).unwrap();
        let kept = squeezed(
            &serde_json::to_string(entry)
                .unwrap()
                .replace("\\n", " ")
                .replace("\\\"", "\"")
                .replace("\\t", " ")
                .replace("\\\\", "\\"),
        );
        for piece in record.split('>').filter_map(|piece| piece.split('<').next()) {
            let piece = squeezed(piece)
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'");
            // Kind, quality and date type are kept as variants, not as words.
            let typed = ["EXACT", "APPROXIMATELY", "BETWEEN", ""].contains(&piece.as_str());
            let dated = piece.len() > 10 && piece.get(..10).is_some_and(|day| kept.contains(day));
            if !typed && !dated && !kept.contains(&piece) {
                missing.push(format!("{id}: {piece}"));
            }
        }
    }
    assert!(missing.is_empty(), "{} missing, first: {:?}", missing.len(), missing.first());
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn ofac_csv_sets_have_the_stated_counts() {
    let Some((reading, entries)) = loaded_set("ofac/2021-07", ["sdn", "alt", "add", "sdn_comments"]) else {
        return;
    };
    assert_eq!(reading.edition.counts.entries, 8976);
    let files_aliases = entries
        .iter()
        .flat_map(|entry| &entry.names)
        .filter(|name| matches!(name.said.as_deref(), Some("aka" | "fka" | "nka")));
    assert_eq!(files_aliases.count(), 11910);
    let dprk = entries.iter().filter(|entry| entry.programmes.iter().any(|code| code.starts_with("DPRK")));
    assert_eq!(dprk.count(), 414);
    // 13,837 address rows, of which those that say nothing are left out.
    let addresses: usize = entries.iter().map(|entry| entry.addresses.len()).sum();
    assert!((7_754..=13_837).contains(&addresses), "{addresses}");
    // A remark that was cut in mid-word goes on in the comments file.
    let lazarus = entries.iter().find(|entry| entry.id == "28263").unwrap();
    assert!(lazarus.remarks[0].ends_with("Linked To: LAZARUS GROUP."));
    assert!(lazarus.links.iter().any(|link| link.name.as_deref() == Some("LAZARUS GROUP")));
    assert!(!lazarus.wallets.is_empty() || !lazarus.contacts.is_empty());

    let Some((reading, _)) =
        loaded_set("ofac/2025-12", ["cons_prim", "cons_alt", "cons_add", "cons_comments"])
    else {
        return;
    };
    assert_eq!(reading.edition.counts.entries, 442);
}

#[test]
fn an_ofac_set_of_two_editions_is_refused() {
    let mut parts = Vec::new();
    for (directory, name) in [("2019-01", "sdn"), ("2021-07", "alt")] {
        let Some(input) = opened(&format!("ofac/{directory}/{name}.csv.gz")) else { return };
        parts.push(Part { role: interdict_lists::Role::of_file(name), name: format!("{name}.csv"), input });
    }
    let refusal = load(Format::OfacCsv, parts, Rules::of(Format::OfacCsv)).unwrap_err();
    assert!(refusal.to_string().contains("is not in the primary file"), "{refusal}");
}

#[test]
fn ofac_xml_in_both_namespaces_and_enhanced() {
    for (name, count, date) in [
        ("ofac/consolidated_nonsdn_2018-04-06.xml.gz", 639, "2018-04-06"),
        ("ofac/consolidated_nonsdn_2026-01-08.xml.gz", 442, "2026-01-08"),
    ] {
        let Some((reading, _)) = loaded(Format::OfacXml, name) else { return };
        assert_eq!(reading.edition.counts.entries, count);
        assert_eq!(reading.edition.header.records, Some(count));
        assert_eq!(reading.edition.published().unwrap().to_string(), date);
    }
    let Some((reading, entries)) = loaded(Format::OfacEnhanced, "ofac/cons_enhanced_2025-01-14.xml.gz")
    else {
        return;
    };
    assert_eq!(reading.edition.counts.entries, 443);
    assert_eq!(reading.edition.published().unwrap().to_string(), "2025-01-10");
    assert!(
        entries
            .iter()
            .all(|entry| entry.more.is_empty()
                || !entry.more.iter().any(|field| field.label.contains("names/")))
    );
}

#[test]
fn the_csv_and_the_xml_of_one_day_say_the_same() {
    let Some((_, csv)) = loaded_set("ofac/2025-12", ["cons_prim", "cons_alt", "cons_add", "cons_comments"])
    else {
        return;
    };
    let Some((_, xml)) = loaded(Format::OfacXml, "ofac/consolidated_nonsdn_2026-01-08.xml.gz") else {
        return;
    };
    let mut same = 0;
    for entry in &csv {
        let Some(other) = xml.iter().find(|other| other.id == entry.id) else { continue };
        assert_eq!(entry.name(), other.name());
        assert_eq!(entry.kind, other.kind);
        same += 1;
    }
    assert_eq!(same, 442);
}

#[test]
fn the_consolidated_screening_list_has_the_stated_counts() {
    let Some((reading, entries)) = loaded(Format::Csl, "ofac/us_consolidated_screening_list_2022-04.csv.gz")
    else {
        return;
    };
    let counts = &reading.edition.counts;
    assert_eq!(counts.entries, 14160);
    let of = |mark: &str| {
        counts.lists.iter().filter(|(list, _)| list.contains(mark)).map(|(_, count)| count).sum::<u64>()
    };
    for (mark, count) in [
        ("(SDN)", 10026),
        ("(EL)", 2001),
        ("(DTC)", 727),
        ("(DPL)", 462),
        ("(SSI)", 290),
        ("(UVL)", 201),
        ("(ISN)", 163),
        ("(PLC)", 78),
        ("(MEU)", 71),
        ("(CMIC)", 68),
        ("(CAP)", 53),
        ("NS-MBS", 17),
        ("(FSE)", 3),
    ] {
        assert_eq!(of(mark), count, "{mark}");
    }
    assert!(entries.iter().filter(|entry| !entry.wallets.is_empty()).count() > 20);
    assert!(
        entries.iter().filter_map(|entry| entry.craft.as_ref()).filter(|craft| !craft.imo.is_empty()).count()
            > 300
    );
}

/// The UK tables as kept by others, put back into the publisher's own layout.
#[test]
fn uk_subjects_have_the_stated_counts() {
    if shared("uk/subjects.csv.gz").is_none() {
        return;
    }
    let table = |name: &str| -> Vec<csv::StringRecord> {
        let input = opened(&format!("uk/{name}.csv.gz")).unwrap();
        csv::Reader::from_reader(input).records().map(Result::unwrap).collect()
    };
    let subjects = table("subjects");
    let kind = |word: &str| match word {
        "individual" => "Individual",
        "entity" => "Entity",
        _ => "Ship",
    };
    let mut out = csv::Writer::from_writer(Vec::new());
    let header = "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,\
                  Alias strength,Designation Type,Date Designated,IMO number,Passport number,Nationality(/ies)";
    out.write_record(header.split(',')).unwrap();
    for name in table("subject_names") {
        let subject = subjects.iter().find(|subject| subject[0] == name[1]).unwrap();
        let said = if &name[2] == "primary" { "Primary Name" } else { "Alias" };
        let mut row: Vec<&str> = vec![&subject[5], &subject[0], &subject[3], &subject[2]];
        row.extend([&name[5], &name[6], &name[7], &name[8], &name[9], &name[10]]);
        row.extend([said, &name[3], kind(&subject[1]), &subject[4], "", "", ""]);
        out.write_record(&row).unwrap();
    }
    let text = format!("Report Date: 13-May-2026\n{}", String::from_utf8(out.into_inner().unwrap()).unwrap());
    let (reading, entries) = common::text(Format::UkCsv, &text).unwrap();
    let counts = &reading.edition.counts;
    assert_eq!(
        (counts.of_kind("person"), counts.of_kind("entity"), counts.of_kind("vessel")),
        (3883, 1531, 632)
    );
    assert_eq!(reading.edition.published().unwrap().to_string(), "2026-05-13");
    let un = entries
        .iter()
        .flat_map(|entry| &entry.references)
        .filter(|reference| reference.label == "un")
        .count();
    assert_eq!(un, 1002);
}
