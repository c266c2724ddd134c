//! Reports the entries of the data folder that are not read, so that no export goes missing without notice.

use std::collections::HashSet;
use std::path::PathBuf;

use indexmap::IndexMap;

use super::files::{DataFile, DataFolder, PassedOver, PassedOverBecause, fits, is_unfinished};
use crate::danish;
use crate::definition::Definition;
use crate::definition::dataset::Dataset;
use crate::findings::{Code, Finding, Findings, Place, Severity};

/// Suffixes of exports, and of unfinished or packed copies of them.
const ENDINGS: [&str; 19] = [
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
    "partial",
    "crdownload",
    "opdownload",
    "download",
    "bak",
];

/// Up to this many files that are not read for the same reason have a finding each. More of them share one.
const MOST_ALONE: usize = 5;
/// Names that such a finding shows.
const SHOWN: usize = 3;

/// Why an entry is not read.
#[derive(Clone, PartialEq, Eq, Hash)]
struct UnreadReason {
    /// The message for one file, and the words after the number of several.
    message: [String; 2],
    advice: String,
    severity: Severity,
}

impl UnreadReason {
    fn new(message: [&str; 2], advice: impl Into<String>, severity: Severity) -> Self {
        Self { message: message.map(str::to_owned), advice: advice.into(), severity }
    }

    fn finding(&self, names: &[&str]) -> Finding {
        let [one, several] = &self.message;
        let message = if names.len() > 1 {
            let shown = names[..SHOWN.min(names.len())].join(", ");
            format!("{} {several}: {shown} …", danish::number(names.len() as f64, 0))
        } else {
            format!("{one}.")
        };
        let place = Place::data_file(names.first().copied().unwrap_or_default());
        Finding::new(Code::UnreadFile, place, message).with_severity(self.severity).advise(self.advice.clone())
    }
}

/// Reports every entry that no dataset has read.
pub fn report(folder: &DataFolder, definition: &Definition, findings: &Findings) {
    let mut reasons: IndexMap<UnreadReason, Vec<&str>> = IndexMap::new();
    for entry in &folder.passed_over {
        reasons.entry(passed_over(entry, definition)).or_default().push(&entry.name);
    }
    let links = folder.files.iter().filter(|file| file.used).filter_map(|file| file.target.as_ref());
    let links: HashSet<&PathBuf> = links.collect();
    // The target of a link was read under the name of the link.
    let was_read = |file: &DataFile| {
        let is_target = || file.path.canonicalize().is_ok_and(|path| links.contains(&path));
        file.used || !links.is_empty() && is_target()
    };
    for file in folder.files.iter().filter(|file| !was_read(file)) {
        reasons.entry(unread(file, definition)).or_default().push(&file.name);
    }
    for (reason, names) in &reasons {
        let together = if names.len() > MOST_ALONE { names.len() } else { 1 };
        names.chunks(together).for_each(|names| findings.push(reason.finding(names)));
    }
}

/// Why no dataset's patterns match the name of a file.
fn unread(file: &DataFile, definition: &Definition) -> UnreadReason {
    let datasets = || definition.datasets.values();
    // A file whose name would match in the data folder itself was most likely meant to be read.
    if let Some(Dataset { label, .. }) = datasets().find(|dataset| file.is_misplaced(&dataset.files)) {
        let message = ["Filen ligner", "filer ligner"];
        return UnreadReason {
            message: message.map(|it| format!("{it} »{label}«, men ligger i en undermappe og er ikke læst")),
            advice: "Flyt den op i datamappen, eller nævn undermappen under »files« i datasets.toml.".to_owned(),
            severity: Severity::Warning,
        };
    }
    if let Some((dataset, ending)) = datasets().find_map(|dataset| Some((dataset, other_ending(&file.name, dataset)?)))
    {
        let message = ["Filen ligner", "filer ligner"];
        return UnreadReason {
            message: message.map(|it| format!("{it} »{}«, men ender på .{ending} og er ikke læst", dataset.label)),
            advice: ending_advice(ending, dataset),
            severity: Severity::Warning,
        };
    }
    UnreadReason::new(
        ["Filen passer ikke til noget datasæt og er ikke læst", "filer passer ikke til noget datasæt og er ikke læst"],
        Code::UnreadFile.advice(),
        Code::UnreadFile.severity(),
    )
}

