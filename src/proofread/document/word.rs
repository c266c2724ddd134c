//! Word documents (DOCX): paragraphs and the rows of tables. Word keeps no pages and no lines.

mod reading;

use std::io::{BufReader, Cursor, Read};

use anyhow::{Context, bail};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::guard::caught;
use crate::proofread::line::PrintedLine;
use reading::WordReading;

/// Bytes of XML that are read of a part. A small file can unpack to any size.
const MAX_XML: u64 = 200 << 20;
const MAX_LINES: usize = 500_000;
/// The parts that readers see, in this order. A document without notes has only the first.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// Whether the bytes are a zip file, as Word documents and workbooks are.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Returns the lines in reading order, with a blank line between paragraphs.
///
/// # Errors
/// When the file is damaged, too large or not a Word document.
pub(super) fn lines(bytes: Vec<u8>) -> anyhow::Result<Vec<PrintedLine>> {
    caught(|| read(bytes)).unwrap_or_else(|_| bail!("Filen er beskadiget"))
}

fn read(bytes: Vec<u8>) -> anyhow::Result<Vec<PrintedLine>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).context("Filen er beskadiget")?;
    if archive.by_name(PARTS[0]).is_err() {
        bail!("Filen er ikke en PDF, et Word-dokument eller en tekst. Gem rapporten som PDF");
    }
    let mut lines = Vec::new();
    for part in PARTS {
        let Ok(part) = archive.by_name(part) else { continue };
        read_part(BufReader::new(part.take(MAX_XML)), &mut lines)?;
    }
    Ok(lines)
}

fn read_part(xml: impl std::io::BufRead, lines: &mut Vec<PrintedLine>) -> anyhow::Result<()> {
    let mut reader = Reader::from_reader(xml);
    let mut reading = WordReading::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).context("Filen er beskadiget")? {
            Event::Start(tag) => reading.start(&tag, lines),
            Event::Empty(tag) => {
                reading.start(&tag, lines);
                reading.end(&tag.local_name(), lines);
            }
            Event::End(tag) => reading.end(&tag.local_name(), lines),
            Event::Text(text) => reading.push(&text.xml10_content()),
            Event::CData(text) => reading.push(&text.xml10_content()),
            Event::GeneralRef(reference) => reading.push_reference(&reference),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if lines.len() > MAX_LINES {
            bail!("Dokumentet har flere end 500.000 linjer");
        }
    }
}
