//! Malicious files: an error within five seconds and half a gigabyte of memory, never a crash.

use std::io::{Cursor, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::project::{PROGRAM, Project, repository};

/// Asserts that the file is refused within the limits of time and memory, with this text in the message.
#[track_caller]
fn is_refused(name: &str, bytes: &[u8], says: &str) {
    let (code, said) = within_limits(name, bytes);
    assert_eq!(code, Some(1), "{name}: {said}");
    assert!(said.contains("fejl[") && said.contains(says), "{name}: »{says}« is not in:\n{said}");
}

/// Checks the file; asserts the limits of time and memory. Returns the exit code and the messages.
#[track_caller]
fn within_limits(name: &str, bytes: &[u8]) -> (Option<i32>, String) {
    let project = Project::new()
        .without("data/log-2024.csv")
        .replacing("skabeloner/lille/datasets.toml", "log*.csv", "log*")
        .with(&format!("data/log-{name}"), bytes);
    let start = Instant::now();
    #[expect(clippy::zombie_processes, reason = "`wait` does it, and tells what memory it took")]
    let mut child = Command::new(PROGRAM)
        .args(["check", "2024"])
        .current_dir(project.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    let (status, peak) = wait(child.id());
    let time = start.elapsed();
    assert!(status.code().is_some(), "{name}: {status:?}\n{said}");
    assert!(!said.contains("panicked"), "{name}: {said}");
    assert!(time < Duration::from_secs(5), "{name}: {time:?}");
    assert!(peak < 512, "{name}: {peak} MB");
    (status.code(), said)
}

/// The exit code of a child process and its peak resident set in MB.
fn wait(child: u32) -> (std::process::ExitStatus, i64) {
    let mut status = 0;
    // SAFETY: an all-zero `rusage` is a valid one, and `wait4` only writes to it and to the status.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::wait4(child as libc::pid_t, &raw mut status, 0, &raw mut usage);
        usage
    };
    (std::process::ExitStatus::from_raw(status), usage.ru_maxrss / 1024)
}

/// A valid workbook with one part replaced.
fn with_part(file: &str, part: &str, content: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let bytes = std::fs::read(repository().join("tests/exports").join(file)).expect(file);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        // The quickest compression: some parts have a gigabyte.
        let options = SimpleFileOptions::default().large_file(true).compression_level(Some(1));
        writer.start_file(&name, options).expect("an entry");
        if name == part {
            content(&mut writer);
        } else {
            std::io::copy(&mut entry, &mut writer).expect("a copy");
        }
    }
    writer.finish().expect("an archive").into_inner()
}

fn spaces(out: &mut dyn Write, megabytes: usize) {
    let block = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| out.write_all(&block).expect("space"));
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = with_part("tidy.xlsx", SHEET, |out| {
        out.write_all(b"<worksheet><sheetData>").expect("a start");
        spaces(out, 1600);
    });
    assert!(bomb.len() < 16 << 20);
    is_refused("bombe.xlsx", &bomb, "fejl[unreadable-file]");
    let strings = with_part("tidy.xlsx", "xl/sharedStrings.xml", |out| spaces(out, 300));
    is_refused("bombe-tekst.xlsx", &strings, "fejl[unreadable-file]");
    let ods = with_part("tidy-libreoffice.ods", "content.xml", |out| spaces(out, 1600));
    is_refused("bombe.ods", &ods, "fejl[unreadable-file]");
}

#[test]
fn a_sheet_that_claims_a_billion_cells_is_read_quickly() {
    let sheet = with_part("tidy.xlsx", SHEET, |out| {
        let text = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
        out.write_all(text.as_bytes()).expect("a sheet");
    });
    is_refused("milliard.xlsx", &sheet, "fejl[missing-header]");
    let ods = with_part("tidy-libreoffice.ods", "content.xml", |out| {
        let text = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
        out.write_all(text.as_bytes()).expect("a sheet");
    });
    is_refused("milliard.ods", &ods, "fejl[");
}

