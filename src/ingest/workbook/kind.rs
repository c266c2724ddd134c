//! What a file is by its content, whatever its name says.

use memchr::memmem;

use super::archive;

/// A format that workbooks are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Excel since 2007, with macros or without.
    Xlsx,
    /// Excel's binary format.
    Xlsb,
    /// Excel before 2007.
    Xls,
    /// LibreOffice, OpenOffice.
    Ods,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook.
    Workbook(Format),
    /// A document of Office that has a password.
    Encrypted,
    /// A web page: many systems give their exports of one a name that ends in .xls.
    Html,
    /// A PDF.
    Pdf,
    /// A zip file that is no workbook.
    Zip,
    /// Anything else that is not text.
    Binary,
    /// Text, which may be delimited.
    Text,
}

/// How a compound file of Office starts.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What the file is.
pub fn detect(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    // By the standard of PDF, other bytes may come before.
    if memmem::find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_some() {
        return Kind::Pdf;
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let encoding = if bytes.starts_with(b"\xff\xfe") { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let start = encoding.decode(bytes.get(..2048).unwrap_or(bytes)).0;
        return if is_html(start.as_bytes()) { Kind::Html } else { Kind::Text };
    }
    if is_html(bytes) {
        return Kind::Html;
    }
    if memchr::memchr(0, bytes).is_some() { Kind::Binary } else { Kind::Text }
}

/// Which kind of zip file, by the names of the files in it.
fn zipped(bytes: &[u8]) -> Kind {
    let has_name = |start: &[u8]| {
        archive::names(bytes).any(|name| name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
    };
    // The format asks for its own name to be the first file, and not compressed; files that were zipped again do not keep to it.
    let start = bytes.get(30..200).unwrap_or_default();
    let is_named = start.starts_with(b"mimetype") && memmem::find(start, b"opendocument.").is_some();
    let is_spreadsheet = memmem::find(start, b"opendocument.spreadsheet").is_some();
    if if is_named { is_spreadsheet } else { has_name(b"content.xml") && has_name(b"META-INF/manifest.xml") } {
        return Kind::Workbook(Format::Ods);
    }
    if has_name(b"xl/workbook.bin") {
        return Kind::Workbook(Format::Xlsb);
    }
    if has_name(b"xl/") {
        return Kind::Workbook(Format::Xlsx);
    }
    let of_another_program = has_name(b"word/") || has_name(b"ppt/") || has_name(b"visio/");
    if has_name(b"[Content_Types].xml") && !of_another_program {
        return Kind::Workbook(Format::Xlsx);
    }
    Kind::Zip
}

/// Which kind of compound file, by the names in its folder: entries of 128 bytes that start with the name in UTF-16.
fn compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    if has("EncryptedPackage") {
        Kind::Encrypted
    } else if has("Workbook") || has("Book") {
        Kind::Workbook(Format::Xls)
    } else {
        Kind::Binary
    }
}

/// Whether the text starts as a web page does, or as one saved in a single file.
fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.get(..2048).unwrap_or(bytes).trim_ascii_start().to_ascii_lowercase();
    let tags: [&[u8]; 9] =
        [b"<html", b"<!doctype html", b"<head", b"<body", b"<table", b"<meta", b"<style", b"<title", b"mime-version:"];
    tags.iter().any(|tag| start.starts_with(tag))
        || ((start.starts_with(b"<?xml") || start.starts_with(b"<!--")) && memmem::find(&start, b"<html").is_some())
}
