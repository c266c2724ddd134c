//! A few lines of plain text for an e-mail or a chat.

use super::{CiRun, Ending, LocatedFinding, one_line};
use crate::danish;
use crate::findings::Severity;

/// The most lines about what has happened.
const MOST_FACTS: usize = 12;
/// The most findings that are named.
const MOST_FINDINGS: usize = 5;
/// The most characters of a line.
const LONGEST: usize = 300;

pub(super) fn render(run: &CiRun<'_>) -> String {
    let mut lines = vec![run.title(), String::new(), short(&run.verdict)];
    if let Ending::Failed(error) = &run.ending {
        lines.push(format!("Kommandoen kunne ikke køre: {}", short(error)));
    }
    lines.extend(run.facts.iter().take(MOST_FACTS).map(|fact| format!("- {}", short(fact))));
    lines.extend(more(run.facts.len(), MOST_FACTS));
    for (severity, heading) in [(Severity::Error, "Skal rettes:"), (Severity::Warning, "Skal ses efter:")] {
        let findings: Vec<LocatedFinding<'_>> =
            run.located().filter(|located| located.finding.severity == severity).collect();
        if findings.is_empty() {
            continue;
        }
        lines.extend([String::new(), heading.to_owned()]);
        lines.extend(findings.iter().take(MOST_FINDINGS).map(item));
        lines.extend(more(findings.len(), MOST_FINDINGS));
    }
    lines.join("\n") + "\n"
}

fn item(located: &LocatedFinding<'_>) -> String {
    let place = located.place();
    let place = if place.is_empty() { place } else { format!(" ({place})") };
    format!("- {}{}", short(&located.finding.message), one_line(&place))
}

fn more(all: usize, shown: usize) -> Option<String> {
    let more = all.checked_sub(shown).filter(|more| *more > 0)?;
    Some(format!("- … og {} mere", danish::number(more as f64, 0)))
}

fn short(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{} …", &text[..end]),
    }
}
