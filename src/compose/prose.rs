//! Prose and labels through Tera, and where the prose puts tables and charts.

use std::borrow::Cow;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};
use typst::syntax::{SyntaxKind, SyntaxNode};

use super::escape::typst_value;
use super::lexicon::{Lexicon, Miss, Style};
use super::typed::{self, Typed};
use super::{Document, LineMap, danish};
use crate::danish::did_you_mean;
use crate::definition::chapter::Chapter;
use crate::definition::members::declared_members;
use crate::definition::table::Template;
use crate::definition::usage::scan::{self, Call, Kind};
use crate::definition::{At, Definition};
use crate::diff::Selection;
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Findings};
use crate::period::Period;

/// What chapters can use; put before the first line of each, so that line numbers stay.
pub const IMPORT: &str = "#import \"/shared/report.typ\": tabel, figur, noegletal, boks, vaerdi;";

/// How many figures with the value of a typed number are named.
const MOST_SUGGESTED: usize = 3;

/// Renders templates with the figures of a lexicon.
pub struct Prose<'a> {
    lexicon: Arc<Lexicon>,
    tera: Tera,
    context: Context,
    findings: &'a Findings,
}

impl<'a> Prose<'a> {
    /// A renderer for the figures of this lexicon.
    pub fn new(lexicon: Arc<Lexicon>, findings: &'a Findings) -> Self {
        let mut tera = Tera::new();
        tera.autoescape_on([".typ"]);
        tera.set_escape_fn(typst_value);
        register(&mut tera, &lexicon);
        let mut context = Context::new();
        let previous = lexicon.previous().map(Period::in_words);
        context.insert("periode", &lexicon.period().in_words());
        context.insert("har_forrige", &previous.is_some());
        context.insert("forrige", &previous.unwrap_or_default());
        Self { lexicon, tera, context, findings }
    }

    /// A renderer for the figures of another lexicon.
    pub fn about(&self, lexicon: Arc<Lexicon>) -> Self {
        Self::new(lexicon, self.findings)
    }

    /// A chapter's text as Typst source, without the import, and which of its lines come from which of the template's; "" after
    /// a finding where it cannot be rendered.
    pub fn chapter(&self, chapter: &Chapter, definition: &Definition) -> (String, LineMap) {
        self.report_unknown_words(chapter, definition);
        self.report_typed(&chapter.prose, typed::in_prose(&chapter.prose.value), definition);
        let tables = chapter.tables.iter().flat_map(|table| table.notes.iter().chain([&table.caption, &table.summary]));
        for text in tables.chain(chapter.charts.iter().map(|chart| &chart.caption)) {
            self.report_typed(text, typed::in_text(&text.value), definition);
        }
        let body = self.render(&chapter.prose, &self.context, true);
        let lines = LineMap::new(&chapter.prose.value, &body);
        for offset in values_in_strings(&body) {
            let before = &body[..offset];
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
            let (line, column) = lines.place(before.matches('\n').count(), column);
            let place = At { line, column, ..chapter.prose.at.clone() }.place();
            self.findings.push(Finding::new(
                Code::ValueInCode,
                place,
                "Et tal kan ikke stå i en Typst-tekst i anførselstegn.",
            ));
        }
        (body, lines)
    }

    /// Reports a mistake in what is composed.
    pub fn report(&self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A label, caption or note, as plain text.
    pub fn text(&self, template: &Template) -> String {
        self.text_with(template, None)
    }

    /// The same, with the cell's own value under the name `vaerdi`.
    pub fn text_with(&self, template: &Template, value: Option<&str>) -> String {
        if !template.value.contains("{{") && !template.value.contains("{%") {
            return template.value.clone();
        }
        match value {
            None => self.render(template, &self.context, false),
            Some(value) => {
                let mut context = self.context.clone();
                context.insert("vaerdi", value);
                self.render(template, &context, false)
            }
        }
    }

    fn render(&self, template: &Template, context: &Context, escape: bool) -> String {
        self.tera.render_str(&template.value, context, escape).unwrap_or_else(|error| {
            let (at, message) = match error.kind() {
                ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                    let span = report.span();
                    let at =
                        At { line: template.at.line + span.start_line.saturating_sub(1) as u32, ..template.at.clone() };
                    let column = span.start_col as u32;
                    (
                        if span.start_line <= 1 { at.right(column) } else { At { column: column + 1, ..at } },
                        report.message().to_owned(),
                    )
                }
                _ => {
                    let message = error.to_string();
                    // Some name the function that is wrong and not where it stands.
                    let named = message.split(['`', '\'', '"']).nth(1).map(|name| format!("{name}("));
                    let offset = named.and_then(|call| template.value.find(&call));
                    (offset.map_or_else(|| template.at.clone(), |offset| scan::at(template, offset)), message)
                }
            };
            let first_line = message.lines().next().unwrap_or_default().to_owned();
            self.findings.push(Finding::new(
                Code::ProseSyntax,
                at.place(),
                format!("Skabelonteksten kan ikke læses: {first_line}."),
            ));
            String::new()
        })
    }

