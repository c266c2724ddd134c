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

/// The small report with one more figure, `besoeg.delt`, that has these keys.
fn with_figure(keys: &str) -> Project {
    let figure = format!("[figures.delt]\nlabel = \"Delt\"\nfrom = \"log\"\n{keys}\n\n[figures.i_alt]");
    Project::new().replacing(CHAPTER, "[figures.i_alt]", &figure).with("data/log-2024.csv", LOG)
}

/// The lines of the figure in `figures --format csv`, without its name and label.
fn members(project: &Project) -> Vec<String> {
    let run = project.run(&["figures", "2024", "--format", "csv"]).ends_with(0);
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
fn every_value_of_a_category_meets_every_value_that_was_found_and_a_count_of_nothing_is_nought() {
    // In the category's order, then by letters; `c` is of the year after.
    assert_eq!(members(&with_figure(TWO)), ["Besøg, a: 1;1", "Besøg, b: 0;0", "Møde, a: 2;2", "Møde, b: 1;1"]);
}

#[test]
fn the_first_part_of_the_list_is_the_first_of_the_key() {
    let project = with_figure("where = \"note IS NOT NULL\"\nby = [\"note\", \"slags\"]");
    assert_eq!(members(&project), ["a, Besøg: 1;1", "a, Møde: 2;2", "b, Besøg: 0;0", "b, Møde: 1;1"]);
}

#[test]
fn the_mean_of_nothing_is_a_gap() {
    let project = with_figure(&format!("value = \"AVG(antal)\"\n{TWO}"));
    assert_eq!(members(&project), ["Besøg, a: 4;1", "Besøg, b: ;0", "Møde, a: 4;2", "Møde, b: 12;1"]);
}

#[test]
fn of_parts_without_declared_values_only_the_combinations_that_were_found_are_members_and_dates_are_iso() {
    let project = with_figure("value = \"MAX(antal)\"\nwhere = \"note IS NOT NULL\"\nby = [\"dato\", \"note\"]");
    assert_eq!(
        members(&project),
        ["2024-01-02, a: 4;1", "2024-03-15, b: 12;1", "2024-03-16, a: 3;1", "2024-03-17, a: 5;1"]
    );
}

#[test]
fn a_series_of_several_parts_can_go_over_several_periods() {
    let project = with_figure(&format!("over = 2\n{TWO}"));
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
fn a_list_of_one_is_the_same_as_a_text() {
    let json = |by: &str| {
        with_figure(&format!("where = \"antal > 3\"\nby = {by}"))
            .run(&["figures", "2024", "--format", "json"])
            .ends_with(0)
            .out
    };
    assert_eq!(json("[\"slags\"]"), json("\"slags\""));
}

#[test]
fn two_series_by_the_same_columns_in_another_order_are_defined_differently() {
    let project = with_figure(TWO);
    let json = project.run(&["figures", "2024", "--format", "json"]).ends_with(0).out;
    let hash = |json: &str| {
        serde_json::from_str::<serde_json::Value>(json).unwrap()["figures"]["besoeg.delt"]["definition"].clone()
    };
    let turned = project.replacing(CHAPTER, "[\"slags\", \"note\"]", "[\"note\", \"slags\"]");
    assert_ne!(hash(&json), hash(&turned.run(&["figures", "2024", "--format", "json"]).ends_with(0).out));
}

#[test]
fn a_row_without_a_value_in_one_part_is_an_error_that_names_the_part() {
    with_figure("by = [\"slags\", \"note\"]").run(&["figures", "2024"]).ends_with(1).says(
        "fejl[series-without-member]: 1 række tæller med i serien, men har ingen værdi i »note« og står ikke under noget medlem.\n   besoeg.delt",
    );
}

#[test]
fn a_member_is_named_by_all_its_parts_in_expressions_and_in_prose() {
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
    let run = project.run(&["figures", "2024", "--format", "csv"]).ends_with(0);
    assert!(run.out.contains("besoeg.moeder_a;Møder a;3;\n"), "{}", run.out);
    project.run(&["check", "2024"]).ends_with(0);
}

#[test]
fn a_member_with_too_few_parts_or_an_unknown_value_is_reported_where_the_definition_knows_the_members() {
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
    project("besoeg.delt[Møde, Lang]").run(&["figures", "2024"]).ends_with(0);
    project("besoeg.delt[Møde]")
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[unknown-member]: »besoeg.delt« har intet medlem »Møde«.");
    project("besoeg.delt[Møde, Lnag]")
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[unknown-member]: »besoeg.delt« har intet medlem »Møde, Lnag«.")
        .says("Mente du »Møde, Lang«?");
}

#[test]
fn labels_are_for_each_part() {
    let project = with_figure(&format!("{TWO}\nlabels = {{ \"a\" = \"Alfa\", \"Møde\" = \"Møder\" }}"));
    let run = project.run(&["figures", "2024", "--format", "csv"]).ends_with(0);
    assert!(run.out.contains("besoeg.delt[Møde, a];Delt: Møder, Alfa;2;2\n"), "{}", run.out);
}

#[test]
fn members_for_several_parts_no_parts_and_a_part_twice_are_reported() {
    with_figure(&format!("{TWO}\nmembers = [\"Besøg\"]"))
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[bad-value]: »members« hører til en serie med ét udtryk i »by«.");
    with_figure("by = []")
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[bad-value]: »by« skal have mindst én kolonne eller ét udtryk.");
    with_figure("by = [\"slags\", \"slags\"]")
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[duplicate-id]: »slags« står to gange i »by«.\n   lille/besoeg.toml:24:17");
    with_figure("by = [\"slags\", \"noet\"]")
        .run(&["figures", "2024"])
        .ends_with(1)
        .says("fejl[unknown-column]: Datasættet »log« har ingen kolonne »noet«.\n   lille/besoeg.toml:24:17\n   → Mente du »note«?");
}

#[test]
fn trace_shows_the_rows_of_one_combination_and_the_words_name_all_parts() {
    with_figure(TWO)
        .run(&["trace", "besoeg.delt[Møde, a]", "2024"])
        .ends_with(0)
        .prints("Delt: Møde, a: 2")
        .prints("Antal rækker, hvor »Note« er udfyldt, fordelt efter »Slags« og »Note«; i perioden.")
        .prints("  SELECT COUNT(*) AS \"besoeg.delt\"\n  FROM log\n  WHERE dato >= DATE '2024-01-01'\n    AND dato < DATE '2025-01-01'\n    AND note IS NOT NULL\n    AND slags = 'Møde'\n    AND note = 'a'\n")
        .prints("  log-2024.csv  4      16-03-2024  Møde   a\n  log-2024.csv  5      17-03-2024  Møde   a\n");
}

#[test]
fn the_statement_of_all_figures_groups_by_every_part() {
    let out = with_figure(TWO).run(&["figures", "2024", "--sql"]).ends_with(0).out;
    assert!(out.contains("  slags AS \"_member\",\n  note AS \"_member 2\",\n"), "{out}");
    assert!(out.contains("GROUP BY slags, note\nORDER BY \"_member\", \"_member 2\";"), "{out}");
}

#[test]
fn a_member_of_a_day_is_traced_too() {
    with_figure("where = \"note IS NOT NULL\"\nby = [\"dato\", \"note\"]")
        .run(&["trace", "besoeg.delt[2024-03-16, a]", "2024"])
        .ends_with(0)
        .prints("    AND CAST(dato AS VARCHAR) = '2024-03-16'\n")
        .prints("  log-2024.csv  4      16-03-2024  a\n");
}
