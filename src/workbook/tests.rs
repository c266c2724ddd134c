//! Tests with files that programs write, and with hostile ones.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail by panicking")]
#![allow(clippy::single_range_in_vec_init, reason = "that is what is hidden")]

mod hostile;
mod written;
mod xlsx;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

type Row = (u32, Vec<RawCell<'static>>);

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default();
        let stored = options.compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, if *name == "mimetype" { stored } else { options }).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An XLSX file with this sheet and these other parts.
fn xlsx(sheet: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = format!(
        r#"<Relationships><Relationship Id="a" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let related = format!(
        r#"<Relationships><Relationship Id="b" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", br#"<workbook><sheets><sheet name="Ark" sheetId="1" r:id="b"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", related.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    for other in others {
        parts.retain(|part| part.0 != other.0);
        parts.push(*other);
    }
    zipped(&parts)
}

/// An ODS file with these styles and tables.
fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

fn open(bytes: &[u8]) -> Result<Workbook<'_>, WorkbookError> {
    match detect(bytes) {
        FileKind::Workbook(format) => Workbook::open(bytes, format),
        kind => panic!("{kind:?}"),
    }
}

fn rows(bytes: &[u8], sheet: &str) -> Result<Vec<Row>, WorkbookError> {
    let mut rows = Vec::new();
    open(bytes)?.rows(sheet, &mut |number, cells| {
        rows.push((number, cells.iter().cloned().map(RawCell::into_owned).collect()));
    })?;
    Ok(rows)
}

fn text(text: &str) -> RawCell<'static> {
    RawCell::Text(text.to_owned().into())
}