    /// Reports every name in prose that led nowhere, wherever it stands.
    pub fn report_misses(&self, definition: &Definition) {
        for miss in self.lexicon.misses() {
            let name = miss.name();
            let figure = definition.figures.get(&name.id);
            let (code, message, advice) = match &miss {
                Miss::Figure(_) => (
                    Code::UnknownFigure,
                    format!("Nøgletallet »{name}« er ikke defineret."),
                    did_you_mean(&name.id, definition.figures.keys().map(FigureId::as_str)),
                ),
                Miss::Member(_) => {
                    let members = figure.map(|figure| declared_members(definition, figure)).unwrap_or_default();
                    let wanted = name.member.as_deref().unwrap_or_default();
                    (
                        Code::UnknownMember,
                        format!("»{name}« findes ikke: serien har ikke det medlem."),
                        did_you_mean(wanted, members.iter().map(String::as_str)),
                    )
                }
                Miss::Shape(_) => (
                    Code::WrongType,
                    format!("»{name}« er en serie, hvor der skal stå ét tal, eller omvendt."),
                    "Vælg et medlem: »kapitel.serie[medlem]«.".to_owned(),
                ),
            };
            for at in self.places(&name.to_string(), definition) {
                self.findings.push(Finding::new(code, at.place(), message.clone()).advise(advice.clone()));
            }
        }
    }

    /// Every place in prose and labels where the name stands in quotes.
    fn places(&self, name: &str, definition: &Definition) -> Vec<At> {
        let mut places = Vec::new();
        let labels = definition.tables().flat_map(|table| table.templates());
        let labels = labels.chain(definition.charts().flat_map(|chart| chart.templates()));
        for template in labels.chain(definition.chapters.iter().map(|chapter| &chapter.prose)) {
            let named = scan::quoted_names(&template.value).into_iter().filter(|(quoted, _)| *quoted == name);
            places.extend(named.map(|(_, offset)| scan::at(template, offset)));
        }
        if places.is_empty() {
            places.push(At::file(&format!("{}/report.toml", definition.report.id)));
        }
        places
    }

    /// Reports numbers that are typed and not fetched from a figure.
    fn report_typed(&self, template: &Template, typed: Vec<Typed>, definition: &Definition) {
        for typed in typed {
            let same = typed::figures_that_print(&typed, &self.lexicon, definition.figures.keys());
            let fixed = format!("{{{{ fast(tal=\"{}\", fordi=\"…\") }}}}", typed.text);
            let advice = match same.as_slice() {
                [] => format!("Lav et nøgletal til det. Er det et fast tal, så skriv {fixed} med grunden."),
                [id, ..] => format!(
                    "{} har samme værdi: {{{{ tal(id=\"{id}\"{}) }}}}. Er det et fast tal, så skriv {fixed} med grunden.",
                    danish::list(&same.iter().take(MOST_SUGGESTED).map(|id| format!("»{id}«")).collect::<Vec<_>>()),
                    if typed.text.starts_with(|c: char| c.is_ascii_digit()) { ", cifre=true" } else { "" },
                ),
            };
            let message =
                format!("Tallet »{}« er skrevet i teksten og følger ikke med, når tallene ændrer sig.", typed.text);
            self.findings.push(
                Finding::new(Code::TypedNumber, scan::at(template, typed.offset).place(), message).advise(advice),
            );
        }
    }

