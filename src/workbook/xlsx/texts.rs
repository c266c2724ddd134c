//! Reads the shared strings of an XLSX file.

use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesStart, Event};

use crate::workbook::WorkbookError;
use crate::workbook::archive::Archive;
use crate::workbook::encoding::xml_part;
use crate::workbook::entities::{attribute, resolve};
use crate::workbook::guard::guarded;
use crate::workbook::markup::{Limits, scan};
use crate::workbook::rich_text::{LetterLook, RichText};
use crate::workbook::texts::Texts;

/// Bytes of the shared strings at most.
const MAX_TEXTS: u64 = 256 << 20;

/// Memory for the shared strings at most, and the overhead of each.
const TEXT_MEMORY: (u64, u64) = (320 << 20, 64);

/// Reads the shared strings in a part; none if there is no such part. Their number in the file is not trusted.
pub fn read(archive: &mut Archive<'_>, part: &str) -> Result<Texts, WorkbookError> {
    let limits = Limits { token: 4 << 20, item: b"si", item_size: 4 << 20, items: TEXT_MEMORY.0 / TEXT_MEMORY.1 };
    let mut texts = Texts::default();
    let Some((xml, size)) = xml_part(archive, part, MAX_TEXTS)? else { return Ok(texts) };
    let found = scan(xml, &limits, |_| Ok(()))?;
    if size + found.items * TEXT_MEMORY.1 > TEXT_MEMORY.0 {
        return Err(WorkbookError::TooMuch("Projektmappen har flere millioner forskellige tekster"));
    }
    if let Some((xml, _)) = xml_part(archive, part, MAX_TEXTS)? {
        read_items(BufReader::with_capacity(64 << 10, xml), &mut texts)?;
    }
    Ok(texts)
}

fn read_items(xml: impl BufRead, texts: &mut Texts) -> Result<(), WorkbookError> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut item = TextItem::default();
    loop {
        buffer.clear();
        match guarded(|| reader.read_event_into(&mut buffer))? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "si" => item = TextItem::default(),
                name => item.start(name, &tag)?,
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "si" => {
                    let text = item.finish();
                    texts.add(|all| {
                        all.push_str(&text);
                        Some(())
                    });
                }
                name => item.end(name),
            },
            Event::Text(text) => item.push(&text.xml10_content()),
            Event::CData(text) => item.push(&text.xml10_content()),
            Event::GeneralRef(reference) => item.push(&resolve(&reference)?),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The attribute that says what a property of a run is.
const VALUE: &str = "val";

/// A text with its runs, as in a shared string or in a cell.
#[derive(Debug, Default)]
pub struct TextItem {
    text: RichText,
    /// The look of the run that is being read.
    look: LetterLook,
    in_text: bool,
    /// Inside a pronunciation, which is no part of the text.
    in_phonetic: bool,
}

impl TextItem {
    pub fn start(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), WorkbookError> {
        match name {
            "t" => self.in_text = !self.in_phonetic,
            "rPh" => self.in_phonetic = true,
            "vertAlign" => {
                self.look.is_raised = attribute(tag, VALUE)?.is_some_and(|value| value.trim() == "superscript")
            }
            "strike" => {
                self.look.is_struck = attribute(tag, VALUE)?.is_none_or(|value| !matches!(value.trim(), "0" | "false"))
            }
            _ => {}
        }
        Ok(())
    }

    pub fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            "r" => self.look = LetterLook::default(),
            _ => {}
        }
    }

    pub fn push(&mut self, text: &str) {
        if self.in_text {
            self.text.push(text, self.look);
        }
    }

    pub fn finish(&mut self) -> String {
        unescaped(self.text.finish())
    }
}

/// The text with characters for escapes such as `_x000D_`, which stand for characters that XML does not allow.
pub fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        let letter = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (letter, length) = letter.map_or(('_', 1), |letter| (letter, 7));
        plain.push(letter);
        rest = escape.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_characters_become_characters_and_other_underscores_stay() {
        assert_eq!(unescaped("a_x000D_\nb".into()), "a\r\nb");
        assert_eq!(unescaped("_x005F_x000D_".into()), "_x000D_");
        assert_eq!(unescaped("en_xylofon_x00".into()), "en_xylofon_x00");
    }
}
