//! What is reported of cells that are not written as they should be and were read all the same.

use crate::cell::mended::Mend;
use crate::findings::{Code, Severity};
use crate::ingest::causes::Cause;
use crate::ingest::column::{ColumnReader, Repair, TextDefect};

/// Advice for a sign in a column of texts, where it could be a text too.
const NO_VALUE_IN_TEXT: &str = "Er det altid sådan, så skriv teksten under »missing« ved kolonnen i datasets.toml. Er den selv en værdi, \
                                så skriv den under »real«.";

pub fn cause(repair: Repair, reader: &ColumnReader) -> Cause {
    match repair {
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
        Repair::DigitsDate => repaired(
            "Datoen står som otte cifre (år, måned, dag) og er læst sådan",
            "Formatér kolonnen som dato, og skriv datoen med bindestreger: 21-03-2024.",
        ),
        Repair::NoEnd => repaired(
            "Slutdatoen står for »ingen dato« og er læst, som om cellen var tom",
            "Lad cellen være tom i eksporten, hvis det kan lade sig gøre.",
        ),
        Repair::NoStart => Cause {
            severity: Severity::Info,
            advice: "Skriv den rigtige startdato, hvis rækken ikke har gjaldt altid.".to_owned(),
            ..Cause::noted(Code::SentinelDate, "Startdatoen står for »ingen dato«, så rækken gælder fra altid")
        },
        Repair::NoValue => {
            let cause = Cause::noted(Code::NoValue, "Cellen siger, at der ingen værdi er, og er læst som tom");
            match (reader.is_amount(), reader.holds_any_text()) {
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
        Repair::Mended(mend) => mend_cause(mend),
    }
}

fn mend_cause(mend: Mend) -> Cause {
    match mend {
        Mend::Shell => repaired(
            "Cellen er en tekst i en formel (=\"…\") og er læst som teksten",
            "Hent eksporten uden formler, hvis systemet kan det.",
        ),
        Mend::DoubleEncoding => repaired(
            "Cellens bogstaver er kodet to gange (»Ã¸« for »ø«) og er læst rigtigt",
            "Vælg UTF-8, når eksporten hentes, hvis systemet kan det.",
        ),
        Mend::Entities => repaired(
            "Cellens bogstaver er skrevet som på en webside (»&oslash;« for »ø«) og er læst rigtigt",
            "Hent eksporten som CSV eller .xlsx, hvis systemet kan det.",
        ),
    }
}

fn repaired(message: &str, advice: &str) -> Cause {
    Cause { advice: advice.to_owned(), ..Cause::noted(Code::RepairedCell, message) }
}
