//! What to do about a text that is no number, by what it says instead.

use crate::cell::text::{STROKE, is_space};
use crate::danish;
use crate::definition::dataset::FOOTNOTE_SIGNS;

/// Words and signs before the bound that a hidden number lies below or above.
const BOUNDS: [&str; 14] = [
    "<",
    ">",
    "≤",
    "≥",
    "under ",
    "over ",
    "færre end ",
    "mindre end ",
    "mere end ",
    "flere end ",
    "højst ",
    "mindst ",
    "maks",
    "max",
];
/// Words and signs before a number that is not exact.
const ABOUT: [&str; 10] = ["ca.", "ca ", "cirka ", "omkring ", "omtrent ", "knap ", "godt ", "næsten ", "~", "≈"];
const FRACTIONS: [char; 6] = ['½', '¼', '¾', '⅓', '⅔', '⅛'];

const BOUND: &str = "Cellen giver en grænse, ikke et tal. Skriv det rigtige tal. Er det skjult, fordi det er lille, så lad cellen \
                     være tom, og skriv empty = true ved kolonnen i datasets.toml: så er det ukendt.";
const RANGE: &str = "Cellen giver et interval, ikke et tal. Skriv det rigtige tal. Er det skjult, fordi det er lille, så lad cellen \
                     være tom, og skriv empty = true ved kolonnen i datasets.toml: så er det ukendt.";
const INEXACT: &str = "Cellen giver et omtrentligt tal. Skriv det præcise.";
const OR_MORE: &str = "Cellen siger så mange eller flere. Skriv det præcise tal. Er det et svar blandt faste muligheder, så skriv \
                       type = \"category\" ved kolonnen i datasets.toml.";
const POINTED_PERCENT: &str = "Der står punktum før decimalerne. Er det sådan i hele kolonnen, så skriv decimals = \".\" ved den i datasets.toml.";
const FOOTNOTE: &str = "Der står et fodnotetegn efter tallet. Slet tegnet, og skriv noten under tabellen.";
const TIME: &str =
    "Cellen er et klokkeslæt eller en varighed. Formatér kolonnen som tal, og skriv fx 1,5 for halvanden time.";
const UNIT: &str = "Der står en enhed ved tallet. Skriv kun tallet, regnet om til kolonnens enhed.";
const LETTER: &str = "Der står et bogstav i tallet, O eller l, hvor der skal stå 0 eller 1.";
const FRACTION: &str = "Skriv brøken som decimaltal: 0,5 for en halv.";
const WORD: &str = "Skriv tallet med cifre.";
const BRACKETS: &str = "Tallet står i parentes. Betyder det minus, så skriv fx -12,5. Ellers skal parentesen slettes.";
const MINUS_BEHIND: &str = "Minusset står efter tallet. Skriv det foran: -12,5.";
const APOSTROPHE: &str = "Der står en apostrof mellem tusinderne. Skriv 1250 eller 1.250.";
pub const DITTO: &str = "Cellen har et gentagelsestegn. Skriv værdien fra rækken over igen.";
pub const ENGLISH: &str =
    "Står kommaet mellem tusinderne, så skriv decimals = \".\" ved kolonnen i datasets.toml. Ellers ret tallet.";
const OUT_OF: &str = "Cellen har to tal. Skriv kun det ene, og skriv i overskriften, hvad det er ud af.";
const SCIENTIFIC: &str = "Tallet er skrevet med E, som Excel viser meget store og meget små tal. Formatér kolonnen som tal, og gem filen igen.";
const SHORTENED: &str = "Tallet er forkortet, K for tusinder eller M for millioner. Hent eksporten med hele tal.";
const NO_NUMBER: &str = "Cellen har et ord og ikke et tal. Betyder det, at der intet tal er, så skriv ordet under »missing« og empty = true \
                         ved kolonnen i datasets.toml. Tæller rækken ikke med, så slet den.";
const STRUCK: &str = "Noget af cellen er gennemstreget. Slet det, der ikke gælder.";
const PRODUCT: &str = "Cellen er et regnestykke. Skriv resultatet.";

