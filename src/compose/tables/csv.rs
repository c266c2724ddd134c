//! Tables as CSV for spreadsheet programs.

use super::super::view::{Content, TableView};

/// UTF-8 with a byte order mark, `;`, decimal commas, no thousands points.
pub fn csv(table: &TableView) -> anyhow::Result<Vec<u8>> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(&mut out);
    let header: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    writer.write_record(&header)?;
    for row in &table.rows {
        let mut record = vec![no_formula(&row.label)];
        record.extend(row.cells.iter().map(|cell| match cell.content {
            Content::Number(value, _) => plain(value),
            Content::Worded(..) | Content::Words => no_formula(&cell.text),
            Content::Hidden => cell.text.clone(),
            Content::Unknown | Content::Incomparable => String::new(),
        }));
        record.resize(table.columns.len(), String::new());
        writer.write_record(&record)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// Puts an apostrophe before text that a spreadsheet program would run as a formula.
pub fn no_formula(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A number as a Danish spreadsheet program reads it: with a decimal comma and without points.
fn plain(value: f64) -> String {
    value.to_string().replace('.', ",")
}
