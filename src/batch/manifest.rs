//! `batch.json`: the reports of a batch, with their hashes and findings.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::members::BatchMember;
use crate::digest::hex;
use crate::findings::PublishedFinding;
use crate::period::Period;

/// File name of the manifest in the folder of a batch.
pub const MANIFEST_FILE: &str = "batch.json";
/// File name of the page that lists all reports.
pub const INDEX_FILE: &str = "index.html";

/// The reports of a batch.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BatchManifest {
    pub format: u32,
    pub report: String,
    pub period: Period,
    /// What the members are: the id of a level.
    pub level: String,
    /// In the order of their keys.
    pub members: Vec<BatchEntry>,
    /// Findings of the exports and of the definition.
    pub findings: Vec<PublishedFinding>,
}

/// The report of a member.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BatchEntry {
    pub key: String,
    pub name: String,
    /// The groups that it is part of, the smallest first.
    pub groups: Vec<GroupEntry>,
    pub state: EntryState,
    /// File name of the PDF; "" without one.
    pub file: String,
    pub sha256: String,
    pub pages: usize,
    /// Hash of everything that the pages were made from.
    pub fingerprint: String,
    pub findings: Vec<PublishedFinding>,
}

/// A group such as a cluster: people look for it by its number or its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    pub key: String,
    pub name: String,
}

/// What the last run did with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryState {
    Made,
    /// It existed, and would have come out the same.
    Kept,
    /// It existed, and the last run was not asked to make it.
    Earlier,
    /// It has no new report, because its findings have errors.
    Failed,
}

impl BatchManifest {
    /// A manifest without members.
    pub fn new(report: &str, period: &Period, level: &str) -> Self {
        let (report, period, level) = (report.to_owned(), period.clone(), level.to_owned());
        Self { format: 1, report, period, level, members: Vec::new(), findings: Vec::new() }
    }

    pub fn entry(&self, key: &str) -> Option<&BatchEntry> {
        self.members.iter().find(|entry| entry.key == key)
    }

    /// Adds an entry, in place of an earlier one of the same member.
    pub fn put(&mut self, entry: BatchEntry) {
        match self.members.binary_search_by(|known| crate::figures::in_order(&known.key, &entry.key)) {
            Ok(at) => self.members[at] = entry,
            Err(at) => self.members.insert(at, entry),
        }
    }

    /// File name of a member's PDF: `klyngepakke-2024-012345.pdf`.
    pub fn file_name(&self, member: &BatchMember) -> String {
        format!("{}-{}-{}.pdf", self.report, self.period.label, plain(member.key()))
    }

    pub fn to_json(&self) -> String {
        // Cannot fail: JSON can represent all types of a manifest.
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

impl BatchEntry {
    /// The entry of a member whose report is not made yet.
    pub fn new(member: &BatchMember, file: String) -> Self {
        let groups = member.path.iter().zip(&member.names).skip(1);
        Self {
            key: member.key().to_owned(),
            name: member.name().to_owned(),
            groups: groups.map(|(key, name)| GroupEntry { key: key.clone(), name: name.clone() }).collect(),
            state: EntryState::Failed,
            file,
            sha256: String::new(),
            pages: 0,
            fingerprint: String::new(),
            findings: Vec::new(),
        }
    }
}

/// Longer keys are cut: file systems allow names of 255 bytes.
const LONGEST: usize = 120;

/// The key as part of a file name. A space is `_`; other characters than letters and digits are written as their numbers, so that no
/// two keys have the same file.
fn plain(key: &str) -> String {
    let plain = |c: char| match c {
        ' ' => "_".to_owned(),
        c if c.is_alphanumeric() => c.to_string(),
        c => format!("-{:x}-", u32::from(c)),
    };
    let whole: String = key.chars().map(plain).collect();
    if whole.len() <= LONGEST {
        return whole;
    }
    let start: String = whole.chars().take(LONGEST / 4).collect();
    let hash = hex(&Sha256::digest(key.as_bytes()));
    format!("{start}-{}", hash.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_file_names_that_differ_and_are_not_too_long() {
        assert_eq!(plain("Region Østkysten"), "Region_Østkysten");
        assert_eq!(plain("Nord/Syd"), "Nord-2f-Syd");
        let long = "Klynge Å/".repeat(60);
        let other = format!("{long}!");
        assert!(plain(&long).len() < 100 && plain(&long) != plain(&other), "{}", plain(&long));
        assert_eq!(plain(".."), "-2e--2e-");
    }
}