#[test]
fn a_claim_of_billions_of_shared_strings_is_refused() {
    let strings = with_part("tidy.xlsx", "xl/sharedStrings.xml", |out| {
        out.write_all(br#"<sst count="4000000000" uniqueCount="4000000000"><si><t>a</t></si></sst>"#).expect("strings");
    });
    is_refused("strenge.xlsx", &strings, "fejl[unreadable-file]");
}

#[test]
fn xml_nested_a_million_levels_deep_is_refused() {
    let deep = |out: &mut dyn Write| {
        out.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\">").expect("a start");
        (0..1_000_000).for_each(|_| out.write_all(b"<a>").expect("a level"));
    };
    is_refused("dyb.xlsx", &with_part("tidy.xlsx", SHEET, deep), "fejl[");
    is_refused("dyb.ods", &with_part("tidy-libreoffice.ods", "content.xml", deep), "fejl[");
}

#[test]
fn an_old_workbook_that_claims_more_cells_than_it_has_is_read_quickly() {
    let mut bytes = std::fs::read(repository().join("tests/exports/tidy-xlwt.xls")).expect("a workbook");
    // The DIMENSIONS record: 0x0200, 14 bytes, then first and last row and column.
    let at = bytes.windows(4).position(|window| window == [0x00, 0x02, 0x0e, 0x00]).expect("dimensions") + 4;
    bytes[at..at + 12].copy_from_slice(&[0, 0, 0, 0, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0xff, 0xff]);
    // Only the cell records count, and they hold the valid log.
    let (code, said) = within_limits("stor.xls", &bytes);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn truncated_and_random_files_are_refused() {
    for file in ["tidy.xlsx", "tidy-libreoffice.ods", "tidy-libreoffice.xls", "tidy-long-records.xlsb"] {
        let bytes = std::fs::read(repository().join("tests/exports").join(file)).expect(file);
        for part in 1..8 {
            is_refused(&format!("{part}-{file}"), &bytes[..bytes.len() * part / 8], "fejl[");
        }
    }
    let mut noise = 1_u32;
    let mut next = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    };
    let bytes: Vec<u8> = (0..100_000).map(|_| next()).collect();
    is_refused("stoej.csv", &bytes, "fejl[");
    is_refused("stoej.xlsx", &bytes, "fejl[");
    let quotes = "\"\n".repeat(2_000_001);
    is_refused("anfoerselstegn.csv", format!("Dato;Slags;Deltagere;Note\n{quotes}").as_bytes(), "fejl[stray-quote]");
}

#[test]
fn a_link_out_of_the_data_folder_is_not_followed() {
    let project = Project::new();
    let outside = tempfile::NamedTempFile::new().expect("a file");
    std::fs::copy(project.path("data/log-2024.csv"), outside.path()).expect("a copy");
    let project = project.without("data/log-2024.csv");
    std::os::unix::fs::symlink(outside.path(), project.path("data/log-2024.csv")).expect("a link");
    project.run(&["check", "2024"]).ends_with(1).says("fejl[no-data]");
}

