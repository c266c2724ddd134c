//! Reports files whose content is not what their name says.

use crate::findings::{Code, Finding, Place};
use crate::workbook::{FileKind, WorkbookKind};

fn extension(format: WorkbookKind) -> &'static str {
    match format {
        WorkbookKind::Xlsx => ".xlsx",
        WorkbookKind::Xlsb => ".xlsb",
        WorkbookKind::Xls => ".xls",
        WorkbookKind::Ods => ".ods",
        WorkbookKind::SpreadsheetXml => ".xml",
    }
}

/// Whether the name suits the kind. Only workbooks have extensions of their own; anything else must be text.
pub fn suits_name(kind: FileKind, name: &str) -> bool {
    let name = name.to_lowercase();
    let called =
        [WorkbookKind::Xlsx, WorkbookKind::Xlsb, WorkbookKind::Xls, WorkbookKind::Ods].into_iter().find(|format| {
            name.ends_with(extension(*format))
                || (*format == WorkbookKind::Xlsx && (name.ends_with(".xlsm") || name.ends_with(".xltx")))
        });
    match kind {
        // Most systems that write one call it .xls, and Excel opens it.
        FileKind::Workbook(WorkbookKind::SpreadsheetXml) => matches!(called, None | Some(WorkbookKind::Xls)),
        FileKind::Workbook(format) => called == Some(format),
        FileKind::Text => called.is_none(),
        _ => false,
    }
}

pub fn misnamed_finding(name: &str, kind: FileKind) -> Finding {
    let (is, advice) = match kind {
        FileKind::Workbook(format) => {
            ("en projektmappe (regneark)", format!("Giv den et navn, der ender på {}.", extension(format)))
        }
        FileKind::Text => ("en tekstfil", "Giv den et navn, der ender på .csv, hvis den er en eksport.".to_owned()),
        FileKind::Encrypted => {
            ("beskyttet med en adgangskode", "Åbn den i Excel, og gem den uden adgangskode.".to_owned())
        }
        FileKind::Html => (
            "en webside",
            "Åbn den i Excel, og gem den som .xlsx: mange systemer kalder en webside for et regneark.".to_owned(),
        ),
        FileKind::OldSheet => (
            "et regneark i et gammelt tekstformat",
            "Åbn den i Excel, vælg Gem som og typen Excel-projektmappe (.xlsx), og læg den nye fil i datamappen i stedet."
                .to_owned(),
        ),
        FileKind::Pdf => ("en PDF", "Hent eksporten som CSV eller Excel.".to_owned()),
        FileKind::Zip => ("en zip-fil", "Pak den ud, og læg filerne fra den i datamappen.".to_owned()),
        FileKind::Binary => ("hverken tekst eller et regneark", "Hent eksporten igen som CSV eller Excel.".to_owned()),
    };
    let message = match kind {
        FileKind::Encrypted => format!("Filen er {is} og kan ikke læses."),
        _ => format!("Filen er {is} og kan ikke læses som det, den hedder."),
    };
    Finding::new(Code::MisnamedFile, Place::data_file(name), message).advise(advice)
}
