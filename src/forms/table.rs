//! Columns of text for a terminal.

use std::fmt::Write;

use super::text::{width, wrapped};
use super::{CountedAs, Explanation, RowLevel, RowListing, Sheet, SheetCell, SheetColumn, SheetRow};

/// The width that the text is broken to fit. Rows of many columns may be wider.
const TERMINAL: usize = 100;
/// Between columns, and before what is indented.
const GAP: &str = "  ";
/// Least width of labels, however many columns there are.
const LEAST: usize = 20;

pub(super) fn render(sheet: &Sheet) -> String {
    let grid = Grid::new(sheet);
    let mut out = paragraph(&sheet.title, "");
    if !sheet.cautions.is_empty() {
        out.push('\n');
    }
    for caution in &sheet.cautions {
        out.push_str(&paragraph(&format!("Bemærk: {caution}"), GAP));
    }
    grid.write(sheet, &mut out);
    for appendix in &sheet.appendices {
        let _ = write!(out, "\n{}", paragraph(&appendix.title, ""));
        appendix.explanations.iter().for_each(|explanation| explain(explanation, &mut out));
    }
    list_rows(&sheet.listings, &mut out);
    if !sheet.notes.is_empty() {
        out.push('\n');
    }
    for note in &sheet.notes {
        out.push_str(&paragraph(note, GAP));
    }
    let _ = write!(out, "\n{}", paragraph(&sheet.summary, ""));
    out
}

/// The widths of the columns, which all sections share so that they can be read downwards.
struct Grid {
    label: usize,
    values: Vec<usize>,
    /// Headers of several lines are shown once, above all sections; headers of one line beside the title of each section.
    tall: bool,
}

impl Grid {
    fn new(sheet: &Sheet) -> Self {
        let rows = || sheet.sections.iter().flat_map(|section| &section.rows);
        let tall = sheet.columns.iter().any(|column| column.lines.len() > 1);
        let value = |(i, column): (usize, &SheetColumn)| {
            let cells = rows().filter_map(|row| row.cells.get(i)).map(|cell| width(cell.text()));
            cells.chain(column.lines.iter().map(|line| width(line))).max().unwrap_or(0)
        };
        let values: Vec<usize> = sheet.columns.iter().enumerate().map(value).collect();
        let taken: usize = values.iter().map(|value| GAP.len() + value).sum();
        let titles = sheet.sections.iter().filter(|_| !tall).map(|section| width(&section.title));
        let longest = rows().map(|row| width(&label(row))).chain(titles).max().unwrap_or(0);
        Self { label: longest.min(TERMINAL.saturating_sub(taken).max(LEAST)), values, tall }
    }

    fn write(&self, sheet: &Sheet, out: &mut String) {
        let height = sheet.columns.iter().map(|column| column.lines.len()).max().unwrap_or(0);
        let header = |n: usize| -> Vec<&str> {
            sheet.columns.iter().map(|column| column.lines.get(n).map_or("", |line| line)).collect()
        };
        if self.tall {
            out.push('\n');
            (0..height).for_each(|n| out.push_str(&self.line("", &header(n), "")));
        }
        for section in &sheet.sections {
            out.push('\n');
            if self.tall {
                out.push_str(&paragraph(&section.title, ""));
            } else {
                self.write_row(&section.title, "", &header(0), "", out);
            }
            for row in &section.rows {
                let cells: Vec<&str> = row.cells.iter().map(SheetCell::text).collect();
                let hang = if row.level == RowLevel::Member { "      " } else { "    " };
                self.write_row(&label(row), hang, &cells, row.own_note(), out);
                for remark in &row.remarks {
                    wrapped(&format!("      {remark}"), TERMINAL, "      ").iter().for_each(|line| {
                        let _ = writeln!(out, "{line}");
                    });
                }
            }
        }
    }

