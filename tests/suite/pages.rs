//! Pages: everything is inside its page, and nothing is on top of something else.

use std::fs;

use crate::project::Project;
use crate::tags::Pdf;

const CHAPTER: &str = "skabeloner/lille/besoeg.toml";
const PROSE: &str = "skabeloner/lille/besoeg.typ";

/// Names as they are in exports: compounds, and several words.
const NAMES: [&str; 7] = [
    "Praktiserende læger i solopraksis uden for klyngesamarbejde",
    "Kommunale akutfunktioner og hjemmesygeplejersker",
    "Kvalitetsudviklingsaktivitetskoordinatorfunktionsbeskrivelsesarbejdsgruppe",
    "Speciallægepraksisplanlægningsudvalgsrepræsentanter",
    "Øvrige",
    "Regionale lægemiddelkonsulenter",
    "eksempel.dk/sundhedsfaglig/information-til-praksis/regional-side-2024",
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

[figures.under]
label = \"Fald efter note og måned\"
from = \"log\"
where = \"note IS NOT NULL\"
by = [\"note\", \"EXTRACT(MONTH FROM dato)\"]
value = \"-SUM(antal)\"
negative = true
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
        chart("u", "columns", "series = \"besoeg.under\"\ny_label = \"Fald\""),
        chart("o", "organisation", &format!("{nodes}]")),
    ];
    let prose = ["s", "k", "u", "l", "o"].map(|id| format!("\n#figur(\"besoeg.{id}\")\n")).concat();
    let run = with_names(&charts.concat(), &prose).here(&["check", "2024"]).ends_with(0);
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
    let run = project.here(&["check", "2024"]).ends_with(0);
    assert!(!run.err.contains("page]") && !run.err.contains("over]"), "{}", run.err);
}

#[test]
fn short_labels_keep_their_line_in_a_table_that_is_split() {
    let mut log = "Dato;Slags;Deltagere;Note\n".to_owned();
    for number in 1..=40 {
        log.push_str(&format!("02-03-2024;Besøg;4;Række {number}\n"));
    }
    let headers: Vec<String> = (1..=20).map(|n| format!("\"Kolonne {n}\"")).collect();
    let (headers, columns) = (headers.join(", "), ["\"besoeg.noter\""; 20].join(", "));
    let table = format!(
        "\n[tables.bred]\ncaption = \"Bred\"\nsummary = \"Deltagere.\"\nheader = [\"Note\", {headers}]\nrows = [{{ series = [{columns}] }}]\n"
    );
    let project = adding(Project::new().with("data/log-2024.csv", log), CHAPTER, &table);
    // Each of the three parts takes nearly a page, and twice as much if its labels are broken.
    project.with(PROSE, "#tabel(\"besoeg.bred\")\n").build("2024").ends_with(0).prints(", 7 sider,");
}

#[test]
fn what_runs_off_the_page_is_named_with_its_line_and_stops_the_build_but_not_a_draft() {
    let project = adding(Project::new(), PROSE, "\n\n#place(dx: 180mm)[Langt ude]\n");
    project.build("2024").ends_with(1).says("mm ud over papiret og bliver skåret af.\n   lille/besoeg.typ:8:");
    project
        .here(&["build", "2024", "--draft"])
        .ends_with(1)
        .says("fejl[outside-page]")
        .prints("Det er et udkast med fejl");
}

#[test]
fn what_is_printed_over_something_else_is_a_warning() {
    let project = adding(Project::new(), PROSE, "\n\n#place(dy: 3pt)[Ovenpå]\nNedenunder\n");
    project.here(&["check", "2024"]).ends_with(0).says("advarsel[printed-over]: På side 4 er »");
    let hidden =
        adding(Project::new(), PROSE, "\n\nDækket tekst#h(-20mm)#box(fill: black, width: 22mm, height: 9pt)\n");
    hidden.here(&["check", "2024"]).ends_with(0).says("»Dækket tekst« dækket af en flade");
}

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"#005\"/></svg>";

#[test]
fn a_picture_of_the_report_and_a_quote_are_printed() {
    let prose = "\n#billede(\"hus.svg\", alt: \"Et hus\")[Klinikken]\n\n#billede(\"hus.svg\", alt: \"Et hus igen\")\n\n#citat(navn: \"Anna Prøve, læge\")[Det hjalp.]\n";
    let project = adding(Project::new(), PROSE, prose).with("skabeloner/lille/hus.svg", PICTURE);
    project.build("2024").ends_with(0);
    let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
    let alternatives: Vec<_> = pdf.root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect();
    assert!(alternatives.iter().any(|alt| alt == "Et hus") && alternatives.iter().any(|alt| alt == "Et hus igen"));
    let text = pdf.root.all_text();
    assert!(text.contains("Det hjalp.") && text.contains("– Anna Prøve, læge") && text.contains("Klinikken"), "{text}");
}

/// Builds the report and counts the pixels of this colour in the row of the page that has most of them.
pub fn in_fullest_row(project: &Project, page: usize, color: [u8; 3]) -> usize {
    project.here(&["build", "2024", "--pages"]).ends_with(0);
    let page = fs::File::open(project.path(&format!("ud/2024/sider/side-{page:02}.png"))).expect("the page");
    let mut decoder = png::Decoder::new(std::io::BufReader::new(page));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    let size = frame.color_type.samples();
    let row = pixels.chunks(frame.line_size).map(|row| row.chunks(size).filter(|dot| dot[..3] == color).count());
    row.max().unwrap()
}

