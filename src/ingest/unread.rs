//! Reports the entries of the data folder that are not read, so that no export goes missing without notice.

use super::files::{DataFile, DataFolder, PassedOver, PassedOverBecause, fits};
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// Endings that exports and unfinished or packed copies of them have.
const ENDINGS: [&str; 17] = [
    "csv",
    "txt",
    "tsv",
    "xlsx",
    "xlsm",
    "xlsb",
    "xls",
    "ods",
    "zip",
    "gz",
    "7z",
    "rar",
    "tmp",
    "part",
    "crdownload",
    "download",
    "bak",
];

/// Reports every entry that no dataset has read.
pub fn report(folder: &DataFolder, definition: &Definition, findings: &Findings) {
    for entry in &folder.passed_over {
        findings.push(passed_over(entry, definition));
    }
    // What a link leads to was read under the name of the link.
    let was_read = |file: &DataFile| {
        let link =
            |other: &DataFile| other.used && other.target.is_some() && other.target == file.path.canonicalize().ok();
        file.used || folder.files.iter().any(link)
    };
    for file in folder.files.iter().filter(|file| !was_read(file)) {
        findings.push(unread(file, definition));
    }
}

/// A file whose name no dataset's patterns match.
fn unread(file: &DataFile, definition: &Definition) -> Finding {
    let finding = |message: String| Finding::new(Code::UnreadFile, Place::data_file(&file.name), message);
    let datasets = || definition.datasets.values();
    // A file whose name would match in the data folder itself was most likely meant to be read.
    if let Some(dataset) = datasets().find(|dataset| file.is_misplaced(&dataset.files)) {
        return finding(format!("Filen ligner »{}«, men ligger i en undermappe og er ikke læst.", dataset.label))
            .with_severity(Severity::Warning)
            .advise("Flyt den op i datamappen, eller nævn undermappen under »files« i datasets.toml.");
    }
    if let Some((dataset, ending)) = datasets().find_map(|dataset| Some((dataset, other_ending(&file.name, dataset)?)))
    {
        return finding(format!("Filen ligner »{}«, men ender på .{ending} og er ikke læst.", dataset.label))
            .with_severity(Severity::Warning)
            .advise(ending_advice(ending, dataset));
    }
    finding("Filen passer ikke til noget datasæt og er ikke læst.".to_owned())
}

/// The ending of a name that a dataset's patterns would match with another ending.
fn other_ending<'a>(name: &'a str, dataset: &Dataset) -> Option<&'a str> {
    let (stem, ending) = name.rsplit_once('.')?;
    if !ENDINGS.contains(&ending.to_lowercase().as_str()) {
        return None;
    }
    // `log-2024.csv.zip` is a packed `log-2024.csv`.
    let stems = [Some(stem), stem.rsplit_once('.').map(|(stem, _)| stem)];
    let patterns = dataset.files.iter().filter_map(|pattern| {
        let stem = pattern.rsplit_once('.').map_or(pattern.as_str(), |(stem, _)| stem);
        // A pattern of wildcards alone would match anything.
        stem.contains(char::is_alphanumeric).then(|| stem.to_owned())
    });
    let patterns: Vec<String> = patterns.collect();
    stems.into_iter().flatten().any(|stem| fits(stem, &patterns)).then_some(ending)
}

fn ending_advice(ending: &str, dataset: &Dataset) -> String {
    match ending.to_lowercase().as_str() {
        "zip" | "gz" | "7z" | "rar" => "Pak den ud, og læg filerne fra den i datamappen.".to_owned(),
        "tmp" | "part" | "crdownload" | "download" => {
            "Den er formentlig en overførsel, der ikke blev færdig. Hent eksporten igen.".to_owned()
        }
        "bak" => "Er den en sikkerhedskopi, så slet den eller flyt den ud af datamappen.".to_owned(),
        _ => format!(
            "Skal den læses, så nævn den under »files« i datasets.toml: nu er det {}.",
            dataset.files.join(", ")
        ),
    }
}

/// An entry that cannot be read whatever its name. It is a warning if a dataset might have wanted it.
fn passed_over(entry: &PassedOver, definition: &Definition) -> Finding {
    let (message, advice, severity) = match entry.why {
        PassedOverBecause::LinkOutside => (
            "Filen er et link, der peger ud af datamappen, og er ikke læst.",
            "Læg en kopi af filen i datamappen i stedet for linket.",
            Severity::Warning,
        ),
        PassedOverBecause::LinkToFolder => (
            "Mappen er et link og er ikke læst.",
            "Læg filerne selv i datamappen, eller vælg mappen med --data.",
            Severity::Warning,
        ),
        PassedOverBecause::LinkToNothing => (
            "Filen er et link til noget, der ikke findes, og er ikke læst.",
            "Hent filen, som linket peger på (fx med git annex get eller dvc pull), eller slet linket.",
            Severity::Warning,
        ),
        PassedOverBecause::LockFile => (
            "Filen viser, at nogen har regnearket åbent. Den er ikke læst.",
            "Gem og luk regnearket, hvis det skal læses, som det ser ud nu.",
            Severity::Info,
        ),
        PassedOverBecause::Hidden => (
            "Filen eller mappen er skjult og er ikke læst.",
            "Giv den et navn, der begynder med et bogstav eller tal, hvis den skal læses.",
            hidden_severity(&entry.name, definition),
        ),
        PassedOverBecause::Special => (
            "Her er hverken en fil eller en mappe, og intet er læst.",
            "Læg en almindelig fil i datamappen i stedet.",
            Severity::Warning,
        ),
    };
    Finding::new(Code::UnreadFile, Place::data_file(&entry.name), message).with_severity(severity).advise(advice)
}

/// A hidden name that a dataset's pattern would match without its first character was most likely meant to be read.
fn hidden_severity(name: &str, definition: &Definition) -> Severity {
    let bare = name.rsplit_once('/').map_or(name, |(_, bare)| bare).trim_start_matches(['.', '~', '_']);
    let has_word = |pattern: &String| pattern.contains(char::is_alphanumeric);
    let is_wanted = |dataset: &Dataset| {
        let patterns: Vec<String> = dataset.files.iter().filter(|pattern| has_word(pattern)).cloned().collect();
        !bare.is_empty() && fits(bare, &patterns)
    };
    if definition.datasets.values().any(is_wanted) { Severity::Warning } else { Severity::Info }
}
