//! The PDF: both standards, the tag tree, the attachments, and reproducible bytes.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::project::Project;
use crate::published::{KAP_H, report};
use crate::tags::{Pdf, squeezed, text};

/// Asserts that the PDF conforms to the profile, with an independent validator.
#[track_caller]
pub fn conforms(bytes: &[u8], profile: ValidationProfile) {
    let report =
        validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).expect("the validator reads it");
    assert!(report.failures.is_empty(), "{:#?}", report.failures);
}

#[test]
fn the_report_is_pdf_ua_1_and_pdf_a_3a_by_an_independent_validator() {
    let bytes = &KAP_H.files().pdf;
    conforms(bytes, ValidationProfile::PdfUa1);
    conforms(bytes, ValidationProfile::PdfA3a);
}

#[test]
fn a_draft_with_left_out_rows_conforms_too() {
    let project = Project::new().replacing("data/log-2024.csv", "15-03-2024", "31-02-2024");
    project.run(&["build", "2024", "--draft", "--lenient"]).ends_with(0);
    let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    conforms(&bytes, ValidationProfile::PdfUa1);
    conforms(&bytes, ValidationProfile::PdfA3a);
}

#[test]
fn the_pdf_metadata_has_language_title_author_and_date() {
    let pdf = report();
    assert_eq!(pdf.catalog("Lang").and_then(text).as_deref(), Some("da"));
    let info = pdf.document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = pdf.document.get_object(info).unwrap().as_dict().unwrap();
    let entry = |key: &[u8]| text(info.get(key).unwrap()).unwrap();
    assert_eq!(entry(b"Title"), "Årsrapport 2024");
    assert_eq!(entry(b"Author"), "KAP-H");
    assert!(entry(b"CreationDate").starts_with("D:20250505"), "{}", entry(b"CreationDate"));
}

#[test]
fn the_report_has_a_plausible_number_of_pages() {
    let pages = report().document.get_pages().len();
    assert!((18..=30).contains(&pages), "{pages} pages");
}

#[test]
fn heading_levels_have_no_gaps_and_headings_are_bookmarked() {
    let mut level = 0;
    let mut headings = Vec::new();
    report().root.visit(&mut |tag| {
        if let Some(own) = tag.role.strip_prefix('H').and_then(|level| level.parse::<u32>().ok()) {
            assert!(own <= level + 1, "»{}« is at level {own} below level {level}", tag.all_text());
            level = own;
            headings.push(tag.all_text());
        }
    });
    for chapter in ["Indledning", "Lægemiddelrådgivning", "Efteruddannelse", "Sådan er tallene opgjort"] {
        assert!(headings.iter().any(|heading| heading.contains(chapter)), "{chapter} in {headings:?}");
    }
    assert!(report().catalog("Outlines").is_some());
}

#[test]
fn every_table_has_a_summary_column_headers_and_row_headers() {
    let tables = report().root.all("Table");
    assert!(tables.len() >= 12, "{}", tables.len());
    for table in tables {
        let text = table.all_text();
        assert!(table.summary.as_ref().is_some_and(|summary| !summary.is_empty()), "no summary: {text}");
        let scopes: Vec<_> = table.all("TH").iter().filter_map(|header| header.scope.as_deref()).collect();
        assert!(scopes.contains(&"Column"), "no column header: {text}");
        assert!(scopes.contains(&"Row"), "no row header: {text}");
    }
}

#[test]
fn every_chart_has_alternative_text_made_from_its_data() {
    let alts: Vec<String> =
        report().root.all("Figure").iter().map(|figure| figure.alt.clone().expect("an alt text")).collect();
    let expected = [
        "DGE-grupper steg fra 88 i 2020 til 96 i 2024.",
        "I alt steg fra 193 i 2020 til 217 i 2024.",
        "Uddannelseslæger steg fra",
        "Antal besøg i 2024 (og i 2023): Afhængighedsskabende medicin 20 (18); Generelt/overblik 14 (12)",
        "Under Styregruppe: KAP-H-sekretariatet",
        "Procesdiagram med 5 trin.",
    ];
    for words in expected {
        assert!(alts.iter().any(|alt| alt.contains(words)), "»{words}« in {alts:#?}");
    }
}

