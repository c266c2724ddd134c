//! Tables: figures of the snapshot in rows and columns.

mod change;
mod csv;
mod notes;
mod periods;
mod ranking;
mod rows;

use indexmap::IndexMap;

use super::prose::Prose;
use super::view::{CellView, Content, NoteView, TableView};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::definition::table::{LocatedFigure, Sort, TableDefinition, TableLayout, Template};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Place};
use crate::snapshot::{Lookup, Member, Snapshot};
pub use csv::{csv, no_formula};
pub use notes::INCOMPARABLE;
use notes::Notes;
use periods::{Column, Earlier, Told};

/// All tables of the report, by id.
pub fn compose(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    prose: &Prose<'_>,
) -> IndexMap<String, TableView> {
    let periods = definition.tables().map(TableDefinition::periods).max().unwrap_or(1);
    let earlier = periods::earlier(definition, snapshot, earlier, periods.saturating_sub(1) as usize, prose);
    definition
        .tables()
        .map(|table| {
            let composer = Composer {
                definition,
                snapshot,
                earlier: &earlier,
                prose,
                notes: Notes::default(),
                closing: Vec::new(),
            };
            (table.id.clone(), composer.table(table))
        })
        .collect()
}

struct Composer<'a> {
    definition: &'a Definition,
    snapshot: &'a Snapshot,
    earlier: &'a [Earlier<'a>],
    prose: &'a Prose<'a>,
    notes: Notes,
    /// Notes that belong to no cell.
    closing: Vec<String>,
}

