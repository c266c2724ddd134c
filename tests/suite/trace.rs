//! `kapreport trace`: from a number to its definition, SQL and rows.

use calamine::{Data, Reader, Xlsx, open_workbook};
use kapreport::testing::definition::{self, Definition, Templates};
use kapreport::testing::figures::{Single, Tables, singles};
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, Ingested, Options, Strictness};
use kapreport::testing::period::Period;
use kapreport::testing::snapshot::{Snapshot, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::project::{Project, repository, run};
use crate::rejects::texts;

/// Definition, exports and figures of KAP-H for one year.
fn kap_h(year: &str) -> (Definition, Ingested, Snapshot) {
    let findings = Findings::default();
    let templates = Templates::new(Some(repository().join("templates")));
    let definition = definition::read("kap-h", templates, &findings).expect("a definition");
    let folder = repository().join("data-samples/kap-h").join(year);
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let read = || ingest::ingest(&definition, &folder, options, &findings).expect("the exports");
    let period = Period::parse(year).expect("a period");
    let ingested = read();
    let figures = kapreport::testing::figures::compute(&definition, &ingested, &[], &period, &findings);
    let snapshot = kapreport::testing::figures::snapshot(&definition, &period, figures, ingested).expect("a snapshot");
    let ingested = read();
    (definition, ingested, snapshot)
}

#[test]
fn the_sql_of_every_figure_gives_its_value_and_row_count() {
    for year in ["2023", "2024"] {
        let (definition, ingested, snapshot) = kap_h(year);
        let tables = Tables::new(&definition, &ingested, &Findings::default());
        let mut compared = 0;
        for figure in definition.figures.values() {
            let counted = &snapshot.figures[&figure.id];
            let run = |key: Option<&[String]>| {
                let all: Vec<Single> = singles(&definition, figure, key, &snapshot.period);
                let rows = |single: &Single| single.rows(&tables).unwrap().unwrap().height();
                let values = |single: &Single| single.values(&tables).unwrap();
                (all.iter().map(rows).sum::<usize>() as u64, all.iter().flat_map(values).collect::<Vec<_>>())
            };
            if counted.dataset.is_none() {
                assert!(singles(&definition, figure, None, &snapshot.period).is_empty());
                continue;
            }
            match &counted.value {
                Value::Scalar(value) => {
                    assert_eq!(run(None), (counted.rows.unwrap(), vec![*value]), "{}", figure.id)
                }
                Value::Series(members) => {
                    assert_eq!(run(None).0, counted.rows.unwrap(), "{}", figure.id);
                    for member in members.iter() {
                        let wanted = (member.rows.unwrap(), vec![member.value]);
                        assert_eq!(run(Some(&member.key)), wanted, "{}[{}]", figure.id, member.name());
                    }
                }
            }
            compared += 1;
        }
        assert!(compared > 80, "{compared} figures of {year}");
    }
}

fn built() -> Project {
    let project = Project::new();
    project.build("2024").ends_with(0);
    project
}

fn hash(project: &Project) -> String {
    let snapshot = std::fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    let snapshot: serde_json::Value = serde_json::from_str(&snapshot).unwrap();
    snapshot["sources"][0]["sha256"].as_str().unwrap().to_owned()
}

fn json(project: &Project, arguments: &[&str]) -> serde_json::Value {
    let arguments = [&["trace"], arguments, &["2024", "--format", "json"]].concat();
    serde_json::from_str(&project.here(&arguments).ends_with(0).out).expect("JSON")
}

#[test]
fn a_trace_shows_definition_sql_source_rows_and_places() {
    let project = built();
    let expected = format!(
        "besoeg.besoeg, 2024
Besøg: 2 (besøg)

Antal rækker, hvor »Slags« er »Besøg«; i perioden.

SQL
  SELECT COUNT(*) AS \"besoeg.besoeg\"
  FROM log
  WHERE dato >= DATE '2024-01-01'
    AND dato < DATE '2025-01-01'
    AND slags = 'Besøg'

Kilde: Besøgslog, 2 rækker talt
  log-2024.csv, uændret
    SHA-256 {}

Rækker
  fil           række  Dato        Slags
  log-2024.csv  2      02-01-2024  Besøg
  log-2024.csv  4      31-12-2024  Besøg

Rapporten viser tallet her
  kapitlet Besøg og møder, linje 1: »Der var ⟨besoeg.besoeg⟩ og ⟨besoeg.deltagere⟩; se @tabel:besoeg.oversigt.«

Rapporten bruger det også i
  tjekket »Der kan ikke være flere besøg end hændelser.«
",
        hash(&project)
    );
    let run = project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0);
    assert_eq!(run.out, expected);
    assert_eq!(run.err, "");
}

