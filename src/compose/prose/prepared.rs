//! A chapter before the figures are known: all reports of a batch are rendered from it.

use super::slips::{self, MendedProse};
use super::typed::{self, TypedText};
use super::{capitals, premises, unguarded, variables};
use crate::definition::Definition;
use crate::definition::chapter::Chapter;
use crate::definition::table::Template;
use crate::definition::usage::premises as usage_premises;
use crate::findings::{Finding, Findings};

/// A chapter with everything that does not depend on the figures.
pub struct PreparedChapter<'d> {
    pub chapter: &'d Chapter,
    pub(super) prose: MendedProse,
    /// The prose as Tera renders it.
    pub(super) template: Template,
    pub(super) typed: Vec<TypedText<'d>>,
    /// Findings about the texts that do not depend on the figures.
    pub(super) findings: Vec<Finding>,
}

impl<'d> PreparedChapter<'d> {
    pub fn of(chapter: &'d Chapter, definition: &Definition) -> Self {
        let findings = Findings::default();
        let prose = slips::mend(chapter, definition, &findings);
        for label in chapter.labels() {
            slips::check_label(label, &findings);
            variables::check(label, &findings);
            unguarded::check(label, &findings);
            unguarded::check_title(label, &findings);
        }
        variables::check(&chapter.prose, &findings);
        unguarded::check(&chapter.prose, &findings);
        let capital = capitals::at_sentence_starts(&prose.template.value);
        let value = premises::numbered(&capital, &usage_premises::template_name(&chapter.prose));
        let template = Template { value, at: prose.template.at.clone() };
        let typed = typed::find(chapter, &prose);
        Self { chapter, prose, template, typed, findings: findings.sorted() }
    }
}
