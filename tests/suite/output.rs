//! The output folder: whole or untouched.

use std::fs;

use crate::project::Project;

#[test]
fn a_failed_build_leaves_the_earlier_report_as_it_was() {
    let project = Project::new();
    project.run(&["build", "2024"]).ends_with(0);
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    let project = project.replacing("data/log-2024.csv", "15-03-2024", "forkert");
    project.run(&["build", "2024"]).ends_with(1).says("Rapporten er ikke bygget. En tidligere rapport er urørt.");
    assert!(fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap() == before);
    assert_eq!(fs::read_dir(project.path("ud")).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn a_place_that_cannot_be_written_is_said_and_ends_with_two() {
    let project = Project::new().with("optaget", "en fil");
    project
        .run(&["build", "2024", "--out", "optaget/rapport"])
        .ends_with(2)
        .says("fejl: Der kan ikke skrives i optaget");
}

#[test]
fn a_new_build_replaces_the_old_pages_and_keeps_the_editors_own_files() {
    let project = Project::new();
    project.run(&["build", "2024", "--pages"]).ends_with(0);
    fs::write(project.path("ud/2024/noter.txt"), "mine").unwrap();
    project.run(&["build", "2024"]).ends_with(0);
    assert!(!project.path("ud/2024/sider").exists(), "pages of the old build are gone");
    assert_eq!(fs::read_to_string(project.path("ud/2024/noter.txt")).unwrap(), "mine");
}

#[test]
fn a_report_is_built_again_from_its_snapshot_when_the_exports_are_gone() {
    let project = Project::new();
    project.run(&["build", "2024"]).ends_with(0);
    let before = fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    fs::remove_dir_all(project.path("data")).unwrap();
    project.run(&["build", "2024", "--from-snapshot", "ud/2024/figures.json", "--out", "igen"]).ends_with(0);
    assert!(fs::read(project.path("igen/lille-2024.pdf")).unwrap() == before, "the same bytes");
}

#[test]
fn the_snapshot_of_another_period_is_refused() {
    let project = Project::new();
    project.run(&["build", "2024"]).ends_with(0);
    project
        .run(&["build", "2025", "--from-snapshot", "ud/2024/figures.json"])
        .ends_with(2)
        .says("er af rapporten lille for 2024");
}

#[test]
fn a_file_where_the_report_should_be_is_left_alone() {
    let project = Project::new().with("vigtig.csv", "vigtigt");
    project
        .run(&["build", "2024", "--out", "vigtig.csv"])
        .ends_with(2)
        .says("vigtig.csv er en fil, ikke en mappe til rapporten");
    assert_eq!(fs::read_to_string(project.path("vigtig.csv")).unwrap(), "vigtigt");
}

#[test]
fn a_report_that_is_not_in_the_folder_of_templates_is_said_to_be_the_embedded_one() {
    let own = Project::new();
    assert!(!own.run(&["check", "2024"]).err.contains("følger med kapreport"));
    let embedded = own.run(&["list", "--report", "kap-h"]).ends_with(0);
    assert!(!embedded.err.contains("følger med kapreport"), "{}", embedded.err);
    own.run(&["check", "2024", "--report", "kap-h"]).says(
        "oplysning[missing-template]: Rapporten »kap-h« er den, der følger med kapreport: skabelonmappen har ingen mappe »kap-h«.",
    );
}
