//! Compares `kapreport build 2024` with compiling the same Typst sources alone: whole processes, alternating, in one run.
//!
//! `cargo bench --bench build` prints medians, their ratio and the peak memory. It asserts nothing, since machines differ.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

mod measure;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use kapreport::testing::compose::{Blueprint, Document, Edition, compose};
use kapreport::testing::definition::{self, Templates};
use kapreport::testing::findings::Findings;
use kapreport::testing::snapshot::Snapshot;
use kapreport::testing::typeset::typeset;
use measure::{median, peak_of_children};

/// Runs of each program.
const RUNS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--typst-alone") {
        Some(at) => typst_alone(Path::new(&arguments[at + 1])),
        None => compare(),
    }
}

/// Runs both programs alternately and prints their times.
fn compare() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("kapreport-bench-{}", std::process::id()));
    let out = folder.join("rapport");
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kapreport"));
        command.args(["build", "2024", "--out"]).arg(&out).current_dir(root);
        command
    };
    finish(&mut build());
    let sources = folder.join("kilder");
    write_sources(&out, &sources);
    let alone = || {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg("--typst-alone").arg(&sources);
        command
    };
    let (mut whole, mut typst) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        typst.push(time(&mut alone()));
        whole.push(time(&mut build()));
    }
    let (whole, typst) = (median(whole), median(typst));
    println!("kapreport build 2024   {:7.1} ms", whole.as_secs_f64() * 1e3);
    println!("Typst alone            {:7.1} ms", typst.as_secs_f64() * 1e3);
    println!("ratio                  {:7.2}", whole.as_secs_f64() / typst.as_secs_f64());
    println!("peak memory of either  {:7.0} MB", peak_of_children());
    fs::remove_dir_all(&folder).expect("remove the temporary folder");
}

/// Writes the Typst sources of the report to a folder.
fn write_sources(report: &Path, folder: &Path) {
    let findings = Findings::default();
    let snapshot = Snapshot::read(&report.join("figures.json")).expect("a snapshot");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let earlier = Snapshot::read(&root.join("reports/kap-h/2023/figures.json")).expect("the archived snapshot");
    let templates = Templates::new(Some(root.join("templates")));
    let definition = definition::read("kap-h", templates, &findings).expect("a definition");
    let blueprint = Blueprint::of(&definition).expect("the layout");
    let edition = Edition::new(snapshot.period.last(), false);
    let composition =
        compose(&blueprint, &snapshot, &[earlier], BTreeMap::new(), edition, &findings).expect("a document");
    for (path, bytes) in &composition.document.files {
        let path = folder.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
        fs::write(path, bytes).expect("write the source");
    }
}

/// Only compiles the sources of a folder to a PDF.
fn typst_alone(folder: &Path) {
    let mut files = BTreeMap::new();
    read_sources(folder, "", &mut files);
    let mut document = Document::new("/shared/main.typ", "bench".to_owned(), String::new());
    document.files = files;
    let findings = Findings::default();
    let date = chrono::NaiveDate::from_ymd_opt(2025, 5, 5).expect("a date");
    let typeset = typeset(&document, date, &findings).expect("Typst runs").expect("no errors");
    fs::write(folder.with_extension("pdf"), typeset.pdf).expect("write the PDF");
}

fn read_sources(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path: PathBuf = entry.expect("an entry").path();
        let name = format!("{prefix}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            read_sources(&path, &name, files);
        } else {
            files.insert(name, fs::read(&path).expect("a source"));
        }
    }
}

fn finish(command: &mut Command) {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    finish(command);
    start.elapsed()
}
