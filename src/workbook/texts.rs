//! Numbers and texts in Excel's binary formats.

use super::WorkbookError;
use crate::cell::RawCell;

/// A little-endian u16 at this offset. Fails if the data is cut off before it ends.
pub fn u16_at(data: &[u8], at: usize) -> Result<u16, WorkbookError> {
    Ok(u16::from_le_bytes(bytes_at(data, at)?))
}

/// A little-endian u32 at this offset.
pub fn u32_at(data: &[u8], at: usize) -> Result<u32, WorkbookError> {
    Ok(u32::from_le_bytes(bytes_at(data, at)?))
}

/// A little-endian f64 at this offset.
pub fn f64_at(data: &[u8], at: usize) -> Result<f64, WorkbookError> {
    Ok(f64::from_le_bytes(bytes_at(data, at)?))
}

/// The byte at this offset.
pub fn u8_at(data: &[u8], at: usize) -> Result<u8, WorkbookError> {
    data.get(at).copied().ok_or_else(cut_off)
}

fn bytes_at<const N: usize>(data: &[u8], at: usize) -> Result<[u8; N], WorkbookError> {
    data.get(at..).and_then(<[u8]>::first_chunk).copied().ok_or_else(cut_off)
}

/// The error for data that ends too early.
pub fn cut_off() -> WorkbookError {
    WorkbookError::damaged("")
}

/// An RK number: an integer or the upper half of an f64, divided by 100 or not.
pub fn decode_rk(value: u32) -> f64 {
    let number =
        if value & 2 != 0 { f64::from(value.cast_signed() >> 2) } else { f64::from_bits(u64::from(value & !3) << 32) };
    if value & 1 != 0 { number / 100.0 } else { number }
}

/// The cell of an error code.
pub fn error_cell(code: u8) -> RawCell<'static> {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    RawCell::Error(name.to_owned())
}

/// Appends characters: two bytes each in UTF-16, or one byte each if all are below 256.
pub fn push_letters(text: &mut String, bytes: &[u8], letters: usize, wide: bool) {
    if wide {
        let units = bytes.as_chunks().0.iter().take(letters).map(|unit| u16::from_le_bytes(*unit));
        text.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        text.extend(bytes.iter().take(letters).map(|byte| char::from(*byte)));
    }
}

/// Shared strings in one buffer, so that each takes only a few bytes of overhead.
#[derive(Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds the text that `read` appends, unless `read` returns `None`.
    pub fn add(&mut self, read: impl FnOnce(&mut String) -> Option<()>) -> Option<()> {
        read(&mut self.all)?;
        self.ends.push(self.all.len());
        Some(())
    }

    /// The text with this index. Fails if there is none.
    pub fn get(&self, index: u32) -> Result<&str, WorkbookError> {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let start = index.checked_sub(1).map_or(Some(&0), |before| self.ends.get(before));
        let text = start.zip(self.ends.get(index)).and_then(|(start, end)| self.all.get(*start..*end));
        text.ok_or_else(|| WorkbookError::damaged("shared string"))
    }
}
