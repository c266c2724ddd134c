//! Finds numbers that are typed in the prose, which do not change when the figures do.

use typst::syntax::{SyntaxKind, SyntaxNode};

use super::super::lexicon::Lexicon;
use super::slips::MendedProse;
use super::tags::without_tags;
use crate::danish;
use crate::definition::Definition;
use crate::definition::chapter::Chapter;
use crate::definition::table::Template;
use crate::definition::usage::scan;
use crate::figure_id::FigureId;
use crate::findings::{Code, Finding, Findings};

/// The numbers that are typed in one of a chapter's texts.
pub struct TypedText<'d> {
    template: &'d Template,
    numbers: Vec<TypedNumber>,
}

#[derive(Debug, Clone, PartialEq)]
struct TypedNumber {
    /// In bytes, from the start of the text.
    offset: usize,
    /// As it is typed, with a percent sign that follows.
    text: String,
    /// `58,4 %` is 0.584; NaN for what no figure can have, such as `3-4`.
    value: f64,
}

/// Words that make the number after them part of a name, such as of a law, a page or a point in time.
const NAMING: [&str; 36] = [
    "§",
    "§§",
    "stk.",
    "nr.",
    "nummer",
    "lov",
    "bilag",
    "kapitel",
    "kap.",
    "afsnit",
    "art.",
    "artikel",
    "pkt.",
    "punkt",
    "side",
    "s.",
    "version",
    "kl.",
    "uge",
    "trin",
    "fase",
    "type",
    "grad",
    "ok",
    "d.",
    "den",
    "tlf.",
    "telefon",
    "cvr",
    "cvr-nr.",
    "cvr.",
    "note",
    "fodnote",
    "spørgsmål",
    "modul",
    "niveau",
];
/// The fewest digits of a telephone or company number, which has no points between thousands.
const LONG: usize = 8;
/// How many figures with the value of a typed number the advice names.
const MOST_SUGGESTED: usize = 3;

/// The texts of a chapter with typed numbers: its prose, and the labels and notes of its tables and charts.
pub fn find<'d>(chapter: &'d Chapter, prose: &MendedProse) -> Vec<TypedText<'d>> {
    let mut in_prose = in_prose(&prose.template.value);
    in_prose.iter_mut().for_each(|typed| typed.offset = prose.original(typed.offset));
    let tables = chapter.tables.iter().flat_map(|table| table.notes.iter().chain([&table.caption, &table.summary]));
    let texts = tables.chain(chapter.charts.iter().map(|chart| &chart.caption));
    let texts = texts.map(|text| (text, in_text(&text.value)));
    let found = [(&chapter.prose, in_prose)].into_iter().chain(texts).filter(|(_, numbers)| !numbers.is_empty());
    found.map(|(template, numbers)| TypedText { template, numbers }).collect()
}

