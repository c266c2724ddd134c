//! The command line: help, errors and output formats.

use std::collections::BTreeSet;
use std::process::Command;

use kapreport::testing::findings::Code;

use crate::project::{Project, repository, run};

const HELP: &str = "Bygger årsrapporter for kvalitetsenheder i almen praksis: eksporter ind, en tilgængelig PDF ud

Brug: kapreport <KOMMANDO> [VALG]

Kommandoer:
  build        Byg rapporten for en periode
  watch        Byg igen, hver gang en skabelon eller en eksport bliver ændret
  preview      Vis redaktionen, hvad der er ændret, og hvad der er galt: en mappe med websider
  batch        Lav en rapport til hver praksis eller klynge, alle på én gang
  check        Find alt, der er galt, uden at bygge rapporten
  init         Lav en mappe med din egen rapport: tekster, tal, skemaer og en vejledning
  inputs       Lav skemaer (regneark) til at skrive data i
  figures      Vis alle nøgletal for en periode
  diff         Vis, hvad der er ændret mellem to perioder eller rapporter
  history      Vis nøgletal år for år, med et lille forløb
  compare      Stil rapporters nøgletal op side om side efter fælles begreber
  trace        Vis, hvad der står bag et tal: definition, SQL, filer og rækker
  proofread    Find modsigelser i en færdig rapport (PDF, Word eller tekst)
  list         Vis rapporter, kapitler og datasæt med de kolonner, de venter
  schema       Skriv JSON Schemas for definitionsfilerne, så editoren kender deres nøgler
  explain      Forklar en kode: hvad den betyder, og hvordan fejlen rettes
  completions  Skriv fuldførelse af kommandoer til din shell
  man          Skriv manualsiden (man)
  guide        Skriv hele vejledningen som en webside
  licenses     Vis licenserne for kapreport og for alt, det er bygget af

Valg:
      --version  Vis versionen
  -h, --help     Vis hjælp

Eksempler:
  kapreport build 2024                 byg årsrapporten for 2024
  kapreport build 2024 --draft         byg et udkast med vandmærke
  kapreport watch 2024                 byg igen ved hver ændring, mens der skrives
  kapreport preview 2024               vis, hvad der er ændret, som websider
  kapreport check 2024                 find alt, der er galt, uden at bygge
  kapreport explain bad-cell           forklar en fejl
  kapreport figures 2024               vis alle nøgletal
  kapreport figures 2024 --sql         vis de SQL-sætninger, der beregner dem
  kapreport diff 2023 2024             vis, hvad der er ændret fra år til år
  kapreport history                    vis nøgletal år for år
  kapreport compare kap-h:2023 2024    stil rapporters nøgletal op side om side
  kapreport trace medicin.emner 2024   vis, hvad der står bag et tal
  kapreport list                       vis rapporter, kapitler og datasæt
  kapreport init min-rapport           lav en mappe med din egen rapport

Afslutningskoder: 0 færdig, 1 fejl i data, definitioner eller tekst, 2 kunne ikke køre.
";

#[test]
fn the_help_is_danish_with_examples() {
    assert_eq!(run(repository(), &["--help"], &[]).ends_with(0).out, HELP);
}

#[test]
fn the_help_of_every_command_is_danish() {
    for command in kapreport::cli::command().get_subcommands() {
        let help = command.clone().render_long_help().to_string();
        assert!(help.contains("Brug: kapreport"), "{help}");
        for english in ["Usage", "Options", "Arguments", "default", "possible values", "Print help"] {
            assert!(!help.contains(english), "»{english}« in {help}");
        }
    }
}

#[test]
fn usage_errors_are_in_danish_and_exit_with_2() {
    for (arguments, message) in [
        (&["biuld"][..], "fejl: »biuld« er ikke en kommando. Mente du »build«?"),
        (&["build"], "fejl: Her mangler <PERIODE>."),
        (&["build", "24"], "fejl: »24« er ikke en periode."),
        (&["build", "2024", "--drft"], "fejl: »--drft« er ikke et valg, som kapreport kender. Mente du »--draft«?"),
        (&["build", "2024", "2025"], "fejl: »2025« er et ord for meget."),
        (&["help", "build"], "fejl: »help« er ikke en kommando. Skriv fx kapreport build --help."),
        (&["version"], "fejl: »version« er ikke en kommando. Skriv kapreport --version."),
        (&["batch"], "fejl: Her mangler <PERIODE>."),
        (&["figures", "2024", "--sql", "--format", "csv"], "kan ikke bruges sammen med"),
        (&["history", "--from", "2024", "--to", "2022"], "fejl: 2024 ligger efter 2022. Byt om på --from og --to."),
        (
            &["build", "2024", "--format", "xml"],
            "fejl: »xml« er ikke en mulig værdi for --format <FORM[=FIL]>. Mulige: human, json, github, gitlab, junit, sarif, markdown, message, html.",
        ),
        (
            &["build", "2024", "--from-snapshot", "x", "--lenient"],
            "fejl: --from-snapshot <FIL> kan ikke bruges sammen med --lenient.",
        ),
    ] {
        run(repository(), arguments, &[]).ends_with(2).says(message);
    }
}

