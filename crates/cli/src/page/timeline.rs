use std::fmt::Write;

use interdict_regime::law::EventKind;
use interdict_regime::{Happened, Lane, Strength, Timeline};
use jiff::civil::Date;

use super::Page;

/// Columns of the label and of the lanes, in a terminal.
const LABEL: usize = 28;
const COLUMNS: i32 = 72;

/// The rows of what happened, with a mark each.
const ROWS: [(&str, char, &[EventKind]); 3] = [
    ("resolutions", 'R', &[EventKind::Adoption]),
    ("nuclear tests", 'T', &[EventKind::NuclearTest]),
    ("launches", 'L', &[EventKind::BallisticMissileLaunch, EventKind::SpaceLaunch]),
];

/// Measures and events over time, for a terminal; with every span of the lanes, and a list of what happened, if asked.
pub(crate) fn timeline(line: &Timeline, from: Date, to: Date, spans: bool, list: bool) -> String {
    let mut page = Page(String::new());
    let scale = Scale { from, days: days(from, to).max(1), width: COLUMNS };
    page.line(&format!("Measures from {} to {}, as known on {}", line.from, line.to, line.known));
    page.gap();
    page.line(&format!("{:LABEL$}{}", "", ruler(&scale, to)));
    for (label, mark, kinds) in ROWS {
        let mut row = vec![' '; COLUMNS as usize];
        for day in of_kinds(&line.happened, kinds) {
            if let Some(cell) = row.get_mut(scale.place(day) as usize) {
                *cell = mark;
            }
        }
        page.line(&format!("{label:LABEL$}{}", String::from_iter(row)));
    }
    for lane in &line.lanes {
        page.line(&format!("{:LABEL$}{}", clip(&lane.subject, LABEL - 2), row_of(lane, &scale)));
    }
    page.gap();
    let legend = Strength::ALL.map(|strength| format!("{} {}", glyph(strength), words(strength)));
    page.line(&legend.join("   "));
    if spans {
        for lane in &line.lanes {
            page.section(&format!("{} [{}]", lane.says, lane.subject));
            for span in &lane.spans {
                let until = span.until.as_ref().map(|end| format!(" until {end}")).unwrap_or_default();
                let text = format!("{}: {}", words(span.strength), span.provisions.join(", "));
                page.fill(&format!("  {}{until}  ", span.from), "    ", &text);
            }
        }
    }
    if list {
        page.section("What happened, by day at the Council's seat");
        for happened in &line.happened {
            page.fill(
                &format!("  {}  ", happened.on),
                "              ",
                &format!("{} [{}]", happened.says, happened.id),
            );
        }
    }
    page.0
}

/// Where days lie on a width.
struct Scale {
    from: Date,
    days: i32,
    width: i32,
}

impl Scale {
    /// A day's place, kept inside the width.
    fn place(&self, day: Date) -> i32 {
        let place = i64::from(days(self.from, day)) * i64::from(self.width) / i64::from(self.days);
        i32::try_from(place).unwrap_or(0).clamp(0, self.width - 1)
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

fn of_kinds(happened: &[Happened], kinds: &[EventKind]) -> impl Iterator<Item = Date> {
    happened.iter().filter(|happened| kinds.contains(&happened.kind)).filter_map(Happened::day)
}

fn row_of(lane: &Lane, scale: &Scale) -> String {
    let mut row = vec![None; scale.width as usize];
    for span in &lane.spans {
        let (begins, ends) = span.days();
        if begins < scale.from && ends.is_some_and(|end| end <= scale.from) {
            continue;
        }
        let first = scale.place(begins);
        let last = match ends.map(|end| end.yesterday().unwrap_or(end)) {
            Some(end) => scale.place(end),
            None => scale.width - 1,
        };
        for cell in row.iter_mut().take(last as usize + 1).skip(first as usize) {
            *cell = (*cell).max(Some(span.strength));
        }
    }
    row.into_iter().map(|cell| cell.map_or(' ', glyph)).collect()
}

fn glyph(strength: Strength) -> char {
    match strength {
        Strength::CalledFor => '░',
        Strength::Rule => '▒',
        Strength::Limited => '▓',
        Strength::Forbidden => '█',
    }
}

fn words(strength: Strength) -> &'static str {
    match strength {
        Strength::CalledFor => "called for",
        Strength::Rule => "required",
        Strength::Limited => "forbidden but for approval, notice or a cap",
        Strength::Forbidden => "forbidden",
    }
}

/// The first days of years inside the time shown.
fn years(from: Date, to: Date) -> impl Iterator<Item = Date> {
    (from.year()..=to.year()).filter_map(move |year| {
        let first = Date::new(year, 1, 1).ok()?;
        (first >= from && first <= to).then_some(first)
    })
}

fn ruler(scale: &Scale, to: Date) -> String {
    let mut ruler = vec![' '; scale.width as usize + 4];
    let mut free = 0;
    for first in years(scale.from, to) {
        let place = scale.place(first) as usize;
        if place < free {
            continue;
        }
        for (offset, digit) in first.year().to_string().chars().enumerate() {
            if let Some(cell) = ruler.get_mut(place + offset) {
                *cell = digit;
            }
        }
        free = place + 5;
    }
    String::from_iter(ruler)
}

fn clip(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width - 1).collect();
    short.push('…');
    short
}

