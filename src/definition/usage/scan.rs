//! Finds the tables, charts and figures that the source of a template names.

use std::ops::Range;

use crate::definition::At;
use crate::definition::table::Template;

/// A table or a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertedKind {
    /// `#tabel("…")`.
    Table,
    /// `#figur("…")`.
    Chart,
}

/// A place in a chapter's prose that inserts a table or a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call<'a> {
    pub kind: InsertedKind,
    pub id: &'a str,
    /// The byte offset of the id.
    pub offset: usize,
    /// Whether it has a number; only charts with `nummer: false` have none.
    pub numbered: bool,
}

impl Call<'_> {
    /// The call as a paragraph of Typst.
    pub fn source(&self) -> String {
        match (self.kind, self.numbered) {
            (InsertedKind::Table, _) => format!("\n\n#tabel(\"{}\")", self.id),
            (InsertedKind::Chart, true) => format!("\n\n#figur(\"{}\")", self.id),
            (InsertedKind::Chart, false) => format!("\n\n#figur(\"{}\", nummer: false)", self.id),
        }
    }
}

/// The calls `#tabel("id"` and `#figur("id"` of a text, in its order.
pub fn calls(text: &str) -> Vec<Call<'_>> {
    let mut found = Vec::new();
    for (kind, call) in [(InsertedKind::Table, "#tabel(\""), (InsertedKind::Chart, "#figur(\"")] {
        for (offset, _) in text.match_indices(call) {
            let start = offset + call.len();
            let line_start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
            let commented = text[line_start..offset].trim_start().starts_with("//");
            if let Some(length) = text[start..].find('"').filter(|_| !commented) {
                let rest = &text[start + length..];
                let options = rest.split(')').next().unwrap_or_default();
                let plain: String = options.chars().filter(|c| !c.is_whitespace()).collect();
                let numbered = !plain.contains("nummer:false");
                found.push(Call { kind, id: &text[start..start + length], offset: start, numbered });
            }
        }
    }
    found.sort_by_key(|call| call.offset);
    found
}

/// The byte offset of the first such call with content in its brackets. Skips comments.
pub fn call(text: &str, call: &str) -> Option<usize> {
    text.match_indices(call).map(|(offset, _)| offset).find(|offset| {
        let line_start = text[..*offset].rfind('\n').map_or(0, |newline| newline + 1);
        let is_commented = text[line_start..*offset].trim_start().starts_with("//");
        !is_commented && !text[offset + call.len()..].trim_start().starts_with(']')
    })
}

/// What is below one heading of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    /// `None` before the first heading in the text: the chapter's own.
    pub title: Option<&'a str>,
    pub range: Range<usize>,
}

/// The sections of a chapter's text, whatever the level of their headings.
pub fn sections(text: &str) -> Vec<Section<'_>> {
    let mut found = vec![Section { title: None, range: 0..text.len() }];
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let title = line.trim_start_matches('=');
        if title.len() < line.len() && title.starts_with(' ') {
            if let Some(last) = found.last_mut() {
                last.range.end = offset;
            }
            found.push(Section { title: Some(title.trim()), range: offset..text.len() });
        }
        offset += line.len();
    }
    found
}

/// The figures in the tiles of a text, `#noegletal("a.b", "c.d")`, with their byte offsets.
pub fn tiles(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("#noegletal(") {
        let arguments = &text[start..];
        let arguments = &arguments[..arguments.find(')').unwrap_or(arguments.len())];
        let mut offset = start;
        for (i, part) in arguments.split('"').enumerate() {
            if i % 2 == 1 {
                found.push((part, offset));
            }
            offset += part.len() + 1;
        }
    }
    found
}

/// The quoted names inside the Tera tags of a text, with their byte offsets.
pub fn quoted_names(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    for (start, end) in tags(text) {
        let mut at = start;
        while let Some(open) = text[at..end].find(['"', '\'']).map(|open| at + open) {
            let quote = &text[open..open + 1];
            let Some(length) = text[open + 1..end].find(quote) else { break };
            found.push((&text[open + 1..open + 1 + length], open + 1));
            at = open + length + 2;
        }
    }
    found
}

/// The text with `⟨name⟩` for each Tera expression, and without what Tera does not print.
pub fn readable(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end) in tags(text) {
        out.push_str(&text[at..start]);
        let tag = &text[start..end];
        if let Some(inner) = tag.strip_prefix("{{") {
            let name = quoted_names(tag).first().map_or_else(|| inner.trim_end_matches("}}").trim(), |(name, _)| name);
            out.push_str(&format!("⟨{name}⟩"));
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// The Tera tags of a text, from their first byte to the one after their last; comments are not among them.
pub fn tags(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|start| at + start) {
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = text[start..].find(close).map(|end| start + end + close.len()) else { break };
        if close != "#}" {
            found.push((start, end));
        }
        at = end;
    }
    found
}

/// The place of a byte offset in a template.
pub fn at(template: &Template, offset: usize) -> At {
    let before = template.value.get(..offset).unwrap_or_default();
    match before.rfind('\n') {
        None => template.at.right(before.chars().count() as u32),
        Some(newline) => At {
            line: template.at.line + before.matches('\n').count() as u32,
            column: before[newline + 1..].chars().count() as u32 + 1,
            ..template.at.clone()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_tags_and_not_beside_them() {
        let text = "»a« \"b.c\" {{ tal(id=\"d.e[f]\", stort=true) }} {# \"g.h\" #}{% if tal(id='i.j') %}x{% endif %}";
        let names: Vec<&str> = quoted_names(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["d.e[f]", "i.j"]);
        assert!(quoted_names(text).into_iter().all(|(name, offset)| text[offset..].starts_with(name)));
        assert_eq!(readable("I {{ periode }}: {{ tal(id=\"a.b\") }}{% if x %}!{% endif %}"), "I ⟨periode⟩: ⟨a.b⟩!");
    }

    #[test]
    fn a_text_has_a_section_for_each_heading_and_one_before_them() {
        let text = "a\n== Først\nb\n=== Så\nc = d\n";
        let sections: Vec<_> = sections(text).into_iter().map(|of| (of.title, &text[of.range])).collect();
        let expected = [(None, "a\n"), (Some("Først"), "== Først\nb\n"), (Some("Så"), "=== Så\nc = d\n")];
        assert_eq!(sections, expected);
    }

    #[test]
    fn calls_know_whether_they_have_a_number_and_comments_are_none() {
        let text = "#figur(\"a.b\", nummer: false)\n// #tabel(\"c.d\")\n#tabel(\"e.f\")\n#noegletal(\"g.h\", \"i.j\")";
        let calls: Vec<_> = calls(text).into_iter().map(|call| (call.kind, call.id, call.numbered)).collect();
        assert_eq!(calls, [(InsertedKind::Chart, "a.b", false), (InsertedKind::Table, "e.f", true)]);
        let tiles = tiles(text);
        assert_eq!(tiles.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["g.h", "i.j"]);
        assert!(tiles.into_iter().all(|(id, offset)| text[offset..].starts_with(id)));
    }
}
