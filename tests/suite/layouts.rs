//! Tables with several columns of figures, with several periods, and ranked lists.

use std::fs;

use crate::pages::in_fullest_row;
use crate::project::Project;
use crate::tags::{Pdf, squeezed};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";

const LOG: &str = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;4;a
15-03-2024;Møde;12;b
31-12-2024;Besøg;10;
";

/// Two more series over the same members, and a few figures.
const FIGURES: &str = "
[figures.deltagere_slags]
label = \"Deltagere efter slags\"
from = \"log\"
by = \"slags\"
value = \"SUM(antal)\"

[figures.store_slags]
label = \"Store efter slags\"
from = \"log\"
where = \"antal > 9\"
by = \"slags\"

[figures.moeder]
label = \"Møder\"
from = \"log\"
where = \"slags = 'Møde'\"

[figures.gaet]
label = \"Gæt\"
unknown = \"Ingen har talt gættene.\"

[figures.tanker]
label = \"Tanker\"
unknown = \"Tanker er toldfri.\"

[figures.dobbelt]
label = \"Dobbelt så mange gæt\"
is = \"besoeg.gaet * 2\"
";

/// The small report with this table instead of its first.
fn with_table(table: &str) -> Project {
    let project = Project::new().with("data/log-2024.csv", LOG).replacing(
        CHAPTER,
        "header = [\"Slags\", \"Antal\"]\nrows = [{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]",
        table,
    );
    let chapter = fs::read_to_string(project.path(CHAPTER)).expect("a chapter");
    project.with(CHAPTER, format!("{chapter}{FIGURES}"))
}

/// The attached CSV of the first table of 2024, and the text of the whole report.
#[track_caller]
fn built(project: &Project) -> (String, String) {
    project.build("2024").ends_with(0);
    let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    let files = pdf.attachments();
    let (.., csv) = files.into_iter().find(|(name, ..)| name == "tabel-01-besoeg-oversigt.csv").expect("a table");
    let csv = String::from_utf8(csv).expect("UTF-8").trim_start_matches('\u{feff}').to_owned();
    (csv, squeezed(&pdf.root.all_text()))
}

