//! How fast the UN list is read on one core: `cargo run --release -p interdict-lists --example throughput -- FILE…`
//!
//! Each file is inflated into memory first, so that only reading counts, then repeated as one document of at
//! least 200 MB; the peak memory printed beside it shows that the document is not held.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::time::Instant;

use interdict_lists::{Format, Limits, Part, open, read};

fn main() -> Result<(), Box<dyn Error>> {
    for name in std::env::args().skip(1) {
        let mut text = String::new();
        open(File::open(&name)?, Limits::default())?.read_to_string(&mut text)?;
        let start = text.find("<INDIVIDUALS>").ok_or("no INDIVIDUALS")?;
        let (head, body) = text.split_at(start);
        let (body, tail) = body.split_at(body.rfind("</CONSOLIDATED_LIST>").ok_or("no end")?);
        let times = 200_000_000 / body.len() + 1;
        let bytes = head.len() + body.len() * times + tail.len();
        let memory = peak();
        let repeated = std::iter::repeat_n(body, times);
        let input = Chained {
            parts: std::iter::once(head).chain(repeated).chain(std::iter::once(tail)),
            now: Cursor::new(""),
        };
        let begun = Instant::now();
        let mut entries = 0u64;
        let part = Part::only(&name, BufReader::with_capacity(1 << 16, input));
        read(Format::UnXml, vec![part], Limits::default(), &mut |entry| entries += u64::from(entry.is_ok()))?;
        let seconds = begun.elapsed().as_secs_f64();
        let rate = bytes as f64 / 1e6 / seconds;
        eprintln!(
            "{name}: {entries} entries, {:.1} MB in {seconds:.2} s = {rate:.0} MB/s, peak memory {} kB more",
            bytes as f64 / 1e6,
            peak().saturating_sub(memory)
        );
    }
    Ok(())
}

/// Peak resident memory in kB, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).unwrap_or(0)
}

struct Chained<'a, I> {
    parts: I,
    now: Cursor<&'a str>,
}

impl<'a, I: Iterator<Item = &'a str>> Read for Chained<'a, I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.now.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            match self.parts.next() {
                Some(part) => self.now = Cursor::new(part),
                None => return Ok(0),
            }
        }
    }
}
