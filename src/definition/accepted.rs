//! `accepted.toml`: changes that somebody has looked at and approved.

use super::reader::{TableOrText, TomlFile, TomlTable};
use super::templates::Templates;
use crate::figure_id::FigureRef;
use crate::findings::{Code, Findings};

/// A change of a figure that somebody has approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub figure: FigureRef,
    /// The value before, as it is printed. A change from or to another value is not approved.
    pub from: String,
    /// The value now, as it is printed: `22`, `ukendt`, `findes ikke`.
    pub to: String,
    pub by: String,
    pub why: String,
}

/// Reads the approvals of a report; there are none without the file.
///
/// # Errors
/// When the file cannot be read.
pub fn read(report: &str, templates: &Templates, findings: &Findings) -> std::io::Result<Vec<Approval>> {
    let path = format!("{report}/accepted.toml");
    let Some(text) = templates.text(&path)? else { return Ok(Vec::new()) };
    Ok(TomlFile::new(&path, &text, findings).read(|toml| {
        let mut approvals = Vec::new();
        for accepted in toml.tables_or_texts("accepted") {
            match accepted {
                TableOrText::Table(table) => approvals.push(read_approval(table)),
                TableOrText::Text(text) => {
                    let message = "»accepted« skal være tabeller: [[accepted]].";
                    toml.report(Code::WrongType, &text.at, message, "");
                }
            }
        }
        toml.finish();
        approvals
    }))
}

fn read_approval(table: TomlTable<'_>) -> Approval {
    let text = |key| table.required_text(key).value;
    let figure = FigureRef::parse(&text("figure"));
    let approval = Approval { figure, from: text("from"), to: text("to"), by: text("by"), why: text("why") };
    table.finish();
    approval
}
