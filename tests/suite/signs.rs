//! Signs that an export is not what it seems: what a careful clerk would see in it.

use std::os::unix::fs::symlink;

use crate::project::Project;

const LOG: &str = "data/log-2024.csv";

/// A log of this number of rows without defects.
fn rows(count: u32) -> String {
    let row = |i: u32| format!("{:02}-{:02}-2024;Besøg;{i};note {i}\n", 1 + i % 28, 1 + i % 12);
    format!("Dato;Slags;Deltagere;Note\n{}", (0..count).map(row).collect::<String>())
}

#[test]
fn a_file_that_ends_within_its_last_row_was_cut_off() {
    for (end, row) in [("05-06-2024;Møde;3", 12), ("05-06-2", 12), ("05-06-2024;Møde;3;\n\"04-07-2024\";Bes", 13)] {
        let run = Project::new().with(LOG, format!("{}{end}", rows(10))).check("2024");
        assert!(run.err.contains(&format!("log-2024.csv, række {row}")), "{end}: {}", run.err);
    }
    Project::new()
        .with(LOG, format!("{}05-06-2024;Møde;3", rows(10)))
        .check("2024")
        .ends_with(0)
        .says("advarsel[cut-file]: Filen slutter midt i en række: den har 3 af 4 felter, og linjen er ikke afsluttet.\n   log-2024.csv, række 12, kolonne »Deltagere«, værdi »3«");
}

#[test]
fn a_file_that_ends_within_a_letter_is_read_in_its_encoding() {
    let mut bytes = format!("{}05-06-2024;Besøg;3;Nørrebrø", rows(10)).into_bytes();
    bytes.pop();
    let run = Project::new().with(LOG, bytes).check("2024").ends_with(0);
    assert!(!run.err.contains("Ã"), "{}", run.err);
}

#[test]
fn a_last_row_without_a_line_end_is_whole_if_its_fields_are() {
    for end in ["05-06-2024;Møde;3;", "05-06-2024;Møde;3;Vest", "I alt;;58;"] {
        let run = Project::new().with(LOG, format!("{}{end}", rows(10))).check("2024").ends_with(0);
        assert!(!run.err.contains("cut-file"), "{end}: {}", run.err);
    }
}

#[test]
fn two_files_with_the_same_rows_are_two_editions_and_one_finding() {
    let changed = rows(12).replace("note 3\n", "en anden note\n");
    let project = Project::new().with(LOG, rows(30)).with("data/log-2024 (1).csv", changed);
    let run = project.here(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("alike-rows"), "{}", run.err);
    run.says("advarsel[two-editions]: Filen har 11 af sine 30 rækker til fælles med »log-2024 (1).csv«.");
}

#[test]
fn files_of_times_that_overlap_are_reported() {
    let all = rows(24);
    let lines: Vec<&str> = all.lines().collect();
    let part = |rows: std::ops::Range<usize>| format!("{}\n{}\n", lines[0], lines[rows].join("\n"));
    let project = |first, second| Project::new().with(LOG, part(first)).with("data/log-2024-b.csv", part(second));
    project(1..12, 9..25)
        .here(&["check", "2024"])
        .ends_with(0)
        .says("advarsel[two-editions]: Filen har 3 af sine 11 rækker til fælles med »log-2024-b.csv«.\n")
        .says("Den ene fil slutter med de rækker, som den anden begynder med");
    let run = project(1..12, 12..25).here(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("two-editions"), "{}", run.err);
}

#[test]
fn files_of_other_rows_are_no_editions() {
    let other = rows(12).replace("note", "tekst");
    let run = Project::new().with(LOG, rows(30)).with("data/log-2025.csv", other).here(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("two-editions"), "{}", run.err);
}

#[test]
fn a_block_of_rows_that_stands_twice_is_reported() {
    let log = rows(24);
    let block: String = log.lines().skip(3).take(6).map(|line| format!("{line}\n")).collect();
    let run = Project::new().with(LOG, format!("{log}{block}")).here(&["check", "2024"]).ends_with(0);
    assert!(run.err.contains("advarsel[alike-rows]") && run.err.contains("række 26–31"), "{}", run.err);
}

