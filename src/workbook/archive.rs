//! Opens zip files, and checks what they claim before any part is read.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::{CompressionMethod, ZipArchive};

use super::WorkbookError;
use super::guard::guarded;

/// Parts of a zip file at most.
const MAX_ENTRIES: usize = 10_000;

/// Unpacked bytes of a part at most: a sheet of a million rows and 30 columns.
const MAX_SIZE: u64 = 1_500 << 20;

/// A part above this size that unpacks to more than this many times its packed size is a zip bomb. Real sheets unpack to 5 to
/// 50 times.
const BOMB: (u64, u64) = (64 << 20, 200);

/// The end record is within this many bytes of the end: a comment may follow it.
const END: usize = 22 + 65_535;
/// The length of the locator of the Zip64 record.
const LOCATOR: usize = 20;

/// A zip file that passed the checks.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of each part by its lower-case name, as calamine finds it. The last of equal names wins.
    parts: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Opens the zip file and checks what it claims.
    pub fn open(bytes: &'a [u8]) -> Result<Self, WorkbookError> {
        // The zip crate reserves memory for the number of entries that the record claims.
        if end_record(bytes).ok_or_else(|| WorkbookError::damaged(""))?.entries > MAX_ENTRIES {
            return Err(too_many());
        }
        let mut zip = guarded(|| ZipArchive::new(Cursor::new(bytes)))?;
        if zip.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        if guarded(|| zip.has_overlapping_entries())? {
            return Err(WorkbookError::damaged("overlapping entries"));
        }
        let mut parts = HashMap::new();
        for i in 0..zip.len() {
            let entry = guarded(|| zip.by_index_raw(i))?;
            if entry.encrypted() {
                return Err(WorkbookError::Password);
            }
            if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
                return Err(WorkbookError::damaged("compression method"));
            }
            let (size, in_zip) = (entry.size(), entry.compressed_size());
            if size > MAX_SIZE || (size > BOMB.0 && size / BOMB.1 > in_zip) {
                return Err(WorkbookError::TooMuch("Filen fylder langt mere udpakket, end en projektmappe gør"));
            }
            let name = guarded(|| entry.name().map(|name| name.replace('\\', "/").to_ascii_lowercase()))?;
            drop(entry);
            parts.insert(name, i);
        }
        Ok(Self { zip, parts })
    }

    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_ascii_lowercase())
    }

    /// Opens a part, with its size; `None` if it does not exist. Reads at most its declared size, which the zip crate enforces.
    pub fn part(&mut self, name: &str, max: u64) -> Result<Option<(impl Read + use<'_, 'a>, u64)>, WorkbookError> {
        let Some(index) = self.parts.get(&name.to_ascii_lowercase()).copied() else { return Ok(None) };
        let zip = &mut self.zip;
        let part = guarded(move || zip.by_index(index))?;
        let size = part.size();
        if size > max {
            return Err(WorkbookError::TooMuch("En del af filen er langt større, end den er i en projektmappe"));
        }
        Ok(Some((part, size)))
    }

    /// Reads a part; `None` if it does not exist.
    pub fn bytes(&mut self, name: &str, max: u64) -> Result<Option<Vec<u8>>, WorkbookError> {
        let Some((mut part, _)) = self.part(name, max)? else { return Ok(None) };
        let mut bytes = Vec::new();
        guarded(|| part.read_to_end(&mut bytes))?;
        Ok(Some(bytes))
    }
}

fn too_many() -> WorkbookError {
    WorkbookError::TooMuch("Filen består af over 10.000 dele")
}

/// The record at the end of a zip file.
struct EndRecord {
    entries: usize,
    directory: Option<usize>,
}

fn end_record(bytes: &[u8]) -> Option<EndRecord> {
    let tail = bytes.get(bytes.len().saturating_sub(END)..)?;
    let at = memmem::rfind(tail, b"PK\x05\x06")?;
    let record = tail.get(at..)?;
    let entries = usize::from(u16::from_le_bytes(record.get(10..12)?.try_into().ok()?));
    let directory = u32::from_le_bytes(record.get(16..20)?.try_into().ok()?);
    // Zip64 has a second record with wider numbers, if its locator is right before the first. Without a locator, the same bytes are a
    // part's content by chance.
    let is_wide =
        at.checked_sub(LOCATOR).and_then(|at| tail.get(at..)).is_some_and(|tail| tail.starts_with(b"PK\x06\x07"));
    let wide = is_wide.then(|| memmem::rfind(tail, b"PK\x06\x06")).flatten().and_then(|at| tail.get(at + 32..at + 40));
    let wide = wide.and_then(|number| number.try_into().ok()).map(u64::from_le_bytes);
    let entries = match wide.and_then(|wide| usize::try_from(wide).ok()) {
        Some(wide) => entries.max(wide),
        None if wide.is_some() => usize::MAX,
        None => entries,
    };
    Some(EndRecord { entries, directory: usize::try_from(directory).ok() })
}

/// Names of the parts of a zip file: by its directory, or by the header of each part if the file is cut off.
pub fn names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let directory = end_record(bytes).and_then(|end| bytes.get(end.directory?..));
    let directory = directory.filter(|directory| directory.starts_with(b"PK\x01\x02"));
    let listed = directory.map(|directory| DirectoryNames { rest: directory });
    let found = listed.is_none().then(|| {
        memmem::find_iter(bytes, b"PK\x03\x04").filter_map(|at| {
            let header = bytes.get(at..)?;
            let length = u16::from_le_bytes(header.get(26..28)?.try_into().ok()?);
            header.get(30..30 + usize::from(length))
        })
    });
    listed.into_iter().flatten().chain(found.into_iter().flatten()).take(MAX_ENTRIES)
}

/// Iterates over the names in the directory of a zip file.
struct DirectoryNames<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for DirectoryNames<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let header = self.rest.strip_prefix(b"PK\x01\x02")?;
        let length = |at: usize| {
            let bytes = header.get(at..at + 2)?.try_into().ok()?;
            Some(usize::from(u16::from_le_bytes(bytes)))
        };
        let (name, extra, comment) = (length(24)?, length(26)?, length(28)?);
        self.rest = header.get(42 + name + extra + comment..)?;
        header.get(42..42 + name)
    }
}
