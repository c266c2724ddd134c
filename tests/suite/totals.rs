//! Rows that are computed from other rows: totals, subtotals, averages.

use crate::project::{Project, Run};

/// A report that counts the rows of a list without dates, and adds their numbers.
pub fn project() -> Project {
    Project::new()
        .with(
            "skabeloner/lille/datasets.toml",
            "[liste]\nlabel = \"Liste\"\nsource = \"Et regneark\"\nfiles = [\"liste*\"]\n\n[liste.columns]\n\
             sted = { header = \"Sted\", type = \"text\" }\n\
             form = { header = \"Form\", type = \"text\", empty = true, optional = true }\n\
             antal = { header = \"Antal\", type = \"integer\" }\n\
             timer = { header = \"Timer\", type = \"decimal\", empty = true, optional = true }\n",
        )
        .with(
            "skabeloner/lille/besoeg.toml",
            "title = \"Steder\"\n\n[figures.raekker]\nlabel = \"Rækker\"\nfrom = \"liste\"\n\n\
             [figures.antal]\nlabel = \"Antal\"\nfrom = \"liste\"\nvalue = \"SUM(antal)\"\n",
        )
        .with("skabeloner/lille/besoeg.typ", "Tekst.\n")
}

/// Rows and sum of the list, and what is reported.
#[track_caller]
fn counted(list: &str) -> (String, String, Run) {
    let run = project().with("data/liste.csv", list).figures("2024", "csv").ends_with(0);
    let value = |id: &str| {
        let line = run.out.lines().find(|line| line.starts_with(&format!("{id};"))).expect("the figure");
        line.rsplit(';').nth(1).expect("a value").to_owned()
    };
    (value("besoeg.raekker"), value("besoeg.antal"), run)
}

#[track_caller]
fn assert_counted(list: &str, rows: &str, sum: &str) -> Run {
    let (found_rows, found_sum, run) = counted(list);
    assert_eq!((found_rows.as_str(), found_sum.as_str()), (rows, sum), "{list}\n{}", run.err);
    run
}

#[test]
fn rows_with_the_label_of_a_total_and_its_numbers_are_not_counted() {
    for label in [
        "I alt 2023",
        "Antal besøg i alt",
        "* I alt *",
        "Region Fyn i alt",
        "Alle",
        "Hele regionen",
        "Hovedtotal",
        "Grand Total",
        "Total - resultat",
        "Total Result",
        "Stederne tilsammen",
        "Fyn Total",
    ] {
        let run = assert_counted(&format!("Sted;Antal\nAssens;21\nBogense;9\nFaaborg;4\n{label};34\n"), "3", "34");
        assert!(run.err.contains("oplysning[footer-row]") && !run.err.contains("advarsel"), "{label}: {}", run.err);
        assert!(run.err.contains("række 5"), "{}", run.err);
    }
}

#[test]
fn an_average_or_median_below_the_rows_is_not_counted() {
    for (label, value) in
        [("Gennemsnit", "11"), ("Landsgennemsnit", "11"), ("Gns.", "11"), ("Median", "9"), ("Snit", "12")]
    {
        assert_counted(&format!("Sted;Antal\nAssens;20\nBogense;9\nFaaborg;4\n{label};{value}\n"), "3", "33");
    }
}

#[test]
fn subtotals_of_groups_above_or_below_their_rows_are_not_counted() {
    let run = assert_counted(
        "Sted;Form;Antal\nAssens;a;21\nAssens;b;9\nAssens Total;;30\nBogense;a;7\nBogense Total;;7\nFaaborg;a;0\nFaaborg;b;0\n\
         Faaborg Total;;0\nHovedtotal;;37\n",
        "5",
        "37",
    );
    assert!(!run.err.contains("advarsel"), "{}", run.err);
    assert_counted(
        "Sted;Form;Antal\nI alt;;37\nAssens i alt;;30\nAssens;a;21\nAssens;b;9\nBogense i alt;;7\nBogense;a;7\n",
        "3",
        "37",
    );
}