/// The suffix of a name that a dataset's patterns would match with another suffix.
fn other_ending<'a>(name: &'a str, dataset: &Dataset) -> Option<&'a str> {
    let (stem, ending) = name.rsplit_once('.')?;
    if !ENDINGS.contains(&ending.to_lowercase().as_str()) {
        return None;
    }
    // `log-2024.csv.zip` is a packed `log-2024.csv`.
    let stems = [Some(stem), stem.rsplit_once('.').map(|(stem, _)| stem)];
    let patterns = dataset.files.iter().filter_map(|pattern| {
        let stem = pattern.rsplit_once('.').map_or(pattern.as_str(), |(stem, _)| stem);
        // A pattern of wildcards alone matches any name but that of an unfinished download.
        (stem.contains(char::is_alphanumeric) || is_unfinished(name)).then(|| stem.to_owned())
    });
    let patterns: Vec<String> = patterns.collect();
    stems.into_iter().flatten().any(|stem| fits(stem, &patterns)).then_some(ending)
}

fn ending_advice(ending: &str, dataset: &Dataset) -> String {
    match ending.to_lowercase().as_str() {
        "zip" | "gz" | "7z" | "rar" => "Pak den ud, og læg filerne fra den i datamappen.".to_owned(),
        _ if ending == "tmp" || is_unfinished(&format!(".{ending}")) => {
            "Den er formentlig en overførsel, der ikke blev færdig. Hent eksporten igen.".to_owned()
        }
        "bak" => "Er den en sikkerhedskopi, så slet den eller flyt den ud af datamappen.".to_owned(),
        _ => format!(
            "Skal den læses, så nævn den under »files« i datasets.toml: nu er det {}.",
            dataset.files.join(", ")
        ),
    }
}

/// Why an entry cannot be read whatever its name. It is a warning if a dataset might have wanted it.
fn passed_over(entry: &PassedOver, definition: &Definition) -> UnreadReason {
    match entry.why {
        PassedOverBecause::LinkOutside => UnreadReason::new(
            [
                "Filen er et link, der peger ud af datamappen, og er ikke læst",
                "filer er links, der peger ud af datamappen, og er ikke læst",
            ],
            "Læg en kopi af filen i datamappen i stedet for linket.",
            Severity::Warning,
        ),
        PassedOverBecause::LinkToFolder => UnreadReason::new(
            ["Mappen er et link og er ikke læst", "mapper er links og er ikke læst"],
            "Læg filerne selv i datamappen, eller vælg mappen med --data.",
            Severity::Warning,
        ),
        PassedOverBecause::LinkToNothing => UnreadReason::new(
            [
                "Filen er et link til noget, der ikke findes, og er ikke læst",
                "filer er links til noget, der ikke findes, og er ikke læst",
            ],
            "Hent filen, som linket peger på (fx med git annex get eller dvc pull), eller slet linket.",
            Severity::Warning,
        ),
        PassedOverBecause::LockFile => UnreadReason::new(
            [
                "Filen viser, at nogen har regnearket åbent. Den er ikke læst",
                "filer viser, at nogen har regneark åbne. De er ikke læst",
            ],
            "Gem og luk regnearket, hvis det skal læses, som det ser ud nu.",
            Severity::Info,
        ),
        PassedOverBecause::Hidden => UnreadReason::new(
            ["Filen eller mappen er skjult og er ikke læst", "filer eller mapper er skjulte og er ikke læst"],
            "Giv den et navn, der begynder med et bogstav eller tal, hvis den skal læses.",
            hidden_severity(&entry.name, definition),
        ),
        PassedOverBecause::Special => UnreadReason::new(
            [
                "Her er hverken en fil eller en mappe, og intet er læst",
                "steder er hverken filer eller mapper, og intet er læst",
            ],
            "Læg en almindelig fil i datamappen i stedet.",
            Severity::Warning,
        ),
    }
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
