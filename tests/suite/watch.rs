//! `kapreport watch`: reactions to changes on disk.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::project::{PROGRAM, Project};

/// Timeout of a build, far longer than one takes.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watch {
    process: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(project: &Project) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["watch", "2024"]).current_dir(project.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the program starts");
        let (sender, lines) = mpsc::channel();
        let out = process.stdout.take().expect("standard output");
        let err = process.stderr.take().expect("standard error");
        let pipes: [Box<dyn Read + Send>; 2] = [Box::new(out), Box::new(err)];
        for pipe in pipes {
            let sender = sender.clone();
            thread::spawn(move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    let _ = sender.send(line);
                }
            });
        }
        Self { process, lines }
    }

    /// Waits for a line with this beginning. Returns all lines up to it.
    #[track_caller]
    fn until(&self, beginning: &str) -> String {
        let mut seen = String::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            seen += &format!("{line}\n");
            if line.starts_with(beginning) {
                return seen;
            }
        }
        panic!("no line begins with »{beginning}« in:\n{seen}");
    }

    /// Asserts that nothing is printed for three seconds.
    #[track_caller]
    fn prints_nothing(&self) {
        if let Ok(line) = self.lines.recv_timeout(Duration::from_secs(3)) {
            panic!("»{line}« was printed");
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn edit(project: &Project, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(project.path(name)).expect("read the file");
    assert!(text.contains(from), "»{from}« is not in {name}");
    fs::write(project.path(name), text.replace(from, to)).expect("write the file");
}

const PROSE: &str = "skabeloner/lille/besoeg.typ";

#[test]
fn a_change_in_prose_rebuilds_the_report() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
    edit(&project, PROSE, "Der var", "Vi havde");
    watch.until("Bygget igen (besoeg.typ er ændret): ");
    assert_ne!(before, fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    edit(&project, PROSE, "Vi havde", "Der var");
    watch.until("Bygget igen (besoeg.typ er ændret): ");
    let after = fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
    assert_eq!(before, after, "the same sources give the same bytes, whatever was built in between");
}

#[test]
fn a_mistake_keeps_the_last_good_report_and_its_correction_rebuilds() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF");
    edit(&project, PROSE, "besoeg.deltagere", "besoeg.deltager");
    let said = watch.until("Rapporten er ikke bygget.");
    assert!(said.contains("fejl[unknown-figure]"), "{said}");
    assert_eq!(before, fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    edit(&project, PROSE, "besoeg.deltager\"", "besoeg.deltagere\"");
    watch.until("Bygget igen");
}

#[test]
fn a_changed_export_is_counted_again() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    edit(&project, "data/log-2024.csv", "15-03-2024;Møde;12", "15-03-2024;Møde;13");
    watch.until("Bygget igen (log-2024.csv er ændret): ");
    let figures = fs::read_to_string(project.path("ud/2024/figures.json")).expect("a snapshot");
    assert!(figures.contains("\"value\": 1017"), "4 + 13 + 1.000 participants:\n{figures}");
}

#[test]
fn a_changed_definition_is_counted_again() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    edit(&project, "skabeloner/lille/besoeg.toml", "where = \"slags = 'Besøg'\"", "where = \"slags = 'Møde'\"");
    watch.until("Bygget igen (besoeg.toml er ændret): ");
    edit(&project, PROSE, "Der var", "Vi havde");
    watch.until("Bygget igen (besoeg.typ er ændret): ");
    let figures = fs::read_to_string(project.path("ud/2024/figures.json")).expect("a snapshot");
    let visits = figures.split("\"besoeg.besoeg\"").nth(1).expect("the figure");
    assert!(visits.contains("\"value\": 1,") || visits.contains("\"value\": 1\n"), "one meeting:\n{figures}");
}

#[test]
fn unchanged_and_temporary_files_do_not_rebuild() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    let text = fs::read(project.path(PROSE)).expect("read the file");
    fs::write(project.path(PROSE), text).expect("write the file");
    fs::write(project.path("data/~$log-2024.csv"), "låst").expect("write the file");
    fs::write(project.path("skabeloner/lille/.besoeg.typ.swp"), "…").expect("write the file");
    watch.prints_nothing();
}

#[test]
fn a_missing_data_folder_is_reported_and_waited_for() {
    let project = Project::new();
    let watch = Watch::start(&project);
    watch.until("Venter på ændringer.");
    fs::rename(project.path("data"), project.path("andre")).expect("move the folder");
    let said = watch.until("Rapporten er ikke bygget.");
    assert!(said.contains("Datamappen"), "{said}");
    fs::rename(project.path("andre"), project.path("data")).expect("move the folder");
    watch.until("Bygget igen");
    edit(&project, "data/log-2024.csv", "15-03-2024;Møde;12", "15-03-2024;Møde;13");
    watch.until("Bygget igen (log-2024.csv er ændret): ");
}
