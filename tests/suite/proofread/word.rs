//! Word documents.

use super::{proofread, zipped};

#[test]
fn a_word_document_is_read_with_its_tables_and_without_what_is_deleted() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).concat();
        format!("<w:tr>{cells}</w:tr>")
    };
    let rows = [["Emne", "Antal"], ["Medicin &amp; data", "12"], ["Ledelse", "5"], ["I alt", "18"]].map(row).concat();
    let body = [
        paragraph("Der svarede 84 % (198 af</w:t></w:r><w:r><w:t> 224)."),
        "<w:p><w:del><w:r><w:delText>90 %</w:delText><w:t>90 % (1 af 2).</w:t></w:r></w:del></w:p>".to_owned(),
        format!("{}<w:tbl>{rows}</w:tbl>{}", paragraph("Tabel 1: Besøg"), paragraph("Slut.")),
    ];
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", body.concat());
    let run = proofread("rapport.docx", zipped("word/document.xml", &xml), &[]).ends_with(1);
    assert_eq!(
        run.out.replace('\u{a0}', " "),
        "fejl[printed-share]: 198 af 224 er 88,4 %, men der står 84 %.
   rapport.docx: »Der svarede 84 % (198 af 224).«
fejl[printed-sum]: »I alt« er 12 + 5 = 17, men der står 18.
   rapport.docx: »I alt | 18«

2 modsigelser og ingen mulige modsigelser.
Kontrolleret: 1 andel og 1 sum.
"
    );
}
