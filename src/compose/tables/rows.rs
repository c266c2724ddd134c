//! Figures as rows: with a column for each figure of a row, or for each period.

use indexmap::{IndexMap, IndexSet};

use super::super::members::sorted;
use super::super::view::{CellView, ColumnAlign, ColumnView, Content, RowKind, RowView};
use super::change;
use super::composer::Composer;
use super::periods::{PeriodNumber, counts_rows};
use crate::definition::table::{
    ColumnHeader, Columns, FigureRow, LocatedFigure, Order, Periods, RowStyle, RowsLayout, SeriesRows, TableRow,
    Template,
};
use crate::findings::{Code, Finding};
use crate::snapshot::Member;

/// The members of a series by key; `None` for a series that is unknown.
type Members<'a> = Option<IndexMap<&'a [String], &'a Member>>;

impl<'a> Composer<'a> {
    /// The columns and rows of a table with figures as rows.
    pub fn rows(&mut self, rows: &RowsLayout) -> (Vec<ColumnView>, Vec<RowView>) {
        let known;
        let columns = match &rows.columns {
            Columns::Periods(periods) => {
                known = Columns::Periods(self.known_periods(*periods));
                &known
            }
            figures @ Columns::Figures(_) => figures,
        };
        let mut out = Vec::new();
        for row in &rows.rows {
            match row {
                TableRow::Heading(text) => out.push(RowView {
                    kind: RowKind::Heading,
                    indent: 0,
                    label: self.prose.text(text),
                    cells: Vec::new(),
                }),
                TableRow::Figure(row) => out.push(self.figure_row(row, columns)),
                TableRow::Series(series) => out.extend(self.series_rows(series, columns)),
            }
        }
        let labels: Vec<String> = match columns {
            Columns::Figures(headers) => headers
                .iter()
                .map(|header| match header {
                    ColumnHeader::Words(words) => self.prose.text(words),
                    ColumnHeader::LabelOf(figure) => self.label(&figure.value.id.whole()),
                })
                .collect(),
            Columns::Periods(periods) => {
                let period = |back| self.snapshot.period.earlier(back).map(|period| period.in_words());
                in_order(*periods, (0..periods.count).map(|back| period(back).unwrap_or_default()).collect())
            }
        };
        let mut views = vec![ColumnView { label: self.prose.text(&rows.header), align: ColumnAlign::Left }];
        for (place, label) in labels.into_iter().enumerate() {
            let cells = || out.iter().filter_map(|row| row.cells.get(place)).filter(|cell| !cell.text.is_empty());
            // A column without numbers is text.
            let is_text = cells().next().is_some() && cells().all(|cell| cell.content == Content::Words);
            views.push(ColumnView { label, align: if is_text { ColumnAlign::Left } else { ColumnAlign::Right } });
        }
        if let Columns::Periods(Periods { change: Some(change), .. }) = columns {
            views.extend(change::headers(*change));
        }
        (views, out)
    }

    /// The periods without those that have no snapshot, so that a report's first year has no columns of unknown numbers.
    fn known_periods(&self, periods: Periods) -> Periods {
        let count = periods.count.min(self.earlier.len() as u32 + 1);
        Periods { count, change: periods.change.filter(|_| count > 1), ..periods }
    }

    fn figure_row(&mut self, row: &FigureRow, columns: &Columns) -> RowView {
        let first = row.figures.iter().flatten().next();
        let note = row.note.as_ref().map(|note| self.prose.text(note));
        let mut note = note.map(|text| self.notes.number(text));
        let cells = match (columns, first) {
            (Columns::Periods(periods), Some(figure)) => {
                let now = self.number(figure);
                self.period_cells(figure, now, row.cell.as_ref(), note, *periods)
            }
            _ => {
                let mut cells = Vec::new();
                for figure in &row.figures {
                    let Some(figure) = figure else {
                        cells.push(CellView::words(""));
                        continue;
                    };
                    let now = PeriodNumber::Known(self.number(figure));
                    let mut cell = self.period_cell(figure, now, 0, row.cell.as_ref());
                    cell.mark = note.take();
                    cells.push(cell);
                }
                cells
            }
        };
        let label = row.label.as_ref().map(|label| self.prose.text(label));
        RowView {
            kind: match row.style {
                RowStyle::Plain => RowKind::Row,
                RowStyle::Parent => RowKind::Parent,
                RowStyle::Total => RowKind::Total,
            },
            indent: row.indent,
            label: label.unwrap_or_else(|| first.map_or_else(String::new, |first| self.label(&first.value))),
            cells,
        }
    }

