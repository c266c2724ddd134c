//! The stable codes of findings.

use serde::{Deserialize, Serialize};

/// Declares the codes with their kebab-case names and a Danish sentence on what each means.
macro_rules! codes {
    ($($variant:ident = $name:literal, $meaning:literal;)+) => {
        /// The kind of a finding. Names are stable: scripts and links may use them. The order is the order of showing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $meaning] #[serde(rename = $name)] $variant,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it means, in Danish.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }

            /// What it means, why it matters and how to mend it, with an example, in Danish.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explanations/", $name, ".md")),)+ }
            }
        }
    };
}

codes! {
    DefinitionSyntax = "definition-syntax", "En definitionsfil kan ikke læses som TOML.";
    MissingTemplate = "missing-template", "En fil, som rapporten nævner, findes ikke i skabelonmappen.";
    UnknownKey = "unknown-key", "En definition har en nøgle, som kapreport ikke kender.";
    MissingKey = "missing-key", "En definition mangler en nøgle, som skal være der.";
    WrongType = "wrong-type", "En værdi i en definition har en forkert type.";
    BadValue = "bad-value", "En værdi i en definition er ikke blandt de mulige.";
    DuplicateId = "duplicate-id", "To ting i definitionen har samme navn.";
    SqlSyntax = "sql-syntax", "Et SQL-udtryk kan ikke læses.";
    UnknownColumn = "unknown-column", "Et SQL-udtryk bruger en kolonne, som datasættet ikke har.";
    UnknownFunction = "unknown-function", "Et SQL-udtryk bruger en funktion, som kapreport ikke har.";
    UnknownDataset = "unknown-dataset", "Et nøgletal bygger på et datasæt, som ikke er defineret.";
    UnknownFigure = "unknown-figure", "En tabel, en tekst eller et udtryk bruger et nøgletal, som ikke er defineret.";
    UnknownMember = "unknown-member", "Et nøgletal i en serie har ikke det medlem, der bliver spurgt om.";
    UnknownConcept = "unknown-concept", "Et nøgletal har et begreb, som ikke er defineret.";
    SameConcept = "same-concept", "To nøgletal i en rapport har samme begreb.";
    ConceptMismatch = "concept-mismatch", "Et nøgletal kan ikke være det, som dets begreb er.";
    UnknownTable = "unknown-table", "Teksten indsætter en tabel eller figur, som ikke er defineret.";
    UnusedTable = "unused-table", "En tabel eller figur er defineret, men bliver ikke indsat i teksten.";
    FigureCycle = "figure-cycle", "Nøgletal er udregnet af hinanden i ring.";
    SqlType = "sql-type", "Et SQL-udtryk blander typer, som ikke passer sammen.";
    NoData = "no-data", "Der er ingen fil til et datasæt.";
    UnreadableFile = "unreadable-file", "En fil i datamappen kan ikke læses.";
    MisnamedFile = "misnamed-file", "En fil er ikke det, som dens navn siger.";
    EmptyFile = "empty-file", "En fil i datamappen har ingen rækker.";
    MissingSheet = "missing-sheet", "En projektmappe mangler det ark, som datasættet skal læse.";
    MissingHeader = "missing-header", "Ingen række i filen ligner datasættets overskrifter.";
    CprNumber = "cpr-number", "En celle har et CPR-nummer, som ikke må komme ind i en rapport.";
    AmbiguousColumn = "ambiguous-column", "To kolonner i en fil har samme overskrift.";
    RowAboveHeader = "row-above-header", "En række, der ligner data, står over overskrifterne.";
    StrayQuote = "stray-quote", "Et anførselstegn i en CSV-fil lukkes ikke, hvor det skal.";
    MissingColumn = "missing-column", "Filen mangler en kolonne, som datasættet kræver.";
    AmbiguousNumber = "ambiguous-number", "Tallene i en kolonne kan læses på to måder.";
    ShortRow = "short-row", "En række i en CSV-fil har for få felter.";
    BadCell = "bad-cell", "En celle passer ikke til kolonnens type.";
    EmptyCell = "empty-cell", "En celle er tom, men skal være udfyldt.";
    DuplicateRow = "duplicate-row", "To rækker har samme nøgle.";
    DuplicateFile = "duplicate-file", "To filer har nøjagtig samme indhold.";
    NoValue = "no-value", "En celle siger, at der ingen værdi er.";
    RepairedCell = "repaired-cell", "En celle er skrevet anderledes, end den skal, men kan kun betyde ét.";
    HiddenRow = "hidden-row", "Et regneark har skjulte rækker.";
    HiddenColumn = "hidden-column", "Et regneark har skjulte kolonner.";
    HiddenSheet = "hidden-sheet", "Et skjult ark er læst.";
    MergedCells = "merged-cells", "Et regneark har flettede celler.";
    RepeatedHeader = "repeated-header", "Overskrifterne står mere end én gang i en fil.";
    FooterRow = "footer-row", "En sum eller en note under tabellen er ikke talt med.";
    ExampleRow = "example-row", "Flere rækker begynder med »Eksempel:« og er ikke talt med.";
    EmptyPeriod = "empty-period", "Et datasæt har ingen rækker i perioden.";
    UnreadColumn = "unread-column", "Filen har en kolonne, som datasættet ikke læser.";
    UnreadSheet = "unread-sheet", "En projektmappe har et ark, som intet datasæt har bedt om.";
    UnreadFile = "unread-file", "Datamappen har en fil, som intet datasæt læser.";
    RowWithoutPartner = "row-without-partner", "En række er ikke med i et sammenkædet datasæt, fordi den ingen modpart har.";
    OnceDiffers = "once-differs", "Rækker, der tæller én gang, er ikke ens i det, der regnes på.";
    SeriesWithoutMember = "series-without-member", "Rækker i en serie har ingen af seriens medlemmer.";
    TooMuch = "too-much", "En serie eller en sammenkædning bliver for stor.";
    QueryFailed = "query-failed", "Et nøgletal kunne ikke beregnes.";
    NotANumber = "not-a-number", "Et udregnet nøgletal er ikke et tal, fx fordi der er divideret med nul.";
    ShareOutOfRange = "share-out-of-range", "En andel ligger uden for 0–100 %.";
    BelowZero = "below-zero", "Et antal er under nul.";
    ShareDiffers = "share-differs", "En andel følger ikke af de to tal, som de er vist.";
    SumDiffers = "sum-differs", "En sum i en tabel er ikke summen af sine dele.";
    MissingMember = "missing-member", "En tabel viser ikke alle medlemmer af en serie.";
    SameDefinition = "same-definition", "To nøgletal er defineret ens.";
    SameLabel = "same-label", "To forskellige tal hedder det samme.";
    LargeChange = "large-change", "Et tal har ændret sig meget uden en forklaring.";
    TypedNumber = "typed-number", "Et tal er skrevet i teksten i stedet for at være hentet fra et nøgletal.";
    CheckFailed = "check-failed", "To nøgletal, der skal stemme, stemmer ikke.";
    CheckUnknown = "check-unknown", "Et tjek kan ikke afgøres, fordi et af tallene er ukendt.";
    ProseSyntax = "prose-syntax", "En skabelontekst kan ikke læses.";
    ValueInCode = "value-in-code", "Et tal er sat ind i en Typst-tekst i anførselstegn, hvor det ikke kan vises.";
    TypstError = "typst-error", "Typst kan ikke sætte rapporten.";
    TypstWarning = "typst-warning", "Typst advarer om noget i opsætningen.";
    PrintedShare = "printed-share", "En trykt procent passer ikke til de tal, som den er udregnet af.";
    PrintedSum = "printed-sum", "En trykt sum passer ikke til sine dele.";
    PrintedTwice = "printed-twice", "Det samme tal er trykt med to værdier.";
    PrintedDiffers = "printed-differs", "Et trykt tal er et andet end det, som kapreport beregner.";
    SnapshotUnreadable = "snapshot-unreadable", "Et tidligere øjebliksbillede (figures.json) kan ikke læses.";
}

impl Code {
    /// Whether a draft can be made and shown all the same: the numbers are there, but do not agree.
    pub fn may_stand_in_draft(self) -> bool {
        matches!(
            self,
            Self::CheckFailed
                | Self::SumDiffers
                | Self::ShareDiffers
                | Self::ShareOutOfRange
                | Self::BelowZero
                | Self::TypedNumber
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_kebab_case_and_documented() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", code.name());
            assert!(code.meaning().ends_with('.'), "{}", code.name());
            for heading in ["Hvad det betyder", "Hvorfor det er vigtigt", "Sådan retter du det", "Eksempel"] {
                let below = code.explanation().split_once(&format!("{heading}\n")).map_or("", |(_, below)| below);
                assert!(below.starts_with("  "), "{}: {heading}", code.name());
            }
        }
    }
}
