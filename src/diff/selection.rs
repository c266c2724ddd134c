//! Which differences are shown.

use super::{Comparison, Diff, Entry, Kind, Member};
use crate::danish;
use crate::definition::figure::NumberFormat;

/// What is to be shown of the differences.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Figures of these kinds; of all where none is named.
    pub kinds: Vec<Kind>,
    /// Of those that can be measured only what has changed by more than this share.
    pub over: Option<f64>,
}

impl Selection {
    /// Whether all is shown.
    pub fn is_all(&self) -> bool {
        self.kinds.is_empty() && self.over.is_none()
    }

    /// The limit in words: `20 %`.
    pub fn limit(&self) -> Option<String> {
        self.over.map(|over| format!("{}\u{a0}%", danish::rounded(over * 100.0, 6).to_string().replace('.', ",")))
    }

    /// Reads a limit: `20%`, `20 %`, `20` or `12,5%`.
    ///
    /// # Errors
    /// A Danish sentence for the user when it is none of these.
    pub fn read_limit(text: &str) -> Result<f64, String> {
        let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
        let digits =
            number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.');
        let percent = digits.then(|| number.parse::<f64>().ok()).flatten().filter(|percent| percent.is_finite());
        percent
            .map(|percent| percent / 100.0)
            .ok_or_else(|| format!("»{text}« er ikke en grænse i procent. Skriv fx 20%."))
    }

    fn has_kind(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// What cannot be measured is shown whatever the limit.
    fn is_over(&self, kind: Kind, exceeds: impl Fn(f64) -> bool) -> bool {
        let measured = matches!(kind, Kind::Changed | Kind::Unchanged);
        !measured || self.over.is_none_or(exceeds)
    }

    fn has_entry(&self, entry: &Entry) -> bool {
        let kind = entry.kind();
        let has_kind = self.has_kind(kind);
        match &entry.comparison {
            Comparison::Series { members, .. } if !members.is_empty() => {
                let mut shown = members.iter().filter(|member| self.has_member(member, entry.format));
                // What is unchanged in a series that has changed does not make the series one that is unchanged.
                shown.any(|member| has_kind || member.numbers.kind(entry.format) != Kind::Unchanged)
            }
            _ => has_kind && self.is_over(kind, |limit| entry.exceeds(limit)),
        }
    }

    fn has_member(&self, member: &Member, format: NumberFormat) -> bool {
        let kind = member.numbers.kind(format);
        // A series has changed when a member is new or gone, but not by more than a limit.
        let changes_series =
            matches!(kind, Kind::New | Kind::Gone) && self.over.is_none() && self.has_kind(Kind::Changed);
        (self.has_kind(kind) || changes_series) && self.is_over(kind, |limit| member.numbers.exceeds(limit, format))
    }
}

impl Diff {
    /// The differences that are to be shown; they are counted as before.
    pub fn selected(mut self, selection: &Selection) -> Self {
        for chapter in &mut self.chapters {
            chapter.figures.retain(|entry| selection.has_entry(entry));
            for entry in &mut chapter.figures {
                if let Comparison::Series { members, .. } = &mut entry.comparison {
                    members.retain(|member| selection.has_member(member, entry.format));
                }
            }
        }
        self.chapters.retain(|chapter| !chapter.figures.is_empty());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_percentage_with_or_without_its_sign() {
        for (text, limit) in [("20%", 0.2), ("20 %", 0.2), ("20", 0.2), ("12,5%", 0.125), ("0%", 0.0), ("150%", 1.5)] {
            assert_eq!(Selection::read_limit(text), Ok(limit), "{text}");
        }
        for text in ["", "%", "-5%", "x", "inf", "nan", "1,2,3", "1e400", "+5"] {
            assert!(Selection::read_limit(text).unwrap_err().contains("ikke en grænse i procent"), "{text}");
        }
        let selection = Selection { over: Some(0.125), ..Selection::default() };
        assert_eq!(selection.limit().as_deref(), Some("12,5\u{a0}%"));
    }
}
