//! Themes: the logo and the title page.

use std::fs;

use crate::project::Project;
use crate::tags::Pdf;

const REPORT: &str = "skabeloner/lille/report.toml";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"#123456\"/></svg>";

fn with_theme(theme: &str) -> Project {
    let report = fs::read_to_string(Project::new().path(REPORT)).expect("a report");
    Project::new().with(REPORT, format!("{report}\n[theme]\n{theme}\n"))
}

const LOGO: &str = "logo = \"logo.svg\"\nlogo_alt = \"Regionens logo\"";

#[test]
fn a_logo_can_be_in_every_corner_and_has_its_alternative_text() {
    for (cover, place) in [
        ("field", "top-left"),
        ("field", "bottom-right"),
        ("band", "top-right"),
        ("band", "bottom-left"),
        ("plain", "top-left"),
        ("plain", "bottom-right"),
    ] {
        let project = with_theme(&format!("{LOGO}\nlogo_place = \"{place}\"\ncover = \"{cover}\""))
            .with("skabeloner/lille/logo.svg", SVG);
        project.build("2024").ends_with(0);
        let pdf = Pdf::read(&fs::read(project.path("ud/2024/lille-2024.pdf")).expect("a PDF"));
        let alternatives: Vec<Option<String>> =
            pdf.root.all("Figure").into_iter().map(|figure| figure.alt.clone()).collect();
        assert_eq!(alternatives, [Some("Regionens logo".to_owned())], "{cover} {place}");
    }
}

#[test]
fn a_logo_can_be_a_png() {
    let pixel: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
        0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82,
        0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
    ];
    let theme = LOGO.replace("logo.svg", "logo.png");
    with_theme(&theme).with("skabeloner/lille/logo.png", pixel).build("2024").ends_with(0);
    with_theme(&theme)
        .with("skabeloner/lille/logo.png", &pixel[..40])
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[bad-value]: Logoet »lille/logo.png« er ødelagt eller en fil af en anden slags, end navnet siger.\n   lille/report.toml:");
}

#[test]
fn a_missing_or_broken_logo_or_one_without_alternative_text_is_a_finding() {
    with_theme(LOGO)
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[missing-template]: Logoet »lille/logo.svg« findes ikke.");
    with_theme(LOGO)
        .with("skabeloner/lille/logo.svg", "<svg")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("Logoet »lille/logo.svg« er ødelagt");
    with_theme("logo = \"logo.svg\"")
        .with("skabeloner/lille/logo.svg", SVG)
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[missing-key]: Et logo skal have »logo_alt«.");
    with_theme(&LOGO.replace("logo.svg", "logo.gif"))
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[bad-value]: Logoet »logo.gif« er hverken en SVG-, PNG- eller JPEG-fil.");
    with_theme(&LOGO.replace("logo.svg", "../logo.svg"))
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[bad-value]: Logoet »../logo.svg« ligger ikke i rapportens mappe.");
    with_theme("logo_place = \"top-left\"")
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[missing-key]: »logo_place« hører til et »logo«.");
}

#[test]
fn a_text_that_is_off_its_page_gets_another_way_out_than_a_table() {
    let long = "langlinje".repeat(30);
    let project =
        Project::new().replacing("skabeloner/lille/besoeg.typ", "Der var", &format!("```\n{long}\n```\n\nDer var"));
    project
        .here(&["check", "2024"])
        .ends_with(1)
        .says("fejl[outside-page]")
        .says("Skriv teksten kortere, eller del den");
}

#[test]
fn a_long_word_in_the_title_is_set_smaller_and_stays_on_the_page() {
    for title in [
        "Årsrapport {{ periode }}: Opsøgende medicingennemgang",
        "Tværsektorielle udskrivningssamarbejdsaftaleopfølgning",
        "Rapport om alt det, som kvalitetsenheden, laboratoriekonsulenterne og medicinteamet har lavet i de tre kommuner og på de to hospitaler",
    ] {
        let run = Project::new()
            .replacing(REPORT, "title = \"Rapport {{ periode }}\"", &format!("title = \"{title}\""))
            .build("2024")
            .ends_with(0);
        assert!(!run.err.contains("outside-page"), "{title}: {}", run.err);
    }
}

#[test]
fn a_long_word_in_a_heading_is_hyphenated_and_stays_on_the_page() {
    let word = "Tværsektorielle medicingennemgangssamarbejdskonferencer";
    let project = Project::new()
        .replacing("skabeloner/lille/besoeg.toml", "title = \"Besøg og møder\"", &format!("title = \"{word}\""))
        .replacing(
            "skabeloner/lille/besoeg.typ",
            "#tabel(\"besoeg.noter\")",
            "== Hjemmesygeplejerskekonferencekoordinatorfunktionsbeskrivelse\n\n#tabel(\"besoeg.noter\")",
        );
    let run = project.build("2024").ends_with(0);
    assert!(!run.err.contains("outside-page") && !run.err.contains("printed-over"), "{}", run.err);
}
