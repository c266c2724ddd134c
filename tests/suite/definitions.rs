//! Definitions: all mistakes are reported at once, with file, line, column and a suggestion.

use std::fs;

use crate::project::{Project, repository};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const REPORT: &str = "skabeloner/lille/report.toml";

#[test]
fn an_unknown_key_is_reported_with_the_nearest_one() {
    Project::new()
        .replacing(CHAPTER, "label = \"Deltagere\"", "lable = \"Deltagere\"")
        .build("2024")
        .ends_with(1)
        .says("fejl[unknown-key]: Ukendt nøgle »lable«.\n   lille/besoeg.toml:10:1\n   → Mente du »label«?")
        .says("fejl[missing-key]: Nøglen »label« mangler.");
}

#[test]
fn mistakes_in_all_files_are_reported_at_once() {
    let run = Project::new()
        .replacing(REPORT, "author", "autor")
        .replacing(DATASETS, "type = \"integer\"", "type = \"heltal\"")
        .replacing(CHAPTER, "where = \"slags = 'Besøg'\"", "where = \"slagss = 'Besøg'\"")
        .replacing(CHAPTER, "value = \"SUM(antal)\"", "value = \"SUM(antal\"")
        .replacing(CHAPTER, "is = \"SUM(besoeg.slags)\"", "is = \"SUM(besoeg.slag)\"")
        .build("2024")
        .ends_with(1);
    run.says("lille/report.toml:3:1")
        .says("»heltal« er ikke en mulig værdi for »type«.")
        .says("lille/datasets.toml:10:41")
        .says("Datasættet »log« har ingen kolonne »slagss«.\n   lille/besoeg.toml:7:10\n   → Mente du »slags«?")
        .says("SQL-udtrykket »SUM(antal« kan ikke læses: der ventes ), men der står intet mere.")
        .says("Nøgletallet »besoeg.slag« er ikke defineret.\n   lille/besoeg.toml:23:7\n   → Mente du »besoeg.slags«?");
}

#[test]
fn a_column_whose_type_cannot_be_read_is_one_mistake() {
    for kind in ["type = \"heltal\"", "typ = \"integer\""] {
        let run = Project::new().replacing(DATASETS, "type = \"integer\"", kind).check("2024").ends_with(1);
        assert!(!run.err.contains("sql-type"), "{kind}: {}", run.err);
    }
}

#[test]
fn an_unknown_figure_in_a_table_and_an_unknown_member_are_reported() {
    Project::new()
        .replacing(
            CHAPTER,
            "{ figure = \"besoeg.i_alt\", total = true }",
            "{ figure = \"besoeg.i_altt\", total = true }, \"besoeg.slags[Besøgg]\"",
        )
        .build("2024")
        .ends_with(1)
        .says("Nøgletallet »besoeg.i_altt« er ikke defineret.")
        .says("Mente du »besoeg.i_alt«?")
        .says("»besoeg.slags« har intet medlem »Besøgg«.")
        .says("Mente du »Besøg«?");
}

#[test]
fn an_unknown_dataset_is_reported() {
    Project::new()
        .replacing(CHAPTER, "from = \"log\"\nwhere = \"slags", "from = \"logg\"\nwhere = \"slags")
        .build("2024")
        .ends_with(1)
        .says("fejl[unknown-dataset]: Datasættet »logg« er ikke defineret.")
        .says("Mente du »log«?");
}

#[test]
fn an_unknown_chapter_is_reported_at_the_line_that_names_it() {
    Project::new()
        .replacing(REPORT, "chapters = [\"besoeg\"]", "chapters = [\"besoeg\", \"besog\"]")
        .build("2024")
        .ends_with(1)
        .says("Filen »lille/besog.toml« findes ikke.\n   lille/report.toml:6:24\n   → Mente du »besoeg.toml«?");
}

#[test]
fn an_unknown_report_is_reported_with_the_known_ones() {
    Project::new()
        .here(&["build", "2024", "--report", "kaph"])
        .ends_with(1)
        .says("Der er ingen rapport »kaph«.")
        .says("Mente du »kap-h«?");
}

#[test]
fn a_cycle_between_derived_figures_is_reported_once() {
    let run = Project::new()
        .replacing(
            CHAPTER,
            "is = \"SUM(besoeg.slags)\"",
            "is = \"besoeg.b + 1\"\n\n[figures.b]\nlabel = \"B\"\nis = \"besoeg.i_alt - 1\"",
        )
        .build("2024")
        .ends_with(1)
        .says("fejl[figure-cycle]: »besoeg.b« er udregnet i ring: gennem besoeg.i_alt.");
    assert_eq!(run.err.matches("figure-cycle").count(), 1, "{}", run.err);
}

