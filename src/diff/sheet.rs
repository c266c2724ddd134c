//! The differences as a sheet.

use super::{ChangeFilter, ChangeRow, Diff, Difference, FigureChange, SideFigure, words};
use crate::figure_id::FigureId;
use crate::forms::{
    Appendix, AppendixHeaders, CountedAs, Explanation, PlainText, Sheet, SheetColumn, SheetHeaders, SheetRow,
    SheetSection, WayOfCounting,
};

/// The headers of all columns but those of values.
const HEADERS: SheetHeaders = SheetHeaders {
    label: "Nøgletal",
    member: "Medlem",
    id: "Navn i definitionen",
    status: Some("Art"),
    note: Some("Bemærkning"),
};
/// The headers of the columns of the difference and of the change in percent.
pub(crate) const DIFFERENCE_AND_CHANGE: [&str; 2] = ["Forskel", "Ændring"];

impl Diff {
    /// The sheet of the figures that pass the filter.
    pub(crate) fn sheet(&self, filter: &ChangeFilter) -> Sheet {
        let (earlier, later) = (&self.earlier, &self.later);
        let title = if self.is_of_one_report() {
            format!("Ændringer i nøgletal for {} fra {} til {}", later.report, earlier.label, later.label)
        } else {
            format!("Forskelle i nøgletal mellem {} og {}", earlier.label, later.label)
        };
        let shown = self.clone().filtered(filter);
        let columns = [earlier.label.as_str(), later.label.as_str()].into_iter().chain(DIFFERENCE_AND_CHANGE);
        Sheet {
            title: title.into(),
            summary: format!("{}{}", words::summary(&self.counts), words::shown(&shown, filter)).into(),
            cautions: self.cautions.iter().map(PlainText::from).collect(),
            notes: [words::left_out(self.left_out), words::hidden(self)]
                .into_iter()
                .flatten()
                .map(PlainText::from)
                .collect(),
            headers: HEADERS,
            columns: columns.map(SheetColumn::new).collect(),
            sections: sections(&shown),
            appendices: appendices(&shown),
            listings: self.rows.iter().map(|rows| rows.listing(filter.most_rows.unwrap_or(usize::MAX))).collect(),
        }
    }
}

/// The chapters, without those whose figures all are incomparable.
fn sections(diff: &Diff) -> Vec<SheetSection> {
    let section = |chapter: &super::DiffChapter| {
        let rows = |figure: &FigureChange| {
            let rows = figure.rows(diff).into_iter();
            rows.map(|row| sheet_row(&figure.id, row)).collect::<Vec<_>>()
        };
        SheetSection { title: PlainText::from(&chapter.title), rows: chapter.figures.iter().flat_map(rows).collect() }
    };
    diff.chapters.iter().map(section).filter(|section| !section.rows.is_empty()).collect()
}

fn sheet_row(id: &FigureId, row: ChangeRow) -> SheetRow {
    SheetRow {
        id: id.to_string(),
        figure: row.figure,
        label: row.label,
        level: row.level,
        cells: vec![row.before, row.after, row.difference, row.percent],
        status: row.kind.word(),
        note: row.note,
        remarks: row.remarks,
    }
}

/// Explains the figures that cannot be compared, and those that two reports count in different ways.
fn appendices(diff: &Diff) -> Vec<Appendix> {
    let mut incomparable = Vec::new();
    let mut counted_apart = Vec::new();
    for chapter in &diff.chapters {
        for figure in &chapter.figures {
            let Some(sides) = figure.difference.sides() else { continue };
            let explanation = explanation(&chapter.title, figure, sides, diff);
            match figure.difference {
                Difference::Incomparable(..) => incomparable.push(explanation),
                _ => counted_apart.push(explanation),
            }
        }
    }
    let headers = AppendixHeaders {
        text: "Bemærkning",
        whose: if diff.is_of_one_report() { "Periode" } else { "Rapport" },
        counted_as: "Værdi",
        id: None,
    };
    [
        ("Kan ikke sammenlignes: opgjort på forskellige måder", incomparable),
        ("Sådan er de sammenlignede nøgletal opgjort i hver rapport", counted_apart),
    ]
    .into_iter()
    .filter(|(_, explanations)| !explanations.is_empty())
    .map(|(title, explanations)| Appendix { title: title.into(), headers, explanations })
    .collect()
}

fn explanation(chapter: &str, figure: &FigureChange, sides: &[SideFigure; 2], diff: &Diff) -> Explanation {
    let way = |(whose, side): (&String, &SideFigure)| WayOfCounting {
        whose: PlainText::from(whose),
        counted_as: CountedAs::Value(side.printed().into()),
        how: PlainText::from(&side.how),
    };
    Explanation {
        label: format!("{chapter}: {}", figure.label).into(),
        id: figure.id.as_str().into(),
        note: figure.note(diff).into(),
        text: [figure.reason()]
            .into_iter()
            .chain(figure.remarks.iter().cloned())
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        ways: [&diff.earlier.label, &diff.later.label].into_iter().zip(sides).map(way).collect(),
    }
}
