//! Numbers in columns that are added up: below zero, far above all others, and means of shares.

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";
const DATASETS: &str = "skabeloner/lille/datasets.toml";
const CHAPTER: &str = "skabeloner/lille/besoeg.toml";

/// The small report with this number of participants at the last meeting.
fn participants(last: &str) -> Project {
    let rows: String = (1..=9).map(|month| format!("0{month}-0{month}-2024;Besøg;{month};\n")).collect();
    Project::new().with(LOG, format!("Dato;Slags;Deltagere;Note\n{rows}11-11-2024;Møde;{last};\n"))
}

#[test]
fn a_number_below_zero_that_is_added_up_is_reported_with_its_cell() {
    participants("-3").check("2024").ends_with(0).says(
        "advarsel[negative-number]: Cellen har et tal under nul, som indgår i »Deltagere« (besoeg.deltagere).\n   \
         log-2024.csv, række 11, kolonne »Deltagere«, værdi »-3«\n   → Ret tallet i eksporten. Skal det trækkes fra, fx en rettelse, \
         så skriv ved kolonnen i datasets.toml, hvor lavt et tal må være: min = -3.",
    );
}

#[test]
fn numbers_below_zero_may_be_in_order() {
    let min = participants("-3").replacing(DATASETS, "type = \"integer\" }", "type = \"integer\", min = -3 }");
    let negative =
        participants("-3").replacing(CHAPTER, "value = \"SUM(antal)\"", "value = \"SUM(antal)\"\nnegative = true");
    let unused = participants("-3").replacing(CHAPTER, "SUM(antal)", "COUNT(antal)");
    let change = participants("-3")
        .replacing(DATASETS, "header = \"Deltagere\"", "header = \"Ændring i deltagere\"")
        .replacing(LOG, "Deltagere", "Ændring i deltagere");
    let another_year = participants("-3").replacing(LOG, "11-11-2024", "11-11-2023");
    let filtered = participants("-3").replacing(
        CHAPTER,
        "value = \"SUM(antal)\"",
        "value = \"SUM(antal)\"\nwhere = \"antal > 0\"",
    );
    for project in [min, negative, unused, change, another_year, filtered] {
        let run = project.check("2024").ends_with(0);
        assert!(!run.err.contains("negative-number"), "{}", run.err);
    }
}

/// The findings of the mean of a share over practices of these sizes.
fn mean_of_shares(rows: &str, label: &str, value: &str) -> String {
    let columns = "[log]\nlabel = \"Kontrol\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n[log.columns]\n\
                   klinik = { header = \"Klinik\", type = \"text\" }\nantal = { header = \"Tilmeldte\", type = \"integer\" }\n\
                   andel = { header = \"Kontrolleret (%)\", type = \"decimal\", empty = true }\n";
    let chapter = format!(
        "title = \"Kontrol\"\n\n[figures.andel]\nlabel = \"{label}\"\nformat = \"percent\"\nfrom = \"log\"\nvalue = \"{value}\"\n"
    );
    let project = Project::new()
        .with(DATASETS, columns)
        .with(CHAPTER, chapter)
        .with("skabeloner/lille/besoeg.typ", "{{ tal(id=\"besoeg.andel\") }} var kontrolleret.\n")
        .with(LOG, format!("Klinik;Tilmeldte;Kontrolleret (%)\n{rows}"));
    project.check("2024").err
}

const SHARES: &str = "A;8;12,5 %\nB;801;58,2 %\nC;640;49,5 %\nD;23;91,3 %\nE;317;20,2 %\nF;56;73,2 %\n";

#[test]
fn a_mean_of_shares_of_different_wholes_is_reported_with_the_weighted_one() {
    let found = mean_of_shares(SHARES, "Andel kontrolleret", "AVG(andel)");
    let expected = "advarsel[unweighted-mean]: »Andel kontrolleret« lader alle rækker tælle lige meget, men »Tilmeldte« går fra 8 til 801. \
                    Vægtet er det 49,3\u{a0}%, ikke 50,8\u{a0}%.";
    assert!(found.contains(expected), "{found}");
    assert!(found.contains("value = \"SUM(andel * antal) / SUM(antal)\""), "{found}");
}

