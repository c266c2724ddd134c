//! Numbers and texts as Excel's binary formats have them.

use crate::ingest::cell::Cell;

/// A number of two bytes at this place.
pub fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes at this place.
pub fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number with decimals at this place.
pub fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A number in four bytes: whole or the upper half of a wide one, and in hundredths or not.
pub fn compressed(value: u32) -> f64 {
    let number =
        if value & 2 != 0 { f64::from(value.cast_signed() >> 2) } else { f64::from_bits(u64::from(value & !3) << 32) };
    if value & 1 != 0 { number / 100.0 } else { number }
}

/// The cell of an error's number.
pub fn error(code: u8) -> Cell<'static> {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Error(name.to_owned())
}

/// Adds letters to the text: two bytes each in UTF-16, or one byte each where the second would be nought.
pub fn push_letters(text: &mut String, bytes: &[u8], letters: usize, wide: bool) {
    if wide {
        let units = bytes.chunks_exact(2).take(letters).filter_map(|unit| u16_at(unit, 0));
        text.extend(char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        text.extend(bytes.iter().take(letters).map(|byte| char::from(*byte)));
    }
}

/// The texts that cells share, all in one: a few bytes for each, however short it is.
#[derive(Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds what `read` adds to the texts so far, unless it says that there is none.
    pub fn add(&mut self, read: impl FnOnce(&mut String) -> Option<()>) -> Option<()> {
        read(&mut self.all)?;
        self.ends.push(self.all.len());
        Some(())
    }

    /// Text number `index`.
    pub fn get(&self, index: u32) -> Option<&str> {
        let index = usize::try_from(index).ok()?;
        let start = if index == 0 { 0 } else { *self.ends.get(index - 1)? };
        self.all.get(start..*self.ends.get(index)?)
    }
}
