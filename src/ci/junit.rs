//! JUnit XML: a test case for each code of findings.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{CiRun, Ending, LocatedFinding, one_line};
use crate::findings::{Code, Severity};

enum CaseOutcome<'a> {
    Passed,
    Failed {
        message: String,
        kind: &'a str,
        text: String,
    },
    /// The command could not run.
    Broken {
        message: String,
        text: String,
    },
    /// The run stopped before the case was checked.
    Skipped,
}

struct TestCase<'a> {
    name: &'a str,
    outcome: CaseOutcome<'a>,
    /// The warnings and remarks, which are no failures.
    remarks: String,
}

/// The run as one suite of test cases.
pub(super) fn render(run: &CiRun<'_>) -> anyhow::Result<String> {
    let mut cases: Vec<TestCase<'_>> = Code::ALL.iter().filter_map(|code| case(run, *code)).collect();
    if let Ending::Failed(error) = &run.ending {
        let text = format!("{error}\n{}", run.verdict);
        let outcome = CaseOutcome::Broken { message: one_line(error), text };
        cases.push(TestCase { name: "run", outcome, remarks: String::new() });
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count =
        |wanted: fn(&CaseOutcome<'_>) -> bool| cases.iter().filter(|case| wanted(&case.outcome)).count().to_string();
    let counts = [
        ("tests", cases.len().to_string()),
        ("failures", count(|outcome| matches!(outcome, CaseOutcome::Failed { .. }))),
        ("errors", count(|outcome| matches!(outcome, CaseOutcome::Broken { .. }))),
        ("skipped", count(|outcome| matches!(outcome, CaseOutcome::Skipped))),
    ];
    let counts = || counts.iter().map(|(name, count)| (*name, count.as_str()));
    let title = allowed(&one_line(&run.title()));
    let class = allowed(&one_line(&format!("kapreport.{}.{}", run.report, run.period)));
    // Jenkins' schema has no skipped cases in the sum of all suites.
    let sum = counts().filter(|(name, _)| *name != "skipped");
    writer.create_element("testsuites").with_attributes(sum).write_inner_content(|writer| {
        let suite = writer.create_element("testsuite").with_attribute(("name", title.as_str()));
        suite
            .with_attributes(counts())
            .write_inner_content(|writer| cases.iter().try_for_each(|case| case.write(&class, writer)))?;
        Ok(())
    })?;
    Ok(String::from_utf8(writer.into_inner())? + "\n")
}

/// The test case of a code. `None` if the command could not run and so did not check for it.
fn case<'a>(run: &CiRun<'_>, code: Code) -> Option<TestCase<'a>> {
    let (errors, others): (Vec<LocatedFinding<'_>>, Vec<LocatedFinding<'_>>) = run
        .located()
        .filter(|located| located.finding.code == code)
        .partition(|located| located.finding.severity == Severity::Error);
    let remarks = text(&others);
    let outcome = match errors.first() {
        Some(first) => {
            let more = match errors.len() - 1 {
                0 => String::new(),
                more => format!(" (og {more} til)"),
            };
            let message = format!("{}{more}", one_line(&first.finding.message));
            CaseOutcome::Failed { message, kind: code.name(), text: text(&errors) }
        }
        None => match run.ending {
            Ending::Complete => CaseOutcome::Passed,
            Ending::Stopped => CaseOutcome::Skipped,
            Ending::Failed(_) if remarks.is_empty() => return None,
            Ending::Failed(_) => CaseOutcome::Skipped,
        },
    };
    Some(TestCase { name: code.name(), outcome, remarks })
}

fn text(findings: &[LocatedFinding<'_>]) -> String {
    let texts = findings.iter().map(|located| located.text(located.place()));
    texts.collect::<Vec<_>>().join("\n\n")
}

impl TestCase<'_> {
    fn write<W: Write>(&self, class: &str, writer: &mut Writer<W>) -> io::Result<()> {
        let element = writer.create_element("testcase").with_attributes([("classname", class), ("name", self.name)]);
        if matches!(self.outcome, CaseOutcome::Passed) && self.remarks.is_empty() {
            element.write_empty()?;
            return Ok(());
        }
        element.write_inner_content(|writer| {
            match &self.outcome {
                CaseOutcome::Passed => {}
                CaseOutcome::Skipped => {
                    let why = ("message", "Kørslen stoppede, før alt var prøvet");
                    writer.create_element("skipped").with_attribute(why).write_empty()?;
                }
                CaseOutcome::Failed { message, kind, text } => write_reason("failure", message, kind, text, writer)?,
                CaseOutcome::Broken { message, text } => write_reason("error", message, "run", text, writer)?,
            }
            if !self.remarks.is_empty() {
                let text = allowed(&self.remarks);
                writer.create_element("system-out").write_text_content(BytesText::new(&text))?;
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// Writes why a test case did not pass.
fn write_reason<W: Write>(name: &str, message: &str, kind: &str, text: &str, writer: &mut Writer<W>) -> io::Result<()> {
    let (message, text) = (allowed(message), allowed(text));
    let element = writer.create_element(name).with_attributes([("message", message.as_str()), ("type", kind)]);
    element.write_text_content(BytesText::new(&text))?;
    Ok(())
}

/// Drops the characters that XML 1.0 cannot represent, not even escaped.
fn allowed(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}
