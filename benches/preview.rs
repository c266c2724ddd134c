//! Measures `kapreport preview 2024` on KAP-H's report: whole processes, in one run.
//!
//! `cargo bench --bench preview` prints medians, ratios, the peak memory and the size of the folder. It asserts nothing, since
//! machines differ.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

mod measure;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use measure::{median, peak_of_children};

/// Runs of each preview.
const RUNS: usize = 9;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("kapreport-preview-{}", std::process::id()));
    let data = root.join("data-samples/kap-h/2024");
    let changed = folder.join("data");
    copy_but_a_line(&data, &changed, "organiseringsteam-2024.csv");
    let yesterday = folder.join("i-gaar");
    let preview = |name: &str, data: &Path, against: &Path| {
        let out = folder.join(name);
        let _ = fs::remove_dir_all(&out);
        let mut command = Command::new(env!("CARGO_BIN_EXE_kapreport"));
        command.args(["preview", "2024", "--data"]).arg(data).arg("--against").arg(against).arg("--out").arg(&out);
        let start = Instant::now();
        let output = command.current_dir(root).output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        start.elapsed()
    };
    let built = root.join("reports/kap-h/2024/figures.json");
    preview("i-gaar", &data, &built);
    let cases: [(&str, &str, &Path, &Path); 3] = [
        ("all pages drawn, the baseline set too", "foerste", &changed, &built),
        ("an export changed since yesterday", "aendret", &changed, &yesterday),
        ("nothing changed since yesterday", "uaendret", &data, &yesterday),
    ];
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..RUNS {
        for ((_, name, data, against), times) in cases.iter().zip(&mut times) {
            times.push(preview(name, data, against));
        }
    }
    let medians = times.map(|times| median(times).as_secs_f64());
    for ((label, name, ..), median) in cases.iter().zip(medians) {
        println!("{label:38}  {:7.0} ms  {:5.1} MB", median * 1e3, size(&folder.join(name)) as f64 / 1e6);
    }
    println!("nothing changed / all pages drawn       {:7.2}", medians[2] / medians[0]);
    println!("peak memory                             {:7.0} MB", peak_of_children());
    fs::remove_dir_all(&folder).expect("remove the temporary folder");
}

/// Copies the folder and drops the last line of one file.
fn copy_but_a_line(from: &Path, to: &Path, file: &str) {
    fs::create_dir_all(to).expect("make the folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, to.join(path.file_name().expect("a name"))).expect("copy the file");
    }
    let bytes = fs::read(to.join(file)).expect("an export");
    let end = bytes.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').expect("several lines");
    fs::write(to.join(file), &bytes[..=end]).expect("write the export");
}

/// The size of a folder in bytes.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| if entry.path().is_dir() { size(&entry.path()) } else { entry.metadata().expect("a file").len() })
        .sum()
}
