//! Reads snapshots of every format that was ever written. Data protection law requires exports to be deleted, so an old snapshot
//! may be all there is.

use serde::Deserialize;
use serde_json::Value as Json;

use super::{FORMAT, Snapshot, formats, seal};

/// Byte order mark, which some editors put before a text.
const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The part of a snapshot that determines how the rest is read.
#[derive(Deserialize)]
struct SnapshotHead {
    format: Option<u32>,
}

/// Reads a snapshot from the bytes of its file. The error is a Danish reason.
pub(super) fn read(bytes: &[u8]) -> Result<Snapshot, String> {
    let text = text(bytes)?;
    let snapshot = parsed(text)?;
    Ok(Snapshot { is_edited: seal::is_edited(text), ..snapshot })
}

fn parsed(text: &str) -> Result<Snapshot, String> {
    let SnapshotHead { format } = serde_json::from_str(text).map_err(|error| damage(text, &error))?;
    match format {
        None => Err("er ikke et øjebliksbillede fra kapreport: det har intet format".to_owned()),
        Some(FORMAT) => serde_json::from_str(text).map_err(|error| damage(text, &error)),
        Some(newer) if newer > FORMAT => Err(format!(
            "er fra en nyere kapreport: filen har format {newer}, og denne læser til og med {FORMAT}. Opdatér kapreport"
        )),
        Some(older) => {
            let json: Json = serde_json::from_str(text).map_err(|error| damage(text, &error))?;
            let json = formats::upgrade(json, older)
                .ok_or_else(|| format!("har format {older}, som aldrig har været brugt"))?;
            serde_json::from_value(json).map_err(|_| format!("passer ikke til format {older}, som den siger, den har"))
        }
    }
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    if bytes.is_empty() {
        return Err("er tom".to_owned());
    }
    if bytes.starts_with(&BOM) || bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(
            "begynder med et usynligt tegn (BOM), som en editor har sat ind. Hent den frem igen, fx fra git".to_owned()
        );
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "er ikke en tekstfil i UTF-8".to_owned())?;
    if text.starts_with("version https://git-lfs") {
        return Err("er kun en henvisning fra Git LFS. Hent filen med »git lfs pull«".to_owned());
    }
    match conflict(text) {
        None => Ok(text),
        Some(line) => Err(format!(
            "har en konflikt fra git i linje {line}. Vælg den ene udgave med »git checkout --ours« eller »--theirs«"
        )),
    }
}

/// The line of the first mark that git leaves in a file that it could not merge.
fn conflict(text: &str) -> Option<usize> {
    let is_mark = |line: &str| ["<<<<<<< ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark));
    text.lines().position(is_mark).map(|index| index + 1)
}

/// Danish reason why serde refuses a text; serde's own message is English and about Rust types.
fn damage(text: &str, error: &serde_json::Error) -> String {
    if error.is_eof() {
        return format!(
            "slutter midt i det hele, i linje {}: den er ikke skrevet eller hentet færdig",
            text.lines().count()
        );
    }
    format!("er ikke et øjebliksbillede fra kapreport: linje {} kan ikke læses", error.line())
}
