//! A list as a table for a spreadsheet: every line with its class, so that the application is a filter and nothing is lost.

use std::io::Write;

use interdict_engine::{ListLine, PackingList};

use crate::failure::Failure;

/// Every line in the order of the list, refused rows in their places.
pub(super) fn write(list: &PackingList, out: &mut impl Write) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(out);
    let heading = [
        "number",
        "class",
        "item",
        "hs",
        "quantity",
        "unit",
        "value",
        "currency",
        "origin",
        "forbidden by",
        "exemption",
        "reference",
        "remark",
        "note",
    ];
    let mut rows: Vec<(usize, Vec<String>)> =
        list.lines.iter().map(|line| (line.number, row(list, line))).collect();
    for refused in &list.refused {
        let mut cells = vec![String::new(); heading.len()];
        let mend = refused.mend.as_ref().map(|mend| format!(" ({mend})")).unwrap_or_default();
        let remark = format!("{}: {}{mend}", refused.source, refused.problem);
        for (place, text) in [
            (0, refused.number.to_string()),
            (1, "refused".to_owned()),
            (2, refused.item.clone()),
            (12, remark),
        ] {
            if let Some(cell) = cells.get_mut(place) {
                *cell = text;
            }
        }
        rows.push((refused.number, cells));
    }
    rows.sort_by_key(|(number, _)| *number);
    let written = table.write_record(heading).and_then(|()| {
        rows.iter().try_for_each(|(_, cells)| table.write_record(cells))?;
        Ok(table.flush()?)
    });
    written.map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Failure::Output(error),
        kind => Failure::Output(std::io::Error::other(format!("{kind:?}"))),
    })
}

fn row(list: &PackingList, line: &ListLine) -> Vec<String> {
    let asked = list.questions.iter().filter(|question| question.lines.contains(&line.number));
    let remarks = asked.map(|question| question.ask.clone()).chain(line.remarks.iter().cloned());
    let joined = |mut texts: Vec<String>| {
        let mut seen = std::collections::BTreeSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        texts.join("; ")
    };
    vec![
        line.number.to_string(),
        line.class.word().to_owned(),
        line.item.clone(),
        line.hs.clone(),
        line.quantity.clone(),
        line.unit.clone(),
        line.value.clone(),
        line.currency.clone(),
        line.origin.clone(),
        joined(line.forbidden_by.iter().map(|provision| provision.citation.clone()).collect()),
        joined(line.exemptions.iter().map(|exemption| exemption.citation.clone()).collect()),
        line.reference.clone().unwrap_or_default(),
        joined(remarks.collect()),
        line.note.clone(),
    ]
}
