//! Calls the fuzz targets with random mutations of good files, in this process, and counts panics and slow inputs.
//!
//! `cargo test --bench attack -- exports 1000` and the same with `printed`, `templates`, `expressions`; a third argument is the seed.
//! The input that is read now is in `target/attack/now`, in case it ends the process.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "an attack says on the terminal what did not hold"
)]

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, reason = "the fuzz targets use the rest")]
mod targets;

use std::cell::RefCell;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use targets::{Exports, Report, proofread_bytes};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An input that takes longer did not hold. The profile of the tests is not optimised.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 5 });

/// What files, templates and expressions are made of.
const TOKENS: [&str; 40] = [
    ";",
    "\"",
    "\n",
    "\r\n",
    "\t",
    ",",
    ".",
    "-",
    "0",
    "9999999999999",
    "1e308",
    "-1",
    "31-12-9999",
    "\u{feff}",
    "\0",
    "ÆØÅ",
    "(",
    ")",
    "[",
    "]",
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#",
    "$",
    "*",
    "_",
    "<",
    ">",
    "&#x0;",
    "]]>",
    "/Length",
    "stream",
    "endobj",
    "<<",
    ">>",
    " OR ",
    "COUNT(*)",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let [kind, count, rest @ ..] = arguments.as_slice() else {
        // `cargo test --benches` runs it without arguments.
        return;
    };
    let count: u64 = count.parse().expect("a number of inputs");
    let seed = rest.first().map_or(1, |seed| seed.parse().expect("a seed"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut attack = Attack::new(kind, count, seed);
    match kind.as_str() {
        "exports" => exports(&mut attack, root),
        "printed" => printed(&mut attack, root),
        "templates" => templates(&mut attack, root),
        "expressions" => expressions(&mut attack, root),
        _ => panic!("exports, printed, templates or expressions"),
    }
    attack.end();
}

fn exports(attack: &mut Attack, root: &Path) {
    let targets = ["csv", "xlsx", "xlsb", "xls", "ods"].map(|end| Exports::new(name_of(end)));
    let files = files(&root.join("tests/exports"), &["csv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"]);
    while attack.is_going_on() {
        let (path, bytes) = attack.chance.pick(&files);
        let end = path.extension().unwrap_or_default().to_string_lossy();
        let target = match &*end {
            "csv" | "txt" => &targets[0],
            "xlsx" | "xlsm" => &targets[1],
            "xlsb" => &targets[2],
            "xls" => &targets[3],
            _ => &targets[4],
        };
        // Half of the archives are damaged inside, where a reader sees it.
        let mutated = match inside(bytes, &mut attack.chance) {
            Some(mutated) if attack.chance.below(2) == 0 => mutated,
            _ => attack.chance.mutate(bytes),
        };
        attack.hold(&mutated, || target.read(&mutated));
    }
}

fn name_of(end: &str) -> &'static str {
    match end {
        "csv" => "log.csv",
        "xlsx" => "log.xlsx",
        "xlsb" => "log.xlsb",
        "xls" => "log.xls",
        _ => "log.ods",
    }
}

/// The archive with one of its parts mutated; `None` if it is no archive.
fn inside(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let changed = chance.below(archive.len().max(1));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).ok()?;
        let mut content = Vec::new();
        entry.read_to_end(&mut content).ok()?;
        writer.start_file(entry.name().ok()?.into_owned(), SimpleFileOptions::default()).ok()?;
        let content = if i == changed { chance.mutate(&content) } else { content };
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fn printed(attack: &mut Attack, root: &Path) {
    let mut files = files(&root.join("tests/printed"), &["pdf"]);
    for report in ["kap-h/2024", "kap-s/2023"] {
        files.extend(self::files(&root.join("reports").join(report), &["pdf"]));
    }
    // The same without compression: a change inside a compressed stream only breaks the stream.
    let plain: Vec<_> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let mut pdf = lopdf::Document::load_mem(bytes).ok()?;
            pdf.decompress();
            let mut plain = Vec::new();
            pdf.save_to(&mut plain).ok()?;
            Some((path.clone(), plain))
        })
        .collect();
    files.extend(plain);
    let texts = self::files(&root.join("tests/printed"), &["txt"]);
    while attack.is_going_on() {
        // A text is quick to read, and all checks see it.
        let mutated = match attack.chance.below(4) {
            0 => {
                let (_, bytes) = attack.chance.pick(&files);
                attack.chance.mutate(bytes)
            }
            kind => {
                let (_, bytes) = attack.chance.pick(&texts);
                let mixed = mixed_words(&String::from_utf8_lossy(bytes), &mut attack.chance);
                if kind == 1 { attack.chance.mutate(mixed.as_bytes()) } else { mixed.into_bytes() }
            }
        };
        attack.hold(&mutated, || proofread_bytes(&mutated));
    }
}