/// The advice for this text, if it says something that is nearly a number.
pub fn advice(text: &str) -> Option<&'static str> {
    let lower = text.trim_matches(is_space).to_lowercase();
    let behind =
        |starts: &[&str]| starts.iter().find_map(|start| lower.strip_prefix(start)).is_some_and(starts_as_number);
    if lower.contains(STROKE) {
        Some(STRUCK)
    } else if is_time(&lower) {
        Some(TIME)
    } else if behind(&BOUNDS) {
        Some(BOUND)
    } else if lower.strip_suffix('+').is_some_and(is_number) {
        Some(OR_MORE)
    } else if behind(&ABOUT) {
        Some(INEXACT)
    } else if is_pointed_percent(&lower) {
        Some(POINTED_PERCENT)
    } else if lower.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(is_number) {
        Some(BRACKETS)
    } else if lower.strip_suffix(['-', '\u{2212}', '–']).is_some_and(is_number) {
        Some(MINUS_BEHIND)
    } else if is_english(&lower) {
        Some(ENGLISH)
    } else if lower.contains(['\'', '’']) && is_number(&lower.replace(['\'', '’'], "")) {
        Some(APOSTROPHE)
    } else if is_ditto(&lower) {
        Some(DITTO)
    } else if is_range(&lower) {
        Some(RANGE)
    } else if without_footnote(&lower).is_some_and(is_number) {
        Some(FOOTNOTE)
    } else if lower.contains(FRACTIONS) {
        Some(FRACTION)
    } else if lower.split('+').count() > 1 && lower.split('+').all(is_number) {
        Some(PRODUCT)
    } else if lower.contains(['o', 'l', 'i']) && is_number(&lower.replace('o', "0").replace(['l', 'i'], "1")) {
        lower.contains(|c: char| c.is_ascii_digit()).then_some(LETTER)
    } else if danish::number_word(&lower).is_some() {
        Some(WORD)
    } else if lower.strip_suffix(['k', 'm']).is_some_and(|number| is_number(number.trim_end_matches(is_space))) {
        Some(SHORTENED)
    } else if is_scientific(&lower) {
        Some(SCIENTIFIC)
    } else if ["/", " ud af ", " af "]
        .iter()
        .any(|mark| lower.split_once(mark).is_some_and(|(part, whole)| is_number(part) && is_number(whole)))
    {
        Some(OUT_OF)
    } else if is_word(&lower) {
        Some(NO_NUMBER)
    } else {
        has_unit(&lower).then_some(UNIT)
    }
}

/// Whether commas stand before groups of three digits, more than once or with a point behind: `1,250,000`, `1,250.50`.
fn is_english(text: &str) -> bool {
    let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, decimals)| (whole, Some(decimals)));
    let groups: Vec<&str> = whole.split(',').collect();
    let [first, later @ ..] = groups.as_slice() else { return false };
    let is_grouped =
        is_digits(first) && first.len() <= 3 && later.iter().all(|group| group.len() == 3 && is_digits(group));
    is_grouped && (later.len() > 1 || (later.len() == 1 && decimals.is_some_and(is_digits)))
}

/// Whether the text is one of the signs for the value above: `"`, `-"-`, `— " —`, `do.`.
pub fn is_ditto(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !is_space(*c)).collect();
    let signs = bare.trim_matches(['-', '–', '—']);
    matches!(signs, "\"" | "”" | "„" | "''" | "〃" | "»" | "do." | "do" | "ditto")
}

/// The text before the sign of a footnote: `16*`, `16¹)`, `16 1)`.
fn without_footnote(text: &str) -> Option<&str> {
    let before = text.strip_suffix(')').unwrap_or(text).trim_end_matches(FOOTNOTE_SIGNS);
    if before.len() < text.trim_end_matches(')').len() {
        return Some(before.trim_end_matches(is_space));
    }
    let (before, note) = text.strip_suffix(')')?.rsplit_once(is_space)?;
    (note.len() == 1 && is_digits(note)).then_some(before)
}