#[test]
fn figures_and_tables_are_numbered_in_the_published_order() {
    let text = squeezed(&report().root.all_text());
    let mut from = 0;
    let captions = (1..=4).map(|n| format!("Figur{n}:"));
    for caption in captions {
        let at = text[from..].find(&caption).unwrap_or_else(|| panic!("{caption} after the one before"));
        from += at;
    }
    let order = [
        "Figur1:KAP-Horganisationsdiagrampr.31.december2024",
        "Figur2:Procesforkvalitetsbesøg",
        "Figur3:Udviklingeniantalletafaktivegrupper",
        "Figur4:Udviklingeniantalletafaktivelæger",
    ];
    for caption in order {
        assert!(text.contains(caption), "{caption}");
    }
}

#[test]
fn prose_compares_with_the_archived_year() {
    let text = squeezed(&report().root.all_text());
    assert!(
        text.contains(&squeezed("53 praksisbesøg mod 47 i 2023")) || text.contains(&squeezed("steg fra 47 til 53")),
        "no comparison"
    );
}

#[test]
fn the_snapshot_and_every_table_are_attached_with_descriptions() {
    let attachments = report().attachments();
    let names: Vec<&str> = attachments.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names.len(), 13, "{names:?}");
    assert!(names.contains(&"figures.json") && names.contains(&"tabel-02-medicin-noegletal.csv"), "{names:?}");
    assert!(attachments.iter().all(|(_, description, _)| !description.is_empty()));
    let (_, description, csv) = attachments.iter().find(|(name, ..)| name == "tabel-01-om-noegletal.csv").unwrap();
    assert_eq!(description, "Tabel 1: Nøgletal for almen praksis i Region Hovedstaden");
    let csv = String::from_utf8(csv.clone()).unwrap();
    assert!(csv.contains("2025/01;573;1121;1938440;1729,"), "{csv}");
    let (.., json) = attachments.iter().find(|(name, ..)| name == "figures.json").unwrap();
    let json: serde_json::Value = serde_json::from_slice(json).unwrap();
    assert_eq!(json["figures"]["medicin.praksisbesoeg"]["value"], 53);
}

#[test]
fn the_same_inputs_give_the_same_pdf_in_another_folder() {
    let (one, two) = (Project::new(), Project::new());
    one.build("2024").ends_with(0);
    two.run_in("skabeloner/lille", &["build", "2024"], &[("TZ", "Pacific/Auckland")]).ends_with(0);
    for name in ["ud/2024/lille-2024.pdf", "ud/2024/figures.json", "ud/2024/tables.xlsx"] {
        let (one, two) = (std::fs::read(one.path(name)).unwrap(), std::fs::read(two.path(name)).unwrap());
        assert!(one == two, "{name} differs");
    }
}

#[test]
fn building_kap_h_twice_gives_the_same_bytes() {
    assert!(KAP_H.build().pdf == KAP_H.files().pdf);
}

#[test]
fn a_draft_has_a_dated_watermark_on_every_page() {
    let project = Project::new();
    project.run_in("", &["build", "2024", "--draft"], &[("SOURCE_DATE_EPOCH", "1735689600")]).ends_with(0);
    let bytes = std::fs::read(project.path("ud/2024/lille-2024.pdf")).unwrap();
    let pdf = Pdf::read(&bytes);
    let pages: Vec<u32> = pdf.document.get_pages().into_keys().collect();
    for page in pages {
        let text = pdf.document.extract_text(&[page]).unwrap();
        assert!(squeezed(&text).contains("UDKAST·1.januar2025"), "page {page}: {text}");
    }
}

#[test]
fn page_images_are_written_on_request() {
    let project = Project::new();
    project.run(&["build", "2024", "--pages"]).ends_with(0);
    let first = std::fs::read(project.path("ud/2024/sider/side-01.png")).unwrap();
    assert_eq!(&first[..8], b"\x89PNG\r\n\x1a\n");
}

#[test]
fn labels_of_rows_and_tiles_link_to_definitions_and_bare_numbers_do_not() {
    let pdf = report();
    let links = |tag: &str| -> Vec<String> {
        let links = pdf.root.all(tag).into_iter().flat_map(|cell| cell.all("Link"));
        links.map(|link| squeezed(&link.all_text())).collect()
    };
    assert!(links("TH").contains(&"Opdateringsprocent".to_owned()), "{:?}", links("TH"));
    assert_eq!(links("TD"), [""; 0]);
    assert!(links("P").contains(&"Udførtedatatræk".to_owned()), "the label of a tile: {:?}", links("P"));
}