#[test]
fn a_row_is_asked_about_when_only_its_numbers_say_that_it_is_a_total() {
    for list in [
        "Sted;Antal\nAssens;21\nBogense;9\nFaaborg;4\nAlt under tag;34\n",
        "Sted;Antal\nOmrådet;34\nAssens;21\nBogense;9\nFaaborg;4\n",
    ] {
        let run = assert_counted(list, "4", "68");
        assert!(run.err.contains("advarsel[total-row]: Rækkens tal er summen"), "{}", run.err);
    }
    let run = assert_counted(
        "Sted;Form;Antal\nAssens;a;21\nAssens;b;9\nAssens;;30\nBogense;a;7\nBogense;b;5\nBogense;;12\n",
        "6",
        "84",
    );
    assert!(run.err.contains("(2 rækker)") && run.err.contains("række 4, 7"), "{}", run.err);
}

#[test]
fn rows_that_happen_to_be_sums_or_have_names_like_totals_are_counted_without_a_word() {
    for (list, rows, sum) in [
        ("Sted;Antal\nAssens;7\nBogense;11\nFaaborg;18\n", "3", "36"),
        ("Sted;Antal\nAssens;1\nBogense;1\nFaaborg;1\nOdense;3\n", "4", "6"),
        ("Sted;Antal\nAssens;0\nBogense;0\nFaaborg;0\n", "3", "0"),
        ("Sted;Antal\nTotal Fysioterapi;7\nAlle Vores Børn;12\nSumatravej 7;3\nSamlingen;4\n", "4", "26"),
        ("Sted;Antal\nAlle;7\nUnge;12\nAlle;3\nÆldre;4\n", "4", "26"),
        ("Type;Sted;Antal\nTotal;Assens;7\nDelvis;Bogense;12\nTotal;Faaborg;3\n", "3", "22"),
        (
            "Sted;Form;Antal\nAssens;a;1\nBogense;;2\nFaaborg;b;3\nOdense;;6\nSvendborg;c;5\nNyborg;;17\nKerteminde;a;8\n",
            "7",
            "42",
        ),
    ] {
        let run = assert_counted(list, rows, sum);
        assert!(!run.err.contains("total-row") && !run.err.contains("footer-row"), "{list}\n{}", run.err);
    }
}

#[test]
fn totals_without_labels_in_a_file_that_consists_of_groups_are_asked_about() {
    for (list, rows) in [
        ("Sted;Antal\nFyn;43\nAssens;21\nBogense;9\nFaaborg;13\nSjælland;38\nFaxe;27\nGreve;11\n", "række 2, 6"),
        ("Sted;Antal\nAssens;21\nBogense;22\nFyn;43\nFaxe;27\nGreve;11\nSjælland;38\n", "række 4, 7"),
        ("Sted;Form;Antal\nFaxe;a;27\nFaxe;b;11\nGreve;a;21\nGreve;b;9\nAmtet;a;48\nAmtet;b;20\n", "række 6–7"),
    ] {
        let run = counted(list).2;
        assert!(run.err.contains("advarsel[total-row]: Rækkens tal er summen"), "{list}\n{}", run.err);
        assert!(run.err.contains(rows), "{list}\n{}", run.err);
    }
}

#[test]
fn a_member_with_the_name_of_a_total_that_sums_the_others_is_not_counted() {
    let run = assert_counted(
        "Sted;Form;Antal\nFaxe;a;27\nFaxe;b;4\nFaxe;Alle;31\nGreve;a;7\nGreve;b;3\nGreve;Alle;10\n",
        "4",
        "41",
    );
    assert!(run.err.contains("oplysning[footer-row]") && !run.err.contains("advarsel"), "{}", run.err);
    assert_counted(
        "Sted;Form;Antal\nFaxe;a;27\nFaxe;b;4\nFaxe;Alle;32\nGreve;a;7\nGreve;b;3\nGreve;Alle;10\n",
        "6",
        "83",
    );
}

#[test]
fn rows_of_the_greatest_number_and_of_parts_are_asked_about() {
    let list = "Sted;Antal\nAssens;21\nBogense;9\nFaaborg;4\n";
    for end in ["Maks;21\n", "Min.;4\n", "heraf kvinder;11\n"] {
        let run = counted(&format!("{list}{end}")).2;
        assert!(run.err.contains("advarsel[total-row]") && run.err.contains("række 5"), "{end}: {}", run.err);
    }
    let run = counted(&format!("{list}Max;12\n")).2;
    assert!(!run.err.contains("advarsel"), "a name: {}", run.err);
}

