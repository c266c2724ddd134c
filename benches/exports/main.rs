//! Measures `kapreport figures 2024` over large exports: against DuckDB and pandas over the same file, and against only reading
//! the cells of a workbook. Whole processes run in turn.
//!
//! `cargo bench --bench exports` asserts that all programs get the same numbers. It prints medians, ratios, processor time and
//! peak memory next to their targets, but does not assert them, since machines differ. The exports are made once, in Cargo's
//! folder for temporary files, and so is an environment with DuckDB and pandas, unless `$PYTHON` names a Python that has them.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

mod data;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use calamine::{Reader, Xlsx};

use data::{WORKBOOK_HEADERS, export, write_text, write_workbook};
use report::write_project;

/// Runs of each program, after one that is not counted.
const RUNS: usize = 5;

/// Rows of the large text.
const MANY: usize = 5_000_000;
/// Its size in bytes. A file of another size is made again.
const MANY_BYTES: u64 = 263_478_041;
/// Rows of the small text and of the workbook.
const FEW: usize = 500_000;
/// Size of the small text in bytes.
const FEW_BYTES: u64 = 26_343_741;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // A child's peak memory starts at that of its parent, so whatever takes memory runs in a process of its own.
    match arguments.as_slice() {
        ["--write-text", rows, path] => write_text(rows.parse().expect("a number"), Path::new(path)),
        ["--write-workbook", rows, path] => write_workbook(rows.parse().expect("a number"), Path::new(path)),
        ["--cells-alone", path] => cells_alone(Path::new(path)),
        _ => compare(),
    }
}

/// Runs all programs over all exports and prints the results.
fn compare() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    write_project(&folder);
    let many = export(&folder, "many/log.csv", "--write-text", MANY, Some(MANY_BYTES));
    let few = export(&folder, "few/log.csv", "--write-text", FEW, Some(FEW_BYTES));
    let workbook = export(&folder, "workbook/log.xlsx", "--write-workbook", FEW, None);

    let mut programs =
        vec![Program::new("kapreport", kapreport(&folder, &few)), Program::new("kapreport", kapreport(&folder, &many))];
    match Python::find(&folder) {
        Ok(python) => {
            programs.push(Program::new(&python.duckdb, python.script("duckdb_figures.py", &many)));
            programs.push(Program::new(&python.pandas, python.script("pandas_figures.py", &many)));
        }
        Err(missing) => println!("Without DuckDB and pandas: {missing}\n"),
    }
    take_turns(&mut programs);
    let small = programs.remove(0);
    for other in &programs[1..] {
        assert_same(&programs[0].figures(), &other.figures(), &other.name);
    }
    let duckdb = programs.get(1).map(Program::seconds);
    print_table(&format!("{MANY} rows of text, {:.0} MB", megabytes(&many)), &programs, duckdb);
    println!("  aimed at: kapreport at most 1.00 times DuckDB's time, and at most 600 MB\n");
    print_table(&format!("{FEW} rows of text, {:.0} MB", megabytes(&few)), std::slice::from_ref(&small), None);
    let growth = programs[0].seconds() / small.seconds();
    println!("  ten times the rows take {growth:.1} times the time (aimed at: at most 11)\n");

    let mut programs = vec![
        Program::new("calamine alone", alone(&workbook)),
        Program::new("kapreport", kapreport(&folder, &workbook)),
    ];
    take_turns(&mut programs);
    let cells = (FEW + 1) * WORKBOOK_HEADERS.len();
    assert_eq!(programs[0].output.trim(), cells.to_string(), "delete {}: it is an old one", workbook.display());
    // The workbook has the same rows without notes.
    let but_notes = |figures: BTreeMap<String, f64>| figures.into_iter().filter(|(id, _)| !id.ends_with("med_note"));
    assert_same(&but_notes(small.figures()).collect(), &but_notes(programs[1].figures()).collect(), "the workbook");
    let calamine = programs[0].seconds();
    print_table(&format!("{FEW} rows of a workbook, {:.0} MB", megabytes(&workbook)), &programs, Some(calamine));
    println!("  aimed at: kapreport at most 1.30 times calamine's time");
}

// The programs.

/// A program with its last output and its runs.
struct Program {
    name: String,
    command: Command,
    output: String,
    runs: Vec<Run>,
}

struct Run {
    /// Wall-clock time.
    seconds: f64,
    /// Time on all processors together.
    processor: f64,
    /// Largest resident set in MB.
    memory: f64,
}

/// `kapreport figures 2024` over the folder of this export.
fn kapreport(folder: &Path, export: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kapreport"));
    let data = export.parent().expect("a folder");
    command.args(["figures", "2024", "--format", "csv", "--data"]).arg(data).current_dir(folder);
    command
}

/// Runs [`cells_alone`] in a process of its own.
fn alone(workbook: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("--cells-alone").arg(workbook);
    command
}

/// Reads all cells of the workbook with calamine and prints their number.
fn cells_alone(workbook: &Path) {
    let bytes = fs::read(workbook).expect("a file");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = workbook.sheet_names()[0].clone();
    let mut cells = workbook.worksheet_cells_reader(&sheet).expect("a sheet");
    let mut count = 0_u64;
    while let Some(cell) = cells.next_cell().expect("a cell") {
        black_box(cell);
        count += 1;
    }
    println!("{count}");
}

/// A Python that has DuckDB and pandas.
struct Python {
    program: PathBuf,
    /// Name and version.
    duckdb: String,
    /// Name and version.
    pandas: String,
}

