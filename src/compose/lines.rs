//! Maps each line of a chapter's composed source to the line of its template.
//!
//! Tera does not report it. But rendering changes only the tags of a line, so the line is found again by the literal text between
//! them, even below an `{% if %}` that was left out.

/// How many lines of the template a condition can leave out at most.
const FARTHEST: usize = 2_000;

/// For each line of a composed source the line of the template that it was made from.
#[derive(Debug, Clone, Default, Hash)]
pub struct LineMap {
    /// The template's line for each composed line, from 0.
    lines: Vec<usize>,
    template: Vec<String>,
    composed: Vec<String>,
}

impl LineMap {
    /// Finds the lines of `composed` in the template it was rendered from.
    pub fn new(template: &str, composed: &str) -> Self {
        let literals = literals(template);
        let mut next = 0;
        let mut lines = Vec::new();
        for line in composed.lines() {
            if !line.trim().is_empty()
                && let Some(found) = (next..literals.len()).take(FARTHEST).find(|i| made_from(line, &literals[*i]))
            {
                next = found;
            }
            lines.push(next.min(literals.len().saturating_sub(1)));
            next += 1;
        }
        let owned = |text: &str| text.lines().map(str::to_owned).collect();
        Self { lines, template: owned(template), composed: owned(composed) }
    }

    /// The template, without its last line end.
    pub fn template(&self) -> String {
        self.template.join("\n")
    }

    /// The place in the template (line and column from 1) of a place in the composed source (both from 0).
    pub fn place(&self, line: usize, column: usize) -> (u32, u32) {
        let Some(&found) = self.lines.get(line) else { return (line as u32 + 1, 1) };
        let same = match (self.template.get(found), self.composed.get(line)) {
            (Some(template), Some(composed)) => {
                template.chars().zip(composed.chars()).take_while(|(a, b)| a == b).count()
            }
            _ => 0,
        };
        // The columns after the first tag are unknown, so the tag is the best guess.
        (found as u32 + 1, column.min(same) as u32 + 1)
    }
}

/// The literal text of each line, without Tera's tags.
fn literals(template: &str) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    let mut inside = None;
    for line in template.lines() {
        let mut parts = Vec::new();
        let mut rest = line;
        loop {
            if let Some(end) = inside {
                let Some(at) = rest.find(end) else { break };
                rest = &rest[at + 2..];
                inside = None;
            }
            match next_tag(rest) {
                None => {
                    parts.push(rest.to_owned());
                    break;
                }
                Some((at, end)) => {
                    parts.push(rest[..at].to_owned());
                    rest = &rest[at + 2..];
                    inside = Some(end);
                }
            }
        }
        parts.retain(|part| !part.trim().is_empty());
        lines.push(parts);
    }
    lines
}

/// Where the next tag begins, and what ends it.
fn next_tag(text: &str) -> Option<(usize, &'static str)> {
    let close = |at: usize| match text.as_bytes().get(at + 1) {
        Some(b'{') => Some("}}"),
        Some(b'%') => Some("%}"),
        Some(b'#') => Some("#}"),
        _ => None,
    };
    text.match_indices('{').find_map(|(at, _)| Some((at, close(at)?)))
}

/// Whether the line has the literal parts in their order. A line without literal parts matches nothing.
fn made_from(line: &str, parts: &[String]) -> bool {
    let mut rest = line;
    !parts.is_empty()
        && parts.iter().all(|part| match rest.find(part.as_str()) {
            Some(at) => {
                rest = &rest[at + part.len()..];
                true
            }
            None => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_below_a_condition_that_was_left_out() {
        let template = "Et {{ a }} to.\n{% if x %}\nVæk.\n\nVæk igen.\n{% endif %}\nTre #fejl.\n";
        let composed = "Et #vaerdi(53,); to.\n\nTre #fejl.\n";
        let map = LineMap::new(template, composed);
        assert_eq!(map.place(2, 5), (7, 6));
        assert_eq!(map.place(0, 1), (1, 2));
        assert_eq!(map.place(0, 20), (1, 4), "behind a tag only the tag can be told");
    }
}
