//! Changes shown in the report: table columns and sentences.

use std::fs;

use crate::project::Project;
use crate::tags::{Pdf, squeezed};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";

const FIGURES: &str = "
[figures.andel]
label = \"Andel besøg\"
format = \"percent\"
decimals = 1
is = \"besoeg.besoeg / besoeg.i_alt\"

[figures.store]
label = \"Store besøg\"
unit = \"et stort besøg|store besøg\"
from = \"log\"
where = \"antal > 100\"

[figures.moeder]
label = \"Møder\"
unit = \"et møde|møder\"
from = \"log\"
where = \"slags = 'Møde'\"
";

const LOG_2023: &str = "Dato;Slags;Deltagere;Note
02-01-2023;Besøg;4;a
03-01-2023;Besøg;6;b
04-01-2023;Besøg;5;c
15-03-2023;Møde;7;a
";

/// Builds two years; `change` edits the report in between.
fn two_years(change: impl Fn(Project) -> Project) -> Project {
    let project = Project::new().with("data/log-2023.csv", LOG_2023);
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let project = project.with(CHAPTER, format!("{chapter}{FIGURES}"));
    let figures = project.figures("2023", "json").ends_with(0).out;
    change(project.with("ud/2023/figures.json", figures))
}

/// The attached CSV of the first table of 2024, and the text of the whole report.
#[track_caller]
fn built(project: &Project) -> (String, String) {
    project.build("2024").ends_with(0);
    let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap());
    let csv = pdf.attachments().into_iter().find(|(name, ..)| name == "tabel-01-besoeg-oversigt.csv").unwrap().2;
    (String::from_utf8(csv).unwrap().trim_start_matches('\u{feff}').to_owned(), squeezed(&pdf.root.all_text()))
}

fn with_change(project: Project, change: &str) -> Project {
    let rows =
        "\"besoeg.besoeg\", \"besoeg.andel\", \"besoeg.store\", \"besoeg.moeder\", { series = \"besoeg.slags\" }";
    project.replacing(
        CHAPTER,
        "header = [\"Slags\", \"Antal\"]\nrows = [{ series = \"besoeg.slags\" }, { figure = \"besoeg.i_alt\", total = true }]",
        &format!("header = [\"Slags\"]\nperiods = 2\n{change}\nrows = [{rows}]"),
    )
}

#[test]
fn a_table_can_show_difference_and_percent_since_the_previous_period() {
    let (csv, text) = built(&two_years(|project| with_change(project, "change = \"both\"")));
    assert_eq!(
        csv,
        "Slags;2024;2023;Forskel;Ændring
Besøg;2;3;-1;-0,3333333333333333
Andel besøg;0,6666666666666666;0,75;-0,083;
Store besøg;1;0;1;
Møder;1;1;0;0
Besøg;2;3;-1;-0,3333333333333333
Møde;1;1;0;0
"
    );
    for cells in ["Besøg 2 3 −1 −33,3 %", "Andel besøg 66,7 % 75,0 % −8,3 procentpoint", "Store besøg 1 0 +1"]
    {
        assert!(text.contains(&squeezed(cells)), "{cells}: {text}");
    }
}

#[test]
fn a_table_can_show_either_one_and_shares_change_in_percentage_points() {
    let (csv, _) = built(&two_years(|project| with_change(project, "change = \"number\"")));
    assert!(
        csv.starts_with("Slags;2024;2023;Forskel\nBesøg;2;3;-1\nAndel besøg;0,6666666666666666;0,75;-0,083\n"),
        "{csv}"
    );
    let (csv, text) = built(&two_years(|project| with_change(project, "change = \"percent\"")));
    assert!(
        csv.starts_with(
            "Slags;2024;2023;Ændring\nBesøg;2;3;-0,3333333333333333\nAndel besøg;0,6666666666666666;0,75;-0,083\n"
        ),
        "{csv}"
    );
    assert!(text.contains(&squeezed("−8,3 procentpoint")), "{text}");
}

