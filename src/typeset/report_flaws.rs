//! Flaws of pages as findings, at the definition of the table or chart or at the line of the text.

use super::diagnostics;
use super::flaw_list::{Flaw, FlawKind};
use super::world::PinnedWorld;
use crate::compose::Document;
use crate::findings::{Code, Finding, Findings, Place, Severity};

const POINTS_PER_MM: f32 = 2.8346;
/// What to do about a text that is off the page.
const TEXT_OUTSIDE: &str = "Skriv teksten kortere, eller del den over flere linjer. En lang adresse skrives #link(\"https://…\")[et kort navn].";
/// What to do about a text that is on top of another one.
const TEXT_OVER: &str = "Skriv teksten kortere. Se efter #place, #move og faste mål på linjen.";
/// Longer texts are quoted by their beginning.
const MOST_QUOTED: usize = 40;

pub fn report(flaws: &[Flaw], world: &PinnedWorld<'_>, document: &Document, findings: &Findings) {
    for flaw in flaws {
        let place = match &flaw.part {
            Some(part) => document.parts.get(part).cloned(),
            None => flaw.span.and_then(|span| diagnostics::place(span.into(), world, document)),
        };
        let in_report = |place: &Place| !matches!(place, Place::Source { file, .. } if file.starts_with("shared/"));
        let place = place.filter(in_report).unwrap_or(Place::Nowhere);
        let code = match flaw.kind {
            FlawKind::CutOff | FlawKind::InMargin => Code::OutsidePage,
            FlawKind::TextOnText | FlawKind::Hidden | FlawKind::OverEdge => Code::PrintedOver,
            FlawKind::Clipped | FlawKind::Tiny => Code::UnseenText,
            FlawKind::Faint | FlawKind::FaintLarge => Code::LowContrast,
        };
        let severity = if flaw.kind == FlawKind::CutOff { Severity::Error } else { Severity::Warning };
        let mut finding = Finding::new(code, place, message(flaw)).with_severity(severity);
        // The usual advice is about tables and charts.
        if flaw.part.is_none() {
            match code {
                Code::OutsidePage => finding = finding.advise(TEXT_OUTSIDE),
                Code::PrintedOver => finding = finding.advise(TEXT_OVER),
                _ => {}
            }
        }
        findings.push(finding.quoting(flaw.texts.iter().map(|text| quotable(text))));
    }
}

fn message(flaw: &Flaw) -> String {
    let place = format!("{} side {}", name(flaw.part.as_deref()), flaw.page);
    let more = match flaw.count {
        0 | 1 => String::new(),
        count => format!(" Det sker {count} steder."),
    };
    let text = |at: usize| flaw.texts.get(at).map(|text| format!("»{}«", quotable(text)));
    let first = text(0).unwrap_or_else(|| "en streg eller flade".to_owned());
    let distance = (flaw.measure / POINTS_PER_MM).ceil();
    let faint = |least: &str| {
        let ratio = format!("{:.1}", flaw.measure).replace('.', ",");
        format!("har {first} kontrasten {ratio} mod baggrunden, men skal have mindst {least} for at kunne læses")
    };
    let sentence = match flaw.kind {
        FlawKind::CutOff => format!("går {first} {distance} mm ud over papiret og bliver skåret af"),
        FlawKind::InMargin => format!("går {first} {distance} mm ud i margenen"),
        FlawKind::TextOnText => format!("er {first} trykt oven i {}", text(1).unwrap_or_default()),
        FlawKind::Hidden => format!("er {first} dækket af en flade"),
        FlawKind::OverEdge => format!("går {first} ud over kanten af en flade"),
        FlawKind::Clipped => format!("er {first} skåret af en ramme, der er for lille"),
        FlawKind::Tiny => format!("er {first} så småt, at det ikke kan læses"),
        FlawKind::Faint => faint("4,5"),
        FlawKind::FaintLarge => faint("3"),
    };
    format!("{place} {sentence}.{more}")
}

/// "I tabellen »medicin.emner« på", or "På" in the text.
fn name(part: Option<&str>) -> String {
    let table = part.and_then(|part| part.strip_prefix("boks:tabel:")).map(|id| ("tabellen", id));
    let chart = part.and_then(|part| part.strip_prefix("boks:figur:")).map(|id| ("figuren", id));
    table.or(chart).map_or_else(|| "På".to_owned(), |(kind, id)| format!("I {kind} »{id}« på"))
}

fn quotable(text: &str) -> String {
    // A hyphen at the end of a line.
    let text = text.replace('\u{ad}', "-");
    if text.chars().count() <= MOST_QUOTED {
        return text;
    }
    text.chars().take(MOST_QUOTED).chain(['…']).collect()
}
