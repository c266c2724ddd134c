//! `kapreport diff`: what has changed between two snapshots.

mod rows;

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};

use crate::project::{Project, Run};

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";

/// Edits to the definitions between the two years.
const THEN: &str = "
[figures.andel]
label = \"Andel besøg\"
format = \"percent\"
is = \"besoeg.besoeg / besoeg.i_alt\"

[figures.moeder]
label = \"Møder\"
unit = \"et møde|møder\"
from = \"log\"
where = \"slags = 'Møde'\"

[figures.moeder_dobbelt]
label = \"Det dobbelte\"
is = \"besoeg.moeder * 2\"

[figures.store]
label = \"Store besøg\"
from = \"log\"
where = \"antal > 100\"

[figures.gammelt]
label = \"Gammelt tal\"
from = \"log\"

[figures.savnet]
label = \"Savnet tal\"
unknown = \"Ingen har talt det.\"
";

const NOW: &str = "
[figures.andel]
label = \"Andel besøg\"
format = \"percent\"
is = \"besoeg.besoeg / besoeg.i_alt\"

[figures.moeder]
label = \"Møder\"
unit = \"et møde|møder\"
from = \"log\"
where = \"slags = 'Møde' AND antal > 1\"

[figures.moeder_dobbelt]
label = \"Det dobbelte\"
is = \"besoeg.moeder * 2\"

[figures.meget_store]
label = \"Meget store besøg\"
was = \"besoeg.store\"
from = \"log\"
where = \"antal > 100\"

[figures.nyt]
label = \"Nyt tal\"
from = \"log\"

[figures.savnet]
label = \"Savnet tal\"
unknown = \"Ingen har talt det.\"
";

const LOG_2023: &str = "Dato;Slags;Deltagere;Note
02-01-2023;Besøg;4;
03-01-2023;Besøg;6;
04-01-2023;Besøg;5;
15-03-2023;Møde;7;gammel
";

/// Writes the snapshot of a period to the place where a build puts it.
fn archived(project: Project, period: &str, folder: &str) -> Project {
    let figures = project.figures(period, "json").ends_with(0).out;
    project.with(&format!("{folder}/figures.json"), figures)
}

/// Two snapshots with definitions that changed in between. Exports and definitions are removed.
fn two_years() -> Project {
    let project = Project::new();
    let chapter = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let project = project.with("data/log-2023.csv", LOG_2023).with(CHAPTER, format!("{chapter}{THEN}"));
    let project = archived(project, "2023", "ud/2023").with(CHAPTER, format!("{chapter}{NOW}"));
    let project = archived(project, "2024", "ud/2024");
    fs::remove_dir_all(project.path("data")).unwrap();
    fs::remove_dir_all(project.path("skabeloner")).unwrap();
    project
}

#[track_caller]
fn diff(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["diff"], arguments].concat())
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.out).expect("JSON")
}

/// The table of [`two_years`] with ordinary spaces.
const TABLE: &str = "Ændringer i nøgletal for lille fra 2023 til 2024

Besøg og møder         2023    2024            Forskel     Ændring
  Besøg                   3       2                 −1     −33,3 %
  Deltagere              22   1.016               +994  +4.518,2 %
  Efter slags
    Besøg                 3       2                 −1     −33,3 %
    Møde                  1       1                  0       0,0 %
  I alt                   4       3                 −1     −25,0 %
  Efter note
    almindelig                    1                nyt
    gammel                1                     udgået
  Andel besøg        75,0 %  66,7 %  −8,3 procentpoint
  Meget store besøg       0       1                 +1              (før besoeg.store; hed »Store besøg«)
  Nyt tal                         3                nyt
  Savnet tal         ukendt  ukendt
  Gammelt tal             4                     udgået

Kan ikke sammenlignes: opgjort på forskellige måder

  Besøg og møder: Møder (besoeg.moeder)
    2023: 1 – Antal rækker, hvor »Slags« er »Møde«; i perioden.
    2024: 1 – Antal rækker, hvor »Slags« er »Møde« og »Deltagere« er over 1; i perioden.

  Besøg og møder: Det dobbelte (besoeg.moeder_dobbelt): Det er udregnet af »Møder«, som er opgjort
    på en anden måde.
    2023: 2 – »Møder« * 2.
    2024: 2 – »Møder« * 2.

