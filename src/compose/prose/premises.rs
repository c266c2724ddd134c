//! Premises and conditions of a text, `gaelder(…)`: whether they hold is decided before the text is rendered.

use std::ops::Range;

use super::super::lexicon::Lexicon;
use super::unguarded;
use crate::definition::table::Template;
use crate::definition::usage::premises::{self, PremiseCall, PremiseVerdict};
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings, Severity};

/// Words of a text that itself says that something is unknown.
const UNKNOWN: [&str; 6] = ["ukendt", "kendt", "kendes", "mangler", "kan ikke", "sammenligne"];

/// The template with the calls numbered. A premise is called `praemis`, because it prints nothing. `name` is
/// [`premises::template_name`].
pub fn numbered(template: &str, name: &str) -> String {
    let calls = premises::calls(template).into_iter().enumerate().map(|(number, call)| {
        let function = if call.is_condition { "gaelder" } else { "praemis" };
        (call.range, format!("{function}(tekst=\"{name}\", nr={number})"))
    });
    let otherwise = premises::otherwise(template).into_iter().filter_map(|text| {
        let number = text.calls.first()?;
        let start = text.range.start;
        // A tag, because it prints nothing even inside Typst code. `-%}` of the tag before trims the white space after it.
        let cut = if template.get(..start).is_some_and(|before| before.ends_with("-%}")) { "-" } else { "" };
        Some((start..start, format!("{{% if ellers(tekst=\"{name}\", nr={number}) %}}{{% endif {cut}%}}")))
    });
    let mut changes: Vec<(Range<usize>, String)> = calls.chain(otherwise).collect();
    changes.sort_by_key(|(range, _)| range.start);
    let mut out = template.to_owned();
    for (range, text) in changes.into_iter().rev() {
        out.replace_range(range, &text);
    }
    out
}

/// Reports the premises that the rendered template rests on and that do not hold.
pub fn check(template: &Template, lexicon: &Lexicon, findings: &Findings) {
    let name = premises::template_name(template);
    let calls = premises::calls(&template.value);
    for (number, call) in calls.iter().enumerate() {
        let used = lexicon.used_premise(&name, number);
        if let Some(PremiseVerdict::Unseen { holds, values }) = &used
            && (*holds || call.is_condition)
        {
            findings.push(unseen(template, call, *holds, values));
            continue;
        }
        let (why, values) = match used.filter(|_| !call.is_condition) {
            Some(PremiseVerdict::Fails(values) | PremiseVerdict::Unseen { values, .. }) => ("gælder ikke", values),
            Some(PremiseVerdict::Undecided(values)) => ("kan ikke afgøres", values),
            Some(PremiseVerdict::Incomparable(figure)) => {
                findings.push(incomparable(template, call, &figure));
                continue;
            }
            _ => continue,
        };
        let place = scan::at(template, call.offset).place();
        let message = format!("Teksten bygger på, at {}, men det {why}: {values}.", call.statement);
        findings.push(Finding::new(Code::PremiseFailed, place, message));
    }
    check_otherwise(template, &calls, lexicon, findings);
}

/// Reports a text that is printed because a condition does not hold and that claims something, although the verdict on the
/// condition is unknown.
fn check_otherwise(template: &Template, calls: &[PremiseCall<'_>], lexicon: &Lexicon, findings: &Findings) {
    let name = premises::template_name(template);
    for text in premises::otherwise(&template.value) {
        let is_printed = text.calls.first().is_some_and(|number| lexicon.is_otherwise(&name, *number));
        let words = template.value.get(text.range.clone()).unwrap_or_default();
        let says_unknown = UNKNOWN.iter().any(|unknown| words.contains(unknown));
        let Some(word) = unguarded::claimed_way(words).filter(|_| is_printed && !says_unknown) else { continue };
        let undecided = text.calls.iter().find_map(|number| {
            let why = match lexicon.used_premise(&name, *number)? {
                PremiseVerdict::Undecided(values) => values,
                PremiseVerdict::Incomparable(figure) => counted_otherwise(&figure),
                PremiseVerdict::Unknown => "tallet for perioden før er ikke kendt".to_owned(),
                PremiseVerdict::Holds | PremiseVerdict::Fails(_) | PremiseVerdict::Unseen { .. } => return None,
            };
            Some((calls.get(*number)?, why))
        });
        let Some((call, why)) = undecided else { continue };
        let message = format!(
            "Teksten med »{word}« kommer med, som om {} ikke gjaldt, men det kan ikke afgøres: {why}.",
            call.statement
        );
        findings.push(
            Finding::new(Code::PremiseFailed, scan::at(template, call.offset).place(), message)
                .with_severity(Severity::Warning)
                .advise("Skriv den anden tekst som et vilkår for sig: {% elif gaelder(\"…\") %}, så kommer ingen af dem med, når tallet er ukendt."),
        );
    }
}

/// The finding for a premise or condition that the printed numbers contradict.
fn unseen(template: &Template, call: &PremiseCall<'_>, holds: bool, values: &str) -> Finding {
    let (exact, printed) = if holds { ("gælder", "ikke") } else { ("ikke gælder", "godt") };
    let message = format!(
        "Teksten bygger på, at {} {exact}, men for tallene, som de bliver vist, gælder det {printed}: {values}.",
        call.statement
    );
    Finding::new(Code::PremiseFailed, scan::at(template, call.offset).place(), message)
        .with_severity(Severity::Warning)
        .advise("Vis tallene med flere decimaler, eller skriv teksten om.")
}

/// Why nobody can compare the figure with the period before.
fn counted_otherwise(figure: &str) -> String {
    format!("{figure} er opgjort på en anden måde i perioden før")
}

/// The finding for a premise that cannot be tested. The report can be built, because nothing shows that the sentence is false.
fn incomparable(template: &Template, call: &PremiseCall<'_>, figure: &str) -> Finding {
    let message =
        format!("Teksten bygger på, at {}, men det kan ikke afgøres: {}.", call.statement, counted_otherwise(figure));
    Finding::new(Code::PremiseFailed, scan::at(template, call.offset).place(), message)
        .with_severity(Severity::Warning)
        .advise("Skriv sætningen om, så den ikke sammenligner, eller byg perioden før igen med den nye opgørelse.")
}
