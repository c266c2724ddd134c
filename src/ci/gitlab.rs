//! GitLab's Code Quality report.

use serde::Serialize;

use super::{Ending, Location, Run, one_line, rest_of_place};
use crate::digest;
use crate::findings::{Finding, Severity};

/// An entry of the report.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Place,
}

/// GitLab shows no entry without a file and a line.
#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The findings as an array of issues.
pub fn render(run: &Run<'_>) -> anyhow::Result<String> {
    let place = |location: Location| Place { path: location.path, lines: Lines { begin: location.line.unwrap_or(1) } };
    let found = run.located().zip(run.fingerprints()).map(|((finding, location), fingerprint)| Issue {
        description: description(finding, location.as_ref()),
        check_name: finding.code.name(),
        fingerprint,
        severity: severity(finding),
        location: place(location.unwrap_or_else(|| run.whole())),
    });
    let mut issues: Vec<Issue<'_>> = found.collect();
    if let Ending::Failed(error) = &run.ending {
        issues.push(Issue {
            description: one_line(&format!("{error}. {}", run.verdict)),
            check_name: run.command,
            fingerprint: digest::of_parts(&[run.command, error]),
            severity: "blocker",
            location: place(run.whole()),
        });
    }
    Ok(serde_json::to_string_pretty(&issues)? + "\n")
}

/// What is wrong and where: GitLab shows nothing else but the file and the line.
fn description(finding: &Finding, location: Option<&Location>) -> String {
    let place = rest_of_place(finding, location);
    let place = if place.is_empty() { place } else { format!(" ({place})") };
    one_line(&format!("{}{place}", finding.message))
}

/// How much it matters, in GitLab's words: what even a draft cannot be made with is worse than what it can.
fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error if finding.code.may_stand_in_draft() => "major",
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
