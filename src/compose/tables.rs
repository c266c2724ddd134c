//! Tables: figures of the snapshot in rows and columns.

use indexmap::IndexMap;

use super::lexicon::UNKNOWN;
use super::prose::Prose;
use super::view::{CellView, ColumnView, NoteView, RowView, TableView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::Format;
use crate::definition::table::{FigureRef, FigureRow, Layout, Row, RowStyle, SeriesRows, Sort, Table};
use crate::snapshot::{Lookup, Member, Snapshot};

/// All tables of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    prose: &Prose<'_>,
) -> IndexMap<String, TableView> {
    definition
        .chapters
        .iter()
        .flat_map(|chapter| &chapter.tables)
        .map(|table| {
            (table.id.clone(), Composer { definition, snapshot, earlier, prose, notes: Vec::new() }.table(table))
        })
        .collect()
}

/// A table as CSV for spreadsheet programs: UTF-8 with a byte order mark, `;`, decimal commas, no thousands points.
pub fn csv(table: &TableView) -> Vec<u8> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(&mut out);
    let header: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    // Writing to memory does not fail.
    let _ = writer.write_record(&header);
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| cell.plain.as_deref().unwrap_or(&cell.text));
        let _ = writer.write_record(std::iter::once(row.label.as_str()).chain(cells));
    }
    drop(writer);
    out
}

struct Composer<'a> {
    definition: &'a Definition,
    snapshot: &'a Snapshot,
    earlier: &'a [Snapshot],
    prose: &'a Prose<'a>,
    notes: Vec<NoteView>,
}

