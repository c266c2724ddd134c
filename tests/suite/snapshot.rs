//! The snapshot: the content of `figures.json`.

use kapreport::testing::definition::{self, Templates};
use kapreport::testing::figure_id::FigureRef;
use kapreport::testing::figures;
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Options, Strictness};
use kapreport::testing::period::Period;
use kapreport::testing::snapshot::{FORMAT, Lookup, Snapshot};
use serde_json::Value;

use crate::project::{Project, repository, run};

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_figure_has_its_value_unit_definition_and_number_of_rows() {
    let snapshot = json(&Project::new().figures("2024", "json").ends_with(0).out);
    let figure = &snapshot["figures"]["besoeg.deltagere"];
    assert_eq!(figure["value"], 1016);
    assert_eq!(figure["unit"], "deltagere");
    assert_eq!(figure["rows"], 3);
    assert_eq!(figure["dataset"], "log");
    assert_eq!(figure["definition"].as_str().map(str::len), Some(16));
    let source = &snapshot["sources"][0];
    assert_eq!(source["file"], "log-2024.csv");
    assert_eq!(source["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(source["rows"], 4);
    let member = &snapshot["figures"]["besoeg.slags"]["members"][1];
    assert_eq!(
        (member["key"][0].as_str(), member["value"].as_i64(), member["rows"].as_i64()),
        (Some("Møde"), Some(1), Some(1))
    );
}

#[test]
fn the_definition_hash_covers_what_a_figure_is_derived_from_but_not_its_wording() {
    let hash = |project: &Project, id: &str| {
        json(&project.figures("2024", "json").ends_with(0).out)["figures"][id]["definition"].to_string()
    };
    let chapter = "skabeloner/lille/besoeg.toml";
    let before = Project::new();
    let words = Project::new().replacing(chapter, "label = \"I alt\"", "label = \"Alle\"");
    let operand =
        Project::new().replacing(chapter, "label = \"Efter slags\"", "where = \"antal > 0\"\nlabel = \"Efter slags\"");
    assert_eq!(hash(&before, "besoeg.i_alt"), hash(&words, "besoeg.i_alt"));
    assert_ne!(hash(&before, "besoeg.i_alt"), hash(&operand, "besoeg.i_alt"));
    assert_eq!(hash(&before, "besoeg.besoeg"), hash(&operand, "besoeg.besoeg"));
}

#[test]
fn every_row_of_kap_hs_exports_is_accounted_for() {
    for year in ["2023", "2024"] {
        let snapshot = json(&run(repository(), &["figures", year, "--format", "json"], &[]).ends_with(0).out);
        let datasets = snapshot["datasets"].as_object().expect("datasets");
        assert_eq!(datasets.len(), 27);
        for (id, account) in datasets {
            let count = |key: &str| account[key].as_u64().expect("a count");
            assert_eq!(count("read"), count("used") + count("outside") + count("left_out"), "{id} {year}");
            assert!(count("used") > 0, "{id} {year}");
        }
        // Counted without the reader: the CSV files have a header and no line breaks in cells.
        for source in snapshot["sources"].as_array().expect("sources") {
            let file = source["file"].as_str().expect("a name");
            if file.ends_with(".csv") {
                let path = repository().join("data-samples/kap-h").join(year).join(file);
                let bytes = std::fs::read(path).expect("an export");
                let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
                assert_eq!(source["rows"].as_u64(), Some(lines as u64 - 1), "{file} {year}");
            }
        }
    }
}

#[test]
fn the_exports_of_2023_reproduce_the_archived_snapshot() {
    let archived =
        std::fs::read_to_string(repository().join("reports/kap-h/2023/figures.json")).expect("the archived snapshot");
    let now = run(repository(), &["figures", "2023", "--format", "json"], &[]).ends_with(0).out;
    assert!(
        json(&archived)["figures"] == json(&now)["figures"],
        "build 2023 again and commit reports/kap-h/2023/figures.json"
    );
}

#[test]
fn stocks_are_counted_on_their_day_and_series_over_time_at_the_end_of_each_year() {
    let snapshot = json(&run(repository(), &["figures", "2024", "--format", "json"], &[]).ends_with(0).out);
    assert_eq!(snapshot["figures"]["kommunikation.abonnenter"]["as_of"], "2025-04-01");
    assert_eq!(snapshot["figures"]["klynger.klynger"]["as_of"], "2024-12-31");
    let groups = &snapshot["figures"]["efteruddannelse.grupper_aar"]["members"];
    let of = |kind: &str, year: &str| {
        groups.as_array().unwrap().iter().find(|member| member["key"] == serde_json::json!([kind, year])).unwrap()["value"].as_i64()
    };
    assert_eq!((of("DGE-gruppe", "2020"), of("DGE-gruppe", "2024")), (Some(88), Some(96)));
    assert_eq!(snapshot["figures"]["efteruddannelse.grupper_type"]["members"][0]["value"], 96);
}

#[test]
fn a_misplaced_snapshot_of_another_period_is_not_compared() {
    let project = Project::new().replacing("kapreport.toml", "ud/{period}", "ud");
    project.build("2024").ends_with(0);
    project
        .build("2024")
        .ends_with(0)
        .says("advarsel[snapshot-unreadable]: Tallene for 2023 skulle stå i")
        .prints("uden sammenligning med en tidligere periode");
}

#[test]
fn a_table_omits_earlier_numbers_with_a_changed_definition() {
    let table = "header = [\"Slags\"]\nperiods = 2\nrows = [\"besoeg.deltagere\", { series = \"besoeg.slags\" }]\n\n[tables.noter]";
    let project = Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "header = [\"Slags\", \"Antal\"]\nrows = [{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]\n\n[tables.noter]", table)
        .with("data/log-2024.csv", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;a\n02-01-2023;Besøg;3;a\n02-01-2023;Besøg;3;a\n");
    project.build("2023").ends_with(0);
    let cells = |project: &Project| {
        project.build("2024").ends_with(0);
        let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
        let attachments = crate::tags::Pdf::read(&bytes).attachments();
        String::from_utf8(attachments.into_iter().find(|(name, ..)| name == "tabel-01-besoeg-oversigt.csv").unwrap().2)
            .unwrap()
    };
    assert_eq!(cells(&project), "\u{feff}Slags;2024;2023\nDeltagere;4;6\nBesøg;1;2\nMøde;0;0\n");
    // A new spelling changes what "Møde" counts, but not the participants.
    let project = project.replacing(
        "skabeloner/lille/datasets.toml",
        "spellings = [\"Mødet\"]",
        "spellings = [\"Mødet\", \"Mødte\"]",
    );
    assert_eq!(cells(&project), "\u{feff}Slags;2024;2023\nDeltagere;4;6\nBesøg;1;\nMøde;0;\n");
}

#[test]
fn a_snapshot_of_other_definitions_is_refused() {
    let project = Project::new();
    project.build("2024").ends_with(0);
    project
        .replacing("skabeloner/lille/besoeg.toml", "where = \"slags = 'Besøg'\"", "where = \"slags = 'Møde'\"")
        .here(&["build", "2024", "--from-snapshot", "ud/2024/figures.json"])
        .ends_with(2)
        .says("har nøgletallet besoeg.besoeg opgjort på en anden måde, end rapporten nu beskriver");
}

#[test]
fn a_snapshot_is_only_made_of_rows_that_add_up() {
    let (project, findings) = (Project::new(), Findings::default());
    let templates = Templates::new(Some(project.path("skabeloner")));
    let definition = definition::read("lille", templates, &findings).expect("a definition");
    let period = Period::parse("2024").expect("a period");
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let snapshot = |more_used: u64, more_read: u64| {
        let mut ingested = ingest::ingest(&definition, &project.path("data"), options, &findings).expect("exports");
        let mut figures = figures::compute(&definition, &ingested, &[], &period, &findings);
        *figures.used.get_mut("log").expect("a count") += more_used;
        ingested.tables.get_mut("log").expect("a table").read += more_read;
        figures::snapshot(&definition, &period, figures, ingested).map_err(|error| format!("{error:#}"))
    };
    assert!(snapshot(0, 0).is_ok());
    let refused = "Rækkerne i »Besøgslog« går ikke op: ";
    assert_eq!(snapshot(2, 0).unwrap_err(), format!("{refused}5 af 4 rækker er talt med"));
    let message = "5 rækker er læst, men 3 er talt med, 1 er uden for perioden, og 0 er udeladt";
    assert_eq!(snapshot(0, 1).unwrap_err(), format!("{refused}{message}"));
}

#[test]
fn figures_that_somebody_has_edited_are_reported_and_no_report_is_built_of_them() {
    let mut project = Project::new().replacing("data/log-2024.csv", "02-01-2024", "02-01-2023;Besøg;3;\n02-01-2024");
    for period in ["2023", "2024"] {
        let figures = project.figures(period, "json").ends_with(0).out;
        project = project.with(&format!("ud/{period}/figures.json"), figures);
    }
    let again = ["build", "2024", "--from-snapshot", "ud/2024/figures.json", "--out", "igen"];
    let built = project.run(&again).ends_with(0);
    assert!(!built.err.contains("snapshot-edited"), "{}", built.err);
    let edit = |project: Project, period: &str| {
        project.replacing(&format!("ud/{period}/figures.json"), "\"read\": 5", "\"read\": 50")
    };
    let project = edit(edit(project, "2023"), "2024");
    project
        .run(&again)
        .ends_with(1)
        .says("fejl[snapshot-edited]: Øjebliksbilledet (figures.json) af lille for 2024 er rettet");
    project
        .check("2024")
        .ends_with(0)
        .says("advarsel[snapshot-edited]: Øjebliksbilledet (figures.json) af lille for 2023");
    let says = "advarsel[snapshot-edited]";
    project.run(&["diff", "2023", "2024"]).ends_with(0).says(says);
    project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0).prints("er rettet, siden kapreport skrev det");
}

/// The snapshots that earlier versions of the program wrote, with their formats.
fn stored_snapshots() -> Vec<(u32, Snapshot)> {
    let files = std::fs::read_dir(repository().join("tests/snapshots")).expect("the folder of snapshots");
    let paths = files.map(|file| file.expect("a file").path());
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a snapshot");
        let format = json(&text)["format"].as_u64().expect("a format") as u32;
        (format, Snapshot::read(&path).unwrap_or_else(|error| panic!("{error:#}")))
    };
    paths.map(read).collect()
}