#[test]
fn a_figure_with_another_definition_has_no_change_in_a_table() {
    let (csv, text) = built(&two_years(|project| {
        with_change(project, "change = \"both\"").replacing(
            CHAPTER,
            "where = \"slags = 'Møde'\"",
            "where = \"slags = 'Møde' AND antal > 1\"",
        )
    }));
    assert!(csv.contains("\nMøder;1;;;\n"), "{csv}");
    assert!(text.contains(&squeezed("Møder 1 – – –")), "{text}");
    assert!(text.contains(&squeezed("Tallet er opgjort på en anden måde og kan ikke sammenlignes.")), "{text}");
}

#[test]
fn a_change_column_needs_the_previous_period_as_a_column() {
    let project = Project::new().replacing(
        CHAPTER,
        "header = [\"Note\", \"Antal\"]",
        "header = [\"Note\", \"Antal\"]\nchange = \"both\"",
    );
    project
        .check("2024")
        .ends_with(1)
        .says("fejl[bad-value]: »change« viser ændringen fra perioden før og kræver, at den er en kolonne.")
        .says("→ Skriv også periods = 2.");
    let project = Project::new().replacing(
        CHAPTER,
        "header = [\"Note\", \"Antal\"]",
        "header = [\"Note\"]\nperiods = 2\nchange = \"begge\"",
    );
    project.check("2024").ends_with(1).says("fejl[bad-value]").says("begge");
}

/// The text that a sentence of the template gives in the report for 2024.
#[track_caller]
fn says(sentence: &str, expected: &str) {
    let (_, text) =
        built(&two_years(|project| project.replacing(PROSE, "Der var", &format!("START {sentence} SLUT Der var"))));
    let said = text.split(&squeezed("START")).nth(1).and_then(|rest| rest.split(&squeezed("SLUT")).next()).unwrap();
    assert_eq!(said, squeezed(expected));
}

#[test]
fn prose_can_state_a_difference() {
    says(
        "Der var {{ forskel(id='besoeg.besoeg') }}. Det er {{ forskel(id='besoeg.besoeg', procent=true) }}. {{ forskel(id='besoeg.store', enhed=true, stort=true) }}.",
        "Der var ét færre end i 2023. Det er 33,3 % færre end i 2023. Ét stort besøg mere end i 2023.",
    );
    says(
        "{{ forskel(id='besoeg.andel') }}; {{ forskel(id='besoeg.moeder') }}; {{ forskel(id='besoeg.deltagere') }}",
        "8,3 procentpoint lavere end i 2023; lige så mange som i 2023; 994 flere end i 2023",
    );
}

#[test]
fn prose_can_list_the_largest_changes() {
    says(
        "Mest er ændret: {{ aendringer(kapitel='besoeg', over='30%') }}. Alt: {{ aendringer() }}. Intet: {{ aendringer(over='9000%', kapitel='besoeg') }}.",
        "Mest er ændret: besøg (2 mod 3), deltagere (1.016 mod 22) og store besøg (1 mod 0). \
         Alt: besøg (2 mod 3), deltagere (1.016 mod 22), i alt (3 mod 4), andel besøg (66,7 % mod 75,0 %) og store besøg (1 mod 0). \
         Intet: store besøg (1 mod 0).",
    );
}

#[test]
fn prose_about_an_incomparable_figure_invents_no_number() {
    let project = Project::new().replacing(
        PROSE,
        "Der var",
        "START {{ forskel(id='besoeg.besoeg') }}, {{ aendringer() }} SLUT Der var",
    );
    let (_, text) = built(&project);
    assert!(text.contains(&squeezed("START uden et tal at sammenligne med, ingen nøgletal SLUT")), "{text}");
}

#[test]
fn a_misspelt_chapter_or_limit_in_prose_is_reported() {
    for (call, message) in [
        ("aendringer(kapitel='besog')", "kapitlet »besog« findes ikke. Mente du »besoeg«?"),
        ("aendringer(over='meget')", "»meget« er ikke en grænse i procent. Skriv fx 20%."),
        ("forskel(id='besoeg.besoeg', procnt=true)", "ukendt valg »procnt«"),
    ] {
        let project = Project::new().replacing(PROSE, "Der var", &format!("{{{{ {call} }}}} Der var"));
        project.check("2024").ends_with(1).says("fejl[prose-syntax]").says(message);
    }
}
