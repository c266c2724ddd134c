//! Typst's error messages in Danish.

use std::borrow::Cow;

/// How Typst's message begins, what that means, and what to do; `{}` is what the message names.
const KNOWN: [(&str, &str, &str); 33] = [
    ("unclosed delimiter", "En parentes eller et tegn bliver ikke lukket", "Sæt ), ] eller } dér, hvor det slutter."),
    (
        "unexpected closing",
        "En parentes lukkes, som ikke er åbnet",
        "Slet den, eller skriv en omvendt skråstreg foran.",
    ),
    ("unclosed string", "Et anførselstegn bliver ikke lukket", "Sæt \" dér, hvor teksten slutter."),
    ("unclosed raw text", "En accent grave (`) bliver ikke lukket", "Skal tegnet stå i teksten, så skriv \\`."),
    (
        "unknown variable",
        "»{}« findes ikke",
        "Et navn på en tabel, en figur eller et tal skal stå i anførselstegn. Efter # skal stå tabel, figur, noegletal eller boks; skal # stå i teksten, så skriv \\#.",
    ),
    (
        "file not found (searched at typst.toml)",
        "En pakke fra nettet kan ikke hentes",
        "Brug funktionerne i kapitel 6 i vejledningen.",
    ),
    (
        "file not found",
        "Filen »{}« findes ikke her",
        "Et billede i rapportens mappe sættes ind med #billede(\"fil.png\", alt: \"…\").",
    ),
    ("label", "Henvisningen »{}« leder ingen steder hen", "Se efter en slåfejl. Skal @ stå i teksten, så skriv \\@."),
    ("cannot reference", "Hertil kan der ikke henvises", "Kun til tabeller og figurer med nummer."),
    ("missing argument", "»{}« mangler mellem parenteserne", "Se funktionerne i kapitel 6 i vejledningen."),
    ("unexpected argument", "Funktionen har ikke »{}«", "Se funktionerne i kapitel 6 i vejledningen."),
    ("expected comma", "Her mangler et komma", "Sæt et komma mellem det, der står i parentesen."),
    ("expected expression", "Efter # mangler en funktion", "Skal # stå i teksten, så skriv \\#."),
    ("expected length", "Her skal stå et mål", "Skriv fx 12pt, 1em eller 2cm."),
    ("expected relative length", "Her skal stå et mål", "Skriv fx 12pt, 1em eller 2cm."),
    (
        "expected",
        "Her står noget andet, end Typst venter",
        "Se efter et anførselstegn, et komma eller en parentes, der mangler.",
    ),
    ("cannot loop over", "Det er ikke noget, #for kan gå igennem", ""),
    ("cannot", "Det kan Typst ikke", "Se efter et anførselstegn eller en parentes, der mangler."),
    ("no text within", "Mellem tegnene står ingen tekst", "Fed skrives *fed* og kursiv _kursiv_."),
    ("PDF error: missing alt text", "Et billede mangler en beskrivelse", "Skriv alt: \"…\" med det, billedet viser."),
    (
        "PDF error: skipped from heading level",
        "En overskrift springer et trin over",
        "Overskrifter skal komme trinvis: == under kapitlet og === under ==.",
    ),
    (
        "PDF error",
        "Det kan en tilgængelig PDF til arkivering ikke have",
        "Se efter en overskrift uden tekst, et billede uden alt: \"…\" eller en farveovergang (gradient.conic).",
    ),
    ("the text", "Et tegn findes ikke i rapportens skrift", "Skriv det med bogstaver, eller slet det."),
    (
        "empty raw text",
        "Mellem accenterne (`) bliver ingen tekst trykt",
        "Skal de stå i teksten, så skriv \\` for hver.",
    ),
    (
        "no font could be found",
        "En formel kan ikke sættes: rapporten har ingen skrift til formler",
        "Skriv den som tekst. Skal dollartegn stå i teksten, så skriv \\$.",
    ),
    (
        "the character `",
        "»{}« kan ikke stå i kode",
        "Skal # stå i teksten, så skriv \\#. Efter #let, #if og #for er det kode, hvor # ikke skrives igen.",
    ),
    (
        "maximum function call depth",
        "En funktion kalder sig selv uden ende",
        "Ret funktionen, der er lavet med #let, så den slutter.",
    ),
    ("condition is always true", "Løkken slutter aldrig", "Ret betingelsen efter #while."),
    ("loop seems to be infinite", "Løkken slutter aldrig", "Ret betingelsen efter #while."),
    (
        "maximum",
        "Her er for mange lag i hinanden",
        "Se efter lister, kasser eller funktioner, der står inden i hinanden mange gange.",
    ),
    ("not enough", "Funktionen mangler noget mellem parenteserne", "Se funktionerne i kapitel 6 i vejledningen."),
    ("unknown symbol", "Typst kender ikke tegnet", ""),
    ("failed to decode", "Billedet kan ikke læses", "Gem det igen som PNG, JPEG eller SVG."),
];

/// The message in Danish without its full stop, and advice; `None` for one that is not known.
pub fn explain(message: &str) -> Option<(String, &'static str)> {
    let message = without_standards(message);
    let (_, text, advice) = KNOWN.iter().find(|(start, ..)| message.starts_with(start))?;
    Some((text.replace("{}", &named(&message)), advice))
}

/// `PDF/A-3a, PDF/UA-1 error: …` without the standards: which of the two is broken makes no difference to an author.
fn without_standards(message: &str) -> Cow<'_, str> {
    let rest = message.strip_prefix("PDF/").and_then(|message| message.split_once(" error: "));
    rest.map_or(Cow::Borrowed(message), |(_, rest)| Cow::Owned(format!("PDF error: {rest}")))
}

/// What a message names: in backticks, in parentheses after `searched at`, or after a colon.
fn named(message: &str) -> String {
    let in_backticks = message.split('`').nth(1).map(|name| name.replace(['<', '>'], ""));
    let searched = || {
        let path = message.split_once("searched at ").map(|(_, path)| path.trim_end_matches(')'));
        // The author knows no such folder.
        path.map(|path| path.trim_start_matches("chapters/").to_owned())
    };
    let after_colon = || message.split_once(": ").map(|(_, name)| name.to_owned());
    in_backticks.or_else(searched).or_else(after_colon).unwrap_or_default()
}

/// What to do about a message without Danish words.
pub const UNKNOWN_ADVICE: &str =
    "Se efter #, *, _, $ eller en parentes på linjen. Skal tegnet stå i teksten, så skriv en omvendt skråstreg foran.";
