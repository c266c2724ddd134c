//! Joined datasets and rows that count `once`: nothing is counted twice and nothing is lost.

use std::path::Path;

use indexmap::IndexMap;
use kapreport::testing::definition::{self, Definition, Templates};
use kapreport::testing::figures::{self, singles, statements};
use kapreport::testing::findings::Findings;
use kapreport::testing::ingest::{self, DatasetTable, Ingested, Options, Strictness};
use kapreport::testing::period::Period;
use kapreport::testing::snapshot::{Snapshot, Value};
use polars::prelude::{DataFrame, IntoLazy};
use polars::sql::SQLContext;

use crate::project::{Project, repository};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const LOG: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;a
15-03-2024;Møde;12;a
16-03-2024;Møde;3;b
03-01-2025;Besøg;7;b
";
const PRACTICES: &str = "Ydernummer;Note;Læger;Fra;Til
000101;a;2;01-01-2020;
000102;a;3;01-01-2020;
000103;b;5;01-01-2020;29-02-2024
000104;b;7;01-03-2024;
000105;;9;01-01-2020;
";
const JOINED: &str = "
[praksis]
label = \"Praksisregister\"
source = \"Et register\"
files = [\"praksis*.csv\"]
valid = { from = \"fra\", last = \"til\" }

[praksis.columns]
ydernr = { header = \"Ydernummer\", type = \"ydernummer\" }
note = { header = \"Note\", type = \"text\", empty = true }
laeger = { header = \"Læger\", type = \"integer\" }
fra = { header = \"Fra\", type = \"date\" }
til = { header = \"Til\", type = \"date\", empty = true }

[daekning]
label = \"Dækning\"
join = [\"log\", \"praksis\"]
on = \"note\"
";
const FIGURES: &str = "[figures.praksisser]
label = \"Praksisser\"
from = \"daekning\"
value = \"COUNT(DISTINCT ydernr)\"

[figures.laeger_i_raekker]
label = \"Læger i alle rækker\"
from = \"daekning\"
value = \"SUM(laeger)\"

[figures.laeger]
label = \"Læger\"
from = \"daekning\"
value = \"SUM(laeger)\"
once = \"ydernr\"

[figures.laeger_slags]
label = \"Læger efter slags\"
from = \"daekning\"
value = \"SUM(laeger)\"
by = \"slags\"
once = [\"ydernr\"]

[figures.i_alt]";

/// The small report with a register of practices, joined with the log.
fn joined() -> Project {
    let datasets = std::fs::read_to_string(Project::new().path(DATASETS)).unwrap();
    Project::new()
        .with(DATASETS, datasets + JOINED)
        .replacing(CHAPTER, "[figures.i_alt]", FIGURES)
        .with("data/log-2024.csv", LOG)
        .with("data/praksis.csv", PRACTICES)
}

/// The lines of `figures --format csv` with this prefix, without labels.
#[track_caller]
fn figures(project: &Project, prefix: &str) -> Vec<String> {
    let run = project.figures("2024", "csv").ends_with(0);
    let lines = run.out.lines().filter(|line| line.starts_with(prefix));
    lines
        .map(|line| {
            line.split(';').enumerate().filter(|(i, _)| *i != 1).map(|(_, part)| part).collect::<Vec<_>>().join(";")
        })
        .collect()
}

#[test]
fn once_counts_rows_repeated_by_a_join_only_once() {
    assert_eq!(
        figures(&joined(), "besoeg.laeger"),
        [
            // Practices 101 and 102 have two rows each.
            "besoeg.laeger_i_raekker;17;5",
            "besoeg.laeger;12;3",
            // `once` applies within each member: they count both as visits and as meetings.
            "besoeg.laeger_slags[Besøg];5;2",
            "besoeg.laeger_slags[Møde];12;3",
        ]
    );
    assert_eq!(figures(&joined(), "besoeg.praksisser"), ["besoeg.praksisser;3;5"]);
}

#[test]
fn a_join_uses_the_register_rows_valid_on_the_day_of_the_event() {
    let project = joined().replacing("data/log-2024.csv", "16-03-2024", "29-02-2024");
    // 103 still counts on its last day, and 104 does not count yet.
    assert_eq!(figures(&project, "besoeg.laeger;"), ["besoeg.laeger;10;3"]);
    let until = project.replacing(DATASETS, "last = \"til\"", "until = \"til\"").figures("2024", "table").ends_with(0);
    assert!(until.err.contains("ingen række i »Praksisregister« med samme »Note« gjaldt den dag"), "{}", until.err);
}

#[test]
fn rows_before_and_after_the_period_are_not_counted() {
    let project = joined().replacing("data/log-2024.csv", "02-01-2024", "31-12-2023");
    assert_eq!(
        figures(&project, "besoeg.laeger"),
        [
            "besoeg.laeger_i_raekker;12;3",
            "besoeg.laeger;12;3",
            "besoeg.laeger_slags[Besøg];;0",
            "besoeg.laeger_slags[Møde];12;3",
        ]
    );
}

#[test]
fn every_row_of_both_datasets_is_accounted_for() {
    let out = joined().check("2024").ends_with(0).out;
    let line = |label: &str| {
        let line = out
            .lines()
            .find(|line| line.trim_start().starts_with(label))
            .unwrap_or_else(|| panic!("no {label} in {out}"));
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    // 103 has no matching event, and 105 has no group.
    assert_eq!(line("Praksisregister"), "Praksisregister 5 3 2 0");
    assert_eq!(line("Besøgslog"), "Besøgslog 4 3 1 0 fra 2025 (1)");
    assert!(!out.contains("Dækning"), "{out}");
}

#[test]
fn a_dataset_that_is_only_used_by_a_join_counts_its_joined_rows_as_used() {
    let chapter = "title = \"Besøg\"\n\n[figures.laeger]\nlabel = \"Læger\"\nfrom = \"daekning\"\nvalue = \"SUM(laeger)\"\nonce = \"ydernr\"\n";
    let project = joined()
        .with(CHAPTER, chapter)
        .with("skabeloner/lille/besoeg.typ", "{{ tal(id=\"besoeg.laeger\") }} læger.\n")
        .replacing("data/log-2024.csv", "15-03-2024;Møde;12;a", "15-03-2024;Møde;12;");
    let out = project.check("2024").ends_with(0).out;
    assert!(out.contains("Besøgslog"), "{out}");
    let log =
        out.lines().find(|line| line.contains("Besøgslog")).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    // The meeting without a group is in the period but in no figure.
    assert_eq!(log, "Besøgslog 4 2 2 0 fra 2025 (1)");
}

#[test]
fn rows_without_a_partner_are_reported_and_empty_cells_match_nothing() {
    let project = joined().with(
        "data/log-2024.csv",
        format!("{LOG}04-04-2024;Møde;1;x\n05-04-2024;Møde;1;y\n06-04-2024;Møde;1;\n07-04-2025;Møde;1;z\n"),
    );
    let run = project.figures("2024", "csv").ends_with(0);
    let run = run.says("advarsel[row-without-partner]: 2 rækker i »Besøgslog« er ikke med i »Dækning«: »Praksisregister« har ingen række med samme »Note«.\n   log-2024.csv, kolonne »Note«, række 6–7, fx værdi »x«, »y«");
    let run = run.says("oplysning[row-without-partner]: 1 række i »Besøgslog« har ingen »Note« og er ikke med i »Dækning«.\n   log-2024.csv, række 8, kolonne »Note«");
    // Rows of the next year are outside the period, and a practice without a group joins nothing.
    assert!(!run.err.contains("»z«"), "{}", run.err);
    assert!(run.out.contains("besoeg.laeger;Læger;12;3\n"), "{}", run.out);
    let silent = joined().figures("2024", "table").ends_with(0);
    assert!(!silent.err.contains("row-without-partner"), "{}", silent.err);
}

#[test]
fn once_uses_the_latest_row_and_reports_differing_rows() {
    let project = joined().replacing(
        "data/praksis.csv",
        "000101;a;2;01-01-2020;",
        "000101;a;2;01-01-2020;31-01-2024\n000101;a;4;01-02-2024;",
    );
    assert_eq!(figures(&project, "besoeg.laeger;"), ["besoeg.laeger;14;3"]);
    project.figures("2024", "table").ends_with(0).says(
        "oplysning[once-differs]: Én gang er rækker ens i »ydernr«, men forskellige i »laeger«. Den seneste række tæller.\n   besoeg.laeger",
    );
    let silent = joined().figures("2024", "table").ends_with(0);
    assert!(!silent.err.contains("once-differs"), "{}", silent.err);
}

#[test]
fn rows_with_an_empty_cell_in_once_all_count() {
    let once = "[figures.noter_en_gang]\nlabel = \"Noter\"\nfrom = \"log\"\nonce = \"note\"\n\n[figures.i_alt]";
    let project = Project::new().replacing(CHAPTER, "[figures.i_alt]", once).with(
        "data/log-2024.csv",
        "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;a\n03-01-2024;Besøg;4;a\n04-01-2024;Møde;12;\n05-01-2024;Møde;12;\n",
    );
    assert_eq!(figures(&project, "besoeg.noter_en_gang"), ["besoeg.noter_en_gang;3;3"]);
}

#[test]
fn shared_columns_of_a_join_are_qualified_by_dataset() {
    let project = joined()
        .replacing(
            DATASETS,
            "laeger = {",
            "antal = { header = \"Antal\", type = \"integer\", optional = true, empty = true }\nlaeger = {",
        )
        .replacing(
            CHAPTER,
            "label = \"Læger i alle rækker\"\nfrom = \"daekning\"\nvalue = \"SUM(laeger)\"",
            "label = \"Deltagere\"\nfrom = \"daekning\"\nvalue = \"SUM(log_antal)\"",
        );
    assert_eq!(figures(&project, "besoeg.laeger_i_raekker"), ["besoeg.laeger_i_raekker;35;5"]);
    project
        .replacing(CHAPTER, "SUM(log_antal)", "SUM(antal)")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[unknown-column]: Datasættet »daekning« har ingen kolonne »antal«.")
        .says("Begge datasæt har en »antal«: skriv »log_antal« eller »praksis_antal«.");
}

#[test]
fn mistakes_in_a_join_are_reported_once_with_their_place() {
    let with = |from: &str, to: &str| joined().replacing(DATASETS, from, to).figures("2024", "table").ends_with(1);
    let only = |run: crate::project::Run, message: &str| {
        let run = run.says(message);
        assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
    };
    only(
        with("[\"log\", \"praksis\"]", "[\"log\", \"praksi\"]"),
        "fejl[unknown-dataset]: Datasættet »praksi« er ikke defineret.\n   lille/datasets.toml:28:17\n   → Mente du »praksis«?",
    );
    only(with("[\"log\", \"praksis\"]", "[\"log\"]"), "fejl[bad-value]: »join« skal nævne netop to datasæt.");
    only(
        with("[\"log\", \"praksis\"]", "[\"log\", \"log\"]"),
        "fejl[bad-value]: »log« kan ikke kædes sammen med sig selv.",
    );
    only(with("on = \"note\"\n", ""), "fejl[missing-key]: Nøglen »on« mangler.");
    only(
        with("on = \"note\"", "on = \"slags\""),
        "fejl[unknown-column]: Datasættet »praksis« har ingen kolonne »slags«.",
    );
    only(
        with("on = \"note\"", "on = \"note\"\nfiles = [\"x\"]"),
        "fejl[unknown-key]: Ukendt nøgle »files«.\n   lille/datasets.toml:30:1\n   → Mulige nøgler: label, join, on, whole.",
    );
    only(
        with(
            "on = \"note\"\n",
            "on = \"note\"\n\n[mere]\nlabel = \"Mere\"\njoin = [\"log\", \"daekning\"]\non = \"note\"\n",
        ),
        "fejl[bad-value]: »daekning« er selv et sammenkædet datasæt.",
    );
    only(
        with("period = \"dato\"", ""),
        "fejl[bad-value]: »praksis« er et register, men rækkerne i »log« har ingen dag, det kan gælde på.",
    );
    only(
        with(
            "note = { header = \"Note\", type = \"text\", empty = true }\nlaeger",
            "note = { header = \"Note\", type = \"integer\", empty = true }\nlaeger",
        ),
        "fejl[sql-type]: »note« er tekst i »log«, men et helt tal i »praksis«.",
    );
}

#[test]
fn mistakes_in_once_are_reported_with_their_place() {
    let with = |from: &str, to: &str| joined().replacing(CHAPTER, from, to).figures("2024", "table").ends_with(1);
    with("once = \"ydernr\"", "once = \"ydernrr\"")
        .says("fejl[unknown-column]: Datasættet »daekning« har ingen kolonne »ydernrr«.")
        .says("Mente du »ydernr«?");
    with("is = \"SUM(besoeg.slags)\"", "is = \"SUM(besoeg.slags)\"\nonce = \"note\"")
        .says("fejl[unknown-key]: »once« hører til et nøgletal med »from«.");
    joined()
        .replacing(DATASETS, "type = \"text\", empty = true }\n\n", "type = \"list\", empty = true }\n\n")
        .replacing(
            CHAPTER,
            "from = \"daekning\"\nvalue = \"SUM(laeger)\"\nonce = \"ydernr\"",
            "from = \"log.note\"\nvalue = \"SUM(antal)\"\nonce = \"slags\"",
        )
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[bad-value]: »once« kan ikke bruges, hvor »from« deler en liste op i rækker.");
}

#[test]
fn a_join_that_would_exhaust_memory_is_refused() {
    let mut log = String::from("Dato;Slags;Deltagere;Note\n");
    let mut practices = String::from("Ydernummer;Note;Læger;Fra;Til\n");
    for i in 1..=2300 {
        log.push_str("02-01-2024;Besøg;4;a\n");
        practices.push_str(&format!("{i:06};a;2;01-01-2020;\n"));
    }
    joined().with("data/log-2024.csv", log).with("data/praksis.csv", practices).figures("2024", "table").ends_with(1).says(
        "fejl[too-much]: »Dækning« får flere end 5.000.000 rækker, når »Besøgslog« og »Praksisregister« kædes sammen efter »Note«.\n   lille/datasets.toml:26:2",
    );
}

#[test]
fn a_preview_whose_rows_are_too_many_names_the_exports_that_are_missing() {
    let courses = "[kurser]\nlabel = \"Kurser\"\nsource = \"Et regneark\"\nfiles = [\"kurser*.csv\"]\n\n[kurser.columns]\nnavn = { header = \"Navn\", type = \"text\" }\n\n[log]\n";
    let chapter = "title = \"Besøg\"\n\n[figures.praksisser]\nlabel = \"Praksisser\"\nfrom = \"daekning\"\n\n[figures.kurser]\nlabel = \"Kurser\"\nfrom = \"kurser\"\n";
    let project = joined().replacing(DATASETS, "[log]\n", courses).with(CHAPTER, chapter);
    let project = project.with("skabeloner/lille/besoeg.typ", "Tekst.\n");
    let (mut log, mut practices) =
        (String::from("Dato;Slags;Deltagere;Note\n"), String::from("Ydernummer;Note;Læger;Fra;Til\n"));
    for i in 1..=2300 {
        log.push_str("02-01-2024;Besøg;4;a\n");
        practices.push_str(&format!("{i:06};a;2;01-01-2020;\n"));
    }
    let project = project.with("data/log-2024.csv", log).with("data/praksis.csv", practices);
    project.here(&["preview", "2024"]).says("fejl[too-much]").prints("»Kurser« mangler eller kan ikke læses");
}

#[test]
fn wording_and_sql_describe_the_join_and_the_count() {
    let project = joined();
    project
        .here(&["trace", "besoeg.laeger", "2024"])
        .ends_with(0)
        .prints("Summen af »Læger«, hver »Ydernummer« kun talt én gang; i perioden. Hver række i »Besøgslog« er kædet sammen med dem i »Praksisregister«, der har samme »Note« og gjaldt den dag.")
        .prints("  WITH daekning AS (
  SELECT
    log.dato AS dato,
    praksis.ydernr AS ydernr,
    praksis.laeger AS laeger
  FROM log
  JOIN praksis ON log.note = praksis.note
  WHERE praksis.fra <= log.dato
    AND (praksis.til IS NULL OR praksis.til >= log.dato)
  )
  SELECT SUM(laeger) AS \"besoeg.laeger\"
  FROM (
  SELECT *,
    ROW_NUMBER() OVER (PARTITION BY ydernr ORDER BY dato DESC, laeger DESC) AS \"_place\"
  FROM daekning
  WHERE dato >= DATE '2024-01-01'
    AND dato < DATE '2025-01-01'
  ) AS daekning
  WHERE \"_place\" = 1 OR ydernr IS NULL
")
        .prints("Kilde: Dækning, 3 rækker talt\n  log-2024.csv, uændret")
        .prints("  praksis.csv, uændret")
        .prints("  fil           række  modpartens fil  række  Dato        Ydernummer  Læger\n")
        .prints("  log-2024.csv  3      praksis.csv     2      15-03-2024  000101      2\n");
    let sql = project.run(&["figures", "2024", "--sql"]).ends_with(0).out;
    assert!(sql.contains("WITH daekning AS (\nSELECT\n  log.dato AS dato,\n  log.slags AS slags,\n"), "{sql}");
}

#[test]
fn the_definition_hash_covers_the_join() {
    let hash = |project: &Project| {
        let json = project.figures("2024", "json").ends_with(0).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        ["besoeg.laeger", "besoeg.besoeg"].map(|id| json["figures"][id]["definition"].as_str().unwrap().to_owned())
    };
    let [laeger, besoeg] = hash(&joined());
    let plain = Project::new().figures("2024", "json").ends_with(0).out;
    assert!(plain.contains(&besoeg));
    for (file, from, to) in [
        (CHAPTER, "once = \"ydernr\"\n", "once = [\"ydernr\", \"slags\"]\n"),
        (DATASETS, "last = \"til\"", "until = \"til\""),
        (DATASETS, "on = \"note\"", "on = [\"note\"]\n# on\n"),
    ] {
        let changed = hash(&joined().replacing(file, from, to));
        assert_eq!(changed[0] == laeger, from.starts_with("on ="), "{from}");
        assert_eq!(changed[1], besoeg);
    }
}

#[test]
fn the_list_of_datasets_shows_joins() {
    joined()
        .run(&["list"])
        .ends_with(0)
        .prints("  daekning – Dækning\n    rækker: log kædet sammen med praksis efter note, gældende den dag\n");
}

/// A report with its exports and its figures.
fn computed(templates: &Path, report: &str, data: &Path, period: &str) -> (Definition, Ingested, Snapshot) {
    let findings = Findings::default();
    let definition = definition::read(report, Templates::new(Some(templates.to_owned())), &findings).unwrap();
    let options = Options { strictness: Strictness::Strict, keep_rejects: false };
    let read = || ingest::ingest(&definition, data, options, &findings).unwrap();
    let (period, ingested) = (Period::parse(period).unwrap(), read());
    let figures = figures::compute(&definition, &ingested, &[], &period, &findings);
    let snapshot = figures::snapshot(&definition, &period, figures, read()).unwrap();
    (definition, ingested, snapshot)
}

/// What a statement comes to over the datasets as they were read, by an engine that knows of no join.
#[track_caller]
fn result_of(sql: &str, tables: &IndexMap<String, DatasetTable>) -> DataFrame {
    let mut context = SQLContext::new();
    for (id, table) in tables {
        context.register(id, table.frame.clone().lazy());
    }
    context.execute(sql).and_then(|lazy| lazy.collect()).unwrap_or_else(|error| panic!("{error}\n{sql}"))
}

fn number(result: &DataFrame, column: &str, row: usize) -> Option<f64> {
    result.column(column).unwrap().get(row).unwrap().extract::<f64>()
}

/// The number of a figure, or of its member with this key.
#[track_caller]
fn printed(snapshot: &Snapshot, figure: &str, key: &[String]) -> Option<f64> {
    match &snapshot.figures[figure].value {
        Value::Scalar(value) => *value,
        Value::Series(members) => {
            let member = members.iter().find(|member| member.key == key);
            member.unwrap_or_else(|| panic!("{figure} has no member {key:?}")).value
        }
    }
}

#[test]
fn the_sql_that_is_shown_for_joined_datasets_gives_the_numbers_of_the_report() {
    let (small, root) = (joined(), repository());
    let own = |report: &str, folder: &str, period: &str| {
        computed(&root.join("templates"), report, &root.join("data-samples").join(report).join(folder), period)
    };
    for (definition, ingested, snapshot) in [
        computed(&small.path("skabeloner"), "lille", &small.path("data"), "2024"),
        own("kap-s", "2023", "2023"),
        own("midtkraft", "2019-07..2021-07", "2019-07..2021-07"),
    ] {
        let report = &definition.report.id;
        let mut compared = [0, 0];
        for figure in definition.figures.values() {
            let stored = &snapshot.figures[&figure.id];
            if !stored.dataset.as_ref().is_some_and(|dataset| definition.joins.contains_key(dataset)) {
                continue;
            }
            let keys: Vec<Option<&[String]>> = match &stored.value {
                Value::Scalar(_) => vec![None],
                Value::Series(members) => members.iter().map(|member| Some(member.key.as_slice())).collect(),
            };
            for key in keys {
                let [single] = &singles(&definition, figure, key, &snapshot.period)[..] else {
                    panic!("{}", figure.id)
                };
                let result = result_of(&single.text(), &ingested.tables);
                let last = result.get_column_names().last().unwrap().to_string();
                let expected = printed(&snapshot, &figure.id, key.unwrap_or_default());
                assert_eq!(number(&result, &last, 0), expected, "{report} {}\n{}", figure.id, single.text());
                compared[0] += 1;
            }
        }
        let of_joins = statements(&definition, &snapshot.period);
        for statement in of_joins.iter().filter(|statement| definition.joins.contains_key(&statement.from.dataset)) {
            let result = result_of(&statement.text(), &ingested.tables);
            for output in &statement.outputs {
                // A member without rows in the period is a row of the result, too.
                let rows = format!("{} (rows)", output.alias);
                let counted = (0..result.height()).filter(|row| number(&result, &rows, *row) != Some(0.0));
                for row in counted {
                    let part = |part: usize| result[part].get(row).unwrap().str_value().into_owned();
                    let key: Vec<String> = (0..statement.key_parts).map(part).chain(output.period.clone()).collect();
                    let expected = printed(&snapshot, &output.figure, &key);
                    assert_eq!(
                        number(&result, &output.alias, row),
                        expected,
                        "{report} {}\n{}",
                        output.figure,
                        statement.text()
                    );
                    compared[1] += 1;
                }
            }
        }
        assert!(compared.iter().all(|count| *count > 2), "{report}: {compared:?}");
    }
}

#[test]
fn rows_of_a_quarter_in_which_a_practice_was_only_partly_there_count_only_without_whole() {
    let whole =
        |span: &str| joined().replacing(DATASETS, "on = \"note\"", &format!("on = \"note\"\nwhole = \"{span}\""));
    // Practice 104 opened on 1 March: the meeting of 16 March is in its first whole month, but not in a whole quarter.
    assert_eq!(figures(&whole("month"), "besoeg.laeger;"), ["besoeg.laeger;12;3"]);
    let quarter = whole("quarter");
    assert_eq!(figures(&quarter, "besoeg.laeger;"), ["besoeg.laeger;5;2"]);
    quarter
        .check("2024")
        .ends_with(0)
        .says("oplysning[row-without-partner]: 1 række i »Besøgslog« er ikke med i »Dækning«: rækken i »Praksisregister« med samme »Note« gjaldt kun en del af det kvartal.");
    quarter
        .replacing(DATASETS, "valid = { from = \"fra\", last = \"til\" }\n", "")
        .check("2024")
        .says("»whole« kræver, at »praksis« er et register.");
}
