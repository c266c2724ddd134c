//! Measures the time from saving a change in the prose of KAP-H's report until the PDF is in place.
//!
//! `cargo bench --bench watch` prints the median and the extremes. It asserts nothing, since machines differ.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Number of changes.
const CHANGES: usize = 21;
/// The words that are inserted, two at a time.
const WORDS: [&str; 5] = ["ofte", "gerne", "stadig", "igen", "roligt"];
/// The chapter that is edited.
const CHAPTER: &str = "kap-h/medicin.typ";

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::temp_dir().join(format!("kapreport-watch-{}", std::process::id()));
    copy(&root.join("templates"), &folder.join("templates"));
    let path = |name: &str| root.join(name).display().to_string();
    let config = format!(
        "report = \"kap-h\"\ndata = \"{}/{{report}}/{{period}}\"\nout = \"ud/{{period}}\"\ntemplates = \"templates\"\n",
        path("data-samples")
    );
    fs::write(folder.join("kapreport.toml"), config).expect("write the configuration");
    fs::create_dir_all(folder.join("ud/2023")).expect("make the folder");
    fs::copy(path("reports/kap-h/2023/figures.json"), folder.join("ud/2023/figures.json"))
        .expect("copy the year before");
    let mut watch = Command::new(env!("CARGO_BIN_EXE_kapreport"))
        .args(["watch", "2024"])
        .current_dir(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let pdf = folder.join("ud/2024/kap-h-2024.pdf");
    let chapter = folder.join("templates").join(CHAPTER);
    let text = fs::read_to_string(&chapter).expect("a chapter");
    wait_for_change(&pdf, None);
    let mut times = Vec::new();
    for i in 0..CHANGES {
        // Like a person, pause between two changes.
        thread::sleep(Duration::from_millis(700));
        let before = stamp(&pdf);
        // Never the same words twice, since Typst caches what it has typeset.
        let words = format!("{} og {}", WORDS[i / WORDS.len()], WORDS[i % WORDS.len()]);
        let start = Instant::now();
        fs::write(&chapter, text.replacen("kom på", &format!("kom {words} på"), 1)).expect("save the chapter");
        wait_for_change(&pdf, before);
        times.push(start.elapsed());
    }
    watch.kill().expect("stop the program");
    watch.wait().expect("the program ends");
    fs::remove_dir_all(&folder).expect("remove the temporary folder");
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!("median  {:6.0} ms", ms(times[CHANGES / 2]));
    println!("least   {:6.0} ms", ms(times[0]));
    println!("most    {:6.0} ms", ms(times[CHANGES - 1]));
}

/// Identifies a version of the PDF.
fn stamp(pdf: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(pdf).and_then(|about| about.modified()).ok()
}

fn wait_for_change(pdf: &Path, before: Option<std::time::SystemTime>) {
    let start = Instant::now();
    while stamp(pdf) == before {
        assert!(start.elapsed() < Duration::from_secs(60), "the PDF has not been built");
        thread::sleep(Duration::from_millis(1));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("make the folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copy the file");
        }
    }
}
