//! What a careful clerk sees in the rows of an export: numbers that are sums already, shares among counts, rows that are none.

use crate::project::Project;

/// The findings of a report that adds the numbers of this log.
#[track_caller]
fn said(figure: &str, header: &str, rows: impl IntoIterator<Item = String>) -> String {
    let columns = format!(
        "period = \"dato\"\n[log.columns]\ndato = {{ header = \"Dato\", type = \"date\" }}\n\
         sted = {{ header = \"Sted\", type = \"text\" }}\nantal = {{ header = \"{header}\", type = \"integer\" }}\n"
    );
    let log = format!("Dato;Sted;{header}\n{}", rows.into_iter().collect::<String>());
    let project = Project::new()
        .with(
            "skabeloner/lille/datasets.toml",
            format!("[log]\nlabel = \"Besøgslog\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n{columns}"),
        )
        .with(
            "skabeloner/lille/besoeg.toml",
            format!("title = \"Besøg\"\n[figures.d]\nlabel = \"Besøg\"\nfrom = \"log\"\n{figure}"),
        )
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .with("data/log-2024.csv", log);
    project.check("2024").ends_with(0).err
}

const SUM: &str = "value = \"SUM(antal)\"\n";

/// A row for each month of 2024.
fn months(sted: &str, numbers: [u32; 12]) -> Vec<String> {
    (1..).zip(numbers).map(|(month, number)| format!("01-{month:02}-2024;{sted};{number}\n")).collect()
}

const OWN: [u32; 12] = [13, 16, 12, 0, 19, 11, 4, 15, 22, 14, 17, 9];

fn summed(numbers: [u32; 12]) -> [u32; 12] {
    let mut sum = 0;
    numbers.map(|number| {
        sum += number;
        sum
    })
}

#[test]
fn numbers_that_are_running_sums_are_told_if_a_figure_adds_them_up() {
    let found = "advarsel[running-sum]: Tallene i kolonnen bliver aldrig mindre fra dag til dag (13, 29, 41, …) og er nok en løbende sum, men »Besøg« \
                 lægger dem sammen.";
    let all = said(SUM, "Antal", months("Køge", summed(OWN)));
    assert!(all.contains(found) && all.contains("eller skriv value = \"MAX(antal)\" ved nøgletallet"), "{all}");
    let places = [months("Køge", summed(OWN)), months("Faxe", summed([3, 0, 5, 2, 8, 1, 1, 0, 4, 6, 2, 2]))].concat();
    let of_places = said(SUM, "Antal", places.clone());
    assert!(of_places.contains("[running-sum]") && !of_places.contains("MAX("), "{of_places}");
    assert!(!said("value = \"MAX(antal)\"\n", "Antal", months("Køge", summed(OWN))).contains("running-sum"));
    assert!(!said(&format!("{SUM}by = \"dato\"\n"), "Antal", places.clone()).contains("running-sum"));
    assert!(!said(&format!("{SUM}where = \"dato = :last\"\n"), "Antal", places).contains("running-sum"));
    // Four months are few, unless the header says it.
    let four = || months("Køge", summed(OWN)).into_iter().take(4);
    assert!(!said(SUM, "Antal", four()).contains("running-sum"));
    assert!(said(SUM, "Antal akk.", four()).contains("running-sum"));
}

#[test]
fn numbers_that_are_each_their_own_are_no_running_sums() {
    let members = [100, 101, 103, 104, 107, 108, 110, 111, 115, 116, 118, 120];
    for numbers in [OWN, members, [7; 12]] {
        let err = said(SUM, "Antal", months("Køge", numbers));
        assert!(!err.contains("running-sum"), "{err}");
    }
}

#[test]
fn a_row_with_the_share_of_another_row_is_told() {
    let with_shares = |ending: &str| {
        [("Køge", 31), ("Faxe", 12), ("Greve", 40)]
            .iter()
            .flat_map(|(sted, number)| {
                [format!("02-03-2024;{sted};{number}\n"), format!("02-03-2024;{sted}{ending};{}\n", number + 3)]
            })
            .collect::<Vec<_>>()
    };
    for ending in [" i pct.", ", andel i procent", " (%)", " - pct."] {
        let err = said(SUM, "Antal", with_shares(ending));
        assert!(
            err.contains(&format!(
                "advarsel[mixed-measures]: »Besøg« regner på tal, som »Sted« siger er forskellige slags: »Faxe« og »Faxe{ending}«."
            )),
            "{err}"
        );
        // The advice as it is given.
        let advice =
            err.lines().find_map(|line| line.split_once("»where«: ")).expect("advice").1.trim_end_matches(".\n");
        let advice = advice.strip_suffix('.').unwrap_or(advice);
        let err = said(&format!("{SUM}where = \"{advice}\"\n"), "Antal", with_shares(ending));
        assert!(!err.contains("mixed-measures") && !err.contains("fejl["), "{err}");
    }
    for ending in [" Nord", " kommune", " pct.-center"] {
        let err = said(SUM, "Antal", with_shares(ending));
        assert!(!err.contains("mixed-measures"), "{err}");
    }
    // Indicators that all are shares.
    let shares = ["Rygere i pct.", "Overvægtige i pct.", "Motion i pct."].map(|name| format!("02-03-2024;{name};7\n"));
    assert!(!said(SUM, "Antal", shares).contains("mixed-measures"));
}