#[test]
fn a_link_to_a_file_of_the_data_folder_is_read_and_any_other_is_reported() {
    let project = Project::new().with("data/.objekter/abc", rows(3)).with("andre/log.csv", rows(4));
    symlink(".objekter/abc", project.path("data/log-b.csv")).expect("a link");
    project.figures("2024", "table").ends_with(0).prints("5");
    symlink("../andre/log.csv", project.path("data/log-c.csv")).expect("a link");
    symlink("../andre", project.path("data/efteraar")).expect("a link");
    symlink("findes-ikke", project.path("data/log-d.csv")).expect("a link");
    project
        .check("2024")
        .ends_with(0)
        .says("advarsel[unread-file]: Filen er et link, der peger ud af datamappen, og er ikke læst.\n   log-c.csv")
        .says("advarsel[unread-file]: Mappen er et link og er ikke læst.\n   efteraar")
        .says("advarsel[unread-file]: Filen er et link til noget, der ikke findes, og er ikke læst.\n   log-d.csv");
}

#[test]
fn every_entry_of_the_data_folder_that_is_not_read_is_reported() {
    for (name, line) in [
        ("~$log-2024.xlsx", "oplysning[unread-file]: Filen viser, at nogen har regnearket åbent."),
        (".~lock.log-2024.csv#", "oplysning[unread-file]: Filen viser, at nogen har regnearket åbent."),
        ("log-2024.csv.zip", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .zip og er ikke læst."),
        ("log-maj.xlsx", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .xlsx og er ikke læst."),
        ("log-maj.csv.tmp", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .tmp og er ikke læst."),
        ("log-maj.csv.part", "advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .part og er ikke læst."),
        (".log-maj.csv", "advarsel[unread-file]: Filen eller mappen er skjult og er ikke læst."),
        (".kladde/log.csv", "oplysning[unread-file]: Filen eller mappen er skjult og er ikke læst."),
        ("vejledning.pdf", "oplysning[unread-file]: Filen passer ikke til noget datasæt og er ikke læst."),
    ] {
        Project::new().with(&format!("data/{name}"), "x").check("2024").ends_with(0).says(line);
    }
}

#[test]
fn a_download_that_is_not_finished_is_not_read_by_a_pattern_that_matches_every_name() {
    Project::new()
        .replacing(DATASETS, "log*.csv", "*")
        .with("data/Ikke bekræftet 41.crdownload", "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;4;\n")
        .check("2024")
        .ends_with(0)
        .says("advarsel[unread-file]: Filen ligner »Besøgslog«, men ender på .crdownload og er ikke læst.")
        .says("Den er formentlig en overførsel, der ikke blev færdig.");
}

#[test]
fn files_that_operating_systems_and_version_control_make_are_no_exports() {
    let project = Project::new().with("data/.DS_Store", "x").with("data/Thumbs.db", "x").with("data/.gitkeep", "");
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("unread-file"), "{}", run.err);
}

const DATASETS: &str = "skabeloner/lille/datasets.toml";

/// The findings of the small report with these columns and this log.
#[track_caller]
fn signs(columns: &str, log: &str) -> String {
    let project = Project::new()
        .with(
            DATASETS,
            format!("[log]\nlabel = \"Besøgslog\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n{columns}"),
        )
        .with(
            "skabeloner/lille/besoeg.toml",
            "title = \"Besøg\"\n\n[figures.antal]\nlabel = \"Antal\"\nfrom = \"log\"\n",
        )
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .with(LOG, log);
    project.check("2024").ends_with(0).err
}

const NUMBERED: &str = "period = \"dato\"\nkey = [\"nr\"]\n\n[log.columns]\nnr = { header = \"Nr.\", type = \"text\" }\n\
                        dato = { header = \"Dato\", type = \"date\" }\nsted = { header = \"By\", type = \"text\" }\n\
                        antal = { header = \"Antal\", type = \"integer\" }\n";

/// A row of a log with running numbers: one row every third day of 2024.
fn numbered(i: u32) -> String {
    let day = chrono::NaiveDate::from_yo_opt(2024, 1 + 3 * i).expect("a day");
    format!("S-{:04};{};By {};{}\n", 100 + i, day.format("%d-%m-%Y"), i * 7 % 23, i * 31 % 97)
}

fn numbered_log(rows: impl Iterator<Item = u32>) -> String {
    format!("Nr.;Dato;By;Antal\n{}", rows.map(numbered).collect::<String>())
}

#[test]
fn a_log_in_order_has_no_signs() {
    let err = signs(NUMBERED, &numbered_log(0..120));
    assert!(!err.contains("advarsel"), "{err}");
}

#[test]
fn numbers_that_are_missing_in_a_running_number_are_reported() {
    let err = signs(NUMBERED, &numbered_log((0..120).filter(|i| *i != 40 && !(60..63).contains(i))));
    assert!(err.contains("advarsel[missing-number]: 4 løbenumre mangler i en kolonne, hvor alle andre følger efter hinanden: S-140, S-160–162."), "{err}");
    assert!(err.contains("log-2024.csv, række 42, kolonne »Nr.«, værdi »S-141«"), "{err}");
    let err = signs(NUMBERED, &numbered_log((0..120).filter(|i| i % 3 == 0)));
    assert!(!err.contains("missing-number"), "every third number is no running number: {err}");
}

#[test]
fn a_date_out_of_order_in_a_sorted_log_is_reported() {
    let log = numbered_log(0..120).replace("S-0150;30-05-2024", "S-0150;30-03-2024");
    let err = signs(NUMBERED, &log);
    assert!(
        err.contains("advarsel[date-out-of-order]: Alle andre rækker står i datoorden, men 30-03-2024 står mellem"),
        "{err}"
    );
    assert!(err.contains("række 52, kolonne »Dato«, værdi »30-03-2024«"), "{err}");
}

#[test]
fn a_date_at_odds_with_its_running_number_is_reported() {
    let order = (0..120).map(|i| i * 37 % 120);
    let log = numbered_log(order).replace("S-0150;30-05-2024", "S-0150;30-03-2024");
    let err = signs(NUMBERED, &log);
    assert!(err.contains("advarsel[date-out-of-order]: Alle andre datoer følger »Nr.«, men 30-03-2024"), "{err}");
}

#[test]
fn a_month_without_rows_in_a_log_of_every_month_is_reported() {
    let day = |i: u32| numbered(i).contains("-05-2024");
    let err = signs(NUMBERED, &numbered_log((0..120).filter(|i| !day(*i))));
    assert!(
        err.contains("advarsel[empty-month]: Der er ingen rækker i maj 2024, men mindst 8 i hver af de andre måneder."),
        "{err}"
    );
    assert!(!err.contains("missing-number"), "one finding for one cause: {err}");
    let july = |i: u32| numbered(i).contains("-07-2024");
    let err = signs(NUMBERED, &numbered_log((0..120).filter(|i| !july(*i))));
    assert!(!err.contains("empty-month"), "{err}");
}

#[test]
fn a_row_that_is_like_another_but_for_its_key_is_reported() {
    let log = format!("{}{}", numbered_log(0..120), numbered(119).replace("S-0219", "S-0220"));
    let err = signs(NUMBERED, &log);
    assert!(
        err.contains(
            "advarsel[alike-rows]: Rækken er magen til række 121 bortset fra nøglen.\n   log-2024.csv, række 122"
        ),
        "{err}"
    );
    let few = |i: u32| format!("S-{i:04};{:02}-03-2024;By {};{}\n", 1 + i % 28, i % 2, i % 3);
    let log = format!("Nr.;Dato;By;Antal\n{}", (0..120).map(few).collect::<String>());
    let err = signs(NUMBERED, &log);
    assert!(!err.contains("alike-rows"), "rows of few values are alike by chance: {err}");
}

#[test]
fn a_threshold_of_0_in_the_report_switches_a_sign_off() {
    let project = Project::new()
        .with(
            DATASETS,
            format!("[log]\nlabel = \"Besøgslog\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n{NUMBERED}"),
        )
        .with(
            "skabeloner/lille/besoeg.toml",
            "title = \"Besøg\"\n\n[figures.antal]\nlabel = \"Antal\"\nfrom = \"log\"\n",
        )
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .replacing(
            "skabeloner/lille/report.toml",
            "chapters = [\"besoeg\"]\n",
            "chapters = [\"besoeg\"]\n\n[signs]\nmissing_numbers = 0\n",
        )
        .with(LOG, numbered_log((0..120).filter(|i| *i != 40)));
    let err = project.check("2024").ends_with(0).err;
    assert!(!err.contains("missing-number"), "{err}");
}

/// The small report with a register of clinics and a figure over two years, and a folder of exports for each year.
fn register() -> Project {
    Project::new()
        .with("kapreport.toml", "report = \"lille\"\ndata = \"data/{period}\"\nout = \"ud/{period}\"\ntemplates = \"skabeloner\"\n")
        .with(
            DATASETS,
            "[log]\nlabel = \"Klinikker\"\nsource = \"Et register\"\nfiles = [\"log*.csv\"]\nvalid = { from = \"fra\", last = \"til\" }\n\n\
             [log.columns]\nnavn = { header = \"Navn\", type = \"text\" }\nfra = { header = \"Fra\", type = \"date\" }\n\
             til = { header = \"Til\", type = \"date\", empty = true }\n",
        )
        .with("skabeloner/lille/besoeg.toml", "title = \"Besøg\"\n\n[figures.antal]\nlabel = \"Antal\"\nfrom = \"log\"\n")
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
}

fn clinics(count: u32) -> String {
    let row = |i: u32| format!("Klinik {};01-{:02}-20{:02};\n", i * 17 % 101, 1 + i % 12, 1 + i % 20);
    format!("Navn;Fra;Til\n{}", (0..count).map(row).collect::<String>())
}

#[test]
fn a_register_with_far_fewer_rows_than_in_the_report_before_is_reported() {
    let project = register().with("data/2023/log.csv", clinics(50)).with("data/2024/log.csv", clinics(30));
    project.build("2023").ends_with(0);
    project.check("2024").ends_with(0).says(
        "advarsel[fewer-rows]: »Klinikker« har 30 rækker, men havde 50 i rapporten for 2023: 40 % færre.\n   log.csv",
    );
    let project = project.with("data/2024/log.csv", clinics(45));
    assert!(!project.check("2024").ends_with(0).err.contains("fewer-rows"));
}

const OVER: &str =
    "title = \"Besøg\"\n\n[figures.mødt]\nlabel = \"Mødte\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\nover = 3\n";

/// The small report with a figure over three years and a folder of exports for each year.
fn over_years() -> Project {
    Project::new()
        .with(
            "kapreport.toml",
            "report = \"lille\"\ndata = \"data/{period}\"\nout = \"ud/{period}\"\ntemplates = \"skabeloner\"\n",
        )
        .with("skabeloner/lille/besoeg.toml", OVER.replace("mødt", "over_aar"))
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .with("data/2023/log.csv", "Dato;Slags;Deltagere;Note\n05-03-2023;Besøg;500;\n06-09-2023;Møde;43;\n")
        .with("data/2024/log.csv", "Dato;Slags;Deltagere;Note\n05-03-2024;Besøg;700;\n06-09-2024;Møde;12;\n")
}

/// The values of the figure over three years.
fn values(project: &Project) -> (String, String) {
    let run = project.figures("2024", "json").ends_with(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let members = json["figures"]["besoeg.over_aar"]["members"].as_array().expect("members").clone();
    let values: Vec<String> = members.iter().map(|member| member["value"].to_string()).collect();
    (values.join(" "), project.check("2024").err)
}

#[test]
fn earlier_periods_of_a_series_come_from_their_snapshots_and_are_unknown_without() {
    let project = over_years();
    let (numbers, err) = values(&project);
    assert_eq!(numbers, "null null 712");
    assert!(err.contains("oplysning[missing-history]: Tallet for 2022 og 2023 er ukendt"), "{err}");
    project.build("2023").ends_with(0);
    let (numbers, err) = values(&project);
    assert_eq!(numbers, "null 543 712");
    assert!(!err.contains("history-changed"), "{err}");
}

#[test]
fn an_earlier_period_with_another_number_than_its_report_is_reported() {
    let project = over_years();
    project.build("2023").ends_with(0);
    let both = "Dato;Slags;Deltagere;Note\n05-03-2023;Besøg;500;\n05-03-2024;Besøg;700;\n06-09-2024;Møde;12;\n";
    let (numbers, err) = values(&project.with("data/2024/log.csv", both));
    assert_eq!(numbers, "null 543 712");
    assert!(err.contains("advarsel[history-changed]: Tallet for 2023 er et andet end i rapporten for 2023: 543 i rapporten, 500 i eksporterne. Rapportens tal er brugt."), "{err}");
    let same = "Dato;Slags;Deltagere;Note\n05-03-2023;Besøg;543;\n05-03-2024;Besøg;700;\n06-09-2024;Møde;12;\n";
    let project = over_years();
    project.build("2023").ends_with(0);
    let (numbers, err) = values(&project.with("data/2024/log.csv", same));
    assert!(numbers == "null 543 712" && !err.contains("history-changed"), "{numbers} {err}");
}

const TABLE: &str = "[log.columns]\nkommune = { header = \"Kommune\", type = \"text\" }\nlaeger = { header = \"Læger\", type = \"integer\" }\n";

#[test]
fn a_group_that_stands_twice_in_a_short_table_is_reported() {
    let err = signs(TABLE, "Kommune;Læger\nAllerød;5\nBallerup;7\nDragør;5\nEgedal;13\nAllerød;5\n");
    assert!(err.contains("advarsel[alike-rows]: Rækken er magen til række 2.\n   log-2024.csv, række 6"), "{err}");
    let err = signs(TABLE, "Kommune;Læger\nAllerød;5\nBallerup;7\nDragør;5\nEgedal;13\nAllerød;6\n");
    assert!(!err.contains("alike-rows"), "{err}");
}

#[test]
fn a_name_that_tells_the_rows_of_a_long_list_apart_shows_the_one_that_is_there_twice() {
    let row = |i: u32| format!("R{};{}\n", i * i, 1 + i * 7 % 5);
    let list = |last: &str| format!("Kommune;Læger\n{}{last}", (0..40).map(row).collect::<String>());
    let err = signs(TABLE, &list(&row(3)));
    assert!(err.contains("advarsel[alike-rows]: Rækken er magen til række 5.\n   log-2024.csv, række 42"), "{err}");
    assert!(!signs(TABLE, &list("R9;4\n")).contains("alike-rows"), "another number");
    let answers = |i: u32| format!("{};{}\n", ["Ja", "Nej"][(i * i % 7 % 2) as usize], 1 + i * i % 11 % 4);
    let err = signs(TABLE, &format!("Kommune;Læger\n{}", (0..60).map(answers).collect::<String>()));
    assert!(!err.contains("alike-rows"), "few answers follow each other in the same order by chance: {err}");
}

#[test]
fn a_row_with_a_change_or_a_forecast_is_no_group() {
    for label in ["Ændring siden 2023", "Prognose 2025", "Forskel"] {
        let err = signs(TABLE, &format!("Kommune;Læger\nAllerød;5\nBallerup;7\nDragør;11\n{label};-2\n"));
        assert!(err.contains("advarsel[total-row]") && err.contains("række 5"), "{label}: {err}");
    }
}

#[test]
fn last_years_export_under_this_years_name_is_reported() {
    let old = format!("{}15-03-2023;Besøg;4;x\n", rows(12));
    let project = Project::new().without(LOG).with("data/log-2023.csv", &old);
    project.build("2023").ends_with(0);
    let project = project.without("data/log-2023.csv").with(LOG, &old);
    let message =
        "advarsel[old-export]: Filen er magen til »log-2023.csv«, som rapporten for 2023 er lavet af.\n   log-2024.csv";
    project.check("2024").ends_with(0).says(message);
    // The same file as before, with all years in it.
    let project = project.without(LOG).with("data/log-2023.csv", &old);
    let run = project.check("2024").ends_with(0);
    assert!(!run.err.contains("old-export"), "{}", run.err);
}

/// A register of twelve clinics and these rows, with this key.
fn with_versions(key: &str, rows: &str) -> crate::project::Run {
    let head = "Ydernr.;Fra;Til\n";
    let rows_of_clinics: String = (1..=12).map(|i| format!("{:06};01-{i:02}-2015;\n", 70_000 + i)).collect();
    let dataset = format!(
        "\n[klinikker]\nlabel = \"Klinikker\"\nsource = \"Registret\"\nfiles = [\"klinikker*.csv\"]\n{key}\nvalid = {{ from = \"fra\", last = \"til\" }}\n\
         [klinikker.columns]\nydernr = {{ header = \"Ydernr.\", type = \"ydernummer\" }}\nfra = {{ header = \"Fra\", type = \"date\" }}\n\
         til = {{ header = \"Til\", type = \"date\", empty = true }}\n"
    );
    let project = Project::new();
    let read = |name: &str| std::fs::read_to_string(project.path(name)).expect(name);
    let (datasets, chapter) = ("skabeloner/lille/datasets.toml", "skabeloner/lille/besoeg.toml");
    let (with_dataset, with_figure) = (
        read(datasets) + &dataset,
        read(chapter) + "\n[figures.klinikker]\nlabel = \"Klinikker\"\nfrom = \"klinikker\"\n",
    );
    let project = project.with(datasets, with_dataset).with(chapter, with_figure);
    project.with("data/klinikker.csv", format!("{head}{rows_of_clinics}{rows}")).check("2024")
}

#[test]
fn two_versions_of_a_clinic_that_are_valid_at_the_same_time_are_told() {
    let told =
        "advarsel[overlapping-versions]: Rækken gælder samtidig med række 3, der er en anden udgave af det samme.";
    for key in ["key = [\"ydernr\", \"fra\"]", ""] {
        with_versions(key, "070002;01-05-2024;\n").ends_with(0).says(told).says("klinikker.csv, række 14");
        with_versions(key, "070002;01-05-2024;31-08-2024\n").says(told);
    }
    // The end of the old version is the first day of the new one.
    let run = with_versions("key = [\"ydernr\", \"fra\"]", "070099;01-01-2014;01-05-2024\n070099;01-05-2024;\n");
    run.says("gælder én dag samtidig med række 14").says("skriv until i stedet for last");
}

#[test]
fn versions_that_follow_each_other_and_rows_of_doctors_are_in_order() {
    let is_quiet = |key: &str, rows: &str| {
        let run = with_versions(key, rows).ends_with(0);
        assert!(!run.err.contains("overlapping-versions"), "{key} {rows}: {}", run.err);
    };
    let key = "key = [\"ydernr\", \"fra\"]";
    is_quiet(key, "070099;01-01-2014;30-04-2024\n070099;01-05-2024;\n");
    // Before the period.
    is_quiet(key, "070099;01-01-2010;31-12-2013\n070099;01-06-2013;\n");
    let doctors: String = (1..=12).map(|i| format!("{:06};01-{i:02}-2016;\n", 70_000 + i)).collect();
    is_quiet("", &doctors);
}

#[test]
fn many_files_that_no_dataset_reads_are_one_finding() {
    let mut project = Project::new();
    for number in 0..12 {
        project = project.with(&format!("data/bilag/foto-{number:02}.jpg"), "x");
    }
    let run = project.check("2024").ends_with(0);
    assert_eq!(run.err.matches("unread-file").count(), 1, "{}", run.err);
    run.says("12 filer passer ikke til noget datasæt og er ikke læst: bilag/foto-00.jpg, bilag/foto-01.jpg, bilag/foto-02.jpg …");
}

#[test]
fn files_named_after_months_have_the_dates_of_their_months_and_no_gap() {
    let log = |named: u32, dated: u32| {
        format!("Dato;Slags;Deltagere;Note\n02-{dated:02}-2024;Besøg;4;\n19-{dated:02}-2024;Besøg;{named};\n")
    };
    let project = |months: &[(u32, u32)]| {
        let project = Project::new().without("data/log-2024.csv");
        let with = |project: Project, (named, dated): &(u32, u32)| {
            project.with(&format!("data/log-2024-{named:02}.csv"), log(*named, *dated))
        };
        months.iter().fold(project, with)
    };
    let run = project(&[(1, 1), (2, 2), (3, 3), (4, 4), (6, 6), (7, 7)]).check("2024");
    run.says("advarsel[empty-month]: Filerne hedder efter måneder, men ingen af dem er for maj 2024.");
    let run = project(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 3)]).check("2024");
    run.says("advarsel[other-month]: Filen hedder efter maj 2024, men ingen af dens datoer ligger i den måned. Den første ligger i marts 2024.\n   log-2024-05.csv");
    for months in [
        &[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)][..],
        &[(1, 3), (2, 4), (3, 5), (4, 6)],
        &[(1, 1), (4, 4), (7, 7), (10, 10)],
    ] {
        let run = project(months).check("2024");
        assert!(!run.err.contains("other-month") && !run.err.contains("Filerne hedder"), "{months:?}\n{}", run.err);
    }
}

