//! Follows the guide in docs/vejledning from the first page to the last as a reader would, and compares the output.
//!
//! The info string of a block says what to do: `sh kør` runs commands and compares their output, `tilføj=FILE` adds the block to
//! a file, `ret=FILE` replaces the text after »Før:« by the text after »Efter:«. A comment `<!-- celle: FILE | SHEET | C5 |
//! TEXT -->` fills in a cell of a workbook, as the sentence before it asks the reader to.

use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::project::{PROGRAM, repository, run};
use crate::quoted::{agree, blocks, commands};
use crate::tags::{Pdf, squeezed};

/// The pages of the guide in order, the contents first.
fn pages() -> Vec<(PathBuf, String)> {
    let folder = repository().join("docs/vejledning");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the guide").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort_by_key(|path| (!path.ends_with("README.md"), path.clone()));
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a page");
            (path, text)
        })
        .collect()
}

/// A reader and the folder they work in.
struct Reader {
    root: PathBuf,
    folder: PathBuf,
}

impl Reader {
    /// Follows the instructions of a page.
    fn follow(&mut self, text: &str) {
        // Comments that fill in cells and blocks are handled in the order of the page.
        for (number, part) in text.split("<!-- celle: ").enumerate() {
            let part = if number == 0 {
                part
            } else {
                let (cell, rest) = part.split_once(" -->").expect("the end of the comment");
                self.fill_in(cell);
                rest
            };
            for block in blocks(part) {
                match block.info.split_once(' ').map(|(_, task)| task) {
                    None => {}
                    Some("kør") => commands(&block.body).iter().for_each(|(command, shown)| self.run(command, shown)),
                    Some(task) => match task.split_once('=').expect("a task with a file") {
                        ("tilføj", file) => self.change(file, |text| format!("{text}\n{}", block.body)),
                        ("ret", file) => self.change(file, |text| corrected(text, &block.body)),
                        (other, _) => panic!("unknown task »{other}«"),
                    },
                }
            }
        }
    }

    /// Runs a command and compares its output. It must exit with 1 if the page shows an error.
    fn run(&mut self, command: &str, shown: &str) {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder.push(folder);
            return;
        }
        let mut words = words(command).into_iter();
        assert_eq!(words.next().as_deref(), Some("kapreport"), "{command}");
        let path = self.root.join("printed");
        let printed = File::create(&path).expect("a file");
        let status = Command::new(PROGRAM)
            .args(words)
            .current_dir(&self.folder)
            .env_remove("SOURCE_DATE_EPOCH")
            .stdout(printed.try_clone().expect("the file"))
            .stderr(printed)
            .status()
            .expect("the program starts");
        let printed = fs::read_to_string(&path).expect("what is printed");
        let printed = printed.replace(self.root.to_str().expect("a path"), "…");
        let code = i32::from(shown.lines().any(|line| line.starts_with("fejl")));
        assert_eq!(status.code(), Some(code), "{command}\n{printed}");
        if !shown.is_empty() {
            println!("$ {command}");
            agree(&printed, shown);
        }
    }

    fn change(&self, file: &str, change: impl FnOnce(&str) -> String) {
        let path = self.folder.join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
        fs::write(path, change(&text)).expect("write");
    }

    /// Fills in a cell: »FILE | SHEET | C5 | TEXT«.
    fn fill_in(&self, cell: &str) {
        let [file, sheet, cell, text] = cell.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("»{cell}« is not FILE | SHEET | CELL | TEXT")
        };
        let path = self.folder.join(file);
        let mut book = ZipArchive::new(Cursor::new(fs::read(&path).expect("a workbook"))).expect("a zip file");
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for number in 0..book.len() {
            let mut part = book.by_index(number).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            parts.push((part.name().expect("its name").into_owned(), bytes));
        }
        let part_text = |name: &str| {
            let (_, bytes) = parts.iter().find(|(part, _)| part == name).unwrap_or_else(|| panic!("no {name}"));
            String::from_utf8(bytes.clone()).expect("UTF-8")
        };
        let names = part_text("xl/workbook.xml");
        let place = names.split("<sheet name=\"").skip(1).position(|name| name.starts_with(&format!("{sheet}\"")));
        let name = format!("xl/worksheets/sheet{}.xml", place.unwrap_or_else(|| panic!("no sheet »{sheet}«")) + 1);
        let old = part_text(&name);
        let start = old.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("{cell} is empty"));
        let end = start + old[start..].find("</c>").expect("the end of the cell") + "</c>".len();
        let new = format!("{}<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>{}", &old[..start], &old[end..]);
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (part, bytes) in parts {
            writer.start_file(&part, SimpleFileOptions::default()).expect("a part");
            writer.write_all(if part == name { new.as_bytes() } else { &bytes }).expect("its bytes");
        }
        fs::write(path, writer.finish().expect("a workbook").into_inner()).expect("write");
    }
}

