//! Files written by LibreOffice and by libraries; `tests/exports/lag.py` makes them.

use chrono::NaiveDate;

use super::*;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/exports/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn date(year: i32, month: u32, day: u32) -> RawCell<'static> {
    RawCell::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

#[test]
fn what_libreoffice_computed_reads_the_same_in_each_of_its_formats() {
    for name in ["lag-libreoffice.xlsx", "lag-libreoffice.ods", "lag-libreoffice.xls"] {
        let bytes = file(name);
        let rows = rows(&bytes, "Besøg & møder").unwrap();
        let headers = ["Nr.", "Dato", "Kommune", "Beløb", "Deltog", "Formel", "Tid"].map(text).to_vec();
        assert_eq!(rows[0], (1, headers), "{name}");
        // LibreOffice writes the results of TRUE() and FALSE() to ODS as numbers.
        let (yes, no) = match name {
            "lag-libreoffice.ods" => (RawCell::Number(1.0), RawCell::Number(0.0)),
            _ => (RawCell::Boolean(true), RawCell::Boolean(false)),
        };
        let second = [RawCell::Number(1.0), date(2024, 12, 31), text("Ærø <3>"), RawCell::Number(1250.5), yes];
        assert_eq!(rows[1], (2, [&second[..], &[RawCell::Number(2.0), text("14:30:00")]].concat()), "{name}");
        let moment = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(8, 15, 0).map(RawCell::Moment).unwrap();
        let third = [RawCell::Number(2.0), moment, text("to\nlinjer"), RawCell::Number(-0.25), no];
        assert_eq!(rows[2], (3, [&third[..], &[RawCell::Error("#DIV/0!".into())]].concat()), "{name}");
        // An empty text is not a missing value.
        assert_eq!(rows[3], (4, vec![RawCell::Number(3.0), RawCell::Empty, text("skjult")]), "{name}");
        assert_eq!(rows[4].1[5], text("ab"), "{name}");
        assert_eq!(rows.len(), 5, "{name}");
    }
}

#[test]
fn what_is_hidden_filtered_and_merged_is_told_in_every_format() {
    for name in ["lag-openpyxl.xlsx", "lag-libreoffice.xlsx", "lag-libreoffice.ods", "lag-libreoffice.xls"] {
        let bytes = file(name);
        let mut workbook = open(&bytes).unwrap();
        let sheets: Vec<_> = workbook.sheets().into_iter().map(|sheet| (sheet.name, sheet.visible)).collect();
        assert_eq!(sheets, [("Besøg & møder".into(), true), ("Gemt".into(), false), ("Filter".into(), true)], "{name}");
        let survey = workbook.survey("Besøg & møder").unwrap();
        assert_eq!(survey.hidden_rows, vec![3..4], "{name}");
        assert_eq!(survey.hidden_columns, vec![4..5], "{name}");
        assert_eq!(survey.merged, [Region { first_row: 4, last_row: 5, first_column: 2, last_column: 3 }], "{name}");
        assert!(!survey.filtered && !survey.epoch_1904, "{name}");
        let survey = workbook.survey("Filter").unwrap();
        assert_eq!((survey.hidden_rows, survey.filtered), (vec![1..2, 3..4], true), "{name}");
        assert!(workbook.survey("Findes ikke").is_err(), "{name}");
    }
}

#[test]
fn a_formula_that_no_program_has_computed_is_not_an_empty_cell() {
    let rows = rows(&file("lag-openpyxl.xlsx"), "Besøg & møder").unwrap();
    assert!(rows[1..].iter().all(|(_, cells)| cells[5] == RawCell::Uncomputed));
}

#[test]
fn dates_from_1904_rich_texts_and_numbers_without_a_format_are_what_they_look_like() {
    for (name, epoch_1904) in [("lag-xlsxwriter.xlsx", true), ("lag-inline.xlsx", false)] {
        let bytes = file(name);
        let expected = [
            (1, vec![text("Dato"), text("Tekst")]),
            (2, vec![date(2024, 12, 31), text("halvt fed")]),
            (3, vec![RawCell::Number(45657.0), text("uden format")]),
        ];
        assert_eq!(rows(&bytes, "Data").unwrap(), expected, "{name}");
        assert_eq!(open(&bytes).unwrap().survey("Data").unwrap().epoch_1904, epoch_1904);
    }
}