/// Sizes of the drawing, in pixels.
const LEFT: i32 = 250;
const WIDE: i32 = 950;
const TOP: i32 = 64;
const ROW: i32 = 18;

/// Measures and events over time, as a drawing that stands by itself (SVG).
pub(crate) fn drawing(line: &Timeline, title: &str, from: Date, to: Date) -> String {
    let scale = Scale { from, days: days(from, to).max(1), width: WIDE };
    let lanes_top = TOP + ROW * ROWS.len() as i32 + 10;
    let bottom = lanes_top + ROW * line.lanes.len() as i32;
    let (width, height) = (LEFT + WIDE + 20, bottom + 50);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n{STYLE}"
    );
    let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>");
    let heading = format!("{title}, {} to {}, as known on {}", line.from, line.to, line.known);
    let _ = writeln!(svg, "<text x=\"12\" y=\"22\" font-size=\"15\">{}</text>", escaped(&heading));
    for first in years(from, to) {
        let x = LEFT + scale.place(first);
        let _ = writeln!(svg, "<line class=\"year\" x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{bottom}\"/>");
        let _ =
            writeln!(svg, "<text class=\"small\" x=\"{}\" y=\"{}\">{}</text>", x + 2, TOP - 6, first.year());
    }
    for (row, (label, _, kinds)) in ROWS.iter().enumerate() {
        let middle = TOP + ROW * row as i32 + ROW / 2;
        let _ = writeln!(svg, "<text x=\"12\" y=\"{}\">{label}</text>", middle + 4);
        for happened in line.happened.iter().filter(|happened| kinds.contains(&happened.kind)) {
            let Some(day) = happened.day() else { continue };
            let says = escaped(&format!("{}: {}", happened.on, happened.says));
            let class = kinds.first().map_or("mark", |kind| mark_class(*kind));
            let x = LEFT + scale.place(day);
            let _ = writeln!(
                svg,
                "<circle class=\"{class}\" cx=\"{x}\" cy=\"{middle}\" r=\"4\"><title>{says}</title></circle>"
            );
        }
    }
    for (row, lane) in line.lanes.iter().enumerate() {
        let y = lanes_top + ROW * row as i32;
        let _ = writeln!(svg, "<text x=\"12\" y=\"{}\">{}</text>", y + 13, escaped(&clip(&lane.says, 38)));
        for span in &lane.spans {
            let (begins, ends) = span.days();
            let first = scale.place(begins.max(from));
            let last = ends.map_or(WIDE, |end| if end > to { WIDE } else { scale.place(end) });
            let until = span.until.as_ref().map(|end| format!(" until {end}")).unwrap_or_default();
            let says =
                format!("{}{until}, {}: {}", span.from, words(span.strength), span.provisions.join(", "));
            let _ = writeln!(
                svg,
                "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
                class(span.strength),
                LEFT + first,
                y + 2,
                (last - first).max(1),
                ROW - 4,
                escaped(&says)
            );
        }
    }
    let mut x = LEFT;
    for strength in Strength::ALL {
        let y = bottom + 18;
        let _ = writeln!(
            svg,
            "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"14\" height=\"14\"/>",
            class(strength)
        );
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", x + 20, y + 12, words(strength));
        x += 40 + 7 * words(strength).len() as i32;
    }
    svg.push_str("</svg>\n");
    svg
}

const STYLE: &str = "<style>.year{stroke:#ddd}.small{fill:#777;font-size:10px}.called{fill:#f3d9a4}.rule{fill:#a9c7e8}\
.limited{fill:#e58a4f}.forbidden{fill:#a3242b}.adoption{fill:#2b5d9c}.test{fill:#a3242b}.launch{fill:#555}</style>\n";

fn class(strength: Strength) -> &'static str {
    match strength {
        Strength::CalledFor => "called",
        Strength::Rule => "rule",
        Strength::Limited => "limited",
        Strength::Forbidden => "forbidden",
    }
}

fn mark_class(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Adoption => "adoption",
        EventKind::NuclearTest => "test",
        _ => "launch",
    }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
