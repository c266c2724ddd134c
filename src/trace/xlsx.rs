//! A trace as a workbook.

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Worksheet};

use super::{CountedFigure, Trace, TracedCell};
use crate::snapshot::SourceFile;
use crate::spreadsheet::{MAX_ROWS, dated, number_format, sheet_name, shortened};

/// Returns a workbook with a sheet about the figure and one with the rows of each counted figure. Fails if a sheet would have
/// too many rows.
pub fn workbook(trace: &Trace) -> anyhow::Result<Vec<u8>> {
    let properties = DocProperties::new().set_title(format!("{}, {}", trace.figure.id, trace.period));
    let mut book = dated(properties, trace.day)?;
    about(trace, book.add_worksheet().set_name("Nøgletal")?)?;
    let mut names = vec!["Nøgletal".to_owned()];
    for counted in trace.counted.iter().filter(|counted| !counted.columns.is_empty()) {
        let rows = counted.rows.len();
        anyhow::ensure!(
            rows < MAX_ROWS,
            "{} har {rows} rækker, og et ark kan kun have {MAX_ROWS}. Brug --format csv",
            counted.id
        );
        let wanted = if trace.counted.len() == 1 { "Rækker".to_owned() } else { counted.id.to_string() };
        let name = sheet_name(&wanted, &names);
        list(trace, counted, book.add_worksheet().set_name(&name)?)?;
        names.push(name);
    }
    Ok(book.save_to_buffer()?)
}

fn about(trace: &Trace, sheet: &mut Worksheet) -> anyhow::Result<()> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    let figure = &trace.figure;
    let number = Format::new().set_num_format(number_format(figure.format)).set_align(FormatAlign::Left);
    let text = |text: &str| TracedCell::Text(text.to_owned());
    let mut lines: Vec<(&str, TracedCell)> = vec![
        ("Nøgletal", text(&figure.id.to_string())),
        ("Navn", text(&figure.label)),
        ("Rapport", text(&trace.report)),
        ("Periode", text(&trace.period)),
        ("Værdi", figure.value.map_or_else(|| text(&figure.text), TracedCell::Number)),
        ("Definition", text(&figure.how)),
    ];
    if !figure.note.is_empty() {
        lines.push(("Note", text(&figure.note)));
    }
    if let (Some(expression), Some(calculation)) = (&figure.expression, &figure.calculation) {
        lines.push(("Udregning", TracedCell::Text(format!("{expression} = {calculation}"))));
    }
    lines.extend(trace.notices.iter().map(|notice| ("Bemærk", text(notice))));
    for counted in &trace.counted {
        lines.extend(counted.statements.iter().map(|statement| ("SQL", text(&statement.sql))));
        for source in &counted.sources {
            let sheet = source.file.sheet.as_ref().map_or_else(String::new, |sheet| format!(", ark »{sheet}«"));
            let state = source.state.danish();
            let now = source.sha256_now.as_ref().map_or_else(String::new, |now| format!(", SHA-256 nu {now}"));
            let SourceFile { file, sha256, .. } = &source.file;
            lines.push(("Kilde", TracedCell::Text(format!("{file}{sheet}, {state}, SHA-256 {sha256}{now}"))));
        }
    }
    lines.extend(trace.used.iter().map(|used| ("Bruges i", text(&used.place))));
    for (line, (what, cell)) in (0..).zip(lines) {
        sheet.write_string_with_format(line, 0, what, &bold)?;
        match cell {
            TracedCell::Number(value) => sheet.write_number_with_format(line, 1, value, &number)?,
            cell => sheet.write_string_with_format(line, 1, shortened(&cell.text()), &wrapped)?,
        };
    }
    sheet.set_column_width(0, 14)?;
    sheet.set_column_width(1, 100)?;
    Ok(())
}

fn list(trace: &Trace, counted: &CountedFigure, sheet: &mut Worksheet) -> anyhow::Result<()> {
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let mut places = vec!["Periode", "Fil", "Ark", "Række"];
    if counted.rows.iter().any(|row| row.partner.is_some()) {
        places.extend(["Modpartens fil", "Modpartens ark", "Modpartens række"]);
    }
    let first_cell = places.len() as u16;
    for (column, header) in (0..).zip(places.into_iter().chain(counted.columns.iter().map(|c| c.header.as_str()))) {
        sheet.write_string_with_format(0, column, header, &bold)?;
        sheet.set_column_width(column, if header == "Række" { 8 } else { 22 })?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1..).zip(&counted.rows) {
        sheet.write_string(line, 0, shortened(row.period.as_deref().unwrap_or(&trace.period)))?;
        for (column, at) in [(1, Some(&row.at)), (4, row.partner.as_ref())] {
            let Some(at) = at else { continue };
            sheet.write_string(line, column, shortened(&at.file))?;
            if let Some(name) = &at.sheet {
                sheet.write_string(line, column + 1, shortened(name))?;
            }
            sheet.write_number(line, column + 2, at.row)?;
        }
        for (column, cell) in (first_cell..).zip(&row.cells) {
            match cell {
                TracedCell::Empty => {}
                TracedCell::Number(number) => _ = sheet.write_number(line, column, *number)?,
                TracedCell::Boolean(value) => _ = sheet.write_boolean(line, column, *value)?,
                TracedCell::Text(text) => _ = sheet.write_string(line, column, shortened(text))?,
                TracedCell::Day(day) => {
                    match ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8) {
                        Ok(day) => sheet.write_with_format(line, column, &day, &date)?,
                        // Excel has no days before 1900.
                        Err(_) => sheet.write_string(line, column, cell.text())?,
                    };
                }
            }
        }
    }
    Ok(())
}