#[test]
fn a_derived_number_is_shown_as_a_tree_down_to_counted_figures() {
    let project = built();
    let out = project.here(&["trace", "besoeg.i_alt", "2024"]).ends_with(0).out;
    let tree = "Udregning
  besoeg.i_alt = SUM(besoeg.slags)
    3 = SUM(2; 1)
    besoeg.slags = 2 tal  Efter slags
";
    assert!(out.contains(tree), "{out}");
    assert!(out.contains("GROUP BY slags") && out.contains("Kilde: Besøgslog, 3 rækker talt"), "{out}");
    run(repository(), &["trace", "tvaersektorielt.opdateringsprocent", "2024"], &[])
        .ends_with(0)
        .prints("\n    58,4\u{a0}% = 128 / 219\n")
        .prints("SQL tvaersektorielt.opdaterede\n");
}

#[test]
fn calculations_show_enough_decimals_to_add_up() {
    let figures = "
[figures.snit]
label = \"Snit\"
from = \"log\"
value = \"AVG(antal)\"

[figures.andel]
label = \"Andel\"
format = \"percent\"
decimals = 0
is = \"besoeg.besoeg / besoeg.i_alt\"

[figures.regnet]
label = \"Regnet\"
decimals = 1
is = \"besoeg.snit * 2 + ROUND(besoeg.snit, 0) - ABS(besoeg.besoeg)\"

[figures.dele]
label = \"Dele\"
decimals = 2
is = \"besoeg.andel * besoeg.i_alt\"
";
    let chapter = "skabeloner/lille/besoeg.toml";
    let project = Project::new().replacing(chapter, "[tables.oversigt]", &format!("{figures}\n[tables.oversigt]"));
    let rows: String = [2, 3, 3, 3, 3].iter().map(|n| format!("02-01-2024;Besøg;{n};\n")).collect();
    let log = |rows: &str| format!("Dato;Slags;Deltagere;Note\n{rows}");
    let project = project.with("data/log-2024.csv", log(&rows));
    project
        .here(&["trace", "besoeg.regnet", "2024"])
        .ends_with(0)
        .prints("\n    3,6 = 2,8 * 2 + ROUND(2,8; 0) - ABS(5)\n")
        .prints("\n    besoeg.snit = 3  Snit\n");
    let project =
        project.with("data/log-2024.csv", log("02-01-2024;Besøg;4;\n03-01-2024;Møde;4;\n04-01-2024;Møde;4;\n"));
    let run = project.here(&["trace", "besoeg.dele", "2024"]).ends_with(0);
    run.prints("\n    1,00 = 33,333\u{a0}% * 3\n").prints("\n      33\u{a0}% = 1 / 3\n");
}

