//! Workflow commands of GitHub Actions: a line for each finding.

use std::fmt::Write;

use super::{Ending, Run, rest_of_place, told};
use crate::findings::{Severity, printable};

/// The findings as workflow commands, the gravest first: GitHub shows ten errors and ten warnings of a step.
pub fn render(run: &Run<'_>) -> String {
    let mut out = String::new();
    for (finding, location) in run.located() {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some(location) = &location {
            properties.push(("file", location.path.clone()));
            properties.extend(location.line.map(|line| ("line", line.to_string())));
            properties.extend(location.column.map(|column| ("col", column.to_string())));
        }
        properties.push(("title", format!("kapreport: {}", finding.code.name())));
        command(level, &properties, &told(finding, rest_of_place(finding, location.as_ref())), &mut out);
    }
    if let Ending::Failed(error) = &run.ending {
        let message = format!("{error}\n{}", run.verdict);
        command("error", &[("title", format!("kapreport {}", run.command))], &message, &mut out);
    }
    out
}

/// A warning without a place.
pub fn warning(of: &str, message: &str) -> String {
    let mut out = String::new();
    command("warning", &[("title", format!("kapreport {of}"))], message, &mut out);
    out
}

/// Writes a workflow command. Whatever is in the values, it is one line and one command.
fn command(level: &str, properties: &[(&str, String)], message: &str, out: &mut String) {
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(&printable(value)))).collect();
    let _ = writeln!(out, "::{level} {}::{}", properties.join(","), data(&printable(message)));
}

/// What comes after the last `::`, with the escapes that the runner takes back.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_and_a_property_stay_in_their_place() {
        let mut out = String::new();
        command("error", &[("title", "a,b: 100%\n::error::x".to_owned())], "a,b: 100%\r\n::error::x", &mut out);
        assert_eq!(out, "::error title=a%2Cb%3A 100%25%0A%3A%3Aerror%3A%3Ax::a,b: 100%25\u{fffd}%0A::error::x\n");
    }
}
