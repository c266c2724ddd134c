//! GitLab's Code Quality report.

use serde::Serialize;

use super::{CiRun, Ending, FileLocation, LocatedFinding, one_line};
use crate::digest;
use crate::findings::{Finding, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: IssueLocation,
}

/// GitLab drops issues without a file and a line.
#[derive(Serialize)]
struct IssueLocation {
    path: String,
    lines: IssueLines,
}

#[derive(Serialize)]
struct IssueLines {
    begin: u32,
}

/// A JSON array with an issue for each finding.
pub(super) fn render(run: &CiRun<'_>) -> anyhow::Result<String> {
    let found = run.located().zip(run.fingerprints()).map(|(located, fingerprint)| Issue {
        description: description(&located),
        check_name: located.finding.code.name(),
        fingerprint,
        severity: severity(located.finding),
        location: IssueLocation::new(located.location.unwrap_or_else(|| run.whole())),
    });
    let mut issues: Vec<Issue<'_>> = found.collect();
    if let Ending::Failed(error) = &run.ending {
        issues.push(Issue {
            description: one_line(&format!("{error}. {}", run.verdict)),
            check_name: run.command,
            fingerprint: digest::of_parts(&[run.command, error]),
            severity: "blocker",
            location: IssueLocation::new(run.whole()),
        });
    }
    Ok(serde_json::to_string_pretty(&issues)? + "\n")
}

impl IssueLocation {
    fn new(location: FileLocation) -> Self {
        Self { path: one_line(&location.path), lines: IssueLines { begin: location.line.unwrap_or(1) } }
    }
}

/// The message with the place, since GitLab shows only the file and the line beside it.
fn description(located: &LocatedFinding<'_>) -> String {
    let place = located.rest_of_place();
    let place = if place.is_empty() { place } else { format!(" ({place})") };
    one_line(&format!("{}{place}", located.finding.message))
}

/// The severity in GitLab's words. Errors that stop even a draft are critical.
fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error if finding.code.may_stand_in_draft() => "major",
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
