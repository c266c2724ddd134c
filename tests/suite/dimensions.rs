//! Series with several dimensions: `by = ["slags", "note"]`.

use crate::project::Project;

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const LOG: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;a
15-03-2024;Møde;12;b
16-03-2024;Møde;3;a
17-03-2024;Møde;5;a
31-12-2024;Besøg;1.000;
03-01-2025;Besøg;7;c
";

/// The small report with one more figure, `besoeg.delt`, with these keys.
fn with_figure(keys: &str) -> Project {
    let figure = format!("[figures.delt]\nlabel = \"Delt\"\nfrom = \"log\"\n{keys}\n\n[figures.i_alt]");
    Project::new().replacing(CHAPTER, "[figures.i_alt]", &figure).with("data/log-2024.csv", LOG)
}

/// The lines of the figure in `figures --format csv` without id and label.
fn members(project: &Project) -> Vec<String> {
    let run = project.figures("2024", "csv").ends_with(0);
    let lines = run.out.lines().filter_map(|line| line.strip_prefix("besoeg.delt["));
    lines
        .map(|line| {
            let (name, rest) = line.split_once("];").unwrap();
            format!("{name}: {}", rest.split_once(';').unwrap().1)
        })
        .collect()
}

const TWO: &str = "where = \"note IS NOT NULL\"\nby = [\"slags\", \"note\"]";

#[test]
fn every_category_value_is_combined_with_every_found_value_and_empty_counts_are_zero() {
    // In the category's order, then alphabetically; `c` belongs to the next year.
    assert_eq!(members(&with_figure(TWO)), ["Besøg, a: 1;1", "Besøg, b: 0;0", "Møde, a: 2;2", "Møde, b: 1;1"]);
}

#[test]
fn dimensions_have_the_order_of_the_definition() {
    let project = with_figure("where = \"note IS NOT NULL\"\nby = [\"note\", \"slags\"]");
    assert_eq!(members(&project), ["a, Besøg: 1;1", "a, Møde: 2;2", "b, Besøg: 0;0", "b, Møde: 1;1"]);
}

#[test]
fn the_average_of_no_rows_is_unknown() {
    let project = with_figure(&format!("value = \"AVG(antal)\"\n{TWO}"));
    assert_eq!(members(&project), ["Besøg, a: 4;1", "Besøg, b: ;0", "Møde, a: 4;2", "Møde, b: 12;1"]);
}

#[test]
fn dimensions_without_declared_values_have_only_the_found_combinations() {
    let project = with_figure("value = \"MAX(antal)\"\nwhere = \"note IS NOT NULL\"\nby = [\"dato\", \"note\"]");
    assert_eq!(
        members(&project),
        ["2024-01-02, a: 4;1", "2024-03-15, b: 12;1", "2024-03-16, a: 3;1", "2024-03-17, a: 5;1"]
    );
}

#[test]
fn a_series_with_several_dimensions_can_cover_several_periods() {
    // A row of 2023 shows that the export goes so far back.
    let project =
        with_figure(&format!("over = 2\n{TWO}")).with("data/log-2024.csv", format!("{LOG}05-05-2023;Besøg;1;\n"));
    let expected = [
        ("Besøg, a, 2023", 0),
        ("Besøg, a, 2024", 1),
        ("Besøg, b, 2023", 0),
        ("Besøg, b, 2024", 0),
        ("Møde, a, 2023", 0),
        ("Møde, a, 2024", 2),
        ("Møde, b, 2023", 0),
        ("Møde, b, 2024", 1),
    ];
    assert_eq!(members(&project), expected.map(|(name, value)| format!("{name}: {value};{value}")));
}

#[test]
fn a_list_with_one_dimension_equals_a_single_dimension() {
    let json =
        |by: &str| with_figure(&format!("where = \"antal > 3\"\nby = {by}")).figures("2024", "json").ends_with(0).out;
    assert_eq!(json("[\"slags\"]"), json("\"slags\""));
}

#[test]
fn the_order_of_dimensions_is_part_of_the_definition() {
    let project = with_figure(TWO);
    let json = project.figures("2024", "json").ends_with(0).out;
    let hash = |json: &str| {
        serde_json::from_str::<serde_json::Value>(json).unwrap()["figures"]["besoeg.delt"]["definition"].clone()
    };
    let turned = project.replacing(CHAPTER, "[\"slags\", \"note\"]", "[\"note\", \"slags\"]");
    assert_ne!(hash(&json), hash(&turned.figures("2024", "json").ends_with(0).out));
}

