//! Danish numbers, dates and words, as official Danish prints them.

mod errors;

use chrono::{DateTime, Datelike, NaiveDate, TimeZone};
use chrono_tz::{Europe::Copenhagen, Tz};

pub use errors::{causes, io_error};

/// The no-break space between a number and its unit.
pub const NBSP: char = '\u{a0}';

/// The grammatical gender of a unit: it decides between "én" and "ét".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    /// Fælleskøn: en klynge, én klynge.
    #[default]
    Common,
    /// Intetkøn: et besøg, ét besøg.
    Neuter,
}

/// A number with `decimals` decimals, a decimal comma and points between thousands: `1.938.440`, `58,4`.
pub fn number(value: f64, decimals: usize) -> String {
    let rounded = rounded(value, decimals).abs();
    let text = format!("{rounded:.decimals$}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && rounded != 0.0 {
        out.push('\u{2212}');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// The number as it is printed with this many decimals.
///
/// Rounds halves away from zero, as people do. Binary noise beyond 12 digits is ignored.
pub fn rounded(value: f64, decimals: usize) -> f64 {
    let scale = 10f64.powi(decimals as i32);
    let scaled = value.abs() * scale;
    // 0.585 is stored as 0.58499999…: what is a half but for binary noise counts as a half.
    let half = (scaled.fract() - 0.5).abs() <= (scaled * 1e-12).clamp(1e-12, 1e-4);
    let rounded = if half { scaled.floor() + 1.0 } else { scaled.round() } / scale;
    if rounded == 0.0 { 0.0 } else { rounded.copysign(value) }
}

/// A share (0–1) as a percentage: `58,4 %` with a no-break space.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{}{NBSP}%", number(share * 100.0, decimals))
}

/// A number of rows: `1 række`, `1.250 rækker`.
pub fn rows(count: u64) -> String {
    counted(count, "række", "rækker")
}

/// A number of things: `1 side`, `1.250 sider`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count as f64, 0), if count == 1 { one } else { many })
}

/// A number followed by its unit, kept together by a no-break space.
pub fn with_unit(number: &str, unit: &str) -> String {
    format!("{number}{NBSP}{unit}")
}

/// The word for zero things: "ingen møder", "ingen af dem". The noun after it is in the plural.
pub const NONE: &str = "ingen";

/// A whole number from zero to ten as a word; `None` for any other.
pub fn small_number_word(value: f64, gender: Gender) -> Option<&'static str> {
    const WORDS: [&str; 11] = ["nul", "én", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"];
    if value.fract() != 0.0 || !(0.0..=10.0).contains(&value) {
        return None;
    }
    if value == 1.0 && gender == Gender::Neuter {
        return Some("ét");
    }
    WORDS.get(value as usize).copied()
}

/// The number that a word means: zero and two to ninety-nine; not "en", which is also an article.
pub fn number_word(word: &str) -> Option<f64> {
    const SMALL: [&str; 18] = [
        "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
        "femten", "seksten", "sytten", "atten", "nitten",
    ];
    const TENS: [(&str, f64); 9] = [
        ("tyve", 20.0),
        ("tredive", 30.0),
        ("fyrre", 40.0),
        ("halvtreds", 50.0),
        ("tres", 60.0),
        ("halvfjerds", 70.0),
        ("firs", 80.0),
        ("halvfems", 90.0),
        ("fyrretyve", 40.0),
    ];
    let word = word.to_lowercase();
    let small = |word: &str| SMALL.iter().zip(2_u32..).find(|(small, _)| **small == word).map(|(_, n)| f64::from(n));
    if word == "nul" {
        return Some(0.0);
    }
    // Ones come before tens: "enogtyve", "femoghalvtreds".
    let tens = |word: &str| TENS.iter().find(|(tens, _)| *tens == word).map(|(_, n)| *n);
    small(&word).or_else(|| tens(&word)).or_else(|| {
        let (ones, rest) = word.split_once("og")?;
        let ones = if ones == "en" { 1.0 } else { small(ones).filter(|n| *n < 10.0)? };
        Some(ones + tens(rest)?)
    })
}

/// The same moment in Danish time, with summer time.
pub fn in_denmark<Z: TimeZone>(moment: &DateTime<Z>) -> DateTime<Tz> {
    moment.with_timezone(&Copenhagen)
}

pub const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// Abbreviations that do not end a sentence, in lower case and without their point: »ca.«, »bl.a.«, »f.eks.«.
const ABBREVIATIONS: [&str; 32] = [
    "a", "afs", "bl", "ca", "d", "dvs", "eks", "ekskl", "evt", "f", "fx", "gns", "hhv", "i", "ift", "inkl", "jf",
    "kap", "kl", "m", "maks", "max", "min", "nr", "o", "pr", "s", "st", "t", "tlf", "vedr", "vha",
];

/// Abbreviated units, after which a sentence may end: »for 489.000 kr.«.
const UNIT_ABBREVIATIONS: [&str; 5] = ["kr", "mia", "mio", "pct", "stk"];

/// Whether a point after the word belongs to an abbreviation, so that no sentence ends there.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATIONS.contains(&word)
}

/// Whether a point after the word belongs to a unit, so that a sentence may end there or not.
pub fn is_unit_abbreviation(word: &str) -> bool {
    UNIT_ABBREVIATIONS.contains(&word)
}

