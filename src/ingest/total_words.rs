//! Recognizes labels of totals, averages and other rows that are computed from other rows.

/// How certainly a label names a row that is computed from others, from the least certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TotalLabel {
    /// Begins like a total but may be a name: »Total Sundhed«, »Alle Børns Klinik«. Even with matching numbers the reader is
    /// asked.
    Name,
    /// »Maks«, »Min«, »Antal klinikker«: a total only if its numbers are the greatest, the least, or the number of rows.
    Extreme,
    /// »Heraf kvinder«, »Procent«: already counted in another row.
    Part,
    /// May be a value or a name too: »Alle«, »Sundhed Total«. Only the numbers decide.
    Possible,
    /// The whole that the rows are parts of: »Hele landet«. Without matching numbers the reader is asked.
    Whole,
    /// Names nothing but a total: »I alt«, »Grand Total«.
    Certain,
}

/// Bytes of a label at most. A longer text is prose.
const MAX_LENGTH: usize = 70;

/// Words of a label at most.
const MAX_WORDS: usize = 7;

/// Labels that name nothing but a total or an average.
const CERTAIN: [&str; 51] = [
    "i alt",
    "ialt",
    "total",
    "totalt",
    "totaler",
    "totalen",
    "totals",
    "totalsum",
    "totalantal",
    "sum",
    "summen",
    "summa",
    "sum total",
    "total sum",
    "hovedtotal",
    "subtotal",
    "sub total",
    "subtotaler",
    "delsum",
    "deltotal",
    "mellemsum",
    "mellemtotal",
    "slutsum",
    "samlet",
    "samlet antal",
    "samlet sum",
    "samlet resultat",
    "samlede tal",
    "det samlede antal",
    "tilsammen",
    "sammenlagt",
    "antal total",
    "grand total",
    "grand totals",
    "overall total",
    "total result",
    "total resultat",
    "sum resultat",
    "gennemsnit",
    "gennemsnittet",
    "gns",
    "gnsn",
    "snit",
    "average",
    "mean",
    "median",
    "medianen",
    "middelværdi",
    "middeltal",
    "standardafvigelse",
    "spredning",
];

/// Labels of the whole that rows are parts of.
const WHOLE: [&str; 24] = [
    "hele landet",
    "hele danmark",
    "landet som helhed",
    "landsplan",
    "på landsplan",
    "landsresultat",
    "landstotal",
    "hele regionen",
    "regionen som helhed",
    "regionstotal",
    "hele kommunen",
    "hele praksis",
    "hele gruppen",
    "hele perioden",
    "hele året",
    "alle kommuner",
    "alle regioner",
    "alle klinikker",
    "alle praksis",
    "alle klynger",
    "alle læger",
    "alle rækker",
    "under ét",
    "all regions",
];

/// Labels that are values of some columns too.
const POSSIBLE: [&str; 10] =
    ["alle", "alt", "alle grupper", "alle typer", "all", "overall", "samtlige", "resultat", "result", "helhed"];

/// Labels of the greatest or the least number.
const EXTREMES: [&str; 12] = [
    "maks",
    "maksimum",
    "max",
    "maximum",
    "minimum",
    "min",
    "største",
    "mindste",
    "højeste",
    "lavest",
    "laveste",
    "største værdi",
];

/// Labels of shares, which are computed from the rows too.
const SHARES: [&str; 11] = [
    "procent",
    "i procent",
    "pct",
    "i pct",
    "procentandel",
    "andel i procent",
    "procentfordeling",
    "andel",
    "indeks",
    "index",
    "indekstal",
];

/// Words after »procent af« and »andel af« in the label of a share of all. Other shares may be indicators.
const OF_ALL: [&str; 8] =
    ["i alt", "alle", "total", "totalen", "det samlede antal", "hele regionen", "helheden", "sum"];

/// Labels of numbers that are computed from others, or do not belong to the period.
const DERIVED: [&str; 6] = ["ændring", "ændringer", "forskel", "difference", "prognose", "fremskrivning"];

/// Words with which the label of a part, or of a number that is computed from others, begins.
const PARTS: [&str; 22] = [
    "gns ",
    "gennemsnit ",
    "snit pr ",
    "indeks ",
    "index ",
    "pr 1 000",
    "pr 10 000",
    "pr 100 000",
    "pr 1000",
    "pr 100000",
    "pr indbygger",
    "heraf ",
    "deraf ",
    "hvoraf ",
    "herunder ",
    "of which ",
    "ændring siden ",
    "ændring fra ",
    "ændring i ",
    "udvikling siden ",
    "udvikling fra ",
    "forskel ",
];

