//! What every target of a reader checks.

use interdict_lists::{Entry, Format, Limits, OnBadRecord, Part, Role, Rules, load, read};

/// Reads the bytes as each file of the format's set; what is accepted must survive a round trip through JSON.
pub fn run(format: Format, bytes: &[u8]) {
    let limits = Limits { bytes: 1 << 20, ratio: 100, record: 1 << 16 };
    if format == Format::OfacCsv {
        // The first byte that is a form feed or worse parts the files.
        let mut pieces = bytes.splitn(4, |byte| *byte == 0x0c);
        let roles = [Role::Primary, Role::Alternate, Role::Address, Role::Comments];
        let part = |role| Part { role, name: "fuzz".into(), input: pieces.next().unwrap_or_default() };
        let parts = roles.map(part).into();
        let _ = read(format, parts, limits, &mut |_| {});
        return;
    }
    let rules = Rules { bad_records: OnBadRecord::Report, limits, ..Rules::of(format) };
    if let Ok((reading, entries)) = load(format, vec![Part::only("fuzz", bytes)], rules) {
        assert_eq!(reading.edition.counts.entries, entries.len() as u64);
        let text = serde_json::to_string(&entries).expect("entries are JSON");
        let again: Vec<Entry> = serde_json::from_str(&text).expect("and come back");
        assert_eq!(again.len(), entries.len());
    }
}
