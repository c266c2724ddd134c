//! README.md and the pages in docs/ that go with it: examples run, output is as shown, and nothing is missing.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::project::{Project, repository, run};
use crate::quoted::{agree, blocks, commands};
use crate::tags::{Pdf, squeezed};

/// README.md, CONTRIBUTING.md and the pages of docs/, but for those in its folders.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(repository().join("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .map(|name| repository().join(name))
        .into_iter()
        .chain(pages)
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a page")))
        .collect()
}

fn page(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The first fenced block of this language in a section of a page; without a heading, of the page.
fn block(name: &str, heading: &str, language: &str) -> String {
    let page = page(name);
    let section = page.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no section »{heading}«"));
    let section = section.split("\n## ").next().expect("a section");
    first(section, language)
}

fn first(text: &str, language: &str) -> String {
    let found = blocks(text).into_iter().find(|block| block.info == language);
    found.unwrap_or_else(|| panic!("no {language} in {text}")).body
}

/// A folder in which the chapter `medicin` of KAP-H ends with these lines.
fn with_medicine_chapter(toml: &str, prose: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = folder.path().join("templates/kap-h");
    fs::create_dir_all(&templates).expect("a folder");
    for (name, more) in [("medicin.toml", toml), ("medicin.typ", prose)] {
        fs::write(templates.join(name), format!("{}\n{more}", page(&format!("templates/kap-h/{name}"))))
            .expect("write");
    }
    let data = repository().join("data-samples/kap-h/{period}");
    let config = format!("templates = \"templates\"\nout = \"ud\"\ndata = {:?}\n", data.to_str().expect("a path"));
    fs::write(folder.path().join("kapreport.toml"), config).expect("write");
    folder
}

#[test]
fn the_two_commands_of_the_readme_run_in_ci() {
    let commands = block("README.md", "Two commands", "sh");
    let commands: Vec<&str> = commands.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run -- build 2024", "cargo test"]);
    let ci = page(".ci/run");
    assert!(ci.contains("cargo run --locked -- build 2024") && ci.contains("cargo test --locked"));
}

#[test]
fn the_readme_is_short() {
    assert!(page("README.md").lines().count() <= 200);
}

#[test]
fn a_mistake_is_reported_as_the_readme_shows() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024;Møde", "15-03-2024;Møder");
    let run = project.run(&["build", "2024"]).ends_with(1);
    agree(&run.err, &block("README.md", "What it does, in a minute", "text"));
}

#[test]
fn the_first_figure_of_the_readme_is_printed() {
    let section = "A first figure of your own";
    let folder = with_medicine_chapter(&block("README.md", section, "toml"), &block("README.md", section, "typ"));
    run(folder.path(), &["build", "2024"], &[]).ends_with(0);
    let bytes = fs::read(folder.path().join("ud/kap-h-2024.pdf")).expect("a PDF");
    let text = squeezed(&Pdf::read(&bytes).root.all_text());
    assert!(text.contains(&squeezed("I andet halvår handlede")), "the sentence is printed");
    assert!(!text.contains("antal(id="), "the figure is put in");
}

#[test]
fn commands_on_all_pages_print_what_is_shown() {
    let mut count = 0;
    for (path, text) in pages() {
        for block in blocks(&text).iter().filter(|block| block.info == "text" && block.body.starts_with("$ ")) {
            for (command, shown) in commands(&block.body) {
                let words: Vec<&str> = command.split(' ').collect();
                let temporary = tempfile::tempdir().expect("a temporary folder");
                let folder = match words[1] {
                    "init" => temporary.path(),
                    "proofread" => &repository().join("tests/printed"),
                    _ => repository(),
                };
                let run = run(folder, &words[1..], &[]);
                let fails = shown.lines().any(|line| line.starts_with("fejl"));
                assert_eq!(run.code, Some(i32::from(fails)), "{}: {command}\n{}", path.display(), run.err);
                println!("{}: $ {command}", path.display());
                agree(&run.out, &shown);
                count += 1;
            }
        }
    }
    assert!(count >= 5, "{count} commands");
}

#[test]
fn the_passing_and_the_failing_check_behave_as_shown() {
    let checks = page("docs/checks.md");
    let folder = with_medicine_chapter(&first(&checks, "toml"), "");
    let holds = run(folder.path(), &["check", "2024"], &[]).ends_with(0);
    assert!(!holds.err.contains("check-failed"), "{}", holds.err);

    let failing = Project::new().replacing(
        "skabeloner/lille/besoeg.toml",
        "is = \"SUM(besoeg.slags)\"",
        "is = \"SUM(besoeg.slags) - 2\"",
    );
    failing.run(&["check", "2024"]).ends_with(1).says(&first(&checks, "text"));
}

#[test]
fn every_linked_path_exists() {
    for (path, text) in pages() {
        let folder = path.parent().expect("a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let exists = link.is_empty() || link.contains("://") || Path::new(&folder.join(link)).exists();
            assert!(exists, "{}: {link}", path.display());
        }
    }
}

#[test]
fn every_path_in_contributing_exists() {
    let text = page("CONTRIBUTING.md");
    let folders = ["src/", "tests/", "docs/", "templates/", "data-samples/", ".ci/"];
    for path in text.split('`').skip(1).step_by(2).filter(|name| folders.iter().any(|folder| name.starts_with(folder)))
    {
        assert!(repository().join(path).exists(), "{path}");
    }
}

#[test]
fn every_command_and_option_is_documented() {
    let page = page("docs/commands.md");
    let shared = page.split("\n## ").find(|section| section.starts_with("Options of several")).expect("the section");
    for command in kapreport::cli::command().get_subcommands() {
        let name = command.get_name();
        let section = page.split("\n## ").find(|section| {
            section.lines().next().is_some_and(|heading| {
                heading.contains(&format!("`kapreport {name}`")) || heading.contains(&format!("`kapreport {name} "))
            })
        });
        let section = section.unwrap_or_else(|| panic!("no section about `kapreport {name}`"));
        for option in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let Some(long) = option.get_long().filter(|long| *long != "help") else { continue };
            let written = format!("`--{long}");
            let is_shared = shared.lines().any(|row| {
                row.starts_with(&format!("| {written}`"))
                    && (row.contains(&format!("`{name}`")) || row.contains("all that"))
            });
            assert!(section.contains(&written) || is_shared, "--{long} of `kapreport {name}`");
        }
    }
}