    /// Reports figures and tables that the chapter's layout functions name and nobody defined.
    fn report_unknown_words(&self, chapter: &Chapter, definition: &Definition) {
        for Call { kind, id, offset, .. } in scan::calls(&chapter.prose.value) {
            let ids: Vec<&str> = match kind {
                Kind::Table => definition.tables().map(|table| table.id.as_str()).collect(),
                Kind::Chart => definition.charts().map(|chart| chart.id.as_str()).collect(),
            };
            if !ids.contains(&id) {
                let word = match kind {
                    Kind::Table => "Tabellen",
                    Kind::Chart => "Figuren",
                };
                self.findings.push(
                    Finding::new(
                        Code::UnknownTable,
                        scan::at(&chapter.prose, offset).place(),
                        format!("{word} »{id}« er ikke defineret."),
                    )
                    .advise(did_you_mean(id, ids)),
                );
            }
        }
        // Each tile shows one number.
        for (id, offset) in scan::tiles(&chapter.prose.value) {
            if self.lexicon.digits(&FigureRef::parse(id)).is_none() {
                self.findings.push(
                    Finding::new(
                        Code::UnknownFigure,
                        scan::at(&chapter.prose, offset).place(),
                        format!("Nøgletallet »{id}« er ikke defineret som ét tal."),
                    )
                    .advise(did_you_mean(id, definition.figures.keys().map(FigureId::as_str))),
                );
            }
        }
    }
}

/// The offsets of string literals that a value was put into: there it would be shown as the bytes it is put in as.
fn values_in_strings(source: &str) -> Vec<usize> {
    fn walk(node: &SyntaxNode, offset: usize, found: &mut Vec<usize>) {
        if node.kind() == SyntaxKind::Str && node.leaf_text().contains("#vaerdi(") {
            found.push(offset);
        }
        let mut offset = offset;
        for child in node.children() {
            walk(child, offset, found);
            offset += child.len();
        }
    }
    let mut found = Vec::new();
    walk(&typst::syntax::parse(source), 0, &mut found);
    found
}

/// Which tables and charts the composed chapters put in, in the order of the report.
#[derive(Debug, Default)]
pub struct Insertions {
    /// Ids of tables.
    pub tables: Vec<String>,
    /// Ids of charts.
    pub charts: Vec<String>,
}

/// Finds what the composed chapters put in.
pub fn insertions(definition: &Definition, document: &Document) -> Insertions {
    let mut found = Insertions::default();
    for chapter in &definition.chapters {
        let source = document.files.get(&format!("/chapters/{}.typ", chapter.id));
        let text = source.map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or(Cow::Borrowed(""));
        for Call { kind, id, .. } in scan::calls(&text) {
            match kind {
                Kind::Table => found.tables.push(id.to_owned()),
                Kind::Chart => found.charts.push(id.to_owned()),
            }
        }
    }
    found
}

/// Reports what is put in twice, and what is defined and not put in at all.
pub fn check_insertions(definition: &Definition, found: &Insertions, findings: &Findings) {
    let tables = definition.tables().map(|table| (&table.id, &table.at, &found.tables));
    let charts = definition.charts().map(|chart| (&chart.id, &chart.at, &found.charts));
    for (id, at, found) in tables.chain(charts) {
        match found.iter().filter(|inserted| *inserted == id).count() {
            0 => findings.push(Finding::new(
                Code::UnusedTable,
                at.place(),
                format!("»{id}« bliver ikke vist i rapporten."),
            )),
            1 => {}
            count => findings.push(Finding::new(
                Code::DuplicateId,
                at.place(),
                format!("»{id}« er indsat {count} gange i teksten."),
            )),
        }
    }
}

