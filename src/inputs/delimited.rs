//! Writes forms as delimited text, for datasets that do not read workbooks: a header and an example.

use anyhow::Context;
use chrono::NaiveDate;

use super::columns::example;
use super::plan::PlannedForm;
use crate::ingest::EXAMPLE;

/// A byte order mark, by which spreadsheet programs recognize UTF-8.
const MARK: &str = "\u{feff}";

pub fn write(file: &PlannedForm<'_>, day: NaiveDate) -> anyhow::Result<Vec<u8>> {
    let columns: Vec<_> = file.sheets.iter().flat_map(|sheet| sheet.columns()).collect();
    let headers = columns.iter().map(|(_, _, column)| column.headers.first().cloned().unwrap_or_default());
    let examples = columns.iter().enumerate().map(|(place, (_, _, column))| {
        let text = example(column, day).to_text(&column.kind);
        if place == 0 { format!("{EXAMPLE} {text}") } else { text }
    });
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    writer.write_record(headers)?;
    writer.write_record(examples)?;
    writer.into_inner().with_context(|| format!("{} kan ikke skrives", file.name))
}
