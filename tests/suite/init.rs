//! `kapreport init`: a new folder that builds at once, or nothing if it cannot be made.

use std::fs;

use tempfile::TempDir;

use crate::inputs::names;
use crate::project::{Run, run};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[track_caller]
fn without_findings(run: Run) -> Run {
    let run = run.ends_with(0);
    assert_eq!(run.err, "");
    run
}

#[test]
fn a_new_report_builds_checks_diffs_and_traces_without_a_finding() {
    let root = folder();
    let made = without_findings(run(root.path(), &["init", "Vores årsrapport"], &[]));
    assert_eq!(
        made.out,
        "Mappen Vores årsrapport er lavet med rapporten vores-aarsrapport:
  README.md                     hvad mappen indeholder, og hvad du gør nu
  kapreport.toml                hvilken rapport det er, og hvor data ligger
  templates/vores-aarsrapport/  rapportens tal og tekster
  data/2023/                    skemaer med opdigtede tal
  data/2024/                    skemaer med opdigtede tal

Skriv nu:
  cd \"Vores årsrapport\"
  kapreport build 2023
  kapreport build 2024
  kapreport diff 2023 2024
"
    );
    let own = root.path().join("Vores årsrapport");
    assert_eq!(names(&own), ["README.md", "data", "kapreport.toml", "templates"]);
    for period in ["2023", "2024"] {
        assert_eq!(
            names(&own.join("data").join(period)),
            [format!("aktiviteter-{period}.xlsx"), format!("klinikker-{period}.xlsx")]
        );
        without_findings(run(&own, &["build", period], &[])).prints("Hertil 3 eksempelrækker, som ikke er data.");
        without_findings(run(&own, &["check", period], &[])).prints("Rapporten kan bygges.");
    }
    let pdf = own.join("reports/vores-aarsrapport/2024/vores-aarsrapport-2024.pdf");
    assert!(pdf.is_file());
    without_findings(run(&own, &["diff", "2023", "2024"], &[]))
        .prints("  Praksisbesøg                                  19      25                  +6   +31,6\u{a0}%");
    without_findings(run(&own, &["trace", "aktiviteter.besoegte", "2024"], &[]))
        .prints("Klinikker, der har haft besøg: 16 (klinikker)");
    // Forms of the next year come from the same definition.
    without_findings(run(&own, &["inputs", "2025"], &[])).prints("aktiviteter-2025.xlsx  Besøg og møder · Kurser");
}

#[test]
fn every_command_and_file_in_the_new_reports_readme_exists() {
    for from in [&[][..], &["--from", "kap-h"]] {
        let root = folder();
        run(root.path(), &[&["init", "vores"], from].concat(), &[]).ends_with(0);
        let own = root.path().join("vores");
        let readme = fs::read_to_string(own.join("README.md")).expect("a README");
        assert!(
            !readme.contains("{rapport}") && !readme.contains("{kilde}") && !readme.contains("{periode}"),
            "{readme}"
        );
        for command in readme.split("`kapreport ").skip(1).filter_map(|rest| rest.split(['`', ' ']).next()) {
            assert!(!command.contains('\n'));
            run(&own, &[command, "--help"], &[]).ends_with(0);
        }
        for path in readme.split('`').filter(|text| text.starts_with("templates/") && !text.contains('<')) {
            assert!(own.join(path).exists(), "{path}");
        }
    }
}

#[test]
fn a_copied_report_has_empty_input_forms_and_a_build_names_them() {
    let root = folder();
    let title = "Status \"i alt\" {{ periode }}";
    let arguments = ["init", "vores", "--from", "kap-h", "--report", "kap-x", "--title", title, "--period", "2025"];
    without_findings(run(root.path(), &arguments, &[])).prints("  data/2025/        tomme skemaer");
    let own = root.path().join("vores");
    let report = fs::read_to_string(own.join("templates/kap-x/report.toml")).expect("a report");
    assert!(report.contains("\ntitle = \"Status \\\"i alt\\\" {{ periode }}\"\n"), "{report}");
    let forms = names(&own.join("data/2025"));
    assert!(forms.iter().all(|name| name.ends_with("-2025.xlsx")), "{forms:?}");
    let build = run(&own, &["build", "2025"], &[]).ends_with(1);
    let unfilled = build.err.matches("fejl[empty-file]: Skemaet er ikke udfyldt").count();
    let datasets = fs::read_to_string(own.join("templates/kap-x/datasets.toml")).expect("datasets");
    assert_eq!(unfilled, datasets.matches("\nfiles = ").count());
    assert_eq!(build.err.matches("[").count(), unfilled, "there is no other finding: {}", build.err);
}

#[test]
fn init_leaves_a_folder_with_files_alone() {
    let root = folder();
    let own = root.path().join("vores");
    fs::create_dir(&own).expect("a folder");
    fs::write(own.join("noter.txt"), "mine").expect("a file");
    run(root.path(), &["init", "vores"], &[])
        .ends_with(2)
        .says("fejl: Mappen vores findes og er ikke tom. Den er ikke rørt. Skriv navnet på en ny mappe");
    run(root.path(), &["init", "vores/noter.txt"], &[]).ends_with(2).says("vores/noter.txt er en fil.");
    assert_eq!((names(&own), names(root.path())), (vec!["noter.txt".to_owned()], vec!["vores".to_owned()]));

    let empty = root.path().join("tom");
    fs::create_dir(&empty).expect("a folder");
    run(&empty, &["init", "."], &[]).ends_with(2).says("fejl: Du står i mappen.");
    run(root.path(), &["init", "tom"], &[]).ends_with(0);
    assert_eq!(names(root.path()), ["tom", "vores"], "nothing is left beside it");
}

#[test]
fn invalid_arguments_of_init_create_nothing() {
    let root = folder();
    for (arguments, code, message) in [
        (&["--from", "kap-q"][..], 1, "Der er ingen rapport »kap-q«."),
        (&["--report", "kap-h"], 2, "Navnet »kap-h« er optaget af en rapport i kapreport. Vælg et andet"),
        (&["--report", "shared"], 2, "Navnet »shared« er optaget"),
        (&["--report", "../ud"], 2, "»../ud« kan ikke være navnet på en rapport."),
        (&["--title", "310299-0000"], 2, "Titlen har et CPR-nummer."),
        (&["--from", "kap-h", "--period", "i år"], 2, "»i år« er ikke en periode."),
    ] {
        run(root.path(), &[&["init", "vores"], arguments].concat(), &[]).ends_with(code).says(message);
        assert_eq!(names(root.path()), Vec::<String>::new(), "{arguments:?}");
    }
}

#[test]
fn a_folder_named_like_an_embedded_report_gets_a_report_id_of_its_own() {
    let root = folder();
    run(root.path(), &["init", "kap-h"], &[]).ends_with(0).prints("er lavet med rapporten min-kap-h:");
    run(root.path(), &["init", "Ænder & Øer!"], &[]).ends_with(0).prints("er lavet med rapporten aender-oeer:");
    run(root.path(), &["init", "…"], &[]).ends_with(0).prints("er lavet med rapporten min-rapport:");
}
