//! The hash at the end of a snapshot file, which shows whether the file has been edited. It protects against mistakes, not
//! against fraud: anybody can compute it.

use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::layout::LaidOut;
use crate::digest::hex;

const BEFORE_HASH: &str = ",\"sha256\":\"";
const AFTER_HASH: &str = "\"}";

/// The JSON object, which has a line for each key, with the hash as its last key.
pub fn seal(LaidOut { json, compact }: &LaidOut) -> String {
    let hash = hex(&Sha256::digest(compact));
    let json = String::from_utf8_lossy(json);
    let open = json.trim_end().trim_end_matches('}').trim_end();
    format!("{open},\n  \"sha256\": \"{hash}\"\n}}\n")
}

/// [`seal`] for a JSON object without whitespace between its values.
pub fn seal_compact(compact: &str) -> String {
    let hash = hex(&Sha256::digest(compact));
    let open = compact.strip_suffix('}').unwrap_or(compact);
    [open, BEFORE_HASH, &hash, AFTER_HASH].concat()
}

/// Whether the file differs from what was written. A file without a hash, from an earlier version, is taken as it is.
///
/// Whitespace between the values does not count, because git may change line endings.
pub fn is_edited(json: &str) -> bool {
    #[derive(Deserialize)]
    struct Seal {
        sha256: Option<IgnoredAny>,
    }
    if serde_json::from_str::<Seal>(json).is_ok_and(|seal| seal.sha256.is_none()) {
        return false;
    }
    let compact = without_whitespace(json);
    let content = || {
        let (content, hash) = compact.strip_suffix(AFTER_HASH)?.rsplit_once(BEFORE_HASH)?;
        (hash == hex(&Sha256::digest(format!("{content}}}")))).then_some(())
    };
    content().is_none()
}

/// The JSON without whitespace outside its strings.
fn without_whitespace(json: &str) -> String {
    let mut compact = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((between, text)) = rest.split_once('"') {
        compact.extend(between.split_ascii_whitespace());
        let (text, after) = text.split_at(end_of_string(text));
        compact.push('"');
        compact.push_str(text);
        rest = after;
    }
    compact.extend(rest.split_ascii_whitespace());
    compact
}

/// Where the JSON string ends that begins before this text: after its closing quotation mark.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = "{\n  \"label\": \"Besøg  i \\\"2024\\\" \",\n  \"value\": 128\n}\n";

    fn sealed() -> String {
        seal(&LaidOut { json: JSON.into(), compact: without_whitespace(JSON).into() })
    }

    #[test]
    fn a_file_as_it_was_written_is_not_edited() {
        let sealed = sealed();
        assert!(sealed.ends_with("\"\n}\n"), "{sealed}");
        assert!(!is_edited(&sealed));
        assert!(!is_edited(&sealed.replace('\n', "\r\n")), "git may change line endings");
        assert!(!is_edited(&sealed.replace('\n', "")));
    }

    #[test]
    fn a_compact_file_has_the_hash_of_the_one_with_lines() {
        let compact = seal_compact(&without_whitespace(JSON));
        assert_eq!(compact, without_whitespace(&sealed()));
        assert!(!is_edited(&compact));
        assert!(is_edited(&compact.replace("128", "129")));
    }

    #[test]
    fn every_other_change_is_an_edit() {
        let sealed = sealed();
        for (from, to) in [
            ("128", "129"),
            ("  i", " i"),
            ("Besøg", "Møder"),
            ("128,", "128,\n  \"x\": 1,"),
            ("\"sha", "\"a\": 1,\"sha"),
        ] {
            let edited = sealed.replace(from, to);
            assert_ne!(edited, sealed);
            assert!(is_edited(&edited), "{from}: {edited}");
        }
    }

    #[test]
    fn a_file_of_an_earlier_version_has_no_hash() {
        assert!(!is_edited(JSON));
    }
}
