//! The tables of this crate: tab-separated, `#` for a comment, every row of one width.

/// Why a table was refused: the file, the line and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct TableError {
    file: &'static str,
    line: usize,
    problem: String,
}

/// One row of a table, with what is needed to name it in an error.
pub(super) struct Row<'a> {
    file: &'static str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of a column; empty where the table has no such column, which [`rows`] has ruled out.
    pub(super) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The words of a cell that lists several.
    pub(super) fn list(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    /// The one character of a cell.
    pub(super) fn character(&self, column: usize) -> Result<char, TableError> {
        let mut characters = self.cell(column).chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(self.refused(format!("`{}` is not one character", self.cell(column)))),
        }
    }

    /// An error at this row.
    pub(super) fn refused(&self, problem: String) -> TableError {
        TableError { file: self.file, line: self.line, problem }
    }
}

/// The rows of a table, each with exactly `width` cells.
pub(super) fn rows<'a>(
    file: &'static str,
    text: &'a str,
    width: usize,
) -> impl Iterator<Item = Result<Row<'a>, TableError>> {
    let written = |(_, line): &(usize, &str)| !line.trim().is_empty() && !line.starts_with('#');
    text.lines().enumerate().filter(written).map(move |(index, line)| {
        let row = Row { file, line: index + 1, cells: line.split('\t').map(str::trim).collect() };
        if row.cells.len() == width {
            Ok(row)
        } else {
            Err(row.refused(format!("{} cells where {width} are expected", row.cells.len())))
        }
    })
}

/// A table compiled into the crate: it was read by a test, so at run time it is never refused.
#[expect(clippy::panic, reason = "the table is part of the program and a test reads it")]
pub(super) fn embedded<T>(read: Result<T, TableError>) -> T {
    read.unwrap_or_else(|refused| panic!("{refused}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_are_no_rows() {
        let table: Vec<_> = rows("t", "# a\tb\n\na\tb, c\n", 2).map(|row| row.unwrap()).collect();
        assert_eq!(table.len(), 1);
        assert_eq!(table[0].list(1).collect::<Vec<_>>(), ["b", "c"]);
    }

    #[test]
    fn a_row_of_another_width_is_refused_by_line() {
        let refused = rows("t", "a\tb\nc\n", 2).find_map(Result::err).unwrap();
        assert_eq!(refused.to_string(), "t, line 2: 1 cells where 2 are expected");
    }
}
