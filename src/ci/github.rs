//! Workflow commands of GitHub Actions: a line for each finding.

use std::fmt::Write;

use super::{CiRun, Ending};
use crate::findings::{Severity, printable};

/// GitHub shows the first ten errors and the first ten warnings of a step.
pub(super) fn render(run: &CiRun<'_>) -> String {
    let mut out = String::new();
    for located in run.located() {
        let finding = located.finding;
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some(location) = &located.location {
            properties.push(("file", location.path.clone()));
            properties.extend(location.line.map(|line| ("line", line.to_string())));
            properties.extend(location.column.map(|column| ("col", column.to_string())));
        }
        properties.push(("title", format!("kapreport: {}", finding.code.name())));
        command(level, &properties, &located.text(located.rest_of_place()), &mut out);
    }
    if let Ending::Failed(error) = &run.ending {
        let message = format!("{error}\n{}", run.verdict);
        command("error", &[("title", format!("kapreport {}", run.command))], &message, &mut out);
    }
    out
}

/// A warning without a place.
pub(super) fn warning(of: &str, message: &str) -> String {
    let mut out = String::new();
    command("warning", &[("title", format!("kapreport {of}"))], message, &mut out);
    out
}

/// Writes a workflow command. Its values cannot end the line or begin another command.
fn command(level: &str, properties: &[(&str, String)], message: &str, out: &mut String) {
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(&printable(value)))).collect();
    let _ = writeln!(out, "::{level} {}::{}", properties.join(","), data(&printable(message)));
}

/// Escapes the message, which the runner unescapes.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
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