/// Hours and minutes, and perhaps seconds.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let Some((hours, rest)) = parts.split_first() else { return false };
    is_digits(hours) && matches!(rest.len(), 1 | 2) && rest.iter().all(|part| part.len() == 2 && is_digits(part))
}

fn is_range(text: &str) -> bool {
    let parts = [" til ", "–", "-"].iter().find_map(|mark| text.split_once(mark));
    parts.is_some_and(|(low, high)| is_number(low) && is_number(high))
}

fn is_scientific(text: &str) -> bool {
    let parts = text.split_once('e');
    parts.is_some_and(|(number, power)| is_number(number) && is_digits(power.trim_start_matches(['+', '-'])))
}

/// Letters alone, and enough of them for a word.
fn is_word(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2
        && text.chars().all(|c| c.is_alphabetic() || is_space(c) || matches!(c, '-' | '.' | ',' | '/' | '(' | ')'))
}

/// Whether the text is a percentage with a decimal point, as `68.4%`.
fn is_pointed_percent(text: &str) -> bool {
    let number = text.strip_suffix('%').map(|number| number.trim_end_matches(is_space));
    let parts = number.and_then(|number| number.split_once('.'));
    parts.is_some_and(|(whole, decimals)| is_digits(whole) && is_digits(decimals))
}

/// Whether the text is a number with a unit of at least two letters or a sign: »16 stk.«, »25 ‰«.
fn has_unit(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let is_spaced = unit.starts_with(is_space);
    let unit = unit.trim_start_matches(is_space);
    let letters = unit.chars().filter(|c| c.is_alphabetic()).count();
    let is_hours = letters == 1 && unit.starts_with(['t', 'h']);
    is_number(number)
        && (letters > 1 || (is_spaced && letters == 1) || is_hours || unit.starts_with(['‰', '%', '€', '$']))
}

fn starts_as_number(rest: &str) -> bool {
    rest.trim_start_matches(['.', '=']).trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_advice_is_about_what_the_cell_says() {
        for (expected, texts) in [
            (BOUND, &["<5", "< 5", "≤ 4", "færre end 5", "Under 5", "højst 4", "> 1.000", "maks. 5"][..]),
            (RANGE, &["1-4", "1–4", "15 til 17"]),
            (INEXACT, &["ca. 20", "Ca 20", "~16", "knap 20"]),
            (OR_MORE, &["16+", "5 +"]),
            (POINTED_PERCENT, &["68.4%", "0.5 %"]),
            (FOOTNOTE, &["16*", "16¹", "16 ¹)", "16 1)", "1.250,5 **"]),
            (TIME, &["1:30", "26:00:00", "01:30"]),
            (UNIT, &["16 stk.", "25 ‰", "1,5 t", "1t", "90 min", "45min"]),
            (LETTER, &["1O", "l6"]),
            (FRACTION, &["1½", "¾"]),
            (PRODUCT, &["8+8", "8 + 8"]),
            (WORD, &["seksten", "To"]),
            (BRACKETS, &["(16)", "(1.250,50)"]),
            (MINUS_BEHIND, &["12,5-", "16 −"]),
            (APOSTROPHE, &["1'250", "1’250’000"]),
            (ENGLISH, &["1,250,000", "1,250.50"]),
            (OUT_OF, &["4,1/5", "4 ud af 5", "12 af 20"]),
            (SCIENTIFIC, &["1E+00", "1,2e10"]),
            (SHORTENED, &["1.2K", "3 M", "12k"]),
            (NO_NUMBER, &["aflyst", "Ikke talt endnu", "mange"]),
            (DITTO, &["\"", "-\"-", "— ” —", "do."]),
        ] {
            for text in texts {
                assert_eq!(advice(text), Some(expected), "{text}");
            }
        }
        for text in ["16,5", "1x", "", "-", "xx", "*"] {
            assert_eq!(advice(text), None, "{text}");
        }
    }
}
