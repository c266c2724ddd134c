//! What a run of a command found, in the forms that CI systems read.
//!
//! A form is complete and valid however the run ended: when findings stopped it, and when it could not run at all.

mod github;
mod gitlab;
mod junit;
mod markdown;
mod sarif;
mod sources;

use std::collections::HashMap;

use crate::config;
use crate::digest;
use crate::findings::{Finding, Place, printable};

pub use sources::{Location, Sources};

/// A form that a CI system reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// GitLab's Code Quality report (JSON).
    Gitlab,
    /// JUnit XML, with a testcase for each code.
    Junit,
    /// SARIF 2.1.0 (JSON).
    Sarif,
    /// A summary of a job, or a comment on a merge request.
    Markdown,
}

/// How far a run came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// To the end: what is not among the findings is in order.
    Complete,
    /// As far as its findings let it: the rest has not been tried.
    Stopped,
    /// It could not run, for this reason.
    Failed(String),
}

/// A run of a command, and what it found.
pub struct Run<'a> {
    /// The command: `build`.
    pub command: &'a str,
    /// The report's id.
    pub report: &'a str,
    /// The period, as it was asked for.
    pub period: &'a str,
    /// How far it came.
    pub ending: Ending,
    /// What it came to: a Danish sentence.
    pub verdict: String,
    /// What else a summary tells: a short Danish line each.
    pub facts: Vec<String>,
    /// What it found, in the order to mend it.
    pub findings: &'a [Finding],
    /// Where in the repository a place is; None where no file of the repository has it (see [`Sources::locate`]).
    pub sources: &'a dyn Fn(&Place) -> Option<Location>,
}

/// The run in this form.
///
/// # Errors
/// When the form cannot be written, which no finding makes it.
pub fn render(run: &Run<'_>, format: Format) -> anyhow::Result<String> {
    match format {
        Format::Github => Ok(github::render(run)),
        Format::Gitlab => gitlab::render(run),
        Format::Junit => junit::render(run),
        Format::Sarif => sarif::render(run),
        Format::Markdown => Ok(markdown::render(run)),
    }
}

/// A line that GitHub Actions shows as a warning of a command.
pub fn github_warning(command: &str, message: &str) -> String {
    github::warning(command, message)
}

impl Run<'_> {
    /// The run in a few words.
    fn title(&self) -> String {
        let of: Vec<&str> = [self.report, self.period].into_iter().filter(|part| !part.is_empty()).collect();
        format!("kapreport {}: {}", self.command, of.join(", "))
    }

    /// The file that stands for the whole run, for forms that show nothing without one.
    fn whole(&self) -> Location {
        let file = |file: String| (self.sources)(&Place::Source { file, line: 1, column: 1 });
        file(config::FILE.to_owned())
            .or_else(|| file(format!("{}/report.toml", self.report)))
            .unwrap_or_else(|| Location { path: config::FILE.to_owned(), line: Some(1), column: Some(1) })
    }

    /// The findings with their places.
    fn located(&self) -> impl Iterator<Item = (&Finding, Option<Location>)> {
        self.findings.iter().map(|finding| (finding, (self.sources)(&finding.place)))
    }

    /// A fingerprint for each finding: the same in every run that finds it, on whichever line it has come to stand. Findings that
    /// only differ in their line are numbered, since one fingerprint is one finding to those who read it.
    fn fingerprints(&self) -> Vec<String> {
        let mut seen: HashMap<String, u64> = HashMap::new();
        let fingerprint = |finding: &Finding| {
            let identity = finding.identity();
            let times = seen.entry(identity.clone()).or_default();
            *times += 1;
            digest::of_parts(&[&identity, &times.to_string()])
        };
        self.findings.iter().map(fingerprint).collect()
    }
}

/// Where a finding is, in words; a source as its path in the repository.
fn place(finding: &Finding, location: Option<&Location>) -> String {
    match (&finding.place, location) {
        (Place::Source { line, column, .. }, Some(location)) => format!("{}:{line}:{column}", location.path),
        _ => finding.place_in_words(),
    }
}

/// Where a finding is, for forms that show its location anyway: "" where that says it all.
fn rest_of_place(finding: &Finding, location: Option<&Location>) -> String {
    match (&finding.place, location) {
        (Place::Source { .. }, Some(_)) => String::new(),
        _ => finding.place_in_words(),
    }
}

/// What a finding says, line by line: its message, where it is, and its advice.
fn told(finding: &Finding, place: String) -> String {
    let advice = finding.advice.lines().map(|line| format!("→ {line}"));
    let lines: Vec<String> =
        [finding.message.clone(), place].into_iter().chain(advice).filter(|line| !line.is_empty()).collect();
    printable(&lines.join("\n"))
}

/// The text on one line, without control characters.
fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}