    /// Writes a row whose label may take several lines; its cells are beside the last of them.
    fn write_row(&self, label: &str, hang: &str, cells: &[&str], note: &str, out: &mut String) {
        let mut labels = wrapped(label, self.label, hang);
        let last = labels.pop().unwrap_or_default();
        labels.iter().for_each(|label| out.push_str(&self.line(label, &[], "")));
        out.push_str(&self.line(&last, cells, note));
    }

    fn line(&self, label: &str, cells: &[&str], note: &str) -> String {
        let mut line = format!("{label:0$}", self.label);
        for (cell, width) in cells.iter().zip(&self.values) {
            let _ = write!(line, "{GAP}{cell:>width$}");
        }
        if !note.is_empty() {
            let _ = write!(line, "{GAP}({note})");
        }
        format!("{}\n", line.trim_end())
    }
}

fn label(row: &SheetRow) -> String {
    format!("{GAP}{}{}", if row.level == RowLevel::Member { GAP } else { "" }, row.label)
}

fn explain(explanation: &Explanation, out: &mut String) {
    let Explanation { label, id, note, text, ways } = explanation;
    let note = if note.is_empty() { String::new() } else { format!("; {note}") };
    let text = if text.is_empty() { String::new() } else { format!(": {text}") };
    let _ = write!(out, "\n{}", paragraph(&format!("{GAP}{label} ({id}{note}){text}"), "    "));
    for way in ways {
        let counted_as = match &way.counted_as {
            CountedAs::Value(value) => value.to_string(),
            CountedAs::Figure { label, id } => format!("»{label}« ({id})"),
        };
        out.push_str(&paragraph(&format!("{GAP}{GAP}{}: {counted_as} – {}", way.whose, way.how), "      "));
    }
}

/// Each row in a paragraph: tables of exports are too wide for a terminal.
fn list_rows(listings: &[RowListing], out: &mut String) {
    if listings.is_empty() {
        return;
    }
    let _ = write!(out, "\n{}", paragraph(RowListing::TITLE, ""));
    for RowListing { label, id, text, rows, more, headers } in listings {
        let _ = write!(out, "\n{}", paragraph(&format!("  {label} ({id}): {text}"), "    "));
        for row in rows {
            let line = format!("    {}: {} · {}", row.status, row.place, row.cells_in_words(headers));
            out.push_str(&paragraph(&line, "      "));
        }
        if !more.is_empty() {
            out.push_str(&paragraph(&format!("    {more}"), "      "));
        }
    }
}

/// The text in lines of the terminal's width; lines after the first begin with `hang`.
fn paragraph(text: &str, hang: &str) -> String {
    wrapped(text, TERMINAL, hang).into_iter().fold(String::new(), |out, line| out + &line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{SheetHeaders, SheetSection};

    #[test]
    fn a_long_label_is_broken_so_that_many_columns_fit_the_terminal() {
        let row = SheetRow {
            id: "besoeg.praksis".to_owned(),
            figure: "Praksis".into(),
            label: "Praksis, der er besøgt mindst én gang i perioden".into(),
            level: RowLevel::Figure,
            cells: (0..12).map(|value| SheetCell::word(value.to_string())).collect(),
            status: "",
            note: "".into(),
            remarks: Vec::new(),
        };
        let sheet = Sheet {
            title: "Tolv år".into(),
            summary: "1 nøgletal.".into(),
            cautions: Vec::new(),
            notes: Vec::new(),
            headers: SheetHeaders { label: "Nøgletal", member: "Medlem", id: "Navn", status: None, note: None },
            columns: (2013..2025).map(|year| SheetColumn::new(year.to_string())).collect(),
            sections: vec![SheetSection { title: "Besøg".into(), rows: vec![row] }],
            appendices: Vec::new(),
            listings: Vec::new(),
        };
        let expected = "Tolv år

Besøg                         2013  2014  2015  2016  2017  2018  2019  2020  2021  2022  2023  2024
  Praksis, der er besøgt
    mindst én gang i
    perioden                     0     1     2     3     4     5     6     7     8     9    10    11

1 nøgletal.
";
        assert_eq!(render(&sheet), expected);
    }
}
