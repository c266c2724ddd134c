//! Markdown in the prose, which looks like Typst but is not: links, images, bold, quotes, tables.

use typst::syntax::SyntaxKind;

use super::markup::{CODE, MarkupText};
use super::{Slip, quoted};
use crate::definition::Definition;
use crate::findings::Code;

pub fn find(text: &MarkupText<'_>, _: &Definition) -> Vec<Slip> {
    let mut slips = links(&text.words);
    slips.extend(bold(text));
    slips.extend(lines(&text.words));
    slips.extend(headings_of_chapters(text));
    slips
}

/// `= Titel`: a heading of the level of chapters, and a number of its own in the contents.
fn headings_of_chapters(text: &MarkupText<'_>) -> Vec<Slip> {
    let headings =
        text.nodes.iter().filter(|node| node.kind == SyntaxKind::Heading && text.text(node).starts_with("= "));
    let slip = |start: usize| {
        let message = "»=« laver et nyt kapitel, som ikke står i report.toml.";
        let advice = "Skriv == og et mellemrum. Kapitlets egen overskrift står i dets .toml-fil ved »title«.";
        Slip::reported(start, Code::ForeignMarkup, message, advice)
    };
    headings.map(|node| slip(node.range.start)).collect()
}

/// `[tekst](adresse)`, `[tekst][navn]`, `![tekst](fil)` and `[^1]`.
fn links(words: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    for (middle, _) in words.match_indices("](") {
        let (before, after) = words.split_at_checked(middle).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let Some(open) = line.rfind('[').map(|open| middle - line.len() + open) else { continue };
        let address = after.get(2..).unwrap_or_default().split([')', '\n']).next().unwrap_or_default();
        let label = words.get(open + 1..middle).unwrap_or_default();
        if label.ends_with('\\') || line.get(..open + line.len() - middle).is_some_and(|before| before.ends_with('\\'))
        {
            continue;
        }
        if before.get(..open).is_some_and(|before| before.ends_with('!')) {
            let message =
                format!("Et billede kan ikke sættes ind sådan: {}.", quoted(&format!("![{label}]({address})")));
            let advice = "Skriv #image(\"…\", alt: \"…\") med billedets fil og en tekst, der siger, hvad det viser.";
            slips.push(Slip::reported(open - 1, Code::ForeignMarkup, message, advice));
        } else if is_address(address) {
            let message = format!("Et link kan ikke skrives sådan: {}.", quoted(&format!("[{label}]({address})")));
            let advice = format!("Skriv #link(\"{address}\")[{label}].");
            slips.push(Slip::reported(open, Code::ForeignMarkup, message, advice));
        }
    }
    for (middle, _) in words.match_indices("][") {
        let (before, after) = words.split_at_checked(middle).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let Some((head, label)) = line.rsplit_once('[') else { continue };
        let Some((name, _)) = after.get(2..).and_then(|rest| rest.split_once(']')) else { continue };
        // After a call or a name, the brackets are its contents.
        let is_call = head.ends_with(|c: char| c.is_alphanumeric() || matches!(c, CODE | ')' | ']' | '\\'));
        if !is_call && !label.is_empty() && !label.ends_with('\\') && !name.contains(['\n', CODE]) {
            let message = format!("Et link kan ikke skrives sådan: {}.", quoted(&format!("[{label}][{name}]")));
            let advice = format!("Skriv #link(\"https://…\")[{label}] med sidens adresse.");
            slips.push(Slip::reported(middle - label.len() - 1, Code::ForeignMarkup, message, advice));
        }
    }
    for (start, _) in words.match_indices("[^") {
        let rest = words.get(start + 2..).unwrap_or_default();
        if rest.split(']').next().is_some_and(|mark| !mark.is_empty() && mark.chars().all(char::is_alphanumeric)) {
            let advice = "Skriv #footnote[…] dér, hvor noten hører til.";
            slips.push(Slip::reported(start, Code::ForeignMarkup, "En fodnote kan ikke skrives som [^…].", advice));
        }
    }
    slips
}

fn is_address(text: &str) -> bool {
    let is_one_word = !text.is_empty() && !text.contains(char::is_whitespace);
    let starts = ["http://", "https://", "www.", "mailto:", "#", "/", "./", "../"];
    is_one_word && (starts.iter().any(|start| text.starts_with(start)) || text.contains('.') && text.contains('/'))
}

