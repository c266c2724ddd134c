//! SARIF 2.1.0, as code scanning reads it.

use serde_json::{Value, json};

use super::{Ending, Location, Run, one_line, rest_of_place, told};
use crate::findings::{Code, Severity};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The run as a SARIF log.
pub fn render(run: &Run<'_>) -> anyhow::Result<String> {
    let rules: Vec<Code> =
        Code::ALL.iter().copied().filter(|code| run.findings.iter().any(|finding| finding.code == *code)).collect();
    let results: Vec<Value> = run
        .located()
        .zip(run.fingerprints())
        .map(|((finding, location), fingerprint)| {
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            };
            let text = told(finding, rest_of_place(finding, location.as_ref()));
            json!({
                "ruleId": finding.code.name(),
                "ruleIndex": rules.iter().position(|code| *code == finding.code),
                "level": level,
                "message": { "text": message(&text) },
                // Code scanning refuses a result without a location.
                "locations": [place(&location.unwrap_or_else(|| run.whole()))],
                "partialFingerprints": { "finding/v1": fingerprint },
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
            // Several reports and commands are told apart by it where they are uploaded for one commit.
            "automationDetails": { "id": one_line(&format!("kapreport/{}/{}/{}/", run.command, run.report, run.period)) },
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "results": results,
        }],
    });
    Ok(serde_json::to_string_pretty(&log)? + "\n")
}

/// What a code means.
fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": message(code.meaning()) },
        "fullDescription": { "text": message(code.meaning()) },
        "help": { "text": message(code.explanation()) },
    })
}

/// Where a result is.
fn place(location: &Location) -> Value {
    let mut region = json!({ "startLine": location.line.unwrap_or(1) });
    if let Some(column) = location.column {
        region["startColumn"] = column.into();
    }
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&location.path) }, "region": region } })
}

/// The text so that it has no placeholders (braces are doubled) and no links (`[text](target)`).
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "\\](")
}

/// A path as a relative reference: every byte but letters, digits and `-._~/` is percent-encoded.
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
