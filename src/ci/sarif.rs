//! SARIF 2.1.0, as code scanning reads it.

use serde_json::{Value, json};

use super::{CiRun, Ending, FileLocation, one_line};
use crate::findings::{Code, Severity};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A SARIF log with one run.
pub(super) fn render(run: &CiRun<'_>) -> anyhow::Result<String> {
    let rules: Vec<Code> =
        Code::ALL.iter().copied().filter(|code| run.findings.iter().any(|finding| finding.code == *code)).collect();
    let results: Vec<Value> = run
        .located()
        .zip(run.fingerprints())
        .map(|(located, fingerprint)| {
            let finding = located.finding;
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            };
            let text = located.text(located.rest_of_place());
            json!({
                "ruleId": finding.code.name(),
                "ruleIndex": rules.iter().position(|code| *code == finding.code),
                "level": level,
                "message": { "text": message(&text) },
                // Code scanning refuses a result without a location.
                "locations": [place(&located.location.unwrap_or_else(|| run.whole()))],
                // GitHub follows an alert by the second; without one it hashes the line, which changes with every number in it.
                "partialFingerprints": {
                    "finding/v1": fingerprint,
                    "primaryLocationLineHash": format!("{}:1", &fingerprint[..16]),
                },
            })
        })
        .collect();
    let invocation = match &run.ending {
        Ending::Failed(error) => json!({
            "executionSuccessful": false,
            "toolExecutionNotifications": [{ "level": "error", "message": { "text": message(&one_line(error)) } }],
        }),
        Ending::Complete | Ending::Stopped => json!({ "executionSuccessful": true }),
    };
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kapreport",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "da",
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "language": "da",
            // Uploads of several reports and commands for one commit must differ in it.
            "automationDetails": { "id": one_line(&format!("kapreport/{}/{}/{}/", run.command, run.report, run.period)) },
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": message(code.meaning()) },
        "fullDescription": { "text": message(code.meaning()) },
        "help": { "text": message(code.explanation()) },
    })
}

fn place(location: &FileLocation) -> Value {
    let mut region = json!({ "startLine": location.line.unwrap_or(1) });
    if let Some(column) = location.column {
        region["startColumn"] = column.into();
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&location.path) }, "region": region } })
}

/// Escapes placeholders, by doubling braces, and links (`[text](target)`).
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "\\](")
}

/// The path as a relative reference: all bytes but letters, digits and `-._~/` are percent-encoded.
fn uri(path: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_relative_reference() {
        assert_eq!(uri("data/Å b:c%.csv"), "data/%C3%85%20b%3Ac%25.csv");
    }

    #[test]
    fn a_message_is_text_only() {
        assert_eq!(message("{0} [her](https://a) {{ tal }}"), "{{0}} [her\\](https://a) {{{{ tal }}}}");
    }
}
