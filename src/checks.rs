//! Checks of figures against each other: those that the report declares, and those that every report must pass.

mod changes;
mod coverage;
mod declared;
mod former_names;
mod gone_members;
mod means;
mod premises;
mod rounded_away;
mod shown;
mod tables;
mod values;

use indexmap::IndexMap;

use crate::danish;
use crate::definition::Definition;
use crate::definition::usage::Usage;
use crate::figure_id::{FigureId, FigureRef};
use crate::figures::ComputedFigures;
use crate::findings::{Code, Finding, Findings, Place, Severity};
use crate::period::Period;

pub use changes::large_changes;
pub use coverage::{Coverage, Guard, coverage};
pub use former_names::{former_names, has_former_names, new_names};
pub use gone_members::gone_members;
pub use premises::Premises;

/// How many places a finding lists at most for a figure.
const MOST_PLACES: usize = 4;

/// Runs all checks. Findings say where the report prints the figures.
pub fn run(definition: &Definition, period: &Period, values: &ComputedFigures, findings: &Findings) {
    values::defined_once(definition, findings);
    let found = Findings::default();
    check_values(definition, values, None, &found);
    means::run(definition, values, &found);
    rounded_away::run(definition, values, &found);
    let mut usage = None;
    for mut finding in found.sorted() {
        if let (Place::Figures { ids }, None) = (&finding.place, &finding.rule) {
            let first = ids.first().and_then(|reference| definition.figures.get(&reference.id));
            finding.rule = first.map(|figure| figure.at.source_line());
        }
        if let Place::Figures { ids } = &finding.place
            && finding.severity != Severity::Info
        {
            let usage = usage.get_or_insert_with(|| Usage::of(definition));
            let printed = printed(usage, ids, period);
            if finding.code == Code::RoundedAway && printed.is_empty() {
                continue;
            }
            for line in printed {
                if !finding.advice.is_empty() {
                    finding.advice.push('\n');
                }
                finding.advice.push_str(&line);
            }
        }
        findings.push(finding);
    }
}

/// `medicin.emner vises i Tabel 3 (Emner) og kapitlet Lægemiddelrådgivning, linje 12.`: a line for figures in the same places.
fn printed(usage: &Usage, references: &[FigureRef], period: &Period) -> Vec<String> {
    let mut together: IndexMap<String, Vec<String>> = IndexMap::new();
    for reference in references {
        let mut places: Vec<String> = Vec::new();
        for used in usage.of_figure(reference).filter(|used| used.is_printed()) {
            let place = used.describe(&period.in_words());
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if places.len() > MOST_PLACES {
            let more = places.len() - MOST_PLACES + 1;
            places.truncate(MOST_PLACES - 1);
            places.push(format!("{} andre steder", danish::number(more as f64, 0)));
        }
        if !places.is_empty() {
            together.entry(danish::list(&places)).or_default().push(reference.to_string());
        }
    }
    together.into_iter().map(|(places, names)| format!("{} vises i {places}.", danish::list(&names))).collect()
}

/// Runs the checks that depend on values. `of` limits declared checks to those of these figures.
fn check_values(definition: &Definition, values: &ComputedFigures, of: Option<&[&FigureId]>, findings: &Findings) {
    declared::run(definition, values, of, findings);
    tables::run(definition, values, findings);
    values::run(definition, values, findings);
}

fn disagreement(code: Code, ids: Vec<FigureRef>, message: String) -> Finding {
    Finding::new(code, Place::Figures { ids }, message)
}
