use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId, Result};

use super::font::Font;

/// A transformation `[a b c d e f]`, as PDF writes it.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn moved(x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then the other.
    fn then(self, other: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([g, h, i, j, k, l])) = (self, other);
        Matrix([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn of(operands: &[Object]) -> Option<Matrix> {
        let numbers: Vec<f32> = operands.iter().filter_map(|operand| operand.as_float().ok()).collect();
        <[f32; 6]>::try_from(numbers).ok().map(Matrix)
    }
}

/// Where text is set, and what was set before.
struct Pen<'f, 'd> {
    fonts: &'f BTreeMap<Vec<u8>, Font<'d>>,
    font: Option<&'f Font<'d>>,
    size: f32,
    letter: f32,
    word: f32,
    leading: f32,
    scene: Matrix,
    kept: Vec<Matrix>,
    line: Matrix,
    text: Matrix,
    /// End and base line of what was set last, on the page.
    last: Option<(f32, f32)>,
    out: String,
}

/// The most nested states kept.
const MOST_KEPT: usize = 64;

/// The text of one page.
pub(super) fn text(document: &Document, page: ObjectId, limit: usize) -> Result<String> {
    let content = Content::decode(&document.get_page_content_with_limit(page, limit)?)?;
    let mut fonts = BTreeMap::new();
    for (name, font) in document.get_page_fonts(page)? {
        // A font that cannot be read loses its own words, not the page's others.
        if let Ok(font) = Font::of(font, document, limit) {
            fonts.insert(name, font);
        }
    }
    let mut pen = Pen {
        fonts: &fonts,
        font: None,
        size: 1.0,
        letter: 0.0,
        word: 0.0,
        leading: 0.0,
        scene: Matrix::SAME,
        kept: Vec::new(),
        line: Matrix::SAME,
        text: Matrix::SAME,
        last: None,
        out: String::new(),
    };
    for operation in &content.operations {
        pen.follow(&operation.operator, &operation.operands);
    }
    pen.out.push('\n');
    Ok(pen.out)
}

impl Pen<'_, '_> {
    fn follow(&mut self, operator: &str, operands: &[Object]) {
        let number = |place: usize| {
            operands.get(place).and_then(|operand| operand.as_float().ok()).unwrap_or_default()
        };
        match operator {
            "q" if self.kept.len() < MOST_KEPT => self.kept.push(self.scene),
            "Q" => self.scene = self.kept.pop().unwrap_or(self.scene),
            "cm" => self.scene = Matrix::of(operands).unwrap_or(Matrix::SAME).then(self.scene),
            "BT" => self.place(Matrix::SAME),
            "Tf" => {
                self.font = operands
                    .first()
                    .and_then(|name| name.as_name().ok())
                    .and_then(|name| self.fonts.get(name));
                self.size = number(1);
            }
            "Tc" => self.letter = number(0),
            "Tw" => self.word = number(0),
            "TL" => self.leading = number(0),
            "Td" => self.advance(number(0), number(1)),
            "TD" => {
                self.leading = -number(1);
                self.advance(number(0), number(1));
            }
            "Tm" => self.place(Matrix::of(operands).unwrap_or(Matrix::SAME)),
            "T*" => self.advance(0.0, -self.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.advance(0.0, -self.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.word, self.letter) = (number(0), number(1));
                self.advance(0.0, -self.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                for piece in operands.first().and_then(|list| list.as_array().ok()).into_iter().flatten() {
                    match piece.as_float() {
                        Ok(back) => {
                            self.text = Matrix::moved(-back / 1000.0 * self.size, 0.0).then(self.text)
                        }
                        Err(_) => self.show(Some(piece)),
                    }
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, matrix: Matrix) {
        (self.line, self.text) = (matrix, matrix);
    }

    fn advance(&mut self, x: f32, y: f32) {
        self.place(Matrix::moved(x, y).then(self.line));
    }

    /// Sets a string, with the space or line break that its place says.
    fn show(&mut self, string: Option<&Object>) {
        let (Some(bytes), Some(font)) = (string.and_then(|string| string.as_str().ok()), self.font) else {
            return;
        };
        let Matrix([.., c, d, x, y]) = self.text.then(self.scene);
        let height = (c.hypot(d) * self.size).abs().max(1.0);
        let said = font.text(bytes);
        if let Some((end, base)) = self.last {
            let (drop, gap) = (base - y, x - end);
            if drop.abs() > height * 0.6 {
                // Lines stand up to one and a half heights apart; beyond that, or upwards, something else begins.
                self.out.push_str(if drop < 0.0 || drop > height * 1.75 { "\n\n" } else { "\n" });
            } else if gap.abs() > height * if font.measured() { 0.16 } else { 0.6 }
                && !self.out.ends_with(' ')
            {
                self.out.push(' ');
            }
        }
        self.out.push_str(&said);
        self.text = Matrix::moved(font.width(bytes, self.size, self.letter, self.word), 0.0).then(self.text);
        let Matrix([.., end, base]) = self.text.then(self.scene);
        self.last = Some((end, base));
    }
}
