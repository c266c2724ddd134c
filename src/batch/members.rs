//! The members of a batch.

use std::collections::BTreeMap;

use crate::danish;
use crate::definition::batch::BatchDefinition;
use crate::figures::{RegisterRow, in_order};
use crate::findings::{Code, Finding, Findings, Severity};

/// A member of a batch, for which a report is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchMember {
    /// Its keys: its own, and those of the groups that it is part of.
    pub path: Vec<String>,
    /// The names of the member and of its groups; the key if there is no name.
    pub names: Vec<String>,
}

impl BatchMember {
    /// The key of the member itself.
    pub fn key(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// The name of the member itself.
    pub fn name(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }
}

/// Reports keys that had two names in one group in the period, because their rows cannot be distinguished.
fn report_reused(batch: &BatchDefinition, register: &[RegisterRow], findings: &Findings) {
    let mut names: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for row in register {
        let of_keys = names.entry(&row.keys).or_default();
        if let Some(name) = row.names.first().and_then(Option::as_deref).filter(|name| !of_keys.contains(name)) {
            of_keys.push(name);
        }
    }
    let group = batch.levels.keys().nth(1).map_or("gruppe", String::as_str);
    for (keys, names) in names {
        let (Some(key), [first, second, ..]) = (keys.first(), names.as_slice()) else { continue };
        let message = format!("»{key}« hedder både »{first}« og »{second}« i samme {group}.");
        let quoted = [key.clone(), (*first).to_owned(), (*second).to_owned()];
        findings.push(Finding::new(Code::ReusedNumber, batch.register.at.place(), message).quoting(quoted));
    }
}

/// Reports groups in `named_in` that are not in the register: a typing error would hide the names of a group that has chosen to
/// show them.
fn report_unknown_groups(batch: &BatchDefinition, register: &[RegisterRow], findings: &Findings) {
    for (i, level) in batch.levels.values().enumerate() {
        for named in &level.named_in {
            let keys = || register.iter().filter_map(|row| row.keys.get(i + 1)).map(String::as_str);
            if keys().all(|key| key != named.value) {
                let message = format!("»{}« i »named_in« er ikke en gruppe i registret i perioden.", named.value);
                let finding = Finding::new(Code::UnknownMember, named.at.place(), message);
                let advice = danish::did_you_mean(&named.value, keys());
                findings.push(finding.with_severity(Severity::Warning).advise(advice));
            }
        }
    }
}

/// The members of a level on the last day of the period, by their keys. Reports a key that two of them have.
pub fn members(
    batch: &BatchDefinition,
    level: &str,
    register: &[RegisterRow],
    findings: &Findings,
) -> Vec<BatchMember> {
    report_reused(batch, register, findings);
    report_unknown_groups(batch, register, findings);
    let from = batch.levels.get_index_of(level).unwrap_or(0);
    let mut by_path: BTreeMap<&[String], &RegisterRow> = BTreeMap::new();
    for row in register.iter().filter(|row| row.is_current) {
        by_path.entry(row.keys.get(from..).unwrap_or_default()).or_insert(row);
    }
    let mut members: Vec<BatchMember> = by_path
        .into_iter()
        .map(|(path, row)| {
            let names = row.names.get(from..).unwrap_or_default().iter();
            let names = names.zip(path).map(|(name, key)| name.clone().unwrap_or_else(|| key.clone())).collect();
            BatchMember { path: path.to_vec(), names }
        })
        .collect();
    members.sort_by(|a, b| in_order(a.key(), b.key()).then_with(|| a.path.cmp(&b.path)));
    for pair in members.windows(2) {
        if let [a, b] = pair
            && a.key() == b.key()
        {
            let message = format!("»{}« står i registret i to grupper på periodens sidste dag.", a.key());
            let finding = Finding::new(Code::DuplicateRow, batch.register.at.place(), message);
            findings.push(finding.quoting([a.key().to_owned()]).advise(
                "Ret registret, så kun én række gælder den dag: afslut den gamle række, dagen før den nye begynder.",
            ));
        }
    }
    members.dedup_by(|a, b| a.key() == b.key());
    report_one_file(batch, &members, findings);
    members
}

/// Reports keys that differ only in case: on file systems that ignore case, as in Windows, their reports would be one file.
fn report_one_file(batch: &BatchDefinition, members: &[BatchMember], findings: &Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for member in members {
        let Some(first) = seen.insert(member.key().to_lowercase(), member.key()) else { continue };
        let message = format!("»{first}« og »{}« i registret har samme filnavn i Windows.", member.key());
        let finding = Finding::new(Code::DuplicateRow, batch.register.at.place(), message);
        findings.push(finding.quoting([first.to_owned(), member.key().to_owned()]).advise(
            "Er det den samme, så skriv den ens i alle rækker. Ellers giv den ene et andet nummer eller navn.",
        ));
    }
}
