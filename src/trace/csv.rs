//! The rows of a trace as CSV.

use std::io::Write;

use super::{Trace, TracedCell};
use crate::compose::no_formula;
use crate::snapshot::RowPlace;

/// Writes a line for each row and figure: the figure, the row's place, and its cells. Figures share the columns that have the
/// same header.
pub fn csv(trace: &Trace, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut headers: Vec<&str> = Vec::new();
    for column in trace.counted.iter().flat_map(|counted| &counted.columns) {
        if !headers.contains(&column.header.as_str()) {
            headers.push(&column.header);
        }
    }
    // Excel reads text without a byte order mark as Windows-1252.
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(out);
    let has_partners = trace.counted.iter().flat_map(|counted| &counted.rows).any(|row| row.partner.is_some());
    let partner: &[&str] = if has_partners { &["modpartens fil", "modpartens ark", "modpartens række"] } else { &[] };
    writer.write_record(["nøgletal", "periode", "fil", "ark", "række"].iter().chain(partner).chain(&headers))?;
    for counted in &trace.counted {
        for row in &counted.rows {
            let mut record = vec![counted.id.to_string(), row.period.as_ref().unwrap_or(&trace.period).clone()];
            record.extend(place(Some(&row.at)));
            if has_partners {
                record.extend(place(row.partner.as_ref()));
            }
            record.extend(headers.iter().map(|header| {
                let place = counted.columns.iter().position(|column| column.header == *header);
                let cell = place.and_then(|place| row.cells.get(place));
                cell.map_or_else(String::new, |cell| match cell {
                    TracedCell::Text(text) => no_formula(text),
                    cell => cell.text(),
                })
            }));
            writer.write_record(&record)?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// The place of a row in three cells, which are empty if it has none.
fn place(location: Option<&RowPlace>) -> [String; 3] {
    location.map_or_else(Default::default, |at| {
        [no_formula(&at.file), at.sheet.as_deref().map_or_else(String::new, no_formula), at.row.to_string()]
    })
}