#[test]
fn two_figures_with_one_id_are_reported() {
    Project::new()
        .replacing(CHAPTER, "[figures.deltagere]", "[figures.besoeg]")
        .build("2024")
        .ends_with(1)
        .says("fejl[duplicate-id]: »besoeg« er defineret to gange.\n   lille/besoeg.toml:9:10");
}

#[test]
fn types_that_do_not_fit_are_reported() {
    Project::new()
        .replacing(CHAPTER, "value = \"SUM(antal)\"", "value = \"SUM(slags)\"")
        .replacing(CHAPTER, "where = \"slags = 'Besøg'\"", "where = \"dato = 3\"")
        .build("2024")
        .ends_with(1)
        .says("fejl[sql-type]: »dato = 3« sammenligner en dato med et tal.")
        .says("»slags« er en tekst, men her skal stå et tal.");
}

#[test]
fn an_unknown_value_of_a_category_is_reported_with_the_nearest_one() {
    Project::new()
        .replacing(CHAPTER, "where = \"slags = 'Besøg'\"", "where = \"slags = 'Besøgg'\"")
        .build("2024")
        .ends_with(1)
        .says("fejl[bad-value]: Kolonnen »slags« har ingen værdi »Besøgg«.\n   lille/besoeg.toml:7:18\n   → Mente du »Besøg«?");
}

#[test]
fn a_value_must_be_a_single_number() {
    Project::new()
        .replacing(CHAPTER, "value = \"SUM(antal)\"", "value = \"antal\"")
        .build("2024")
        .ends_with(1)
        .says("»antal« samler ikke rækkerne til ét tal.");
}

#[test]
fn broken_toml_is_reported_with_its_place() {
    Project::new()
        .replacing(CHAPTER, "label = \"Deltagere\"", "label = Deltagere")
        .build("2024")
        .ends_with(1)
        .says("fejl[definition-syntax]: Filen kan ikke læses som TOML")
        .says("lille/besoeg.toml:10:9");
}

#[test]
fn a_chart_of_a_single_number_is_refused() {
    let chart = "[charts.graf]\nkind = \"bars\"\ncaption = \"Graf\"\nseries = \"besoeg.besoeg\"\nvalue_label = \"Antal\"\n\n[tables.noter]";
    Project::new()
        .replacing(CHAPTER, "[tables.noter]", chart)
        .build("2024")
        .ends_with(1)
        .says("»besoeg.besoeg« er ét tal, men her skal stå en serie.");
}

#[test]
fn a_table_that_no_prose_shows_is_a_warning() {
    Project::new()
        .replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", "")
        .build("2024")
        .ends_with(0)
        .says("advarsel[unused-table]: »besoeg.noter« bliver ikke vist i rapporten.");
}

#[test]
fn a_failed_check_names_the_figures_and_their_values_and_stops_the_build() {
    Project::new()
        .replacing(CHAPTER, "that = \"besoeg.besoeg <= besoeg.i_alt\"", "that = \"besoeg.besoeg = SUM(besoeg.slags)\"")
        .build("2024")
        .ends_with(1)
        .says("fejl[check-failed]: Der kan ikke være flere besøg end hændelser. Men: besoeg.besoeg = 2, besoeg.slags = 2 + 1 (sum 3).");
}

#[test]
fn a_share_outside_0_to_1_is_an_error_and_division_by_zero_is_unknown() {
    let share = |is: &str| {
        format!("[figures.andel]\nlabel = \"Andel\"\nformat = \"percent\"\nis = \"{is}\"\n\n[figures.i_alt]")
    };
    Project::new()
        .replacing(CHAPTER, "[figures.i_alt]", &share("besoeg.deltagere / besoeg.besoeg"))
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[share-out-of-range]");
    Project::new()
        .replacing(CHAPTER, "[figures.i_alt]", &share("besoeg.besoeg / (besoeg.besoeg - 2)"))
        .figures("2024", "table")
        .ends_with(0)
        .says("advarsel[not-a-number]")
        .prints("besoeg.andel")
        .prints("ukendt");
}

