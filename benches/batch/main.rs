//! Measures `kapreport batch klyngepakke 2024` over a whole made-up country: 1,675 practices and two million rows. Whole processes, in one
//! run: all reports, half of them, one of them, and a loop over Python's `typst` package on the sources of some of the same reports.
//!
//! `cargo bench --bench batch` asserts that every PDF conforms to PDF/UA-1 and PDF/A-3a by an independent validator, and prints times, ratios
//! and peak memory next to their aims. The country and an environment with `typst` are made once, in Cargo's folder for temporary files,
//! unless `$PYTHON` names a Python that has it. `$KAPREPORT` can name a program built before, `$REPORTS` a number of practices: for a quick look.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

#[path = "../../data-samples/generator/klyngepakke.rs"]
#[allow(dead_code, reason = "the sample is committed")]
mod klyngepakke;
#[path = "../measure.rs"]
mod measure;
#[path = "../../data-samples/generator/rng.rs"]
#[allow(dead_code, reason = "other samples use the rest")]
mod rng;
mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use measure::{median, peak_of_children};

/// What the generator's files use of each other.
mod output {
    pub type Done = Result<(), Box<dyn std::error::Error>>;
}

/// Reports whose sources Python sets.
const SAMPLE: usize = 40;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch");
    let country = folder.join("country");
    if !country.join("sikrede-2023.csv").exists() {
        klyngepakke::write(&country, &klyngepakke::COUNTRY).expect("write the country");
    }
    let keys = keys(&country);
    let batch = Batch { country: &country, out: folder.join("reports") };
    let one = batch.run(&keys[..1]);
    let used_by_one = processor_time_of_children();
    let half = batch.run(&keys[..keys.len() / 2]);
    let used = processor_time_of_children();
    let all = batch.run(&keys);
    let used = processor_time_of_children() - used;
    let each = (all - one).as_secs_f64() / (keys.len() - 1) as f64;
    println!("reading, figures and one report   {:8.2} s", one.as_secs_f64());
    println!("{:5} reports                     {:8.2} s", keys.len() / 2, half.as_secs_f64());
    println!("{:5} reports                     {:8.2} s", keys.len(), all.as_secs_f64());
    println!("beside reading                    {:8.2} s (aim: 15)", (all - one).as_secs_f64());
    println!("twice the reports / the reports   {:8.2}", (all - one).as_secs_f64() / (half - one).as_secs_f64());
    println!("reports a second                  {:8.1}", 1.0 / each);
    let used_by_each = (used.saturating_sub(used_by_one)).as_secs_f64() / (keys.len() - 1) as f64;
    println!("processor time of a report        {used_by_each:8.3} s");
    println!("peak memory                       {:8.0} MB (aim: 1500)", peak_of_children());
    let pdfs = batch.pdfs();
    assert_eq!(pdfs.len(), keys.len());
    match python(&folder) {
        Ok(python) => {
            let (python, used_by_python) = loop_over_typst(&python, &folder, &pdfs);
            println!("Python's typst, one report        {:8.3} s", python.as_secs_f64());
            println!("its processor time                {:8.3} s", used_by_python.as_secs_f64());
            println!("times as fast as its loop         {:8.1} (aim: 6)", python.as_secs_f64() / each);
        }
        Err(missing) => println!("Without Python's typst: {missing}"),
    }
    pdfs.iter().for_each(|pdf| validate(pdf));
    println!("{} PDFs conform to PDF/UA-1 and PDF/A-3a", pdfs.len());
    fs::remove_dir_all(&batch.out).expect("remove the reports");
}

fn keys(country: &Path) -> Vec<String> {
    let register = fs::read_to_string(country.join("praksisregister.csv")).expect("the register");
    let keys = register.lines().skip(1).filter_map(|line| Some(line.split(';').next()?.to_owned()));
    // One number has two rows, because another practice had it before.
    let keys = keys.collect::<BTreeSet<String>>();
    let wanted = std::env::var("REPORTS").ok().and_then(|wanted| wanted.parse().ok());
    let step = wanted.map_or(1, |wanted: usize| (keys.len() / wanted.max(1)).max(1));
    keys.into_iter().step_by(step).collect()
}