#[test]
fn a_row_without_a_value_in_one_dimension_is_an_error_that_names_it() {
    with_figure("by = [\"slags\", \"note\"]").figures("2024", "table").ends_with(1).says(
        "fejl[series-without-member]: 1 række tæller med i serien, men har ingen værdi i »note« og står ikke under noget medlem.\n   besoeg.delt",
    );
}

#[test]
fn expressions_and_prose_name_a_member_by_all_its_dimensions() {
    let project = with_figure(TWO)
        .replacing(
            CHAPTER,
            "[[checks]]",
            "[figures.moeder_a]\nlabel = \"Møder a\"\nis = \"besoeg.delt['Møde']['a'] + 1\"\n\n[[checks]]",
        )
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "; se @tabel",
            ", {{ tal(id=\"besoeg.delt[Møde, a]\") }} af dem til møder; se @tabel",
        );
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.moeder_a;Møder a;3;\n"), "{}", run.out);
    project.check("2024").ends_with(0);
}

#[test]
fn a_member_with_missing_dimensions_or_unknown_values_is_reported() {
    let by = "by = [\"slags\", \"form\"]";
    let project = |reference: &str| {
        with_figure(by)
            .replacing(
                "skabeloner/lille/datasets.toml",
                "note = {",
                "form = { header = \"Form\", type = \"category\", values = [\"Kort\", \"Lang\"] }\nnote = {",
            )
            .with("data/log-2024.csv", "Dato;Slags;Deltagere;Form;Note\n02-01-2024;Besøg;4;Kort;a\n")
            .replacing(
                CHAPTER,
                "{ figure = \"besoeg.i_alt\", total = true }",
                &format!("{{ figure = \"besoeg.i_alt\", total = true }}, \"{reference}\""),
            )
    };
    project("besoeg.delt[Møde, Lang]").figures("2024", "table").ends_with(0);
    project("besoeg.delt[Møde]")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[unknown-member]: »besoeg.delt« har intet medlem »Møde«.");
    project("besoeg.delt[Møde, Lnag]")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[unknown-member]: »besoeg.delt« har intet medlem »Møde, Lnag«.")
        .says("Mente du »Møde, Lang«?");
}

#[test]
fn labels_are_given_per_dimension() {
    let project = with_figure(&format!("{TWO}\nlabels = {{ \"a\" = \"Alfa\", \"Møde\" = \"Møder\" }}"));
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.delt[Møde, a];Delt: Møder, Alfa;2;2\n"), "{}", run.out);
}

#[test]
fn a_number_with_a_label_that_two_dimensions_have_is_reported() {
    let by = "by = [\"antal\", \"EXTRACT(MONTH FROM dato)\"]";
    let labelled = |value: &str| with_figure(&format!("{by}\nlabels = {{ \"{value}\" = \"måned\" }}"));
    labelled("12").run(&["figures", "2024"]).ends_with(0).says(
        "advarsel[same-label]: »labels« kalder »12« for »måned«, men det er en værdi i både »antal« og »EXTRACT(MONTH FROM dato)«.",
    );
    let run = labelled("1").run(&["figures", "2024"]).ends_with(0);
    assert!(!run.err.contains("same-label"), "{}", run.err);
}

#[test]
fn invalid_lists_of_dimensions_are_reported() {
    with_figure(&format!("{TWO}\nmembers = [\"Besøg\"]"))
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[bad-value]: »members« hører til en serie med ét udtryk i »by«.");
    with_figure("by = []")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[bad-value]: »by« skal have mindst én kolonne eller ét udtryk.");
    with_figure("by = [\"slags\", \"slags\"]")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[duplicate-id]: »slags« står to gange i »by«.\n   lille/besoeg.toml:24:17");
    with_figure("by = [\"slags\", \"noet\"]")
        .figures("2024", "table")
        .ends_with(1)
        .says("fejl[unknown-column]: Datasættet »log« har ingen kolonne »noet«.\n   lille/besoeg.toml:24:17\n   → Mente du »note«?");
}

#[test]
fn trace_shows_the_rows_of_one_combination_and_names_all_dimensions() {
    with_figure(TWO)
        .run(&["trace", "besoeg.delt[Møde, a]", "2024"])
        .ends_with(0)
        .prints("Delt: Møde, a: 2")
        .prints("Antal rækker, hvor »Note« er udfyldt, fordelt efter »Slags« og »Note«; i perioden.")
        .prints("  SELECT COUNT(*) AS \"besoeg.delt\"\n  FROM log\n  WHERE dato >= DATE '2024-01-01'\n    AND dato < DATE '2025-01-01'\n    AND note IS NOT NULL\n    AND slags = 'Møde'\n    AND note = 'a'\n")
        .prints("  log-2024.csv  4      16-03-2024  Møde   a\n  log-2024.csv  5      17-03-2024  Møde   a\n");
}

