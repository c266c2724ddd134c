//! The sheet with the numbers of series that charts draw and no table shows.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet};

use super::super::lexicon::UNKNOWN;
use super::layout::{CHARTS, CellFormats, fit_to_page};
use super::numbered::NumberedTable;
use crate::definition::Definition;
use crate::definition::chart::{ChartDefinition, Drawing};
use crate::definition::figure::NumberFormat;
use crate::diff::{FigureHistory, PastNumber};
use crate::figure_id::{FigureId, FigureRef};
use crate::snapshot::{Figure, HIDDEN, Snapshot, Value};
use crate::spreadsheet::{number_format, shortened};

/// The row of the headers, from 0; the same as in the sheets of tables.
const HEADER: u32 = 5;
/// Width of the columns with words.
const WIDE: f64 = 40.0;
/// Width of the columns with periods and numbers.
const NARROW: f64 = 14.0;

/// A number of a chart.
pub struct ChartedNumber {
    figure: String,
    /// The member of the series; "" for a figure alone.
    member: String,
    /// The label of its period if the chart draws several.
    period: Option<String>,
    value: Option<f64>,
    is_hidden: bool,
    format: NumberFormat,
}

/// The numbers, in the order of the charts. `earlier` are the snapshots before, the latest first.
pub fn numbers(
    definition: &Definition,
    snapshot: &Snapshot,
    earlier: &[Snapshot],
    tables: &[NumberedTable<'_>],
) -> Vec<ChartedNumber> {
    let mut found = Vec::new();
    let mut seen: Vec<&FigureId> = Vec::new();
    for chart in definition.charts() {
        if let Drawing::OverTime { series, periods: Some(periods), .. } = &chart.drawing {
            found.extend(past_numbers(&series.value, *periods, snapshot, earlier));
            continue;
        }
        for id in drawn_series(chart) {
            let Some((id, figure)) = snapshot.figures.get_key_value(id) else { continue };
            if !seen.contains(&id) && !tables.iter().any(|table| table.shows(id)) {
                seen.push(id);
                found.extend(numbers_of(figure));
            }
        }
    }
    found
}

/// The series whose members a chart draws.
fn drawn_series(chart: &ChartDefinition) -> Vec<&FigureId> {
    let (main, others) = match &chart.drawing {
        Drawing::Bars { series, beside, .. } => (series, beside.iter().collect()),
        Drawing::OverTime { series, compare, .. } => (series, compare.iter().collect()),
        Drawing::Funnel { series, size, .. } => (series, vec![size]),
        Drawing::Pairs { series, before, .. } => (series, vec![before]),
        Drawing::Shares { series } => (series, Vec::new()),
        Drawing::Organisation(_) | Drawing::Process(_) => return Vec::new(),
    };
    std::iter::once(main).chain(others).map(|figure| &figure.value.id).collect()
}

/// The members of a series.
fn numbers_of(figure: &Figure) -> Vec<ChartedNumber> {
    let Value::Series(members) = &figure.value else { return Vec::new() };
    let number = |member: &crate::snapshot::Member| ChartedNumber {
        figure: figure.label.clone(),
        member: member.label.clone(),
        period: None,
        value: member.value,
        is_hidden: member.hidden,
        format: figure.format,
    };
    members.iter().map(number).collect()
}

/// The numbers of a chart over several periods, without those that cannot be compared.
fn past_numbers(figure: &FigureRef, periods: u32, snapshot: &Snapshot, earlier: &[Snapshot]) -> Vec<ChartedNumber> {
    let before = earlier.iter().take(periods.saturating_sub(1) as usize);
    let mut snapshots: Vec<&Snapshot> = std::iter::once(snapshot).chain(before).collect();
    snapshots.reverse();
    let Some(history) = FigureHistory::of_figure(&figure.id, &snapshots) else { return Vec::new() };
    let mut found = Vec::new();
    for row in &history.rows {
        let is_drawn = match (&figure.member, &row.member) {
            (Some(wanted), Some(member)) => member.name() == *wanted,
            _ => true,
        };
        for (number, snapshot) in row.numbers.iter().zip(&snapshots).filter(|_| is_drawn) {
            let (value, is_hidden) = match number {
                PastNumber::Known(value) => (*value, false),
                PastNumber::Hidden => (None, true),
                PastNumber::Absent | PastNumber::Break => continue,
            };
            found.push(ChartedNumber {
                figure: history.label.clone(),
                member: row.member.as_ref().map_or_else(String::new, |member| member.label.clone()),
                period: Some(snapshot.period.label.clone()),
                value,
                is_hidden,
                format: history.format,
            });
        }
    }
    found
}

/// Writes a row for each number. Only charts over several periods need the column of periods.
pub fn write(numbers: &[ChartedNumber], formats: &CellFormats, sheet: &mut Worksheet) -> anyhow::Result<()> {
    sheet.set_name(CHARTS)?;
    sheet.write_string_with_format(0, 0, "Tallene i rapportens figurer", &formats.title)?;
    sheet.write_string(1, 0, "Serier, som en figur viser, og som ikke står i en tabel.")?;
    let has_periods = numbers.iter().any(|number| number.period.is_some());
    let mut columns = vec![("Nøgletal", WIDE), ("Gruppe", WIDE), ("Værdi", NARROW)];
    if has_periods {
        columns.insert(2, ("Periode", NARROW));
    }
    for (place, (header, width)) in (0..).zip(&columns) {
        let format = if *header == "Værdi" { &formats.number_header } else { &formats.header };
        sheet.write_string_with_format(HEADER, place, *header, format)?;
        sheet.set_column_width(place, *width)?;
    }
    let last = columns.len() as u16 - 1;
    for (line, number) in (HEADER + 1..).zip(numbers) {
        sheet.write_string_with_format(line, 0, shortened(&number.figure), &formats.text)?;
        sheet.write_string_with_format(line, 1, shortened(&number.member), &formats.text)?;
        if has_periods {
            sheet.write_string_with_format(line, 2, number.period.as_deref().unwrap_or_default(), &formats.text)?;
        }
        let format = Format::new().set_num_format(number_format(number.format)).set_align(FormatAlign::Top);
        match number.value {
            Some(value) => sheet.write_number_with_format(line, last, value, &format)?,
            None if number.is_hidden => sheet.write_string_with_format(line, last, HIDDEN, &formats.text)?,
            None => sheet.write_string_with_format(line, last, UNKNOWN, &formats.text)?,
        };
    }
    sheet.set_freeze_panes(HEADER + 1, 1)?;
    fit_to_page(sheet);
    Ok(())
}
