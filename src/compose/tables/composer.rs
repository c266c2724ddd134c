//! What all tables need: numbers of figures as cells, and the notes to them.

use super::super::prose::Prose;
use super::super::view::{CellView, Content};
use super::notes::Notes;
use super::periods::{EarlierPeriod, PeriodFigures, PeriodNumber};
use crate::danish;
use crate::definition::Definition;
use crate::definition::figure::NumberFormat;
use crate::definition::table::{LocatedFigure, Template};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Place};
use crate::snapshot::{Lookup, Member, Snapshot, Value};

/// Composes one table and collects its notes.
pub struct Composer<'a> {
    pub definition: &'a Definition,
    pub snapshot: &'a Snapshot,
    /// The latest first.
    pub earlier: &'a [EarlierPeriod<'a>],
    pub prose: &'a Prose<'a>,
    /// Notes to cells.
    pub notes: Notes,
    /// Notes to the table, after those to cells.
    pub closing: Vec<String>,
}

impl<'a> Composer<'a> {
    /// The members of a series. If the figure is not a series, reports that and returns none.
    pub fn members(&self, figure: &LocatedFigure) -> &'a [Member] {
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

    /// The number of a figure or member. If there is no such number, reports that and returns `None`.
    pub fn number(&self, figure: &LocatedFigure) -> Option<f64> {
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

    /// Whether the report says that the figure is unknown in its period.
    pub fn is_unknown(&self, figure: &LocatedFigure) -> bool {
        let figure = self.definition.figures.get(&figure.value.id);
        figure.is_some_and(|figure| figure.unknown(&self.snapshot.period.label).is_some())
    }

    /// The cell of a number of the period `back` periods ago, in the words of its template.
    pub fn period_cell(
        &mut self,
        figure: &LocatedFigure,
        number: PeriodNumber,
        back: u32,
        template: Option<&Template>,
    ) -> CellView {
        let PeriodNumber::Known(value) = number else { return self.incomparable() };
        let (Some(template), Some(then)) = (template, self.period_figures(back)) else {
            return self.cell(&figure.value, value, back);
        };
        if back > 0 && !then.can_say(self.definition, template) {
            return self.incomparable();
        }
        if !template.value.contains("vaerdi") {
            let text = then.prose.text_with(template, Some(""));
            return CellView { figure: Some(figure.value.id.clone()), ..CellView::words(&text) };
        }
        let cell = self.cell(&figure.value, value, back);
        let text = then.prose.text_with(template, Some(&cell.text));
        match cell.content {
            Content::Number(value, format) => CellView { text, content: Content::Worded(value, format), ..cell },
            // Only the bare star, so that readers find it again in the notes.
            _ => cell,
        }
    }

    /// The figures of the period `back` periods ago; `None` if there is no snapshot of it.
    fn period_figures(&self, back: u32) -> Option<PeriodFigures<'a>> {
        match back.checked_sub(1) {
            None => Some(PeriodFigures { snapshot: self.snapshot, prose: self.prose }),
            Some(place) => self.earlier.get(place as usize).map(EarlierPeriod::figures),
        }
    }

    /// The cell of a number alone; `back` is how many periods ago it was counted.
    pub fn cell(&mut self, number: &FigureRef, value: Option<f64>, back: u32) -> CellView {
        let figure = &number.id;
        let is_hidden = value.is_none() && self.is_hidden(number, back);
        let cell = match (value, self.format(figure)) {
            (None, _) if is_hidden => CellView { content: Content::Hidden, ..CellView::words(self.notes.hidden()) },
            (None, _) | (_, None) => {
                let period = self.snapshot.period.earlier(back).map_or_else(String::new, |period| period.label);
                let reason = self.reason(figure, &period).map(str::to_owned);
                CellView { content: Content::Unknown, ..CellView::words(&self.notes.unknown(reason.as_deref())) }
            }
            (Some(value), Some(format)) => CellView::number(format.print(value), value, format),
        };
        CellView { figure: Some(figure.clone()), ..cell }
    }

    /// Whether the number of the period `back` periods ago is hidden.
    fn is_hidden(&self, number: &FigureRef, back: u32) -> bool {
        self.period_figures(back).is_some_and(|then| then.snapshot.is_hidden(number))
    }

    fn incomparable(&mut self) -> CellView {
        CellView { content: Content::Incomparable, ..CellView::words(self.notes.incomparable()) }
    }

    /// Why the figure, or a figure that it is derived from, is unknown in the period.
    fn reason(&self, id: &FigureId, period: &str) -> Option<&'a str> {
        let figure = self.definition.figures.get(id)?;
        let reason = figure.unknown(period).filter(|reason| !reason.is_empty());
        reason.or_else(|| figure.operands().iter().find_map(|operand| self.reason(operand, period)))
    }

    /// How the figure is printed. If it is not defined, reports that and returns `None`.
    pub fn format(&self, id: &FigureId) -> Option<NumberFormat> {
        let figure = self.definition.figures.get(id);
        if figure.is_none() {
            let message = format!("Nøgletallet »{id}« er ikke defineret.");
            self.prose.report(Finding::new(Code::UnknownFigure, Place::Figures { ids: vec![id.whole()] }, message));
        }
        figure.map(|figure| figure.format)
    }

    /// The label of a figure or member.
    pub fn label(&self, FigureRef { id, member }: &FigureRef) -> String {
        let Some(figure) = self.snapshot.figures.get(id) else { return String::new() };
        match (&figure.value, member) {
            (Value::Series(members), Some(wanted)) => members
                .iter()
                .find(|member| member.name() == *wanted)
                .map_or_else(|| wanted.clone(), |member| member.label.clone()),
            _ => figure.label.clone(),
        }
    }
}