/// Splits a command into words, as a shell does with single and double quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for character in command.chars() {
        match (quote, character) {
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ' ') => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(character),
        }
    }
    words
}

/// Replaces the text after »Før:« by the text after »Efter:«. Further lines of both are indented to align.
fn corrected(text: &str, correction: &str) -> String {
    let (before, after) = correction.split_once("Efter: ").expect("»Efter:«");
    let lines = |text: &str| text.trim_end().replace("\n       ", "\n");
    let before = lines(before.strip_prefix("Før:   ").expect("»Før:«"));
    assert!(text.contains(&before), "»{before}« is not in:\n{text}");
    text.replacen(&before, &lines(after), 1)
}

#[test]
fn a_reader_who_follows_the_guide_sees_what_it_shows() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let root = root.path().canonicalize().expect("its path");
    let mut reader = Reader { folder: root.clone(), root };
    for (_, text) in pages() {
        reader.follow(&text);
    }
}

#[test]
fn the_functions_of_prose_print_what_the_guide_says() {
    let pages = pages();
    let (_, text) = pages.iter().find(|(path, _)| path.ends_with("06-skriv-teksten.md")).expect("the page");
    let section =
        text.split("\n## Tal i teksten\n").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    let rows: Vec<(&str, &str)> = rows.collect();
    assert!(rows.len() > 15, "{rows:?}");

    let root = tempfile::tempdir().expect("a temporary folder");
    run(root.path(), &["init", "min-rapport"], &[]).ends_with(0);
    let folder = root.path().join("min-rapport");
    run(&folder, &["build", "2023"], &[]).ends_with(0);
    let chapter = folder.join("templates/min-rapport/aktiviteter.typ");
    let prose = fs::read_to_string(&chapter).expect("a chapter");
    let asked: String = rows.iter().map(|(asked, _)| format!("\n(:{asked}:)\n")).collect();
    fs::write(chapter, prose + &asked).expect("write");
    run(&folder, &["build", "2024"], &[]).ends_with(0);
    let bytes = fs::read(folder.join("reports/min-rapport/2024/min-rapport-2024.pdf")).expect("a PDF");
    let printed = squeezed(&Pdf::read(&bytes).root.all_text());
    for (asked, given) in rows {
        assert!(printed.contains(&squeezed(&format!("(:{given}:)"))), "{asked} does not give »{given}« in {printed}");
    }
}

#[test]
fn every_link_of_the_guide_exists() {
    for (path, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let target = path.parent().map(|folder| folder.join(link));
            assert!(link.contains("://") || target.is_some_and(|target| target.exists()), "{}: {link}", path.display());
        }
    }
}

#[test]
fn the_contents_of_the_guide_list_every_page() {
    let pages = pages();
    let (_, contents) = &pages[0];
    for (path, _) in &pages[1..] {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        assert!(contents.contains(&format!("]({name})")), "{name}");
    }
}

#[test]
fn the_page_of_commands_lists_every_command() {
    let pages = pages();
    let (_, commands) = pages.iter().find(|(path, _)| path.ends_with("10-kommandoer.md")).expect("the page");
    for command in kapreport::cli::command().get_subcommands() {
        let name = command.get_name();
        assert!(commands.contains(&format!("kapreport {name}")), "{name}");
    }
}

#[test]
fn every_code_in_the_guide_exists() {
    let codes = run(Path::new("."), &["explain"], &[]).ends_with(0).out;
    let codes: Vec<&str> = codes.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for (path, text) in pages() {
        let named = ["fejl[", "advarsel[", "oplysning[", "kapreport explain "];
        for code in named.iter().flat_map(|before| text.split(before).skip(1)) {
            let code = code.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().expect("a code");
            assert!(code.is_empty() || codes.contains(&code), "{}: {code}", path.display());
        }
    }
}