#[test]
fn a_row_can_have_a_figure_per_column_with_headings_and_totals() {
    let (csv, text) = built(&with_table(
        "header = [\"Slags\", \"Antal\", \"Deltagere\"]
rows = [
  { heading = \"Efter slags\" },
  { series = [\"besoeg.slags\", \"besoeg.deltagere_slags\"] },
  { label = \"I alt\", figures = [\"besoeg.i_alt\", \"besoeg.deltagere\"], total = true },
  { label = \"Kun møder\", figures = [\"besoeg.moeder\", \"\"] },
]",
    ));
    assert_eq!(csv, "Slags;Antal;Deltagere\nEfter slags;;\nBesøg;2;14\nMøde;1;12\nI alt;3;26\nKun møder;1;\n");
    assert!(text.contains(&squeezed("Efter slagsBesøg214Møde112I alt326Kun møder1")), "{text}");
}

#[test]
fn each_total_is_checked_against_its_own_column() {
    let table = |total: &str| {
        with_table(&format!(
            "header = [\"Slags\", \"Antal\", \"Deltagere\"]
rows = [
  {{ series = [\"besoeg.slags\", \"besoeg.deltagere_slags\"] }},
  {{ label = \"I alt\", figures = [{total}], total = true }},
]"
        ))
    };
    table("\"besoeg.i_alt\", \"besoeg.deltagere\"").here(&["check", "2024"]).ends_with(0);
    table("\"besoeg.i_alt\", \"\"").here(&["check", "2024"]).ends_with(0);
    table("\"besoeg.i_alt\", \"besoeg.i_alt\"").check("2024").ends_with(1).says(
        "fejl[sum-differs]: I tabellen besoeg.oversigt er besoeg.i_alt 3, men rækkerne, den er summen af, giver 14 + 12 = 26. \
         Forskellen er 23.",
    );
}

#[test]
fn the_short_form_takes_its_labels_from_the_series() {
    let columns = "columns = [\"besoeg.slags\", \"besoeg.deltagere_slags\"]";
    let (csv, _) = built(&with_table(&format!("header = [\"Slags\"]\n{columns}")));
    assert_eq!(csv, "Slags;Efter slags;Deltagere efter slags\nBesøg;2;14\nMøde;1;12\n");
    let (csv, _) = built(&with_table(&format!("header = [\"Slags\", \"Antal\", \"Folk\"]\n{columns}")));
    assert_eq!(csv, "Slags;Antal;Folk\nBesøg;2;14\nMøde;1;12\n");
    with_table(&format!("header = [\"Slags\", \"Antal\"]\n{columns}"))
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-value]: »header« skal have én overskrift, eller én til rækkerne og én til hver kolonne.");
}

#[test]
fn a_member_missing_from_one_series_is_zero_and_unrelated_series_are_refused() {
    let notes = "
[figures.store_noter]
label = \"Store efter note\"
from = \"log\"
where = \"note IS NOT NULL AND antal > 9\"
by = \"note\"
";
    let project = with_table(
        "header = [\"Note\", \"Alle\", \"Store\"]\nrows = [{ series = [\"besoeg.noter\", \"besoeg.store_noter\"] }]",
    );
    let chapter = fs::read_to_string(project.path(CHAPTER)).expect("a chapter");
    let (csv, _) = built(&project.with(CHAPTER, format!("{chapter}{notes}")));
    assert_eq!(csv, "Note;Alle;Store\na;1;0\nb;1;1\n");
    with_table(
        "header = [\"Slags\", \"Antal\", \"Noter\"]\nrows = [{ series = [\"besoeg.slags\", \"besoeg.noter\"] }]",
    )
    .check("2024")
    .ends_with(1)
    .says("fejl[wrong-type]: »besoeg.noter« har andre medlemmer end rækkens første serie.");
}

#[test]
fn a_row_must_have_a_figure_per_column() {
    let table = |row: &str| with_table(&format!("header = [\"Slags\", \"Antal\", \"Deltagere\"]\nrows = [{row}]"));
    table("{ label = \"x\", figures = [\"besoeg.i_alt\"] }")
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-value]: Rækken har 1 tal, men tabellen har 2 med overskrift.");
    table("\"besoeg.i_alt\"").check("2024").ends_with(1).says("Rækken har 1 tal, men tabellen har 2");
    table("{ figures = [\"\", \"\"] }").check("2024").ends_with(1).says("»figures« nævner intet nøgletal.");
    table("{ figures = [\"besoeg.i_alt\", \"besoeg.moeder\"], cell = \"{{ vaerdi }}!\" }")
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-value]: »cell« er ordene i én celle, men rækken har flere tal.");
}

#[test]
fn a_table_with_several_columns_names_all_dimensions_of_a_series() {
    with_table(
        "header = [\"Slags\", \"Antal\", \"Deltagere\"]
rows = [{ label = \"x\", figures = [\"besoeg.noter[a]\", \"besoeg.slags[Besøg]\"] }, { label = \"y\", figures = [\"besoeg.noter[b]\", \"besoeg.slags[Besøg]\"] }]",
    )
    .check("2024")
    .says("advarsel[missing-member]: Tabellen besoeg.oversigt viser nogle af seriens medlemmer, men ikke besoeg.slags[Møde].");
}

/// Builds 2023 with four rows in its log, then 2024. Returns the table of 2024.
fn two_years(table: &str) -> Project {
    let log = "Dato;Slags;Deltagere;Note\n02-01-2023;Besøg;4;\n03-01-2023;Besøg;4;\n04-01-2023;Besøg;4;\n15-03-2023;Møde;30;c\n";
    let project = with_table(table).with("data/log-2023.csv", log);
    project.build("2023").ends_with(0);
    project
}

#[test]
fn periods_can_start_with_the_earliest_and_composed_cells_use_their_own_period() {
    let (csv, text) = built(&two_years(
        "header = [\"Nøgletal\"]
periods = 2
order = \"earliest\"
change = \"number\"
rows = [
  { figure = \"besoeg.i_alt\", cell = \"{{ vaerdi }} – heraf {{ tal(id='besoeg.besoeg', cifre=true) }} besøg\" },
  { figure = \"besoeg.deltagere\", note = \"Med værten.\" },
  { figure = \"besoeg.moeder\", cell = \"{% if periode == '2023' %}Begrænset{% else %}Ja{% endif %}\" },
  { series = \"besoeg.slags\" },
]",
    ));
    assert_eq!(
        csv,
        "Nøgletal;2023;2024;Forskel
I alt;4 – heraf 3 besøg;3 – heraf 2 besøg;-1
Deltagere;42;26;-16
Møder;Begrænset;Ja;0
Besøg;3;2;-1
Møde;1;1;0
"
    );
    // The note belongs to this period's number, which is the last column.
    assert!(text.contains(&squeezed("Deltagere42261−16")), "{text}");
}

#[test]
fn an_unbuilt_earlier_period_has_no_column() {
    let (csv, text) = built(&with_table(
        "header = [\"Nøgletal\"]
periods = 2
order = \"earliest\"
rows = [{ figure = \"besoeg.i_alt\", cell = \"{{ vaerdi }} – heraf {{ tal(id='besoeg.besoeg', cifre=true) }} besøg\" }]",
    ));
    assert_eq!(csv, "Nøgletal;2024\nI alt;3 – heraf 2 besøg\n");
    assert!(
        text.contains(&squeezed("I alt3 – heraf 2 besøg")) && !text.contains(&squeezed("Tallet kendes ikke")),
        "{text}"
    );
}

#[test]
fn a_composed_cell_is_empty_where_one_of_its_definitions_has_changed() {
    let project = two_years(
        "header = [\"Nøgletal\"]
periods = 2
rows = [{ figure = \"besoeg.i_alt\", cell = \"{{ vaerdi }} – heraf {{ tal(id='besoeg.besoeg', cifre=true) }} besøg\" }]",
    );
    let (csv, _) =
        built(&project.replacing(CHAPTER, "where = \"slags = 'Besøg'\"", "where = \"slags = 'Besøg' AND antal > 0\""));
    assert_eq!(csv, "Nøgletal;2024;2023\nI alt;3 – heraf 2 besøg;\n");
}

#[test]
fn an_order_needs_several_periods() {
    with_table("header = [\"Slags\", \"Antal\"]\norder = \"earliest\"\nrows = [{ series = \"besoeg.slags\" }]")
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-value]: »order« er periodernes rækkefølge og kræver, at der er flere af dem.");
}

/// Posts in the log of the small report, ranked by their number of views.
fn ranked(top: &str) -> Project {
    let log = "Dato;Slags;Deltagere;Note
02-01-2024;Besøg;40;2024-05-14
15-03-2024;Møde;70;2024-03-01
15-03-2024;Møde;40;2023-12-24
16-03-2024;Møde;0;=slut
31-12-2024;Besøg;10;2024-06-30
";
    let reach = "
[figures.set]
label = \"Set\"
from = \"log\"
where = \"note IS NOT NULL\"
by = \"note\"
value = \"SUM(antal)\"
";
    let project =
        with_table(&format!("ranking = \"besoeg.set\"\n{top}\nheader = [\"Nr.\", \"Opslag\", \"Rækkevidde\"]"));
    let chapter = fs::read_to_string(project.path(CHAPTER)).expect("a chapter");
    project.with("data/log-2024.csv", log).with(CHAPTER, format!("{chapter}{reach}"))
}

#[test]
fn a_ranked_list_has_dates_in_danish_and_equal_numbers_share_a_rank() {
    let (csv, text) = built(&ranked(""));
    let space = '\u{a0}';
    assert_eq!(
        csv,
        format!(
            "Nr.;Opslag;Rækkevidde
1;1.{space}marts 2024;70
2;24.{space}december 2023;40
2;14.{space}maj 2024;40
4;30.{space}juni 2024;10
5;'=slut;0
"
        )
    );
    assert!(text.contains(&squeezed("Lige store tal har samme plads.")), "{text}");
}

#[test]
fn the_ranks_of_a_list_take_little_width_beside_short_names() {
    const RULE: [u8; 3] = [0x8a, 0x00, 0x50];
    let report = fs::read_to_string(Project::new().path("skabeloner/lille/report.toml")).expect("a report");
    let project = ranked("")
        .with("skabeloner/lille/report.toml", format!("{report}\n[theme]\nprimary = \"#8a0050\"\n"))
        .replacing("skabeloner/lille/besoeg.typ", "#tabel(\"besoeg.noter\")", "");
    // The page is 909 pixels wide.
    let rule = in_fullest_row(&project, 4, RULE);
    assert!((150..330).contains(&rule), "{rule} pixels");
}

#[test]
fn a_ranked_list_includes_ties_with_its_last_row() {
    let (csv, text) = built(&ranked("top = 2"));
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(text.contains(&squeezed("Lige store tal har samme plads.")), "{text}");
    let (csv, text) = built(&ranked("top = 1"));
    assert_eq!(csv, "Nr.;Opslag;Rækkevidde\n1;1.\u{a0}marts 2024;70\n");
    assert!(!text.contains(&squeezed("Lige store")), "{text}");
}

#[test]
fn a_ranked_list_has_a_column_per_dimension() {
    let project = ranked("top = 2").replacing(CHAPTER, "by = \"note\"\nvalue", "by = \"note\"\nover = 2\nvalue");
    project.check("2024").ends_with(1).says(
        "fejl[bad-value]: »header« har 3 overskrifter, men tabellen har 4 kolonner: plads, medlemmets 2 dele og tal.",
    );
    let project = project.replacing(CHAPTER, "\"Opslag\", ", "\"Opslag\", \"År\", ");
    let (csv, _) = built(&project);
    assert!(csv.starts_with("Nr.;Opslag;År;Rækkevidde\n1;1.\u{a0}marts 2024;2024;70\n2;24."), "{csv}");
}

#[test]
fn a_ranked_list_of_posts_has_date_and_subject() {
    let project = ranked("top = 3")
        .replacing(CHAPTER, "by = \"note\"\nvalue", "by = [\"dato\", \"note\"]\nvalue")
        .replacing(CHAPTER, "[\"Nr.\", \"Opslag\", ", "[\"\", \"Opslagsdato\", \"Emne\", ");
    let log =
        "Dato;Slags;Deltagere;Note\n02-01-2024;Besøg;40;Ferie\n15-03-2024;Møde;70;Kurser\n16-03-2024;Møde;40;Kurser\n";
    let (csv, _) = built(&project.with("data/log-2024.csv", log));
    let space = '\u{a0}';
    assert_eq!(
        csv,
        format!(
            ";Opslagsdato;Emne;Rækkevidde\n1;15.{space}marts 2024;Kurser;70\n2;2.{space}januar 2024;Ferie;40\n2;16.{space}marts 2024;Kurser;40\n"
        )
    );
}

#[test]
fn an_unknown_number_has_its_own_reason_as_a_note() {
    let (csv, text) = built(&with_table(
        "header = [\"Slags\", \"Antal\"]
rows = [\"besoeg.i_alt\", \"besoeg.gaet\", \"besoeg.dobbelt\", \"besoeg.tanker\"]",
    ));
    assert_eq!(csv, "Slags;Antal\nI alt;3\nGæt;\nDobbelt så mange gæt;\nTanker;\n");
    let printed = "I alt3Gæt*Dobbelt så mange gæt*Tanker***Ingen har talt gættene.**Tanker er toldfri.";
    assert!(text.contains(&squeezed(printed)), "{text}");
}

#[test]
fn a_number_unknown_in_one_period_has_a_note_for_that_column() {
    let project = two_years("header = [\"Nøgletal\"]\nperiods = 2\norder = \"earliest\"\nrows = [\"besoeg.moeder\"]");
    let (csv, text) = built(&project.replacing(
        CHAPTER,
        "label = \"Møder\"\n",
        "label = \"Møder\"\nunknown = { \"2024\" = \"Kalenderen brændte.\" }\n",
    ));
    assert_eq!(csv, "Nøgletal;2023;2024\nMøder;1;\n");
    assert!(text.contains(&squeezed("Møder1**Kalenderen brændte.")), "{text}");
}

#[test]
fn a_table_without_any_known_number_prints_the_reason() {
    for table in [
        "header = [\"Slags\", \"Antal\"]\nrows = [\"besoeg.gaet\", \"besoeg.dobbelt\"]",
        "header = [\"Slags\", \"Antal\"]\nrows = [{ series = \"besoeg.gaet\" }]",
        "header = [\"Slags\", \"Antal\", \"Flere\"]\nrows = [{ series = [\"besoeg.gaet\", \"besoeg.gaet\"] }]",
        "header = [\"\", \"Emne\", \"Antal\"]\nranking = \"besoeg.gaet\"",
    ] {
        let (_, text) = built(&with_table(table));
        assert!(text.contains(&squeezed("Tabel 1: Oversigt 2024Ingen har talt gættene.")), "{text}");
        assert!(!text.contains("*Ingen"), "{text}");
    }
}

#[test]
fn a_period_other_than_a_year_is_printed_in_words() {
    let project = with_table("header = [\"Nøgletal\"]\nperiods = 2\nrows = [\"besoeg.i_alt\"]")
        .with("data/log-2023.csv", "Dato;Slags;Deltagere;Note\n02-08-2023;Besøg;4;a\n03-09-2023;Møde;2;b\n");
    project.build("2023-07..2024-01").ends_with(0);
    project.build("2024-01..2024-07").ends_with(0);
    let pdf = fs::read(project.path("ud/2024-01..2024-07/lille-2024-01..2024-07.pdf")).expect("a PDF");
    let text = squeezed(&Pdf::read(&pdf).root.all_text());
    for words in
        ["Rapport januar – juni 2024", "Periodejanuar – juni 2024", "Nøgletaljanuar – juni 2024juli – december 2023"]
    {
        assert!(text.contains(&squeezed(words)), "{words}: {text}");
    }
}

#[test]
fn a_table_of_very_many_rows_is_an_error_that_says_what_to_show_instead() {
    let rows: String = (0..5_001).map(|note| format!("02-01-2024;Besøg;4;note {note}\n")).collect();
    let log = format!("Dato;Slags;Deltagere;Note\n{rows}");
    let run = Project::new().with("data/log-2024.csv", log).check("2024").ends_with(1);
    run.says("fejl[long-table]: Tabellen har 5.001 rækker. En rapport kan vise 5.000.\n   lille/besoeg.toml:");
}

#[test]
fn of_very_many_files_the_first_are_listed_and_the_others_counted() {
    let file = |project: Project, number: i32| {
        let row = format!("Dato;Slags;Deltagere;Note\n{number:02}-02-2024;Møde;{number};ny\n");
        project.with(&format!("data/log-{number}.csv"), row)
    };
    let project = (1..=24).fold(Project::new(), file);
    project.build("2024").ends_with(0);
    let text = squeezed(&Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap()).root.all_text());
    assert!(text.contains(&squeezed("og 5 filer til, som står i figures.json")), "{text}");
}
