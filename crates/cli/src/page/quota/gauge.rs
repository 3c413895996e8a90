//! The gauge as a drawing that stands by itself (SVG): one bar a period, the cap a line across them.

use std::fmt::Write;

use interdict_regime::{BalanceSheet, Figure, Regime};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{amount, drawn, share};
use crate::command::quota::Shown;
use crate::page::timeline::escaped;

/// Sizes of the drawing, in pixels.
const LEFT: i32 = 190;
const WIDE: i32 = 520;
const RIGHT: i32 = 320;
const ROW: i32 = 26;
const HEAD: i32 = 46;

/// Every quota shown, its periods below each other.
pub(crate) fn gauges(regime: &Regime, shown: &[Shown], on: Date, known: Date) -> String {
    let blocks: Vec<&Shown> = shown.iter().filter(|quota| !quota.history.is_empty()).collect();
    let height_of = |quota: &&Shown| HEAD + ROW * quota.history.len() as i32 + 14;
    let width = LEFT + WIDE + RIGHT;
    let height = 44 + blocks.iter().map(height_of).sum::<i32>();
    let title = format!("{}: drawn on caps up to {on}, as known on {known}", regime.about().short);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n\
         <title>{0}</title>\n{STYLE}<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n<text x=\"12\" y=\"24\" font-size=\"15\">{0}</text>\n",
        escaped(&title)
    );
    let mut top = 44;
    for quota in blocks {
        block(&mut svg, &quota.history, top);
        top += height_of(&quota);
    }
    svg.push_str("</svg>\n");
    svg
}

/// One quota: its name, its notices, and a bar for each period.
fn block(svg: &mut String, sheets: &[BalanceSheet], top: i32) {
    let Some(last) = sheets.last() else { return };
    let most = sheets.iter().map(|sheet| sheet.percent).max().unwrap_or_default();
    // A bar that runs beyond its cap shows by how much, up to twice the cap.
    let scale = most.clamp(Decimal::ONE_HUNDRED, Decimal::from(200));
    let place = |percent: Decimal| {
        let part = percent.min(scale).saturating_mul(Decimal::from(WIDE)).checked_div(scale);
        part.and_then(|part| part.round().to_i32()).unwrap_or(WIDE)
    };
    let one_cap = sheets.iter().all(|sheet| sheet.cap == last.cap);
    let bars = top + HEAD;
    let bottom = bars + ROW * sheets.len() as i32;
    let name = format!("{} [{}]", last.says, last.quota);
    let _ = writeln!(svg, "<text x=\"12\" y=\"{}\" font-weight=\"bold\">{}</text>", top + 16, escaped(&name));
    for (row, sheet) in sheets.iter().enumerate() {
        let y = bars + ROW * row as i32;
        let readings = match sheet.readings.is_empty() {
            true => String::new(),
            false => format!("* <title>on the reading {}</title>", escaped(&sheet.readings.join(", "))),
        };
        let label = format!("{} to {}{readings}", sheet.from, sheet.to);
        let _ = writeln!(svg, "<text x=\"12\" y=\"{}\">{label}</text>", y + 16);
        let cap = place(Decimal::ONE_HUNDRED);
        let _ = writeln!(
            svg,
            "<rect class=\"cap\" x=\"{LEFT}\" y=\"{}\" width=\"{cap}\" height=\"{}\"/>",
            y + 4,
            ROW - 8
        );
        let class = if sheet.percent > Decimal::ONE_HUNDRED { "over" } else { "drawn" };
        let part = if sheet.figure == Figure::AtLeast { " part" } else { "" };
        let says = match sheet.counted.is_empty() {
            true => "no figure is known".to_owned(),
            false => format!("{} of {} {}", drawn(sheet), amount(sheet.cap), sheet.measure),
        };
        let _ = writeln!(
            svg,
            "<rect class=\"{class}{part}\" x=\"{LEFT}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
            y + 4,
            place(sheet.percent),
            ROW - 8,
            escaped(&says)
        );
        let brief = match sheet.counted.is_empty() {
            true => says,
            false if one_cap => format!("{} ({})", drawn(sheet), share(sheet)),
            false => format!("{} of {} ({})", drawn(sheet), amount(sheet.cap), share(sheet)),
        };
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\">{}</text>", LEFT + WIDE + 8, y + 16, escaped(&brief));
    }
    let mut line = |percent: Decimal, class: &str, words: &str| {
        let x = LEFT + place(percent);
        let _ = writeln!(
            svg,
            "<line class=\"{class}\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\"/>",
            bars - 2
        );
        let _ = writeln!(
            svg,
            "<text class=\"small\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{words}</text>",
            bars - 6
        );
    };
    for share in last.notices.iter().flat_map(|notices| &notices.percent) {
        line(Decimal::from(*share), "notice", &share.to_string());
    }
    line(Decimal::ONE_HUNDRED, "limit", "");
    let _ = writeln!(
        svg,
        "<text class=\"small\" x=\"{}\" y=\"{}\">{}</text>",
        LEFT + WIDE + 8,
        bars - 6,
        match one_cap {
            true => format!("of {} {}", amount(last.cap), last.measure),
            false => last.measure.to_owned(),
        }
    );
}

/// Colours for a light and a dark page; no meaning hangs on them alone, since every bar says its figure.
const STYLE: &str = "<style>.page{fill:#fff}text{fill:#222}.small{fill:#666;font-size:10px}.cap{fill:#8884}.drawn{fill:#3a78b5}.over{fill:#b3363d}\
.part{fill-opacity:.75;stroke:#888;stroke-dasharray:3 2}.limit{stroke:#222;stroke-width:2}.notice{stroke:#888;stroke-dasharray:2 3}\
@media (prefers-color-scheme:dark){.page{fill:#1b1b1b}text{fill:#ddd}.small{fill:#aaa}.drawn{fill:#5b9bd8}.over{fill:#e0656b}.limit{stroke:#ddd}}</style>\n";
