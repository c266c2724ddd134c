//! JUnit XML: a testcase for each code of findings.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Ending, Location, Run, one_line, place, told};
use crate::findings::{Code, Finding, Severity};

/// What became of a testcase.
enum Verdict<'a> {
    Passed,
    Failed {
        message: String,
        kind: &'a str,
        text: String,
    },
    /// It could not be tried.
    Broken {
        message: String,
        text: String,
    },
    Skipped,
}

/// A testcase.
struct Case<'a> {
    name: &'a str,
    verdict: Verdict<'a>,
    /// What was found that is no failure.
    remarks: String,
}

/// The run as one suite of testcases.
pub fn render(run: &Run<'_>) -> anyhow::Result<String> {
    let mut cases: Vec<Case<'_>> = Code::ALL.iter().filter_map(|code| case(run, *code)).collect();
    if let Ending::Failed(error) = &run.ending {
        let text = format!("{error}\n{}", run.verdict);
        let verdict = Verdict::Broken { message: one_line(error), text };
        cases.push(Case { name: "run", verdict, remarks: String::new() });
    }
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count =
        |wanted: fn(&Verdict<'_>) -> bool| cases.iter().filter(|case| wanted(&case.verdict)).count().to_string();
    let counts = [
        ("tests", cases.len().to_string()),
        ("failures", count(|verdict| matches!(verdict, Verdict::Failed { .. }))),
        ("errors", count(|verdict| matches!(verdict, Verdict::Broken { .. }))),
        ("skipped", count(|verdict| matches!(verdict, Verdict::Skipped))),
    ];
    let counts = || counts.iter().map(|(name, count)| (*name, count.as_str()));
    let title = allowed(&one_line(&run.title()));
    let class = allowed(&one_line(&format!("kapreport.{}.{}", run.report, run.period)));
    writer.create_element("testsuites").with_attributes(counts()).write_inner_content(|writer| {
        let suite = writer.create_element("testsuite").with_attribute(("name", title.as_str()));
        suite
            .with_attributes(counts())
            .write_inner_content(|writer| cases.iter().try_for_each(|case| case.write(&class, writer)))?;
        Ok(())
    })?;
    Ok(String::from_utf8(writer.into_inner())? + "\n")
}

/// The testcase of a code; None where the code was not tried for, since the command could not run.
fn case<'a>(run: &Run<'_>, code: Code) -> Option<Case<'a>> {
    let (errors, others): (Vec<Found<'_>>, Vec<Found<'_>>) = run
        .located()
        .filter(|(finding, _)| finding.code == code)
        .partition(|(finding, _)| finding.severity == Severity::Error);
    let remarks = text(&others);
    let verdict = match errors.first() {
        Some((first, _)) => {
            let more = match errors.len() - 1 {
                0 => String::new(),
                more => format!(" (og {more} til)"),
            };
            let message = format!("{}{more}", one_line(&first.message));
            Verdict::Failed { message, kind: code.name(), text: text(&errors) }
        }
        None => match run.ending {
            Ending::Complete => Verdict::Passed,
            Ending::Stopped => Verdict::Skipped,
            Ending::Failed(_) if remarks.is_empty() => return None,
            Ending::Failed(_) => Verdict::Skipped,
        },
    };
    Some(Case { name: code.name(), verdict, remarks })
}

/// A finding and where it is.
type Found<'a> = (&'a Finding, Option<Location>);

/// What findings say.
fn text(findings: &[Found<'_>]) -> String {
    let texts = findings.iter().map(|(finding, location)| told(finding, place(finding, location.as_ref())));
    texts.collect::<Vec<_>>().join("\n\n")
}

impl Case<'_> {
    fn write<W: Write>(&self, class: &str, writer: &mut Writer<W>) -> io::Result<()> {
        let element = writer.create_element("testcase").with_attributes([("classname", class), ("name", self.name)]);
        if matches!(self.verdict, Verdict::Passed) && self.remarks.is_empty() {
            element.write_empty()?;
            return Ok(());
        }
        element.write_inner_content(|writer| {
            match &self.verdict {
                Verdict::Passed => {}
                Verdict::Skipped => {
                    let why = ("message", "Kørslen stoppede, før alt var prøvet");
                    writer.create_element("skipped").with_attribute(why).write_empty()?;
                }
                Verdict::Failed { message, kind, text } => telling("failure", message, kind, text, writer)?,
                Verdict::Broken { message, text } => telling("error", message, "run", text, writer)?,
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

/// Writes why a testcase did not pass.
fn telling<W: Write>(name: &str, message: &str, kind: &str, text: &str, writer: &mut Writer<W>) -> io::Result<()> {
    let (message, text) = (allowed(message), allowed(text));
    let element = writer.create_element(name).with_attributes([("message", message.as_str()), ("type", kind)]);
    element.write_text_content(BytesText::new(&text))?;
    Ok(())
}

/// The text without the characters that XML 1.0 has no way to write.
fn allowed(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}
