//! `check --against`: a printed report compared with itself and with the computed figures.

use crate::project::{Project, Run, repository, run};

const COMPUTED: &str = "[[printed]]\nplace = \"Tabel 1\"\n[printed.values]\n\"besoeg.besoeg\" = \"2\"\n\"besoeg.deltagere\" = \"1.016\"\n\"besoeg.slags[Møde]\" = \"1\"\n";

fn check(published: &str) -> Run {
    Project::new().with("trykt.toml", published).here(&["check", "2024", "--against", "trykt.toml"])
}

/// Asserts that the printed figures give exactly these findings.
#[track_caller]
fn reports(published: &str, finding: &str) {
    let run = check(published).ends_with(1);
    assert_eq!(run.err.replace('\u{a0}', " "), finding);
}

#[test]
fn printed_figures_that_agree_give_no_finding() {
    let run = check(COMPUTED).ends_with(0);
    assert_eq!(run.err, "");
    run.prints("trykt.toml: 3 trykte tal, 3 af dem beregnet. Modsigelser: 0; forklarede: 0.");
}

#[test]
fn a_printed_figure_that_differs_from_the_computed_one_is_reported_with_its_place() {
    reports(
        &COMPUTED.replace("1.016", "1.061"),
        "fejl[printed-differs]: »Deltagere« er trykt som 1.061 (Tabel 1), men kapreport beregner 1.016.
   trykt.toml:5:23
   → Ret den fejl, der er trykt, eller skriv med explained = \"…\", hvorfor tallene er forskellige.
",
    );
}

#[test]
fn an_explained_contradiction_is_information() {
    let published = format!("{}explained = \"x\"\n", COMPUTED).replace(
        "[[printed]]\nplace = \"Tabel 1\"\n",
        "[[printed]]\nplace = \"Tabel 1\"\nexplained = \"Gæsterne er talt med.\"\n",
    );
    let published = published.replace("explained = \"x\"\n", "").replace("1.016", "1.061");
    let run =
        check(&published).ends_with(0).says("oplysning[printed-differs]").says("→ Forklaring: Gæsterne er talt med.");
    run.prints("Modsigelser: 0; forklarede: 1.");
}

#[test]
fn an_empty_explanation_is_ignored() {
    for empty in ["", "  "] {
        let explained = format!("[[printed]]\nexplained = \"{empty}\"");
        check(&COMPUTED.replace("1.016", "1.061").replace("[[printed]]", &explained))
            .ends_with(1)
            .says("fejl[bad-value]: »explained« er tom og forklarer intet.\n   trykt.toml:2:14")
            .says("fejl[printed-differs]")
            .prints("Modsigelser: 1; forklarede: 0.");
    }
}

#[test]
fn a_file_without_printed_figures_is_a_warning() {
    for empty in ["", "# ingen endnu\n", "printed = []\n"] {
        let run = check(empty).ends_with(0).prints("0 trykte tal");
        assert_eq!(
            run.err,
            "advarsel[missing-key]: Filen har ingen trykte tal, så intet er sammenholdt.
   trykt.toml:1:1
   → Skriv tallene som [[printed]]; se »kapreport check --help«.
"
        );
    }
}

#[test]
fn negative_numbers_are_read_with_either_minus() {
    for minus in ["-", "−", "–"] {
        let label =
            |value: &str| format!("[[printed]]\nlabel = \"Udvikling\"\nplace = \"side 7\"\nvalue = \"{value}\"\n");
        let same = format!("{COMPUTED}{}{}", label(&format!("{minus}53")), label("−53"));
        let run = check(&same).ends_with(0);
        assert_eq!(run.err, "");
        let other = format!("{COMPUTED}{}{}", label(&format!("{minus}53 %")), label("53 %"));
        check(&other).ends_with(1).says("»Udvikling« er trykt som −53\u{a0}% (side 7) og 53\u{a0}% (side 7).");
    }
    check(&COMPUTED.replace("\"2\"", "\"−2\""))
        .ends_with(1)
        .says("»Besøg« er trykt som −2 (Tabel 1), men kapreport beregner 2.");
}

#[test]
fn two_printed_values_of_one_figure_give_one_finding_with_the_computed_value() {
    let twice = |value: &str| {
        format!("{COMPUTED}[[printed]]\nfigure = \"besoeg.deltagere\"\nplace = \"side 7\"\nvalue = \"{value}\"\n")
    };
    check(&twice("1016")).ends_with(0);
    reports(
        &twice("1.061"),
        "fejl[printed-twice]: »Deltagere« er trykt som 1.016 (Tabel 1) og 1.061 (side 7). kapreport beregner 1.016.
   trykt.toml:10:10
   → Ret den fejl, der er trykt, eller skriv med explained = \"…\", hvorfor tallene er forskellige.
",
    );
}

#[test]
fn a_printed_percentage_is_recomputed_from_the_printed_numbers() {
    let label = |value: &str, more: &str| {
        format!("{COMPUTED}[[printed]]\nlabel = \"Svar\"\nplace = \"side 7\"\nvalue = \"{value}\"\n{more}\n")
    };
    check(&label("88 % (198 af 224)", "")).ends_with(0);
    check(&label("50 %", "share_of = [\"besoeg.slags[Møde]\", \"besoeg.besoeg\"]")).ends_with(0);
    check(&label("84 % (198 af 224)", ""))
        .ends_with(1)
        .says("fejl[printed-share]: »Svar« (side 7): 198 af 224 er 88,4\u{a0}%, men der står 84\u{a0}%.");
    check(&label("51 %", "share_of = [\"besoeg.slags[Møde]\", \"besoeg.besoeg\"]"))
        .ends_with(1)
        .says("fejl[printed-share]: »Svar« (side 7): 1 af 2 er 50,0\u{a0}%, men der står 51\u{a0}%.");
}

