//! Tera's tags in a template.

/// Stands for each byte of a tag.
pub const TAG: char = '\u{1a}';

/// The text with a filler in place of Tera's tags, so that offsets stay the same.
pub fn without_tags(template: &str) -> String {
    let mut out = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}")] {
        let mut at = 0;
        while let Some(start) = out.get(at..).and_then(|rest| rest.find(open)).map(|start| at + start) {
            let end =
                out.get(start..).and_then(|rest| rest.find(close)).map_or(out.len(), |end| start + end + close.len());
            let tag = out.get(start..end).unwrap_or_default();
            // Not spaces: the words before and after a tag must not be read as neighbours.
            let blank: String = tag.bytes().map(|byte| if byte == b'\n' { '\n' } else { TAG }).collect();
            out.replace_range(start..end, &blank);
            at = end;
        }
    }
    out
}
