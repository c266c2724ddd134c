//! Danish messages for syntax errors of the TOML parser.

const KNOWN: [(&str, &str); 29] = [
    ("missing opening quote", "anførselstegnet før teksten mangler"),
    ("invalid basic string", "teksten slutter ikke med et anførselstegn"),
    ("invalid literal string", "teksten slutter ikke med '"),
    ("string values must be quoted", "en tekst skal stå i anførselstegn"),
    ("missing comma between", "der mangler et komma"),
    ("extra comma", "der er et komma for meget"),
    ("missing assignment", "der mangler et lighedstegn efter navnet"),
    ("key with no value", "der mangler en værdi efter navnet"),
    ("missing value", "der mangler en værdi efter lighedstegnet"),
    ("missing key", "der mangler et navn foran lighedstegnet"),
    (
        "invalid unquoted key",
        "navnet må kun have bogstaverne a–z, tal, - og _. Skriv oe for ø, eller sæt det i anførselstegn",
    ),
    ("unquoted keys cannot be empty", "der mangler et navn foran lighedstegnet"),
    ("unclosed array", "listen lukkes ikke med ]"),
    ("unclosed table", "overskriften lukkes ikke med ]"),
    ("unclosed inline table", "tabellen lukkes ikke med }"),
    ("missing array opening", "listen begynder ikke med ["),
    ("missing inline table opening", "tabellen begynder ikke med {"),
    ("missing table open", "overskriften begynder ikke med ["),
    ("unexpected content", "der står mere på linjen, end der skal"),
    ("unexpected key or value", "der står mere på linjen, end der skal"),
    ("unexpected `=` in array", "en liste kan ikke have et lighedstegn"),
    ("invalid inline table element", "tabellen har noget, der ikke er navn = værdi"),
    ("invalid key-value pair", "linjen er ikke navn = værdi"),
    ("invalid comment", "bemærkningen har et tegn, der ikke kan læses"),
    ("missing escaped value", "efter en omvendt skråstreg mangler et tegn. Skriv to: \\\\"),
    ("unexpected leading zero", "et tal kan ikke begynde med nul. Skriv det i anførselstegn, hvis det er en kode"),
    ("cannot recurse further", "der er for mange lag i hinanden"),
    ("recursion limit", "der er for mange lag i hinanden"),
    ("invalid value", "værdien er hverken en tekst i anførselstegn, et tal, true, false eller en liste"),
];

/// Quotes that word processors make of straight ones.
const CURLY: [char; 5] = ['“', '”', '„', '»', '«'];

/// The message in Danish, without its full stop. `line` is the text at which the parser stopped.
pub fn explain(message: &str, line: &str) -> String {
    if line.starts_with(CURLY) {
        return "anførselstegnene skal være lige: \"…\", ikke “…” eller »…«".to_owned();
    }
    let first = message.lines().next().unwrap_or_default();
    let known = KNOWN.iter().find(|(start, _)| first.starts_with(start));
    known.map_or_else(|| format!("linjen er ikke skrevet rigtigt ({first})"), |(_, danish)| (*danish).to_owned())
}
