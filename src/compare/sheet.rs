//! Reports side by side as a sheet.

use super::{Comparison, ComparisonOptions, ConceptRow, Quotient, ReportColumn, ReportFigure};
use crate::danish;
use crate::definition::figure::NumberFormat;
use crate::forms::{
    Appendix, AppendixHeaders, CountedAs, Explanation, PlainText, RowLevel, Sheet, SheetCell, SheetColumn,
    SheetHeaders, SheetRow, SheetSection, WayOfCounting,
};

/// Instead of a number that the report does not have, or that cannot be put in proportion.
const ABSENT: &str = "–";
/// Instead of a number that the report does not know.
const UNKNOWN: &str = "*";
/// The title of the definitions.
const DEFINITIONS: &str = "Sådan er begreberne opgjort, hvor rapporterne ikke gør det ens";
const HEADERS: SheetHeaders =
    SheetHeaders { label: "Begreb", member: "I forhold til", id: "Navn", status: None, note: None };
const DEFINITION_HEADERS: AppendixHeaders =
    AppendixHeaders { text: "Betydning", whose: "Rapporter", counted_as: "Nøgletal", id: Some("Navn i rapporten") };

impl Comparison {
    /// The sheet of the concepts that are shown.
    pub(crate) fn sheet(&self, options: ComparisonOptions) -> Sheet {
        let labels: Vec<String> = self.columns.iter().map(|column| column.label.clone()).collect();
        let shown = self.clone().shown(options);
        let sections = sections(&shown);
        let without =
            sections.iter().filter_map(|section| without_numbers(section, &self.columns)).map(PlainText::from);
        let notes: Vec<PlainText> =
            legend(&sections).into_iter().chain(without).chain(shown.notes.iter().map(PlainText::from)).collect();
        Sheet {
            title: format!("Nøgletal side om side: {}", danish::list(&labels)).into(),
            summary: summary(shown.rows().count(), self.rows().count()).into(),
            cautions: Vec::new(),
            notes,
            headers: HEADERS,
            columns: self.columns.iter().map(column).collect(),
            sections,
            appendices: if options.definitions { appendix(&shown).into_iter().collect() } else { Vec::new() },
            listings: Vec::new(),
        }
    }

    /// The concepts that reports count in different ways, with these ways.
    pub(super) fn definitions(&self) -> Vec<ConceptDefinition<'_>> {
        let all = self.rows().map(|row| (row, row.ways(&self.columns)));
        all.filter(|(_, ways)| ways.len() > 1)
            .map(|(row, ways)| {
                let ways = ways.into_iter().map(|(reports, figure)| (self.labels(&reports), figure));
                ConceptDefinition { row, ways: ways.collect() }
            })
            .collect()
    }

    /// The labels of the columns with these indices, as an enumeration.
    fn labels(&self, reports: &[usize]) -> String {
        let columns = reports.iter().filter_map(|i| self.columns.get(*i));
        danish::list(&columns.map(|column| column.label.clone()).collect::<Vec<_>>())
    }
}

/// A concept that reports count in different ways.
pub(super) struct ConceptDefinition<'a> {
    pub row: &'a ConceptRow,
    /// The reports that count alike, and the figure of the first of them.
    pub ways: Vec<(String, &'a ReportFigure)>,
}

/// A column with the report, and the period below it, which is broken at its dots.
fn column(column: &ReportColumn) -> SheetColumn {
    let period = format!("{}{}", column.period, column.mark);
    let period = match period.split_once("..") {
        None => vec![PlainText::from(period)],
        Some((from, to)) => vec![format!("{from}..").into(), to.into()],
    };
    SheetColumn {
        label: PlainText::from(&column.label),
        lines: std::iter::once(PlainText::from(&column.report)).chain(period).collect(),
    }
}

/// The rows of the chapters.
pub(super) fn sections(comparison: &Comparison) -> Vec<SheetSection> {
    let section = |chapter: &super::ConceptChapter| SheetSection {
        title: PlainText::from(&chapter.title),
        rows: chapter.rows.iter().flat_map(rows).collect(),
    };
    comparison.chapters.iter().map(section).collect()
}

