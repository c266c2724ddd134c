//! The periods as the columns of a sheet, with a small line for each row.

use super::{FigureHistory, HistoryRow, OtherCount, PastNumber, ReportHistory};
use crate::danish;
use crate::diff::{SideFigure, words};
use crate::forms::{
    Appendix, AppendixHeaders, CountedAs, Explanation, PlainText, RowLevel, Sheet, SheetCell, SheetColumn,
    SheetHeaders, SheetRow, SheetSection, WayOfCounting,
};
use crate::snapshot::{HIDDEN, HIDDEN_NOTE};

const HEADERS: SheetHeaders = SheetHeaders {
    label: "Nøgletal",
    member: "Medlem",
    id: "Navn i definitionen",
    status: None,
    note: Some("Bemærkning"),
};
/// The header of the column with the small line charts.
const LINE: &str = "Forløb";
/// In the column of a period that counted the figure in another way.
const BREAK: &str = "brud";
/// The heights of a small line, from 0 to the largest number of the row.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl ReportHistory {
    pub(super) fn sheet(&self) -> Sheet {
        let columns = self.periods.iter().map(String::as_str).chain([LINE]);
        let sections: Vec<SheetSection> = self
            .chapters
            .iter()
            .map(|chapter| SheetSection {
                title: PlainText::from(&chapter.title),
                rows: chapter.figures.iter().flat_map(rows).collect(),
            })
            .collect();
        let figures = self.chapters.iter().flat_map(|chapter| &chapter.figures);
        let has_break = figures.clone().any(|figure| !figure.breaks.is_empty());
        let hides =
            figures.clone().flat_map(|figure| &figure.rows).any(|row| row.numbers.contains(&PastNumber::Hidden));
        let hidden = hides.then(|| PlainText::from(format!("{HIDDEN}: {HIDDEN_NOTE}")));
        let legend = "»brud«: tallet blev opgjort på en anden måde det år og kan ikke sammenlignes; det står sidst.";
        Sheet {
            title: self.title().into(),
            summary: summary(figures.count(), self.periods.len()).into(),
            cautions: self.cautions.iter().map(PlainText::from).collect(),
            notes: has_break.then(|| legend.into()).into_iter().chain(hidden).collect(),
            headers: HEADERS,
            columns: columns.map(SheetColumn::new).collect(),
            sections,
            appendices: self.appendix().into_iter().collect(),
            listings: Vec::new(),
        }
    }

    fn title(&self) -> String {
        match self.periods.as_slice() {
            [first, .., last] => format!("Nøgletal for {} fra {first} til {last}", self.report),
            _ => format!("Nøgletal for {} {}", self.report, self.periods.join("")),
        }
    }

    /// Explains how the numbers were counted that were counted in another way.
    fn appendix(&self) -> Option<Appendix> {
        let figures = self.chapters.iter().flat_map(|chapter| chapter.figures.iter().map(move |one| (chapter, one)));
        let explanations: Vec<Explanation> = figures
            .filter(|(_, figure)| !figure.breaks.is_empty())
            .map(|(chapter, figure)| Explanation {
                label: format!("{}: {}", chapter.title, figure.label).into(),
                id: figure.id.as_str().into(),
                note: PlainText::default(),
                text: PlainText::default(),
                ways: figure.breaks.iter().map(way).collect(),
            })
            .collect();
        let headers = AppendixHeaders { text: "Bemærkning", whose: "Periode", counted_as: "Værdi", id: None };
        (!explanations.is_empty()).then(|| Appendix {
            title: "Opgjort på en anden måde end i den seneste periode".into(),
            headers,
            explanations,
        })
    }
}

fn way(other: &OtherCount) -> WayOfCounting {
    let figure = &other.figure;
    let side = SideFigure {
        id: Default::default(),
        how: figure.how.clone(),
        format: figure.format,
        value: figure.value.clone(),
    };
    WayOfCounting {
        whose: PlainText::from(&other.period),
        counted_as: CountedAs::Value(side.printed().into()),
        how: PlainText::from(&figure.how),
    }
}

fn rows(figure: &FigureHistory) -> Vec<SheetRow> {
    let row = |label: &str, level: RowLevel, cells: Vec<SheetCell>| SheetRow {
        id: figure.id.to_string(),
        figure: PlainText::from(&figure.label),
        label: PlainText::from(label),
        level,
        cells,
        status: "",
        note: PlainText::default(),
        remarks: if level == RowLevel::Member {
            Vec::new()
        } else {
            figure.remarks.iter().map(PlainText::from).collect()
        },
    };
    let is_series = figure.rows.iter().all(|row| row.member.is_some());
    let columns = figure.rows.first().map_or(0, |row| row.numbers.len());
    let empty = (0..=columns).map(|_| SheetCell::word("")).collect();
    let heading = is_series.then(|| row(&figure.label, RowLevel::Series, empty));
    let numbers = figure.rows.iter().map(|one| match &one.member {
        Some(member) => row(&member.label, RowLevel::Member, cells(one, figure)),
        None => row(&figure.label, RowLevel::Figure, cells(one, figure)),
    });
    heading.into_iter().chain(numbers).collect()
}

fn cells(row: &HistoryRow, figure: &FigureHistory) -> Vec<SheetCell> {
    let cell = |number: &PastNumber| match number {
        PastNumber::Known(Some(value)) => SheetCell::value(*value, figure.format),
        PastNumber::Known(None) => SheetCell::word(words::UNKNOWN),
        PastNumber::Hidden => SheetCell::word(HIDDEN),
        PastNumber::Absent => SheetCell::word(""),
        PastNumber::Break => SheetCell::word(BREAK),
    };
    row.numbers.iter().map(cell).chain([SheetCell::Line { text: line(&row.numbers) }]).collect()
}

/// A block character for each period, as high as its number; a gap if it cannot be compared.
fn line(numbers: &[PastNumber]) -> String {
    let known = |number: &PastNumber| match number {
        PastNumber::Known(value) => *value,
        PastNumber::Hidden | PastNumber::Absent | PastNumber::Break => None,
    };
    let values = || numbers.iter().filter_map(known);
    if values().count() < 2 {
        return String::new();
    }
    let least = values().fold(0.0, f64::min);
    let range = values().fold(0.0, f64::max) - least;
    let block = |number: &PastNumber| {
        let Some(value) = known(number) else { return '\u{a0}' };
        let share = if range > 0.0 { (value - least) / range } else { 0.0 };
        HEIGHTS[((share * 7.0).round() as usize).min(7)]
    };
    numbers.iter().map(block).collect()
}

/// "176 nøgletal i 5 perioder."
fn summary(figures: usize, periods: usize) -> String {
    let number = |count: usize| danish::number(count as f64, 0);
    let noun = if periods == 1 { "periode" } else { "perioder" };
    format!("{} nøgletal i {} {noun}.", number(figures), number(periods))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_line_has_a_gap_where_there_is_no_number_to_compare() {
        let known = |value: f64| PastNumber::Known(Some(value));
        assert_eq!(line(&[known(0.0), PastNumber::Break, known(14.0), known(7.0)]), "▁\u{a0}█▅");
        assert_eq!(line(&[known(3.0), known(3.0)]), "██");
        assert_eq!(line(&[known(-1.0), known(1.0)]), "▁█");
        assert_eq!(line(&[PastNumber::Absent, known(3.0)]), "");
        assert_eq!(line(&[known(0.0), known(0.0)]), "▁▁");
    }
}