#[test]
fn a_small_picture_is_not_blown_up() {
    const MAGENTA: [u8; 3] = [255, 0, 255];
    let mut picture = Vec::new();
    let mut encoder = png::Encoder::new(&mut picture, 100, 50);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&MAGENTA.repeat(100 * 50)).unwrap();
    let project = adding(Project::new(), PROSE, "\n#billede(\"knap.png\", alt: \"En knap\")[Knappen]\n")
        .with("skabeloner/lille/knap.png", picture);
    // Pages are drawn with as many pixels to the inch as a picture has at least.
    let widest = in_fullest_row(&project, 4, MAGENTA);
    assert!((98..=100).contains(&widest), "{widest} pixels");
}

#[test]
fn what_an_accessible_pdf_may_not_have_is_reported_in_danish() {
    let drawn = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))";
    for (written, message) in [
        (drawn, "fejl[typst-error]: Et billede mangler en beskrivelse.\n   lille/besoeg.typ:7:"),
        (
            "#rect(fill: gradient.conic(red, blue))",
            "fejl[typst-error]: Det kan en tilgængelig PDF til arkivering ikke have.",
        ),
    ] {
        adding(Project::new(), PROSE, &format!("\n{written}\n")).here(&["build", "2024"]).ends_with(1).says(message);
    }
}

#[test]
fn a_picture_without_description_or_outside_the_folder_is_reported_with_its_line() {
    let project = adding(Project::new(), PROSE, "\n#billede(\"hus.svg\")\n").with("skabeloner/lille/hus.svg", PICTURE);
    project
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[missing-key]: Billedet »hus.svg« har ingen beskrivelse.\n   lille/besoeg.typ:7:");
    adding(Project::new(), PROSE, "\n#billede(\"../hus.svg\", alt: \"Et hus\")\n")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("Billedet »../hus.svg« ligger ikke i rapportens mappe.");
    adding(Project::new(), PROSE, "\n#billede(\"hus.png\", alt: \"Et hus\")\n")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("Billedet »lille/hus.png« findes ikke.");
}

/// The small report with this at the end of `report.toml`.
fn with_highlight(figure: &str, text: &str) -> Project {
    adding(
        Project::new(),
        "skabeloner/lille/report.toml",
        &format!("\n[[highlights]]\nfigure = \"{figure}\"\ntext = \"{text}\"\n"),
    )
}

#[test]
fn the_years_numbers_in_brief_have_their_change_and_a_sentence() {
    let project = with_highlight("besoeg.besoeg", "Der kom {{ antal(id='besoeg.deltagere') }}.");
    project.build("2024").ends_with(0);
    project.build("2025").ends_with(0);
    let text = |period: &str| {
        let pdf = fs::read(project.path(&format!("ud/{period}/lille-{period}.pdf"))).expect("a PDF");
        Pdf::read(&pdf).root.all_text().replace('\u{a0}', " ")
    };
    let first = text("2024");
    assert!(first.contains("Året kort") && first.contains("Der kom 1.016 deltagere."), "{first}");
    assert!(!first.contains("end i"), "nothing to compare with: {first}");
    let second = text("2025");
    assert!(second.contains("1 færre end i 2024") && second.contains("Der kom syv deltagere."), "{second}");
}

#[test]
fn a_highlight_must_be_a_single_number() {
    with_highlight("besoeg.slags", "Fordelt.")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[wrong-type]: »besoeg.slags« er en serie, men her skal stå ét tal.\n   lille/report.toml:");
}

#[test]
fn a_number_typed_in_a_highlight_and_a_cause_without_premise_are_reported() {
    with_highlight("besoeg.besoeg", "De 14 deltagere var glade.")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[typed-number]: Tallet »14« er skrevet i teksten")
        .says("lille/report.toml:");
    with_highlight(
        "besoeg.besoeg",
        "Der var {{ mod(id='besoeg.deltagere') }}, og derfor var der {{ fast(tal='14', fordi='x') }}.",
    )
    .here(&["check", "2024"])
    .ends_with(0)
    .says("advarsel[unguarded-sentence]");
}

#[test]
fn bars_show_the_period_before_where_there_is_one() {
    let chart = "\n[charts.s]\nkind = \"bars\"\ncaption = \"Efter slags\"\nseries = \"besoeg.slags\"\nvalue_label = \"Antal\"\n";
    let project = adding(adding(Project::new(), CHAPTER, chart), PROSE, "\n#figur(\"besoeg.s\")\n");
    project.build("2024").ends_with(0);
    project.build("2025").ends_with(0);
    let alt = |period: &str| {
        let pdf = fs::read(project.path(&format!("ud/{period}/lille-{period}.pdf"))).expect("a PDF");
        let figures =
            Pdf::read(&pdf).root.all("Figure").into_iter().filter_map(|figure| figure.alt.clone()).collect::<Vec<_>>();
        figures.into_iter().find(|alt| alt.contains("diagram")).expect("a chart")
    };
    assert_eq!(alt("2024"), "Søjlediagram. Antal: Besøg 2; Møde 1.");
    assert_eq!(alt("2025"), "Søjlediagram. Antal i 2025 (og i 2024): Besøg 1 (2); Møde 0 (1).");
}
