//! XLSX and ODS files in forms that no program at hand writes.

use super::*;

#[test]
fn entities_inline_texts_booleans_and_errors_are_read_and_prefixes_do_not_matter() {
    let cells = r#"<row r="2"><c r="A2" t="inlineStr"><is><r><t xml:space="preserve">a &amp; </t></r><r><t>b</t></r></is></c>
        <c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#N/A</v></c><c r="D2"><f>1+1</f></c>
        <c r="E2" t="str"><f>""</f><v></v></c><c r="F2" t="d"><v>2024-12-31</v></c><c r="G2"><v>45657</v></c></row>"#;
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let date = RawCell::Date(chrono::NaiveDate::from_ymd_opt(2024, 12, 31).unwrap());
    let row = [
        text("a & b"),
        RawCell::Boolean(true),
        RawCell::Error("#N/A".into()),
        RawCell::Uncomputed,
        RawCell::Empty,
        date,
        RawCell::Number(45657.0),
    ];
    for sheet in [sheet.clone(), sheet.replace("</", "</x:").replace('<', "<x:").replace("<x:/x:", "</x:")] {
        assert_eq!(rows(&xlsx(&sheet, &[]), "Ark").unwrap(), [(2, row.to_vec())], "{sheet}");
    }
}

#[test]
fn hidden_rows_are_found_with_and_without_numbers_prefixes_and_in_quotes_of_both_kinds() {
    for sheet in [
        r#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"/><row r="2" hidden="1"/></sheetData></worksheet>"#,
        "<worksheet><cols><col max='3' min='2' hidden='true'/></cols><sheetData><row r='1'/><row r='2' hidden='true'><c r='A2'/></row></sheetData></worksheet>",
        r#"<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row/><row hidden="1"/></sheetData></worksheet>"#,
        r#"<x:worksheet xmlns:x="x"><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData><x:row/><x:row hidden="1"/></x:sheetData></x:worksheet>"#,
    ] {
        let bytes = xlsx(sheet, &[]);
        let survey = open(&bytes).unwrap().survey("Ark").unwrap();
        assert_eq!((survey.hidden_rows, survey.hidden_columns), (vec![1..2], vec![1..3]), "{sheet}");
    }
}

#[test]
fn the_filter_of_a_table_is_found_and_that_of_another_persons_view_is_not() {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let related = format!(
        r#"<Relationships><Relationship Id="a" Type="{kind}/table" Target="../tables/table1.xml"/></Relationships>"#
    );
    let table =
        br#"<table><autoFilter ref="A1:A3"><filterColumn colId="0"><filters/></filterColumn></autoFilter></table>"#;
    let sheet = "<worksheet><sheetData/></worksheet>";
    let others: [(&str, &[u8]); 2] =
        [("xl/worksheets/_rels/sheet1.xml.rels", related.as_bytes()), ("xl/tables/table1.xml", table)];
    assert!(open(&xlsx(sheet, &others)).unwrap().survey("Ark").unwrap().filtered);
    let view = "<worksheet><sheetData/><customSheetViews><customSheetView><autoFilter><filterColumn colId='0'><filters/>\
                </filterColumn></autoFilter></customSheetView></customSheetViews></worksheet>";
    assert!(!open(&xlsx(view, &[])).unwrap().survey("Ark").unwrap().filtered);
}

#[test]
fn a_row_that_comes_back_is_given_again_and_cells_in_no_column_are_passed_over() {
    let sheet = r#"<worksheet><sheetData><row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>
        <row r="1"><c r="A1"><v>3</v></c><c r="ZZZ1"><v>4</v></c></row><row r="2"><c r="A2"><v>5</v></c></row></sheetData></worksheet>"#;
    let number = RawCell::Number;
    let expected = [(2, vec![number(2.0), number(1.0)]), (1, vec![number(3.0)]), (2, vec![number(5.0)])];
    assert_eq!(rows(&xlsx(sheet, &[]), "Ark").unwrap(), expected);
}