#[test]
fn findings_and_results_are_available_as_json() {
    let project = Project::new();
    let done: serde_json::Value =
        serde_json::from_str(&project.run(&["build", "2024", "--format", "json"]).ends_with(0).out).unwrap();
    assert_eq!(done["built"], true);
    assert_eq!(done["output"]["rows"]["read"], 4);
    let project = project.replacing("data/log-2024.csv", "15-03-2024", "x");
    let failed: serde_json::Value =
        serde_json::from_str(&project.run(&["build", "2024", "--format", "json"]).ends_with(1).out).unwrap();
    assert_eq!(failed["built"], false);
    let finding = &failed["findings"][0];
    assert_eq!((finding["code"].as_str(), finding["severity"].as_str()), (Some("bad-cell"), Some("error")));
    assert_eq!(finding["place"]["row"], 3);
}

#[test]
fn figures_are_shown_as_a_table_as_json_as_csv_and_as_sql() {
    let project = Project::new();
    project.figures("2024", "table").ends_with(0).prints("  besoeg.deltagere                 1.016  Deltagere");
    project.figures("2024", "csv").ends_with(0).prints("besoeg.deltagere;Deltagere;1016;3");
    project
        .run(&["figures", "2024", "--sql"])
        .ends_with(0)
        .prints("SELECT\n  COUNT(*) FILTER (WHERE \"counts in besoeg.besoeg\") AS \"besoeg.besoeg\",")
        .prints("\"in time 1\" AND slags = 'Besøg' AS \"counts in besoeg.besoeg\"")
        .prints("dato >= DATE '2024-01-01' AND dato < DATE '2025-01-01' AS \"in time 1\"\nFROM log");
}

#[test]
fn figures_are_written_to_a_file_in_the_form_of_its_name_and_never_over_an_export() {
    let project = Project::new();
    project.run(&["figures", "2024", "-o", "tal.csv"]).ends_with(0).prints("Skrevet: tal.csv");
    let text = |name: &str| std::fs::read_to_string(project.path(name)).unwrap();
    assert!(text("tal.csv").starts_with("\u{feff}nøgletal;navn;værdi;rækker\n"));
    project
        .run(&["figures", "2024", "-o", "tal.xlsx"])
        .ends_with(2)
        .says("fejl: Formen kan ikke ses af navnet »tal.xlsx«. Lad det ende på .txt, .csv eller .json");
    assert!(!project.path("tal.xlsx").exists());
    project.run(&["figures", "2024", "-o", "tal.json"]).ends_with(0);
    assert!(text("tal.json").contains("\"figures\": {"));
    project
        .run(&["figures", "2024", "-o", "data/log-2024.csv"])
        .ends_with(2)
        .says("ligger i datamappen og kan være en eksport");
}

#[test]
fn the_list_shows_reports_chapters_and_the_columns_that_datasets_expect() {
    Project::new()
        .run(&["list", "--report", "lille"])
        .ends_with(0)
        .prints("  besoeg               Besøg og møder (5 nøgletal, 2 tabeller, 0 figurer)")
        .prints("filer: log*.csv")
        .prints("slags            »Slags«: en af de kendte værdier");
}

#[test]
fn completions_and_the_manual_page_are_written() {
    run(repository(), &["completions", "bash"], &[]).ends_with(0).prints("_kapreport()");
    run(repository(), &["man"], &[]).ends_with(0).prints(".TH kapreport").prints("kapreport build");
}

#[test]
fn the_licences_name_every_crate_of_the_program() {
    let printed = run(repository(), &["licenses"], &[]).ends_with(0).out;
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(repository())
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(tree.stdout).expect("UTF-8");
    let crates: BTreeSet<&str> = tree.lines().filter(|line| !line.starts_with("kapreport ")).collect();
    assert!(crates.len() > 300, "{tree}");
    for name in crates {
        // `name v1.2.3 (proc-macro)`
        let mut words = name.split(' ');
        let (name, version) = (words.next().expect("a name"), words.next().expect("a version").trim_start_matches('v'));
        let line = format!("  {name} {version}");
        let is_named = printed.lines().any(|printed| printed == line || printed.starts_with(&format!("{line} ")));
        assert!(is_named, "{name} {version} is missing: run .ci/licenses/run");
    }
}