#[test]
fn a_last_row_with_an_index_is_told_once() {
    let rows = ["Køge;31", "Faxe;12", "Greve;40", "Indeks;103"].map(|row| format!("02-03-2024;{row}\n"));
    assert!(!said(SUM, "Antal", rows).contains("mixed-measures"));
}

#[test]
fn rows_that_say_that_they_are_called_off_or_a_test_are_told() {
    let rows = |odd: &str| {
        let named = |i: u32| if i == 5 { odd.to_owned() } else { format!("Klinik {i} ved havnen") };
        (1..=20).map(move |i| format!("{i:02}-03-2024;{};{}\n", named(i), i * 7 % 11)).collect::<Vec<_>>()
    };
    for odd in ["AFLYST – Klinik 5", "Klinik 5 (aflyst)", "Test", "Test Testesen", "Dublet"] {
        let err = said(SUM, "Antal", rows(odd));
        assert!(
            err.contains(&format!(
                "advarsel[void-row]: Rækken siger selv, at den er aflyst, en prøve eller en dublet, men er talt med.\n   log-2024.csv, række 6, \
                 kolonne »Sted«, værdi »{odd}«"
            )),
            "{err}"
        );
    }
    for odd in ["Testcenter Nord", "Udgået af klyngen 1. maj", "Aflysningsklinikken"] {
        let err = said(SUM, "Antal", rows(odd));
        assert!(!err.contains("void-row"), "{err}");
    }
    let asked = said(&format!("{SUM}where = \"sted NOT LIKE 'AFLYST%'\"\n"), "Antal", rows("AFLYST – Klinik 5"));
    assert!(!asked.contains("void-row"), "{asked}");
    // A list of topics, of which one is tests; and a list of what was called off.
    let topics = (1..=20).map(|i| format!("{i:02}-03-2024;{};3\n", ["Test", "Vaccination", "Rygestop"][i % 3]));
    assert!(!said(SUM, "Antal", topics).contains("void-row"));
    let off = (1..=20).map(|i| format!("{i:02}-03-2024;Aflyst af {};3\n", ["klinik", "kommune"][i % 2]));
    assert!(!said(SUM, "Antal", off).contains("void-row"));
}

#[test]
fn a_number_of_nines_far_above_the_others_is_told_as_a_code() {
    let rows = |odd: u32| {
        (1..=28).map(move |i| format!("{i:02}-03-2024;Køge;{}\n", if i % 12 == 5 { odd } else { i * 7 % 29 }))
    };
    let err = said(SUM, "Antal", rows(999));
    assert!(
        err.contains(
            "advarsel[far-number]: 999 er ofte en kode for »uoplyst«, og det næststørste tal i kolonnen er 28."
        ),
        "{err}"
    );
    assert!(err.contains("missing = [\"999\"] og empty = true"), "{err}");
    for odd in [900, 77, 29] {
        assert!(!said(SUM, "Antal", rows(odd)).contains("far-number"), "{odd}");
    }
}

#[test]
fn a_small_file_whose_rows_are_all_in_another_is_an_edition_of_it() {
    let head = "Dato;Slags;Deltagere;Note\n";
    let march = "02-03-2024;Besøg;4;Køge\n09-03-2024;Møde;12;Faxe\n17-03-2024;Besøg;8;Greve\n";
    let april = "02-04-2024;Besøg;4;Køge\n09-04-2024;Møde;12;Faxe\n17-04-2024;Besøg;8;Greve\n";
    let project = |second: String| {
        Project::new().with("data/log-2024.csv", format!("{head}{march}")).with("data/log-2024 (2).csv", second)
    };
    project(format!("{head}{march}25-03-2024;Møde;7;Køge\n")).check("2024").ends_with(0).says("advarsel[two-editions]");
    let run = project(format!("{head}{april}")).check("2024").ends_with(0);
    assert!(!run.err.contains("two-editions"), "{}", run.err);
}