#[test]
fn a_printed_sum_is_recomputed_from_its_printed_parts() {
    let sum = |value: &str| {
        format!(
            "{COMPUTED}\"besoeg.slags[Besøg]\" = \"2\"\n[[printed]]\nfigure = \"besoeg.i_alt\"\nplace = \"Tabel 1\"\nvalue = \"{value}\"\nsum_of = [\"besoeg.slags\"]\n"
        )
    };
    check(&sum("3")).ends_with(0);
    reports(
        &sum("4"),
        "fejl[printed-sum]: »I alt« (Tabel 1) er 1 + 2 = 3, men der står 4.
   trykt.toml:11:10
   → Ret den fejl, der er trykt, eller skriv med explained = \"…\", hvorfor tallene er forskellige.
",
    );
}

#[test]
fn mistakes_in_the_published_file_are_reported_with_their_places() {
    for (from, to, message) in [
        (
            "besoeg.besoeg",
            "besoeg.besøgg",
            "fejl[unknown-figure]: Nøgletallet »besoeg.besøgg« er ikke defineret.\n   trykt.toml:4:20\n   → Mente du »besoeg.besoeg«?",
        ),
        ("slags[Møde]", "slags[Mode]", "fejl[unknown-member]: »besoeg.slags« har ikke medlemmet »Mode«."),
        ("slags[Møde]", "slags", "fejl[unknown-member]: »besoeg.slags« er en serie og ikke ét tal."),
        ("1.016", "mange", "fejl[bad-value]: »mange« er ikke et trykt tal."),
        ("\"2\"", "2", "fejl[wrong-type]"),
        ("place =", "plads =", "fejl[missing-key]: Nøglen »place« mangler."),
        ("place =", "figure = \"besoeg.besoeg\"\nplace =", "fejl[bad-value]: Et trykt tal skal have »value«"),
        ("[printed.values]", "value = \"2\"\n[printed.values]", "fejl[bad-value]: Et trykt tal skal have »value«"),
        ("[[printed]]", "[[trykt]]", "fejl[unknown-key]: Ukendt nøgle »trykt«."),
        ("[[printed]]", "[[printed]", "fejl[definition-syntax]"),
    ] {
        check(&COMPUTED.replacen(from, to, 1)).ends_with(1).says(message);
    }
    let sum = "[[printed]]\nlabel = \"Sum\"\nplace = \"side 7\"\nvalue = \"2\"\nsum_of = [\"besoeg.besog\"]\n";
    check(&format!("{COMPUTED}{sum}"))
        .ends_with(1)
        .says("fejl[bad-value]: »besoeg.besog« er ikke blandt de trykte tal.");
    Project::new().here(&["check", "2024", "--against", "ingen.toml"]).ends_with(2).says("ingen.toml kan ikke læses");
}

#[test]
fn a_printed_contradiction_does_not_claim_that_the_report_cannot_be_built() {
    check(&COMPUTED.replace("1.016", "1.061")).ends_with(1).prints("Rapporten kan bygges.").prints("Modsigelser: 1;");
}

#[test]
fn the_comparison_with_a_printed_report_is_in_the_json() {
    let project = Project::new().with("trykt.toml", COMPUTED.replace("1.016", "1.061"));
    let run = project.run(&["check", "2024", "--against", "trykt.toml", "--format", "json"]).ends_with(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["passed"], false);
    assert_eq!(
        report["output"]["against"],
        serde_json::json!({"printed": 3, "computed": 3, "contradictions": 1, "explained": 0})
    );
    assert_eq!(report["findings"][0]["code"], "printed-differs");
}

#[test]
fn the_printed_report_of_kap_h_has_only_the_known_contradictions() {
    let file = "data-samples/kap-h/published-2024.toml";
    let run = run(repository(), &["check", "2024", "--against", file], &[]).ends_with(1);
    let printed: Vec<&str> = run.err.lines().filter(|line| line.contains("[printed-")).collect();
    assert_eq!(
        printed.join("\n").replace('\u{a0}', " "),
        "fejl[printed-share]: »Opdateringsprocent« (Tabel 10): 128 af 219 er 58,4 %, men der står 58,5 %.
oplysning[printed-twice]: »Faciliterede klyngemøder« er trykt som 30 (Tabel 2) og 33 (Tabel 6). kapreport beregner 33.
oplysning[printed-twice]: »Udførte datatræk« er trykt som 28 (Tabel 2) og 33 (Lægemiddelrådgivning). kapreport beregner 33.
oplysning[printed-twice]: »Faciliterede klyngemøder« er trykt som 11 (Tabel 5) og 9 (Tabel 6). kapreport beregner 9.
oplysning[printed-twice]: »Kvalitetsbesøg (Læger uden for klynger)« er trykt som 14 (Tabel 5) og 15 (Tabel 7). kapreport beregner 14.
oplysning[printed-twice]: »Tilknyttede praksiskonsulenter« er trykt som 40 (Tabel 10) og 37 (Intro til teams). kapreport beregner 40."
    );
    run.prints("Modsigelser: 1; forklarede: 5.");
}