#[test]
fn ods_gives_repeated_cells_and_rows_and_no_trace_of_comments_and_empty_rows() {
    let table = r#"<table:table table:name="A &amp; B" table:style-name="skjult"><table:table-column table:number-columns-repeated="16384"/>
        <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"><office:annotation><text:p>note</text:p></office:annotation><text:p>1</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>
        <table:table-row table:number-rows-repeated="1000000" table:visibility="filter"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:tab/>&lt;c&#62;</text:p><text:p>d<text:line-break/><text:span>e</text:span></text:p></table:table-cell><table:table-cell table:formula="of:=1"/><table:table-cell office:value-type="boolean" office:boolean-value="true"/><table:table-cell office:value-type="time" office:time-value="PT36H05M10S"/></table:table-row></table:table>"#;
    let style = r#"<style:style style:name="skjult" style:family="table"><style:table-properties table:display="false"/></style:style>"#;
    let bytes = ods(style, table);
    let one = vec![RawCell::Number(1.0); 2];
    let last = vec![text("a  b\t<c>\nd\ne"), RawCell::Uncomputed, RawCell::Boolean(true), text("36:05:10")];
    assert_eq!(rows(&bytes, "A & B").unwrap(), [(1, one.clone()), (2, one), (1_000_003, last)]);
    let mut workbook = open(&bytes).unwrap();
    assert_eq!(workbook.sheets(), [SheetInfo { name: "A & B".into(), visible: false }]);
    let survey = workbook.survey("A & B").unwrap();
    assert_eq!((survey.hidden_rows, survey.filtered), (vec![2..1_000_002], true));
}

