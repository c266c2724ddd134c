//! `kapreport compare`: reports side by side, with normalised numbers.

use std::fs;

use calamine::{Data, Reader, Xlsx, open_workbook};
use page_validation::ValidationProfile;
use serde_json::{Value, json};

use crate::pdf::conforms;
use crate::project::{Project, Run};
use crate::tags::{Pdf, squeezed};

const CONCEPTS: &str = "[chapters]
egn = \"Egnen\"
besoeg = \"Besøg og møder\"

[denominators.praksis]
concept = \"egn.praksis\"
scale = 100
unit = \"en praksis|praksis\"

[denominators.sikrede]
concept = \"egn.sikrede\"
scale = 100000
unit = \"en sikret|sikrede\"

[denominators.klynger]
concept = \"egn.klynger\"
scale = 1
unit = \"en klynge|klynger\"

[concepts.egn.praksis]
label = \"Praksis\"
definition = \"Praksis i regionen.\"
kind = \"stock\"
per = [\"sikrede\"]

[concepts.egn.sikrede]
label = \"Sikrede\"
definition = \"Sikrede i regionen.\"
kind = \"stock\"

[concepts.egn.klynger]
label = \"Klynger\"
definition = \"Klynger i regionen.\"
kind = \"stock\"

[concepts.besoeg.antal]
label = \"Besøg\"
definition = \"Besøg hos praksis.\"
kind = \"flow\"
per = [\"praksis\", \"klynger\"]

[concepts.besoeg.besoegte]
label = \"Besøgte\"
definition = \"Besøgte praksis.\"
kind = \"reach\"
per = [\"praksis\"]

[concepts.besoeg.andel]
label = \"Andel besøg\"
definition = \"Andelen af hændelser, der er besøg.\"
kind = \"share\"
";

const OVERVIEW: &str = "title = \"Et overblik\"
author = \"Enhederne\"
told = [\"besoeg.antal\", \"egn.klynger\"]

[bars]
\"besoeg.antal\" = \"praksis\"
\"egn.praksis\" = \"sikrede\"
";

fn figure(concept: &str, value: Value) -> Value {
    json!({
        "label": format!("Vores {concept}"), "format": { "decimal": 0 }, "definition": "1", "how": "Talt.",
        "concept": concept, "value": value,
    })
}

/// The small project with these concepts and the snapshot of 2024.
fn built() -> Project {
    let project = Project::new().with("skabeloner/shared/concepts.toml", CONCEPTS);
    project.build("2024").ends_with(0);
    project
}

/// Adds the snapshot of another report and period with only these figures.
fn with(project: Project, report: &str, period: [&str; 3], figures: &[(&str, Value)]) -> Project {
    let mut snapshot: Value = serde_json::from_slice(&fs::read(project.path("ud/2024/figures.json")).unwrap()).unwrap();
    snapshot["report"] = json!(report);
    snapshot["period"] = json!({ "label": period[0], "start": period[1], "end": period[2] });
    snapshot["figures"] = figures.iter().map(|(id, figure)| ((*id).to_owned(), figure.clone())).collect();
    project.with(&format!("{report}.json"), snapshot.to_string())
}

const YEAR: [&str; 3] = ["2024", "2024-01-01", "2025-01-01"];
const TWO_YEARS: [&str; 3] = ["2019-07..2021-07", "2019-07-01", "2021-07-01"];

/// Four reports: complete, over two years, with missing and unknown figures, and with zero practices.
fn four() -> Project {
    let share = json!({
        "label": "Andel", "format": { "percent": 1 }, "definition": "2", "how": "Besøg delt med hændelser.",
        "concept": "besoeg.andel", "value": 0.585,
    });
    let project = with(
        built(),
        "nord",
        YEAR,
        &[
            ("a.praksis", figure("egn.praksis", json!(224))),
            ("a.sikrede", figure("egn.sikrede", json!(1_938_440))),
            ("a.besoeg", figure("besoeg.antal", json!(42))),
            ("a.andel", share),
        ],
    );
    let mut counted = figure("besoeg.antal", json!(280));
    counted["how"] = json!("Talt to gange.");
    let project =
        with(project, "syd", TWO_YEARS, &[("b.praksis", figure("egn.praksis", json!(400))), ("b.besoeg", counted)]);
    let project = with(
        project,
        "vest",
        YEAR,
        &[("c.praksis", figure("egn.praksis", json!(null))), ("c.besoeg", figure("besoeg.antal", json!(1_007)))],
    );
    with(
        project,
        "oest",
        YEAR,
        &[("d.praksis", figure("egn.praksis", json!(0))), ("d.besoeg", figure("besoeg.antal", json!(7)))],
    )
}

fn compare(project: &Project, arguments: &[&str]) -> Run {
    let all: Vec<&str> = std::iter::once("compare").chain(arguments.iter().copied()).collect();
    let run = project.run(&all).ends_with(0);
    Run { out: run.out.replace('\u{a0}', " "), ..run }
}

#[test]
fn numbers_are_shown_as_printed_with_normalised_values_below() {
    let run = compare(&four(), &["nord.json", "syd.json", "vest.json", "oest.json"]);
    // 224 / 1,938,440 · 100,000 = 11.556; 42 / 224 · 100 = 18.75; 280 / 2 / 400 · 100 = 35.
    let expected = "Nøgletal side om side: nord 2024, syd 2019-07..2021-07, vest 2024 og oest 2024

                             nord        syd   vest  oest
                             2024  2019-07..   2024  2024
                                     2021-07

Egnen
  Praksis                     224        400      *     0
    pr. 100.000 sikrede      11,6          –      *     –

Besøg og møder
  Besøg                        42        280  1.007     7
    pr. 100 praksis om året  18,8       35,0      –     –

– betyder, at rapporten ikke har tallet, eller at det ikke kan sættes i forhold til noget.
* betyder, at rapporten har begrebet, men ikke kender tallet.
»pr.« er i forhold til rapportens eget tal for det, der divideres med.
syd 2019-07..2021-07 dækker 24 måneder. Antal, der er talt over perioden, er dem, som rapporten
  trykker; hvor de er sat i forhold til noget, er de regnet om til et år.
vest 2024 kender ikke tallet for »Praksis«, så dér er intet regnet pr. 100 praksis.
oest 2024 har 0 for »Praksis«, så dér er intet regnet pr. 100 praksis.
syd 2019-07..2021-07 og oest 2024 har intet tal for »Sikrede«, så dér er intet regnet
  pr. 100.000 sikrede.

2 begreber. 2 flere står kun i én af rapporterne; --all viser også dem.
";
    assert_eq!(run.out, expected);
}

#[test]
fn a_count_that_does_not_depend_on_the_length_of_the_period_is_not_given_per_year() {
    let figures = |besoegte: u32| {
        [("a.praksis", figure("egn.praksis", json!(400))), ("a.b", figure("besoeg.besoegte", json!(besoegte)))]
    };
    let project = with(with(built(), "nord", YEAR, &figures(60)), "syd", TWO_YEARS, &figures(90));
    let run = compare(&project, &["nord.json", "syd.json"]);
    assert!(
        run.out.contains(
            "  Besøgte                         60         90\n    pr. 100 praksis i perioden  15,0       22,5\n"
        ),
        "{}",
        run.out
    );
    assert!(!run.out.contains("regnet om til et år"), "{}", run.out);
    assert!(
        run.out.contains(
            "syd 2019-07..2021-07 dækker 24 måneder. Antal, der er talt over perioden, er dem, som rapporten"
        )
    );
    let run = compare(&project, &["nord.json", "nord.json"]);
    assert!(run.out.contains("    pr. 100 praksis      15,0      15,0\n"), "{}", run.out);
}

#[test]
fn definitions_are_shown_side_by_side_where_reports_count_differently() {
    let arguments = ["nord.json", "syd.json", "vest.json", "--all"];
    let plain = compare(&four(), &arguments);
    assert!(!plain.out.contains("Talt"), "{}", plain.out);
    let told = compare(&four(), &[&arguments[..], &["--definitions"]].concat());
    let section = "
Sådan er begreberne opgjort, hvor rapporterne ikke gør det ens

  Besøg (besoeg.antal): Besøg hos praksis.
    nord 2024 og vest 2024: »Vores besoeg.antal« (a.besoeg) – Talt.
    syd 2019-07..2021-07: »Vores besoeg.antal« (b.besoeg) – Talt to gange.

–";
    assert!(told.out.contains(section), "{}", told.out);
    assert!(told.out.contains("  Andel besøg                   58,5 %          –      –\n"), "{}", told.out);
    assert!(told.out.ends_with("\n4 begreber.\n"), "{}", told.out);
}

#[test]
fn two_years_of_one_report_count_alike_although_their_wording_names_different_days() {
    let counted = |how: &str, definition: &str| {
        let mut figure = figure("besoeg.antal", json!(3));
        figure["how"] = json!(how);
        figure["definition"] = json!(definition);
        figure
    };
    let pair = |definition: &str| {
        let project = with(built(), "nord", YEAR, &[("a.b", counted("Talt 31. december 2024.", "1"))]);
        let project = fs::read(project.path("nord.json")).map(|bytes| project.with("nu.json", bytes)).unwrap();
        with(
            project,
            "nord",
            ["2023", "2023-01-01", "2024-01-01"],
            &[("a.b", counted("Talt 31. december 2023.", definition))],
        )
    };
    let out = |project: &Project| compare(project, &["nord.json", "nu.json", "--definitions"]).out;
    assert!(!out(&pair("1")).contains("Sådan er"));
    assert!(out(&pair("2")).contains("nord 2023: »Vores besoeg.antal« (a.b) – Talt 31. december 2023."));
}

#[test]
fn five_reports_fit_a_terminal() {
    let mut project = built();
    let names = ["hovedstaden", "sjaelland", "midtkraft", "syddanmark", "nordkap"];
    for name in names {
        project = with(
            project,
            name,
            TWO_YEARS,
            &[
                ("a.sikrede", figure("egn.sikrede", json!(1_938_440))),
                ("a.praksis", figure("egn.praksis", json!(null))),
                ("a.besoeg", figure("besoeg.antal", json!(280))),
            ],
        );
    }
    let files: Vec<String> = names.iter().map(|name| format!("{name}.json")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).chain(["--definitions"]).collect();
    let run = compare(&project, &files);
    let widest = run.out.lines().map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|widest| (80..=100).contains(&widest)), "{widest:?}:\n{}", run.out);
}

#[test]
fn numbers_that_cannot_be_compared_have_a_note() {
    let mut series = figure("besoeg.antal", json!(null));
    series.as_object_mut().unwrap().remove("value");
    series["members"] = json!([]);
    let mut stock = figure("egn.praksis", json!(224));
    stock["as_of"] = json!("2024-04-01");
    let project = with(
        built(),
        "nord",
        YEAR,
        &[
            ("a.serie", series),
            ("a.praksis", stock),
            ("a.andel", figure("besoeg.andel", json!(3))),
            ("a.en", figure("egn.klynger", json!(1))),
            ("a.to", figure("egn.klynger", json!(2))),
            ("a.tre", figure("egn.gammelt", json!(2))),
        ],
    );
    let run = compare(&project, &["nord.json"]);
    for note in [
        "»besoeg.antal« er en serie i nord 2024 (a.serie) og er ikke med.",
        "»besoeg.andel« er et antal i nord 2024 (a.andel), men begrebet er en andel. Det er ikke med.",
        "Begrebet »egn.klynger« har flere nøgletal i nord 2024: a.en og a.to. De er ikke med.",
        "I nord 2024 er der begreber, som ikke er defineret, og som ikke er med: »egn.gammelt«.",
        "Opgjort på en anden dag end periodens sidste: »Praksis« i nord 2024 (1. april 2024).",
        "1 begreb.",
    ] {
        assert!(run.out.contains(note), "»{note}« is not in:\n{}", run.out);
    }
}

#[test]
fn the_json_has_numbers_and_the_reasons_for_missing_ones() {
    let run = compare(&four(), &["nord.json", "syd.json", "vest.json", "oest.json", "--format", "json"]);
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["reports"][1]["years"], 2);
    assert_eq!(found["reports"][0]["sha256"].as_str().map(str::len), Some(64));
    let visits = &found["chapters"][1]["concepts"][0];
    assert_eq!((&visits["id"], &visits["kind"]), (&json!("besoeg.antal"), &json!("flow")));
    assert_eq!(visits["figures"][1]["value"], 280);
    assert_eq!(visits["ratios"].as_array().map(Vec::len), Some(1));
    let ratio = &visits["ratios"][0];
    assert_eq!(ratio["values"], json!([18.75, 35, null, null]));
    assert_eq!(ratio["reasons"], json!([null, null, "unknown-denominator", "nought"]));
    assert_eq!((&ratio["denominator"], &ratio["per-year"]), (&json!("egn.praksis"), &json!(true)));
    let practices = &found["chapters"][0]["concepts"][0]["ratios"][0];
    assert_eq!(practices["reasons"], json!([null, "no-denominator", "unknown", "no-denominator"]));
    assert_eq!(practices["per-year"], false);
}

#[test]
fn the_workbook_has_real_numbers_and_a_sheet_of_definitions() {
    let project = four();
    compare(&project, &["nord.json", "syd.json", "vest.json", "--all", "-o", "sammen.xlsx"]);
    let mut book: Xlsx<_> = open_workbook(project.path("sammen.xlsx")).unwrap();
    assert_eq!(book.sheet_names(), ["Indhold", "Nøgletal", "Opgørelser"]);
    let numbers = book.worksheet_range("Nøgletal").unwrap();
    let row = |n: usize| numbers.rows().nth(n).unwrap().to_vec();
    assert_eq!(row(0)[3..6], ["nord 2024", "syd 2019-07..2021-07", "vest 2024"].map(|text| Data::String(text.into())));
    assert_eq!(row(4)[1], Data::String("Besøg".into()));
    assert_eq!(row(4)[3..6], [Data::Float(42.0), Data::Float(280.0), Data::Float(1_007.0)]);
    assert_eq!(row(5)[2], Data::String("pr.\u{a0}100\u{a0}praksis om året".into()));
    assert_eq!(row(5)[3..6], [Data::Float(18.75), Data::Float(35.0), Data::String("–".into())]);
    assert_eq!(row(6)[3], Data::Float(0.585));
    let told = book.worksheet_range("Opgørelser").unwrap();
    assert_eq!(told.rows().count(), 3);
    assert_eq!(told.rows().nth(2).unwrap()[4], Data::String("Talt to gange.".into()));
}

#[test]
fn markdown_and_html_have_a_table_for_each_chapter() {
    let project = four();
    let markdown = compare(&project, &["nord.json", "syd.json", "--format", "markdown"]).out;
    assert!(markdown.contains("| Begreb | nord 2024 | syd 2019-07..2021-07 |\n|---|--:|--:|\n| Besøg | 42 | 280 |\n| &emsp;pr. 100 praksis om året | 18,8 | 35,0 |\n"), "{markdown}");
    let html = compare(&project, &["nord.json", "syd.json", "--format", "html", "--definitions"]).out;
    assert!(
        html.contains(
            "<tr><th scope=\"row\" class=\"member\">pr. 100 praksis om året</th><td>18,8</td><td>35,0</td></tr>"
        ),
        "{html}"
    );
    assert!(html.contains("<dd>Talt to gange.</dd>"), "{html}");
}

#[test]
fn an_unknown_report_or_snapshot_is_refused() {
    let project = four();
    project.run(&["compare"]).ends_with(2);
    project.run(&["compare", "nord.json", "nix"]).ends_with(2).says("»nix« er hverken en periode (2024)");
    project.run(&["compare", "nord.json", "--format", "xlsx"]).ends_with(2).says("En projektmappe kan ikke vises");
    project.run(&["compare", "nord.json", "-o", "nord.json"]).ends_with(2).says("er en af de filer, der sammenlignes");
    project.run(&["compare", "nord.json", "-o", "ud.doc"]).ends_with(2).says("Formen kan ikke ses af navnet »ud.doc«.");
}

fn overview(project: &Project, reports: &[&str]) -> Vec<u8> {
    compare(project, &[reports, &["-o", "overblik.pdf"]].concat());
    fs::read(project.path("overblik.pdf")).unwrap()
}

#[test]
fn the_overview_is_an_accessible_pdf_that_names_its_sources() {
    let project = four().with("skabeloner/overblik/overblik.toml", OVERVIEW);
    let bytes = overview(&project, &["nord.json", "syd.json", "vest.json", "oest.json"]);
    conforms(&bytes, ValidationProfile::PdfUa1);
    conforms(&bytes, ValidationProfile::PdfA3a);
    assert_eq!(bytes, overview(&project, &["nord.json", "syd.json", "vest.json", "oest.json"]), "the same each time");
    let pdf = Pdf::read(&bytes);
    let all = squeezed(&pdf.root.all_text());
    let sha256 = hex(&fs::read(project.path("syd.json")).unwrap());
    for text in [
        "Besøg: syd juli 2019 – juni 2021 har flest pr. 100 praksis om året (35,0), nord 2024 færrest (18,8). 42 i nord 2024 (18,8 pr. 100 praksis om året), 280 i syd juli 2019 – juni 2021 (35,0 pr. 100 praksis om året), 1.007 i vest 2024 og 7 i oest 2024.",
        "Besøg pr. 100 praksis om året. Uden tal: vest 2024 og oest 2024.",
        "Talt to gange.",
        &sha256,
    ] {
        assert!(all.contains(&squeezed(text)), "»{text}« is not in the overview:\n{all}");
    }
    // Bars for which only one report has a number are not drawn.
    let figures = pdf.root.all("Figure").len();
    assert_eq!(figures, 1);
    let attached: Vec<String> = pdf.attachments().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(attached, ["overblik.json"]);
}

fn hex(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn mistakes_in_the_overviews_highlights_are_reported() {
    let project = four().with("skabeloner/overblik/overblik.toml", OVERVIEW);
    let project = project.replacing(
        "skabeloner/overblik/overblik.toml",
        "\"egn.praksis\" = \"sikrede\"",
        "\"egn.praksis\" = \"klynger\"",
    );
    let project = project.replacing("skabeloner/overblik/overblik.toml", "\"egn.klynger\"]", "\"egn.klynge\"]");
    project
        .run(&["compare", "nord.json", "syd.json", "-o", "ud.pdf"])
        .ends_with(1)
        .says("Begrebet »egn.klynge« er ikke defineret.\n   overblik/overblik.toml:3:26\n   → Mente du »egn.klynger«?")
        .says("»egn.praksis« kan ikke sættes i forhold til »klynger«.\n   overblik/overblik.toml:7:18");
    assert!(!project.path("ud.pdf").exists());
    project.run(&["compare", "nord.json", "--format", "pdf"]).ends_with(2).says("En PDF kan ikke vises på skærmen.");
}

#[test]
fn reports_without_concepts_are_told_why_nothing_is_compared() {
    let project = Project::new();
    project.build("2024").ends_with(0);
    project
        .run(&["compare", "lille:2024"])
        .ends_with(0)
        .prints("Ingen nøgletal har »concept«, så der er intet at stille op.");
}