#[test]
fn an_aggregate_of_several_series_is_of_what_each_member_comes_to() {
    let figures = "
[figures.personer]
label = \"Personer\"
from = \"log\"
value = \"SUM(antal)\"
by = \"slags\"

[figures.vejet]
label = \"Vejet\"
decimals = 2
is = \"SUM(besoeg.personer * besoeg.slags) / SUM(besoeg.slags)\"

[figures.mange]
label = \"Personer ved besøg af de slags, der er flere af\"
is = \"SUM(CASE WHEN besoeg.slags > 1 THEN besoeg.personer ELSE 0 END)\"
";
    let chapter = "skabeloner/lille/besoeg.toml";
    let project =
        Project::new().replacing(chapter, "[tables.oversigt]", &format!("{figures}\n[tables.oversigt]")).with(
            "data/log-2024.csv",
            "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;2;\n03-01-2024;Besøg;4;\n04-01-2024;Møde;5;\n",
        );
    project
        .here(&["trace", "besoeg.vejet", "2024"])
        .ends_with(0)
        .prints("Summen af (»Personer« * »Efter slags«) / summen af »Efter slags«")
        .prints("\n    5,67 = SUM((6; 5) * (2; 1)) / SUM(2; 1)\n");
    project
        .here(&["trace", "besoeg.mange", "2024"])
        .ends_with(0)
        .prints("Summen af (»Personer«, når »Efter slags« > 1, og ellers 0).")
        .prints("\n    6 = SUM(");
}

#[test]
fn a_member_of_a_series_has_its_own_statement_and_rows() {
    let project = built();
    let member = json(&project, &["besoeg.slags[Møde]"]);
    assert_eq!(member["figure"]["value"], 1.0);
    assert_eq!(member["figure"]["label"], "Efter slags: Møde");
    let sql = member["counted"][0]["statements"][0]["sql"].as_str().unwrap();
    assert!(sql.ends_with("AND slags = 'Møde'") && !sql.contains("GROUP BY"), "{sql}");
    let rows = member["counted"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["row"], 3);
    assert_eq!(rows[0]["cells"], serde_json::json!(["2024-03-15", "Møde"]));
    let whole = json(&project, &["besoeg.slags"]);
    assert_eq!(whole["figure"]["members"][0]["text"], "2");
    assert_eq!(whole["counted"][0]["rows"].as_array().unwrap().len(), 3);
}

#[test]
fn a_row_with_several_items_is_shown_once_per_counted_item() {
    let list = "note = { header = \"Note\", type = \"list\", separator = \",\", empty = true }";
    let project = Project::new()
        .replacing(
            "skabeloner/lille/datasets.toml",
            "note = { header = \"Note\", type = \"text\", empty = true }",
            list,
        )
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "from = \"log\"\nwhere = \"note IS NOT NULL\"",
            "from = \"log.note\"",
        )
        .with("data/log-2024.csv", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;a,b\n15-03-2024;Møde;1;b\n");
    let whole = json(&project, &["besoeg.noter"]);
    let rows = whole["counted"][0]["rows"].as_array().unwrap();
    let rows: Vec<_> =
        rows.iter().map(|row| (row["row"].as_u64().unwrap(), row["cells"][1].as_str().unwrap())).collect();
    assert_eq!(rows, [(2, "a"), (2, "b"), (3, "b")]);
    assert_eq!(json(&project, &["besoeg.noter[b]"])["counted"][0]["rows_now"], 2);
}

#[test]
fn a_stock_is_traced_to_the_rows_valid_on_its_day() {
    let out = run(repository(), &["trace", "kommunikation.abonnenter", "2024"], &[]).ends_with(0).out;
    assert!(out.contains("DATE '2025-04-01'"), "{out}");
    let out = run(repository(), &["trace", "efteruddannelse.grupper_aar[DGE-gruppe, 2020]", "2024"], &[]);
    let out = out.ends_with(0).prints("SQL (2020)\n").prints("DATE '2020-12-31'").prints(", 88 rækker talt").out;
    assert!(!out.contains("SQL (2021)"), "{out}");
}