/// `**fed**` and `__fed__`: Typst reads two empty pairs and prints the words without them.
fn bold(text: &MarkupText<'_>) -> Vec<Slip> {
    let empty = text.nodes.iter().filter(|node| {
        matches!(node.kind, SyntaxKind::Strong | SyntaxKind::Emph) && matches!(text.text(node), "**" | "__")
    });
    let mut slips = Vec::new();
    let mut is_end = false;
    for node in empty {
        let (start, signs) = (node.range.start, text.text(node));
        let slip = if is_end {
            Slip::certain(start)
        } else {
            let message = format!("»{signs}« giver ikke fed skrift: Typst fjerner tegnene.");
            Slip::reported(start, Code::ForeignMarkup, message, "Fed skrives med én stjerne på hver side: *fed*.")
        };
        slips.push(slip.escaped_at([start, start + 1]));
        is_end = !is_end;
    }
    slips
}

/// Lines that begin as quotes, tables, rules or headings of Markdown.
fn lines(words: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut start = 0;
    let mut before = None;
    let mut lines = words.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let (at, bare) = (start + line.len() - line.trim_start().len(), line.trim());
        start += line.len();
        // A single line with a dash continues a sentence; two are meant as a list.
        let is_list = |bare: &str, next: &str| is_item(bare) && is_item(next);
        let next = lines.peek().map_or("", |next| next.trim());
        let kind = LineKind::of(bare).or_else(|| {
            let goes_on = before == Some(LineKind::Item) && is_item(bare);
            (goes_on || is_list(bare, next)).then_some(LineKind::Item)
        });
        // Of the lines of one quote or table the first reports all.
        if let Some(kind) = kind.filter(|kind| before != Some(*kind)) {
            let (message, advice) = kind.words();
            slips.push(Slip::reported(at, Code::ForeignMarkup, message, advice));
        }
        before = kind;
    }
    slips
}

/// Whether the line begins as a point of a list, with a sign, a letter or a number that Typst does not read so: `• `, `– `, `a) `.
fn is_item(line: &str) -> bool {
    let Some((first, rest)) = line.split_once(' ') else { return false };
    let has_words = rest.contains(char::is_alphabetic);
    let is_sign = matches!(first, "•" | "·" | "–" | "—" | "◦" | "▪" | "‣" | "o");
    let counted = first.strip_suffix(')').filter(|counted| !counted.is_empty() && counted.len() < 3);
    let is_counted = counted.is_some_and(|counted| {
        counted.bytes().all(|byte| byte.is_ascii_digit()) || matches!(counted.as_bytes(), [b'a'..=b'z'])
    });
    has_words && (is_sign || is_counted)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum LineKind {
    Bullet,
    /// Of a list with signs that Typst does not know.
    Item,
    Quote,
    Table,
    Rule,
    GluedHeading,
}

impl LineKind {
    fn of(line: &str) -> Option<Self> {
        let is_rule = line.len() >= 3 && (line.chars().all(|c| c == '-') || line.chars().all(|c| c == '='));
        let after_signs = line.trim_start_matches('=');
        let is_glued = after_signs.len() < line.len() && after_signs.starts_with(char::is_alphabetic);
        if line.starts_with("* ") {
            Some(Self::Bullet)
        } else if line.starts_with("> ") {
            Some(Self::Quote)
        } else if line.starts_with('|') && line.ends_with('|') && line.matches('|').count() >= 3 {
            Some(Self::Table)
        } else if is_rule {
            Some(Self::Rule)
        } else {
            is_glued.then_some(Self::GluedHeading)
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Bullet => (
                "»*« først på linjen laver ikke et punkt i en liste.",
                "Skriv - og et mellemrum, eller \\* hvis tegnet skal stå der.",
            ),
            Self::Item => (
                "Linjerne bliver ikke til punkter i en liste, men til ét afsnit.",
                "Skriv - og et mellemrum først på hver linje, eller + til punkter med numre.",
            ),
            Self::Quote => (
                "»>« først på linjen laver ikke et citat, men bliver trykt.",
                "Skriv #quote[…], eller \\> hvis tegnet skal stå der.",
            ),
            Self::Table => (
                "Streger laver ikke en tabel, men bliver trykt.",
                "Beskriv tabellen i kapitlets .toml-fil, og sæt den ind med #tabel(\"…\").",
            ),
            Self::Rule => (
                "En række streger laver ikke en linje på siden, men bliver trykt.",
                "Slet den, eller skriv en overskrift med ==.",
            ),
            Self::GluedHeading => (
                "Overskriften mangler et mellemrum efter =.",
                "Skriv == og et mellemrum, eller \\= hvis tegnet skal stå der.",
            ),
        }
    }
}
