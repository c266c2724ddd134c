//! Tera's error messages in Danish.

use super::slips::FUNCTIONS;
use crate::danish::did_you_mean;

/// Beginnings of Tera's messages about nesting that is too deep.
const TOO_DEEP: [&str; 3] = ["The expression is too complex", "Arrays can have", "The template nesting is too deep"];

/// The message without its last full stop, and what to do.
pub fn explain(message: &str) -> (String, String) {
    let first = message.lines().next().unwrap_or_default().trim_start_matches("error: ").trim_end_matches('.');
    if TOO_DEEP.iter().any(|start| first.starts_with(start)) {
        return ("der er for mange lag i hinanden".to_owned(), String::new());
    }
    explain_known(first, first.split('`').nth(1).unwrap_or_default())
}

/// Explains a message that quotes this name.
fn explain_known(first: &str, name: &str) -> (String, String) {
    let mut known = of_names(first, name).into_iter().chain(of_syntax(first));
    match known.find(|(start, ..)| first.starts_with(start)) {
        Some((_, text, advice)) => (text, advice),
        // Messages of our own functions contain their advice.
        None if !first.starts_with(|c: char| c.is_ascii_uppercase()) => (first.to_owned(), String::new()),
        None => (first.to_owned(), functions()),
    }
}

fn functions() -> String {
    format!("Funktionerne er {}.", FUNCTIONS.join(", "))
}

/// How a message begins, what it means, and what to do.
type Explained = (&'static str, String, String);

/// Messages about functions, their arguments and other names.
fn of_names(first: &str, name: &str) -> Vec<Explained> {
    vec![
        ("Unknown function", format!("ukendt funktion »{name}«"), {
            let hint = did_you_mean(name, FUNCTIONS);
            if hint.is_empty() { functions() } else { hint }
        }),
        ("Unknown filter", format!("ukendt filter »{name}« efter |"), "Slet | og det, der står efter.".to_owned()),
        ("Unknown test", format!("ukendt prøve »{name}« efter is"), String::new()),
        (
            "Unknown tag",
            "ukendt ord efter {%".to_owned(),
            "Mulige er if, elif, else, endif, for, endfor og set. Et {% endif %} skal have et {% if … %} før sig."
                .to_owned(),
        ),
        ("Variable", format!("»{name}« er ikke et navn, som teksten kan bruge"), {
            let hint = did_you_mean(name, ["periode", "forrige", "har_forrige"]);
            format!(
                "{hint} Et tal hentes med {{{{ antal(id=\"…\") }}}}, og et vilkår skrives {{% if gaelder(\"kapitel.tal > 3\") %}}. \
                 Navnene er periode, forrige og har_forrige."
            )
                .trim()
                .to_owned()
        }),
        ("Missing keyword argument", format!("»{name}« mangler mellem parenteserne"), format!("Skriv {name}=\"…\".")),
        ("Argument", format!("»{name}« mangler mellem parenteserne"), format!("Skriv {name}=\"…\".")),
        ("Keyword argument", format!("»{name}« er skrevet to gange"), "Slet det ene sted.".to_owned()),
        (
            "Invalid type for the value",
            expected_type(first),
            "Et navn står i anførselstegn: id=\"…\". Ja og nej skrives true og false.".to_owned(),
        ),
    ]
}

/// Messages about signs that are missing or too many.
fn of_syntax(first: &str) -> Vec<Explained> {
    vec![
        ("String opened", "et anførselstegn lukkes ikke".to_owned(), "Sæt \" efter navnet: id=\"…\".".to_owned()),
        ("Closing comment", "{# lukkes ikke".to_owned(), "En note slutter med #}.".to_owned()),
        (
            "Unexpected end of input",
            "teksten slutter, før {% if %} eller {% for %} er lukket".to_owned(),
            "Skriv {% endif %} eller {% endfor %}.".to_owned(),
        ),
        (
            "Unexpected character",
            "et tegn, som ikke kan stå her".to_owned(),
            "Anførselstegn skal være lige: \"…\", ikke ”…” eller »…«. Navne har kun bogstaverne a–z, tal og _."
                .to_owned(),
        ),
        (
            "Cannot compare",
            "et tal i ord kan ikke sammenlignes".to_owned(),
            "Skriv {% if gaelder(\"kapitel.tal > 3\") %}.".to_owned(),
        ),
        (
            "Found `.`",
            found(first),
            "Et navn står i anførselstegn: antal(id=\"kapitel.tal\") og gaelder(\"kapitel.tal > 3\").".to_owned(),
        ),
        (
            "Found string but expected identifier",
            found(first),
            "Se, om et anførselstegn mangler, og om navnet har id= foran: antal(id=\"kapitel.tal\").".to_owned(),
        ),
        ("Found `=`", found(first), "To ting er ens med to tegn: {% if periode == \"2024\" %}.".to_owned()),
        ("Found", found(first), "Et tal hentes sådan: {{ antal(id=\"kapitel.tal\") }}.".to_owned()),
        ("Iteration not possible", "det er ikke noget, {% for %} kan gå igennem".to_owned(), String::new()),
        (
            "Math operations",
            "der kan ikke regnes med et tal, der er skrevet som tekst".to_owned(),
            "Lav et nøgletal til det i kapitlets .toml-fil: is = \"kapitel.a / kapitel.b\".".to_owned(),
        ),
        ("Cannot divide by 0", "der divideres med nul".to_owned(), String::new()),
        (
            "Function `range` would",
            "løkken går gennem over 100.000 tal".to_owned(),
            "Brug et mindre tal i range.".to_owned(),
        ),
    ]
}

/// "Found `}}` but expected ,": what is there, and what should be.
fn found(message: &str) -> String {
    let Some((there, wanted)) = message.trim_start_matches("Found ").split_once(" but ") else {
        return message.to_owned();
    };
    let wanted = wanted.trim_start_matches("was ").trim_start_matches("expected ").trim_start_matches("expecting ");
    let wanted = match wanted.trim_end_matches('.') {
        "," => "et komma eller )".to_owned(),
        "identifier" => "et navn, fx id=".to_owned(),
        "string" => "en tekst i anførselstegn".to_owned(),
        _ if wanted.starts_with("one of") => "et navn, et tal eller en tekst".to_owned(),
        other => format!("»{}«", other.replace('`', "")),
    };
    let there = match there.trim_matches('`') {
        "string" => "en tekst".to_owned(),
        "identifier" => "et ord".to_owned(),
        "end of input" => "slutningen".to_owned(),
        other => format!("»{other}«"),
    };
    format!("her står {there}, men der skal stå {wanted}")
}

fn expected_type(message: &str) -> String {
    let word = |name: &str| match name {
        "&str" | "String" | "string" => "en tekst i anførselstegn",
        "bool" => "true eller false",
        "i64" | "u64" | "f64" | "integer" => "et tal",
        _ => "noget andet",
    };
    let mut names = message.split('`').skip(1).step_by(2);
    let (wanted, given) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    if given == "undefined" {
        return format!("et ord uden anførselstegn, men der skal stå {}", word(wanted));
    }
    format!("her står {}, men der skal stå {}", word(given), word(wanted))
}