#[test]
fn an_export_changed_since_the_snapshot_is_reported_with_the_new_number() {
    let project = built().replacing("data/log-2024.csv", "15-03-2024;Møde;12", "15-03-2024;Besøg;12");
    let source = json(&project, &["besoeg.besoeg"])["counted"][0]["sources"][0].clone();
    let (then, now) = (hash(&project), source["sha256-now"].as_str().expect("a hash").to_owned());
    assert!(then != now && source["sha256"] == then.as_str(), "{source}");
    project
        .here(&["trace", "besoeg.besoeg", "2024"])
        .ends_with(0)
        .prints("Besøg: 2 (besøg)")
        .prints("Bemærk: Eksporten log-2024.csv er ændret, siden tallet blev beregnet.")
        .prints("Bemærk: Eksporterne giver nu 3 for besoeg.besoeg, men i øjebliksbilledet står 2.")
        .prints(&format!("  log-2024.csv, ændret\n    SHA-256 {then}\n    SHA-256 nu {now}\n"))
        .prints("log-2024.csv  3      15-03-2024  Besøg");
    let project = built().with("data/log-mere.csv", "Dato;Slags;Deltagere;Note\n05-05-2024;Møde;1;\n");
    let out = project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0);
    let out = out.prints("Bemærk: Eksporten log-mere.csv er kommet til, siden tallet blev beregnet.").out;
    assert!(!out.contains("Eksporterne giver nu"), "{out}");
}

#[test]
fn without_exports_a_trace_shows_what_the_snapshot_knows() {
    let project = built().without("data/log-2024.csv");
    let out = project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0);
    let out = out
        .prints("Bemærk: Eksporten log-2024.csv kan ikke læses mere: den er væk, eller dens indhold er et andet.")
        .prints("log-2024.csv, findes ikke mere")
        .prints("SELECT COUNT(*)")
        .prints("Bemærk: Ingen af eksporterne i »Besøgslog« kan læses mere: rækkerne kan ikke vises")
        .out;
    assert!(!out.contains("\nRækker\n") && !out.contains("giver nu"), "{out}");
    assert_eq!(json(&project, &["besoeg.besoeg"])["counted"][0]["rows_now"], serde_json::Value::Null);
    // Other exports give a number; a missing folder gives none.
    let part = Project::new().with("data/log-mere.csv", "Dato;Slags;Deltagere;Note\n05-05-2024;Besøg;1;\n");
    part.build("2024").ends_with(0);
    let out = part.without("data/log-mere.csv").here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0);
    let out = out.prints("Eksporterne giver nu 2 for besoeg.besoeg, men i øjebliksbilledet står 3.").out;
    assert!(!out.contains("Ingen af eksporterne"), "{out}");
    std::fs::remove_dir(project.path("data")).unwrap();
    project
        .here(&["trace", "besoeg.besoeg", "2024"])
        .ends_with(0)
        .prints("Bemærk: Datamappen")
        .prints("rækkerne kan ikke vises, kun hvad øjebliksbilledet ved.")
        .prints(&hash(&project));
}

#[test]
fn without_a_built_report_a_trace_computes_the_number_and_says_so() {
    let out = Project::new().here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0);
    out.prints("Bemærk: Rapporten for 2024 er ikke bygget. Tallet er beregnet af eksporterne, som de er nu.");
    let out = built().here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0).out;
    assert!(!out.contains("Bemærk"), "{out}");
    Project::new()
        .replacing("data/log-2024.csv", "15-03-2024", "31-02-2024")
        .here(&["trace", "besoeg.besoeg", "2024"])
        .ends_with(1)
        .says("fejl[bad-cell]");
}

#[test]
fn rows_that_were_left_out_of_the_dataset_are_mentioned() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024", "31-02-2024");
    project.here(&["build", "2024", "--lenient"]).ends_with(0);
    let note = "Bemærk: 1 række i »Besøgslog« er udeladt, fordi en celle ikke passer, og er ikke talt med.";
    project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0).prints(note);
}

