//! What `kapreport figures 2024` costs over large exports, beside DuckDB and pandas over the same file, and beside reading the
//! cells of a workbook and doing nothing with them: whole processes, in turn, in one run.
//!
//! `cargo bench --bench exports`. It asserts that all of them get the same numbers. It prints medians, ratios, processor time,
//! peak memory and what is aimed at, and asserts nothing of those, since machines differ. The exports are made once, in Cargo's
//! folder for temporary files; so is an environment with DuckDB and pandas, unless `$PYTHON` names a Python that has them.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark has nobody to report to but the terminal"
)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{BufWriter, Cursor, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use calamine::{Reader, Xlsx};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// How often each program runs, after one run that is not counted.
const RUNS: usize = 5;

/// The rows of the large text.
const MANY: usize = 5_000_000;
/// Its bytes: a file of another size is made again.
const MANY_BYTES: u64 = 263_478_041;
/// The rows of the small text and of the workbook.
const FEW: usize = 500_000;
/// The bytes of the small text.
const FEW_BYTES: u64 = 26_343_741;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // What takes memory is done in a process of its own: the peak of a child starts at that of its parent.
    match arguments.as_slice() {
        ["--write-text", rows, path] => write_text(rows.parse().expect("a number"), Path::new(path)),
        ["--write-workbook", rows, path] => write_workbook(rows.parse().expect("a number"), Path::new(path)),
        ["--cells-alone", path] => cells_alone(Path::new(path)),
        _ => compare(),
    }
}

/// Runs all programs over all exports and prints what they took.
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
    // The workbook has no notes, and the same rows otherwise.
    let but_notes = |figures: BTreeMap<String, f64>| figures.into_iter().filter(|(id, _)| !id.ends_with("med_note"));
    assert_same(&but_notes(small.figures()).collect(), &but_notes(programs[1].figures()).collect(), "the workbook");
    let calamine = programs[0].seconds();
    print_table(&format!("{FEW} rows of a workbook, {:.0} MB", megabytes(&workbook)), &programs, Some(calamine));
    println!("  aimed at: kapreport at most 1.30 times calamine's time");
}

// The programs.

/// A program, and what its runs gave.
struct Program {
    name: String,
    command: Command,
    output: String,
    runs: Vec<Run>,
}

/// What one run of a program took.
struct Run {
    /// By the clock on the wall.
    seconds: f64,
    /// By all processors together.
    processor: f64,
    /// The largest resident set, in MB.
    memory: f64,
}

/// `kapreport figures 2024` over the folder of this export.
fn kapreport(folder: &Path, export: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kapreport"));
    let data = export.parent().expect("a folder");
    command.args(["figures", "2024", "--format", "csv", "--data"]).arg(data).current_dir(folder);
    command
}

/// This program, as [`cells_alone`].
fn alone(workbook: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("--cells-alone").arg(workbook);
    command
}

/// Goes through all cells of the workbook, and prints how many there are.
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
    /// `$PYTHON`, or that of an environment which is made where it is not there yet; or what is missing.
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

    /// What this Python has. The program itself is taken and not what starts it, which may take its time.
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

    /// A script of the benchmark's over an export.
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

/// What the program prints, or the last that it says when it fails.
fn answer(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim_end().lines().last().unwrap_or_default().to_owned();
    Err(format!("{name}: {said}"))
}

// Running and comparing.

impl Program {
    fn new(name: &str, command: Command) -> Self {
        Self { name: name.to_owned(), command, output: String::new(), runs: Vec::new() }
    }