#[test]
fn a_column_that_is_filled_only_in_the_first_row_of_each_group_is_told() {
    let log = |notes: &[&str]| {
        let rows = (1..).zip(notes).map(|(day, note)| format!("{day:02}-03-2024;Besøg;{day};{note}\n"));
        Project::new()
            .with("data/log-2024.csv", format!("Dato;Slags;Deltagere;Note\n{}", rows.collect::<String>()))
            .check("2024")
    };
    log(&["Midt", "", "", "Nord", "", "Syd", "", ""])
        .says("advarsel[only-first]: Kolonnen er kun udfyldt i den første række af hver gruppe, så de andre rækker er ikke med i nogen gruppe.\n   log-2024.csv, række 3");
    for notes in [
        &["", "Midt", "", "Nord", "", "Syd", "", ""][..],
        &["Nord", "", "Midt", "", "Syd", "", ""],
        &["a", "b", "c", "", "", "d", ""],
    ] {
        let run = log(notes);
        assert!(!run.err.contains("only-first"), "{notes:?}\n{}", run.err);
    }
}

/// The findings of a log of visits with a doctor in each row, and these figures.
fn with_doctors(figures: &str, rows: &[String]) -> String {
    let columns = "period = \"dato\"\n[log.columns]\ndato = { header = \"Dato\", type = \"date\" }\n\
                   nr = { header = \"Besøgsnr.\", type = \"integer\", optional = true, empty = true }\n\
                   slags = { header = \"Slags\", type = \"text\" }\n\
                   antal = { header = \"Deltagere\", type = \"integer\" }\nlaege = { header = \"Læge\", type = \"text\" }\n";
    let log = format!("Dato;Besøgsnr.;Slags;Deltagere;Læge\n{}", rows.concat());
    let project = Project::new()
        .with(
            DATASETS,
            format!("[log]\nlabel = \"Besøgslog\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n{columns}"),
        )
        .with("skabeloner/lille/besoeg.toml", format!("title = \"Besøg\"\n{figures}"))
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
        .with(LOG, log);
    project.check("2024").ends_with(0).err
}