#[test]
fn a_changed_definition_is_reported() {
    built()
        .replacing("skabeloner/lille/besoeg.toml", "where = \"slags = 'Besøg'\"", "where = \"slags = 'Møde'\"")
        .here(&["trace", "besoeg.besoeg", "2024"])
        .ends_with(0)
        .prints("Bemærk: Nøgletallet er defineret anderledes nu, end da tallet blev beregnet")
        .prints("Bemærk: Eksporterne giver nu 1 for besoeg.besoeg, men i øjebliksbilledet står 2.");
}

#[test]
fn a_misspelt_figure_suggests_the_nearest_one() {
    let project = built();
    for (name, message) in [
        ("besoeg.besog", "fejl: Der er intet nøgletal »besoeg.besog«. Mente du »besoeg.besoeg«?"),
        ("Besøg", "fejl: Der er intet nøgletal »Besøg«. Mente du »besoeg.besoeg«?"),
        ("nope.x", "fejl: Der er intet nøgletal »nope.x«. »kapreport figures 2024 --report lille« viser dem alle."),
        ("besoeg.slags[Møder]", "fejl: »besoeg.slags« har intet medlem »Møder«. Mente du »besoeg.slags[Møde]«?"),
        ("besoeg.besoeg[x]", "fejl: »besoeg.besoeg« er ét tal og har ingen medlemmer. Skriv »besoeg.besoeg«."),
    ] {
        project.here(&["trace", name, "2024"]).ends_with(2).says(message);
    }
}

#[test]
fn csv_and_workbook_rows_never_contain_a_cpr_number() {
    let project = built();
    let out = project.here(&["trace", "besoeg.besoeg", "2024", "--format", "csv"]).ends_with(0).out;
    let expected = "\u{feff}nøgletal;periode;fil;ark;række;Dato;Slags\n\
        besoeg.besoeg;2024;log-2024.csv;;2;02-01-2024;Besøg\n\
        besoeg.besoeg;2024;log-2024.csv;;4;31-12-2024;Besøg\n";
    assert_eq!(out, expected);
    let file = project.path("spor.xlsx");
    let arguments = ["trace", "besoeg.besoeg", "2024", "--format", "xlsx", "--out", "spor.xlsx"];
    project.run(&arguments).ends_with(0);
    // The suffix decides the format.
    project.run(&["trace", "besoeg.besoeg", "2024", "--out", "igen.xlsx"]).ends_with(0);
    assert!(std::fs::read(project.path("igen.xlsx")).unwrap() == std::fs::read(&file).unwrap());
    project
        .run(&["trace", "besoeg.besoeg", "2024", "--out", "spor.pdf"])
        .ends_with(2)
        .says("Formen kan ikke ses af navnet »spor.pdf«. Lad det ende på .txt, .json, .csv eller .xlsx");
    let first = std::fs::read(&file).unwrap();
    let cells = texts(&file);
    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let about = book.worksheet_range("Nøgletal").unwrap();
    assert_eq!(about.get_value((4, 0)), Some(&Data::String("Værdi".to_owned())));
    assert_eq!(about.get_value((4, 1)), Some(&Data::Float(2.0)));
    let rows = book.worksheet_range("Rækker").unwrap();
    assert_eq!(rows.get_value((1, 0)), Some(&Data::String("2024".to_owned())));
    assert!(cells.iter().any(|row| row[0] == "Periode" && row.contains(&"Slags".to_owned())), "{cells:?}");
    assert!(cells.iter().any(|row| row.get(3).is_some_and(|row| row == "4") && row[1] == "log-2024.csv"), "{cells:?}");
    project.run(&arguments).ends_with(0);
    assert!(std::fs::read(&file).unwrap() == first, "the same bytes");
    let refusal = "fejl: En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --out spor.xlsx";
    let run = project.run(&arguments[..5]).ends_with(2).says(refusal);
    assert_eq!(run.out, "");
}

