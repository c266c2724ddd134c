//! The output folder is replaced in one step or left untouched.

use std::fs;

use crate::project::Project;

#[test]
fn a_failed_build_leaves_the_earlier_report_as_it_was() {
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    let project = project.replacing("data/log-2024.csv", "15-03-2024", "forkert");
    project.here(&["build", "2024"]).ends_with(1).says("Rapporten er ikke bygget. En tidligere rapport er urørt.");
    assert!(fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap() == before);
    assert_eq!(fs::read_dir(project.path("ud")).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn an_unwritable_output_folder_exits_with_2() {
    let project = Project::new().with("optaget", "en fil");
    project
        .run(&["build", "2024", "--out", "optaget/rapport"])
        .ends_with(2)
        .says("fejl: optaget er en fil, ikke en mappe. optaget/rapport kan ikke ligge i den");
}

#[test]
fn a_build_replaces_old_pages_and_keeps_foreign_files() {
    let project = Project::new();
    project.here(&["build", "2024", "--pages"]).ends_with(0);
    fs::write(project.path("ud/2024/noter.txt"), "mine").unwrap();
    project.here(&["build", "2024"]).ends_with(0);
    assert!(!project.path("ud/2024/sider").exists(), "pages of the old build are gone");
    assert_eq!(fs::read_to_string(project.path("ud/2024/noter.txt")).unwrap(), "mine");
}

#[test]
fn a_report_can_be_rebuilt_from_its_snapshot_without_exports() {
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    fs::remove_dir_all(project.path("data")).unwrap();
    project.here(&["build", "2024", "--from-snapshot", "ud/2024/figures.json", "--out", "igen"]).ends_with(0);
    assert!(fs::read(project.path("igen/lille-2024.pdf")).unwrap() == before, "the same bytes");
}

#[test]
fn the_snapshot_of_another_period_is_refused() {
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    project
        .here(&["build", "2025", "--from-snapshot", "ud/2024/figures.json"])
        .ends_with(2)
        .says("er af rapporten lille for 2024");
}

#[test]
fn a_file_in_place_of_the_output_folder_is_left_alone() {
    let project = Project::new().with("vigtig.csv", "vigtigt");
    project
        .here(&["build", "2024", "--out", "vigtig.csv"])
        .ends_with(2)
        .says("vigtig.csv er en fil, ikke en mappe til rapporten");
    assert_eq!(fs::read_to_string(project.path("vigtig.csv")).unwrap(), "vigtigt");
}

#[test]
fn using_an_embedded_report_instead_of_a_missing_one_is_reported() {
    let own = Project::new();
    assert!(!own.here(&["check", "2024"]).err.contains("følger med kapreport"));
    let embedded = own.run(&["list", "--report", "kap-h"]).ends_with(0);
    assert!(!embedded.err.contains("følger med kapreport"), "{}", embedded.err);
    own.here(&["check", "2024", "--report", "kap-h"]).says(
        "oplysning[missing-template]: Rapporten »kap-h« er den, der følger med kapreport: skabelonmappen har ingen mappe »kap-h«.",
    );
}

#[test]
fn a_foreign_file_in_the_output_folder_stays_and_the_build_says_so() {
    let project = Project::new().with("ud/2024/tables.xlsx", "min").with("ud/2024/sider/ferie.jpg", "strand");
    project.here(&["build", "2024"]).ends_with(2).says("tables.xlsx er ikke skrevet af kapreport").says("ikke bygget");
    assert_eq!(fs::read_to_string(project.path("ud/2024/tables.xlsx")).unwrap(), "min");
    fs::remove_file(project.path("ud/2024/tables.xlsx")).unwrap();
    project.here(&["build", "2024", "--pages"]).ends_with(0);
    project.here(&["build", "2024"]).ends_with(0);
    assert_eq!(fs::read_to_string(project.path("ud/2024/sider/ferie.jpg")).unwrap(), "strand");
    assert!(!project.path("ud/2024/sider/side-01.png").exists());
}

#[test]
fn a_preview_leaves_the_site_of_somebody_else_alone() {
    let project = Project::new().with("web/index.html", "min side");
    project.run(&["preview", "2024", "--out", "web"]).ends_with(2).says("index.html er ikke skrevet af kapreport");
    assert_eq!(fs::read_to_string(project.path("web/index.html")).unwrap(), "min side");
}

#[test]
fn the_folder_of_the_exports_is_refused_and_the_current_folder_is_written_file_by_file() {
    let project = Project::new();
    project.here(&["build", "2024", "--out", "data"]).ends_with(2).says("er mappen med eksporter");
    project.here(&["build", "2024", "--out", "/"]).ends_with(2).says("Vælg en undermappe");
    project.run(&["build", "2024", "--out", "."]).ends_with(0).prints("én ad gangen");
    assert!(project.path("lille-2024.pdf").is_file() && project.path("data/log-2024.csv").is_file());
    project.run(&["build", "2024", "--out", "."]).ends_with(0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_build_whose_answer_cannot_be_written_does_not_say_that_it_was_not_built() {
    let project = Project::new();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let ran = std::process::Command::new(crate::project::PROGRAM)
        .args(["build", "2024"])
        .current_dir(project.path("."))
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(
        said.contains("Rapporten er bygget, men svaret kan ikke skrives") && !said.contains("ikke bygget"),
        "{said}"
    );
}

#[test]
fn rejected_rows_of_an_earlier_run_are_not_mentioned() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024", "x");
    project.here(&["check", "2024", "--rejects", "afviste.xlsx"]).ends_with(1).says("Udeladte rækker");
    let project = project.replacing("skabeloner/lille/besoeg.toml", "SUM(antal)", "SUM(");
    let run = project.here(&["check", "2024", "--rejects", "afviste.xlsx"]).ends_with(1);
    assert!(!run.err.contains("Udeladte rækker"), "{}", run.err);
}

#[test]
fn a_report_is_not_put_among_the_templates() {
    let project = Project::new();
    let run = project.here(&["build", "2024", "--out", "skabeloner/lille/ud"]).ends_with(2);
    run.says("skabeloner/lille/ud ligger i skabelonmappen. Vælg en anden mappe til rapporten med --out");
    assert!(!project.path("skabeloner/lille/ud").exists());
}

#[test]
fn what_a_report_is_made_of_is_not_overwritten_by_what_is_made_from_it() {
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    for file in ["data/log-2024.csv", "skabeloner/lille/besoeg.typ", "kapreport.toml"] {
        let before = fs::read(project.path(file)).unwrap();
        for command in [&["guide"][..], &["history", "--format", "html"], &["check", "2024", "--format"]] {
            let output = format!("sarif={file}");
            let output = if command[0] == "check" { vec![output.as_str()] } else { vec!["--output", file] };
            project.run(&[command, &output].concat()).ends_with(2).says("bliver ikke overskrevet");
        }
        assert!(fs::read(project.path(file)).unwrap() == before, "{file}");
    }
    project.run(&["history", "--output", "ud/forløb.html"]).ends_with(0);
    project.run(&["history", "--output", "ud/forløb.html"]).ends_with(0);
}

#[test]
fn reports_that_are_built_at_once_leave_nothing_of_each_other() {
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    std::thread::scope(|scope| {
        for command in ["build", "preview", "build", "preview"] {
            let project = &project;
            scope.spawn(move || project.run(&[command, "2024"]).ends_with(0));
        }
    });
    let mut names: Vec<String> = fs::read_dir(project.path("ud/2024"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, [".kapreport.json", "figures.json", "lille-2024.pdf", "preview", "tables.xlsx"]);
    assert_eq!(fs::read_dir(project.path("ud")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_stopped_says_so_and_leaves_nothing() {
    use std::os::unix::process::ExitStatusExt;
    let project = Project::new();
    project.here(&["build", "2024"]).ends_with(0);
    // Another run exchanges files, so this one waits.
    let turn = fs::File::create(project.path("ud/2024/.preview.ny-skift.lock")).unwrap();
    turn.lock().unwrap();
    let mut program = std::process::Command::new(crate::project::PROGRAM);
    program.args(["preview", "2024"]).current_dir(project.path("")).stderr(std::process::Stdio::piped());
    let run = program.spawn().unwrap();
    let working = project.path("ud/2024/.preview.ny-arbejde.lock");
    let start = std::time::Instant::now();
    while !working.exists() && start.elapsed().as_secs() < 30 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    // Not Ctrl+C, which a test run in the background ignores.
    // SAFETY: sends a signal to the process that this test has started.
    unsafe { libc::kill(run.id().try_into().unwrap(), libc::SIGTERM) };
    let ended = run.wait_with_output().unwrap();
    assert_eq!(ended.status.signal(), Some(libc::SIGTERM));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("Stoppet. Er der en forhåndsvisning i mappen, er den hel"), "{said}");
    assert!(!working.exists() && !project.path("ud/2024/preview").exists());
}

#[cfg(unix)]
#[test]
fn figures_of_the_year_before_that_may_not_be_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.here(&["build", "2023", "--draft"]);
    let folder = project.path("ud/2023");
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
    // The administrator may read everything.
    let may_read = fs::read_dir(&folder).is_ok();
    let run = project.check("2024");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(may_read || run.err.contains("Tallene for 2023 kan ikke læses"), "{}", run.err);
}