    fn series_rows(&mut self, rows: &SeriesRows, columns: &Columns) -> Vec<RowView> {
        let series: Vec<Option<(&LocatedFigure, Members<'a>)>> = rows
            .series
            .iter()
            .map(|series| series.as_ref().map(|series| (series, self.members_by_key(series))))
            .collect();
        let members = self.together(&series, rows);
        let mut out = Vec::new();
        for member in members {
            let mut cells = Vec::new();
            for series in &series {
                let Some((figure, members)) = series else {
                    cells.push(CellView::words(""));
                    continue;
                };
                let figure = LocatedFigure { value: figure.value.id.member(member.name()), at: figure.at.clone() };
                let known = members.as_ref().and_then(|members| members.get(member.key.as_slice()));
                let now = match known {
                    Some(member) => member.value,
                    // Only the other series have this member: a count of its rows is zero.
                    None => (members.is_some() && counts_rows(self.definition, &figure.value.id)).then_some(0.0),
                };
                match columns {
                    Columns::Periods(periods) => {
                        cells.extend(self.period_cells(&figure, now, None, None, *periods));
                    }
                    Columns::Figures(_) => cells.push(self.period_cell(&figure, PeriodNumber::Known(now), 0, None)),
                }
            }
            let label = rows.labels.get(&member.name()).unwrap_or(&member.label).clone();
            out.push(RowView { kind: RowKind::Row, indent: rows.indent, label, cells });
        }
        // An unknown series has no members, but one row that says so.
        let unknown = |series: &Option<(&LocatedFigure, Members<'_>)>| matches!(series, Some((_, None)));
        if out.is_empty() && series.iter().any(unknown) {
            out.push(self.figure_row(
                &FigureRow {
                    figures: rows.series.clone(),
                    label: None,
                    cell: None,
                    note: None,
                    indent: rows.indent,
                    style: RowStyle::Plain,
                    sums: false,
                },
                columns,
            ));
        }
        out
    }

    fn members_by_key(&self, series: &LocatedFigure) -> Members<'a> {
        let members = self.members(series);
        let is_unknown = members.is_empty() && self.is_unknown(series);
        (!is_unknown).then(|| members.iter().map(|member| (member.key.as_slice(), member)).collect())
    }

    /// The members of all series in the table's order. Reports a series that shares no member with the first.
    fn together(&self, series: &[Option<(&LocatedFigure, Members<'a>)>], rows: &SeriesRows) -> Vec<&'a Member> {
        let mut known = series.iter().flatten().filter_map(|(figure, members)| Some((*figure, members.as_ref()?)));
        let Some((_, first)) = known.next() else { return Vec::new() };
        let first_members: Vec<&'a Member> = first.values().copied().collect();
        let mut all: Vec<&'a Member> = sorted(first_members, rows.sort);
        let mut keys: IndexSet<&[String]> = all.iter().map(|member| member.key.as_slice()).collect();
        for (figure, members) in known {
            if !members.is_empty() && !first.is_empty() && members.keys().all(|key| !first.contains_key(key)) {
                let message = format!("»{}« har andre medlemmer end rækkens første serie.", figure.value.id);
                self.prose.report(
                    Finding::new(Code::WrongType, figure.at.place(), message)
                        .advise("Serier i samme række skal være fordelt efter det samme."),
                );
                continue;
            }
            all.extend(members.values().filter(|member| keys.insert(member.key.as_slice())));
        }
        all.truncate(rows.top.map_or(usize::MAX, |top| top as usize));
        all
    }

    /// The cells of a number in all periods and of its change.
    fn period_cells(
        &mut self,
        figure: &LocatedFigure,
        now: Option<f64>,
        template: Option<&Template>,
        note: Option<String>,
        periods: Periods,
    ) -> Vec<CellView> {
        let earlier = (0..periods.count.saturating_sub(1) as usize).map(|place| self.earlier.get(place));
        let earlier = earlier.map(|then| then.map_or(PeriodNumber::Known(None), |then| then.figures().number(figure)));
        let numbers: Vec<PeriodNumber> = std::iter::once(PeriodNumber::Known(now)).chain(earlier).collect();
        let mut cells: Vec<CellView> =
            (0..).zip(&numbers).map(|(back, number)| self.period_cell(figure, *number, back, template)).collect();
        if let Some(cell) = cells.first_mut() {
            cell.mark = note;
        }
        let changes = match (periods.change, numbers.get(1)) {
            (Some(change), Some(before)) => {
                let unknown =
                    cells.iter().take(2).find(|cell| matches!(cell.content, Content::Unknown | Content::Hidden));
                let unknown = unknown.map_or("", |cell| cell.text.as_str());
                self.format(&figure.value.id)
                    .map_or_else(Vec::new, |format| change::cells(change, *before, now, format, unknown))
            }
            _ => Vec::new(),
        };
        let mut cells = in_order(periods, cells);
        cells.extend(changes);
        cells
    }
}

/// Puts items that are sorted by period, the latest first, into the table's order.
fn in_order<T>(periods: Periods, mut latest_first: Vec<T>) -> Vec<T> {
    if periods.order == Order::Earliest {
        latest_first.reverse();
    }
    latest_first
}