struct Batch<'a> {
    country: &'a Path,
    out: PathBuf,
}

impl Batch<'_> {
    /// Makes the reports of these practices, or of all.
    fn run(&self, keys: &[String]) -> Duration {
        let _ = fs::remove_dir_all(&self.out);
        let program = std::env::var_os("KAPREPORT").unwrap_or_else(|| env!("CARGO_BIN_EXE_kapreport").into());
        let mut command = Command::new(program);
        command.args(["batch", "klyngepakke", "2024", "--by", "praksis", "--data"]).arg(self.country);
        command.arg("--out").arg(&self.out).current_dir(env!("CARGO_MANIFEST_DIR"));
        if !keys.is_empty() {
            command.arg("--only").arg(keys.join(","));
        }
        let start = Instant::now();
        let done = command.output().expect("the program starts");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        start.elapsed()
    }

    fn pdfs(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.out).expect("the reports").map(|entry| entry.expect("an entry").path());
        let mut pdfs: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "pdf")).collect();
        pdfs.sort();
        pdfs
    }
}

/// A Python with the package `typst`; what is missing otherwise.
fn python(folder: &Path) -> Result<PathBuf, String> {
    let has_typst = |python: &Path| answer(Command::new(python).args(["-c", "import typst"]));
    if let Some(python) = std::env::var_os("PYTHON") {
        return has_typst(Path::new(&python)).map(|()| python.into());
    }
    let python = folder.join("python/bin/python");
    if has_typst(&python).is_err() {
        answer(Command::new("python3").args(["-m", "venv"]).arg(folder.join("python")))?;
        let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/batch/requirements.txt");
        answer(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(wanted))?;
    }
    Ok(python)
}

fn answer(command: &mut Command) -> Result<(), String> {
    let done = command.stdout(Stdio::null()).output().map_err(|error| error.to_string())?;
    if done.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&done.stderr).into_owned()) }
}

/// The time and the processor time that Python's `typst` takes for the sources of a report, the median of some that are spread over all.
fn loop_over_typst(python: &Path, folder: &Path, pdfs: &[PathBuf]) -> (Duration, Duration) {
    let work = folder.join("sources");
    let _ = fs::remove_dir_all(&work);
    let fonts = work.join("fonts");
    sources::write_fonts(&fonts);
    let step = (pdfs.len() / SAMPLE).max(1);
    let folders: Vec<PathBuf> = pdfs
        .iter()
        .step_by(step)
        .map(|pdf| {
            let sources = work.join(pdf.file_stem().expect("a name"));
            sources::write(pdf, &sources);
            sources
        })
        .collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/batch/typst_loop.py");
    let done = Command::new(python).arg(script).arg(&fonts).args(&folders).output().expect("Python starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::remove_dir_all(&work).expect("remove the sources");
    let seconds = String::from_utf8(done.stdout).expect("numbers");
    let column = |place: usize| {
        let numbers = seconds.lines().filter_map(|line| line.split(' ').nth(place)?.parse().ok());
        median(numbers.map(Duration::from_secs_f64).collect())
    };
    (column(0), column(1))
}

/// User and system time of all children so far.
fn processor_time_of_children() -> Duration {
    // SAFETY: an all-zero `rusage` is a valid one, and `getrusage` only writes to it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage);
        usage
    };
    let time = |of: libc::timeval| Duration::new(of.tv_sec as u64, of.tv_usec as u32 * 1000);
    time(usage.ru_utime) + time(usage.ru_stime)
}

fn validate(pdf: &Path) {
    let bytes = fs::read(pdf).expect("a PDF");
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&bytes, &options).expect("the validator reads it");
        assert!(report.failures.is_empty(), "{}: {:#?}", pdf.display(), report.failures);
    }
}
