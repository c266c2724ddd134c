//! Shared by the fuzz targets: a dataset with a column of every type, and a folder with one file.

use std::fs;
use std::path::PathBuf;

use kapreport::testing::definition::{self, Definition};
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Options, Strictness};

const REPORT: &str = "title = \"T\"\nsubtitle = \"T\"\nauthor = \"T\"\npublisher = \"T\"\ndescription = \"T\"\nchapters = []\n";

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
        let definition = definition::read("log", definition::Templates::new(Some(folder.join("templates"))), &findings);
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