#[test]
fn thousands_of_merged_cells_over_a_million_rows_are_read_quickly() {
    let merged = with_part("tidy.xlsx", SHEET, |out| {
        let mut text = String::from("<worksheet><sheetData>");
        let cell = |place: char, line: u32, text: &str| {
            format!("<c r=\"{place}{line}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        let row = |line: u32, texts: [&str; 4]| {
            let cells: String = ('A'..).zip(texts).map(|(place, text)| cell(place, line, text)).collect();
            format!("<row r=\"{line}\">{cells}</row>")
        };
        text += &row(1, ["Dato", "Slags", "Deltagere", "Note"]);
        (2..10_000).for_each(|line| text += &row(line, ["02-01-2024", "Besøg", "1", "x"]));
        text += "</sheetData><mergeCells>";
        for first in 'A'..='N' {
            for second in 'A'..='Z' {
                for third in 'A'..='Z' {
                    text += &format!("<mergeCell ref=\"{first}{second}{third}1:{first}{second}{third}1048576\"/>");
                }
            }
        }
        text += "</mergeCells></worksheet>";
        out.write_all(text.as_bytes()).expect("a sheet");
    });
    let (code, said) = within_limits("flettet.xlsx", &merged);
    assert_eq!(code, Some(0), "{said}");
}

/// A PDF whose single page has this content, compressed, after being packed with these filters.
fn pdf_of(content: &[u8], filters: &[&str]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut pdf = Document::with_version("1.7");
    let pages = pdf.new_object_id();
    let font = pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier" });
    let mut stream = Stream::new(dictionary! {}, content.to_vec());
    stream.compress().expect("a compressed stream");
    let names = [&["FlateDecode"], filters].concat();
    stream.dict.set("Filter", names.iter().map(|name| Object::Name(name.as_bytes().to_vec())).collect::<Vec<_>>());
    let content = pdf.add_object(stream);
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = vec![Object::Reference(page)];
    pdf.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// Proofreads the file; asserts the limits of time and memory and a Danish sentence.
#[track_caller]
fn proofreads_within_limits(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(name), bytes).expect("a file");
    let start = Instant::now();
    let output = Command::new(PROGRAM).args(["proofread", name]).current_dir(folder.path()).output().expect("a run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0..=2)), "{name}: {:?}\n{said}", output.status);
    assert!(!said.contains("panicked") && !said.contains("allocation") && !said.contains("overflow"), "{name}: {said}");
    // Unoptimised, and beside other tests.
    assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
}

#[test]
fn a_pdf_that_unpacks_to_more_than_the_machine_has_ends_with_a_sentence() {
    // Two bytes are 128 spaces.
    let bomb = pdf_of(&[129, b' '].repeat(8 << 20), &["RunLengthDecode"]);
    assert!(bomb.len() < 1 << 20);
    proofreads_within_limits("bombe.pdf", &bomb);
    proofreads_within_limits("dyb.pdf", &pdf_of(&b"[".repeat(1_000_000), &[]));
}

#[test]
fn a_row_of_ten_million_delimiters_takes_little_memory() {
    let mut bytes = b"Dato;Slags;Deltagere;Note\n".to_vec();
    bytes.extend(std::iter::repeat_n(b';', 10 << 20));
    // Without a text, the row is empty.
    let (code, said) = within_limits("skilletegn.csv", &bytes);
    assert_eq!(code, Some(0), "{said}");
    bytes.push(b'x');
    is_refused("skilletegn-og-tekst.csv", &bytes, "fejl[");
}

#[test]
fn names_with_control_characters_forge_no_finding() {
    let name = "log\n\u{1b}[31mfejl[bad-cell]: forfalsket\u{202e}.csv";
    let project = Project::new().without("data/log-2024.csv").with(&format!("data/{name}"), "intet");
    for form in ["human", "github", "gitlab", "junit", "sarif", "markdown"] {
        let run = project.run(&["check", "2024", "--format", form]).ends_with(1);
        let text = format!("{}{}", run.out, run.err);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{form}: {text}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("fejl[bad-cell]")), "{form}: {text}");
    }
}

#[test]
fn a_template_without_end_ends_with_its_line() {
    let huge =
        Project::new().replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", "#(\"x\" * 10000000000)");
    huge.run(&["build", "2024"]).ends_with(1).says("fejl[endless-template]").says("lille/besoeg.typ:5:").says("urørt");
    let range =
        Project::new().replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", "#range(20000000000)");
    range.run(&["build", "2024"]).ends_with(1).says("fejl[endless-template]").says("lille/besoeg.typ:5:");
    let inner = "{% for a in range(end=99999) %}".repeat(3) + "x" + &"{% endfor %}".repeat(3);
    let tera = Project::new().replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", &inner);
    tera.run(&["build", "2024"]).ends_with(1).says("fejl[endless-template]").says("lille/besoeg.typ:5:");
}

#[test]
fn a_text_longer_than_a_cell_can_be_is_refused() {
    let text = "1 + ".repeat(50_000);
    let bytes = format!("Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;{text}\n");
    is_refused("lang.csv", bytes.as_bytes(), "Cellen er længere end 32.767 tegn");
}