#[test]
fn a_table_marks_an_unknown_figure_and_gives_the_reason() {
    let project = Project::new()
        .replacing(
            CHAPTER,
            "[figures.i_alt]",
            "[figures.ukendt]\nlabel = \"Ukendt\"\nunknown = \"Tallet er ikke talt.\"\n\n[figures.i_alt]",
        )
        .replacing(CHAPTER, "{ series = \"besoeg.slags\" },", "{ series = \"besoeg.slags\" }, \"besoeg.ukendt\",");
    project.build("2024").ends_with(0);
    let json = std::fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["figures"]["besoeg.ukendt"]["value"].is_null(), "unknown is null, not zero");
}

/// The small report with a figure with this `where` and `value`.
fn with_figure(definition: &str) -> Project {
    let figure = format!("[figures.x]\nlabel = \"X\"\n{definition}\n\n[figures.i_alt]");
    Project::new().replacing(CHAPTER, "[figures.i_alt]", &figure)
}

#[test]
fn ambiguous_expressions_are_refused() {
    for (definition, message) in [
        ("from = \"log\"\nvalue = \"SUM(antal) FILTER (WHERE slags = 'Møde')\"", "må ikke have FILTER eller OVER."),
        ("from = \"log\"\nvalue = \"COUNT(*) + antal\"", "»antal« samler ikke rækkerne til ét tal."),
        ("from = \"log\"\nvalue = \"COUNT(CASE WHEN slags = 'Møde' THEN 1 ELSE 0 END)\"", "tæller hver række"),
        ("from = \"log\"\nvalue = \"COUNTIF(slags)\"", "tæl med SUM(CASE WHEN slags = 'Besøg' THEN 1 ELSE 0 END)"),
        ("from = \"log\"\nvalue = \"42\"", "»42« er et fast tal og bliver ikke talt i rækkerne."),
        ("from = \"log\"\nwhere = \"note = ''\"", "er aldrig sandt: en tom celle er NULL, ikke en tom tekst."),
        ("from = \"log\"\nvalue = \"SUM(antal) OVER ()\"", "må ikke have FILTER eller OVER."),
        ("from = \"log\"\nwhere = \"antal > AVG(antal)\"", "»antal > AVG(antal)« regner på alle rækker"),
        ("from = \"log\"\nwhere = \"ROW_NUMBER() OVER () > 1\"", "Der er ingen funktion »ROW_NUMBER«."),
        ("from = \"log\"\nwhere = \"YEAR(dato) = 2024\"", "Der er ingen funktion »YEAR«."),
        ("from = \"log\"\nwhere = \"dato >= '2024-07-01'\"", "En dato skrives DATE '2024-12-31'."),
        ("from = \"log\"\nwhere = \"dato >= DATE '01-07-2024'\"", "»DATE '01-07-2024'« er ikke en dato."),
        ("from = \"log\"\nwhere = \"'Besøgg' = slags\"", "Kolonnen »slags« har ingen værdi »Besøgg«."),
        ("is = \"MEDIAN(SUM(besoeg.slags))\"", "»MEDIAN(SUM(besoeg.slags))« kan ikke udregnes."),
        ("is = \"SUM(2 * 2)\"", "»SUM(2 * 2)« kan ikke udregnes."),
        ("is = \"LOWER_QUARTILE(besoeg.slags > 2)\"", "»besoeg.slags > 2« er ja eller nej"),
        ("is = \"COUNT(besoeg.slags + 1)\"", "SUM(CASE WHEN kapitel.serie > 5 THEN 1 ELSE 0 END)"),
    ] {
        with_figure(definition).build("2024").ends_with(1).says(message);
    }
}

#[test]
fn a_list_is_not_compared_as_if_it_were_one_text() {
    let lists = |from: &str| {
        with_figure(&format!("from = \"{from}\"\nwhere = \"emner = 'A'\""))
            .replacing(
                DATASETS,
                "note = {",
                "emner = { header = \"Emner\", type = \"list\", values = [\"A\", \"B\"] }\nnote = {",
            )
            .with(
                "data/log-2024.csv",
                "Dato;Slags;Deltagere;Emner;Note\n02-01-2024;Besøg;4;A|B;x\n03-01-2024;Besøg;4;A;x\n".replace('|', ","),
            )
            .replacing(DATASETS, "type = \"list\",", "type = \"list\", separator = \",\",")
    };
    lists("log")
        .figures("2024", "table")
        .ends_with(1)
        .says("»emner = 'A'« sammenligner en liste med en tekst.")
        .says("Brug from = \"log.kolonne\"");
    lists("log.emner").figures("2024", "table").ends_with(0).prints("besoeg.x                        2");
}

