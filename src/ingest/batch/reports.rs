//! Reports what is worth knowing of rows that are kept, and of rows that are not data.

use super::{Batch, DataEnd, FOOTER};
use crate::cell::RawCell;
use crate::cell::mended::Mend;
use crate::findings::{Code, Severity};
use crate::ingest::causes::Cause;
use crate::ingest::column::{Repair, TextDefect};

/// Advice for a text such as `-` in a column of texts, where it could be a value.
const NO_VALUE_IN_TEXT: &str = "Er det altid sådan, så skriv teksten under »missing« ved kolonnen i datasets.toml. Er den selv en værdi, \
                                så skriv den under »real«.";

impl Batch {
    /// Reports what is worth knowing of a row that was kept.
    pub(super) fn report_kept(&mut self, number: u32, cells: &[RawCell<'_>], repairs: &[(usize, Repair)]) {
        for (column, repair) in repairs {
            let place = self.layout.found[*column].as_ref().map_or(0, |found| found.place);
            let value = cells.get(place).map(|cell| cell.display().into_owned()).unwrap_or_default();
            self.report_repair(number, *column, *repair, &value);
        }
        if self.lacks_fields(cells) {
            let message = "Rækken har færre felter, end der er overskrifter. De sidste kolonner er læst som tomme";
            self.tell(Cause { severity: Severity::Info, ..Cause::noted(Code::ShortRow, message) }, number, "");
        }
        let mut outside = cells.iter().enumerate().skip(self.layout.headers.len());
        if let Some((place, cell)) = outside.find(|(_, cell)| **cell != RawCell::Empty) {
            let message =
                format!("Der står noget i kolonne nr. {}, som ikke har en overskrift. Det er ikke læst", place + 1);
            self.note(Code::UnreadColumn, &message, number, &cell.display());
        }
    }

    pub(super) fn footer(&mut self, row: u32, cells: &[RawCell<'_>]) {
        let texts: Vec<String> = self.shown(cells).collect();
        self.end = DataEnd::Note;
        self.note(Code::FooterRow, FOOTER, row, &texts.join(" · "));
    }

    /// Texts of the row's filled cells that may be shown.
    pub(super) fn shown(&self, cells: &[RawCell<'_>]) -> impl Iterator<Item = String> {
        let places = cells
            .iter()
            .enumerate()
            .filter(|(place, cell)| **cell != RawCell::Empty && !self.layout.is_dropped(*place));
        places.map(|(_, cell)| cell.display().into_owned())
    }

    /// Reports something about a row.
    pub fn tell(&mut self, cause: Cause, row: u32, value: &str) {
        self.account.causes.add(cause, row, value);
    }

    pub(super) fn note(&mut self, code: Code, message: &str, row: u32, value: &str) {
        self.tell(Cause::noted(code, message), row, value);
    }

    pub(super) fn report_repair(&mut self, row: u32, column: usize, repair: Repair, value: &str) {
        let reader = &self.layout.schema.columns[column];
        let (is_amount, is_text) = (reader.is_amount(), reader.holds_any_text());
        let cause = match repair {
            Repair::LeadingZeros => repaired(
                "Ydernummeret mangler nuller foran og er læst med dem",
                "Formatér kolonnen som tekst i regnearket, så bliver de stående.",
            ),
            Repair::SerialDate => repaired(
                "Datoen står som et tal uden datoformat og er læst som dato",
                "Formatér kolonnen som dato i regnearket.",
            ),
            Repair::Apostrophe => repaired(
                "Cellen begynder med en apostrof, som kun skal vise, at den er tekst, og er læst uden",
                "Hent eksporten uden apostroffer, hvis systemet kan det.",
            ),
            Repair::Mended(Mend::Shell) => repaired(
                "Cellen er en tekst i en formel (=\"…\") og er læst som teksten",
                "Hent eksporten uden formler, hvis systemet kan det.",
            ),
            Repair::Mended(Mend::DoubleEncoding) => repaired(
                "Cellens bogstaver er kodet to gange (»Ã¸« for »ø«) og er læst rigtigt",
                "Vælg UTF-8, når eksporten hentes, hvis systemet kan det.",
            ),
            Repair::DigitsDate => repaired(
                "Datoen står som otte cifre (år, måned, dag) og er læst sådan",
                "Formatér kolonnen som dato, og skriv datoen med bindestreger: 21-03-2024.",
            ),
            Repair::NoEnd => repaired(
                "Slutdatoen står for »ingen dato« og er læst, som om cellen var tom",
                "Lad cellen være tom i eksporten, hvis det kan lade sig gøre.",
            ),
            Repair::NoStart => Cause {
                code: Code::SentinelDate,
                ..repaired(
                    "Startdatoen står for »ingen dato«, så rækken gælder fra altid",
                    "Skriv den rigtige startdato, hvis rækken ikke har gældt altid.",
                )
            },
            Repair::Mended(Mend::Entities | Mend::Escapes) => repaired(
                "Cellens bogstaver er skrevet som på en webside (»&oslash;« eller »%C3%B8« for »ø«) og er læst rigtigt",
                "Hent eksporten som CSV eller .xlsx, hvis systemet kan det.",
            ),
            Repair::NoValue => {
                let cause = Cause::noted(Code::NoValue, "Cellen siger, at der ingen værdi er, og er læst som tom");
                match (is_amount, is_text) {
                    (true, _) => Cause { severity: Severity::Warning, ..cause },
                    (_, true) => Cause { advice: NO_VALUE_IN_TEXT.to_owned(), ..cause },
                    _ => cause,
                }
            }
            Repair::Doubtful(TextDefect::Garbled) => {
                Cause::noted(Code::GarbledText, "Teksten har tegn, som ser ud til at være bogstaver, der er gået tabt")
            }
            Repair::Doubtful(TextDefect::Rounded) => {
                Cause::noted(Code::RoundedId, "Tallet er så langt, at et regneark har afrundet det")
            }
        };
        self.account.causes.add(Cause { column: self.layout.header_of(column), ..cause }, row, value);
    }
}

/// A cell that was read although it is not written as it should be.
fn repaired(message: &str, advice: &str) -> Cause {
    Cause { advice: advice.to_owned(), ..Cause::noted(Code::RepairedCell, message) }
}
