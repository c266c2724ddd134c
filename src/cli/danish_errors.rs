//! Danish messages for mistakes in the arguments, because clap has only English ones.

use std::error::Error as _;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints help and version to standard output, mistakes to standard error.
pub fn show(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Fails when the reader has closed the pipe, which is no mistake.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        kind => {
            let _ = writeln!(io::stderr(), "fejl: {}\n\nSe kapreport --help.", message(kind, error));
            ExitCode::from(2)
        }
    }
}

/// The mistake in Danish. `None` if help or the version is asked for.
pub fn mistake(error: &clap::Error) -> Option<String> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            None
        }
        kind => Some(message(kind, error)),
    }
}

fn message(kind: ErrorKind, error: &clap::Error) -> String {
    let invalid = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let suggestion = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .map(|context| text(error, context).replace(", ", "« eller »"))
        .find(|suggestion| !suggestion.is_empty());
    let hint = suggestion.map_or_else(String::new, |suggestion| format!(" Mente du »{suggestion}«?"));
    match kind {
        ErrorKind::UnknownArgument if !invalid.starts_with('-') => {
            format!("»{invalid}« er et ord for meget. Står der mellemrum i et navn, så sæt anførselstegn om det.")
        }
        ErrorKind::UnknownArgument => format!("»{invalid}« er ikke et valg, som kapreport kender.{hint}"),
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            let hint = match name.as_str() {
                "help" | "hjælp" => " Skriv fx kapreport build --help.",
                "version" => " Skriv kapreport --version.",
                _ => &hint,
            };
            format!("»{name}« er ikke en kommando.{hint}")
        }
        ErrorKind::MissingRequiredArgument => {
            let usage = text(error, ContextKind::Usage);
            // »Usage: kapreport check [OPTIONS] <PERIODE>«
            let usage = usage.split_once(':').map_or("", |(_, usage)| usage.trim());
            let usage = usage.replace("[OPTIONS] ", "").replace("[VALG] ", "");
            let usage = if usage.is_empty() { usage } else { format!(" Skriv: {usage}") };
            format!("Her mangler {}.{usage}", invalid.trim_end_matches('.'))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{invalid} mangler en værdi."),
        ErrorKind::InvalidValue => {
            let possible = text(error, ContextKind::ValidValue);
            format!("»{value}« er ikke en mulig værdi for {invalid}. Mulige: {possible}.{hint}")
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map_or_else(String::new, |why| format!(" {why}"));
            format!("»{value}« er ikke en mulig værdi for {invalid}.{why}")
        }
        ErrorKind::ArgumentConflict => {
            format!("{invalid} kan ikke bruges sammen med {}.", text(error, ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!("Der er for mange værdier til {invalid}."),
        ErrorKind::InvalidUtf8 => "Et argument er ikke gyldig tekst (UTF-8).".to_owned(),
        _ => error.to_string(),
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
