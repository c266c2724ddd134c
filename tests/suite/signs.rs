//! Signs that an export is not what it seems: what a careful clerk would see in it.

use std::os::unix::fs::symlink;

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";

/// A log of this number of rows without defects.
fn rows(count: u32) -> String {
    let row = |i: u32| format!("{:02}-{:02}-2024;Besøg;{i};note {i}\n", 1 + i % 28, 1 + i % 12);
    format!("Dato;Slags;Deltagere;Note\n{}", (0..count).map(row).collect::<String>())
}

#[test]
fn a_file_that_ends_within_its_last_row_was_cut_off() {
    for (end, row) in [("05-06-2024;Møde;3", 12), ("05-06-2", 12), ("05-06-2024;Møde;3;\n\"04-07-2024\";Bes", 13)] {
        let run = Project::new().with(LOG, format!("{}{end}", rows(10))).run(&["check", "2024"]);
        assert!(run.err.contains(&format!("log-2024.csv, række {row}")), "{end}: {}", run.err);
    }
    Project::new()
        .with(LOG, format!("{}05-06-2024;Møde;3", rows(10)))
        .run(&["check", "2024"])
        .ends_with(0)
        .says("advarsel[cut-file]: Filen slutter midt i en række: den har 3 af 4 felter, og linjen er ikke afsluttet.\n   log-2024.csv, række 12, kolonne »Deltagere«, værdi »3«");
}

#[test]
fn a_file_that_ends_within_a_letter_is_read_in_its_encoding() {
    let mut bytes = format!("{}05-06-2024;Besøg;3;Nørrebrø", rows(10)).into_bytes();
    bytes.pop();
    let run = Project::new().with(LOG, bytes).run(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("Ã"), "{}", run.err);
}

#[test]
fn a_last_row_without_a_line_end_is_whole_if_its_fields_are() {
    for end in ["05-06-2024;Møde;3;", "05-06-2024;Møde;3;Vest", "I alt;;58;"] {
        let run = Project::new().with(LOG, format!("{}{end}", rows(10))).run(&["check", "2024"]).ends_with(0);
        assert!(!run.err.contains("cut-file"), "{end}: {}", run.err);
    }
}

#[test]
fn a_link_to_a_file_of_the_data_folder_is_read_and_any_other_is_reported() {
    let project = Project::new().with("data/.objekter/abc", rows(3)).with("andre/log.csv", rows(4));
    symlink(".objekter/abc", project.path("data/log-b.csv")).expect("a link");
    project.run(&["figures", "2024"]).ends_with(0).prints("5");
    symlink("../andre/log.csv", project.path("data/log-c.csv")).expect("a link");
    symlink("../andre", project.path("data/efteraar")).expect("a link");
    symlink("findes-ikke", project.path("data/log-d.csv")).expect("a link");
    project
        .run(&["check", "2024"])
        .ends_with(0)
        .says("advarsel[unread-file]: Filen er et link, der peger ud af datamappen, og er ikke læst.\n   log-c.csv")
        .says("advarsel[unread-file]: Mappen er et link og er ikke læst.\n   efteraar")
        .says("advarsel[unread-file]: Filen er et link til noget, der ikke findes, og er ikke læst.\n   log-d.csv");
}

#[test]
fn every_entry_of_the_data_folder_that_is_not_read_is_reported() {
    for (name, line) in [
        ("~$log-2024.xlsx", "oplysning[unread-file]: Filen viser, at nogen har regnearket åbent."),
        (".~lock.log-2024.csv#", "oplysning[unread-file]: Filen viser, at nogen har regnearket åbent."),
        ("log-2024.csv.zip", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .zip og er ikke læst."),
        ("log-maj.xlsx", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .xlsx og er ikke læst."),
        ("log-maj.csv.tmp", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .tmp og er ikke læst."),
        (".log-maj.csv", "advarsel[unread-file]: Filen eller mappen er skjult og er ikke læst."),
        (".kladde/log.csv", "oplysning[unread-file]: Filen eller mappen er skjult og er ikke læst."),
        ("vejledning.pdf", "oplysning[unread-file]: Filen passer ikke til noget datasæt og er ikke læst."),
    ] {
        Project::new().with(&format!("data/{name}"), "x").run(&["check", "2024"]).ends_with(0).says(line);
    }
}

#[test]
fn files_that_operating_systems_and_version_control_make_are_no_exports() {
    let project = Project::new().with("data/.DS_Store", "x").with("data/Thumbs.db", "x").with("data/.gitkeep", "");
    let run = project.run(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("unread-file"), "{}", run.err);
}
