//! What stands around the rows of a table: headers in two rows, headers with other names, notes below.

use crate::project::Project;
use crate::totals::project;

const LIST: &str = "data/liste.csv";
const DATASETS: &str = "skabeloner/lille/datasets.toml";

/// The number of a figure, and what is reported.
#[track_caller]
fn sum(project: &Project) -> (String, String) {
    let run = project.figures("2024", "csv").ends_with(0);
    let line = run.out.lines().find(|line| line.starts_with("besoeg.antal;")).expect("the figure");
    (line.rsplit(';').nth(1).expect("a value").to_owned(), run.err)
}

#[test]
fn a_header_over_several_columns_that_the_next_row_names_is_an_error() {
    for second in [";2023;2024", "Sted;2023;2024", ";Kvinder;Mænd"] {
        let list = format!("Sted;Antal;\n{second}\nKøge;400;412\nFaxe;190;201\n");
        let run = project().with(LIST, list).check("2024").ends_with(1);
        let names: Vec<&str> = second.split(';').skip(1).collect();
        let run = run.says(&format!(
            "fejl[ambiguous-column]: Overskriften »Antal« dækker flere kolonner: »{}« og »{}«.\n   liste.csv, række 2, kolonne »Antal«",
            names[0], names[1]
        ));
        assert!(!run.err.contains("empty-cell"), "{}", run.err);
        // The advice as it is given.
        let advised = format!("Antal {}", names[1]);
        let run = run.says(&format!("fx header = \"{advised}\""));
        drop(run);
        let list = format!("Sted;Antal;\n{second}\nKøge;400;412\nFaxe;190;201\n");
        let mended = project().with(LIST, list).replacing(DATASETS, "\"Antal\"", &format!("\"{advised}\""));
        assert_eq!(sum(&mended).0, "613");
    }
}

#[test]
fn a_first_row_of_data_beside_a_column_without_a_header_is_data() {
    for list in [
        "Sted;Antal\nAntal;412\nFaxe;201\n",
        "Sted;Antal;;Form\nKøge;412;se note;\nFaxe;201;;\n",
        "Sted;Antal;;Form\nSted;412;2024;\nFaxe;201;;\n",
    ] {
        let (value, err) = sum(&project().with(LIST, list));
        assert_eq!(value, "613", "{list}: {err}");
        assert!(!err.contains("ambiguous-column"), "{err}");
    }
}

#[test]
fn texts_below_a_note_or_a_total_are_notes_unless_data_follow() {
    let rows = "Sted;Antal\nKøge;412\nFaxe;201\n";
    for below in [
        "Kilde: Registret;\nTallene er foreløbige.;\n",
        "*) Foreløbigt tal;\n1) Uden vagtlæger;\n2) Ny kommune;\n",
        "I alt;613\n1) Uden vagtlæger;\nMJ;\n",
        "* Tallet er foreløbigt og kan;\nændre sig;\n",
    ] {
        let (value, err) = sum(&project().with(LIST, format!("{rows}{below}")));
        assert_eq!(value, "613", "{below}: {err}");
        assert!(!err.contains("fejl["), "{below}: {err}");
        assert!(err.contains("oplysning[footer-row]"), "{err}");
    }
    // A place whose number is missing is one.
    for below in ["Stevns;\n", "Kilde: Registret;\nStevns;\nGreve;7\n", "I alt;613\nStevns;\n"] {
        let run = project().with(LIST, format!("{rows}{below}")).check("2024").ends_with(1);
        run.says("fejl[empty-cell]");
    }
}

#[test]
fn a_missing_column_says_what_to_do_whether_a_header_is_near_or_not() {
    let with = |header: &str| project().with(LIST, format!("Sted;{header}\nKøge;412\n")).check("2024").ends_with(1);
    with("Stk.").says("Hedder den noget andet i filen, så skriv også den overskrift under »header« ved kolonnen");
    with("Antal (1.000)")
        .says("Mente du »Antal (1.000)«?")
        .says("Se først, om tallene er i den enhed, som kolonnen skal have.");
}

#[test]
fn a_table_that_a_wrong_name_is_nearest_to_is_not_told_as_unused() {
    let chapter = "skabeloner/lille/besoeg.typ";
    for (from, to) in [
        ("#tabel(\"besoeg.noter\")", "#tabel(\"besoeg.notr\")"),
        ("#tabel(\"besoeg.noter\")", "#tabel(\"noter\")"),
        ("#tabel(\"besoeg.noter\")", "#figur(\"besoeg.noter\")"),
    ] {
        let run = Project::new().replacing(chapter, from, to).check("2024").ends_with(1).says("fejl[unknown-table]");
        assert!(!run.err.contains("unused-table"), "{to}: {}", run.err);
    }
    let run = Project::new().replacing(chapter, "#tabel(\"besoeg.noter\")", "#tabel(\"xyz\")").check("2024");
    run.says("fejl[unknown-table]").says("advarsel[unused-table]: »besoeg.noter«");
}

#[test]
fn rows_of_several_years_in_a_dataset_without_a_period_are_told() {
    let list = "År;Sted;Antal\n2023;Køge;400\n2023;Faxe;190\n2024;Køge;412\n2024;Faxe;201\n";
    let found = "advarsel[several-years]: Kolonnen »År« har rækker fra 2023 og 2024, og de tæller alle med, for datasættet har ingen periode.\n   \
                 liste.csv";
    let unread = project().with(LIST, list);
    let (value, err) = sum(&unread);
    assert_eq!(value, "1203");
    assert!(err.contains(found) && err.contains("»ignored«"), "{err}");
    let one = project().with(LIST, list.replace("2023", "2024"));
    assert!(!sum(&one).1.contains("several-years"));
    let column = |of_type: &str| format!("[liste.columns]\naar = {{ header = \"År\", type = {of_type} }}\n");
    let read = || project().with(LIST, list).replacing(DATASETS, "[liste.columns]\n", &column("\"integer\""));
    assert!(sum(&read()).1.contains(found));
    let chapter = "skabeloner/lille/besoeg.toml";
    let asked = read().replacing(chapter, "value = \"SUM(antal)\"", "value = \"SUM(antal)\"\nwhere = \"aar = 2024\"");
    assert!(!sum(&asked).1.contains("several-years"));
    // The advice as it is given.
    let advised = format!("period = \"aar\"\n{}", column("\"date\", format = \"year\""));
    let mended = project().with(LIST, list).replacing(DATASETS, "[liste.columns]\n", &advised);
    let (value, err) = sum(&mended);
    assert_eq!(value, "613");
    assert!(!err.contains("several-years"), "{err}");
    let ignored = unread.replacing(DATASETS, "[liste]\n", "[liste]\nignored = [\"År\"]\n");
    assert!(!sum(&ignored).1.contains("several-years"));
}

#[test]
fn an_average_for_each_of_something_below_the_rows_is_asked_about() {
    for label in ["Gns. pr. klinik", "Gennemsnit pr. klinik"] {
        let list = format!("Sted;Antal\nKøge;412\nFaxe;201\n{label};14\n");
        assert!(sum(&project().with(LIST, list)).1.contains("advarsel[total-row]"), "{label}");
    }
}
