//! Members of series that had another name in an earlier period.

use serde_json::Value;

use crate::project::Project;

const DATASETS: &str = "skabeloner/lille/datasets.toml";
const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";
const MEETING: &str = "{ value = \"Møde\", spellings = [\"Mødet\"] }";
const LOG: &str = "Dato;Slags;Deltagere;Note
02-01-2023;Besøg;4;
03-01-2023;Møde;6;gammel
04-01-2023;Møde;5;gammel
";
/// A series over time, and a number that names the value.
const FIGURES: &str = "
[figures.over_tid]
label = \"Over tid\"
from = \"log\"
by = \"slags\"
over = 2

[figures.moeder]
label = \"Møder\"
from = \"log\"
where = \"slags = 'Møde'\"
";

/// A report for 2023 in which the meetings were called so, and the definitions of 2024, which call them otherwise.
fn two_years(renamed: &str) -> Project {
    let chapter = std::fs::read_to_string(Project::new().path(CHAPTER)).unwrap();
    let project =
        Project::new().with("data/log-2023.csv", LOG).with(CHAPTER, format!("{chapter}{FIGURES}")).without(PROSE);
    let project = project.with(PROSE, "Der var møder.\n\n#tabel(\"besoeg.oversigt\")\n\n#tabel(\"besoeg.noter\")\n");
    let figures = project.figures("2023", "json").ends_with(0).out;
    project
        .with("ud/2023/figures.json", figures)
        .without("data/log-2023.csv")
        .replacing(DATASETS, MEETING, renamed)
        .replacing(CHAPTER, "slags = 'Møde'", "slags = 'Samtale'")
        .replacing(
            CHAPTER,
            "header = [\"Slags\", \"Antal\"]\nrows = [{ series = \"besoeg.slags\" }",
            "header = [\"Slags\"]\nperiods = 2\nrows = [{ series = \"besoeg.slags\" }",
        )
}

const RENAMED: &str = "{ value = \"Samtale\", was = \"Møde\", spellings = [\"Møde\", \"Mødet\"] }";

#[test]
fn a_renamed_member_is_the_same_in_diff_history_series_over_time_and_prose() {
    let premise =
        "Færre. {{ gaelder(\"besoeg.slags[Samtale] < forrige\") }} {{ gaelder(\"besoeg.moeder < forrige\") }}";
    let project = two_years(RENAMED).replacing(PROSE, "Der var møder.", premise);
    project.check("2024").ends_with(0);
    let figures = project.figures("2024", "json").ends_with(0).out;
    let json: Value = serde_json::from_str(&figures).unwrap();
    let members = json["figures"]["besoeg.over_tid"]["members"].as_array().unwrap();
    let then = members.iter().find(|member| member["key"] == serde_json::json!(["Samtale", "2023"])).unwrap();
    assert_eq!(then["value"], 2);
    let project = project.with("ud/2024/figures.json", figures);
    let diff = project.run(&["diff", "2023", "2024"]).ends_with(0);
    let diff = diff.prints("Samtale (hed »Møde«)").prints("Møder");
    assert!(!diff.out.contains("udgået\n    Møde") && !diff.out.contains("opgjort på"), "{}", diff.out);
    let back = project.run(&["diff", "2024", "2023"]).ends_with(0);
    back.prints("Møde (hed »Samtale«)");
    let history = project.run(&["history", "besoeg.slags[Samtale]"]).ends_with(0).out;
    assert!(history.replace('\u{a0}', " ").contains("Samtale        2     1      █▅"), "{history}");
    project.build("2024").ends_with(0);
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(project.path("ud/2024/tables.xlsx")).unwrap();
    let sheets = calamine::Reader::worksheets(&mut book);
    let row = sheets.iter().flat_map(|(_, range)| range.rows()).find(|row| row[0] == "Samtale").unwrap();
    assert_eq!(row[1..3].iter().map(ToString::to_string).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn an_old_name_of_a_member_of_any_series_can_be_declared_at_the_figure() {
    let declared = "by = \"note\"\nmembers_was = { almindelig = \"gammel\" }";
    let project = two_years(MEETING).replacing(CHAPTER, "slags = 'Samtale'", "slags = 'Møde'");
    let project = project.replacing(CHAPTER, "by = \"note\"", declared);
    let figures = project.figures("2024", "json").ends_with(0).out;
    let project = project.with("ud/2024/figures.json", figures);
    project.run(&["diff", "2023", "2024"]).ends_with(0).prints("almindelig (hed »gammel«)");
}

#[test]
fn an_old_name_that_no_earlier_report_has_is_a_warning() {
    let wrong = RENAMED.replace("was = \"Møde\"", "was = \"Mode\"");
    let message = "advarsel[unknown-former-name]: »Samtale« hed ikke »Mode« før";
    let project = two_years(&wrong);
    project.figures("2024", "json").says(message).says("lille/datasets.toml:9:");
    let figure = "[figures.i_alt]\nwas = \"besoeg.ialt\"";
    let project = two_years(RENAMED).replacing(CHAPTER, "[figures.i_alt]", figure);
    let run = project.figures("2024", "json").ends_with(0);
    assert!(!run.err.contains("unknown-former-name"), "the new name was there before: {}", run.err);
    let new = "\n[figures.nyt]\nlabel = \"Nyt\"\nwas = \"besoeg.gammelt\"\nfrom = \"log\"\n\n[tables.oversigt]";
    let project = two_years(RENAMED).replacing(CHAPTER, "\n[tables.oversigt]", new);
    project.figures("2024", "json").says("»besoeg.nyt« hed ikke »besoeg.gammelt« før");
}

#[test]
fn a_new_name_that_no_series_has_is_a_warning_if_it_is_a_slip() {
    let check = |declared: &str| {
        let declared = format!("by = \"note\"\nmembers_was = {{ {declared} }}");
        Project::new().replacing(CHAPTER, "by = \"note\"", &declared).check("2024").ends_with(0)
    };
    check("almindlig = \"gammel\"")
        .says("advarsel[unknown-member]: Ingen serie har medlemmet »almindlig«.")
        .says("Mente du »almindelig«?");
    check("sjov = \"almindelig\"").says("Ingen serie har medlemmet »sjov«, men »almindelig« er der stadig.");
    for right in ["almindelig = \"gammel\"", "\"En lang note\" = \"gammel\""] {
        let run = check(right);
        assert!(!run.err.contains("unknown-member"), "{}", run.err);
    }
}

#[test]
fn a_value_cannot_have_been_what_another_one_is() {
    let taken = "{ value = \"Møde\", was = \"Besøg\" }";
    Project::new()
        .replacing(DATASETS, MEETING, taken)
        .check("2024")
        .ends_with(1)
        .says("fejl[duplicate-id]: »Møde« kan ikke have heddet »Besøg«: det gør en anden værdi.");
}
