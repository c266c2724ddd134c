//! Detects what a file is by its content. Its name is not trusted.

use encoding_rs::Encoding;
use memchr::memmem;

use super::archive;

/// A file format of workbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkbookKind {
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary format since 2007.
    Xlsb,
    /// Excel before 2007.
    Xls,
    /// LibreOffice, OpenOffice.
    Ods,
    /// A workbook as a single XML file, which Excel 2003 called an XML Spreadsheet.
    SpreadsheetXml,
}

/// What a file is by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Workbook(WorkbookKind),
    /// An Office document with a password.
    Encrypted,
    /// A web page. Many systems export one under a name that ends in .xls.
    Html,
    /// A sheet in a text format of the 1980s: SYLK or DIF.
    OldSheet,
    Pdf,
    /// A zip file that is not a workbook.
    Zip,
    /// Neither text nor a known format.
    Binary,
    Text,
}

/// The first bytes of a compound file: XLS, or an encrypted Office document.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

pub fn detect(bytes: &[u8]) -> FileKind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    // Some programs write the records of a sheet without the container of Excel.
    if let [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04..=0x10, 0x00, ..] = bytes {
        return FileKind::Workbook(WorkbookKind::Xls);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    // PDF readers accept bytes before the header.
    if memmem::find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_some() {
        return FileKind::Pdf;
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let encoding = if bytes.starts_with(b"\xff\xfe") { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let start = encoding.decode(bytes.get(..2048).unwrap_or(bytes)).0;
        return if is_html(start.as_bytes()) { FileKind::Html } else { FileKind::Text };
    }
    // A comment in a cell may have elements of HTML.
    if is_spreadsheet_xml(bytes) {
        return FileKind::Workbook(WorkbookKind::SpreadsheetXml);
    }
    if is_html(bytes) {
        return FileKind::Html;
    }
    if bytes.starts_with(b"ID;P") || bytes.starts_with(b"TABLE\n0,1") || bytes.starts_with(b"TABLE\r\n0,1") {
        return FileKind::OldSheet;
    }
    if utf16_without_mark(bytes).is_some() || is_mostly_text(bytes) { FileKind::Text } else { FileKind::Binary }
}

/// The encoding of a text in UTF-16 that lacks its byte order mark: nearly every second byte is 0, as in ASCII characters.
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let pairs = start.len() / 2;
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_nearly_all = |zeros: usize| pairs > 1 && zeros * 10 >= pairs * 7;
    match (is_nearly_all(even), is_nearly_all(odd)) {
        (false, true) if even == 0 => Some(encoding_rs::UTF_16LE),
        (true, false) if odd == 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Whether hardly any byte is a control character that texts do not have. The rows that have one are found where they are read.
fn is_mostly_text(bytes: &[u8]) -> bool {
    let is_control =
        |byte: &&u8| **byte < b' ' && !matches!(**byte, b'\t' | b'\n' | b'\r' | b'\x0c' | b'\x1a' | b'\x1b');
    if memchr::memchr(0, bytes).is_none() {
        return true;
    }
    bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r'))
        && bytes.iter().filter(is_control).count() <= 1 + bytes.len() / 200
}

/// Whether the file is a workbook as a single XML file.
fn is_spreadsheet_xml(bytes: &[u8]) -> bool {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let body = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    body.starts_with(b"<")
        && memmem::find(start, b"Workbook").is_some()
        && memmem::find(start, b"urn:schemas-microsoft-com:office:spreadsheet").is_some()
}

/// The kind of a zip file, by the names of its parts.
fn zipped(bytes: &[u8]) -> FileKind {
    let has_name = |start: &[u8]| {
        archive::names(bytes).any(|name| name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
    };
    // ODF wants an uncompressed part `mimetype` first. Files that were zipped again do not have it there.
    let start = bytes.get(30..200).unwrap_or_default();
    let is_named = start.starts_with(b"mimetype") && memmem::find(start, b"opendocument.").is_some();
    let is_spreadsheet = memmem::find(start, b"opendocument.spreadsheet").is_some();
    if if is_named { is_spreadsheet } else { has_name(b"content.xml") && has_name(b"META-INF/manifest.xml") } {
        return FileKind::Workbook(WorkbookKind::Ods);
    }
    if has_name(b"xl/workbook.bin") {
        return FileKind::Workbook(WorkbookKind::Xlsb);
    }
    if has_name(b"xl/") {
        return FileKind::Workbook(WorkbookKind::Xlsx);
    }
    let of_another_program = has_name(b"word/") || has_name(b"ppt/") || has_name(b"visio/");
    if has_name(b"[Content_Types].xml") && !of_another_program {
        return FileKind::Workbook(WorkbookKind::Xlsx);
    }
    FileKind::Zip
}

/// The kind of a compound file, by its directory: entries of 128 bytes that start with a name in UTF-16.
fn compound(bytes: &[u8]) -> FileKind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    if has("EncryptedPackage") {
        FileKind::Encrypted
    } else if has("Workbook") || has("Book") {
        FileKind::Workbook(WorkbookKind::Xls)
    } else {
        FileKind::Binary
    }
}

/// Whether the file starts like an HTML page or a page saved as MHTML.
fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.get(..2048).unwrap_or(bytes).trim_ascii_start().to_ascii_lowercase();
    let tags: [&[u8]; 9] =
        [b"<html", b"<!doctype html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<title", b"mime-version:"];
    tags.iter().any(|tag| start.starts_with(tag))
        || ((start.starts_with(b"<?xml") || start.starts_with(b"<!--")) && memmem::find(&start, b"<html").is_some())
}