#[test]
fn the_sql_of_all_figures_groups_by_every_dimension() {
    let out = with_figure(TWO).run(&["figures", "2024", "--sql"]).ends_with(0).out;
    assert!(out.contains("  slags AS \"_member\",\n  note AS \"_member 2\",\n"), "{out}");
    assert!(out.contains("GROUP BY slags, note\nORDER BY \"_member\", \"_member 2\";"), "{out}");
}

#[test]
fn a_member_that_is_a_date_can_be_traced() {
    with_figure("where = \"note IS NOT NULL\"\nby = [\"dato\", \"note\"]")
        .run(&["trace", "besoeg.delt[2024-03-16, a]", "2024"])
        .ends_with(0)
        .prints("    AND CAST(dato AS VARCHAR) = '2024-03-16'\n")
        .prints("  log-2024.csv  4      16-03-2024  a\n");
}

/// Members of the figure by a part of the date, with their values.
fn by_date(period: &str, keys: &str, rows: &str) -> Vec<(String, Option<i64>)> {
    let project = with_figure(keys).with("data/log-2024.csv", format!("Dato;Slags;Deltagere;Note\n{rows}"));
    let run = project.figures(period, "json");
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}{}", run.out, run.err));
    let members = json["figures"]["besoeg.delt"]["members"].as_array().expect("members");
    let name = |member: &serde_json::Value| {
        let parts: Vec<&str> =
            member["key"].as_array().expect("a key").iter().filter_map(|part| part.as_str()).collect();
        parts.join(" ")
    };
    members.iter().map(|member| (name(member), member["value"].as_i64())).collect()
}

#[test]
fn every_month_of_the_period_is_a_member_in_its_order() {
    let rows = "05-11-2024;Møde;1;a\n05-02-2024;Besøg;1;a\n06-02-2024;Besøg;1;b\n";
    let names =
        |members: &[(String, Option<i64>)]| members.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>().join(" ");
    let months = by_date("2024", "by = \"EXTRACT(MONTH FROM dato)\"", rows);
    assert_eq!(names(&months), "1 2 3 4 5 6 7 8 9 10 11 12");
    assert_eq!(
        months.iter().map(|(_, value)| value.unwrap_or(-1)).collect::<Vec<_>>(),
        [0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    );
    let winter = format!("{rows}05-12-2023;Møde;1;a\n");
    let months = by_date("2023-11..2024-02", "by = \"STRFTIME(dato, '%Y-%m')\"", &winter);
    assert_eq!(names(&months), "2023-11 2023-12 2024-01");
    let school_year = by_date("2023-07..2024-07", "by = \"EXTRACT(MONTH FROM dato)\"", rows);
    assert_eq!(names(&school_year), "7 8 9 10 11 12 1 2 3 4 5 6");
    let names_of_months = "by = \"CASE WHEN EXTRACT(MONTH FROM dato) <= 6 THEN 'forår' ELSE 'efterår' END\"";
    assert_eq!(names(&by_date("2024", names_of_months, rows)), "forår efterår");
    let both = by_date("2024", "by = [\"note\", \"EXTRACT(QUARTER FROM dato)\"]", rows);
    assert_eq!(names(&both), "a 1 a 2 a 3 a 4 b 1 b 2 b 3 b 4");
    let part =
        by_date("2024", "by = \"EXTRACT(MONTH FROM dato)\"\nwhere = \"dato < :start + INTERVAL '3 months'\"", rows);
    assert_eq!(names(&part), "1 2 3");
}

#[test]
fn days_without_rows_are_no_members() {
    let rows = "05-11-2024;Møde;1;a\n05-02-2024;Besøg;1;a\n";
    assert_eq!(by_date("2024", "by = \"dato\"", rows).len(), 2);
    let all = by_date("2024", "by = \"EXTRACT(MONTH FROM dato)\"\ntime = \"all\"", rows);
    assert_eq!(all.len(), 2, "the data decide about figures of all time");
}

#[test]
fn what_a_figure_is_derived_from_begins_with_a_capital_letter() {
    with_figure("by = \"slags\"\n\n[figures.middel]\nlabel = \"Middel\"\nis = \"AVG(besoeg.delt)\"")
        .run(&["trace", "besoeg.middel", "2024"])
        .ends_with(0)
        .prints("Gennemsnittet af »Delt«.");
}
