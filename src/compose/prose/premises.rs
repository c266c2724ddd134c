//! Premises and conditions of a text, `gaelder(…)`: whether they hold is decided before the text is rendered.

use super::super::lexicon::Lexicon;
use crate::definition::table::Template;
use crate::definition::usage::premises::{self, PremiseCall, PremiseVerdict};
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings, Severity};

/// The template with the calls numbered. A premise is called `praemis`, because it prints nothing. `name` is
/// [`premises::template_name`].
pub fn numbered(template: &str, name: &str) -> String {
    let mut out = template.to_owned();
    for (number, call) in premises::calls(template).into_iter().enumerate().rev() {
        let function = if call.is_condition { "gaelder" } else { "praemis" };
        out.replace_range(call.range, &format!("{function}(tekst=\"{name}\", nr={number})"));
    }
    out
}

/// Reports the premises that the rendered template rests on and that do not hold.
pub fn check(template: &Template, lexicon: &Lexicon, findings: &Findings) {
    let name = premises::template_name(template);
    let calls = premises::calls(&template.value);
    for (number, call) in calls.iter().enumerate().filter(|(_, call)| !call.is_condition) {
        let (why, values) = match lexicon.used_premise(&name, number) {
            Some(PremiseVerdict::Fails(values)) => ("gælder ikke", values),
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
}

/// A premise that cannot be tried. The report can be built: nothing says that the sentence is false.
fn incomparable(template: &Template, call: &PremiseCall<'_>, figure: &str) -> Finding {
    let message = format!(
        "Teksten bygger på, at {}, men det kan ikke afgøres: {figure} er opgjort på en anden måde i perioden før.",
        call.statement
    );
    Finding::new(Code::PremiseFailed, scan::at(template, call.offset).place(), message)
        .with_severity(Severity::Warning)
        .advise("Skriv sætningen om, så den ikke sammenligner, eller byg perioden før igen med den nye opgørelse.")
}
