//! Finds counts that reveal a few among many persons. Normally each person has at least one event. A count below the number of
//! persons counts persons itself, such as those who came to a check, and neither these nor the others may be few.

use crate::danish;
use crate::definition::dataset::Dataset;
use crate::definition::reader::Located;
use crate::findings::{Code, Finding, Findings};

/// Whether a count beside enough persons reveals few of them. `base` is the least number of persons that may be published.
pub fn is_few_of_many(persons: u64, count: u64, base: u64) -> bool {
    let is_few = |number: u64| (1..base).contains(&number);
    persons >= base && count > 0 && (is_few(count) || is_few(persons.saturating_sub(count)))
}

/// Reports how many such numbers a column has, if any.
pub fn report(dataset: &Dataset, count: &Located<String>, few: usize, findings: &Findings) {
    if few == 0 {
        return;
    }
    let header = dataset.columns.get(&count.value).and_then(|column| column.headers.first());
    let message = format!(
        "»{}« i »{}« er få af mange personer {}, og det kan læses i rapporten.",
        header.unwrap_or(&count.value),
        dataset.label,
        danish::counted(few as u64, "sted", "steder")
    );
    findings.push(Finding::new(Code::FewOfMany, count.at.place(), message));
}