const SUM: &str = "[figures.d]\nlabel = \"Deltagere\"\nfrom = \"log\"\nvalue = \"SUM(antal)\"\n";

/// Eight visits with a row for each of three doctors.
fn visits(number: impl Fn(usize) -> String, people: impl Fn(usize, usize) -> usize) -> Vec<String> {
    let row = |visit: usize, doctor: usize| {
        let (day, letter) = (1 + visit * 3, ["A", "B", "C", "D"][(visit + doctor) % 4]);
        format!("{day:02}-03-2024;{};Besøg;{};{letter}\n", number(visit), people(visit, doctor))
    };
    (0..8)
        .flat_map(|visit| (0..3).map(move |doctor| (visit, doctor)))
        .map(|(visit, doctor)| row(visit, doctor))
        .collect()
}

#[test]
fn a_number_of_persons_that_is_in_several_rows_of_one_visit_counts_several_times() {
    let none = |_: usize| String::new();
    let rows = visits(none, |visit, _| 4 + visit * 5 % 9);
    let said = with_doctors(SUM, &rows);
    assert!(
        said.contains(
            "advarsel[counted-twice]: »Deltagere« tæller det samme flere gange: 24 rækker er kun 8 forskellige, for de andre er magen \
             til på nær »Læge«."
        ),
        "{said}"
    );
    assert!(said.contains("Skriv once = [\"dato\", \"antal\"] ved nøgletallet"), "{said}");
    let counted = "[figures.b]\nlabel = \"Besøg\"\nfrom = \"log\"\n";
    assert!(with_doctors(counted, &rows).contains("advarsel[counted-twice]: »Besøg« tæller"));
    for figures in [
        format!("{SUM}once = [\"dato\", \"antal\"]\n"),
        format!("{SUM}by = \"laege\"\n"),
        format!("{SUM}where = \"laege = 'A'\"\n"),
        SUM.replace("\"Deltagere\"", "\"Deltagere, for hver læge\""),
        "[figures.r]\nlabel = \"Læger til besøg\"\nfrom = \"log\"\n".to_owned(),
    ] {
        let said = with_doctors(&figures, &rows);
        assert!(!said.contains("counted-twice"), "{figures}: {said}");
    }
    for rows in [visits(none, |visit, doctor| 4 + (visit * 5 + doctor) % 9), visits(none, |_, _| 1)] {
        let said = with_doctors(SUM, &rows);
        assert!(!said.contains("counted-twice"), "{said}");
    }
}

