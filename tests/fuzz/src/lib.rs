//! Shared by the fuzz targets and `tests/attack`: a dataset with a column of every type and a folder with one file, and a small report
//! with one chapter.

use std::fs;
use std::path::{Path, PathBuf};

use kapreport::testing::compose::{Blueprint, Edition, compose};
use kapreport::testing::definition::{self, Definition, Templates};
use kapreport::testing::figures;
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Options, Strictness};
use kapreport::testing::period::Period;
use kapreport::testing::proofread;
use kapreport::testing::snapshot::Snapshot;
use kapreport::testing::typeset::typeset;

const REPORT: &str =
    "title = \"T\"\nsubtitle = \"T\"\nauthor = \"T\"\npublisher = \"T\"\ndescription = \"T\"\nchapters = []\n";

const DATASETS: &str = r#"
[log]
label = "Log"
source = "Prøve"
files = ["log.*"]
key = ["dato", "tal"]
hidden = { rows = "skip", columns = "skip" }

[log.columns]
tekst = { header = "Tekst", type = "text", empty = true, optional = true }
tal = { header = "Tal", type = "integer", empty = true, optional = true }
beloeb = { header = "Beløb", type = "decimal", empty = true, optional = true }
point = { header = "Point", type = "decimal", decimals = ".", empty = true, optional = true }
dato = { header = "Dato", type = "date" }
maaned = { header = "Maaned", type = "date", format = "month-first", empty = true, optional = true }
aar = { header = "Aar", type = "date", format = "year", empty = true, optional = true }
ja = { header = "Ja", type = "boolean", empty = true, optional = true }
slags = { header = "Slags", type = "category", values = ["Besøg", "Møde"], empty = true, optional = true }
liste = { header = "Liste", type = "list", values = ["Besøg", "Møde"], empty = true, optional = true }
yder = { header = "Yder", type = "ydernummer", empty = true, optional = true }
"#;

/// A folder with an export, and its dataset definition.
pub struct Exports {
    definition: Definition,
    folder: PathBuf,
    name: &'static str,
}

impl Exports {
    pub fn new(name: &'static str) -> Self {
        let folder = std::env::temp_dir().join(format!("kapreport-fuzz-{}-{name}", std::process::id()));
        let templates = folder.join("templates/log");
        fs::create_dir_all(&templates).expect("a folder");
        fs::create_dir_all(folder.join("data")).expect("a folder");
        fs::write(templates.join("report.toml"), REPORT).expect("the report");
        fs::write(templates.join("datasets.toml"), DATASETS).expect("the datasets");
        let findings = Findings::default();
        let definition = read_report(&folder, &findings);
        let definition = definition.unwrap_or_else(|| panic!("{:?}", findings.sorted()));
        Self { definition, folder, name }
    }

    /// Reads the bytes as the export.
    pub fn read(&self, bytes: &[u8]) {
        let data = self.folder.join("data");
        fs::write(data.join(self.name), bytes).expect("the export");
        for strictness in [Strictness::Strict, Strictness::Lenient] {
            let options = Options { strictness, keep_rejects: strictness == Strictness::Lenient };
            let findings = Findings::default();
            let ingested = ingest::ingest(&self.definition, &data, options, &findings).expect("the folder is there");
            for table in ingested.tables.values() {
                assert_eq!(table.read, table.frame.height() as u64 + table.left_out_rows, "every row is accounted for");
            }
            if ingested.tables.values().any(|table| !table.rejected.is_empty()) {
                ingest::rejects::workbook(&ingested).expect("a workbook");
            }
        }
    }
}

const CHAPTER: &str = r#"title = "Log"

[figures.alle]
label = "Alle"
from = "log"
where = "tal > 1"

[figures.slags]
label = "Efter slags"
from = "log"
by = "slags"

[tables.slags]
caption = "Efter slags"
summary = "Antal efter slags."
header = ["Slags", "Antal"]
rows = [{ series = "log.slags" }]
"#;

const ROWS: &str = "Tekst;Tal;Dato;Slags\na;2;02-01-2024;Besøg\nb;1;03-01-2024;Møde\n";

/// A folder with a report of one chapter and its figures.
pub struct Report {
    folder: PathBuf,
    snapshot: Snapshot,
}

impl Report {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("kapreport-fuzz-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("templates/log")).expect("a folder");
        fs::create_dir_all(folder.join("data")).expect("a folder");
        fs::write(folder.join("templates/log/report.toml"), REPORT.replace("[]", "[\"log\"]")).expect("the report");
        fs::write(folder.join("templates/log/datasets.toml"), DATASETS).expect("the datasets");
        fs::write(folder.join("data/log.csv"), ROWS).expect("an export");
        write_chapter(&folder, CHAPTER, "");
        let findings = Findings::default();
        let definition = read_report(&folder, &findings).unwrap_or_else(|| panic!("{:?}", findings.sorted()));
        let options = Options { strictness: Strictness::Strict, keep_rejects: false };
        let ingested =
            ingest::ingest(&definition, &folder.join("data"), options, &findings).expect("the folder is there");
        let period = period();
        let figures = figures::compute(&definition, &ingested, &[], &period, &findings);
        let snapshot = figures::snapshot(&definition, &period, figures, ingested).expect("a snapshot");
        Self { folder, snapshot }
    }

    /// Composes and typesets the text as the prose of the chapter.
    pub fn typeset(&self, prose: &str) {
        write_chapter(&self.folder, CHAPTER, prose);
        let findings = Findings::default();
        let Some(definition) = read_report(&self.folder, &findings) else { return };
        let edition = Edition::new(self.snapshot.period.last(), false);
        let blueprint = Blueprint::of(&definition).expect("the layout");
        let composed =
            compose(&blueprint, &self.snapshot, &[], Default::default(), edition, &findings).expect("a document");
        typeset(&composed.document, self.snapshot.period.last(), &findings).expect("Typst runs");
    }

    /// Reads the text as a condition, as what a figure counts, and as a derived figure, and writes the statements.
    pub fn express(&self, expression: &str) {
        let quoted: String = expression
            .chars()
            .filter(|c| !c.is_control())
            .map(|c| if c == '\\' || c == '"' { format!("\\{c}") } else { c.to_string() })
            .collect();
        let derived = format!("[figures.udregnet]\nlabel = \"Udregnet\"\nis = \"{quoted}\"\n");
        for chapter in [
            CHAPTER.replace("tal > 1", &quoted),
            CHAPTER.replace("where = \"tal > 1\"", &format!("value = \"{quoted}\"")),
            CHAPTER.replace("\"slags\"\n", &format!("\"{quoted}\"\n")),
            format!("{CHAPTER}\n{derived}"),
        ] {
            write_chapter(&self.folder, &chapter, "");
            if let Some(definition) = read_report(&self.folder, &Findings::default()) {
                figures::statements(&definition, &period());
            }
        }
    }
}

/// Reads the bytes as a printed report and recomputes its claims.
pub fn proofread_bytes(bytes: &[u8]) {
    let _ = proofread::count_claims(Path::new("rapport.pdf"), bytes.to_vec());
}

fn write_chapter(folder: &Path, chapter: &str, prose: &str) {
    fs::write(folder.join("templates/log/log.toml"), chapter).expect("a chapter");
    fs::write(folder.join("templates/log/log.typ"), prose).expect("its prose");
}

fn read_report(folder: &Path, findings: &Findings) -> Option<Definition> {
    definition::read("log", Templates::new(Some(folder.join("templates"))), findings)
}

fn period() -> Period {
    Period::parse("2024").expect("a year")
}
