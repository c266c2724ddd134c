//! The folder of a batch: its reports, the manifest and the page that lists them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::member_report::{Made, MemberReport};
use super::{BatchOptions, BatchResult};
use crate::batch::{self, BatchEntry, BatchManifest, BatchMember, EntryState, INDEX_FILE, MANIFEST_FILE};
use crate::danish;
use crate::digest::hex;
use crate::output::{self, Exchange, PlaceLock, Staging};
use crate::pipeline::{Feedback, ProgressStep, ReportPlan, Request};

pub struct BatchFolder {
    path: PathBuf,
    /// The manifest of an earlier run, if it is of the same report, period and level.
    earlier: Option<BatchManifest>,
    /// Held, because two runs at once would each leave the other's reports out of the list.
    _lock: Option<PlaceLock>,
}

impl BatchFolder {
    /// Opens and locks the output folder: by default one for the level, below that of the report and period.
    pub fn open(request: &Request, options: &BatchOptions, level: &str) -> anyhow::Result<Self> {
        let path = options.out.clone().unwrap_or_else(|| request.out_folder().join(level));
        request.exchange(&path)?;
        let lock = output::lock_for_work(&path, false)?;
        let stored = fs::read(path.join(MANIFEST_FILE)).ok();
        let earlier: Option<BatchManifest> = stored.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let is_same = |manifest: &BatchManifest| {
            manifest.report == request.report && manifest.period == request.period && manifest.level == level
        };
        Ok(Self { path, earlier: earlier.filter(is_same), _lock: lock })
    }

    /// The manifest that this run begins with: the earlier entries of members that it does not make.
    pub fn manifest(
        &self,
        plan: &ReportPlan<'_>,
        level: &str,
        options: &BatchOptions,
        members: &[BatchMember],
    ) -> BatchManifest {
        let mut manifest = BatchManifest::new(&plan.request.report, &plan.request.period, level);
        if options.resume || !options.only.is_empty() {
            let earlier = self.earlier.iter().flat_map(|earlier| &earlier.members);
            let stays = |entry: &&BatchEntry| members.iter().any(|member| member.key() == entry.key);
            let kept = |entry: &BatchEntry| match entry.state {
                EntryState::Failed => entry.clone(),
                EntryState::Made | EntryState::Kept | EntryState::Earlier => {
                    BatchEntry { state: EntryState::Earlier, ..entry.clone() }
                }
            };
            manifest.members = earlier.filter(stays).map(kept).collect();
        }
        manifest
    }

    /// Whether the member's report exists, is unchanged, and was made from the same input.
    pub fn has(&self, key: &str, fingerprint: &str) -> bool {
        let entries = self.earlier.iter().flat_map(|earlier| &earlier.members);
        let mut entries = entries.filter(|entry| entry.key == key && entry.fingerprint == fingerprint);
        entries.any(|entry| {
            let bytes = fs::read(self.path.join(&entry.file));
            bytes.is_ok_and(|bytes| hex(&Sha256::digest(bytes)) == entry.sha256)
        })
    }

    /// Puts finished reports into the folder, with the manifest so far: a run that is killed can go on from there.
    pub fn publish(
        &self,
        plan: &ReportPlan<'_>,
        reports: Vec<MemberReport>,
        manifest: &mut BatchManifest,
    ) -> anyhow::Result<()> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut dropped: Vec<String> = Vec::new();
        for MemberReport { member, report, findings } in reports {
            let before = manifest.entry(member.key()).cloned();
            let mut entry = BatchEntry::new(&member, manifest.file_name(&member));
            entry.findings = findings.iter().map(crate::findings::Finding::published).collect();
            match report {
                Made::Pdf { bytes, pages, fingerprint, .. } => {
                    entry.sha256 = hex(&Sha256::digest(&bytes));
                    (entry.pages, entry.fingerprint, entry.state) = (pages, fingerprint, EntryState::Made);
                    files.insert(entry.file.clone(), bytes);
                }
                Made::Kept => {
                    let Some(before) = before else { continue };
                    let findings = entry.findings;
                    entry = BatchEntry { state: EntryState::Kept, findings, ..before };
                }
                Made::Failed => {
                    // A report of an earlier run would show outdated numbers.
                    dropped.push(entry.file.clone());
                    entry.file.clear();
                }
            }
            manifest.put(entry);
        }
        self.write(plan, files, dropped, manifest)
    }

    /// Deletes reports of members that are gone, and writes the page that lists all reports.
    pub fn close(
        &self,
        plan: &ReportPlan<'_>,
        manifest: &BatchManifest,
        feedback: Feedback<'_>,
    ) -> anyhow::Result<BatchResult> {
        feedback.begin(ProgressStep::Publish);
        let earlier = self.earlier.iter().flat_map(|earlier| &earlier.members);
        let is_gone = |file: &&String| !manifest.members.iter().any(|entry| entry.file == **file);
        let gone = earlier.map(|entry| &entry.file).filter(|file| !file.is_empty()).filter(is_gone).cloned().collect();
        self.write(plan, BTreeMap::new(), gone, manifest)?;
        let with = |state| manifest.members.iter().filter(move |entry| entry.state == state);
        Ok(BatchResult {
            folder: self.path.clone(),
            index: self.path.join(INDEX_FILE),
            made: with(EntryState::Made).count(),
            kept: with(EntryState::Kept).count(),
            earlier: with(EntryState::Earlier).count(),
            failed: with(EntryState::Failed).map(|entry| entry.name.clone()).collect(),
            pages: manifest.members.iter().map(|entry| entry.pages).sum(),
            unlisted: self.unlisted(manifest),
        })
    }

    /// Danish notice about PDFs in the folder that are not on the list, such as those of another level: they must not be sent
    /// out. `None` if there are none.
    fn unlisted(&self, manifest: &BatchManifest) -> Option<String> {
        let names = fs::read_dir(&self.path).into_iter().flatten().filter_map(Result::ok);
        let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let is_unlisted = |name: &String| {
            name.to_lowercase().ends_with(".pdf") && !manifest.members.iter().any(|entry| entry.file == *name)
        };
        let mut names: Vec<String> = names.filter(is_unlisted).collect();
        names.sort();
        let (first, count) = (names.first()?, danish::counted(names.len() as u64, "PDF", "PDF'er"));
        Some(format!("I mappen ligger også {count}, som ikke står i oversigten, fx {first}. Er de gamle, så slet dem."))
    }

    fn write(
        &self,
        plan: &ReportPlan<'_>,
        files: BTreeMap<String, Vec<u8>>,
        gone: Vec<String>,
        manifest: &BatchManifest,
    ) -> anyhow::Result<()> {
        let ours = files.keys().chain(&gone).map(String::as_str).chain([MANIFEST_FILE, INDEX_FILE]);
        let staging = Staging::beside(&self.path, &ours.collect::<Vec<_>>(), Exchange::FileByFile)?;
        for (name, bytes) in &files {
            staging.write(name, bytes)?;
        }
        staging.write(MANIFEST_FILE, manifest.to_json().as_bytes())?;
        staging.write(INDEX_FILE, batch::index(manifest, &plan.definition.report)?.as_bytes())?;
        staging.publish()?;
        Ok(())
    }
}
