//! Files that are not what their names say.

use super::workbook::{Format, Kind};
use crate::findings::{Code, Finding, Place};

/// The end of the name of a workbook in this format.
fn extension(format: Format) -> &'static str {
    match format {
        Format::Xlsx => ".xlsx",
        Format::Xlsb => ".xlsb",
        Format::Xls => ".xls",
        Format::Ods => ".ods",
    }
}

/// Whether the end of a file's name says what it is. Only workbooks have names of their own; all else should be text.
pub fn is_called(kind: Kind, name: &str) -> bool {
    let name = name.to_lowercase();
    let called = [Format::Xlsx, Format::Xlsb, Format::Xls, Format::Ods].into_iter().find(|format| {
        name.ends_with(extension(*format))
            || (*format == Format::Xlsx && (name.ends_with(".xlsm") || name.ends_with(".xltx")))
    });
    match kind {
        Kind::Workbook(format) => called == Some(format),
        Kind::Text => called.is_none(),
        _ => false,
    }
}

/// A file that is not what its name says.
pub fn misnamed(name: &str, kind: Kind) -> Finding {
    let (is, advice) = match kind {
        Kind::Workbook(format) => {
            ("en projektmappe (regneark)", format!("Giv den et navn, der ender på {}.", extension(format)))
        }
        Kind::Text => ("en tekstfil", "Giv den et navn, der ender på .csv, hvis den er en eksport.".to_owned()),
        Kind::Encrypted => ("beskyttet med en adgangskode", "Åbn den i Excel, og gem den uden adgangskode.".to_owned()),
        Kind::Html => (
            "en webside",
            "Åbn den i Excel, og gem den som .xlsx: mange systemer kalder en webside for et regneark.".to_owned(),
        ),
        Kind::Pdf => ("en PDF", "Hent eksporten som CSV eller Excel.".to_owned()),
        Kind::Zip => ("en zip-fil", "Pak den ud, og læg filerne fra den i datamappen.".to_owned()),
        Kind::Binary => ("hverken tekst eller et regneark", "Hent eksporten igen som CSV eller Excel.".to_owned()),
    };
    let message = match kind {
        Kind::Encrypted => format!("Filen er {is} og kan ikke læses."),
        _ => format!("Filen er {is} og kan ikke læses som det, den hedder."),
    };
    Finding::new(Code::MisnamedFile, Place::data_file(name), message).advise(advice)
}