/// Reports the typed numbers, with the figures that are printed the same.
pub fn report(texts: &[TypedText<'_>], definition: &Definition, lexicon: &Lexicon, findings: &Findings) {
    texts.iter().for_each(|text| report_text(text.template, &text.numbers, definition, lexicon, findings));
}

/// Reports numbers that are typed in a sentence outside the chapters.
pub fn check_text(template: &Template, definition: &Definition, lexicon: &Lexicon, findings: &Findings) {
    report_text(template, &in_text(&template.value), definition, lexicon, findings);
}

fn report_text(
    template: &Template,
    numbers: &[TypedNumber],
    definition: &Definition,
    lexicon: &Lexicon,
    findings: &Findings,
) {
    for typed in numbers {
        let same = figures_that_print(typed, lexicon, definition.figures.keys());
        let fixed = format!("{{{{ fast(tal=\"{}\", fordi=\"…\") }}}}", typed.text);
        let advice = match same.as_slice() {
            [] => format!("Lav et nøgletal til det. Er det et fast tal, så skriv {fixed} med grunden."),
            [id, ..] => format!(
                "{} har samme værdi: {{{{ tal(id=\"{id}\"{}) }}}}. Er det et fast tal, så skriv {fixed} med grunden.",
                danish::list(&same.iter().take(MOST_SUGGESTED).map(|id| format!("»{id}«")).collect::<Vec<_>>()),
                if typed.text.starts_with(|c: char| c.is_ascii_digit()) { ", cifre=true" } else { "" },
            ),
        };
        let message =
            format!("Tallet »{}« er skrevet i teksten og følger ikke med, når tallene ændrer sig.", typed.text);
        findings
            .push(Finding::new(Code::TypedNumber, scan::at(template, typed.offset).place(), message).advise(advice));
    }
}

/// The numbers typed in the prose of a chapter, a template of Tera and Typst.
fn in_prose(template: &str) -> Vec<TypedNumber> {
    let source = without_tags(template);
    let mut found = Vec::new();
    walk(&typst::syntax::parse(&source), 0, &source, &mut found);
    found
}

/// The numbers typed in a plain text with Tera expressions, such as a note.
fn in_text(template: &str) -> Vec<TypedNumber> {
    numbers(&without_tags(template))
}

/// The ids of the figures that are printed like the number or have its value.
fn figures_that_print<'a>(
    typed: &TypedNumber,
    lexicon: &Lexicon,
    ids: impl Iterator<Item = &'a FigureId>,
) -> Vec<&'a FigureId> {
    let wanted = typed.text.replace(danish::NBSP, " ");
    ids.filter(|id| {
        let (digits, value) = (lexicon.digits(&id.whole()), lexicon.value(&id.whole()));
        digits.is_some_and(|digits| digits.replace(danish::NBSP, " ") == wanted) || value == Some(typed.value)
    })
    .collect()
}

/// Collects the numbers in text, but not in code, links, labels and comments.
fn walk(node: &SyntaxNode, offset: usize, source: &str, found: &mut Vec<TypedNumber>) {
    // Neighbouring pieces of text are read together: Typst parses »31. december« as several.
    let mut offset = offset;
    let mut run: Option<(usize, usize)> = None;
    let mut flush = |run: &mut Option<(usize, usize)>| {
        if let Some((start, end)) = run.take() {
            let text = source.get(start..end).unwrap_or_default();
            found.extend(numbers(text).into_iter().map(|typed| TypedNumber { offset: start + typed.offset, ..typed }));
        }
    };
    let mut inner = Vec::new();
    for child in node.children() {
        let end = offset + child.len();
        match child.kind() {
            SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::SmartQuote | SyntaxKind::Shorthand => {
                run = Some((run.map_or(offset, |(start, _)| start), end));
            }
            // A string with a space is text that is shown; without one it is an address or the id of a table.
            SyntaxKind::Str if child.leaf_text().contains(' ') => {
                flush(&mut run);
                run = Some((offset, end));
                flush(&mut run);
            }
            SyntaxKind::Raw | SyntaxKind::Link | SyntaxKind::Label | SyntaxKind::Ref | SyntaxKind::Equation => {
                flush(&mut run);
            }
            _ => {
                flush(&mut run);
                inner.push((child, offset));
            }
        }
        offset = end;
    }
    flush(&mut run);
    for (child, offset) in inner {
        walk(child, offset, source, found);
    }
}

