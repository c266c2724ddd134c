//! Files made to take all time and memory.

use std::time::{Duration, Instant};

use super::*;

/// Message of the refusal, which must come in time.
fn refusal(bytes: &[u8]) -> String {
    let started = Instant::now();
    let result = open(bytes).and_then(|mut workbook| {
        for sheet in workbook.sheets() {
            workbook.survey(&sheet.name)?;
            workbook.rows(&sheet.name, &mut |_, _| {})?;
        }
        Ok(())
    });
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let refusal = result.unwrap_err();
    assert!(refusal.message().ends_with('.') && refusal.advice().ends_with('.'));
    refusal.message()
}

fn sheet(cells: &str) -> String {
    format!("<worksheet><sheetData>{cells}</sheetData></worksheet>")
}

#[test]
fn a_sheet_that_claims_a_billion_cells_is_read_in_no_memory() {
    let claim = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert_eq!(rows(&xlsx(claim, &[]), "Ark").unwrap().len(), 1);
}

#[test]
fn a_sheet_that_is_a_thousand_times_larger_than_in_the_file_is_refused() {
    let bytes = xlsx(&sheet(&" ".repeat(80 << 20)), &[]);
    assert!(refusal(&bytes).contains("udpakket"));
}

#[test]
fn shared_texts_that_claim_billions_are_read_in_no_memory() {
    let cell = sheet(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    for claim in ["4000000000", "18446744073709551615", "99999999999999999999999", "0", "x"] {
        let texts = format!(r#"<sst uniqueCount="{claim}"><si><t>a</t></si></sst>"#);
        let bytes = xlsx(&cell, &[("xl/sharedStrings.xml", texts.as_bytes())]);
        assert_eq!(rows(&bytes, "Ark").unwrap(), [(1, vec![text("a")])], "{claim}");
    }
}

#[test]
fn a_hundred_thousand_styles_of_a_long_font_name_take_no_memory() {
    let font = format!(r#"<font><name val="{}"/></font>"#, "x".repeat(10_000));
    let styles = format!(
        "<styleSheet><fonts>{font}</fonts><cellXfs>{}</cellXfs></styleSheet>",
        r#"<xf fontId="0"/>"#.repeat(100_000)
    );
    let bytes =
        xlsx(&sheet(r#"<row r="1"><c r="A1" s="99999"><v>1</v></c></row>"#), &[("xl/styles.xml", styles.as_bytes())]);
    assert_eq!(rows(&bytes, "Ark").unwrap(), [(1, vec![RawCell::Number(1.0)])]);
}

#[test]
fn elements_a_million_levels_deep_are_read_or_refused_in_time() {
    let started = Instant::now();
    let deep = xlsx(&sheet(&"<a>".repeat(1_000_000)), &[]);
    let _ = rows(&deep, "Ark");
    let deep = xlsx(&sheet(""), &[("xl/sharedStrings.xml", &b"<sst>".repeat(1_000_000)[..])]);
    assert!(refusal(&deep).contains("beskadiget"));
    assert!(refusal(&ods("", &"<table:table table:name=\"a\">".repeat(1_000_000))).contains("beskadiget"));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_tag_or_a_text_without_an_end_is_refused_before_it_takes_memory() {
    // Noise does not compress, so this is not a zip bomb.
    let noise: String =
        (0..200_000u32).map(|i| char::from(b'a' + (i.wrapping_mul(2_654_435_761) >> 27) as u8 % 26)).collect();
    let noise = noise.repeat(40);
    for part in
        [format!("<c r=\"{noise}"), format!("<!--{noise}"), format!(r#"<row r="1"><c r="A1" t="str"><v>{noise}</v>"#)]
    {
        assert!(refusal(&xlsx(&sheet(&part), &[])).contains("langt større"));
    }
}

#[test]
fn more_parts_than_a_workbook_has_are_refused() {
    let names: Vec<String> = (0..10_001).map(|i| format!("xl/{i}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(refusal(&zipped(&parts)).contains("10.000"));
    // The same, as a claim in the end record.
    let mut bytes = xlsx("", &[]);
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].copy_from_slice(&[0xFF; 4]);
    assert!(refusal(&bytes).contains("10.000"));
}

#[test]
fn bytes_that_look_like_a_second_end_of_the_file_are_content() {
    let part = format!("PK\u{6}\u{6}{}", "x".repeat(60));
    let bytes = xlsx(&sheet(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#), &[(&part, b"a")]);
    assert_eq!(rows(&bytes, "Ark").unwrap().len(), 1);
}

#[test]
fn parts_that_share_their_bytes_are_refused() {
    let mut bytes = zipped(&[("xl/workbook.xml", &[b'a'; 1000]), ("xl/worksheets/1.xml", &[b'b'; 1000])]);
    // The second entry of the directory is moved onto the first.
    let directory = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 42..directory + 46].fill(0);
    assert!(refusal(&bytes).contains("beskadiget"));
}

#[test]
fn a_part_that_is_larger_than_it_says_is_refused() {
    let mut bytes = xlsx(&sheet(&r#"<row r="1"><c r="A1"><v>1</v></c></row>"#.repeat(1000)), &[]);
    let directory = memchr::memmem::rfind(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 24..directory + 28].copy_from_slice(&100u32.to_le_bytes());
    assert!(refusal(&bytes).contains("beskadiget"));
}

#[test]
fn passwords_are_told_from_damage() {
    let manifest = br#"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let bytes = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x00\x01\x02"),
    ]);
    assert!(refusal(&bytes).contains("adgangskode"));
    let bytes = xls(&[(0x0809, &[0, 6, 5, 0]), (0x002F, &[1, 0])]);
    assert!(refusal(&bytes).contains("adgangskode"));
}

#[test]
fn a_row_of_ods_that_stands_for_billions_of_cells_is_refused() {
    let row = r#"<table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000" office:value-type="float" office:value="1"/></table:table-row>"#;
    let bytes = ods("", &format!(r#"<table:table table:name="A">{row}</table:table>"#));
    assert!(refusal(&bytes).contains("gentager"));
    let long = "x".repeat(1 << 20);
    let row = format!(
        r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>"#,
        &long[..1_000_000]
    );
    let bytes = ods("", &format!(r#"<table:table table:name="A">{row}</table:table>"#));
    assert!(refusal(&bytes).contains("gentager"));
}

#[test]
fn a_cell_in_the_last_column_of_every_row_does_not_take_minutes() {
    let cells: String =
        (1..100_000).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#)).collect();
    assert!(refusal(&xlsx(&sheet(&cells), &[])).contains("hundrede millioner"));
}

fn xls(records: &[(u16, &[u8])]) -> Vec<u8> {
    let mut stream = Vec::new();
    for (kind, data) in records {
        stream.extend(kind.to_le_bytes());
        stream.extend((data.len() as u16).to_le_bytes());
        stream.extend(*data);
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn xls_that_claims_four_billion_rows_is_read_in_no_memory() {
    let begin: (u16, &[u8]) = (0x0809, &[0, 6, 5, 0]);
    let name = [30u8, 0, 0, 0, 0, 0, 1, 0, b'A'];
    let size = [[0, 0, 0, 0], [0xFF; 4], [0, 0, 0xFF, 0xFF]].concat();
    let number = [[0u8; 6].as_slice(), &2.5f64.to_le_bytes()].concat();
    let end: (u16, &[u8]) = (0x000A, &[]);
    let bytes = xls(&[begin, (0x0085, &name), end, (0, &[0; 1]), begin, (0x0200, &size), (0x0203, &number), end]);
    assert_eq!(rows(&bytes, "A").unwrap(), [(1, vec![RawCell::Number(2.5)])]);
    // A cell whose shared string does not exist.
    let bytes = xls(&[begin, (0x0085, &name), end, (0, &[0; 1]), begin, (0x00FD, &[0; 10]), end]);
    assert!(refusal(&bytes).contains("beskadiget"));
}

#[test]
fn a_compound_file_whose_sectors_go_round_in_a_ring_is_refused() {
    let big = vec![0u8; 100_000];
    let mut bytes = xls(&[(0x0809, &[0, 6, 5, 0]), (0x00FC, &big[..60_000]), (0x003C, &big[..40_000])]);
    // Every entry of the sector table is made to point to sector 1.
    let table = 512;
    for entry in bytes[table + 8..table + 512].chunks_exact_mut(4) {
        entry.copy_from_slice(&1u32.to_le_bytes());
    }
    refusal(&bytes);
}

#[test]
fn xlsb_with_a_record_of_a_hundred_megabytes_or_a_text_that_is_not_there_is_refused() {
    let rels =
        br#"<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let bundle = [&[0x9C, 0x01, 20][..], &[0; 8], &[1, 0, 0, 0, b'b', 0], &[1, 0, 0, 0, b'A', 0]].concat();
    let bytes = |sheet: &[u8]| {
        zipped(&[
            ("xl/workbook.bin", &bundle),
            ("xl/_rels/workbook.bin.rels", rels),
            ("xl/worksheets/sheet1.bin", sheet),
        ])
    };
    let row = [&[0x91, 0x01, 0, 0, 12][..], &[0; 12]].concat();
    // A number, and one in a short record, in the next column.
    let number = [&[2, 12][..], &[0; 8], &[10, 0, 0, 0], &[13, 8], &[0; 4], &[14, 0, 0, 0]].concat();
    let found = rows(&bytes(&[&row[..], &number].concat()), "A").unwrap();
    assert_eq!(found, [(1, vec![RawCell::Number(2.0), RawCell::Number(3.0)])]);
    assert!(refusal(&bytes(&[&row[..], &[7, 0xFF, 0xFF, 0xFF, 0x7F]].concat())).contains("beskadiget"));
    assert!(refusal(&bytes(&[&row[..], &[7, 12], &[0; 12]].concat())).contains("beskadiget"));
}

#[test]
fn ods_with_a_number_or_an_entity_that_cannot_be_read_is_refused() {
    for cell in [
        r#"<table:table-cell table:number-columns-repeated="to" office:value-type="float" office:value="1"/>"#,
        r#"<table:table-cell office:value-type="string"><text:p>a &ukendt; b</text:p></table:table-cell>"#,
    ] {
        let row = format!("<table:table-row>{cell}</table:table-row>");
        let bytes = ods("", &format!(r#"<table:table table:name="A">{row}</table:table>"#));
        assert!(refusal(&bytes).contains("beskadiget"), "{cell}");
    }
}

#[test]
fn xls_with_a_record_that_is_cut_off_is_refused_and_not_read_as_zero() {
    let begin: (u16, &[u8]) = (0x0809, &[0, 6, 5, 0]);
    let end: (u16, &[u8]) = (0x000A, &[]);
    let name = [30u8, 0, 0, 0, 0, 0, 1, 0, b'A'];
    assert!(refusal(&xls(&[begin, (0x0085, &name[..6]), end])).contains("beskadiget"));
    let cell = [0u8; 8];
    let bytes = xls(&[begin, (0x0085, &name), end, (0, &[0; 1]), begin, (0x027E, &cell), end]);
    assert!(refusal(&bytes).contains("beskadiget"));
}
