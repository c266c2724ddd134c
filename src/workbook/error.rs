//! Why a workbook cannot be read.

/// Why a workbook, or a sheet of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookError {
    /// Cut off, or violates its format. Holds the message of the library that noticed, or "".
    Damaged(String),
    Password,
    /// Written before Excel 5.
    TooOld,
    /// Larger than any workbook needs. Holds a Danish clause without a full stop.
    TooMuch(&'static str),
    NoSheet(String),
}

impl WorkbookError {
    pub(super) fn damaged(detail: &str) -> Self {
        Self::Damaged(detail.trim().trim_end_matches('.').to_owned())
    }

    /// What is wrong: a Danish sentence.
    pub fn message(&self) -> String {
        match self {
            // Without the library's message, which is English and does not help the reader.
            Self::Damaged(_) => "Filen er afkortet eller beskadiget.".to_owned(),
            Self::Password => "Projektmappen er beskyttet med en adgangskode og kan ikke læses.".to_owned(),
            Self::TooOld => "Projektmappen er skrevet i et format fra før Excel 5 eller er beskadiget.".to_owned(),
            Self::TooMuch(what) => format!("{what}, og filen er derfor ikke læst."),
            Self::NoSheet(name) => format!("Projektmappen har ikke arket »{name}«."),
        }
    }

    /// What to do: a Danish sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Damaged(_) => "Hent eksporten igen, eller åbn filen i Excel, og gem den igen.",
            Self::Password => {
                "Åbn den i Excel, fjern adgangskoden under Filer > Oplysninger > Beskyt projektmappe, og gem den igen."
            }
            Self::TooOld => "Åbn den i Excel, og gem den som .xlsx.",
            Self::TooMuch(_) => "Åbn filen i et regneark, slet det, der ikke skal bruges, og gem den igen som .xlsx.",
            Self::NoSheet(_) => "Se navnene på arkene i projektmappen.",
        }
    }
}