12 nøgletal: 7 ændrede, 1 ukendt, 1 nyt, 1 udgået og 2 opgjort på en anden måde; 1 har fået nyt
navn.
";

#[test]
fn diff_shows_two_years_side_by_side_without_exports() {
    let run = diff(&two_years(), &["2023", "2024"]).ends_with(0);
    assert_eq!(run.out.replace('\u{a0}', " "), TABLE);
    assert_eq!(run.err, "");
}

#[test]
fn a_renamed_figure_is_followed_in_both_directions() {
    diff(&two_years(), &["2024", "2023"])
        .ends_with(0)
        .prints("(før besoeg.meget_store; hed »Meget store besøg«)")
        .prints("2024 ligger efter 2023: forskellene er regnet baglæns i tid.");
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let run = diff(&two_years(), &["2024", "ud/2024/figures.json", "--format", "json"]).ends_with(0);
    let counts = &parsed(&run)["counts"];
    assert_eq!((&counts["figures"], &counts["unchanged"], &counts["unknown"]), (&json!(11), &json!(10), &json!(1)));
    assert_eq!(parsed(&run)["cautions"], json!([]));
}

#[test]
fn only_the_selected_kinds_are_shown_but_all_are_counted() {
    let project = two_years();
    let labels = |arguments: &[&str]| {
        let run = diff(&project, &[&["2023", "2024", "--format", "json"], arguments].concat()).ends_with(0);
        let found = parsed(&run);
        assert_eq!(found["counts"]["figures"], 12);
        let figures = found["chapters"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|chapter| chapter["figures"].as_array().unwrap().clone());
        figures.map(|figure| figure["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(labels(&["--only", "new,gone"]), ["Efter note", "Nyt tal", "Gammelt tal"]);
    assert_eq!(labels(&["--only", "unknown"]), ["Savnet tal"]);
    assert_eq!(labels(&["--only", "incomparable"]), ["Møder", "Det dobbelte"]);
    assert_eq!(labels(&["--only", "unchanged"]), [""; 0]);
    assert_eq!(
        labels(&["--only", "changed", "--over", "30%"]),
        ["Besøg", "Deltagere", "Efter slags", "Meget store besøg"]
    );
    // Changes without a percentage are shown for any limit.
    assert_eq!(
        labels(&["--over", "1000%"]),
        [
            "Deltagere",
            "Efter note",
            "Møder",
            "Det dobbelte",
            "Meget store besøg",
            "Nyt tal",
            "Savnet tal",
            "Gammelt tal"
        ]
    );
    diff(&project, &["2023", "2024", "--only", "changed", "--over", "30 %"])
        .ends_with(0)
        .prints("navn. Vist er 4 (ændrede, over 30\u{a0}%).");
}

#[test]
fn members_of_a_series_are_selected_like_figures() {
    let project = as_report(two_years(), "lille", |figures| {
        figures["besoeg.slags"]["members"][1]["value"] = Value::Null;
    });
    let series = |arguments: &[&str]| {
        let run = diff(&project, &[&["2023", "lille.json", "--format", "json"], arguments].concat()).ends_with(0);
        let found = parsed(&run);
        let figures: Vec<Value> = found["chapters"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|chapter| chapter["figures"].as_array().unwrap().clone())
            .filter(|figure| figure.get("members").is_some())
            .collect();
        let labels = figures.iter().map(|figure| {
            let members = figure["members"].as_array().unwrap().iter();
            let members: Vec<&str> = members.map(|member| member["label"].as_str().unwrap()).collect();
            format!("{}: {}", figure["label"].as_str().unwrap(), members.join(", "))
        });
        labels.collect::<Vec<_>>()
    };
    assert_eq!(series(&[]), ["Efter slags: Besøg, Møde", "Efter note: almindelig, gammel"]);
    assert_eq!(series(&["--only", "new"]), ["Efter note: almindelig"]);
    assert_eq!(series(&["--only", "gone"]), ["Efter note: gammel"]);
    assert_eq!(series(&["--only", "unknown"]), ["Efter slags: Møde"]);
    assert_eq!(series(&["--only", "changed"]), ["Efter slags: Besøg", "Efter note: almindelig, gammel"]);
    assert_eq!(series(&["--only", "unchanged,incomparable"]), [""; 0]);
    assert_eq!(series(&["--over", "30%"]), ["Efter slags: Besøg, Møde", "Efter note: almindelig, gammel"]);
    assert_eq!(series(&["--over", "40%"]), ["Efter slags: Møde", "Efter note: almindelig, gammel"]);
    assert_eq!(series(&["--only", "changed", "--over", "30%"]), ["Efter slags: Besøg"]);
    assert_eq!(series(&["--only", "gone", "--over", "40%"]), ["Efter note: gammel"]);
    assert_eq!(series(&["--only", "unknown", "--over", "40%"]), ["Efter slags: Møde"]);
}

#[test]
fn the_suffix_of_the_output_decides_its_format() {
    let project = two_years();
    for (name, start) in [
        ("d.txt", "Ændringer i nøgletal"),
        ("d.md", "# Ændringer i nøgletal"),
        ("d.json", "{"),
        ("d.HTML", "<!doctype html>"),
        ("d.xlsx", "PK"),
    ] {
        diff(&project, &["2023", "2024", "-o", name]).ends_with(0).prints(&format!("Skrevet: {name}"));
        let bytes = fs::read(project.path(name)).unwrap();
        assert!(bytes.starts_with(start.as_bytes()), "{name}");
    }
    for name in ["d.pdf", "d"] {
        diff(&project, &["2023", "2024", "-o", name])
            .ends_with(2)
            .says(&format!("fejl: Formen kan ikke ses af navnet »{name}«. Lad det ende på .txt, .md,"));
        assert!(!project.path(name).exists());
    }
    // `--format` overrides the suffix.
    diff(&project, &["2023", "2024", "--format", "json", "-o", "d.pdf"]).ends_with(0);
    assert!(fs::read(project.path("d.pdf")).unwrap().starts_with(b"{"));
}

#[test]
fn fail_over_exits_with_1_when_a_change_exceeds_the_limit() {
    let project = two_years();
    let over = |limit: &str, flags: &[&str]| diff(&project, &[&["2023", "2024", "--over", limit], flags].concat());
    over("30%", &["--fail-over"])
        .ends_with(1)
        .says("tal er ændret mere end 30\u{a0}%, er udgået, er blevet ukendt eller er opgjort på en anden måde:\n")
        .says("  Deltagere (besoeg.deltagere): 22 → 1.016 (+4.518,2\u{a0}%)\n")
        .says("  Efter slags (besoeg.slags[Besøg]): 3 → 2 (−33,3\u{a0}%)\n");
    assert_eq!(over("30%", &[]).ends_with(0).err, "");
    diff(&project, &["2024", "2024", "--over", "0%", "--fail-over"]).ends_with(0);
    diff(&project, &["2023", "2024", "--fail-over"]).ends_with(2).says("fejl: Her mangler --over <GRÆNSE>.");
    over("-3", &[]).ends_with(2);
    over("meget", &[]).ends_with(2).says("fejl: »meget« er ikke en grænse i procent. Skriv fx 20%.");
}

#[test]
fn fail_over_fails_on_what_is_gone_or_counted_in_another_way_unless_it_is_approved() {
    let project = two_years();
    let gate = |project: &Project| diff(project, &["2023", "2024", "--over", "5000%", "--least", "2", "--fail-over"]);
    let run = gate(&project).ends_with(1);
    let told: Vec<&str> = run.err.lines().skip(1).collect();
    // The change from 0 to 1 and the member with one row are too small.
    assert_eq!(
        told,
        [
            "  Møder (besoeg.moeder): 1 → opgjort på en anden måde",
            "  Det dobbelte (besoeg.moeder_dobbelt): 2 → opgjort på en anden måde",
            "  Gammelt tal (besoeg.gammelt): 4 → findes ikke",
        ]
    );
    let approved = [("moeder", "1", "opgjort på en anden måde"), ("moeder_dobbelt", "2", "opgjort på en anden måde")]
        .map(|(figure, from, to)| {
            format!(
                "[[accepted]]\nfigure = \"besoeg.{figure}\"\nfrom = \"{from}\"\nto = \"{to}\"\nby = \"Anna\"\nwhy = \"Aftalt.\"\n"
            )
        })
        .concat();
    let gone = "[[accepted]]\nfigure = \"besoeg.gammelt\"\nfrom = \"3\"\nto = \"findes ikke\"\nby = \"Anna\"\nwhy = \"Slut.\"\n";
    let project = project.with("skabeloner/lille/accepted.toml", format!("{approved}{gone}"));
    let run = gate(&project).ends_with(1);
    assert_eq!(run.err.lines().count(), 2, "3 was approved, and not 4: {}", run.err);
    let project = project.replacing("skabeloner/lille/accepted.toml", "\"3\"", "\"4\"");
    gate(&project).ends_with(0).prints("Godkendt af Anna: Slut.");
    project
        .replacing("skabeloner/lille/accepted.toml", "why = \"Slut.\"", "hvorfor = \"Slut.\"")
        .run(&["diff", "2023", "2024"])
        .ends_with(1)
        .says("accepted.toml");
}

#[test]
fn series_over_time_are_paired_by_their_place_in_the_period_and_sorted_by_size() {
    let chapter = "\n[figures.maaneder]\nlabel = \"Pr. måned\"\nfrom = \"log\"\nby = \"STRFTIME(dato, '%Y/%m')\"\n";
    let project = Project::new();
    let text = fs::read_to_string(project.path(CHAPTER)).unwrap();
    let project = project.with("data/log-2023.csv", LOG_2023).with(CHAPTER, format!("{text}{chapter}"));
    let project = archived(archived(project, "2023", "ud/2023"), "2024", "ud/2024");
    let run = diff(&project, &["2023", "2024", "--sort", "size"]).ends_with(0);
    let lines: Vec<&str> = run.out.lines().filter(|line| line.contains("2024/0")).collect();
    assert!(lines.iter().all(|line| line.contains("(mod 2023/0")), "{}", run.out);
    assert!(!lines.is_empty() && !run.out.contains("2023/01   "), "{}", run.out);
    assert!(run.out.contains("Alle kapitler, største ændring først"));
    let place = |text: &str| run.out.find(text).unwrap();
    assert!(place("\n  Deltagere") < place("\n  I alt"), "{}", run.out);
}

#[test]
fn explanations_stand_beside_their_change() {
    let project = Project::new().with("data/log-2023.csv", LOG_2023);
    let project = archived(archived(project, "2023", "ud/2023"), "2024", "ud/2024");
    let prose = "skabeloner/lille/besoeg.typ";
    let text = fs::read_to_string(project.path(prose)).unwrap();
    let why = "\n\nI 2024 kom *alle* {{ antal(id=\"besoeg.deltagere\") }} på én gang.\n{{ forklarer(id=\"besoeg.deltagere\", periode=\"2024\") }}\n";
    let project = project.with(prose, format!("{text}{why}"));
    diff(&project, &["2023", "2024"]).ends_with(0).prints("\n      I 2024 kom alle 1.016 på én gang.\n");
    let found = parsed(&diff(&project, &["2023", "2024", "--format", "json"]).ends_with(0));
    let figures = found["chapters"][0]["figures"].as_array().unwrap();
    let changed = figures.iter().find(|figure| figure["id"] == "besoeg.deltagere").unwrap();
    assert_eq!(changed["remarks"], json!(["I 2024 kom alle 1.016 på én gang."]));
}

#[test]
fn figures_with_changed_definitions_have_no_difference_in_any_format() {
    let project = two_years();
    let found = parsed(&diff(&project, &["2023", "2024", "--format", "json", "--only", "incomparable"]).ends_with(0));
    assert_eq!(
        found["chapters"][0]["figures"][0],
        json!({
            "id": "besoeg.moeder", "label": "Møder", "unit": "møder", "share": false, "kind": "incomparable",
            "reason": "definition",
            "told": [
                { "id": "besoeg.moeder", "how": "Antal rækker, hvor »Slags« er »Møde«; i perioden.", "value": 1 },
                {
                    "id": "besoeg.moeder",
                    "how": "Antal rækker, hvor »Slags« er »Møde« og »Deltagere« er over 1; i perioden.",
                    "value": 1
                }
            ]
        })
    );
}

#[test]
fn json_has_unrounded_numbers() {
    let found = parsed(&diff(&two_years(), &["2023", "2024", "--format", "json"]).ends_with(0));
    let figures = found["chapters"][0]["figures"].as_array().unwrap();
    let figure = |id: &str| figures.iter().find(|figure| figure["id"] == id).unwrap();
    assert_eq!(found["earlier"], json!({ "report": "lille", "period": "2023" }));
    assert_eq!(
        figure("besoeg.meget_store"),
        &json!({
            "id": "besoeg.meget_store", "label": "Meget store besøg", "share": false, "kind": "changed",
            "earlier-id": "besoeg.store", "earlier-label": "Store besøg", "earlier": 0, "later": 1, "difference": 1
        })
    );
    assert_eq!(figure("besoeg.andel")["earlier"], 0.75);
    assert_eq!(figure("besoeg.andel")["difference"], -8.3);
    assert_eq!(figure("besoeg.savnet")["earlier"], Value::Null);
    assert_eq!(
        figure("besoeg.noter")["members"],
        json!([
            { "key": ["almindelig"], "label": "almindelig", "kind": "new", "later": 1 },
            { "key": ["gammel"], "label": "gammel", "kind": "gone", "earlier": 1 }
        ])
    );
}

#[test]
fn markdown_has_a_table_per_chapter() {
    let run = diff(&two_years(), &["2023", "2024", "--format", "markdown", "--over", "30%"]).ends_with(0);
    let expected = "# Ændringer i nøgletal for lille fra 2023 til 2024

## Besøg og møder

| Nøgletal | 2023 | 2024 | Forskel | Ændring | Bemærkning |
|---|--:|--:|--:|--:|---|
| Besøg | 3 | 2 | −1 | −33,3 % |  |
| Deltagere | 22 | 1.016 | +994 | +4.518,2 % |  |
| Efter slags |  |  |  |  |  |
| &emsp;Besøg | 3 | 2 | −1 | −33,3 % |  |
| Efter note |  |  |  |  |  |
| &emsp;almindelig |  | 1 | nyt |  |  |
| &emsp;gammel | 1 |  | udgået |  |  |
| Meget store besøg | 0 | 1 | +1 |  | før besoeg.store; hed »Store besøg« |
";
    let text = run.out.replace('\u{a0}', " ").replace("\\_", "_");
    assert!(text.starts_with(expected), "{text}");
}

#[test]
fn the_web_page_is_well_formed_accessible_and_shows_labels_as_text() {
    let project = two_years().replacing("ud/2024/figures.json", "\"Nyt tal\"", "\"<script>alert(1)</script> & mere\"");
    diff(&project, &["2023", "2024", "--format", "html", "--output", "forskel.html"])
        .ends_with(0)
        .prints("Skrevet: forskel.html\n");
    let page = fs::read_to_string(project.path("forskel.html")).unwrap();
    assert!(page.contains("&lt;script&gt;alert(1)&lt;") && !page.contains("<script"), "{page}");
    assert!(!page.contains("http"), "nothing is fetched");
    assert!(
        page.contains("<html lang=\"da\">")
            && page.contains("<title>Ændringer i nøgletal for lille fra 2023 til 2024</title>")
    );
    assert!(page.contains("<caption>Besøg og møder</caption>"));
    assert!(page.contains("<th scope=\"rowgroup\" colspan=\"5\">Efter slags</th>"));
    // Every tag is closed, and every row has a cell per column.
    let mut open: Vec<String> = Vec::new();
    let mut width = 0;
    for tag in
        page.split('<').skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.starts_with("!doctype"))
    {
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap().to_owned();
        match (tag.starts_with('/'), name.as_str()) {
            (false, "meta") => {}
            (false, _) => {
                width += match name.as_str() {
                    "th" | "td" if tag.contains("colspan=\"5\"") => 5,
                    "th" | "td" => 1,
                    _ => 0,
                };
                open.push(name);
            }
            (true, _) => {
                assert_eq!(open.pop().as_deref(), Some(name.as_str()));
                if name == "tr" {
                    assert_eq!(std::mem::take(&mut width), 5);
                }
            }
        }
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn the_workbook_has_numbers_as_numbers_and_is_the_same_every_time() {
    let project = two_years();
    let write = |name: &str| {
        diff(&project, &["2023", "2024", "--format", "xlsx", "-o", name]).ends_with(0);
        fs::read(project.path(name)).unwrap()
    };
    assert!(write("a.xlsx") == write("b.xlsx"));
    let mut book: Xlsx<_> = open_workbook(project.path("a.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Indhold", "Nøgletal", "Opgørelser"]);
    let sheet = book.worksheet_range("Nøgletal").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let text = |text: &str| Data::String(text.to_owned());
    let header = [
        "Kapitel",
        "Nøgletal",
        "Medlem",
        "2023",
        "2024",
        "Forskel",
        "Ændring",
        "Art",
        "Bemærkning",
        "Navn i definitionen",
    ];
    assert_eq!(rows[0], header.map(text));
    let row = |id: &str, member: &str| {
        let member = if member.is_empty() { Data::Empty } else { text(member) };
        *rows.iter().find(|row| row[9] == text(id) && row[2] == member).unwrap()
    };
    let share = row("besoeg.andel", "");
    assert_eq!((&share[3], &share[5], &share[6]), (&Data::Float(0.75), &Data::Float(-8.3), &Data::Empty));
    let members = row("besoeg.slags", "Besøg");
    assert_eq!((&members[3], &members[4], &members[5]), (&Data::Float(3.0), &Data::Float(2.0), &Data::Float(-1.0)));
    assert_eq!(members[6], Data::Float(-1.0 / 3.0));
    assert_eq!(row("besoeg.noter", "gammel")[5..8], [text("udgået"), Data::Empty, text("udgået")]);
    assert_eq!(row("besoeg.savnet", "")[3], text("ukendt"));
    let told = book.worksheet_range("Opgørelser").unwrap();
    let header = ["Nøgletal", "Bemærkning", "Periode", "Værdi", "Opgørelse", "Navn i definitionen"];
    assert_eq!(told.rows().next().unwrap(), header.map(text));
    let way = |line: usize| told.rows().nth(line).unwrap()[2..6].to_vec();
    let then = "Antal rækker, hvor »Slags« er »Møde«; i perioden.";
    assert_eq!(way(1), [text("2023"), text("1"), text(then), text("besoeg.moeder")]);
    assert_eq!(way(2)[0], text("2024"));
    diff(&project, &["2023", "2024", "--format", "xlsx"])
        .ends_with(2)
        .says("fejl: En projektmappe kan ikke vises på skærmen. Skriv, hvor den skal ligge: --output forskel.xlsx");
}

#[test]
fn a_snapshot_is_not_overwritten_by_the_comparison() {
    let project = two_years();
    let before = fs::read(project.path("ud/2023/figures.json")).unwrap();
    diff(&project, &["2023", "2024", "--format", "json", "-o", "ud/2023/figures.json"])
        .ends_with(2)
        .says("er en af de filer, der sammenlignes. Vælg et andet navn");
    assert!(fs::read(project.path("ud/2023/figures.json")).unwrap() == before);
}

#[test]
fn periods_of_different_lengths_and_left_out_rows_are_mentioned_first() {
    let project = Project::new().with("data/log-2023.csv", LOG_2023);
    let project = archived(project, "2023-01..2025-01", "ud/2023-01..2025-01");
    let project = project.replacing("data/log-2024.csv", "15-03-2024", "15-13-2024");
    // The bad row stops every run but a lenient one.
    let figures = project.run(&["figures", "2024", "--format", "json", "--lenient"]).out;
    let project = project.with("ud/2024/figures.json", figures);
    diff(&project, &["2023-01..2025-01", "2024"])
        .ends_with(0)
        .prints("Bemærk: Perioderne er ikke lige lange: 2023-01..2025-01 er 24 måneder, 2024 er 12 måneder.")
        .prints("Bemærk: Perioderne 2023-01..2025-01 og 2024 overlapper: noget er talt med i begge.")
        .prints("Bemærk: I lille 2024 er 1 række udeladt på grund af fejl: tal derfra kan være for små.");
}

/// The snapshot of 2024 under another report id, with these changes to its figures.
fn as_report(project: Project, report: &str, change: impl Fn(&mut Value)) -> Project {
    let mut snapshot: Value = serde_json::from_slice(&fs::read(project.path("ud/2024/figures.json")).unwrap()).unwrap();
    snapshot["report"] = json!(report);
    change(&mut snapshot["figures"]);
    project.with(&format!("{report}.json"), snapshot.to_string())
}

#[test]
fn two_reports_are_compared_by_common_concepts() {
    let project = as_report(two_years(), "nord", |figures| {
        figures["besoeg.besoeg"]["concept"] = json!("besoeg");
        figures["besoeg.besoeg"]["definition"] = json!("0");
        figures["besoeg.besoeg"]["how"] = json!("Antal besøg i nord.");
        figures["besoeg.andel"]["concept"] = json!("andel");
        figures["besoeg.deltagere"]["concept"] = json!("stoerrelse");
        figures["besoeg.slags"]["concept"] = json!("kun i nord");
    });
    let project = as_report(project, "syd", |figures| {
        figures["besoeg.besoeg"]["concept"] = json!("besoeg");
        figures["besoeg.besoeg"]["value"] = json!(5);
        figures["besoeg.i_alt"]["concept"] = json!("andel");
        figures["besoeg.deltagere"]["concept"] = json!("stoerrelse");
        figures["besoeg.nyt"]["concept"] = json!("stoerrelse");
    });
    let expected = "Forskelle i nøgletal mellem nord 2024 og syd 2024

Bemærk: Begrebet »stoerrelse« har flere nøgletal i syd: besoeg.deltagere og besoeg.nyt. De er ikke
  sammenlignet.
Bemærk: Kun nøgletal med et fælles begreb (»concept«) er sammenlignet; uden for er 9 i nord og 9 i
  syd.

Besøg og møder  nord 2024  syd 2024  Forskel   Ændring
  Besøg                 2         5       +3  +150,0 %

Kan ikke sammenlignes: opgjort på forskellige måder

  Besøg og møder: I alt (besoeg.i_alt; i nord 2024: »Andel besøg« (besoeg.andel)): Det ene er en
    andel, det andet er ikke.
    nord 2024: 66,7 % – »Besøg« / »I alt«.
    syd 2024: 3 – Summen af »Efter slags«.

Sådan er de sammenlignede nøgletal opgjort i hver rapport

  Besøg og møder: Besøg (besoeg.besoeg)
    nord 2024: 2 – Antal besøg i nord.
    syd 2024: 5 – Antal rækker, hvor »Slags« er »Besøg«; i perioden.

2 nøgletal: 1 ændret og 1 opgjort på en anden måde.
";
    assert_eq!(diff(&project, &["nord.json", "syd.json"]).ends_with(0).out.replace('\u{a0}', " "), expected);
}

#[test]
fn stocks_counted_on_different_days_are_not_compared() {
    let stock = |report: &'static str, day: &'static str| {
        move |project: Project| {
            as_report(project, report, |figures| {
                figures["besoeg.besoeg"]["concept"] = json!("besoeg");
                figures["besoeg.besoeg"]["as_of"] = json!(day);
            })
        }
    };
    let kind = |project: Project| {
        let found = parsed(&diff(&project, &["nord.json", "syd.json", "--format", "json"]).ends_with(0));
        let figure = found["chapters"][0]["figures"][0].clone();
        (figure["kind"].as_str().unwrap().to_owned(), figure["reason"].as_str().map(str::to_owned))
    };
    let nord = stock("nord", "2024-12-31");
    assert_eq!(kind(stock("syd", "2024-12-31")(nord(two_years()))), ("unchanged".to_owned(), None));
    assert_eq!(
        kind(stock("syd", "2025-04-01")(nord(two_years()))),
        ("incomparable".to_owned(), Some("days".to_owned()))
    );
}

/// The printed line for a figure after this change to the snapshot of 2024.
fn line(change: impl Fn(&mut Value), starts_with: &str) -> String {
    let project = as_report(two_years(), "lille", |figures| change(&mut figures["besoeg.besoeg"]));
    let run = diff(&project, &["2023", "lille.json"]).ends_with(0);
    run.out.lines().find(|line| line.trim_start().starts_with(starts_with)).unwrap().trim().replace('\u{a0}', " ")
}

#[test]
fn a_figure_with_new_wording_is_compared_with_a_note() {
    let changed = line(
        |figure| {
            figure["label"] = json!("Alle besøg");
            figure["unit"] = json!("praksisbesøg");
        },
        "Alle besøg",
    );
    assert!(changed.ends_with("−33,3 %  (hed »Besøg«; enheden var »besøg« og er »praksisbesøg«)"), "{changed}");
    let unchanged = line(|_| {}, "Besøg  ");
    assert!(unchanged.ends_with("−33,3 %"), "{unchanged}");
}

#[test]
fn a_number_known_on_one_side_only_has_no_difference() {
    let unknown = line(|figure| figure["value"] = Value::Null, "Besøg  ");
    assert_eq!(unknown.split_whitespace().collect::<Vec<_>>(), ["Besøg", "3", "ukendt"]);
}

#[test]
fn a_number_and_a_series_are_not_compared() {
    let text = line(
        |figure| {
            figure.as_object_mut().unwrap().remove("value");
            figure["members"] =
                json!([{ "key": ["a"], "label": "A", "value": 1 }, { "key": ["b"], "label": "B", "value": null }]);
        },
        "2024: A",
    );
    assert!(text.starts_with("2024: A 1; B ukendt – Antal rækker"), "{text}");
}

#[test]
fn labels_are_shown_without_control_characters_and_cpr_numbers() {
    let text = line(|figure| figure["label"] = json!("Besøg\u{1b}[31m hos 010190-1234\nto"), "Besøg\u{fffd}");
    assert!(!text.contains("010190") && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn a_file_that_is_not_a_snapshot_is_refused_with_advice() {
    let project = two_years().with("tom.json", "{}");
    for (arguments, message) in [
        (["2022", "2024"], "findes ikke. Byg rapporten med »kapreport build 2022 --report lille«"),
        (["anden:2023", "2024"], "er af rapporten lille for 2023, ikke af anden for 2023"),
        (
            ["vrøvl", "2024"],
            "fejl: »vrøvl« er hverken en periode (2024), en rapports periode (kap-h:2024) eller en fil",
        ),
        (["tom.json", "2024"], "fejl: tom.json er ikke et øjebliksbillede fra kapreport"),
        (["ud/2023", "tom.json"], "fejl: tom.json er ikke et øjebliksbillede fra kapreport"),
    ] {
        diff(&project, &arguments).ends_with(2).says(message);
    }
    diff(&project, &["lille:2023", "ud/2024", "--report", "anden"]).ends_with(0);
}

#[test]
fn history_shows_all_years_with_a_gap_where_the_definition_changed() {
    let project = two_years();
    let snapshot = fs::read_to_string(project.path("ud/2024/figures.json")).unwrap();
    let mut later: Value = serde_json::from_str(&snapshot).unwrap();
    later["period"] = json!({ "label": "2025", "start": "2025-01-01", "end": "2026-01-01" });
    later["figures"]["besoeg.besoeg"]["value"] = json!(6);
    let project = project.with("ud/2025/figures.json", later.to_string());
    let run = project.run(&["history", "besoeg"]).ends_with(0);
    let out = run.out.replace('\u{a0}', " ");
    for line in [
        "Nøgletal for lille fra 2023 til 2025\n",
        "  Besøg                   3       2       6     ▅▃█\n",
        "  Meget store besøg       0       1       1     ▁██\n",
        "  Møder                brud       1       1      ██\n",
        "    2023: 1 – Antal rækker, hvor »Slags« er »Møde«; i perioden.\n",
    ] {
        assert!(out.contains(line), "»{line}« is not in:\n{out}");
    }
    let several = project.run(&["diff", "2023..2025"]).ends_with(0);
    assert_eq!(several.out, project.run(&["history"]).ends_with(0).out);
    let one = project.run(&["history", "besoeg.slags[Besøg]", "--from", "2024"]).ends_with(0);
    assert!(one.out.contains("    Besøg") && !one.out.contains("Møde") && !one.out.contains("2023"), "{}", one.out);
    let found = parsed(&project.run(&["history", "besoeg.moeder", "--format", "json"]).ends_with(0));
    assert_eq!(
        found["chapters"][0]["figures"][0]["rows"][0]["numbers"],
        json!(["break", { "value": 1 }, { "value": 1 }])
    );
    project
        .run(&["history", "besoeg.ukendt"])
        .ends_with(2)
        .says("»besoeg.ukendt« er hverken et nøgletal eller et kapitel");
    project.run(&["history", "--format", "html", "-o", "aar.html"]).ends_with(0);
    let page = fs::read_to_string(project.path("aar.html")).unwrap();
    assert!(page.contains("<td aria-hidden=\"true\">▅▃█</td>"), "the line repeats what the numbers say");
    project.run(&["history", "-o", "aar.xlsx"]).ends_with(0);
    let mut book: Xlsx<_> = open_workbook(project.path("aar.xlsx")).unwrap();
    let sheet = book.worksheet_range("Nøgletal").unwrap();
    assert_eq!(sheet.rows().nth(1).unwrap()[3..6], [Data::Float(3.0), Data::Float(2.0), Data::Float(6.0)]);
}