/// Fragments of which every label has one, by their first byte and without it: most texts have none and are skipped quickly.
fn fragments(first: u8) -> &'static [&'static str] {
    match first {
        b'a' => &["lt", "ll", "verage", "ntal", "ndel"],
        b't' => &["otal", "ils"],
        b's' => &["um", "aml", "nit", "pred", "tandard"],
        b'g' => &["ennem", "ns"],
        b'm' => &["edian", "id", "ean", "aks", "ax", "in"],
        b'l' => &["and", "avest"],
        b'h' => &["ele", "elhed", "eraf", "voraf"],
        b'r' => &["esult", "ste"],
        b'd' => &["eraf", "ifferen"],
        b'f' => &["orskel", "remskriv"],
        // The last byte of æ and Æ.
        0xa6 | 0x86 => &["ndring"],
        b'j' => &["este"],
        b'p' => &["rocent", "ct", "rognose", "r ", "r."],
        b'w' => &["hich"],
        b'i' => &["ndeks", "ndex"],
        b'u' => &["nder", "dvikling"],
        _ => &[],
    }
}

fn has_fragment(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = |at: usize, rest: &str| {
        bytes.get(at..at + rest.len()).is_some_and(|start| start.eq_ignore_ascii_case(rest.as_bytes()))
    };
    let mut letters = bytes.iter().enumerate();
    letters.any(|(at, byte)| fragments(byte.to_ascii_lowercase()).iter().any(|rest| starts(at + 1, rest)))
}

/// How surely the text is the label of a total; `None` if it is not one.
pub fn total_label(text: &str) -> Option<TotalLabel> {
    if text.len() > MAX_LENGTH || !has_fragment(text) {
        return None;
    }
    let label = normalized(text);
    if label.split(' ').count() > MAX_WORDS {
        return None;
    }
    let is = |words: &[&str]| words.contains(&label.as_str());
    if is_share_of_all(text, &label) {
        Some(TotalLabel::Part)
    } else if is(&CERTAIN) || names_total(&label) {
        Some(TotalLabel::Certain)
    } else if is(&WHOLE) || names_whole(&label) {
        Some(TotalLabel::Whole)
    } else if is(&POSSIBLE) || may_name_total(&label) {
        Some(TotalLabel::Possible)
    } else if PARTS.iter().any(|start| label.starts_with(start)) || is(&SHARES) || is(&DERIVED) {
        Some(TotalLabel::Part)
    } else if is(&EXTREMES) || label.starts_with("antal ") {
        Some(TotalLabel::Extreme)
    } else if ["total ", "totalt ", "alle ", "all "].iter().any(|start| label.starts_with(start)) {
        Some(TotalLabel::Name)
    } else {
        None
    }
}

/// Whether the text names a share of all: »Procent af i alt«, »% af total«.
fn is_share_of_all(text: &str, label: &str) -> bool {
    let words = ["procent af ", "pct af ", "andel af ", "i procent af ", "i pct af "];
    let sign = text.trim_start().starts_with('%').then(|| label.strip_prefix("af ")).flatten();
    words.iter().find_map(|start| label.strip_prefix(start)).or(sign).is_some_and(|whole| OF_ALL.contains(&whole))
}

/// Whether the label of a total names an average or another measure than a sum.
pub fn names_average(text: &str) -> bool {
    let label = normalized(text);
    ["gennemsnit", "snit", "gns", "average", "mean", "median", "middel", "spredning", "afvigelse"]
        .iter()
        .any(|word| label.contains(word))
}

/// Whether the text names numbers that are shares or an index, rather than how many there are: »Pct.«, »%«, »Indeks«.
pub fn names_share(text: &str) -> bool {
    let label = normalized(text);
    text.trim() == "%"
        || SHARES.contains(&label.as_str())
        || ["indeks ", "index "].iter().any(|it| label.starts_with(it))
}