/// The numbers among the words of a text that are neither years, dates nor parts of names.
fn numbers(text: &str) -> Vec<TypedNumber> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
    let mut found = Vec::new();
    for (at, (offset, raw)) in words.iter().enumerate() {
        let start = raw.find(|c: char| c.is_alphanumeric()).unwrap_or(raw.len());
        let bare = raw.get(start..).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let (before, after) = (word(at.checked_sub(1)).to_lowercase(), word(Some(at + 1)).to_lowercase());
        let before = before.trim_start_matches(['(', '»', '"']);
        // An ordinal such as »2. gang« and »3. maj«: the sentence goes on in lower case.
        let is_ordinal = raw.ends_with('.') && word(Some(at + 1)).starts_with(char::is_lowercase);
        let is_name = raw.starts_with(['§', '+'])
            || NAMING.contains(&before)
            || is_telephone(&words, at)
            || is_long(bare)
            || (before == "pr." && is_round(bare))
            || follows_name(&words, at)
            || is_postcode(bare, word(Some(at + 1)))
            || is_end_of_scale(&words, at)
            || is_confidence(raw, &words, at);
        if bare.is_empty() || is_ordinal || is_name || is_time(bare) {
            continue;
        }
        // Ranges and fractions, which no figure prints.
        let parts: Vec<&str> = bare.split(['-', '–', '/']).collect();
        if parts.len() > 1 && parts.iter().all(|part| value(part).is_some()) {
            found.push(TypedNumber { offset: offset + start, text: bare.to_owned(), value: f64::NAN });
            continue;
        }
        let percent = bare.ends_with('%') || matches!(after.trim_end_matches(['.', ',', ')']), "%" | "procent" | "pct");
        let Some(value) = value(bare.trim_end_matches('%')) else { continue };
        let text = if percent { format!("{} %", bare.trim_end_matches('%')) } else { bare.to_owned() };
        found.push(TypedNumber { offset: offset + start, text, value: if percent { value / 100.0 } else { value } });
    }
    found
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.char_indices().scan(' ', |before, (at, c)| {
        let starts = !is_gap(c) && is_gap(*before);
        *before = c;
        Some(starts.then_some(at))
    });
    starts.flatten().map(|start| {
        let rest = text.get(start..).unwrap_or_default();
        (start, rest.get(..rest.find(is_gap).unwrap_or(rest.len())).unwrap_or_default())
    })
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '~' | '\u{1a}')
}

/// Whether it is a base of a rate, such as 100 and 100.000 in »pr. 100.000 borgere«.
fn is_round(word: &str) -> bool {
    word.strip_prefix('1').is_some_and(|rest| rest.len() >= 2 && rest.chars().all(|c| matches!(c, '0' | '.')))
}

/// Whether it is a telephone or company number, with or without a country code.
fn is_long(word: &str) -> bool {
    word.len() >= LONG && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether it belongs to a name before it, such as Microsoft 365 and HPV 9. A capital at the start of a sentence makes no name.
fn follows_name(words: &[(usize, &str)], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).map(|(_, word)| *word);
    let Some(before) = word(1).map(|before| before.trim_start_matches(['(', '»', '"'])) else { return false };
    let goes_on = !before.ends_with(['.', ',', ':', ';', '!', '?', ')']);
    let is_acronym = before.chars().count() > 1 && before.chars().all(|c| c.is_uppercase() || c == '-');
    let starts_sentence = word(2).is_none_or(|before| before.ends_with(['.', ':', '!', '?']));
    goes_on && (is_acronym || (before.starts_with(char::is_uppercase) && !starts_sentence))
}

/// Whether it is a postcode, such as 2900 in »2900 Hellerup«.
fn is_postcode(word: &str, after: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()) && after.starts_with(char::is_uppercase)
}

/// Whether it is an end of a scale: »på en skala fra 1 til 5«, »på skalaen 0-10«.
fn is_end_of_scale(words: &[(usize, &str)], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).map_or("", |(_, word)| *word);
    let is_scale = |back: usize| {
        let lower = word(back).trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lower.ends_with("skala") || lower.ends_with("skalaen")
    };
    let is_first = |back: usize| is_scale(back) || (matches!(word(back), "fra" | "på") && is_scale(back + 1));
    is_first(1) || (word(1) == "til" && is_first(3))
}

/// Whether it is the level of an interval: »95 %-sikkerhedsinterval«, »99 procents konfidensinterval«.
fn is_confidence(raw: &str, words: &[(usize, &str)], at: usize) -> bool {
    let next = |ahead: usize| words.get(at + ahead).map_or("", |(_, word)| *word).to_lowercase();
    let names_it = |word: &str| word.contains("sikkerheds") || word.contains("konfidens");
    let sign = next(1);
    let is_percent =
        raw.ends_with('%') || sign.starts_with('%') || sign.starts_with("procent") || sign.starts_with("pct");
    is_percent && (names_it(&sign) || names_it(&next(2)))
}