/// The functions of prose.
fn register(tera: &mut Tera, lexicon: &Arc<Lexicon>) {
    type Say = fn(&Lexicon, &FigureRef, Style) -> String;
    let sayings: [(&'static str, bool, Say); 4] = [
        ("tal", false, Lexicon::number),
        ("antal", true, Lexicon::number),
        ("mod", false, Lexicon::compared),
        ("udvikling", false, Lexicon::development),
    ];
    for (name, unit, say) in sayings {
        let lexicon = lexicon.clone();
        tera.register_function(name, move |arguments: Kwargs, _: &State| -> TeraResult<String> {
            only(&arguments, &["id", "cifre", "enhed", "stort"])?;
            let flag = |key| Ok::<bool, tera::Error>(arguments.get::<bool>(key)?.unwrap_or(false));
            let style = Style { digits: flag("cifre")?, unit: unit || flag("enhed")?, capital: flag("stort")? };
            Ok(say(&lexicon, &figure(&arguments)?, style))
        });
    }
    let different = lexicon.clone();
    tera.register_function("forskel", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["id", "procent", "cifre", "enhed", "stort"])?;
        let flag = |key| Ok::<bool, tera::Error>(arguments.get::<bool>(key)?.unwrap_or(false));
        let style = Style { digits: flag("cifre")?, unit: flag("enhed")?, capital: flag("stort")? };
        Ok(different.difference(&figure(&arguments)?, style, flag("procent")?))
    });
    let changes = lexicon.clone();
    tera.register_function("aendringer", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["kapitel", "over"])?;
        let chapter = arguments.get::<&str>("kapitel")?;
        if let Some(unknown) = chapter.filter(|wanted| changes.chapters().all(|chapter| chapter != *wanted)) {
            let hint = did_you_mean(unknown, changes.chapters());
            return Err(tera::Error::message(format!("aendringer: kapitlet »{unknown}« findes ikke. {hint}")));
        }
        let limit = arguments.get::<&str>("over")?.map_or(Ok(0.0), Selection::read_limit);
        Ok(changes.changes(chapter, limit.map_err(tera::Error::message)?))
    });
    let top = lexicon.clone();
    tera.register_function("top", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["id", "antal", "uden_tal", "smaat"])?;
        let count = arguments.get::<u64>("antal")?.unwrap_or(3).max(1);
        let flag = |key| Ok::<bool, tera::Error>(arguments.get::<bool>(key)?.unwrap_or(false));
        Ok(top.top(&figure(&arguments)?, count as usize, !flag("uden_tal")?, flag("smaat")?))
    });
    let first = lexicon.clone();
    tera.register_function("foerste", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["id"])?;
        Ok(first.first_period(&figure(&arguments)?))
    });
    let explaining = lexicon.clone();
    tera.register_function("forklarer", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["id", "periode"])?;
        let period: &str = arguments.must_get("periode")?;
        Period::parse(period).map_err(tera::Error::message)?;
        Ok(explaining.explain(&figure(&arguments)?, period))
    });
    tera.register_function("fast", |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["tal", "fordi"])?;
        let (number, reason): (String, String) = (arguments.must_get("tal")?, arguments.must_get("fordi")?);
        if reason.trim().is_empty() {
            return Err(tera::Error::message("fast(…) skal have en grund: fast(tal=\"14\", fordi=\"…\")"));
        }
        Ok(number)
    });
    let dated = lexicon.clone();
    tera.register_function("dato", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        only(&arguments, &["id", "dag", "form"])?;
        let day = match (arguments.get::<&str>("id")?.map(FigureRef::parse), arguments.get::<&str>("dag")?) {
            (Some(id), _) => match dated.as_of(&id) {
                Some(day) => day,
                None => return Ok(format!("⟨{id}⟩")),
            },
            (None, Some("start")) => dated.period().start,
            (None, Some("slut") | None) => dated.period().last(),
            (None, Some(other)) => {
                return Err(tera::Error::message(format!("dato(dag=\"{other}\"): dag er \"start\" eller \"slut\"")));
            }
        };
        Ok(if arguments.get::<&str>("form")? == Some("kort") { danish::short_date(day) } else { danish::date(day) })
    });
}

/// The figure that the argument `id` names.
fn figure(arguments: &Kwargs) -> TeraResult<FigureRef> {
    Ok(FigureRef::parse(arguments.must_get("id")?))
}

/// Refuses an argument that the function does not have: a misspelt one would do nothing.
fn only(arguments: &Kwargs, known: &[&str]) -> TeraResult<()> {
    for (key, _) in arguments.iter() {
        let name = key.to_string();
        if !known.contains(&name.as_str()) {
            let hint = did_you_mean(&name, known.iter().copied());
            return Err(tera::Error::message(format!("ukendt valg »{name}«, mulige er {}. {hint}", known.join(", "))));
        }
    }
    Ok(())
}