#[test]
fn a_share_that_may_be_of_another_number_is_an_information() {
    let found = mean_of_shares("A;8;37,1 %\nB;801;58,3 %\nC;64;49,1 %\nD;23;91,9 %\n", "Andel", "AVG(andel)");
    assert!(found.contains("oplysning[unweighted-mean]"), "{found}");
}

#[test]
fn a_mean_that_is_weighted_or_says_that_it_is_not_is_in_order() {
    let alike = "A;40;12,5 %\nB;40;60,0 %\nC;40;90,0 %\n";
    for (rows, label, value) in [
        (SHARES, "Andel kontrolleret", "SUM(andel * antal) / SUM(antal)"),
        (SHARES, "Andel, uvægtet over klinikkerne", "AVG(andel)"),
        (alike, "Andel kontrolleret", "AVG(andel)"),
    ] {
        let found = mean_of_shares(rows, label, value);
        assert!(!found.contains("unweighted-mean"), "{label}: {found}");
    }
}

#[test]
fn the_mean_of_a_series_of_quotients_is_held_against_the_quotient_of_the_sums() {
    let mean = "SUM(besoeg.slags)\"\n\n[figures.personer]\nlabel = \"Deltagere efter slags\"\nfrom = \"log\"\nby = \"slags\"\n\
                value = \"SUM(antal)\"\n\n[figures.hver]\nlabel = \"Deltagere pr. gang\"\ndecimals = 1\n\
                is = \"besoeg.personer / besoeg.slags\"\n\n[figures.snit]\nlabel = \"Deltagere i snit\"\ndecimals = 1\n\
                is = \"AVG(besoeg.hver)";
    let project = || participants("11").replacing(CHAPTER, "SUM(besoeg.slags)", mean);
    project().check("2024").ends_with(0).says(
        "advarsel[unweighted-mean]: »Deltagere i snit« lader alle i »Deltagere pr. gang« tælle lige meget. Af dem alle er det 5,6, ikke 8,0.",
    );
    let said = project()
        .replacing(CHAPTER, "\"Deltagere i snit\"", "\"Deltagere i snit, uvægtet\"")
        .check("2024")
        .ends_with(0);
    assert!(!said.err.contains("unweighted-mean"), "{}", said.err);
    project()
        .replacing(CHAPTER, "AVG(besoeg.hver)", "AVG(besoeg.personer / besoeg.slags)")
        .check("2024")
        .ends_with(0)
        .says("»Deltagere i snit« lader alle tælle lige meget. Af dem alle er det 5,6, ikke 8,0.");
}

#[test]
fn where_the_numerators_are_in_the_data_the_advice_adds_them_up() {
    let columns = "[log]\nlabel = \"Kontrol\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n[log.columns]\n\
                   antal = { header = \"Borgere\", type = \"integer\" }\nset = { header = \"Heraf set\", type = \"integer\" }\n\
                   andel = { header = \"Andel set\", type = \"decimal\" }\n";
    let chapter = "title = \"Kontrol\"\n\n[figures.andel]\nlabel = \"Andel set\"\ndecimals = 1\nfrom = \"log\"\nvalue = \"AVG(andel)\"\n";
    Project::new()
        .with(DATASETS, columns)
        .with(CHAPTER, chapter)
        .with("skabeloner/lille/besoeg.typ", "{{ tal(id=\"besoeg.andel\") }} procent.\n")
        .with(LOG, "Borgere;Heraf set;Andel set\n900;450;50,0\n1000;333;33,3\n40;30;75,0\n")
        .check("2024")
        .ends_with(0)
        .says("advarsel[unweighted-mean]: »Andel set« lader alle rækker tælle lige meget, men »Borgere« går fra 40 til 1.000. Vægtet er det 41,9, ikke 52,8.")
        .says("value = \"100 * SUM(set) / SUM(antal)\"");
}

