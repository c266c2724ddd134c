//! Amounts of money in running text: sums, budgets and what is left of them.

use super::{has_no_findings, reports};

#[track_caller]
fn pairs(pairs: &[(&str, &str, &str)]) {
    for (right, wrong, message) in pairs {
        has_no_findings(right);
        reports(wrong, message);
    }
}

#[test]
fn a_total_follows_its_parts_also_with_a_preposition_before_each() {
    pairs(&[(
        "Regionen bidrog med 11,5 mio. kr. og kommunerne med 3,3 mio. kr., i alt 14,8 mio. kr.",
        "Regionen bidrog med 11,5 mio. kr. og kommunerne med 3,8 mio. kr., i alt 14,8 mio. kr.",
        "Delene af 14,8 er 11,5 + 3,8 = 15,3, men der står 14,8.",
    )]);
}

#[test]
fn what_is_left_of_a_grant_follows_and_so_does_its_share() {
    pairs(&[
        (
            "Kommunen afsatte 18,6 mio. kr. og brugte 17,9 mio. kr. Mindreforbruget var således 0,7 mio. kr. eller 3,8 % af budgettet.",
            "Kommunen afsatte 18,6 mio. kr. og brugte 17,9 mio. kr. Mindreforbruget var således 0,9 mio. kr.",
            "18,6 mio. og 17,9 mio. giver en forskel på 0,7, men der står 0,9.",
        ),
        (
            "Kommunen afsatte 18,6 mio. kr. og brugte 17,9 mio. kr. Mindreforbruget var således 0,7 mio. kr. eller 3,8 % af budgettet.",
            "Kommunen afsatte 18,6 mio. kr. og brugte 17,9 mio. kr. Mindreforbruget var således 0,7 mio. kr. eller 8,3 % af budgettet.",
            "er 3,8\u{a0}%, men der står 8,3\u{a0}%.",
        ),
    ]);
}

#[test]
fn what_is_left_of_a_budget_is_that_of_the_table() {
    let table = "Tabel 4. Regnskab 2024 (1.000 kr.)\nPost\tBudget\tRegnskab\tAfvigelse\nLøn\t9.400\t9.600\t200\nHonorarer\t3.300\t3.100\t-200\n\
                 Øvrig drift\t2.300\t2.100\t-200\nI alt\t15.000\t14.800\t-200\n\n";
    let text = |left: &str, budget: &str| {
        format!(
            "{table}Regnskabet viser et samlet mindreforbrug på {left} mio. kr. i forhold til budgettet på {budget} mio. kr.\n"
        )
    };
    has_no_findings(&text("0,2", "15,0"));
    has_no_findings(&format!("{table}For honorarer er der et mindreforbrug på 0,2 mio. kr.\n"));
    has_no_findings(&format!("{table}I 2023 var der et mindreforbrug på 1,2 mio. kr.\n"));
    reports(&text("0,4", "15,0"), "15.000 − 14.800 for »I alt« i Tabel 4 er 0,2, men der står 0,4.");
    reports(&text("0,2", "16,0"), "Budgettet 15.000 for »I alt« i Tabel 4 er 15,0, men der står 16,0.");
}

#[test]
fn the_share_of_a_part_is_that_of_the_list_before() {
    let text = |share: &str| {
        format!(
            "Udgifterne var 12,4 mio. kr. til personale, 3,2 mio. kr. til lokaler og 2,3 mio. kr. til transport. \
             Personalet udgjorde dermed {share} % af udgifterne."
        )
    };
    has_no_findings(&text("69"));
    reports(&text("59"), "12,4 af 12,4 + 3,2 + 2,3 = 17,9 er 69,3\u{a0}%, men der står 59\u{a0}%.");
    has_no_findings(
        "Udgifterne var bl.a. 12,4 mio. kr. til personale, 3,2 mio. kr. til lokaler og 2,3 mio. kr. til transport. \
         Personalet udgjorde dermed 59 % af udgifterne.",
    );
}

#[test]
fn how_far_a_row_is_over_its_budget_follows_from_the_table() {
    let table = "Tabel 4: Økonomi (1.000 kr.)\nPost\tBudget 2024\tRegnskab 2024\nLøn\t21.400\t21.950\nMedicin\t1.850\t2.110\n\
                 Udgifter i alt\t23.250\t24.060\n\n";
    has_no_findings(&format!("{table}Udgiften til medicin var 14 % over budgettet.\n"));
    has_no_findings(&format!("{table}Udgiften til lokaler var 24 % over budgettet.\n"));
    reports(
        &format!("{table}Udgiften til medicin var 24 % over budgettet.\n"),
        "Fra 1.850 til 2.110 for »Medicin« i Tabel 4 er",
    );
    reports(&format!("{table}Udgiften til medicin var 24 % højere end budgetteret.\n"), "men der står 24\u{a0}%.");
}