#[test]
fn rows_of_a_workbook_name_their_sheet_and_file() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Log").unwrap();
    for (column, header) in ["Dato", "Slags", "Deltagere", "Note"].into_iter().enumerate() {
        sheet.write(4, column as u16, header).unwrap();
    }
    let format = Format::new().set_num_format("dd-mm-yyyy");
    sheet.write_with_format(5, 0, ExcelDateTime::from_ymd(2024, 5, 5).unwrap(), &format).unwrap();
    sheet.write(5, 1, "Besøg").unwrap();
    sheet.write(5, 2, 3).unwrap();
    let project = Project::new()
        .replacing("skabeloner/lille/datasets.toml", "\"log*.csv\"", "\"log*.csv\", \"log*.xlsx\"")
        .with("data/log-b.xlsx", book.save_to_buffer().unwrap());
    project
        .here(&["trace", "besoeg.besoeg", "2024"])
        .ends_with(0)
        .prints("log-2024.csv       4      31-12-2024  Besøg")
        .prints("log-b.xlsx    Log  6      05-05-2024  Besøg")
        .prints("log-b.xlsx, ark »Log«, uændret");
}

#[test]
fn only_the_first_rows_are_shown_without_all() {
    let rows: String = (0..14).map(|_| "02-01-2024;Besøg;4;\n").collect();
    let project = Project::new().with("data/log-2024.csv", format!("Dato;Slags;Deltagere;Note\n{rows}"));
    let shown = |out: &str| out.lines().filter(|line| line.starts_with("  log-2024.csv  ")).count();
    let out = project.here(&["trace", "besoeg.besoeg", "2024"]).ends_with(0).out;
    assert!(shown(&out) == 10 && out.contains("  … og 4 til. Vis dem alle med --all.\n"), "{out}");
    let out = project.here(&["trace", "besoeg.besoeg", "2024", "--all"]).ends_with(0).out;
    assert!(shown(&out) == 14 && !out.contains("til. Vis"), "{out}");
}

#[test]
fn an_unknown_number_has_a_reason_and_no_rows() {
    let project = Project::new().replacing(
        "skabeloner/lille/besoeg.toml",
        "from = \"log\"\nvalue = \"SUM(antal)\"",
        "unknown = \"Ingen har talt dem.\"",
    );
    let out = project.here(&["trace", "besoeg.deltagere", "2024"]).ends_with(0);
    let out = out.prints("Deltagere: ukendt").prints("Ingen har talt dem.").out;
    assert!(!out.contains("SQL") && !out.contains("Kilde"), "{out}");
}

#[test]
fn an_option_without_effect_is_refused() {
    let project = built();
    let help = project.run(&["trace", "--help"]).ends_with(0).out;
    assert!(!help.contains("--rejects") && help.contains("--from-snapshot"), "{help}");
    let arguments = ["trace", "besoeg.besoeg", "2024", "--rejects", "x.xlsx"];
    project.run(&arguments).ends_with(2).says("--rejects hører til build, check og figures.");
    project.run(&["trace", "besoeg.besoeg"]).ends_with(2).says("fejl: Her mangler <PERIODE>.");
}

#[test]
fn a_report_in_another_folder_is_traced_by_its_own_snapshot() {
    let project = built();
    std::fs::rename(project.path("ud/2024/figures.json"), project.path("gemt.json")).unwrap();
    let project = project.replacing("data/log-2024.csv", "15-03-2024;Møde", "15-03-2024;Besøg");
    let arguments = ["trace", "besoeg.besoeg", "2024", "--from-snapshot", "gemt.json"];
    project.run(&arguments).ends_with(0).prints("Besøg: 2 (besøg)").prints("Eksporterne giver nu 3");
    project
        .here(&["trace", "besoeg.besoeg", "2023", "--from-snapshot", "gemt.json"])
        .ends_with(2)
        .says("fejl: gemt.json er ikke af rapporten lille for 2023");
}