#[test]
fn a_number_many_times_as_great_as_all_others_is_reported() {
    let rows = |last: &str, count: u32| {
        let rows: String =
            (1..=count).map(|i| format!("{:02}-0{}-2024;Besøg;{};\n", i, 1 + i % 9, 1 + i % 4)).collect();
        Project::new().with(LOG, format!("Dato;Slags;Deltagere;Note\n{rows}11-11-2024;Møde;{last};\n"))
    };
    rows("200", 25).check("2024").ends_with(0).says(
        "advarsel[far-number]: Tallet er 50 gange så stort som det næststørste i kolonnen, 4. Det indgår i »Deltagere«.\n   \
         log-2024.csv, række 27, kolonne »Deltagere«, værdi »200«",
    );
    let max = rows("200", 25).replacing(DATASETS, "type = \"integer\" }", "type = \"integer\", max = 200 }");
    for project in [max, rows("60", 25), rows("200", 12)] {
        let run = project.check("2024").ends_with(0);
        assert!(!run.err.contains("far-number"), "{}", run.err);
    }
}

/// The small report with another figure, which the text prints.
fn with_figure(figure: &str) -> Project {
    let with = format!("[figures.ny]\nlabel = \"Ny\"\n{figure}\n\n[tables.oversigt]");
    Project::new().replacing(CHAPTER, "[tables.oversigt]", &with).replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var",
        "Tallet er {{ tal(id=\"besoeg.ny\", cifre=true) }}. Der var",
    )
}

#[test]
fn a_share_that_is_printed_as_a_whole_number_is_reported() {
    with_figure("is = \"besoeg.besoeg / (besoeg.deltagere + 0)\"")
        .check("2024")
        .ends_with(0)
        .says("advarsel[rounded-away]: »Ny« er 0,002, men bliver vist som 0.\n   besoeg.ny");
    for in_order in [
        "is = \"besoeg.besoeg / besoeg.i_alt\"\nformat = \"percent\"",
        "is = \"besoeg.deltagere / besoeg.i_alt\"",
        "from = \"log\"\nvalue = \"AVG(antal)\"",
    ] {
        let run = with_figure(in_order).check("2024").ends_with(0);
        assert!(!run.err.contains("rounded-away"), "{in_order}: {}", run.err);
    }
}

#[test]
fn a_share_compared_with_a_percentage_is_reported_in_checks_and_premises() {
    let share = "is = \"besoeg.besoeg / besoeg.i_alt\"\nformat = \"percent\"";
    let check = with_figure(share).replacing(CHAPTER, "besoeg.besoeg <= besoeg.i_alt", "besoeg.ny < 80");
    check
        .check("2024")
        .ends_with(1)
        .says("fejl[sql-type]: »besoeg.ny« er en andel fra 0 til 1, men bliver sammenlignet med 80.");
    let premise = with_figure(share).replacing(
        "skabeloner/lille/besoeg.typ",
        "Der var",
        "{{ gaelder(\"besoeg.ny > 50\") }}Der var",
    );
    premise.check("2024").ends_with(1).says("→ 50 procent skrives 0.5.");
    let in_order = with_figure(share).replacing(
        CHAPTER,
        "besoeg.besoeg <= besoeg.i_alt",
        "besoeg.ny BETWEEN 0.5 AND 1 AND besoeg.besoeg > 1",
    );
    in_order.check("2024").ends_with(0);
}

#[test]
fn a_condition_that_compares_a_column_of_percentages_with_one_as_it_is_printed_is_reported() {
    let found =
        |condition: &str| mean_of_shares(SHARES, "Andel, uvægtet", &format!("AVG(andel)\"\nwhere = \"{condition}"));
    let high = found("andel >= 50");
    assert!(high.contains("advarsel[near-miss]: »andel >= 50« skiller ingen rækker fra hinanden"), "{high}");
    assert!(high.contains("→ 50 procent skrives 0.5."), "{high}");
    for in_order in ["andel >= 0.5", "antal >= 50", "andel <= 1"] {
        assert!(!found(in_order).contains("near-miss"), "{in_order}");
    }
}