#[test]
fn a_very_long_chain_of_operators_is_refused_without_a_crash() {
    let chain = vec!["antal = 1"; 400].join(" OR ");
    with_figure(&format!("from = \"log\"\nwhere = \"{chain}\""))
        .figures("2024", "table")
        .ends_with(1)
        .says("SQL-udtrykket er for langt.");
    let sum = vec!["besoeg.besoeg"; 3000].join(" + ");
    with_figure(&format!("is = \"{sum}\"")).figures("2024", "table").ends_with(1).says("SQL-udtrykket er for langt.");
}

#[test]
fn ambiguous_spellings_and_sql_keywords_are_refused() {
    Project::new()
        .replacing(DATASETS, "values = [\"Besøg\",", "values = [\"Besøg\", \"mø-de\",")
        .build("2024")
        .ends_with(1)
        .says("»Møde« kan både være »mø-de« og »Møde«.");
    Project::new()
        .replacing(DATASETS, "note = {", "by = {")
        .build("2024")
        .ends_with(1)
        .says("»by« kan ikke være et navn.");
}

#[test]
fn a_table_of_the_wrong_kind_of_figure_is_refused() {
    for (rows, message) in [
        ("[\"besoeg.slags\"]", "»besoeg.slags« er en serie, men her skal stå ét tal."),
        ("[{ series = \"besoeg.i_alt\" }]", "»besoeg.i_alt« er ét tal, men her skal stå en serie."),
        ("[\"besoeg.noter[findes ikke]\"]", "»besoeg.noter« har intet medlem »findes ikke«."),
    ] {
        Project::new()
            .replacing(CHAPTER, "[{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]", rows)
            .build("2024")
            .ends_with(1)
            .says(message);
    }
}

#[test]
fn a_check_must_be_a_statement_and_ignores_floating_point_noise() {
    let that = "that = \"besoeg.besoeg <= besoeg.i_alt\"";
    Project::new()
        .replacing(CHAPTER, that, "that = \"besoeg.besoeg - besoeg.i_alt\"")
        .build("2024")
        .ends_with(1)
        .says("er ikke et udsagn, der er sandt eller falsk.");
    Project::new()
        .replacing(CHAPTER, that, "that = \"besoeg.i_alt * 0.1 + 0.3 - 0.3 = 0.1 + 0.2 AND besoeg.slags[Møde] = 1\"")
        .build("2024")
        .ends_with(0);
}

#[test]
fn a_missing_templates_folder_is_reported() {
    Project::new()
        .replacing("kapreport.toml", "skabeloner", "skabelonner")
        .build("2024")
        .ends_with(2)
        .says("skabelonner, som kapreport.toml nævner, findes ikke");
}

#[test]
fn a_function_around_an_aggregate_uses_only_the_counted_rows() {
    let figure = "[figures.snit]\nlabel = \"Snit\"\nfrom = \"log\"\nwhere = \"slags = 'Besøg'\"\nvalue = \"ROUND(AVG(antal), 1)\"\ndecimals = 1\n\n[figures.i_alt]";
    Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "[figures.i_alt]", figure)
        .replacing("data/log-2024.csv", "31-12-2024;Besøg;1.000", "31-12-2024;Besøg;7")
        .figures("2024", "table")
        .ends_with(0)
        .prints("5,5  Snit");
}

#[test]
fn a_figure_can_be_unknown_in_one_period_and_known_in_the_next() {
    let project = Project::new().replacing(
        "skabeloner/lille/besoeg.toml",
        "from = \"log\"\nvalue = \"SUM(antal)\"",
        "from = \"log\"\nvalue = \"SUM(antal)\"\nunknown = { \"2024\" = \"Deltagerne blev ikke talt.\" }",
    );
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.deltagere;Deltagere;;\n"), "{}", run.out);
    assert!(run.out.contains("besoeg.besoeg;Besøg;2;2\n"), "{}", run.out);
    project
        .here(&["trace", "besoeg.deltagere", "2024"])
        .ends_with(0)
        .prints("Deltagere: ukendt")
        .prints("Deltagerne blev ikke talt.");
    let run = project.figures("2025", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.deltagere;Deltagere;7;1\n"), "{}", run.out);
    // Coverage does not count unknown figures, since no check can guard them.
    let out = project.here(&["check", "2024", "--coverage"]).ends_with(0).out;
    assert!(!out.contains("besoeg.deltagere"), "{out}");
    let out = project.here(&["check", "2025", "--coverage"]).ends_with(0).out;
    assert!(out.contains("besoeg.deltagere"), "{out}");
}

#[test]
fn an_unknown_period_covers_all_members_of_a_series_and_one_point_of_a_series_over_time() {
    let unknown = "unknown = { \"2024\" = \"Ikke opgjort.\" }";
    let project = Project::new()
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "where = \"note IS NOT NULL\"",
            &format!("{unknown}\nwhere = \"note IS NOT NULL\""),
        )
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "value = \"SUM(antal)\"",
            &format!("value = \"COALESCE(SUM(antal), 0)\"\nover = 2\n{unknown}"),
        )
        .replacing("skabeloner/lille/besoeg.typ", " og {{ antal(id=\"besoeg.deltagere\") }}", "");
    let out = project.figures("2024", "csv").ends_with(0).out;
    assert!(out.contains("besoeg.noter[almindelig];Efter note: almindelig;;\n"), "{out}");
    assert!(
        out.contains("besoeg.deltagere[2023];Deltagere: 2023;;\nbesoeg.deltagere[2024];Deltagere: 2024;;\n"),
        "{out}"
    );
    let out = project.figures("2025", "csv").ends_with(0).out;
    assert!(
        out.contains("besoeg.deltagere[2024];Deltagere: 2024;;\nbesoeg.deltagere[2025];Deltagere: 2025;7;1\n"),
        "{out}"
    );
}

