//! A temporary project with a small report and its data, and runs of the program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chrono::DateTime;
use kapreport::cli::{Printed, check_folder, figures_folder, run_in_folder};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_kapreport");

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with `kapreport.toml`, the report `lille` and data for 2024.
pub struct Project {
    root: TempDir,
}

const CONFIG: &str = "report = \"lille\"\ndata = \"data\"\nout = \"ud/{period}\"\ntemplates = \"skabeloner\"\n";

const REPORT: &str = "title = \"Rapport {{ periode }}\"
subtitle = \"En lille rapport\"
author = \"Sekretariatet\"
publisher = \"Regionen\"
description = \"En lille rapport til test\"
chapters = [\"besoeg\"]
";

const DATASETS: &str = "[log]
label = \"Besøgslog\"
source = \"Et regneark\"
files = [\"log*.csv\"]
period = \"dato\"

[log.columns]
dato = { header = \"Dato\", type = \"date\" }
slags = { header = \"Slags\", type = \"category\", values = [\"Besøg\", { value = \"Møde\", spellings = [\"Mødet\"] }] }
antal = { header = \"Deltagere\", type = \"integer\" }
note = { header = \"Note\", type = \"text\", empty = true }
";

const CHAPTER: &str = "title = \"Besøg og møder\"

[figures.besoeg]
label = \"Besøg\"
unit = \"et besøg|besøg\"
from = \"log\"
where = \"slags = 'Besøg'\"

[figures.deltagere]
label = \"Deltagere\"
unit = \"en deltager|deltagere\"
from = \"log\"
value = \"SUM(antal)\"

[figures.slags]
label = \"Efter slags\"
unit = \"en hændelse|hændelser\"
from = \"log\"
by = \"slags\"

[figures.i_alt]
label = \"I alt\"
is = \"SUM(besoeg.slags)\"

[figures.noter]
label = \"Efter note\"
from = \"log\"
where = \"note IS NOT NULL\"
by = \"note\"

[tables.oversigt]
caption = \"Oversigt {{ periode }}\"
summary = \"Antal hændelser efter slags.\"
header = [\"Slags\", \"Antal\"]
rows = [{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]

[tables.noter]
caption = \"Noter\"
summary = \"Antal hændelser med hver note.\"
header = [\"Note\", \"Antal\"]
rows = [{ series = \"besoeg.noter\" }]

[[checks]]
that = \"besoeg.besoeg <= besoeg.i_alt\"
message = \"Der kan ikke være flere besøg end hændelser.\"
";

const PROSE: &str =
    "Der var {{ antal(id=\"besoeg.besoeg\") }} og {{ antal(id=\"besoeg.deltagere\") }}; se @tabel:besoeg.oversigt.

#tabel(\"besoeg.oversigt\")

#tabel(\"besoeg.noter\")
";

const LOG: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;
15-03-2024;Møde;12;almindelig
31-12-2024;Besøg;1.000;
03-01-2025;Besøg;7;
";

impl Project {
    /// The small report without mistakes: it builds without a finding.
    pub fn new() -> Self {
        let project = Self { root: tempfile::tempdir().expect("a temporary folder") };
        project
            .with("kapreport.toml", CONFIG)
            .with("skabeloner/lille/report.toml", REPORT)
            .with("skabeloner/lille/datasets.toml", DATASETS)
            .with("skabeloner/lille/besoeg.toml", CHAPTER)
            .with("skabeloner/lille/besoeg.typ", PROSE)
            .with("data/log-2024.csv", LOG)
    }

    /// A path in the project.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Writes a file.
    pub fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
        fs::write(path, content).expect("write the file");
        self
    }

    /// Removes a file.
    pub fn without(self, name: &str) -> Self {
        fs::remove_file(self.path(name)).expect("remove the file");
        self
    }

    /// Replaces `from` in a file, which must contain it.
    #[track_caller]
    pub fn replacing(self, name: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path(name)).expect("read the file");
        assert!(text.contains(from), "»{from}« is not in {name}");
        self.with(name, text.replace(from, to))
    }

    /// Checks a period as `kapreport check` does, in the test's own process and without setting the pages: ten times as fast as the
    /// program, for tests of exports, definitions and figures.
    pub fn check(&self, period: &str) -> Run {
        Run::of(check_folder(self.root.path(), period))
    }

    /// Builds the report of a period as `kapreport build` does, in the test's own process.
    pub fn build(&self, period: &str) -> Run {
        self.here(&["build", period])
    }

    /// The figures of a period, as `kapreport figures --format FORMAT` prints them, in the test's own process.
    pub fn figures(&self, period: &str, format: &str) -> Run {
        Run::of(figures_folder(self.root.path(), period, format))
    }

    /// Runs check, build, preview, trace or proofread as the program does, in the test's own process: what the program sets up at each start
    /// is there already.
    #[track_caller]
    pub fn here(&self, arguments: &[&str]) -> Run {
        here(self.root.path(), arguments)
    }

    /// As `here`, for a preview at this time.
    #[track_caller]
    pub fn here_at(&self, epoch: &str, arguments: &[&str]) -> Run {
        here_at(self.root.path(), epoch, arguments)
    }

    /// Runs the program in the project's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments, &[])
    }

    /// Runs the program in a subfolder with these environment variables.
    pub fn run_in(&self, folder: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        run(&self.path(folder), arguments, environment)
    }
}

/// Runs a command as the program does in a folder, in the test's own process.
#[track_caller]
pub fn here(folder: &Path, arguments: &[&str]) -> Run {
    Run::of(run_in_folder(folder, arguments, None).unwrap_or_else(|| panic!("only the program can do {arguments:?}")))
}

/// Makes a preview in the test's own process, with this `SOURCE_DATE_EPOCH`.
#[track_caller]
pub fn here_at(folder: &Path, epoch: &str, arguments: &[&str]) -> Run {
    let now = DateTime::from_timestamp(epoch.parse().expect("seconds"), 0);
    let printed = run_in_folder(folder, arguments, now);
    Run::of(printed.unwrap_or_else(|| panic!("only the program can do {arguments:?}")))
}

pub fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = Command::new(PROGRAM);
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("GITHUB_STEP_SUMMARY")
        .envs(environment.iter().copied());
    Run::new(command.output().expect("the program starts"))
}

/// The result of a run.
pub struct Run {
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn of(printed: Printed) -> Self {
        let Printed { code, out, err } = printed;
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Self { code: Some(code.into()), out: text(out), err: text(err) }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }

    /// Asserts that standard error contains this text.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "»{text}« is not in:\n{}", self.err);
        self
    }

    /// Asserts that standard output contains this text.
    #[track_caller]
    pub fn prints(self, text: &str) -> Self {
        assert!(self.out.contains(text), "»{text}« is not in:\n{}", self.out);
        self
    }
}
