//! What a command found, in the formats that CI systems read.
//!
//! The output is complete and valid however the run ended: also when findings stopped it or it could not run at all.

mod github;
mod gitlab;
mod junit;
mod markdown;
mod message;
mod sarif;
mod sources;

use std::collections::HashMap;

use crate::config;
use crate::digest;
use crate::findings::{Finding, Place, PublishedFinding, printable};

pub(crate) use sources::{FileLocation, Sources};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CiFormat {
    /// Workflow commands of GitHub Actions, which become annotations.
    Github,
    /// GitLab's Code Quality report (JSON).
    Gitlab,
    /// JUnit XML, with a test case for each code.
    Junit,
    /// SARIF 2.1.0 (JSON).
    Sarif,
    /// A summary of a job, or a comment on a merge request.
    Markdown,
    /// Plain text for an e-mail or a chat.
    Message,
}

/// How far a run came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Everything was checked: what has no finding is in order.
    Complete,
    /// Findings stopped the run, and the rest was not checked.
    Stopped,
    /// The command could not run, for this reason.
    Failed(String),
}

/// A run of a command, and what it found.
pub(crate) struct CiRun<'a> {
    /// The command: `build`.
    pub command: &'a str,
    /// The report's id.
    pub report: &'a str,
    /// The period, as the user typed it.
    pub period: &'a str,
    pub ending: Ending,
    /// The result, in a Danish sentence.
    pub verdict: String,
    /// Further lines for a summary, in Danish.
    pub facts: Vec<String>,
    /// The findings in the order in which to fix them.
    pub findings: &'a [PublishedFinding],
    /// Finds the file of a place in the repository; `None` if no file there has it. See [`Sources::locate`].
    pub sources: &'a dyn Fn(&Place) -> Option<FileLocation>,
}

/// A finding, and where in the repository it is.
struct LocatedFinding<'a> {
    finding: &'a Finding,
    location: Option<FileLocation>,
}

/// # Errors
/// When the output cannot be written, which no finding can cause.
pub(crate) fn render(run: &CiRun<'_>, format: CiFormat) -> anyhow::Result<String> {
    match format {
        CiFormat::Github => Ok(github::render(run)),
        CiFormat::Gitlab => gitlab::render(run),
        CiFormat::Junit => junit::render(run),
        CiFormat::Sarif => sarif::render(run),
        CiFormat::Markdown => Ok(markdown::render(run)),
        CiFormat::Message => Ok(message::render(run)),
    }
}

/// A line that GitHub Actions shows as a warning of a command.
pub(crate) fn github_warning(command: &str, message: &str) -> String {
    github::warning(command, message)
}

impl CiRun<'_> {
    /// `kapreport build: kap-h, 2024`.
    fn title(&self) -> String {
        let of: Vec<&str> = [self.report, self.period].into_iter().filter(|part| !part.is_empty()).collect();
        format!("kapreport {}: {}", self.command, of.join(", "))
    }

    /// The file to show for the whole run, because some systems drop results without a file.
    fn whole(&self) -> FileLocation {
        let file = |file: String| (self.sources)(&Place::Source { file, line: 1, column: 1 });
        file(config::FILE.to_owned())
            .or_else(|| file(format!("{}/report.toml", self.report)))
            .unwrap_or_else(|| FileLocation { path: config::FILE.to_owned(), line: Some(1), column: Some(1) })
    }

    fn located(&self) -> impl Iterator<Item = LocatedFinding<'_>> {
        self.findings.iter().map(|finding| {
            // A finding between figures is at the rule that they break.
            let rule = || (self.sources)(&finding.rule.as_ref()?.place());
            LocatedFinding { finding, location: (self.sources)(&finding.place).or_else(rule) }
        })
    }

    /// A fingerprint for each finding, which stays the same when the finding moves to another line. Findings that differ in
    /// their line only are numbered, because CI systems merge findings with the same fingerprint.
    fn fingerprints(&self) -> Vec<String> {
        let mut seen: HashMap<String, u64> = HashMap::new();
        let mut fingerprint = |finding: &Finding| {
            let identity = finding.identity();
            let times = seen.entry(identity.clone()).or_default();
            *times += 1;
            digest::of_parts(&[&identity, &times.to_string()])
        };
        self.findings.iter().map(|finding| fingerprint(finding)).collect()
    }
}

impl LocatedFinding<'_> {
    /// Where the finding is, in words; a source by its path in the repository.
    fn place(&self) -> String {
        match (&self.finding.place, &self.location) {
            (Place::Source { line, column, .. }, Some(location)) => format!("{}:{line}:{column}", location.path),
            _ => self.finding.place_in_words(),
        }
    }

    /// The part of the place that the location, which is shown anyway, does not contain. May be empty.
    fn rest_of_place(&self) -> String {
        match (&self.finding.place, &self.location) {
            (Place::Source { .. }, Some(_)) => String::new(),
            _ => self.finding.place_in_words(),
        }
    }

    /// The message, the place and the advice, on lines of their own.
    fn text(&self, place: String) -> String {
        let advice = self.finding.advice.lines().map(|line| format!("→ {line}"));
        let lines = [self.finding.message.clone(), place].into_iter().chain(advice);
        printable(&lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
    }
}

/// The text on one line, without control characters.
fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}