#[test]
fn a_figure_derived_from_an_unknown_one_is_unknown_without_a_reason_of_its_own() {
    let project = Project::new().replacing(
        "skabeloner/lille/besoeg.toml",
        "by = \"slags\"",
        "by = \"slags\"\nunknown = { \"2024\" = \"Ikke opgjort.\" }",
    );
    let out = project.figures("2024", "csv").out;
    assert!(out.contains("besoeg.i_alt;I alt;;\n"), "{out}");
    Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "is = \"SUM(besoeg.slags)\"", "is = \"SUM(besoeg.slags)\"\nunknown = { \"2024\" = \"Ikke opgjort.\" }")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[bad-value]: Et nøgletal med »is« kan ikke være ukendt i enkelte perioder.\n   lille/besoeg.toml:24:11");
    Project::new()
        .replacing(
            "skabeloner/lille/besoeg.toml",
            "by = \"slags\"",
            "by = \"slags\"\nunknown = { \"i år\" = \"Ikke opgjort.\" }",
        )
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[bad-value]: »i år« er ikke en periode.");
}

#[test]
fn a_file_that_is_not_toml_is_reported_once() {
    let run = Project::new().with("skabeloner/lille/besoeg.toml", "title = \"a\"\nx = = 3\n").check("2024");
    let run = run.ends_with(1).says("Filen kan ikke læses som TOML");
    assert!(!run.err.contains("Ukendt nøgle") && !run.err.contains("mangler."), "{}", run.err);
}

#[test]
fn a_table_that_stands_twice_is_one_finding_and_curly_quotes_are_told() {
    let twice = "[figures.besoeg]\nlabel = \"Igen\"\nfrom = \"log\"\n\n[figures.deltagere]";
    let run = Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "[figures.deltagere]", twice)
        .check("2024")
        .ends_with(1);
    assert_eq!(run.err.matches("fejl[").count(), 1, "{}", run.err);
    run.says("fejl[duplicate-id]: »besoeg« er defineret to gange.");
    let curly = Project::new().replacing("skabeloner/lille/besoeg.toml", "label = \"Besøg\"", "label = “Besøg”");
    curly.check("2024").ends_with(1).says("anførselstegnene skal være lige");
    let empty =
        Project::new().replacing("skabeloner/lille/besoeg.toml", "rows = [{ series = \"besoeg.noter\" }]", "rows = []");
    empty.check("2024").ends_with(1).says("fejl[bad-value]: Tabellen har ingen rækker.");
}

#[test]
fn a_file_that_is_deleted_from_a_report_on_disk_does_not_come_back_from_the_program() {
    let mut project = Project::new();
    for file in fs::read_dir(repository().join("templates/kap-h")).expect("the report") {
        let file = file.expect("a file");
        let name = format!("skabeloner/kap-h/{}", file.file_name().to_string_lossy());
        project = project.with(&name, fs::read(file.path()).expect("a file"));
    }
    let data = repository().join("data-samples/kap-h/2024");
    let check =
        |project: &Project| project.run(&["check", "--report", "kap-h", "2024", "--data", &data.to_string_lossy()]);
    check(&project).ends_with(0);
    check(&project.without("skabeloner/kap-h/medicin.typ")).ends_with(1).says("medicin.typ");
}
