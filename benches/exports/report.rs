//! The report whose figures are computed.

use std::fs;
use std::path::Path;

use super::data::{ACTIVITIES, REGIONS};

const CONFIG: &str = "report = \"kontaktlog\"\ndata = \"many\"\nout = \"out/{period}\"\ntemplates = \"templates\"\n";

const REPORT: &str = "title = \"Kontakter {{ periode }}\"
author = \"Sekretariatet\"
chapters = [\"kontakter\"]
";

/// ACTIVITIES and REGIONS are filled in.
const DATASETS: &str = "[log]
label = \"Kontaktlog\"
source = \"En generator\"
files = [\"log.csv\", \"log.xlsx\"]
period = \"dato\"

[log.columns]
dato = { header = \"dato\", type = \"date\" }
yder = { header = \"yder\", type = \"ydernummer\" }
aktivitet = { header = \"aktivitet\", type = \"category\", values = ACTIVITIES }
region = { header = \"region\", type = \"category\", values = REGIONS }
antal = { header = \"antal\", type = \"integer\" }
beloeb = { header = \"beloeb\", type = \"decimal\" }
note = { header = \"note\", type = \"text\", empty = true, optional = true }
";

/// Name, value and condition of each figure. `duckdb_figures.py` and `pandas_figures.py` compute the same.
const FIGURES: [(&str, &str, &str); 10] = [
    ("i_alt", "COUNT(*)", ""),
    ("praksisbesoeg", "COUNT(*)", "aktivitet = 'Praksisbesøg'"),
    ("klyngemoeder_andet_halvaar", "COUNT(*)", "aktivitet = 'Klyngemøde' AND dato >= :start + INTERVAL '6 months'"),
    ("med_note", "COUNT(*)", "note IS NOT NULL"),
    ("ydere", "COUNT(DISTINCT yder)", ""),
    ("antal_syddanmark", "SUM(antal)", "region = 'Syddanmark'"),
    ("beloeb", "SUM(beloeb)", ""),
    ("beloeb_pr_datatraek", "AVG(beloeb)", "aktivitet = 'Datatræk'"),
    ("mindste_beloeb_hovedstaden", "MIN(beloeb)", "region = 'Hovedstaden'"),
    ("stoerste_beloeb_uden_antal", "MAX(beloeb)", "antal = 0"),
];

/// Writes the folder of a report with the ten figures.
pub fn write_project(folder: &Path) {
    let mut chapter = String::from("title = \"Kontakter\"\n");
    for (name, value, condition) in FIGURES {
        chapter += &format!("\n[figures.{name}]\nlabel = \"{name}\"\nfrom = \"log\"\nvalue = \"{value}\"\n");
        if !condition.is_empty() {
            chapter += &format!("where = \"{condition}\"\n");
        }
    }
    let datasets =
        DATASETS.replace("ACTIVITIES", &format!("{ACTIVITIES:?}")).replace("REGIONS", &format!("{REGIONS:?}"));
    let report = folder.join("templates/kontaktlog");
    fs::create_dir_all(&report).expect("make the folder");
    for (path, content) in [
        (folder.join("kapreport.toml"), CONFIG),
        (report.join("report.toml"), REPORT),
        (report.join("datasets.toml"), &datasets),
        (report.join("kontakter.toml"), &chapter),
        (report.join("kontakter.typ"), "Der var {{ tal(id=\"kontakter.i_alt\") }} kontakter.\n"),
    ] {
        fs::write(path, content).expect("write the file");
    }
}