impl Python {
    /// `$PYTHON`, or an environment that is made if it does not exist. Returns what is missing otherwise.
    fn find(folder: &Path) -> Result<Self, String> {
        if let Some(program) = std::env::var_os("PYTHON") {
            return Self::ask(Path::new(&program));
        }
        let environment = folder.join("python");
        let program = environment.join("bin/python");
        Self::ask(&program).or_else(|_| {
            answer(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
            let pip = ["-m", "pip", "install", "--quiet", "--requirement"];
            answer(Command::new(&program).args(pip).arg(script("requirements.txt")))?;
            Self::ask(&program)
        })
    }

    /// Asks for the versions. Takes the interpreter itself and not its launcher, which costs time.
    fn ask(program: &Path) -> Result<Self, String> {
        let question =
            "import sys, duckdb, pandas; print(sys.executable, duckdb.__version__, pandas.__version__, sep='\\n')";
        let answer = answer(Command::new(program).args(["-c", question]))?;
        match answer.lines().collect::<Vec<_>>().as_slice() {
            [program, duckdb, pandas] => Ok(Self {
                program: program.into(),
                duckdb: format!("DuckDB {duckdb}"),
                pandas: format!("pandas {pandas}"),
            }),
            _ => Err(answer),
        }
    }

    /// A script of the benchmark, run over an export.
    fn script(&self, name: &str, export: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(script(name)).arg(export).env("PYTHONUTF8", "1");
        command
    }
}

/// A file beside the benchmark.
fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/exports").join(name)
}

/// Standard output of the program, or the last line of its errors.
fn answer(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let last = String::from_utf8_lossy(&output.stderr).trim_end().lines().last().unwrap_or_default().to_owned();
    Err(format!("{name}: {last}"))
}

// Running and comparing.

impl Program {
    fn new(name: &str, command: Command) -> Self {
        Self { name: name.to_owned(), command, output: String::new(), runs: Vec::new() }
    }

    /// Runs it once.
    fn run(&mut self) -> Run {
        let errors = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports/errors.txt");
        self.command.stdout(Stdio::piped()).stderr(fs::File::create(&errors).expect("a file for errors"));
        let start = Instant::now();
        #[expect(clippy::zombie_processes, reason = "`wait4` below waits for it")]
        let mut child = self.command.spawn().expect("the program starts");
        self.output.clear();
        child.stdout.take().expect("its output").read_to_string(&mut self.output).expect("text");
        // SAFETY: an all-zero `rusage` is valid, and `wait4` only writes to it and to the status. Nothing else waits for the
        // child, so its process id is not reused.
        let (waited, status, usage) = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            let mut status = 0;
            let waited = libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage);
            (waited, status, usage)
        };
        let seconds = start.elapsed().as_secs_f64();
        let success = waited > 0 && ExitStatus::from_raw(status).success();
        assert!(success, "{}: {}", self.name, fs::read_to_string(&errors).unwrap_or_default());
        let processor = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
        Run {
            seconds,
            processor: processor(usage.ru_utime) + processor(usage.ru_stime),
            memory: usage.ru_maxrss as f64 / 1024.0,
        }
    }

    /// Figures of the last run by name, from its CSV output.
    fn figures(&self) -> BTreeMap<String, f64> {
        let text = self.output.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
        let headers = reader.headers().expect("headers").clone();
        let place = |wanted| headers.iter().position(|header| header == wanted).expect("the column");
        let (name, value) = (place("nøgletal"), place("værdi"));
        let records = reader.records().map(|record| record.expect("a row"));
        let figures: BTreeMap<String, f64> = records
            .map(|record| (record[name].to_owned(), record[value].replace(',', ".").parse().expect("a number")))
            .collect();
        assert_eq!(figures.len(), 10, "{}: {}", self.name, self.output);
        figures
    }

    fn seconds(&self) -> f64 {
        self.median(|run| run.seconds)
    }

    fn median(&self, of: impl Fn(&Run) -> f64) -> f64 {
        let mut values: Vec<f64> = self.runs.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    }
}

/// Runs all programs in turn. The first round is not counted: it brings the files into memory.
fn take_turns(programs: &mut [Program]) {
    for round in 0..=RUNS {
        for program in &mut *programs {
            let run = program.run();
            if round > 0 {
                program.runs.push(run);
            }
        }
    }
}

/// Asserts that the numbers are the same, up to the rounding of sums.
fn assert_same(one: &BTreeMap<String, f64>, other: &BTreeMap<String, f64>, whose: &str) {
    assert!(one.keys().eq(other.keys()), "{whose}: {one:#?} {other:#?}");
    for (name, number) in one {
        let theirs = other[name];
        let near = (number - theirs).abs() <= 1e-9 * number.abs().max(theirs.abs());
        assert!(near, "{name}: {number}, but {theirs} of {whose}");
    }
}

/// Prints the results; the ratio is time divided by `unit`.
fn print_table(title: &str, programs: &[Program], unit: Option<f64>) {
    println!("{title:<34}{:>10}{:>8}{:>13}{:>11}", "time", "ratio", "processor", "memory");
    for program in programs {
        let ratio = unit.map_or_else(String::new, |unit| format!("{:.2}", program.seconds() / unit));
        println!(
            "  {:<32}{:>8.2} s{ratio:>8}{:>11.2} s{:>8.0} MB",
            program.name,
            program.seconds(),
            program.median(|run| run.processor),
            program.median(|run| run.memory)
        );
    }
}

fn megabytes(file: &Path) -> f64 {
    fs::metadata(file).expect("a file").len() as f64 / 1e6
}
