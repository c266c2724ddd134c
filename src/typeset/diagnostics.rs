//! Typst's diagnostics as findings, with the place in the chapter that the author wrote.

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::{World, WorldExt};

use super::danish;
use super::world::PinnedWorld;
use crate::compose::Document;
use crate::findings::{Code, Finding, Findings, Place};

/// Pushes a finding for each diagnostic.
pub fn report(diagnostics: &[SourceDiagnostic], world: &PinnedWorld<'_>, document: &Document, findings: &Findings) {
    for diagnostic in diagnostics {
        let code = match diagnostic.severity {
            TypstSeverity::Error => Code::TypstError,
            TypstSeverity::Warning => Code::TypstWarning,
        };
        // An error inside the shared layout is reported where a chapter called the layout.
        let calls = diagnostic.trace.iter().map(|point| point.span.into());
        let spans: Vec<_> = std::iter::once(diagnostic.span).chain(calls).collect();
        let places: Vec<Place> = spans.iter().filter_map(|span| place(*span, world, document)).collect();
        let in_chapter =
            places.iter().find(|place| matches!(place, Place::Source { file, .. } if !file.starts_with("shared/")));
        let place = in_chapter.or(places.first()).cloned().unwrap_or(Place::Nowhere);
        // Typst's own message is used only if there is no Danish one.
        let (message, advice) = danish::explain(&diagnostic.message).map_or_else(
            || {
                let message = format!("Typst forstår ikke, hvad der står her: »{}«", diagnostic.message);
                (message, danish::UNKNOWN_ADVICE.to_owned())
            },
            |(message, advice)| (message, advice.to_owned()),
        );
        findings.push(Finding::new(code, place, format!("{message}.")).advise(advice));
    }
}

/// The place of a span: in a chapter's template, or else in the virtual file.
pub fn place(span: typst::syntax::DiagSpan, world: &PinnedWorld<'_>, document: &Document) -> Option<Place> {
    let id = span.id()?;
    let source = world.source(id).ok()?;
    let range = world.range(span)?;
    let (line, column) = source.lines().byte_to_line_column(range.start)?;
    let path = format!("/{}", id.vpath().get_without_slash());
    let (file, line, column) = match document.chapters.get(&path) {
        Some(chapter) => {
            let (line, column) = chapter.place(line, column);
            (chapter.template.clone(), line, column)
        }
        None => (path.trim_start_matches('/').to_owned(), line as u32 + 1, column as u32 + 1),
    };
    Some(Place::Source { file, line, column })
}
