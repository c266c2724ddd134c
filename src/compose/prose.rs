//! Prose and labels, rendered by Tera.

mod capitals;
mod empty_calls;
mod functions;
mod markup;
mod names;
mod output;
mod premises;
mod prepared;
mod slips;
mod tags;
mod tera_danish;
mod typed;
mod unguarded;
mod variables;

use std::sync::Arc;

use tera::{Context, Error, ErrorKind, Tera};

use super::document::{ChapterSource, Document};
use super::escape::{as_text, typst_value};
use super::lexicon::Lexicon;
use super::lines::LineMap;
use super::view::MemberView;
use crate::definition::table::Template;
use crate::definition::usage::{premises as usage_premises, scan};
use crate::definition::{At, Definition};
use crate::findings::{Code, Finding, Findings};
use crate::guard;
use crate::period::Period;
pub use names::{no_number, report_misses};
use output::BoundedText;
pub use prepared::PreparedChapter;

/// Imports the layout functions that chapters can use. A line of its own, because Typst recognises headings and lists only at the
/// start of a line.
const IMPORT: &str = "#import \"/shared/report.typ\": tabel, figur, noegletal, boks, billede, citat, vaerdi, budskab, handling, refleksion, plan\n";

/// Renders templates with the figures of a lexicon.
pub struct Prose<'a> {
    lexicon: Arc<Lexicon>,
    tera: Tera,
    context: Context,
    findings: &'a Findings,
}

impl<'a> Prose<'a> {
    pub fn new(lexicon: Arc<Lexicon>, findings: &'a Findings) -> Self {
        let mut tera = Tera::new();
        tera.autoescape_on([".typ"]);
        tera.set_escape_fn(typst_value);
        functions::register(&mut tera, &lexicon);
        let mut context = Context::new();
        let previous = lexicon.previous().map(Period::in_words);
        context.insert("periode", &lexicon.period().in_words());
        context.insert("har_forrige", &previous.is_some());
        context.insert("forrige", &previous.unwrap_or_default());
        if let Some(member) = lexicon.member() {
            context.insert("medlem", &MemberView::from(member));
        }
        Self { lexicon, tera, context, findings }
    }

    /// Prose about the figures of another lexicon.
    pub fn about(&self, lexicon: Arc<Lexicon>) -> Self {
        Self::new(lexicon, self.findings)
    }

    /// Adds the Typst source of a chapter to the document. If it cannot be rendered, reports that and adds the template as text.
    pub fn add_chapter(&self, prepared: &PreparedChapter<'_>, definition: &Definition, document: &mut Document) {
        let (body, lines) = self.chapter(prepared, definition);
        let chapter = &prepared.chapter;
        let path = format!("/chapters/{}.typ", chapter.id);
        let template = format!("{}/{}.typ", definition.report.id, chapter.id);
        document.files.insert(path.clone(), format!("{IMPORT}{body}").into_bytes());
        document.chapters.insert(path, ChapterSource { template, import: IMPORT, text_attempts: 2, lines });
    }

    /// The Typst source of a chapter, without the import.
    fn chapter(&self, prepared: &PreparedChapter<'_>, definition: &Definition) -> (String, LineMap) {
        let PreparedChapter { chapter, prose, template, typed, findings } = prepared;
        guard::work_on(&with_loops(&chapter.prose));
        names::check(chapter, definition, &self.lexicon, self.findings);
        findings.iter().for_each(|finding| self.report(finding.clone()));
        typed::report(typed, definition, &self.lexicon, self.findings);
        let body = self.render(template, &self.context, true);
        premises::check(&chapter.prose, &self.lexicon, self.findings);
        let body = body.unwrap_or_else(|| {
            let insertions = scan::calls(&chapter.prose.value);
            insertions.iter().fold(as_text(&chapter.prose.value), |body, call| body + &call.source())
        });
        let lines = LineMap::new(&prose.template.value, &body);
        markup::check(chapter, &body, &lines, self.findings);
        (body, lines)
    }

