//! Pages: everything is inside its page, and nothing is on top of something else.

use std::fs;

use crate::project::Project;

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";

/// Names as they are in exports: compounds, and several words.
const NAMES: [&str; 6] = [
    "Praktiserende læger i solopraksis uden for klyngesamarbejde",
    "Kommunale akutfunktioner og hjemmesygeplejersker",
    "Kvalitetsudviklingsaktivitetskoordinatorfunktionsbeskrivelsesarbejdsgruppe",
    "Speciallægepraksisplanlægningsudvalgsrepræsentanter",
    "Øvrige",
    "Regionale lægemiddelkonsulenter",
];

fn adding(project: Project, file: &str, more: &str) -> Project {
    let text = fs::read_to_string(project.path(file)).expect("a file");
    project.with(file, format!("{text}{more}"))
}

/// The small report with a row for each name and month, whose note is the name.
fn with_names(parts: &str, prose: &str) -> Project {
    let mut log = "Dato;Slags;Deltagere;Note\n".to_owned();
    for (number, name) in (1..).zip(NAMES) {
        for month in 1..=12 {
            log.push_str(&format!("02-{month:02}-2024;Besøg;{};{name}\n", 97_000_003 * number % 89_000_017 * month));
        }
    }
    let project = Project::new().with("data/log-2024.csv", log);
    let figures = "
[figures.maaneder]
label = \"Deltagere efter note og måned\"
from = \"log\"
where = \"note IS NOT NULL\"
by = [\"note\", \"EXTRACT(MONTH FROM dato)\"]
value = \"SUM(antal)\"

[figures.sum]
label = \"Deltagere efter note\"
from = \"log\"
where = \"note IS NOT NULL\"
by = \"note\"
value = \"SUM(antal)\"
";
    adding(adding(project, CHAPTER, &format!("{figures}{parts}")), PROSE, prose)
}

#[test]
fn long_names_and_large_numbers_in_charts_are_inside_the_page_and_apart() {
    let chart = |id: &str, kind: &str, rest: &str| {
        format!("\n[charts.{id}]\nkind = \"{kind}\"\ncaption = \"Diagram\"\n{rest}\n")
    };
    let over_time = "series = \"besoeg.maaneder\"\ny_label = \"Deltagere\"";
    let mut nodes = format!("nodes = [{{ id = \"top\", label = \"{}\" }}", NAMES[2]);
    for (number, name) in (0..30).zip(NAMES.iter().cycle()) {
        let under = if number < 3 { "top".to_owned() } else { format!("n{}", number % 3) };
        nodes.push_str(&format!(
            ", {{ id = \"n{number}\", label = \"{name}\", detail = \"{name}\", under = \"{under}\" }}"
        ));
    }
    let charts = [
        chart("s", "bars", "series = \"besoeg.sum\"\nvalue_label = \"Deltagere\""),
        chart("k", "columns", over_time),
        chart("l", "lines", over_time),
        chart("o", "organisation", &format!("{nodes}]")),
    ];
    let prose = ["s", "k", "l", "o"].map(|id| format!("\n#figur(\"besoeg.{id}\")\n")).concat();
    let run = with_names(&charts.concat(), &prose).run(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("page]") && !run.err.contains("over]"), "{}", run.err);
}

#[test]
fn a_table_that_is_too_wide_is_split() {
    let columns = ["\"besoeg.sum\""; 11].join(", ");
    let headers: Vec<String> = (1..=11).map(|n| format!("\"Kvalitetsudviklingsaktiviteter {n}\"")).collect();
    let table = format!(
        "\n[tables.bred]\ncaption = \"Bred\"\nsummary = \"Deltagere.\"\nheader = [\"Note\", {}]\nrows = [{{ series = [{columns}] }}]\n",
        headers.join(", ")
    );
    let project = with_names(&table, "\n#tabel(\"besoeg.bred\")\n");
    let run = project.run(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("page]") && !run.err.contains("over]"), "{}", run.err);
}

#[test]
fn what_runs_off_the_page_is_named_with_its_line_and_stops_the_build_but_not_a_draft() {
    let project = adding(Project::new(), PROSE, "\n\n#place(dx: 180mm)[Langt ude]\n");
    project
        .run(&["build", "2024"])
        .ends_with(1)
        .says("mm ud over papiret og bliver skåret af.\n   lille/besoeg.typ:8:");
    project
        .run(&["build", "2024", "--draft"])
        .ends_with(1)
        .says("fejl[outside-page]")
        .prints("Det er et udkast med fejl");
}

#[test]
fn what_is_printed_over_something_else_is_a_warning() {
    let project = adding(Project::new(), PROSE, "\n\n#place(dy: 3pt)[Ovenpå]\nNedenunder\n");
    project.run(&["check", "2024"]).ends_with(0).says("advarsel[printed-over]: På side 4 er »");
    let hidden =
        adding(Project::new(), PROSE, "\n\nDækket tekst#h(-20mm)#box(fill: black, width: 22mm, height: 9pt)\n");
    hidden.run(&["check", "2024"]).ends_with(0).says("»Dækket tekst« dækket af en flade");
}
