//! README.md and the pages in docs/ that go with it: examples run, output is as shown, and nothing is missing.

use std::fs;
use std::path::Path;

use crate::project::{Project, repository, run};
use crate::quoted;
use crate::tags::{Pdf, squeezed};

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).expect("README.md")
}

/// The first fenced block of this language in a section.
fn block(heading: &str, language: &str) -> String {
    blocks(heading, language).swap_remove(0)
}

fn blocks(heading: &str, language: &str) -> Vec<String> {
    let readme = readme();
    let section = readme.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("no section »{heading}«"));
    let section = section.split("\n## ").next().expect("a section");
    let bodies: Vec<String> =
        quoted::blocks(section).into_iter().filter(|block| block.info == language).map(|block| block.body).collect();
    assert!(!bodies.is_empty(), "no {language} in »{heading}«");
    bodies
}

/// The output that a block shows for a command.
fn shown(block: &str, command: &str) -> String {
    block.strip_prefix(&format!("$ {command}\n")).unwrap_or_else(|| panic!("»{command}« is not in {block}")).to_owned()
}

#[test]
fn the_two_commands_of_the_readme_run_in_ci() {
    let commands = block("Two commands", "sh");
    let commands: Vec<&str> = commands.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run -- build 2024", "cargo test"]);
    let ci = fs::read_to_string(repository().join(".ci/run")).expect(".ci/run");
    assert!(ci.contains("cargo run --locked -- build 2024") && ci.contains("cargo test --locked"));
}

#[test]
fn the_first_figure_of_the_readme_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = folder.path().join("templates/kap-h");
    fs::create_dir_all(&templates).expect("a folder");
    for (name, language) in [("medicin.toml", "toml"), ("medicin.typ", "typ")] {
        let text = fs::read_to_string(repository().join("templates/kap-h").join(name)).expect("a chapter");
        fs::write(templates.join(name), format!("{text}\n{}", block("A first figure of your own", language)))
            .expect("write");
    }
    let data = repository().join("data-samples/kap-h/2024");
    fs::write(folder.path().join("kapreport.toml"), "templates = \"templates\"\nout = \"ud\"\n").expect("write");
    run(folder.path(), &["build", "2024", "--data", data.to_str().expect("a path")], &[]).ends_with(0);
    let bytes = fs::read(folder.path().join("ud/kap-h-2024.pdf")).expect("a PDF");
    let text = squeezed(&Pdf::read(&bytes).root.all_text());
    assert!(text.contains(&squeezed("I andet halvår handlede")), "the sentence is printed");
    assert!(!text.contains("antal(id="), "the figure is put in");
}

#[test]
fn the_output_of_diff_proofread_and_trace_is_as_shown() {
    let command = "kapreport diff 2023 2024 --only changed --over 300%";
    let arguments: Vec<&str> = command.split(' ').skip(1).collect();
    let printed = run(repository(), &arguments, &[]).ends_with(0).out;
    assert_eq!(printed, shown(&block("What has changed", "text"), command));

    let printed = run(&repository().join("tests/printed"), &["proofread", "rapport.pdf"], &[]).ends_with(1).out;
    // The document has spaces for no-break spaces.
    let printed = printed.replace('\u{a0}', " ");
    let block_shown = shown(&blocks("Numbers that agree", "text")[1], "kapreport proofread rapport.pdf");
    assert_eq!(printed, block_shown.replace('\u{a0}', " "));

    let printed = run(repository(), &["trace", "medicin.praksisbesoeg", "2024"], &[]).ends_with(0).out;
    let trace = shown(&block("Behind a number", "text"), "kapreport trace medicin.praksisbesoeg 2024");
    // The document leaves out the end.
    quoted::agree(&printed, &format!("{trace}[…]\n"));
}

#[test]
fn the_passing_and_the_failing_check_behave_as_shown() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let templates = folder.path().join("templates/kap-h");
    fs::create_dir_all(&templates).expect("a folder");
    let text = fs::read_to_string(repository().join("templates/kap-h/medicin.toml")).expect("a chapter");
    let check = block("Numbers that agree", "toml");
    fs::write(templates.join("medicin.toml"), format!("{text}\n{check}")).expect("write");
    let data = repository().join("data-samples/kap-h/2024");
    fs::write(folder.path().join("kapreport.toml"), "templates = \"templates\"\nout = \"ud\"\n").expect("write");
    let holds = run(folder.path(), &["check", "2024", "--data", data.to_str().expect("a path")], &[]).ends_with(0);
    assert!(!holds.err.contains("check-failed"), "{}", holds.err);

    let failing = Project::new().replacing(
        "skabeloner/lille/besoeg.toml",
        "is = \"SUM(besoeg.slags)\"",
        "is = \"SUM(besoeg.slags) - 2\"",
    );
    failing.run(&["check", "2024"]).ends_with(1).says(&blocks("Numbers that agree", "text")[0]);
}

#[test]
fn every_linked_path_exists() {
    let readme = readme();
    for link in readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
    {
        assert!(Path::new(&repository().join(link)).exists(), "{link}");
    }
}

#[test]
fn every_command_and_option_is_documented() {
    let readme = readme();
    for command in ["build", "check", "explain", "figures", "diff", "trace", "proofread", "list", "completions", "man"]
    {
        assert!(readme.contains(&format!("kapreport {command}")), "{command}");
    }
    for option in [
        "--report",
        "--data",
        "--out",
        "--draft",
        "--lenient",
        "--pages",
        "--format",
        "--from-snapshot",
        "--sql",
        "--rejects",
        "--coverage",
        "--against",
        "--all",
        "--only",
        "--over",
        "--fail-over",
    ] {
        assert!(readme.contains(option), "{option}");
    }
}