    pub fn report(&self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A label, caption or note as plain text.
    pub fn text(&self, template: &Template) -> String {
        self.text_with(template, None)
    }

    /// A sentence outside the chapters, checked as if it were in one.
    pub fn sentence(&self, template: &Template, definition: &Definition) -> String {
        slips::check_label(template, self.findings);
        variables::check(template, self.findings);
        typed::check_text(template, definition, &self.lexicon, self.findings);
        unguarded::check(template, self.findings);
        let value = capitals::at_sentence_starts(&template.value);
        self.text(&Template { value, at: template.at.clone() })
    }

    /// A label, caption or note; the template can print `value`, the value of its cell, under the name `vaerdi`.
    pub fn text_with(&self, template: &Template, value: Option<&str>) -> String {
        if !template.value.contains("{{") && !template.value.contains("{%") {
            return template.value.clone();
        }
        let mut context = self.context.clone();
        if let Some(value) = value {
            context.insert("vaerdi", value);
        }
        let numbered = premises::numbered(&template.value, &usage_premises::template_name(template));
        let numbered = Template { value: numbered, at: template.at.clone() };
        let text = self.render(&numbered, &context, false).unwrap_or_default();
        premises::check(template, &self.lexicon, self.findings);
        text
    }

    /// The rendered template; `None` with a finding if Tera cannot parse or render it.
    fn render(&self, template: &Template, context: &Context, escape: bool) -> Option<String> {
        let mut text = BoundedText::new();
        let rendered = self.tera.render_str_to(&template.value, context, escape, &mut text);
        empty_calls::report(template, &self.lexicon, self.findings);
        if text.is_exceeded {
            let place = loops(template).first().map_or_else(|| template.at.place(), At::place);
            let message = "Løkken skriver uden ende, så kapitlet er ikke sat sammen.";
            self.findings.push(Finding::new(Code::EndlessTemplate, place, message));
            return None;
        }
        rendered
            .map(|()| text.into_text())
            .map_err(|error| {
                let (at, message) = explain(&error, template);
                let (text, advice) = tera_danish::explain(&message);
                // The text can end with a question, »Mente du …?«.
                let end = if text.ends_with(['.', '?', '!']) { "" } else { "." };
                let message = format!("Skabelonteksten kan ikke læses: {text}{end}");
                self.findings.push(Finding::new(Code::ProseSyntax, at.place(), message).advise(advice));
            })
            .ok()
    }
}

/// The places of Tera's loops in a template.
fn loops(template: &Template) -> Vec<At> {
    let is_loop = |tag: &str| tag.trim_start_matches(['{', '%', '-', '+']).trim_start().starts_with("for ");
    let tags = scan::tags(&template.value).into_iter();
    let loops = tags.filter(|(start, end)| template.value.get(*start..*end).is_some_and(is_loop));
    loops.map(|(start, _)| scan::at(template, start)).collect()
}

/// The chapter, and the lines with loops, which may be why it takes too long.
fn with_loops(template: &Template) -> String {
    let lines: Vec<String> = loops(template).iter().map(|at| at.line.to_string()).collect();
    let file = &template.at.file;
    if lines.is_empty() { file.to_string() } else { format!("{file} (løkker på linje {})", lines.join(", ")) }
}

/// The place of a Tera error in the template, and Tera's message.
fn explain(error: &Error, template: &Template) -> (At, String) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let at = At { line: template.at.line + span.start_line.saturating_sub(1) as u32, ..template.at.clone() };
            let column = span.start_col as u32;
            let at = if span.start_line <= 1 { at.right(column) } else { At { column: column + 1, ..at } };
            (at, report.message().to_owned())
        }
        _ => {
            let message = error.to_string();
            // Some errors name the function but not its place.
            let named = message.split(['`', '\'', '"']).nth(1).map(|name| format!("{name}("));
            let offset = named.and_then(|call| template.value.find(&call));
            (offset.map_or_else(|| template.at.clone(), |offset| scan::at(template, offset)), message)
        }
    }
}
