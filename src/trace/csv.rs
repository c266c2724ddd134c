//! The rows behind a figure as CSV.

use std::io::Write;

use super::Trace;
use crate::compose::no_formula;

/// Writes the rows as CSV for spreadsheet programs: the figure they count in, where they stand, and their cells, each column of
/// the exports once.
///
/// # Errors
/// When `out` cannot be written to.
pub fn csv(trace: &Trace, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut headers: Vec<&str> = Vec::new();
    for column in trace.counted.iter().flat_map(|counted| &counted.columns) {
        if !headers.contains(&column.header.as_str()) {
            headers.push(&column.header);
        }
    }
    // Spreadsheet programs take text without a byte order mark for Windows-1252.
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
    writer.write_record(["nøgletal", "periode", "fil", "ark", "række"].iter().chain(&headers))?;
    for counted in &trace.counted {
        for row in &counted.rows {
            let mut record = vec![
                counted.id.clone(),
                row.period.as_ref().unwrap_or(&trace.period).clone(),
                no_formula(&row.file),
                row.sheet.as_deref().map_or_else(String::new, no_formula),
                row.row.to_string(),
            ];
            record.extend(headers.iter().map(|header| {
                let place = counted.columns.iter().position(|column| column.header == *header);
                let cell = place.and_then(|place| row.cells.get(place));
                cell.map_or_else(String::new, |cell| match cell {
                    super::Cell::Text(text) => no_formula(text),
                    cell => cell.text(),
                })
            }));
            writer.write_record(&record)?;
        }
    }
    writer.flush()?;
    Ok(())
}