#[test]
fn a_total_that_is_not_the_sum_of_the_rows_is_left_out_with_a_warning() {
    let run = assert_counted("Sted;Antal\nAssens;21\nBogense;9\nI alt;35\n", "2", "30");
    assert!(run.err.contains("men den er ikke summen af rækkerne.\n   liste.csv, række 4"), "{}", run.err);
    for total in ["I alt;30", "Antal i alt;2", "Median;10"] {
        let run = assert_counted(&format!("Sted;Antal\nAssens;21\nBogense;9\n{total}\n"), "2", "30");
        assert!(!run.err.contains("advarsel"), "{total}: {}", run.err);
    }
}

#[test]
fn a_total_that_is_greater_than_the_rows_in_each_of_its_columns_is_a_warning() {
    let rows = "Sted;Antal;Timer\nAssens;21;2,5\nBogense;9;4\n";
    let run = assert_counted(&format!("{rows}I alt;40;9,5\n"), "2", "30");
    assert!(run.err.contains("men den er ikke summen af rækkerne.\n   liste.csv, række 4"), "{}", run.err);
    // Means, and those that are counted once although they are in several rows.
    for total in ["I alt;28;9,5", "I alt;28;3,1", "I alt;30;9,5"] {
        let run = assert_counted(&format!("{rows}{total}\n"), "2", "30");
        assert!(!run.err.contains("advarsel"), "{total}: {}", run.err);
    }
}

#[test]
fn headings_between_rows_are_no_data() {
    let log = "Dato;Slags;Deltagere;Note\nJanuar;;;\n02-01-2024;Besøg;21;\nMøder i maj;;;\n03-05-2024;Møde;9;\n";
    let run = Project::new().with("data/log-2024.csv", log).check("2024").ends_with(0);
    assert!(run.err.contains("oplysning[group-heading]: En overskrift til rækkerne under den"), "{}", run.err);
    assert!(run.err.contains("række 2, 4"), "{}", run.err);
    // A text that fits could be a row that somebody did not fill in.
    let project = Project::new().replacing(
        "skabeloner/lille/datasets.toml",
        "note = { header = \"Note\", type = \"text\", empty = true }",
        "note = { header = \"Note\", type = \"text\" }",
    );
    let log = "Dato;Slags;Deltagere;Note\n;;;Fyn\n02-01-2024;Besøg;21;a\n";
    let run = project.with("data/log-2024.csv", log).check("2024").ends_with(1);
    assert!(run.err.contains("fejl[group-heading]") && !run.err.contains("empty-cell"), "{}", run.err);
}

#[test]
fn a_plain_label_in_the_middle_whose_numbers_do_not_agree_is_asked_about() {
    let run = assert_counted("Sted;Antal\nAssens;21\nI alt;80\nBogense;9\nFaaborg;4\nOdense;31\n", "5", "145");
    assert!(run.err.contains("advarsel[total-row]: Rækken ser ud til"), "{}", run.err);
}

#[test]
fn a_total_that_does_not_fit_is_one_finding() {
    let log = "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;21;\n03-01-2024;Møde;9;\n";
    let check = |row: &str| Project::new().with("data/log-2024.csv", format!("{log}{row}\n")).check("2024");
    for row in ["I alt 2024;;30;", "Alle;;30;", "Året 2024;Hele året;30;", "2024;;30;", "Antal i alt: 2;;30;"] {
        let run = check(row);
        assert!(!run.err.contains("empty-cell") && !run.err.contains("bad-cell"), "{row}: {}", run.err);
        assert!(run.err.contains("række 4"), "{row}: {}", run.err);
    }
    let run = check(";;30;");
    assert!(run.err.contains("advarsel[total-row]: Rækken mangler celler"), "{}", run.err);
    // A row that lacks its date and is no sum is a row with an empty cell.
    assert!(check(";Besøg;4;").ends_with(1).err.contains("fejl[empty-cell]"));
}

#[test]
fn the_account_of_rows_has_no_totals() {
    let project = project().with("data/liste.csv", "Sted;Antal\nAssens;21\nBogense;9\nHele landet;30\n");
    project.build("2024").ends_with(0);
    let snapshot = std::fs::read_to_string(project.path("ud/2024/figures.json")).expect("a snapshot");
    let snapshot: serde_json::Value = serde_json::from_str(&snapshot).expect("JSON");
    assert_eq!(snapshot["sources"][0]["rows"], 2, "{snapshot}");
}