#[test]
fn rows_that_repeat_the_number_of_what_a_figure_counts_are_told() {
    let counted = "[figures.b]\nlabel = \"Besøg i alt\"\nfrom = \"log\"\n";
    let people = |visit: usize, doctor: usize| 1 + visit + doctor;
    let twice = visits(|visit| format!("{}", 700 + visit * visit), people);
    let said = with_doctors(counted, &twice);
    assert!(
        said.contains("advarsel[counted-twice]: »Besøg i alt« tæller 24 rækker, men »Besøgsnr.« har kun 8 forskellige numre i dem."),
        "{said}"
    );
    for figures in [
        format!("{counted}value = \"COUNT(DISTINCT nr)\"\n"),
        format!("{counted}unit = \"en læge|læger\"\n"),
        format!("{counted}where = \"laege = 'A'\"\n"),
    ] {
        let said = with_doctors(&figures, &twice);
        assert!(!said.contains("counted-twice"), "{figures}: {said}");
    }
    let said = with_doctors(counted, &visits(|_| String::new(), people));
    assert!(!said.contains("counted-twice"), "{said}");
}

#[test]
fn a_figure_that_adds_numbers_and_percentages_is_told() {
    let columns = "[log.columns]\nsted = { header = \"Kommune\", type = \"text\" }\nenhed = { header = \"Enhed\", type = \"text\" }\n\
                   antal = { header = \"Værdi\", type = \"integer\" }\n";
    let said = |figure: &str, unit: &str| {
        let log = format!("Kommune;Enhed;Værdi\nFaxe;Antal;31\nFaxe;{unit};42\nKøge;Antal;43\nKøge;{unit};58\n");
        let project = Project::new()
            .with(
                DATASETS,
                format!("[log]\nlabel = \"Besøgslog\"\nsource = \"Et regneark\"\nfiles = [\"log*.csv\"]\n{columns}"),
            )
            .with(
                "skabeloner/lille/besoeg.toml",
                format!("title = \"Besøg\"\n[figures.d]\nlabel = \"Besøg\"\nfrom = \"log\"\n{figure}"),
            )
            .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
            .with(LOG, log);
        project.check("2024").ends_with(0).err
    };
    let sum = "value = \"SUM(antal)\"\n";
    for unit in ["Pct.", "%", "Indeks (2020=100)"] {
        let err = said(sum, unit);
        assert!(
            err.contains("advarsel[mixed-measures]: »Besøg« regner på tal, som »Enhed« siger er forskellige slags"),
            "{err}"
        );
        assert!(err.contains("Skriv i »where«, hvilke der skal med: enhed = 'Antal'."), "{err}");
    }
    for (figure, unit) in [
        (sum, "Antal nye"),
        ("value = \"SUM(antal)\"\nwhere = \"enhed = 'Antal'\"\n", "Pct."),
        ("value = \"SUM(antal)\"\nwhere = \"antal = 31\"\n", "Pct."),
        ("value = \"SUM(antal)\"\nby = \"enhed\"\n", "Pct."),
        ("", "Pct."),
    ] {
        let err = said(figure, unit);
        assert!(!err.contains("mixed-measures"), "{figure}{unit}: {err}");
    }
}
