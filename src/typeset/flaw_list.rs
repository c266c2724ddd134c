//! Flaws on the pages of a report.

use std::collections::BTreeMap;

use typst::foundations::Label;
use typst::syntax::Span;

use super::boxes::TextBox;

/// A kind of flaw on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// Cut off by the edge of the paper.
    CutOff,
    /// In the margin.
    InMargin,
    /// Two texts on top of each other.
    TextOnText,
    /// Hidden by a shape that is painted later.
    Hidden,
    /// Partly on a coloured shape and partly beside it.
    OverEdge,
    /// Cut off by a frame that is too small for it.
    Clipped,
    Tiny,
    /// With too little contrast with its background.
    Faint,
    /// Large text with too little contrast, although it needs less.
    FaintLarge,
}

/// All flaws of one kind in one table or chart, or in the text of one page.
#[derive(Debug)]
pub struct Flaw {
    pub kind: FlawKind,
    /// The label of the table or chart.
    pub part: Option<String>,
    /// The first page that has it, from 1.
    pub page: usize,
    /// The texts of the first place.
    pub texts: Vec<String>,
    pub count: usize,
    /// The worst measure: how far it reaches beyond its place or how large it is, in points, or its contrast.
    pub measure: f32,
    /// Where the first text comes from.
    pub span: Option<Span>,
}

#[derive(Default)]
pub struct FlawList(BTreeMap<(Option<String>, FlawKind, usize), Flaw>);

impl FlawList {
    pub fn add(&mut self, kind: FlawKind, part: Option<Label>, page: usize, texts: &[&TextBox], measure: f32) {
        // Flaws of a table are joined over its pages; those of text are kept apart by page.
        let page_of_text = if part.is_some() { 0 } else { page };
        let part = part.map(|part| part.resolve().to_string());
        let flaw = self.0.entry((part.clone(), kind, page_of_text)).or_insert_with(|| Flaw {
            kind,
            part,
            page,
            texts: texts.iter().map(|text| text.text.clone()).collect(),
            count: 0,
            measure,
            span: texts.first().map(|text| text.span),
        });
        flaw.count += 1;
        let is_smaller_worse = matches!(kind, FlawKind::Tiny | FlawKind::Faint | FlawKind::FaintLarge);
        flaw.measure = if is_smaller_worse { flaw.measure.min(measure) } else { flaw.measure.max(measure) };
    }

    pub fn into_flaws(self) -> Vec<Flaw> {
        self.0.into_values().collect()
    }
}