    /// Runs it once.
    fn run(&mut self) -> Run {
        let errors = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports/errors.txt");
        self.command.stdout(Stdio::piped()).stderr(File::create(&errors).expect("a file for errors"));
        let start = Instant::now();
        #[expect(clippy::zombie_processes, reason = "`wait4` below waits for it")]
        let mut child = self.command.spawn().expect("the program starts");
        self.output.clear();
        child.stdout.take().expect("its output").read_to_string(&mut self.output).expect("text");
        // SAFETY: an all-zero `rusage` is a valid one, and `wait4` only writes to it and to the status. Nobody else waits for
        // the child, so its number is still its own.
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

    /// The numbers of the last run by their names, from text with the columns `nøgletal` and `værdi`.
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

/// Runs each program once, so that its file is in memory, and then all of them in turn.
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

/// Both have the same numbers, but for how their sums were rounded.
fn assert_same(one: &BTreeMap<String, f64>, other: &BTreeMap<String, f64>, whose: &str) {
    assert!(one.keys().eq(other.keys()), "{whose}: {one:#?} {other:#?}");
    for (name, number) in one {
        let theirs = other[name];
        let near = (number - theirs).abs() <= 1e-9 * number.abs().max(theirs.abs());
        assert!(near, "{name}: {number}, but {theirs} of {whose}");
    }
}

/// Prints what the programs took, the time also as a multiple of `unit`.
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

// The exports.

const ACTIVITIES: [&str; 6] = ["Praksisbesøg", "Klyngemøde", "Datatræk", "Kursus", "Opkald", "Møde"];
const REGIONS: [&str; 5] = ["Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland"];
/// As they stand in the text, in one row of ten; the others have none.
const NOTES: [&str; 5] =
    ["aflyst", "flyttet til næste uge", "ny læge", "\"aftalt; mangler svar\"", "se referatet fra mødet"];
const WORKBOOK_HEADERS: [&str; 6] = ["dato", "yder", "aktivitet", "region", "antal", "beloeb"];

/// A row of the log.
struct Contact {
    day: NaiveDate,
    practice: u64,
    activity: &'static str,
    region: &'static str,
    people: u64,
    /// Hundredths.
    amount: u64,
    note: &'static str,
}

/// The log's rows, always the same: the shorter log is the start of the longer.
fn contacts(rows: usize) -> impl Iterator<Item = Contact> {
    let days: Vec<NaiveDate> =
        NaiveDate::from_ymd_opt(2022, 1, 1).expect("a day").iter_days().take_while(|day| day.year() < 2026).collect();
    // xorshift64*
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |limit: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let random = state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        (random * limit as u64) >> 32
    };
    (0..rows).map(move |_| Contact {
        day: days[below(days.len()) as usize],
        practice: 990_000 + below(10_000),
        activity: ACTIVITIES[below(ACTIVITIES.len()) as usize],
        region: REGIONS[below(REGIONS.len()) as usize],
        people: below(201),
        amount: 100 + below(999_900),
        note: NOTES.get(below(10 * NOTES.len()) as usize).copied().unwrap_or_default(),
    })
}

/// An export of so many rows, which this program makes where it is not there with this size.
fn export(folder: &Path, name: &str, how: &str, rows: usize, bytes: Option<u64>) -> PathBuf {
    let path = folder.join(name);
    let size = fs::metadata(&path).ok().map(|file| file.len());
    if size.is_some() && (bytes.is_none() || size == bytes) {
        return path;
    }
    println!("Making {}", path.display());
    // What is broken off half-way has another name.
    let unfinished = folder.join("unfinished");
    let mut program = Command::new(std::env::current_exe().expect("this program"));
    answer(program.args([how, &rows.to_string()]).arg(&unfinished)).expect("the export is made");
    fs::create_dir_all(path.parent().expect("a folder")).expect("make the folder");
    fs::rename(&unfinished, &path).expect("put the export in its place");
    let size = fs::metadata(&path).expect("the export").len();
    assert!(bytes.is_none_or(|bytes| bytes == size), "{name} has {size} bytes: the generator has changed");
    path
}

fn write_text(rows: usize, path: &Path) {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path).expect("a file"));
    writeln!(out, "dato;yder;aktivitet;region;antal;beloeb;note").expect("write the headers");
    for Contact { day, practice, activity, region, people, amount, note } in contacts(rows) {
        let (date, month, year) = (day.day(), day.month(), day.year());
        let (kroner, hundredths) = (amount / 100, amount % 100);
        writeln!(
            out,
            "{date:02}-{month:02}-{year};{practice};{activity};{region};{people};{kroner},{hundredths:02};{note}"
        )
        .expect("write a row");
    }
    out.flush().expect("write the rest");
}

fn write_workbook(rows: usize, path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("dd-mm-yyyy");
    for (column, header) in (0..).zip(WORKBOOK_HEADERS) {
        sheet.write_string(0, column, header).expect("a header");
    }
    for (row, contact) in (1..).zip(contacts(rows)) {
        let (year, month, day) = (contact.day.year() as u16, contact.day.month() as u8, contact.day.day() as u8);
        let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
        sheet.write_datetime_with_format(row, 0, &day, &date).expect("a date");
        sheet.write_string(row, 1, contact.practice.to_string()).expect("a text");
        sheet.write_string(row, 2, contact.activity).expect("a text");
        sheet.write_string(row, 3, contact.region).expect("a text");
        sheet.write_number(row, 4, contact.people as f64).expect("a number");
        sheet.write_number(row, 5, contact.amount as f64 / 100.0).expect("a number");
    }
    workbook.save(path).expect("save the workbook");
}

// The report.

const CONFIG: &str = "report = \"kontaktlog\"\ndata = \"many\"\nout = \"out/{period}\"\ntemplates = \"templates\"\n";

const REPORT: &str = "title = \"Kontakter {{ periode }}\"
author = \"Sekretariatet\"
chapters = [\"kontakter\"]
";

/// Its values are filled in.
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

/// The figures, which duckdb_figures.py and pandas_figures.py have too: name, value, condition.
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
fn write_project(folder: &Path) {
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
