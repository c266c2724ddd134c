//! Which figures of a diff are shown.

use super::{ChangeKind, Diff, Difference, FigureChange, MemberChange};
use crate::danish;
use crate::definition::figure::NumberFormat;

/// How large a change has to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ChangeLimit {
    /// The relative change must be more than this share (0.2 is 20 %).
    pub share: f64,
    /// The absolute change must be at least this; ignored for shares.
    pub least: f64,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct ChangeFilter {
    /// Shows figures of these kinds; of all kinds if empty.
    pub kinds: Vec<ChangeKind>,
    /// Shows figures that have changed by more than this, and those whose change cannot be measured.
    pub over: Option<ChangeLimit>,
    /// Shows figures of all chapters together, the largest change first.
    pub largest_first: bool,
    /// Shows at most this many rows behind each figure in a sheet.
    pub most_rows: Option<usize>,
}

impl ChangeFilter {
    pub(crate) fn is_all(&self) -> bool {
        self.kinds.is_empty() && self.over.is_none()
    }

    /// The limit in words: `20 %`.
    pub(crate) fn limit(&self) -> Option<String> {
        let number = |value: f64| danish::rounded(value, 6).to_string().replace('.', ",");
        let least = |least: f64| if least > 0.0 { format!(" og mindst {}", number(least)) } else { String::new() };
        self.over.map(|over| format!("{}\u{a0}%{}", number(over.share * 100.0), least(over.least)))
    }

    /// Reads a limit: `20%`, `20 %`, `20` or `12,5%`.
    ///
    /// # Errors
    /// A Danish sentence for the user when the text is not a limit.
    pub(crate) fn read_limit(text: &str) -> Result<f64, String> {
        let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let digits =
            number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let percent = digits.then(|| number.parse::<f64>().ok()).flatten().filter(|percent| percent.is_finite());
        percent
            .map(|percent| percent / 100.0)
            .ok_or_else(|| format!("»{text}« er ikke en grænse i procent. Skriv fx 20%."))
    }

    fn has_kind(&self, kind: ChangeKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Figures whose change cannot be measured are shown regardless of the limit, because they may have changed by any amount.
    fn is_over(&self, kind: ChangeKind, exceeds: impl Fn(ChangeLimit) -> bool) -> bool {
        let measured = matches!(kind, ChangeKind::Changed | ChangeKind::Unchanged);
        !measured || self.over.is_none_or(exceeds)
    }

    fn has_figure(&self, figure: &FigureChange) -> bool {
        let kind = figure.kind();
        let has_kind = self.has_kind(kind);
        match &figure.difference {
            Difference::Series { members, .. } if !members.is_empty() => {
                let mut shown = members.iter().filter(|member| self.has_member(member, figure.format));
                // With `--only unchanged`, an unchanged member does not show a series that has changed.
                shown.any(|member| has_kind || member.numbers.kind(figure.format) != ChangeKind::Unchanged)
            }
            _ => has_kind && self.is_over(kind, |limit| figure.exceeds(limit)),
        }
    }

    fn has_member(&self, member: &MemberChange, format: NumberFormat) -> bool {
        let kind = member.numbers.kind(format);
        // A new or gone member changes its series, but not by an amount that could be over a limit.
        let changes_series = matches!(kind, ChangeKind::New | ChangeKind::Gone)
            && self.over.is_none()
            && self.has_kind(ChangeKind::Changed);
        (self.has_kind(kind) || changes_series) && self.is_over(kind, |limit| member.numbers.exceeds(limit, format))
    }
}

impl Diff {
    /// Keeps the figures and members that pass the filter, in its order. The counts stay those of all figures.
    pub(crate) fn filtered(mut self, filter: &ChangeFilter) -> Self {
        for chapter in &mut self.chapters {
            chapter.figures.retain(|figure| filter.has_figure(figure));
            for figure in &mut chapter.figures {
                if let Difference::Series { members, .. } = &mut figure.difference {
                    members.retain(|member| filter.has_member(member, figure.format));
                }
            }
        }
        self.chapters.retain(|chapter| !chapter.figures.is_empty());
        if filter.largest_first { self.by_size() } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_percentage_with_or_without_its_sign() {
        for (text, limit) in [("20%", 0.2), ("20 %", 0.2), ("20", 0.2), ("12,5%", 0.125), ("0%", 0.0), ("150%", 1.5)] {
            assert_eq!(ChangeFilter::read_limit(text), Ok(limit), "{text}");
        }
        for text in ["", "%", "-5%", "x", "inf", "nan", "1,2,3", "1e400", "+5"] {
            assert!(ChangeFilter::read_limit(text).unwrap_err().contains("ikke en grænse i procent"), "{text}");
        }
        let over = Some(ChangeLimit { share: 0.125, least: 0.0 });
        let selection = ChangeFilter { over, ..ChangeFilter::default() };
        assert_eq!(selection.limit().as_deref(), Some("12,5\u{a0}%"));
    }
}
