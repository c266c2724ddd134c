//! What SQL expressions mean, which ones are refused, and that docs/sql.md lists them all.

use std::fmt::Write;
use std::fs;

use serde_json::Value;

use crate::project::{Project, repository};

const DATASETS: &str = "[log]
label = \"Log\"
source = \"Et regneark\"
files = [\"log*.csv\"]
period = \"dato\"

[log.columns]
dato = { header = \"Dato\", type = \"date\" }
slags = { header = \"Slags\", type = \"category\", values = [\"Besøg\", \"Møde\"] }
antal = { header = \"Antal\", type = \"integer\", empty = true }
pris = { header = \"Pris\", type = \"decimal\", decimals = \",\", empty = true }
betalt = { header = \"Betalt\", type = \"boolean\", empty = true }
note = { header = \"Note\", type = \"text\", empty = true }
ydernr = { header = \"Ydernummer\", type = \"ydernummer\", empty = true }
emner = { header = \"Emner\", type = \"list\", empty = true }
";

const LOG: &str = "Dato;Slags;Antal;Pris;Betalt;Note;Ydernummer;Emner
05-01-2024;Besøg;1;2,50;ja;Besøg;000001;a;
06-02-2024;Møde;2;0,10;nej;Æble på bord;000002;a
07-03-2024;Møde;;0,20;;  ;000002;b
08-04-2024;Besøg;4;;ja;Møde;;
30-11-2024;Møde;7;1,005;;Aflyst;000003;a
";

/// A project with these figures; each line is `key = value` of one figure.
fn with_figures(figures: &[String]) -> Project {
    let mut chapter = String::from("title = \"Udtryk\"\n");
    for (i, figure) in figures.iter().enumerate() {
        let _ = write!(
            chapter,
            "\n[figures.f{i}]\nlabel = \"F{i}\"\nfrom = \"log\"\nformat = \"decimal\"\ndecimals = 6\n{figure}\n"
        );
    }
    Project::new()
        .with("skabeloner/lille/datasets.toml", DATASETS)
        .with("skabeloner/lille/besoeg.toml", chapter)
        .with("skabeloner/lille/besoeg.typ", "= Udtryk\n")
        .with("data/log-2024.csv", LOG.replace("000001;a;", "000001;a"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The values of figures with these keys and expressions.
#[track_caller]
fn values(figures: &[(&str, &str)]) -> Vec<Option<f64>> {
    let lines: Vec<String> = figures.iter().map(|(key, text)| format!("{key} = {}", quoted(text))).collect();
    let project = with_figures(&lines);
    let out = project.figures("2024", "json");
    let json: Value = serde_json::from_str(&out.out).unwrap_or_else(|_| panic!("{}", out.err));
    (0..figures.len()).map(|i| json["figures"][format!("besoeg.f{i}")]["value"].as_f64()).collect()
}

#[track_caller]
fn assert_counts(expected: &[(&str, u32)]) {
    let figures: Vec<(&str, &str)> = expected.iter().map(|(condition, _)| ("where", *condition)).collect();
    for ((condition, count), value) in expected.iter().zip(values(&figures)) {
        assert_eq!(value, Some(f64::from(*count)), "{condition}");
    }
}

#[track_caller]
fn assert_values(expected: &[(&str, Option<f64>)]) {
    let figures: Vec<(&str, &str)> = expected.iter().map(|(value, _)| ("value", *value)).collect();
    for ((expression, wanted), value) in expected.iter().zip(values(&figures)) {
        assert_eq!(value, *wanted, "{expression}");
    }
}

#[test]
fn conditions_with_is_count_rows_with_an_empty_cell() {
    assert_counts(&[
        ("betalt", 2),
        ("NOT betalt", 1),
        ("betalt IS TRUE", 2),
        ("betalt IS NOT TRUE", 3),
        ("betalt IS FALSE", 1),
        ("betalt IS NOT FALSE", 4),
        ("betalt IS UNKNOWN", 2),
        ("betalt IS NOT UNKNOWN", 3),
        ("(antal > 1) IS NOT TRUE", 2),
        ("NOT (antal > 1) IS TRUE", 2),
        ("NOT ((antal > 1) IS NOT TRUE AND slags = 'Møde')", 4),
    ]);
}

#[test]
fn is_distinct_from_binds_closer_than_and_or_and_not() {
    assert_counts(&[
        ("slags IS DISTINCT FROM note", 4),
        ("slags IS DISTINCT FROM note AND antal = 2", 1),
        ("antal = 2 OR slags IS NOT DISTINCT FROM note OR antal = 7", 3),
        ("NOT slags IS DISTINCT FROM note AND antal = 1", 1),
        ("antal IS DISTINCT FROM 1 + 1 AND slags = 'Møde'", 2),
        ("antal = 1 AND slags IS NOT DISTINCT FROM 'Besøg' OR antal = 7", 2),
        ("CASE WHEN antal IS DISTINCT FROM 2 THEN slags ELSE note END = 'Møde'", 2),
        ("(antal IS DISTINCT FROM NULLIF(antal, 2)) IS TRUE", 1),
    ]);
    let project = with_figures(&[format!("where = {}", quoted("antal IS DISTINCT FROM 2 AND slags = 'Møde'"))]);
    project.run(&["figures", "2024", "--sql"]).ends_with(0).prints("(antal IS DISTINCT FROM 2) AND slags = 'Møde'");
}

#[test]
fn halves_are_rounded_away_from_zero() {
    assert_values(&[
        ("ROUND(SUM(antal) / 4)", Some(4.0)),
        ("ROUND(SUM(antal) / 28, 1)", Some(0.5)),
        ("ROUND(SUM(CASE WHEN antal = 1 THEN 2.5 END))", Some(3.0)),
        ("ROUND(-SUM(CASE WHEN antal = 1 THEN 2.5 END))", Some(-3.0)),
        ("SUM(ROUND(pris))", Some(4.0)),
        ("SUM(ROUND(pris, 2))", Some(3.81)),
    ]);
}

#[test]
fn a_sum_without_values_is_unknown_and_a_count_is_zero() {
    assert_values(&[
        ("SUM(CASE WHEN antal > 99 THEN antal END)", None),
        ("AVG(CASE WHEN antal > 99 THEN antal END)", None),
        ("MAX(CASE WHEN antal > 99 THEN antal END)", None),
        ("COALESCE(SUM(CASE WHEN antal > 99 THEN antal END), 0)", Some(0.0)),
        ("COUNT(CASE WHEN antal > 99 THEN antal END)", Some(0.0)),
    ]);
    let project = with_figures(&[
        "where = \"slags = 'Møde' AND antal = 1\"\nvalue = \"SUM(pris)\"".to_owned(),
        "where = \"antal = 1\"\nvalue = \"SUM(pris)\"\nby = \"slags\"".to_owned(),
        "where = \"antal = 1\"\nvalue = \"COALESCE(SUM(pris), 0)\"\nby = \"slags\"".to_owned(),
    ]);
    let out = project.figures("2024", "csv").ends_with(0).out;
    assert!(out.contains("besoeg.f0;F0;;0\n"), "{out}");
    assert!(out.contains("besoeg.f1[Møde];F1: Møde;;0\n"), "{out}");
    assert!(out.contains("besoeg.f2[Møde];F2: Møde;0;0\n"), "{out}");
}

#[test]
fn sums_and_averages_are_exact_at_the_decimals_of_the_column() {
    assert_values(&[("SUM(pris)", Some(3.805)), ("AVG(pris)", Some(0.95125)), ("SUM(pris * 3)", Some(11.415))]);
    let mut log = String::from("Dato;Slags;Antal;Pris;Betalt;Note;Ydernummer;Emner\n");
    let (mut ore, mut of_visits) = (0_i64, 0_i64);
    for i in 0..20_000_i64 {
        let amount = 1_000_000_007 + i * 7_919 % 99_991;
        ore += amount;
        of_visits += if i % 3 == 0 { amount } else { 0 };
        let kind = if i % 3 == 0 { "Besøg" } else { "Møde" };
        let _ = writeln!(log, "05-01-2024;{kind};1;{},{:02};ja;;;", amount / 100, amount % 100);
    }
    let figures = ["value = \"SUM(pris)\"", "value = \"SUM(pris)\"\nby = \"slags\"", "value = \"AVG(pris)\""];
    let project = with_figures(&figures.map(str::to_owned)).with("data/log-2024.csv", log);
    let out = project.figures("2024", "json").ends_with(0).out;
    let json: Value = serde_json::from_str(&out).expect("figures");
    let exact = |ore: i64| Some(ore as f64 / 100.0);
    assert_eq!(json["figures"]["besoeg.f0"]["value"].as_f64(), exact(ore));
    assert_eq!(json["figures"]["besoeg.f1"]["members"][0]["value"].as_f64(), exact(of_visits));
    assert_eq!(json["figures"]["besoeg.f2"]["value"].as_f64(), Some(ore as f64 / 100.0 / 20_000.0));
}

#[test]
fn numbers_do_not_wrap_around() {
    assert_values(&[
        ("SUM(antal * 1000000000 * 10000000000)", Some(1.4e20)),
        ("SUM(1000000000 * antal * 1000000000) * 100", Some(1.4e21)),
        ("SUM(-antal - 1)", Some(-18.0)),
        ("SUM(antal / 4)", Some(3.5)),
    ]);
}

#[test]
fn intervals_are_read_in_danish_and_english() {
    assert_counts(&[
        ("dato < :start + INTERVAL '1 måned'", 1),
        ("dato >= :start + INTERVAL '3 måneder'", 2),
        ("dato < :start + INTERVAL '1 kvartal'", 3),
        ("dato < :start + INTERVAL '1 uge'", 1),
        ("dato = :start + INTERVAL '4 dage'", 1),
        ("dato >= :end - INTERVAL '1 år'", 5),
        ("dato < :start + INTERVAL '3' MONTH", 3),
        ("dato < :start + INTERVAL '1 month 10 days'", 2),
        ("dato + INTERVAL '3 måneder' > :end", 1),
        ("dato IN (:start + INTERVAL '4 dage', DATE '2024-02-06')", 2),
    ]);
}

#[test]
fn texts_are_counted_in_letters_and_trimmed_of_spaces() {
    assert_counts(&[
        ("LENGTH(note) = 12", 1),
        ("LEFT(note, 1) = 'Æ'", 1),
        ("SUBSTR(note, 2, 3) = 'ble'", 1),
        ("note LIKE '%på%'", 1),
        ("note ILIKE 'æ%'", 1),
        ("TRIM(note || ' ') = note", 4),
        ("RIGHT(note, 9) = note", 3),
        ("RIGHT(note, 2) = 'øg'", 1),
        ("-LENGTH(note) < -6", 1),
        ("ABS(EXTRACT(MONTH FROM dato) - 3) = 1", 2),
        ("antal IN (1, 2.0, 7.5)", 2),
        ("pris IN (1, 2.5, -3)", 1),
        ("ROUND(pris) = 3", 1),
        ("CONCAT(slags, note) = 'BesøgBesøg'", 1),
    ]);
}

/// The code in the first column of the tables under a heading of docs/sql.md, with the second column.
fn documented(heading: &str) -> Vec<(String, String)> {
    let page = fs::read_to_string(repository().join("docs/sql.md")).expect("docs/sql.md");
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).expect("the heading");
    let section = section.split("\n## ").next().unwrap_or_default().replace("\\|", "\u{1}");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let examples = rows.flat_map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let codes = cells[1].split('`').skip(1).step_by(2);
        codes.map(|code| (code.replace('\u{1}', "|"), cells[2].to_owned())).collect::<Vec<_>>()
    });
    examples.collect()
}

#[test]
fn everything_that_the_page_about_sql_allows_is_computed() {
    let mut figures = Vec::new();
    for heading in ["Values and conditions", "Functions of a row"] {
        for (example, gives) in documented(heading) {
            let condition = if gives == "yes/no" { example } else { format!("({example}) IS NOT NULL") };
            figures.push(format!("where = {}", quoted(&condition)));
        }
    }
    for heading in ["Functions of all rows", "Functions of numbers"] {
        figures.extend(documented(heading).into_iter().map(|(example, _)| format!("value = {}", quoted(&example))));
    }
    assert!(figures.len() > 70, "{}", figures.len());
    let run = with_figures(&figures).figures("2024", "table");
    for code in ["sql-", "unknown-", "query-failed"] {
        assert!(!run.err.contains(code), "{}", run.err);
    }
    assert!(run.out.lines().filter(|line| line.starts_with("  besoeg.f")).count() >= figures.len(), "{}", run.out);
}

#[test]
fn the_page_about_sql_lists_the_functions_that_the_program_has() {
    let run = with_figures(&["where = \"hvadsomhelst(antal) = 1\"".to_owned()]).check("2024").ends_with(1);
    let known = run.err.split_once("Funktioner: ").and_then(|(_, rest)| rest.split_once('.')).expect("a list").0;
    let mut known: Vec<&str> = known.split(',').map(str::trim).collect();
    let mut listed: Vec<String> = ["Functions of all rows", "Functions of numbers", "Functions of a row"]
        .into_iter()
        .flat_map(documented)
        .filter_map(|(example, _)| Some(example.split_once('(')?.0.to_owned()))
        .collect();
    known.sort_unstable();
    listed.sort_unstable();
    listed.dedup();
    assert_eq!(known, listed);
}

/// Expressions that must be refused in a condition, beyond those of the page.
const ODD: [&str; 60] = [
    "CONVERT(antal, CHAR) = '1'",
    "TRY_CAST(note AS INTEGER) = 1",
    "SAFE_CAST(note AS INTEGER) = 1",
    "note RLIKE 'b'",
    "note REGEXP 'b'",
    "note ~* 'b'",
    "note !~ 'b'",
    "note LIKE 'b!%' ESCAPE '!'",
    "note LIKE slags",
    "note LIKE ANY ('a', 'b')",
    "antal > ALL(ARRAY[1, 2])",
    "EXISTS (SELECT 1 FROM log)",
    "(SELECT 1) = antal",
    "antal IN UNNEST(emner)",
    "emner = 'a'",
    "emner IN ('a')",
    "COUNT(emner) = 1",
    "dato AT TIME ZONE 'UTC' = dato",
    "OVERLAY(note PLACING 'x' FROM 1) = 'x'",
    "note IS NORMALIZED",
    "(antal, pris) = (1, 2)",
    "ROW(antal) = 1",
    "[antal] = [1]",
    "{'a': 1} = 1",
    "MAP {'a': 1} = 1",
    "note -> 'a' = 'b'",
    "note ->> 'a' = 'b'",
    "note:a = 'b'",
    "antal[1] = 1",
    "note[1] = 'a'",
    "antal & 1 = 1",
    "antal | 1 = 1",
    "antal ^ 2 = 1",
    "antal << 1 = 2",
    "antal // 2 = 1",
    "antal DIV 2 = 1",
    "antal <=> 1",
    "betalt XOR betalt",
    "!betalt",
    "~antal = 1",
    "@antal = 1",
    "antal = 1e3",
    "antal = 12345678901234567890",
    "antal = 0x1F",
    "note = X'1F'",
    "note = N'a'",
    "note = E'a'",
    "note = \"a\"",
    "dato = DATE '2024-13-01'",
    "dato = TIMESTAMP '2024-01-01 00:00:00'",
    "dato > INTERVAL '1 day'",
    "dato - INTERVAL '3 timer' > :start",
    "dato - :start > 3",
    "EXTRACT(HOUR FROM dato) = 1",
    "EXTRACT(EPOCH FROM dato) = 1",
    "betalt > FALSE",
    "betalt = 1",
    "antal IN (1, '2')",
    "antal IN (1, pris)",
    "LENGTH(note, 1) = 1",
];

#[test]
fn everything_else_is_refused_before_an_export_is_read() {
    let mut refused: Vec<String> = documented("Refused").into_iter().map(|(example, _)| example).collect();
    refused.extend(ODD.map(str::to_owned));
    let figures: Vec<String> = refused.iter().map(|example| format!("where = {}", quoted(example))).collect();
    // Without data: what is refused is refused in the definition.
    let run = with_figures(&figures).without("data/log-2024.csv").check("2024").ends_with(1);
    for (i, example) in refused.iter().enumerate() {
        let line = 8 + 7 * i;
        assert!(run.err.contains(&format!("lille/besoeg.toml:{line}:")), "»{example}« is not refused\n{}", run.err);
    }
    for english in ["expected", "found", "not supported", "Expected", "error", "Ident", "Unexpected"] {
        assert!(!run.err.contains(english), "{english}\n{}", run.err);
    }
}

#[test]
fn values_that_are_no_number_of_all_rows_are_refused() {
    let values = [
        "SUM(1)",
        "COUNT(1)",
        "SUM(DISTINCT antal)",
        "COUNT(DISTINCT antal, pris)",
        "COUNT(ALL antal)",
        "SUM(note)",
        "MAX(dato)",
        "SUM(antal) OVER ()",
        "SUM(antal) FILTER (WHERE betalt)",
        "SUM(*)",
        "SUM()",
        "GROUP_CONCAT(note)",
        "SUM(antal) || 'a'",
        "SUM(SUM(antal))",
        "CAST(SUM(antal) AS INTEGER)",
        "SUM(antal) > 3",
    ];
    let figures: Vec<String> = values.iter().map(|value| format!("value = {}", quoted(value))).collect();
    let run = with_figures(&figures).without("data/log-2024.csv").check("2024").ends_with(1);
    for (i, value) in values.iter().enumerate() {
        let line = 8 + 7 * i;
        assert!(run.err.contains(&format!("lille/besoeg.toml:{line}:")), "»{value}« is not refused\n{}", run.err);
    }
}

#[test]
fn derived_figures_and_checks_are_numbers_and_statements_of_figures() {
    let refused = [
        "besoeg.f0 > 1",
        "CAST(besoeg.f0 AS INTEGER)",
        "besoeg.f0 % 2",
        "'a'",
        "LENGTH('a')",
        "besoeg.f0 + 'a'",
        ":start",
    ];
    let mut chapter = String::from("title = \"Udtryk\"\n\n[figures.f0]\nlabel = \"F0\"\nfrom = \"log\"\n");
    for (i, is) in refused.iter().enumerate() {
        let _ = write!(chapter, "\n[figures.g{i}]\nlabel = \"G{i}\"\nis = {}\n", quoted(is));
    }
    let run = with_figures(&[]).with("skabeloner/lille/besoeg.toml", chapter).check("2024").ends_with(1);
    for (i, is) in refused.iter().enumerate() {
        let line = 9 + 4 * i;
        assert!(run.err.contains(&format!("lille/besoeg.toml:{line}:")), "»{is}« is not refused\n{}", run.err);
    }
}

#[test]
fn a_grouping_names_a_column() {
    let project = with_figures(&["by = \"'Møde'\"".to_owned(), "by = \":start\"".to_owned(), "by = \"1\"".to_owned()]);
    let run = project.without("data/log-2024.csv").check("2024").ends_with(1);
    for line in [8, 15, 22] {
        assert!(run.err.contains(&format!("lille/besoeg.toml:{line}:")), "{}", run.err);
    }
}

#[test]
fn the_sql_over_the_items_of_a_list_makes_the_table_that_it_reads() {
    let project = with_figures(&["by = \"emner\"\nwhere = \"antal > 1\"".to_owned()]).replacing(
        "skabeloner/lille/besoeg.toml",
        "from = \"log\"",
        "from = \"log.emner\"",
    );
    let table = "WITH log_emner AS (
SELECT
  log.dato AS dato,
  log.antal AS antal,
  item.emner AS emner
FROM log
CROSS JOIN UNNEST(log.emner) AS item(emner)
)
SELECT
";
    project.run(&["figures", "2024", "--sql"]).ends_with(0).prints(table);
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = [
        format!("antal{}", " IS NULL".repeat(5_000)),
        format!("{}antal = 1{}", "(".repeat(60), ")".repeat(60)),
        format!("antal{} = 1", "::INTEGER".repeat(5_000)),
        format!("{}betalt", "NOT ".repeat(5_000)),
        format!("antal = 1{}", " = 1".repeat(5_000)),
        format!("note{} = 'a'", " COLLATE da".repeat(5_000)),
    ];
    for expression in deep {
        let project = with_figures(&[format!("where = {}", quoted(&expression))]);
        project.check("2024").ends_with(1).says("lille/besoeg.toml:8:");
    }
}

#[test]
fn danish_words_decimal_commas_and_wrong_quotes_get_a_way_out() {
    for (condition, way) in [
        ("antal = 1 og betalt", "I SQL hedder og AND"),
        ("pris = 2,5", "Decimaler skrives med punktum: 2.5."),
        ("note = \"Æble\"", "Er det en tekst, så sæt den i enkelte anførselstegn: 'Æble'."),
        ("betalt = 'Ja'", "Ja er TRUE, og nej er FALSE."),
        ("betalt = 1", "Ja er TRUE, og nej er FALSE."),
    ] {
        let project = with_figures(&[format!("where = {}", quoted(condition))]);
        project.check("2024").ends_with(1).says(way);
    }
}
