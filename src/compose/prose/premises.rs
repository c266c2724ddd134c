//! Premises and conditions of a chapter, `gaelder(…)`: whether they hold is decided before the prose is rendered.

use super::super::lexicon::Lexicon;
use crate::definition::chapter::Chapter;
use crate::definition::usage::premises::{self, PremiseVerdict};
use crate::definition::usage::scan;
use crate::findings::{Code, Finding, Findings};

/// The template with the calls numbered. A premise is called `praemis`, because it prints nothing.
pub fn numbered(template: &str, chapter: &str) -> String {
    let mut out = template.to_owned();
    for (number, call) in premises::calls(template).into_iter().enumerate().rev() {
        let function = if call.is_condition { "gaelder" } else { "praemis" };
        out.replace_range(call.range, &format!("{function}(kapitel=\"{chapter}\", nr={number})"));
    }
    out
}

/// Reports the premises that the rendered prose rests on and that do not hold.
pub fn check(chapter: &Chapter, lexicon: &Lexicon, findings: &Findings) {
    let calls = premises::calls(&chapter.prose.value);
    for (number, call) in calls.iter().enumerate().filter(|(_, call)| !call.is_condition) {
        let Some(PremiseVerdict::Fails(values)) = lexicon.used_premise(&chapter.id, number) else { continue };
        let place = scan::at(&chapter.prose, call.offset).place();
        let message = format!("Teksten bygger på, at {}, men det gælder ikke: {values}.", call.statement);
        findings.push(Finding::new(Code::PremiseFailed, place, message));
    }
}
