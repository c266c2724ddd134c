//! Tables: figures of the snapshot in rows and columns.

mod change;

use indexmap::IndexMap;

use super::lexicon::UNKNOWN;
use super::prose::Prose;
use super::view::{CellView, ColumnView, Content, NoteView, RowView, TableView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::{Format, Origin};
use crate::definition::table::{
    ChangeColumns, FigureRef, FigureRow, Layout, Row, RowStyle, SeriesRows, Sort, Table, split_member,
};
use crate::findings::{Code, Finding};
use crate::snapshot::{Lookup, Member, Snapshot};
pub use change::INCOMPARABLE;
use change::{Columns, Compared};

/// All tables of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    prose: &Prose<'_>,
) -> IndexMap<String, TableView> {
    definition
        .tables()
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
        let mut record = vec![no_formula(&row.label)];
        record.extend(row.cells.iter().map(|cell| match cell.content {
            Content::Number(value, _) => plain(value),
            Content::Worded(..) => no_formula(&cell.text),
            Content::None => String::new(),
        }));
        record.resize(table.columns.len(), String::new());
        let _ = writer.write_record(&record);
    }
    drop(writer);
    out
}

/// The text so that no spreadsheet program takes it for a formula.
pub fn no_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
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
            Layout::Rows { header, rows, periods, change } => {
                let headers: Vec<String> = header.iter().map(|text| self.prose.text(text)).collect();
                self.rows(headers, rows, *periods, *change)
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
        let all: Vec<&[Member]> = series.iter().map(|figure| self.members(figure)).collect();
        let first = all.first().copied().unwrap_or_default();
        for (figure, members) in series.iter().zip(&all) {
            if members.iter().map(|member| &member.key).ne(first.iter().map(|member| &member.key)) {
                let message = format!("»{}« har andre medlemmer end tabellens første serie.", figure.figure);
                self.prose.report(Finding::error(Code::WrongType, figure.at.place(), message));
            }
        }
        let rows = first.iter().enumerate().map(|(i, member)| RowView {
            kind: "row",
            indent: 0,
            label: member.label.clone(),
            cells: series
                .iter()
                .zip(&all)
                .map(|(figure, members)| self.cell(&figure.figure, members.get(i).and_then(|member| member.value)))
                .collect(),
        });
        (columns, rows.collect())
    }

    /// The members of a series; none after a finding where it is no series.
    fn members(&self, figure: &FigureRef) -> &[Member] {
        match self.snapshot.lookup(&figure.to_string()) {
            Lookup::Series(members) => members,
            Lookup::Number(_) => {
                let message = format!("»{}« er ét tal, men her skal stå en serie.", figure);
                self.prose.report(
                    Finding::error(Code::WrongType, figure.at.place(), message).advise(
                        "Et tal skrives som { figure = \"…\" }; en serie er et nøgletal med »by« eller »over«.",
                    ),
                );
                &[]
            }
            _ => {
                self.report_no_member(figure);
                &[]
            }
        }
    }

    /// The figure's number; unknown after a finding where it has none.
    fn number(&self, figure: &FigureRef) -> Option<f64> {
        match self.snapshot.lookup(&figure.to_string()) {
            Lookup::Number(value) => return value,
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(Member::name).collect();
                let message = format!("»{}« er en serie, men her skal stå ét tal.", figure.figure);
                let advice = format!(
                    "Skriv {{ series = \"{0}\" }}, eller vælg et medlem: {0}[{1}].",
                    figure.figure,
                    names.first().map_or("…", String::as_str)
                );
                self.prose.report(Finding::error(Code::WrongType, figure.at.place(), message).advise(advice));
            }
            _ => self.report_no_member(figure),
        }
        None
    }

    fn report_no_member(&self, figure: &FigureRef) {
        let wanted = figure.member.as_deref().unwrap_or_default();
        let names: Vec<String> = match self.snapshot.lookup(&figure.figure) {
            Lookup::Series(members) => members.iter().map(Member::name).collect(),
            _ => Vec::new(),
        };
        self.prose.report(
            Finding::error(
                Code::UnknownMember,
                figure.at.place(),
                format!("»{}« har intet medlem »{wanted}«.", figure.figure),
            )
            .advise(danish::did_you_mean(wanted, names.iter().map(String::as_str))),
        );
    }

    /// The same figure or member in an earlier snapshot; None where its definition has changed since.
    fn earlier_number(&self, figure: &str, member: Option<&str>, earlier: Option<&Snapshot>) -> Option<Option<f64>> {
        let Some(earlier) = earlier else { return Some(None) };
        let then = self.snapshot.comparable(earlier, figure)?;
        Some(match (&then.value, member) {
            (crate::snapshot::Value::Value(value), _) => *value,
            (crate::snapshot::Value::Members(members), Some(name)) => {
                match members.iter().find(|member| member.name() == name) {
                    Some(member) => member.value,
                    // A member that the data did not have then: a count of its rows was nought.
                    None => self.empty_is_nought(figure).then_some(0.0),
                }
            }
            (crate::snapshot::Value::Members(_), None) => None,
        })
    }

    /// The cells after that of this period: earlier numbers, then the change from the first of them.
    fn earlier_cells(&mut self, row: &Compared<'_>, wanted: &Columns<'_>) -> Vec<CellView> {
        let earlier = wanted.earlier.iter().map(|earlier| self.earlier_number(row.figure, row.member, *earlier));
        let earlier: Vec<Option<Option<f64>>> = earlier.collect();
        let mut cells: Vec<CellView> = earlier
            .iter()
            .map(|number| number.map_or_else(change::incomparable, |number| self.cell(row.figure, number)))
            .collect();
        if let (Some(change), Some(before)) = (wanted.change, earlier.first()) {
            cells.extend(change::cells(change, *before, row.now, self.format(row.figure)));
        }
        let marked = |note: &NoteView| note.mark.as_deref() == Some(INCOMPARABLE);
        if earlier.contains(&None) && !self.notes.iter().any(marked) {
            let text = "Tallet er opgjort på en anden måde og kan ikke sammenlignes.".to_owned();
            self.notes.push(NoteView { mark: Some(INCOMPARABLE.to_owned()), text });
        }
        cells
    }

    fn empty_is_nought(&self, figure: &str) -> bool {
        let origin = self.definition.figures.get(figure).map(|figure| &figure.origin);
        matches!(origin, Some(Origin::Query(query)) if query.value.empty_is_nought())
    }

    /// A figure a row; a column for each period.
    fn rows(
        &mut self,
        headers: Vec<String>,
        rows: &[Row],
        periods: u32,
        change: Option<ChangeColumns>,
    ) -> (Vec<ColumnView>, Vec<RowView>) {
        let earlier: Vec<Option<&Snapshot>> = (1..periods as usize).map(|back| self.earlier.get(back - 1)).collect();
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
        columns.extend(change.into_iter().flat_map(change::headers));
        let wanted = Columns { earlier: &earlier, change };
        let mut out = Vec::new();
        for row in rows {
            match row {
                Row::Heading(text) => {
                    out.push(RowView { kind: "heading", indent: 0, label: self.prose.text(text), cells: Vec::new() })
                }
                Row::Figure(row) => out.push(self.figure_row(row, &wanted)),
                Row::Series(rows) => out.extend(self.series_rows(rows, &wanted)),
            }
        }
        (columns, out)
    }

    fn figure_row(&mut self, row: &FigureRow, wanted: &Columns<'_>) -> RowView {
        let reference = row.figure.to_string();
        let now = self.number(&row.figure);
        let mut cells = vec![self.cell(&reference, now)];
        let compared = Compared { figure: &row.figure.figure, member: row.figure.member.as_deref(), now };
        cells.extend(self.earlier_cells(&compared, wanted));
        if let (Some(template), Some(cell)) = (&row.cell, cells.first_mut()) {
            cell.text = self.prose.text_with(template, Some(&cell.text));
            cell.content = Content::Worded(now, self.format(&reference));
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

    fn series_rows(&mut self, rows: &SeriesRows, wanted: &Columns<'_>) -> Vec<RowView> {
        let series = &rows.series.figure;
        let members: Vec<Member> = sorted(self.members(&rows.series), rows.sort)
            .into_iter()
            .take(rows.top.map_or(usize::MAX, |top| top as usize))
            .cloned()
            .collect();
        let mut out = Vec::new();
        for member in members {
            let name = member.name();
            let mut cells = vec![self.cell(series, member.value)];
            let compared = Compared { figure: series, member: Some(&name), now: member.value };
            cells.extend(self.earlier_cells(&compared, wanted));
            let label = rows.labels.get(&name).unwrap_or(&member.label).clone();
            out.push(RowView { kind: "row", indent: rows.indent, label, cells });
        }
        out
    }

    fn cell(&self, reference: &str, value: Option<f64>) -> CellView {
        let format = self.format(reference);
        let cell = match value {
            None => words(UNKNOWN),
            Some(value) => number(format.print(value), value, format),
        };
        CellView { figure: Some(split_member(reference).0.to_owned()), ..cell }
    }

    fn format(&self, reference: &str) -> Format {
        let id = split_member(reference).0;
        self.definition.figures.get(id).map_or(Format::Decimal(0), |figure| figure.format)
    }

    /// A figure's label, or that of its member.
    fn label(&self, reference: &str) -> String {
        let (id, member) = split_member(reference);
        let Some(figure) = self.snapshot.figures.get(id) else { return String::new() };
        match (&figure.value, member) {
            (crate::snapshot::Value::Members(members), Some(wanted)) => members
                .iter()
                .find(|member| member.name() == wanted)
                .map_or_else(|| wanted.to_owned(), |member| member.label.clone()),
            _ => figure.label.clone(),
        }
    }
}

/// A cell that stands for no number.
fn words(text: &str) -> CellView {
    CellView { text: text.to_owned(), mark: None, figure: None, content: Content::None }
}

/// A cell with a number, and how it is printed.
fn number(text: String, value: f64, format: Format) -> CellView {
    CellView { text, mark: None, figure: None, content: Content::Number(value, format) }
}

/// The members in the order wanted.
pub fn sorted(members: &[Member], sort: Sort) -> Vec<&Member> {
    let mut members: Vec<&Member> = members.iter().collect();
    if sort == Sort::Falling {
        members.sort_by(|a, b| b.value.unwrap_or(f64::MIN).total_cmp(&a.value.unwrap_or(f64::MIN)));
    }
    members
}

/// A number as a Danish spreadsheet program reads it: a decimal comma and nothing else.
fn plain(value: f64) -> String {
    value.to_string().replace('.', ",")
}
