//! `protect` of a dataset: all figures are computed from rounded cells.

use std::collections::BTreeMap;

use kapreport::testing::findings::Findings;

use super::country::{CHAPTER, DATASETS, FIGURES, ROUND, country, csv, definition_of, figures_of, numbers, rows};

#[test]
fn no_figure_of_a_protected_dataset_is_a_small_count() {
    let rows = rows(&[2024]);
    let (protected, exact) = (figures_of(&country(&rows, ROUND), "2024"), figures_of(&country(&rows, ""), "2024"));
    let small = |snapshot, figure| numbers(snapshot, figure).iter().filter(|(_, n)| (1..5).contains(n)).count();
    assert!(FIGURES.iter().any(|figure| small(&exact, figure) > 0), "the true numbers have none");
    for figure in FIGURES {
        assert_eq!(small(&protected, figure), 0, "{figure}");
    }
}

#[test]
fn protected_figures_add_up_and_stay_close_to_the_true_ones() {
    let rows = rows(&[2024]);
    let (protected, exact) = (figures_of(&country(&rows, ROUND), "2024"), figures_of(&country(&rows, ""), "2024"));
    let total = |figure| numbers(&protected, figure).iter().map(|(_, number)| *number).sum::<u64>();
    for figure in ["praksis", "praksis_koen", "praksis_middel", "praksis_grupper", "klynge", "klynge_middel_alder"] {
        assert_eq!(total(figure), total("i_alt"), "{figure}");
    }
    for figure in FIGURES {
        for ((key, published), (_, exact)) in numbers(&protected, figure).iter().zip(numbers(&exact, figure)) {
            assert!(published.abs_diff(exact) <= 7, "{figure} {key:?}: {published}, truly {exact}");
        }
    }
}

#[test]
fn figures_of_protected_datasets_have_no_numbers_of_rows_and_say_that_they_are_rounded() {
    let snapshot = figures_of(&country(&rows(&[2024]), ROUND), "2024");
    let figure = &snapshot.figures["besoeg.klynge"];
    assert_eq!(figure.rows, None);
    assert!(figure.how.contains("antal på 1–4 personer afrundet til 0 eller 5"), "{}", figure.how);
    let account = &snapshot.datasets["recepter"];
    assert_eq!(account.read, rows(&[2024]).len() as u64, "the account is of the rows that were read");
    assert_eq!(account.used, account.read);
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let rows = rows(&[2024]);
    let reversed: Vec<_> = rows.iter().rev().cloned().collect();
    let figures = |rows| figures_of(&country(rows, ROUND), "2024").figures;
    let values = |rows| figures(rows).iter().map(|(id, figure)| (id.clone(), figure.value.clone())).collect::<Vec<_>>();
    assert_eq!(values(&rows), values(&reversed));
}

/// Two roundings of the same cells would tell more than one.
#[test]
fn a_later_report_rounds_the_earlier_period_in_the_same_way() {
    let over = |project: crate::project::Project| {
        project.replacing(CHAPTER, "by = [\"praksis\", \"koen\"]", "by = [\"praksis\", \"koen\"]\nover = 2")
    };
    let then = figures_of(&over(country(&rows(&[2023]), ROUND)), "2023");
    let now = figures_of(&over(country(&rows(&[2023, 2024]), ROUND)), "2024");
    let of_2023 = |snapshot| {
        let numbers = numbers(snapshot, "praksis_koen").into_iter();
        numbers.filter(|(key, _)| key.last().is_some_and(|period| period == "2023")).collect::<BTreeMap<_, _>>()
    };
    assert!(!of_2023(&then).is_empty());
    assert_eq!(of_2023(&then), of_2023(&now));
}

#[test]
fn events_of_small_cells_are_those_of_others() {
    let mut rows = rows(&[2024]);
    // One person who got more than all others together.
    let row = rows.iter_mut().find(|row| row.persons == 1).unwrap();
    row.events = 90_000;
    let published = figures_of(&country(&rows, ROUND), "2024");
    assert!(numbers(&published, "recepter").iter().all(|(_, number)| *number < 9_000));
}

#[test]
fn rows_that_are_persons_are_rounded_too() {
    let one_each = rows(&[2024]).into_iter().flat_map(|row| {
        let persons = row.persons;
        (0..persons).map(move |_| row.clone())
    });
    let protect = "protect = { cells = [\"praksis\", \"middel\", \"koen\", \"alder\", \"maaned\"] }";
    let text = csv(&one_each.collect::<Vec<_>>());
    let project = country(&rows(&[2024]), protect).with("data/recepter.csv", text);
    let chapter = std::fs::read_to_string(project.path(CHAPTER)).unwrap();
    let chapter = chapter.replace("SUM(personer)", "COUNT(*)").replace("SUM(recepter)", "COUNT(*)");
    let by_rows = figures_of(&project.with(CHAPTER, chapter), "2024");
    let by_sums = figures_of(&country(&rows(&[2024]), ROUND), "2024");
    for figure in FIGURES {
        assert_eq!(numbers(&by_rows, figure), numbers(&by_sums, figure), "{figure}");
    }
}

#[test]
fn a_practice_without_rows_in_the_register_is_reported_with_its_row_in_the_export() {
    let project = country(&rows(&[2024]), ROUND).replacing("data/praksis.csv", "001003;Klynge 1;01-01-2010;\n", "");
    project.here(&["check", "2024", "--report", "lille"]).says("001003");
}

#[track_caller]
fn refuses(project: crate::project::Project, message: &str) {
    let findings = Findings::default();
    assert!(definition_of(&project, &findings).is_none());
    let found: Vec<String> = findings.sorted().iter().map(|finding| finding.message.clone()).collect();
    assert!(found.iter().any(|found| found.contains(message)), "»{message}« is not in {found:#?}");
}

#[test]
fn figures_can_use_only_the_columns_of_the_cells() {
    let without = ROUND.replace("\"alder\", ", "");
    refuses(country(&[], &without), "»alder« kan ikke bruges, fordi »recepter« er beskyttet");
    let without = ROUND.replace("\"praksis\", ", "");
    refuses(country(&[], &without), "»praksis« skal stå i »cells«, fordi der kædes sammen efter den");
    let without = ROUND.replace(", \"maaned\"", "");
    refuses(country(&[], &without), "»maaned« skal stå i »cells«");
}

#[test]
fn cells_cannot_be_counted_as_if_they_were_persons() {
    let project = country(&[], ROUND).replacing(CHAPTER, "value = \"SUM(recepter)\"", "value = \"COUNT(*)\"");
    refuses(project, "COUNT(*) tæller ikke personer");
}

#[test]
fn what_is_protected_is_a_whole_number() {
    let project = country(&[], ROUND).replacing(
        DATASETS,
        "header = \"Personer\", type = \"integer\"",
        "header = \"Personer\", type = \"decimal\"",
    );
    refuses(project, "»personer« skal være et helt tal");
    refuses(country(&[], &ROUND.replace("persons = \"personer\", ", "")), "»counts« kræver »persons«");
    refuses(country(&[], &ROUND.replace("\"recepter\"]", "\"recept\"]")), "ingen kolonne »recept«");
}
