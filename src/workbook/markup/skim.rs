//! Searches a part for a few tags without tokenizing all others.

use std::io::Read;

use memchr::{memchr, memmem, memrchr};

use super::{CHUNK, Tag, utf8};
use crate::workbook::WorkbookError;
use crate::workbook::guard::guarded;

/// Bytes without the end of a tag at most.
const MAX_LEFT: usize = 2 << 20;

/// Passes every tag that contains one of the words to `each`, in order. Returns false, and passes no tags, if the part
/// uses namespace prefixes that the words do not have.
///
/// This is a sixth of the work of [`super::scan`], but it enforces no limit except on the longest stretch without a tag, and
/// misreads markup that no program writes. So it is for parts small enough to do no harm.
pub fn skim(
    mut part: impl Read,
    words: &[&str],
    mut each: impl FnMut(Tag<'_>) -> Result<(), WorkbookError>,
) -> Result<bool, WorkbookError> {
    let words: Vec<_> = words.iter().map(memmem::Finder::new).collect();
    let mut window = vec![0; 2 * CHUNK];
    let mut end = 0;
    let mut places = Vec::new();
    let mut first = true;
    loop {
        if window.len() < end + CHUNK {
            window.resize(2 * (end + CHUNK), 0);
        }
        let room = window.get_mut(end..).unwrap_or_default();
        let read = guarded(|| part.read(room))?;
        if read == 0 {
            return if end == 0 { Ok(true) } else { Err(WorkbookError::damaged("")) };
        }
        end += read;
        let bytes = window.get(..end).unwrap_or_default();
        if std::mem::take(&mut first) {
            utf8(bytes)?;
            if has_prefix(bytes) {
                return Ok(false);
            }
        }
        // Bytes after the last `>` are searched together with the next read.
        let whole = memrchr(b'>', bytes).map_or(0, |at| at + 1);
        let bytes = bytes.get(..whole).unwrap_or_default();
        places.extend(words.iter().flat_map(|word| word.find_iter(bytes)));
        places.sort_unstable();
        let mut after = 0;
        for place in places.drain(..) {
            // Two words in one tag are one match.
            let Some(start) = memrchr(b'<', bytes.get(after..=place).unwrap_or_default()) else { continue };
            let start = after + start;
            let Some(length) = super::length(bytes.get(start..).unwrap_or_default()) else { continue };
            after = start + length;
            let tag = bytes.get(start + 1..after - 1).unwrap_or_default();
            if !matches!(tag.first(), Some(b'/' | b'!' | b'?')) && place < after {
                each(Tag::new(tag))?;
            }
        }
        window.copy_within(whole..end, 0);
        end -= whole;
        if end > MAX_LEFT {
            return Err(super::too_long());
        }
    }
}

/// Whether the names in the part have prefixes, judged by its first tag.
fn has_prefix(start: &[u8]) -> bool {
    let mut rest = start;
    while let Some(tag) = memchr(b'<', rest).and_then(|at| rest.get(at + 1..)) {
        if !matches!(tag.first(), Some(b'?' | b'!')) {
            let mut name = tag.iter().take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>');
            return name.any(|byte| *byte == b':');
        }
        rest = tag;
    }
    false
}