#[test]
fn empty_rows_by_the_hundred_thousand_are_passed_over() {
    let empty: String = (2..200_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}" s="1"/></row>"#)).collect();
    let sheet =
        format!(r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{empty}</sheetData></worksheet>"#);
    assert_eq!(rows(&xlsx(&sheet, &[]), "Ark").unwrap(), [(1, vec![RawCell::Number(1.0)])]);
}

#[test]
fn a_file_is_told_by_its_content() {
    assert_eq!(detect(b"a;b\n1;2"), FileKind::Text);
    assert_eq!(detect(b"\xff\xfea\0;\0"), FileKind::Text);
    assert_eq!(detect(b""), FileKind::Text);
    assert_eq!(detect(b"a\0b"), FileKind::Binary);
    assert_eq!(detect(b"%PDF-1.7"), FileKind::Pdf);
    assert_eq!(detect("\u{feff}\n <TABLE border=1>".as_bytes()), FileKind::Html);
    assert_eq!(detect(b"<?xml version=\"1.0\"?><!DOCTYPE html><html>"), FileKind::Html);
    assert_eq!(detect(&zipped(&[("eksport.csv", b"a;b")])), FileKind::Zip);
    assert_eq!(detect(&zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")])), FileKind::Zip);
    assert_eq!(detect(&zipped(&[("xl/workbook.bin", b"")])), FileKind::Workbook(WorkbookKind::Xlsb));
    assert_eq!(detect(&xlsx("", &[])), FileKind::Workbook(WorkbookKind::Xlsx));
    assert_eq!(detect(&ods("", "")), FileKind::Workbook(WorkbookKind::Ods));
    let mut compound = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    compound.create_stream("/EncryptedPackage").unwrap();
    assert_eq!(detect(&compound.into_inner().into_inner()), FileKind::Encrypted);
}

const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relationships of a workbook with one sheet and these others, as kind and target.
fn related(others: &[(&str, &str)]) -> String {
    let others = others.iter().enumerate();
    let others: String = others
        .map(|(i, (kind, target))| format!(r#"<Relationship Id="o{i}" Type="{KIND}/{kind}" Target="{target}"/>"#))
        .collect();
    format!(
        r#"<Relationships><Relationship Id="b" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/>{others}</Relationships>"#
    )
}

const SHARED: &str = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>
    1
    </v></c><c r="B1"><v> 2.5
    </v></c></row></sheetData></worksheet>"#;

#[test]
fn shared_strings_are_found_by_their_relationship_and_spaces_around_a_value_do_not_matter() {
    let texts = b"<sst count='1' uniqueCount='1'><si><t>a</t></si><si><r><t>b</t></r><rPh><t>x</t></rPh><r><t> c_x000D_</t></r></si></sst>";
    for (target, part) in [
        ("/tekster.xml", "tekster.xml"),
        ("../andre/t.xml", "andre/t.xml"),
        ("sharedStrings.xml", "xl/sharedStrings.xml"),
    ] {
        let related = related(&[("sharedStrings", target)]);
        let bytes = xlsx(SHARED, &[("xl/_rels/workbook.xml.rels", related.as_bytes()), (part, texts)]);
        assert_eq!(rows(&bytes, "Ark").unwrap(), [(1, vec![text("b c"), RawCell::Number(2.5)])], "{target}");
    }
}

#[test]
fn extensions_and_unknown_errors_in_cells_are_no_damage() {
    let sheet = r##"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v><extLst><ext><x:v>9</x:v></ext></extLst></c>
        <c r="B1" t="e"><v>#GETTING_DATA</v></c><c r="C1"><v>NaN</v></c><c r="D1"><f>A1<x/></f><v>2</v></c></row></sheetData></worksheet>"##;
    let row = vec![RawCell::Number(1.0), RawCell::Error("#GETTING_DATA".into()), text("NaN"), RawCell::Number(2.0)];
    assert_eq!(rows(&xlsx(sheet, &[]), "Ark").unwrap(), [(1, row)]);
}

#[test]
fn sheets_of_macros_dialogs_and_charts_are_not_among_the_worksheets() {
    let related =
        related(&[("xlMacrosheet", "macrosheets/sheet1.xml"), ("dialogsheet", "d.xml"), ("chartsheet", "c.xml")]);
    let workbook = br#"<workbook><sheets><sheet name="Makro" r:id="o0" state="veryHidden"/><sheet name="Dialog" r:id="o1"/>
        <sheet name="Diagram" r:id="o2"/><sheet name="Ark" r:id="b"/><sheet name="Uden" r:id="nej"/></sheets></workbook>"#;
    let bytes = xlsx(SHARED, &[("xl/_rels/workbook.xml.rels", related.as_bytes()), ("xl/workbook.xml", workbook)]);
    assert_eq!(open(&bytes).unwrap().sheets(), [SheetInfo { name: "Ark".into(), visible: true }]);
}

#[test]
fn parts_in_utf_16_and_in_windows_1252_are_read() {
    let sheet = r#"<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="str"><v>Bjærg</v></c></row></sheetData></worksheet>"#;
    let wide = |mark: &[u8]| {
        let declared = format!(r#"<?xml version="1.0" encoding="UTF-16"?>{sheet}"#);
        [mark.to_vec(), declared.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    };
    // Every letter of the sheet has the same number in Windows-1252 as in Unicode.
    let narrow = format!(r#"<?xml version="1.0" encoding="windows-1252"?>{sheet}"#);
    let narrow: Vec<u8> = narrow.chars().map(|letter| letter as u8).collect();
    for part in [wide(b"\xff\xfe"), wide(b""), narrow] {
        let bytes = xlsx("", &[("xl/worksheets/sheet1.xml", &part)]);
        assert_eq!(rows(&bytes, "Ark").unwrap(), [(1, vec![text("Bjærg")])]);
        assert_eq!(open(&bytes).unwrap().survey("Ark").unwrap().hidden_rows, [0..1]);
    }
}

#[test]
fn formulas_that_are_all_zero_in_a_workbook_that_does_not_say_it_was_computed_are_uncomputed() {
    let sheet = |values: [&str; 2]| {
        let cells = values.map(|value| format!("<c><f>1+1</f><v>{value}</v></c>"));
        format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", cells.concat())
    };
    let workbook = |calc: &str| format!(r#"<workbook><sheets><sheet name="Ark" r:id="b"/></sheets>{calc}</workbook>"#);
    let read = |calc: &str, values| {
        let workbook = workbook(calc);
        rows(&xlsx(&sheet(values), &[("xl/workbook.xml", workbook.as_bytes())]), "Ark").unwrap()[0].1.clone()
    };
    let zero = RawCell::Number(0.0);
    assert_eq!(read("", ["0.0", "0.0"]), [RawCell::Uncomputed, RawCell::Uncomputed]);
    assert_eq!(read("<calcPr fullCalcOnLoad='1'/>", ["0", "0"]), [RawCell::Uncomputed, RawCell::Uncomputed]);
    assert_eq!(read("<calcPr calcId='1'/>", ["0", "0"]), [zero.clone(), zero.clone()]);
    for calc in ["", "<calcPr fullCalcOnLoad='1'/>"] {
        assert_eq!(read(calc, ["0", "2"]), [zero.clone(), RawCell::Number(2.0)]);
    }
}