/// Whether the word is one of the four pairs of digits of a telephone number.
fn is_telephone(words: &[(usize, &str)], at: usize) -> bool {
    let is_pair = |(_, word): &&(usize, &str)| {
        let word = word.trim_end_matches(['.', ',', ')']);
        word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (before, from) = words.split_at_checked(at).unwrap_or_default();
    before.iter().rev().take_while(is_pair).count() + from.iter().take_while(is_pair).count() >= 4
        && from.first().as_ref().is_some_and(is_pair)
}

/// Whether it is a year, several years, or a date in digits.
fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '–', '/', '.']).collect();
    let is_year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let is_digits = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_digits) {
        return false;
    }
    match parts.as_slice() {
        [year] => is_year(year),
        [first, second] => (is_year(first) && (is_year(second) || second.len() == 2)) || word == "24/7",
        [first, _, last] => is_year(first) || is_year(last) || last.len() == 2,
        _ => false,
    }
}

/// The value of a word in digits or letters; `None` for a name such as T2D and for the article »en«.
fn value(word: &str) -> Option<f64> {
    danish::number_word(word).or_else(|| {
        let groups: Vec<&str> = word.split(',').next()?.split('.').collect();
        let grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
        let plain = word.replace('.', "").replace(',', ".");
        let is_number = word.starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
        (grouped && is_number).then(|| plain.parse().ok()).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_found(text: &str, expected: &[(&str, f64)]) {
        let found = in_prose(text);
        let found: Vec<(&str, f64)> = found.iter().map(|typed| (typed.text.as_str(), typed.value)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_and_number_words_are_found_where_they_stand() {
        assert_found("Der var 53 besøg og tolv møder.", &[("53", 53.0), ("tolv", 12.0)]);
        assert_found("I alt 1.299 og 58,4 % af alle (33%).", &[("1.299", 1299.0), ("58,4 %", 0.584), ("33 %", 0.33)]);
        assert_found(
            "*Syv* af _otte_ svarede, se #boks(titel: [Kun 3])[De 4].",
            &[("Syv", 7.0), ("otte", 8.0), ("3", 3.0), ("4", 4.0)],
        );
        let ranges: Vec<String> =
            in_prose("De 3-4 hold og 1/3. Der var 5. Så").into_iter().map(|typed| typed.text).collect();
        assert_eq!(ranges, ["3-4", "1/3", "5"]);
        assert_found("#align(center, \"63 møder\") #link(\"https://eksempel.dk/7\")[x]", &[("63", 63.0)]);
        assert_found("#boks(titel: \"Alle 3 hold\")[Ja]", &[("3", 3.0)]);
        assert_eq!(in_prose("Æ {{ tal(id=\"a.b\") }} og 7.")[0].offset, "Æ {{ tal(id=\"a.b\") }} og ".len());
    }

    #[test]
    fn years_dates_laws_names_and_code_are_not_numbers_of_the_report() {
        for text in [
            "I 2024 og 2019–2021, i 2023/24 og 2023/2024.",
            "Den 31. december 2024, 1. april, 1. kvartal og 31.12.2024.",
            "OK22, T2D, COVID-19, 65-årige og ICPC-2.",
            "Efter § 42, stk. 2, i lov nr. 692, se bilag 3 og side 4.",
            "{{ tal(id=\"a.b\", cifre=true) }} og {% if periode == \"2024\" %}x{% endif %} {# 14 #}",
            "#v(12pt) #tabel(\"medicin.emner\") @tabel-3 <afsnit-2> `7` https://eksempel.dk/3 // 9",
            "En praksis, et besøg, én ting og første gang.",
            "Kl. 9 i uge 42, se note 1, spørgsmål 3 og modul 2.",
            "Ring +45 38665000 eller 38665000, CVR 29190623, 2900 Hellerup, Borgervænget 7, i 24/7.",
            "Brug Microsoft 365 efter Overenskomst 24, artikel 6, den 3/5, mod HPV 9 og type 2 diabetes.",
            "For 2. gang, den 3. til 5. maj, efter §20; ring på 12 34 56 78.",
            "Recepter pr. 1.000 indbyggere, pr. 100 praksis og pr. 100.000 borgere.",
            "Svar på en skala fra 1 til 5, på skalaen 0-10 og på en smerteskala fra 0 til 10.",
            "Et 95 %-sikkerhedsinterval, 95 % konfidensinterval og 99 procents sikkerhedsinterval.",
        ] {
            assert_found(text, &[]);
        }
    }
}