#[test]
fn a_snapshot_of_every_format_is_read_as_it_was_written() {
    let all = stored_snapshots();
    for format in 1..=FORMAT {
        assert!(all.iter().any(|(stored, _)| *stored == format), "tests/snapshots has no file of format {format}");
    }
    for (format, snapshot) in &all {
        assert_eq!((snapshot.report.as_str(), snapshot.period.label.as_str()), ("kap-h", "2023"));
        assert!(snapshot.figures.len() >= 110 && snapshot.chapters.contains_key("medicin"), "format {format}");
        let number = |figure: &str| match snapshot.lookup(&FigureRef::parse(figure)) {
            Lookup::Number(value) => value,
            _ => panic!("{figure} is no number in format {format}"),
        };
        assert_eq!(number("medicin.praksisbesoeg"), Some(47.0), "format {format}");
        let share = number("tvaersektorielt.opdateringsprocent").expect("a known share");
        let printed = snapshot.figures.get("tvaersektorielt.opdateringsprocent").unwrap().format.print(share);
        assert!(printed.ends_with("\u{a0}%"), "{printed} in format {format}");
        // Written again, it is a snapshot of the present format with the same figures.
        let again = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(again.path(), snapshot.to_json()).expect("written");
        assert_eq!(Snapshot::read(again.path()).expect("read again").to_json(), snapshot.to_json());
    }
}

#[test]
fn an_old_snapshot_can_be_compared_with_todays() {
    let then = repository().join("tests/snapshots/format-1.json");
    let run = run(repository(), &["diff", then.to_str().unwrap(), "2024"], &[]).ends_with(0);
    assert!(run.out.contains("nøgletal:"), "{}", run.out);
}
