//! A summary in Markdown, for a job's page or a comment on a merge request.
//!
//! Hosts search for mentions, references, emoji and links in the text after Markdown has been unescaped, so escapes do not stop
//! them. Places, which quote cells, are code, where hosts do not search; in other texts a zero-width space breaks what they would
//! find. Every line begins with our own words, because GitLab takes a line that begins with `/` as a command.

use super::{CiRun, Ending, LocatedFinding, one_line};
use crate::danish;
use crate::findings::Severity;
use crate::forms::escaped;

/// The most findings of a severity that are shown.
const MOST: usize = 50;
/// The bytes after which findings are only counted. A comment may have 65,536 characters.
const FULL: usize = 60_000;
/// The most characters of a text that are shown.
const LONGEST: usize = 600;

pub(super) fn render(run: &CiRun<'_>) -> String {
    let mut out = format!("## {}\n\n**{}**\n", text(&run.title()), text(&run.verdict));
    if let Ending::Failed(error) = &run.ending {
        out.push_str(&format!("\nKommandoen kunne ikke køre: {}\n", text(error)));
    }
    if !run.facts.is_empty() {
        out.push('\n');
        run.facts.iter().for_each(|fact| out.push_str(&format!("- {}\n", text(fact))));
    }
    for (severity, heading) in
        [(Severity::Error, "Fejl"), (Severity::Warning, "Advarsler"), (Severity::Info, "Oplysninger")]
    {
        let findings: Vec<LocatedFinding<'_>> =
            run.located().filter(|located| located.finding.severity == severity).collect();
        if findings.is_empty() {
            continue;
        }
        let heading = format!("{heading} ({})", danish::number(findings.len() as f64, 0));
        let folded = severity == Severity::Info;
        out.push_str(&if folded {
            format!("\n<details>\n<summary>{heading}</summary>\n\n")
        } else {
            format!("\n### {heading}\n\n")
        });
        list(&findings, &mut out);
        if folded {
            out.push_str("\n</details>\n");
        }
    }
    out
}

/// Writes an item for each finding while there is room, and the number of the others.
fn list(findings: &[LocatedFinding<'_>], out: &mut String) {
    let mut shown = 0;
    for located in findings.iter().take(MOST) {
        let item = item(located);
        if out.len() + item.len() > FULL {
            break;
        }
        out.push_str(&item);
        shown += 1;
    }
    match findings.len() - shown {
        0 => {}
        more => out.push_str(&format!("- … og {} mere\n", danish::number(more as f64, 0))),
    }
}

fn item(located: &LocatedFinding<'_>) -> String {
    let finding = located.finding;
    let mut item = format!("- `{}` {}", finding.code.name(), text(&finding.message));
    let place = located.place();
    if !place.is_empty() {
        item.push_str(&format!("<br>{}", code(&place)));
    }
    for line in finding.advice.lines() {
        item.push_str(&format!("<br>→ {}", text(line)));
    }
    item.push('\n');
    item
}

/// The text as inline code.
fn code(text: &str) -> String {
    format!("`{}`", short(&one_line(text)).replace('`', "'"))
}

/// Escapes the text so that neither Markdown nor the host finds anything in it.
fn text(text: &str) -> String {
    let text = short(&one_line(text));
    let mut apart = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        apart.push(c);
        if is_found(c, &text[i + c.len_utf8()..]) {
            apart.push('\u{200b}');
        }
    }
    escaped(&apart).replace('$', "\\$")
}

/// Whether a host would find something that begins with this character.
fn is_found(c: char, rest: &str) -> bool {
    let next = |wanted: fn(char) -> bool| rest.starts_with(wanted);
    match c {
        // A user, or an e-mail address.
        '@' => next(|c| !c.is_whitespace()),
        // An issue, a merge request, a snippet, an epic.
        '#' | '!' | '$' | '&' => next(|c| c.is_ascii_digit()),
        // A label, a milestone, an alert.
        '~' | '%' | '^' => next(|c| c.is_alphanumeric() || c == '"'),
        // Insertions and deletions.
        '{' | '[' => next(|c| matches!(c, '+' | '-')),
        // A link, or an emoji.
        ':' => rest.starts_with("//") || is_emoji(rest),
        'w' | 'W' => next(|c| c == '.'),
        _ => false,
    }
}

/// Whether a name and a colon follow, as in `:smile:`.
fn is_emoji(rest: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let after = rest.trim_start_matches(name);
    after.len() < rest.len() && after.starts_with(':')
}

/// Cuts a text that is too long.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{} …", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_left_of_a_text() {
        for (given, made) in [
            ("@alle og a@b.dk", "@\u{200b}alle og a@\u{200b}b.dk"),
            ("<b>|`x`|*y*", "\\<b\\>\\|\\`x\\`\\|\\*y\\*"),
            ("#12 !3 ~fejl %x 100 %", "\\#\u{200b}12 !\u{200b}3 \\~\u{200b}fejl %\u{200b}x 100 %"),
            ("https://a www.b", "https:\u{200b}//a www\u{200b}.b"),
            (":100: 12:30", ":\u{200b}100: 12:30"),
            ("{+x+} $y$", "{\u{200b}+x+} \\$y\\$"),
            ("en\nto\u{1b}", "en to\u{fffd}"),
        ] {
            assert_eq!(text(given), made);
        }
        assert_eq!(code("a`<b>`\n@c"), "`a'<b>' @c`");
    }
}
