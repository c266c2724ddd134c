//! Zip files: looked through before any part is read.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::{CompressionMethod, ZipArchive};

use super::Unreadable;
use super::guard::guarded;

/// The files in a zip file at most.
const MAX_ENTRIES: usize = 10_000;

/// What no part of a workbook is larger than: a sheet of a million rows and 30 columns.
const MAX_SIZE: u64 = 1_500 << 20;

/// A part over this size that is this many times smaller in the zip file is made to be so: the sheets that programs write
/// become 5 to 50 times smaller.
const BOMB: (u64, u64) = (64 << 20, 200);

/// How far from its end a zip file's end record may stand: a comment may follow it.
const END: usize = 22 + 65_535;

/// A zip file that can be read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of each part by its name without regard to case, as calamine finds it: of parts with the same name the last.
    parts: HashMap<String, usize>,
}

impl<'a> Archive<'a> {
    /// Opens the zip file and looks at what it claims.
    ///
    /// # Errors
    /// When it is damaged, has a password, or claims more than a workbook holds.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        // The library reserves room for the number of files that the record claims.
        if end_record(bytes).ok_or_else(|| Unreadable::damaged(""))?.entries > MAX_ENTRIES {
            return Err(too_many());
        }
        let mut zip = guarded(|| ZipArchive::new(Cursor::new(bytes)))?;
        if zip.len() > MAX_ENTRIES {
            return Err(too_many());
        }
        if guarded(|| zip.has_overlapping_entries())? {
            return Err(Unreadable::damaged("overlapping entries"));
        }
        let mut parts = HashMap::new();
        for i in 0..zip.len() {
            let entry = guarded(|| zip.by_index_raw(i))?;
            if entry.encrypted() {
                return Err(Unreadable::password());
            }
            if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
                return Err(Unreadable::damaged("compression method"));
            }
            let (size, in_zip) = (entry.size(), entry.compressed_size());
            if size > MAX_SIZE || (size > BOMB.0 && size / BOMB.1 > in_zip) {
                return Err(Unreadable::too_much("Filen fylder langt mere udpakket, end en projektmappe gør"));
            }
            let name = guarded(|| entry.name().map(|name| name.replace('\\', "/").to_ascii_lowercase()))?;
            drop(entry);
            parts.insert(name, i);
        }
        Ok(Self { zip, parts })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&name.to_ascii_lowercase())
    }

    /// A part and how large it is; None where there is none of that name. It yields no more bytes than that: the library holds
    /// it to its word.
    ///
    /// # Errors
    /// When it is larger than `max`, or damaged.
    pub fn part(&mut self, name: &str, max: u64) -> Result<Option<(impl Read + use<'_, 'a>, u64)>, Unreadable> {
        let Some(index) = self.parts.get(&name.to_ascii_lowercase()).copied() else { return Ok(None) };
        let zip = &mut self.zip;
        let part = guarded(move || zip.by_index(index))?;
        let size = part.size();
        if size > max {
            return Err(Unreadable::too_much("En del af filen er langt større, end den er i en projektmappe"));
        }
        Ok(Some((part, size)))
    }

    /// The bytes of a part; None where there is none of that name.
    ///
    /// # Errors
    /// As [`Archive::part`].
    pub fn bytes(&mut self, name: &str, max: u64) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some((mut part, _)) = self.part(name, max)? else { return Ok(None) };
        let mut bytes = Vec::new();
        guarded(|| part.read_to_end(&mut bytes))?;
        Ok(Some(bytes))
    }
}

fn too_many() -> Unreadable {
    Unreadable::too_much("Filen består af over 10.000 dele")
}

/// What the record at the end of a zip file says.
struct EndRecord {
    entries: usize,
    directory: Option<usize>,
}

fn end_record(bytes: &[u8]) -> Option<EndRecord> {
    let tail = bytes.get(bytes.len().saturating_sub(END)..)?;
    let record = tail.get(memmem::rfind(tail, b"PK\x05\x06")?..)?;
    let entries = usize::from(u16::from_le_bytes(record.get(10..12)?.try_into().ok()?));
    let directory = u32::from_le_bytes(record.get(16..20)?.try_into().ok()?);
    // Large files have a second record with wider numbers.
    let wide = memmem::rfind(tail, b"PK\x06\x06").and_then(|at| tail.get(at + 32..at + 40));
    let wide = wide.and_then(|number| number.try_into().ok()).map(u64::from_le_bytes);
    let entries = match wide.and_then(|wide| usize::try_from(wide).ok()) {
        Some(wide) => entries.max(wide),
        None if wide.is_some() => usize::MAX,
        None => entries,
    };
    Some(EndRecord { entries, directory: usize::try_from(directory).ok() })
}

/// The names of the files in a zip file: by its directory, or where it is cut off by what stands before each file.
pub fn names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let directory = end_record(bytes).and_then(|end| bytes.get(end.directory?..));
    let directory = directory.filter(|directory| directory.starts_with(b"PK\x01\x02"));
    let listed = directory.map(|directory| Listed { rest: directory });
    let found = listed.is_none().then(|| {
        memmem::find_iter(bytes, b"PK\x03\x04").filter_map(|at| {
            let header = bytes.get(at..)?;
            let length = u16::from_le_bytes(header.get(26..28)?.try_into().ok()?);
            header.get(30..30 + usize::from(length))
        })
    });
    listed.into_iter().flatten().chain(found.into_iter().flatten()).take(MAX_ENTRIES)
}

/// The names in a zip file's directory.
struct Listed<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Listed<'a> {
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