#[test]
fn the_texts_of_xls_go_on_from_record_to_record() {
    let bytes = file("lag-xlwt.xls");
    let rows = rows(&bytes, "Data").unwrap();
    assert_eq!(rows[1].1, [date(2024, 12, 31), text("Læsø"), RawCell::Number(7.0), RawCell::Boolean(true)]);
    assert_eq!(rows[2].1, [RawCell::Empty, text("€ ☃"), RawCell::Number(0.1)]);
    for (number, cells) in &rows[4..] {
        let expected = format!("{} {}", number - 1, "æøå ".repeat(10));
        assert_eq!(cells[1], text(expected.trim()));
    }
    assert_eq!(rows.len(), 700);
    let survey = open(&bytes).unwrap().survey("Data").unwrap();
    assert_eq!(survey.hidden_rows, vec![2..3]);
    assert_eq!(survey.merged, [Region { first_row: 3, last_row: 3, first_column: 0, last_column: 1 }]);
}

#[test]
fn ods_of_a_library_reads_as_that_of_libreoffice() {
    let expected = [(1, vec![text("Nr."), text("Kommune")]), (2, vec![RawCell::Number(1.0), text("Læsø")])];
    assert_eq!(rows(&file("lag-odfpy.ods"), "Data").unwrap(), expected);
}

#[test]
fn every_file_cut_off_anywhere_is_read_or_refused_without_a_panic() {
    for name in ["lag-openpyxl.xlsx", "lag-libreoffice.ods", "lag-libreoffice.xls"] {
        let bytes = file(name);
        for length in (100..bytes.len()).step_by(331) {
            let FileKind::Workbook(format) = detect(&bytes[..length]) else { continue };
            if let Err(error) = Workbook::open(&bytes[..length], format) {
                assert!(error.message().contains("afkortet eller beskadiget"), "{name}, {length}: {}", error.message());
            }
        }
    }
}

#[test]
fn every_byte_that_is_changed_is_read_or_refused_without_a_panic() {
    for name in ["lag-openpyxl.xlsx", "lag-libreoffice.ods", "lag-libreoffice.xls"] {
        let bytes = file(name);
        for at in (0..bytes.len()).step_by(23) {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            let FileKind::Workbook(format) = detect(&bytes) else { continue };
            let Ok(mut workbook) = Workbook::open(&bytes, format) else { continue };
            for sheet in workbook.sheets() {
                let _ = workbook.survey(&sheet.name);
                let _ = workbook.rows(&sheet.name, &mut |_, _| {});
            }
        }
    }
}

#[test]
fn rows_that_are_struck_through_are_told_for_styles_of_cells_and_of_rows() {
    let styles = br#"<styleSheet><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
        <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs><dxfs><font><strike/></font></dxfs></styleSheet>"#;
    let row = |number: u32, style: u32| {
        format!(r#"<row r="{number}"><c r="A{number}" s="{style}"><v>1</v></c><c r="B{number}"><v>1</v></c></row>"#)
    };
    let sheet = format!("<worksheet><sheetData>{}{}{}</sheetData></worksheet>", row(1, 0), row(2, 1), row(3, 2));
    let bytes = xlsx(&sheet, &[("xl/styles.xml", styles)]);
    assert_eq!(open(&bytes).unwrap().survey("Ark").unwrap().struck_rows, [1..2]);

    let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s2"><Font/></Style></Styles>
        <Worksheet ss:Name="Ark"><Table>
        <Row><Cell ss:StyleID="s1"><Data ss:Type="Number">1</Data></Cell></Row>
        <Row ss:StyleID="s1"><Cell><Data ss:Type="Number">1</Data></Cell></Row>
        <Row ss:StyleID="s1"><Cell ss:StyleID="s2"><Data ss:Type="Number">1</Data></Cell></Row>
        </Table></Worksheet></Workbook>"#;
    assert_eq!(open(xml.as_bytes()).unwrap().survey("Ark").unwrap().struck_rows, [0..2]);
}