/// The text in lower case, with single spaces instead of punctuation, and without a year at either end.
fn normalized(text: &str) -> String {
    let is_sign = |letter: char| !letter.is_alphanumeric();
    let lower = text.to_lowercase();
    let spaced: String = lower.chars().map(|letter| if is_sign(letter) { ' ' } else { letter }).collect();
    let mut words: Vec<&str> = spaced.split_whitespace().collect();
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_digits(word);
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| is_year(word) || matches!(*word, "i" | "for" | "pr" | "år" | "siden" | "fra"))
    {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(|word| is_year(word)) {
        words.remove(0);
    }
    words.join(" ")
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// »Ballerup I alt«, »I alt for regionen«, »Antal i alt«, »Total - resultat«, »Hovedtotal 2. kvartal«.
fn names_total(label: &str) -> bool {
    let words: Vec<&str> = label.split(' ').collect();
    let has_i_alt = label.ends_with(" i alt") || label.starts_with("i alt ") || words.contains(&"ialt");
    let starts =
        ["hovedtotal ", "grand total ", "subtotal ", "sum i ", "sum for ", "total for ", "totalt for ", "i alt "];
    let ends = [" hovedtotal", " subtotal", " tilsammen", " sammenlagt", " under ét", " under et", " i gennemsnit"];
    has_i_alt || starts.iter().any(|start| label.starts_with(start)) || ends.iter().any(|end| label.ends_with(end))
}

/// »Landsgennemsnit«, »Gennemsnit for regionen«.
fn names_whole(label: &str) -> bool {
    let ends = ["gennemsnit", "gennemsnittet", "landssnit", " snit", " average", " median"];
    label.starts_with("gennemsnit ")
        || label.starts_with("average of ")
        || label.starts_with("median ")
        || label.starts_with("samlet for ")
        || label.starts_with("hele ")
        || ends.iter().any(|end| label.ends_with(end))
}

/// »Allerød Total«, »Allerød Resultat«, »Sum af antal«, »Samlet i regionen«.
fn may_name_total(label: &str) -> bool {
    let ends = [" total", " totalt", " resultat", " result", " sum", " samlet"];
    let starts = ["sum af ", "sum of ", "samlet ", "samlede "];
    ends.iter().any(|end| label.ends_with(end)) || starts.iter().any(|start| label.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_totals_are_known_with_years_stars_colons_and_names_of_groups() {
        for text in [
            "I alt",
            "I ALT:",
            "i alt 2023",
            "I alt (2024)",
            "2024 i alt",
            "Antal i alt",
            "I alt*",
            "** I alt **",
            "Greve i alt",
            "I alt for regionen",
            "Hovedtotal",
            "Grand Total",
            "Total - resultat",
            "Total Result",
            "Gennemsnit",
            "Gns.",
            "Sum",
            "Subtotal",
            "Tønder tilsammen",
            "Total for Fyn",
        ] {
            assert_eq!(total_label(text), Some(TotalLabel::Certain), "{text}");
        }
        for text in ["Hele landet", "Hele Fyn", "Landsgennemsnit", "Alle kommuner", "Gennemsnit for regionen"] {
            assert_eq!(total_label(text), Some(TotalLabel::Whole), "{text}");
        }
        for text in ["Alle", "Faxe Total", "Køge - resultat", "Sum af besøg"] {
            assert_eq!(total_label(text), Some(TotalLabel::Possible), "{text}");
        }
        for text in ["Total Sundhed", "Alle Børns Klinik"] {
            assert_eq!(total_label(text), Some(TotalLabel::Name), "{text}");
        }
        for text in [
            "Heraf kvinder",
            "- heraf på Fyn",
            "Of which women",
            "I procent",
            "Ændring siden 2023",
            "ÆNDRING",
            "Prognose 2025",
            "Forskel i pct.",
            "Pr. 1.000 indbyggere",
            "Andel (%)",
            "Indeks",
            "Indeks (2020 = 100)",
            "Index 100",
            "Procent af i alt",
            "% af total",
            "Andel af alle",
        ] {
            assert_eq!(total_label(text), Some(TotalLabel::Part), "{text}");
        }
        for text in ["Maks.", "Minimum", "Største", "Antal kommuner"] {
            assert_eq!(total_label(text), Some(TotalLabel::Extreme), "{text}");
        }
    }

    #[test]
    fn names_that_only_begin_alike_are_no_totals() {
        for text in [
            "Totalrådgivning Nord",
            "Sumatravej",
            "Allerød",
            "Samsø",
            "Altid åbent",
            "Sum-kurserne i foråret",
            "Middelfart",
            "Resultatdokumentation",
            "Halten",
            "2024",
            "Udvikling",
            "Forskelle i praksis",
            "Preben Andersens Klinik",
            "Pr. telefon",
            "Pr. 1. januar",
            "Andelsvej",
            "Andel af patienter med KOL",
            "Indekspatienter",
            "12",
            "",
            "I alt deltog der tre læger og fire sygeplejersker fra klyngen",
        ] {
            assert_eq!(total_label(text), None, "{text}");
        }
    }
}