/// The row of a concept, and one below it for each proportion.
fn rows(concept: &ConceptRow) -> Vec<SheetRow> {
    let row = |label: &str, level, cells| SheetRow {
        id: concept.id.clone(),
        figure: PlainText::from(&concept.label),
        label: PlainText::from(label),
        level,
        cells,
        status: "",
        note: PlainText::default(),
        remarks: Vec::new(),
    };
    let own = concept.figures.iter().map(|figure| figure_cell(figure.as_ref())).collect();
    let proportions = concept.proportions.iter().map(|proportion| {
        let format = proportion.format();
        let cells = proportion.quotients.iter().map(|quotient| quotient_cell(*quotient, format)).collect();
        row(&proportion.label, RowLevel::Member, cells)
    });
    std::iter::once(row(&concept.label, RowLevel::Figure, own)).chain(proportions).collect()
}

fn figure_cell(figure: Option<&ReportFigure>) -> SheetCell {
    match figure.map(|figure| (figure.value, figure.format)) {
        None => SheetCell::word(ABSENT),
        Some((None, _)) => SheetCell::word(UNKNOWN),
        Some((Some(value), format)) => SheetCell::value(value, format),
    }
}

fn quotient_cell(quotient: Quotient, format: NumberFormat) -> SheetCell {
    match quotient {
        Quotient::Number(number) => SheetCell::value(number, format),
        Quotient::Unknown => SheetCell::word(UNKNOWN),
        Quotient::Absent | Quotient::NoDenominator | Quotient::UnknownDenominator | Quotient::Zero => {
            SheetCell::word(ABSENT)
        }
    }
}

/// A sentence for each report that has no number in a chapter, so that a column of dashes is explained.
pub(super) fn without_numbers(section: &SheetSection, columns: &[ReportColumn]) -> Option<String> {
    let has_number =
        |i: usize| section.rows.iter().any(|row| row.cells.get(i).is_some_and(|cell| cell.text() != ABSENT));
    let without: Vec<String> =
        columns.iter().enumerate().filter(|(i, _)| !has_number(*i)).map(|(_, column)| column.label.clone()).collect();
    (!without.is_empty() && without.len() < columns.len())
        .then(|| format!("{} har ingen tal i kapitlet »{}«.", danish::list(&without), &*section.title))
}

/// The meaning of the marks and words that occur in the rows.
pub(super) fn legend(sections: &[SheetSection]) -> Vec<PlainText> {
    let rows = || sections.iter().flat_map(|section| &section.rows);
    let has = |mark: &str| rows().flat_map(|row| &row.cells).any(|cell| cell.text() == mark);
    let meanings = [
        (has(ABSENT), "– betyder, at rapporten ikke har tallet, eller at det ikke kan sættes i forhold til noget."),
        (has(UNKNOWN), "* betyder, at rapporten har begrebet, men ikke kender tallet."),
        (
            rows().any(|row| row.level == RowLevel::Member),
            "»pr.« er i forhold til rapportens eget tal for det, der divideres med.",
        ),
    ];
    meanings.into_iter().filter(|(occurs, _)| *occurs).map(|(_, meaning)| meaning.into()).collect()
}

fn appendix(comparison: &Comparison) -> Option<Appendix> {
    let explanation = |definition: ConceptDefinition<'_>| Explanation {
        label: PlainText::from(&definition.row.label),
        id: PlainText::from(&definition.row.id),
        note: PlainText::default(),
        text: PlainText::from(&definition.row.definition),
        ways: definition.ways.into_iter().map(way).collect(),
    };
    let explanations: Vec<Explanation> = comparison.definitions().into_iter().map(explanation).collect();
    (!explanations.is_empty()).then(|| Appendix {
        title: DEFINITIONS.into(),
        headers: DEFINITION_HEADERS,
        explanations,
    })
}

fn way((reports, figure): (String, &ReportFigure)) -> WayOfCounting {
    WayOfCounting {
        whose: reports.into(),
        counted_as: CountedAs::Figure { label: PlainText::from(&figure.label), id: figure.id.as_str().into() },
        how: PlainText::from(&figure.how),
    }
}

/// "41 begreber. 9 andre står kun i én af rapporterne; --all viser også dem."
fn summary(shown: usize, all: usize) -> String {
    let number = |count: usize| danish::number(count as f64, 0);
    let concepts = if shown == 1 { "1 begreb".to_owned() } else { format!("{} begreber", number(shown)) };
    if all == 0 {
        return "Ingen nøgletal har »concept«, så der er intet at stille op. »kapreport diff« viser forskellen på to perioder.".to_owned();
    }
    match all - shown {
        0 => format!("{concepts}."),
        1 => format!("{concepts}. 1 mere står kun i én af rapporterne; --all viser også det."),
        more => format!("{concepts}. {} flere står kun i én af rapporterne; --all viser også dem.", number(more)),
    }
}
