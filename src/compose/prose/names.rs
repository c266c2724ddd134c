//! Reports names in prose that refer to nothing: figures and members, tables and charts.

use super::super::lexicon::{Lexicon, Miss};
use crate::danish::did_you_mean;
use crate::definition::chapter::Chapter;
use crate::definition::usage::scan::{self, Call, InsertedKind};
use crate::definition::{At, Definition};
use crate::figure_id::{FigureId, FigureRef};
use crate::findings::{Code, Finding, Findings, Place};

/// Reports tables, charts and figures that the chapter's layout functions name and that are not defined.
pub fn check(chapter: &Chapter, definition: &Definition, lexicon: &Lexicon, findings: &Findings) {
    for Call { kind, id, offset, .. } in scan::calls(&chapter.prose.value) {
        let ids: Vec<&str> = match kind {
            InsertedKind::Table => definition.tables().map(|table| table.id.as_str()).collect(),
            InsertedKind::Chart => definition.charts().map(|chart| chart.id.as_str()).collect(),
        };
        if !ids.contains(&id) {
            let word = match kind {
                InsertedKind::Table => "Tabellen",
                InsertedKind::Chart => "Figuren",
            };
            let advice = match kind {
                InsertedKind::Table if definition.charts().any(|chart| chart.id == id) => {
                    format!("Det er en figur: skriv #figur(\"{id}\").")
                }
                InsertedKind::Chart if definition.tables().any(|table| table.id == id) => {
                    format!("Det er en tabel: skriv #tabel(\"{id}\").")
                }
                _ => {
                    let own = format!("{}.{id}", chapter.id);
                    let is_own = ids.contains(&own.as_str());
                    did_you_mean(if is_own { &own } else { id }, ids)
                }
            };
            findings.push(
                Finding::new(
                    Code::UnknownTable,
                    scan::at(&chapter.prose, offset).place(),
                    format!("{word} »{id}« er ikke defineret."),
                )
                .advise(advice),
            );
        }
    }
    // A tile shows one number, so a series is an error.
    for (id, offset) in scan::tiles(&chapter.prose.value) {
        let figure = FigureRef::parse(id);
        if lexicon.digits(&figure).is_none() {
            let place = scan::at(&chapter.prose, offset).place();
            findings.push(Finding { place, ..no_number(&figure, definition, lexicon) });
        }
    }
}

/// The finding for a name that is not that of a single number, with advice on what to write instead.
pub fn no_number(figure: &FigureRef, definition: &Definition, lexicon: &Lexicon) -> Finding {
    let members = lexicon.member_names(&figure.id);
    if members.is_empty() || figure.member.is_some() {
        let known = definition.figures.keys().map(FigureId::as_str).filter(|known| *known != figure.id.as_str());
        let message = format!("Nøgletallet »{figure}« er ikke defineret.");
        return Finding::new(Code::UnknownFigure, Place::Nowhere, message).advise(did_you_mean(&figure.id, known));
    }
    let message = format!("»{figure}« er en serie, men her skal stå ét tal.");
    Finding::new(Code::WrongType, Place::Nowhere, message).advise(one_member(figure, &members))
}

fn one_member(figure: &FigureRef, members: &[String]) -> String {
    members.first().map_or_else(String::new, |member| format!("Vælg et medlem: »{}[{member}]«.", figure.id))
}

/// Reports names of figures that the functions of prose did not find, at every place where they are written.
///
/// A function does not know where in the template it was called, so the names are searched for after all prose is rendered.
pub fn report_misses(definition: &Definition, lexicon: &Lexicon, findings: &Findings) {
    for miss in lexicon.misses() {
        let name = miss.name();
        let figure = definition.figures.get(&name.id);
        let (code, message, advice) = match &miss {
            Miss::Figure(_) => (
                Code::UnknownFigure,
                format!("Nøgletallet »{name}« er ikke defineret."),
                did_you_mean(&name.id, definition.figures.keys().map(FigureId::as_str)),
            ),
            Miss::Member(_) => {
                let declared = figure.map(|figure| definition.declared_members(figure)).unwrap_or_default();
                let members = if declared.is_empty() { lexicon.member_names(&name.id) } else { declared };
                let message = format!("»{name}« findes ikke: serien har ikke det medlem.");
                (Code::UnknownMember, message, member_advice(name.member.as_deref().unwrap_or_default(), &members))
            }
            Miss::Shape(_) => {
                let members = lexicon.member_names(&name.id);
                let (is, wanted) = if members.is_empty() { ("ét tal", "en serie") } else { ("en serie", "ét tal") };
                let message = format!("»{name}« er {is}, men her skal stå {wanted}.");
                (Code::WrongType, message, one_member(name, &members))
            }
        };
        // A name of a series is wrong only where a number is needed, and the other way round.
        let wants_series = match &miss {
            Miss::Shape(_) => Some(lexicon.member_names(&name.id).is_empty()),
            Miss::Figure(_) | Miss::Member(_) => None,
        };
        for at in places(&name.to_string(), wants_series, definition) {
            findings.push(Finding::new(code, at.place(), message.clone()).advise(advice.clone()));
        }
    }
}

/// The nearest member, or those that there are.
fn member_advice(wanted: &str, members: &[String]) -> String {
    const MOST: usize = 10;
    let bare = wanted.trim_matches(['\'', '"']);
    if bare != wanted && members.iter().any(|member| member == bare) {
        return format!("Skriv medlemmet uden anførselstegn: [{bare}].");
    }
    let near = did_you_mean(wanted, members.iter().map(String::as_str));
    if near.is_empty() && (1..=MOST).contains(&members.len()) {
        return format!("Serien har: {}.", members.join("; "));
    }
    near
}

/// The functions whose figure is a series.
const OF_SERIES: [&str; 2] = ["top(", "foerste("];

/// Every place in prose and labels where the name is written in quotes; with `wants_series`, where a function wants a series, or a number.
fn places(name: &str, wants_series: Option<bool>, definition: &Definition) -> Vec<At> {
    let mut places = Vec::new();
    let labels = definition.tables().flat_map(|table| table.templates());
    let labels = labels.chain(definition.charts().flat_map(|chart| chart.templates()));
    let highlights = definition.report.highlights.numbers.iter().map(|highlight| &highlight.text);
    for template in labels.chain(highlights).chain(definition.chapters.iter().map(|chapter| &chapter.prose)) {
        let is_wanted = |offset: usize| {
            let before = template.value.get(..offset).unwrap_or_default();
            let tag = before.rfind("{{").and_then(|start| before.get(start..)).unwrap_or_default();
            wants_series.is_none_or(|wanted| wanted == OF_SERIES.iter().any(|call| tag.contains(call)))
        };
        let named = scan::quoted_names(&template.value)
            .into_iter()
            .filter(|(quoted, offset)| *quoted == name && is_wanted(*offset));
        places.extend(named.map(|(_, offset)| scan::at(template, offset)));
    }
    if places.is_empty() {
        places.push(At::file(&format!("{}/report.toml", definition.report.id)));
    }
    places
}