/// Some lines of a text with words that changed places: numbers, units and verbs in sentences that nobody wrote.
fn mixed_words(text: &str, chance: &mut Chance) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let start = chance.below(lines.len());
    let end = (start + 1 + chance.below(40)).min(lines.len());
    let piece = lines[start..end].join("\n");
    let mut words: Vec<&str> = piece.split(' ').collect();
    for _ in 0..chance.below(12) {
        let (one, two) = (chance.below(words.len()), chance.below(words.len()));
        words.swap(one, two);
    }
    words.join(" ")
}

fn templates(attack: &mut Attack, root: &Path) {
    let report = Report::new("templates");
    let mut texts = Vec::new();
    for folder in ["kap-h", "kap-s", "midtkraft", "start"] {
        texts.extend(files(&root.join("templates").join(folder), &["typ"]));
    }
    while attack.is_going_on() {
        let (_, bytes) = attack.chance.pick(&texts);
        // A piece, because most of a chapter names figures that the small report does not have.
        let start = attack.chance.below(bytes.len());
        let piece = &bytes[start..(start + 1 + attack.chance.below(600)).min(bytes.len())];
        let mutated = attack.chance.mutate(piece);
        attack.hold(&mutated, || report.typeset(&String::from_utf8_lossy(&mutated)));
    }
}

fn expressions(attack: &mut Attack, root: &Path) {
    let report = Report::new("expressions");
    let mut texts = Vec::new();
    for folder in ["kap-h", "kap-s", "midtkraft"] {
        for (path, bytes) in files(&root.join("templates").join(folder), &["toml"]) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let quoted = text.lines().filter_map(|line| {
                line.split_once(" = \"").filter(|(key, _)| ["where", "value", "is", "by", "that"].contains(key))
            });
            texts.extend(quoted.map(|(_, value)| (path.clone(), value.trim_end_matches('"').as_bytes().to_vec())));
        }
    }
    while attack.is_going_on() {
        let (_, bytes) = attack.chance.pick(&texts);
        let mutated = attack.chance.mutate(bytes);
        attack.hold(&mutated, || report.express(&String::from_utf8_lossy(&mutated)));
    }
}

/// The files of a folder with these endings, in the order of their names.
fn files(folder: &Path, ends: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| ends.contains(&&*end.to_string_lossy())));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(&path).expect("a file"))).collect()
}

/// Processor time of this process: others may use the machine. Linux counts in hundredths of a second.
fn processor_time() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let ticks = || -> Option<u64> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?)
    };
    ticks().map_or_else(|| START.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

/// Counts inputs and those that did not hold.
struct Attack {
    name: String,
    count: u64,
    seed: u64,
    chance: Chance,
    tried: u64,
    failed: u64,
    slowest: Duration,
    folder: PathBuf,
}

thread_local! {
    /// Where the last panic was.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Attack {
    fn new(name: &str, count: u64, seed: u64) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attack");
        fs::create_dir_all(&folder).expect("a folder");
        std::panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
        Self {
            name: name.to_owned(),
            count,
            seed,
            chance: Chance(seed),
            tried: 0,
            failed: 0,
            slowest: Duration::ZERO,
            folder,
        }
    }

    fn is_going_on(&self) -> bool {
        self.tried < self.count
    }

    /// Calls the target with an input that is kept if it panics or takes too long.
    fn hold(&mut self, input: &[u8], call: impl FnOnce()) {
        self.tried += 1;
        fs::write(self.folder.join(format!("{}-{}-now", self.name, self.seed)), input).expect("the input");
        let start = processor_time();
        let result = catch_unwind(AssertUnwindSafe(call));
        let time = processor_time().saturating_sub(start);
        self.slowest = self.slowest.max(time);
        if result.is_err() || time > LONGEST {
            self.failed += 1;
            let kept = self.folder.join(format!("{}-{}-{}", self.name, self.seed, self.tried));
            fs::write(&kept, input).expect("the input");
            println!("  DOES NOT HOLD  {}: {time:?} {}", kept.display(), PANIC.take());
        }
        if self.tried.is_multiple_of(1000) {
            println!("  {} {}", self.name, self.tried);
        }
    }

    fn end(self) {
        let Self { name, tried, failed, slowest, .. } = self;
        println!("mutated {name}: {tried} tried, {failed} did not hold; the slowest took {} ms", slowest.as_millis());
        if failed > 0 {
            std::process::exit(1);
        }
    }
}

/// Random numbers that are the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// The bytes after one to eight changes.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(40)).min(bytes.len());
            let piece = bytes.get(at..end).unwrap_or_default().to_vec();
            match self.below(8) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at.min(end)..end)),
                2 => drop(bytes.splice(at..at, piece.repeat(1 + self.below(50)))),
                3 | 4 => drop(bytes.splice(at..at, self.pick(&TOKENS).bytes())),
                5 => {
                    let to = self.below(bytes.len() + 1);
                    bytes.splice(to..to, piece);
                }
                _ => {
                    let value = [0, 0xff, 0x80, b'0', b' ', self.next() as u8][self.below(6)];
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = value;
                    }
                }
            }
        }
        bytes
    }
}