impl Composer<'_> {
    fn table(mut self, table: &Table) -> TableView {
        let (columns, rows) = match &table.layout {
            Layout::Matrix { header, columns } => self.matrix(&self.prose.text(header), columns),
            Layout::Rows { header, rows, periods } => {
                let headers: Vec<String> = header.iter().map(|text| self.prose.text(text)).collect();
                self.rows(headers, rows, *periods)
            }
        };
        let mut notes = std::mem::take(&mut self.notes);
        if rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text == UNKNOWN) {
            notes.push(NoteView { mark: Some(UNKNOWN.to_owned()), text: "Tallet kendes ikke.".to_owned() });
        }
        notes.extend(table.notes.iter().map(|note| NoteView { mark: None, text: self.prose.text(note) }));
        TableView {
            caption: self.prose.text(&table.caption),
            summary: self.prose.text(&table.summary),
            columns,
            rows,
            notes,
        }
    }

    /// Members as rows, series as columns.
    fn matrix(&self, header: &str, series: &[FigureRef]) -> (Vec<ColumnView>, Vec<RowView>) {
        let mut columns = vec![ColumnView { label: header.to_owned(), align: "left" }];
        columns.extend(series.iter().map(|figure| ColumnView { label: self.label(&figure.figure), align: "right" }));
        let members = |figure: &FigureRef| match self.snapshot.lookup(&figure.figure) {
            Lookup::Series(members) => members,
            _ => &[],
        };
        let rows = series
            .first()
            .map(members)
            .unwrap_or_default()
            .iter()
            .map(|member| RowView {
                kind: "row",
                indent: 0,
                label: member.label.clone(),
                cells: series
                    .iter()
                    .map(|figure| {
                        let value = members(figure)
                            .iter()
                            .find(|other| other.key == member.key)
                            .and_then(|member| member.value);
                        self.cell(&figure.figure, value)
                    })
                    .collect(),
            })
            .collect();
        (columns, rows)
    }

    /// A figure a row; a column for each period.
    fn rows(&mut self, headers: Vec<String>, rows: &[Row], periods: u32) -> (Vec<ColumnView>, Vec<RowView>) {
        let snapshots: Vec<Option<&Snapshot>> = (0..periods as usize)
            .map(|back| if back == 0 { Some(self.snapshot) } else { self.earlier.get(back - 1) })
            .collect();
        let mut labels = headers.into_iter();
        let mut columns = vec![ColumnView { label: labels.next().unwrap_or_default(), align: "left" }];
        if periods == 1 {
            columns.push(ColumnView { label: labels.next().unwrap_or_default(), align: "right" });
        } else {
            columns.extend((0..periods).map(|back| ColumnView {
                label: self.snapshot.period.earlier(back).map_or_else(String::new, |period| period.label),
                align: "right",
            }));
        }
        let mut out = Vec::new();
        for row in rows {
            match row {
                Row::Heading(text) => {
                    out.push(RowView { kind: "heading", indent: 0, label: self.prose.text(text), cells: Vec::new() })
                }
                Row::Figure(row) => out.push(self.figure_row(row, &snapshots)),
                Row::Series(rows) => out.extend(self.series_rows(rows, &snapshots)),
            }
        }
        (columns, out)
    }

    fn figure_row(&mut self, row: &FigureRow, snapshots: &[Option<&Snapshot>]) -> RowView {
        let reference = reference(&row.figure);
        let mut cells: Vec<CellView> = snapshots
            .iter()
            .map(|snapshot| {
                let value = match snapshot.map(|snapshot| snapshot.lookup(&reference)) {
                    Some(Lookup::Number(value)) => value,
                    _ => None,
                };
                self.cell(&reference, value)
            })
            .collect();
        if let (Some(template), Some(cell)) = (&row.cell, cells.first_mut()) {
            cell.text = self.prose.text_with(template, Some(&cell.text));
            cell.plain = None;
        }
        if let (Some(note), Some(cell)) = (&row.note, cells.first_mut()) {
            let mark = (self.notes.len() + 1).to_string();
            cell.mark = Some(mark.clone());
            self.notes.push(NoteView { mark: Some(mark), text: self.prose.text(note) });
        }
        RowView {
            kind: match row.style {
                RowStyle::Plain => "row",
                RowStyle::Parent => "parent",
                RowStyle::Total => "total",
            },
            indent: row.indent,
            label: row.label.as_ref().map_or_else(|| self.label(&reference), |label| self.prose.text(label)),
            cells,
        }
    }

    fn series_rows(&self, rows: &SeriesRows, snapshots: &[Option<&Snapshot>]) -> Vec<RowView> {
        let series = &rows.series.figure;
        let Lookup::Series(members) = self.snapshot.lookup(series) else { return Vec::new() };
        sorted(members, rows.sort)
            .into_iter()
            .take(rows.top.map_or(usize::MAX, |top| top as usize))
            .map(|member| {
                let name = member.key.join(", ");
                let values = snapshots.iter().map(|snapshot| {
                    match snapshot.map(|snapshot| snapshot.lookup(&format!("{series}[{name}]"))) {
                        Some(Lookup::Number(value)) => value,
                        _ => None,
                    }
                });
                RowView {
                    kind: "row",
                    indent: rows.indent,
                    label: rows.labels.get(&name).unwrap_or(&member.label).clone(),
                    cells: values.map(|value| self.cell(series, value)).collect(),
                }
            })
            .collect()
    }

    fn cell(&self, reference: &str, value: Option<f64>) -> CellView {
        let id = crate::definition::table::split_member(reference).0;
        let format = self.definition.figures.get(id).map_or(Format::Decimal(0), |figure| figure.format);
        let (text, plain) = match (value, format) {
            (None, _) => (UNKNOWN.to_owned(), String::new()),
            (Some(value), Format::Decimal(decimals)) => (danish::number(value, decimals.into()), plain(value)),
            (Some(value), Format::Percent(decimals)) => (danish::percent(value, decimals.into()), plain(value)),
        };
        CellView { text, mark: None, plain: Some(plain) }
    }

    /// A figure's label, or that of its member.
    fn label(&self, reference: &str) -> String {
        let (id, member) = crate::definition::table::split_member(reference);
        let Some(figure) = self.snapshot.figures.get(id) else { return String::new() };
        match (&figure.value, member) {
            (crate::snapshot::Value::Members(members), Some(wanted)) => members
                .iter()
                .find(|member| member.key.join(", ") == wanted)
                .map_or_else(|| wanted.to_owned(), |member| member.label.clone()),
            _ => figure.label.clone(),
        }
    }
}

/// The members in the order wanted.
pub fn sorted(members: &[Member], sort: Sort) -> Vec<&Member> {
    let mut members: Vec<&Member> = members.iter().collect();
    if sort == Sort::Falling {
        members.sort_by(|a, b| b.value.unwrap_or(f64::MIN).total_cmp(&a.value.unwrap_or(f64::MIN)));
    }
    members
}

/// The name that the snapshot knows it by.
fn reference(figure: &FigureRef) -> String {
    figure.member.as_ref().map_or_else(|| figure.figure.clone(), |member| format!("{}[{member}]", figure.figure))
}

/// A number as a Danish spreadsheet program reads it: a decimal comma and nothing else.
fn plain(value: f64) -> String {
    value.to_string().replace('.', ",")
}