#[test]
fn output_in_a_pipe_has_no_colour_and_no_progress() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024", "x");
    let run = project.run(&["build", "2024"]).ends_with(1);
    assert!(!run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'));
}

#[test]
fn settings_are_found_from_a_subfolder_and_their_mistakes_are_reported() {
    let project = Project::new();
    project.run_in("skabeloner/lille", &["build", "2024"], &[]).ends_with(0);
    assert!(project.path("ud/2024/lille-2024.pdf").is_file());
    project
        .replacing("kapreport.toml", "templates", "tempaltes")
        .run(&["build", "2024", "--report", "kap-h"])
        .ends_with(1)
        .says("Ukendt nøgle »tempaltes«.\n   kapreport.toml:4:1\n   → Mente du »templates«?");
}

#[test]
fn commands_in_the_tests_process_print_what_the_program_prints() {
    let projects = [
        Project::new(),
        Project::new().replacing("data/log-2024.csv", "31-12-2024;Besøg", "31-02-2024;Besøg"),
        Project::new().replacing("skabeloner/lille/besoeg.typ", "besoeg.deltagere", "besoeg.deltager"),
        Project::new().replacing("skabeloner/lille/besoeg.toml", "slags = 'Besøg'", "slag = 'Besøg'"),
        Project::new().without("data/log-2024.csv"),
        Project::new().with("data/notater.docx", "x"),
    ];
    for project in projects {
        for (here, arguments) in [
            (project.check("2024"), &["check", "2024"][..]),
            (project.figures("2024", "csv"), &["figures", "2024", "--format", "csv"]),
            (project.build("2024"), &["build", "2024"]),
            (project.here(&["check", "2024", "--coverage"]), &["check", "2024", "--coverage"]),
            (project.here(&["build", "2024", "--out", "/"]), &["build", "2024", "--out", "/"]),
            (project.here(&["trace", "besoeg.besoeg", "2024"]), &["trace", "besoeg.besoeg", "2024"]),
        ] {
            let program = project.run(arguments);
            assert_eq!((here.code, here.out, here.err), (program.code, program.out, program.err), "{arguments:?}");
        }
        // The second must not be compared with the first.
        let arguments = ["preview", "2024", "--out", "web"];
        let here = project.here(&arguments);
        std::fs::remove_dir_all(project.path("web")).expect("a preview");
        let program = project.run(&arguments);
        assert_eq!((here.code, here.out, here.err), (program.code, program.out, program.err));
    }
}

#[test]
fn check_reports_everything_that_is_wrong_and_builds_nothing() {
    let project = Project::new();
    let run = project.run(&["check", "2024"]).ends_with(0).prints("5 nøgletal, 1 tjek. Rapporten kan bygges.");
    assert_eq!(run.err, "");
    assert!(!project.path("ud").exists());
    let project = project.replacing("skabeloner/lille/besoeg.typ", "besoeg.deltagere", "besoeg.deltager").replacing(
        "data/log-2024.csv",
        "31-12-2024;Besøg",
        "31-02-2024;Besøg",
    );
    project
        .run(&["check", "2024"])
        .ends_with(1)
        .says("fejl[bad-cell]")
        .says("Der er fejl at rette, før rapporten kan bygges.");
    project
        .run(&["check", "2024", "--lenient"])
        .ends_with(1)
        .says("fejl[unknown-figure]")
        .prints("Der er fejl at rette.");
    let run = project.run(&["check", "2024", "--format", "json"]).ends_with(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((&report["passed"], &report["findings"][0]["code"]), (&false.into(), &"bad-cell".into()));
}

#[test]
fn every_code_is_explained_and_a_mistyped_one_is_suggested() {
    let run = run(repository(), &["explain", "fejl[bad-cell]:"], &[]).ends_with(0);
    assert!(
        run.out.starts_with("bad-cell: En celle passer ikke til kolonnens type.\n\nHvad det betyder\n"),
        "{}",
        run.out
    );
    for code in Code::ALL {
        for heading in ["Hvad det betyder", "Hvorfor det er vigtigt", "Sådan retter du det", "Eksempel"] {
            let text = format!("\n{}", code.explanation());
            assert!(text.contains(&format!("\n{heading}\n  ")), "{}: {text}", code.name());
        }
    }
    crate::project::run(repository(), &["explain", "bad-cel"], &[]).ends_with(2).says("Mente du »bad-cell«?");
}

#[test]
fn what_the_operating_system_says_is_told_in_danish() {
    Project::new()
        .run(&["proofread", "findes-ikke.txt"])
        .ends_with(2)
        .says("fejl: findes-ikke.txt kan ikke læses: filen eller mappen findes ikke");
}
