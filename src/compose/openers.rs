//! How a chapter begins, which decides how much space it needs at the foot of a page.

use super::document::Document;

/// Number of letters in two lines of running text.
const TWO_LINES: usize = 185;
/// How the layout's values begin in the source of a chapter: the bytes of a text follow.
const VALUE: &str = "#vaerdi(";

/// Whether a chapter has at most two lines before its first heading, table, chart or box. Alone at the foot of a page they would
/// look misplaced.
pub fn is_short(document: &Document, chapter: &str) -> bool {
    let file = document.files.get(&format!("/chapters/{chapter}.typ"));
    let source = file.map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let text = source.lines().skip_while(|line| line.starts_with("#import"));
    let lines: Vec<&str> = text.collect();
    let starts_part = |line: &&str| line.starts_with("==") || (line.starts_with('#') && !line.starts_with(VALUE));
    let Some(first) = lines.iter().position(starts_part) else { return false };
    lines.iter().take(first).map(|line| letters(line)).sum::<usize>() <= TWO_LINES
}

/// The letters of a line, values by the length of their text.
fn letters(line: &str) -> usize {
    let mut parts = line.split(VALUE);
    let before = parts.next().unwrap_or_default().chars().count();
    let with_value = |part: &str| {
        let (bytes, rest) = part.split_once(')').unwrap_or((part, ""));
        bytes.matches(',').count() + rest.chars().count()
    };
    before + parts.map(with_value).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_short_with(body: &str) -> bool {
        let mut document = Document::new("/main.typ", String::new(), String::new());
        let source = format!("#import \"/shared/report.typ\": tabel\n{body}");
        document.files.insert("/chapters/k.typ".into(), source.into_bytes());
        is_short(&document, "k")
    }

    #[test]
    fn two_lines_before_a_heading_or_a_table_are_a_short_start() {
        let line = "En linje på omkring halvfems tegn, som fylder hele bredden af siden i rapporten, og ikke mere.\n";
        assert!(is_short_with(&format!("{line}\n== Afsnit\n{line}")));
        assert!(is_short_with("#vaerdi(53,51,); besøg.\n\n#noegletal(\"a.b\")"));
        assert!(!is_short_with(&format!("{line}{line}{line}\n== Afsnit")));
        assert!(!is_short_with(line), "no part follows");
    }
}
