//! Workbooks: whole files, and single parts of otherwise valid files.
#![no_main]

use std::io::{Cursor, Write};

use kapreport_fuzz::Exports;
use libfuzzer_sys::fuzz_target;
use zip::{ZipWriter, write::SimpleFileOptions};

thread_local!(static EXPORTS: [Exports; 4] = ["log.xlsx", "log.xlsb", "log.xls", "log.ods"].map(Exports::new));

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>Dato</t></si><si><t>Tal</t></si></sst>"#;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let _ = writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored));
        let _ = writer.write_all(bytes);
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn xlsx(strings: &[u8], sheet: &[u8]) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fuzz_target!(|bytes: &[u8]| {
    let Some((way, rest)) = bytes.split_first() else { return };
    EXPORTS.with(|[first, second, third, fourth]| match way {
        b'P' => {
            first.read(bytes);
            second.read(bytes);
            fourth.read(bytes);
        }
        0xd0 => third.read(bytes),
        b'1' => first.read(&xlsx(STRINGS.as_bytes(), rest)),
        b'2' => first.read(&xlsx(rest, br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#)),
        b'3' => fourth.read(&archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", rest),
        ])),
        _ => third.read(rest),
    });
});
