//! Findings as text for people.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Finding, Occurrences, Place, Severity};

/// Characters of a message that are shown at most.
const LONGEST: usize = 2_000;
/// Characters of a cell's value that are shown at most.
const LONGEST_VALUE: usize = 200;

/// Writes the findings for people, with ANSI colours if `colour` is set.
///
/// # Errors
/// When `out` cannot be written to.
pub fn print_human(findings: &[Finding], out: &mut dyn Write, colour: bool) -> io::Result<()> {
    for finding in findings {
        let ansi = match finding.severity {
            Severity::Error => "31;1",
            Severity::Warning => "33;1",
            Severity::Info => "36;1",
        };
        let word = finding.severity.danish();
        let (on, off) = if colour { (format!("\x1b[{ansi}m"), "\x1b[0m") } else { (String::new(), "") };
        // Indented, so that no line of a name in the message looks like a finding.
        let message = printable(&shortened(&finding.message, LONGEST)).replace('\n', "\n   ");
        writeln!(out, "{on}{word}[{}]{off}: {message}", finding.code.name())?;
        let place = finding.place_in_words();
        if !place.is_empty() {
            writeln!(out, "   {place}")?;
        }
        if let Some(rule) = finding.rule_in_words() {
            writeln!(out, "   {rule}")?;
        }
        if !finding.advice.is_empty() {
            for line in finding.advice.lines() {
                writeln!(out, "   → {}", printable(line))?;
            }
        }
    }
    Ok(())
}

impl Severity {
    /// The Danish word that is printed before the code.
    pub fn danish(self) -> &'static str {
        match self {
            Self::Error => "fejl",
            Self::Warning => "advarsel",
            Self::Info => "oplysning",
        }
    }
}

impl Finding {
    /// Where the rule that figures break is defined, in one line.
    pub fn rule_in_words(&self) -> Option<String> {
        self.rule.as_ref().map(|rule| place(&rule.place()))
    }

    /// Where it is, in one line; "" if it is about the run as a whole.
    pub fn place_in_words(&self) -> String {
        match &self.occurrences {
            None => place(&self.place),
            Some(occurrences) => places(&self.place, occurrences),
        }
    }
}

/// The place in one line.
fn place(place: &Place) -> String {
    match place {
        Place::Nowhere => String::new(),
        Place::Source { file, line, column } => one_line(&format!("{file}:{line}:{column}")),
        Place::Figures { ids } => ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Place::Print { file, page, line, quotation } => {
            let mut parts = vec![file.clone()];
            parts.extend(page.map(|page| format!("side {page}")));
            parts.extend(line.map(|line| format!("linje {line}")));
            one_line(&format!("{}: »{quotation}«", parts.join(", ")))
        }
        Place::Data { file, sheet, row, column, value } => {
            let mut parts = vec![file.clone()];
            parts.extend(sheet.as_ref().map(|sheet| format!("ark »{sheet}«")));
            parts.extend(row.map(|row| format!("række {row}")));
            parts.extend(column.as_ref().map(|column| format!("kolonne »{column}«")));
            parts.extend(value.as_ref().map(|value| format!("værdi »{}«", shortened(value, LONGEST_VALUE))));
            one_line(&parts.join(", "))
        }
    }
}

/// The places of a finding with several occurrences.
fn places(first: &Place, occurrences: &Occurrences) -> String {
    let Place::Data { file, sheet, column, .. } = first else { return place(first) };
    let file = Place::Data { file: file.clone(), sheet: sheet.clone(), row: None, column: column.clone(), value: None };
    let mut text = format!("{}, række {}", place(&file), occurrences.rows);
    if !occurrences.values.is_empty() {
        let values: Vec<_> = occurrences.values.iter().map(|value| shortened(value, LONGEST_VALUE)).collect();
        text.push_str(&one_line(&format!(", fx værdi »{}«", values.join("«, »"))));
    }
    text
}

/// The first `most` characters of a text, with "…" if there are more.
fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}

/// Printable text on one line.
pub fn one_line(text: &str) -> String {
    printable(text).replace('\n', "\u{fffd}")
}

/// Replaces control characters, which a terminal would obey, and those that change the order or the lines of text.
pub fn printable(text: &str) -> String {
    let is_hidden = |c: char| match c {
        '\n' => false,
        '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        _ => c.is_control(),
    };
    text.chars().map(|c| if is_hidden(c) { '\u{fffd}' } else { c }).collect()
}