impl<'a> Composer<'a> {
    fn table(mut self, table: &TableDefinition) -> TableView {
        let (columns, rows) = match &table.layout {
            TableLayout::Rows(rows) => self.rows(rows),
            TableLayout::Ranking(ranking) => self.ranking(ranking),
        };
        let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.text.is_empty());
        let nothing = match self.notes.one_reason() {
            Some(reason) if cells().all(|cell| cell.content == Content::Unknown) => Some(reason.to_owned()),
            _ => rows.is_empty().then(|| "Der er ingen tal at vise.".to_owned()),
        };
        let mut notes = self.notes.into_views();
        if nothing.is_some() {
            // The reason stands in the table's place.
            notes.clear();
        }
        let closing = self.closing.into_iter().chain(table.notes.iter().map(|note| self.prose.text(note)));
        notes.extend(closing.map(|text| NoteView { mark: None, text }));
        TableView {
            caption: self.prose.text(&table.caption),
            summary: self.prose.text(&table.summary),
            columns,
            rows,
            notes,
            nothing,
        }
    }

    /// The members of a series; none after a finding where it is no series.
    fn members(&self, figure: &LocatedFigure) -> &'a [Member] {
        match self.snapshot.lookup(&figure.value) {
            Lookup::Series(members) => members,
            Lookup::Number(None) if self.is_unknown(figure) => &[],
            Lookup::Number(_) => {
                let message = format!("»{}« er ét tal, men her skal stå en serie.", figure.value);
                self.prose.report(
                    Finding::new(Code::WrongType, figure.at.place(), message).advise(
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
    fn number(&self, figure: &LocatedFigure) -> Option<f64> {
        match self.snapshot.lookup(&figure.value) {
            Lookup::Number(value) => return value,
            Lookup::Series(members) => {
                let names: Vec<String> = members.iter().map(Member::name).collect();
                let message = format!("»{}« er en serie, men her skal stå ét tal.", figure.value.id);
                let advice = format!(
                    "Skriv {{ series = \"{0}\" }}, eller vælg et medlem: {0}[{1}].",
                    figure.value.id,
                    names.first().map_or("…", String::as_str)
                );
                self.prose.report(Finding::new(Code::WrongType, figure.at.place(), message).advise(advice));
            }
            _ => self.report_no_member(figure),
        }
        None
    }

    fn report_no_member(&self, figure: &LocatedFigure) {
        let wanted = figure.value.member.as_deref().unwrap_or_default();
        let names: Vec<String> = match self.snapshot.lookup(&figure.value.id.whole()) {
            Lookup::Series(members) => members.iter().map(Member::name).collect(),
            _ => Vec::new(),
        };
        self.prose.report(
            Finding::new(
                Code::UnknownMember,
                figure.at.place(),
                format!("»{}« har intet medlem »{wanted}«.", figure.value.id),
            )
            .advise(danish::did_you_mean(wanted, names.iter().map(String::as_str))),
        );
    }

    /// Whether it is a figure, or a series, that nobody knows in the report's period.
    fn is_unknown(&self, figure: &LocatedFigure) -> bool {
        let figure = self.definition.figures.get(&figure.value.id);
        figure.is_some_and(|figure| figure.unknown(&self.snapshot.period.label).is_some())
    }

    /// The cell of a number so many periods back, in the words of its template.
    fn told(&mut self, figure: &LocatedFigure, told: Told, back: u32, template: Option<&Template>) -> CellView {
        let Told::Number(value) = told else { return self.incomparable() };
        let (Some(template), Some(column)) = (template, self.column(back)) else {
            return self.cell(&figure.value.id, value, back);
        };
        if back > 0 && !column.can_say(self.definition, template) {
            return self.incomparable();
        }
        if !template.value.contains("vaerdi") {
            let text = column.prose.text_with(template, Some(""));
            return CellView { figure: Some(figure.value.id.clone()), ..words(&text) };
        }
        let cell = self.cell(&figure.value.id, value, back);
        let text = column.prose.text_with(template, Some(&cell.text));
        match cell.content {
            Content::Number(value, format) => CellView { text, content: Content::Worded(value, format), ..cell },
            // A star with words around it would not be found again in the notes.
            _ => cell,
        }
    }

    /// The figures of the period so many periods back.
    fn column(&self, back: u32) -> Option<Column<'a>> {
        match back.checked_sub(1) {
            None => Some(Column { snapshot: self.snapshot, prose: self.prose }),
            Some(place) => self.earlier.get(place as usize).map(Earlier::column),
        }
    }

    fn cell(&mut self, figure: &FigureId, value: Option<f64>, back: u32) -> CellView {
        let cell = match (value, self.format(figure)) {
            (None, _) | (_, None) => {
                let period = self.snapshot.period.earlier(back).map_or_else(String::new, |period| period.label);
                let reason = self.reason(figure, &period).map(str::to_owned);
                CellView { content: Content::Unknown, ..words(&self.notes.unknown(reason.as_deref())) }
            }
            (Some(value), Some(format)) => number(format.print(value), value, format),
        };
        CellView { figure: Some(figure.clone()), ..cell }
    }

    fn incomparable(&mut self) -> CellView {
        CellView { content: Content::Incomparable, ..words(self.notes.incomparable()) }
    }

    /// Why nobody knows the figure in the period, or one that it is derived from.
    fn reason(&self, id: &FigureId, period: &str) -> Option<&'a str> {
        let figure = self.definition.figures.get(id)?;
        let reason = figure.unknown(period).filter(|reason| !reason.is_empty());
        reason.or_else(|| figure.operands().iter().find_map(|operand| self.reason(operand, period)))
    }

    /// How the figure is printed; `None` after a finding where it is not defined.
    fn format(&self, id: &FigureId) -> Option<NumberFormat> {
        let figure = self.definition.figures.get(id);
        if figure.is_none() {
            let message = format!("Nøgletallet »{id}« er ikke defineret.");
            self.prose.report(Finding::new(Code::UnknownFigure, Place::Figures { ids: vec![id.whole()] }, message));
        }
        figure.map(|figure| figure.format)
    }

    /// A figure's label, or that of its member.
    fn label(&self, FigureRef { id, member }: &FigureRef) -> String {
        let Some(figure) = self.snapshot.figures.get(id) else { return String::new() };
        match (&figure.value, member) {
            (crate::snapshot::Value::Series(members), Some(wanted)) => members
                .iter()
                .find(|member| member.name() == *wanted)
                .map_or_else(|| wanted.clone(), |member| member.label.clone()),
            _ => figure.label.clone(),
        }
    }
}

/// A cell with these words.
fn words(text: &str) -> CellView {
    CellView { text: text.to_owned(), mark: None, figure: None, content: Content::Words }
}

/// A cell with a number, and how it is printed.
fn number(text: String, value: f64, format: NumberFormat) -> CellView {
    CellView { text, mark: None, figure: None, content: Content::Number(value, format) }
}

/// The members in the order wanted.
pub fn sorted(mut members: Vec<&Member>, sort: Sort) -> Vec<&Member> {
    if sort == Sort::Falling {
        members.sort_by(|a, b| b.value.unwrap_or(f64::MIN).total_cmp(&a.value.unwrap_or(f64::MIN)));
    }
    members
}
