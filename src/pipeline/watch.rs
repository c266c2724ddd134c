//! `watch`: builds again after each change, and keeps the snapshot as long as only prose has changed.

mod files;
mod notices;

use std::path::PathBuf;

use super::salvage::Salvage;
use super::{BuildOptions, BuiltReport, Feedback, ReportPlan, Request, Stop, figures_for, plan, publish_snapshot};
use crate::config;
use crate::findings::{Finding, Findings, Place};
pub use files::ChangedFiles;
use files::WatchedFiles;
use notices::Notices;

/// Typst's cache keeps what the last ten builds used.
const REMEMBERED_BUILDS: usize = 10;

/// A session of `watch`: what is kept from build to build.
pub struct WatchSession<'a> {
    /// Makes the request anew for each build, because `kapreport.toml` may change too.
    request: &'a dyn Fn(&Findings) -> anyhow::Result<Request>,
    options: &'a BuildOptions,
    notices: Notices,
    seen: WatchedFiles,
    /// `None` after a change of anything but prose.
    figures: Option<CheckedFigures>,
}

/// The figures, and the findings of computing them.
struct CheckedFigures {
    salvage: Salvage,
    findings: Vec<Finding>,
}

impl<'a> WatchSession<'a> {
    /// Starts to watch the files of the request. Fails when `request` fails.
    pub fn start(
        request: &'a dyn Fn(&Findings) -> anyhow::Result<Request>,
        options: &'a BuildOptions,
    ) -> anyhow::Result<Self> {
        let mut notices = Notices::new();
        let seen = look(request, &mut notices)?;
        Ok(Self { request, options, notices, seen, figures: None })
    }

    /// Blocks until a file has changed.
    pub fn wait_for_changes(&mut self) -> ChangedFiles {
        loop {
            self.notices.wait();
            // Fails while the configuration is being saved or a folder is moved.
            let Ok(now) = look(self.request, &mut self.notices) else { continue };
            let changed = now.changed_since(&self.seen);
            if changed.is_empty() {
                continue;
            }
            if !changed.only_prose() {
                self.figures = None;
            }
            self.seen = now;
            return changed;
        }
    }

    /// Builds the report. Reads the exports only when something other than prose has changed since the last build, or when a
    /// finding is about figures.
    pub fn build(&mut self, feedback: Feedback<'_>) -> Result<BuiltReport, Stop> {
        let built = self.build_from_kept(feedback);
        comemo::evict(REMEMBERED_BUILDS);
        built
    }

    fn build_from_kept(&mut self, feedback: Feedback<'_>) -> Result<BuiltReport, Stop> {
        let request = (self.request)(feedback.findings)?;
        let mut plan = plan(&request, feedback)?;
        let CheckedFigures { mut salvage, findings } = match self.figures.take() {
            Some(kept) => {
                kept.salvage.gaps.explain(&mut plan.definition);
                kept
            }
            None => compute_apart(&mut plan, self.options, feedback)?,
        };
        // Findings of checks name the line of the prose that prints a figure, so they are out of date when prose changes.
        if !findings.iter().any(|finding| matches!(finding.place, Place::Figures { .. })) {
            self.figures = Some(CheckedFigures { salvage: salvage.clone(), findings: findings.clone() });
        }
        findings.into_iter().for_each(|finding| feedback.findings.push(finding));
        salvage.snapshot.findings = feedback.findings.published();
        publish_snapshot(&plan, &salvage, self.options, feedback)
    }
}

/// Computes the figures. Keeps their findings apart from those of the definition, which each build reads again.
fn compute_apart(
    plan: &mut ReportPlan<'_>,
    options: &BuildOptions,
    feedback: Feedback<'_>,
) -> Result<CheckedFigures, Stop> {
    let own = Findings::default();
    let salvage = figures_for(plan, options, Feedback { findings: &own, ..feedback });
    let findings = own.sorted();
    salvage.map(|salvage| CheckedFigures { salvage, findings: findings.clone() }).inspect_err(|_| {
        findings.iter().for_each(|finding| feedback.findings.push(finding.clone()));
    })
}

/// Takes fingerprints of the files that a build reads, and subscribes to changes in their folders.
fn look(request: &dyn Fn(&Findings) -> anyhow::Result<Request>, notices: &mut Notices) -> anyhow::Result<WatchedFiles> {
    // The build itself reports what is wrong with the configuration.
    let Request { config, report, data, .. } = request(&Findings::default())?;
    let of_report = |folder: &PathBuf| [report.as_str(), "shared"].map(|name| folder.join(name));
    let templates: Vec<PathBuf> = config.templates.iter().flat_map(of_report).collect();
    notices.follow(templates.iter().chain([&data]), &config.root);
    Ok(WatchedFiles::look(&config.root.join(config::FILE), &templates, &data))
}