/// The name of a date's month: `december`.
pub fn month_name(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// A date's month: `december 2024`.
pub fn month(date: NaiveDate) -> String {
    format!("{} {}", month_name(date), date.year())
}

/// A date without its year, `31. december`, with a no-break space after the day.
pub fn day_and_month(date: NaiveDate) -> String {
    format!("{}.{NBSP}{}", date.day(), month_name(date))
}

/// A date in full, `31. december 2024`, with a no-break space after the day.
pub fn date(date: NaiveDate) -> String {
    format!("{} {}", day_and_month(date), date.year())
}

/// A date as tables head their columns: `31/12-24`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{}/{}-{:02}", date.day(), date.month(), date.year().rem_euclid(100))
}

/// A list in running text: `a, b og c`.
pub fn list(items: &[String]) -> String {
    joined(items, "og")
}

/// A list with this word before its last item: `a, b eller c`.
pub fn joined(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {word} {last}", head.join(", ")),
    }
}

/// The text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The text with its first letter in lower case, unless it begins with an abbreviation or a name: "KOL", "WebReq",
/// "Fælles Medicinkort".
pub fn uncapitalised(text: &str) -> String {
    let mut words = text.split([' ', '/']);
    let (first_word, second_word) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut letters = first_word.chars();
    let Some(first) = letters.next() else { return text.to_owned() };
    let mut second = second_word.chars();
    let is_name = second.next().is_some_and(char::is_uppercase) && second.next().is_some_and(char::is_lowercase);
    if is_name || letters.clone().next() == Some('-') || letters.any(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(text.chars().skip(1)).collect()
}

/// Writes æ, ø and å, and their spellings `ae`, `oe` and `aa`, as `a` and `o`, for comparisons: `øst` and `oest` become `ost`.
/// The text must be in lower case.
pub fn in_ascii(text: &str) -> String {
    let plain = |c: char| match c {
        'æ' | 'å' | 'ä' => 'a',
        'ø' | 'ö' => 'o',
        c => c,
    };
    let plain: String = text.chars().map(plain).collect();
    plain.replace("aa", "a").replace("ae", "a").replace("oe", "o")
}

/// The candidate that is most similar to `wanted`, if it is similar enough to be what was meant.
///
/// Case is ignored. Similarity is Jaro–Winkler, as in the crate `strsim`.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let score = |candidate: &str| {
        let candidate = candidate.to_lowercase();
        // »besoeg« is short for »aktiviteter.besoeg«.
        let is_last_part = candidate.rsplit_once('.').is_some_and(|(_, last)| last == wanted);
        if is_last_part { 1.0 } else { strsim::jaro_winkler(&wanted, &candidate) }
    };
    candidates
        .into_iter()
        .map(|candidate| (score(candidate), candidate))
        .filter(|(score, _)| *score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// "Mente du »…«?" for the nearest candidate; "" if no candidate is near.
pub fn did_you_mean<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wanted, candidates).map_or_else(String::new, |best| format!("Mente du »{best}«?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_points_between_thousands_and_a_decimal_comma() {
        assert_eq!(number(1_938_440.0, 0), "1.938.440");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(number(-1234.5, 1), "\u{2212}1.234,5");
        assert_eq!(number(0.04, 1), "0,0");
        assert_eq!(number(-0.04, 1), "0,0");
    }

    #[test]
    fn halves_are_rounded_away_from_zero_as_people_do() {
        assert_eq!(percent(0.585, 0), "59\u{a0}%");
        assert_eq!(percent(128.0 / 219.0, 1), "58,4\u{a0}%");
        assert_eq!(number(2.5, 0), "3");
        assert_eq!(number(1.005, 2), "1,01");
        assert_eq!(number(1_000_000_000_016.0, 0), "1.000.000.000.016");
        assert_eq!(number(6_000_000_016.0, 2), "6.000.000.016,00");
    }

    #[test]
    fn small_numbers_are_words_with_the_units_gender() {
        assert_eq!(small_number_word(1.0, Gender::Neuter), Some("ét"));
        assert_eq!(small_number_word(1.0, Gender::Common), Some("én"));
        assert_eq!(small_number_word(10.0, Gender::Common), Some("ti"));
        assert_eq!(small_number_word(11.0, Gender::Common), None);
        assert_eq!(small_number_word(2.5, Gender::Common), None);
        assert_eq!(small_number_word(-1.0, Gender::Common), None);
    }

    #[test]
    fn dates_and_lists_read_as_danish() {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap();
        assert_eq!(date(day), "31.\u{a0}december 2024");
        assert_eq!(short_date(day), "31/12-24");
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b og c");
        assert_eq!(uncapitalised("KOL"), "KOL");
        assert_eq!(uncapitalised("WebReq"), "WebReq");
        assert_eq!(uncapitalised("UTH-rapport"), "UTH-rapport");
        assert_eq!(uncapitalised("Fælles Medicinkort"), "Fælles Medicinkort");
        assert_eq!(uncapitalised("Klinikker i Region Sjælland"), "klinikker i Region Sjælland");
        assert_eq!(uncapitalised("Forløbsplaner (FMK)"), "forløbsplaner (FMK)");
        assert_eq!(uncapitalised("Opioider"), "opioider");
    }
}