#[test]
fn a_file_with_exactly_as_many_rows_as_a_sheet_can_have_is_reported() {
    let list = |rows: usize| format!("Sted;Antal\n{}", "Assens;1\n".repeat(rows));
    let run = assert_counted(&list(65_535), "65535", "65535");
    assert!(run.err.contains("advarsel[full-sheet]") && run.err.contains("række 65536"), "{}", run.err);
    for rows in [65_534, 65_536] {
        let run = assert_counted(&list(rows), &rows.to_string(), &rows.to_string());
        assert!(!run.err.contains("full-sheet"), "{}", run.err);
    }
}

#[test]
fn a_workbook_in_xml_and_records_without_a_container_are_read() {
    let row = |cells: &[&str]| format!("<Row>{}</Row>", cells.concat());
    let text = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let number = |number: &str| format!("<Cell><Data ss:Type=\"Number\">{number}</Data></Cell>");
    let rows = [
        row(&[&text("Sted"), &text("Antal")]),
        row(&[&text("Assens"), &number("21")]),
        "<Row ss:Index=\"5\"><Cell><Data ss:Type=\"String\">Ærø &amp; Als</Data></Cell><Cell><Data ss:Type=\"Number\">9</Data></Cell></Row>".to_owned(),
    ];
    let xml = format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Ark1\"><Table>{}</Table></Worksheet></Workbook>",
        rows.concat()
    );
    for name in ["data/liste.xls", "data/liste.xml"] {
        let run = project().with(name, &*xml).figures("2024", "csv").ends_with(0);
        assert!(run.out.contains("besoeg.antal;Antal;30;"), "{}\n{}", run.out, run.err);
    }
    let run = project().with("data/liste.xls", xml.replace("Number\">9<", "Number\">x<")).check("2024").ends_with(1);
    assert!(run.err.contains("liste.xls, ark »Ark1«, række 5"), "{}", run.err);
    let run = project().with("data/liste.slk", "ID;PWXL;N;E\r\nC;Y1;X1;K\"Sted\"\r\nE\r\n").check("2024").ends_with(1);
    assert!(run.err.contains("gammelt tekstformat") && run.err.contains("(.xlsx)"), "{}", run.err);
    let mut records: Vec<u8> = vec![0x09, 8, 8, 0, 0, 0, 0x10, 0, 0, 0, 0, 0];
    let mut record = |kind: u16, data: &[u8]| {
        records.extend(kind.to_le_bytes());
        records.extend((data.len() as u16).to_le_bytes());
        records.extend(data);
    };
    let place = |row: u16, column: u16| [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
    let texts = [(0, 0, "Sted"), (0, 1, "Antal"), (1, 0, "Assens"), (2, 0, "Bogense")];
    for (row, column, text) in texts {
        record(0x0204, &[&place(row, column)[..], &(text.len() as u16).to_le_bytes(), text.as_bytes()].concat());
        if (row, column) > (0, 1) {
            record(0x0203, &[&place(row, 1)[..], &(f64::from(row) * 9.0).to_le_bytes()].concat());
        }
    }
    record(0x000A, &[]);
    let project = project().with("data/liste.xls", records);
    let run = project.figures("2024", "csv").ends_with(0);
    assert!(run.out.contains("besoeg.antal;Antal;27;"), "{}", run.out);
    let old = project.with("data/liste.xls", [9u8, 0, 4, 0, 2, 0, 0x10, 0]).check("2024").ends_with(1);
    assert!(old.err.contains("før Excel 5") && old.err.contains(".xlsx"), "{}", old.err);
}

#[test]
fn a_total_with_the_cells_of_a_row_is_told() {
    let rows = "28-01-2024;Besøg;3;Nord\n02-02-2024;Møde;4;Syd\n15-03-2024;Besøg;5;Øst\n31-12-2024;Besøg;SUM;I alt\n";
    let run = |sum: &str| {
        let log = format!("Dato;Slags;Deltagere;Note\n{}", rows.replace("SUM", sum));
        Project::new().with("data/log-2024.csv", log).check("2024")
    };
    run("12").says("advarsel[total-row]").says("men er talt med som data").says("række 5");
    assert!(!run("11").err.contains("total-row"));
}
